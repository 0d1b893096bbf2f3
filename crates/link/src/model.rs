//! The matcher's weights and thresholds: logistic regression over the numbers of `features`.
//!
//! Trained on all pairs that linking compares in the 16 training stories, from annotated statements and from Sayso's own; a pair is
//! positive when both sentences state one claim of the gold. Pairs of which a sentence is no mention in the gold count 0.3.

use crate::features::FEATURES;

/// Least score of a statement against a claim of other articles to join it. Score: half the best, half the mean probability over the
/// claim's mentions at hand, so that one near miss of many does not carry it. Tuned over the training stories, each left out once.
pub(crate) const JOIN: f32 = 0.26;

/// The same where a better statement of its article has joined that claim: an article makes a claim seldom more than once.
pub(crate) const AGAIN: f32 = 0.45;

/// Least probability to join an earlier statement of the same article: only what says the same once more.
pub(crate) const REPEATS: f32 = 0.8;

const BIAS: f32 = -0.9149;
#[rustfmt::skip]
const WEIGHTS: [f32; FEATURES] = [
    -4.5189, -1.0757, 0.0547, -0.2559, 0.8674, 4.8855, 1.4189, 1.6211,
    2.1210, 0.1435, -0.0366, 0.1189, 0.1674, 0.4770, -0.0254, -0.2677,
    0.8106, 0.1966, 0.2376, -0.5561, -0.3341, -0.1423, 0.1055, 0.2311,
    0.1485, -0.4774, 0.8370, -0.2802, -0.2093, -0.5298, 0.1349, -0.5249,
];

/// Probability that two statements make the same claim.
pub(crate) fn probability(numbers: &[f32; FEATURES]) -> f32 {
    let sum: f32 = BIAS + numbers.iter().zip(&WEIGHTS).map(|(x, w)| x * w).sum::<f32>();
    1.0 / (1.0 + (-sum).exp())
}
