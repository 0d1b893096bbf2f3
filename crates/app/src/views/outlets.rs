//! Outlets over all their articles: how they say it, whom they hand on, who hands them on.

use std::collections::BTreeMap;

use sayso_register::Register;
use sayso_store::{ArticleFilter, OutletSum, StoreError, Whose};

use super::cursor::{List, Part};
use super::speakers::{RELAYS, Role, card as speaker_card, drawing, in_months, tallies};
use super::{Cursor, Drawn, Reader, ViewError, articles, claims, drawn, parts, registered, state_outlets, state_run};
use crate::wire::views::{OutletCard, OutletPage, Outlets, Shares, SpeakerCard};

const OUTLETS: List = List(7);

/// Speakers, claims and articles that one page shows.
const SPEAKERS: usize = 20;
const CLAIMS: usize = 12;
const LATEST: usize = 12;
/// Least share that makes a text a copy of another: most of it.
const COPY: f64 = 0.5;

/// Outlets with `words` in their name, or all of them; those with most articles first.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn outlets(
    reader: &Reader,
    register: &Register,
    words: Option<&str>,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Outlets, ViewError> {
    let after = match parts(after, OUTLETS)?.as_deref() {
        None => None,
        Some([Part::Number(articles), Part::Words(name)]) => Some((*articles, name.clone())),
        Some(_) => return Err(ViewError::Cursor),
    };
    let Drawn { items, next, count } = drawn(after.as_ref(), limit, |after, limit| {
        let after = after.map(|(articles, name)| (*articles, name.as_str()));
        let found = reader.outlets_where(words.unwrap_or_default().trim(), after, limit)?;
        Ok(found
            .into_iter()
            .map(|o| {
                let place = (o.articles as i64, o.name.clone());
                (o, place)
            })
            .collect())
    })?;
    let next = next.map(|(articles, name)| Cursor::new(OUTLETS, &[Part::Number(articles), Part::Words(name)]));
    Ok(Outlets { outlets: cards(reader, register, items)?, next, count })
}

/// What lists show of outlets.
pub fn cards(reader: &Reader, register: &Register, sums: Vec<OutletSum>) -> Result<Vec<OutletCard>, StoreError> {
    let mut state: BTreeMap<String, u64> = BTreeMap::new();
    if !sums.is_empty() {
        for speaker in state_outlets(register) {
            reader.speaker_by_outlet(speaker)?.into_iter().for_each(|(outlet, n)| *state.entry(outlet).or_default() += n);
        }
    }
    let card = |sum: OutletSum| OutletCard {
        articles: sum.articles,
        shares: shares(register, &sum, state.get(&sum.name).copied().unwrap_or(0)),
        registered: registered(register, &sum.name),
        name: sum.name,
    };
    Ok(sums.into_iter().map(card).collect())
}

/// `state` counts statements that end with another outlet that a state runs.
fn shares(register: &Register, sum: &OutletSum, state: u64) -> Shares {
    let own = if state_run(register, &sum.name, None) { sum.own } else { 0 };
    Shares {
        statements: sum.statements,
        own: sum.own,
        relayed: sum.relayed,
        state_run: sum.government + state + own,
        hedged: sum.hedged,
        denied: sum.denied,
        unnamed: sum.unnamed,
    }
}

/// One outlet by its whole name; `None` when it has no article here.
///
/// # Errors
/// When the store cannot be read.
pub fn outlet(reader: &Reader, register: &Register, name: &str) -> Result<Option<OutletPage>, ViewError> {
    let Some(sum) = reader.outlet_sum(name)? else { return Ok(None) };
    let mut state: BTreeMap<String, u64> = BTreeMap::new();
    for speaker in state_outlets(register) {
        reader.speaker_months_in(speaker, name)?.into_iter().for_each(|m| *state.entry(m.month).or_default() += m.statements);
    }
    let mut months: BTreeMap<String, Shares> = BTreeMap::new();
    for month in reader.outlet_months(name)? {
        let of_state = state.get(&month.month).copied().unwrap_or(0);
        months.insert(month.month.clone(), shares(register, &month, of_state));
    }
    let speakers = speakers(reader, register, name)?;
    let relays = reader.relays_in(name, RELAYS)?;
    let relayed_by = reader.relays_of(name, RELAYS)?;
    let mut by: BTreeMap<&str, u64> = BTreeMap::new();
    relayed_by.iter().filter(|r| r.relay == r.outlet && r.outlet != name).for_each(|r| *by.entry(&r.outlet).or_default() += r.statements);
    let copies = reader.copies_with(name, COPY)?;
    let copied = |first: bool| tallies(copies.iter().filter(|c| c.1 == first).map(|c| (c.0.as_str(), c.2)));
    let mut ways: BTreeMap<(Role, &str, Role, &str), u64> = BTreeMap::new();
    for speaker in &speakers {
        let straight = speaker.statements.saturating_sub(speaker.relayed);
        ways.insert((Role::Speaker, &speaker.name, Role::Outlet, name), straight);
    }
    for relay in &relays {
        let (from, to) = (relay.source.as_str(), relay.relay.as_str());
        let role = if to == name { Role::Outlet } else { Role::Via };
        // Who hands on what others say is a station; who is only quoted is a speaker.
        let hands_on = to == name || relays.iter().any(|r| r.relay == from);
        *ways.entry((if hands_on { Role::Via } else { Role::Speaker }, from, role, to)).or_default() += relay.statements;
    }
    let kind = |who: &str| speakers.iter().find(|s| s.name == who).map(|s| s.r#type.as_str());
    let network = drawing(register, ways, kind);
    let latest = ArticleFilter { outlet: Some(name.to_owned()), ..ArticleFilter::default() };
    let latest: Vec<_> = reader.articles_where(&latest, None, LATEST)?.into_iter().map(|(id, _)| id).collect();
    Ok(Some(OutletPage {
        name: name.to_owned(),
        registered: registered(register, name),
        articles: sum.articles,
        credited: sum.credited,
        shares: shares(register, &sum, state.values().sum()),
        months: in_months(months),
        via: tallies(relays.iter().filter(|r| r.relay == name).map(|r| (r.source.as_str(), r.statements))),
        relayed_by: tallies(by),
        copies_from: copied(true),
        copied_by: copied(false),
        network,
        claims: claims::cards(reader, &reader.claims_of(Whose::Outlet(name), CLAIMS)?)?,
        latest: articles::cards(reader, &latest)?,
        speakers,
    }))
}

/// Whose words an outlet has most; the counts are of this outlet.
fn speakers(reader: &Reader, register: &Register, outlet: &str) -> Result<Vec<SpeakerCard>, StoreError> {
    let mut cards = Vec::new();
    for (name, _) in reader.speakers_in(outlet, SPEAKERS)? {
        let Some(sum) = reader.speaker_sum(&name)? else { continue };
        let mut card = SpeakerCard { statements: 0, articles: 0, hedged: 0, relayed: 0, ..speaker_card(register, &sum) };
        for month in reader.speaker_months_in(&name, outlet)? {
            card.statements += month.statements;
            card.articles += month.articles;
            card.hedged += month.hedged;
            card.relayed += month.relayed;
        }
        cards.push(card);
    }
    Ok(cards)
}
