//! Claims: what is going round, and one with all its mentions.

use sayso_register::Register;

use super::{ClaimFilter, Cursor, Reader, ViewError, within};
use crate::claims::{self, ClaimId, StatementId};
use crate::wire::claims::Claim;
use crate::wire::views::{Board, ClaimCard, ClaimPage, Count, Marks};

/// Claims with two mentions or more that pass `filter`.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn board(
    reader: &Reader,
    register: &Register,
    filter: &ClaimFilter,
    _after: Option<&Cursor>,
    limit: usize,
) -> Result<Board, ViewError> {
    let filter = ClaimFilter { min_mentions: filter.min_mentions.max(2), ..filter.clone() };
    let mut cards = Vec::new();
    for id in reader.claims_where(&filter, 0, within(limit))? {
        if let Some(page) = claim(reader, register, id.0.number())? {
            cards.push(card(&page));
        }
    }
    Ok(Board { count: Count { value: cards.len() as u64, or_more: true }, claims: cards, next: None })
}

fn card(page: &ClaimPage) -> ClaimCard {
    let c = &page.claim;
    let mut outlets: Vec<String> = Vec::new();
    for outlet in c.mentions.iter().filter_map(|m| m.outlet.as_ref()) {
        if !outlets.contains(outlet) {
            outlets.push(outlet.clone());
        }
    }
    ClaimCard {
        id: c.id,
        text: c.text.clone(),
        first_seen: c.first_seen.clone(),
        last_seen: c.last_seen.clone(),
        mentions: c.mentions.len() as u64,
        articles: c.mentions.len() as u64,
        outlet_count: outlets.len() as u64,
        outlets,
        independent_origins: Vec::new(),
        origin_count: c.independent_origins.len() as u64,
        verdict: c.verdict.clone(),
        marks: page.marks,
        conflicts: c.conflicts.iter().map(|c| c.kind.to_owned()).collect(),
        drift: c.drift.iter().map(|c| c.kind.to_owned()).collect(),
        corrected: false,
    }
}

/// One claim; `None` when there is none of that number.
///
/// # Errors
/// When the store cannot be read.
pub fn claim(reader: &Reader, register: &Register, id: i64) -> Result<Option<ClaimPage>, ViewError> {
    let Some(view) = claims::view(reader, ClaimId(StatementId::from_number(id)), register)? else { return Ok(None) };
    let claim = Claim::new(&view, None);
    let marks = Marks { conflict: !claim.conflicts.is_empty(), drift: !claim.drift.is_empty(), ..Marks::default() };
    Ok(Some(ClaimPage { claim, marks, places: Vec::new(), corrections: Vec::new() }))
}
