//! Word pieces of an uncased BERT vocabulary: greedy longest match (Wu et al., 2016).

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word is unknown.
const MAX_WORD_CHARS: usize = 100;

/// Vocabulary: pieces that start a word and pieces that continue one.
pub struct WordPiece {
    start: FxHashMap<Box<str>, u32>,
    inner: FxHashMap<Box<str>, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    pub unknown: u32,
    pub cls: u32,
    pub sep: u32,
}

impl WordPiece {
    /// Reads a vocabulary, one piece a line, `##` before those that continue a word; `None` when a special piece is missing.
    pub fn new(vocabulary: &str) -> Option<Self> {
        let (mut start, mut inner) = (FxHashMap::<Box<str>, u32>::default(), FxHashMap::<Box<str>, u32>::default());
        for (id, piece) in vocabulary.lines().enumerate() {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => inner.insert(rest.into(), id as u32),
                _ => start.insert(piece.into(), id as u32),
            };
        }
        let special = |name: &str| start.get(name).copied();
        let (unknown, cls, sep) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        let longest = start.keys().chain(inner.keys()).map(|p| p.len()).max()?;
        Some(Self { start, inner, longest, unknown, cls, sep })
    }

    /// Appends the pieces of `word` to `out`; `buffer` is scratch.
    pub fn pieces(&self, word: &str, buffer: &mut String, out: &mut Vec<u32>) {
        buffer.clear();
        if word.is_ascii() {
            buffer.push_str(word);
            buffer.make_ascii_lowercase();
        } else {
            buffer.extend(word.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)));
        }
        let begin_of = out.len();
        // No more characters than bytes: most words need no counting.
        if buffer.is_empty() || buffer.len() > MAX_WORD_CHARS && buffer.chars().count() > MAX_WORD_CHARS {
            out.push(self.unknown);
            return;
        }
        let mut begin = 0;
        while begin < buffer.len() {
            let pieces = if begin == 0 { &self.start } else { &self.inner };
            let mut end = buffer.floor_char_boundary(buffer.len().min(begin + self.longest));
            let id = loop {
                if let Some(&id) = pieces.get(&buffer[begin..end]) {
                    break Some(id);
                }
                end = buffer.floor_char_boundary(end - 1);
                if end <= begin {
                    break None;
                }
            };
            let Some(id) = id else {
                out.truncate(begin_of);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            begin = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expect: &[u32]) {
        let vocabulary = WordPiece::new("[PAD]\n[UNK]\n[CLS]\n[SEP]\ntele\n##gram\n##s\nemile\n“").unwrap();
        let mut out = vec![99];
        vocabulary.pieces(word, &mut String::new(), &mut out);
        assert_eq!(out[1..], *expect, "{word}");
    }

    #[test]
    fn longest_match_first() {
        check("Telegrams", &[4, 5, 6]);
        check("Émile", &[7]);
        check("“", &[8]);
    }

    #[test]
    fn what_does_not_fit_is_unknown_as_a_whole() {
        check("telex", &[1]);
        check(&"s".repeat(101), &[1]);
        check("\u{301}", &[1]);
    }

    #[test]
    fn a_vocabulary_without_specials_is_refused() {
        assert!(WordPiece::new("a\nb").is_none());
    }
}
