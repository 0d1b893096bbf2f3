//! Corrections by analysts: rows beside what the machine said. They are about words of a text, so that they outlive a statement's number.

use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use sayso_link::{ClaimId, StatementId};

use crate::conditions::{Conditions, value};
use crate::error::StoreError;
use crate::open::Reader;
use crate::{ArticleId, VersionId};

/// Corrections of one article that are read.
const OF_ONE: i64 = 1000;

/// What a correction changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CorrectionKind {
    Speaker,
    Via,
    Certainty,
    Split,
    Merge,
}

/// Words of a text by which a statement is known again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub article: ArticleId,
    pub version: VersionId,
    /// From the content's first to its last, end exclusive.
    pub bytes: [i64; 2],
    /// The content, its pieces joined by ` … `.
    pub words: String,
}

/// A correction to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub spot: Spot,
    pub kind: CorrectionKind,
    /// A name, names one a line, or a certainty; `None` for a split or a merge.
    pub value: Option<String>,
    pub speaker_kind: Option<String>,
    /// The statement that it is merged with.
    pub with: Option<Spot>,
    /// What the machine said when it was corrected, in words.
    pub machine: String,
    pub who: String,
    /// ISO 8601 date and time.
    pub made: String,
    pub note: Option<String>,
}

/// A correction as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    pub id: i64,
    pub correction: Correction,
    /// Code points of the corrected text.
    pub chars: [u64; 2],
    pub outlet: Option<String>,
    pub title: Option<String>,
    /// When, and by whom.
    pub withdrawn: Option<(String, String)>,
}

/// Which corrections; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionFilter {
    /// Those of an article.
    pub article: Option<i64>,
    /// `speaker`, `via`, `certainty`, `split` or `merge`.
    pub kind: Option<String>,
    pub who: Option<String>,
    /// Withdrawn ones as well.
    pub withdrawn: bool,
}

const COLUMNS: &str = "SELECT c.id, c.article, c.version, c.start_byte, c.end_byte, c.words, c.kind, c.value, c.speaker_kind, \
                       c.with_article, c.with_version, c.with_start_byte, c.with_end_byte, c.with_words, c.machine, c.who, c.made, c.note, \
                       c.start_char, c.end_char, a.outlet, v.title, c.withdrawn, c.withdrawn_by \
                       FROM corrections c JOIN articles a ON a.id = c.article JOIN versions v ON v.id = a.version";

impl CorrectionKind {
    pub const ALL: [Self; 5] = [Self::Speaker, Self::Via, Self::Certainty, Self::Split, Self::Merge];

    /// The word for it in the table, in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Via => "via",
            Self::Certainty => "certainty",
            Self::Split => "split",
            Self::Merge => "merge",
        }
    }
}

impl Reader {
    /// The words by which a statement of a latest version is known again; `None` when there is none of that number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn spot(&self, statement: StatementId) -> Result<Option<Spot>, StoreError> {
        let mut one = self.connection.prepare_cached(
            "SELECT a.id, s.version, min(x.start_byte), max(x.end_byte), s.content FROM statements s JOIN articles a ON a.version = s.version \
             JOIN statement_spans x ON x.statement = s.id AND x.role = 'content' WHERE s.id = ?1 GROUP BY s.id",
        )?;
        let read = |row: &Row<'_>| {
            Ok(Spot {
                article: ArticleId(row.get(0)?),
                version: VersionId(row.get(1)?),
                bytes: [row.get(2)?, row.get(3)?],
                words: row.get(4)?,
            })
        };
        Ok(one.query_row([statement.number()], read).optional()?)
    }

    /// The statement of the latest version that stands at a spot: the same words, or in the same text at least most of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statement_at(&self, spot: &Spot) -> Result<Option<StatementId>, StoreError> {
        let Some(latest) = self.latest(spot.article)? else { return Ok(None) };
        let bounds = [latest.first(), latest.last()];
        if latest != spot.version {
            let mut same = self
                .connection
                .prepare_cached("SELECT id FROM statements WHERE id BETWEEN ?1 AND ?2 AND content = ?3 ORDER BY id LIMIT 1")?;
            let found = same.query_row(params![bounds[0], bounds[1], spot.words], |row| row.get(0)).optional()?;
            return Ok(found.map(StatementId::from_number));
        }
        let [start, end] = spot.bytes;
        let mut best: Option<(i64, i64)> = None;
        let spans = self.within(
            "SELECT statement, min(start_byte), max(end_byte) FROM statement_spans WHERE statement BETWEEN ?1 AND ?2 AND role = 'content' \
             GROUP BY statement ORDER BY statement",
            latest,
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)),
        )?;
        for (statement, from, to) in spans {
            let (both, all) = (end.min(to) - start.max(from), end.max(to) - start.min(from));
            // In thousandths; the first of equals.
            let share = if all > 0 { 1000 * both.max(0) / all } else { 0 };
            if share >= 500 && best.is_none_or(|(_, known)| share > known) {
                best = Some((statement, share));
            }
        }
        Ok(best.map(|(statement, _)| StatementId::from_number(statement)))
    }

    /// Whether there is any correction that was not withdrawn.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_corrected(&self) -> Result<bool, StoreError> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM corrections WHERE withdrawn IS NULL LIMIT 1")?.exists([])?)
    }

    /// At most `limit` corrections that pass `filter`, the latest first, before number `before`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrections_where(
        &self,
        filter: &CorrectionFilter,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<CorrectionRow>, StoreError> {
        let CorrectionFilter { article, kind, who, withdrawn } = filter;
        let mut conditions = Conditions::default();
        conditions.with("c.id < ?", [value(before.unwrap_or(i64::MAX))]);
        if let Some(article) = article {
            conditions.with("c.article = ?", [value(*article)]);
        }
        if let Some(kind) = kind {
            conditions.with("c.kind = ?", [value(kind.clone())]);
        }
        if let Some(who) = who {
            conditions.with("c.who = ?", [value(who.clone())]);
        }
        if !withdrawn {
            conditions.require("c.withdrawn IS NULL");
        }
        let (conditions, values) = conditions.into_parts();
        let mut page = self.connection.prepare_cached(&format!("{COLUMNS} WHERE {conditions} ORDER BY c.id DESC LIMIT {limit}"))?;
        let mut rows = page.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(correction_row(row)?);
        }
        Ok(found)
    }

    /// Corrections that hold of an article's statements, in the order in which they were made: the last one counts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrections_of(&self, article: ArticleId) -> Result<Vec<CorrectionRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE c.article = ?1 AND c.withdrawn IS NULL ORDER BY c.id LIMIT {OF_ONE}");
        self.all(&sql, article.0, correction_row)
    }

    /// The first article after `after` with a correction that holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn corrected_after(&self, after: ArticleId) -> Result<Option<ArticleId>, StoreError> {
        let mut next = self.connection.prepare_cached("SELECT min(article) FROM corrections WHERE article > ?1 AND withdrawn IS NULL")?;
        Ok(next.query_row([after.0], |row| row.get::<_, Option<i64>>(0))?.map(ArticleId))
    }

    /// Merges with a statement of this article that hold.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn merges_with(&self, article: ArticleId) -> Result<Vec<CorrectionRow>, StoreError> {
        let sql = format!("{COLUMNS} WHERE c.with_article = ?1 AND c.withdrawn IS NULL ORDER BY c.id LIMIT {OF_ONE}");
        self.all(&sql, article.0, correction_row)
    }

    /// The claim that the machine has a statement in.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_of(&self, statement: StatementId) -> Result<ClaimId, StoreError> {
        let mut of = self.connection.prepare_cached("SELECT claim FROM mentions WHERE statement = ?1")?;
        let claim = of.query_row([statement.number()], |row| row.get(0)).optional()?;
        Ok(ClaimId(claim.map_or(statement, StatementId::from_number)))
    }

    /// Whether a correction that holds is about a mention of a claim.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_is_corrected(&self, claim: ClaimId) -> Result<bool, StoreError> {
        let mut any = self.connection.prepare_cached(
            "SELECT 1 FROM mentions m JOIN articles a ON a.version = m.statement >> 12 JOIN corrections c ON c.article = a.id \
             WHERE m.claim = ?1 AND c.withdrawn IS NULL AND ( \
                 c.version = a.version AND c.start_byte = (SELECT min(start_byte) FROM statement_spans x WHERE x.statement = m.statement \
                                                           AND x.role = 'content') \
                 OR c.version <> a.version AND c.words = (SELECT content FROM statements s WHERE s.id = m.statement))",
        )?;
        Ok(any.exists([claim.0.number()])?)
    }

    /// One correction by its number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn correction(&self, id: i64) -> Result<Option<CorrectionRow>, StoreError> {
        Ok(self.all(&format!("{COLUMNS} WHERE c.id = ?1"), id, correction_row)?.pop())
    }
}

fn correction_row(row: &Row<'_>) -> Result<CorrectionRow, StoreError> {
    let with = match row.get::<_, Option<i64>>(9)? {
        None => None,
        Some(article) => Some(Spot {
            article: ArticleId(article),
            version: VersionId(row.get(10)?),
            bytes: [row.get(11)?, row.get(12)?],
            words: row.get(13)?,
        }),
    };
    Ok(CorrectionRow {
        id: row.get(0)?,
        correction: Correction {
            spot: Spot {
                article: ArticleId(row.get(1)?),
                version: VersionId(row.get(2)?),
                bytes: [row.get(3)?, row.get(4)?],
                words: row.get(5)?,
            },
            kind: crate::read::word(row, 6, &CorrectionKind::ALL, CorrectionKind::word)?,
            value: row.get(7)?,
            speaker_kind: row.get(8)?,
            with,
            machine: row.get(14)?,
            who: row.get(15)?,
            made: row.get(16)?,
            note: row.get(17)?,
        },
        chars: [row.get::<_, i64>(18)?.unsigned_abs(), row.get::<_, i64>(19)?.unsigned_abs()],
        outlet: row.get(20)?,
        title: row.get(21)?,
        withdrawn: row.get::<_, Option<String>>(22)?.zip(row.get(23)?),
    })
}
