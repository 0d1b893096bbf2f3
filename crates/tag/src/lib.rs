//! The neural tagger: a model from bytes; `Article` to `Tagged`.

use sayso_doc::{Article, Tagged};
use thiserror::Error;

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
pub struct Model {}

/// What a model says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelInfo {
    pub name: String,
    /// Version of the file format.
    pub format: u32,
}

#[derive(Debug, Error)]
pub enum ModelError {
    #[error("not a sayso model: {0}")]
    NotAModel(String),
    #[error("model format {found} is not supported: this version reads format {reads}")]
    WrongFormat { found: u32, reads: u32 },
    #[error("model is damaged: {0}")]
    Damaged(String),
}

impl Model {
    /// The model compiled into the program.
    ///
    /// # Errors
    /// Only when the build is broken.
    pub fn builtin() -> Result<Self, ModelError> {
        Ok(Self {})
    }

    pub fn info(&self) -> ModelInfo {
        ModelInfo { name: "accurate".into(), format: 1 }
    }

    /// Tags one article; the same bytes give the same tags on any number of threads.
    pub fn tag(&self, _article: &Article, _scheme: Scheme) -> Tagged {
        Tagged::default()
    }
}
