//! Inputs that failed, and remarks about those that did not: kept until the input comes through.

use rusqlite::params;
use sayso_doc::Problem;

use crate::articles::Batch;
use crate::error::StoreError;
use crate::open::Reader;

/// A problem as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProblem {
    pub origin: String,
    /// Counted from 1, for an input that is a list of articles.
    pub line: Option<usize>,
    /// Whether the input gave no article.
    pub failed: bool,
    pub code: String,
    pub message: String,
    pub hint: Option<String>,
}

impl Batch<'_> {
    /// Keeps what was wrong with one input in place of what was wrong with it before; nothing when all went well.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn problems(&self, origin: &str, line: Option<usize>, failed: bool, problems: &[Problem]) -> Result<(), StoreError> {
        let line = line.unwrap_or(0) as i64;
        self.sql("DELETE FROM problems WHERE origin = ?1 AND line = ?2")?.execute(params![origin, line])?;
        let kind = if failed { "failure" } else { "remark" };
        let mut insert =
            self.sql("INSERT INTO problems (origin, line, place, kind, code, message, hint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for (place, problem) in problems.iter().enumerate() {
            let Problem { code, message, hint } = problem;
            insert.execute(params![origin, line, place as i64, kind, code, message, hint])?;
        }
        Ok(())
    }
}

impl Batch<'_> {
    /// The same for an input whose article was there already: remarks of the run that took it in stay.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn problems_of_known(&self, origin: &str, line: Option<usize>, remarks: &[Problem]) -> Result<(), StoreError> {
        let place = params![origin, line.unwrap_or(0) as i64];
        if self.sql("SELECT 1 FROM problems WHERE origin = ?1 AND line = ?2 AND kind = 'remark'")?.exists(place)? {
            return Ok(());
        }
        self.problems(origin, line, false, remarks)
    }
}

impl Reader {
    /// All problems in the order of their inputs' names and lines.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn problems(&self) -> Result<Vec<StoredProblem>, StoreError> {
        let mut all =
            self.connection.prepare_cached("SELECT origin, line, kind, code, message, hint FROM problems ORDER BY origin, line, place")?;
        let rows = all.query_map([], |row| {
            let line: i64 = row.get(1)?;
            let kind: String = row.get(2)?;
            Ok(StoredProblem {
                origin: row.get(0)?,
                line: usize::try_from(line).ok().filter(|l| *l > 0),
                failed: kind == "failure",
                code: row.get(3)?,
                message: row.get(4)?,
                hint: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
