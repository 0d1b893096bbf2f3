//! A store's contents for other programs: rows, Web Annotations, FollowTheMoney entities; streamed, so memory does not grow.

use std::io::{self, Write};

use sayso_link::Lookup;
use sayso_store::{ArticleId, ArticleRow, ClaimRow, Reader, StoreError, Stored};
use thiserror::Error;

use crate::pipeline::Traced;
use crate::wire::corrected::{CorrectedLine, Placed};
use crate::wire::money::Entities;
use crate::wire::table::{Cell, Column, TableWriter};
use crate::wire::{annotation, export, to_json};

pub use crate::wire::table::Format as TableFormat;

/// Articles, or claims, drawn at once.
const PAGE: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Articles,
    Statements,
    /// With two mentions or more.
    Claims,
    /// Of those claims.
    Mentions,
}

#[derive(Debug, Error)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Writes rows of the latest versions; returns how many.
///
/// # Errors
/// When the store cannot be read or `to` cannot be written.
pub fn table<W: Write>(reader: &Reader, what: What, format: TableFormat, to: W) -> Result<u64, ExportError> {
    let columns: &'static [Column] = match what {
        What::Articles => export::ARTICLES,
        What::Statements => export::STATEMENTS,
        What::Claims => export::CLAIMS,
        What::Mentions => export::MENTIONS,
    };
    let snapshot = reader.snapshot()?;
    let mut table = TableWriter::new(format, columns, to)?;
    let mut count = 0;
    let mut row = |cells: Vec<Cell>| -> Result<(), ExportError> {
        count += 1;
        Ok(table.row(cells)?)
    };
    match what {
        What::Articles => each_article(&snapshot, |stored| row(export::article(&stored)))?,
        What::Statements => each_article(&snapshot, |stored| {
            let claims = snapshot.claims(stored.version.linked())?;
            export::statements(&stored, &claims).into_iter().try_for_each(&mut row)
        })?,
        What::Claims => each_claim(&snapshot, |claim| row(export::claim(&claim)))?,
        What::Mentions => each_claim(&snapshot, |claim| snapshot.mentions_of(claim.id)?.iter().try_for_each(|m| row(export::mention(m))))?,
    }
    table.finish()?.flush()?;
    Ok(count)
}

/// Writes the statements of the latest versions as one page of W3C Web Annotations; returns how many.
///
/// # Errors
/// When the store cannot be read or `to` cannot be written.
pub fn annotations<W: Write>(reader: &Reader, mut to: W) -> Result<u64, ExportError> {
    let snapshot = reader.snapshot()?;
    write!(to, "{}", annotation::opening())?;
    let mut count = 0;
    each_article(&snapshot, |stored| {
        let claims = snapshot.claims(stored.version.linked())?;
        for one in annotation::annotations(&stored, &claims) {
            let comma = if count > 0 { "," } else { "" };
            write!(to, "{comma}\n{}", to_json(&one))?;
            count += 1;
        }
        Ok(())
    })?;
    writeln!(to, "\n{}", annotation::CLOSING)?;
    to.flush()?;
    Ok(count)
}

/// Writes articles, speakers, statements and claims as FollowTheMoney entities, one a line; returns how many.
///
/// # Errors
/// When the store cannot be read or `to` cannot be written.
pub fn entities<W: Write>(reader: &Reader, mut to: W) -> Result<u64, ExportError> {
    let snapshot = reader.snapshot()?;
    let mut entities = Entities::default();
    let mut count = 0;
    each_article(&snapshot, |stored| {
        for entity in entities.article(&stored) {
            writeln!(to, "{}", to_json(&entity))?;
            count += 1;
        }
        Ok(())
    })?;
    each_claim(&snapshot, |claim| {
        let mentions = snapshot.mentions_of(claim.id)?;
        let mut articles = mentions.iter().map(|m| snapshot.article_of(m.version).map(|a| a.0)).collect::<Result<Vec<_>, _>>()?;
        articles.sort_unstable();
        articles.dedup();
        writeln!(to, "{}", to_json(&Entities::claim(&claim, &mentions, &articles)))?;
        count += 1;
        Ok(())
    })?;
    to.flush()?;
    Ok(count)
}

/// Writes each article with a correction that holds as one line of JSON: its ledger as corrected, and what was corrected; returns how many.
///
/// # Errors
/// When the store cannot be read or `to` cannot be written.
pub fn corrections<W: Write>(reader: &Reader, mut to: W) -> Result<u64, ExportError> {
    let snapshot = reader.snapshot()?;
    let mut count = 0;
    let mut after = ArticleId(0);
    while let Some(id) = snapshot.corrected_after(after)? {
        after = id;
        let Some(version) = snapshot.latest(id)? else { continue };
        let Stored { article, ledger, .. } = snapshot.stored(version)?;
        let mut placed = Vec::new();
        for row in snapshot.corrections_of(id)? {
            let place = snapshot.statement_at(&row.correction.spot)?.map(|s| s.index as usize);
            let with = row.correction.with.as_ref().map(|w| snapshot.article_card(w.article)).transpose()?.flatten().map(|a| a.name);
            placed.push(Placed { row, place, with });
        }
        writeln!(to, "{}", to_json(&CorrectedLine::new(Traced { article, ledger }, placed)))?;
        count += 1;
    }
    to.flush()?;
    Ok(count)
}

fn each_article(reader: &Reader, mut take: impl FnMut(Stored) -> Result<(), ExportError>) -> Result<(), ExportError> {
    let mut after = ArticleId(0);
    loop {
        let page: Vec<ArticleRow> = reader.articles_after(after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for row in page {
            take(reader.stored(row.version)?)?;
        }
    }
}

fn each_claim(reader: &Reader, mut take: impl FnMut(ClaimRow) -> Result<(), ExportError>) -> Result<(), ExportError> {
    let mut after = None;
    loop {
        let page = reader.claims_after(after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        page.into_iter().try_for_each(&mut take)?;
    }
}

#[cfg(test)]
mod tests;
