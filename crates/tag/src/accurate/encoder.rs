//! The transformer: embeddings and post-norm layers as in BERT (Devlin et al., 2019), one sequence at a time.

use super::weights::{Layer, Weights};
use crate::file::Norm;
use crate::kernels::{Packed, ROWS, Rounded, gelu, matmul, softmax};

/// Buffers that layers reuse, so that a window allocates nothing a token.
#[derive(Default)]
pub struct Scratch {
    pub rounded: Rounded,
    qkv: Vec<f32>,
    keys: Packed,
    values: Packed,
    scores: Vec<f32>,
    factors: Vec<f32>,
    mixed: Vec<f32>,
    head: Vec<f32>,
    out: Vec<f32>,
    inner: Vec<f32>,
}

impl Layer {
    /// Reads and rewrites `x`, rows of `hidden`.
    pub fn apply(&self, x: &mut [f32], hidden: usize, s: &mut Scratch) {
        let n = x.len() / hidden;
        let size = hidden / self.heads;
        let scale = 1.0 / (size as f32).sqrt();
        self.qkv.apply(n, x, hidden, &mut s.rounded, &mut s.qkv);
        let stride = self.qkv.stride();
        s.mixed.resize(n * hidden, 0.0);
        for head in 0..self.heads {
            let (q, k, v) = (head * size, hidden + head * size, 2 * hidden + head * size);
            let qkv = &s.qkv;
            s.keys.pack_rows(size, n, |i| &qkv[i * stride + k..]);
            s.values.pack_depth(n, size, |i| &qkv[i * stride + v..]);
            let width = s.keys.stride();
            // In blocks of rows, so that the scores stay in the cache.
            for first in (0..n).step_by(ROWS) {
                let rows = ROWS.min(n - first);
                matmul(rows, &qkv[first * stride + q..], stride, &s.keys, &mut s.scores);
                s.factors.clear();
                s.factors.extend(s.scores.chunks_exact_mut(width).map(|row| softmax(&mut row[..n], scale)));
                matmul(rows, &s.scores, width, &s.values, &mut s.head);
                let mixed = s.mixed[first * hidden..].chunks_exact_mut(hidden);
                for ((to, from), factor) in mixed.zip(s.head.chunks_exact(s.values.stride())).zip(&s.factors) {
                    to[head * size..(head + 1) * size].iter_mut().zip(from).for_each(|(to, from)| *to = from * factor);
                }
            }
        }
        self.out.apply(n, &s.mixed, hidden, &mut s.rounded, &mut s.out);
        add_norm(x, &s.out, hidden, self.out.stride(), &self.norm1);
        self.up.apply(n, x, hidden, &mut s.rounded, &mut s.inner);
        gelu(&mut s.inner);
        self.down.apply(n, &s.inner, self.up.stride(), &mut s.rounded, &mut s.out);
        add_norm(x, &s.out, hidden, self.down.stride(), &self.norm2);
    }
}

fn add_norm(x: &mut [f32], y: &[f32], hidden: usize, stride: usize, norm: &Norm) {
    for (x, y) in x.chunks_exact_mut(hidden).zip(y.chunks_exact(stride)) {
        x.iter_mut().zip(y).for_each(|(a, b)| *a += b);
        norm.apply(x);
    }
}

impl Weights {
    /// Hidden states [pieces, hidden] of at most `MAX_PIECES` pieces.
    pub fn encode(&self, ids: &[u32], shapes: &[u8], s: &mut Scratch) -> Vec<f32> {
        let h = self.config.hidden;
        let mut x = vec![0.0; ids.len() * h];
        for (i, row) in x.chunks_exact_mut(h).enumerate() {
            self.words.add_to(ids[i] as usize, row);
            self.position.add_to(i, row);
            self.shape.add_to(usize::from(shapes[i]), row);
            self.norm.apply(row);
        }
        for layer in &self.layers {
            layer.apply(&mut x, h, s);
        }
        x
    }
}
