//! Speakers and outlets over all articles, from the sums that the writer keeps.

use rusqlite::{OptionalExtension, Row, params};

use crate::ArticleId;
use crate::error::StoreError;
use crate::open::Reader;
use crate::search::query;

/// Rows of a speaker from which other names are gathered.
const ALIASED: i64 = 200;
/// Articles of an outlet whose copies are counted, the latest ones.
const COPIED: i64 = 4000;

/// A speaker over all articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerSum {
    /// What a list goes on from.
    pub number: i64,
    pub name: String,
    pub kind: String,
    pub register: Option<String>,
    pub articles: u64,
    pub statements: u64,
    pub hedged: u64,
    pub relayed: u64,
}

/// What one speaker said in one outlet in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerMonth {
    /// Empty where unknown; the month too.
    pub outlet: String,
    pub month: String,
    pub articles: u64,
    pub statements: u64,
    pub hedged: u64,
    pub denied: u64,
    pub relayed: u64,
}

/// How an outlet's statements divide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutletSum {
    pub name: String,
    /// Empty for all months, and for what has no date.
    pub month: String,
    pub articles: u64,
    /// Of them, taken wholly or mostly from an agency.
    pub credited: u64,
    pub statements: u64,
    pub own: u64,
    pub relayed: u64,
    pub hedged: u64,
    pub denied: u64,
    pub unnamed: u64,
    /// Whose chain ends with a government.
    pub government: u64,
}

/// `relay` has statements from `source` and hands them on, in texts of `outlet`, which may be the relay itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayRow {
    pub outlet: String,
    pub relay: String,
    pub source: String,
    pub statements: u64,
}

const SPEAKER: &str = "n.id, n.name, n.kind, n.register, n.articles, n.statements, n.hedged, n.relayed";
const OUTLET: &str = "articles, credited, statements, own, relayed, hedged, denied, unnamed, government";

impl Reader {
    /// At most `limit` speakers with all `words` in a name, or all of them; those who said most first, after `after`: how many
    /// statements, and a number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speakers_where(&self, words: Option<&str>, after: Option<(i64, i64)>, limit: usize) -> Result<Vec<SpeakerSum>, StoreError> {
        let (said, number) = after.unwrap_or((i64::MAX, i64::MAX));
        let order = "n.statements > 0 AND (n.statements, n.id) < (?1, ?2) ORDER BY n.statements DESC, n.id DESC LIMIT ?3";
        let Some(words) = words else {
            let mut all = self.connection.prepare_cached(&format!("SELECT {SPEAKER} FROM speaker_names n WHERE {order}"))?;
            let rows = all.query_map(params![said, number, limit as i64], speaker_sum)?;
            return Ok(rows.collect::<Result<_, _>>()?);
        };
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        // By the name itself, and by what articles call them besides.
        let mut found = self.connection.prepare_cached(&format!(
            "SELECT {SPEAKER} FROM ( \
                 SELECT rowid AS id FROM (SELECT rowid FROM speaker_names_search WHERE speaker_names_search MATCH ?4 LIMIT 2000) \
                 UNION \
                 SELECT x.id FROM (SELECT rowid FROM speakers_search WHERE speakers_search MATCH ?4 ORDER BY rowid DESC LIMIT 500) f \
                 CROSS JOIN speakers p ON p.id = f.rowid CROSS JOIN speaker_names x ON x.name = p.name \
             ) f CROSS JOIN speaker_names n ON n.id = f.id WHERE {order}"
        ))?;
        let rows = found.query_map(params![said, number, limit as i64, query], speaker_sum)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The speaker of exactly this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speaker_sum(&self, name: &str) -> Result<Option<SpeakerSum>, StoreError> {
        let mut one =
            self.connection.prepare_cached(&format!("SELECT {SPEAKER} FROM speaker_names n WHERE n.name = ?1 AND n.statements > 0"))?;
        Ok(one.query_row([name], speaker_sum).optional()?)
    }

    /// Where and when a speaker of exactly this name said what they said.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speaker_months(&self, name: &str) -> Result<Vec<SpeakerMonth>, StoreError> {
        self.months_of("speaker = ?1", &[name])
    }

    /// The same in one outlet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speaker_months_in(&self, name: &str, outlet: &str) -> Result<Vec<SpeakerMonth>, StoreError> {
        self.months_of("speaker = ?1 AND outlet = ?2", &[name, outlet])
    }

    fn months_of(&self, condition: &str, values: &[&str]) -> Result<Vec<SpeakerMonth>, StoreError> {
        let mut months = self.connection.prepare_cached(&format!(
            "SELECT outlet, month, articles, statements, hedged, denied, relayed FROM speaker_months WHERE {condition}"
        ))?;
        let rows = months.query_map(rusqlite::params_from_iter(values), |row| {
            let n = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
            Ok(SpeakerMonth {
                outlet: row.get(0)?,
                month: row.get(1)?,
                articles: n(2)?,
                statements: n(3)?,
                hedged: n(4)?,
                denied: n(5)?,
                relayed: n(6)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many statements of each outlet are a speaker's.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speaker_by_outlet(&self, name: &str) -> Result<Vec<(String, u64)>, StoreError> {
        let mut sums =
            self.connection.prepare_cached("SELECT outlet, sum(statements) FROM speaker_months WHERE speaker = ?1 GROUP BY outlet")?;
        let rows = sums.query_map([name], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Other names by which articles call a speaker, the most frequent first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn aliases_of(&self, name: &str, limit: usize) -> Result<Vec<String>, StoreError> {
        let mut rows = self.connection.prepare_cached("SELECT aliases FROM speakers WHERE name = ?1 ORDER BY id DESC LIMIT ?2")?;
        let rows = rows.query_map(params![name, ALIASED], |row| row.get::<_, String>(0))?;
        let mut counted: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for lines in rows {
            lines?.lines().filter(|alias| *alias != name).for_each(|alias| *counted.entry(alias.to_owned()).or_default() += 1);
        }
        let mut names: Vec<(String, usize)> = counted.into_iter().collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Ok(names.into_iter().take(limit).map(|(alias, _)| alias).collect())
    }

    /// All outlets with `part` in their name, those with most articles first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outlets_where(&self, part: &str, after: Option<(i64, &str)>, limit: usize) -> Result<Vec<OutletSum>, StoreError> {
        let (articles, name) = after.unwrap_or((i64::MAX, ""));
        let mut outlets = self.connection.prepare_cached(&format!(
            "SELECT name, '', {OUTLET} FROM outlets WHERE name <> '' AND (?1 = '' OR instr(lower(name), ?1) > 0) \
             AND (articles < ?2 OR articles = ?2 AND name > ?3) ORDER BY articles DESC, name LIMIT ?4"
        ))?;
        let rows = outlets.query_map(params![part.to_ascii_lowercase(), articles, name, limit as i64], outlet_sum)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The outlet of exactly this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outlet_sum(&self, name: &str) -> Result<Option<OutletSum>, StoreError> {
        let mut one = self.connection.prepare_cached(&format!("SELECT name, '', {OUTLET} FROM outlets WHERE name = ?1 AND name <> ''"))?;
        Ok(one.query_row([name], outlet_sum).optional()?)
    }

    /// Its months, in time; what has no date is first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outlet_months(&self, name: &str) -> Result<Vec<OutletSum>, StoreError> {
        let mut months = self
            .connection
            .prepare_cached(&format!("SELECT outlet, month, {OUTLET} FROM outlet_months WHERE outlet = ?1 ORDER BY month"))?;
        let rows = months.query_map([name], outlet_sum)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whose words an outlet has most: speakers with how many statements.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn speakers_in(&self, outlet: &str, limit: usize) -> Result<Vec<(String, u64)>, StoreError> {
        let mut sums = self.connection.prepare_cached(
            "SELECT speaker, sum(statements) AS said FROM speaker_months WHERE outlet = ?1 GROUP BY speaker ORDER BY said DESC, speaker LIMIT ?2",
        )?;
        let rows = sums.query_map(params![outlet, limit as i64], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Who hands on what in the texts of an outlet, those with most statements first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn relays_in(&self, outlet: &str, limit: usize) -> Result<Vec<RelayRow>, StoreError> {
        self.relays("outlet = ?1", outlet, limit)
    }

    /// Who hands on what a source said, in any outlet's texts, those with most statements first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn relays_of(&self, source: &str, limit: usize) -> Result<Vec<RelayRow>, StoreError> {
        self.relays("source = ?1", source, limit)
    }

    fn relays(&self, condition: &str, name: &str, limit: usize) -> Result<Vec<RelayRow>, StoreError> {
        let mut rows = self.connection.prepare_cached(&format!(
            "SELECT outlet, relay, source, statements FROM relays WHERE {condition} \
             ORDER BY statements DESC, relay, source, outlet LIMIT ?2"
        ))?;
        let rows = rows.query_map(params![name, limit as i64], |row| {
            Ok(RelayRow { outlet: row.get(0)?, relay: row.get(1)?, source: row.get(2)?, statements: row.get::<_, i64>(3)?.unsigned_abs() })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Outlets with which an outlet shares whole texts, with how many articles, and whether the other had them first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn copies_with(&self, outlet: &str, share: f64) -> Result<Vec<(String, bool, u64)>, StoreError> {
        let mut sums = self.connection.prepare_cached(
            "SELECT o.outlet, c.upstream = 'other', count(DISTINCT a.version) AS n FROM \
             (SELECT version FROM articles WHERE outlet = ?1 ORDER BY version DESC LIMIT ?3) a CROSS JOIN copies c ON c.version = a.version \
             CROSS JOIN articles o ON o.version = c.other WHERE c.share >= ?2 AND c.upstream <> 'unknown' AND o.outlet IS NOT NULL \
             AND o.outlet <> ?1 GROUP BY 1, 2 ORDER BY n DESC, 1 LIMIT 200",
        )?;
        let rows =
            sums.query_map(params![outlet, share, COPIED], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs())))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Texts that share words with the latest of an article: the article, the share, the words, and which had it first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn copies_of(&self, article: ArticleId, limit: usize) -> Result<Vec<(ArticleId, f64, u64, String)>, StoreError> {
        let mut copies = self.connection.prepare_cached(
            "SELECT o.id, c.share, c.words, c.upstream FROM articles a JOIN copies c ON c.version = a.version \
             JOIN articles o ON o.version = c.other WHERE a.id = ?1 ORDER BY c.share DESC, o.id LIMIT ?2",
        )?;
        let rows = copies.query_map(params![article.0, limit as i64], |row| {
            Ok((ArticleId(row.get(0)?), row.get(1)?, row.get::<_, i64>(2)?.unsigned_abs(), row.get(3)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn speaker_sum(row: &Row<'_>) -> rusqlite::Result<SpeakerSum> {
    let n = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
    Ok(SpeakerSum {
        number: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        register: row.get(3)?,
        articles: n(4)?,
        statements: n(5)?,
        hedged: n(6)?,
        relayed: n(7)?,
    })
}

fn outlet_sum(row: &Row<'_>) -> rusqlite::Result<OutletSum> {
    let n = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
    Ok(OutletSum {
        name: row.get(0)?,
        month: row.get(1)?,
        articles: n(2)?,
        credited: n(3)?,
        statements: n(4)?,
        own: n(5)?,
        relayed: n(6)?,
        hedged: n(7)?,
        denied: n(8)?,
        unnamed: n(9)?,
        government: n(10)?,
    })
}
