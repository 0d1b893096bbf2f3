//! Embedding and blocks.

use super::Input;
use super::weights::{Block, Weights};
use crate::kernels::{Rounded, convolve};
use crate::order::Place;

/// Rows that go through a block together, so that what is between its products stays in the first-level cache.
const ROWS: usize = 48;

/// Buffers that blocks reuse, so that an article allocates nothing a word.
#[derive(Default)]
pub struct Scratch {
    pub rounded: Rounded,
    mixed: Vec<f32>,
    inner: Vec<f32>,
    out: Vec<f32>,
}

impl Block {
    /// Reads `x`, rows of `width`, and leaves the result there.
    pub fn apply(&self, x: &mut Vec<f32>, width: usize, s: &mut Scratch) {
        let n = x.len() / width;
        s.out.clear();
        s.out.extend_from_slice(x);
        for first in (0..n).step_by(ROWS) {
            let rows = ROWS.min(n - first);
            s.mixed.resize(rows * width, 0.0);
            convolve(x, &self.taps, width, self.dilation, first, &mut s.mixed);
            s.mixed.chunks_exact_mut(width).for_each(|row| self.norm.apply(row));
            self.up.0.apply_relu(rows, &s.mixed, width, &mut s.rounded, &mut s.inner);
            self.down.0.add(rows, &s.inner, self.up.stride(), &mut s.rounded, &mut s.out[first * width..(first + rows) * width]);
        }
        std::mem::swap(x, &mut s.out);
    }
}

impl Weights {
    /// Hidden states [words, hidden].
    pub fn encode(&self, input: &Input<'_>, places: &[Place], s: &mut Scratch) -> Vec<f32> {
        let h = self.config.hidden;
        let mut x = vec![0.0; input.words.len() * h];
        for ((row, word), ends) in x.chunks_exact_mut(h).zip(input.words).zip(input.starts.windows(2)) {
            let pieces = &input.pieces[ends[0] as usize..ends[1] as usize];
            for &piece in pieces {
                self.words.add_to(piece as usize, row);
            }
            if pieces.len() > 1 {
                let share = 1.0 / pieces.len() as f32;
                row.iter_mut().for_each(|v| *v *= share);
            }
            self.shape.add_to(usize::from(word.shape), row);
            self.norm.apply(row);
        }
        for (i, block) in self.blocks.iter().enumerate() {
            if i == self.config.gist_after {
                self.hear(&mut x, places, s);
            }
            block.apply(&mut x, h, s);
        }
        x.chunks_exact_mut(h).for_each(|row| self.last.apply(row));
        x
    }

    /// Adds to each word what its sentence says as a whole.
    fn hear(&self, x: &mut [f32], places: &[Place], s: &mut Scratch) {
        let h = self.config.hidden;
        let sentences: Vec<&[Place]> = places.chunk_by(|a, b| a.sentence == b.sentence).collect();
        let mut means = vec![0.0f32; sentences.len() * h];
        let mut rows = x.chunks_exact(h);
        for (mean, sentence) in means.chunks_exact_mut(h).zip(&sentences) {
            let share = 1.0 / sentence.len() as f32;
            for row in rows.by_ref().take(sentence.len()) {
                mean.iter_mut().zip(row).for_each(|(m, v)| *m += v * share);
            }
        }
        self.gist.0.apply_relu(sentences.len(), &means, h, &mut s.rounded, &mut s.inner);
        let mut rows = x.chunks_exact_mut(h);
        for (gist, sentence) in s.inner.chunks_exact(self.gist.stride()).zip(&sentences) {
            for row in rows.by_ref().take(sentence.len()) {
                row.iter_mut().zip(gist).for_each(|(v, g)| *v += g);
            }
        }
    }
}
