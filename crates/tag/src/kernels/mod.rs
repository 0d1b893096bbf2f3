//! Arithmetic of the taggers: matrix product, depthwise convolution, softmax, layer norm, GELU, ReLU. Each has a plain twin and, where the CPU allows, a fast one.
//!
//! Matrices are row-major; a row may be longer than what is used of it (its stride). The right-hand side of a product is packed
//! into panels of [`PANEL`] columns, so that it is read in order (Goto and van de Geijn, 2008): weights once at load, as integers
//! (`quantized`), keys and values of attention as `f32` (here).

mod plain;
mod quantized;
#[cfg(target_arch = "x86_64")]
mod x86;

use std::sync::OnceLock;

pub use quantized::{DEPTH as ONE_PASS, Quantized, Rounded};

/// Columns of a panel: two AVX registers.
pub const PANEL: usize = 16;
/// Depth of one pass over a panel: 384 rows of 16 columns are 24 KiB and stay in the first-level cache.
const DEPTH: usize = 384;
/// Rows of the left matrix that are multiplied with all panels before the next ones: 96 of 384 are 144 KiB, second-level cache.
pub const ROWS: usize = 96;
/// Rows of one register tile: 6 x 2 accumulators, two of the right matrix and one broadcast fill 15 of 16 registers.
const TILE: usize = 6;

/// A right-hand matrix [depth, columns] in panels: element (k, n) stands at `(n / 16 * depth + k) * 16 + n % 16`.
#[derive(Debug, Clone, Default)]
pub struct Packed {
    data: Vec<f32>,
    pub depth: usize,
    pub columns: usize,
}

impl Packed {
    /// Packs the transpose of `rows` [columns, depth]: keys.
    pub fn pack_rows<'a>(&mut self, depth: usize, columns: usize, mut row: impl FnMut(usize) -> &'a [f32]) {
        self.resize(depth, columns);
        for n in 0..columns {
            let base = n / PANEL * depth * PANEL + n % PANEL;
            for (k, &x) in row(n)[..depth].iter().enumerate() {
                self.data[base + k * PANEL] = x;
            }
        }
    }

    /// Packs a matrix given by its rows [depth, columns] as they are: values.
    pub fn pack_depth<'a>(&mut self, depth: usize, columns: usize, mut row: impl FnMut(usize) -> &'a [f32]) {
        self.resize(depth, columns);
        for k in 0..depth {
            for (p, chunk) in row(k)[..columns].chunks(PANEL).enumerate() {
                let base = (p * depth + k) * PANEL;
                self.data[base..base + chunk.len()].copy_from_slice(chunk);
            }
        }
    }

    fn resize(&mut self, depth: usize, columns: usize) {
        self.depth = depth;
        self.columns = columns;
        // Not cleared: columns beyond the last hold anything, and so do theirs of a product.
        self.data.resize(columns.div_ceil(PANEL) * PANEL * depth, 0.0);
    }

    /// Columns of a result row: `columns` rounded up to whole panels.
    pub fn stride(&self) -> usize {
        self.columns.div_ceil(PANEL) * PANEL
    }
}

/// The functions that exist twice. `c` and `a` hold at least what the shapes ask; checked by the callers in this file.
struct Kernels {
    name: &'static str,
    /// `c[i][0..16] = sum over k of a[i][k] * panel[k][0..16]` for `rows` rows; see [`Tile`].
    tile: fn(Tile<'_>, &mut [f32]),
    /// The same over pairs of integers, times what they are worth; see [`quantized`].
    pair_tile: fn(quantized::PairTile<'_>, &mut [f32]),
    round: fn(&[f32], &mut [i16]) -> f32,
    softmax: fn(&mut [f32], f32) -> f32,
    gelu: fn(&mut [f32]),
    layer_norm: fn(&mut [f32], &[f32], &[f32]),
    relu: fn(&mut [f32]),
    convolve: fn(Convolution<'_>, &mut [f32]),
}

/// Columns that a convolution sums at once: four AVX registers.
const LANE: usize = 32;

/// Operands of [`convolve`].
#[derive(Clone, Copy)]
struct Convolution<'a> {
    x: &'a [f32],
    taps: &'a [f32],
    width: usize,
    dilation: usize,
    first: usize,
}

/// Operands of one register tile: `rows` (1 to 6) rows of `a` with stride `lda`, a panel of `depth` rows, the stride of `c`.
#[derive(Clone, Copy)]
struct Tile<'a> {
    rows: usize,
    depth: usize,
    a: &'a [f32],
    lda: usize,
    panel: &'a [f32],
    ldc: usize,
    /// Whether the sums are added to what `c` holds, or take its place.
    add: bool,
}

impl Tile<'_> {
    /// Panics when a slice is too short for the shape: the fast kernels rely on it.
    fn check(&self, c: &[f32]) {
        assert!((1..=TILE).contains(&self.rows) && self.depth > 0);
        assert!(self.lda >= self.depth && self.ldc >= PANEL);
        assert!(self.a.len() >= (self.rows - 1) * self.lda + self.depth);
        assert!(self.panel.len() >= self.depth * PANEL);
        assert!(c.len() >= (self.rows - 1) * self.ldc + PANEL);
    }
}

fn kernels() -> &'static Kernels {
    static CHOSEN: OnceLock<&'static Kernels> = OnceLock::new();
    CHOSEN.get_or_init(|| {
        #[cfg(target_arch = "x86_64")]
        if let Some(best) = x86::best() {
            return best;
        }
        &plain::KERNELS
    })
}

/// All that this CPU can run, the plain ones first.
#[cfg(test)]
fn all() -> Vec<&'static Kernels> {
    #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut, reason = "nothing follows on other CPUs"))]
    let mut all = vec![&plain::KERNELS];
    #[cfg(target_arch = "x86_64")]
    all.extend(x86::all());
    all
}

/// Which kernels this CPU runs: `avx512-vnni`, `avx2` or `plain`.
pub fn name() -> &'static str {
    kernels().name
}

/// `c = a * b`: `a` is [rows, b.depth] with stride `lda`, `c` becomes [rows, b.stride()].
pub fn matmul(rows: usize, a: &[f32], lda: usize, b: &Packed, c: &mut Vec<f32>) {
    matmul_with(kernels(), rows, a, lda, b, c);
}

fn matmul_with(kernels: &Kernels, rows: usize, a: &[f32], lda: usize, b: &Packed, c: &mut Vec<f32>) {
    let ldc = b.stride();
    // Not cleared: the first pass overwrites every row.
    c.resize(rows * ldc, 0.0);
    for first in (0..rows).step_by(ROWS) {
        let last = (first + ROWS).min(rows);
        for from in (0..b.depth).step_by(DEPTH) {
            let depth = DEPTH.min(b.depth - from);
            for p in 0..ldc / PANEL {
                let panel = &b.data[(p * b.depth + from) * PANEL..][..depth * PANEL];
                for i in (first..last).step_by(TILE) {
                    let tile = Tile { rows: TILE.min(last - i), depth, a: &a[i * lda + from..], lda, panel, ldc, add: from > 0 };
                    let c = &mut c[i * ldc + p * PANEL..];
                    tile.check(c);
                    (kernels.tile)(tile, c);
                }
            }
        }
    }
}

/// `x = e^(x * scale - max)`; returns the factor that makes it a softmax, which is cheaper to apply to the narrower product.
pub fn softmax(x: &mut [f32], scale: f32) -> f32 {
    (kernels().softmax)(x, scale)
}

/// `x = x * Phi(x)`, the exact Gaussian error linear unit (Hendrycks and Gimpel, 2016) within 3e-7.
pub fn gelu(x: &mut [f32]) {
    (kernels().gelu)(x);
}

/// Layer norm of one row (Ba et al., 2016), eps 1e-12 as in BERT.
pub fn layer_norm(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    (kernels().layer_norm)(x, weight, bias);
}

/// `x = max(x, 0)`.
pub fn relu(x: &mut [f32]) {
    (kernels().relu)(x);
}

/// Depthwise convolution along rows: `out[i][c] = sum over j of taps[j][c] * x[first + i + (j - taps / 2) * dilation][c]`, where rows
/// beyond `x` count as zeros. `x` is [rows, width], `taps` [odd number, width], `out` [rows from `first` on, width].
pub fn convolve(x: &[f32], taps: &[f32], width: usize, dilation: usize, first: usize, out: &mut [f32]) {
    assert!(width > 0 && width.is_multiple_of(LANE));
    (kernels().convolve)(Convolution { x, taps, width, dilation, first }, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Deterministic values in [-1, 1).
    pub fn values(n: usize, seed: u32) -> Vec<f32> {
        let mut x = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        (0..n)
            .map(|_| {
                x ^= x << 13;
                x ^= x >> 17;
                x ^= x << 5;
                (x >> 8) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect()
    }

    pub fn near(a: &[f32], b: &[f32], within: f32) {
        assert_eq!(a.len(), b.len());
        for (i, (x, y)) in a.iter().zip(b).enumerate() {
            assert!((x - y).abs() <= within * (1.0 + y.abs()), "{i}: {x} is not {y}");
        }
    }

    #[test]
    fn the_product_agrees_with_three_loops() {
        for (rows, depth, columns) in [(1, 1, 1), (5, 7, 16), (6, 384, 17), (13, 400, 40), (97, 33, 48), (200, 800, 64)] {
            let (a, w) = (values(rows * depth, 1), values(columns * depth, 2));
            let mut b = Packed::default();
            b.pack_rows(depth, columns, |n| &w[n * depth..]);
            let mut want = vec![0.0; rows * b.stride()];
            for i in 0..rows {
                for n in 0..columns {
                    want[i * b.stride() + n] = (0..depth).map(|k| a[i * depth + k] * w[n * depth + k]).sum::<f32>();
                }
            }
            for kernels in all() {
                let mut c = vec![f32::NAN; 9];
                matmul_with(kernels, rows, &a, depth, &b, &mut c);
                near(&c, &want, 1e-4);
            }
        }
    }

    #[test]
    fn both_packings_hold_the_same_matrix() {
        let (depth, columns) = (5, 21);
        let w = values(depth * columns, 4);
        let transposed: Vec<f32> = (0..columns * depth).map(|i| w[i % depth * columns + i / depth]).collect();
        let (mut a, mut b) = (Packed::default(), Packed::default());
        a.pack_depth(depth, columns, |k| &w[k * columns..]);
        b.pack_rows(depth, columns, |n| &transposed[n * depth..]);
        assert_eq!(a.data, b.data);
    }

    #[test]
    fn fast_and_plain_twins_agree() {
        for n in [1, 7, 8, 33, 384, 1536] {
            let x: Vec<f32> = values(n, 5).iter().map(|v| v * 9.0).collect();
            let (w, b) = (values(n, 6), values(n, 7));
            for one in all() {
                let other = &plain::KERNELS;
                let (mut p, mut q) = (x.clone(), x.clone());
                let factors = ((one.softmax)(&mut p, 0.3), (other.softmax)(&mut q, 0.3));
                near(&p, &q, 1e-5);
                near(&[factors.0], &[factors.1], 1e-5);
                near(&[p.iter().sum::<f32>() * factors.0], &[1.0], 1e-5);
                let (mut p, mut q) = (x.clone(), x.clone());
                (one.gelu)(&mut p);
                (other.gelu)(&mut q);
                near(&p, &q, 1e-5);
                let (mut p, mut q) = (x.clone(), x.clone());
                (one.layer_norm)(&mut p, &w, &b);
                (other.layer_norm)(&mut q, &w, &b);
                near(&p, &q, 1e-4);
            }
        }
    }

    #[test]
    fn a_convolution_agrees_with_its_definition() {
        for (rows, width, taps, dilation) in [(1, 32, 3, 1), (20, 96, 9, 1), (20, 32, 9, 4), (7, 64, 5, 2)] {
            let (x, w) = (values(rows * width, 8), values(taps * width, 9));
            let at = |i: usize, c: usize| -> f32 {
                (0..taps)
                    .filter_map(|j| {
                        let row = (i + j * dilation).checked_sub(taps / 2 * dilation).filter(|&row| row < rows)?;
                        Some(w[j * width + c] * x[row * width + c])
                    })
                    .sum()
            };
            for kernels in all() {
                for first in [0, rows / 2] {
                    let mut out = vec![f32::NAN; (rows - first) * width];
                    (kernels.convolve)(Convolution { x: &x, taps: &w, width, dilation, first }, &mut out);
                    let want: Vec<f32> = (first * width..rows * width).map(|k| at(k / width, k % width)).collect();
                    near(&out, &want, 1e-5);
                }
            }
        }
    }

    #[test]
    fn relu_keeps_what_is_positive() {
        for kernels in all() {
            let mut x = values(37, 10);
            let want: Vec<f32> = x.iter().map(|&v| if v > 0.0 { v } else { 0.0 }).collect();
            (kernels.relu)(&mut x);
            assert_eq!(x, want);
        }
    }

    #[test]
    fn gelu_is_the_exact_one() {
        // x * Phi(x) from tables of the normal distribution.
        for (x, want) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (2.0, 1.954_499_7), (-3.0, -0.004_049_7), (30.0, 30.0)] {
            let mut v = [x];
            gelu(&mut v);
            assert!((v[0] - want).abs() < 1e-6, "gelu({x}) = {}", v[0]);
        }
    }

    #[test]
    fn softmax_survives_large_values() {
        let mut x = [1e30, 0.0, -1e30];
        let factor = softmax(&mut x, 1.0);
        assert_eq!(x.map(|v| (v * factor * 1e6).round() / 1e6), [1.0, 0.0, 0.0]);
    }
}
