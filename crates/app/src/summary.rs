//! What became of a batch: how much was traced, and which inputs failed and why.

use std::collections::HashSet;

use sayso_doc::Problem;

use crate::pipeline::Outcome;

/// As ingest calls it within one list.
const DUPLICATE: &str = "duplicate_id";

/// Counts over a batch, and its failures in the order of the input.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    pub articles: usize,
    /// Attributed statements over all articles.
    pub attributed: usize,
    /// Own-voice statements over all articles.
    pub own_voice: usize,
    pub failures: Vec<Failure>,
    /// Remarks about articles that were traced all the same.
    pub remarks: Vec<Failure>,
    /// Ids seen, since lines of a list come one by one.
    ids: HashSet<String>,
}

/// One input, or one line of it, with what went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub origin: String,
    /// Counted from 1, for an input that is a list of articles.
    pub line: Option<usize>,
    pub problem: Problem,
}

impl Summary {
    /// Counts one outcome in.
    pub fn add(&mut self, outcome: &Outcome) {
        let told = |problem: &Problem| Failure { origin: outcome.origin.clone(), line: outcome.line, problem: problem.clone() };
        match &outcome.traced {
            Some(traced) => {
                self.articles += 1;
                let own = traced.ledger.statements.iter().filter(|s| s.voice == sayso_doc::Voice::Own).count();
                self.own_voice += own;
                self.attributed += traced.ledger.statements.len() - own;
                self.remarks.extend(outcome.problems.iter().map(told));
                let id = &traced.article.id;
                if !self.ids.insert(id.clone()) && !outcome.problems.iter().any(|p| p.code == DUPLICATE) {
                    self.remarks.push(told(
                        &Problem::new(DUPLICATE, format!("id `{id}` was used before")).hint("give each article an `id` of its own"),
                    ));
                }
            }
            None => self.failures.extend(outcome.problems.iter().map(told)),
        }
    }

    /// An input that could not even be read.
    pub fn fail(&mut self, origin: impl Into<String>, problem: Problem) {
        self.failures.push(Failure { origin: origin.into(), line: None, problem });
    }

    /// Whether any statement was found at all.
    pub fn found_something(&self) -> bool {
        self.attributed + self.own_voice > 0
    }
}

impl Failure {
    /// `page.html` or `list.jsonl:12`.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.origin),
            None => self.origin.clone(),
        }
    }
}
