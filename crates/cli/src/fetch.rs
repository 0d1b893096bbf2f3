//! Pages over HTTP, politely: one at a time, named, bounded in time, size and redirects, text only.

use std::collections::HashMap;
use std::io::Read;
use std::time::{Duration, Instant};

use sayso_app::Source;
use sayso_doc::Problem;
use ureq::ResponseExt;
use ureq::http::StatusCode;
use ureq::http::header::CONTENT_TYPE;

use crate::inputs::too_large;

const MOST_REDIRECTS: u32 = 5;

/// Between two requests to the same host.
const PAUSE: Duration = Duration::from_secs(1);

const USER_AGENT: &str = concat!("sayso/", env!("CARGO_PKG_VERSION"), " (reads single articles on a person's request)");

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
            .timeout_global(Some(timeout))
            .max_redirects(MOST_REDIRECTS)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            .accept("text/html, application/xhtml+xml, text/plain;q=0.9, application/json;q=0.8")
            .build();
        Self { agent: config.new_agent(), max_bytes, timeout, asked: HashMap::new() }
    }

    /// The page at `url`; its origin is the address where redirects led.
    pub fn fetch(&mut self, url: &str) -> Result<Source, Problem> {
        self.wait_for_turn(url);
        let response = self.agent.get(url).call().map_err(|e| self.told(&e))?;
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
        let origin = response.get_uri().to_string();
        let mut bytes = Vec::new();
        // Counted after decompression, so that a small reply cannot swell beyond the limit.
        let read = response.into_body().into_reader().take(self.max_bytes as u64 + 1).read_to_end(&mut bytes);
        match read {
            Ok(n) if n > self.max_bytes => Err(too_large(self.max_bytes)),
            Ok(_) => Ok(Source { origin, line: None, bytes, content_type: header }),
            Err(e) => Err(self.told(&ureq::Error::from(e))),
        }
    }

    fn wait_for_turn(&mut self, url: &str) {
        let Some(host) = url.split('/').nth(2) else { return };
        if let Some(left) = self.asked.get(host).and_then(|at| PAUSE.checked_sub(at.elapsed())) {
            std::thread::sleep(left);
        }
        self.asked.insert(host.to_owned(), Instant::now());
    }

    fn told(&self, error: &ureq::Error) -> Problem {
        let saved = "save the page with a browser and give the file";
        match error {
            ureq::Error::Timeout(_) => {
                let message = format!("no full answer within {} s", self.timeout.as_secs());
                Problem::new("timeout", message).hint("try again, or give more time with `--timeout 120`")
            }
            ureq::Error::HostNotFound => Problem::new("no_host", "no such host, or no network").hint("check the address"),
            ureq::Error::TooManyRedirects => {
                Problem::new("too_many_redirects", format!("it redirects more than {MOST_REDIRECTS} times")).hint(saved)
            }
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
                Problem::new("bad_address", "this is no address of a page").hint("addresses look like https://example.org/report")
            }
            ureq::Error::Io(e) => {
                Problem::new("no_connection", format!("no connection: {}", crate::inputs::why(e))).hint("check the address and the network")
            }
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) => {
                Problem::new("no_secure_connection", format!("no secure connection: {error}")).hint(saved)
            }
            other => Problem::new("bad_answer", format!("the server's answer can't be read: {other}")).hint(saved),
        }
    }
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
