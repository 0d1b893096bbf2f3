//! Speakers over all articles: by the names that articles give them.

use sayso_register::Register;

use super::{Cursor, Reader, ViewError};
use crate::wire::views::{Count, SpeakerPage, Speakers};

/// Speakers with all `words` in a name, or all of them; those who said most first.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn speakers(
    _reader: &Reader,
    _register: &Register,
    _words: Option<&str>,
    _after: Option<&Cursor>,
    _limit: usize,
) -> Result<Speakers, ViewError> {
    Ok(Speakers { speakers: Vec::new(), next: None, count: Count { value: 0, or_more: false } })
}

/// One speaker by the whole name; `None` when nobody bears it.
///
/// # Errors
/// When the store cannot be read.
pub fn speaker(_reader: &Reader, _register: &Register, _name: &str) -> Result<Option<SpeakerPage>, ViewError> {
    Ok(None)
}
