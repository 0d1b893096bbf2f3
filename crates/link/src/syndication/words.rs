//! A text as the copies' search sees it: words without case and punctuation, which of them stand in quotation marks, and the keys by
//! which a text with the same wording finds it.

use std::sync::Arc;

use sayso_doc::{Article, ParagraphKind, Span, Text};

use crate::records::day;

/// Words that make one shingle. Five in a row are seldom the same by chance (tuned on the first half of the synthetic copies, 4 to 8).
pub const SHINGLE: usize = 5;
/// Of every window of this many shingles at least one is kept, so that a shared run of `WINDOW + SHINGLE - 1` words is always found
/// (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003). About two of `WINDOW + 1` shingles are kept.
pub const WINDOW: usize = 10;
/// Words of a text that are looked at; longer texts are compared by their beginning.
pub const MAX_WORDS: usize = 40_000;

/// What is kept of one text to compare others with it. Cloning is cheap.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    text: Text,
    words: Arc<[Word]>,
    keys: Arc<[Key]>,
    reported: usize,
    day: Option<i32>,
}

/// One word, by its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub hash: u32,
    start: u32,
    end: u32,
    /// It stands in quotation marks or in an embedded post: someone else's words.
    pub quoted: bool,
}

/// A shingle that was kept, and the word that it begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    pub hash: u64,
    pub at: u32,
}

impl Print {
    /// The print of `article`; captions, credits and boilerplate are no part of it.
    pub fn of(article: &Article) -> Self {
        let left_out = article.paragraphs.iter().filter(|p| !matches!(p.kind, ParagraphKind::Heading | ParagraphKind::Body));
        let print = Self::new(&article.text, left_out.map(|p| p.span));
        Self { day: article.published.as_deref().and_then(day), ..print }
    }

    /// The print of `text` without the spans `left_out`, which come in order.
    pub fn new(text: &Text, left_out: impl IntoIterator<Item = Span>) -> Self {
        let mut words = Vec::new();
        let mut at = 0;
        for hole in left_out {
            if text.get(hole).is_err() || hole.start() < at {
                continue;
            }
            read(text, at, hole.start(), &mut words);
            at = hole.end();
        }
        read(text, at, text.len(), &mut words);
        let keys = winnow(&shingles(&words));
        let reported = words.iter().filter(|w| !w.quoted).count();
        Self { text: text.clone(), words: words.into(), keys: keys.into(), reported, day: None }
    }

    /// The keys to store this text under: 40-bit numbers, sorted, each once.
    pub fn keys(&self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.keys.iter().map(|k| k.hash).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many words stand outside quotation marks.
    pub fn reported(&self) -> usize {
        self.reported
    }

    /// Days since 1970-01-01 of its date.
    pub fn day(&self) -> Option<i32> {
        self.day
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    pub(super) fn placed_keys(&self) -> &[Key] {
        &self.keys
    }

    /// The span of words `first..last`.
    pub(super) fn span(&self, first: usize, last: usize) -> Option<Span> {
        let (a, b) = (self.words.get(first)?, self.words.get(last.checked_sub(1)?)?);
        self.text.span(a.start as usize, b.end as usize).ok()
    }
}

/// Appends the words of bytes `start..end`. Quotation ends with its paragraph: a mark that nobody closes must not swallow the text.
fn read(text: &Text, start: usize, end: usize, words: &mut Vec<Word>) {
    let mut from = start;
    for line in text.as_str()[start..end].split_inclusive('\n') {
        if words.len() >= MAX_WORDS {
            words.truncate(MAX_WORDS);
            return;
        }
        let first = words.len();
        read_line(line, from, words);
        if is_post(line) {
            words[first..].iter_mut().for_each(|w| w.quoted = true);
        }
        from += line.len();
    }
    words.truncate(MAX_WORDS);
}

fn read_line(line: &str, from: usize, words: &mut Vec<Word>) {
    let mut quoted = false;
    let mut open: Option<(usize, u32)> = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’') && open.is_some() && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if joins {
            continue;
        }
        let alone = stands_alone(c);
        if !c.is_alphanumeric() || alone {
            close(&mut open, from, at, quoted, words);
        }
        match c {
            '“' | '«' | '„' => quoted = true,
            '”' | '»' => quoted = false,
            '"' => quoted = !quoted,
            _ if alone => words.push(word(fold(SEED, c), from + at, from + at + c.len_utf8(), quoted)),
            _ if c.is_alphanumeric() => {
                let (begin, hash) = open.unwrap_or((at, SEED));
                open = Some((begin, c.to_lowercase().fold(hash, fold)));
            }
            _ => {}
        }
    }
    close(&mut open, from, line.len(), quoted, words);
}

fn close(open: &mut Option<(usize, u32)>, from: usize, end: usize, quoted: bool, words: &mut Vec<Word>) {
    if let Some((begin, hash)) = open.take() {
        words.push(word(hash, from + begin, from + end, quoted));
    }
}

fn word(hash: u32, start: usize, end: usize, quoted: bool) -> Word {
    Word { hash, start: start as u32, end: end as u32, quoted }
}

/// "… — Ann Roe (@annroe) July 3, 2024": a post set into the text, whose words are its writer's.
fn is_post(line: &str) -> bool {
    line.contains("(@") && (line.contains('—') || line.contains("-- "))
}

/// Scripts that put no space between words.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

const SEED: u32 = 0x811c_9dc5;

/// FNV-1a over characters.
fn fold(hash: u32, c: char) -> u32 {
    let c = c as u32;
    let low = (hash ^ (c & 0xff)).wrapping_mul(0x0100_0193);
    if c < 0x80 { low } else { (low ^ (c >> 8)).wrapping_mul(0x0100_0193) }
}

/// The hash of every run of [`SHINGLE`] words.
fn shingles(words: &[Word]) -> Vec<u64> {
    words.windows(SHINGLE).map(|run| mix(run.iter().fold(0, |h: u64, w| mix(h ^ u64::from(w.hash)))) >> 24).collect()
}

/// The last step of splitmix64 (Steele, Lea and Flood, OOPSLA 2014).
fn mix(mut h: u64) -> u64 {
    h = h.wrapping_add(0x9e37_79b9_7f4a_7c15);
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// Of each window the least shingle, the last of equals; a text shorter than a window keeps its least.
fn winnow(shingles: &[u64]) -> Vec<Key> {
    let mut kept: Vec<Key> = Vec::new();
    // The window's candidates, with rising hashes: the front is its least.
    let mut rising: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
    for (i, &hash) in shingles.iter().enumerate() {
        while rising.back().is_some_and(|&j| shingles[j] >= hash) {
            rising.pop_back();
        }
        rising.push_back(i);
        if rising.front().is_some_and(|&j| j + WINDOW <= i) {
            rising.pop_front();
        }
        let full = i + 1 >= WINDOW || i + 1 == shingles.len();
        if let Some(&least) = rising.front()
            && full
            && kept.last().is_none_or(|k| k.at as usize != least)
        {
            kept.push(Key { hash: shingles[least], at: least as u32 });
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> Print {
        Print::new(&Text::new(text), [])
    }

    fn quoted(text: &str) -> Vec<String> {
        let print = print(text);
        let spans = (0..print.len()).filter(|&i| print.words[i].quoted).filter_map(|i| print.span(i, i + 1));
        spans.map(|s| print.text[s].to_owned()).collect()
    }

    #[test]
    fn case_and_punctuation_make_no_difference() {
        let hashes = |t: &str| print(t).words.iter().map(|w| w.hash).collect::<Vec<_>>();
        assert_eq!(hashes("The dam’s WALL, he said"), hashes("the dam's wall he said"));
        assert_ne!(hashes("dam"), hashes("dan"));
    }

    #[test]
    fn quotation_marks_end_with_their_paragraph() {
        assert_eq!(quoted("He said “it held” on Monday"), ["it", "held"]);
        assert_eq!(quoted("\"it held\" and \"it\n\nfell, he said"), ["it", "held", "it"]);
        assert_eq!(
            quoted("The dam held! — Ann Roe (@annroe) July 3\nNothing fell"),
            ["The", "dam", "held", "Ann", "Roe", "annroe", "July", "3"]
        );
    }

    #[test]
    fn every_long_shared_run_shares_a_key() {
        let run: String = (0..WINDOW + SHINGLE - 1).map(|i| format!("run{} ", i * 7919 % 101)).collect();
        for before in 0..20 {
            let lead = |name: &str| (0..before).map(|i| format!("{name}{i} ")).collect::<String>();
            let (a, b) = (print(&format!("{}{run}end", lead("a"))), print(&format!("{}{run}other words", lead("b"))));
            assert!(a.keys().iter().any(|k| b.keys().contains(k)), "with {before} words before");
        }
    }

    #[test]
    fn scripts_without_spaces_have_words_too() {
        assert_eq!(print("大坝昨天垮了").len(), 6);
        assert!(print("").keys().is_empty());
        assert!(print("four words are few").keys().is_empty());
    }

    #[test]
    fn spans_left_out_have_no_words() {
        let text = Text::new("Keep this. Share on social media. And this.");
        let hole = text.span(11, 33).unwrap();
        assert_eq!(Print::new(&text, [hole]).len(), 4);
    }
}
