//! Pages over HTTP, politely: one at a time, named, bounded in time, size and redirects, text only.

use std::collections::HashMap;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use sayso_app::Source;
use sayso_doc::Problem;
use ureq::http::StatusCode;
use ureq::http::header::{CONTENT_TYPE, LOCATION};
use ureq::{Body, http::Response};
use url::Url;

use crate::inputs::too_large;

const MOST_REDIRECTS: u32 = 5;

/// Between two requests to the same host.
const PAUSE: Duration = Duration::from_secs(1);

const USER_AGENT: &str = concat!("sayso/", env!("CARGO_PKG_VERSION"), " (reads single articles on a person's request)");

/// What always helps.
const SAVED: &str = "save the page with a browser and give the file";

/// Types that can hold an article, besides `text/…`.
const TYPES: [&str; 7] = [
    "application/xhtml+xml",
    "application/xml",
    "application/json",
    "application/ld+json",
    "application/jsonl",
    "application/x-ndjson",
    "application/x-jsonlines",
];

pub struct Fetcher {
    agent: ureq::Agent,
    max_bytes: usize,
    timeout: Duration,
    /// When each host was last asked.
    asked: HashMap<String, Instant>,
}

impl Fetcher {
    pub fn new(max_bytes: usize, timeout: Duration) -> Self {
        let config = ureq::Agent::config_builder()
            // Followed here, so that an address that is no page can be told.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            .accept("text/html, application/xhtml+xml, text/plain;q=0.9, application/json;q=0.8")
            .build();
        Self { agent: config.new_agent(), max_bytes, timeout, asked: HashMap::new() }
    }

    /// The page at `url`; its origin is the address where redirects led.
    pub fn fetch(&mut self, url: &str) -> Result<Source, Problem> {
        let (url, response) = self.follow(url)?;
        let status = response.status();
        if !status.is_success() {
            return Err(refused(status));
        }
        let header = response.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).map(str::to_owned);
        if let Some(header) = &header
            && !is_text(header)
        {
            let kind = header.split(';').next().unwrap_or(header).trim();
            return Err(Problem::new("not_text", format!("not a text: the server calls it `{kind}`"))
                .hint("give the address of a page, not of a picture, video or PDF"));
        }
        let mut bytes = Vec::new();
        // Counted after decompression, so that a small reply cannot swell beyond the limit.
        let read = response.into_body().into_reader().take(self.max_bytes as u64 + 1).read_to_end(&mut bytes);
        match read {
            Ok(n) if n > self.max_bytes => Err(too_large(self.max_bytes)),
            Ok(_) => Ok(Source { origin: url.into(), line: None, bytes, content_type: header }),
            Err(e) => Err(self.told(&ureq::Error::from(e))),
        }
    }

    fn follow(&mut self, url: &str) -> Result<(Url, Response<Body>), Problem> {
        let deadline = Instant::now() + self.timeout;
        let mut url = Url::parse(url).map_err(|_| bad_address())?;
        for _ in 0..=MOST_REDIRECTS {
            self.wait_for_turn(&url);
            let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            let request = self.agent.get(url.as_str()).config().timeout_global(Some(left)).build();
            let response = request.call().map_err(|e| self.told(&e))?;
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

    fn wait_for_turn(&mut self, url: &Url) {
        let host = url.host_str().unwrap_or_default();
        if let Some(left) = self.asked.get(host).and_then(|at| PAUSE.checked_sub(at.elapsed())) {
            std::thread::sleep(left);
        }
        self.asked.insert(host.to_owned(), Instant::now());
    }

    fn told(&self, error: &ureq::Error) -> Problem {
        match error {
            ureq::Error::Timeout(_) => {
                let message = format!("no full answer within {} s", self.timeout.as_secs());
                Problem::new("timeout", message).hint("try again, or give more time with `--timeout 120`")
            }
            ureq::Error::HostNotFound => Problem::new("no_host", "no such host, or no network").hint("check the address"),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => bad_address(),
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
    use super::is_text;

    #[test]
    fn only_texts_are_taken() {
        assert!(is_text("text/html; charset=utf-8") && is_text("Application/JSON") && is_text(""));
        assert!(!is_text("image/png") && !is_text("application/pdf") && !is_text("application/octet-stream"));
    }
}
