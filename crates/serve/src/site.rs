//! The pages: what the views found, handed to the functions that draw it; forms and where they lead.

use std::time::Instant;

use hyper::header::SET_COOKIE;
use maud::Markup;
use sayso_app::claims::Reader;
use sayso_app::corrections::NewCorrection;
use sayso_app::{views, wire};

use crate::answer::Asked;
use crate::error::{Code, Error};
use crate::found;
use crate::pages::{self, Frame};
use crate::reply::{HTML, METRICS, Reply, TEXT};
use crate::state::State;
use crate::trace::{self, Request};
use crate::{clock, write};

type Answer = Result<Reply, Error>;

/// Where one who signed in comes from, at the longest.
const LONGEST_BACK: usize = 2000;

/// Of each kind, in a search.
pub const FOUND: usize = 10;

/// Who corrects, where the form does not say.
const SOMEBODY: &str = "anonymous";

fn html(page: Markup) -> Reply {
    Reply::new(HTML, page.into_string())
}

pub fn frame(state: &State, asked: &Asked) -> Frame {
    let query = form_urlencoded::parse(asked.raw_query.as_deref().unwrap_or_default().as_bytes());
    Frame {
        path: asked.path.clone(),
        query: query.take(64).map(|(k, v)| (k.into_owned(), v.into_owned())).collect(),
        csrf: Some(asked.visitor.form_token.clone()),
        store: state.store_name(),
        corrections: state.settings.writable,
        fetching: state.fetcher.is_some(),
        signed_in: asked.visitor.signed_in,
        notice: None,
    }
}

/// A path of ours to go on to, or `usual`. `//host` and `/\host` lead elsewhere.
fn local<'a>(path: Option<&'a str>, usual: &'a str) -> &'a str {
    let fine = |p: &&str| {
        p.starts_with('/') && !p[1..].starts_with(['/', '\\']) && p.len() <= LONGEST_BACK && p.bytes().all(|b| b.is_ascii_graphic())
    };
    path.filter(fine).unwrap_or(usual)
}

/// What no route is left with.
pub fn nothing(_state: &State, _asked: &Asked) -> Answer {
    Err(Error::new(Code::NoRoute, "there is nothing at this address"))
}

pub fn board(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::board(&found::board(state, asked, reader)?, &frame(state, asked))))
}

pub fn claim(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::claim(&found::claim(state, asked, reader)?, &frame(state, asked))))
}

pub fn articles(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::articles(&found::articles(asked, reader)?, &frame(state, asked))))
}

pub fn article(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::article(&found::article(state, asked, reader)?, &frame(state, asked))))
}

pub fn speakers(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::speakers(&found::speakers(state, asked, reader)?, &frame(state, asked))))
}

pub fn speaker(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::speaker(&found::speaker(state, asked, reader)?, &frame(state, asked))))
}

pub fn outlets(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::outlets(&found::outlets(state, asked, reader)?, &frame(state, asked))))
}

pub fn outlet(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(html(pages::outlet(&found::outlet(state, asked, reader)?, &frame(state, asked))))
}

pub fn search(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    let found = match asked.query.text("words") {
        Some(words) => views::search(reader, state.engine.register(), words, asked.query.limit_or(FOUND))?,
        None => wire::views::Found { claims: Vec::new(), articles: Vec::new(), speakers: Vec::new(), outlets: Vec::new() },
    };
    Ok(html(pages::search(&found, &frame(state, asked))))
}

pub fn corrections(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    let list = found::corrections(asked, reader)?;
    let about = match asked.query.id("statement") {
        Some(id) => {
            let found = views::statement(reader, id)?;
            Some(found.ok_or_else(|| Error::not_found("statement", &id.to_string()))?)
        }
        None => None,
    };
    Ok(html(pages::corrections(&list, about.as_ref(), &frame(state, asked))))
}

pub fn correct(state: &State, asked: &Asked) -> Answer {
    state.must_be_writable()?;
    let bad = |what: &str| Error::new(Code::BadBody, format!("`{what}` is missing or can't be understood")).hint("fill it in on the form");
    let number = |name: &str| asked.field(name).and_then(|v| v.parse::<i64>().ok()).ok_or_else(|| bad(name));
    let words = |name: &str| asked.field(name).map(str::to_owned);
    let field = match asked.field("kind") {
        Some("speaker") => {
            wire::views::Corrected::Speaker { speaker: words("speaker").unwrap_or_default(), speaker_type: words("speaker_type") }
        }
        Some("via") => {
            let names = asked.field("via").unwrap_or_default().split(',').map(str::trim).filter(|n| !n.is_empty());
            wire::views::Corrected::Via { via: names.map(str::to_owned).collect() }
        }
        Some("certainty") => wire::views::Corrected::Certainty { certainty: words("certainty").ok_or_else(|| bad("certainty"))? },
        Some("split") => wire::views::Corrected::Split,
        Some("merge") => wire::views::Corrected::Merge { with: number("with")? },
        _ => return Err(bad("kind")),
    };
    let who = words("who").ok_or_else(|| bad("who"))?;
    let new = NewCorrection { statement: number("statement")?, field, who, when: clock::now(), note: words("note") };
    write::correct(state, &new)?;
    Ok(Reply::see(local(asked.field("back"), "/corrections")))
}

pub fn withdraw(state: &State, asked: &Asked) -> Answer {
    state.must_be_writable()?;
    write::withdraw(state, asked.id("correction")?, asked.field("who").unwrap_or(SOMEBODY))?;
    Ok(Reply::see(local(asked.field("back"), "/corrections")))
}

pub fn trace_form(state: &State, asked: &Asked) -> Answer {
    Ok(html(pages::trace(&pages::Given::default(), None, &frame(state, asked))))
}

/// The ledger of what was pasted, or above the form the reason why there is none. Nothing is kept.
pub fn trace(state: &State, asked: &Asked) -> Answer {
    let words = |name: &str| asked.field(name).map(str::to_owned);
    let is_page = |pasted: &str| match asked.field("format") {
        Some("html") => true,
        Some("text") => false,
        _ => looks_like_html(pasted),
    };
    let (text, page) = match words("text") {
        Some(pasted) if is_page(&pasted) => (None, Some(pasted)),
        pasted => (pasted, None),
    };
    let given = pages::Given {
        text: text.clone().or_else(|| page.clone()).unwrap_or_default(),
        url: words("url").unwrap_or_default(),
        format: words("format").unwrap_or_default(),
    };
    let request = wire::api::TraceRequest { text, html: page, url: words("url"), ..wire::api::TraceRequest::default() };
    let traced = Request::of_json(request).and_then(|request| trace::run(state, request, false));
    let (result, status) = match traced {
        Ok(traced) => (pages::Result { articles: traced.articles(state, true, 0.0), failures: Vec::new() }, 200),
        Err(error) if matches!(error.code, Code::NoArticle | Code::NotFetched | Code::BadBody) => {
            let problem = wire::Problem { code: error.code.entry().word, message: error.message.clone(), hint: error.hint.clone() };
            let failure = wire::Failure { origin: given.url.clone(), line: None, problem };
            (pages::Result { articles: Vec::new(), failures: vec![failure] }, error.status())
        }
        Err(error) => return Err(error),
    };
    Ok(html(pages::trace(&given, Some(&result), &frame(state, asked))).status(status).untagged())
}

/// Whether it is a page rather than words: it begins with a tag, or holds some that only pages have.
fn looks_like_html(pasted: &str) -> bool {
    let start: String = pasted.trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype")
        || start.starts_with("<html")
        || ["<body", "<article", "<p>", "<p ", "<div"].iter().any(|tag| start.contains(tag))
}

pub fn login(state: &State, asked: &Asked) -> Answer {
    let back = local(asked.query.text("back"), "/");
    if asked.visitor.signed_in || !state.access.wants_token() {
        return Ok(Reply::see(back));
    }
    Ok(html(pages::login(Some(&asked.visitor.form_token), back, false)).untagged())
}

/// To the login, and from there back here.
pub fn to_login(asked: &Asked) -> Reply {
    let mut back = asked.path.clone();
    if let Some(query) = &asked.raw_query {
        back.push('?');
        back.push_str(query);
    }
    let back: String = form_urlencoded::byte_serialize(local(Some(&back), "/").as_bytes()).collect();
    Reply::see(&format!("/login?back={back}"))
}

pub fn sign_in(state: &State, asked: &Asked) -> Answer {
    let back = local(asked.field("back"), "/");
    if !state.access.verify(asked.field("token").unwrap_or_default()) {
        return Ok(html(pages::login(Some(&asked.visitor.form_token), back, true)).status(401).untagged());
    }
    let cookie = state.access.sign_in(Instant::now()).map_err(|e| Error::new(Code::Broken, e.to_string()))?;
    Ok(Reply::see(back).header(SET_COOKIE, cookie))
}

pub fn sign_out(state: &State, asked: &Asked) -> Answer {
    Ok(Reply::see("/login").header(SET_COOKIE, state.access.sign_out(asked.visitor.cookies.as_deref())))
}

pub fn asset(_state: &State, asked: &Asked) -> Answer {
    let found = pages::ASSETS.iter().find(|(name, ..)| *name == asked.part());
    let (_, kind, bytes) = found.ok_or_else(|| Error::new(Code::NoRoute, "there is nothing at this address"))?;
    Ok(Reply::new(kind, *bytes))
}

/// Whether the store can be read.
pub fn health(state: &State, _asked: &Asked) -> Answer {
    state.read(|_| Ok(Reply::new(TEXT, "ok\n").untagged()))
}

pub fn metrics(state: &State, _asked: &Asked) -> Answer {
    Ok(Reply::new(METRICS, state.metrics.text(&state.sizes()?)).untagged())
}

/// The page that says what went wrong; who may not come in sees nothing else.
pub fn failed(state: &State, asked: &Asked, error: &Error) -> String {
    let outside = matches!(error.code, Code::NoToken | Code::BadHost) || state.access.wants_token() && !asked.visitor.signed_in;
    let frame = (!outside).then(|| frame(state, asked));
    pages::error(error.status(), &error.message, error.hint.as_deref(), frame.as_ref()).into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(local(Some("/claims/7?x=1"), "/"), "/claims/7?x=1");
        for elsewhere in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a b", "/a\r\nb", "javascript:x"] {
            assert_eq!(local(Some(elsewhere), "/"), "/", "{elsewhere}");
        }
        assert_eq!(local(None, "/x"), "/x");
    }

    #[test]
    fn pages_are_told_from_words() {
        assert!(
            looks_like_html("\n<!DOCTYPE html><title>x") && looks_like_html("<p>The mayor said …") && looks_like_html("<div class=x>y")
        );
        assert!(!looks_like_html("The mayor said that 3 < 4 and 5 > 4."));
    }
}
