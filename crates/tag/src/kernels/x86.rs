//! AVX2 and FMA kernels for x86-64.
#![allow(unsafe_code)]

use std::arch::x86_64::{_mm256_add_ps, _mm256_broadcast_ss, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_setzero_ps, _mm256_storeu_ps};

use super::plain::{gelu_body, layer_norm_body, softmax_body};
use super::{Kernels, PANEL, Tile};

// `kernels()` hands these out only after `available()` has seen AVX2 and FMA on this CPU.
pub static KERNELS: Kernels = Kernels {
    name: "avx2",
    // SAFETY: the CPU has AVX2 and FMA, see above; `Tile::check` holds.
    tile: |t, c| unsafe { tile(t, c) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    softmax: |x, scale| unsafe { softmax(x, scale) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    gelu: |x| unsafe { gelu(x) },
    // SAFETY: the CPU has AVX2 and FMA, see above.
    layer_norm: |x, w, b| unsafe { layer_norm(x, w, b) },
};

pub fn available() -> bool {
    std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma")
}

#[target_feature(enable = "avx2,fma")]
fn softmax(x: &mut [f32], scale: f32) -> f32 {
    softmax_body(x, scale)
}

#[target_feature(enable = "avx2,fma")]
fn gelu(x: &mut [f32]) {
    gelu_body(x);
}

#[target_feature(enable = "avx2,fma")]
fn layer_norm(x: &mut [f32], weight: &[f32], bias: &[f32]) {
    layer_norm_body(x, weight, bias);
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
            let row = c.add(i * t.ldc);
            _mm256_storeu_ps(row, _mm256_add_ps(s[0], _mm256_loadu_ps(row)));
            _mm256_storeu_ps(row.add(8), _mm256_add_ps(s[1], _mm256_loadu_ps(row.add(8))));
        }
    }
}
