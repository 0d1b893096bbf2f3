//! Articles and their statements: lists by filter, and one article with its ledger.

use sayso_register::Register;

use super::{Cursor, Reader, ViewError};
use crate::wire::views::{ArticlePage, Articles, Count, Statements};

/// Which articles; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleFilter {
    /// The whole name.
    pub outlet: Option<String>,
    /// ISO 8601 days, both included.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Words that stand in the text or the title.
    pub words: Option<String>,
}

/// Which statements; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementFilter {
    /// An article's number.
    pub article: Option<i64>,
    /// The whole name of the outlet.
    pub outlet: Option<String>,
    /// The whole name of who says it.
    pub speaker: Option<String>,
    /// The whole name of somebody between the outlet and the speaker.
    pub via: Option<String>,
    pub certainty: Option<String>,
    /// `own` or `attributed`.
    pub voice: Option<String>,
    /// Words that stand in the content.
    pub words: Option<String>,
}

/// Articles that pass `filter`, the latest first.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn articles(_reader: &Reader, _filter: &ArticleFilter, _after: Option<&Cursor>, _limit: usize) -> Result<Articles, ViewError> {
    Ok(Articles { articles: Vec::new(), next: None, count: Count { value: 0, or_more: false } })
}

/// One article by its number, in its latest version or the one that is named; `None` when there is none.
///
/// # Errors
/// When the store cannot be read.
pub fn article(_reader: &Reader, _register: &Register, _id: i64, _version: Option<u32>) -> Result<Option<ArticlePage>, ViewError> {
    Ok(None)
}

/// Statements of the latest versions that pass `filter`, in the order in which they came.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn statements(_reader: &Reader, _filter: &StatementFilter, _after: Option<&Cursor>, _limit: usize) -> Result<Statements, ViewError> {
    Ok(Statements { statements: Vec::new(), next: None })
}
