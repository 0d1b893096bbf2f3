//! Opening a store: for one writer, which brings the schema up to date, or for reading.

use std::fs::{File, TryLockError};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::articles::Batch;
use crate::error::StoreError;
use crate::lookups::Cache;
use crate::migrations::{MIGRATIONS, migrate};

/// The schema that this Sayso writes.
pub const SCHEMA: u32 = MIGRATIONS.len() as u32;

/// `Says`, in the header of the file: other SQLite files are refused.
const APPLICATION: i32 = i32::from_be_bytes(*b"Says");

/// How long a statement waits for another program's lock, such as a researcher's own shell.
const PATIENCE: Duration = Duration::from_secs(10);

/// More than we have, so that each is compiled once.
const STATEMENTS: usize = 128;

/// The same for a reader, of which a server has several.
const READ_CACHE: i64 = -16 << 10;

/// Pages that SQLite may keep in memory, in KiB (negative by its convention).
const CACHE: i64 = -64 << 10;

/// Reads what was committed, and what its own writer has written so far.
pub struct Reader {
    pub(crate) connection: Connection,
    pub(crate) cache: Cache,
}

/// The one writer. Dropping it lets the next one in; so does killing the program.
pub struct Store {
    reader: Reader,
    /// Locked as long as this lives. The system lets go when the program dies.
    _lock: File,
}

/// A reader that sees the store as it stands now, whatever is committed meanwhile.
pub struct Snapshot<'r> {
    reader: &'r Reader,
    _transaction: Transaction<'r>,
}

impl Store {
    /// Opens the store at `path` for writing, makes it where there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// When another Sayso writes to it, a newer one wrote it, or it is no store.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = lock(path)?;
        let mut connection = Connection::open(path).map_err(|e| told(path, e))?;
        set_up(&connection)?;
        let found = schema(&connection, path)?;
        // Readers go on while the writer writes; a killed writer loses nothing that was committed.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        // The tables say what refers to what; looking it up for every row would cost the one writer dear. Tests do it.
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.pragma_update(None, "cache_size", CACHE)?;
        if found < SCHEMA {
            connection.pragma_update(None, "application_id", APPLICATION)?;
            migrate(&mut connection, found)?;
        }
        Ok(Self { reader: Reader { connection, cache: Cache::default() }, _lock: lock })
    }

    /// Begins a batch. Nothing of it is there until it is committed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(&mut self) -> Result<Batch<'_>, StoreError> {
        self.reader.cache.begin();
        // At once: a correction that comes between a batch's first look and its first row would undo the batch.
        let transaction = Transaction::new_unchecked(&self.reader.connection, TransactionBehavior::Immediate)?;
        Ok(Batch { reader: &self.reader, transaction })
    }

    /// Puts the indexes into their best shape; worth while after many articles.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        Ok(self.reader.connection.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);")?)
    }
}

impl Deref for Store {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl Reader {
    /// Opens the store at `path` for reading.
    ///
    /// # Errors
    /// When there is none, a newer or older Sayso wrote it, or it is no store.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        match Self::with(path, path, flags) {
            // The index of a log that others may be writing stands in a file beside the store; in a folder that may not be written
            // there can be none.
            Err(error) if is_shut(&error) && File::open(path).is_ok() => Self::open_unchanging(path),
            opened => opened,
        }
    }

    /// Opens a store that nobody writes, such as one on a read-only medium: without locks, and without a log.
    ///
    /// # Errors
    /// As [`Reader::open`], and when the log beside it holds something.
    pub fn open_unchanging(path: &Path) -> Result<Self, StoreError> {
        let log = beside(path, "-wal");
        match std::fs::metadata(&log) {
            Ok(found) if found.len() > 0 => return Err(StoreError::Unmerged(path.to_owned())),
            _ => {}
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        Self::with(path, Path::new(&uri(path)), flags)
    }

    /// Opens `address`, by which SQLite finds the store at `path`.
    pub(crate) fn with(path: &Path, address: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let connection = Connection::open_with_flags(address, flags).map_err(|e| told(path, e))?;
        set_up(&connection)?;
        let found = schema(&connection, path)?;
        connection.pragma_update(None, "cache_size", READ_CACHE)?;
        match found {
            0 => Err(StoreError::NotAStore(path.to_owned())),
            SCHEMA => Ok(Self { connection, cache: Cache::default() }),
            found => Err(StoreError::Older { path: path.to_owned(), found, known: SCHEMA }),
        }
    }

    /// Holds the store as it stands now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>, StoreError> {
        let transaction = self.connection.unchecked_transaction()?;
        // SQLite begins to hold at the first read.
        transaction.query_row("SELECT count(*) FROM migrations", [], |_| Ok(()))?;
        Ok(Snapshot { reader: self, _transaction: transaction })
    }
}

impl Deref for Snapshot<'_> {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        self.reader
    }
}

/// One writer: a second one would link against what the first has not committed.
fn lock(path: &Path) -> Result<File, StoreError> {
    let unopened = |error| StoreError::Unopened { path: path.to_owned(), error };
    let file = File::options().create(true).truncate(false).write(true).open(beside(path, ".lock")).map_err(unopened)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_owned())),
        // Some network file systems know no locks; SQLite's own still keep the file whole.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(file),
        Err(TryLockError::Error(error)) => Err(unopened(error)),
    }
}

/// The file beside a store whose name goes on with `end`.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// The store's address with the promise that nobody writes to it.
fn uri(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            _ => uri.push(c),
        }
    }
    uri + "?immutable=1"
}

/// Whether SQLite could not open what it wants to have beside the store.
fn is_shut(error: &StoreError) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    match error {
        StoreError::Unopened { .. } => true,
        StoreError::Sql(error) => matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly)),
        _ => false,
    }
}

fn set_up(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

/// The schema's number, 0 in an empty file.
fn schema(connection: &Connection, path: &Path) -> Result<u32, StoreError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(|e| told(path, e));
    let (application, found) = (pragma("application_id")?, pragma("user_version")?);
    let empty = || connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).map(|n| n == 0);
    match (application, u32::try_from(found)) {
        (a, Ok(found)) if a == i64::from(APPLICATION) && found > SCHEMA => {
            Err(StoreError::Newer { path: path.to_owned(), found, known: SCHEMA })
        }
        (a, Ok(found)) if a == i64::from(APPLICATION) => Ok(found),
        (0, Ok(0)) if empty()? => Ok(0),
        _ => Err(StoreError::NotAStore(path.to_owned())),
    }
}

fn told(path: &Path, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => StoreError::NotAStore(path.to_owned()),
        Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::PermissionDenied) => {
            StoreError::Unopened { path: path.to_owned(), error: std::io::Error::other(error.to_string()) }
        }
        _ => StoreError::Sql(error),
    }
}
