//! One WARC record of an unpacked stream, and the way to the next one when a record is broken.

use std::io::{self, Read};

use sayso_doc::Problem;

use super::window::Window;

/// Bytes of one record's own header.
const MAX_HEADER: usize = 64 << 10;
/// HTTP headers beside a page of the greatest size.
const HTTP_HEADERS: usize = 256 << 10;
/// Longest thing that the search for a record looks for: a line break and a version.
const MARK: usize = 16;

pub const HINT: &str = "the other records are read; get the archive once more if it should be whole";

pub enum Kind {
    /// What a server answered.
    Response,
    /// The content itself.
    Resource,
}

pub struct Record {
    pub offset: u64,
    pub kind: Kind,
    pub url: String,
    pub date: Option<String>,
    pub content_type: Option<String>,
    /// Why the crawler cut it.
    pub cut: Option<String>,
    pub block: Vec<u8>,
}

pub enum Found {
    Record(Record),
    /// A request, metadata, a reference to an earlier record: nothing that could be a page.
    PassedOver,
    End,
}

pub struct Fault {
    pub offset: u64,
    pub url: Option<String>,
    pub problem: Problem,
}

/// Reads the next record; after a fault the stream stands at the next record that can be found.
pub fn next<R: Read>(stream: &mut Window<R>, max_bytes: usize) -> Result<Found, Fault> {
    match stream.seek(1, |bytes| bytes.iter().position(|b| !matches!(b, b'\r' | b'\n'))) {
        Ok(true) => {}
        Ok(false) => return Ok(Found::End),
        Err(e) => return Err(fault(stream.offset(), None, broken(&e))),
    }
    let offset = stream.offset();
    let header = match header(stream) {
        Ok(header) => header,
        Err(problem) => {
            stream.skip(1);
            // Where this fails, so will the next read.
            let _ = find_record(stream);
            return Err(fault(offset, None, problem));
        }
    };
    let url = header.url.clone();
    let Some(length) = header.length else {
        let _ = find_record(stream);
        return Err(fault(offset, url, corrupt("its header has no length")));
    };
    let kind = match header.kind.as_str() {
        "response" => Kind::Response,
        "resource" => Kind::Resource,
        "" => {
            let _ = find_record(stream);
            return Err(fault(offset, url, corrupt("its header has no type")));
        }
        _ => return pass_over(stream, length, offset, url).map(|()| Found::PassedOver),
    };
    let most = max_bytes.saturating_add(HTTP_HEADERS) as u64;
    if length > most {
        pass_over(stream, length, offset, url.clone())?;
        let most = max_bytes >> 20;
        let message = format!("too large: {} MB, at most {most} MB are read", length >> 20);
        return Err(fault(offset, url, Problem::new("too_large", message).hint("raise the limit, for instance with `--max-size 100MB`")));
    }
    // It fits: `most` was made from a usize.
    let length = length as usize;
    let shown = match stream.show(length.saturating_add(MARK)) {
        Ok(shown) => shown,
        Err(e) => return Err(fault(offset, url, broken(&e))),
    };
    if shown < length || !at_an_end(&stream.next()[length..]) {
        let why = if shown < length { "truncated: it ends before its length" } else { "corrupt: its length is wrong" };
        let _ = find_record(stream);
        return Err(fault(offset, url, Problem::new("bad_record", why).hint(HINT)));
    }
    let block = stream.next()[..length].to_vec();
    stream.skip(length);
    let url = url.unwrap_or_default();
    Ok(Found::Record(Record { offset, kind, url, date: header.date, content_type: header.content_type, cut: header.truncated, block }))
}

fn fault(offset: u64, url: Option<String>, problem: Problem) -> Fault {
    Fault { offset, url, problem }
}

fn corrupt(why: &str) -> Problem {
    Problem::new("bad_record", format!("corrupt: {why}")).hint(HINT)
}

/// What an error of the unpacking means.
fn broken(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Problem::new("bad_record", "truncated: the archive ends within it").hint(HINT),
        _ => {
            let said = error.to_string();
            corrupt(said.strip_prefix("corrupt ").unwrap_or(&said))
        }
    }
}

/// Whether a record may end before `rest`: with two line breaks, or with nothing or another record behind what breaks there are.
fn at_an_end(rest: &[u8]) -> bool {
    let breaks = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
    let after = &rest[breaks..];
    rest.starts_with(b"\r\n\r\n") || rest.starts_with(b"\n\n") || after.is_empty() || after.starts_with(&b"WARC/"[..after.len().min(5)])
}

/// Skips `length` bytes; stops at a record that starts within them, for then the length is wrong.
fn pass_over<R: Read>(stream: &mut Window<R>, length: u64, offset: u64, url: Option<String>) -> Result<(), Fault> {
    let end = stream.offset().saturating_add(length);
    loop {
        let left = end.saturating_sub(stream.offset());
        let look = usize::try_from(left).unwrap_or(usize::MAX).min(64 << 10);
        let shown = match stream.show(look.saturating_add(MARK)) {
            Ok(shown) => shown,
            Err(e) => return Err(fault(offset, url, broken(&e))),
        };
        if let Some(at) = record_start(stream.next()).filter(|&at| (at as u64) < left) {
            stream.skip(at);
            return Err(fault(offset, url, corrupt("another record starts within its length")));
        }
        if shown < look {
            stream.skip(shown);
            return Err(fault(offset, url, Problem::new("bad_record", "truncated: it ends before its length").hint(HINT)));
        }
        if look as u64 == left {
            let ends = at_an_end(&stream.next()[look..]);
            if ends {
                stream.skip(look);
                return Ok(());
            }
            let _ = find_record(stream);
            return Err(fault(offset, url, corrupt("its length is wrong")));
        }
        stream.skip(look);
    }
}

/// Moves to the next place where a record starts on a line of its own.
fn find_record<R: Read>(stream: &mut Window<R>) -> io::Result<bool> {
    stream.seek(MARK, record_start)
}

/// Where in `bytes` a line `WARC/1.0` starts.
fn record_start(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, b"\nWARC/").map(|at| at + 1).find(|&at| {
        matches!(bytes.get(at + 5..), Some([major, b'.', minor, b'\r' | b'\n', ..]) if major.is_ascii_digit() && minor.is_ascii_digit())
    })
}

#[derive(Default)]
struct Header {
    kind: String,
    length: Option<u64>,
    url: Option<String>,
    date: Option<String>,
    content_type: Option<String>,
    truncated: Option<String>,
}

/// Reads and consumes a record's header.
fn header<R: Read>(stream: &mut Window<R>) -> Result<Header, Problem> {
    if stream.show(5).map_err(|e| broken(&e))? < 5 || !stream.next().starts_with(b"WARC/") {
        return Err(corrupt("no record starts here"));
    }
    let end = loop {
        let bytes = stream.next();
        let shown = bytes.len();
        if let Some(end) = blank_line(&bytes[..shown.min(MAX_HEADER)]) {
            break end;
        }
        if shown >= MAX_HEADER {
            return Err(corrupt("its header is too long"));
        }
        if stream.show(shown + 1).map_err(|e| broken(&e))? == shown {
            return Err(corrupt("its header has no end"));
        }
    };
    let text = String::from_utf8_lossy(&stream.next()[..end]).into_owned();
    let mut header = Header::default();
    for (name, value) in fields(&text) {
        match name.as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            "content-length" => header.length = value.parse().ok(),
            // Some writers put it in angle brackets.
            "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => header.date = Some(value),
            "content-type" => header.content_type = Some(value),
            "warc-truncated" => header.truncated = Some(value),
            _ => {}
        }
    }
    stream.skip(end);
    Ok(header)
}

/// Where the bytes after the first blank line start.
pub fn blank_line(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// The fields of a header below its first line, names in lower case, folded lines joined.
pub fn fields(header: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in header.lines().skip(1) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}
