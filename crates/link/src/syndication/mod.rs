//! Near-copies: which articles have taken over another one's text, wholly or in part, and who had it first.
//!
//! A text is read as words without case and punctuation ([`Print`]). Of its shingles, runs of five words, winnowing keeps about one in
//! six, so that any shared run of fourteen words shares a key; the keys stand in an inverted index whose lists are bounded
//! ([`CopyIndex`]). A new article asks for the holders of its keys, and the few articles that share most are compared word by word:
//! runs of the same words in the same order, with small gaps, make passages. So a copy of a tenth of a text is found as well as a
//! whole one, and the work for one article doesn't grow with the store.
//!
//! What is a copy:
//! - Only words outside quotation marks (in both texts), and outside embedded posts, count. Two reports of one press conference share
//!   its quotes and little else: no copy.
//! - What an outlet prints again and again (a key held by three or more of its articles) is its boilerplate or its running
//!   background, and doesn't count.
//! - At least [`LEAST_WORDS`] such words, and at least [`LEAST_SHARE`] of the counted words of one of the two.
//! - Captions, credits and boilerplate paragraphs are not read: agencies sell pictures, with their captions, apart from texts.
//! - Two articles of one outlet are copies only when [`SAME_OUTLET_SHARE`] of one stands in the other: background is repeated
//!   within an outlet as a matter of course, and it is one voice anyhow.

use std::collections::HashMap;

use sayso_doc::{Article, Span};

use crate::lookup::ArticleCopy;
use crate::records::ArticleId;

mod agency;
mod align;
mod index;
mod words;

pub use agency::{Behind, CopyOf, Ground, behind, upstream};
pub use index::{CopyIndex, Holder, MAX_HOLDERS, MAX_OF_OUTLET, MemoryCopies, admits, outlet_hash};
pub use words::{MAX_WORDS, Print, SHINGLE, WINDOW};

/// Fewest words outside quotation marks that a copy has taken over. This and the other numbers here were tuned on the first half of the
/// synthetic copies and on natural pairs of `news/` (`eval/syndication.py`).
pub const LEAST_WORDS: usize = 24;
/// Smallest share of either text's words, those outside quotation marks, that makes a copy.
pub const LEAST_SHARE: f32 = 0.06;
/// The same between articles that lie more than [`SOON`] days apart: a wire's text is printed at once; what comes back months later is
/// background, boilerplate or a public text.
pub const LATE_SHARE: f32 = 0.25;
/// Days within which copies are printed.
pub const SOON: i32 = 30;
/// The same between two articles of one outlet.
pub const SAME_OUTLET_SHARE: f32 = 0.5;
/// From this share on the article is the other one's text, with what was put in.
pub const WHOLE: f32 = 0.5;
/// Texts are compared word by word when two common keys begin within so many words: two turns of phrase that both have are mostly far
/// from each other, and the more articles there are, the more share two of them.
const NEAR: u32 = 60;
/// Texts that are compared word by word with a new one: those that share most keys.
const MAX_COMPARED: usize = 32;
/// Articles of one outlet under a key, the compared ones among them, that make the passage that outlet's boilerplate.
const BOILERPLATE: usize = 3;

/// Two articles that share text.
#[derive(Debug, Clone, PartialEq)]
pub struct NearCopy {
    /// The stored one.
    pub other: ArticleId,
    /// In the order of the new article; they may stand in another order there.
    pub passages: Vec<Passage>,
    /// Counted words that both have.
    pub words: usize,
    /// Share of the new article's counted words that stand in the other, 0 to 1.
    pub share_here: f32,
    /// Share of the other's that stand in the new one.
    pub share_there: f32,
}

/// A run of words that both texts have, lightly edited at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    /// In the new article's text.
    pub here: Span,
    /// In the other's.
    pub there: Span,
    /// Words that are the same in both.
    pub words: usize,
    /// How many of them stand in quotation marks in either.
    pub quoted: usize,
}

impl NearCopy {
    /// The larger of the two shares: how much of one text the other is.
    pub fn share(&self) -> f32 {
        self.share_here.max(self.share_there)
    }

    /// What claims are folded by.
    pub fn link(&self, upstream: bool) -> ArticleCopy {
        ArticleCopy { article: self.other, share: self.share(), upstream }
    }
}

/// The stored articles that share text with `article`, most shared first.
///
/// # Errors
/// Those of the index.
pub fn find<I: CopyIndex>(article: &Article, index: &I) -> Result<Vec<NearCopy>, I::Error> {
    find_print(&Print::of(article), article.outlet.as_deref(), index)
}

/// [`find`] for an article whose print was made already.
///
/// # Errors
/// Those of the index.
pub fn find_print<I: CopyIndex>(print: &Print, outlet: Option<&str>, index: &I) -> Result<Vec<NearCopy>, I::Error> {
    let outlet = outlet_hash(outlet);
    let keys = print.keys();
    let holders: HashMap<u64, Vec<Holder>> = keys.iter().copied().zip(index.holders(&keys)?).collect();
    let mut shared: HashMap<ArticleId, Shared> = HashMap::new();
    for key in print.placed_keys() {
        let list = holders.get(&key.hash).map_or(&[][..], Vec::as_slice);
        for holder in list.iter().filter(|h| !repeated(list, outlet, h.outlet)) {
            let entry = shared.entry(holder.article).or_insert(Shared { keys: 0, last: None, near: false, outlet: holder.outlet });
            entry.keys += 1;
            entry.near |= entry.last.is_some_and(|last| key.at - last <= NEAR);
            entry.last = Some(key.at);
        }
    }
    let mut candidates: Vec<(usize, ArticleId, u32)> =
        shared.into_iter().filter(|(_, s)| s.near).map(|(id, s)| (s.keys, id, s.outlet)).collect();
    candidates.sort_unstable_by_key(|&(n, id, _)| (std::cmp::Reverse(n), id));
    candidates.truncate(MAX_COMPARED);
    let mut found = Vec::new();
    for (_, other, published_by) in candidates {
        let Some(stored) = index.print(other)? else { continue };
        found.extend(compare(print, outlet, other, &stored, published_by, &holders));
    }
    found.sort_by(|a, b| b.words.cmp(&a.words).then(a.other.cmp(&b.other)));
    Ok(found)
}

/// The keys that a stored article has in common with the new one.
struct Shared {
    keys: usize,
    /// Where the last one begins in the new article.
    last: Option<u32>,
    /// Two of them begin close to each other.
    near: bool,
    outlet: u32,
}

/// Whether one of the two outlets prints the passage behind `list` again and again; the new article itself is not in the list.
fn repeated(list: &[Holder], here: u32, there: u32) -> bool {
    let of = |outlet: u32| if outlet == 0 { 0 } else { list.iter().filter(|h| h.outlet == outlet).count() };
    if here == there { of(here) >= BOILERPLATE } else { of(here) + 1 >= BOILERPLATE || of(there) >= BOILERPLATE }
}

fn compare(
    here: &Print,
    outlet: u32,
    other: ArticleId,
    there: &Print,
    published_by: u32,
    holders: &HashMap<u64, Vec<Holder>>,
) -> Option<NearCopy> {
    let same_outlet = outlet == published_by && outlet != 0;
    let keys = here.placed_keys();
    let mut passages = Vec::new();
    let mut counted = 0;
    for aligned in align::passages(here, there) {
        let ((first, last), (other_first, other_last)) = aligned.bounds()?;
        let words = aligned.words();
        let quoted: usize = aligned.runs.iter().map(|r| quoted(here, there, *r)).sum();
        let from = keys.partition_point(|k| (k.at as usize) < first);
        let (mut own, mut all) = (0, 0);
        for key in keys[from..].iter().take_while(|k| k.at as usize + SHINGLE <= last) {
            all += 1;
            own += usize::from(!holders.get(&key.hash).is_some_and(|list| repeated(list, outlet, published_by)));
        }
        let fresh = if all == 0 || same_outlet { words - quoted } else { (words - quoted) * own / all };
        if fresh > 0 || own > 0 {
            counted += fresh;
            passages.push(Passage { here: here.span(first, last)?, there: there.span(other_first, other_last)?, words, quoted });
        }
    }
    let share = |of: usize| if of == 0 { 0.0 } else { (counted as f32 / of as f32).min(1.0) };
    let copy = NearCopy { other, passages, words: counted, share_here: share(here.reported()), share_there: share(there.reported()) };
    let late = here.day().zip(there.day()).is_some_and(|(a, b)| a.abs_diff(b) > SOON.unsigned_abs());
    let least = match (same_outlet, late) {
        (true, _) => SAME_OUTLET_SHARE,
        (false, true) => LATE_SHARE,
        (false, false) => LEAST_SHARE,
    };
    (copy.words >= LEAST_WORDS && copy.share() >= least).then_some(copy)
}

fn quoted(here: &Print, there: &Print, run: align::Run) -> usize {
    let (a, b) = (&here.words()[run.here..run.here + run.len], &there.words()[run.there..run.there + run.len]);
    a.iter().zip(b).filter(|(a, b)| a.quoted || b.quoted).count()
}

#[cfg(test)]
mod tests;
