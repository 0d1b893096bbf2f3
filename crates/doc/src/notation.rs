//! The test notation: a text with labelled spans in it, `{s1 KCNA} {c1 reported} that {t1 Kim had {c2 said} …}`.
//!
//! A span is `{LABEL words}`; spans nest; `\{`, `\}` and `\\` stand for themselves. `parse` and `print` are inverses.

use thiserror::Error;

use crate::text::{Span, Text};

/// A text and its labelled spans, in the order in which they open.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    pub text: Text,
    pub spans: Vec<(String, Span)>,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum NotationError {
    #[error("`{{` at byte {0} is followed by no label and blank")]
    NoLabel(usize),
    #[error("`}}` at byte {0} closes nothing")]
    ClosesNothing(usize),
    #[error("`{{{0}` is not closed")]
    NotClosed(String),
}

impl Marked {
    /// The spans labelled `label`, in order.
    pub fn labelled<'a>(&'a self, label: &'a str) -> impl Iterator<Item = Span> + 'a {
        self.spans.iter().filter(move |(l, _)| l == label).map(|&(_, s)| s)
    }
}

/// Reads the notation.
///
/// # Errors
/// When braces do not pair up or a label is missing.
pub fn parse(source: &str) -> Result<Marked, NotationError> {
    let mut text = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    let mut rest = source.char_indices();
    while let Some((at, c)) = rest.next() {
        match c {
            '\\' => {
                if let Some((_, escaped)) = rest.next() {
                    text.push(escaped);
                }
            }
            '{' => {
                let tail = &source[at + 1..];
                let length = tail.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(0);
                if length == 0 || !tail[length..].starts_with(' ') {
                    return Err(NotationError::NoLabel(at));
                }
                open.push(found.len());
                found.push((tail[..length].to_owned(), text.len(), usize::MAX));
                rest = source[..].char_indices();
                // Skip the brace, the label and the blank.
                while rest.offset() < at + 1 + length + 1 {
                    rest.next();
                }
            }
            '}' => {
                let i = open.pop().ok_or(NotationError::ClosesNothing(at))?;
                found[i].2 = text.len();
            }
            _ => text.push(c),
        }
    }
    if let Some(i) = open.pop() {
        return Err(NotationError::NotClosed(found.swap_remove(i).0));
    }
    let text = Text::new(text);
    let spans = found
        .into_iter()
        .map(|(label, start, end)| {
            let span = text.span(start, end).unwrap_or_else(|e| unreachable!("built from whole characters: {e}"));
            (label, span)
        })
        .collect();
    Ok(Marked { text, spans })
}

/// Writes the notation. Spans must nest; those that cross are closed and do not come back the same.
pub fn print(marked: &Marked) -> String {
    let mut spans: Vec<(usize, &(String, Span))> = marked.spans.iter().enumerate().collect();
    spans.sort_by_key(|&(i, (_, s))| (s.start(), std::cmp::Reverse(s.end()), i));
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut next = spans.into_iter().peekable();
    let text = marked.text.as_str();
    let boundaries = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
    for (at, c) in boundaries {
        while open.last().is_some_and(|&end| end <= at) && next.peek().is_none_or(|(_, (_, s))| s.start() != at || !s.is_empty()) {
            open.pop();
            out.push('}');
        }
        while let Some((_, (label, span))) = next.next_if(|(_, (_, s))| s.start() == at) {
            out.push('{');
            out.push_str(label);
            out.push(' ');
            if span.is_empty() {
                out.push('}');
            } else {
                open.push(span.end());
            }
        }
        if let Some(c) = c {
            if matches!(c, '{' | '}' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    while open.pop().is_some() {
        out.push('}');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str) {
        assert_eq!(print(&parse(source).unwrap()), source);
    }

    #[test]
    fn round_trip() {
        check("{s1 Ostrava Today} {c1 said} {t1 that {s2 he} {c2 denied} {t2 it}}.");
        check("no spans, \\{braces\\} and a \\\\");
        check("{a “one”}{b two}");
        check("{outer {inner words}}");
    }

    #[test]
    fn finds_the_words() {
        let marked = parse("{s1 Ostrava Today} said {t1 “no”}").unwrap();
        assert_eq!(marked.text.as_str(), "Ostrava Today said “no”");
        let words: Vec<&str> = marked.labelled("t1").map(|s| &marked.text[s]).collect();
        assert_eq!(words, ["“no”"]);
    }

    #[test]
    fn bad_braces_are_told() {
        assert_eq!(parse("{ x}"), Err(NotationError::NoLabel(0)));
        assert_eq!(parse("a }"), Err(NotationError::ClosesNothing(2)));
        assert_eq!(parse("{a b"), Err(NotationError::NotClosed("a".into())));
    }
}
