//! Answers: a status, a type and bytes; the headers that every answer carries; tags by which a browser knows what it has.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{HeaderMap, Response, StatusCode, header};
use sayso_app::hex;
use sha2::{Digest, Sha256};

use crate::error::Error;

pub const HTML: &str = "text/html; charset=utf-8";
pub const JSON: &str = "application/json";
pub const TEXT: &str = "text/plain; charset=utf-8";
pub const CSV: &str = "text/csv; charset=utf-8; header=present";
pub const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Nothing from elsewhere, nothing inline, in nobody's frame.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Carried by every answer.
const ALWAYS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: browsers would send our own forms with `Origin: null`.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("x-robots-tag", "noindex"),
];

/// What a route answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub kind: &'static str,
    pub body: Vec<u8>,
    pub headers: Vec<(HeaderName, String)>,
    /// Whether a browser may keep it, and ask whether it still holds.
    pub tagged: bool,
}

impl Reply {
    pub fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind, body: body.into(), headers: Vec::new(), tagged: true }
    }

    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Never kept by anybody.
    pub fn untagged(mut self) -> Self {
        self.tagged = false;
        self
    }

    /// Sends a browser on with a GET, to a path of ours.
    pub fn see(path: &str) -> Self {
        Self::new(TEXT, "").status(303).header(header::LOCATION, path).untagged()
    }

    /// `error` with `body`, which says the same to a reader.
    pub fn of_error(error: &Error, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let mut reply = Self::new(kind, body).status(error.status()).untagged();
        if let Some(seconds) = error.retry_after {
            reply = reply.header(header::RETRY_AFTER, seconds.to_string());
        }
        if let Some(methods) = &error.allow {
            reply = reply.header(header::ALLOW, methods.clone());
        }
        if error.status() == 401 {
            reply = reply.header(header::WWW_AUTHENTICATE, "Bearer realm=\"sayso\"");
        }
        reply
    }

    /// As it goes out, shortened to "not modified" where the asker has it, and to its head where only that was asked for.
    pub fn into_response(self, asked: &HeaderMap, head_only: bool) -> Response<Full<Bytes>> {
        let Self { status, kind, body, headers, tagged } = self;
        let mut response = Response::new(Full::default());
        let mut status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let out = response.headers_mut();
        for (name, value) in ALWAYS {
            out.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        for (name, value) in headers {
            // What can't be a header is left out rather than the answer lost.
            if let Ok(value) = HeaderValue::from_str(&value) {
                out.append(name, value);
            }
        }
        let mut body = Bytes::from(body);
        if tagged && status == StatusCode::OK {
            let tag = format!("\"{}\"", hex(&Sha256::digest(&body)[..12]));
            if asked.get_all(header::IF_NONE_MATCH).iter().any(|v| names(v.to_str().unwrap_or_default(), &tag)) {
                status = StatusCode::NOT_MODIFIED;
                body = Bytes::new();
            }
            if let Ok(tag) = HeaderValue::from_str(&tag) {
                out.insert(header::ETAG, tag);
            }
            out.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        } else {
            out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        if status != StatusCode::NOT_MODIFIED {
            out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            out.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        }
        *response.status_mut() = status;
        if !head_only {
            *response.body_mut() = Full::new(body);
        }
        response
    }
}

/// Whether `If-None-Match` names `tag`. Weak tags count: both say that the bytes would do.
fn names(given: &str, tag: &str) -> bool {
    given.split(',').map(|t| t.trim().trim_start_matches("W/")).any(|t| t == tag || t == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_it_is_told_so() {
        let reply = Reply::new(TEXT, "the same");
        let first = reply.clone().into_response(&HeaderMap::new(), false);
        let tag = first.headers()[header::ETAG].clone();
        assert_eq!((first.status(), &first.headers()[header::CONTENT_LENGTH]), (StatusCode::OK, &HeaderValue::from(8)));
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, HeaderValue::from_str(&format!("\"x\", W/{}", tag.to_str().unwrap())).unwrap());
        let second = reply.into_response(&asked, false);
        assert_eq!((second.status(), &second.headers()[header::ETAG]), (StatusCode::NOT_MODIFIED, &tag));
        assert!(second.headers().contains_key("content-security-policy"));
    }

    #[test]
    fn what_is_no_header_is_left_out() {
        let reply = Reply::see("/a\r\nset-cookie: x=1").into_response(&HeaderMap::new(), false);
        assert!(!reply.headers().contains_key(header::LOCATION) && !reply.headers().contains_key(header::SET_COOKIE));
    }
}
