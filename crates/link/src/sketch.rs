//! The matching form of an article: all that the matcher reads, small enough to keep as bytes beside the article.

use crate::lookup::Key;
use crate::records::ArticleRecord;

/// What the matcher knows of one article. [`Sketch::to_bytes`] is what a store keeps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sketch {
    keys: Vec<Key>,
}

impl Sketch {
    pub fn new(_record: &ArticleRecord) -> Self {
        Self { keys: Vec::new() }
    }

    /// What the article is found by, rarest first: its rare words, names and numbers; at most 64, each once.
    pub fn keys(&self) -> Vec<Key> {
        self.keys.clone()
    }

    /// A form to keep; it bears a version.
    pub fn to_bytes(&self) -> Vec<u8> {
        vec![0]
    }

    /// The reverse; `None` for what is no sketch or one of another version (make it anew with [`Sketch::new`] then).
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        (bytes == [0]).then(Self::default)
    }
}
