//! Writing articles: a new one, a new version of a known one, or nothing where all of it is there.

use rusqlite::{CachedStatement, Transaction, params};
use sayso_doc::{Article, Credit, Ledger, Offsets, Span, Speaker, Statement, Voice};

use crate::error::StoreError;
use crate::identity::{Identity, Known};
use crate::open::Reader;
use crate::spans::{Four, four, maybe_four};
use crate::{ArticleId, VersionId, changes};

/// Several writes that are there whole or not at all. Dropping it undoes them.
pub struct Batch<'s> {
    pub(crate) reader: &'s Reader,
    pub(crate) transaction: Transaction<'s>,
}

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    New {
        article: ArticleId,
        version: VersionId,
    },
    /// The address was known, the text is another.
    Updated {
        article: ArticleId,
        version: VersionId,
        replaces: VersionId,
    },
    /// It was there; a new address of it may have been noted.
    Same(VersionId),
}

impl Batch<'_> {
    /// Reads, with what this batch has written so far.
    pub fn reader(&self) -> &Reader {
        self.reader
    }

    /// Makes the batch part of the store.
    ///
    /// # Errors
    /// When the file cannot be written; then nothing of the batch is there.
    pub fn commit(self) -> Result<(), StoreError> {
        self.transaction.commit()?;
        self.reader.cache.keep();
        Ok(())
    }

    /// Keeps an article and its ledger, unless it is there. A ledger has at most [`VersionId::ROOM`] statements, speakers and notes.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&self, article: &Article, ledger: &Ledger) -> Result<Put, StoreError> {
        let identity = Identity::of(article);
        match identity.find(&self.transaction)? {
            Known::Same(version) => Ok(Put::Same(version)),
            Known::SameElsewhere(version) => {
                self.note_address(&identity, version)?;
                Ok(Put::Same(version))
            }
            Known::New => {
                let (id, version) = (ArticleId(self.next(Table::Articles)?), VersionId(self.next(Table::Versions)?));
                self.sql("INSERT INTO articles (id, name, origin, url, outlet, version, published) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                    .execute(params![id.0, article.id, article.origin, article.url, article.outlet, version.0, article.published])?;
                self.version(id, version, 1, article, ledger, &identity)?;
                self.count_in(version)?;
                self.address(&identity, id)?;
                Ok(Put::New { article: id, version })
            }
            Known::Updated(id, replaces) => {
                let version = VersionId(self.next(Table::Versions)?);
                let number: i64 = self.sql("SELECT number + 1 FROM versions WHERE id = ?1")?.query_row([replaces.0], |row| row.get(0))?;
                let (_, _, before) = self.reader.version(replaces)?;
                self.version(id, version, number, article, ledger, &identity)?;
                self.count_out(replaces)?;
                self.sql(
                    "UPDATE articles SET version = ?2, url = coalesce(?3, url), outlet = coalesce(?4, outlet), published = ?5 WHERE id = ?1",
                )?
                .execute(params![id.0, version.0, article.url, article.outlet, article.published])?;
                self.count_in(version)?;
                self.changes(version, &before, article)?;
                Ok(Put::Updated { article: id, version, replaces })
            }
        }
    }

    /// Notes that a known article stands under this address as well.
    ///
    /// # Errors
    /// When the file cannot be written, or the article is not known whole.
    pub fn note(&self, identity: &Identity) -> Result<Put, StoreError> {
        match identity.find(&self.transaction)? {
            Known::Same(version) => Ok(Put::Same(version)),
            Known::SameElsewhere(version) => {
                self.note_address(identity, version)?;
                Ok(Put::Same(version))
            }
            Known::New | Known::Updated(..) => Err(StoreError::Damaged("an article is gone".to_owned())),
        }
    }

    fn note_address(&self, identity: &Identity, version: VersionId) -> Result<(), StoreError> {
        self.address(identity, self.reader.article_of(version)?)
    }

    fn address(&self, identity: &Identity, article: ArticleId) -> Result<(), StoreError> {
        if let Some(address) = &identity.address {
            self.sql("INSERT INTO addresses (address, article) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
                .execute(params![address, article.0])?;
        }
        Ok(())
    }

    pub(crate) fn sql(&self, sql: &str) -> Result<CachedStatement<'_>, StoreError> {
        Ok(self.transaction.prepare_cached(sql)?)
    }

    /// Numbers follow one another, so that the same articles in the same order have the same numbers.
    fn next(&self, table: Table) -> Result<i64, StoreError> {
        let sql = match table {
            Table::Articles => "SELECT coalesce(max(id), 0) + 1 FROM articles",
            Table::Versions => "SELECT coalesce(max(id), 0) + 1 FROM versions",
        };
        Ok(self.sql(sql)?.query_row([], |row| row.get(0))?)
    }

    fn version(
        &self,
        id: ArticleId,
        version: VersionId,
        number: i64,
        article: &Article,
        ledger: &Ledger,
        identity: &Identity,
    ) -> Result<(), StoreError> {
        let Article { id: _, origin: _, text, paragraphs, links, title, outlet: _, byline, published, updated, url: _, language } = article;
        self.sql(
            "INSERT INTO versions (id, article, number, title, byline, published, updated, language, text, digest) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![version.0, id.0, number, title, byline, published, updated, language, text.as_str(), identity.digest])?;
        let offsets = Offsets::new(text);
        let mut insert = self.sql(
            "INSERT INTO paragraphs (version, place, kind, start_char, end_char, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (place, p) in paragraphs.iter().enumerate() {
            let [a, b, c, d] = four(&offsets, p.span);
            insert.execute(params![version.0, place as i64, p.kind.word(), a, b, c, d])?;
        }
        let mut insert = self.sql(
            "INSERT INTO links (version, place, href, start_char, end_char, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (place, l) in links.iter().enumerate() {
            let [a, b, c, d] = four(&offsets, l.span);
            insert.execute(params![version.0, place as i64, l.href, a, b, c, d])?;
        }
        Writer { batch: self, version, article, offsets }.ledger(ledger)
    }

    fn changes(&self, version: VersionId, before: &Article, after: &Article) -> Result<(), StoreError> {
        let mut insert = self.sql("INSERT INTO changes (version, place, kind, before, after) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (place, change) in changes::between(before, after).into_iter().enumerate() {
            let (kind, before, after) = match change {
                changes::Change::Title { before, after } => ("title", before, after),
                changes::Change::Added(words) => ("added", None, Some(words)),
                changes::Change::Removed(words) => ("removed", Some(words), None),
            };
            insert.execute(params![version.0, place as i64, kind, before, after])?;
        }
        Ok(())
    }
}

enum Table {
    Articles,
    Versions,
}

/// Writes one ledger.
struct Writer<'a> {
    batch: &'a Batch<'a>,
    version: VersionId,
    article: &'a Article,
    offsets: Offsets<'a>,
}

impl Writer<'_> {
    fn ledger(&self, ledger: &Ledger) -> Result<(), StoreError> {
        let Ledger { statements, speakers, notes, syndicated_from, contributors } = ledger;
        let first = self.version.first();
        for (i, speaker) in speakers.iter().enumerate() {
            self.speaker(first + i as i64, i as i64, speaker)?;
        }
        for (i, statement) in statements.iter().enumerate() {
            self.statement(i as i64, statement)?;
        }
        let mut insert = self.batch.sql(
            "INSERT INTO notes (id, version, place, kind, who, start_char, end_char, start_byte, end_byte) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        let mut about = self.batch.sql("INSERT INTO note_statements (note, statement) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
        for (i, note) in notes.iter().enumerate() {
            let [a, b, c, d] = self.four(note.span);
            insert.execute(params![first + i as i64, self.version.0, i as i64, note.kind.word(), note.who, a, b, c, d])?;
            for statement in &note.about {
                about.execute([first + i as i64, first + *statement as i64])?;
            }
        }
        let mut insert = self.batch.sql(
            "INSERT INTO credits (version, place, agency, part, start_char, end_char, start_byte, end_byte) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let whole = syndicated_from.iter().map(|c| (c, "whole"));
        for (i, (Credit { agency, span }, part)) in whole.chain(contributors.iter().map(|c| (c, "some"))).enumerate() {
            let [a, b, c, d] = maybe_four(&self.offsets, *span);
            insert.execute(params![self.version.0, i as i64, agency, part, a, b, c, d])?;
        }
        Ok(())
    }

    fn speaker(&self, id: i64, place: i64, speaker: &Speaker) -> Result<(), StoreError> {
        let Speaker { name, kind, aliases, mentions, register_id } = speaker;
        self.batch
            .sql("INSERT INTO speakers (id, version, place, name, kind, aliases, register) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![id, self.version.0, place, name, kind.word(), aliases.join("\n"), register_id])?;
        let mut insert = self.batch.sql(
            "INSERT INTO speaker_spans (speaker, place, start_char, end_char, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (i, &span) in mentions.iter().enumerate() {
            let [a, b, c, d] = self.four(span);
            insert.execute([id, i as i64, a, b, c, d])?;
        }
        Ok(())
    }

    fn statement(&self, place: i64, statement: &Statement) -> Result<(), StoreError> {
        let Statement {
            voice,
            content,
            certainty,
            markers,
            by_source,
            by_reporter,
            parent,
            notes: _,
            confidence,
            speaker_confidence,
            reasons: _,
        } = statement;
        let first = self.version.first();
        let id = first + place;
        let (word, source, cue, speaker, via) = match voice {
            Voice::Own => ("own", None, None, None, &[][..]),
            Voice::Attributed { source, cue, speaker, via } => {
                ("attributed", *source, Some(*cue), Some(first + *speaker as i64), via.as_slice())
            }
        };
        let words = |span: Span| &self.article.text[span];
        let said: Vec<&str> = content.iter().map(|&s| words(s)).collect();
        self.batch
            .sql(
                "INSERT INTO statements (id, version, place, voice, speaker, certainty, by_source, by_reporter, parent, confidence, \
                 speaker_confidence, source, cue, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                id,
                self.version.0,
                place,
                word,
                speaker,
                certainty.word(),
                by_source.certainty.word(),
                by_reporter.certainty.word(),
                parent.map(|p| first + p as i64),
                f64::from(*confidence),
                speaker_confidence.map(f64::from),
                source.map(words),
                cue.map(words),
                said.join(" … "),
            ])?;
        let one = |span: Option<Span>| span.into_iter().collect::<Vec<_>>();
        self.spans(id, "source", &one(source))?;
        self.spans(id, "cue", &one(cue))?;
        self.spans(id, "content", content)?;
        self.spans(id, "marker", markers)?;
        self.spans(id, "by_source", &by_source.markers)?;
        self.spans(id, "by_reporter", &by_reporter.markers)?;
        if via.is_empty() {
            return Ok(());
        }
        let mut insert = self.batch.sql(
            "INSERT INTO via (statement, place, name, start_char, end_char, start_byte, end_byte) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (i, relay) in via.iter().enumerate() {
            let [a, b, c, d] = maybe_four(&self.offsets, relay.span);
            insert.execute(params![id, i as i64, relay.name, a, b, c, d])?;
        }
        Ok(())
    }

    fn spans(&self, statement: i64, role: &'static str, spans: &[Span]) -> Result<(), StoreError> {
        if spans.is_empty() {
            return Ok(());
        }
        let mut insert = self.batch.sql(
            "INSERT INTO statement_spans (statement, role, place, start_char, end_char, start_byte, end_byte) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (i, &span) in spans.iter().enumerate() {
            let [a, b, c, d] = self.four(span);
            insert.execute(params![statement, role, i as i64, a, b, c, d])?;
        }
        Ok(())
    }

    fn four(&self, span: Span) -> Four {
        four(&self.offsets, span)
    }
}
