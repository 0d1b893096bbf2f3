//! One input through ingest, tag and trace, with the choices that hold for the whole run.

use sayso_doc::{Article, Ledger, Problem};
use sayso_ingest::{Given, Ingested, Input};
use sayso_register::{Register, RegisterError};
pub use sayso_tag::Builtin;
use sayso_tag::{Model, ModelError, ModelInfo, Scheme};
use thiserror::Error;

use crate::isolate::isolate;
use crate::prune;

/// Choices for a run.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Which of the models that are compiled in reads the articles.
    pub model: Builtin,
    /// Largest input, or line of a list, in bytes.
    pub max_bytes: usize,
    /// Try articles in other languages than English as well.
    pub force: bool,
    /// Outermost attributions only.
    pub flat: bool,
    /// Leave out statements that are less sure than this, 0 to 1.
    pub min_confidence: f32,
    /// Keep the reasons of each statement.
    pub explain: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            model: Builtin::default(),
            max_bytes: sayso_ingest::Options::default().max_bytes,
            force: false,
            flat: false,
            min_confidence: 0.0,
            explain: false,
        }
    }
}

/// One input's bytes and what is known of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Path, `-` or URL.
    pub origin: String,
    /// Counted from 1 when the bytes are one line of a list of articles.
    pub line: Option<usize>,
    pub bytes: Vec<u8>,
    /// The HTTP header's value, where it came over HTTP.
    pub content_type: Option<String>,
    /// What a feed or an archive says of the page that the bytes are; its address is the page's, whatever `origin` is.
    pub given: Option<Given>,
}

/// An input, or a line or record of one, that has no bytes to show, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub origin: String,
    /// Counted from 1, in a list or an archive.
    pub line: Option<usize>,
    pub problem: Problem,
}

/// An article and its ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    pub article: Article,
    pub ledger: Ledger,
}

/// What became of one article: its ledger, or problems that say why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub origin: String,
    pub line: Option<usize>,
    pub traced: Option<Traced>,
    /// Failures when there is no ledger, else remarks.
    pub problems: Vec<Problem>,
}

/// One article as it was read, not yet traced, or problems that say why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub origin: String,
    pub line: Option<usize>,
    pub article: Option<Article>,
    /// Failures when there is no article, else remarks.
    pub problems: Vec<Problem>,
}

/// Why a run cannot start.
#[derive(Debug, Error)]
pub enum EngineError {
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(transparent)]
    Register(#[from] RegisterError),
}

/// Model, registers and options; shared by all threads.
pub struct Engine {
    model: Model,
    register: Register,
    options: Options,
}

impl Engine {
    /// Loads the model, and adds the user's registers (name of the file, its text).
    ///
    /// # Errors
    /// When the build's model is broken or a register is no valid TOML.
    pub fn new(options: Options, registers: &[(String, String)]) -> Result<Self, EngineError> {
        let mut register = Register::builtin().clone();
        for (file, toml) in registers {
            register.add(file, toml)?;
        }
        Ok(Self { model: Model::builtin(options.model)?, register, options })
    }

    pub fn model(&self) -> ModelInfo {
        self.model.info()
    }

    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Traces every article of one input. Never fails: what went wrong is in the outcomes, a panic too.
    pub fn trace(&self, source: &Source) -> Vec<Outcome> {
        self.read(source).into_iter().map(|read| self.finish(read)).collect()
    }

    /// The articles of one input, before anything is looked for in them. Each has an article or problems that say why not.
    pub fn read(&self, source: &Source) -> Vec<Read> {
        let without = |problem| vec![Read { origin: source.origin.clone(), line: source.line, article: None, problems: vec![problem] }];
        let read = match isolate(|| self.ingest(source)) {
            Ok(read) => read,
            Err(said) => return without(our_bug(&said)),
        };
        if read.is_empty() {
            let problem =
                Problem::new("no_article", "no article was found in it").hint("give a page, a text or a list that holds an article");
            return without(problem);
        }
        read.into_iter()
            .map(|Ingested { line, article, mut problems }| {
                if article.is_none() && problems.is_empty() {
                    problems.push(Problem::new("no_article", "no article was found in it"));
                }
                Read { origin: source.origin.clone(), line: source.line.or(line), article, problems }
            })
            .collect()
    }

    /// Traces an article that was read.
    pub fn finish(&self, read: Read) -> Outcome {
        let Read { origin, line, article, mut problems } = read;
        let traced = article.and_then(|article| match isolate(|| self.ledger(&article)) {
            Ok(ledger) => Some(Traced { article, ledger }),
            Err(said) => {
                problems = vec![our_bug(&said)];
                None
            }
        });
        Outcome { origin, line, traced, problems }
    }

    fn ingest(&self, source: &Source) -> Vec<Ingested> {
        let input = Input { bytes: &source.bytes, origin: &source.origin, content_type: source.content_type.as_deref() };
        let options = sayso_ingest::Options { max_bytes: self.options.max_bytes, force: self.options.force };
        match (&source.given, source.line) {
            (Some(given), _) => {
                let origin = given.url.as_deref().unwrap_or(&source.origin);
                let mut read = sayso_ingest::ingest(Input { origin, ..input }, &options, &self.register);
                read.iter_mut().filter_map(|r| r.article.as_mut()).for_each(|a| given.complete(a, &self.register));
                if origin != source.origin {
                    // Of an archive's page, its place there alone would say little.
                    let problems = read.iter_mut().flat_map(|r| &mut r.problems);
                    problems.for_each(|p| p.message = format!("{origin}: {}", p.message));
                }
                read
            }
            (None, Some(line)) => vec![sayso_ingest::ingest_line(input, line, &options, &self.register)],
            (None, None) => sayso_ingest::ingest(input, &options, &self.register),
        }
    }

    fn ledger(&self, article: &Article) -> Ledger {
        let Options { flat, min_confidence, explain, model: _, max_bytes: _, force: _ } = self.options;
        let scheme = if flat { Scheme::Flat } else { Scheme::Nested };
        let tagged = self.model.tag(article, scheme);
        let mut ledger = sayso_trace::trace(article, &tagged, &self.register);
        if !explain {
            ledger.statements.iter_mut().for_each(|s| s.reasons.clear());
        }
        prune::retain(ledger, |s| s.confidence >= min_confidence && !(flat && s.parent.is_some()))
    }
}

/// A panic, told to the user.
pub fn our_bug(said: &str) -> Problem {
    Problem::new("panicked", format!("sayso failed on it: {said}"))
        .hint("this is a bug in sayso: please report it with the input; the other inputs are not touched by it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine() -> Engine {
        Engine::new(Options::default(), &[]).unwrap()
    }

    fn source(origin: &str, line: Option<usize>, text: &str) -> Source {
        Source { origin: origin.to_owned(), line, bytes: text.as_bytes().to_vec(), ..Source::default() }
    }

    #[test]
    fn an_input_without_an_article_says_so() {
        let found = engine().trace(&source("empty.txt", None, "  \n"));
        assert_eq!(found.len(), 1);
        assert!(found[0].traced.is_none() && !found[0].problems.is_empty());
    }

    #[test]
    fn lines_keep_their_number() {
        let found =
            engine().trace(&source("list.jsonl", Some(7), "{\"text\": \"The mayor of Tessaly said on Monday that the bridge was shut.\"}"));
        let traced = found[0].traced.as_ref().unwrap();
        assert_eq!((found[0].line, traced.article.id.as_str()), (Some(7), "list.jsonl:7"));
        let bad = engine().trace(&source("list.jsonl", Some(8), "{"));
        assert_eq!((bad[0].line, bad[0].traced.is_none(), bad[0].problems[0].message.contains("line 8")), (Some(8), true, true));
    }

    #[test]
    fn a_panic_is_our_bug() {
        let problem = our_bug("index out of bounds (trace/src/lib.rs:3)");
        assert_eq!(problem.message, "sayso failed on it: index out of bounds (trace/src/lib.rs:3)");
        assert!(problem.hint.unwrap().starts_with("this is a bug in sayso"));
    }
}
