//! What is written into the store: corrections, and articles that somebody asked to keep.

use std::sync::atomic::AtomicBool;

use sayso_app::corpus::{Corpus, CorpusError, Identity, Input, Known};
use sayso_app::corrections::{self, Desk, NewCorrection};
use sayso_app::{Source, pipeline::Traced};

use crate::clock;
use crate::error::{Code, Error};
use crate::state::State;

/// # Errors
/// When it cannot be right, or the store cannot be written.
pub fn correct(state: &State, new: &NewCorrection) -> Result<i64, Error> {
    let mut desk = Desk::open(&state.settings.db)?;
    Ok(corrections::correct(&mut desk, new)?)
}

/// # Errors
/// When there is none of that number, or the store cannot be written.
pub fn withdraw(state: &State, id: i64, who: &str) -> Result<(), Error> {
    let mut desk = Desk::open(&state.settings.db)?;
    Ok(corrections::withdraw(&mut desk, id, who, &clock::now())?)
}

/// Keeps and links what `source` holds, as `sayso ingest` would; the number of the article that `traced` is.
///
/// # Errors
/// When another sayso writes to the store, or it fails.
pub fn keep(state: &State, source: &Source, traced: &Traced) -> Result<i64, Error> {
    let mut corpus = Corpus::open(&state.settings.db)?;
    let input = Input { read: Ok(source.clone()), through: None };
    // The clients of a server share one store: what one of them began is not broken off by another.
    let report = corpus.ingest(&state.engine, std::iter::once(input), 1, &AtomicBool::new(false), |_| {}).map_err(|e| match e {
        CorpusError::Store(error) => error.into(),
        error => Error::new(Code::Broken, error.to_string()),
    })?;
    if let Some(failure) = report.failures.first() {
        return Err(Error::of_problem(Code::NoArticle, &failure.problem));
    }
    let reader = corpus.reader();
    match reader.known(&Identity::of(&traced.article))? {
        Known::Same(version) | Known::SameElsewhere(version) | Known::Updated(_, version) => Ok(reader.article_of(version)?.0),
        Known::New => Err(Error::new(Code::Broken, "an article that was kept is not in the store")),
    }
}
