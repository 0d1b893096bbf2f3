//! Articles and statements by filter, page after page.

use rusqlite::{OptionalExtension, Row, ToSql, params, params_from_iter};
use sayso_link::{ClaimId, StatementId};

use crate::conditions::{Conditions, value};
use crate::error::StoreError;
use crate::open::Reader;
use crate::search::query;
use crate::{ArticleId, VersionId};

/// Statements that one page looks at: where a filter lets few through, a page has fewer than it might, and the next goes on.
const LOOKED_AT: usize = 4000;

/// Which articles; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleFilter {
    /// The whole name.
    pub outlet: Option<String>,
    /// ISO 8601 days, both included.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Words that stand in the text or the title.
    pub words: Option<String>,
}

/// Which statements; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementFilter {
    /// An article's number.
    pub article: Option<i64>,
    /// The whole name of the outlet.
    pub outlet: Option<String>,
    /// The whole name of who says it.
    pub speaker: Option<String>,
    /// The whole name of somebody between the outlet and the speaker.
    pub via: Option<String>,
    pub certainty: Option<String>,
    /// `own` or `attributed`.
    pub voice: Option<String>,
    /// Words that stand in the content.
    pub words: Option<String>,
}

/// Where a page of articles ends: a date, empty where there is none, and a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticlePlace(pub String, pub i64);

/// Where a page of statements ends: what its list goes by, and a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementPlace(pub i64, pub i64);

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleCard {
    pub id: ArticleId,
    pub version: VersionId,
    pub name: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub statements: u64,
}

/// A statement in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    pub id: StatementId,
    pub article: ArticleId,
    pub claim: ClaimId,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub voice: String,
    pub speaker: Option<String>,
    pub speaker_kind: Option<String>,
    /// Nearest the outlet first.
    pub via: Vec<String>,
    pub certainty: String,
    pub source: Option<String>,
    pub cue: Option<String>,
    pub content: String,
    /// Code points of the article's text, a pair for each piece.
    pub content_chars: Vec<[u64; 2]>,
    pub confidence: f64,
    pub speaker_confidence: Option<f64>,
}

impl Reader {
    /// At most `limit` articles that pass `filter`, the latest first, after `after`, with where each stands.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn articles_where(
        &self,
        filter: &ArticleFilter,
        after: Option<&ArticlePlace>,
        limit: usize,
    ) -> Result<Vec<(ArticleId, ArticlePlace)>, StoreError> {
        let ArticleFilter { outlet, from, to, words } = filter;
        let mut conditions = Conditions::default();
        let mut tables = match outlet {
            None => "articles a INDEXED BY articles_by_published",
            Some(_) => "articles a INDEXED BY articles_by_outlet",
        };
        if let Some(words) = words {
            let Some(query) = query(words) else { return Ok(Vec::new()) };
            if self.is_few("SELECT 1 FROM texts_search WHERE texts_search MATCH ?1 LIMIT ?2", &query)? {
                tables = "texts_search f CROSS JOIN articles a ON a.version = f.rowid";
                conditions.with("f.texts_search MATCH ?", [value(query)]);
            } else {
                conditions.with(
                    "a.version IN (SELECT rowid FROM texts_search WHERE texts_search MATCH ? ORDER BY rowid DESC LIMIT 20000)",
                    [value(query)],
                );
            }
        }
        if let Some(outlet) = outlet {
            conditions.with("a.outlet = ?", [value(outlet.clone())]);
        }
        if let Some(from) = from {
            conditions.with("coalesce(a.published, '') >= ?", [value(from.clone())]);
        }
        if let Some(to) = to {
            // Whatever the time of day; what has no date is not before it.
            conditions.require("a.published IS NOT NULL");
            conditions.with("coalesce(a.published, '') < ?", [value(format!("{to}~"))]);
        }
        if let Some(ArticlePlace(published, id)) = after {
            conditions.with("(coalesce(a.published, ''), a.id) < (?, ?)", [value(published.clone()), value(*id)]);
        }
        let (conditions, values) = conditions.into_parts();
        let sql = format!(
            "SELECT a.id, coalesce(a.published, '') FROM {tables} WHERE {conditions} ORDER BY coalesce(a.published, '') DESC, a.id DESC \
             LIMIT {limit}"
        );
        let mut page = self.connection.prepare_cached(&sql)?;
        let rows = page.query_map(params_from_iter(values), |row| {
            let id: i64 = row.get(0)?;
            Ok((ArticleId(id), ArticlePlace(row.get(1)?, id)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a list shows of an article; `None` when there is none of that number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn article_card(&self, id: ArticleId) -> Result<Option<ArticleCard>, StoreError> {
        let mut one = self.connection.prepare_cached(
            "SELECT a.version, a.name, a.outlet, v.title, v.published, a.url, (SELECT count(*) FROM statements s WHERE s.version = a.version) \
             FROM articles a JOIN versions v ON v.id = a.version WHERE a.id = ?1",
        )?;
        let read = |row: &Row<'_>| {
            Ok(ArticleCard {
                id,
                version: VersionId(row.get(0)?),
                name: row.get(1)?,
                outlet: row.get(2)?,
                title: row.get(3)?,
                published: row.get(4)?,
                url: row.get(5)?,
                statements: row.get::<_, i64>(6)?.unsigned_abs(),
            })
        };
        Ok(one.query_row([id.0], read).optional()?)
    }

    /// At most `limit` statements of latest versions that pass `filter`, in the order in which they came, after `after`; and where to go
    /// on, where there may be more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements_where(
        &self,
        filter: &StatementFilter,
        after: Option<StatementPlace>,
        limit: usize,
    ) -> Result<(Vec<StatementRow>, Option<StatementPlace>), StoreError> {
        let StatementPlace(key, last) = after.unwrap_or(StatementPlace(0, -1));
        let StatementFilter { article, outlet, speaker, via, certainty, voice: _, words } = filter;
        let version = match article {
            Some(article) => match self.latest(ArticleId(*article))? {
                Some(version) => Some(version),
                None => return Ok((Vec::new(), None)),
            },
            None => None,
        };
        let (low, high) = version.map_or((last + 1, i64::MAX), |v| (v.first().max(last + 1), v.last()));
        // What the list goes by: what lets fewest through comes first.
        let (from, values): (&str, Vec<Box<dyn ToSql>>) = if let Some(words) = words {
            let Some(query) = query(words) else { return Ok((Vec::new(), None)) };
            (
                "0, s.id FROM statements_search f CROSS JOIN statements s ON s.id = f.rowid \
                 WHERE f.statements_search MATCH ?1 AND f.rowid BETWEEN ?2 AND ?3 ORDER BY f.rowid",
                vec![value(query), value(low), value(high)],
            )
        } else if version.is_some() {
            ("0, s.id FROM statements s WHERE s.id BETWEEN ?1 AND ?2 ORDER BY s.id", vec![value(low), value(high)])
        } else if let Some(speaker) = speaker {
            (
                "p.id, s.id FROM speakers p INDEXED BY speakers_by_name CROSS JOIN statements s ON s.speaker = p.id \
                 WHERE p.name = ?1 AND p.id >= ?2 AND (p.id > ?2 OR s.id > ?3) ORDER BY p.id, s.id",
                vec![value(speaker.clone()), value(key), value(last)],
            )
        } else if let Some(via) = via {
            ("0, w.statement FROM via w WHERE w.name = ?1 AND w.statement > ?2 ORDER BY w.statement", vec![value(via.clone()), value(last)])
        } else if let Some(outlet) = outlet {
            (
                "0, s.id FROM articles a INDEXED BY articles_by_outlet_version CROSS JOIN statements s ON s.version = a.version \
                 WHERE a.outlet = ?1 AND a.version >= ?2 AND s.id > ?3 ORDER BY a.version, s.place",
                vec![value(outlet.clone()), value(StatementId::from_number(last.max(0)).article.0), value(last)],
            )
        } else if let Some(certainty) = certainty {
            (
                "0, s.id FROM statements s INDEXED BY statements_by_certainty WHERE s.certainty = ?1 AND s.id > ?2 ORDER BY s.id",
                vec![value(certainty.clone()), value(last)],
            )
        } else {
            ("0, s.id FROM statements s WHERE s.id > ?1 ORDER BY s.id", vec![value(last)])
        };
        let mut walk = self.connection.prepare_cached(&format!("SELECT {from} LIMIT {LOOKED_AT}"))?;
        let mut rows = walk.query(params_from_iter(values))?;
        let (mut found, mut seen, mut place): (Vec<StatementRow>, usize, Option<StatementPlace>) = (Vec::new(), 0, None);
        while let Some(row) = rows.next()? {
            if found.len() == limit {
                return Ok((found, place));
            }
            let at = StatementPlace(row.get(0)?, row.get(1)?);
            seen += 1;
            if place.map(|p| p.1) != Some(at.1)
                && let Some(statement) = self.statement_where(at.1, filter)?
            {
                found.push(statement);
            }
            place = Some(at);
        }
        Ok((found, place.filter(|_| seen == LOOKED_AT)))
    }

    /// The latest statements of a speaker of exactly this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn latest_of(&self, speaker: &str, limit: usize) -> Result<Vec<StatementRow>, StoreError> {
        let mut walk = self.connection.prepare_cached(
            "SELECT s.id FROM speakers p INDEXED BY speakers_by_name CROSS JOIN statements s ON s.speaker = p.id \
             WHERE p.name = ?1 ORDER BY p.id DESC, s.id DESC LIMIT ?2",
        )?;
        let mut rows = walk.query(params![speaker, LOOKED_AT as i64])?;
        let (mut found, any) = (Vec::new(), StatementFilter::default());
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            found.extend(self.statement_where(row.get(0)?, &any)?);
        }
        Ok(found)
    }

    /// One statement of a latest version by its number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statement(&self, id: StatementId) -> Result<Option<StatementRow>, StoreError> {
        self.statement_where(id.number(), &StatementFilter::default())
    }

    fn statement_where(&self, id: i64, filter: &StatementFilter) -> Result<Option<StatementRow>, StoreError> {
        let StatementFilter { article, outlet, speaker, via, certainty, voice, words: _ } = filter;
        let mut one = self.connection.prepare_cached(
            "SELECT a.id, a.outlet, s.voice, s.certainty, p.name, p.kind, v.title, v.published, s.source, s.cue, s.content, s.confidence, \
             s.speaker_confidence, coalesce(m.claim, s.id) FROM statements s JOIN articles a ON a.version = s.version \
             JOIN versions v ON v.id = s.version LEFT JOIN speakers p ON p.id = s.speaker LEFT JOIN mentions m ON m.statement = s.id \
             WHERE s.id = ?1",
        )?;
        let mut rows = one.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let differs = |at: usize, wanted: &Option<String>| -> Result<bool, StoreError> {
            let Some(wanted) = wanted else { return Ok(false) };
            Ok(row.get_ref(at)?.as_str_or_null().map_err(|e| StoreError::Damaged(e.to_string()))? != Some(wanted.as_str()))
        };
        if article.is_some_and(|article| row.get(0) != Ok(article))
            || differs(1, outlet)?
            || differs(2, voice)?
            || differs(3, certainty)?
            || differs(4, speaker)?
        {
            return Ok(None);
        }
        let stations = self.all("SELECT name FROM via WHERE statement = ?1 ORDER BY place", id, |row| Ok(row.get::<_, String>(0)?))?;
        if via.as_ref().is_some_and(|via| !stations.contains(via)) {
            return Ok(None);
        }
        Ok(Some(StatementRow {
            id: StatementId::from_number(id),
            article: ArticleId(row.get(0)?),
            claim: ClaimId(StatementId::from_number(row.get(13)?)),
            outlet: row.get(1)?,
            title: row.get(6)?,
            published: row.get(7)?,
            voice: row.get(2)?,
            speaker: row.get(4)?,
            speaker_kind: row.get(5)?,
            via: stations,
            certainty: row.get(3)?,
            source: row.get(8)?,
            cue: row.get(9)?,
            content: row.get(10)?,
            content_chars: self.content_chars(id)?,
            confidence: row.get(11)?,
            speaker_confidence: row.get(12)?,
        }))
    }

    /// Code points of each piece of a statement's content.
    pub(crate) fn content_chars(&self, statement: i64) -> Result<Vec<[u64; 2]>, StoreError> {
        self.all(
            "SELECT start_char, end_char FROM statement_spans WHERE statement = ?1 AND role = 'content' ORDER BY place",
            statement,
            |row| Ok([row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, i64>(1)?.unsigned_abs()]),
        )
    }

    /// How many statements a version has.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_statements(&self, version: VersionId) -> Result<u64, StoreError> {
        let mut count = self.connection.prepare_cached("SELECT count(*) FROM statements WHERE version = ?1")?;
        Ok(count.query_row([version.0], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// The latest version of an article; `None` when there is no such article.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn latest(&self, article: ArticleId) -> Result<Option<VersionId>, StoreError> {
        let mut latest = self.connection.prepare_cached("SELECT version FROM articles WHERE id = ?1")?;
        Ok(latest.query_row([article.0], |row| Ok(VersionId(row.get(0)?))).optional()?)
    }
}
