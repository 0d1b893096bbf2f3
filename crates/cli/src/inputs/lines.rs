//! Lists of articles, one a line, read line by line.

use std::io::{self, BufRead, Read};

pub enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// The next line without its break; a longer one than `max` is passed over without being held.
pub fn next_line(reader: &mut dyn BufRead, max: usize) -> io::Result<Option<Line>> {
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

/// Whether `start` opens with an object that ends on its line, or runs beyond what was read of it.
pub fn looks_like_a_list(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let line = start.split(|&b| b == b'\n').next().unwrap_or(start).trim_ascii_end();
    line.starts_with(b"{")
        && line.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
        && (line.ends_with(b"}") || line.len() == start.len())
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
