//! What servers said of the pages that were fetched, so that the next time only what changed is fetched again.

use rusqlite::{OptionalExtension, params};

use crate::error::StoreError;
use crate::open::{Reader, Store};

/// One address, with what its server gave to recognize the page by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetch {
    pub url: String,
    /// The header's value, quotes included.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// What the feed that led there said of it: while that stays the same, nobody needs to ask.
    pub stamp: Option<String>,
}

impl Reader {
    /// What is known of `url`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fetch(&self, url: &str) -> Result<Option<Fetch>, StoreError> {
        let mut one = self.connection.prepare_cached("SELECT url, etag, last_modified, stamp FROM fetches WHERE url = ?1")?;
        let read =
            |row: &rusqlite::Row<'_>| Ok(Fetch { url: row.get(0)?, etag: row.get(1)?, last_modified: row.get(2)?, stamp: row.get(3)? });
        Ok(one.query_row(params![url], read).optional()?)
    }
}

impl Store {
    /// Keeps `fetches`, each in place of what was known of its address.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_fetches(&mut self, fetches: &[Fetch]) -> Result<(), StoreError> {
        let batch = self.begin()?;
        {
            let mut keep = batch.sql("INSERT OR REPLACE INTO fetches (url, etag, last_modified, stamp) VALUES (?1, ?2, ?3, ?4)")?;
            for Fetch { url, etag, last_modified, stamp } in fetches {
                keep.execute(params![url, etag, last_modified, stamp])?;
            }
        }
        batch.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answer_counts() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("corpus.sayso")).unwrap();
        let url = "https://gazette.example/a".to_owned();
        let first = Fetch { url: url.clone(), etag: Some("\"1\"".to_owned()), ..Fetch::default() };
        let last = Fetch { url: url.clone(), last_modified: Some("Mon, 02 Mar 2026 10:00:00 GMT".to_owned()), ..Fetch::default() };
        store.keep_fetches(&[first, last.clone()]).unwrap();
        assert_eq!(store.fetch(&url).unwrap(), Some(last));
        assert_eq!(store.fetch("https://gazette.example/b").unwrap(), None);
    }
}
