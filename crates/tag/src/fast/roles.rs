//! The role head: for one cue, which words near it are its source and its content, and what type and certainty follow.

use std::ops::Range;

use super::network::Scratch;
use super::weights::{Heads, PARAGRAPHS, SENTENCES, Weights};
use crate::decode::{Roles, bucket, pooled, probabilities};
use crate::kernels::relu;
use crate::order::Place;

/// What the head reads of an article.
pub struct Read<'a> {
    /// [words, hidden]
    pub states: &'a [f32],
    /// What the heads say of the words; see [`Heads`].
    pub logits: &'a [f32],
    pub places: &'a [Place],
    /// Ranges of words.
    pub quotations: &'a [Range<usize>],
    /// 0 nested, 1 flat.
    pub scheme: usize,
}

impl Weights {
    /// Roles for the cue at words `cue`.
    pub fn roles(&self, read: &Read<'_>, cue: Range<usize>, s: &mut Scratch) -> Roles {
        let first = cue.start.saturating_sub(self.config.before);
        let (z, logits) = self.role_logits(read, &cue, s);
        let readings = |labels: &[u8], cue| self.readings(&z, labels, cue, s);
        self.config.decoding().roles(&logits, self.role_out.stride(), first, &cue, read.quotations, readings)
    }

    /// States [reach, role hidden] and logits (none, source, content) of the words around `cue`.
    pub fn role_logits(&self, read: &Read<'_>, cue: &Range<usize>, s: &mut Scratch) -> (Vec<f32>, Vec<f32>) {
        let c = &self.config;
        let (h, r) = (c.hidden, c.role_hidden);
        let first = cue.start.saturating_sub(c.before);
        let last = (cue.start + c.after).min(read.places.len());
        // The cue is read from its first and its last word.
        let row = |w: usize| &read.states[w * h..(w + 1) * h];
        let ends: Vec<f32> = row(cue.start).iter().zip(row(cue.end - 1)).map(|(a, b)| (a + b) / 2.0).collect();
        let (mut shift, mut scale) = (Vec::new(), Vec::new());
        self.role_cue.apply(1, &ends, h, &mut s.rounded, &mut shift);
        self.role_scale.apply(1, &ends, h, &mut s.rounded, &mut scale);
        self.role_scheme.add_to(read.scheme, &mut shift[..r]);
        let stride = self.heads.stride();
        let mut z = vec![0.0; (last - first) * r];
        for (row, w) in z.chunks_exact_mut(r).zip(first..last) {
            let word = &read.logits[w * stride + Heads::WORD..][..r];
            for (((z, &x), &a), &b) in row.iter_mut().zip(word).zip(&scale).zip(&shift) {
                *z = x * (1.0 + a) + b;
            }
            self.role_distance.add_to(bucket(w, cue, c.distances), row);
            self.role_between.add_to(between(read.places[w], read.places[cue.start]), row);
            self.role_norm.apply(row);
        }
        relu(&mut z);
        for block in &self.role_blocks {
            block.apply(&mut z, r, s);
        }
        let mut logits = Vec::new();
        self.role_out.apply(last - first, &z, r, &mut s.rounded, &mut logits);
        (z, logits)
    }

    /// Probabilities of type and certainty.
    pub fn readings(&self, z: &[f32], labels: &[u8], cue: Range<usize>, s: &mut Scratch) -> ([f32; 6], [f32; 4]) {
        let r = self.config.role_hidden;
        let mut states = Vec::new();
        self.pool.0.apply_relu(1, &pooled(z, r, labels, cue), 4 * r, &mut s.rounded, &mut states);
        let (mut kinds, mut certainties) = (Vec::new(), Vec::new());
        self.type_out.apply(1, &states, r, &mut s.rounded, &mut kinds);
        self.certainty_out.apply(1, &states, r, &mut s.rounded, &mut certainties);
        (probabilities(&kinds), probabilities(&certainties))
    }
}

/// Number of the pair (sentences, paragraphs) from the cue to a word.
fn between(word: Place, cue: Place) -> usize {
    let apart = |a: u32, b: u32, (low, high): (i64, i64)| (i64::from(a) - i64::from(b)).clamp(low, high) - low;
    let sentences = apart(word.sentence, cue.sentence, SENTENCES);
    let paragraphs = apart(word.paragraph, cue.paragraph, PARAGRAPHS);
    (sentences * (PARAGRAPHS.1 - PARAGRAPHS.0 + 1) + paragraphs) as usize
}
