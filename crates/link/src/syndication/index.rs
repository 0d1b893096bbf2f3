//! What the search for copies asks of whoever keeps the prints.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use super::words::Print;
use crate::records::ArticleId;

/// Articles kept under one key. A text that more outlets print is found through the first ones.
pub const MAX_HOLDERS: usize = 32;
/// Articles of one outlet kept under one key: enough to tell what it prints again and again.
pub const MAX_OF_OUTLET: usize = 4;

/// One article under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    pub article: ArticleId,
    /// [`outlet_hash`] of who published it.
    pub outlet: u32,
}

/// Where the prints are kept. Answers depend on nothing but what was stored, and in which order.
///
/// A store keeps for each article a row (key, article, outlet hash) for each of [`Print::keys`] where [`admits`] says so; keys are
/// below 2^40. It makes the print anew from the text it has.
pub trait CopyIndex {
    type Error;

    /// The holders of each of `keys`, in their order; of one key the earliest stored first, at most [`MAX_HOLDERS`].
    fn holders(&self, keys: &[u64]) -> Result<Vec<Vec<Holder>>, Self::Error>;

    /// The print of a stored article ([`Print::of`] what was stored).
    fn print(&self, article: ArticleId) -> Result<Option<Print>, Self::Error>;
}

/// Whether an article of `outlet` is kept under a key that has these holders.
pub fn admits(holders: &[Holder], outlet: u32) -> bool {
    holders.len() < MAX_HOLDERS && holders.iter().filter(|h| h.outlet == outlet).count() < MAX_OF_OUTLET
}

/// A number for an outlet's name, by any spelling that differs in case, "the", "online", "news" or ".com"; 0 where there is none.
pub fn outlet_hash(outlet: Option<&str>) -> u32 {
    let low = outlet.unwrap_or_default().to_lowercase();
    let words =
        low.split(|c: char| !c.is_alphanumeric()).filter(|w| !matches!(*w, "" | "the" | "online" | "news" | "web" | "com" | "org" | "www"));
    words.fold(0, |hash, word| {
        let hash = word.bytes().fold(hash ^ 0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
        hash.max(1)
    })
}

/// Prints in memory, for tests and for measuring.
#[derive(Debug, Default)]
pub struct MemoryCopies {
    prints: BTreeMap<ArticleId, Print>,
    first: HashMap<u64, Holder>,
    /// All holders of keys that have more than one; most have one, and a list for each of millions would wear out the allocator.
    holders: HashMap<u64, Vec<Holder>>,
}

impl MemoryCopies {
    pub fn keep(&mut self, article: ArticleId, outlet: Option<&str>, print: Print) {
        let outlet = outlet_hash(outlet);
        for key in print.keys() {
            let holder = Holder { article, outlet };
            let first = *self.first.entry(key).or_insert(holder);
            if first != holder {
                let holders = self.holders.entry(key).or_insert_with(|| vec![first]);
                if admits(holders, outlet) {
                    holders.push(holder);
                }
            }
        }
        self.prints.insert(article, print);
    }
}

impl CopyIndex for MemoryCopies {
    type Error = Infallible;

    fn holders(&self, keys: &[u64]) -> Result<Vec<Vec<Holder>>, Infallible> {
        let one = |key: &u64| self.first.get(key).map_or_else(Vec::new, |&h| vec![h]);
        Ok(keys.iter().map(|key| self.holders.get(key).cloned().unwrap_or_else(|| one(key))).collect())
    }

    fn print(&self, article: ArticleId) -> Result<Option<Print>, Infallible> {
        Ok(self.prints.get(&article).cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_its_spellings() {
        assert_eq!(outlet_hash(Some("Northgate Post")), outlet_hash(Some("The Northgate Post Online")));
        assert_ne!(outlet_hash(Some("Northgate Post")), outlet_hash(Some("Post Northgate")));
        assert_eq!(outlet_hash(None), 0);
        assert_eq!(outlet_hash(Some("News")), 0);
    }
}
