//! Where corrections are written: beside the one writer of articles, for whom they wait a moment at most.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{OpenFlags, Transaction, TransactionBehavior, params};

use crate::corrections::Correction;
use crate::error::StoreError;
use crate::open::Reader;

/// How long a correction waits while articles are written; somebody is waiting too.
const PATIENCE: Duration = Duration::from_secs(5);

/// Writes corrections, and reads. Any number may be open, while articles are ingested too.
pub struct Desk {
    reader: Reader,
    path: PathBuf,
}

/// What became of a correction that was to be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    Done,
    /// It was withdrawn before.
    Already,
    /// There is none of that number.
    Missing,
}

impl Desk {
    /// Opens the store at `path` for corrections.
    ///
    /// # Errors
    /// When there is none, it cannot be written, a newer or older Sayso wrote it, or it is no store.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Reader::with(path, path, flags).map_err(|e| busy(path, e))?;
        if reader.connection.is_readonly("main")? {
            return Err(StoreError::ReadOnly(path.to_owned()));
        }
        reader.connection.busy_timeout(PATIENCE)?;
        Ok(Self { reader, path: path.to_owned() })
    }

    /// Keeps a correction; returns its number.
    ///
    /// # Errors
    /// When the file cannot be written, or not now.
    pub fn correct(&mut self, correction: &Correction) -> Result<i64, StoreError> {
        self.write(|transaction| {
            let Correction { spot, kind, value, speaker_kind, with, machine, who, made, note } = correction;
            let with = with.as_ref();
            // Code points beside bytes, as everywhere: counted in the text itself.
            transaction.execute(
                "INSERT INTO corrections (article, version, start_char, end_char, start_byte, end_byte, words, kind, value, speaker_kind, \
                 with_article, with_version, with_start_byte, with_end_byte, with_words, machine, who, made, note) \
                 VALUES (?1, ?2, (SELECT length(CAST(substr(CAST(text AS BLOB), 1, ?3) AS TEXT)) FROM versions WHERE id = ?2), \
                 (SELECT length(CAST(substr(CAST(text AS BLOB), 1, ?4) AS TEXT)) FROM versions WHERE id = ?2), \
                 ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                params![
                    spot.article.0,
                    spot.version.0,
                    spot.bytes[0],
                    spot.bytes[1],
                    spot.words,
                    kind.word(),
                    value,
                    speaker_kind,
                    with.map(|w| w.article.0),
                    with.map(|w| w.version.0),
                    with.map(|w| w.bytes[0]),
                    with.map(|w| w.bytes[1]),
                    with.map(|w| &w.words),
                    machine,
                    who,
                    made,
                    note
                ],
            )?;
            Ok(transaction.last_insert_rowid())
        })
    }

    /// Takes a correction back; it stays as withdrawn.
    ///
    /// # Errors
    /// When the file cannot be written, or not now.
    pub fn withdraw(&mut self, id: i64, who: &str, when: &str) -> Result<Withdrawal, StoreError> {
        self.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE corrections SET withdrawn = ?2, withdrawn_by = ?3 WHERE id = ?1 AND withdrawn IS NULL",
                params![id, when, who],
            )?;
            let there = || transaction.prepare_cached("SELECT 1 FROM corrections WHERE id = ?1")?.exists([id]);
            Ok(match changed {
                0 if there()? => Withdrawal::Already,
                0 => Withdrawal::Missing,
                _ => Withdrawal::Done,
            })
        })
    }

    fn write<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<T, rusqlite::Error>) -> Result<T, StoreError> {
        let done = || {
            let transaction = Transaction::new_unchecked(&self.reader.connection, TransactionBehavior::Immediate)?;
            let made = change(&transaction)?;
            transaction.commit()?;
            Ok(made)
        };
        done().map_err(|error: rusqlite::Error| busy(&self.path, error.into()))
    }
}

impl Deref for Desk {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

/// What a full lock or a closed file means to whoever corrects.
fn busy(path: &Path, error: StoreError) -> StoreError {
    let StoreError::Sql(sql) = &error else { return error };
    match sql.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => StoreError::Busy(path.to_owned()),
        Some(rusqlite::ErrorCode::ReadOnly) => StoreError::ReadOnly(path.to_owned()),
        _ => error,
    }
}
