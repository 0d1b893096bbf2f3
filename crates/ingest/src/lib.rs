//! Bytes of HTML, JSONL or plain text to articles and problems. Never fails on bad input, does no I/O.

use sayso_doc::{Article, Problem};
use sayso_register::Register;

/// One input as read, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub bytes: &'a [u8],
    /// Path, `-` or URL.
    pub origin: &'a str,
    /// The HTTP header's value, where it came over HTTP.
    pub content_type: Option<&'a str>,
}

/// Bounds and choices.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Largest input in bytes.
    pub max_bytes: usize,
    /// Take articles in other languages than English as well.
    pub force: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: 20 << 20, force: false }
    }
}

/// One article, or why there is none; a page may give both (an article and a remark about it).
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The line of a JSONL input, else `None`.
    pub line: Option<usize>,
    pub article: Option<Article>,
    pub problems: Vec<Problem>,
}

/// Reads one input. JSONL gives one result a line, everything else one result.
pub fn ingest(_input: Input<'_>, _options: &Options, _register: &Register) -> Vec<Ingested> {
    Vec::new()
}
