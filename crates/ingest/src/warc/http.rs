//! The HTTP response in a WARC record: status, headers, and the body without transfer and content encodings.

use std::io::{self, Read};

use sayso_doc::Problem;

use super::record::{blank_line, fields};
use crate::sniff::{Format, sniff};

/// Bytes of a response's headers.
const MAX_HEADERS: usize = 256 << 10;

pub struct Response {
    pub content_type: Option<String>,
    pub body: Vec<u8>,
}

/// Reads a response of status 200.
pub fn response(block: &[u8], max_bytes: usize) -> Result<Response, Problem> {
    let no_response = |why: &str| Problem::new("bad_record", format!("no HTTP response in it: {why}")).hint(super::record::HINT);
    let head = &block[..block.len().min(MAX_HEADERS)];
    if !head.starts_with(b"HTTP/") {
        return Err(no_response("it does not start with one"));
    }
    let end = match blank_line(head) {
        Some(end) => end,
        None if block.len() > MAX_HEADERS => return Err(no_response("its headers are too long")),
        None => return Err(no_response("its headers have no end")),
    };
    let header = String::from_utf8_lossy(&head[..end]);
    let status = header.lines().next().and_then(|line| line.split_whitespace().nth(1)).unwrap_or_default().to_owned();
    if status != "200" {
        let message = format!("the server answered {}", if status.is_empty() { "without a status" } else { &status });
        return Err(Problem::new("http_status", message).hint("only pages of status 200 are read"));
    }
    let (mut content_type, mut coding, mut chunked) = (None, String::new(), false);
    for (name, value) in fields(&header) {
        match name.as_str() {
            "content-type" => content_type = Some(value),
            "content-encoding" => coding = value.to_ascii_lowercase(),
            "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
            _ => {}
        }
    }
    let body = &block[end..];
    let whole = if chunked { unchunk(body) } else { None };
    let mut body = whole.unwrap_or_else(|| body.to_vec());
    // Codings are listed in the order in which they were applied.
    for coding in coding.split(',').map(str::trim).rev().take(4) {
        body = decoded(coding, body, max_bytes)?;
    }
    if body.len() > max_bytes {
        return Err(too_large(max_bytes));
    }
    Ok(Response { content_type, body })
}

/// Only HTML is taken: by its type, or where there is none by its looks.
pub fn must_be_html(content_type: Option<&str>, body: &[u8]) -> Result<(), Problem> {
    let kind = content_type.map(|t| t.split(';').next().unwrap_or(t).trim().to_ascii_lowercase()).unwrap_or_default();
    let is_html = if kind.is_empty() { sniff(body, "", None) == Format::Html } else { kind.contains("html") };
    if is_html {
        return Ok(());
    }
    let kind = if kind.is_empty() { "of no stated type".to_owned() } else { format!("`{}`", &kind[..kind.floor_char_boundary(80)]) };
    Err(Problem::new("not_html", format!("this is {kind}, not an HTML page")).hint("only HTML pages are read from archives"))
}

/// The body of `bytes` in chunks; `None` if they are no chunks: many writers undo them and leave the header.
fn unchunk(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    loop {
        let line = memchr::memchr(b'\n', &bytes[..bytes.len().min(1024)]);
        let size = line.and_then(|at| std::str::from_utf8(&bytes[..at]).ok());
        let size = size.and_then(|s| usize::from_str_radix(s.split(';').next().unwrap_or(s).trim(), 16).ok());
        let (Some(line), Some(size)) = (line, size) else {
            // What came before a broken chunk is there all the same.
            return (!body.is_empty()).then_some(body);
        };
        bytes = &bytes[line + 1..];
        if size == 0 {
            return Some(body);
        }
        let take = size.min(bytes.len());
        body.extend_from_slice(&bytes[..take]);
        bytes = &bytes[take..];
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")).unwrap_or(bytes);
        if bytes.is_empty() {
            return Some(body);
        }
    }
}

fn decoded(coding: &str, body: Vec<u8>, max_bytes: usize) -> Result<Vec<u8>, Problem> {
    match coding {
        "" | "identity" | "utf-8" => Ok(body),
        // Some writers unpack the body and leave the header.
        "gzip" | "x-gzip" if !crate::sniff::is_gzip(&body) => Ok(body),
        "gzip" | "x-gzip" => unpacked(flate2::read::MultiGzDecoder::new(&body[..]), max_bytes, coding),
        "deflate" => {
            let zlib = unpacked(flate2::read::ZlibDecoder::new(&body[..]), max_bytes, coding);
            // Servers disagree on what `deflate` means.
            match zlib {
                Err(p) if p.code == "bad_record" => {
                    let raw = unpacked(flate2::read::DeflateDecoder::new(&body[..]), max_bytes, coding);
                    if raw.is_err() && sniff(&body, "", None) == Format::Html { Ok(body) } else { raw }
                }
                other => other,
            }
        }
        "br" if sniff(&body, "", None) == Format::Html => Ok(body),
        "br" => unpacked(brotli_decompressor::Decompressor::new(&body[..], 4096), max_bytes, coding),
        other => {
            let message = format!("packed in a way that is not read: `{}`", &other[..other.floor_char_boundary(40)]);
            Err(Problem::new("bad_record", message).hint("gzip, deflate and br are read"))
        }
    }
}

fn unpacked(reader: impl Read, max_bytes: usize, coding: &str) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    match reader.take(max_bytes as u64 + 1).read_to_end(&mut out) {
        Ok(n) if n > max_bytes => Err(too_large(max_bytes)),
        Ok(_) => Ok(out),
        // Crawlers cut long pages; what was unpacked before the cut is text.
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof && out.len() > 4096 => Ok(out),
        Err(_) => Err(Problem::new("bad_record", format!("corrupt: the page can't be unpacked (`{coding}`)")).hint(super::record::HINT)),
    }
}

fn too_large(max_bytes: usize) -> Problem {
    Problem::new("too_large", format!("the page is larger than {} MB", max_bytes >> 20))
        .hint("raise the limit, for instance with `--max-size 100MB`")
}
