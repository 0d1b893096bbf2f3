//! The only SQL of Sayso: one file that holds a corpus, with one writer and any number of readers.
//!
//! [`Store`] writes, in batches that are there whole or not at all; [`Reader`] reads what was committed. What the tables hold
//! is told in `docs/store.md`.

mod articles;
mod board;
mod changes;
mod claims;
mod conditions;
mod corrections;
mod desk;
mod dump;
mod error;
mod fetches;
mod history;
mod identity;
mod list;
mod lookups;
mod migrations;
mod open;
mod pages;
mod problems;
mod read;
mod record;
mod search;
mod shown;
mod similar;
mod spans;
mod sums;
mod tallies;

pub use articles::{Batch, Put};
pub use board::{ClaimBrief, ClaimCard, ClaimPlace, Whose};
pub use claims::Upstream;
pub use corrections::{Correction, CorrectionFilter, CorrectionKind, CorrectionRow, Spot};
pub use desk::{Desk, Withdrawal};
pub use dump::dump;
pub use error::StoreError;
pub use fetches::Fetch;
pub use history::{ChangeRow, VersionRow};
pub use identity::{Identity, Known};
pub use list::{ClaimFilter, ClaimOrder, ClaimRow, MentionRow, OriginRow};
pub use open::{Reader, SCHEMA, Snapshot, Store};
pub use pages::{ArticleCard, ArticleFilter, ArticlePlace, StatementFilter, StatementPlace, StatementRow};
pub use problems::StoredProblem;
pub use read::{ArticleRow, Head, Stored};
pub use record::StatementSetting;
pub use search::Hit;
pub use sums::{OutletSum, RelayRow, SpeakerMonth, SpeakerSum};

use sayso_link::{ArticleRecord, StatementId};

/// Number of an article: the same through all its versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub i64);

/// Number of one version of an article: a text with its ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId(pub i64);

impl VersionId {
    /// Statements, speakers and notes that one version may have of each.
    pub const ROOM: usize = ArticleRecord::MAX_STATEMENTS;

    /// The number of its first statement, speaker and note; the others follow.
    pub(crate) fn first(self) -> i64 {
        StatementId { article: self.linked(), index: 0 }.number()
    }

    /// The number of the last statement that it has room for.
    pub(crate) fn last(self) -> i64 {
        self.first() + Self::ROOM as i64 - 1
    }

    /// The number of the statement at `place` of its ledger.
    pub fn statement(self, place: usize) -> i64 {
        self.first() + place as i64
    }

    /// What `link` calls it: a version is what is linked.
    pub fn linked(self) -> sayso_link::ArticleId {
        sayso_link::ArticleId(self.0)
    }
}
