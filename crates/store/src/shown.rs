//! A claim as it was summarized, read back whole.

use std::collections::HashMap;

use rusqlite::OptionalExtension;
use sayso_doc::NoteKind;
use sayso_link::{
    Claim, ClaimId, Conflict, ConflictKind, Drift, DriftKind, Fold, FoldKind, Mention, Node, NodeKind, Origin, StatementId, Variant,
    Verdict, Way,
};

use crate::error::StoreError;
use crate::open::Reader;
use crate::read::word;
use crate::record::Shown;

const NODES: [NodeKind; 8] = [
    NodeKind::Outlet,
    NodeKind::Wire,
    NodeKind::StateOutlet,
    NodeKind::Person,
    NodeKind::Government,
    NodeKind::Organization,
    NodeKind::Document,
    NodeKind::Unnamed,
];
const FOLDS: [FoldKind; 6] =
    [FoldKind::Copy, FoldKind::Relay, FoldKind::OwnVoice, FoldKind::Spokesperson, FoldKind::SameName, FoldKind::Unnamed];
const CONFLICTS: [ConflictKind; 3] = [ConflictKind::Number, ConflictKind::Place, ConflictKind::Time];
const DRIFTS: [DriftKind; 7] = [
    DriftKind::HedgeLost,
    DriftKind::HedgeGained,
    DriftKind::SourceDropped,
    DriftKind::NumberChanged,
    DriftKind::NameChanged,
    DriftKind::DenialLeftOut,
    DriftKind::NoteLeftOut,
];

impl Reader {
    /// The claim as the writer summarized it; `None` where it has one mention only, or there is none of that number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim(&self, id: ClaimId) -> Result<Option<Claim>, StoreError> {
        let number = id.0.number();
        let head = self
            .connection
            .prepare_cached("SELECT text, representative, first_seen, last_seen FROM claims WHERE id = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?)))
            .optional()?;
        let Some((text, representative, first_seen, last_seen)) = head else { return Ok(None) };
        let mentions = self.shown_mentions(number)?;
        let place: HashMap<i64, usize> = mentions.iter().enumerate().map(|(i, m)| (m.statement.number(), i)).collect();
        let at = |statement: i64| {
            place.get(&statement).copied().ok_or_else(|| StoreError::Damaged(format!("claim {number} has no mention {statement}")))
        };
        let mut notes: Vec<NoteKind> = mentions.iter().flat_map(|m| m.record.notes.iter().map(|n| n.kind)).collect();
        notes.sort_unstable();
        notes.dedup();
        let drift = self.all(
            "SELECT kind, way, earlier, later, before, after, because FROM drifts WHERE claim = ?1 ORDER BY place",
            number,
            |row| {
                Ok(Drift {
                    kind: word(row, 0, &DRIFTS, DriftKind::word)?,
                    way: word(row, 1, &[Way::Chain, Way::Time], Way::word)?,
                    from: at(row.get(2)?)?,
                    to: at(row.get(3)?)?,
                    before: row.get(4)?,
                    after: row.get(5)?,
                    because: row.get(6)?,
                })
            },
        )?;
        let origins = self.shown_origins(number, &mentions)?;
        Ok(Some(Claim {
            id,
            text,
            representative: at(representative)?,
            first_seen,
            last_seen,
            folds: self.shown_folds(number, at)?,
            verdict: Verdict::of(origins.len()),
            conflicts: self.shown_conflicts(number, at)?,
            drift,
            notes,
            origins,
            mentions,
        }))
    }

    fn shown_mentions(&self, claim: i64) -> Result<Vec<Mention>, StoreError> {
        let rows =
            self.all("SELECT statement, against, origin, score FROM mentions WHERE claim = ?1 ORDER BY statement", claim, |row| {
                let origin = row.get::<_, Option<i64>>(2)?.and_then(|o| usize::try_from(o).ok());
                Ok((StatementId::from_number(row.get(0)?), row.get::<_, bool>(1)?, origin, row.get::<_, f64>(3)?))
            })?;
        let mut mentions = Vec::with_capacity(rows.len());
        for (statement, against, origin, score) in rows {
            let Some(Shown { outlet, published, record }) = self.statement_record(statement)? else {
                return Err(StoreError::Damaged(format!("claim {claim} has a mention that is no statement: {}", statement.number())));
            };
            let path = self.all("SELECT name, kind FROM mention_paths WHERE statement = ?1 ORDER BY place", statement.number(), |row| {
                Ok(Node { name: row.get(0)?, kind: word(row, 1, &NODES, NodeKind::word)? })
            })?;
            mentions.push(Mention { statement, outlet, published, record, against, path, origin, score: score as f32 });
        }
        // Undated ones last; the sort keeps the order of the articles' numbers where days are the same.
        mentions.sort_by(|a, b| (a.published.is_none(), &a.published).cmp(&(b.published.is_none(), &b.published)));
        Ok(mentions)
    }

    fn shown_origins(&self, claim: i64, mentions: &[Mention]) -> Result<Vec<Origin>, StoreError> {
        let mut origins = self.all(
            "SELECT name, kind, state_run, owner, unnamed, party, against FROM origins WHERE claim = ?1 ORDER BY place",
            claim,
            |row| {
                Ok(Origin {
                    name: row.get(0)?,
                    kind: word(row, 1, &NODES, NodeKind::word)?,
                    state_run: row.get(2)?,
                    owner: row.get(3)?,
                    unnamed: row.get(4)?,
                    party: row.get(5)?,
                    against: row.get(6)?,
                    mentions: Vec::new(),
                })
            },
        )?;
        for (i, mention) in mentions.iter().enumerate() {
            if let Some(origin) = mention.origin.and_then(|o| origins.get_mut(o)) {
                origin.mentions.push(i);
            }
        }
        Ok(origins)
    }

    fn shown_folds(&self, claim: i64, at: impl Fn(i64) -> Result<usize, StoreError>) -> Result<Vec<Fold>, StoreError> {
        let mut folds = self.all("SELECT kind, folded, origin, because FROM folds WHERE claim = ?1 ORDER BY place", claim, |row| {
            Ok(Fold {
                kind: word(row, 0, &FOLDS, FoldKind::word)?,
                from: row.get::<_, String>(1)?.split('\n').map(str::to_owned).collect(),
                into: row.get(2)?,
                mentions: Vec::new(),
                because: row.get(3)?,
            })
        })?;
        let rows = self.all("SELECT fold, statement FROM fold_mentions WHERE claim = ?1 ORDER BY fold, statement", claim, |row| {
            Ok((row.get::<_, i64>(0)?, at(row.get(1)?)?))
        })?;
        for (fold, mention) in rows {
            if let Some(fold) = usize::try_from(fold).ok().and_then(|f| folds.get_mut(f)) {
                fold.mentions.push(mention);
            }
        }
        Ok(folds)
    }

    fn shown_conflicts(&self, claim: i64, at: impl Fn(i64) -> Result<usize, StoreError>) -> Result<Vec<Conflict>, StoreError> {
        let rows = self.all(
            "SELECT conflict, value, statement, kind, words FROM conflicts WHERE claim = ?1 ORDER BY conflict, value, statement",
            claim,
            |row| {
                let kind = word(row, 3, &CONFLICTS, ConflictKind::word)?;
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, at(row.get(2)?)?, kind, row.get::<_, String>(4)?))
            },
        )?;
        let mut conflicts: Vec<Conflict> = Vec::new();
        let mut last = None;
        for (conflict, value, mention, kind, words) in rows {
            if last.is_none_or(|(c, _)| c != conflict) {
                conflicts.push(Conflict { kind, values: Vec::new() });
            }
            if let Some(open) = conflicts.last_mut() {
                if last != Some((conflict, value)) {
                    open.values.push(Variant { words, mentions: Vec::new() });
                }
                open.values.last_mut().into_iter().for_each(|v| v.mentions.push(mention));
            }
            last = Some((conflict, value));
        }
        Ok(conflicts)
    }
}
