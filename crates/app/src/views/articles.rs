//! Articles and their statements: lists by filter, and one article with its ledger.

use sayso_link::{ClaimId, Lookup};
use sayso_register::Register;
use sayso_store::{ArticleCard as Row, ArticleId, ArticlePlace, StatementPlace as Place, StatementRow, StoreError, Stored};

use super::cursor::{List, Part};
use super::{ArticleFilter, Cursor, Drawn, MOST, Reader, StatementFilter, ViewError, drawn, parts, registered, state_run};
use crate::claims::StatementId;
use crate::corrections::of_article;
use crate::pipeline::Traced;
use crate::wire;
use crate::wire::views::{ArticleCard, ArticlePage, Articles, Change, Copy, StatementCard, StatementPlace, Statements, Version};

const ARTICLES: List = List(4);
const STATEMENTS: List = List(5);

/// Copies that one article's page shows.
const COPIES: usize = 40;

/// Articles that pass `filter`, the latest first.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn articles(reader: &Reader, filter: &ArticleFilter, after: Option<&Cursor>, limit: usize) -> Result<Articles, ViewError> {
    let after = match parts(after, ARTICLES)?.as_deref() {
        None => None,
        Some([Part::Words(published), Part::Number(id)]) => Some(ArticlePlace(published.clone(), *id)),
        Some(_) => return Err(ViewError::Cursor),
    };
    let Drawn { items, next, count } = drawn(after.as_ref(), limit, |after, limit| reader.articles_where(filter, after, limit))?;
    let next = next.map(|ArticlePlace(published, id)| Cursor::new(ARTICLES, &[Part::Words(published), Part::Number(id)]));
    let mut cards = cards(reader, &items)?;
    if let Some(words) = &filter.words {
        for card in &mut cards {
            card.around = runs(reader.around_words(ArticleId(card.id), words)?);
        }
    }
    Ok(Articles { articles: cards, next, count })
}

/// What lists show of articles.
pub fn cards(reader: &Reader, articles: &[ArticleId]) -> Result<Vec<ArticleCard>, StoreError> {
    let mut cards = Vec::with_capacity(articles.len());
    for &id in articles {
        cards.extend(reader.article_card(id)?.map(card));
    }
    Ok(cards)
}

pub fn card(row: Row) -> ArticleCard {
    let Row { id, version: _, name, outlet, title, published, url, statements } = row;
    ArticleCard { id: id.0, name, outlet, title, published, url, statements, around: Vec::new() }
}

pub fn runs(runs: Vec<(String, bool)>) -> Vec<wire::views::Run> {
    runs.into_iter().map(|(text, found)| wire::views::Run { text, found }).collect()
}

/// One article by its number, in its latest version or the one that is named; `None` when there is none.
///
/// # Errors
/// When the store cannot be read.
pub fn article(reader: &Reader, register: &Register, id: i64, version: Option<u32>) -> Result<Option<ArticlePage>, ViewError> {
    let id = ArticleId(id);
    let versions = reader.versions_of(id)?;
    let latest = reader.latest(id)?;
    let shown = match version {
        None => latest,
        Some(number) => versions.iter().find(|v| v.number == number).map(|v| v.id),
    };
    let Some(shown) = shown else { return Ok(None) };
    let Stored { id: _, version: _, number, article, ledger } = reader.stored(shown)?;
    let is_latest = latest == Some(shown);
    let claims = if is_latest { reader.claims(shown.linked())? } else { Vec::new() };
    let mut statements = Vec::with_capacity(ledger.statements.len());
    for (place, statement) in ledger.statements.iter().enumerate() {
        let claim = claims.get(place);
        let brief = claim.map(|claim: &ClaimId| reader.claim_brief(*claim)).transpose()?.flatten();
        let (name, kind) = match &statement.voice {
            // Where the text is an agency's, its voice is the agency's.
            sayso_doc::Voice::Own => (ledger.syndicated_from.as_ref().map(|c| c.agency.as_str()).or(article.outlet.as_deref()), None),
            sayso_doc::Voice::Attributed { speaker, .. } => {
                let speaker = ledger.speakers.get(*speaker);
                (speaker.map(|s| s.name.as_str()), speaker.map(|s| s.kind.word()))
            }
        };
        statements.push(StatementPlace {
            id: shown.statement(place),
            claim: claim.map(|c| c.0.number()),
            articles: brief.map_or(1, |b| b.articles),
            origins: brief.map_or(u64::from(statement.voice != sayso_doc::Voice::Own), |b| b.origins),
            conflict: brief.is_some_and(|b| b.conflict),
            drift: brief.is_some_and(|b| b.drift),
            state_run: name.is_some_and(|name| state_run(register, name, kind)),
        });
    }
    let mut copies = Vec::new();
    for (other, share, words, upstream) in if is_latest { reader.copies_of(id, COPIES)? } else { Vec::new() } {
        let Some(row) = reader.article_card(other)? else { continue };
        copies.push(Copy { article: card(row), share: share as f32, words, upstream });
    }
    let versions = versions.into_iter().map(|v| Version {
        number: v.number,
        title: v.title,
        published: v.published,
        updated: v.updated,
        changes: v.changes.into_iter().map(|c| Change { kind: c.kind, before: c.before, after: c.after }).collect(),
    });
    Ok(Some(ArticlePage {
        id: id.0,
        registered: article.outlet.as_deref().and_then(|outlet| registered(register, outlet)),
        statements,
        copies,
        version: number,
        versions: versions.collect(),
        corrections: if is_latest { of_article(reader, id)? } else { Vec::new() },
        ledger: wire::Article::new(&Traced { article, ledger }, &[], register),
    }))
}

/// Statements of the latest versions that pass `filter`, in the order in which they came. Where a filter lets few through, a page may have
/// fewer than `limit` though there are more: `next` tells.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn statements(reader: &Reader, filter: &StatementFilter, after: Option<&Cursor>, limit: usize) -> Result<Statements, ViewError> {
    let after = match parts(after, STATEMENTS)?.as_deref() {
        None => None,
        Some([Part::Number(key), Part::Number(id)]) => Some(Place(*key, *id)),
        Some(_) => return Err(ViewError::Cursor),
    };
    let (rows, next) = reader.statements_where(filter, after, limit.clamp(1, MOST))?;
    let next = next.map(|Place(key, id)| Cursor::new(STATEMENTS, &[Part::Number(key), Part::Number(id)]));
    Ok(Statements { statements: rows.into_iter().map(statement_card).collect(), next })
}

/// One statement of a latest version by its number; `None` when there is none.
///
/// # Errors
/// When the store cannot be read.
pub fn statement(reader: &Reader, id: i64) -> Result<Option<StatementCard>, ViewError> {
    if id < 0 {
        return Ok(None);
    }
    Ok(reader.statement(StatementId::from_number(id))?.map(statement_card))
}

pub fn statement_card(row: StatementRow) -> StatementCard {
    StatementCard {
        id: row.id.number(),
        article: row.article.0,
        claim: row.claim.0.number(),
        outlet: row.outlet,
        title: row.title,
        published: row.published,
        voice: row.voice,
        speaker: row.speaker,
        speaker_type: row.speaker_kind,
        via: row.via,
        certainty: row.certainty,
        source: row.source,
        cue: row.cue,
        content: row.content,
        spans: row.content_chars,
        confidence: wire::rounded(row.confidence as f32),
        speaker_confidence: row.speaker_confidence.map(|c| wire::rounded(c as f32)),
    }
}
