//! Tracing on request: a text, a page or an address in, its ledgers out.

use sayso_app::hex;
use sayso_app::{Given, Outcome, Source, wire};
use sayso_doc::Problem;
use sha2::{Digest, Sha256};

use crate::error::{Code, Error};
use crate::state::State;
use crate::write;

/// What somebody wants traced.
#[derive(Debug)]
pub struct Request {
    what: What,
    given: Given,
}

#[derive(Debug)]
enum What {
    Bytes {
        bytes: Vec<u8>,
        content_type: Option<String>,
    },
    /// To be fetched.
    At(String),
}

/// What came of it.
pub struct Traced {
    pub outcomes: Vec<Outcome>,
    /// The article's number, where it was kept.
    pub stored: Option<i64>,
}

impl Request {
    pub fn of_bytes(bytes: Vec<u8>, content_type: Option<String>) -> Self {
        Self { what: What::Bytes { bytes, content_type }, given: Given::default() }
    }

    /// # Errors
    /// When there is nothing, or more than one thing, to trace.
    pub fn of_json(request: wire::api::TraceRequest) -> Result<Self, Error> {
        let wire::api::TraceRequest { text, html, url, title, outlet, published } = request;
        let said = |value: Option<String>| value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let url = said(url);
        let typed =
            |words: String, kind: &str| What::Bytes { bytes: words.into_bytes(), content_type: Some(format!("{kind}; charset=utf-8")) };
        let what = match (text, html, &url) {
            (Some(_), Some(_), _) => return Err(Error::new(Code::BadBody, "both `text` and `html` are given").hint("give one of them")),
            (Some(text), None, _) => typed(text, "text/plain"),
            (None, Some(html), _) => typed(html, "text/html"),
            (None, None, Some(url)) => What::At(url.clone()),
            (None, None, None) => {
                return Err(Error::new(Code::BadBody, "there is nothing to trace").hint("give `text`, `html` or `url`"));
            }
        };
        let given = Given { url, title: said(title), outlet: said(outlet), published: said(published), ..Given::default() };
        Ok(Self { what, given })
    }

    /// The bytes, fetched where they must be. What was pasted is named by its digest: the same text is the same article.
    fn source(self, state: &State) -> Result<Source, Error> {
        let Self { what, given } = self;
        match what {
            What::At(url) => {
                let fetcher = state.fetcher.as_ref().ok_or_else(|| {
                    Error::new(Code::FetchingOff, "this server fetches no addresses")
                        .hint("start it with `sayso serve --allow-fetch`, or send the page itself")
                })?;
                let page = fetcher.fetch(&url).map_err(|problem: Problem| Error::of_problem(Code::NotFetched, &problem))?;
                Ok(Source { given: Some(Given { url: None, ..given }).filter(|g| *g != Given::default()), ..page })
            }
            What::Bytes { bytes, content_type } => {
                let origin = format!("pasted:{}", hex(&Sha256::digest(&bytes)[..8]));
                // An address that is none of a page would be taken for the place where the text is.
                let given = Given { url: given.url.filter(|u| u.starts_with("http://") || u.starts_with("https://")), ..given };
                Ok(Source { origin, bytes, content_type, given: Some(given).filter(|g| *g != Given::default()), ..Source::default() })
            }
        }
    }
}

/// Markup in which no page's article was found, as markup that is the article: what somebody copied out of a page.
fn piece_of_page(source: &Source) -> Option<Source> {
    let is_html = source.content_type.as_deref().is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html"));
    let html = std::str::from_utf8(&source.bytes).ok().filter(|_| is_html)?;
    let given = source.given.clone().unwrap_or_default();
    // The one line of a list, which may hold markup.
    let line = serde_json::json!({
        "id": source.origin, "html": html, "url": given.url, "title": given.title, "outlet": given.outlet, "date": given.published,
    });
    Some(Source { origin: source.origin.clone(), line: Some(1), bytes: line.to_string().into_bytes(), ..Source::default() })
}

/// Traces; keeps it too, where that is asked.
///
/// # Errors
/// When there is no article in it, it cannot be fetched, or it is to be kept and cannot be.
pub fn run(state: &State, request: Request, store: bool) -> Result<Traced, Error> {
    if store {
        state.must_be_writable()?;
    }
    let mut source = request.source(state)?;
    let mut outcomes = state.engine.trace(&source);
    if outcomes.iter().all(|o| o.traced.is_none())
        && let Some(piece) = piece_of_page(&source)
    {
        let again = state.engine.trace(&piece);
        if again.iter().any(|o| o.traced.is_some()) {
            (source, outcomes) = (piece, again);
        }
    }
    let Some(traced) = outcomes.iter().find_map(|o| o.traced.as_ref()) else {
        let problem = outcomes.into_iter().flat_map(|o| o.problems).next();
        return Err(match problem {
            Some(problem) if problem.code == "panicked" => Error::new(Code::Broken, problem.message),
            Some(problem) => Error::of_problem(Code::NoArticle, &problem),
            None => Error::new(Code::NoArticle, "no article was found in it"),
        });
    };
    let stored = if store { Some(write::keep(state, &source, traced)?) } else { None };
    Ok(Traced { outcomes, stored })
}

impl Traced {
    /// The articles, as the wire has them. Reasons are left out unless asked for.
    pub fn articles(&self, state: &State, explain: bool, min_confidence: f32) -> Vec<wire::Article> {
        let traced = self.outcomes.iter().filter_map(|o| Some((o.traced.as_ref()?, &o.problems)));
        traced
            .map(|(traced, problems)| {
                let mut traced = traced.clone();
                if min_confidence > 0.0 {
                    traced.ledger = sayso_app::prune::retain(traced.ledger, |s| s.confidence >= min_confidence);
                }
                if !explain {
                    traced.ledger.statements.iter_mut().for_each(|s| s.reasons.clear());
                }
                wire::Article::new(&traced, problems, state.engine.register())
            })
            .collect()
    }

    /// The same document as `sayso trace --format json` writes.
    pub fn document(&self, state: &State, explain: bool, min_confidence: f32) -> String {
        let articles: Vec<String> = self.articles(state, explain, min_confidence).iter().map(wire::to_json).collect();
        let failures: Vec<sayso_app::Failure> = self
            .outcomes
            .iter()
            .filter(|o| o.traced.is_none())
            .flat_map(|o| o.problems.iter().map(|p| sayso_app::Failure { origin: o.origin.clone(), line: o.line, problem: p.clone() }))
            .collect();
        format!("{}{}{}", wire::Document::opening(), articles.join(","), wire::Document::closing(&failures))
    }
}
