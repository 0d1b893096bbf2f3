//! Speakers over all articles: by the names that articles give them.

use std::collections::BTreeMap;

use sayso_register::Register;
use sayso_store::{RelayRow, SpeakerMonth, SpeakerSum, Whose};

use super::articles::statement_card;
use super::claims::cards;
use super::cursor::{List, Part};
use super::{Cursor, Drawn, Reader, ViewError, drawn, in_time, node_type, parts, state_run};
use crate::wire::Registered;
use crate::wire::views::{Edge, Month, Network, NetworkNode, Shares, SpeakerCard, SpeakerPage, Speakers, Tally};

const SPEAKERS: List = List(6);

/// Names, claims and statements that one page shows.
const ALIASES: usize = 12;
const CLAIMS: usize = 12;
const STATEMENTS: usize = 20;
const NAMES: usize = 40;
/// Ways of a network that are drawn: more is no picture.
pub const EDGES: usize = 40;
/// Rows from which a network is put together.
pub const RELAYS: usize = 2000;

/// Speakers with all `words` in a name, or all of them; those who said most first.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn speakers(
    reader: &Reader,
    register: &Register,
    words: Option<&str>,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<Speakers, ViewError> {
    let after = match parts(after, SPEAKERS)?.as_deref() {
        None => None,
        Some([Part::Number(said), Part::Number(number)]) => Some((*said, *number)),
        Some(_) => return Err(ViewError::Cursor),
    };
    let Drawn { items, next, count } = drawn(after.as_ref(), limit, |after, limit| {
        let found = reader.speakers_where(words, after.copied(), limit)?;
        Ok(found
            .into_iter()
            .map(|s| {
                let place = (s.statements as i64, s.number);
                (s, place)
            })
            .collect())
    })?;
    let next = next.map(|(said, number)| Cursor::new(SPEAKERS, &[Part::Number(said), Part::Number(number)]));
    Ok(Speakers { speakers: items.iter().map(|s| card(register, s)).collect(), next, count })
}

pub fn card(register: &Register, sum: &SpeakerSum) -> SpeakerCard {
    SpeakerCard {
        name: sum.name.clone(),
        r#type: sum.kind.clone(),
        statements: sum.statements,
        articles: sum.articles,
        hedged: sum.hedged,
        relayed: sum.relayed,
        state_run: state_run(register, &sum.name, Some(&sum.kind)),
    }
}

/// One speaker by the whole name; `None` when nobody bears it.
///
/// # Errors
/// When the store cannot be read.
pub fn speaker(reader: &Reader, register: &Register, name: &str) -> Result<Option<SpeakerPage>, ViewError> {
    let Some(sum) = reader.speaker_sum(name)? else { return Ok(None) };
    let months = reader.speaker_months(name)?;
    let is_state = state_run(register, name, Some(&sum.kind));
    let shares = |m: &SpeakerMonth| Shares {
        statements: m.statements,
        own: 0,
        relayed: m.relayed,
        state_run: if is_state { m.statements } else { 0 },
        hedged: m.hedged,
        denied: m.denied,
        unnamed: if sum.kind == "unnamed" { m.statements } else { 0 },
    };
    let mut total = Shares::default();
    let (mut by_month, mut by_outlet) = (BTreeMap::<String, Shares>::new(), BTreeMap::<&str, (u64, u64)>::new());
    for month in &months {
        total.add(&shares(month));
        by_month.entry(month.month.clone()).or_default().add(&shares(month));
        let outlet = by_outlet.entry(&month.outlet).or_default();
        *outlet = (outlet.0 + month.statements, outlet.1 + month.relayed);
    }
    let relays = reader.relays_of(name, RELAYS)?;
    let mut via = BTreeMap::<&str, u64>::new();
    // A direct source of an outlet stands with the outlet as its relay; it is no station.
    relays.iter().filter(|r| r.relay != r.outlet).for_each(|r| *via.entry(&r.relay).or_default() += r.statements);
    let network = network(register, &sum, &by_outlet, &relays);
    Ok(Some(SpeakerPage {
        name: sum.name.clone(),
        r#type: sum.kind.clone(),
        aliases: reader.aliases_of(name, ALIASES)?,
        registered: sum.register.as_deref().and_then(|id| Registered::find(register, id)),
        articles: sum.articles,
        shares: total,
        months: in_months(by_month),
        outlets: tallies(by_outlet.iter().map(|(outlet, n)| (*outlet, n.0))),
        via: tallies(via),
        network,
        claims: cards(reader, &reader.claims_of(Whose::Speaker(name), CLAIMS)?)?,
        statements: reader.latest_of(name, STATEMENTS)?.into_iter().map(statement_card).collect(),
    }))
}

/// From the speaker to outlets, straight and through others.
fn network(register: &Register, sum: &SpeakerSum, outlets: &BTreeMap<&str, (u64, u64)>, relays: &[RelayRow]) -> Network {
    let mut ways: BTreeMap<(Role, &str, Role, &str), u64> = BTreeMap::new();
    for (outlet, (statements, relayed)) in outlets.iter().filter(|(outlet, _)| !outlet.is_empty()) {
        *ways.entry((Role::Speaker, &sum.name, Role::Outlet, outlet)).or_default() += statements.saturating_sub(*relayed);
    }
    for relay in relays.iter().filter(|r| r.relay != r.outlet && !r.outlet.is_empty()) {
        *ways.entry((Role::Speaker, &sum.name, Role::Via, &relay.relay)).or_default() += relay.statements;
        *ways.entry((Role::Via, &relay.relay, Role::Outlet, &relay.outlet)).or_default() += relay.statements;
    }
    drawing(register, ways, |name| (name == sum.name).then_some(sum.kind.as_str()))
}

/// What somebody is in a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Speaker,
    Via,
    Outlet,
}

/// The ways with most statements, and whom they join.
pub fn drawing<'a>(register: &Register, ways: BTreeMap<(Role, &str, Role, &str), u64>, kind: impl Fn(&str) -> Option<&'a str>) -> Network {
    let mut ways: Vec<_> = ways.into_iter().filter(|(_, statements)| *statements > 0).collect();
    ways.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ways.truncate(EDGES);
    let mut network = Network::default();
    let mut places: BTreeMap<(Role, &str), usize> = BTreeMap::new();
    for &((from_role, from, to_role, to), statements) in &ways {
        let mut place = |role: Role, name| {
            *places.entry((role, name)).or_insert_with(|| {
                let kind = kind(name).filter(|_| role == Role::Speaker);
                network.nodes.push(NetworkNode {
                    name: str::to_owned(name),
                    role: match role {
                        Role::Speaker => "speaker",
                        Role::Via => "via",
                        Role::Outlet => "outlet",
                    },
                    r#type: node_type(register, name, kind),
                    state_run: state_run(register, name, kind),
                });
                network.nodes.len() - 1
            })
        };
        let (from, to) = (place(from_role, from), place(to_role, to));
        network.edges.push(Edge { from, to, statements });
    }
    network
}

/// Names with most statements first.
pub fn tallies<'a>(counts: impl IntoIterator<Item = (&'a str, u64)>) -> Vec<Tally> {
    let named = counts.into_iter().filter(|(name, n)| !name.is_empty() && *n > 0);
    let mut tallies: Vec<Tally> = named.map(|(name, statements)| Tally { name: name.to_owned(), statements }).collect();
    tallies.sort_by(|a, b| b.statements.cmp(&a.statements).then_with(|| a.name.cmp(&b.name)));
    tallies.truncate(NAMES);
    tallies
}

/// Sums by month, in time; what has no date at last.
pub fn in_months(sums: BTreeMap<String, Shares>) -> Vec<Month> {
    let mut months: Vec<(Option<String>, Shares)> = sums.into_iter().map(|(m, shares)| ((!m.is_empty()).then_some(m), shares)).collect();
    in_time(&mut months);
    months.into_iter().map(|(month, shares)| Month { month, shares }).collect()
}
