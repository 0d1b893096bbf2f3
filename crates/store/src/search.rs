//! Full-text search over texts and speakers.

use rusqlite::params;

use crate::error::StoreError;
use crate::open::Reader;
use crate::{ArticleId, VersionId};

/// An article in whose text or title the words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub id: ArticleId,
    pub version: VersionId,
    pub name: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    /// Some of the text around the words, which stand between `«` and `»`.
    pub around: String,
}

impl Reader {
    /// At most `limit` latest versions of articles with all words of `words`, the best first. Words in quotes stand side by side; `*`
    /// at the end of one stands for any ending.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_texts(&self, words: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        let mut search = self.connection.prepare_cached(
            "SELECT a.article, a.version, a.name, a.outlet, a.title, a.published, snippet(texts_search, 1, '«', '»', '…', 16) \
             FROM texts_search JOIN latest_articles a ON a.version = texts_search.rowid \
             WHERE texts_search MATCH ?1 ORDER BY rank, a.article LIMIT ?2",
        )?;
        let rows = search.query_map(params![query, limit as i64], |row| {
            Ok(Hit {
                id: ArticleId(row.get(0)?),
                version: VersionId(row.get(1)?),
                name: row.get(2)?,
                outlet: row.get(3)?,
                title: row.get(4)?,
                published: row.get(5)?,
                around: row.get(6)?,
            })
        })?;
        rows.collect::<Result<_, _>>().map_err(StoreError::from)
    }

    /// Names of speakers with all words of `words` in a name or an alias, with how many statements are theirs; most first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_speakers(&self, words: &str, limit: usize) -> Result<Vec<(String, u64)>, StoreError> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        let mut search = self.connection.prepare_cached(
            "SELECT p.name, count(s.id) AS said FROM speakers_search JOIN speakers p ON p.id = speakers_search.rowid \
             JOIN articles a ON a.version = p.version LEFT JOIN statements s ON s.speaker = p.id \
             WHERE speakers_search MATCH ?1 GROUP BY p.name ORDER BY said DESC, p.name LIMIT ?2",
        )?;
        let rows = search.query_map(params![query, limit as i64], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
        rows.collect::<Result<_, _>>().map_err(StoreError::from)
    }
}

/// What a user typed as a query of FTS5 in which no character has a meaning of its own but quotes and a star at the end of a word.
pub(crate) fn query(typed: &str) -> Option<String> {
    let mut parts = Vec::new();
    for (i, run) in typed.split('"').enumerate() {
        if i % 2 == 1 {
            parts.push((run.to_owned(), false));
        } else {
            parts.extend(run.split_whitespace().map(|w| w.strip_suffix('*').map_or((w.to_owned(), false), |w| (w.to_owned(), true))));
        }
    }
    parts.retain(|(words, _)| words.chars().any(char::is_alphanumeric));
    let quoted: Vec<String> = parts.iter().map(|(words, any)| format!("\"{words}\"{}", if *any { "*" } else { "" })).collect();
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
    }
}
