//! Measures the stages of sayso, and what this core can do at most; writes JSON to stdout. `bench/README.md` says how.

mod clock;
mod roofline;
mod stages;
mod tags;

use std::io::Write;
use std::process::ExitCode;

const USAGE: &str = "usage: sayso-bench tags fast|accurate ARTICLES.jsonl > TAGS.jsonl
       sayso-bench stages [--model fast|accurate | --tags TAGS.jsonl] [--rounds N] ARTICLES.jsonl | PAGES.html...
       sayso-bench ingest [--rounds N] ARTICLES.jsonl | PAGES.html...
       sayso-bench ledgers [--model fast|accurate | --tags TAGS.jsonl] ARTICLES.jsonl | PAGES.html... > LEDGERS.jsonl
       sayso-bench roofline";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        Some(("tags", [model, path])) => tags::write(model, path),
        Some(("stages", rest)) => stages::Plan::parse(rest).and_then(|plan| plan.run()),
        Some(("ingest", rest)) => stages::Plan::parse(rest).and_then(|plan| plan.ingest()),
        Some(("ledgers", rest)) => stages::Plan::parse(rest).and_then(|plan| plan.ledgers()),
        Some(("roofline", [])) => Ok(roofline::measure()),
        _ => Err(USAGE.to_owned()),
    };
    let (text, code) = match done {
        Ok(text) => (text, ExitCode::SUCCESS),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            return ExitCode::from(2);
        }
    };
    let _ = std::io::stdout().write_all(text.as_bytes());
    code
}
