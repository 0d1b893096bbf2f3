//! Statements that share words with a sentence, for whoever looks for the claim that it has in mind.

use rusqlite::params;
use sayso_link::{ClaimId, StatementId};

use crate::error::StoreError;
use crate::open::Reader;

impl Reader {
    /// At most `limit` statements of latest versions with any of `words`, with their claims; those with most and rarest words first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements_like(&self, words: &[String], limit: usize) -> Result<Vec<(ClaimId, String)>, StoreError> {
        let plain = |w: &String| w.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let quoted: Vec<String> = words.iter().map(plain).filter(|w| !w.is_empty()).map(|w| format!("\"{w}\"")).collect();
        if quoted.is_empty() {
            return Ok(Vec::new());
        }
        let mut search = self.connection.prepare_cached(
            "SELECT m.claim, s.content FROM statements_search f JOIN mentions m ON m.statement = f.rowid \
             JOIN statements s ON s.id = f.rowid WHERE statements_search MATCH ?1 ORDER BY f.rank, m.statement LIMIT ?2",
        )?;
        let rows = search.query_map(params![quoted.join(" OR "), limit as i64], |row| {
            Ok((ClaimId(StatementId::from_number(row.get(0)?)), row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
