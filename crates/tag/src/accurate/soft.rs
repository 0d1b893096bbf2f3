//! What the accurate model thinks of each word, as probabilities: what the fast model learns from.

use super::Weights;
use super::encoder::Scratch;
use crate::decode::{Roles, cues, entity, probabilities};
use crate::words::{Window, words};
use crate::{SoftCue, SoftTags};

/// A cue less likely than this is not read further.
const LEAST: f32 = 0.3;

impl Weights {
    pub fn soft(&self, text: &str) -> SoftTags {
        let words = words(text);
        let pieces = self.pieces(text, &words);
        let mut s = Scratch::default();
        let mut out = SoftTags { cues: vec![[0.0; 4]; words.len()], entities: vec![0; words.len()], attributions: Vec::new() };
        for Window { own, seen } in self.windows(text, &words, &pieces) {
            let states = self.states(&words, &pieces, seen.clone(), &mut s);
            let (n, h) = (seen.len(), self.config.hidden);
            let mut logits = Vec::new();
            self.entity.apply(n, &states, h, &mut s.rounded, &mut logits);
            let stride = self.entity.stride();
            for w in own.clone() {
                out.entities[w] = entity(&logits[(w - seen.start) * stride..]) as u8;
            }
            self.cue.apply(n, &states, h, &mut s.rounded, &mut logits);
            let both: Vec<[[f32; 3]; 2]> =
                logits.chunks_exact(self.cue.stride()).map(|l| [probabilities(l), probabilities(&l[3..])]).collect();
            for w in own.clone() {
                let [[_, b, i], [_, flat_b, flat_i]] = both[w - seen.start];
                out.cues[w] = [b, i, flat_b, flat_i];
            }
            let role_words = self.role_words(states, &mut s);
            for scheme in 0..2 {
                let cue: Vec<[f32; 3]> = both.iter().map(|p| p[scheme]).collect();
                for (words, _) in cues(&cue, own.start - seen.start..own.end - seen.start, LEAST) {
                    let (first, z, logits) = self.role_logits(&role_words, &words, scheme, &mut s);
                    let stride = self.role_out.stride();
                    let readings = |labels: &[u8], cue| self.readings(&z, labels, cue, &mut s);
                    let Roles { kinds, certainties, .. } = self.config.decoding().roles(&logits, stride, first, &words, &[], readings);
                    let roles = logits.chunks_exact(stride).map(probabilities).map(|[_, source, content]: [f32; 3]| [source, content]);
                    out.attributions.push(SoftCue {
                        cue: seen.start + words.start..seen.start + words.end,
                        scheme,
                        first: seen.start + first,
                        roles: roles.collect(),
                        kinds,
                        certainties,
                    });
                }
            }
        }
        out
    }
}
