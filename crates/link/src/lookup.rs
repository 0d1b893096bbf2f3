//! What linking asks of whoever keeps the articles, and what it hands back to be kept.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;

use crate::records::{ArticleId, ArticleRecord, ClaimId, StatementId};
use crate::sketch::Sketch;

/// A rare word, name or number of an article, hashed to 63 bits (never negative): what the inverted index is keyed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub i64);

/// Days since 1970-01-01, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub from: i32,
    pub to: i32,
}

/// An article whose text is partly or wholly the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArticleCopy {
    pub article: ArticleId,
    /// Share of the shorter text that both have, 0 to 1.
    pub share: f32,
    /// It is the one that the asked article was taken from, as far as dates and credits tell.
    pub upstream: bool,
}

/// What linking asks a store. Answers must depend on nothing but what was stored, and in which order.
///
/// Everything asked is bounded: postings and mentions by their `limit`, articles by the number of candidates.
pub trait Lookup {
    type Error;

    /// Articles that have `key` among [`Sketch::keys`] and whose day is in `days`; the latest day first, on one day the highest id
    /// first; at most `limit`. Undated articles count as day [`Days::UNDATED`].
    fn postings(&self, key: Key, days: Days, limit: usize) -> Result<Vec<ArticleId>, Self::Error>;

    /// The matching form of a stored article ([`Sketch::from_bytes`] of what was stored).
    fn sketch(&self, article: ArticleId) -> Result<Option<Sketch>, Self::Error>;

    /// The claim of each of its statements, merges carried out, in the order of [`ArticleRecord::statements`].
    fn claims(&self, article: ArticleId) -> Result<Vec<ClaimId>, Self::Error>;

    /// Statements of a claim, by their ids, lowest first; at most `limit`.
    fn mentions(&self, claim: ClaimId, limit: usize) -> Result<Vec<StatementId>, Self::Error>;

    /// The whole record of a stored article.
    fn article(&self, article: ArticleId) -> Result<Option<ArticleRecord>, Self::Error>;

    /// Stored articles whose text is partly or wholly the same, by their ids.
    fn copies(&self, article: ArticleId) -> Result<Vec<ArticleCopy>, Self::Error>;
}

/// What linking one article adds to the store.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linking {
    /// One for each statement of the article, in their order.
    pub joins: Vec<Join>,
    /// Claims that turned out to be one, in the order in which to carry them out; new statements' joins are already right.
    pub merged: Vec<Merge>,
    /// Claims whose mentions changed, each once, in order: their summaries are stale.
    pub touched: Vec<ClaimId>,
}

/// A statement's claim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Join {
    pub statement: StatementId,
    /// Founded by this statement itself where nothing stored says the same.
    pub claim: ClaimId,
    /// How surely it belongs there, 0 to 1; 1 for a founder.
    pub score: f32,
}

/// All mentions of `from` become mentions of `into`; `from` is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub from: ClaimId,
    pub into: ClaimId,
}

impl Days {
    /// The day under which undated articles are indexed.
    pub const UNDATED: i32 = i32::MIN;

    pub fn contains(self, day: i32) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

/// A store in memory, for tests and for measuring.
#[derive(Debug, Default)]
pub struct Memory {
    articles: BTreeMap<ArticleId, ArticleRecord>,
    sketches: HashMap<ArticleId, Sketch>,
    /// Per key: (day, article).
    postings: HashMap<Key, BTreeSet<(i32, ArticleId)>>,
    claims: HashMap<StatementId, ClaimId>,
    mentions: BTreeMap<ClaimId, BTreeSet<StatementId>>,
    copies: HashMap<ArticleId, Vec<ArticleCopy>>,
}

impl Memory {
    /// Keeps an article with what linking made of it.
    pub fn keep(&mut self, record: ArticleRecord, sketch: Sketch, linking: &Linking) {
        let day = record.day().unwrap_or(Days::UNDATED);
        for key in sketch.keys() {
            self.postings.entry(key).or_default().insert((day, record.id));
        }
        for merge in &linking.merged {
            let moved = self.mentions.remove(&merge.from).unwrap_or_default();
            for &statement in &moved {
                self.claims.insert(statement, merge.into);
            }
            self.mentions.entry(merge.into).or_default().extend(moved);
        }
        for join in &linking.joins {
            self.claims.insert(join.statement, join.claim);
            self.mentions.entry(join.claim).or_default().insert(join.statement);
        }
        self.sketches.insert(record.id, sketch);
        self.articles.insert(record.id, record);
    }

    /// Remembers that two stored articles share text.
    pub fn keep_copy(&mut self, of: ArticleId, copy: ArticleCopy) {
        self.copies.entry(of).or_default().push(copy);
    }

    /// All claims, by their ids.
    pub fn all_claims(&self) -> impl Iterator<Item = ClaimId> + '_ {
        self.mentions.keys().copied()
    }
}

impl Lookup for Memory {
    type Error = Infallible;

    fn postings(&self, key: Key, days: Days, limit: usize) -> Result<Vec<ArticleId>, Infallible> {
        let range = (days.from, ArticleId(i64::MIN))..=(days.to, ArticleId(i64::MAX));
        let found = self.postings.get(&key).into_iter().flat_map(|all| all.range(range.clone()).rev());
        Ok(found.map(|&(_, article)| article).take(limit).collect())
    }

    fn sketch(&self, article: ArticleId) -> Result<Option<Sketch>, Infallible> {
        Ok(self.sketches.get(&article).cloned())
    }

    fn claims(&self, article: ArticleId) -> Result<Vec<ClaimId>, Infallible> {
        let n = self.articles.get(&article).map_or(0, |a| a.statements.len()) as u32;
        let own = |index| StatementId { article, index };
        Ok((0..n).map(|i| self.claims.get(&own(i)).copied().unwrap_or(ClaimId(own(i)))).collect())
    }

    fn mentions(&self, claim: ClaimId, limit: usize) -> Result<Vec<StatementId>, Infallible> {
        Ok(self.mentions.get(&claim).into_iter().flatten().copied().take(limit).collect())
    }

    fn article(&self, article: ArticleId) -> Result<Option<ArticleRecord>, Infallible> {
        Ok(self.articles.get(&article).cloned())
    }

    fn copies(&self, article: ArticleId) -> Result<Vec<ArticleCopy>, Infallible> {
        Ok(self.copies.get(&article).cloned().unwrap_or_default())
    }
}
