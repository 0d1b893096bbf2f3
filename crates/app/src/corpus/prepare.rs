//! What can be done for an input without the writer: reading, recognizing, tracing, and the forms that linking wants.

use std::cell::Cell;

use sayso_doc::{Article, Problem};
use sayso_link::syndication::Print;
use sayso_link::{ArticleId, ArticleRecord, Sketch};
use sayso_store::{Identity, Reader, StoreError, VersionId};

use crate::isolate::isolate;
use crate::pipeline::{Engine, Outcome, Read, Source, Traced, Unread, our_bug};
use crate::prune;

/// One article on its way to the writer.
pub struct Prepared {
    pub origin: String,
    pub line: Option<usize>,
    pub problems: Vec<Problem>,
    pub what: What,
}

pub enum What {
    /// Nothing came of it; the problems say why.
    Failed,
    /// It is in the store, unless what comes before it changes that.
    Known(Box<Article>, Identity),
    Traced(Box<Forms>),
}

/// An article with all that is made of it before it has its number.
pub struct Forms {
    pub traced: Traced,
    pub record: ArticleRecord,
    pub sketch: Sketch,
    pub print: Print,
    /// What there is to say if it is kept.
    pub remark: Option<Problem>,
}

/// Until the writer gives the right one.
const NO_NUMBER: ArticleId = ArticleId(0);

/// Everything of one input. Articles that `reader` knows are not traced again.
pub fn prepare(engine: &Engine, reader: &Reader, read: Result<Source, Unread>) -> Result<Vec<Prepared>, StoreError> {
    let source = match read {
        Ok(source) => source,
        Err(Unread { origin, line, problem }) => return Ok(vec![Prepared { origin, line, problems: vec![problem], what: What::Failed }]),
    };
    engine.read(&source).into_iter().map(|read| one(engine, reader, read)).collect()
}

fn one(engine: &Engine, reader: &Reader, read: Read) -> Result<Prepared, StoreError> {
    if let Some(article) = &read.article {
        let identity = Identity::of(article);
        if reader.known(&identity)?.whole() {
            let Read { origin, line, article, problems } = read;
            let what = article.map_or(What::Failed, |article| What::Known(Box::new(article), identity));
            return Ok(Prepared { origin, line, problems, what });
        }
    }
    Ok(traced(engine, read))
}

/// Traces an article and makes its forms.
pub fn traced(engine: &Engine, read: Read) -> Prepared {
    let Outcome { origin, line, traced, mut problems } = engine.finish(read);
    let what = match traced.map(|traced| isolate(|| forms(traced))) {
        None => What::Failed,
        Some(Ok(forms)) => What::Traced(Box::new(forms)),
        Some(Err(said)) => {
            problems = vec![our_bug(&said)];
            What::Failed
        }
    };
    Prepared { origin, line, problems, what }
}

fn forms(traced: Traced) -> Forms {
    let (traced, remark) = bounded(traced);
    let record = ArticleRecord::new(NO_NUMBER, &traced.article, &traced.ledger);
    let (sketch, print) = (Sketch::new(&record), Print::of(&traced.article));
    Forms { traced, record, sketch, print, remark }
}

/// A ledger that fits into the store; what had to go is told.
fn bounded(traced: Traced) -> (Traced, Option<Problem>) {
    let Traced { article, mut ledger } = traced;
    let most = VersionId::ROOM;
    let (statements, notes) = (ledger.statements.len(), ledger.notes.len());
    if statements <= most && notes <= most && ledger.speakers.len() <= most {
        return (Traced { article, ledger }, None);
    }
    // Statements stand in the order of their first character, so these are the article's first ones.
    let place = Cell::new(0);
    ledger = prune::without_silent_speakers(prune::retain(ledger, |_| place.replace(place.get() + 1) < most));
    ledger.notes.truncate(most);
    ledger.statements.iter_mut().for_each(|s| s.notes.retain(|&n| n < most));
    let message = format!("the article has {statements} statements and {notes} notes, of which the first {most} are kept");
    (Traced { article, ledger }, Some(Problem::new("too_many_statements", message).hint("split the input into its articles")))
}
