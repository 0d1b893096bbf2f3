//! The versions of an article, and what its outlet changed from one to the next.

use crate::error::StoreError;
use crate::open::Reader;
use crate::{ArticleId, VersionId};

/// One version, with what changed from the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    pub id: VersionId,
    /// Counted from 1.
    pub number: u32,
    pub title: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub changes: Vec<ChangeRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// `title`, `removed` or `added`.
    pub kind: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Versions and changes that are read of one article.
const MOST: i64 = 100;

impl Reader {
    /// The versions of an article, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn versions_of(&self, article: ArticleId) -> Result<Vec<VersionRow>, StoreError> {
        let sql =
            format!("SELECT id, number, title, published, updated FROM versions WHERE article = ?1 ORDER BY number DESC LIMIT {MOST}");
        let mut versions = self.all(&sql, article.0, |row| {
            Ok(VersionRow {
                id: VersionId(row.get(0)?),
                number: row.get(1)?,
                title: row.get(2)?,
                published: row.get(3)?,
                updated: row.get(4)?,
                changes: Vec::new(),
            })
        })?;
        let sql = format!("SELECT kind, before, after FROM changes WHERE version = ?1 ORDER BY place LIMIT {MOST}");
        for version in &mut versions {
            version.changes =
                self.all(&sql, version.id.0, |row| Ok(ChangeRow { kind: row.get(0)?, before: row.get(1)?, after: row.get(2)? }))?;
        }
        Ok(versions)
    }
}
