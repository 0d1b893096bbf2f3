//! The neural tagger: a model from bytes; `Article` to `Tagged`.
//!
//! `words` cuts the text, `wordpiece` names the pieces, `encoder` reads them, `roles` reads each cue's source and content,
//! and this file puts the tags together.

mod encoder;
mod kernels;
mod roles;
mod weights;
mod wordpiece;
mod words;

use std::ops::Range;

use sayso_doc::{Article, Attribution, Entity, EntityKind, Span, Tagged, Text};
use thiserror::Error;

use crate::encoder::Scratch;
use crate::roles::{CONTENT, Roles, SOURCE, probabilities};
use crate::weights::{FORMAT, Weights};
use crate::words::{OWN, Window, Word, quotations, windows, words};

const ACCURATE: &[u8] = include_bytes!("../../../models/accurate.safetensors");

/// Which annotation scheme the tags follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scheme {
    /// Attributions at every level of nesting.
    #[default]
    Nested,
    /// Outermost attributions, as PolNeAR marks them.
    Flat,
}

/// A loaded model; shared by all threads.
pub struct Model {
    weights: Weights,
    bytes: usize,
}

/// What a model says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelInfo {
    pub name: String,
    /// Version of the file format.
    pub format: u32,
    /// Size of the model file.
    pub bytes: usize,
    /// Which arithmetic this CPU runs: `avx2` or `plain`.
    pub kernels: &'static str,
}

#[derive(Debug, Error)]
pub enum ModelError {
    #[error("not a sayso model: {0}")]
    NotAModel(String),
    #[error("model format {found} is not supported: this version reads format {reads}")]
    WrongFormat { found: String, reads: u32 },
    #[error("model is damaged: {0}")]
    Damaged(String),
}

impl Model {
    /// The model compiled into the program.
    ///
    /// # Errors
    /// Only when the build is broken.
    pub fn builtin() -> Result<Self, ModelError> {
        Self::from_bytes(ACCURATE)
    }

    /// A model from the bytes of its file.
    ///
    /// # Errors
    /// When `bytes` are no model, of another format, or not whole.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { weights: Weights::read(bytes)?, bytes: bytes.len() })
    }

    pub fn info(&self) -> ModelInfo {
        ModelInfo { name: self.weights.name.clone(), format: FORMAT, bytes: self.bytes, kernels: kernels::name() }
    }

    /// Tags one article; the same bytes give the same tags on any number of threads.
    pub fn tag(&self, article: &Article, scheme: Scheme) -> Tagged {
        let text = article.text.as_str();
        let words = words(text);
        let mut pieces: Vec<u32> = Vec::with_capacity(words.len() * 5 / 4);
        let mut buffer = String::new();
        // starts[w]..starts[w + 1] are the pieces of word w.
        let mut starts = vec![0];
        for w in &words {
            self.weights.wordpiece.pieces(&text[w.start..w.end], &mut buffer, &mut pieces);
            starts.push(pieces.len());
        }
        let counts: Vec<usize> = starts.windows(2).map(|s| s[1] - s[0]).collect();
        let mut tagged = Tagged::default();
        let mut scratch = Scratch::default();
        let quotations = quotations(text, &words);
        for window in windows(text, &words, &counts) {
            let read = Read { model: &self.weights, text: &article.text, words: &words, quotations: &quotations, window };
            read.tag(&pieces, &starts, scheme, &mut scratch, &mut tagged);
        }
        tagged.attributions.sort_by_key(|a| (a.cue.start(), a.cue.end()));
        tagged
    }
}

/// One window in the reading.
struct Read<'a> {
    model: &'a Weights,
    text: &'a Text,
    words: &'a [Word],
    quotations: &'a [Range<usize>],
    window: Window,
}

impl Read<'_> {
    fn tag(&self, pieces: &[u32], starts: &[usize], scheme: Scheme, s: &mut Scratch, tagged: &mut Tagged) {
        let m = self.model;
        let h = m.config.hidden;
        let (mut ids, mut shapes, mut first) = (vec![m.wordpiece.cls], vec![0], Vec::new());
        for w in self.window.seen.clone() {
            first.push(ids.len());
            let all = &pieces[starts[w]..starts[w + 1]];
            ids.extend(&all[..all.len().min(OWN)]);
            shapes.resize(ids.len(), self.words[w].shape);
        }
        ids.push(m.wordpiece.sep);
        shapes.push(0);
        let x = m.encode(&ids, &shapes, s);
        // A word is read from its first piece.
        let states: Vec<f32> = first.iter().flat_map(|&i| &x[i * h..(i + 1) * h]).copied().collect();
        let own = self.window.own.start - self.window.seen.start..self.window.own.end - self.window.seen.start;
        let n = first.len();
        let mut logits = Vec::new();
        m.entity.apply(n, &states, h, &mut s.rounded, &mut logits);
        self.entities(&logits, m.entity.stride(), own.clone(), tagged);
        m.cue.apply(n, &states, h, &mut s.rounded, &mut logits);
        let scheme = match scheme {
            Scheme::Nested => 0,
            Scheme::Flat => 1,
        };
        let cue: Vec<[f32; 3]> = logits.chunks_exact(m.cue.stride()).map(|l| probabilities(&l[3 * scheme..])).collect();
        let role_words = m.role_words(states, s);
        let seen = &self.window.seen;
        let quotations: Vec<Range<usize>> = self
            .quotations
            .iter()
            .filter(|q| seen.start <= q.start && q.end <= seen.end)
            .map(|q| q.start - seen.start..q.end - seen.start)
            .collect();
        for (words, chance) in cues(&cue, own, m.config.cue_thresholds[scheme]) {
            let roles = m.roles(&role_words, words.clone(), scheme, &quotations, s);
            tagged.attributions.extend(self.attribution(words, chance, &roles));
        }
    }

    /// The span of words `words` of the window.
    fn span(&self, words: Range<usize>) -> Span {
        let at = self.window.seen.start;
        let (start, end) = (self.words[at + words.start].start, self.words[at + words.end - 1].end);
        // Words start and end at characters of this text.
        self.text.span(start, end).unwrap_or_else(|e| unreachable!("{e}"))
    }

    /// `None` when the role head finds no content.
    fn attribution(&self, cue: Range<usize>, chance: f32, roles: &Roles) -> Option<Attribution> {
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

    /// Reads labels O, then B and I of each kind; a run starts at B or where the kind changes.
    fn entities(&self, logits: &[f32], stride: usize, own: Range<usize>, tagged: &mut Tagged) {
        const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Group, EntityKind::Place];
        let labels: Vec<usize> = logits.chunks_exact(stride).map(|l| (1..7).fold(0, |t, k| if l[k] > l[t] { k } else { t })).collect();
        let mut w = own.start;
        while w < own.end {
            let Some(kind) = labels[w].checked_sub(1).map(|l| l / 2) else {
                w += 1;
                continue;
            };
            let mut end = w + 1;
            while end < labels.len() && labels[end] == 2 * kind + 2 {
                end += 1;
            }
            tagged.entities.push(Entity { span: self.span(w..end), kind: KINDS[kind] });
            w = end;
        }
    }
}

/// Cues among the words `own`: a word starts one when its probability passes the threshold; none starts inside another.
fn cues(probabilities: &[[f32; 3]], own: Range<usize>, threshold: f32) -> Vec<(Range<usize>, f32)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_start_at_the_threshold_and_run_on() {
        let p = [[1.0, 0.0, 0.0], [0.3, 0.7, 0.0], [0.2, 0.1, 0.7], [0.5, 0.5, 0.0], [0.9, 0.1, 0.0]];
        assert_eq!(cues(&p, 0..5, 0.5), [(1..3, 0.7), (3..4, 0.5)]);
        assert_eq!(cues(&p, 2..3, 0.5), []);
    }

    #[test]
    fn a_file_that_is_no_model_is_refused() {
        let refused = |bytes: &[u8]| Model::from_bytes(bytes).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(refused(b"").starts_with("not a sayso model"));
        assert!(refused(b"PK\x03\x04 something else entirely").starts_with("not a sayso model"));
        let cut = &ACCURATE[..ACCURATE.len() - 1];
        assert!(refused(cut).starts_with("not a sayso model"));
    }
}
