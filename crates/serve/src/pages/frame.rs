//! What stands around every page: head, bar with navigation and search, footer; and what a page knows of its request.

use maud::{DOCTYPE, Markup, html};

use super::icons;
use super::words::{plain, shown};

/// A part of the application, as the navigation shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Claims,
    Articles,
    Speakers,
    Outlets,
    Trace,
    Corrections,
    /// In none of the parts: search, login, errors.
    Elsewhere,
}

/// What a page knows of the request and of the server besides what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// The path that was asked for, beginning with `/`.
    pub path: String,
    /// The query's pairs as they came, decoded, in order: what fills the forms again.
    pub query: Vec<(String, String)>,
    /// Goes into every form that changes something; `None` leaves such forms out.
    pub csrf: Option<String>,
    /// The store's name, as its user knows it; empty without a store.
    pub store: String,
    /// Whether corrections may be made here.
    pub corrections: bool,
    /// Whether the trace page may fetch an address.
    pub fetching: bool,
    /// Whether the server asks for a token, and this reader gave it.
    pub signed_in: bool,
    /// What has just been done, for the top of the page.
    pub notice: Option<String>,
}

impl Frame {
    /// The first value of `key` in the query; empty where there is none.
    pub fn value(&self, key: &str) -> &str {
        self.query.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v.as_str())
    }

    /// Whether a box of the query is ticked.
    pub fn ticked(&self, key: &str) -> bool {
        !matches!(self.value(key), "" | "0" | "false")
    }

    /// Path and query of this page with `key` set to `value`, or left out.
    pub fn with(&self, key: &str, value: Option<&str>) -> String {
        let kept = self.query.iter().filter(|(k, v)| k != key && !v.is_empty()).map(|(k, v)| (k.as_str(), v.as_str()));
        link(&self.path, kept.chain(value.map(|v| (key, v))))
    }

    /// The page without any of its query.
    pub fn bare(&self) -> String {
        link(&self.path, [])
    }
}

/// A link within the application: `path`, which is escaped already, with a query.
pub fn link<'a>(path: &str, query: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = path.to_owned();
    for (i, (key, value)) in query.into_iter().enumerate() {
        out.push(if i == 0 { '?' } else { '&' });
        out.push_str(&encoded(key));
        out.push('=');
        out.push_str(&encoded(value));
    }
    out
}

/// `value` as one segment of a path, or one side of a query's pair.
pub fn encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    // A segment of dots alone would be taken for a step up.
    if out.bytes().all(|b| b == b'.') { out.replace('.', "%2E") } else { out }
}

/// The pages of the parts, in the order of the navigation.
const PARTS: [(Place, &str, &str); 6] = [
    (Place::Claims, "/", "Claims"),
    (Place::Articles, "/articles", "Articles"),
    (Place::Speakers, "/speakers", "Speakers"),
    (Place::Outlets, "/outlets", "Outlets"),
    (Place::Trace, "/trace", "Trace"),
    (Place::Corrections, "/corrections", "Corrections"),
];

/// A whole document; `title` is what the tab shows, and `main` begins with the page's only `h1`.
pub fn page(frame: &Frame, place: Place, title: &str, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body {
                (icons::all())
                a class="skip" href="#main" { "Skip to the content" }
                header class="bar" {
                    a class="brand" href="/" { (icons::brand()) span { "Sayso" } }
                    nav class="parts" aria-label="Parts" {
                        ul {
                            @for (part, path, name) in PARTS {
                                li { a href=(path) aria-current=[(part == place).then_some("page")] { (name) } }
                            }
                        }
                    }
                    form class="find" role="search" action="/search" method="get" {
                        label class="unseen" for="find" { "Search claims, articles and speakers" }
                        input id="find" type="search" name="words" maxlength="300" placeholder="Search" autocomplete="off"
                            value=(if frame.path == "/search" { plain(frame.value("words")) } else { String::new() });
                        kbd class="scripted" aria-hidden="true" { "/" }
                    }
                    button class="look scripted" type="button" data-look aria-label="Dark or light" title="Dark or light" { (icons::look()) }
                    @if frame.signed_in {
                        @if let Some(csrf) = &frame.csrf {
                            form class="leave" action="/logout" method="post" {
                                input type="hidden" name="csrf" value=(csrf);
                                button class="quiet" type="submit" { "Sign out" }
                            }
                        }
                    }
                }
                main id="main" tabindex="-1" {
                    @if let Some(notice) = &frame.notice {
                        p class="notice" role="status" { (shown(notice)) }
                    }
                    (main)
                }
                footer class="foot" {
                    p { "Sayso counts on whose say-so a thing is told. How many origins there are says nothing about whether it is true." }
                    p {
                        "Machine-read: check it against the texts. "
                        @if !frame.store.is_empty() { "Store: " bdi { (shown(&frame.store)) } ". " }
                        "Sayso " (sayso_app::VERSION) ". "
                        a href="/api/v1/openapi.json" { "API" }
                    }
                    p class="scripted keys" { kbd { "/" } " search, " kbd { "j" } " and " kbd { "k" } " next and previous, " kbd { "Enter" } " opens" }
                }
            }
        }
    }
}

/// A document with nothing around it, for who has not signed in and for what went wrong.
pub fn alone(title: &str, main: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title))
            body class="alone" {
                main id="main" {
                    p { a class="brand" href="/" { (icons::brand()) span { "Sayso" } } }
                    (main)
                }
            }
        }
    }
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (plain(title)) " · Sayso" }
            meta name="viewport" content="width=device-width, initial-scale=1";
            // Not `no-referrer`: browsers would send this page's own forms with `Origin: null`, and the server would refuse them.
            meta name="referrer" content="same-origin";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            link rel="icon" type="image/svg+xml" href="/assets/sayso.svg";
            link rel="stylesheet" href="/assets/sayso.css";
            // Not deferred: it chooses dark or light before anything is painted.
            script src="/assets/sayso.js" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_the_filters_and_escape_names() {
        let query = vec![("words".to_owned(), "dam & \"flood\"".to_owned()), ("after".to_owned(), "x".to_owned())];
        let frame = Frame { path: "/".to_owned(), query, ..Frame::default() };
        assert_eq!(frame.with("after", Some("7")), "/?words=dam%20%26%20%22flood%22&after=7");
        assert_eq!(frame.with("words", None), "/?after=x");
        assert_eq!(encoded("../a/b?c"), "..%2Fa%2Fb%3Fc");
        assert_eq!((encoded(".."), encoded("Zoë")), ("%2E%2E".to_owned(), "Zo%C3%AB".to_owned()));
    }

    #[test]
    fn a_frame_marks_its_part_and_leaves_changing_forms_out() {
        let page = page(&Frame::default(), Place::Outlets, "<Outlets>", html! { h1 { "x" } }).into_string();
        assert!(page.contains("<a href=\"/outlets\" aria-current=\"page\">"), "{page}");
        assert!(page.contains("<title>&lt;Outlets&gt; · Sayso</title>"), "{page}");
        assert!(!page.contains("method=\"post\""), "{page}");
    }
}
