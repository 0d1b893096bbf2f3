//! What an input is, from its bytes first, then its name and content type.

use std::io::Read;

/// The shapes that Sayso reads, and what it only recognizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Html,
    /// One JSON object a line.
    Jsonl,
    /// One JSON object, or a list of them.
    Json,
    Text,
    /// RSS, RDF or Atom.
    Feed,
    JsonFeed,
    /// A list of feeds.
    Opml,
    /// Trafilatura's XML or XML-TEI.
    Document,
    /// Plain, or in gzip members.
    Warc,
    /// Named as a reader knows it.
    Binary(&'static str),
}

/// Bytes that are looked at.
const HEAD: usize = 4096;

const MAGIC: [(&[u8], &str); 19] = [
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ", "xz-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio or video file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"\x00\x00\x00 ftyp", "a video file"),
];

/// Looks at the start of `bytes`, the ending of `origin` and the content type, in that order of trust.
pub fn sniff(bytes: &[u8], origin: &str, content_type: Option<&str>) -> Format {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"WARC/") || is_gzip(head) && inflated_start(head).starts_with(b"WARC/") {
        return Format::Warc;
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Format::Binary(name);
    }
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || is_utf16(head);
    if !wide && looks_binary(head) {
        return Format::Binary("binary data");
    }
    // In UTF-16 every other byte is zero for what matters here; without them the markup reads as ASCII.
    let ascii: Vec<u8> = if wide { head.iter().copied().filter(|&b| b != 0).collect() } else { head.to_vec() };
    let start = ascii
        .strip_prefix(b"\xef\xbb\xbf")
        .or_else(|| ascii.strip_prefix(b"\xff\xfe"))
        .or_else(|| ascii.strip_prefix(b"\xfe\xff"))
        .unwrap_or(&ascii);
    let start = start.trim_ascii_start();
    let path = origin.split(['?', '#']).next().unwrap_or(origin).to_ascii_lowercase();
    let named = |ending: &str| path.ends_with(ending);
    let kind = content_type.map(|t| t.split(';').next().unwrap_or(t).trim().to_ascii_lowercase()).unwrap_or_default();

    if start.starts_with(b"{") && memchr::memmem::find(start, b"jsonfeed.org/version/").is_some() {
        return Format::JsonFeed;
    }
    if start.starts_with(b"{") || start.starts_with(b"[{") || start.starts_with(b"[") && (named(".json") || named(".jsonl")) {
        let says_json = named(".jsonl") || named(".ndjson") || named(".json") || kind.contains("json");
        if named(".jsonl") || named(".ndjson") || kind.contains("jsonl") || kind.contains("ndjson") {
            return Format::Jsonl;
        }
        // Without a name, a first line that is a whole object tells.
        let first = start.split(|&b| b == b'\n').next().unwrap_or(start);
        if start.starts_with(b"{") && first.trim_ascii_end().ends_with(b"}") && !named(".json") {
            return Format::Jsonl;
        }
        if says_json || serde_json_starts(start) {
            return Format::Json;
        }
    }
    if named(".jsonl") || named(".ndjson") || kind.contains("jsonl") || kind.contains("ndjson") {
        return Format::Jsonl;
    }
    match root_name(start).as_slice() {
        b"rss" | b"feed" | b"rdf:rdf" | b"atom:feed" => return Format::Feed,
        b"opml" => return Format::Opml,
        b"tei" => return Format::Document,
        b"doc" if memchr::memmem::find(start, b"<main").is_some() => return Format::Document,
        _ => {}
    }
    if looks_like_html(start) {
        return Format::Html;
    }
    let says_text = kind == "text/plain" || [".txt", ".text", ".md"].iter().any(|e| named(e));
    let says_html = kind.contains("html") || [".html", ".htm", ".xhtml", ".shtml"].iter().any(|e| named(e));
    if says_html && !says_text { Format::Html } else { Format::Text }
}

pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// The first bytes that are packed in `head`, the start of a gzip file.
pub fn inflated_start(head: &[u8]) -> Vec<u8> {
    let mut start = Vec::new();
    // A cut or broken member gives what stands before its end.
    let _ = flate2::bufread::MultiGzDecoder::new(head).take(HEAD as u64).read_to_end(&mut start);
    start
}

/// The name of the first element, in lower case, behind declarations and comments.
fn root_name(start: &[u8]) -> Vec<u8> {
    let mut rest = start;
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b"?>",
            // A document's own entities stand between brackets.
            [b'<', b'!', ..] if has_subset(rest) => b"]>",
            [b'<', b'!', ..] => b">",
            [b'<', name @ ..] => {
                let len = name.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_' | b'.')).count();
                return name[..len].to_ascii_lowercase();
            }
            _ => return Vec::new(),
        };
        match memchr::memmem::find(rest, end) {
            Some(at) => rest = &rest[at + end.len()..],
            None => return Vec::new(),
        }
    }
}

fn has_subset(declaration: &[u8]) -> bool {
    memchr::memchr2(b'[', b'>', declaration).is_some_and(|at| declaration[at] == b'[')
}

fn serde_json_starts(start: &[u8]) -> bool {
    let after: Vec<u8> = start[1..].iter().copied().filter(|b| !b.is_ascii_whitespace()).take(2).collect();
    matches!(after.as_slice(), [b'"', ..] | [b'{', b'"'])
}

fn looks_like_html(start: &[u8]) -> bool {
    let lower = start[..start.len().min(1024)].to_ascii_lowercase();
    let starts = [
        &b"<!doctype html"[..],
        b"<html",
        b"<head",
        b"<body",
        b"<?xml",
        b"<!--",
        b"<article",
        b"<div",
        b"<p>",
        b"<h1",
        b"<meta",
        b"<title",
        b"<script",
        b"<main",
    ];
    if starts.iter().any(|s| lower.starts_with(s)) {
        return true;
    }
    let anywhere = [&b"<!doctype html"[..], b"<html", b"<body", b"<head>"];
    anywhere.iter().any(|s| lower.windows(s.len()).any(|w| w == *s))
}

/// Zeros at every other place in what is else text.
fn is_utf16(head: &[u8]) -> bool {
    let pairs = head.len() / 2;
    let zeros = |odd: usize| head.chunks_exact(2).filter(|p| p[odd] == 0 && p[1 - odd] != 0).count();
    pairs >= 8 && (zeros(1) * 10 >= pairs * 7 || zeros(0) * 10 >= pairs * 7)
}

/// More control characters than any text has.
fn looks_binary(head: &[u8]) -> bool {
    let controls = head.iter().filter(|&&b| b < 9 || (14..32).contains(&b) && b != 27 || b == 127).count();
    controls * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], origin: &str, content_type: Option<&str>, expect: Format) {
        assert_eq!(sniff(bytes, origin, content_type), expect, "{origin} {content_type:?}");
    }

    #[test]
    fn bytes_names_and_types_are_evidence() {
        check(b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2}\n", "-", None, Format::Jsonl);
        check(b"{\n \"text\": \"a\"\n}", "a.json", None, Format::Json);
        check(b"[{\"text\": \"a\"}]", "-", None, Format::Json);
        check(b"{\"text\": \"a\"}", "a.json", None, Format::Json);
        check(b"not json at all", "list.jsonl", None, Format::Jsonl);
        check(b"\n<!DOCTYPE html><p>x", "page", None, Format::Html);
        check(b"<p>x", "notes.txt", None, Format::Html);
        check(b"words", "page.html?x=1", None, Format::Html);
        check(b"words", "-", Some("text/html; charset=utf-8"), Format::Html);
        check(b"words", "https://example.org/a", Some("text/plain"), Format::Text);
        check(b"", "-", None, Format::Text);
        check(b"<\0h\0t\0m\0l\0>\0x\0x\0x\0x\0x\0", "-", None, Format::Html);
        check(b"<?xml version='1.0'?>\n<!-- a -->\n<rss version='2.0'>", "-", None, Format::Feed);
        check(b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a.xml", Some("text/xml"), Format::Feed);
        check(b"<!DOCTYPE rdf:RDF [<!ENTITY a 'b'>]><rdf:RDF>", "-", None, Format::Feed);
        check(b"<opml version='2.0'>", "-", None, Format::Opml);
        check(b"<doc sitename='a'><main>", "-", None, Format::Document);
        check(b"<?xml version='1.0'?><html>", "-", None, Format::Html);
        check(b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", "-", None, Format::JsonFeed);
        check(b"WARC/1.0\r\n", "-", None, Format::Warc);
        check(b"%PDF-1.7", "a.html", None, Format::Binary("a PDF document"));
        check(&[7; 100], "a.txt", None, Format::Binary("binary data"));
    }
}
