//! `sayso ingest`: everything that was named into a store, kept and linked, with what is known already left as it is.

use std::path::Path;
use std::time::{Duration, Instant};

use sayso_app::Engine;
use sayso_app::corpus::{Corpus, CorpusError, Input, Phase, Progress, Reader, Report};

use super::{Status, engine, refusal};
use crate::fetch::Memory;
use crate::inputs::Inputs;
use crate::interrupt;
use crate::printer::{Printer, Refusal};
use crate::progress::{QUIET_FOR, REDRAWN_EVERY};
use crate::settings;

/// Between two lines of progress where there is no terminal.
const TOLD_EVERY: Duration = Duration::from_secs(30);

pub fn run(settings: &settings::Ingest, printer: &mut Printer) -> anyhow::Result<Status> {
    interrupt::listen();
    let engine = engine(settings.engine, &settings.registers)?;
    let mut corpus = open(&settings.db)?;
    let (report, unchanged) = round(settings, &engine, &mut corpus, printer)?;
    Ok(told(settings, &report, unchanged, printer))
}

/// Opens the store, in a folder that is made where it is missing.
pub fn open(path: &Path) -> anyhow::Result<Corpus> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
        std::fs::create_dir_all(folder).map_err(|e| {
            let message = format!("folder `{}` can't be made: {}", folder.display(), crate::inputs::why(&e));
            Refusal::new(message, "name another file with `--db FILE`")
        })?;
    }
    Ok(Corpus::open(path).map_err(refusal)?)
}

/// Takes all sources in once; the number of pages that needed no new look besides.
pub fn round(settings: &settings::Ingest, engine: &Engine, corpus: &mut Corpus, printer: &mut Printer) -> anyhow::Result<(Report, usize)> {
    let known = Reader::open(&settings.db).map_err(refusal)?;
    // A store that can't tell costs no more than a page that is fetched again.
    let known = move |url: &str| known.fetch(url).ok().flatten();
    let memory = Memory { known: Some(Box::new(known)), ..Memory::default() };
    let mut inputs = Inputs::find(&settings.sources, settings.reading, memory);
    let mut line = Line::new();
    let draw = std::iter::from_fn(|| {
        let read = inputs.next()?;
        Some(Input { read, through: inputs.through() })
    });
    let report = corpus.ingest(engine, draw, settings.jobs, &interrupt::ASKED, |progress| line.step(progress, printer));
    printer.end_progress();
    let report = report.map_err(|e| match e {
        CorpusError::Store(e) => refusal(e),
        other => Refusal::new(other.to_string(), "try with fewer threads: `--jobs 1`"),
    })?;
    if !report.interrupted {
        corpus.keep_fetches(&inputs.fetched()).map_err(refusal)?;
    }
    Ok((report, inputs.unchanged))
}

/// Says what came of it.
fn told(settings: &settings::Ingest, report: &Report, unchanged: usize, printer: &mut Printer) -> Status {
    printer.remarks(&report.remarks);
    printer.failures(&report.failures);
    printer.note(&summary(report, unchanged));
    let more = report.failed > 0;
    if more {
        printer.note(&format!("`sayso problems{}` lists what failed", settings.db_flag));
    }
    if report.interrupted {
        printer.note("interrupted: what was done is kept, the same command goes on from there");
        return Status::Interrupted;
    }
    if more {
        return Status::Partly;
    }
    if report.new + report.updated + report.known + unchanged == 0 {
        printer.error("no articles in the input", Some("give pages, texts, lists, feeds or archives; `sayso ingest --help` names them"));
        return Status::Partly;
    }
    Status::Done
}

/// `3 new, 1 updated, 20 known, 2 failed; 48 statements, 30 claims touched, 4.0 articles a second, 12 s`
pub fn summary(report: &Report, unchanged: usize) -> String {
    let Report { new, updated, known, failed, statements, claims, .. } = report;
    let mut out = format!("{new} new, {updated} updated, {known} known, {failed} failed");
    if unchanged > 0 {
        out.push_str(&format!(", {unchanged} unchanged on the web"));
    }
    if new + updated > 0 {
        let rate = (new + updated) as f64 / report.elapsed().as_secs_f64().max(0.001);
        out.push_str(&format!(
            "; {statements} statements, {claims} claims touched, {rate:.1} articles a second, {}",
            span(report.elapsed())
        ));
    }
    out
}

/// The progress line, or lines where there is no terminal.
struct Line {
    last: Instant,
}

impl Line {
    fn new() -> Self {
        Self { last: Instant::now() }
    }

    fn step(&mut self, progress: &Progress, printer: &mut Printer) {
        let since = self.last.elapsed();
        if printer.shows_progress() {
            if progress.elapsed() >= QUIET_FOR && since >= REDRAWN_EVERY {
                self.last = Instant::now();
                printer.progress(&words(progress));
            }
        } else if since >= TOLD_EVERY {
            self.last = Instant::now();
            printer.note(&words(progress));
        }
    }
}

fn words(progress: &Progress) -> String {
    let Progress { phase, new, updated, known, failed, .. } = progress;
    let mut out = format!("{new} new, {updated} updated, {known} known, {failed} failed");
    match phase {
        Phase::Reading => out.push_str(&format!(", {:.1} a second", progress.rate())),
        Phase::Summarizing => out.push_str("; summing up claims"),
    }
    if let Some(left) = progress.left() {
        out.push_str(&format!(", {} left", span(left)));
    }
    out
}

/// `12 s`, `3 min 20 s`, `2 h 5 min`
pub fn span(time: Duration) -> String {
    let s = time.as_secs();
    match s {
        0..60 => format!("{s} s"),
        60..3600 => format!("{} min {} s", s / 60, s % 60),
        _ => format!("{} h {} min", s / 3600, s / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_short() {
        let told = |s| span(Duration::from_secs(s));
        assert_eq!([told(0), told(59), told(200), told(7500)], ["0 s", "59 s", "3 min 20 s", "2 h 5 min"]);
    }
}
