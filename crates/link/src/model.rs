//! The matcher's weights and thresholds: logistic regression over the numbers of `features`.
//!
//! Trained by `training/sayso_training/claims.py` on the pairs that linking compares when the 16 training stories lie in one store, from
//! annotated statements and from Sayso's own; a pair is positive when both sentences state one claim of the gold, and counts half when
//! it lies in one article and a sentence is no mention in the gold.

use crate::features::FEATURES;

/// Least score of a statement against a claim of other articles to join it. Score: half the best, half the mean probability over the
/// claim's mentions at hand, so that one near miss of many does not carry it. Tuned on the training stories in one store.
pub(crate) const JOIN: f32 = 0.24;

/// The same where a better statement of its article has joined that claim: an article makes a claim seldom more than once.
pub(crate) const AGAIN: f32 = 0.45;

/// Least probability to join an earlier statement of the same article: only what says the same once more.
pub(crate) const REPEATS: f32 = 0.8;

const BIAS: f32 = -1.9138;
#[rustfmt::skip]
const WEIGHTS: [f32; FEATURES] = [
    -3.4043, 0.0013, -0.2309, 0.1211, -0.1853, 3.7459, 1.1512, 1.4616,
    1.9802, 0.2392, -0.2323, 0.0195, -0.1853, 0.9129, 0.1902, -0.2641,
    0.9242, 0.3436, 0.2556, -0.3278, -0.1500, -0.0824, 0.0289, 0.2254,
    1.3032, -0.3966, 0.6623, 0.3348, 0.1789, -0.5018, 0.2999, -0.4297,
];

/// Probability that two statements make the same claim.
pub(crate) fn probability(numbers: &[f32; FEATURES]) -> f32 {
    let sum: f32 = BIAS + numbers.iter().zip(&WEIGHTS).map(|(x, w)| x * w).sum::<f32>();
    1.0 / (1.0 + (-sum).exp())
}
