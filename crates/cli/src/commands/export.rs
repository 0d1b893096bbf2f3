//! `sayso export`: a store's articles, statements, claims, mentions or corrections for other programs.

use sayso_app::corpus::Reader;
use sayso_app::export::{self, ExportError, What};

use super::{Status, refusal};
use crate::args::{ExportFormat, ExportWhat};
use crate::output::{Output, is_closed};
use crate::printer::{Printer, Refusal};
use crate::settings;

pub fn run(settings: &settings::Export, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Export { db, what, format, output } = settings;
    let reader = Reader::open(db).map_err(refusal)?;
    let mut out = Output::open(output.as_deref())?;
    let rows = |format, out: &mut Output| export::table(&reader, what_of(*what), format, out);
    let written = match format {
        ExportFormat::Jsonl if *what == Some(ExportWhat::Corrections) => export::corrections(&reader, &mut out),
        ExportFormat::Csv => rows(export::TableFormat::Csv, &mut out),
        ExportFormat::Jsonl => rows(export::TableFormat::Jsonl, &mut out),
        ExportFormat::Parquet => rows(export::TableFormat::Parquet, &mut out),
        ExportFormat::W3c => export::annotations(&reader, &mut out),
        ExportFormat::Ftm => export::entities(&reader, &mut out),
    };
    let count = match written {
        Ok(count) => count,
        Err(ExportError::Store(error)) => return Err(refusal(error).into()),
        Err(ExportError::Write(error)) => {
            let told = out.told(error);
            return if is_closed(&told) { Ok(Status::Done) } else { Err(told) };
        }
    };
    out.end(Ok(()))?;
    if count == 0 {
        let hint = match what {
            Some(ExportWhat::Corrections) => "corrections are made on the pages of `sayso serve`",
            Some(ExportWhat::Claims | ExportWhat::Mentions) => "claims are what two articles or more say: ingest more of them",
            _ => "fill the store with `sayso ingest SOURCE…`",
        };
        printer.error("nothing to export", Some(hint));
        return Ok(Status::Partly);
    }
    if let Some(path) = output {
        printer.note(&format!("{count} {} in `{}`", unit(*format, *what, count), path.display()));
    }
    Ok(Status::Done)
}

/// What goes with a format, or why nothing does.
pub fn check(what: Option<ExportWhat>, format: ExportFormat, to_terminal: bool) -> Result<(), Refusal> {
    match (format, what) {
        (ExportFormat::Ftm, Some(_)) => {
            Err(Refusal::new("`--format ftm` writes articles, speakers, statements and claims together", "leave out what to export"))
        }
        (ExportFormat::W3c, Some(ExportWhat::Articles | ExportWhat::Claims | ExportWhat::Mentions)) => {
            Err(Refusal::new("`--format w3c` writes statements", "export `statements`, or use `--format csv`, `jsonl` or `parquet`"))
        }
        (ExportFormat::Csv | ExportFormat::Parquet | ExportFormat::W3c, Some(ExportWhat::Corrections)) => {
            Err(Refusal::new("corrections are written as JSON lines", "leave out `--format`, or use `--format jsonl`"))
        }
        (ExportFormat::Parquet, _) if to_terminal => {
            Err(Refusal::new("`--format parquet` is not for terminals", "name a file with `--output FILE`"))
        }
        _ => Ok(()),
    }
}

fn what_of(typed: Option<ExportWhat>) -> What {
    match typed {
        Some(ExportWhat::Articles) => What::Articles,
        // Corrections are no table; their lines are articles.
        Some(ExportWhat::Statements | ExportWhat::Corrections) | None => What::Statements,
        Some(ExportWhat::Claims) => What::Claims,
        Some(ExportWhat::Mentions) => What::Mentions,
    }
}

fn unit(format: ExportFormat, what: Option<ExportWhat>, count: u64) -> &'static str {
    let (one, more) = match (format, what_of(what)) {
        (ExportFormat::W3c, _) => ("annotation", "annotations"),
        (ExportFormat::Ftm, _) => ("entity", "entities"),
        (_, _) if what == Some(ExportWhat::Corrections) => ("corrected article", "corrected articles"),
        (_, What::Articles) => ("article", "articles"),
        (_, What::Statements) => ("statement", "statements"),
        (_, What::Claims) => ("claim", "claims"),
        (_, What::Mentions) => ("mention", "mentions"),
    };
    if count == 1 { one } else { more }
}
