//! Full-text search over texts and speakers.

use rusqlite::{OptionalExtension, params};

use crate::error::StoreError;
use crate::open::Reader;
use crate::{ArticleId, VersionId};

/// Texts that are ranked, the latest that have the words.
const RANKED: usize = 500;

/// An article in whose text or title the words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub id: ArticleId,
    pub version: VersionId,
    pub name: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    /// Some of the text around the words, in runs; true where a run is one of the words.
    pub around: Vec<(String, bool)>,
}

impl Reader {
    /// At most `limit` latest versions of articles with all words of `words`, the best first. Words in quotes stand side by side; `*`
    /// at the end of one stands for any ending.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_texts(&self, words: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        // The best of the latest: whoever looks for a common word has no use for all that have it.
        let least = "SELECT rowid FROM texts_search WHERE texts_search MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2";
        let least: Option<i64> =
            self.connection.prepare_cached(least)?.query_row(params![query, RANKED as i64], |row| row.get(0)).optional()?;
        let mut search = self.connection.prepare_cached(
            "SELECT a.id, a.version, a.name, a.outlet, v.title, v.published, f.around, a.url FROM ( \
                 SELECT rowid, rank, iif(octet_length(text) <= 200000, snippet(texts_search, 1, char(2), char(3), '…', 24), substr(text, 1, 200)) AS around \
                 FROM texts_search WHERE texts_search MATCH ?1 AND rowid > ?3 ORDER BY rank LIMIT ?4 \
             ) f CROSS JOIN articles a ON a.version = f.rowid JOIN versions v ON v.id = a.version ORDER BY f.rank, a.id LIMIT ?2",
        )?;
        // Some may be old versions.
        let asked = limit.saturating_mul(2).min(RANKED);
        let rows = search.query_map(params![query, limit as i64, least.unwrap_or(-1), asked as i64], |row| {
            Ok(Hit {
                id: ArticleId(row.get(0)?),
                version: VersionId(row.get(1)?),
                name: row.get(2)?,
                outlet: row.get(3)?,
                title: row.get(4)?,
                published: row.get(5)?,
                url: row.get(7)?,
                around: runs(&row.get::<_, String>(6)?),
            })
        })?;
        rows.collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

impl Reader {
    /// Some of the latest text of an article around `words`, in runs; true where a run is one of the words.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn around_words(&self, article: ArticleId, words: &str) -> Result<Vec<(String, bool)>, StoreError> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        let mut around = self.connection.prepare_cached(
            "SELECT iif(octet_length(text) <= 200000, snippet(texts_search, 1, char(2), char(3), '…', 24), substr(text, 1, 200)) \
             FROM texts_search WHERE texts_search MATCH ?1 AND rowid = (SELECT version FROM articles WHERE id = ?2)",
        )?;
        let marked: Option<String> = around.query_row(params![query, article.0], |row| row.get(0)).optional()?;
        Ok(marked.map(|m| runs(&m)).unwrap_or_default())
    }
}

/// What stands between the two marks is a word that was found.
fn runs(marked: &str) -> Vec<(String, bool)> {
    let mut runs = Vec::new();
    let mut found = false;
    for run in marked.split(['\u{2}', '\u{3}']) {
        if !run.is_empty() {
            runs.push((run.to_owned(), found));
        }
        found = !found;
    }
    runs
}

/// Phrases of a query; what is typed beyond is left out.
const PHRASES: usize = 32;
/// Letters before a star: fewer would stand for half of all words.
const BEFORE_STAR: usize = 3;

/// What a user typed as a query of FTS5 in which no character has a meaning of its own but quotes and a star at the end of a word.
pub(crate) fn query(typed: &str) -> Option<String> {
    let typed: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut parts = Vec::new();
    for (i, run) in typed.split('"').enumerate() {
        if i % 2 == 1 {
            parts.push((run, false));
        } else {
            parts.extend(run.split_whitespace().map(|w| match w.strip_suffix('*') {
                Some(start) => (start, start.chars().filter(|c| c.is_alphanumeric()).count() >= BEFORE_STAR),
                None => (w, false),
            }));
        }
    }
    let parts = parts.into_iter().filter(|(words, _)| words.chars().any(char::is_alphanumeric)).take(PHRASES);
    let quoted: Vec<String> = parts.map(|(words, any)| format!("\"{words}\"{}", if any { "*" } else { "" })).collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_cannot_break_a_query() {
        let check = |typed: &str, expect: Option<&str>| assert_eq!(query(typed).as_deref(), expect, "{typed}");
        check("port strike", Some("\"port\" \"strike\""));
        check("\"port strike\" minist*", Some("\"port strike\" \"minist\"*"));
        check("a AND (b OR NEAR(c)) -d ^e", Some("\"a\" \"AND\" \"(b\" \"OR\" \"NEAR(c))\" \"-d\" \"^e\""));
        check("title:x \"unfinished", Some("\"title:x\" \"unfinished\""));
        check(" * \" \" -- ", None);
        check("a* abc* \0d\n\"e\u{1}f", Some("\"a\" \"abc\"* \"d\" \"e f\""));
        assert_eq!(query(&"x ".repeat(999)).unwrap().matches('x').count(), PHRASES);
    }
}
