//! Why a store cannot be opened, read or written.

use std::path::PathBuf;

use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("no store at `{}`", .0.display())]
    Missing(PathBuf),
    #[error("`{}` is not a store of sayso", .0.display())]
    NotAStore(PathBuf),
    /// Written by a later version of Sayso: reading on would misread it.
    #[error("`{}` was written by a newer sayso: its schema is {found}, this sayso knows {known}", .path.display())]
    Newer { path: PathBuf, found: u32, known: u32 },
    /// A reader must not change the schema.
    #[error("`{}` was written by an older sayso: its schema is {found}, this sayso wants {known}", .path.display())]
    Older { path: PathBuf, found: u32, known: u32 },
    #[error("another sayso is writing to `{}`", .0.display())]
    InUse(PathBuf),
    #[error("`{}` can't be opened: {error}", .path.display())]
    Unopened { path: PathBuf, error: std::io::Error },
    /// What stands in the store is not what we wrote there.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    #[error("the query can't be understood: {0}")]
    Query(String),
    #[error("the store failed: {0}")]
    Sql(#[from] rusqlite::Error),
}

impl StoreError {
    /// What a user can do about it, where something can be done.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing(_) => Some("fill one with `sayso ingest SOURCE…`, or name another with `--db FILE`"),
            Self::NotAStore(_) => Some("name another file with `--db FILE`"),
            Self::Newer { .. } => Some("update sayso, or ingest into a new file with `--db FILE`"),
            Self::Older { .. } => Some("bring it up to date with any `sayso ingest` into it"),
            Self::InUse(_) => Some("wait until it has ended, or write to another file with `--db FILE`"),
            Self::Unopened { .. } => Some("see that the folder exists and may be written, or name another file with `--db FILE`"),
            Self::Damaged(_) => Some("ingest into a new file with `--db FILE`; please report how it came about"),
            Self::Query(_) => Some("put words that are to stand side by side in quotes"),
            Self::Sql(_) => Some("see whether the disk is full"),
        }
    }
}
