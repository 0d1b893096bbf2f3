//! Claims as corrections have them: split statements left out, merged claims together. Nothing of it is written anywhere.

use std::collections::{BTreeMap, BTreeSet};

use sayso_link::{ArticleCopy, ArticleId, ArticleRecord, ClaimId, Days, Key, Lookup, MAX_MENTIONS, Sketch, StatementId};
use sayso_store::{CorrectionKind, Reader, StoreError, VersionId};

/// Claims that are put together to one.
const MERGED: usize = 32;

/// What corrections make of a claim.
pub struct Overlay {
    /// What makes it now.
    pub statements: Vec<StatementId>,
    /// Of them, those that the machine has elsewhere.
    pub moved_in: BTreeSet<StatementId>,
    /// What the machine has in it, and does not make it.
    pub moved_out: Vec<StatementId>,
}

/// What is moved as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    /// A claim of the machine's without what was split off.
    Claim(ClaimId),
    /// What was split off.
    Single(StatementId),
}

/// Statements of one text that were split off, and merges with any of its statements.
#[derive(Debug, Default)]
struct Changes {
    split: BTreeSet<StatementId>,
    merged: Vec<(StatementId, StatementId)>,
}

/// The corrections of articles, each read once.
struct Known<'r> {
    reader: &'r Reader,
    articles: BTreeMap<ArticleId, Changes>,
}

impl Known<'_> {
    fn of(&mut self, text: ArticleId) -> Result<&Changes, StoreError> {
        if !self.articles.contains_key(&text) {
            let article = self.reader.article_of(VersionId(text.0))?;
            let mut changes = Changes::default();
            let theirs = self.reader.corrections_of(article)?;
            for row in theirs.iter().chain(&self.reader.merges_with(article)?) {
                let Some(one) = self.reader.statement_at(&row.correction.spot)? else { continue };
                match (row.correction.kind, &row.correction.with) {
                    (CorrectionKind::Split, _) => drop(changes.split.insert(one)),
                    (CorrectionKind::Merge, Some(with)) => {
                        changes.merged.extend(self.reader.statement_at(with)?.map(|other| (one, other)));
                    }
                    _ => {}
                }
            }
            self.articles.insert(text, changes);
        }
        Ok(&self.articles[&text])
    }

    fn is_split(&mut self, statement: StatementId) -> Result<bool, StoreError> {
        Ok(self.of(statement.article)?.split.contains(&statement))
    }

    fn unit(&mut self, statement: StatementId) -> Result<Unit, StoreError> {
        Ok(if self.is_split(statement)? { Unit::Single(statement) } else { Unit::Claim(self.reader.claim_of(statement)?) })
    }
}

/// `None` where corrections leave a claim as it is.
pub fn overlay(reader: &Reader, claim: ClaimId) -> Result<Option<Overlay>, StoreError> {
    if !reader.is_corrected()? {
        return Ok(None);
    }
    let mut known = Known { reader, articles: BTreeMap::new() };
    let machine = reader.mentions(claim, MAX_MENTIONS)?;
    let first = if machine.is_empty() && reader.spot(claim.0)?.is_some() { known.unit(claim.0)? } else { Unit::Claim(claim) };
    let (mut units, mut at) = (vec![first], 0);
    let mut statements: BTreeSet<StatementId> = BTreeSet::new();
    while let Some(&unit) = units.get(at) {
        at += 1;
        let all = match unit {
            Unit::Claim(claim) => reader.mentions(claim, MAX_MENTIONS)?,
            Unit::Single(statement) => vec![statement],
        };
        for statement in all {
            if matches!(unit, Unit::Claim(_)) && known.is_split(statement)? {
                continue;
            }
            if statements.len() < MAX_MENTIONS {
                statements.insert(statement);
            }
            let merged = known.of(statement.article)?.merged.clone();
            for (one, other) in merged.into_iter().filter(|(one, other)| *one == statement || *other == statement) {
                let unit = known.unit(if one == statement { other } else { one })?;
                if units.len() < MERGED && !units.contains(&unit) {
                    units.push(unit);
                }
            }
        }
    }
    let theirs: BTreeSet<StatementId> = machine.iter().copied().collect();
    let moved_in: BTreeSet<StatementId> = statements.difference(&theirs).copied().collect();
    let moved_out: Vec<StatementId> = machine.into_iter().filter(|s| !statements.contains(s)).collect();
    let changed = !moved_in.is_empty() || !moved_out.is_empty();
    Ok(changed.then(|| Overlay { statements: statements.into_iter().collect(), moved_in, moved_out }))
}

/// A store in which one claim has other mentions.
pub struct Overlaid<'r> {
    pub reader: &'r Reader,
    pub statements: &'r [StatementId],
}

impl Lookup for Overlaid<'_> {
    type Error = StoreError;

    fn mentions(&self, _claim: ClaimId, limit: usize) -> Result<Vec<StatementId>, StoreError> {
        Ok(self.statements.iter().copied().take(limit).collect())
    }

    fn postings(&self, key: Key, days: Days, limit: usize) -> Result<Vec<ArticleId>, StoreError> {
        self.reader.postings(key, days, limit)
    }

    fn sketch(&self, article: ArticleId) -> Result<Option<Sketch>, StoreError> {
        self.reader.sketch(article)
    }

    fn claims(&self, article: ArticleId) -> Result<Vec<ClaimId>, StoreError> {
        self.reader.claims(article)
    }

    fn article(&self, article: ArticleId) -> Result<Option<ArticleRecord>, StoreError> {
        self.reader.article(article)
    }

    fn copies(&self, article: ArticleId) -> Result<Vec<ArticleCopy>, StoreError> {
        self.reader.copies(article)
    }
}
