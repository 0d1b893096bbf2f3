//! Lists of claims and of their mentions, with filters.

use rusqlite::{Row, params_from_iter};
use sayso_link::{ClaimId, StatementId};

use crate::VersionId;
use crate::conditions::{Conditions, value};
use crate::error::StoreError;
use crate::open::Reader;
use crate::search::query;

/// Which claims; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// Words that stand in a mention.
    pub words: Option<String>,
    /// At least so many mentions; with 0 or 1, statements that nobody repeats are claims as well.
    pub min_mentions: usize,
    pub one_origin: bool,
    /// All its origins are outlets that a state runs, or governments.
    pub state_only: bool,
    /// A note says of a mention that it was not verified.
    pub unverified: bool,
    /// Its mentions cannot all be right.
    pub conflict: bool,
    /// Something changed on the way.
    pub drift: bool,
    /// Part of the name of an outlet that has it.
    pub outlet: Option<String>,
    /// Words of the name of somebody who says it.
    pub speaker: Option<String>,
    /// ISO 8601 days, both included: it was seen between them.
    pub from: Option<String>,
    pub to: Option<String>,
    /// A mention denies or doubts it.
    pub denied: bool,
    /// All its origins are unnamed.
    pub unnamed_only: bool,
    pub order: ClaimOrder,
}

/// What comes first in a list of claims.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClaimOrder {
    /// What most articles have.
    #[default]
    Articles,
    /// What was seen last.
    Latest,
    /// What was first seen last.
    Newest,
}

impl ClaimOrder {
    pub const ALL: [Self; 3] = [Self::Articles, Self::Latest, Self::Newest];

    /// The word for it in addresses and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Latest => "latest",
            Self::Newest => "newest",
        }
    }
}

/// A claim in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    pub id: ClaimId,
    pub text: String,
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    pub mentions: u64,
    pub articles: u64,
    pub verdict: String,
    pub origins: Vec<OriginRow>,
    /// A sentence for each fold.
    pub folds: Vec<String>,
    /// The kinds of its conflicts, each once.
    pub conflicts: Vec<String>,
    /// The kinds of its drifts, each once.
    pub drifts: Vec<String>,
}

/// An origin of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginRow {
    pub name: String,
    pub kind: String,
    pub state_run: bool,
    pub unnamed: bool,
    pub party: bool,
}

/// A mention of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct MentionRow {
    pub claim: ClaimId,
    pub statement: StatementId,
    pub version: VersionId,
    /// The input's own id, else its path or URL.
    pub article: String,
    pub outlet: Option<String>,
    pub published: Option<String>,
    /// Code points of the article's text, a pair for each piece.
    pub content_chars: Vec<[u64; 2]>,
    pub content: String,
    pub certainty: String,
    /// `None` in the outlet's own voice.
    pub speaker: Option<String>,
    pub speaker_kind: Option<String>,
    /// Nearest the outlet first.
    pub via: Vec<String>,
    /// Who stands at the end of its chain.
    pub origin: Option<String>,
    pub against: bool,
    pub score: f64,
}

/// Kinds of a claim's conflicts and drifts, each once.
pub(crate) const CONFLICT_KINDS: &str = "SELECT DISTINCT kind FROM conflicts WHERE claim = ?1 ORDER BY kind";
pub(crate) const DRIFT_KINDS: &str = "SELECT DISTINCT kind FROM drifts WHERE claim = ?1 ORDER BY kind";

const MENTION: &str = "SELECT m.claim, m.statement, s.version, a.name, a.outlet, v.published, s.content, s.certainty, p.name, p.kind, o.name, \
                       m.against, m.score FROM mentions m JOIN statements s ON s.id = m.statement JOIN versions v ON v.id = s.version \
                       JOIN articles a ON a.id = v.article LEFT JOIN speakers p ON p.id = s.speaker \
                       LEFT JOIN origins o ON o.claim = m.claim AND o.place = m.origin";

impl Reader {
    /// Numbers of the claims that pass `filter`, those of most articles first; at most `limit` after the first `skip`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims_where(&self, filter: &ClaimFilter, skip: usize, limit: usize) -> Result<Vec<ClaimId>, StoreError> {
        let ClaimFilter {
            words,
            min_mentions,
            one_origin,
            state_only,
            unverified,
            conflict,
            drift,
            outlet,
            speaker,
            from,
            to,
            denied: _,
            unnamed_only: _,
            order: _,
        } = filter;
        let mut conditions = Conditions::default();
        conditions.with("c.mentions >= ?", [value(*min_mentions as i64)]);
        if let Some(words) = words {
            let Some(query) = query(words) else { return Ok(Vec::new()) };
            conditions.with(
                "c.id IN (SELECT m.claim FROM statements_search f JOIN mentions m ON m.statement = f.rowid WHERE statements_search MATCH ?)",
                [value(query)],
            );
        }
        if let Some(name) = speaker {
            let Some(query) = query(name) else { return Ok(Vec::new()) };
            conditions.with(
                "c.id IN (SELECT m.claim FROM speakers_search f JOIN statements s ON s.speaker = f.rowid \
                 JOIN mentions m ON m.statement = s.id WHERE speakers_search MATCH ?)",
                [value(query)],
            );
        }
        if let Some(name) = outlet {
            conditions.with(
                "EXISTS (SELECT 1 FROM claim_mentions m WHERE m.claim = c.id AND instr(lower(m.outlet), ?) > 0)",
                [value(name.to_ascii_lowercase())],
            );
        }
        if let Some(from) = from {
            conditions.with("c.last_seen >= ?", [value(from.clone())]);
        }
        if let Some(to) = to {
            conditions.with("substr(c.first_seen, 1, 10) <= ?", [value(to.clone())]);
        }
        if *one_origin {
            conditions.require("c.origins = 1");
        }
        if *state_only {
            conditions.require("c.origins > 0 AND NOT EXISTS (SELECT 1 FROM origins o WHERE o.claim = c.id AND o.state_run = 0)");
        }
        if *unverified {
            conditions.require(
                "EXISTS (SELECT 1 FROM mentions m JOIN note_statements ns ON ns.statement = m.statement JOIN notes n ON n.id = ns.note \
                 WHERE m.claim = c.id AND n.kind = 'unverified')",
            );
        }
        if *conflict {
            conditions.require("EXISTS (SELECT 1 FROM conflicts x WHERE x.claim = c.id)");
        }
        if *drift {
            conditions.require("EXISTS (SELECT 1 FROM drifts d WHERE d.claim = c.id)");
        }
        let from = if *min_mentions > 1 {
            "claims"
        } else {
            // Of a statement that nobody repeats, the one that it is attributed to is its origin.
            "(SELECT id, first_seen, last_seen, mentions, articles, origins FROM claims UNION ALL \
             SELECT m.claim, v.published, v.published, 1, 1, iif(s.voice = 'own', 0, 1) \
             FROM mentions m JOIN statements s ON s.id = m.statement JOIN versions v ON v.id = s.version \
             WHERE NOT EXISTS (SELECT 1 FROM claims k WHERE k.id = m.claim))"
        };
        let (conditions, mut values) = conditions.into_parts();
        let sql = format!("SELECT c.id FROM {from} c WHERE {conditions} ORDER BY c.articles DESC, c.mentions DESC, c.id LIMIT ? OFFSET ?");
        values.extend([value(limit as i64), value(skip as i64)]);
        let mut found = self.connection.prepare_cached(&sql)?;
        let rows = found.query_map(params_from_iter(values), |row| Ok(ClaimId(StatementId::from_number(row.get(0)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// At most `limit` claims with two mentions or more, by their numbers, after `after`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims_after(&self, after: Option<ClaimId>, limit: usize) -> Result<Vec<ClaimRow>, StoreError> {
        let mut page = self.connection.prepare_cached(
            "SELECT id, text, first_seen, last_seen, mentions, articles, verdict FROM claims WHERE id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let mut rows = page.query([after.map_or(-1, |c| c.0.number()), limit as i64])?;
        let mut claims = Vec::new();
        while let Some(row) = rows.next()? {
            claims.push(self.claim_row(row)?);
        }
        Ok(claims)
    }

    fn claim_row(&self, row: &Row<'_>) -> Result<ClaimRow, StoreError> {
        let id: i64 = row.get(0)?;
        Ok(ClaimRow {
            id: ClaimId(StatementId::from_number(id)),
            text: row.get(1)?,
            first_seen: row.get(2)?,
            last_seen: row.get(3)?,
            mentions: row.get::<_, i64>(4)?.unsigned_abs(),
            articles: row.get::<_, i64>(5)?.unsigned_abs(),
            verdict: row.get(6)?,
            origins: self.origins_of(id, -1)?,
            folds: self.words("SELECT because FROM folds WHERE claim = ?1 ORDER BY place", id)?,
            conflicts: self.words(CONFLICT_KINDS, id)?,
            drifts: self.words(DRIFT_KINDS, id)?,
        })
    }

    /// The first `most` origins of a claim, or all of them where `most` is negative.
    pub(crate) fn origins_of(&self, claim: i64, most: i64) -> Result<Vec<OriginRow>, StoreError> {
        let sql = format!("SELECT name, kind, state_run, unnamed, party FROM origins WHERE claim = ?1 ORDER BY place LIMIT {most}");
        self.all(&sql, claim, |row| {
            Ok(OriginRow { name: row.get(0)?, kind: row.get(1)?, state_run: row.get(2)?, unnamed: row.get(3)?, party: row.get(4)? })
        })
    }

    /// The one column of `sql`, asked of `id`.
    pub(crate) fn words(&self, sql: &str, id: i64) -> Result<Vec<String>, StoreError> {
        self.all(sql, id, |row| Ok(row.get(0)?))
    }

    /// All mentions of a claim, in the order of their articles' numbers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mentions_of(&self, claim: ClaimId) -> Result<Vec<MentionRow>, StoreError> {
        self.all(&format!("{MENTION} WHERE m.claim = ?1 ORDER BY m.statement"), claim.0.number(), |row| self.mention_row(row))
    }

    fn mention_row(&self, row: &Row<'_>) -> Result<MentionRow, StoreError> {
        let id: i64 = row.get(1)?;
        Ok(MentionRow {
            claim: ClaimId(StatementId::from_number(row.get(0)?)),
            statement: StatementId::from_number(id),
            version: VersionId(row.get(2)?),
            article: row.get(3)?,
            outlet: row.get(4)?,
            published: row.get(5)?,
            content_chars: self.content_chars(id)?,
            content: row.get(6)?,
            certainty: row.get(7)?,
            speaker: row.get(8)?,
            speaker_kind: row.get(9)?,
            via: self.all("SELECT name FROM via WHERE statement = ?1 ORDER BY place", id, |row| Ok(row.get(0)?))?,
            origin: row.get(10)?,
            against: row.get(11)?,
            score: row.get(12)?,
        })
    }
}
