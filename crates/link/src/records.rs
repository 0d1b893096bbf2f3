//! What linking keeps of an article: owned values without spans, which a store can write down and read back.

use std::fmt;
use std::ops::Range;

use sayso_doc::{Article, Certainty, Ledger, NoteKind, Span, SpeakerKind, Statement, Voice};

use crate::sentences::sentences;

/// An article's number in the store. Numbers grow in the order in which articles are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub i64);

/// One statement of an article; `index` counts [`ArticleRecord::statements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId {
    pub article: ArticleId,
    pub index: u32,
}

/// A claim bears the number of the statement that founded it, so every statement has a claim, if only its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub StatementId);

/// An article with its statements.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleRecord {
    pub id: ArticleId,
    /// Who published it: `Article::outlet`, else the host of its address.
    pub outlet: Option<String>,
    /// ISO 8601 date or date and time, as the page has it.
    pub published: Option<String>,
    pub title: Option<String>,
    /// The agency that the text is wholly or mostly taken from.
    pub syndicated_from: Option<String>,
    /// Agencies credited with a part.
    pub contributors: Vec<String>,
    /// In the order of the ledger, at most [`ArticleRecord::MAX_STATEMENTS`].
    pub statements: Vec<StatementRecord>,
}

/// One statement, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRecord {
    /// Bytes of the article's text: the sentences that the content stands in, from the first one's start to the last one's end.
    pub span: (u32, u32),
    /// Bytes of each piece of the content.
    pub content: Vec<(u32, u32)>,
    /// The words of `span`.
    pub sentence: String,
    /// The words of the content, its pieces joined by a blank.
    pub text: String,
    /// Who is said to have said it; `None`: the outlet itself.
    pub speaker: Option<Party>,
    /// Canonical names between the outlet and the speaker, nearest the outlet first.
    pub via: Vec<String>,
    pub certainty: Certainty,
    /// The words that make the certainty what it is.
    pub markers: Vec<String>,
    /// The words that attribute it ("said", "according to").
    pub cue: Option<String>,
    /// What was or was not checked about it.
    pub notes: Vec<NoteRecord>,
    /// Index of the statement whose content this one stands in.
    pub parent: Option<u32>,
    /// Probability that it is a statement, 0 to 1.
    pub confidence: f32,
}

/// Somebody to whom a statement is attributed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Canonical within its article.
    pub name: String,
    pub kind: SpeakerKind,
    /// Other names by which the article calls them.
    pub aliases: Vec<String>,
    /// Id in the register of outlets or countries.
    pub register_id: Option<String>,
}

/// A verification note about a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRecord {
    pub kind: NoteKind,
    /// Who checked, or who was asked.
    pub who: Option<String>,
    /// The words of the note.
    pub text: String,
}

impl StatementId {
    /// Bits of [`StatementId::number`] that hold the index.
    const INDEX_BITS: u32 = 12;

    /// One integer for it, for databases: grows with the article, then with the index. Article numbers stay below 2^51.
    pub fn number(self) -> i64 {
        (self.article.0 << Self::INDEX_BITS) | i64::from(self.index)
    }

    /// The reverse of [`StatementId::number`].
    pub fn from_number(number: i64) -> Self {
        let index = (number & ((1 << Self::INDEX_BITS) - 1)) as u32;
        Self { article: ArticleId(number >> Self::INDEX_BITS), index }
    }
}

impl ArticleRecord {
    /// Statements beyond this many are left out of linking; [`StatementId::number`] has room for so many.
    pub const MAX_STATEMENTS: usize = 1 << StatementId::INDEX_BITS;

    /// Takes over what linking needs. Spans of another text are left out.
    pub fn new(id: ArticleId, article: &Article, ledger: &Ledger) -> Self {
        let sentences = sentences(article.text.as_str());
        let statements = ledger.statements.iter().take(Self::MAX_STATEMENTS);
        Self {
            id,
            outlet: outlet_or_host(article.outlet.as_deref(), article.url.as_deref()),
            published: article.published.clone(),
            title: article.title.clone(),
            syndicated_from: ledger.syndicated_from.as_ref().map(|c| c.agency.clone()),
            contributors: ledger.contributors.iter().map(|c| c.agency.clone()).collect(),
            statements: statements.map(|s| StatementRecord::new(article, ledger, &sentences, s)).collect(),
        }
    }

    /// Days since 1970-01-01 of its date, where it has one.
    pub fn day(&self) -> Option<i32> {
        day(self.published.as_deref()?)
    }
}

impl StatementRecord {
    fn new(article: &Article, ledger: &Ledger, sentences: &[Range<usize>], statement: &Statement) -> Self {
        let words = |span: Span| article.text.get(span).unwrap_or_default().to_owned();
        let content: Vec<Span> = statement.content.iter().copied().filter(|&c| article.text.get(c).is_ok()).collect();
        let (start, end) = match (content.first(), content.last()) {
            (Some(first), Some(last)) => around(sentences, first.start(), last.end().max(first.end())),
            _ => (0, 0),
        };
        let (speaker, via, cue) = match &statement.voice {
            Voice::Own => (None, Vec::new(), None),
            Voice::Attributed { cue, speaker, via, .. } => {
                let party = ledger.speakers.get(*speaker).map(|s| Party {
                    name: s.name.clone(),
                    kind: s.kind,
                    aliases: s.aliases.clone(),
                    register_id: s.register_id.clone(),
                });
                (party, via.iter().map(|r| r.name.clone()).collect(), Some(words(*cue)))
            }
        };
        let notes = statement.notes.iter().filter_map(|&n| ledger.notes.get(n));
        Self {
            span: (start as u32, end as u32),
            content: content.iter().map(|c| (c.start() as u32, c.end() as u32)).collect(),
            sentence: article.text.as_str().get(start..end).unwrap_or_default().to_owned(),
            text: content.iter().map(|&c| words(c)).collect::<Vec<_>>().join(" "),
            speaker,
            via,
            certainty: statement.certainty,
            markers: statement.markers.iter().map(|&m| words(m)).collect(),
            cue,
            notes: notes.map(|n| NoteRecord { kind: n.kind, who: n.who.clone(), text: words(n.span) }).collect(),
            parent: statement.parent.and_then(|p| u32::try_from(p).ok()).filter(|&p| (p as usize) < ArticleRecord::MAX_STATEMENTS),
            confidence: statement.confidence,
        }
    }
}

/// The sentences that hold bytes `start..end`, from the first one's start to the last one's end.
fn around(sentences: &[Range<usize>], start: usize, end: usize) -> (usize, usize) {
    let first = sentences.partition_point(|s| s.end <= start);
    let last = sentences.partition_point(|s| s.start < end);
    match (sentences.get(first), last.checked_sub(1).and_then(|l| sentences.get(l))) {
        (Some(f), Some(l)) => (f.start.min(start), l.end.max(end)),
        _ => (start, end),
    }
}

/// Who published an article: its outlet, else the host of its address.
pub fn outlet_or_host(outlet: Option<&str>, url: Option<&str>) -> Option<String> {
    outlet.map(str::to_owned).or_else(|| host(url?))
}

/// "https://www.example.org/a" is of `example.org`.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then(|| host.to_lowercase())
}

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.number())
    }
}

/// Days since 1970-01-01 of an ISO 8601 date (Howard Hinnant's `days_from_civil`).
pub fn day(iso: &str) -> Option<i32> {
    let date = iso.get(..10)?;
    let mut parts = date.splitn(3, '-');
    let mut number = || parts.next()?.parse::<i32>().ok();
    let (y, m, d) = (number()?, number()?, number()?);
    if !(1..=12).contains(&m) || !(1..=31).contains(&d) || !(0..=9999).contains(&y) {
        return None;
    }
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let id = StatementId { article: ArticleId(77), index: 4095 };
        assert_eq!(StatementId::from_number(id.number()), id);
        assert!(id.number() < StatementId { article: ArticleId(78), index: 0 }.number());
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("2000-03-01T10:00:00Z"), Some(11_017));
        assert_eq!((day("soon"), day("2020-13-01"), day("2020-1é-01")), (None, None, None));
    }
}
