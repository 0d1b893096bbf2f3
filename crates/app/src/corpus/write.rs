//! The one writer: puts articles into the store in batches, in the order of the input, and links each against those before it.

use std::time::{Duration, Instant};

use sayso_doc::Problem;
use sayso_link::syndication::{CopyOf, NearCopy, find_print, upstream};
use sayso_link::{Join, Linking, StatementId, link};
use sayso_register::Register;
use sayso_store::{Batch, Put, Store, StoreError, Upstream, VersionId};

use super::prepare::{Forms, Prepared, What, traced};
use super::progress::{Phase, Progress, Report};
use crate::isolate::isolate;
use crate::pipeline::{Engine, Read, our_bug};
use crate::summary::Failure;

/// Articles committed together: each commit writes a part of the search index, which must be merged with the others later.
const ARTICLES: usize = 64;

/// Bytes of text committed together.
const BYTES: usize = 4 << 20;

/// Longest wait for a batch to fill: what is traced should soon be safe.
const WAIT: Duration = Duration::from_secs(2);

/// Failures and remarks that a report holds; the store holds all.
const TOLD: usize = 1000;

pub struct Writer<'s> {
    store: &'s mut Store,
    engine: &'s Engine,
    waiting: Vec<Prepared>,
    bytes: usize,
    committed: Instant,
    progress: Progress,
    report: Report,
}

impl<'s> Writer<'s> {
    pub fn new(store: &'s mut Store, engine: &'s Engine) -> Self {
        Self {
            store,
            engine,
            waiting: Vec::new(),
            bytes: 0,
            committed: Instant::now(),
            progress: Progress::new(Phase::Reading),
            report: Report::default(),
        }
    }

    /// Takes what became of one input.
    pub fn take(&mut self, prepared: Vec<Prepared>, through: Option<f64>) -> Result<(), StoreError> {
        self.progress.through = through;
        for one in prepared {
            if let What::Traced(forms) = &one.what {
                self.bytes += forms.traced.article.text.len();
            }
            self.waiting.push(one);
            if self.waiting.len() >= ARTICLES || self.bytes >= BYTES || self.committed.elapsed() >= WAIT {
                self.commit()?;
            }
        }
        Ok(())
    }

    /// Makes everything taken so far part of the store.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if !self.waiting.is_empty() {
            let batch = self.store.begin()?;
            for one in self.waiting.drain(..) {
                write(&batch, self.engine, one, &mut self.report)?;
            }
            batch.commit()?;
        }
        self.bytes = 0;
        self.committed = Instant::now();
        Ok(())
    }

    /// How far the run is, what is not committed yet left out.
    pub fn progress(&mut self) -> &Progress {
        self.progress.count(&self.report);
        &self.progress
    }

    pub fn report(self) -> Report {
        let Self { progress, mut report, .. } = self;
        report.started = progress.started();
        report
    }
}

fn write(batch: &Batch<'_>, engine: &Engine, one: Prepared, report: &mut Report) -> Result<(), StoreError> {
    let register = engine.register();
    let Prepared { origin, line, mut problems, what } = recognized(batch, engine, one)?;
    let kept = match what {
        What::Failed => None,
        What::Known(_, identity) => Some(batch.note(&identity)?),
        What::Traced(forms) => {
            let put = batch.put(&forms.traced.article, &forms.traced.ledger)?;
            let statements = forms.traced.ledger.statements.len();
            match put {
                Put::Same(_) => {}
                Put::New { version, .. } => {
                    report.statements += statements;
                    problems.extend(keep(batch, register, version, *forms)?);
                }
                Put::Updated { version, replaces, .. } => {
                    report.statements += statements;
                    batch.retire(replaces)?;
                    problems.extend(keep(batch, register, version, *forms)?);
                }
            }
            Some(put)
        }
    };
    let failed = kept.is_none();
    match kept {
        None => report.failed += 1,
        Some(Put::New { .. }) => report.new += 1,
        Some(Put::Updated { .. }) => report.updated += 1,
        Some(Put::Same(_)) => report.known += 1,
    }
    match kept {
        Some(Put::Same(_)) => batch.problems_of_known(&origin, line, &problems)?,
        _ => batch.problems(&origin, line, failed, &problems)?,
    }
    report.remarked += usize::from(!failed && !problems.is_empty());
    let told = if failed { &mut report.failures } else { &mut report.remarks };
    let room = TOLD.saturating_sub(told.len());
    told.extend(problems.into_iter().take(room).map(|problem| Failure { origin: origin.clone(), line, problem }));
    Ok(())
}

/// What a thread took for known, looked at once more: an article before it in the input, not committed when the thread looked, may have
/// taken its address. Else the store would depend on who was faster.
fn recognized(batch: &Batch<'_>, engine: &Engine, one: Prepared) -> Result<Prepared, StoreError> {
    match one {
        Prepared { origin, line, problems, what: What::Known(article, identity) } if !batch.reader().known(&identity)?.whole() => {
            Ok(traced(engine, Read { origin, line, article: Some(*article), problems }))
        }
        other => Ok(other),
    }
}

/// Links a version that was just put, and keeps what came of it. A panic costs the links of this article, and is told.
fn keep(batch: &Batch<'_>, register: &Register, version: VersionId, forms: Forms) -> Result<Vec<Problem>, StoreError> {
    let Forms { traced, mut record, sketch, print, remark } = forms;
    let reader = batch.reader();
    record.id = version.linked();
    let outlet = traced.article.outlet.as_deref();
    let mut problems: Vec<Problem> = remark.into_iter().collect();
    let found = isolate(|| find_print(&print, outlet, reader)).unwrap_or_else(|said| {
        problems.push(our_bug(&said));
        Ok(Vec::new())
    })?;
    let copies = found.into_iter().map(|copy| directed(batch, register, &traced, copy)).collect::<Result<Vec<_>, _>>()?;
    batch.keep_copies(version, outlet, &print, &copies)?;
    for (copy, _) in &copies {
        batch.stale_around(VersionId(copy.other.0))?;
    }
    reader.remember(version, record.clone(), sketch.clone(), print);
    let linking = isolate(|| link(&record, &sketch, reader)).unwrap_or_else(|said| {
        problems.push(our_bug(&said));
        Ok(alone(&record))
    })?;
    batch.keep_linking(&record, &sketch, &linking)?;
    Ok(problems)
}

/// Every statement a claim of its own.
fn alone(record: &sayso_link::ArticleRecord) -> Linking {
    let ids = (0..record.statements.len() as u32).map(|index| StatementId { article: record.id, index });
    let joins: Vec<Join> = ids.map(|statement| Join { statement, claim: sayso_link::ClaimId(statement), score: 1.0 }).collect();
    Linking { touched: joins.iter().map(|j| j.claim).collect(), joins, merged: Vec::new() }
}

/// A copy with which of the two had the text first.
fn directed(
    batch: &Batch<'_>,
    register: &Register,
    traced: &crate::pipeline::Traced,
    copy: NearCopy,
) -> Result<(NearCopy, Upstream), StoreError> {
    let there = batch.reader().head(VersionId(copy.other.0))?;
    let here = CopyOf {
        article: sayso_link::ArticleId(0),
        share: copy.share_here,
        outlet: traced.article.outlet.as_deref(),
        published: traced.article.published.as_deref(),
        credit: traced.ledger.syndicated_from.as_ref().map(|c| c.agency.as_str()),
    };
    let other = CopyOf {
        article: copy.other,
        share: copy.share_there,
        outlet: there.outlet.as_deref(),
        published: there.published.as_deref(),
        credit: there.syndicated_from.as_deref(),
    };
    let way = match upstream(&here, &other, register) {
        Some(true) => Upstream::Other,
        Some(false) => Upstream::This,
        None => Upstream::Unknown,
    };
    Ok((copy, way))
}
