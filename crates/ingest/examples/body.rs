//! Reads pages and writes `{"id", "text"}` lines, the text being the article's body: what main-text scorers read.
//!
//! `cargo run --release -p sayso-ingest --example body -- PAGE... > predicted.jsonl`; the id is the file's name up to the first dot.

use std::io::{BufWriter, Error, Write, stdout};
use std::path::PathBuf;
use std::time::Instant;

use sayso_ingest::{Input, Options, ingest};
use sayso_register::Register;

fn main() -> Result<(), Error> {
    let mut out = BufWriter::new(stdout().lock());
    let (mut pages, mut seconds) = (0, 0.0);
    for path in std::env::args_os().skip(1).map(PathBuf::from) {
        let bytes = std::fs::read(&path)?;
        let origin = path.to_string_lossy();
        let begin = Instant::now();
        let input = Input { bytes: &bytes, origin: &origin, content_type: None };
        let found = ingest(input, &Options { force: true, ..Options::default() }, Register::builtin());
        seconds += begin.elapsed().as_secs_f64();
        pages += 1;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let id = name.split('.').next().unwrap_or(&name);
        for article in found.into_iter().filter_map(|f| f.article) {
            writeln!(out, "{}", serde_json::json!({"id": id, "text": article.body()}))?;
        }
    }
    let mut talk = std::io::stderr().lock();
    writeln!(talk, "{pages} pages, {:.2} ms each", seconds * 1000.0 / f64::from(pages.max(1)))
}
