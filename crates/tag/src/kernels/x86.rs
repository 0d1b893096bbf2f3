//! Kernels for x86-64: AVX2 with FMA, and AVX-512 VNNI in 256-bit registers for the integer products.
#![allow(unsafe_code)]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_add_ps, _mm256_broadcast_ss, _mm256_cvtepi32_ps, _mm256_dpwssd_epi32, _mm256_fmadd_ps,
    _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_max_ps, _mm256_mul_ps, _mm256_set1_epi32, _mm256_set1_ps,
    _mm256_setzero_ps, _mm256_setzero_si256, _mm256_storeu_ps,
};

use super::plain::{convolve_body, gelu_body, layer_norm_body, relu_body, softmax_body};
use super::quantized::{PairTile, round_body};
use super::{Convolution, Kernels, PANEL, TILE, Tile};

/// The best of these that this CPU can run.
pub fn best() -> Option<&'static Kernels> {
    all().pop()
}

/// Those that this CPU can run, the best last.
pub fn all() -> Vec<&'static Kernels> {
    let mut out = Vec::new();
    if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
        out.push(&AVX2);
        if std::arch::is_x86_feature_detected!("avx512vnni") && std::arch::is_x86_feature_detected!("avx512vl") {
            out.push(&VNNI);
        }
    }
    out
}

// `all()` hands these out only after it has seen AVX2 and FMA on this CPU.
static AVX2: Kernels = BASE;
const BASE: Kernels = Kernels {
    name: "avx2",
    // SAFETY: the CPU has AVX2 and FMA, see above; `Tile::check` holds.
    tile: |t, c| unsafe { tile(t, c) },
    // SAFETY: the CPU has AVX2 and FMA, see above; `PairTile::check` holds.
    pair_tile: |t, c| unsafe { pair_tile(t, c) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    round: |x, out| unsafe { round(x, out) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    softmax: |x, scale| unsafe { softmax(x, scale) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    gelu: |x| unsafe { gelu(x) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    layer_norm: |x, w, b| unsafe { layer_norm(x, w, b) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    relu: |x| unsafe { relu(x) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    convolve: |k, out| unsafe { convolve(k, out) },
};

// `all()` hands these out only after it has seen AVX-512 VNNI and VL as well.
static VNNI: Kernels = Kernels {
    name: "avx512-vnni",
    // SAFETY: the CPU has what `pair_tile_vnni` asks, see above; `PairTile::check` holds.
    pair_tile: |t, c| unsafe { pair_tile_vnni(t, c) },
    ..BASE
};

#[target_feature(enable = "avx2,fma")]
fn softmax(x: &mut [f32], scale: f32) -> f32 {
    softmax_body::<true>(x, scale)
}

#[target_feature(enable = "avx2,fma")]
fn gelu(x: &mut [f32]) {
    gelu_body::<true>(x);
}

#[target_feature(enable = "avx2,fma")]
fn layer_norm(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    layer_norm_body(x, weight, bias);
}

#[target_feature(enable = "avx2,fma")]
fn relu(x: &mut [f32]) {
    relu_body(x);
}

#[target_feature(enable = "avx2,fma")]
fn convolve(k: Convolution<'_>, out: &mut [f32]) {
    convolve_body::<true>(k, out);
}

#[target_feature(enable = "avx2,fma")]
fn round(x: &[f32], out: &mut [i16]) -> f32 {
    round_body(x, out)
}

#[target_feature(enable = "avx2,fma")]
fn tile(t: Tile<'_>, c: &mut [f32]) {
    match t.rows {
        1 => rows::<1>(t, c),
        2 => rows::<2>(t, c),
        3 => rows::<3>(t, c),
        4 => rows::<4>(t, c),
        5 => rows::<5>(t, c),
        _ => rows::<6>(t, c),
    }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn rows<const R: usize>(t: Tile<'_>, c: &mut [f32]) {
    // SAFETY: `Tile::check` holds for `t` and `c` (asserted by the caller): every row of `a` has `depth` elements, `panel` has
    // `depth` rows of 16, every row of `c` has 16 elements at stride `ldc`. Loads and stores need no alignment.
    unsafe {
        let (a, b, c) = (t.a.as_ptr(), t.panel.as_ptr(), c.as_mut_ptr());
        let mut sum = [[_mm256_setzero_ps(); 2]; R];
        for k in 0..t.depth {
            let low = _mm256_loadu_ps(b.add(k * PANEL));
            let high = _mm256_loadu_ps(b.add(k * PANEL + 8));
            for (i, s) in sum.iter_mut().enumerate() {
                let x = _mm256_broadcast_ss(&*a.add(i * t.lda + k));
                s[0] = _mm256_fmadd_ps(x, low, s[0]);
                s[1] = _mm256_fmadd_ps(x, high, s[1]);
            }
        }
        for (i, s) in sum.iter().enumerate() {
            for (half, &s) in s.iter().enumerate() {
                let to = c.add(i * t.ldc + 8 * half);
                _mm256_storeu_ps(to, if t.add { _mm256_add_ps(s, _mm256_loadu_ps(to)) } else { s });
            }
        }
    }
}

/// `sum` plus the products of two pairs a lane.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn madd(sum: __m256i, x: __m256i, y: __m256i) -> __m256i {
    _mm256_add_epi32(sum, _mm256_madd_epi16(x, y))
}

/// The same in one instruction; it wraps where the sum does, so that the bits agree.
#[inline]
#[target_feature(enable = "avx2,fma,avx512vnni,avx512vl")]
fn dpwssd(sum: __m256i, x: __m256i, y: __m256i) -> __m256i {
    _mm256_dpwssd_epi32(sum, x, y)
}

/// A pair tile for CPUs with `$features`, whose products are summed by `$step`.
macro_rules! pair_tile {
    ($tile:ident, $rows:ident, $step:ident, $features:literal) => {
        #[target_feature(enable = $features)]
        fn $tile(t: PairTile<'_>, c: &mut [f32]) {
            match t.units.len() {
                1 => $rows::<1>(t, c),
                2 => $rows::<2>(t, c),
                3 => $rows::<3>(t, c),
                4 => $rows::<4>(t, c),
                5 => $rows::<5>(t, c),
                _ => $rows::<6>(t, c),
            }
        }

        #[inline]
        #[target_feature(enable = $features)]
        fn $rows<const R: usize>(t: PairTile<'_>, c: &mut [f32]) {
            // SAFETY: `PairTile::check` holds for `t` and `c` (asserted by the caller): `a` has `pairs` times six pairs, `panel` has
            // `pairs` rows of 16 pairs, every row of `c` has 16 elements at stride `ldc`, `units` has `R` elements. Nothing needs
            // alignment.
            unsafe {
                let (a, b, c) = (t.a.as_ptr().cast::<i32>(), t.panel.as_ptr(), c.as_mut_ptr());
                let mut sum = [[_mm256_setzero_si256(); 2]; R];
                for k in 0..t.pairs {
                    let low = _mm256_loadu_si256(b.add(k * 2 * PANEL).cast());
                    let high = _mm256_loadu_si256(b.add(k * 2 * PANEL + PANEL).cast());
                    for (i, s) in sum.iter_mut().enumerate() {
                        let x = _mm256_set1_epi32(a.add(k * TILE + i).read_unaligned());
                        s[0] = $step(s[0], x, low);
                        s[1] = $step(s[1], x, high);
                    }
                }
                for (i, s) in sum.iter().enumerate() {
                    let unit = _mm256_set1_ps(*t.units.get_unchecked(i));
                    for (half, &s) in s.iter().enumerate() {
                        let to = c.add(i * t.ldc + 8 * half);
                        let worth = _mm256_mul_ps(unit, _mm256_loadu_ps(t.columns.as_ptr().add(8 * half)));
                        let from = _mm256_loadu_ps(t.bias.map_or(to.cast_const(), |bias| bias.as_ptr().add(8 * half)));
                        let v = _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(s), worth), from);
                        _mm256_storeu_ps(to, if t.relu { _mm256_max_ps(v, _mm256_setzero_ps()) } else { v });
                    }
                }
            }
        }
    };
}

pair_tile!(pair_tile, pair_rows, madd, "avx2,fma");
pair_tile!(pair_tile_vnni, pair_rows_vnni, dpwssd, "avx2,fma,avx512vnni,avx512vl");
