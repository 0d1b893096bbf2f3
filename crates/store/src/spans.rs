//! Spans between the ledger and the tables: four numbers each, code points beside bytes.

use rusqlite::Row;
use sayso_doc::{Offsets, Span, Text};

use crate::error::StoreError;

/// `start_char`, `end_char`, `start_byte`, `end_byte`, as all tables have them.
pub type Four = [i64; 4];

/// Four times NULL where no words say it.
pub type MaybeFour = [Option<i64>; 4];

pub fn four(offsets: &Offsets<'_>, span: Span) -> Four {
    // A text has at most 2³² bytes.
    [offsets.code_point(span.start()), offsets.code_point(span.end()), span.start(), span.end()].map(|n| n as i64)
}

pub fn maybe_four(offsets: &Offsets<'_>, span: Option<Span>) -> MaybeFour {
    span.map_or([None; 4], |s| four(offsets, s).map(Some))
}

/// The span whose bytes stand in columns `at` and `at + 1`.
pub fn span(text: &Text, row: &Row<'_>, at: usize) -> Result<Span, StoreError> {
    let (start, end): (i64, i64) = (row.get(at)?, row.get(at + 1)?);
    checked(text, start, end)
}

pub fn maybe_span(text: &Text, row: &Row<'_>, at: usize) -> Result<Option<Span>, StoreError> {
    let (start, end): (Option<i64>, Option<i64>) = (row.get(at)?, row.get(at + 1)?);
    start.zip(end).map(|(start, end)| checked(text, start, end)).transpose()
}

fn checked(text: &Text, start: i64, end: i64) -> Result<Span, StoreError> {
    let place = |n: i64| usize::try_from(n).map_err(|_| StoreError::Damaged(format!("an offset is negative: {n}")));
    text.span(place(start)?, place(end)?).map_err(|e| StoreError::Damaged(e.to_string()))
}
