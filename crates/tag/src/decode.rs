//! From probabilities a word to cues, roles and spans; what both networks share.

use std::ops::Range;

use sayso_doc::{Attribution, Entity, EntityKind, Span, Text};

use crate::words::Word;

/// A role label of a word.
pub const NONE: u8 = 0;
pub const SOURCE: u8 = 1;
pub const CONTENT: u8 = 2;

/// How a model's probabilities are read; tuned with the model and kept in its file.
#[derive(Debug, Clone, Copy)]
pub struct Decoding {
    /// Least probability of the first word of a cue, for the nested and for the flat scheme.
    pub cue_thresholds: [f32; 2],
    /// Log cost of a change of role from one word to the next that source has part in.
    pub switch_source: f32,
    /// The same between none and content.
    pub switch_content: f32,
    /// A quotation of which this share is content is content as a whole.
    pub snap: f32,
}

/// What a role head reads out for one cue.
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

impl Decoding {
    /// The roles of the words from `first` on, from logits (none, source, content); `stride` floats a word.
    ///
    /// `quotations` are ranges of words. `readings` gives type and certainty for the labels and the cue's words, counted from `first`.
    pub fn roles(
        &self,
        logits: &[f32],
        stride: usize,
        first: usize,
        cue: &Range<usize>,
        quotations: &[Range<usize>],
        readings: impl FnOnce(&[u8], Range<usize>) -> ([f32; 6], [f32; 4]),
    ) -> Roles {
        let (labels, sureness) = self.labels(logits, stride, first, cue, quotations);
        let (kinds, certainties) = readings(&labels, cue.start - first..cue.end.min(first + labels.len()) - first);
        Roles { first, labels, sureness, kinds, certainties }
    }

    /// Labels, and their sureness.
    fn labels(&self, logits: &[f32], stride: usize, first: usize, cue: &Range<usize>, quotations: &[Range<usize>]) -> (Vec<u8>, f32) {
        let scores: Vec<[f32; 3]> = logits
            .chunks_exact(stride)
            .zip(first..)
            .map(|(l, w)| if cue.contains(&w) { [0.0, -30.0, -30.0] } else { log_softmax([l[0], l[1], l[2]]) })
            .collect();
        let mut labels = viterbi(&scores, self.switch_source, self.switch_content);
        snap(&mut labels, first, quotations, cue, self.snap);
        let chosen: Vec<f32> = labels.iter().zip(&scores).filter(|&(&l, _)| l != NONE).map(|(&l, s)| s[usize::from(l)].exp()).collect();
        let sureness = if chosen.is_empty() { 0.0 } else { chosen.iter().sum::<f32>() / chosen.len() as f32 };
        (labels, sureness)
    }
}

/// Words of a text from number `at` on: where labels become spans.
#[derive(Clone, Copy)]
pub struct Stretch<'a> {
    pub text: &'a Text,
    pub words: &'a [Word],
    pub at: usize,
}

impl Stretch<'_> {
    /// The span of words `words` of the stretch.
    pub fn span(&self, words: Range<usize>) -> Span {
        let (start, end) = (self.words[self.at + words.start].start, self.words[self.at + words.end - 1].end);
        // Words start and end at characters of this text.
        self.text.span(start, end).unwrap_or_else(|e| unreachable!("{e}"))
    }

    /// `None` when the role head finds no content.
    pub fn attribution(&self, cue: Range<usize>, chance: f32, roles: &Roles) -> Option<Attribution> {
        let pieces = |role| runs(&roles.labels, role).into_iter().map(|r| roles.first + r.start..roles.first + r.end);
        let content: Vec<Span> = pieces(CONTENT).map(|r| self.span(r)).collect();
        if content.is_empty() {
            return None;
        }
        // A source in pieces is rare (9 of 20,000 in PolNeAR): the longest piece stands for it, the first of equals.
        let source = pieces(SOURCE).rev().max_by_key(Range::len).map(|r| self.span(r));
        Some(Attribution {
            source,
            cue: self.span(cue),
            content,
            chance: chance * roles.sureness,
            kinds: Some(roles.kinds),
            certainties: Some(roles.certainties),
        })
    }

    /// Reads logits of labels O, then B and I of each kind, for the words `own`; a run starts at B or where the kind changes.
    pub fn entities(&self, logits: &[f32], stride: usize, own: Range<usize>, out: &mut Vec<Entity>) {
        const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Group, EntityKind::Place];
        let label = |w: usize| entity(&logits[w * stride..]);
        let last = logits.len() / stride;
        let mut w = own.start;
        while w < own.end {
            let Some(kind) = label(w).checked_sub(1).map(|l| l / 2) else {
                w += 1;
                continue;
            };
            let mut end = w + 1;
            while end < last && label(end) == 2 * kind + 2 {
                end += 1;
            }
            out.push(Entity { span: self.span(w..end), kind: KINDS[kind] });
            w = end;
        }
    }
}

/// The likeliest of the labels O, then B and I of each kind of entity.
pub fn entity(logits: &[f32]) -> usize {
    (1..7).fold(0, |top, k| if logits[k] > logits[top] { k } else { top })
}

/// Cues among the words `own`: a word starts one when its probability passes the threshold; none starts inside another.
pub fn cues(probabilities: &[[f32; 3]], own: Range<usize>, threshold: f32) -> Vec<(Range<usize>, f32)> {
    let (mut out, mut w) = (Vec::new(), own.start);
    while w < own.end {
        let [_, begins, _] = probabilities[w];
        if begins < threshold {
            w += 1;
            continue;
        }
        let mut end = w + 1;
        while end < probabilities.len() && probabilities[end][2] >= 0.5 {
            end += 1;
        }
        out.push((w..end, begins));
        w = end;
    }
    out
}

/// Runs of `label` in `labels`.
fn runs(labels: &[u8], label: u8) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for i in (0..labels.len()).filter(|&i| labels[i] == label) {
        match out.last_mut() {
            Some(run) if run.end == i => run.end += 1,
            _ => out.push(i..i + 1),
        }
    }
    out
}

/// Signed, log-spaced bucket of the distance of word `w` from the cue: 0 the cue itself, then odd before, even after.
pub fn bucket(w: usize, cue: &Range<usize>, buckets: usize) -> usize {
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

/// The means of rows `rows` of `x`.
pub fn mean_rows(x: &[f32], width: usize, rows: Range<usize>) -> Vec<f32> {
    let n = rows.len().max(1) as f32;
    let mut mean = vec![0.0; width];
    for row in x.chunks_exact(width).skip(rows.start).take(rows.len()) {
        mean.iter_mut().zip(row).for_each(|(m, v)| *m += v / n);
    }
    mean
}

/// What type and certainty are read from: the mean states of cue, source and content (zeros where there is none) and the maximum
/// over the reach, one after the other.
pub fn pooled(z: &[f32], width: usize, labels: &[u8], cue: Range<usize>) -> Vec<f32> {
    let mut x = mean_rows(z, width, cue);
    for role in [SOURCE, CONTENT] {
        let (mut sum, mut n) = (vec![0.0f32; width], 0);
        for (row, _) in z.chunks_exact(width).zip(labels).filter(|&(_, &l)| l == role) {
            sum.iter_mut().zip(row).for_each(|(s, v)| *s += v);
            n += 1;
        }
        x.extend(sum.into_iter().map(|s| s / n.max(1) as f32));
    }
    let mut most = vec![f32::NEG_INFINITY; width];
    for row in z.chunks_exact(width) {
        most.iter_mut().zip(row).for_each(|(m, &v)| *m = m.max(v));
    }
    x.extend(most);
    x
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

    #[test]
    fn cues_start_at_the_threshold_and_run_on() {
        let p = [[1.0, 0.0, 0.0], [0.3, 0.7, 0.0], [0.2, 0.1, 0.7], [0.5, 0.5, 0.0], [0.9, 0.1, 0.0]];
        assert_eq!(cues(&p, 0..5, 0.5), [(1..3, 0.7), (3..4, 0.5)]);
        assert_eq!(cues(&p, 2..3, 0.5), []);
    }
}
