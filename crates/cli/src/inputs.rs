//! What the user named, found and read one at a time: files, folders, globs, stdin and URLs; lists line by line.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sayso_app::Source;
use sayso_doc::Problem;

use crate::fetch::Fetcher;

/// What a folder is searched for.
const EXTENSIONS: [&str; 5] = ["html", "htm", "txt", "json", "jsonl"];

/// Folders within folders; deeper ones are a mistake or a trap.
const DEEPEST: usize = 64;

/// One input's bytes, or why it has none.
pub type Read1 = Result<Source, (String, Problem)>;

/// All inputs in the order in which they were named, read as they are drawn.
pub struct Inputs {
    max_bytes: usize,
    timeout: Duration,
    waiting: VecDeque<Named>,
    /// The list that is being read, with its origin and the number of lines read.
    list: Option<(Box<dyn BufRead>, String, usize)>,
    fetcher: Option<Fetcher>,
}

enum Named {
    File(PathBuf),
    Stdin,
    Url(String),
    Missing(String, Problem),
}

impl Inputs {
    /// Finds what `named` stands for; reads nothing yet.
    pub fn find(named: &[String], max_bytes: usize, timeout: Duration) -> Self {
        let mut waiting = VecDeque::new();
        for name in named {
            find(name, &mut waiting);
        }
        Self { max_bytes, timeout, waiting, list: None, fetcher: None }
    }

    fn open(&mut self, named: Named) -> Option<Read1> {
        match named {
            Named::Missing(origin, problem) => Some(Err((origin, problem))),
            Named::Url(url) => {
                let (max_bytes, timeout) = (self.max_bytes, self.timeout);
                let fetcher = self.fetcher.get_or_insert_with(|| Fetcher::new(max_bytes, timeout));
                Some(fetcher.fetch(&url).map_err(|problem| (url, problem)))
            }
            Named::Stdin => {
                let mut reader = BufReader::new(io::stdin());
                let start = reader.fill_buf().map(<[u8]>::to_vec);
                match start {
                    Err(e) => Some(Err(("-".to_owned(), unreadable(&e)))),
                    Ok(start) if looks_like_a_list(&start) => {
                        self.list = Some((Box::new(reader), "-".to_owned(), 0));
                        None
                    }
                    Ok(_) => Some(self.whole("-".to_owned(), reader)),
                }
            }
            Named::File(path) => {
                let origin = path.display().to_string();
                match File::open(&path) {
                    Err(e) => Some(Err((origin, unreadable(&e)))),
                    Ok(file) if is_list(&path) => {
                        self.list = Some((Box::new(BufReader::new(file)), origin, 0));
                        None
                    }
                    Ok(file) => Some(self.whole(origin, file)),
                }
            }
        }
    }

    fn whole(&self, origin: String, reader: impl Read) -> Read1 {
        let mut bytes = Vec::new();
        match reader.take(self.max_bytes as u64 + 1).read_to_end(&mut bytes) {
            Err(e) => Err((origin, unreadable(&e))),
            Ok(n) if n > self.max_bytes => Err((origin, too_large(self.max_bytes))),
            Ok(_) => Ok(Source { origin, line: None, bytes, content_type: None }),
        }
    }
}

impl Iterator for Inputs {
    type Item = Read1;

    fn next(&mut self) -> Option<Read1> {
        loop {
            if let Some((reader, origin, lines)) = &mut self.list {
                *lines += 1;
                match next_line(reader.as_mut(), self.max_bytes) {
                    Ok(None) => self.list = None,
                    Ok(Some(Line::Whole(bytes))) if bytes.trim_ascii().is_empty() => {}
                    Ok(Some(Line::Whole(bytes))) => {
                        return Some(Ok(Source { origin: origin.clone(), line: Some(*lines), bytes, content_type: None }));
                    }
                    Ok(Some(Line::TooLong)) => return Some(Err((format!("{origin}:{lines}"), too_large(self.max_bytes)))),
                    Err(e) => {
                        let place = format!("{origin}:{lines}");
                        self.list = None;
                        return Some(Err((place, unreadable(&e))));
                    }
                }
            } else {
                let named = self.waiting.pop_front()?;
                if let Some(read) = self.open(named) {
                    return Some(read);
                }
            }
        }
    }
}

enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// The next line without its break; a longer one than `max` is passed over without being held.
fn next_line(reader: &mut dyn BufRead, max: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    // One more for the break.
    reader.take(max as u64 + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(Line::Whole(line)));
    }
    if line.len() <= max {
        return Ok(Some(Line::Whole(line)));
    }
    drop(line);
    reader.skip_until(b'\n')?;
    Ok(Some(Line::TooLong))
}

fn find(name: &str, found: &mut VecDeque<Named>) {
    if name == "-" {
        found.push_back(Named::Stdin);
        return;
    }
    if name.starts_with("http://") || name.starts_with("https://") {
        found.push_back(Named::Url(name.to_owned()));
        return;
    }
    let path = Path::new(name);
    if path.is_dir() {
        find_in_folder(path, name, found);
    } else if path.exists() {
        found.push_back(Named::File(path.to_owned()));
    } else if name.contains(['*', '?', '[']) {
        find_by_glob(name, found);
    } else {
        let problem =
            Problem::new("not_found", "no such file or folder").hint("give a file, a folder, a 'glob*', an http(s) URL, or `-` for stdin");
        found.push_back(Named::Missing(name.to_owned(), problem));
    }
}

fn find_in_folder(folder: &Path, name: &str, found: &mut VecDeque<Named>) {
    let before = found.len();
    walk(folder, 0, found);
    if found.len() == before {
        let problem = Problem::new("empty_folder", "no articles in this folder")
            .hint("a folder is searched for .html, .htm, .txt, .json and .jsonl; name files of other kinds one by one");
        found.push_back(Named::Missing(name.to_owned(), problem));
    }
}

/// Files in the order of their names; hidden ones and links to folders are passed over.
fn walk(folder: &Path, depth: usize, found: &mut VecDeque<Named>) {
    let origin = || folder.display().to_string();
    if depth > DEEPEST {
        found.push_back(Named::Missing(origin(), Problem::new("too_deep", format!("folders are more than {DEEPEST} deep"))));
        return;
    }
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(e) => {
            found.push_back(Named::Missing(origin(), unreadable(&e)));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        if path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, depth + 1, found);
            }
        } else if path.extension().is_some_and(|e| EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known))) {
            found.push_back(Named::File(path));
        }
    }
}

fn find_by_glob(pattern: &str, found: &mut VecDeque<Named>) {
    let failed = |problem| Named::Missing(pattern.to_owned(), problem);
    let paths = match glob::glob(pattern) {
        Ok(paths) => paths,
        Err(e) => {
            let problem = Problem::new("bad_glob", format!("no such file, and not a pattern: {}", e.msg))
                .hint("`*` stands for any name, `**` for any folders, `[ab]` for one of these letters");
            found.push_back(failed(problem));
            return;
        }
    };
    let before = found.len();
    for path in paths {
        match path {
            Ok(path) if path.is_dir() => walk(&path, 0, found),
            Ok(path) => found.push_back(Named::File(path)),
            Err(e) => found.push_back(Named::Missing(e.path().display().to_string(), unreadable(e.error()))),
        }
    }
    if found.len() == before {
        found.push_back(failed(
            Problem::new("not_found", "nothing matches this pattern").hint("`*` does not cross folders; `**/*.html` does"),
        ));
    }
}

fn is_list(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"))
}

/// Whether `start` opens with an object that ends on its line, or runs beyond what was read of it.
fn looks_like_a_list(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let line = start.split(|&b| b == b'\n').next().unwrap_or(start).trim_ascii_end();
    line.starts_with(b"{")
        && line.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
        && (line.ends_with(b"}") || line.len() == start.len())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], max: usize) -> Vec<Option<String>> {
        let mut reader = bytes;
        let mut out = Vec::new();
        while let Some(line) = next_line(&mut reader, max).unwrap() {
            out.push(match line {
                Line::Whole(bytes) => Some(String::from_utf8(bytes).unwrap()),
                Line::TooLong => None,
            });
        }
        out
    }

    #[test]
    fn a_long_line_is_passed_over() {
        let told = |words: &[&str]| words.iter().map(|w| (*w != "!").then(|| (*w).to_owned())).collect::<Vec<_>>();
        assert_eq!(lines(b"one\ntwotwotwo\n\nthree", 5), told(&["one", "!", "", "three"]));
        assert_eq!(lines(b"fives\nsixsix", 5), told(&["fives", "!"]));
        assert_eq!(lines(b"", 5), told(&[]));
    }

    #[test]
    fn lists_on_stdin_are_told_by_their_first_line() {
        for list in ["{\"id\":1}\n{\"id\":2}", "\u{feff} { \"text\": \"a\"}", "{\"text\":\"runs beyond the buffer"] {
            assert!(looks_like_a_list(list.as_bytes()), "{list}");
        }
        for other in ["<p>", "{\n\"text\": \"a\"\n}", "", "{{curly}} text\nmore"] {
            assert!(!looks_like_a_list(other.as_bytes()), "{other}");
        }
    }
}
