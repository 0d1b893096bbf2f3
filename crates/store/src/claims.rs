//! Writing what linking found: copies, the claim of each statement, and the claims as users see them.

use std::collections::BTreeSet;

use rusqlite::params;
use sayso_link::syndication::{CopyIndex, NearCopy, Print, admits, outlet_hash};
use sayso_link::{ArticleRecord, Claim, ClaimId, Days, Linking, Sketch, StatementId};

use crate::articles::Batch;
use crate::error::StoreError;
use crate::open::Reader;

use crate::VersionId;

/// Which of two articles with a common text had it first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upstream {
    This,
    Other,
    Unknown,
}

impl Batch<'_> {
    /// Keeps what an article shares with others, and what it is found by when the next one comes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_copies(
        &self,
        version: VersionId,
        outlet: Option<&str>,
        print: &Print,
        copies: &[(NearCopy, Upstream)],
    ) -> Result<(), StoreError> {
        let outlet = outlet_hash(outlet);
        let keys = print.keys();
        let mut insert = self.sql("INSERT INTO print_keys (key, version, outlet) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
        for (key, holders) in keys.iter().zip(self.reader.holders(&keys)?) {
            if admits(&holders, outlet) {
                insert.execute(params![*key as i64, version.0, outlet])?;
            }
        }
        let mut insert = self.sql("INSERT INTO copies (version, other, share, words, upstream) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (copy, upstream) in copies {
            let (share, words) = (f64::from(copy.share()), copy.words as i64);
            insert.execute(params![version.0, copy.other.0, share, words, upstream.word()])?;
            insert.execute(params![copy.other.0, version.0, share, words, upstream.turned().word()])?;
        }
        Ok(())
    }

    /// Keeps what linking made of an article; claims with more than one mention are stale from now on.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_linking(&self, record: &ArticleRecord, sketch: &Sketch, linking: &Linking) -> Result<(), StoreError> {
        let day = record.day();
        self.sql("INSERT INTO sketches (version, day, form) VALUES (?1, ?2, ?3)")?.execute(params![record.id.0, day, sketch.to_bytes()])?;
        let mut insert = self.sql("INSERT INTO sketch_keys (key, day, version) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
        for key in sketch.keys() {
            insert.execute(params![key.0, day.unwrap_or(Days::UNDATED), record.id.0])?;
        }
        for merge in &linking.merged {
            self.forget_claim(merge.from)?;
            self.sql("UPDATE mentions SET claim = ?2 WHERE claim = ?1")?.execute([merge.from.0.number(), merge.into.0.number()])?;
            self.sql("DELETE FROM stale_claims WHERE claim = ?1")?.execute([merge.from.0.number()])?;
        }
        let mut insert = self.sql("INSERT INTO mentions (statement, claim, score) VALUES (?1, ?2, ?3)")?;
        for join in &linking.joins {
            insert.execute(params![join.statement.number(), join.claim.0.number(), f64::from(join.score)])?;
        }
        for &claim in &linking.touched {
            // A claim that this article founded, and nothing else of it joined, has one mention.
            let founded = claim.0.article == record.id && linking.joins.iter().filter(|j| j.claim == claim).count() == 1;
            if !founded {
                self.make_stale(claim)?;
            }
        }
        Ok(())
    }

    /// Takes an old version out of copies and claims, since another has come in its place.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn retire(&self, version: VersionId) -> Result<(), StoreError> {
        let bounds = [version.first(), version.last()];
        self.stale_around(version)?;
        self.sql("DELETE FROM mention_paths WHERE statement BETWEEN ?1 AND ?2")?.execute(bounds)?;
        self.sql("DELETE FROM mentions WHERE statement BETWEEN ?1 AND ?2")?.execute(bounds)?;
        if let Some(sketch) = sayso_link::Lookup::sketch(self.reader, version.linked())? {
            let mut delete = self.sql("DELETE FROM sketch_keys WHERE key = ?1 AND version = ?2")?;
            for key in sketch.keys() {
                delete.execute([key.0, version.0])?;
            }
        }
        self.sql("DELETE FROM sketches WHERE version = ?1")?.execute([version.0])?;
        if let Some(print) = self.reader.print(version.linked())? {
            let mut delete = self.sql("DELETE FROM print_keys WHERE key = ?1 AND version = ?2")?;
            for key in print.keys() {
                delete.execute([key as i64, version.0])?;
            }
        }
        self.sql("DELETE FROM copies WHERE other = ?1")?.execute([version.0])?;
        self.sql("DELETE FROM copies WHERE version = ?1")?.execute([version.0])?;
        Ok(())
    }

    /// Claims in which a version has a mention beside others' are stale.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn stale_around(&self, version: VersionId) -> Result<(), StoreError> {
        self.sql(
            "INSERT INTO stale_claims (claim) SELECT DISTINCT m.claim FROM mentions m WHERE m.statement BETWEEN ?1 AND ?2 \
             AND EXISTS (SELECT 1 FROM mentions o WHERE o.claim = m.claim AND o.statement <> m.statement) ON CONFLICT DO NOTHING",
        )?
        .execute([version.first(), version.last()])?;
        Ok(())
    }

    fn make_stale(&self, claim: ClaimId) -> Result<(), StoreError> {
        self.sql("INSERT INTO stale_claims (claim) VALUES (?1) ON CONFLICT DO NOTHING")?.execute([claim.0.number()])?;
        Ok(())
    }

    /// Keeps what users see of a claim; `None` where no mention of it is left. It is not stale any more. A claim with one mention
    /// has no row: the statement says it all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_claim(&self, id: ClaimId, claim: Option<&Claim>) -> Result<(), StoreError> {
        self.forget_claim(id)?;
        self.sql("DELETE FROM stale_claims WHERE claim = ?1")?.execute([id.0.number()])?;
        match claim {
            Some(claim) if claim.mentions.len() > 1 => self.summary(claim),
            _ => Ok(()),
        }
    }

    fn summary(&self, claim: &Claim) -> Result<(), StoreError> {
        let Claim { id, text, representative, first_seen, last_seen, mentions, origins, folds, verdict, conflicts, drift, notes: _ } =
            claim;
        let marks = claim.marks();
        let id = id.0.number();
        let number = |mention: usize| -> Result<i64, StoreError> {
            let mention = mentions.get(mention).ok_or_else(|| StoreError::Damaged(format!("claim {id} has no mention {mention}")))?;
            Ok(mention.statement.number())
        };
        let mut articles: Vec<i64> = mentions.iter().map(|m| m.statement.article.0).collect();
        articles.sort_unstable();
        articles.dedup();
        let outlets: BTreeSet<&str> = mentions.iter().filter_map(|m| m.outlet.as_deref()).collect();
        self.sql(
            "INSERT INTO claims (id, text, representative, first_seen, last_seen, mentions, articles, origins, verdict, outlets, conflict, \
             drift, denied, unverified, state_only, unnamed_only) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        )?
        .execute(params![
            id,
            text,
            number(*representative)?,
            first_seen,
            last_seen,
            mentions.len() as i64,
            articles.len() as i64,
            origins.len() as i64,
            verdict.words(),
            outlets.len() as i64,
            marks.conflict,
            marks.drift,
            marks.denied,
            marks.unverified,
            marks.state_only,
            marks.unnamed_only,
        ])?;
        self.claim_words(id, claim, &outlets)?;
        let mut update = self.sql("UPDATE mentions SET against = ?2, origin = ?3 WHERE statement = ?1")?;
        let mut path = self.sql("INSERT INTO mention_paths (statement, place, name, kind) VALUES (?1, ?2, ?3, ?4)")?;
        for mention in mentions {
            let statement = mention.statement.number();
            update.execute(params![statement, mention.against, mention.origin.map(|o| o as i64)])?;
            for (place, node) in mention.path.iter().enumerate() {
                path.execute(params![statement, place as i64, node.name, node.kind.word()])?;
            }
        }
        let mut insert = self.sql(
            "INSERT INTO origins (claim, place, name, kind, state_run, owner, unnamed, party, against) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for (place, o) in origins.iter().enumerate() {
            insert.execute(params![id, place as i64, o.name, o.kind.word(), o.state_run, o.owner, o.unnamed, o.party, o.against])?;
        }
        let mut insert = self.sql("INSERT INTO folds (claim, place, kind, folded, origin, because) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        let mut mention = self.sql("INSERT INTO fold_mentions (claim, fold, statement) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
        for (place, fold) in folds.iter().enumerate() {
            insert.execute(params![id, place as i64, fold.kind.word(), fold.from.join("\n"), fold.into, fold.because])?;
            for &m in &fold.mentions {
                mention.execute([id, place as i64, number(m)?])?;
            }
        }
        let mut insert = self.sql(
            "INSERT INTO conflicts (claim, conflict, value, statement, kind, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        )?;
        for (place, conflict) in conflicts.iter().enumerate() {
            for (value, variant) in conflict.values.iter().enumerate() {
                for &m in &variant.mentions {
                    insert.execute(params![id, place as i64, value as i64, number(m)?, conflict.kind.word(), variant.words])?;
                }
            }
        }
        let mut insert = self.sql(
            "INSERT INTO drifts (claim, place, kind, way, earlier, later, before, after, because) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for (place, d) in drift.iter().enumerate() {
            let (from, to) = (number(d.from)?, number(d.to)?);
            insert.execute(params![id, place as i64, d.kind.word(), d.way.word(), from, to, d.before, d.after, d.because])?;
        }
        Ok(())
    }

    /// What a claim is found by.
    fn claim_words(&self, id: i64, claim: &Claim, outlets: &BTreeSet<&str>) -> Result<(), StoreError> {
        let records = || claim.mentions.iter().map(|m| &m.record);
        let words: BTreeSet<&str> = records().map(|r| r.text.as_str()).collect();
        let speakers: BTreeSet<&str> = records()
            .filter_map(|r| r.speaker.as_ref())
            .flat_map(|s| std::iter::once(&s.name).chain(&s.aliases))
            .map(String::as_str)
            .collect();
        let lines = |all: &BTreeSet<&str>| all.iter().copied().collect::<Vec<_>>().join("\n");
        self.sql("INSERT INTO claims_search (rowid, words, speakers, outlets) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            id,
            lines(&words),
            lines(&speakers),
            lines(outlets)
        ])?;
        Ok(())
    }

    /// Deletes what [`Batch::keep_claim`] wrote.
    fn forget_claim(&self, claim: ClaimId) -> Result<(), StoreError> {
        let id = [claim.0.number()];
        if !self.sql("SELECT 1 FROM claims WHERE id = ?1")?.exists(id)? {
            return Ok(());
        }
        self.sql("DELETE FROM mention_paths WHERE statement IN (SELECT statement FROM mentions WHERE claim = ?1)")?.execute(id)?;
        self.sql("UPDATE mentions SET against = 0, origin = NULL WHERE claim = ?1")?.execute(id)?;
        self.sql("DELETE FROM drifts WHERE claim = ?1")?.execute(id)?;
        self.sql("DELETE FROM conflicts WHERE claim = ?1")?.execute(id)?;
        self.sql("DELETE FROM fold_mentions WHERE claim = ?1")?.execute(id)?;
        self.sql("DELETE FROM folds WHERE claim = ?1")?.execute(id)?;
        self.sql("DELETE FROM origins WHERE claim = ?1")?.execute(id)?;
        self.sql("DELETE FROM claims_search WHERE rowid = ?1")?.execute(id)?;
        self.sql("DELETE FROM claims WHERE id = ?1")?.execute(id)?;
        Ok(())
    }
}

impl Reader {
    /// How many claims have summaries that are not up to date.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_stale(&self) -> Result<u64, StoreError> {
        let n: i64 = self.connection.query_row("SELECT count(*) FROM stale_claims", [], |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// At most `limit` of them, lowest numbers first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stale(&self, limit: usize) -> Result<Vec<ClaimId>, StoreError> {
        self.all("SELECT claim FROM stale_claims ORDER BY claim LIMIT ?1", limit as i64, |row| {
            Ok(ClaimId(StatementId::from_number(row.get(0)?)))
        })
    }
}

impl Upstream {
    /// In the table.
    fn word(self) -> &'static str {
        match self {
            Self::This => "this",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// As the other article sees it.
    fn turned(self) -> Self {
        match self {
            Self::This => Self::Other,
            Self::Other => Self::This,
            Self::Unknown => Self::Unknown,
        }
    }
}
