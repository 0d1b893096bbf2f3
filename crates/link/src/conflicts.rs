//! Where mentions of one claim cannot all be right.

use std::collections::BTreeMap;

use crate::claims::{Conflict, ConflictKind, Mention, Variant};
use crate::quantities::{places, quantities, weekdays};
use crate::records::day;
use crate::words::words;

/// Mentions that are read for conflicts.
const MAX_READ: usize = 256;
/// Days between two articles in which a day of the week means the same one.
const WEEK: i32 = 6;
/// Share of their words that two mentions have in common when their places are compared: they tell the same thing word by word.
const MUCH_ALIKE: f32 = 0.5;

/// The conflicts among the mentions, numbers first.
pub(crate) fn read(mentions: &[Mention]) -> Vec<Conflict> {
    let mentions = &mentions[..mentions.len().min(MAX_READ)];
    let mut found = Vec::new();
    // What is counted -> value -> (words, mentions); a mention with two values of one kind tells nothing.
    let mut units: BTreeMap<String, BTreeMap<String, Variant>> = BTreeMap::new();
    for (k, m) in mentions.iter().enumerate() {
        let all = quantities(&m.record.text);
        for q in &all {
            if all.iter().filter(|o| o.unit == q.unit).count() == 1 {
                let fresh = || Variant { words: q.words.clone(), mentions: Vec::new() };
                units.entry(q.unit.clone()).or_default().entry(q.value.clone()).or_insert_with(fresh).mentions.push(k);
            }
        }
    }
    for values in units.into_values() {
        conflict(ConflictKind::Number, values.into_values().collect(), mentions, &mut found);
    }
    let near = |a: usize, b: usize| {
        let day = |k: usize| mentions[k].published.as_deref().and_then(day);
        day(a).zip(day(b)).is_none_or(|(x, y)| (x - y).abs() <= WEEK)
    };
    let days = single(mentions, |text| weekdays(text).into_iter().map(str::to_owned).collect());
    if days.iter().flat_map(|v| &v.mentions).all(|&k| near(k, days[0].mentions[0])) {
        conflict(ConflictKind::Time, days, mentions, &mut found);
    }
    let alike = |a: &Variant, b: &Variant| {
        let (x, y) = (&mentions[a.mentions[0]].record, &mentions[b.mentions[0]].record);
        common(&x.text, &y.text) >= MUCH_ALIKE && !x.sentence.contains(&b.words) && !y.sentence.contains(&a.words)
    };
    let mut spots = single(mentions, places);
    if let Some(first) = spots.first().cloned() {
        spots.retain(|v| v.words == first.words || alike(&first, v));
        conflict(ConflictKind::Place, spots, mentions, &mut found);
    }
    found
}

/// Keeps a conflict when two articles differ.
fn conflict(kind: ConflictKind, mut values: Vec<Variant>, mentions: &[Mention], found: &mut Vec<Conflict>) {
    let articles = |v: &Variant| v.mentions.iter().map(|&k| mentions[k].statement.article).collect::<Vec<_>>();
    let differ = values.iter().enumerate().any(|(i, a)| {
        let a = articles(a);
        values[i + 1..].iter().any(|b| articles(b).iter().any(|x| a.iter().any(|y| x != y)))
    });
    if differ {
        values.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then(a.mentions.cmp(&b.mentions)));
        found.push(Conflict { kind, values });
    }
}

/// The values of mentions that have exactly one, in the order of the mentions.
fn single(mentions: &[Mention], read: impl Fn(&str) -> Vec<String>) -> Vec<Variant> {
    let mut values: Vec<Variant> = Vec::new();
    for (k, m) in mentions.iter().enumerate() {
        if let [one] = read(&m.record.text).as_slice() {
            match values.iter_mut().find(|v| v.words == *one) {
                Some(v) => v.mentions.push(k),
                None => values.push(Variant { words: one.clone(), mentions: vec![k] }),
            }
        }
    }
    values
}

/// Share of the full words of the shorter text that both have.
pub(crate) fn common(a: &str, b: &str) -> f32 {
    let full = |t: &str| {
        let mut set: Vec<u32> = words(t).iter().filter(|w| w.full).map(|w| w.hash).collect();
        set.sort_unstable();
        set.dedup();
        set
    };
    let (a, b) = (full(a), full(b));
    let least = a.len().min(b.len());
    if least == 0 { 0.0 } else { a.iter().filter(|h| b.binary_search(h).is_ok()).count() as f32 / least as f32 }
}
