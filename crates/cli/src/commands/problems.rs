//! `sayso problems`: the inputs of a store that failed, with their reasons, and remarks about those that did not.

use std::fmt::Write as _;

use sayso_app::corpus::{Reader, StoredProblem};
use sayso_app::wire;

use super::{Status, refusal};
use crate::args::ProblemsFormat;
use crate::printer::Printer;
use crate::safe::safe;
use crate::settings;

pub fn run(settings: &settings::Problems, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Problems { db, format, code, remarks } = settings;
    let reader = Reader::open(db).map_err(refusal)?;
    let mut all = reader.problems().map_err(refusal)?;
    all.retain(|p| (p.failed || *remarks) && code.as_ref().is_none_or(|c| *c == p.code));
    match format {
        ProblemsFormat::Json => printer.data(&format!("{}\n", wire::to_json(&wire::Problems::new(&all))))?,
        ProblemsFormat::Text => {
            printer.data(&text(&all))?;
            let failed = all.iter().filter(|p| p.failed).count();
            let remarked = all.len() - failed;
            let more = if *remarks { format!(", {remarked} remarks") } else { String::new() };
            printer.note(&format!("{failed} failed{more}"));
        }
    }
    Ok(Status::Done)
}

/// One problem a line; a hint below the last of those that share it.
fn text(all: &[StoredProblem]) -> String {
    let mut out = String::new();
    for (i, problem) in all.iter().enumerate() {
        let StoredProblem { origin, line, failed, code, message, hint } = problem;
        let place = line.map_or_else(|| origin.clone(), |line| format!("{origin}:{line}"));
        let remark = if *failed { "" } else { "remark: " };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{} {remark}{} [{code}]", safe(&format!("`{place}`:")), safe(message));
        let last = all.get(i + 1).is_none_or(|next| next.hint != *hint);
        if let Some(hint) = hint.as_ref().filter(|_| last) {
            let _ = writeln!(out, "  hint: {}", safe(hint));
        }
    }
    out
}
