//! Every route in one table: what finds a handler, what checks its parameters, and what the OpenAPI document and `docs/api.md` tell.

use percent_encoding::percent_decode_str;
use sayso_app::claims::Reader;
use sayso_app::wire;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::answer::Asked;
use crate::error::{Code, Error};
use crate::query::{Kind, Param, param};
use crate::reply::Reply;
use crate::state::State;
use crate::{api, site};

/// Who it is for, which decides how errors look and what forms must bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Page,
    Api,
    /// For whoever asks, without a token.
    Open,
}

/// What a handler works with.
#[derive(Clone, Copy)]
pub enum Work {
    /// What is at hand.
    Now(fn(&State, &Asked) -> Result<Reply, Error>),
    /// The store as it stands now.
    Read(fn(&State, &Asked, &Reader) -> Result<Reply, Error>),
    /// The engine, which takes long.
    Trace(fn(&State, &Asked) -> Result<Reply, Error>),
    /// The disk, or what else may block.
    Block(fn(&State, &Asked) -> Result<Reply, Error>),
    /// The hash of the token, which is slow on purpose.
    Knock(fn(&State, &Asked) -> Result<Reply, Error>),
}

type Shape = fn(&mut SchemaGenerator) -> Schema;

#[derive(Clone, Copy)]
pub enum Answer {
    Json(Shape),
    Csv,
    /// HTML, or what is told nowhere.
    Other,
}

pub struct Route {
    pub method: &'static str,
    /// `{id}` stands for a number, `{name}` for a name.
    pub path: &'static str,
    pub area: Area,
    pub about: &'static str,
    pub query: &'static [&'static [Param]],
    /// Types of body that it reads, with their shape where it is JSON.
    pub bodies: &'static [(&'static str, Option<Shape>)],
    pub answer: Answer,
    /// Codes besides those that any route may answer.
    pub errors: &'static [Code],
    pub work: Work,
}

fn shape<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

pub const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// Lines of `claims.csv`.
pub const CSV_MOST: u64 = 5000;

/// What every list in pages takes.
const IN_PAGES: &[Param] = &[
    param("limit", Kind::Whole { least: 1, most: sayso_app::views::MOST as u64 }, "at most so many [default: 50]"),
    param("after", Kind::Place, "`next` of the page before"),
];

/// Which claims.
const CLAIMS: &[Param] = &[
    param("words", Kind::Words, "words that stand in a mention; put those that stand side by side in quotes"),
    param("one_origin", Kind::Flag, "all mentions lead to one origin"),
    param("state_only", Kind::Flag, "all origins are state outlets or governments"),
    param("unverified", Kind::Flag, "an article says that it was not verified"),
    param("denied", Kind::Flag, "a mention denies or doubts it"),
    param("unnamed_only", Kind::Flag, "all origins are unnamed"),
    param("conflict", Kind::Flag, "numbers, places or times differ"),
    param("drift", Kind::Flag, "something changed on the way"),
    param("outlet", Kind::Words, "told by an outlet with this in its name"),
    param("speaker", Kind::Words, "said by somebody of this name"),
    param("from", Kind::Date, "seen on this day or later"),
    param("to", Kind::Date, "seen on this day or earlier"),
    param("min_mentions", Kind::Whole { least: 1, most: 9999 }, "told at least so often [default: 2]"),
    param("order", Kind::OneOf(&["articles", "latest", "newest"]), "what most articles have first, what was seen last, or what is newest"),
];

const ARTICLES: &[Param] = &[
    param("words", Kind::Words, "words that stand in the title or the text"),
    param("outlet", Kind::Words, "the outlet's whole name"),
    param("from", Kind::Date, "published on this day or later"),
    param("to", Kind::Date, "published on this day or earlier"),
];

const ARTICLE: &[Param] = &[param("version", Kind::Whole { least: 1, most: 1 << 20 }, "another text than the latest, counted from 1")];

const STATEMENTS: &[Param] = &[
    param("article", Kind::Whole { least: 0, most: i64::MAX as u64 }, "an article's number"),
    param("outlet", Kind::Words, "the outlet's whole name"),
    param("speaker", Kind::Words, "the whole name of who says it"),
    param("via", Kind::Words, "the whole name of somebody between the outlet and the speaker"),
    param("certainty", Kind::OneOf(&["asserted", "hedged", "denied", "questioned"]), "how it stands as reported"),
    param("voice", Kind::OneOf(&["own", "attributed"]), "the outlet's own, or somebody's"),
    param("words", Kind::Words, "words that stand in the content"),
];

const NAMES: &[Param] = &[param("words", Kind::Words, "words of the name")];

const SEARCH: &[Param] = &[
    param("words", Kind::Words, "words that stand in all that is found"),
    param("limit", Kind::Whole { least: 1, most: 50 }, "at most so many of each kind [default: 10]"),
];

const CORRECTIONS: &[Param] = &[
    param("article", Kind::Whole { least: 0, most: i64::MAX as u64 }, "an article's number"),
    param("kind", Kind::OneOf(&["speaker", "via", "certainty", "split", "merge"]), "what was corrected"),
    param("who", Kind::Words, "who corrected it"),
    param("withdrawn", Kind::Flag, "those that were taken back as well"),
];

const TO_CORRECT: &[Param] = &[param("statement", Kind::Whole { least: 0, most: i64::MAX as u64 }, "a statement to correct")];

const CSV_LIMIT: &[Param] = &[param("limit", Kind::Whole { least: 1, most: CSV_MOST }, "at most so many lines [default: 5000]")];

const TRACE: &[Param] = &[
    param("explain", Kind::Flag, "say for each field of a statement what decided it"),
    param("min_confidence", Kind::Share, "leave out statements less sure than this"),
    param("store", Kind::Flag, "keep the article in the store as well; the server must be writable"),
];

const BLANK: Route = Route {
    method: "GET",
    path: "",
    area: Area::Page,
    about: "",
    query: &[],
    bodies: &[],
    answer: Answer::Other,
    errors: &[],
    work: Work::Now(site::nothing),
};

const fn page(path: &'static str, query: &'static [&'static [Param]], read: fn(&State, &Asked, &Reader) -> Result<Reply, Error>) -> Route {
    Route { path, query, work: Work::Read(read), ..BLANK }
}

const fn api(
    path: &'static str,
    about: &'static str,
    query: &'static [&'static [Param]],
    answer: Answer,
    errors: &'static [Code],
    read: fn(&State, &Asked, &Reader) -> Result<Reply, Error>,
) -> Route {
    Route { path, area: Area::Api, about, query, answer, errors, work: Work::Read(read), ..BLANK }
}

const fn form(path: &'static str, work: Work) -> Route {
    Route { method: "POST", path, bodies: &[(FORM, None)], work, ..BLANK }
}

const fn open(path: &'static str, work: Work) -> Route {
    Route { path, area: Area::Open, work, ..BLANK }
}

/// All routes; where two fit, the first one answers.
pub const ROUTES: &[Route] = &[
    page("/", &[CLAIMS, IN_PAGES], site::board),
    page("/claims/{id}", &[], site::claim),
    page("/articles", &[ARTICLES, IN_PAGES], site::articles),
    page("/articles/{id}", &[ARTICLE], site::article),
    page("/speakers", &[NAMES, IN_PAGES], site::speakers),
    page("/speakers/{name}", &[], site::speaker),
    page("/outlets", &[NAMES, IN_PAGES], site::outlets),
    page("/outlets/{name}", &[], site::outlet),
    page("/search", &[SEARCH], site::search),
    page("/corrections", &[CORRECTIONS, IN_PAGES, TO_CORRECT], site::corrections),
    form("/corrections", Work::Block(site::correct)),
    form("/corrections/{id}/withdraw", Work::Block(site::withdraw)),
    Route { path: "/trace", work: Work::Now(site::trace_form), ..BLANK },
    form("/trace", Work::Trace(site::trace)),
    Route { path: "/login", area: Area::Open, query: &[&[param("back", Kind::Place, "")]], work: Work::Now(site::login), ..BLANK },
    Route { area: Area::Open, ..form("/login", Work::Knock(site::sign_in)) },
    form("/logout", Work::Now(site::sign_out)),
    open("/assets/{name}", Work::Now(site::asset)),
    open("/healthz", Work::Block(site::health)),
    Route { path: "/metrics", area: Area::Api, answer: Answer::Other, work: Work::Block(site::metrics), ..BLANK },
    Route {
        method: "POST",
        path: "/api/v1/trace",
        area: Area::Api,
        about: "The ledger of one article: who says what in it, through whom, how firmly. Nothing is kept unless `store` is asked.",
        query: &[TRACE],
        bodies: &[("text/plain", None), ("text/html", None), (JSON, Some(shape::<wire::api::TraceRequest>))],
        answer: Answer::Json(shape::<wire::Document>),
        errors: &[
            Code::BadBody,
            Code::BadType,
            Code::NoArticle,
            Code::NotFetched,
            Code::FetchingOff,
            Code::ReadOnly,
            Code::StoreInUse,
            Code::Busy,
        ],
        work: Work::Trace(api::trace),
    },
    api(
        "/api/v1/claims",
        "What is going round: claims with their origins, in pages.",
        &[CLAIMS, IN_PAGES],
        Answer::Json(shape::<wire::views::Board>),
        &[],
        api::claims,
    ),
    api("/api/v1/claims.csv", "The same for a spreadsheet, up to 5000 lines.", &[CLAIMS, CSV_LIMIT], Answer::Csv, &[], api::claims_csv),
    api(
        "/api/v1/claims/{id}",
        "One claim: its mentions, independent origins, conflicts and drift.",
        &[],
        Answer::Json(shape::<wire::views::ClaimPage>),
        &[Code::NotFound],
        api::claim,
    ),
    api(
        "/api/v1/articles",
        "Articles, the latest first.",
        &[ARTICLES, IN_PAGES],
        Answer::Json(shape::<wire::views::Articles>),
        &[],
        api::articles,
    ),
    api(
        "/api/v1/articles/{id}",
        "One article with its text, ledger, copies and versions.",
        &[ARTICLE],
        Answer::Json(shape::<wire::views::ArticlePage>),
        &[Code::NotFound],
        api::article,
    ),
    api(
        "/api/v1/statements",
        "Statements of all articles, in the order in which they came.",
        &[STATEMENTS, IN_PAGES],
        Answer::Json(shape::<wire::views::Statements>),
        &[],
        api::statements,
    ),
    api(
        "/api/v1/speakers",
        "Speakers, those who said most first.",
        &[NAMES, IN_PAGES],
        Answer::Json(shape::<wire::views::Speakers>),
        &[],
        api::speakers,
    ),
    api(
        "/api/v1/speakers/{name}",
        "One speaker: what they said, who has it, through whom.",
        &[],
        Answer::Json(shape::<wire::views::SpeakerPage>),
        &[Code::NotFound],
        api::speaker,
    ),
    api(
        "/api/v1/outlets",
        "Outlets, those with most articles first.",
        &[NAMES, IN_PAGES],
        Answer::Json(shape::<wire::views::Outlets>),
        &[],
        api::outlets,
    ),
    api(
        "/api/v1/outlets/{name}",
        "One outlet: how it says things, whom it hands on, who hands it on.",
        &[],
        Answer::Json(shape::<wire::views::OutletPage>),
        &[Code::NotFound],
        api::outlet,
    ),
    api(
        "/api/v1/search",
        "Claims, articles, speakers and outlets with these words.",
        &[SEARCH],
        Answer::Json(shape::<wire::views::Found>),
        &[],
        api::search,
    ),
    api(
        "/api/v1/corrections",
        "What analysts corrected, the latest first.",
        &[CORRECTIONS, IN_PAGES],
        Answer::Json(shape::<wire::views::Corrections>),
        &[],
        api::corrections,
    ),
    Route {
        method: "POST",
        path: "/api/v1/corrections",
        area: Area::Api,
        about: "Corrects a statement, beside what the machine said.",
        bodies: &[(JSON, Some(shape::<wire::api::CorrectionRequest>))],
        answer: Answer::Json(shape::<wire::api::Made>),
        errors: &[Code::BadBody, Code::BadType, Code::ReadOnly, Code::StoreInUse],
        work: Work::Block(api::correct),
        ..BLANK
    },
    Route {
        method: "POST",
        path: "/api/v1/corrections/{id}/withdraw",
        area: Area::Api,
        about: "Takes a correction back; it stays in the list as withdrawn.",
        bodies: &[(JSON, Some(shape::<wire::api::WithdrawRequest>))],
        answer: Answer::Json(shape::<wire::api::Made>),
        errors: &[Code::BadBody, Code::BadType, Code::ReadOnly, Code::StoreInUse],
        work: Work::Block(api::withdraw),
        ..BLANK
    },
    Route {
        path: "/api/v1/openapi.json",
        area: Area::Api,
        about: "This description.",
        answer: Answer::Json(shape::<serde_json::Value>),
        work: Work::Now(api::openapi),
        ..BLANK
    },
];

/// What a path leads to.
pub enum Found {
    Route(&'static Route, Vec<String>),
    /// The path is one of ours, for these methods.
    OtherMethod(Vec<&'static str>),
    Nothing,
}

/// The route of `path`, and what stands in it for `{…}`. `HEAD` asks for what `GET` asks for.
pub fn find(method: &str, path: &str) -> Found {
    let wanted = if method == "HEAD" { "GET" } else { method };
    let mut others = Vec::new();
    for route in ROUTES {
        let Some(parts) = fits(route.path, path) else { continue };
        if route.method == wanted {
            return Found::Route(route, parts);
        }
        others.push(route.method);
        if route.method == "GET" {
            others.push("HEAD");
        }
    }
    if others.is_empty() { Found::Nothing } else { Found::OtherMethod(others) }
}

/// The decoded segments of `path` that stand for `{…}` of `pattern`. A name may hold an escaped slash; what is no UTF-8 fits nothing.
fn fits(pattern: &str, path: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(parts),
            (Some(w), Some(g)) if w.starts_with('{') => {
                let decoded = percent_decode_str(g).decode_utf8().ok()?;
                if decoded.is_empty() {
                    return None;
                }
                parts.push(decoded.into_owned());
            }
            (Some(w), Some(g)) if w == g => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(method: &str, path: &str) -> Option<(&'static str, Vec<String>)> {
        match find(method, path) {
            Found::Route(route, parts) => Some((route.path, parts)),
            _ => None,
        }
    }

    #[test]
    fn paths_find_their_routes() {
        assert_eq!(path_of("GET", "/"), Some(("/", vec![])));
        assert_eq!(path_of("HEAD", "/claims/7"), Some(("/claims/{id}", vec!["7".to_owned()])));
        assert_eq!(path_of("GET", "/outlets/A%2FB%20%C3%A9"), Some(("/outlets/{name}", vec!["A/B é".to_owned()])));
        assert_eq!(path_of("GET", "/api/v1/claims.csv").map(|r| r.0), Some("/api/v1/claims.csv"));
        for nothing in ["", "//", "/claims/", "/claims/7/", "/outlets/%ff", "/assets/../x/y", "/api/v1", "/API/v1/claims"] {
            assert_eq!(path_of("GET", nothing), None, "{nothing}");
        }
    }

    #[test]
    fn other_methods_are_named() {
        let Found::OtherMethod(methods) = find("DELETE", "/corrections") else { panic!() };
        assert_eq!(methods, ["GET", "HEAD", "POST"]);
    }

    #[test]
    fn no_two_routes_are_the_same() {
        for (i, route) in ROUTES.iter().enumerate() {
            assert!(!ROUTES[..i].iter().any(|r| r.method == route.method && r.path == route.path), "{} {}", route.method, route.path);
            assert_eq!(route.area == Area::Api && route.path.starts_with("/api/"), !route.about.is_empty(), "{}", route.path);
        }
    }
}
