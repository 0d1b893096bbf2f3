//! The one writer: puts articles into the store in batches, in the order of the input, and links each against those before it.

use std::time::{Duration, Instant};

use sayso_link::syndication::{CopyOf, NearCopy, find_print, upstream};
use sayso_link::{Join, Linking, StatementId, link};
use sayso_register::Register;
use sayso_store::{Batch, Put, Store, StoreError, Upstream, VersionId};

use super::prepare::{Forms, Prepared, What};
use super::progress::{Phase, Progress, Report};
use crate::isolate::isolate;
use crate::pipeline::our_bug;
use crate::summary::Failure;

/// Articles committed together: enough that the disk's delay is shared by many.
const ARTICLES: usize = 64;

/// Bytes of text committed together.
const BYTES: usize = 4 << 20;

/// Longest wait for a batch to fill: what is traced should soon be safe.
const WAIT: Duration = Duration::from_secs(2);

/// Failures and remarks that a report holds; the store holds all.
const TOLD: usize = 1000;

pub struct Writer<'s> {
    store: &'s mut Store,
    register: &'s Register,
    waiting: Vec<Prepared>,
    bytes: usize,
    committed: Instant,
    progress: Progress,
    report: Report,
}

impl<'s> Writer<'s> {
    pub fn new(store: &'s mut Store, register: &'s Register) -> Self {
        Self {
            store,
            register,
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
                write(&batch, self.register, one, &mut self.report)?;
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

fn write(batch: &Batch<'_>, register: &Register, one: Prepared, report: &mut Report) -> Result<(), StoreError> {
    let Prepared { origin, line, mut problems, what } = one;
    let failed = match what {
        What::Failed => {
            report.failed += 1;
            true
        }
        What::Known(identity, version) => {
            batch.note_address(&identity, version)?;
            report.known += 1;
            false
        }
        What::Traced(forms) => {
            let statements = forms.traced.ledger.statements.len();
            match batch.put(&forms.traced.article, &forms.traced.ledger)? {
                Put::Same(_) => report.known += 1,
                Put::New { article: _, version } => {
                    report.new += 1;
                    report.statements += statements;
                    problems.extend(keep(batch, register, version, *forms)?);
                }
                Put::Updated { article: _, version, replaces } => {
                    report.updated += 1;
                    report.statements += statements;
                    batch.retire(replaces)?;
                    problems.extend(keep(batch, register, version, *forms)?);
                }
            }
            false
        }
    };
    report.remarked += usize::from(!failed && !problems.is_empty());
    batch.problems(&origin, line, failed, &problems)?;
    let told = if failed { &mut report.failures } else { &mut report.remarks };
    let room = TOLD.saturating_sub(told.len());
    told.extend(problems.into_iter().take(room).map(|problem| Failure { origin: origin.clone(), line, problem }));
    Ok(())
}

/// Links a version that was just put, and keeps what came of it. A panic costs the links of this article, and is told.
fn keep(batch: &Batch<'_>, register: &Register, version: VersionId, forms: Forms) -> Result<Option<sayso_doc::Problem>, StoreError> {
    let Forms { traced, mut record, sketch, print } = forms;
    let reader = batch.reader();
    record.id = version.linked();
    let outlet = traced.article.outlet.as_deref();
    let mut problem = None;
    let found = isolate(|| find_print(&print, outlet, reader)).unwrap_or_else(|said| {
        problem = Some(our_bug(&said));
        Ok(Vec::new())
    })?;
    let copies = found.into_iter().map(|copy| directed(batch, register, &traced, copy)).collect::<Result<Vec<_>, _>>()?;
    batch.keep_copies(version, outlet, &print, &copies)?;
    for (copy, _) in &copies {
        batch.stale_around(VersionId(copy.other.0))?;
    }
    reader.remember(version, record.clone(), sketch.clone(), print);
    let linking = isolate(|| link(&record, &sketch, reader)).unwrap_or_else(|said| {
        problem = Some(our_bug(&said));
        Ok(alone(&record))
    })?;
    batch.keep_linking(&record, &sketch, &linking)?;
    Ok(problem)
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
