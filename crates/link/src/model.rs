//! The matcher's weights: logistic regression over [`crate::features`].

use crate::features::FEATURES;

/// Mean probability from which a statement joins a claim.
pub(crate) const JOIN: f32 = 0.2;

const BIAS: f32 = -4.0;
const WEIGHTS: [f32; FEATURES] = [0.0; FEATURES];

/// Probability that two statements make the same claim.
pub(crate) fn probability(numbers: &[f32; FEATURES]) -> f32 {
    let sum: f32 = BIAS + numbers.iter().zip(&WEIGHTS).map(|(x, w)| x * w).sum::<f32>();
    1.0 / (1.0 + (-sum).exp())
}
