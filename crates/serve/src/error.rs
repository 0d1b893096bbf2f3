//! Why a request is not answered as asked: one table of codes, which the API's JSON, the pages and `docs/api.md` share.

use sayso_app::claims::StoreError;
use sayso_doc::Problem;

/// Where the table stands for readers; each code has its anchor there.
pub const PAGE: &str = "docs/api.md";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    BadParameter,
    UnknownParameter,
    BadBody,
    NoToken,
    BadHost,
    CrossSite,
    StaleForm,
    ReadOnly,
    FetchingOff,
    NoRoute,
    NotFound,
    BadMethod,
    SlowBody,
    StoreInUse,
    TooLarge,
    BadType,
    NoArticle,
    NotFetched,
    TooMany,
    Busy,
    Broken,
    Overloaded,
    Timeout,
}

/// A line of the table.
pub struct Entry {
    pub code: Code,
    pub word: &'static str,
    pub status: u16,
    pub about: &'static str,
}

const fn entry(code: Code, word: &'static str, status: u16, about: &'static str) -> Entry {
    Entry { code, word, status, about }
}

/// Every code, in the order of [`Code`].
pub const TABLE: [Entry; 23] = [
    entry(
        Code::BadParameter,
        "bad_parameter",
        400,
        "a part of the address cannot be understood; the message says which and what is wanted",
    ),
    entry(Code::UnknownParameter, "unknown_parameter", 400, "the route has no parameter of that name"),
    entry(Code::BadBody, "bad_body", 400, "the body is not what its type promises"),
    entry(Code::NoToken, "no_token", 401, "the server wants its token, and got none or another"),
    entry(Code::BadHost, "bad_host", 403, "the `Host` header names none of the server's own names"),
    entry(Code::CrossSite, "cross_site", 403, "a page of another site sent it"),
    entry(Code::StaleForm, "stale_form", 403, "the form was not made by this run of the server"),
    entry(Code::ReadOnly, "read_only", 403, "the server was started without `--writable`"),
    entry(Code::FetchingOff, "fetching_off", 403, "the server was started without `--allow-fetch`"),
    entry(Code::NoRoute, "no_route", 404, "there is nothing at this address"),
    entry(Code::NotFound, "not_found", 404, "the store holds no such claim, article, speaker or outlet"),
    entry(Code::BadMethod, "bad_method", 405, "the address knows other methods; `Allow` names them"),
    entry(Code::SlowBody, "slow_body", 408, "the body did not arrive in time"),
    entry(Code::StoreInUse, "store_in_use", 409, "another sayso is writing to the store"),
    entry(Code::TooLarge, "too_large", 413, "the body is larger than the server takes"),
    entry(Code::BadType, "bad_type", 415, "the body's `Content-Type` is none that the route reads"),
    entry(Code::NoArticle, "no_article", 422, "no article was found in what was sent"),
    entry(Code::NotFetched, "not_fetched", 422, "the page at the URL could not be had; the message says why"),
    entry(Code::TooMany, "too_many", 429, "this client asks too often; `Retry-After` says when to come back"),
    entry(Code::Busy, "busy", 429, "as many articles as the server traces at once are being traced"),
    entry(Code::Broken, "broken", 500, "a bug of sayso, or a store that is damaged; the server's own output says more"),
    entry(Code::Overloaded, "overloaded", 503, "more requests wait than the server lets wait"),
    entry(Code::Timeout, "timeout", 503, "the answer took longer than the server gives an answer"),
];

impl Code {
    pub fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }
}

/// A code with what happened here and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub code: Code,
    pub message: String,
    pub hint: Option<String>,
    /// Seconds.
    pub retry_after: Option<u32>,
    /// Methods that the address knows.
    pub allow: Option<String>,
}

impl Error {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, retry_after: None, allow: None }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What a route says of a number or name that the store does not hold.
    pub fn not_found(what: &str, name: &str) -> Self {
        // A hostile name is not sent back whole.
        let name: String = name.chars().take(80).collect();
        Self::new(Code::NotFound, format!("the store holds no {what} `{name}`"))
    }

    /// What ingest or fetching said of an input, under our code.
    pub fn of_problem(code: Code, problem: &Problem) -> Self {
        Self { hint: problem.hint.clone(), ..Self::new(code, problem.message.clone()) }
    }

    pub fn status(&self) -> u16 {
        self.code.entry().status
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Query(_) => Self { hint: error.hint().map(str::to_owned), ..Self::new(Code::BadParameter, error.to_string()) },
            StoreError::InUse(_) | StoreError::Busy(_) => Self::new(Code::StoreInUse, "another sayso is writing to the store")
                .hint("wait until it has ended, and send it again")
                .retry_after(10),
            StoreError::ReadOnly(_) => Self::new(Code::ReadOnly, "the store may not be written"),
            // What is wrong with a file or a disk is for the one who runs the server.
            _ => Self::new(Code::Broken, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_its_codes() {
        for (i, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.code as usize, i, "{}", entry.word);
            assert_eq!(entry.code.entry().word, entry.word);
        }
    }
}
