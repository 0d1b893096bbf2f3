//! `sayso trace`: the ledgers of all inputs, in order, in the format asked for.

use std::ops::ControlFlow;

use sayso_app::{Outcome, Summary, Unread, batch, isolate::isolate};

use super::{Status, engine};
use crate::fetch::Memory;
use crate::formats::{self, Piece, Writer};
use crate::inputs::{Inputs, Read1, Reading};
use crate::output::is_closed;
use crate::printer::Printer;
use crate::progress::Progress;
use crate::settings;
use crate::text::Look;

/// One outcome with its article as it will be written.
struct Rendered {
    outcome: Outcome,
    piece: Option<Piece>,
}

pub fn run(settings: &settings::Trace, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Trace { inputs, format, output, engine: options, registers, timeout, jobs, width, color } = settings;
    let look = Look { width: *width, color: *color };
    let engine = engine(*options, registers)?;
    let reading = Reading { max_bytes: options.max_bytes, timeout: *timeout, follow: false };
    let inputs = Inputs::find(inputs, reading, Memory::default());
    let mut writer = Writer::open(*format, output.clone(), look)?;
    let mut summary = Summary::default();
    let mut progress = Progress::new();

    let work = |(number, read): (usize, Read1)| -> Vec<Rendered> {
        let outcomes = match read {
            Ok(source) => engine.trace(&source),
            Err(Unread { origin, line, problem }) => vec![Outcome { origin, line, traced: None, problems: vec![problem] }],
        };
        let several = outcomes.len() > 1;
        outcomes
            .into_iter()
            .enumerate()
            .map(|(k, outcome)| {
                let number = if several { format!("{number}-{}", k + 1) } else { number.to_string() };
                rendered(outcome, |outcome| formats::render(*format, look, &engine, outcome, &number))
            })
            .collect()
    };
    let sink = |batch: Vec<Rendered>| {
        for Rendered { outcome, piece } in batch {
            summary.add(&outcome);
            progress.step(outcome.traced.is_none(), printer);
            if let Some(Err(error)) = piece.map(|p| writer.write(p)) {
                return ControlFlow::Break(error);
            }
        }
        ControlFlow::Continue(())
    };
    let written = match batch::ordered(*jobs, (1..).zip(inputs), work, sink)? {
        ControlFlow::Break(error) => Err(error),
        ControlFlow::Continue(()) => writer.finish(&summary),
    };
    printer.end_progress();
    if let Err(error) = written {
        return if is_closed(&error) { Ok(Status::Done) } else { Err(error) };
    }
    Ok(report(&summary, printer))
}

fn rendered(outcome: Outcome, render: impl FnOnce(&Outcome) -> Option<Piece>) -> Rendered {
    match isolate(|| render(&outcome)) {
        Ok(piece) => Rendered { outcome, piece },
        Err(said) => {
            let problem = sayso_app::pipeline::our_bug(&said);
            Rendered { outcome: Outcome { traced: None, problems: vec![problem], ..outcome }, piece: None }
        }
    }
}

/// Tells what did not go well and how it went on the whole.
fn report(summary: &Summary, printer: &mut Printer) -> Status {
    printer.remarks(&summary.remarks);
    printer.failures(&summary.failures);
    let (articles, failures) = (&summary.articles, &summary.failures);
    if !failures.is_empty() {
        if articles + failures.len() > 1 {
            let inputs = if *articles == 1 { "1 article traced".to_owned() } else { format!("{articles} articles traced") };
            printer.note(&format!("{inputs}, {} failed", failures.len()));
        }
        return Status::Partly;
    }
    if !summary.found_something() {
        let what = if *articles == 1 { "it".to_owned() } else { format!("any of the {articles} articles") };
        if *articles == 0 {
            printer.error("no articles in the input", Some("give a page, a text, or a .jsonl with one article a line"));
        } else {
            printer.error(&format!("no statements found in {what}"), Some("sayso reads news articles in English"));
        }
        return Status::Partly;
    }
    Status::Done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_that_panics_is_a_failure_with_a_message() {
        let outcome = Outcome { origin: "page.html".to_owned(), line: Some(3), traced: None, problems: Vec::new() };
        let Rendered { outcome, piece } = rendered(outcome, |_| panic!("no such speaker: 7"));
        assert!(piece.is_none());
        let mut summary = Summary::default();
        summary.add(&outcome);
        assert_eq!(summary.failures.len(), 1);
        let failure = &summary.failures[0];
        assert_eq!((failure.place().as_str(), failure.problem.code), ("page.html:3", "panicked"));
        assert!(failure.problem.message.starts_with("sayso failed on it: no such speaker: 7 ("), "{}", failure.problem.message);
    }
}
