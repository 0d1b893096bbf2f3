//! The way of a request: is it for us, may it come in, what does it ask, who answers, and how that goes out.

use std::fmt::Display;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Body;
use hyper::{HeaderMap, Request, Response, header};
use sayso_app::isolate::isolate;
use sayso_app::wire;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::error::{Code, Error, PAGE};
use crate::query::Query;
use crate::reply::{JSON, Reply};
use crate::routes::{Area, FORM, Found, Route, Work, find};
use crate::site;
use crate::state::State;

/// A body that has not arrived by then is given up.
const BODY_WAIT: Duration = Duration::from_secs(30);

/// Bytes of a form besides its text.
const FORM_ROOM: usize = 64 << 10;

/// A longer path or query is nobody's.
const LONGEST_ADDRESS: usize = 8 << 10;

/// What a handler is asked.
#[derive(Debug, Default)]
pub struct Asked {
    /// Escaped, as it came.
    pub path: String,
    pub raw_query: Option<String>,
    /// What stands for the `{…}` of the route.
    pub parts: Vec<String>,
    pub query: Query,
    /// The body's type, in lower case and without parameters.
    pub kind: String,
    /// The whole of that header.
    pub content_type: Option<String>,
    pub body: Bytes,
    /// The body's pairs, where it is a form.
    pub form: Vec<(String, String)>,
    pub visitor: Visitor,
}

/// Who asks.
#[derive(Debug, Default, Clone)]
pub struct Visitor {
    pub cookies: Option<String>,
    /// Signed in with a cookie.
    pub signed_in: bool,
    /// What their forms must bring back.
    pub form_token: String,
}

impl Asked {
    /// A field of the form, without white space around it; `None` where it is missing or blank.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.form.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }

    /// What stands for the one `{…}` of the route.
    pub fn part(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }

    /// The number that stands there.
    ///
    /// # Errors
    /// When it is none: then there is no such `what` either.
    pub fn id(&self, what: &str) -> Result<i64, Error> {
        let part = self.part();
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| digits).ok_or_else(|| Error::not_found(what, part))
    }
}

/// Answers `request`, whatever it is. Nothing that comes in makes this fail.
pub async fn answer<B>(state: Arc<State>, peer: IpAddr, request: Request<B>) -> Response<Full<Bytes>>
where
    B: Body<Data = Bytes> + Send,
    B::Error: Display + Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let begun = Instant::now();
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let found = find(head.method.as_str(), &path);
    let (label, area) = match &found {
        Found::Route(route, _) => (route.path, route.area),
        _ if path.starts_with("/api/") => ("none", Area::Api),
        _ => ("none", Area::Page),
    };
    let cookies = text(&head.headers, header::COOKIE).map(str::to_owned);
    let visitor = Visitor {
        signed_in: state.access.is_signed_in(cookies.as_deref(), begun),
        form_token: state.access.form_token(cookies.as_deref(), begun),
        cookies,
    };
    let asked = Asked { path, raw_query: head.uri.query().map(str::to_owned), visitor, ..Asked::default() };
    let address = head.uri.path().len() + head.uri.query().map_or(0, str::len);
    // An address that names a server counts for more than the header: RFC 9112, 3.2.2.
    let host = head.uri.authority().map(|a| a.as_str()).or_else(|| text(&head.headers, header::HOST)).map(str::to_owned);
    let context = (asked.path.clone(), asked.raw_query.clone(), asked.visitor.clone());
    let admitted = async {
        if address > LONGEST_ADDRESS {
            return Err(Error::new(Code::BadParameter, "the address is too long").hint(format!("want at most {LONGEST_ADDRESS} bytes")));
        }
        if !state.access.host_is_ours(host.as_deref()) {
            let hint = "ask for it as `localhost`, or start it with `--name NAME` for a name of yours";
            return Err(Error::new(Code::BadHost, "that is not this server's name").hint(hint));
        }
        if let Some(seconds) = state.rate.as_ref().and_then(|rate| rate.take(peer, begun).err()) {
            return Err(Error::new(Code::TooMany, "too many requests of this client").hint("ask more slowly").retry_after(seconds));
        }
        if area != Area::Open {
            let_in(&state, peer, &head.headers, &asked.visitor, begun).await?;
        }
        let (route, parts) = match found {
            Found::Route(route, parts) => (route, parts),
            Found::OtherMethod(methods) => {
                let methods = methods.join(", ");
                return Err(Error { allow: Some(methods.clone()), ..Error::new(Code::BadMethod, format!("this address wants {methods}")) });
            }
            Found::Nothing => {
                return Err(Error::new(Code::NoRoute, "there is nothing at this address").hint(match area {
                    Area::Api => "`/api/v1/openapi.json` lists all addresses",
                    _ => "begin at the claims",
                }));
            }
        };
        if route.method != "GET" && is_cross_site(&head.headers, host.as_deref()) {
            return Err(Error::new(Code::CrossSite, "a page of another site sent this").hint("send it from this server's own pages"));
        }
        let query = Query::read(asked.raw_query.as_deref(), route.query, area == Area::Api)?;
        let asked = Asked { parts, query, ..asked };
        let asked = if route.method == "GET" { asked } else { with_body(&state, route, &head.headers, body, asked).await? };
        work(&state, route, asked, peer).await
    };
    let result = match timeout(state.settings.timeout, admitted).await {
        Ok(result) => result,
        Err(_) => Err(Error::new(Code::Timeout, format!("no answer within {} s", state.settings.timeout.as_secs()))
            .hint("ask for less, or start the server with a longer `--timeout`")),
    };
    let reply = result.unwrap_or_else(|error| {
        let (path, raw_query, visitor) = context;
        refusal(&state, area, &head.method, Asked { path, raw_query, visitor, ..Asked::default() }, error)
    });
    let response = reply.into_response(&head.headers, head.method == "HEAD");
    state.metrics.count(method_label(head.method.as_str()), label, response.status().as_u16(), begun.elapsed());
    response
}

/// Whether the visitor may come in at all.
async fn let_in(state: &Arc<State>, peer: IpAddr, headers: &HeaderMap, visitor: &Visitor, now: Instant) -> Result<(), Error> {
    let bearer = text(headers, header::AUTHORIZATION).and_then(|v| {
        let (scheme, token) = v.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    if state.access.knows(bearer.as_deref(), visitor.cookies.as_deref(), now) {
        return Ok(());
    }
    let Some(token) = bearer else {
        return Err(Error::new(Code::NoToken, "this server wants its token").hint("send it as `Authorization: Bearer TOKEN`"));
    };
    let right = knock(state, peer, now, move |state| state.access.verify(&token)).await?;
    if right {
        Ok(())
    } else {
        Err(Error::new(Code::NoToken, "that is not this server's token").hint("a new one comes with `sayso serve --new-token`"))
    }
}

/// Tries a token: a few at once, and few wrong ones of one client.
async fn knock<T: Send + 'static>(
    state: &Arc<State>,
    peer: IpAddr,
    now: Instant,
    work: impl FnOnce(&State) -> T + Send + 'static,
) -> Result<T, Error> {
    if let Err(seconds) = state.wrong_tokens.take(peer, now) {
        return Err(Error::new(Code::TooMany, "too many tokens tried").hint("wait a minute").retry_after(seconds));
    }
    let permit = state.knocks.take().await.ok_or_else(overloaded)?;
    blocking(state, Some(permit), move |state| Ok(work(state))).await
}

fn overloaded() -> Error {
    Error::new(Code::Overloaded, "too many requests wait").hint("try again in a moment").retry_after(1)
}

/// Whether a page of another site sent it. Programs send neither header; browsers send one of them with every form and script.
fn is_cross_site(headers: &HeaderMap, host: Option<&str>) -> bool {
    match text(headers, header::HeaderName::from_static("sec-fetch-site")) {
        Some(site) if !matches!(site, "same-origin" | "none") => return true,
        _ => {}
    }
    match headers.get(header::ORIGIN).map(|o| o.to_str().unwrap_or_default()) {
        Some(origin) => origin.split_once("://").map(|(_, name)| name) != host,
        None => false,
    }
}

/// Takes the body in, if it is of a type that the route reads.
async fn with_body<B>(state: &State, route: &Route, headers: &HeaderMap, body: B, asked: Asked) -> Result<Asked, Error>
where
    B: Body<Data = Bytes> + Send,
    B::Error: Display + Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let content_type = text(headers, header::CONTENT_TYPE).map(str::to_owned);
    let kind = content_type.as_deref().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !route.bodies.iter().any(|(k, _)| *k == kind) {
        let read: Vec<&str> = route.bodies.iter().map(|(k, _)| *k).collect();
        let hint = format!("send it as {}", read.join(", "));
        return Err(Error::new(Code::BadType, "no body of this type is read here").hint(hint));
    }
    // In a form each byte may take three.
    let most = if kind == FORM { 3 * state.settings.max_body + FORM_ROOM } else { state.settings.max_body };
    let too_large =
        || Error::new(Code::TooLarge, format!("the body is larger than {most} bytes")).hint("start the server with a larger `--max-size`");
    let told = text(headers, header::CONTENT_LENGTH).and_then(|n| n.parse::<u64>().ok());
    if told.is_some_and(|n| n > most as u64) {
        return Err(too_large());
    }
    let mut body = std::pin::pin!(body);
    let collected = timeout(BODY_WAIT, Limited::new(body.as_mut(), most).collect()).await;
    let body = match collected {
        Err(_) => return Err(Error::new(Code::SlowBody, format!("the body took longer than {} s", BODY_WAIT.as_secs()))),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => return Err(too_large()),
        Ok(Err(_)) => return Err(Error::new(Code::BadBody, "the body broke off")),
        Ok(Ok(body)) => body.to_bytes(),
    };
    let form = if kind == FORM { form_urlencoded::parse(&body).into_owned().collect() } else { Vec::new() };
    let asked = Asked { kind, content_type, body, form, ..asked };
    if route.area != Area::Api {
        let token = asked.field("csrf").unwrap_or_default();
        if !state.access.form_is_ours(token, asked.visitor.cookies.as_deref(), Instant::now()) {
            return Err(Error::new(Code::StaleForm, "this form is of an earlier run of the server")
                .hint("load its page again, and send it from there"));
        }
    }
    Ok(asked)
}

async fn work(state: &Arc<State>, route: &'static Route, asked: Asked, peer: IpAddr) -> Result<Reply, Error> {
    match route.work {
        Work::Now(handle) => handle(state, &asked),
        Work::Read(handle) => {
            let permit = state.reads.take().await.ok_or_else(overloaded)?;
            blocking(state, Some(permit), move |state| state.read(|reader| handle(state, &asked, reader))).await
        }
        Work::Trace(handle) => {
            let busy = || Error::new(Code::Busy, "other articles are being traced").hint("try again in a moment").retry_after(5);
            let permit = state.traces.take().await.ok_or_else(busy)?;
            let reply = blocking(state, Some(permit), move |state| handle(state, &asked)).await;
            state.metrics.traced.fetch_add(u64::from(reply.is_ok()), Ordering::Relaxed);
            reply
        }
        Work::Knock(handle) => knock(state, peer, Instant::now(), move |state| handle(state, &asked)).await?,
        Work::Block(handle) => {
            let permit = state.reads.take().await.ok_or_else(overloaded)?;
            blocking(state, Some(permit), move |state| handle(state, &asked)).await
        }
    }
}

/// Runs `work` where it may block, and holds `permit` until it is done, even if nobody waits for it any more.
async fn blocking<T: Send + 'static>(
    state: &Arc<State>,
    permit: Option<OwnedSemaphorePermit>,
    work: impl FnOnce(&State) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let held = Arc::clone(state);
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        isolate(|| work(&held))
    });
    match done.await {
        Ok(Ok(result)) => result,
        Ok(Err(said)) => Err(Error::new(Code::Broken, format!("sayso failed on a request: {said}"))),
        Err(error) => Err(Error::new(Code::Broken, format!("a thread was lost: {error}"))),
    }
}

/// The answer to a request that has none: JSON for programs, a page for people.
fn refusal(state: &State, area: Area, method: &hyper::Method, asked: Asked, error: Error) -> Reply {
    let error = if error.code == Code::Broken {
        // What it was is for the one who runs the server.
        state.tell(&format!("`{method} {}`: {}", asked.path.chars().take(200).collect::<String>(), error.message));
        Error::new(Code::Broken, "something went wrong in sayso").hint("the output of `sayso serve` says what")
    } else {
        error
    };
    if area == Area::Api {
        return Reply::of_error(&error, JSON, failed(&error));
    }
    if error.code == Code::NoToken && method == hyper::Method::GET {
        return site::to_login(&asked);
    }
    Reply::of_error(&error, crate::reply::HTML, site::failed(state, &asked, &error))
}

/// The error as JSON.
fn failed(error: &Error) -> String {
    let entry = error.code.entry();
    let failed = wire::api::Failed {
        code: entry.word.to_owned(),
        message: error.message.clone(),
        hint: error.hint.clone(),
        docs: format!("{PAGE}#{}", entry.word),
    };
    wire::to_json(&failed)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

/// Methods as metrics name them: whatever else is sent is one of them.
fn method_label(method: &str) -> &'static str {
    match method {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        _ => "other",
    }
}
