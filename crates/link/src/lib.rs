//! Many articles: which statements make the same claim, who stands behind each, what changed on the way. No I/O.
//!
//! The way of one new article, whatever keeps the store:
//!
//! 1. [`ArticleRecord::new`] takes what linking needs out of `Article` and `Ledger`; [`Sketch::new`] makes its matching form.
//! 2. [`link()`] compares it with what the store holds, through [`Lookup`], and returns a [`Linking`]: the claim of each statement.
//!    It costs the same however large the store is, and depends on nothing but what was stored before.
//! 3. The store keeps the record, the sketch's bytes, a row (key, day, article) for each of [`Sketch::keys`], and the claims; it
//!    carries out [`Linking::merged`].
//! 4. For the claims in [`Linking::touched`], now or at the end of a batch, [`summarize`] makes the [`Claim`] that users see.

mod claims;
mod conflicts;
mod drift;
mod features;
mod link;
mod lookup;
mod model;
mod moments;
mod names;
mod origins;
mod quantities;
mod records;
mod sentences;
mod sketch;
mod summary;
pub mod syndication;
mod words;

pub use claims::{
    Claim, Conflict, ConflictKind, Drift, DriftKind, Fold, FoldKind, Marks, Mention, Node, NodeKind, Origin, Variant, Verdict, Way,
};
pub use link::{link, link_watched};
pub use lookup::{ArticleCopy, Days, Join, Key, Linking, Lookup, Memory, Merge};
pub use records::{ArticleId, ArticleRecord, ClaimId, NoteRecord, Party, StatementId, StatementRecord, day, outlet_or_host};
pub use sentences::sentences;
pub use sketch::Sketch;
pub use summary::{MAX_MENTIONS, summarize};
