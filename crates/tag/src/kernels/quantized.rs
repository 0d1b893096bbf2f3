//! The product with weights: both sides are rounded to 16-bit integers, multiplied in pairs and summed in 32 bits.
//!
//! A CPU multiplies twice as many 16-bit integers as floats an instruction, and 14 bits a value are finer than the f16 that the
//! model file holds; 8 bits would be no faster without VNNI instructions. Integer sums do not depend on their order, so that the
//! plain twin gives the same bits.

use super::{Kernels, PANEL, ROWS, TILE, kernels};

/// Largest magnitude of a rounded activation.
const ACTIVATION: f32 = 8191.0;
/// No sum over one pass may leave 32 bits: the magnitudes of a column's weights in it add up to at most this.
const COLUMN_SUM: f32 = (i32::MAX / 8191) as f32 - DEPTH as f32;
/// Depth of one pass over a panel: 384 rows of 16 columns are 12 KiB and stay in the first-level cache; a longer pass would leave
/// fewer bits to a weight.
pub const DEPTH: usize = 384;

/// Weights [columns, depth] of a linear layer, rounded, in panels of 16 columns whose rows lie in pairs: element (k, n) stands at
/// `((n / 16 * pairs + k / 2) * 16 + n % 16) * 2 + k % 2`.
#[derive(Debug, Clone, Default)]
pub struct Quantized {
    data: Vec<i16>,
    /// What one unit of a column is worth.
    units: Vec<f32>,
    bias: Vec<f32>,
    pairs: usize,
    depth: usize,
}

/// Rows of activations, rounded, kept by the caller, so that nothing is allocated a layer. Six rows lie side by side, as a tile
/// reads them: pair k of row i stands at `(i / 6 * pairs + k) * 6 + i % 6`.
#[derive(Debug, Default)]
pub struct Rounded {
    pairs: Vec<[i16; 2]>,
    units: Vec<f32>,
    row: Vec<i16>,
}

/// Operands of one register tile: `units.len()` (1 to 6) rows of `a` side by side, a panel of `pairs` pairs of rows.
#[derive(Clone, Copy)]
pub struct PairTile<'a> {
    pub pairs: usize,
    pub a: &'a [[i16; 2]],
    pub panel: &'a [i16],
    /// What one unit of each row of `a` is worth.
    pub units: &'a [f32],
    /// What one unit of each column of the panel is worth.
    pub columns: &'a [f32; PANEL],
    /// What a row starts from; what it holds already when there is none.
    pub bias: Option<&'a [f32; PANEL]>,
    /// Whether what is negative in the end becomes 0.
    pub relu: bool,
    pub ldc: usize,
}

/// What a product starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    /// The bias; with `relu`, what is negative in the end becomes 0.
    Bias { relu: bool },
    /// What is there.
    There,
}

impl PairTile<'_> {
    /// Panics when a slice is too short for the shape: the fast kernels rely on it.
    fn check(&self, c: &[f32]) {
        let rows = self.units.len();
        assert!((1..=TILE).contains(&rows) && self.pairs > 0);
        assert!(self.ldc >= PANEL);
        assert!(self.a.len() >= self.pairs * TILE);
        assert!(self.panel.len() >= 2 * self.pairs * PANEL);
        assert!(c.len() >= (rows - 1) * self.ldc + PANEL);
    }
}

impl Quantized {
    /// `rows` [columns, depth] as trained; `bias` [columns].
    pub fn new(rows: &[f32], depth: usize, bias: &[f32]) -> Self {
        let (pairs, wide) = (depth.div_ceil(2), bias.len().next_multiple_of(PANEL));
        let mut q = Self { data: vec![0; 2 * pairs * wide], units: vec![0.0; wide], bias: bias.to_vec(), pairs, depth };
        q.bias.resize(wide, 0.0);
        for (n, row) in rows.chunks_exact(depth).enumerate() {
            let largest = row.iter().fold(0.0f32, |m, w| m.max(w.abs()));
            let sum = row.chunks(DEPTH).map(|pass| pass.iter().map(|w| w.abs()).sum::<f32>()).fold(0.0, f32::max);
            let unit = (largest / f32::from(i16::MAX)).max(sum / COLUMN_SUM).clamp(f32::MIN_POSITIVE, f32::MAX);
            q.units[n] = unit;
            for (k, w) in row.iter().enumerate() {
                q.data[((n / PANEL * pairs + k / 2) * PANEL + n % PANEL) * 2 + k % 2] = nearest((w / unit).clamp(-32767.0, 32767.0));
            }
        }
        q
    }

    /// Columns of a result row: the layer's rounded up to whole panels.
    pub fn stride(&self) -> usize {
        self.units.len()
    }

    /// `c = a * self + bias`: `a` is [rows, depth] with stride `lda`, `c` becomes [rows, stride].
    pub fn apply(&self, rows: usize, a: &[f32], lda: usize, rounded: &mut Rounded, c: &mut Vec<f32>) {
        self.apply_with(kernels(), rows, a, lda, rounded, c);
    }

    /// `c = max(a * self + bias, 0)`; only for depths of one pass.
    pub fn apply_relu(&self, rows: usize, a: &[f32], lda: usize, rounded: &mut Rounded, c: &mut Vec<f32>) {
        assert!(self.depth <= DEPTH);
        c.resize(rows * self.stride(), 0.0);
        self.multiply(kernels(), rows, a, lda, rounded, c, Start::Bias { relu: true });
    }

    /// `c += a * self + bias`; `c` is [rows, stride].
    pub fn add(&self, rows: usize, a: &[f32], lda: usize, rounded: &mut Rounded, c: &mut [f32]) {
        for row in c.chunks_exact_mut(self.stride()) {
            row.iter_mut().zip(&self.bias).for_each(|(c, b)| *c += b);
        }
        self.multiply(kernels(), rows, a, lda, rounded, c, Start::There);
    }

    fn apply_with(&self, kernels: &Kernels, rows: usize, a: &[f32], lda: usize, rounded: &mut Rounded, c: &mut Vec<f32>) {
        // Not cleared: the first pass overwrites every row.
        c.resize(rows * self.stride(), 0.0);
        self.multiply(kernels, rows, a, lda, rounded, c, Start::Bias { relu: false });
    }

    #[expect(clippy::too_many_arguments, reason = "the operands of a matrix product")]
    fn multiply(&self, kernels: &Kernels, rows: usize, a: &[f32], lda: usize, rounded: &mut Rounded, c: &mut [f32], start: Start) {
        let (ldc, pairs) = (self.stride(), self.pairs);
        rounded.fill(kernels, a.chunks(lda).take(rows).map(|row| &row[..self.depth]), pairs);
        for first in (0..rows).step_by(ROWS) {
            let last = (first + ROWS).min(rows);
            for from in (0..pairs).step_by(DEPTH / 2) {
                let deep = (DEPTH / 2).min(pairs - from);
                for p in 0..ldc / PANEL {
                    let panel = &self.data[(p * pairs + from) * PANEL * 2..][..deep * PANEL * 2];
                    let part = |x: &[f32]| -> [f32; PANEL] { std::array::from_fn(|n| x[p * PANEL + n]) };
                    let (columns, bias) = (part(&self.units), part(&self.bias));
                    for i in (first..last).step_by(TILE) {
                        let tile = PairTile {
                            pairs: deep,
                            a: &rounded.pairs[i * pairs + from * TILE..],
                            panel,
                            units: &rounded.units[i..(i + TILE).min(last)],
                            columns: &columns,
                            bias: (from == 0 && start != Start::There).then_some(&bias),
                            relu: start == Start::Bias { relu: true },
                            ldc,
                        };
                        let c = &mut c[i * ldc + p * PANEL..];
                        tile.check(c);
                        (kernels.pair_tile)(tile, c);
                    }
                }
            }
        }
    }
}

impl Rounded {
    fn fill<'a>(&mut self, kernels: &Kernels, rows: impl ExactSizeIterator<Item = &'a [f32]>, pairs: usize) {
        self.pairs.resize(rows.len().next_multiple_of(TILE) * pairs, [0, 0]);
        self.row.clear();
        self.row.resize(2 * pairs, 0);
        self.units.clear();
        for (i, row) in rows.enumerate() {
            self.units.push((kernels.round)(row, &mut self.row));
            let tile = &mut self.pairs[i / TILE * TILE * pairs..][..TILE * pairs];
            for (to, &pair) in tile.as_chunks_mut::<TILE>().0.iter_mut().zip(self.row.as_chunks::<2>().0) {
                to[i % TILE] = pair;
            }
        }
    }
}

/// Rounds `x` to `out`, which is at least as long; returns what one unit is worth. What is not a number counts as 0.
#[inline(always)]
pub fn round_body(x: &[f32], out: &mut [i16]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let chunks = x.chunks_exact(16);
    let rest = chunks.remainder().iter().fold(0.0f32, |m, v| if v.abs() > m { v.abs() } else { m });
    for chunk in chunks {
        for (m, v) in lanes.iter_mut().zip(chunk) {
            *m = if v.abs() > *m { v.abs() } else { *m };
        }
    }
    let largest = lanes.iter().fold(rest, |m, &v| if v > m { v } else { m }).clamp(1e-30, 1e30);
    let scale = ACTIVATION / largest;
    for (o, &v) in out.iter_mut().zip(x) {
        *o = nearest((v * scale).clamp(-ACTIVATION, ACTIVATION));
    }
    largest / ACTIVATION
}

/// The nearest integer, ties to even: adding 1.5 * 2^23 leaves it in the low bits of the sum.
#[inline(always)]
fn nearest(x: f32) -> i16 {
    (x + 12_582_912.0).to_bits() as i16
}

/// The plain twin of the fast pair tiles.
pub fn plain_tile(t: PairTile<'_>, c: &mut [f32]) {
    for (i, unit) in t.units.iter().enumerate() {
        let mut sum = [0i32; PANEL];
        for (a, b) in t.a.as_chunks::<TILE>().0[..t.pairs].iter().zip(t.panel.as_chunks::<{ 2 * PANEL }>().0) {
            let x = a[i];
            for (s, y) in sum.iter_mut().zip(b.as_chunks::<2>().0) {
                *s += i32::from(x[0]) * i32::from(y[0]) + i32::from(x[1]) * i32::from(y[1]);
            }
        }
        let row = &mut c[i * t.ldc..][..PANEL];
        for (n, (c, s)) in row.iter_mut().zip(sum).enumerate() {
            let v = s as f32 * (unit * t.columns[n]) + t.bias.map_or(*c, |b| b[n]);
            *c = if t.relu && v <= 0.0 { 0.0 } else { v };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{near, values};
    use super::super::{all, plain};
    use super::*;

    const SHAPES: [(usize, usize, usize); 7] =
        [(1, 1, 1), (5, 7, 16), (6, 384, 17), (13, 401, 40), (97, 33, 48), (100, 1536, 64), (7, 1601, 3)];

    #[test]
    fn the_product_agrees_with_three_loops() {
        for (rows, depth, columns) in SHAPES {
            let (a, w, bias) = (values(rows * depth, 1), values(columns * depth, 2), values(columns, 3));
            let q = Quantized::new(&w, depth, &bias);
            let mut c = Vec::new();
            q.apply(rows, &a, depth, &mut Rounded::default(), &mut c);
            for (i, row) in c.chunks_exact(q.stride()).enumerate() {
                let want: Vec<f32> =
                    (0..columns).map(|n| bias[n] + (0..depth).map(|k| a[i * depth + k] * w[n * depth + k]).sum::<f32>()).collect();
                // The sums scatter by a third of the root of the depth; rounding adds a thousandth of that.
                near(&row[..columns], &want, 1e-3 * (depth as f32).sqrt());
                assert!(row[columns..].iter().all(|&v| v == 0.0));
            }
        }
    }

    #[test]
    fn relu_comes_last() {
        let (rows, depth, columns) = (8, 96, 48);
        let (a, w, bias) = (values(rows * depth, 1), values(columns * depth, 2), values(columns, 3));
        let q = Quantized::new(&w, depth, &bias);
        for kernels in all() {
            let (mut c, mut d) = (Vec::new(), vec![f32::NAN; rows * columns]);
            q.apply_with(kernels, rows, &a, depth, &mut Rounded::default(), &mut c);
            q.multiply(kernels, rows, &a, depth, &mut Rounded::default(), &mut d, Start::Bias { relu: true });
            assert_eq!(d, c.iter().map(|v| v.max(0.0)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_product_is_added_to_what_was_there() {
        let (rows, depth, columns) = (7, 48, 32);
        let (a, w, bias, start) = (values(rows * depth, 1), values(columns * depth, 2), values(columns, 3), values(rows * columns, 4));
        let q = Quantized::new(&w, depth, &bias);
        let (mut c, mut d) = (Vec::new(), start.clone());
        q.apply(rows, &a, depth, &mut Rounded::default(), &mut c);
        q.add(rows, &a, depth, &mut Rounded::default(), &mut d);
        let want: Vec<f32> = c.iter().zip(start).map(|(c, s)| c + s).collect();
        near(&d, &want, 1e-5);
    }

    #[test]
    fn fast_and_plain_twins_give_the_same_bits() {
        for (rows, depth, columns) in SHAPES {
            let (a, w, bias) = (values(rows * depth, 4), values(columns * depth, 5), values(columns, 6));
            let q = Quantized::new(&w, depth, &bias);
            // What an earlier product left in the buffers must not show.
            let mut d = vec![f32::NAN; 70_000];
            q.apply_with(&plain::KERNELS, rows, &a, depth, &mut Rounded::default(), &mut d);
            for kernels in all() {
                let mut used = Rounded { pairs: vec![[7, 7]; 9_999], units: vec![1.0], row: vec![7; 5] };
                let mut c = vec![9.0; 3];
                q.apply_with(kernels, rows, &a, depth, &mut used, &mut c);
                assert_eq!(c, d, "{}", kernels.name);
            }
        }
    }

    #[test]
    fn no_sum_leaves_32_bits() {
        // All weights and activations as large as can be and of one sign: the worst case.
        for depth in [2, 384, 768, 1536] {
            let (a, w) = (vec![3.5; depth], vec![-0.25; depth]);
            let mut c = Vec::new();
            Quantized::new(&w, depth, &[0.0]).apply(1, &a, depth, &mut Rounded::default(), &mut c);
            near(&c[..1], &[-0.875 * depth as f32], 2e-3);
        }
    }

    #[test]
    fn odd_values_do_no_harm() {
        let w = [f32::NAN, 1.0, f32::INFINITY, 0.0];
        let mut c = Vec::new();
        for kernels in all() {
            Quantized::new(&w, 2, &[0.0, 0.0]).apply_with(kernels, 2, &[f32::NAN, 1e38, 0.0, 0.0], 2, &mut Rounded::default(), &mut c);
            assert!(c[PANEL..].iter().all(|&v| v == 0.0), "a row of zeros gives zeros");
        }
    }
}
