//! How linking time grows with the store: `growth ARTICLES.jsonl [N]`; every sentence of an article counts as a statement.
//!
//! Prints the seconds that linking took for each doubling of the number of articles, and the exponent that fits the last two.

use std::io::{BufRead as _, Write as _};
use std::time::{Duration, Instant};

use sayso_doc::Certainty;
use sayso_link::{ArticleId, ArticleRecord, Memory, Sketch, StatementRecord, link, sentences};
use serde_json::Value;

fn main() {
    let mut args = std::env::args().skip(1);
    let file = std::fs::File::open(args.next().expect("a file")).expect("the file opens");
    let most: i64 = args.next().map_or(16_000, |n| n.parse().expect("a number"));
    let mut store = Memory::default();
    let mut spent = Duration::ZERO;
    let mut last: Option<f64> = None;
    let (mut next, mut statements, mut joined) = (500, 0, 0);
    let mut out = std::io::stdout().lock();
    for (n, line) in (1..=most).zip(std::io::BufReader::new(file).lines()) {
        let v: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let record = record(n, &v);
        let start = Instant::now();
        let sketch = Sketch::new(&record);
        let linking = link(&record, &sketch, &store).expect("memory never fails");
        spent += start.elapsed();
        statements += record.statements.len();
        joined += linking.joins.iter().filter(|j| j.claim.0.article != record.id).count();
        store.keep(record, sketch, &linking);
        if n == next {
            let seconds = spent.as_secs_f64();
            let exponent = last.map_or(String::new(), |l| format!(", exponent {:.2}", (seconds / l).log2()));
            let each = seconds * 1000.0 / n as f64;
            writeln!(out, "{n} articles, {statements} statements, {joined} joined: {seconds:.2} s, {each:.2} ms each{exponent}")
                .expect("stdout");
            last = Some(seconds);
            next *= 2;
        }
    }
}

fn record(n: i64, v: &Value) -> ArticleRecord {
    let word = |key: &str| v[key].as_str().filter(|s| !s.is_empty()).map(str::to_owned);
    let text = v["text"].as_str().unwrap_or_default();
    let statements = sentences(text).into_iter().take(ArticleRecord::MAX_STATEMENTS).map(|r| {
        let span = (r.start as u32, r.end as u32);
        StatementRecord {
            span,
            content: vec![span],
            sentence: text[r.clone()].to_owned(),
            text: text[r].to_owned(),
            speaker: None,
            via: Vec::new(),
            certainty: Certainty::Asserted,
            markers: Vec::new(),
            cue: None,
            notes: Vec::new(),
            parent: None,
            confidence: 1.0,
        }
    });
    ArticleRecord {
        id: ArticleId(n),
        outlet: word("outlet"),
        published: word("date"),
        title: word("title"),
        syndicated_from: None,
        contributors: Vec::new(),
        statements: statements.collect(),
    }
}
