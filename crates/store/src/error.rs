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
    /// Somebody writes for longer than a correction can wait.
    #[error("`{}` is being written to just now", .0.display())]
    Busy(PathBuf),
    #[error("`{}` may not be written", .0.display())]
    ReadOnly(PathBuf),
    /// Committed, but not yet in the file itself, and the folder lets nobody put it there.
    #[error("`{}` is not whole without its `-wal` file, which can't be read in a folder that may not be written", .0.display())]
    Unmerged(PathBuf),
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
            Self::Busy(_) => Some("try again in a moment: a `sayso ingest` is writing"),
            Self::ReadOnly(_) => Some("corrections need a store that may be written: copy it, or change its permissions"),
            Self::Unmerged(_) => Some("copy the store together with its `-wal` file into a folder that may be written"),
            Self::Unopened { .. } => Some("see that the folder exists and may be written, or name another file with `--db FILE`"),
            Self::Damaged(_) => Some("ingest into a new file with `--db FILE`; please report how it came about"),
            Self::Query(_) => Some("put words that are to stand side by side in quotes"),
            Self::Sql(_) => Some("see whether the disk is full"),
        }
    }
}
