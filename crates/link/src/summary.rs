//! A claim's mentions put together into what users see.

use sayso_register::Register;

use crate::claims::{Claim, Mention, Verdict};
use crate::lookup::Lookup;
use crate::records::ClaimId;

/// Mentions of one claim that a summary reads.
pub const MAX_MENTIONS: usize = 1024;

/// The claim as users see it; `None` when the store has no such claim. Of a claim with very many mentions, the first
/// [`MAX_MENTIONS`] are read.
///
/// # Errors
/// When a look-up fails.
pub fn summarize<L: Lookup>(claim: ClaimId, lookup: &L, _register: &Register) -> Result<Option<Claim>, L::Error> {
    let mut mentions = Vec::new();
    for statement in lookup.mentions(claim, MAX_MENTIONS)? {
        let Some(article) = lookup.article(statement.article)? else { continue };
        let Some(record) = article.statements.get(statement.index as usize) else { continue };
        mentions.push(Mention {
            statement,
            outlet: article.outlet.clone(),
            published: article.published.clone(),
            record: record.clone(),
            against: false,
            path: Vec::new(),
            origin: None,
            score: 1.0,
        });
    }
    let Some(first) = mentions.first() else { return Ok(None) };
    Ok(Some(Claim {
        id: claim,
        text: first.record.sentence.clone(),
        representative: 0,
        first_seen: None,
        last_seen: None,
        mentions,
        origins: Vec::new(),
        folds: Vec::new(),
        verdict: Verdict::Unknown,
        conflicts: Vec::new(),
        drift: Vec::new(),
        notes: Vec::new(),
    }))
}
