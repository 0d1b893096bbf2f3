//! What two statements have in common, as numbers.

use std::collections::HashMap;

use crate::sketch::Signature;

/// How many numbers describe a pair.
pub(crate) const FEATURES: usize = 32;

/// How much each word tells apart the statements at hand: rare in news, and rare among them.
pub(crate) struct Weights {
    local: HashMap<u32, f32>,
}

impl Weights {
    /// Counts over all statements that are compared in one go.
    pub fn new<'s>(statements: impl Iterator<Item = &'s Signature>) -> Self {
        let mut count: HashMap<u32, (u8, u32)> = HashMap::new();
        let mut n = 0_u32;
        for s in statements {
            n += 1;
            for &(h, rare) in &s.sentence {
                count.entry(h).or_insert((rare, 0)).1 += 1;
            }
        }
        let all = (n + 1) as f32;
        let local = count.into_iter().map(|(h, (rare, c))| (h, (f32::from(rare) / 20.0).sqrt() * (all / c as f32).ln()));
        Self { local: local.collect() }
    }

    pub fn of(&self, h: u32) -> f32 {
        self.local.get(&h).copied().unwrap_or(1.0)
    }
}

/// A statement with its sums, so that a pair costs one pass over both.
pub(crate) struct Weighed<'s> {
    pub signature: &'s Signature,
    text: f32,
    text_local: f32,
    sentence: f32,
    sentence_local: f32,
    names: f32,
    pairs: Vec<(u32, u32)>,
}

impl<'s> Weighed<'s> {
    pub fn new(signature: &'s Signature, weights: &Weights) -> Self {
        let plain = |set: &[(u32, u8)]| set.iter().map(|w| f32::from(w.1) / 20.0).sum();
        let local = |set: &[(u32, u8)]| set.iter().map(|w| weights.of(w.0)).sum();
        let full = |h: &u32| signature.text.binary_search_by_key(h, |w| w.0).is_ok();
        let content: Vec<u32> = signature.order.iter().copied().filter(full).collect();
        let mut pairs: Vec<(u32, u32)> = content.windows(2).map(|w| (w[0], w[1])).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self {
            signature,
            text: plain(&signature.text),
            text_local: local(&signature.text),
            sentence: plain(&signature.sentence),
            sentence_local: local(&signature.sentence),
            names: signature.names.iter().map(|&h| weights.of(h)).sum(),
            pairs,
        }
    }

    /// First guess at how alike two statements are, from the weights of the words that they share: it ranks candidates.
    pub fn likeness(&self, other: &Self, text: f32, sentence: f32) -> f32 {
        jaccard(text, self.text_local, other.text_local) + 0.5 * jaccard(sentence, self.sentence_local, other.sentence_local)
    }
}

/// Where the two stand in each other's ranking by likeness.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing {
    /// 0 when each is the other's best, by the better and the worse of both ranks.
    pub better: usize,
    pub worse: usize,
    /// How much better the best one of either is.
    pub gap: f32,
}

/// The numbers of a pair, in the order of the model's weights.
pub(crate) fn features(a: &Weighed<'_>, b: &Weighed<'_>, weights: &Weights, at: Standing, same_article: bool) -> [f32; FEATURES] {
    let (x, y) = (a.signature, b.signature);
    let flag = |b: bool| f32::from(u8::from(b));
    let plain = |w: &(u32, u8)| f32::from(w.1) / 20.0;
    let local = |w: &(u32, u8)| weights.of(w.0);
    let first = |w: &(u32, u8)| w.0;
    let text = shared(&x.text, &y.text, first, plain);
    let around = shared(&x.sentence, &y.sentence, first, plain);
    let text_local = shared(&x.text, &y.text, first, local);
    let around_local = shared(&x.sentence, &y.sentence, first, local);
    let names = shared(&x.names, &y.names, |h| *h, |h| weights.of(*h));
    let one = |_: &u32| 1.0;
    let id = |h: &u32| *h;
    let numbers = shared(&x.numbers, &y.numbers, id, one);
    let times = shared(&x.times, &y.times, id, one);
    let bigrams = shared(&a.pairs, &b.pairs, |p| *p, |_| 1.0);
    let speakers = shared(&x.speaker, &y.speaker, id, one);
    let both = |p: &[u32], q: &[u32]| !p.is_empty() && !q.is_empty();
    let in_sentence = |who: &[u32], s: &Signature| who.iter().any(|h| s.sentence.binary_search_by_key(h, |w| w.0).is_ok());
    let run = longest_run(&x.order, &y.order);
    let (short, long) = (x.text.len().min(y.text.len()), f32::from(x.length) + 10.0);
    [
        jaccard(text, a.text, b.text),
        contained(text, a.text, b.text),
        text.min(40.0) / 10.0,
        jaccard(around, a.sentence, b.sentence),
        contained(around, a.sentence, b.sentence),
        jaccard(text_local, a.text_local, b.text_local),
        contained(text_local, a.text_local, b.text_local),
        jaccard(around_local, a.sentence_local, b.sentence_local),
        contained(around_local, a.sentence_local, b.sentence_local),
        jaccard(names, a.names, b.names),
        contained(names, a.names, b.names),
        numbers.min(3.0),
        flag(both(&x.numbers, &y.numbers) && numbers == 0.0),
        times.min(2.0),
        flag(both(&x.times, &y.times) && times == 0.0),
        contained(bigrams, a.pairs.len() as f32, b.pairs.len() as f32),
        run.min(12) as f32 / 12.0,
        if speakers > 0.0 { 1.0 } else { -flag(both(&x.speaker, &y.speaker)) },
        flag(in_sentence(&x.speaker, y)) + flag(in_sentence(&y.speaker, x)),
        flag(x.own && y.own),
        flag(x.own != y.own),
        flag(x.certainty == y.certainty),
        flag(x.denied() != y.denied()),
        (long / (f32::from(y.length) + 10.0)).ln().abs(),
        short.min(20) as f32 / 20.0,
        (f32::from(x.position) - f32::from(y.position)).abs() / 255.0,
        flag(x.position < 31 && y.position < 31),
        flag(x.quote && y.quote),
        ((1 + at.better) as f32).ln(),
        ((1 + at.worse) as f32).ln(),
        at.gap,
        flag(same_article),
    ]
}

fn jaccard(common: f32, a: f32, b: f32) -> f32 {
    let all = a + b - common;
    if all > 0.0 { common / all } else { 0.0 }
}

fn contained(common: f32, a: f32, b: f32) -> f32 {
    let least = a.min(b);
    if least > 0.0 { common / least } else { 0.0 }
}

/// Sum of the weights of what two sorted sets share.
fn shared<T, K: Ord>(a: &[T], b: &[T], key: impl Fn(&T) -> K, weight: impl Fn(&T) -> f32) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match key(x).cmp(&key(y)) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += weight(x);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Length of the longest run of words that both have; statements are cut to a bounded length before.
fn longest_run(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    let mut best = 0;
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { 0 };
            best = best.max(row[j + 1]);
            diagonal = above;
        }
    }
    best
}
