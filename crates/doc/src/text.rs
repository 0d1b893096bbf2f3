//! The immutable text of one article and spans that are views over it.

use std::fmt;
use std::ops::Index;
use std::sync::Arc;

use thiserror::Error;

/// A text that never changes after ingest. Cloning is cheap.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    content: Arc<str>,
    tag: u32,
}

/// A half-open byte range `[start, end)` of one [`Text`], on character boundaries.
///
/// A span remembers which text it was made over; another text refuses it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
    tag: u32,
}

/// Why a span could not be made or read.
#[derive(Debug, Error, PartialEq, Eq, Clone, Copy)]
pub enum SpanError {
    #[error("span {start}..{end} ends before it starts")]
    Backwards { start: usize, end: usize },
    #[error("span {start}..{end} is outside a text of {len} bytes")]
    Outside { start: usize, end: usize, len: usize },
    #[error("span {start}..{end} cuts a character")]
    CutsCharacter { start: usize, end: usize },
    #[error("span belongs to another text")]
    OtherText,
}

impl Text {
    /// Longest text that offsets can address, in bytes.
    pub const MAX_LEN: usize = u32::MAX as usize;

    /// Takes over `content`. A text beyond [`Text::MAX_LEN`] is cut there at a character boundary; ingest refuses such input long before.
    pub fn new(content: impl Into<Arc<str>>) -> Self {
        let mut content: Arc<str> = content.into();
        if content.len() > Self::MAX_LEN {
            content = content[..content.floor_char_boundary(Self::MAX_LEN)].into();
        }
        let tag = fnv1a(content.as_bytes());
        Self { content, tag }
    }

    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The span of bytes `start..end`.
    ///
    /// # Errors
    /// When the range is backwards, outside the text, or cuts a character.
    pub fn span(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        if start > end {
            return Err(SpanError::Backwards { start, end });
        }
        if end > self.len() {
            return Err(SpanError::Outside { start, end, len: self.len() });
        }
        if !self.content.is_char_boundary(start) || !self.content.is_char_boundary(end) {
            return Err(SpanError::CutsCharacter { start, end });
        }
        // Both fit: `new` bounds the text by `MAX_LEN`.
        Ok(Span { start: start as u32, end: end as u32, tag: self.tag })
    }

    /// The span of the whole text.
    pub fn whole(&self) -> Span {
        Span { start: 0, end: self.len() as u32, tag: self.tag }
    }

    /// The words of `span`.
    ///
    /// # Errors
    /// [`SpanError::OtherText`] when `span` was made over another text.
    pub fn get(&self, span: Span) -> Result<&str, SpanError> {
        if span.tag != self.tag {
            return Err(SpanError::OtherText);
        }
        self.content.get(span.range()).ok_or(SpanError::OtherText)
    }

    /// `span` without white space at both ends.
    pub fn trim(&self, span: Span) -> Span {
        let words = &self[span];
        let start = span.start() + (words.len() - words.trim_start().len());
        let end = (start + words.trim().len()).max(start);
        Span { start: start as u32, end: end as u32, tag: self.tag }
    }
}

impl Index<Span> for Text {
    type Output = str;

    /// # Panics
    /// When the span belongs to another text: our bug, never the input's.
    fn index(&self, span: Span) -> &str {
        match self.get(span) {
            Ok(words) => words,
            Err(error) => panic!("{error}"),
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.len())
    }
}

impl Span {
    pub fn start(self) -> usize {
        self.start as usize
    }

    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies wholly within this span (spans of two texts never do).
    pub fn contains(self, other: Span) -> bool {
        self.tag == other.tag && self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Span) -> bool {
        self.tag == other.tag && self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    ///
    /// # Errors
    /// [`SpanError::OtherText`] when they belong to two texts.
    pub fn cover(self, other: Span) -> Result<Span, SpanError> {
        if self.tag != other.tag {
            return Err(SpanError::OtherText);
        }
        Ok(Span { start: self.start.min(other.start), end: self.end.max(other.end), tag: self.tag })
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// FNV-1a, 32 bit (Fowler, Noll, Vo): tells two texts apart, guards against mix-ups and not against attackers.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_hold_their_promises() {
        let text = Text::new("“Kyiv”, she said");
        assert_eq!(text.span(3, 1), Err(SpanError::Backwards { start: 3, end: 1 }));
        assert_eq!(text.span(0, 99), Err(SpanError::Outside { start: 0, end: 99, len: text.len() }));
        assert_eq!(text.span(1, 3), Err(SpanError::CutsCharacter { start: 1, end: 3 }));
        let kyiv = text.span(3, 7).unwrap();
        assert_eq!(&text[kyiv], "Kyiv");
        assert!(text.whole().contains(kyiv) && kyiv.overlaps(text.whole()));
    }

    #[test]
    fn a_span_of_another_text_is_refused() {
        let (a, b) = (Text::new("one text"), Text::new("another text"));
        let span = a.span(0, 3).unwrap();
        assert_eq!(b.get(span), Err(SpanError::OtherText));
        assert_eq!(span.cover(b.whole()), Err(SpanError::OtherText));
        assert!(!b.whole().contains(span));
    }

    #[test]
    fn trim_leaves_no_white_space() {
        let text = Text::new("  said \n ");
        assert_eq!(&text[text.trim(text.whole())], "said");
        let blank = text.span(6, 9).unwrap();
        assert!(text.trim(blank).is_empty());
    }
}
