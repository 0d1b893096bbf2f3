//! Bytes of pages, texts, lists, feeds and archives to articles and problems. Never fails on bad input, does no I/O.

mod dates;
mod decode;
mod document;
pub mod feed;
mod foreign;
mod given;
mod html;
mod jsonl;
mod language;
mod outlet;
mod paragraphs;
mod plain;
mod sniff;
pub mod warc;
mod xml;

use sayso_doc::{Article, Paragraph, ParagraphKind, Problem, Text};
use sayso_register::Register;

pub use self::dates::utc;
pub use self::given::Given;
pub use self::sniff::{Format, sniff};

/// One input as read, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub bytes: &'a [u8],
    /// Path, `-` or URL.
    pub origin: &'a str,
    /// The HTTP header's value, where it came over HTTP.
    pub content_type: Option<&'a str>,
}

/// Bounds and choices.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Largest input in bytes.
    pub max_bytes: usize,
    /// Take articles in other languages than English as well.
    pub force: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_bytes: 20 << 20, force: false }
    }
}

/// One article, or why there is none; a page may give both (an article and a remark about it).
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The line of a JSONL input, else `None`.
    pub line: Option<usize>,
    pub article: Option<Article>,
    pub problems: Vec<Problem>,
}

/// Reads one input. JSONL gives one result a line, everything else one result.
pub fn ingest(input: Input<'_>, options: &Options, register: &Register) -> Vec<Ingested> {
    let refused = |problem| vec![Ingested { line: None, article: None, problems: vec![problem] }];
    if input.bytes.len() > options.max_bytes {
        let (size, most) = (megabytes(input.bytes.len()), megabytes(options.max_bytes));
        return refused(
            Problem::new("too_large", format!("input is too large: {size} MB, at most {most} MB are read"))
                .hint("split a list into several files, or save the article alone"),
        );
    }
    if input.bytes.trim_ascii().is_empty() {
        return refused(empty());
    }
    let format = sniff(input.bytes, input.origin, input.content_type);
    if let Format::Binary(what) = format {
        return refused(Problem::new("binary", format!("this is {what}, not an article")).hint("save the article as HTML or plain text"));
    }
    if format == Format::Warc {
        return archive(input, options, register);
    }
    let has_markup = matches!(format, Format::Html | Format::Feed | Format::Opml | Format::Document);
    let decoded = decode::decode(input.bytes, input.content_type, has_markup);
    let mut results = match format {
        Format::Feed => entries(&feed::read(&decoded.text, input.origin), input, options, register),
        Format::Opml => return refused(list_of_feeds(&decoded.text)),
        Format::Document => vec![document::document(&decoded.text, input, options, register)],
        Format::Html => vec![html::page(&decoded.text, input, options, register)],
        Format::Jsonl => jsonl::lines(&decoded.text, input, options, register),
        Format::Json | Format::JsonFeed => jsonl::whole(&decoded.text, input, options, register),
        Format::Text | Format::Binary(_) | Format::Warc => vec![text(&decoded.text, input, options, register)],
    };
    if decoded.lost > 0
        && let Some(first) = results.first_mut()
    {
        let message = format!("characters could not be read as {}: {}", decoded.encoding, decoded.lost);
        first.problems.push(Problem::new("encoding", message).hint("save the file as UTF-8"));
    }
    results
}

/// Reads line `number` (from 1) of a JSONL input, `input.bytes` being that line alone: for lists too large to be held whole.
pub fn ingest_line(input: Input<'_>, number: usize, options: &Options, register: &Register) -> Ingested {
    let refused = |problem| Ingested { line: Some(number), article: None, problems: vec![problem] };
    if input.bytes.len() > options.max_bytes {
        let (size, most) = (megabytes(input.bytes.len()), megabytes(options.max_bytes));
        return refused(Problem::new("too_large", format!("line {number} is too large: {size} MB, at most {most} MB are read")));
    }
    let decoded = decode::decode(input.bytes, None, false);
    let mut result = jsonl::line(&decoded.text, number, input, options, register);
    if decoded.lost > 0 {
        let message = format!("characters of line {number} could not be read as {}: {}", decoded.encoding, decoded.lost);
        result.problems.push(Problem::new("encoding", message).hint("save the file as UTF-8"));
    }
    result
}

/// The articles that a feed carries whole; an entry that only links to its article is a problem here.
fn entries(feed: &feed::Feed, input: Input<'_>, options: &Options, register: &Register) -> Vec<Ingested> {
    let one = |entry: &feed::Entry| match entry.line() {
        Some(line) => jsonl::line(&line, entry.number, input, options, register),
        None => {
            let message = match &entry.given.url {
                Some(url) => format!("entry {} has no full text, only a link: {url}", entry.number),
                None => format!("entry {} has neither text nor link", entry.number),
            };
            let problem = Problem::new("link_only", message).hint("`sayso ingest` fetches the articles that a feed links to");
            Ingested { line: Some(entry.number), article: None, problems: vec![problem] }
        }
    };
    let mut results: Vec<Ingested> = feed.entries.iter().map(one).collect();
    if let Some(problem) = feed.problem() {
        results.push(Ingested { line: None, article: None, problems: vec![problem] });
    }
    results
}

fn list_of_feeds(text: &str) -> Problem {
    let (found, _) = feed::outlines(text);
    Problem::new("list_of_feeds", format!("this is a list of {} feeds, not an article", found.len()))
        .hint("`sayso ingest` reads the feeds of a list and the articles that they link to")
}

/// The pages of a WARC that is held whole.
fn archive(input: Input<'_>, options: &Options, register: &Register) -> Vec<Ingested> {
    let mut results = Vec::new();
    for (i, item) in warc::Reader::new(input.bytes, options.max_bytes).enumerate() {
        let line = Some(i + 1);
        results.push(match item {
            Ok(page) => {
                let inner = Input { bytes: &page.bytes, origin: &page.url, content_type: page.content_type.as_deref() };
                let decoded = decode::decode(inner.bytes, inner.content_type, true);
                let mut read = html::page(&decoded.text, inner, options, register);
                read.problems.extend(page.remark);
                Ingested { line, ..read }
            }
            Err(warc::Bad { offset, url: _, mut problem }) => {
                problem.message = format!("record at byte {offset}: {}", problem.message);
                Ingested { line, article: None, problems: vec![problem] }
            }
        });
    }
    if results.is_empty() {
        let problem = Problem::new("no_article", "the archive has no page in it").hint("only HTML responses are read");
        results.push(Ingested { line: None, article: None, problems: vec![problem] });
    }
    results
}

/// Reads plain text, which stays as it is.
fn text(content: &str, input: Input<'_>, options: &Options, register: &Register) -> Ingested {
    if content.trim().is_empty() {
        return Ingested { line: None, article: None, problems: vec![empty()] };
    }
    let found = language::of(content, None);
    if let Some(problem) = refuse_language(found.as_deref(), options) {
        return Ingested { line: None, article: None, problems: vec![problem] };
    }
    let text = Text::new(content);
    let paragraphs = plain::paragraphs(&text, None, register);
    if !paragraphs.iter().any(|p| p.kind == ParagraphKind::Body) {
        let problem = Problem::new("no_article", "the text has no article in it").hint("give a text with at least one sentence");
        return Ingested { line: None, article: None, problems: vec![problem] };
    }
    let byline = paragraphs
        .iter()
        .take(6)
        .filter(|p| p.kind == ParagraphKind::Credit)
        .map(|p| &text[p.span])
        .find(|w| w.starts_with("By ") || w.starts_with("BY "));
    let article = Article {
        id: input.origin.to_owned(),
        origin: input.origin.to_owned(),
        title: headline(&text, &paragraphs),
        outlet: outlet::of_url(register, input.origin).or_else(|| outlet::of_text(text.as_str(), &paragraphs, register)),
        byline: byline.and_then(html::clean_byline),
        published: None,
        updated: None,
        url: input.origin.starts_with("http").then(|| input.origin.to_owned()),
        language: found,
        links: Vec::new(),
        paragraphs,
        text,
    };
    Ingested { line: None, article: Some(article), problems: Vec::new() }
}

/// The first heading, if it comes before all body text.
fn headline(text: &Text, paragraphs: &[Paragraph]) -> Option<String> {
    let first = paragraphs.iter().find(|p| matches!(p.kind, ParagraphKind::Heading | ParagraphKind::Body))?;
    (first.kind == ParagraphKind::Heading).then(|| text[first.span].to_owned())
}

fn empty() -> Problem {
    Problem::new("empty", "the input is empty").hint("give an HTML page, a text or a list of articles as JSONL")
}

/// The problem with an article in `language`, unless it is English or wanted all the same.
fn refuse_language(language: Option<&str>, options: &Options) -> Option<Problem> {
    if options.force || language::is_english(language) {
        return None;
    }
    let name = language.unwrap_or_default();
    Some(
        Problem::new("language", format!("the article is not in English: `{name}`"))
            .hint("use `--force` to read it all the same; what is found will be poor"),
    )
}

fn megabytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / f64::from(1 << 20))
}
