//! The fast model: convolutions over the words of a whole article, and a role head of the same kind (after Liu et al., 2022).
//! `training/sayso_training/fast.py` is the network as it is trained.

mod network;
mod roles;
mod weights;

use std::ops::Range;

use sayso_doc::{Tagged, Text};

use self::network::Scratch;
use self::weights::Heads;
pub use self::weights::Weights;
use crate::decode::{Stretch, cues, probabilities};
use crate::order::order;
use crate::words::Word;

/// An article as the network reads it: a word is the mean of its pieces.
pub struct Input<'a> {
    pub words: &'a [Word],
    pub pieces: Vec<u32>,
    /// `starts[w]..starts[w + 1]` are the pieces of word w.
    pub starts: Vec<u32>,
}

impl Weights {
    /// Tags a text of these words; `scheme` is 0 for nested, 1 for flat.
    pub fn tag(&self, text: &Text, words: &[Word], quotations: &[Range<usize>], scheme: usize) -> Tagged {
        let mut tagged = Tagged::default();
        if words.is_empty() {
            return tagged;
        }
        let mut input = Input { words, pieces: Vec::with_capacity(words.len() * 5 / 4), starts: Vec::with_capacity(words.len() + 1) };
        let mut buffer = String::new();
        input.starts.push(0);
        for w in words {
            self.wordpiece.pieces(&text.as_str()[w.start..w.end], &mut buffer, &mut input.pieces);
            input.starts.push(input.pieces.len() as u32);
        }
        let places = order(text.as_str(), words);
        let mut s = Scratch::default();
        let states = self.encode(&input, &places, &mut s);
        let mut logits = Vec::new();
        self.heads.apply(words.len(), &states, self.config.hidden, &mut s.rounded, &mut logits);
        let stride = self.heads.stride();
        let stretch = Stretch { text, words, at: 0 };
        stretch.entities(&logits[Heads::ENTITY..], stride, 0..words.len(), &mut tagged.entities);
        let cue: Vec<[f32; 3]> = logits.chunks_exact(stride).map(|l| probabilities(&l[Heads::CUE + 3 * scheme..])).collect();
        let read = roles::Read { states: &states, logits: &logits, places: &places, quotations, scheme };
        for (words, chance) in cues(&cue, 0..words.len(), self.config.decoding().cue_thresholds[scheme]) {
            let roles = self.roles(&read, words.clone(), &mut s);
            tagged.attributions.extend(stretch.attribution(words, chance, &roles));
        }
        tagged
    }
}

#[cfg(test)]
mod tests {
    use sayso_doc::Text;

    use super::*;
    use crate::file::File;
    use crate::words::{quotations, words};

    /// `training/sayso_training/fixture.py` wrote a small network of random weights and what PyTorch makes of an invented text.
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Tiny {
        text: String,
        cue: (usize, usize),
        cues: Vec<Vec<f32>>,
        entities: Vec<Vec<f32>>,
        roles: Vec<Vec<f32>>,
        types: Vec<f32>,
        certainties: Vec<f32>,
    }

    fn tiny() -> (Tiny, Weights) {
        let file = File::open(include_bytes!("../../tests/tiny.safetensors")).unwrap();
        (serde_json::from_str(include_str!("../../tests/tiny.json")).unwrap(), Weights::read(&file).unwrap())
    }

    fn near(got: &[f32], want: &[f32]) {
        assert!(got.len() >= want.len());
        for (g, w) in got.iter().zip(want) {
            assert!((g - w).abs() < 0.02 * (1.0 + w.abs()), "{got:?} is not {want:?}");
        }
    }

    #[test]
    fn the_network_says_what_it_says_in_training() {
        let (tiny, m) = tiny();
        let words = words(&tiny.text);
        let mut input = Input { words: &words, pieces: Vec::new(), starts: vec![0] };
        for w in &words {
            m.wordpiece.pieces(&tiny.text[w.start..w.end], &mut String::new(), &mut input.pieces);
            input.starts.push(input.pieces.len() as u32);
        }
        let (places, mut s, mut logits) = (order(&tiny.text, &words), Scratch::default(), Vec::new());
        let states = m.encode(&input, &places, &mut s);
        m.heads.apply(words.len(), &states, m.config.hidden, &mut s.rounded, &mut logits);
        for ((row, cue), entity) in logits.chunks_exact(m.heads.stride()).zip(&tiny.cues).zip(&tiny.entities) {
            near(&row[Heads::CUE..], cue);
            near(&row[Heads::ENTITY..], entity);
        }
        let read = roles::Read { states: &states, logits: &logits, places: &places, quotations: &[], scheme: 0 };
        let (z, logits) = m.role_logits(&read, &(tiny.cue.0..tiny.cue.1), &mut s);
        let first = tiny.cue.0.saturating_sub(m.config.before);
        for (row, want) in logits.chunks_exact(m.role_out.stride()).zip(&tiny.roles) {
            near(row, want);
        }
        assert_eq!(logits.len() / m.role_out.stride(), tiny.roles.len());
        let none = vec![crate::decode::NONE; tiny.roles.len()];
        let (types, certainties) = m.readings(&z, &none, tiny.cue.0 - first..tiny.cue.1 - first, &mut s);
        near(&types, &tiny.types);
        near(&certainties, &tiny.certainties);
    }

    #[test]
    fn odd_texts_do_no_harm() {
        let (_, m) = tiny();
        for text in ["", " \n ", "x", "“", "\u{301}\u{200b}", &"a. ".repeat(500), &"z".repeat(5000)] {
            let (words, text) = (words(text), Text::new(text));
            m.tag(&text, &words, &quotations(text.as_str(), &words), 0);
        }
    }
}
