//! The neural taggers: a model from bytes; `Article` to `Tagged`.
//!
//! `words` cuts the text, `wordpiece` names the pieces, one of the networks (`accurate`, `fast`) reads them, and `decode` turns what it
//! says into spans.

mod accurate;
mod decode;
mod fast;
mod file;
mod kernels;
mod order;
mod wordpiece;
mod words;

use std::ops::Range;

use sayso_doc::{Article, Tagged};
use thiserror::Error;

use crate::file::{FORMAT, File};
use crate::words::{quotations, words};

const ACCURATE: &[u8] = include_bytes!("../../../models/accurate.safetensors");
const FAST: &[u8] = include_bytes!("../../../models/fast.safetensors");

/// The models that are compiled into the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Builtin {
    /// A transformer: the most right.
    #[default]
    Accurate,
    /// Convolutions, distilled from it: the cheapest.
    Fast,
}

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
    network: Network,
    name: String,
    bytes: usize,
}

enum Network {
    Accurate(Box<accurate::Weights>),
    Fast(Box<fast::Weights>),
}

/// What a model says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelInfo {
    pub name: String,
    /// Version of the file format.
    pub format: u32,
    /// Size of the model file.
    pub bytes: usize,
    /// Which arithmetic this CPU runs: `avx512-vnni`, `avx2` or `plain`.
    pub kernels: &'static str,
}

/// The probabilities behind the tags, for training another model.
#[derive(Debug, Clone, PartialEq)]
pub struct SoftTags {
    /// For each word that it begins, or goes on with, a cue: nested scheme, then flat.
    pub cues: Vec<[f32; 4]>,
    /// For each word O, then B and I of person, group, place.
    pub entities: Vec<u8>,
    /// Of both schemes, by window.
    pub attributions: Vec<SoftCue>,
}

/// A likely cue, in words, and what the words near it are to it.
#[derive(Debug, Clone, PartialEq)]
pub struct SoftCue {
    pub cue: Range<usize>,
    /// 0 nested, 1 flat.
    pub scheme: usize,
    /// First word of `roles`.
    pub first: usize,
    /// That a word is source, content.
    pub roles: Vec<[f32; 2]>,
    pub kinds: [f32; 6],
    pub certainties: [f32; 4],
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
    /// A model compiled into the program.
    ///
    /// # Errors
    /// Only when the build is broken.
    pub fn builtin(which: Builtin) -> Result<Self, ModelError> {
        Self::from_bytes(match which {
            Builtin::Accurate => ACCURATE,
            Builtin::Fast => FAST,
        })
    }

    /// A model from the bytes of its file.
    ///
    /// # Errors
    /// When `bytes` are no model, of another format, or not whole.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let file = File::open(bytes)?;
        let network = match file.key("network") {
            Ok("convolutions") => Network::Fast(Box::new(fast::Weights::read(&file)?)),
            // The first files did not name theirs.
            Err(_) | Ok("transformer") => Network::Accurate(Box::new(accurate::Weights::read(&file)?)),
            Ok(other) => return Err(ModelError::Damaged(format!("network `{other}` is not one this version knows"))),
        };
        Ok(Self { network, name: file.key("name")?.to_owned(), bytes: bytes.len() })
    }

    pub fn info(&self) -> ModelInfo {
        ModelInfo { name: self.name.clone(), format: FORMAT, bytes: self.bytes, kernels: kernels::name() }
    }

    /// What the model thinks of a text, as probabilities; `None` for the fast one, which learns from it.
    pub fn soft(&self, text: &str) -> Option<SoftTags> {
        match &self.network {
            Network::Accurate(weights) => Some(weights.soft(text)),
            Network::Fast(_) => None,
        }
    }

    /// Tags one article; the same bytes give the same tags on any number of threads.
    pub fn tag(&self, article: &Article, scheme: Scheme) -> Tagged {
        let text = article.text.as_str();
        let words = words(text);
        let quotations = quotations(text, &words);
        let scheme = match scheme {
            Scheme::Nested => 0,
            Scheme::Flat => 1,
        };
        let mut tagged = match &self.network {
            Network::Accurate(weights) => weights.tag(&article.text, &words, &quotations, scheme),
            Network::Fast(weights) => weights.tag(&article.text, &words, &quotations, scheme),
        };
        tagged.attributions.sort_by_key(|a| (a.cue.start(), a.cue.end()));
        tagged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_model_is_refused() {
        let refused = |bytes: &[u8]| Model::from_bytes(bytes).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(refused(b"").starts_with("not a sayso model"));
        assert!(refused(b"PK\x03\x04 something else entirely").starts_with("not a sayso model"));
        let cut = &ACCURATE[..ACCURATE.len() - 1];
        assert!(refused(cut).starts_with("not a sayso model"));
    }
}
