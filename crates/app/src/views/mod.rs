//! What the pages and the API of `sayso serve` read: lists by filter, and single things whole, in the shapes of `wire::views`.
//!
//! Each asks a [`Reader`], best a snapshot; each looks at a bounded part of the store, however large it is.

mod articles;
mod claims;
mod cursor;
mod outlets;
mod search;
mod speakers;

use sayso_store::StoreError;
use thiserror::Error;

pub use self::articles::{ArticleFilter, StatementFilter, article, articles, statements};
pub use self::claims::{board, claim};
pub use self::cursor::Cursor;
pub use self::outlets::{outlet, outlets};
pub use self::search::search;
pub use self::speakers::{speaker, speakers};
pub use crate::corrections::CorrectionFilter;
pub use crate::corrections::list as corrections;
pub use sayso_store::{ClaimFilter, ClaimOrder, Reader};

/// The most that one page of a list has.
pub const MOST: usize = 200;

/// Why there is nothing to see.
#[derive(Debug, Error)]
pub enum ViewError {
    /// Somebody wrote into an address by hand, or it is another list's.
    #[error("`after` is no place in this list")]
    Cursor,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ViewError {
    /// What a user can do about it, where something can be done.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Cursor => Some("take `next` of the page before as it is, or leave `after` out to begin at the top"),
            Self::Store(error) => error.hint(),
        }
    }

    /// Whether whoever asked can ask better.
    pub fn is_users(&self) -> bool {
        matches!(self, Self::Cursor | Self::Store(StoreError::Query(_)))
    }
}

fn within(limit: usize) -> usize {
    limit.clamp(1, MOST)
}
