//! A single statement in `link`'s form, and the text around it, without the rest of its article: a claim has mentions in many.

use rusqlite::OptionalExtension;
use sayso_doc::{Certainty, NoteKind, SpeakerKind};
use sayso_link::{ArticleRecord, NoteRecord, Party, StatementId, StatementRecord, sentences};

use crate::error::StoreError;
use crate::open::Reader;
use crate::read::word;
use crate::{ArticleId, VersionId};

/// Bytes of one line in which sentences are sought; of a longer line, so many around the content.
const LINE: usize = 1 << 16;
/// Bytes shown before and after a sentence, at most.
const CONTEXT: usize = 240;

/// A statement with what is shown of its article.
pub(crate) struct Shown {
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub record: StatementRecord,
}

/// Where a statement stands, for whoever looks at it beside others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementSetting {
    pub article: ArticleId,
    /// The input's own id, else its path or URL.
    pub name: String,
    pub title: Option<String>,
    pub url: Option<String>,
    /// Code points of the article's text, a pair for each piece of the content.
    pub content_chars: Vec<[u64; 2]>,
    /// Some of the text on either side.
    pub before: String,
    pub after: String,
    /// Which outlet had most of the text first, or the agency that it is taken from.
    pub copy_of: Option<String>,
}

impl Reader {
    /// What [`ArticleRecord::new`] makes of the statement.
    pub(crate) fn statement_record(&self, id: StatementId) -> Result<Option<Shown>, StoreError> {
        let number = id.number();
        let mut one = self.connection.prepare_cached(
            "SELECT a.outlet, a.url, v.published, v.text, p.name, p.kind, p.aliases, p.register, s.certainty, s.cue, up.place, s.confidence \
             FROM statements s JOIN versions v ON v.id = s.version JOIN articles a ON a.id = v.article \
             LEFT JOIN speakers p ON p.id = s.speaker LEFT JOIN statements up ON up.id = s.parent WHERE s.id = ?1",
        )?;
        let mut rows = one.query([number])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let text = row.get_ref(3)?.as_str().map_err(|e| StoreError::Damaged(e.to_string()))?;
        let words = |(start, end): (u32, u32)| text.get(start as usize..end as usize).unwrap_or_default().to_owned();
        let spans = self.all(
            "SELECT role = 'content', start_byte, end_byte FROM statement_spans WHERE statement = ?1 AND role IN ('content', 'marker') \
             ORDER BY place",
            number,
            |row| Ok((row.get::<_, bool>(0)?, (row.get::<_, u32>(1)?, row.get::<_, u32>(2)?))),
        )?;
        let of = |is_content: bool| spans.iter().filter(move |s| s.0 == is_content).map(|s| s.1);
        let content: Vec<(u32, u32)> = of(true).collect();
        let markers = of(false).map(words).collect();
        let span = match (content.first(), content.last()) {
            (Some(first), Some(last)) => sentence(text, first.0 as usize, last.1.max(first.1) as usize),
            _ => (0, 0),
        };
        let speaker = row.get::<_, Option<String>>(4)?.map(|name| {
            Ok::<_, StoreError>(Party {
                name,
                kind: word(row, 5, &SpeakerKind::ALL, SpeakerKind::word)?,
                aliases: row.get::<_, String>(6)?.lines().map(str::to_owned).collect(),
                register_id: row.get(7)?,
            })
        });
        let notes = self.all(
            "SELECT n.kind, n.who, n.start_byte, n.end_byte FROM note_statements x JOIN notes n ON n.id = x.note WHERE x.statement = ?1 \
             ORDER BY n.place",
            number,
            |row| {
                let kind = word(row, 0, &NoteKind::ALL, NoteKind::word)?;
                Ok(NoteRecord { kind, who: row.get(1)?, text: words((row.get(2)?, row.get(3)?)) })
            },
        )?;
        let record = StatementRecord {
            span: (span.0 as u32, span.1 as u32),
            sentence: text.get(span.0..span.1).unwrap_or_default().to_owned(),
            text: content.iter().map(|&c| words(c)).collect::<Vec<_>>().join(" "),
            content,
            speaker: speaker.transpose()?,
            via: self.all("SELECT name FROM via WHERE statement = ?1 ORDER BY place", number, |row| Ok(row.get(0)?))?,
            certainty: word(row, 8, &Certainty::ALL, Certainty::word)?,
            markers,
            cue: row.get(9)?,
            notes,
            parent: row.get::<_, Option<u32>>(10)?.filter(|&p| (p as usize) < ArticleRecord::MAX_STATEMENTS),
            confidence: row.get::<_, f64>(11)? as f32,
        };
        let url: Option<String> = row.get(1)?;
        let outlet = sayso_link::outlet_or_host(row.get::<_, Option<String>>(0)?.as_deref(), url.as_deref());
        Ok(Some(Shown { outlet, published: row.get(2)?, record }))
    }

    /// Where a statement stands, and the text around bytes `span` of its article, which are shown themselves.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statement_setting(&self, id: StatementId, span: (u32, u32)) -> Result<Option<StatementSetting>, StoreError> {
        let mut one = self.connection.prepare_cached(
            "SELECT a.id, a.name, v.title, a.url, v.text, coalesce( \
                 (SELECT agency FROM credits c WHERE c.version = v.id AND c.part = 'whole'), \
                 (SELECT o.outlet FROM copies c JOIN articles o ON o.version = c.other WHERE c.version = v.id AND c.upstream = 'other' \
                  AND c.share >= 0.5 ORDER BY c.share DESC LIMIT 1)) \
             FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?1",
        )?;
        let content_chars = self.content_chars(id.number())?;
        let setting = one
            .query_row([VersionId(id.article.0).0], |row| {
                let text = row
                    .get_ref(4)?
                    .as_str()
                    .map_err(|e| rusqlite::Error::FromSqlConversionFailure(4, rusqlite::types::Type::Text, e.into()))?;
                let (before, after) = around(text, span.0 as usize, span.1 as usize);
                Ok(StatementSetting {
                    article: ArticleId(row.get(0)?),
                    name: row.get(1)?,
                    title: row.get(2)?,
                    url: row.get(3)?,
                    content_chars,
                    before,
                    after,
                    copy_of: row.get(5)?,
                })
            })
            .optional()?;
        Ok(setting)
    }
}

/// The sentences of `text` that hold bytes `start..end`. A line break always ends a sentence, so no more than the lines are read.
fn sentence(text: &str, start: usize, end: usize) -> (usize, usize) {
    let (Some(head), Some(tail)) = (text.get(..start), text.get(end..)) else { return (start, end) };
    let mut from = head.rfind('\n').map_or(0, |at| at + 1);
    let mut to = end + tail.find('\n').map_or(tail.len(), |at| at + 1);
    if to - from > LINE {
        from = text.floor_char_boundary(from.max(start.saturating_sub(LINE / 4)));
        to = text.ceil_char_boundary(to.min(end + LINE / 4));
    }
    let found = sentences(&text[from..to]);
    let first = found.iter().find(|s| from + s.end > start);
    let last = found.iter().rev().find(|s| from + s.start < end);
    match (first, last) {
        (Some(first), Some(last)) => ((from + first.start).min(start), (from + last.end).max(end)),
        _ => (start, end),
    }
}

/// Some of the text before and after bytes `start..end`, from a word on and to a word's end.
fn around(text: &str, start: usize, end: usize) -> (String, String) {
    let start = text.floor_char_boundary(start);
    let end = text.ceil_char_boundary(end.max(start));
    let from = text.ceil_char_boundary(start.saturating_sub(CONTEXT));
    let to = text.floor_char_boundary((end + CONTEXT).min(text.len()));
    let (mut before, mut after) = (&text[from..start], &text[end..to]);
    if from > 0 {
        before = before.find(char::is_whitespace).map_or("", |at| &before[at..]);
    }
    if to < text.len() {
        after = after.rfind(char::is_whitespace).map_or("", |at| &after[..at]);
    }
    (before.to_owned(), after.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_in_its_line() {
        let text = "One. Two is here.\nThree said Mr. Quist. “Four!” he said.\nFive.";
        let of = |words: &str| {
            let at = text.find(words).unwrap();
            let (start, end) = sentence(text, at, at + words.len());
            &text[start..end]
        };
        assert_eq!((of("is"), of("Quist"), of("Four"), of("Five")), ("Two is here.", "Three said Mr. Quist.", "“Four!” he said.", "Five."));
        assert_eq!(sentence("é", 1, 1), (1, 1));
    }

    #[test]
    fn the_text_around_is_cut_at_words() {
        let text = format!("{}here {}", "é ".repeat(400), "ü".repeat(400));
        let at = text.find("here").unwrap();
        let (before, after) = around(&text, at, at + 4);
        assert!(before.len() <= CONTEXT && before.ends_with("é ") && before.starts_with(' '));
        assert_eq!(after, "");
        assert_eq!(around("a b", 0, 99), (String::new(), String::new()));
    }
}
