//! Reading articles and ledgers back as they were written.

use rusqlite::{OptionalExtension, Row, params};
use sayso_doc::{
    Article, Certainty, Credit, Ledger, Link, NoteKind, Paragraph, ParagraphKind, Relay, Speaker, SpeakerKind, Stance, Statement, Text,
    VerificationNote, Voice,
};

use crate::error::StoreError;
use crate::open::Reader;
use crate::spans::{maybe_span, span};
use crate::{ArticleId, VersionId};

/// One version of an article with its ledger, as it was put; the ledger's reasons are not kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    pub id: ArticleId,
    pub version: VersionId,
    /// Counted from 1.
    pub number: u32,
    pub article: Article,
    pub ledger: Ledger,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    pub id: ArticleId,
    /// The latest.
    pub version: VersionId,
    pub name: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
}

/// Whose text a version is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub outlet: Option<String>,
    pub published: Option<String>,
    /// The agency that it is wholly or mostly taken from, as it says itself.
    pub syndicated_from: Option<String>,
}

impl Reader {
    /// How many articles there are, each counted once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_articles(&self) -> Result<u64, StoreError> {
        let n: i64 = self.connection.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?;
        Ok(n.unsigned_abs())
    }

    /// At most `limit` articles after `after`, in the order in which they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn articles_after(&self, after: ArticleId, limit: usize) -> Result<Vec<ArticleRow>, StoreError> {
        let mut page = self.connection.prepare_cached(
            "SELECT article, version, name, outlet, title, published, url FROM latest_articles WHERE article > ?1 ORDER BY article LIMIT ?2",
        )?;
        let rows = page.query_map(params![after.0, limit as i64], article_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The latest version of the article that an input called `name`; the first that came where several have the name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn article_named(&self, name: &str) -> Result<Option<ArticleRow>, StoreError> {
        let mut named = self.connection.prepare_cached(
            "SELECT article, version, name, outlet, title, published, url FROM latest_articles WHERE name = ?1 OR url = ?1 ORDER BY article",
        )?;
        Ok(named.query_row([name], article_row).optional()?)
    }

    /// One version, whole.
    ///
    /// # Errors
    /// When the file cannot be read, or there is no such version.
    pub fn stored(&self, version: VersionId) -> Result<Stored, StoreError> {
        let (id, number, article) = self.version(version)?;
        let ledger = self.ledger(version, &article.text)?;
        Ok(Stored { id, version, number, article, ledger })
    }

    /// One version without its ledger: its article's number, the version's own, and the article.
    ///
    /// # Errors
    /// When the file cannot be read, or there is no such version.
    pub fn version(&self, version: VersionId) -> Result<(ArticleId, u32, Article), StoreError> {
        let mut one = self.connection.prepare_cached(
            "SELECT a.id, v.number, a.name, a.origin, a.url, a.outlet, v.title, v.byline, v.published, v.updated, v.language, v.text \
             FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?1",
        )?;
        let mut rows = one.query([version.0])?;
        let row = rows.next()?.ok_or_else(|| StoreError::Damaged(format!("there is no version {}", version.0)))?;
        let text = Text::new(row.get::<_, String>(11)?);
        let article = Article {
            id: row.get(2)?,
            origin: row.get(3)?,
            url: row.get(4)?,
            outlet: row.get(5)?,
            title: row.get(6)?,
            byline: row.get(7)?,
            published: row.get(8)?,
            updated: row.get(9)?,
            language: row.get(10)?,
            paragraphs: self.paragraphs(version, &text)?,
            links: self.links(version, &text)?,
            text,
        };
        Ok((ArticleId(row.get(0)?), row.get(1)?, article))
    }

    /// The article that a version is of.
    ///
    /// # Errors
    /// When the file cannot be read, or there is no such version.
    pub fn article_of(&self, version: VersionId) -> Result<ArticleId, StoreError> {
        let mut of = self.connection.prepare_cached("SELECT article FROM versions WHERE id = ?1")?;
        Ok(ArticleId(of.query_row([version.0], |row| row.get(0))?))
    }

    /// Who published a version, when, and taken from whom.
    ///
    /// # Errors
    /// When the file cannot be read, or there is no such version.
    pub fn head(&self, version: VersionId) -> Result<Head, StoreError> {
        let mut head = self.connection.prepare_cached(
            "SELECT a.outlet, v.published, (SELECT agency FROM credits c WHERE c.version = v.id AND c.part = 'whole') \
             FROM versions v JOIN articles a ON a.id = v.article WHERE v.id = ?1",
        )?;
        Ok(head.query_row([version.0], |row| Ok(Head { outlet: row.get(0)?, published: row.get(1)?, syndicated_from: row.get(2)? }))?)
    }

    fn paragraphs(&self, version: VersionId, text: &Text) -> Result<Vec<Paragraph>, StoreError> {
        self.all("SELECT kind, start_byte, end_byte FROM paragraphs WHERE version = ?1 ORDER BY place", version.0, |row| {
            Ok(Paragraph { kind: word(row, 0, &ParagraphKind::ALL, ParagraphKind::word)?, span: span(text, row, 1)? })
        })
    }

    fn links(&self, version: VersionId, text: &Text) -> Result<Vec<Link>, StoreError> {
        self.all("SELECT href, start_byte, end_byte FROM links WHERE version = ?1 ORDER BY place", version.0, |row| {
            Ok(Link { href: row.get(0)?, span: span(text, row, 1)? })
        })
    }

    fn ledger(&self, version: VersionId, text: &Text) -> Result<Ledger, StoreError> {
        let mut ledger = Ledger { speakers: self.speakers(version, text)?, ..Ledger::default() };
        ledger.statements = self.statements(version, text)?;
        let notes =
            self.all("SELECT id, kind, start_byte, end_byte, who FROM notes WHERE version = ?1 ORDER BY place", version.0, |row| {
                let kind = word(row, 1, &NoteKind::ALL, NoteKind::word)?;
                Ok((row.get::<_, i64>(0)?, VerificationNote { kind, span: span(text, row, 2)?, who: row.get(4)?, about: Vec::new() }))
            })?;
        for (i, (id, mut note)) in notes.into_iter().enumerate() {
            note.about = self.all(
                "SELECT s.place FROM note_statements n JOIN statements s ON s.id = n.statement WHERE n.note = ?1 ORDER BY s.place",
                id,
                |row| index(row, 0),
            )?;
            for &about in &note.about {
                if let Some(statement) = ledger.statements.get_mut(about) {
                    statement.notes.push(i);
                }
            }
            ledger.notes.push(note);
        }
        let credits =
            self.all("SELECT part, agency, start_byte, end_byte FROM credits WHERE version = ?1 ORDER BY place", version.0, |row| {
                Ok((row.get::<_, String>(0)?, Credit { agency: row.get(1)?, span: maybe_span(text, row, 2)? }))
            })?;
        for (part, credit) in credits {
            if part == "whole" {
                ledger.syndicated_from = Some(credit);
            } else {
                ledger.contributors.push(credit);
            }
        }
        Ok(ledger)
    }

    fn speakers(&self, version: VersionId, text: &Text) -> Result<Vec<Speaker>, StoreError> {
        let found =
            self.all("SELECT id, name, kind, aliases, register FROM speakers WHERE version = ?1 ORDER BY place", version.0, |row| {
                let aliases: String = row.get(3)?;
                let kind = word(row, 2, &SpeakerKind::ALL, SpeakerKind::word)?;
                let aliases = aliases.lines().map(str::to_owned).collect();
                Ok((row.get::<_, i64>(0)?, Speaker { name: row.get(1)?, kind, aliases, mentions: Vec::new(), register_id: row.get(4)? }))
            })?;
        let mut spans = self
            .within(
                "SELECT speaker, start_byte, end_byte FROM speaker_spans WHERE speaker BETWEEN ?1 AND ?2 ORDER BY speaker, place",
                version,
                |row| Ok((row.get::<_, i64>(0)?, span(text, row, 1)?)),
            )?
            .into_iter()
            .peekable();
        let filled = found.into_iter().map(|(id, mut speaker)| {
            speaker.mentions = std::iter::from_fn(|| spans.next_if(|(of, _)| *of == id)).map(|(_, span)| span).collect();
            speaker
        });
        Ok(filled.collect())
    }

    fn statements(&self, version: VersionId, text: &Text) -> Result<Vec<Statement>, StoreError> {
        let found = self.all(
            "SELECT s.id, s.certainty, s.by_source, s.by_reporter, up.place, s.confidence, p.place, s.speaker_confidence FROM statements s \
             LEFT JOIN statements up ON up.id = s.parent LEFT JOIN speakers p ON p.id = s.speaker WHERE s.version = ?1 ORDER BY s.place",
            version.0,
            |row| {
                let certainty = |at| word(row, at, &Certainty::ALL, Certainty::word);
                let stance = |at| Ok::<_, StoreError>(Stance { certainty: certainty(at)?, markers: Vec::new() });
                let place = |at| row.get::<_, Option<i64>>(at).map(|n| n.and_then(|n| usize::try_from(n).ok()));
                let statement = Statement {
                    voice: Voice::Own,
                    content: Vec::new(),
                    certainty: certainty(1)?,
                    markers: Vec::new(),
                    by_source: stance(2)?,
                    by_reporter: stance(3)?,
                    parent: place(4)?,
                    notes: Vec::new(),
                    confidence: row.get::<_, f64>(5)? as f32,
                    speaker_confidence: row.get::<_, Option<f64>>(7)?.map(|c| c as f32),
                    reasons: Vec::new(),
                };
                Ok((row.get::<_, i64>(0)?, statement, place(6)?))
            },
        )?;
        // One query for all statements of a version: their numbers follow one another.
        let spans = self.within(
            "SELECT statement, role, start_byte, end_byte FROM statement_spans WHERE statement BETWEEN ?1 AND ?2 \
             ORDER BY statement, role, place",
            version,
            |row| Ok((row.get::<_, i64>(0)?, (row.get::<_, String>(1)?, span(text, row, 2)?))),
        )?;
        let via = self.within(
            "SELECT statement, name, start_byte, end_byte FROM via WHERE statement BETWEEN ?1 AND ?2 ORDER BY statement, place",
            version,
            |row| Ok((row.get::<_, i64>(0)?, Relay { name: row.get(1)?, span: maybe_span(text, row, 2)? })),
        )?;
        let (mut spans, mut via) = (spans.into_iter().peekable(), via.into_iter().peekable());
        let mut statements = Vec::with_capacity(found.len());
        for (id, mut statement, speaker) in found {
            let (mut source, mut cue) = (None, None);
            while let Some((_, (role, span))) = spans.next_if(|(of, _)| *of == id) {
                match role.as_str() {
                    "source" => source = Some(span),
                    "cue" => cue = Some(span),
                    "content" => statement.content.push(span),
                    "marker" => statement.markers.push(span),
                    "by_source" => statement.by_source.markers.push(span),
                    _ => statement.by_reporter.markers.push(span),
                }
            }
            if let Some(speaker) = speaker {
                let cue = cue.ok_or_else(|| StoreError::Damaged(format!("statement {id} has no cue")))?;
                let via = std::iter::from_fn(|| via.next_if(|(of, _)| *of == id)).map(|(_, relay)| relay).collect();
                statement.voice = Voice::Attributed { source, cue, speaker, via };
            }
            statements.push(statement);
        }
        Ok(statements)
    }

    /// All rows of a query over the numbers of one version's statements or speakers.
    pub(crate) fn within<T>(
        &self,
        sql: &str,
        version: VersionId,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([version.first(), version.last()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(row)?);
        }
        Ok(all)
    }

    /// All rows of a query with one parameter.
    pub(crate) fn all<T>(&self, sql: &str, id: i64, read: impl Fn(&Row<'_>) -> Result<T, StoreError>) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([id])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(read(row)?);
        }
        Ok(all)
    }
}

fn article_row(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    Ok(ArticleRow {
        id: ArticleId(row.get(0)?),
        version: VersionId(row.get(1)?),
        name: row.get(2)?,
        outlet: row.get(3)?,
        title: row.get(4)?,
        published: row.get(5)?,
        url: row.get(6)?,
    })
}

/// The kind that a word stands for.
pub fn word<T: Copy>(row: &Row<'_>, at: usize, all: &[T], of: fn(T) -> &'static str) -> Result<T, StoreError> {
    let word: String = row.get(at)?;
    all.iter().copied().find(|&kind| of(kind) == word).ok_or_else(|| StoreError::Damaged(format!("the word `{word}` has no meaning")))
}

fn index(row: &Row<'_>, at: usize) -> Result<usize, StoreError> {
    let n: i64 = row.get(at)?;
    usize::try_from(n).map_err(|_| StoreError::Damaged(format!("a place is negative: {n}")))
}
