//! What the user named, read one at a time: files, folders, globs, stdin and URLs; lists line by line, archives record by record, and for
//! `sayso ingest` the articles that feeds lead to.

mod find;
mod lines;
mod sources;

use std::cell::Cell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

use sayso_app::corpus::Fetch;
use sayso_app::{Given, InputFormat, Source, Unread, feed, sniff, warc};
use sayso_doc::Problem;
use url::Url;

use self::lines::{Line, looks_like_a_list, next_line};
use self::sources::Counting;
use crate::fetch::{Fetched, Fetcher, Memory, Trust};

/// Pages among which one is looked for whose host may be asked at once.
const LOOK_AHEAD: usize = 1_000;

/// One input's bytes, or why it has none.
pub type Read1 = Result<Source, Unread>;

/// How inputs are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// Largest input, line of a list or page of an archive.
    pub max_bytes: usize,
    /// Longest wait for a page.
    pub timeout: Duration,
    /// Read the feeds of a list, and fetch the articles that a feed links to.
    pub follow: bool,
}

/// All inputs in the order in which they were named, read as they are drawn.
pub struct Inputs {
    reading: Reading,
    waiting: VecDeque<Named>,
    /// What is being read bit by bit.
    open: Option<Open>,
    fetcher: Option<Fetcher>,
    memory: Option<Memory>,
    /// Bytes of all files, where files are all there is; and how many were read.
    total: Option<u64>,
    read: Rc<Cell<u64>>,
    /// Pages that were not fetched again since they are as they were.
    pub unchanged: usize,
}

enum Open {
    /// With its origin and the number of lines read.
    List(Box<dyn BufRead>, String, usize),
    /// With its origin and the number of records told.
    Archive(Box<warc::Reader<Box<dyn Read>>>, String, usize),
}

enum Named {
    File(PathBuf),
    Stdin,
    Url(String),
    Linked(Box<Linked>),
    Ready(Source),
    Missing(Unread),
}

/// An address that a feed or a list of feeds leads to.
struct Linked {
    url: String,
    given: Given,
    /// Where the feed itself came from.
    from: Option<Url>,
    /// The feed's own address or path.
    by: String,
    /// It should be a feed itself.
    is_feed: bool,
}

impl Inputs {
    /// Finds what `named` stands for; reads nothing yet. `memory` is what earlier runs know of pages on the web.
    pub fn find(named: &[String], reading: Reading, memory: Memory) -> Self {
        let mut waiting = VecDeque::new();
        for name in named {
            find::find(name, &mut waiting);
        }
        let sizes = waiting.iter().map(|n| match n {
            Named::File(path) => std::fs::metadata(path).map(|m| m.len()).ok(),
            Named::Missing(_) => Some(0),
            _ => None,
        });
        let total = sizes.sum::<Option<u64>>().filter(|t| *t > 0);
        Self { reading, waiting, open: None, fetcher: None, memory: Some(memory), total, read: Rc::default(), unchanged: 0 }
    }

    /// How much of all input was read, 0 to 1, where that is known.
    pub fn through(&self) -> Option<f64> {
        self.total.map(|total| (self.read.get() as f64 / total as f64).min(1.0))
    }

    /// What servers said of the pages that were fetched.
    pub fn fetched(&mut self) -> Vec<Fetch> {
        self.fetcher.as_mut().map(|f| std::mem::take(&mut f.memory.fetched)).unwrap_or_default()
    }

    fn start(&mut self, named: Named) -> Option<Read1> {
        match named {
            Named::Missing(unread) => Some(Err(unread)),
            Named::Ready(source) => Some(Ok(source)),
            Named::Url(url) => {
                let fetched = self.fetcher().fetch(&url, Trust::Named, None);
                match fetched {
                    Ok(Fetched::Page(source)) => self.whole_or_expanded(*source, &url),
                    Ok(Fetched::Unchanged) => self.pass_over(),
                    Err(problem) => failed(url, problem),
                }
            }
            Named::Linked(linked) => self.fetch_linked(*linked),
            Named::Stdin => self.read_stream("-".to_owned(), "-", Box::new(BufReader::new(io::stdin()))),
            Named::File(path) => {
                let origin = path.display().to_string();
                match File::open(&path) {
                    Err(e) => failed(origin, unreadable(&e)),
                    Ok(file) => {
                        let counting = Counting::new(file, self.read.clone());
                        self.read_stream(origin.clone(), &origin, Box::new(BufReader::with_capacity(64 << 10, counting)))
                    }
                }
            }
        }
    }

    /// Begins to read a list or an archive, else reads all there is. `name` tells the kind where the bytes don't.
    fn read_stream(&mut self, origin: String, name: &str, mut reader: Box<dyn BufRead>) -> Option<Read1> {
        let start = match reader.fill_buf() {
            Ok(start) => start,
            Err(e) => return failed(origin, unreadable(&e)),
        };
        let format = sniff(start, name, None);
        if format == InputFormat::Warc {
            let records = warc::Reader::new(Box::new(reader) as Box<dyn Read>, self.reading.max_bytes);
            self.open = Some(Open::Archive(Box::new(records), origin, 0));
            return None;
        }
        if start.starts_with(b"\x1f\x8b") {
            let inner = name.strip_suffix(".gz").unwrap_or(name).to_owned();
            let unpacked = BufReader::with_capacity(64 << 10, flate2::bufread::MultiGzDecoder::new(reader));
            return self.read_unpacked(origin, &inner, unpacked);
        }
        let is_list = find::is_list(name) || format == InputFormat::Jsonl || name == "-" && looks_like_a_list(start);
        if is_list && format != InputFormat::JsonFeed {
            self.open = Some(Open::List(reader, origin, 0));
            return None;
        }
        self.read_whole(origin, reader)
    }

    /// The same for what was packed; what is packed twice is refused.
    fn read_unpacked(&mut self, origin: String, name: &str, mut reader: impl BufRead + 'static) -> Option<Read1> {
        match reader.fill_buf() {
            Err(e) => failed(origin, unreadable(&e)),
            Ok(start) if start.starts_with(b"\x1f\x8b") => {
                let problem = Problem::new("binary", "it is packed more than once").hint("unpack it and give what is in it");
                failed(origin, problem)
            }
            Ok(_) => self.read_stream(origin, name, Box::new(reader)),
        }
    }

    fn read_whole(&mut self, origin: String, reader: impl Read) -> Option<Read1> {
        let (mut bytes, max) = (Vec::new(), self.reading.max_bytes);
        match reader.take(max as u64 + 1).read_to_end(&mut bytes) {
            Err(e) => failed(origin, unreadable(&e)),
            Ok(n) if n > max => failed(origin, too_large(max)),
            Ok(_) => {
                let asked_for = origin.clone();
                self.whole_or_expanded(Source { origin, bytes, ..Source::default() }, &asked_for)
            }
        }
    }

    fn pass_over(&mut self) -> Option<Read1> {
        self.unchanged += 1;
        None
    }

    /// Which of the inputs to come is next: the first, or while its host must not be asked yet, the first page of another one.
    fn soonest(&self) -> usize {
        // Ledgers are written in the order in which their articles were named.
        let Some(fetcher) = self.fetcher.as_ref().filter(|_| self.reading.follow) else { return 0 };
        let now = Instant::now();
        let waits = self.waiting.iter().take(LOOK_AHEAD).map_while(|named| match named {
            Named::Url(url) => Some(fetcher.wait(url, now)),
            Named::Linked(linked) => Some(fetcher.wait(&linked.url, now)),
            Named::File(_) | Named::Stdin | Named::Ready(_) | Named::Missing(_) => None,
        });
        let mut best = (0, Duration::MAX);
        for (i, wait) in waits.enumerate() {
            if wait.is_zero() {
                return i;
            }
            if wait < best.1 {
                best = (i, wait);
            }
        }
        best.0
    }

    fn fetcher(&mut self) -> &mut Fetcher {
        let Reading { max_bytes, timeout, follow: _ } = self.reading;
        let memory = self.memory.take();
        self.fetcher.get_or_insert_with(|| Fetcher::new(max_bytes, timeout, memory.unwrap_or_default()))
    }

    fn fetch_linked(&mut self, linked: Linked) -> Option<Read1> {
        let Linked { url, given, from, by, is_feed } = linked;
        // Without a date there is nothing that would change with the page.
        let date = given.updated.as_ref().or(given.published.as_ref());
        let stamp = date.map(|d| format!("{d} {}", given.title.as_deref().unwrap_or_default()));
        let fetched = self.fetcher().fetch(&url, Trust::Linked(from.as_ref()), stamp.as_deref());
        match fetched {
            Ok(Fetched::Unchanged) => self.pass_over(),
            Ok(Fetched::Page(source)) if is_feed => self.whole_or_expanded(*source, &url),
            Ok(Fetched::Page(source)) => {
                let given = Given { url: Some(source.origin.clone()), ..given };
                Some(Ok(Source { given: Some(given), ..*source }))
            }
            Err(problem) => {
                // Were the feed remembered, it would lead nobody to this page again.
                self.fetcher().memory.fetched.retain(|f| f.url != by);
                failed(url, problem)
            }
        }
    }

    /// The source itself; or nothing, where it is a feed or a list of feeds whose articles come next. `asked_for` is how it was named.
    fn whole_or_expanded(&mut self, source: Source, asked_for: &str) -> Option<Read1> {
        if !self.reading.follow {
            return Some(Ok(source));
        }
        let Source { origin, bytes, content_type, .. } = &source;
        let from = Url::parse(origin).ok().filter(|u| matches!(u.scheme(), "http" | "https"));
        let linked = |url: String, given: Given, is_feed: bool| {
            Named::Linked(Box::new(Linked { url, given, from: from.clone(), by: asked_for.to_owned(), is_feed }))
        };
        let missing = |line, problem| Named::Missing(Unread { origin: origin.clone(), line, problem });
        let next: Vec<Named> = match sniff(bytes, origin, content_type.as_deref()) {
            InputFormat::Feed | InputFormat::JsonFeed => {
                let feed = feed::of_bytes(bytes, origin, content_type.as_deref());
                let problem = feed.problem().map(|p| missing(None, p));
                let entries = feed.entries.into_iter().map(|entry| match (entry.line(), entry.given.url.clone()) {
                    (Some(line), _) => Named::Ready(Source {
                        origin: origin.clone(),
                        line: Some(entry.number),
                        bytes: line.into_bytes(),
                        ..Source::default()
                    }),
                    (None, Some(url)) => linked(url, entry.given, false),
                    (None, None) => missing(
                        Some(entry.number),
                        Problem::new("no_article", "the entry has neither text nor link").hint("tell the outlet that its feed is broken"),
                    ),
                });
                entries.chain(problem).collect()
            }
            InputFormat::Opml => {
                let (feeds, broken) = feed::outlines_of_bytes(bytes, content_type.as_deref());
                let none = feeds.is_empty().then(|| "it names no feeds".to_owned());
                let problem = broken.or(none).map(|why| {
                    let problem = Problem::new("bad_list", format!("the list of feeds can't be read: {why}"));
                    missing(None, problem.hint("export it once more from your feed reader"))
                });
                // A list on this machine is the user's own.
                let one = |o: feed::Outline| if from.is_none() { Named::Url(o.url) } else { linked(o.url, Given::default(), true) };
                feeds.into_iter().map(one).chain(problem).collect()
            }
            _ => return Some(Ok(source)),
        };
        next.into_iter().rev().for_each(|n| self.waiting.push_front(n));
        None
    }

    /// The next line or record of what is open; nothing at its end.
    fn go_on(&mut self) -> Option<Read1> {
        let max = self.reading.max_bytes;
        match self.open.as_mut()? {
            Open::List(reader, origin, lines) => loop {
                *lines += 1;
                let failed = |problem| Some(Err(Unread { origin: origin.clone(), line: Some(*lines), problem }));
                match next_line(reader.as_mut(), max) {
                    Ok(None) => break,
                    Ok(Some(Line::Whole(bytes))) if bytes.trim_ascii().is_empty() => {}
                    Ok(Some(Line::Whole(bytes))) => {
                        return Some(Ok(Source { origin: origin.clone(), line: Some(*lines), bytes, ..Source::default() }));
                    }
                    Ok(Some(Line::TooLong)) => return failed(too_large(max)),
                    Err(e) => {
                        let failed = failed(unreadable(&e));
                        self.open = None;
                        return failed;
                    }
                }
            },
            Open::Archive(records, origin, told) => {
                *told += 1;
                match records.next() {
                    // An archive without any page should not pass in silence.
                    None if *told == 1 => {
                        let problem = Problem::new("no_article", "the archive has no page in it").hint("only HTML responses are read");
                        let origin = origin.clone();
                        self.open = None;
                        return failed(origin, problem);
                    }
                    None => {}
                    Some(Ok(page)) => {
                        let given = Given { url: Some(page.url), ..Given::default() };
                        return Some(Ok(Source {
                            origin: origin.clone(),
                            line: Some(*told),
                            bytes: page.bytes,
                            content_type: page.content_type.or(Some("text/html".to_owned())),
                            given: Some(given),
                        }));
                    }
                    Some(Err(warc::Bad { offset, url, mut problem })) => {
                        let what = url.map_or_else(String::new, |u| format!(" ({u})"));
                        problem.message = format!("record at byte {offset}{what}: {}", problem.message);
                        return Some(Err(Unread { origin: origin.clone(), line: Some(*told), problem }));
                    }
                }
            }
        }
        self.open = None;
        None
    }
}

impl Iterator for Inputs {
    type Item = Read1;

    fn next(&mut self) -> Option<Read1> {
        loop {
            if let Some(read) = self.go_on() {
                return Some(read);
            }
            let named = self.waiting.remove(self.soonest())?;
            if let Some(read) = self.start(named) {
                return Some(read);
            }
        }
    }
}

fn failed(origin: String, problem: Problem) -> Option<Read1> {
    Some(Err(Unread { origin, line: None, problem }))
}

pub fn too_large(max_bytes: usize) -> Problem {
    let (now, twice) = (in_words(max_bytes), in_words(max_bytes.saturating_mul(2)));
    Problem::new("too_large", format!("larger than {now}")).hint(format!("raise the limit, for instance with `--max-size {twice}`"))
}

/// A size as `--max-size` takes it.
pub fn in_words(bytes: usize) -> String {
    match bytes {
        b if b >= 1 << 30 && b % (1 << 30) == 0 => format!("{}GB", b >> 30),
        b if b >= 1 << 20 && b % (1 << 20) == 0 => format!("{}MB", b >> 20),
        b if b >= 1 << 10 && b % (1 << 10) == 0 => format!("{}kB", b >> 10),
        b => format!("{b}B"),
    }
}

/// What the system said, in house style.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "part of the path is not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => {
            // Without the number, which helps nobody: `connection refused (os error 111)`.
            let said = error.to_string();
            let said = said.split(" (os error").next().unwrap_or_default();
            let mut letters = said.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
    }
}

fn unreadable(error: &io::Error) -> Problem {
    Problem::new("unreadable", format!("can't be read: {}", why(error)))
}
