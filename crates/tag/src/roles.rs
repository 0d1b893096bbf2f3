//! The role head: for one cue, which words near it are its source and its content, and what type and certainty follow.

use std::ops::Range;

use crate::encoder::Scratch;
use crate::kernels::gelu;
use crate::weights::Weights;

/// A role label of a word.
pub const NONE: u8 = 0;
pub const SOURCE: u8 = 1;
pub const CONTENT: u8 = 2;

/// What the role head reads out for one cue.
#[derive(Debug, Clone, PartialEq)]
pub struct Roles {
    /// First word of the reach.
    pub first: usize,
    /// A label a word of the reach.
    pub labels: Vec<u8>,
    /// Mean probability of the chosen labels over source and content, 0 to 1; 0 when there are none.
    pub sureness: f32,
    pub kinds: [f32; 6],
    pub certainties: [f32; 4],
}

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
            self.role_distance.add_to(bucket(w, &cue, c.distances), row);
            self.role_norm.apply(row);
        }
        gelu(&mut z);
        for layer in &self.role_layers {
            layer.apply(&mut z, r, s);
        }
        let mut logits = Vec::new();
        self.role_out.apply(last - first, &z, r, &mut s.rounded, &mut logits);
        let scores: Vec<[f32; 3]> = logits
            .chunks_exact(self.role_out.stride())
            .zip(first..last)
            .map(|(l, w)| if cue.contains(&w) { [0.0, -30.0, -30.0] } else { log_softmax([l[0], l[1], l[2]]) })
            .collect();
        let mut labels = viterbi(&scores, c.switch_source, c.switch_content);
        snap(&mut labels, first, quotations, &cue, c.snap);
        let chosen: Vec<f32> = labels.iter().zip(&scores).filter(|&(&l, _)| l != NONE).map(|(&l, s)| s[usize::from(l)].exp()).collect();
        let sureness = if chosen.is_empty() { 0.0 } else { chosen.iter().sum::<f32>() / chosen.len() as f32 };
        let (kinds, certainties) = self.readings(&z, &labels, cue.start - first..cue.end.min(last) - first, s);
        Roles { first, labels, sureness, kinds, certainties }
    }

    /// Probabilities of type and certainty from the mean states of cue, source and content and the maximum over the reach.
    fn readings(&self, z: &[f32], labels: &[u8], cue: Range<usize>, s: &mut Scratch) -> ([f32; 6], [f32; 4]) {
        let r = self.config.role_hidden;
        let mut x = mean_rows(z, r, cue);
        for role in [SOURCE, CONTENT] {
            let rows: Vec<&[f32]> = z.chunks_exact(r).zip(labels).filter(|&(_, &l)| l == role).map(|(row, _)| row).collect();
            x.extend((0..r).map(|k| rows.iter().map(|row| row[k]).sum::<f32>() / rows.len().max(1) as f32));
        }
        x.extend((0..r).map(|k| z.chunks_exact(r).map(|row| row[k]).fold(f32::NEG_INFINITY, f32::max)));
        let mut pooled = Vec::new();
        self.pool.apply(1, &x, 4 * r, &mut s.rounded, &mut pooled);
        pooled.truncate(r);
        gelu(&mut pooled);
        let (mut kinds, mut certainties) = (Vec::new(), Vec::new());
        self.type_out.apply(1, &pooled, r, &mut s.rounded, &mut kinds);
        self.certainty_out.apply(1, &pooled, r, &mut s.rounded, &mut certainties);
        (probabilities(&kinds), probabilities(&certainties))
    }
}

fn mean_rows(x: &[f32], width: usize, rows: Range<usize>) -> Vec<f32> {
    let n = rows.len().max(1) as f32;
    let mut mean = vec![0.0; width];
    for row in x.chunks_exact(width).skip(rows.start).take(rows.len()) {
        mean.iter_mut().zip(row).for_each(|(m, v)| *m += v / n);
    }
    mean
}

/// Signed, log-spaced bucket of the distance of word `w` from the cue: 0 the cue itself, then odd before, even after.
fn bucket(w: usize, cue: &Range<usize>, buckets: usize) -> usize {
    let (distance, after) = if w < cue.start {
        (cue.start - w, 0)
    } else if w < cue.end {
        return 0;
    } else {
        (w - cue.end + 1, 1)
    };
    let b = if distance <= 4 { distance - 1 } else { 3 + ((distance as f32 / 4.0).log2() * 2.0).ceil() as usize };
    1 + 2 * b.min((buckets - 2) / 2 - 1) + after
}

/// Softmax of the first `N` of `logits`.
pub fn probabilities<const N: usize>(logits: &[f32]) -> [f32; N] {
    let max = logits[..N].iter().fold(f32::NEG_INFINITY, |m, &v| m.max(v));
    let mut out = [0.0; N];
    out.iter_mut().zip(logits).for_each(|(o, l)| *o = (l - max).exp());
    let sum: f32 = out.iter().sum();
    out.map(|o| o / sum)
}

fn log_softmax(logits: [f32; 3]) -> [f32; 3] {
    let max = logits.iter().fold(f32::NEG_INFINITY, |m, &v| m.max(v));
    let sum = logits.iter().map(|l| (l - max).exp()).sum::<f32>().ln();
    logits.map(|l| l - max - sum)
}

/// The labels of the best path when a change of label has a cost (Viterbi, 1967). Ties go to the lower label.
fn viterbi(scores: &[[f32; 3]], source: f32, content: f32) -> Vec<u8> {
    let cost = [[0.0, source, content], [source, 0.0, source], [content, source, 0.0]];
    let top = |of: &dyn Fn(usize) -> f32| (1..3).fold(0, |t, k| if of(k) > of(t) { k } else { t });
    let Some((&start, rest)) = scores.split_first() else { return Vec::new() };
    let mut best = start;
    let mut back: Vec<[usize; 3]> = Vec::with_capacity(rest.len());
    for row in rest {
        let from = [0, 1, 2].map(|k: usize| top(&|j| best[j] - cost[j][k]));
        best = [0, 1, 2].map(|k: usize| best[from[k]] - cost[from[k]][k] + row[k]);
        back.push(from);
    }
    let mut label = top(&|k| best[k]);
    let mut labels = vec![label as u8];
    for from in back.iter().rev() {
        label = from[label];
        labels.push(label as u8);
    }
    labels.reverse();
    labels
}

/// Makes each quotation that is content to a share of `least` content as a whole: quotation marks are evidence.
fn snap(labels: &mut [u8], first: usize, quotations: &[Range<usize>], cue: &Range<usize>, least: f32) {
    for q in quotations {
        let overlaps_cue = q.start < cue.end && cue.start < q.end;
        if q.start < first || q.end > first + labels.len() || overlaps_cue {
            continue;
        }
        let inside = &mut labels[q.start - first..q.end - first];
        let content = inside.iter().filter(|&&l| l == CONTENT).count();
        if !inside.contains(&SOURCE) && content as f32 >= least * inside.len() as f32 {
            inside.fill(CONTENT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_follow_the_training_code() {
        // (word, bucket) around a cue at 100..102; figures from training/sayso_training/model.py.
        let cue = 100..102;
        for (w, want) in
            [(100, 0), (101, 0), (99, 1), (96, 7), (95, 9), (92, 11), (80, 17), (20, 25), (102, 2), (103, 4), (105, 8), (211, 28)]
        {
            assert_eq!(bucket(w, &cue, 32), want, "word {w}");
        }
    }

    #[test]
    fn a_switch_must_pay() {
        let (n, s, c) = ([0.0, -9.0, -0.9], [-0.9, 0.0, -9.0], [-0.9, -9.0, 0.0]);
        assert_eq!(viterbi(&[n, c, n, n], 0.2, 1.0), [0, 0, 0, 0]);
        assert_eq!(viterbi(&[n, n, c, c, c, n, n], 0.2, 1.0), [0, 0, 2, 2, 2, 0, 0]);
        assert_eq!(viterbi(&[n, s, n], 0.2, 1.0), [0, 1, 0]);
        assert!(viterbi(&[], 1.0, 1.0).is_empty());
    }

    #[test]
    fn a_quotation_is_content_as_a_whole() {
        let check = |labels: &[u8], expect: &[u8]| {
            // Words 10..16 with a quotation over 11..15 and one that leaves the reach.
            let mut labels = labels.to_vec();
            snap(&mut labels, 10, &[11..15, 15..99], &(10..11), 0.5);
            assert_eq!(labels, expect);
        };
        check(&[0, 2, 0, 2, 0, 2], &[0, 2, 2, 2, 2, 2]);
        check(&[0, 2, 0, 0, 0, 0], &[0, 2, 0, 0, 0, 0]);
        check(&[0, 2, 2, 2, 1, 0], &[0, 2, 2, 2, 1, 0]);
    }
}
