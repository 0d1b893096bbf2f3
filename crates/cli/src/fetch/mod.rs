//! Pages over HTTP, politely: one at a time, named, bounded in time, size and redirects, text only.
//!
//! An address that a user names is fetched as a browser would. One that a feed or a list leads to is fetched only if the site's
//! `robots.txt` lets us, and never from this machine's own network, unless the feed itself came from that very server.

pub mod asked;
mod private;
mod robots;

use std::collections::{HashMap, HashSet};
use std::io::{self, Read};
use std::time::{Duration, Instant};

use sayso_app::Source;
use sayso_app::corpus::Fetch;
use sayso_doc::Problem;
use ureq::config::ConfigBuilder;
use ureq::http::StatusCode;
use ureq::http::header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use ureq::typestate::AgentScope;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Body, http::Response};
use url::Url;

use self::robots::Robots;
use crate::inputs::too_large;
use crate::interrupt;

const MOST_REDIRECTS: u32 = 5;

/// Between two requests to the same host, if it asks for no longer pause.
const PAUSE: Duration = Duration::from_secs(1);

const USER_AGENT: &str = concat!("sayso/", env!("CARGO_PKG_VERSION"), " (reads news articles on a person's request)");

/// What `robots.txt` calls us.
const TOKEN: &str = "sayso";

/// What always helps.
const SAVED: &str = "save the page with a browser and give the file";

/// Types that can hold an article or lead to one, besides `text/…`.
const TYPES: [&str; 12] = [
    "application/xhtml+xml",
    "application/xml",
    "application/json",
    "application/ld+json",
    "application/jsonl",
    "application/x-ndjson",
    "application/x-jsonlines",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/opml+xml",
];

const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, \
                      text/plain;q=0.9, application/xml;q=0.9, application/json;q=0.8";

/// Who led us to an address.
#[derive(Debug, Clone, Copy)]
pub enum Trust<'a> {
    /// The user did.
    Named,
    /// A feed or list did, which came from there.
    Linked(Option<&'a Url>),
}

pub enum Fetched {
    Page(Box<Source>),
    /// As it was when it was fetched the last time.
    Unchanged,
}

/// What an earlier run knows of an address.
pub type Known = Box<dyn Fn(&str) -> Option<Fetch> + Send>;

/// What is remembered of earlier runs, and what this one adds.
#[derive(Default)]
pub struct Memory {
    pub known: Option<Known>,
    pub fetched: Vec<Fetch>,
}

pub struct Fetcher {
    /// For any address, and for public ones alone.
    agents: [ureq::Agent; 2],
    max_bytes: usize,
    timeout: Duration,
    pub memory: Memory,
    /// When each host was last asked.
    asked: HashMap<String, Instant>,
    /// By scheme, host and port; `None` where it can't be read.
    robots: HashMap<String, Option<Robots>>,
    /// Hosts that asked us to stop.
    busy: HashSet<String>,
}

impl Fetcher {
    pub fn new(max_bytes: usize, timeout: Duration, memory: Memory) -> Self {
        let open = config().build().new_agent();
        // Behind a proxy it is the proxy that looks names up, and it may well stand in our network.
        let guarded = match open.config().proxy() {
            Some(_) => open.clone(),
            None => ureq::Agent::with_parts(config().build(), DefaultConnector::default(), private::PublicOnly::default()),
        };
        Self::with_agents([open, guarded], max_bytes, timeout, memory)
    }

    /// For addresses that strangers name: past any proxy, since a proxy would look names up itself, and to public addresses alone.
    pub fn public_only(max_bytes: usize, timeout: Duration) -> Self {
        let config = config().proxy(None).build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), private::PublicOnly::default());
        Self::with_agents([agent.clone(), agent], max_bytes, timeout, Memory::default())
    }

    fn with_agents(agents: [ureq::Agent; 2], max_bytes: usize, timeout: Duration, memory: Memory) -> Self {
        Self { agents, max_bytes, timeout, memory, asked: HashMap::new(), robots: HashMap::new(), busy: HashSet::new() }
    }

    /// The page at `url`, unless it is the one that we know; its origin is the address where redirects led.
    ///
    /// `stamp` is what a feed says of the page; while it stays the same, the server is not asked.
    pub fn fetch(&mut self, url: &str, trust: Trust<'_>, stamp: Option<&str>) -> Result<Fetched, Problem> {
        let known = self.memory.known.as_ref().and_then(|known| known(url));
        if stamp.is_some() && known.as_ref().is_some_and(|k| k.stamp.as_deref() == stamp) {
            return Ok(Fetched::Unchanged);
        }
        let asked_for = url;
        let (url, response) = self.follow(url, trust, known.as_ref())?;
        let status = response.status();
        let text = |name: HeaderName| header(response.headers(), name);
        let seen =
            Fetch { url: asked_for.to_owned(), etag: text(ETAG), last_modified: text(LAST_MODIFIED), stamp: stamp.map(str::to_owned) };
        if status == StatusCode::NOT_MODIFIED
            && let Some(known) = known
        {
            self.memory.fetched.push(Fetch { stamp: seen.stamp, ..known });
            return Ok(Fetched::Unchanged);
        }
        if !status.is_success() {
            if status == StatusCode::TOO_MANY_REQUESTS {
                self.busy.insert(host(&url).to_owned());
            }
            return Err(refused(status));
        }
        let content_type = text(CONTENT_TYPE);
        if let Some(kind) = content_type.as_deref().filter(|t| !is_text(t)) {
            let kind = kind.split(';').next().unwrap_or(kind).trim();
            return Err(Problem::new("not_text", format!("not a text: the server calls it `{kind}`"))
                .hint("give the address of a page, not of a picture, video or PDF"));
        }
        let mut bytes = Vec::new();
        // Counted after decompression, so that a small reply cannot swell beyond the limit.
        let read = response.into_body().into_reader().take(self.max_bytes as u64 + 1).read_to_end(&mut bytes);
        match read {
            Ok(n) if n > self.max_bytes => Err(too_large(self.max_bytes)),
            Ok(_) => {
                self.memory.fetched.push(seen);
                Ok(Fetched::Page(Box::new(Source { origin: url.into(), bytes, content_type, ..Source::default() })))
            }
            Err(e) => Err(self.told(&ureq::Error::from(e))),
        }
    }

    fn follow(&mut self, url: &str, trust: Trust<'_>, known: Option<&Fetch>) -> Result<(Url, Response<Body>), Problem> {
        let deadline = Instant::now() + self.timeout;
        let mut url = Url::parse(url).map_err(|_| bad_address())?;
        for _ in 0..=MOST_REDIRECTS {
            if self.busy.contains(host(&url)) {
                return Err(Problem::new("busy", "the site asked us to stop: it answered 429 before").hint("try again in an hour"));
            }
            if matches!(trust, Trust::Linked(_)) {
                self.ask_robots(&url, trust)?;
            }
            let response = self.get(&url, trust, deadline, known)?;
            let to = response.headers().get(LOCATION).filter(|_| response.status().is_redirection());
            let Some(to) = to.and_then(|v| v.to_str().ok()) else { return Ok((url, response)) };
            match url.join(to) {
                Ok(next) if matches!(next.scheme(), "http" | "https") => url = next,
                _ => {
                    return Err(Problem::new("bad_redirect", format!("it redirects to what is no page: `{to}`")).hint(SAVED));
                }
            }
        }
        Err(Problem::new("too_many_redirects", format!("it redirects more than {MOST_REDIRECTS} times")).hint(SAVED))
    }

    fn get(&mut self, url: &Url, trust: Trust<'_>, deadline: Instant, known: Option<&Fetch>) -> Result<Response<Body>, Problem> {
        self.wait_for_turn(url);
        let is_open = match trust {
            Trust::Named => true,
            Trust::Linked(from) => from.is_some_and(|from| site(from) == site(url)),
        };
        let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let mut request = self.agents[usize::from(!is_open)].get(url.as_str());
        if let Some(etag) = known.and_then(|k| k.etag.as_deref()) {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(date) = known.and_then(|k| k.last_modified.as_deref()) {
            request = request.header(IF_MODIFIED_SINCE, date);
        }
        request.config().timeout_global(Some(left)).build().call().map_err(|e| self.told(&e))
    }

    /// Whether the site lets programs read `url`.
    fn ask_robots(&mut self, url: &Url, trust: Trust<'_>) -> Result<(), Problem> {
        let site = site(url);
        if !self.robots.contains_key(&site) {
            let read = self.read_robots(url, trust)?;
            self.robots.insert(site.clone(), read);
        }
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        match self.robots.get(&site).and_then(Option::as_ref) {
            None => Err(Problem::new("robots", "the site's `robots.txt` can't be read, so that it is unknown what it allows")
                .hint("try again later")),
            Some(robots) if !robots.allows(path) => {
                Err(Problem::new("robots", "the site asks programs not to read this page (`robots.txt`)").hint(SAVED))
            }
            Some(_) => Ok(()),
        }
    }

    /// The rules of a site as RFC 9309 reads its answers: refused means that there are none, broken that nothing is allowed.
    fn read_robots(&mut self, url: &Url, trust: Trust<'_>) -> Result<Option<Robots>, Problem> {
        let Ok(mut at) = url.join("/robots.txt") else { return Ok(Some(Robots::default())) };
        let deadline = Instant::now() + self.timeout;
        for _ in 0..=MOST_REDIRECTS {
            let response = match self.get(&at, trust, deadline, None) {
                Ok(response) => response,
                // A host that is not there is the page's own problem.
                Err(problem) if matches!(problem.code, "no_host" | "private_address" | "no_connection") => return Err(problem),
                Err(_) => return Ok(None),
            };
            let status = response.status();
            if status.is_redirection()
                && let Some(next) = header(response.headers(), LOCATION).and_then(|to| at.join(&to).ok())
            {
                at = next;
                continue;
            }
            if status.is_client_error() || status.is_redirection() {
                return Ok(Some(Robots::default()));
            }
            if !status.is_success() {
                return Ok(None);
            }
            let mut bytes = Vec::new();
            let read = response.into_body().into_reader().take(robots::MAX_BYTES as u64).read_to_end(&mut bytes);
            return Ok(read.ok().map(|_| Robots::read(&String::from_utf8_lossy(&bytes), TOKEN)));
        }
        Ok(Some(Robots::default()))
    }

    /// How long `url` has to wait at `now`, so that its host gets its pause.
    pub fn wait(&self, url: &str, now: Instant) -> Duration {
        Url::parse(url).map_or(Duration::ZERO, |url| self.pause_left(&url, now))
    }

    fn pause_left(&self, url: &Url, now: Instant) -> Duration {
        let pause = self.robots.get(&site(url)).and_then(Option::as_ref).and_then(|r| r.delay).map_or(PAUSE, |d| d.max(PAUSE));
        self.asked.get(host(url)).map_or(Duration::ZERO, |at| pause.saturating_sub(now.saturating_duration_since(*at)))
    }

    fn wait_for_turn(&mut self, url: &Url) {
        interrupt::sleep(self.pause_left(url, Instant::now()));
        self.asked.insert(host(url).to_owned(), Instant::now());
    }

    fn told(&self, error: &ureq::Error) -> Problem {
        match error {
            ureq::Error::Timeout(_) => {
                let message = format!("no full answer within {} s", self.timeout.as_secs());
                Problem::new("timeout", message).hint("try again, or give more time with `--timeout 120`")
            }
            ureq::Error::HostNotFound => Problem::new("no_host", "no such host, or no network").hint("check the address"),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => bad_address(),
            ureq::Error::Io(e) if e.to_string() == private::REFUSED => {
                let message = format!("not fetched: {}", private::REFUSED);
                Problem::new("private_address", message).hint("if you want it, name the address itself")
            }
            ureq::Error::Io(e) if broken_off(e) => Problem::new("broken_off", "the connection broke off").hint("try again"),
            ureq::Error::Io(e) => {
                Problem::new("no_connection", format!("no connection: {}", crate::inputs::why(e))).hint("check the address and the network")
            }
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
                Problem::new("no_secure_connection", format!("no secure connection: {error}")).hint(SAVED)
            }
            other => Problem::new("bad_answer", format!("the server's answer can't be read: {other}")).hint(SAVED),
        }
    }
}

fn config() -> ConfigBuilder<AgentScope> {
    ureq::Agent::config_builder()
        // Followed here, so that an address that is no page can be told.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(USER_AGENT)
        .accept(ACCEPT)
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned)
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// Scheme, host and port.
fn site(url: &Url) -> String {
    url[..url::Position::BeforePath].to_owned()
}

fn bad_address() -> Problem {
    Problem::new("bad_address", "this is no address of a page").hint("addresses look like https://example.org/report")
}

fn broken_off(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    // ureq makes an error of its own kind of a peer that leaves.
    matches!(error.kind(), UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe) || error.to_string().contains("disconnected")
}

fn refused(status: StatusCode) -> Problem {
    let words = status.canonical_reason().map(|r| format!(" {r}")).unwrap_or_default();
    let hint = match status.as_u16() {
        401 | 402 | 403 | 429 | 451 => "the site does not hand it to programs: save the page with a browser and give the file",
        404 | 410 => "check the address",
        300..=399 => "give the address that it points to",
        _ => "try again later",
    };
    Problem::new("http_status", format!("the server answered {}{words}", status.as_u16())).hint(hint)
}

fn is_text(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    kind.is_empty() || kind.starts_with("text/") || TYPES.contains(&kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_are_taken() {
        assert!(is_text("text/html; charset=utf-8") && is_text("Application/JSON") && is_text(""));
        assert!(!is_text("image/png") && !is_text("application/pdf") && !is_text("application/octet-stream"));
    }

    #[test]
    fn each_host_gets_its_pause() {
        let mut fetcher = Fetcher::new(1, Duration::from_secs(1), Memory::default());
        let asked = Instant::now();
        fetcher.asked.insert("gazette.example".to_owned(), asked);
        let rules = Robots::read("User-agent: *\nCrawl-delay: 5", TOKEN);
        fetcher.robots.insert("https://gazette.example".to_owned(), Some(rules));
        let wait = |url: &str, after: u64| fetcher.wait(url, asked + Duration::from_millis(after)).as_millis();
        assert_eq!(wait("https://gazette.example/a", 200), 4800);
        assert_eq!(wait("http://gazette.example:8080/a", 200), 800);
        assert_eq!(wait("https://gazette.example/a", 6000), 0);
        assert_eq!(wait("https://courier.example/a", 0), 0);
        assert_eq!(wait("nonsense", 0), 0);
    }
}
