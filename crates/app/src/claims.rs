//! Claims as people look them up: lists by filter, one with its articles, and the one that a sentence has in mind.

use std::collections::{BTreeMap, HashSet};

use sayso_link::summarize;
use sayso_register::Register;
use sayso_store::StatementSetting;

pub use sayso_link::{
    Claim, ClaimId, Conflict, ConflictKind, Drift, DriftKind, Fold, FoldKind, Mention, Node, NodeKind, Origin, StatementId, Variant,
    Verdict, Way,
};
pub use sayso_store::{ClaimFilter, Reader, StoreError};

pub mod html;
#[cfg(test)]
pub(crate) mod sample;
pub mod svg;
pub mod tree;

/// Statements that a sentence is compared with.
const COMPARED: usize = 400;
/// Words of a sentence that are looked up.
const LOOKED_UP: usize = 24;
/// Least share of words in common that makes a claim worth showing. Chosen on the examples: below it only a name or two is the same.
const LEAST_ALIKE: f32 = 0.3;

/// A claim with where its mentions stand.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimView {
    pub claim: Claim,
    /// One for each mention, in their order.
    pub places: Vec<Place>,
}

/// Where a mention stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The input's own id, else its path or URL.
    pub article: String,
    /// Code points of the article's text, a pair for each piece of the content.
    pub content: Vec<[u64; 2]>,
}

/// The numbers of the claims that pass `filter`, those of most articles first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(reader: &Reader, filter: &ClaimFilter, limit: usize) -> Result<Vec<ClaimId>, StoreError> {
    reader.claims_where(filter, 0, limit)
}

/// One claim; `None` when there is none of that number.
///
/// # Errors
/// When the store cannot be read.
pub fn view(reader: &Reader, id: ClaimId, register: &Register) -> Result<Option<ClaimView>, StoreError> {
    // What nobody repeats has no summary in the store.
    let claim = match reader.claim(id)? {
        Some(claim) => claim,
        None => match summarize(id, reader, register)? {
            Some(claim) => claim,
            None => return Ok(None),
        },
    };
    let settings = settings(reader, &claim)?;
    Ok(Some(placed(claim, &settings)))
}

/// Where each mention of a claim stands, in their order.
pub(crate) fn settings(reader: &Reader, claim: &Claim) -> Result<Vec<StatementSetting>, StoreError> {
    let setting = |m: &Mention| {
        let found = reader.statement_setting(m.statement, m.record.span)?;
        found.ok_or_else(|| StoreError::Damaged(format!("there is no statement {}", m.statement.number())))
    };
    claim.mentions.iter().map(setting).collect()
}

pub(crate) fn placed(claim: Claim, settings: &[StatementSetting]) -> ClaimView {
    let place = |s: &StatementSetting| Place { article: s.name.clone(), content: s.content_chars.clone() };
    ClaimView { places: settings.iter().map(place).collect(), claim }
}

/// Claims in which a statement reads like `sentence`, with how alike the nearest one is, 0 to 1; the most alike first.
///
/// # Errors
/// When the store cannot be read.
pub fn similar(reader: &Reader, sentence: &str, limit: usize) -> Result<Vec<(ClaimId, f32)>, StoreError> {
    let wanted = stems(sentence);
    let words: Vec<String> = words(sentence).take(LOOKED_UP).collect();
    let mut best: BTreeMap<ClaimId, f32> = BTreeMap::new();
    for (claim, content) in reader.statements_like(&words, COMPARED)? {
        let score = alike(&wanted, &stems(&content));
        let known = best.entry(claim).or_insert(0.0);
        *known = known.max(score);
    }
    let mut found: Vec<(ClaimId, f32)> = best.into_iter().filter(|(_, score)| *score >= LEAST_ALIKE).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(limit);
    Ok(found)
}

/// Words that carry meaning, in lower case: what is left without the most common ones.
fn words(sentence: &str) -> impl Iterator<Item = String> {
    const COMMON: &[&str] = &[
        "the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but", "as", "that", "this", "it", "its",
        "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "he", "she", "they", "his", "her", "their", "who",
        "which", "what", "there", "said", "says", "about", "into", "after", "before", "than",
    ];
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    words.filter(|w| !COMMON.contains(&w.as_str()))
}

/// The words' beginnings, so that "boarded" and "boarding" agree; numbers stay whole.
fn stems(sentence: &str) -> HashSet<String> {
    words(sentence).map(|w| if w.chars().all(char::is_alphabetic) { w.chars().take(5).collect() } else { w }).collect()
}

/// Dice's coefficient, with what the sentence asks for counting more than what the statement says besides.
fn alike(wanted: &HashSet<String>, there: &HashSet<String>) -> f32 {
    if wanted.is_empty() || there.is_empty() {
        return 0.0;
    }
    let both = wanted.intersection(there).count() as f32;
    both / (0.75 * wanted.len() as f32 + 0.25 * there.len() as f32).max(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_like_its_paraphrase_and_unlike_its_neighbour() {
        let near = alike(&stems("coast guard boarded the Ardent"), &stems("The Ardent was boarded by the coast guard on Tuesday"));
        let far = alike(&stems("coast guard boarded the Ardent"), &stems("The Ardent carries 4,000 tonnes of grain"));
        assert!(near > 0.8 && far < LEAST_ALIKE, "{near} {far}");
        assert_eq!(alike(&stems("of the"), &stems("dam")), 0.0);
    }
}
