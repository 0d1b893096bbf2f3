//! The plain twins: what every CPU runs and what the fast kernels are compared with.
//!
//! The element-wise bodies are generic inline functions: compiled again under other CPU features they become the fast ones.

use super::quantized::{plain_tile, round_body};
use super::{Convolution, Kernels, LANE, PANEL, Tile};

pub static KERNELS: Kernels = Kernels {
    name: "plain",
    tile,
    pair_tile: plain_tile,
    round: round_body,
    softmax: softmax_body::<false>,
    gelu: gelu_body::<false>,
    layer_norm: layer_norm_body,
    relu: relu_body,
    convolve: convolve_body::<false>,
};

/// `a * b + c`, in one rounding where the CPU has an instruction for it.
#[inline(always)]
fn fused<const FMA: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FMA { a.mul_add(b, c) } else { a * b + c }
}

fn tile(t: Tile<'_>, c: &mut [f32]) {
    for i in 0..t.rows {
        let row: &mut [f32; PANEL] = (&mut c[i * t.ldc..i * t.ldc + PANEL]).try_into().expect("a panel wide");
        let mut sum = if t.add { *row } else { [0.0; PANEL] };
        for (&x, b) in t.a[i * t.lda..i * t.lda + t.depth].iter().zip(t.panel.chunks_exact(PANEL)) {
            for (s, &y) in sum.iter_mut().zip(b) {
                *s += x * y;
            }
        }
        *row = sum;
    }
}

/// e^x for x <= 0 by range reduction and a degree-6 polynomial; relative error below 2e-7; e^-87 for anything less.
#[inline(always)]
pub fn exp<const FMA: bool>(x: f32) -> f32 {
    let x = if x > -87.3 { x } else { -87.3 };
    // Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits.
    let shifted = fused::<FMA>(x, std::f32::consts::LOG2_E, 12_582_912.0);
    let k = shifted - 12_582_912.0;
    // ln 2 in two parts, so that r keeps its low bits (Cody and Waite, 1980).
    let r = fused::<FMA>(k, 2.121_944_4e-4, fused::<FMA>(k, -0.693_359_4, x));
    let p = [0.008_333_68, 0.041_666_54, 0.166_666_67, 0.5, 1.0, 1.0].iter().fold(0.001_392_9, |p, &c| fused::<FMA>(p, r, c));
    f32::from_bits(p.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[inline(always)]
pub fn softmax_body<const FMA: bool>(x: &mut [f32], scale: f32) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; 8];
    let chunks = x.chunks_exact(8);
    let rest = chunks.remainder().iter().fold(f32::NEG_INFINITY, |m, &v| if v > m { v } else { m });
    for chunk in chunks {
        for (m, &v) in lanes.iter_mut().zip(chunk) {
            *m = if v > *m { v } else { *m };
        }
    }
    let max = lanes.iter().fold(rest, |m, &v| if v > m { v } else { m });
    let mut sum = [0.0f32; 8];
    let mut chunks = x.chunks_exact_mut(8);
    for chunk in &mut chunks {
        for (v, s) in chunk.iter_mut().zip(&mut sum) {
            *v = exp::<FMA>((*v - max) * scale);
            *s += *v;
        }
    }
    for v in chunks.into_remainder() {
        *v = exp::<FMA>((*v - max) * scale);
        sum[0] += *v;
    }
    1.0 / sum.iter().sum::<f32>()
}

#[inline(always)]
pub fn gelu_body<const FMA: bool>(x: &mut [f32]) {
    for v in x {
        // erf by Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7.
        let z = v.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / fused::<FMA>(0.327_591_1, z, 1.0);
        let p = t * [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6].iter().fold(1.061_405_4, |p, &c| fused::<FMA>(p, t, c));
        let tail = 0.5 * p * exp::<FMA>(-z * z);
        *v *= if *v >= 0.0 { 1.0 - tail } else { tail };
    }
}

#[inline(always)]
pub fn layer_norm_body(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    let sum = |f: &dyn Fn(f32) -> f32, x: &[f32]| {
        let mut lanes = [0.0f32; 8];
        let chunks = x.chunks_exact(8);
        let rest: f32 = chunks.remainder().iter().map(|&v| f(v)).sum();
        for chunk in chunks {
            for (lane, &v) in lanes.iter_mut().zip(chunk) {
                *lane += f(v);
            }
        }
        lanes.iter().sum::<f32>() + rest
    };
    let n = x.len() as f32;
    let mean = sum(&|v| v, x) / n;
    let variance = sum(&|v| (v - mean) * (v - mean), x) / n;
    let scale = 1.0 / (variance + 1e-12).sqrt();
    for ((v, &w), &b) in x.iter_mut().zip(weight).zip(bias) {
        *v = (*v - mean) * scale * w + b;
    }
}

#[inline(always)]
pub fn relu_body(x: &mut [f32]) {
    for v in x {
        *v = if *v > 0.0 { *v } else { 0.0 };
    }
}

#[inline(always)]
pub fn convolve_body<const FMA: bool>(k: Convolution<'_>, out: &mut [f32]) {
    let (rows, taps) = (k.x.len() / k.width, k.taps.len() / k.width);
    for (i, out) in out.chunks_exact_mut(k.width).enumerate() {
        // Tap j reads row `base + j * dilation - reach`.
        let (base, reach) = (k.first + i, taps / 2 * k.dilation);
        let from = reach.saturating_sub(base).div_ceil(k.dilation);
        let to = taps.min((rows + reach).saturating_sub(base).div_ceil(k.dilation));
        for (lane, out) in out.as_chunks_mut::<LANE>().0.iter_mut().enumerate() {
            let mut sum = [0.0f32; LANE];
            for j in from..to {
                let x = &k.x[(base + j * k.dilation - reach) * k.width + lane * LANE..][..LANE];
                let w = &k.taps[j * k.width + lane * LANE..][..LANE];
                for ((s, &x), &w) in sum.iter_mut().zip(x).zip(w) {
                    *s = fused::<FMA>(w, x, *s);
                }
            }
            *out = sum;
        }
    }
}
