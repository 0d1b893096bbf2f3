//! WARC archives (ISO 28500), plain or in gzip members, read as a stream: the pages in them, and what was wrong with the other records.
//!
//! Our own reader, since the library for it gives up at the first fault: after a corrupt member or header this one finds the next record.

mod http;
mod record;
#[cfg(test)]
mod tests;
mod window;

use std::io::{self, Read};

use flate2::bufread::GzDecoder;
use sayso_doc::Problem;

use self::record::{Found, Kind};
use self::window::Window;
use crate::sniff::is_gzip;

/// One HTML page as a crawler got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where the record starts in the file; in a packed file where its gzip member does.
    pub offset: u64,
    pub url: String,
    /// Unpacked.
    pub bytes: Vec<u8>,
    pub content_type: Option<String>,
    /// When it was fetched, as the record says.
    pub fetched: Option<String>,
    /// The crawler itself cut it, say.
    pub remark: Option<Problem>,
}

/// One record that is no page, or none that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    pub offset: u64,
    pub url: Option<String>,
    pub problem: Problem,
}

/// Compressed bytes that stay within reach, to look for the next member from within a broken one.
const REACH: usize = 1 << 20;
/// A member of more than so many bytes that is packed tighter than so is made to harm.
const BOMB_BYTES: u64 = 64 << 20;
const BOMB_RATIO: u64 = 200;
/// A member's first bytes that are looked at, to see whether a record stands in it.
const MARK: &[u8] = b"WARC/";

/// The pages and bad records of one archive, in order. Holds one record at a time, and of that no more than the bound.
pub struct Reader<R: Read> {
    state: State<R>,
    max_bytes: usize,
}

// One at a time: its size matters to nobody.
#[allow(clippy::large_enum_variant)]
enum State<R: Read> {
    Start(Window<R>),
    Plain(Window<R>),
    /// Between gzip members; `lost` after a fault, until a member with a record in it is found.
    Between {
        raw: Window<R>,
        lost: bool,
    },
    Within {
        inflated: Window<Member<R>>,
        start: u64,
    },
    Done,
}

impl<R: Read> Reader<R> {
    /// `max_bytes` bounds a page, packed and unpacked.
    pub fn new(source: R, max_bytes: usize) -> Self {
        Self { state: State::Start(Window::new(source, REACH)), max_bytes }
    }

    fn step(&mut self) -> Option<Result<Page, Bad>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::Start(mut raw) => {
                // What can't be read is told by the next step.
                let _ = raw.show(2);
                self.state = if is_gzip(raw.next()) { State::Between { raw, lost: false } } else { State::Plain(raw) };
                None
            }
            State::Plain(mut stream) => {
                let offset = stream.offset();
                let found = record::next(&mut stream, self.max_bytes);
                if let Some((kind, _)) = stream.failed {
                    return Some(Err(unreadable(offset, kind)));
                }
                if !matches!(found, Ok(Found::End)) {
                    self.state = State::Plain(stream);
                }
                self.told(found, None)
            }
            State::Between { raw, lost } => self.next_member(raw, lost),
            State::Within { mut inflated, start } => {
                let found = record::next(&mut inflated, self.max_bytes);
                let broken = inflated.failed.is_some();
                if !broken && !matches!(found, Ok(Found::End)) {
                    self.state = State::Within { inflated, start };
                    return self.told(found, Some(start));
                }
                let mut raw = inflated.into_inner().decoder.into_inner();
                if let Some((kind, _)) = raw.failed {
                    return Some(Err(unreadable(start, kind)));
                }
                if broken {
                    // The next member may start within what was taken for this one.
                    raw.back_to(start + 1);
                }
                self.state = State::Between { raw, lost: broken };
                self.told(found, Some(start))
            }
        }
    }

    fn next_member(&mut self, mut raw: Window<R>, mut lost: bool) -> Option<Result<Page, Bad>> {
        let mut first_fault = None;
        loop {
            // Some writers fill up with zeros.
            let sought = if lost { raw.seek(4, member_start) } else { raw.seek(1, |b| b.iter().position(|&b| b != 0)) };
            let start = raw.offset();
            match sought {
                Err(e) => return Some(Err(unreadable(start, e.kind()))),
                Ok(false) => {
                    return first_fault.map(|offset| Err(bad(offset, no_member())));
                }
                Ok(true) => {}
            }
            if !lost && (raw.show(4).is_err() || member_start(raw.next()) != Some(0)) {
                first_fault.get_or_insert(start);
                lost = true;
                continue;
            }
            let mut inflated = Window::new(Member { decoder: GzDecoder::new(raw), start, inflated: 0 }, 0);
            let readable = inflated.show(MARK.len());
            if lost && !(readable.is_ok() && inflated.next().starts_with(MARK)) {
                raw = inflated.into_inner().decoder.into_inner();
                if let Some((kind, _)) = raw.failed {
                    return Some(Err(unreadable(start, kind)));
                }
                raw.back_to(start + 1);
                continue;
            }
            self.state = State::Within { inflated, start };
            return first_fault.map(|offset| Err(bad(offset, no_member())));
        }
    }

    /// What is to be told of a record; `None` where it is passed over.
    fn told(&self, found: Result<Found, record::Fault>, member: Option<u64>) -> Option<Result<Page, Bad>> {
        match found {
            Ok(Found::End | Found::PassedOver) => None,
            Ok(Found::Record(mut record)) => {
                record.offset = member.unwrap_or(record.offset);
                Some(page(record, self.max_bytes))
            }
            Err(record::Fault { offset, url, problem }) => Some(Err(Bad { offset: member.unwrap_or(offset), url, problem })),
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Page, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        while !matches!(self.state, State::Done) {
            if let Some(item) = self.step() {
                return Some(item);
            }
        }
        None
    }
}

/// Where a gzip member may start: magic, method deflate, no reserved flags.
fn member_start(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, b"\x1f\x8b\x08").find(|&at| bytes.get(at + 3).is_some_and(|flags| flags & 0xe0 == 0))
}

/// One gzip member, bounded.
struct Member<R: Read> {
    decoder: GzDecoder<Window<R>>,
    start: u64,
    inflated: u64,
}

impl<R: Read> Read for Member<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.decoder.read(into)?;
        self.inflated += n as u64;
        let packed = self.decoder.get_ref().offset().saturating_sub(self.start).max(1);
        if self.inflated > BOMB_BYTES && self.inflated / packed > BOMB_RATIO {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it swells beyond all measure"));
        }
        Ok(n)
    }
}

/// The page in a record, or why there is none.
fn page(record: record::Record, max_bytes: usize) -> Result<Page, Bad> {
    let record::Record { offset, kind, url, date, content_type, cut, block } = record;
    let fail = |problem| Bad { offset, url: Some(url.clone()).filter(|u| !u.is_empty()), problem };
    let (bytes, content_type) = match kind {
        Kind::Response => {
            let response = http::response(&block, max_bytes).map_err(fail)?;
            (response.body, response.content_type)
        }
        Kind::Resource => (block, content_type),
    };
    http::must_be_html(content_type.as_deref(), &bytes).map_err(fail)?;
    let remark = cut.map(|why| {
        Problem::new("cut", format!("the crawler cut the page (`{why}`); its end is missing")).hint("give the whole page if it matters")
    });
    Ok(Page { offset, url, bytes, content_type, fetched: date, remark })
}

fn bad(offset: u64, problem: Problem) -> Bad {
    Bad { offset, url: None, problem }
}

fn no_member() -> Problem {
    Problem::new("bad_record", "corrupt: there is no gzip member where one should be").hint(record::HINT)
}

fn unreadable(offset: u64, kind: io::ErrorKind) -> Bad {
    bad(offset, Problem::new("unreadable", format!("the archive can't be read from here on: {kind}")).hint("check the disk and the file"))
}
