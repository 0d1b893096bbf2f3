//! What this core can do at most: multiply-adds a second from registers, with the instructions that the kernels use, and bytes a
//! second from memory.

use std::hint::black_box;
use std::time::Duration;

use serde_json::{Value, json};

use crate::clock::time;

/// Steps of one measurement: a few hundredths of a second.
const STEPS: usize = 5_000_000;
const ROUNDS: usize = 7;
/// More than any cache holds.
const STREAM: usize = 128 << 20;

/// Operations a second (a multiply-add counts as two), in thousand millions.
pub fn measure() -> String {
    let mut rows = Vec::new();
    #[cfg(target_arch = "x86_64")]
    x86::measure(&mut rows);
    rows.push(("memory, GB a second read", rate(STREAM as f64, stream())));
    let rows: Vec<Value> = rows.iter().map(|(what, rate)| json!({"what": what, "giga_a_second": (rate * 10.0).round() / 10.0})).collect();
    format!("{:#}\n", Value::from(rows))
}

fn rate(operations: f64, best: Duration) -> f64 {
    operations / best.as_secs_f64() / 1e9
}

/// The best of some rounds: whatever disturbs makes it slower.
fn best(mut work: impl FnMut()) -> Duration {
    work();
    (0..ROUNDS).map(|_| time(&mut work).1).min().unwrap_or_default()
}

fn stream() -> Duration {
    let numbers = vec![1_u64; STREAM / 8];
    best(|| {
        black_box(black_box(&numbers).iter().fold(0_u64, |sum, &n| sum.wrapping_add(n)));
    })
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;
    use std::array::from_fn;
    use std::hint::black_box;

    use super::{STEPS, best, rate};

    /// Chains of sums that do not wait for each other: what two units of four or five cycles can hold.
    const CHAINS: usize = 12;

    pub fn measure(rows: &mut Vec<(&'static str, f64)>) {
        if !is_x86_feature_detected!("avx2") || !is_x86_feature_detected!("fma") {
            return;
        }
        let operations = |lanes: usize| (STEPS * CHAINS * lanes * 2) as f64;
        #[expect(unsafe_code, reason = "the instructions that are measured")]
        // SAFETY: the CPU has AVX2 and FMA, as was just asked; the functions touch registers only.
        let (float, short, byte) = unsafe { (best(|| f32_fma()), best(|| i16_madd()), best(|| i8_madd())) };
        rows.push(("f32 multiply-add (vfmadd231ps)", rate(operations(8), float)));
        rows.push(("i16 multiply-add (vpmaddwd, vpaddd)", rate(operations(16), short)));
        rows.push(("u8 x i8 multiply-add (vpmaddubsw, vpmaddwd, vpaddd)", rate(operations(32), byte)));
    }

    #[target_feature(enable = "avx2,fma")]
    fn f32_fma() {
        let (a, b) = (black_box(_mm256_set1_ps(0.5)), black_box(_mm256_set1_ps(1.0)));
        let mut sums: [__m256; CHAINS] = from_fn(|_| b);
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = _mm256_fmadd_ps(*sum, a, b);
            }
        }
        black_box(sums);
    }

    /// Right-hand sides in the first-level cache, two sets in turn, or the products would be taken out of the loop.
    #[target_feature(enable = "avx2")]
    fn operands() -> [[__m256i; CHAINS]; 2] {
        let mut operands = [[_mm256_setzero_si256(); CHAINS]; 2];
        for (n, operand) in operands.as_flattened_mut().iter_mut().enumerate() {
            *operand = _mm256_set1_epi8(n as i8);
        }
        black_box(operands)
    }

    #[target_feature(enable = "avx2")]
    #[allow(clippy::needless_range_loop, reason = "iterators are not unrolled here, and the sums would leave their registers")]
    fn i16_madd() {
        let (a, operands) = (black_box(_mm256_set1_epi16(3)), operands());
        let mut sums = [_mm256_setzero_si256(); CHAINS];
        for step in 0..STEPS {
            let operands = &operands[step % 2];
            for i in 0..CHAINS {
                sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(a, operands[i]));
            }
        }
        black_box(sums);
    }

    #[target_feature(enable = "avx2")]
    #[allow(clippy::needless_range_loop, reason = "as above")]
    fn i8_madd() {
        let (a, ones, operands) = (black_box(_mm256_set1_epi8(3)), black_box(_mm256_set1_epi16(1)), operands());
        let mut sums = [_mm256_setzero_si256(); CHAINS];
        for step in 0..STEPS {
            let operands = &operands[step % 2];
            for i in 0..CHAINS {
                sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(_mm256_maddubs_epi16(a, operands[i]), ones));
            }
        }
        black_box(sums);
    }
}
