//! Many inputs into a store: read and traced on all threads, kept and linked by one writer in the order of the input.
//!
//! What a store holds in the end depends on the inputs and their order alone: an interrupted run and the one that goes on from there
//! leave what one run would have left. So numbers are given by the writer, articles are linked one after the other, each against
//! those before it, and summaries of claims are made when all is linked.

mod prepare;
mod progress;
mod write;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use sayso_link::{Claim, ClaimId, summarize};
use sayso_store::Store;
pub use sayso_store::dump;
pub use sayso_store::{ArticleRow, Fetch, Hit, Identity, Known, Reader, Snapshot, StoreError, Stored, StoredProblem, VersionId};
use thiserror::Error;

use crate::batch;
use crate::isolate::isolate;
use crate::pipeline::{Engine, Source, Unread};

pub use progress::{Phase, Progress, Report};

use self::prepare::{Prepared, prepare};
use self::write::Writer;

/// Claims that are summarized before they are written together.
const CLAIMS: usize = 512;

/// One input as it was found.
pub struct Input {
    /// Its bytes, or why it has none.
    pub read: Result<Source, Unread>,
    /// How much of all input lies behind this one, 0 to 1, where that is known.
    pub through: Option<f64>,
}

/// Why a run ended before its end. All that was committed before is there.
#[derive(Debug, Error)]
pub enum CorpusError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("threads can't be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// A store that is being filled. There is one such at a time for a file.
pub struct Corpus {
    store: Store,
    path: PathBuf,
}

impl Corpus {
    /// Opens the store at `path`, and makes it where there is none.
    ///
    /// # Errors
    /// When another Sayso writes to it, a newer one wrote it, or it is no store.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { store: Store::open(path)?, path: path.to_owned() })
    }

    /// What is in it.
    pub fn reader(&self) -> &Reader {
        &self.store
    }

    /// Keeps what servers said of the pages that were fetched: after a run has ended, so that a page that was lost with it is fetched again.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep_fetches(&mut self, fetches: &[Fetch]) -> Result<(), StoreError> {
        self.store.keep_fetches(fetches)
    }

    /// Reads, traces, keeps and links all `inputs`; what is in the store already is recognized and left as it is.
    ///
    /// `inputs` are drawn and `progress` is called on the calling thread, which is the one that writes. A set `cancel` ends the run
    /// after what is traced by then.
    ///
    /// # Errors
    /// When the store fails. What was wrong with an input is no error: it is kept in the store and in the report.
    pub fn ingest(
        &mut self,
        engine: &Engine,
        inputs: impl Iterator<Item = Input>,
        jobs: usize,
        cancel: &AtomicBool,
        mut progress: impl FnMut(&Progress),
    ) -> Result<Report, CorpusError> {
        let readers = Readers::new(&self.path);
        let mut writer = Writer::new(&mut self.store, engine);
        let stopped = || cancel.load(Ordering::Relaxed);
        let inputs = inputs.take_while(|_| !stopped());
        let work = |input: Input| -> Result<(Vec<Prepared>, Option<f64>), StoreError> {
            Ok((readers.with(|reader| prepare(engine, reader, input.read))?, input.through))
        };
        let flow = batch::ordered(jobs, inputs, work, |done| match done.and_then(|(prepared, through)| writer.take(prepared, through)) {
            Err(error) => ControlFlow::Break(Some(error)),
            Ok(()) => {
                progress(writer.progress());
                if stopped() { ControlFlow::Break(None) } else { ControlFlow::Continue(()) }
            }
        })?;
        if let ControlFlow::Break(Some(error)) = flow {
            return Err(error.into());
        }
        writer.commit()?;
        let mut report = writer.report();
        drop(readers);
        self.summarize(engine, jobs, cancel, &mut report, progress)?;
        report.interrupted = stopped();
        Ok(report)
    }

    /// Makes the summaries of all claims that changed.
    fn summarize(
        &mut self,
        engine: &Engine,
        jobs: usize,
        cancel: &AtomicBool,
        report: &mut Report,
        mut progress: impl FnMut(&Progress),
    ) -> Result<(), CorpusError> {
        let readers = Readers::new(&self.path);
        let since = Instant::now();
        let total = self.store.count_stale()?;
        let mut left = total;
        while !cancel.load(Ordering::Relaxed) {
            let stale = self.store.stale(CLAIMS)?;
            if stale.is_empty() {
                break;
            }
            let drawn = stale.len() as u64;
            let work = |id: ClaimId| -> Result<(ClaimId, Option<Claim>), StoreError> {
                readers.with(|reader| {
                    // A claim that breaks us must not keep the others from their summaries: it has none.
                    let made = isolate(|| summarize(id, reader, engine.register())).unwrap_or(Ok(None))?;
                    Ok((id, made))
                })
            };
            let batch = self.store.begin()?;
            let flow = batch::ordered(jobs, stale.into_iter(), work, |made| {
                match made.and_then(|(id, claim)| batch.keep_claim(id, claim.as_ref())) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => ControlFlow::Break(error),
                }
            })?;
            if let ControlFlow::Break(error) = flow {
                return Err(error.into());
            }
            batch.commit()?;
            // Each one that was drawn is stale no more.
            left = left.saturating_sub(drawn);
            report.claims = total.saturating_sub(left);
            progress(&report.summarizing(since, total, left));
        }
        self.store.tidy()?;
        Ok(())
    }
}

/// Readers for the threads: one for each that asks at the same moment.
struct Readers<'a> {
    path: &'a Path,
    idle: Mutex<Vec<Reader>>,
}

impl<'a> Readers<'a> {
    fn new(path: &'a Path) -> Self {
        Self { path, idle: Mutex::new(Vec::new()) }
    }

    fn with<T>(&self, ask: impl FnOnce(&Reader) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let reader = match idle {
            Some(reader) => reader,
            None => Reader::open(self.path)?,
        };
        let told = ask(&reader);
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(reader);
        }
        told
    }
}

#[cfg(test)]
mod tests;
