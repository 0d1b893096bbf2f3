//! What changed between an upstream or earlier mention and a downstream or later one.

use std::collections::{BTreeMap, BTreeSet};

use sayso_doc::{Certainty, NoteKind};

use crate::claims::{Drift, DriftKind, Mention, NodeKind, Way};
use crate::conflicts::common;
use crate::moments::earlier;
use crate::quantities::quantities;
use crate::records::ArticleId;

/// Articles whose mentions are compared with each other.
const MAX_ARTICLES: usize = 64;
/// Share of the shorter mention's full words that both have, before a difference between them is called a change.
const ALIKE: f32 = 0.4;
/// The same for a changed name: the words are the same, only the name is not.
const SAME_WORDS: f32 = 0.8;

/// The changes among the mentions; each kind once for two articles.
pub(crate) fn read(mentions: &[Mention]) -> Vec<Drift> {
    let mut articles: BTreeMap<ArticleId, Vec<usize>> = BTreeMap::new();
    for (k, m) in mentions.iter().enumerate() {
        articles.entry(m.statement.article).or_default().push(k);
    }
    let mut order: Vec<&Vec<usize>> = articles.values().collect();
    order.sort_by_key(|v| v[0]);
    order.truncate(MAX_ARTICLES);
    let mut found = Vec::new();
    for (i, up) in order.iter().enumerate() {
        for (j, down) in order.iter().enumerate() {
            if i == j {
                continue;
            }
            let chained = hands_on(mentions, up, down);
            // In time, only the first article that has it is compared with the later ones.
            let in_time = i == 0 && !hands_on(mentions, down, up) && is_earlier(mentions, up, down);
            if chained || in_time {
                compare(mentions, up, down, if chained { Way::Chain } else { Way::Time }, &mut found);
            }
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|d| seen.insert((d.kind, mentions[d.from].statement.article, mentions[d.to].statement.article)));
    found
}

/// Whether the chains of `down` lead through the outlet of `up`.
fn hands_on(mentions: &[Mention], up: &[usize], down: &[usize]) -> bool {
    let Some(outlet) = up.first().and_then(|&k| mentions[k].path.first()) else { return false };
    let other = |k: &usize| mentions[*k].path.first() != Some(outlet);
    down.iter().filter(|k| other(k)).any(|&k| mentions[k].path.iter().skip(1).any(|n| n.name == outlet.name))
}

fn is_earlier(mentions: &[Mention], up: &[usize], down: &[usize]) -> bool {
    let date = |v: &[usize]| v.first().and_then(|&k| mentions[k].published.as_deref());
    earlier(date(up), date(down))
}

fn compare(mentions: &[Mention], up: &[usize], down: &[usize], way: Way, found: &mut Vec<Drift>) {
    // The best match of each mention downstream.
    for &to in down {
        let near = up.iter().map(|&from| (common(&mentions[from].record.text, &mentions[to].record.text), from));
        let Some((alike, from)) = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else { continue };
        if alike >= ALIKE {
            pair(mentions, from, to, alike, way, found);
        }
    }
    let denial = up.iter().find(|&&k| mentions[k].record.certainty == Certainty::Denied);
    if let Some(&from) = denial
        && !down.iter().any(|&k| mentions[k].against)
    {
        let because = format!("the denial is left out: {} has it, {} has not", outlet(mentions, from), outlet(mentions, down[0]));
        found.push(drift(mentions, DriftKind::DenialLeftOut, way, from, down[0], because));
    }
    let unverified = |k: &&usize| mentions[**k].record.notes.iter().any(|n| n.kind == NoteKind::Unverified);
    if let Some(&from) = up.iter().find(unverified)
        && !down.iter().any(|k| unverified(&k) || mentions[*k].record.notes.iter().any(|n| n.kind == NoteKind::Verified))
    {
        let because =
            format!("that it was not verified is left out: {} says so, {} does not", outlet(mentions, from), outlet(mentions, down[0]));
        let mut made = drift(mentions, DriftKind::NoteLeftOut, way, from, down[0], because);
        if let Some(note) = mentions[from].record.notes.iter().find(|n| n.kind == NoteKind::Unverified) {
            made.before.clone_from(&note.text);
        }
        found.push(made);
    }
}

fn pair(mentions: &[Mention], from: usize, to: usize, alike: f32, way: Way, found: &mut Vec<Drift>) {
    let (a, b) = (&mentions[from], &mentions[to]);
    let (before, after) = (a.record.certainty, b.record.certainty);
    // Another speaker may well be surer: a hedge is lost where the same origin, or nobody, is named.
    let same_voice = a.origin == b.origin || b.record.speaker.is_none();
    let words =
        |m: &Mention| if m.record.markers.is_empty() { m.record.certainty.word().to_owned() } else { m.record.markers.join(" … ") };
    let kind = match (before, after) {
        (Certainty::Hedged | Certainty::Questioned, Certainty::Asserted) => Some(DriftKind::HedgeLost),
        (Certainty::Asserted, Certainty::Hedged | Certainty::Questioned) => Some(DriftKind::HedgeGained),
        _ => None,
    };
    if let Some(kind) = kind.filter(|_| same_voice) {
        let because = format!("{} has it as {}, {} as {}", outlet(mentions, from), words(a), outlet(mentions, to), words(b));
        found.push(drift(mentions, kind, way, from, to, because));
    }
    if let (Some(speaker), None) = (&a.record.speaker, &b.record.speaker) {
        let because = format!("{} attributes it to {}, {} states it itself", outlet(mentions, from), speaker.name, outlet(mentions, to));
        found.push(drift(mentions, DriftKind::SourceDropped, way, from, to, because));
    }
    let (old, new) = (quantities(&a.record.text), quantities(&b.record.text));
    for q in &old {
        let of_unit = |all: &[crate::quantities::Quantity]| all.iter().filter(|o| o.unit == q.unit).count();
        if let Some(n) = new.iter().find(|n| n.unit == q.unit && n.value != q.value)
            && of_unit(&old) == 1
            && of_unit(&new) == 1
        {
            let because = format!("{} in {}, {} in {}", q.words, outlet(mentions, from), n.words, outlet(mentions, to));
            found.push(drift(mentions, DriftKind::NumberChanged, way, from, to, because));
            break;
        }
    }
    if let (Some(x), Some(y)) = (&a.record.speaker, &b.record.speaker) {
        let (p, q) = (a.path.last(), b.path.last());
        let named = |n: Option<&crate::claims::Node>| n.is_some_and(|n| n.kind != NodeKind::Unnamed);
        if alike >= SAME_WORDS && a.origin != b.origin && named(p) && named(q) && x.kind == y.kind {
            let because = format!("{} has it from {}, {} from {}", outlet(mentions, from), x.name, outlet(mentions, to), y.name);
            found.push(drift(mentions, DriftKind::NameChanged, way, from, to, because));
        }
    }
}

fn drift(mentions: &[Mention], kind: DriftKind, way: Way, from: usize, to: usize, because: String) -> Drift {
    let words = |k: usize| mentions[k].record.sentence.clone();
    Drift { kind, way, from, to, before: words(from), after: words(to), because }
}

fn outlet(mentions: &[Mention], k: usize) -> &str {
    mentions[k].path.first().map_or("an unnamed outlet", |n| n.name.as_str())
}
