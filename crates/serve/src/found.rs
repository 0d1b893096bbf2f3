//! What the store has for a request: pages and API show the same.

use sayso_app::claims::Reader;
use sayso_app::views;
use sayso_app::wire::views::{ArticlePage, Articles, Board, ClaimPage, Corrections, OutletPage, Outlets, SpeakerPage, Speakers};

use crate::answer::Asked;
use crate::error::Error;
use crate::state::State;

pub fn board(state: &State, asked: &Asked, reader: &Reader) -> Result<Board, Error> {
    let q = &asked.query;
    Ok(views::board(reader, state.engine.register(), &q.claims(), q.after()?.as_ref(), q.limit())?)
}

pub fn claim(state: &State, asked: &Asked, reader: &Reader) -> Result<ClaimPage, Error> {
    there(views::claim(reader, state.engine.register(), asked.id("claim")?)?, "claim", asked)
}

pub fn articles(asked: &Asked, reader: &Reader) -> Result<Articles, Error> {
    let q = &asked.query;
    Ok(views::articles(reader, &q.articles(), q.after()?.as_ref(), q.limit())?)
}

pub fn article(state: &State, asked: &Asked, reader: &Reader) -> Result<ArticlePage, Error> {
    let version = asked.query.whole("version").and_then(|n| u32::try_from(n).ok());
    there(views::article(reader, state.engine.register(), asked.id("article")?, version)?, "article", asked)
}

pub fn speakers(state: &State, asked: &Asked, reader: &Reader) -> Result<Speakers, Error> {
    let q = &asked.query;
    Ok(views::speakers(reader, state.engine.register(), q.text("words"), q.after()?.as_ref(), q.limit())?)
}

pub fn speaker(state: &State, asked: &Asked, reader: &Reader) -> Result<SpeakerPage, Error> {
    there(views::speaker(reader, state.engine.register(), asked.part())?, "speaker", asked)
}

pub fn outlets(state: &State, asked: &Asked, reader: &Reader) -> Result<Outlets, Error> {
    let q = &asked.query;
    Ok(views::outlets(reader, state.engine.register(), q.text("words"), q.after()?.as_ref(), q.limit())?)
}

pub fn outlet(state: &State, asked: &Asked, reader: &Reader) -> Result<OutletPage, Error> {
    there(views::outlet(reader, state.engine.register(), asked.part())?, "outlet", asked)
}

pub fn corrections(asked: &Asked, reader: &Reader) -> Result<Corrections, Error> {
    let q = &asked.query;
    Ok(views::corrections(reader, &q.corrections(), q.after()?.as_ref(), q.limit())?)
}

/// The one that was asked for, or that there is none.
fn there<T>(found: Option<T>, what: &str, asked: &Asked) -> Result<T, Error> {
    found.ok_or_else(|| Error::not_found(what, asked.part()))
}
