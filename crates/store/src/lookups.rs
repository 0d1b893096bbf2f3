//! What `link` asks of the store: candidates for copies and claims, and the stored articles in its own forms.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use rusqlite::{OptionalExtension, params};
use sayso_link::syndication::{CopyIndex, Holder, MAX_HOLDERS, Print};
use sayso_link::{ArticleCopy, ArticleId, ArticleRecord, ClaimId, Days, Key, Lookup, Sketch, StatementId};

use crate::VersionId;
use crate::error::StoreError;
use crate::open::Reader;

/// Versions whose forms are kept in memory: linking looks at the same recent ones again and again.
const KEPT: usize = 1024;

/// Forms of versions, made once. A version never changes, so they stay right.
#[derive(Default)]
pub struct Cache {
    records: RefCell<Kept<ArticleRecord>>,
    prints: RefCell<Kept<Print>>,
    sketches: RefCell<Kept<Sketch>>,
    /// Whether a batch is under way, whose versions may yet be undone.
    open: Cell<bool>,
}

struct Kept<T> {
    values: HashMap<i64, Arc<T>>,
    order: VecDeque<i64>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { values: HashMap::new(), order: VecDeque::new() }
    }
}

impl<T> Kept<T> {
    fn put(&mut self, version: i64, value: Arc<T>) {
        if self.values.insert(version, value).is_none() {
            self.order.push_back(version);
        }
        while self.order.len() > KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.values.remove(&oldest);
        }
    }
}

impl Cache {
    /// A batch begins. If the last one was undone, so are its versions, and their numbers will be given anew.
    pub fn begin(&self) {
        if self.open.replace(true) {
            self.records.take();
            self.prints.take();
            self.sketches.take();
        }
    }

    /// The batch was committed.
    pub fn keep(&self) {
        self.open.set(false);
    }
}

fn kept<T>(
    cache: &RefCell<Kept<T>>,
    version: i64,
    make: impl FnOnce() -> Result<Option<T>, StoreError>,
) -> Result<Option<Arc<T>>, StoreError> {
    if let Some(value) = cache.borrow().values.get(&version) {
        return Ok(Some(Arc::clone(value)));
    }
    let Some(value) = make()?.map(Arc::new) else { return Ok(None) };
    cache.borrow_mut().put(version, Arc::clone(&value));
    Ok(Some(value))
}

impl Reader {
    fn has(&self, article: ArticleId) -> Result<bool, StoreError> {
        let mut there = self.connection.prepare_cached("SELECT 1 FROM versions WHERE id = ?1")?;
        Ok(there.exists([article.0])?)
    }

    /// Keeps forms that are made already, so that they need not be made again from the tables.
    pub fn remember(&self, version: VersionId, record: ArticleRecord, sketch: Sketch, print: Print) {
        self.cache.records.borrow_mut().put(version.0, Arc::new(record));
        self.cache.sketches.borrow_mut().put(version.0, Arc::new(sketch));
        self.cache.prints.borrow_mut().put(version.0, Arc::new(print));
    }
}

impl Lookup for Reader {
    type Error = StoreError;

    fn postings(&self, key: Key, days: Days, limit: usize) -> Result<Vec<ArticleId>, StoreError> {
        let mut postings = self.connection.prepare_cached(
            "SELECT version FROM sketch_keys WHERE key = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day DESC, version DESC LIMIT ?4",
        )?;
        let rows = postings.query_map(params![key.0, days.from, days.to, limit as i64], |row| Ok(ArticleId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn sketch(&self, article: ArticleId) -> Result<Option<Sketch>, StoreError> {
        let made = kept(&self.cache.sketches, article.0, || {
            let mut form = self.connection.prepare_cached("SELECT form FROM sketches WHERE version = ?1")?;
            let bytes: Option<Vec<u8>> = form.query_row([article.0], |row| row.get(0)).optional()?;
            match bytes.map(|b| Sketch::from_bytes(&b)) {
                // Kept by another version of the matcher: made anew from the article.
                Some(None) => Ok(self.article(article)?.map(|record| Sketch::new(&record))),
                found => Ok(found.flatten()),
            }
        })?;
        Ok(made.map(|s| (*s).clone()))
    }

    fn claims(&self, article: ArticleId) -> Result<Vec<ClaimId>, StoreError> {
        self.within(
            "SELECT coalesce(m.claim, s.id) FROM statements s LEFT JOIN mentions m ON m.statement = s.id \
             WHERE s.id BETWEEN ?1 AND ?2 ORDER BY s.id",
            VersionId(article.0),
            |row| Ok(ClaimId(StatementId::from_number(row.get(0)?))),
        )
    }

    fn mentions(&self, claim: ClaimId, limit: usize) -> Result<Vec<StatementId>, StoreError> {
        let mut mentions = self.connection.prepare_cached("SELECT statement FROM mentions WHERE claim = ?1 ORDER BY statement LIMIT ?2")?;
        let rows = mentions.query_map(params![claim.0.number(), limit as i64], |row| Ok(StatementId::from_number(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn article(&self, article: ArticleId) -> Result<Option<ArticleRecord>, StoreError> {
        let made = kept(&self.cache.records, article.0, || {
            if !self.has(article)? {
                return Ok(None);
            }
            let stored = self.stored(VersionId(article.0))?;
            Ok(Some(ArticleRecord::new(article, &stored.article, &stored.ledger)))
        })?;
        Ok(made.map(|r| (*r).clone()))
    }

    fn copies(&self, article: ArticleId) -> Result<Vec<ArticleCopy>, StoreError> {
        self.all("SELECT other, share, upstream FROM copies WHERE version = ?1 ORDER BY other", article.0, |row| {
            let upstream: String = row.get(2)?;
            Ok(ArticleCopy { article: ArticleId(row.get(0)?), share: row.get::<_, f64>(1)? as f32, upstream: upstream == "other" })
        })
    }
}

impl CopyIndex for Reader {
    type Error = StoreError;

    fn holders(&self, keys: &[u64]) -> Result<Vec<Vec<Holder>>, StoreError> {
        let mut holders =
            self.connection.prepare_cached("SELECT version, outlet FROM print_keys WHERE key = ?1 ORDER BY version LIMIT ?2")?;
        let mut all = Vec::with_capacity(keys.len());
        for key in keys {
            let rows = holders.query_map(params![*key as i64, MAX_HOLDERS as i64], |row| {
                Ok(Holder { article: ArticleId(row.get(0)?), outlet: row.get::<_, i64>(1)? as u32 })
            })?;
            all.push(rows.collect::<Result<_, _>>()?);
        }
        Ok(all)
    }

    fn print(&self, article: ArticleId) -> Result<Option<Print>, StoreError> {
        let made = kept(&self.cache.prints, article.0, || {
            if !self.has(article)? {
                return Ok(None);
            }
            let (_, _, article) = self.version(VersionId(article.0))?;
            Ok(Some(Print::of(&article)))
        })?;
        Ok(made.map(|p| (*p).clone()))
    }
}
