//! What words find, in everything at once.

use sayso_register::Register;
use sayso_store::Hit;

use super::articles::runs;
use super::{ClaimFilter, MOST, Reader, ViewError, claims, outlets, speakers};
use crate::wire::views::{ArticleCard, Found};

/// At most `limit` of each kind of thing with all `words` in it.
///
/// # Errors
/// When the store cannot be read.
pub fn search(reader: &Reader, register: &Register, words: &str, limit: usize) -> Result<Found, ViewError> {
    let limit = limit.clamp(1, MOST);
    let filter = ClaimFilter { words: Some(words.to_owned()), ..ClaimFilter::default() };
    let ids: Vec<_> = reader.board(&filter, None, limit)?.into_iter().map(|(id, _)| id).collect();
    let mut articles = Vec::new();
    for hit in reader.search_texts(words, limit)? {
        let Hit { id, version, name, outlet, title, published, url, around } = hit;
        let statements = reader.count_statements(version)?;
        articles.push(ArticleCard { id: id.0, name, outlet, title, published, url, statements, around: runs(around) });
    }
    let speakers = reader.speakers_where(Some(words), None, limit)?.iter().map(|s| speakers::card(register, s)).collect();
    let outlets = if words.chars().any(char::is_alphanumeric) { reader.outlets_where(words.trim(), None, limit)? } else { Vec::new() };
    Ok(Found { claims: claims::cards(reader, &ids)?, articles, speakers, outlets: outlets::cards(reader, register, outlets)? })
}
