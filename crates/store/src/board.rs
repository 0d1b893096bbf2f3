//! The board: claims by filter and in an order, page after page, each looking at little more than it shows.

use rusqlite::{OptionalExtension, params, params_from_iter};
use sayso_link::{ClaimId, Marks, StatementId};

use crate::conditions::{Conditions, value};
use crate::error::StoreError;
use crate::list::{CONFLICT_KINDS, ClaimFilter, ClaimOrder, DRIFT_KINDS, OriginRow};
use crate::open::Reader;
use crate::search::query;

/// What words find is sorted where there is so little; else the list is walked in its order until enough of the latest thousands are met.
pub(crate) const FEW: usize = 3000;
/// Names of outlets that a part of a name may stand for.
const OUTLETS: usize = 200;
/// Origins that a card names.
const SHOWN: i64 = 8;
/// Claims that are asked whether a speaker is in them.
const ASKED: usize = 300;

/// For [`Reader::is_few`].
const FINDS_CLAIMS: &str = "SELECT 1 FROM claims_search WHERE claims_search MATCH ?1 LIMIT ?2";

/// Where a page of the board ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimPlace {
    /// In the order of articles: how many articles and mentions it has, and its number.
    Spread(i64, i64, i64),
    /// In the order of a date: that, empty where there is none, and its number.
    Seen(String, i64),
}

/// A claim on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimCard {
    pub id: ClaimId,
    pub text: String,
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    pub mentions: u64,
    pub articles: u64,
    pub verdict: String,
    /// The first of them, in the order of their first mention.
    pub outlets: Vec<String>,
    pub outlet_count: u64,
    /// The same.
    pub origins: Vec<OriginRow>,
    pub origin_count: u64,
    pub marks: Marks,
    /// Kinds, each once.
    pub conflicts: Vec<String>,
    pub drifts: Vec<String>,
}

/// What a claim is in, in lists of statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClaimBrief {
    pub articles: u64,
    pub origins: u64,
    pub conflict: bool,
    pub drift: bool,
}

impl Reader {
    /// At most `limit` claims with two mentions or more that pass `filter`, after `after`, with where each of them stands.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn board(&self, filter: &ClaimFilter, after: Option<&ClaimPlace>, limit: usize) -> Result<Vec<(ClaimId, ClaimPlace)>, StoreError> {
        let Some(found) = self.claims_found(filter)? else { return Ok(Vec::new()) };
        let mut conditions = Conditions::default();
        let few = match &found {
            Some(found) => self.is_few(FINDS_CLAIMS, found)?,
            None => false,
        };
        let from = match found {
            Some(found) if few => {
                conditions.with("f.claims_search MATCH ?", [value(found)]);
                "claims_search f CROSS JOIN claims c ON c.id = f.rowid"
            }
            Some(found) => {
                conditions.with(
                    "c.id IN (SELECT rowid FROM claims_search WHERE claims_search MATCH ? ORDER BY rowid DESC LIMIT 8000)",
                    [value(found)],
                );
                indexed(filter.order)
            }
            None => indexed(filter.order),
        };
        marks(filter, &mut conditions);
        let order = match (filter.order, after) {
            (ClaimOrder::Articles, after) => {
                if let Some(&ClaimPlace::Spread(articles, mentions, id)) = after {
                    conditions.with("(c.articles, c.mentions, c.id) < (?, ?, ?)", [value(articles), value(mentions), value(id)]);
                }
                "c.articles DESC, c.mentions DESC, c.id DESC"
            }
            (ClaimOrder::Latest, after) => {
                seen(after, "(coalesce(c.last_seen, ''), c.id) < (?, ?)", &mut conditions);
                "coalesce(c.last_seen, '') DESC, c.id DESC"
            }
            (ClaimOrder::Newest, after) => {
                seen(after, "(coalesce(c.first_seen, ''), c.id) < (?, ?)", &mut conditions);
                "coalesce(c.first_seen, '') DESC, c.id DESC"
            }
        };
        let (conditions, values) = conditions.into_parts();
        let seen = if filter.order == ClaimOrder::Newest { "first_seen" } else { "last_seen" };
        let sql = format!(
            "SELECT c.id, c.articles, c.mentions, coalesce(c.{seen}, '') FROM {from} WHERE {conditions} ORDER BY {order} LIMIT {limit}"
        );
        let mut page = self.connection.prepare_cached(&sql)?;
        let rows = page.query_map(params_from_iter(values), |row| {
            let id: i64 = row.get(0)?;
            let place = match filter.order {
                ClaimOrder::Articles => ClaimPlace::Spread(row.get(1)?, row.get(2)?, id),
                ClaimOrder::Latest | ClaimOrder::Newest => ClaimPlace::Seen(row.get(3)?, id),
            };
            Ok((ClaimId(StatementId::from_number(id)), place))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The query of the words, speaker and outlet of a filter: the outer `None` where nothing can pass, the inner one where all may.
    fn claims_found(&self, filter: &ClaimFilter) -> Result<Option<Option<String>>, StoreError> {
        let mut parts = Vec::new();
        for (column, typed) in [("words", &filter.words), ("speakers", &filter.speaker)] {
            if let Some(typed) = typed {
                let Some(query) = query(typed) else { return Ok(None) };
                parts.push(format!("{column} : ({query})"));
            }
        }
        if let Some(part) = &filter.outlet {
            let mut names = self.connection.prepare_cached("SELECT name FROM outlets WHERE instr(lower(name), ?1) > 0 LIMIT ?2")?;
            let names = names.query_map(params![part.to_ascii_lowercase(), OUTLETS as i64], |row| row.get::<_, String>(0))?;
            let phrases: Vec<String> = names.collect::<Result<Vec<_>, _>>()?.iter().filter_map(|n| phrase(n)).collect();
            if phrases.is_empty() {
                return Ok(None);
            }
            parts.push(format!("outlets : ({})", phrases.join(" OR ")));
        }
        Ok(Some((!parts.is_empty()).then(|| parts.join(" AND "))))
    }

    /// Whether a search, limited by its second parameter, finds few.
    pub(crate) fn is_few(&self, sql: &str, query: &str) -> Result<bool, StoreError> {
        let mut search = self.connection.prepare_cached(sql)?;
        let mut rows = search.query(params![query, FEW as i64 + 1])?;
        let mut found = 0;
        while rows.next()?.is_some() {
            found += 1;
        }
        Ok(found <= FEW)
    }

    /// The claims that most articles have of those in which a speaker of exactly this name, or an outlet, has a mention.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claims_of(&self, whose: Whose<'_>, limit: usize) -> Result<Vec<ClaimId>, StoreError> {
        let (column, name, sql) = match whose {
            Whose::Speaker(name) => (
                "speakers",
                name,
                "SELECT 1 FROM mentions m JOIN statements s ON s.id = m.statement JOIN speakers p ON p.id = s.speaker \
                 WHERE m.claim = ?1 AND p.name = ?2",
            ),
            Whose::Outlet(name) => (
                "outlets",
                name,
                "SELECT 1 FROM mentions m JOIN articles a ON a.version = m.statement >> 12 WHERE m.claim = ?1 AND a.outlet = ?2",
            ),
        };
        let Some(phrase) = phrase(name) else { return Ok(Vec::new()) };
        let found = format!("{column} : {phrase}");
        let few = self.is_few(FINDS_CLAIMS, &found)?;
        let from = if few {
            "claims_search f CROSS JOIN claims c ON c.id = f.rowid WHERE f.claims_search MATCH ?1"
        } else {
            "claims c INDEXED BY claims_by_articles WHERE c.id IN \
             (SELECT rowid FROM claims_search WHERE claims_search MATCH ?1 ORDER BY rowid DESC LIMIT 8000)"
        };
        let mut page = self
            .connection
            .prepare_cached(&format!("SELECT c.id FROM {from} ORDER BY c.articles DESC, c.mentions DESC, c.id DESC LIMIT {ASKED}"))?;
        let mut exact = self.connection.prepare_cached(sql)?;
        let mut rows = page.query([found])?;
        let mut claims = Vec::new();
        while claims.len() < limit
            && let Some(row) = rows.next()?
        {
            let id: i64 = row.get(0)?;
            // A name may be part of a longer one.
            if exact.exists(params![id, name])? {
                claims.push(ClaimId(StatementId::from_number(id)));
            }
        }
        Ok(claims)
    }

    /// What the board shows of a claim.
    ///
    /// # Errors
    /// When the file cannot be read, or there is no such claim with two mentions or more.
    pub fn claim_card(&self, claim: ClaimId) -> Result<ClaimCard, StoreError> {
        let id = claim.0.number();
        let mut card = self
            .connection
            .prepare_cached(
                "SELECT text, first_seen, last_seen, mentions, articles, verdict, outlets, origins, conflict, drift, denied, unverified, \
                 state_only, unnamed_only FROM claims WHERE id = ?1",
            )?
            .query_row([id], |row| {
                let count = |at| row.get::<_, i64>(at).map(i64::unsigned_abs);
                Ok(ClaimCard {
                    id: claim,
                    text: row.get(0)?,
                    first_seen: row.get(1)?,
                    last_seen: row.get(2)?,
                    mentions: count(3)?,
                    articles: count(4)?,
                    verdict: row.get(5)?,
                    outlets: Vec::new(),
                    outlet_count: count(6)?,
                    origins: Vec::new(),
                    origin_count: count(7)?,
                    marks: Marks {
                        conflict: row.get(8)?,
                        drift: row.get(9)?,
                        denied: row.get(10)?,
                        unverified: row.get(11)?,
                        state_only: row.get(12)?,
                        unnamed_only: row.get(13)?,
                    },
                    conflicts: Vec::new(),
                    drifts: Vec::new(),
                })
            })
            .optional()?
            .ok_or_else(|| StoreError::Damaged(format!("there is no claim {id}")))?;
        card.outlets = self.words(
            // Not more than some mentions are looked at, for the sake of claims that everybody has.
            "SELECT a.outlet FROM (SELECT statement FROM mentions WHERE claim = ?1 ORDER BY statement LIMIT 64) m \
             JOIN articles a ON a.version = m.statement >> 12 WHERE a.outlet IS NOT NULL GROUP BY a.outlet ORDER BY min(m.statement) LIMIT 8",
            id,
        )?;
        card.origins = self.origins_of(id, SHOWN)?;
        if card.marks.conflict {
            card.conflicts = self.words(CONFLICT_KINDS, id)?;
        }
        if card.marks.drift {
            card.drifts = self.words(DRIFT_KINDS, id)?;
        }
        Ok(card)
    }

    /// In how many articles a claim is, and what is to be seen of it; `None` where nobody repeats it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_brief(&self, claim: ClaimId) -> Result<Option<ClaimBrief>, StoreError> {
        let mut brief = self.connection.prepare_cached("SELECT articles, origins, conflict, drift FROM claims WHERE id = ?1")?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(ClaimBrief {
                articles: row.get::<_, i64>(0)?.unsigned_abs(),
                origins: row.get::<_, i64>(1)?.unsigned_abs(),
                conflict: row.get(2)?,
                drift: row.get(3)?,
            })
        };
        Ok(brief.query_row([claim.0.number()], read).optional()?)
    }
}

/// In whose mentions claims are looked for, by the whole name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    Speaker(&'a str),
    Outlet(&'a str),
}

/// A name as a phrase of a query; `None` where it has no letter or digit.
pub(crate) fn phrase(name: &str) -> Option<String> {
    // A NUL would end the phrase before its closing quotation mark.
    let loose = |c: char| c == '"' || c.is_control();
    name.chars().any(char::is_alphanumeric).then(|| format!("\"{}\"", name.replace(loose, " ")))
}

fn indexed(order: ClaimOrder) -> &'static str {
    match order {
        ClaimOrder::Articles => "claims c INDEXED BY claims_by_articles",
        ClaimOrder::Latest => "claims c INDEXED BY claims_by_last_seen",
        ClaimOrder::Newest => "claims c INDEXED BY claims_by_first_seen",
    }
}

fn marks(filter: &ClaimFilter, conditions: &mut Conditions) {
    let flags = [
        (filter.one_origin, "c.origins = 1"),
        (filter.state_only, "c.state_only = 1"),
        (filter.unnamed_only, "c.unnamed_only = 1"),
        (filter.unverified, "c.unverified = 1"),
        (filter.conflict, "c.conflict = 1"),
        (filter.drift, "c.drift = 1"),
        (filter.denied, "c.denied = 1"),
    ];
    flags.into_iter().filter(|(wanted, _)| *wanted).for_each(|(_, condition)| conditions.require(condition));
    conditions.with("c.mentions >= ?", [value(filter.min_mentions as i64)]);
    if let Some(from) = &filter.from {
        conditions.with("coalesce(c.last_seen, '') >= ?", [value(from.clone())]);
    }
    if let Some(to) = &filter.to {
        // Whatever the time of day.
        conditions.require("c.first_seen IS NOT NULL");
        conditions.with("coalesce(c.first_seen, '') < ?", [value(format!("{to}~"))]);
    }
}

fn seen(after: Option<&ClaimPlace>, condition: &'static str, conditions: &mut Conditions) {
    if let Some(ClaimPlace::Seen(when, id)) = after {
        conditions.with(condition, [value(when.clone()), value(*id)]);
    }
}

#[cfg(test)]
mod tests {
    use super::phrase;

    #[test]
    fn a_name_is_one_phrase_whatever_is_in_it() {
        assert_eq!(phrase("Harbour \"Daily\0").as_deref(), Some("\"Harbour  Daily \""));
        assert_eq!(phrase("\0\""), None);
    }
}
