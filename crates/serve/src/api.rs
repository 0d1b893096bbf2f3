//! The API: the views as JSON, claims for spreadsheets, corrections, and what the API is.

use std::sync::OnceLock;

use hyper::header::LINK;
use sayso_app::claims::Reader;
use sayso_app::corrections::{CorrectionError, NewCorrection};
use sayso_app::{views, wire};

use crate::answer::Asked;
use crate::error::{Code, Error};
use crate::reply::{CSV, JSON, Reply};
use crate::routes::CSV_MOST;
use crate::state::State;
use crate::trace::{self, Request};
use crate::write;
use crate::{found, openapi};

type Answer = Result<Reply, Error>;

fn json(value: &impl wire::api::Wire) -> Reply {
    Reply::new(JSON, wire::to_json(value))
}

pub fn claims(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::board(state, asked, reader)?))
}

pub fn claims_csv(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    let filter = asked.query.claims();
    let wanted = asked.query.limit_or(CSV_MOST as usize);
    let mut cards = Vec::new();
    let mut after = None;
    loop {
        let limit = (wanted - cards.len()).min(views::MOST);
        let board = views::board(reader, state.engine.register(), &filter, after.as_ref(), limit)?;
        let empty = board.claims.is_empty();
        cards.extend(board.claims);
        after = board.next;
        if empty || after.is_none() || cards.len() >= wanted {
            break;
        }
    }
    let name = "attachment; filename=\"claims.csv\"";
    Ok(Reply::new(CSV, wire::api::claims_csv(&cards)).header(hyper::header::CONTENT_DISPOSITION, name))
}

pub fn claim(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::claim(state, asked, reader)?))
}

pub fn articles(_state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::articles(asked, reader)?))
}

pub fn article(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::article(state, asked, reader)?))
}

pub fn statements(_state: &State, asked: &Asked, reader: &Reader) -> Answer {
    let q = &asked.query;
    Ok(json(&views::statements(reader, &q.statements(), q.after()?.as_ref(), q.limit())?))
}

pub fn speakers(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::speakers(state, asked, reader)?))
}

pub fn speaker(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::speaker(state, asked, reader)?))
}

pub fn outlets(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::outlets(state, asked, reader)?))
}

pub fn outlet(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::outlet(state, asked, reader)?))
}

pub fn search(state: &State, asked: &Asked, reader: &Reader) -> Answer {
    let words = asked.query.text("words").ok_or_else(|| {
        Error::new(Code::BadParameter, "`words` is missing").hint("say what to look for, as in `/api/v1/search?words=dam`")
    })?;
    Ok(json(&views::search(reader, state.engine.register(), words, asked.query.limit_or(crate::site::FOUND))?))
}

pub fn corrections(_state: &State, asked: &Asked, reader: &Reader) -> Answer {
    Ok(json(&found::corrections(asked, reader)?))
}

fn body<'a, T: serde::Deserialize<'a>>(asked: &'a Asked) -> Result<T, Error> {
    wire::api::read(&asked.body)
        .map_err(|why| Error::new(Code::BadBody, format!("the body can't be read: {why}")).hint("`/api/v1/openapi.json` has the shape"))
}

pub fn correct(state: &State, asked: &Asked) -> Answer {
    state.must_be_writable()?;
    let wire::api::CorrectionRequest { statement, field, who, note } = body(asked)?;
    let id = write::correct(state, &NewCorrection { statement, field, who, when: crate::clock::now(), note })?;
    Ok(json(&wire::api::Made { id }).status(201).untagged())
}

pub fn withdraw(state: &State, asked: &Asked) -> Answer {
    state.must_be_writable()?;
    let id = asked.id("correction")?;
    let wire::api::WithdrawRequest { who } = body(asked)?;
    write::withdraw(state, id, &who)?;
    Ok(json(&wire::api::Made { id }).untagged())
}

impl From<CorrectionError> for Error {
    fn from(error: CorrectionError) -> Self {
        let code = match &error {
            CorrectionError::Store(_) => None,
            CorrectionError::NoStatement(_) | CorrectionError::NoCorrection(_) => Some(Code::NotFound),
            _ => Some(Code::BadBody),
        };
        match (code, error) {
            (Some(code), error) => Self { hint: error.hint().map(str::to_owned), ..Self::new(code, error.to_string()) },
            (None, CorrectionError::Store(error)) => error.into(),
            (None, error) => Self::new(Code::Broken, error.to_string()),
        }
    }
}

pub fn trace(state: &State, asked: &Asked) -> Answer {
    let request = match asked.kind.as_str() {
        "application/json" => Request::of_json(body(asked)?)?,
        _ => Request::of_bytes(asked.body.to_vec(), asked.content_type.clone()),
    };
    let q = &asked.query;
    let traced = trace::run(state, request, q.flag("store"))?;
    let reply = Reply::new(JSON, traced.document(state, q.flag("explain"), q.share("min_confidence").unwrap_or(0.0))).untagged();
    Ok(match traced.stored {
        Some(id) => reply.status(201).header(hyper::header::LOCATION, format!("/api/v1/articles/{id}")),
        None => reply,
    })
}

pub fn openapi(_state: &State, _asked: &Asked) -> Answer {
    static MADE: OnceLock<String> = OnceLock::new();
    let made = MADE.get_or_init(|| wire::to_json(&openapi::document()));
    Ok(Reply::new(JSON, made.as_bytes()).header(LINK, "</api/v1/openapi.json>; rel=\"service-desc\""))
}
