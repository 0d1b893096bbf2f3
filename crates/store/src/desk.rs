//! Where corrections are written: beside the one writer of articles, whom they do not wait for.

use std::path::Path;

use crate::error::StoreError;
use crate::open::Reader;

/// Writes corrections, and reads. Any number may be open, while articles are ingested too.
pub struct Desk {
    reader: Reader,
}

impl Desk {
    /// Opens the store at `path` for corrections.
    ///
    /// # Errors
    /// When there is none, it cannot be written, a newer or older Sayso wrote it, or it is no store.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { reader: Reader::open(path)? })
    }
}

impl std::ops::Deref for Desk {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}
