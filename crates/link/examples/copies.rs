//! Near-copies among articles: JSON lines with `id`, `outlet`, `date` and `text` on stdin; on stdout one line for each pair, as it is found, and on
//! stderr the time after every thousandth article. `eval/syndication.py` scores it.

use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

use sayso_doc::Text;
use sayso_link::syndication::{MemoryCopies, Print, find_print};
use sayso_link::{ArticleId, day};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut index = MemoryCopies::default();
    let mut ids: Vec<String> = Vec::new();
    let mut spent = Duration::ZERO;
    for line in io::stdin().lock().lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let (id, outlet, date, text) = (field("id"), field("outlet"), field("date"), Text::new(field("text")));
        let clock = Instant::now();
        let (print, day) = (Print::new(&text, []), day(&date));
        let found = find_print(&print, Some(&outlet), day, &index).unwrap_or_else(|never| match never {});
        index.keep(ArticleId(ids.len() as i64), Some(&outlet), day, print);
        spent += clock.elapsed();
        for copy in found {
            let spans: Vec<Value> = copy
                .passages
                .iter()
                .map(|p| json!([p.here.start(), p.here.end(), p.there.start(), p.there.end(), p.words, p.quoted]))
                .collect();
            let pair = json!({
                "here": id, "there": ids[copy.other.0 as usize], "words": copy.words,
                "share_here": copy.share_here, "share_there": copy.share_there, "passages": spans,
            });
            writeln!(out, "{pair}")?;
        }
        ids.push(id);
        if ids.len() % 1000 == 0 {
            writeln!(io::stderr(), "{} {:.3}", ids.len(), spent.as_secs_f64())?;
        }
    }
    Ok(())
}
