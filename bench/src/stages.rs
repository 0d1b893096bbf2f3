//! How long each stage takes on its way from bytes to JSON, over a list of articles or over pages.

use std::hint::black_box;
use std::time::Duration;

use sayso_app::{Traced, wire};
use sayso_doc::{Article, Ledger, Tagged};
use sayso_ingest::{Ingested, Input, Options};
use sayso_register::Register;
use sayso_tag::Scheme;
use serde_json::{Value, json};

use crate::clock::time;
use crate::tags;

/// Fewest statements a mean article may give: doing nothing must not win.
const LEAST_STATEMENTS: usize = 5;

/// Fewest words of a mean article.
const LEAST_WORDS: usize = 100;

/// What to measure.
pub struct Plan {
    inputs: Vec<String>,
    tags: Option<String>,
    model: String,
    rounds: usize,
}

/// A stage's best round and the middle one.
struct Row {
    stage: &'static str,
    best: Duration,
    median: Duration,
}

impl Plan {
    pub fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut plan = Self { inputs: Vec::new(), tags: None, model: "fast".to_owned(), rounds: 5 };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().cloned().ok_or(format!("`{argument}` needs a value"));
            match argument.as_str() {
                "--tags" => plan.tags = Some(value()?),
                "--model" => plan.model = value()?,
                "--rounds" => plan.rounds = value()?.parse().map_err(|e| format!("--rounds: {e}"))?,
                _ => plan.inputs.push(argument.clone()),
            }
        }
        if plan.inputs.is_empty() || plan.rounds == 0 {
            return Err(crate::USAGE.to_owned());
        }
        Ok(plan)
    }

    /// Times every stage.
    pub fn run(&self) -> Result<String, String> {
        self.stages().map(|(result, _)| result)
    }

    /// The lines that `sayso trace --format jsonl` writes, to compare before and after a change.
    pub fn ledgers(&self) -> Result<String, String> {
        let (_, lines) = self.stages()?;
        Ok(lines.into_iter().map(|line| line + "\n").collect())
    }

    /// Times reading the inputs alone.
    pub fn ingest(&self) -> Result<String, String> {
        let mut rows = Vec::new();
        let articles = self.articles(&mut rows)?;
        let words: usize = articles.iter().map(count_words).sum();
        if words < LEAST_WORDS * articles.len().max(1) {
            return Err(format!("only {words} words in {} articles: nothing was measured", articles.len()));
        }
        let rows = shown(&rows, articles.len());
        Ok(format!("{:#}\n", json!({"articles": articles.len(), "mean_words": words / articles.len(), "ms_an_article": rows})))
    }

    fn articles(&self, rows: &mut Vec<Row>) -> Result<Vec<Article>, String> {
        let (inputs, register, options) = (self.read()?, Register::builtin(), Options::default());
        let read = |(origin, bytes): &(String, Vec<u8>)| -> Option<Article> {
            let input = Input { bytes, origin, content_type: None };
            if origin.ends_with(".jsonl") {
                return sayso_ingest::ingest_line(input, 1, &options, register).article;
            }
            sayso_ingest::ingest(input, &options, register).into_iter().find_map(|Ingested { article, .. }| article)
        };
        Ok(self.repeat("ingest", rows, || inputs.iter().filter_map(read).collect()))
    }

    fn stages(&self) -> Result<(String, Vec<String>), String> {
        let register = Register::builtin();
        let mut rows = Vec::new();
        let articles = self.articles(&mut rows)?;
        let tagged: Vec<Tagged> = match &self.tags {
            Some(path) => tags::read(path, &articles)?,
            None => {
                let model = tags::model(&self.model)?;
                self.repeat("tag", &mut rows, || articles.iter().map(|a| model.tag(a, Scheme::Nested)).collect())
            }
        };
        let mut ledgers: Vec<Ledger> =
            self.repeat("trace", &mut rows, || articles.iter().zip(&tagged).map(|(a, t)| sayso_trace::trace(a, t, register)).collect());
        // As the pipeline does without `--explain`.
        ledgers.iter_mut().flat_map(|l| &mut l.statements).for_each(|s| s.reasons.clear());
        let found: usize = ledgers.iter().map(|l| l.statements.len()).sum();
        let words: usize = articles.iter().map(count_words).sum();
        let traced: Vec<Traced> = articles.into_iter().zip(ledgers).map(|(article, ledger)| Traced { article, ledger }).collect();
        let lines: Vec<wire::Line> = self.repeat("wire", &mut rows, || traced.iter().map(wire::Line::new).collect());
        let json: Vec<String> = self.repeat("json", &mut rows, || lines.iter().map(wire::to_json).collect());
        let (n, bytes) = (traced.len(), json.iter().map(String::len).sum::<usize>());
        if n == 0 || found < LEAST_STATEMENTS * n {
            return Err(format!("only {found} statements in {n} articles: nothing was measured"));
        }
        let rows = shown(&rows, n);
        let result = json!({
            "articles": n, "mean_words": words / n, "statements": found, "json_bytes": bytes, "rounds": self.rounds,
            "ms_an_article": rows,
        });
        Ok((format!("{result:#}\n"), json))
    }

    /// Lines of lists, or whole pages, with their origin.
    fn read(&self) -> Result<Vec<(String, Vec<u8>)>, String> {
        let mut out = Vec::new();
        for path in &self.inputs {
            let bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
            if path.ends_with(".jsonl") {
                out.extend(bytes.split(|&b| b == b'\n').filter(|l| !l.is_empty()).map(|l| (path.clone(), l.to_vec())));
            } else {
                out.push((path.clone(), bytes));
            }
        }
        Ok(out)
    }

    /// Runs a stage over all articles, `rounds` times and once to warm up.
    fn repeat<T>(&self, stage: &'static str, rows: &mut Vec<Row>, mut work: impl FnMut() -> T) -> T {
        let mut last = black_box(work());
        let mut spent = Vec::new();
        for _ in 0..self.rounds {
            let (value, duration) = time(&mut work);
            last = black_box(value);
            spent.push(duration);
        }
        spent.sort();
        rows.push(Row { stage, best: spent[0], median: spent[spent.len() / 2] });
        last
    }
}

fn count_words(article: &Article) -> usize {
    article.text.as_str().split_whitespace().count()
}

/// Milliseconds an article.
fn shown(rows: &[Row], articles: usize) -> Vec<Value> {
    let each = |d: Duration| (d.as_secs_f64() * 1e9 / articles as f64).round() / 1e6;
    rows.iter().map(|r| json!({"stage": r.stage, "ms_best": each(r.best), "ms_median": each(r.median)})).collect()
}
