//! Claims: what is going round, and one with all its mentions.

use sayso_link::{Claim, summarize};
use sayso_register::Register;
use sayso_store::{ClaimCard as Row, ClaimPlace, StoreError};

use super::cursor::{List, Part};
use super::differences::differences;
use super::overlay::{Overlaid, Overlay, overlay};
use super::{ClaimFilter, ClaimOrder, Cursor, Drawn, Reader, ViewError, drawn, parts};
use crate::claims::{ClaimId, StatementId, placed, settings};
use crate::corrections::of_statements;
use crate::wire::claims::Claim as Shown;
use crate::wire::views::{Board, CardOrigin, ClaimCard, ClaimPage, MentionPlace, Moved};

/// Claims with two mentions or more that pass `filter`.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn board(
    reader: &Reader,
    _register: &Register,
    filter: &ClaimFilter,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Board, ViewError> {
    let list = List(match filter.order {
        ClaimOrder::Articles => 1,
        ClaimOrder::Latest => 2,
        ClaimOrder::Newest => 3,
    });
    let after = match parts(after, list)?.as_deref() {
        None => None,
        Some([Part::Number(articles), Part::Number(mentions), Part::Number(id)]) if filter.order == ClaimOrder::Articles => {
            Some(ClaimPlace::Spread(*articles, *mentions, *id))
        }
        Some([Part::Words(seen), Part::Number(id)]) if filter.order != ClaimOrder::Articles => Some(ClaimPlace::Seen(seen.clone(), *id)),
        Some(_) => return Err(ViewError::Cursor),
    };
    let Drawn { items, next, count } = drawn(after.as_ref(), limit, |after, limit| reader.board(filter, after, limit))?;
    let next = next.map(|place| match place {
        ClaimPlace::Spread(articles, mentions, id) => {
            Cursor::new(list, &[Part::Number(articles), Part::Number(mentions), Part::Number(id)])
        }
        ClaimPlace::Seen(when, id) => Cursor::new(list, &[Part::Words(when), Part::Number(id)]),
    });
    Ok(Board { claims: cards(reader, &items)?, next, count })
}

/// What lists show of claims.
pub fn cards(reader: &Reader, claims: &[ClaimId]) -> Result<Vec<ClaimCard>, StoreError> {
    let any = reader.is_corrected()?;
    let card = |&id: &ClaimId| Ok(card(reader.claim_card(id)?, any && reader.claim_is_corrected(id)?));
    claims.iter().map(card).collect()
}

fn card(row: Row, corrected: bool) -> ClaimCard {
    let origin =
        |o: sayso_store::OriginRow| CardOrigin { name: o.name, r#type: o.kind, state_run: o.state_run, unnamed: o.unnamed, party: o.party };
    ClaimCard {
        id: row.id.0.number(),
        text: row.text,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        mentions: row.mentions,
        articles: row.articles,
        outlets: row.outlets,
        outlet_count: row.outlet_count,
        independent_origins: row.origins.into_iter().map(origin).collect(),
        origin_count: row.origin_count,
        verdict: row.verdict,
        marks: row.marks.into(),
        conflicts: row.conflicts,
        drift: row.drifts,
        corrected,
    }
}

/// One claim, as corrections have it; `None` when there is none of that number.
///
/// # Errors
/// When the store cannot be read.
pub fn claim(reader: &Reader, register: &Register, id: i64) -> Result<Option<ClaimPage>, ViewError> {
    let Some(id) = Some(id).filter(|id| *id >= 0).map(|id| ClaimId(StatementId::from_number(id))) else { return Ok(None) };
    let overlay = overlay(reader, id)?;
    let made = match &overlay {
        Some(overlay) => corrected(reader, register, id, overlay)?,
        None => match reader.claim(id)? {
            Some(claim) => Some(claim),
            // What nobody repeats has no summary in the store.
            None => summarize(id, reader, register)?,
        },
    };
    let Some(made) = made else { return Ok(None) };
    let settings = settings(reader, &made)?;
    let marks = made.marks().into();
    let moved = |statement: StatementId| {
        let overlay = overlay.as_ref()?;
        let is_in = overlay.moved_in.contains(&statement).then_some(Moved::In);
        is_in.or_else(|| overlay.moved_out.contains(&statement).then_some(Moved::Out))
    };
    let mut places = Vec::with_capacity(settings.len());
    for ((mention, setting), differences) in made.mentions.iter().zip(&settings).zip(differences(&made)) {
        let record = &mention.record;
        let within = |at: u32| (at.saturating_sub(record.span.0) as usize).min(record.sentence.len());
        places.push(MentionPlace {
            article: setting.article.0,
            statement: mention.statement.number(),
            title: setting.title.clone(),
            url: setting.url.clone(),
            content: record.content.iter().map(|c| [within(c.0), within(c.1)]).collect(),
            differences,
            before: setting.before.clone(),
            after: setting.after.clone(),
            copy_of: setting.copy_of.clone(),
            moved: moved(mention.statement),
        });
    }
    let statements: Vec<StatementId> = made.mentions.iter().map(|m| m.statement).collect();
    let corrections = of_statements(reader, &statements)?;
    let view = placed(made, &settings);
    Ok(Some(ClaimPage { claim: Shown::new(&view, None), marks, places, corrections }))
}

/// The claim summed up anew over what corrections have in it; what they took out stands at its end, and counts for nothing.
fn corrected(reader: &Reader, register: &Register, id: ClaimId, overlay: &Overlay) -> Result<Option<Claim>, StoreError> {
    let of = |statements| summarize(id, &Overlaid { reader, statements }, register);
    let Some(mut claim) = of(&overlay.statements)? else { return of(&overlay.moved_out) };
    if let Some(out) = of(&overlay.moved_out)? {
        claim.mentions.extend(out.mentions.into_iter().map(|mention| {
            let path = mention.path.into_iter().take(1).collect();
            sayso_link::Mention { path, origin: None, ..mention }
        }));
    }
    Ok(Some(claim))
}
