//! Near-copies among articles: JSON lines on stdin, as `ingest` reads them; on stdout one line for each pair, as it is found, and at the
//! end the seconds that ingest and the search took. `eval/syndication.py` scores it.

use std::cell::Cell;
use std::convert::Infallible;
use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

use sayso_ingest::{Input, Options, ingest_line};
use sayso_link::ArticleId;
use sayso_link::syndication::{CopyIndex, Holder, MemoryCopies, Print, find_print};
use sayso_register::Register;
use serde_json::{Value, json};

/// The index, with a count of what is asked of it: work that no busy machine changes.
#[derive(Default)]
struct Counted {
    index: MemoryCopies,
    holders: Cell<usize>,
    prints: Cell<usize>,
}

impl CopyIndex for Counted {
    type Error = Infallible;

    fn holders(&self, keys: &[u64]) -> Result<Vec<Vec<Holder>>, Infallible> {
        let found = self.index.holders(keys)?;
        self.holders.set(self.holders.get() + keys.len() + found.iter().map(Vec::len).sum::<usize>());
        Ok(found)
    }

    fn print(&self, article: ArticleId) -> Result<Option<Print>, Infallible> {
        self.prints.set(self.prints.get() + 1);
        self.index.print(article)
    }
}

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut index = Counted::default();
    let mut ids: Vec<String> = Vec::new();
    let (mut reading, mut searching) = (Duration::ZERO, Duration::ZERO);
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        let clock = Instant::now();
        let input = Input { bytes: line.as_bytes(), origin: "-", content_type: None };
        let Some(article) = ingest_line(input, number + 1, &Options { force: true, ..Options::default() }, Register::builtin()).article
        else {
            continue;
        };
        reading += clock.elapsed();
        let clock = Instant::now();
        let (print, outlet) = (Print::of(&article), article.outlet.as_deref());
        let found = find_print(&print, outlet, &index).unwrap_or_else(|never| match never {});
        index.index.keep(ArticleId(ids.len() as i64), outlet, print);
        searching += clock.elapsed();
        for copy in found {
            let spans: Vec<Value> = copy
                .passages
                .iter()
                .map(|p| json!([p.here.start(), p.here.end(), p.there.start(), p.there.end(), p.words, p.quoted]))
                .collect();
            let pair = json!({
                "here": article.id, "there": ids[copy.other.0 as usize], "words": copy.words,
                "share_here": copy.share_here, "share_there": copy.share_there, "passages": spans,
            });
            writeln!(out, "{pair}")?;
        }
        ids.push(article.id);
    }
    let (reading, searching) = (reading.as_secs_f64(), searching.as_secs_f64());
    let last = json!({
        "articles": ids.len(), "reading": reading, "searching": searching,
        "holders": index.holders.get(), "compared": index.prints.get(),
    });
    writeln!(out, "{last}")
}
