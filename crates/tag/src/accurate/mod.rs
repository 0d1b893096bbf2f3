//! The accurate model: a transformer over windows of word pieces, and a role head that reads the words once for each cue.

mod encoder;
mod roles;
mod soft;
mod weights;

use std::ops::Range;

use sayso_doc::{Tagged, Text};

use self::encoder::Scratch;
pub use self::weights::Weights;
use crate::decode::{Stretch, cues, probabilities};
use crate::words::{OWN, Window, Word, windows};

/// A text in pieces: `starts[w]..starts[w + 1]` are the pieces of word w.
struct Pieces {
    all: Vec<u32>,
    starts: Vec<usize>,
}

impl Weights {
    /// Tags a text of these words; `scheme` is 0 for nested, 1 for flat.
    pub fn tag(&self, text: &Text, words: &[Word], quotations: &[Range<usize>], scheme: usize) -> Tagged {
        let mut tagged = Tagged::default();
        let mut s = Scratch::default();
        let pieces = self.pieces(text.as_str(), words);
        for Window { own, seen } in self.windows(text.as_str(), words, &pieces) {
            let states = self.states(words, &pieces, seen.clone(), &mut s);
            let (n, h) = (seen.len(), self.config.hidden);
            let own = own.start - seen.start..own.end - seen.start;
            let stretch = Stretch { text, words, at: seen.start };
            let mut logits = Vec::new();
            self.entity.apply(n, &states, h, &mut s.rounded, &mut logits);
            stretch.entities(&logits, self.entity.stride(), own.clone(), &mut tagged.entities);
            self.cue.apply(n, &states, h, &mut s.rounded, &mut logits);
            let cue: Vec<[f32; 3]> = logits.chunks_exact(self.cue.stride()).map(|l| probabilities(&l[3 * scheme..])).collect();
            let role_words = self.role_words(states, &mut s);
            let inside = quotations.iter().filter(|q| seen.start <= q.start && q.end <= seen.end);
            let quotations: Vec<Range<usize>> = inside.map(|q| q.start - seen.start..q.end - seen.start).collect();
            for (words, chance) in cues(&cue, own, self.config.decoding().cue_thresholds[scheme]) {
                let roles = self.roles(&role_words, words.clone(), scheme, &quotations, &mut s);
                tagged.attributions.extend(stretch.attribution(words, chance, &roles));
            }
        }
        tagged
    }

    fn pieces(&self, text: &str, words: &[Word]) -> Pieces {
        let mut pieces = Pieces { all: Vec::with_capacity(words.len() * 5 / 4), starts: vec![0] };
        let mut buffer = String::new();
        for w in words {
            self.wordpiece.pieces(&text[w.start..w.end], &mut buffer, &mut pieces.all);
            pieces.starts.push(pieces.all.len());
        }
        pieces
    }

    fn windows(&self, text: &str, words: &[Word], pieces: &Pieces) -> Vec<Window> {
        let counts: Vec<usize> = pieces.starts.windows(2).map(|s| s[1] - s[0]).collect();
        windows(text, words, &counts)
    }

    /// Hidden states [words of `seen`, hidden].
    fn states(&self, words: &[Word], pieces: &Pieces, seen: Range<usize>, s: &mut Scratch) -> Vec<f32> {
        let h = self.config.hidden;
        let (mut ids, mut shapes, mut first) = (vec![self.wordpiece.cls], vec![0], Vec::new());
        for w in seen {
            first.push(ids.len());
            let all = &pieces.all[pieces.starts[w]..pieces.starts[w + 1]];
            ids.extend(&all[..all.len().min(OWN)]);
            shapes.resize(ids.len(), words[w].shape);
        }
        ids.push(self.wordpiece.sep);
        shapes.push(0);
        let x = self.encode(&ids, &shapes, s);
        // A word is read from its first piece.
        first.iter().flat_map(|&i| &x[i * h..(i + 1) * h]).copied().collect()
    }
}
