//! What `sayso problems --format json` writes.

use serde::Serialize;

use crate::corpus::StoredProblem;

#[derive(Debug, Serialize)]
pub struct Problems<'a> {
    pub problems: Vec<Problem<'a>>,
}

#[derive(Debug, Serialize)]
pub struct Problem<'a> {
    /// Path, `-` or URL.
    pub origin: &'a str,
    /// Of a list, or the record of an archive, counted from 1.
    pub line: Option<usize>,
    /// Whether the input gave no article; else it is a remark.
    pub failed: bool,
    pub code: &'a str,
    pub message: &'a str,
    pub hint: Option<&'a str>,
}

impl<'a> Problems<'a> {
    pub fn new(problems: &'a [StoredProblem]) -> Self {
        let one = |p: &'a StoredProblem| Problem {
            origin: &p.origin,
            line: p.line,
            failed: p.failed,
            code: &p.code,
            message: &p.message,
            hint: p.hint.as_deref(),
        };
        Self { problems: problems.iter().map(one).collect() }
    }
}
