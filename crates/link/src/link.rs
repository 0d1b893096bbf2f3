//! One new article against what is stored: the claim of each of its statements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::features::{FEATURES, Standing, Weighed, Weights, features};
use crate::lookup::{Days, Join, Key, Linking, Lookup};
use crate::model;
use crate::records::{ArticleId, ArticleRecord, ClaimId, StatementId};
use crate::sketch::Sketch;

/// Stored articles that a new one is compared with, the likeliest ones.
const MAX_RELATED: usize = 8;
/// Articles read of a posting list; a key that has so many tells little.
const MAX_POSTINGS: usize = 64;
/// An article that is compared shares at least this part of the new one's keys: less is another event.
const MIN_SHARED: f32 = 0.25;
/// Days before and after the new article's within which others are looked for.
const WINDOW: i32 = 45;
/// Statements of one article that are compared in full with one of the new article.
const MAX_RANK: usize = 5;

/// Pairs that are less alike than this ([`Weighed::likeness`], 0 to 1.5) are not compared in full: the model gives them next to nothing.
const MIN_LIKENESS: f32 = 0.1;

/// Finds the claim of each statement of a new article.
///
/// # Errors
/// When a look-up fails.
pub fn link<L: Lookup>(record: &ArticleRecord, sketch: &Sketch, lookup: &L) -> Result<Linking, L::Error> {
    link_watched(record, sketch, lookup, &mut |_, _, _| ())
}

/// [`link()`], with every pair that is compared in full handed to `watch`: for training the weights.
///
/// # Errors
/// When a look-up fails.
pub fn link_watched<L: Lookup>(
    record: &ArticleRecord,
    sketch: &Sketch,
    lookup: &L,
    watch: &mut dyn FnMut(StatementId, StatementId, &[f32]),
) -> Result<Linking, L::Error> {
    let own = |index: usize| StatementId { article: record.id, index: index as u32 };
    let count = record.statements.len().min(sketch.statements.len());
    let mut others: Vec<(ArticleId, Sketch, Vec<ClaimId>)> = Vec::new();
    for article in related(record, &sketch.keys, lookup)? {
        if let Some(found) = lookup.sketch(article)? {
            others.push((article, found, lookup.claims(article)?));
        }
    }
    let weights = Weights::new(sketch.statements.iter().chain(others.iter().flat_map(|o| &o.1.statements)));
    let news: Vec<Weighed<'_>> = sketch.statements[..count].iter().map(|s| Weighed::new(s, &weights)).collect();

    // Per new statement and claim: sum and best of the probabilities over the claim's mentions at hand.
    let mut sizes: BTreeMap<ClaimId, f32> = BTreeMap::new();
    let mut against: Vec<BTreeMap<ClaimId, (f32, f32)>> = vec![BTreeMap::new(); count];
    for (article, other, theirs) in &others {
        for &claim in theirs {
            *sizes.entry(claim).or_default() += 1.0;
        }
        let olds: Vec<Weighed<'_>> = other.statements.iter().map(|s| Weighed::new(s, &weights)).collect();
        for (i, j, numbers) in compare(&news, &olds, &weights, false) {
            let Some(&claim) = theirs.get(j) else { continue };
            watch(own(i), StatementId { article: *article, index: j as u32 }, &numbers);
            let p = model::probability(&numbers);
            let entry = against[i].entry(claim).or_default();
            *entry = (entry.0 + p, entry.1.max(p));
        }
    }
    // The likeliest earlier statement of the article itself.
    let mut repeats: Vec<Option<(f32, usize)>> = vec![None; count];
    for (i, j, numbers) in compare(&news, &news, &weights, true) {
        watch(own(i), own(j), &numbers);
        let p = model::probability(&numbers);
        if repeats[j].is_none_or(|(best, _)| p > best) {
            repeats[j] = Some((p, i));
        }
    }

    let mut scored: Vec<(f32, usize, ClaimId)> = Vec::new();
    for (i, claims) in against.iter().enumerate() {
        scored.extend(claims.iter().map(|(&claim, &(sum, best))| (0.5 * best + 0.5 * sum / sizes[&claim], i, claim)));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut joined: Vec<Option<(f32, ClaimId)>> = vec![None; count];
    let mut taken: BTreeSet<ClaimId> = BTreeSet::new();
    for (score, i, claim) in scored {
        let least = if taken.contains(&claim) { model::AGAIN } else { model::JOIN };
        if joined[i].is_none() && score >= least {
            joined[i] = Some((score, claim));
            taken.insert(claim);
        }
    }
    let mut joins: Vec<Join> = Vec::with_capacity(count);
    for (i, best) in joined.into_iter().enumerate() {
        let repeated = repeats[i].filter(|r| r.0 >= model::REPEATS).map(|(p, earlier)| (p, joins[earlier].claim));
        let (score, claim) = best.or(repeated).unwrap_or((1.0, ClaimId(own(i))));
        joins.push(Join { statement: own(i), claim, score });
    }
    let touched: BTreeSet<ClaimId> = joins.iter().map(|j| j.claim).collect();
    Ok(Linking { joins, merged: Vec::new(), touched: touched.into_iter().collect() })
}

/// The stored articles that share most of what is rare, likeliest first.
fn related<L: Lookup>(record: &ArticleRecord, keys: &[Key], lookup: &L) -> Result<Vec<ArticleId>, L::Error> {
    let undated = Days { from: Days::UNDATED, to: Days::UNDATED };
    let windows = match record.day() {
        Some(day) => vec![Days { from: day - WINDOW, to: day + WINDOW }, undated],
        None => vec![Days { from: Days::UNDATED, to: i32::MAX }],
    };
    let mut scores: HashMap<ArticleId, (f32, u32)> = HashMap::new();
    for &key in keys {
        for &days in &windows {
            let found = lookup.postings(key, days, MAX_POSTINGS)?;
            let weight = (2.0 * MAX_POSTINGS as f32 / found.len().max(1) as f32).ln();
            for article in found.into_iter().filter(|&a| a != record.id) {
                let entry = scores.entry(article).or_default();
                entry.0 += weight;
                entry.1 += 1;
            }
        }
    }
    let mut ranked: Vec<(f32, ArticleId)> = scores
        .into_iter()
        .filter(|s| s.1.1 as f32 >= MIN_SHARED * keys.len() as f32)
        .map(|(article, (score, _))| (score, article))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    Ok(ranked.into_iter().take(MAX_RELATED).map(|(_, a)| a).collect())
}

/// The numbers of the likeliest pairs of two articles' statements; of one article's own, each pair once.
fn compare(news: &[Weighed<'_>], olds: &[Weighed<'_>], weights: &Weights, same: bool) -> Vec<(usize, usize, [f32; FEATURES])> {
    // Only pairs that share a word are looked at: (statement, whether the word stands in its content).
    let mut holders: HashMap<u32, Vec<(usize, bool)>> = HashMap::new();
    for (i, w) in news.iter().enumerate() {
        for &(h, _) in &w.signature.sentence {
            holders.entry(h).or_default().push((i, w.signature.says(h)));
        }
    }
    let mut rows: Vec<Vec<(usize, f32)>> = vec![Vec::new(); news.len()];
    let mut columns: Vec<Vec<(usize, f32)>> = vec![Vec::new(); olds.len()];
    let mut sums = vec![(0.0, 0.0); news.len()];
    let mut near: Vec<usize> = Vec::new();
    for (j, old) in olds.iter().enumerate() {
        for &(h, _) in &old.signature.sentence {
            let Some(held) = holders.get(&h) else { continue };
            let (weight, said) = (weights.of(h), old.signature.says(h));
            for &(i, says) in held {
                if sums[i].1 == 0.0 {
                    near.push(i);
                }
                sums[i].0 += if says && said { weight } else { 0.0 };
                sums[i].1 += weight.max(f32::MIN_POSITIVE);
            }
        }
        near.sort_unstable();
        for i in near.drain(..) {
            let (text, sentence) = std::mem::take(&mut sums[i]);
            let likeness = news[i].likeness(old, text, sentence);
            if likeness >= MIN_LIKENESS && !(same && i == j) {
                rows[i].push((j, likeness));
                columns[j].push((i, likeness));
            }
        }
    }
    for list in rows.iter_mut().chain(&mut columns) {
        list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    let mut picked: BTreeMap<(usize, usize), Standing> = BTreeMap::new();
    let rank_of = |list: &[(usize, f32)], of: usize| list.iter().position(|e| e.0 == of).unwrap_or(list.len());
    let mut pick = |i: usize, j: usize, likeness: f32| {
        if same && i > j {
            return;
        }
        let (a, b) = (rank_of(&rows[i], j), rank_of(&columns[j], i));
        let best = rows[i].first().map_or(0.0, |e| e.1).max(columns[j].first().map_or(0.0, |e| e.1));
        picked.insert((i, j), Standing { better: a.min(b), worse: a.max(b), gap: best - likeness });
    };
    for (i, row) in rows.iter().enumerate() {
        row.iter().take(MAX_RANK).for_each(|&(j, l)| pick(i, j, l));
    }
    for (j, column) in columns.iter().enumerate() {
        column.iter().take(MAX_RANK).for_each(|&(i, l)| pick(i, j, l));
    }
    let pair = |((i, j), at): ((usize, usize), Standing)| (i, j, features(&news[i], &olds[j], weights, at, same));
    picked.into_iter().map(pair).collect()
}
