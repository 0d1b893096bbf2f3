//! The role head: for one cue, which words near it are its source and its content, and what type and certainty follow.

use std::ops::Range;

use super::encoder::Scratch;
use super::weights::Weights;
use crate::decode::{Roles, bucket, mean_rows, pooled, probabilities};
use crate::kernels::gelu;

/// The words of one window, made ready for the role head once.
pub struct RoleWords {
    /// [words, hidden]
    states: Vec<f32>,
    /// [words, role hidden]
    projected: Vec<f32>,
}

impl Weights {
    pub fn role_words(&self, states: Vec<f32>, s: &mut Scratch) -> RoleWords {
        let h = self.config.hidden;
        let mut projected = Vec::new();
        self.role_word.apply(states.len() / h, &states, h, &mut s.rounded, &mut projected);
        RoleWords { states, projected }
    }

    /// Roles for the cue at `cue` (words of the window) under `scheme` (0 nested, 1 flat).
    ///
    /// `quotations` are ranges of words of the window.
    pub fn roles(&self, words: &RoleWords, cue: Range<usize>, scheme: usize, quotations: &[Range<usize>], s: &mut Scratch) -> Roles {
        let (first, z, logits) = self.role_logits(words, &cue, scheme, s);
        let readings = |labels: &[u8], cue| self.readings(&z, labels, cue, s);
        self.config.decoding().roles(&logits, self.role_out.stride(), first, &cue, quotations, readings)
    }

    /// First word of the reach, states [reach, role hidden] and logits (none, source, content) of its words.
    pub fn role_logits(&self, words: &RoleWords, cue: &Range<usize>, scheme: usize, s: &mut Scratch) -> (usize, Vec<f32>, Vec<f32>) {
        let c = &self.config;
        let (h, r) = (c.hidden, c.role_hidden);
        let n = words.states.len() / h;
        let first = cue.start.saturating_sub(c.before);
        let last = (cue.start + c.after).min(n);
        let mean = mean_rows(&words.states, h, cue.clone());
        let (mut shift, mut scale) = (Vec::new(), Vec::new());
        self.role_cue.apply(1, &mean, h, &mut s.rounded, &mut shift);
        self.role_scale.apply(1, &mean, h, &mut s.rounded, &mut scale);
        self.role_scheme.add_to(scheme, &mut shift);
        let stride = self.role_word.stride();
        let mut z = vec![0.0; (last - first) * r];
        for (row, w) in z.chunks_exact_mut(r).zip(first..last) {
            let word = &words.projected[w * stride..][..r];
            for (((z, &x), &a), &b) in row.iter_mut().zip(word).zip(&scale).zip(&shift) {
                *z = x * (1.0 + a) + b;
            }
            self.role_distance.add_to(bucket(w, cue, c.distances), row);
            self.role_norm.apply(row);
        }
        gelu(&mut z);
        for layer in &self.role_layers {
            layer.apply(&mut z, r, s);
        }
        let mut logits = Vec::new();
        self.role_out.apply(last - first, &z, r, &mut s.rounded, &mut logits);
        (first, z, logits)
    }

    /// Probabilities of type and certainty from the mean states of cue, source and content and the maximum over the reach.
    pub fn readings(&self, z: &[f32], labels: &[u8], cue: Range<usize>, s: &mut Scratch) -> ([f32; 6], [f32; 4]) {
        let r = self.config.role_hidden;
        let x = pooled(z, r, labels, cue);
        let mut states = Vec::new();
        self.pool.apply(1, &x, 4 * r, &mut s.rounded, &mut states);
        states.truncate(r);
        gelu(&mut states);
        let (mut kinds, mut certainties) = (Vec::new(), Vec::new());
        self.type_out.apply(1, &states, r, &mut s.rounded, &mut kinds);
        self.certainty_out.apply(1, &states, r, &mut s.rounded, &mut certainties);
        (probabilities(&kinds), probabilities(&certainties))
    }
}
