//! Byte offsets to code points (Python) and UTF-16 units (browsers) and back: the one place where offsets change their unit.

use crate::text::Text;

/// Every `STEP` bytes the running counts are kept, so that a conversion scans at most that far.
const STEP: usize = 256;

/// Offset conversions for one text; building is one pass.
pub struct Offsets<'t> {
    text: &'t str,
    /// What begins before byte `i * STEP`.
    marks: Vec<Counts>,
}

/// Characters that begin in a run of bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    points: u32,
    /// Those of them that take two units in UTF-16.
    pairs: u32,
}

impl Counts {
    /// Looks at first bytes alone, so that the compiler can take many at once.
    fn of(bytes: &[u8]) -> Self {
        let begins = |b: u8| u32::from(b & 0xc0 != 0x80);
        let pair = |b: u8| u32::from(b >= 0xf0);
        bytes.iter().fold(Self::default(), |sum, &b| Self { points: sum.points + begins(b), pairs: sum.pairs + pair(b) })
    }

    fn and(self, other: Self) -> Self {
        Self { points: self.points + other.points, pairs: self.pairs + other.pairs }
    }
}

impl<'t> Offsets<'t> {
    pub fn new(text: &'t Text) -> Self {
        let text = text.as_str();
        let mut marks = Vec::with_capacity(text.len() / STEP + 2);
        let mut sum = Counts::default();
        marks.push(sum);
        for chunk in text.as_bytes().chunks(STEP) {
            sum = sum.and(Counts::of(chunk));
            marks.push(sum);
        }
        Self { text, marks }
    }

    fn counts(&self, byte: usize) -> Counts {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let mark = byte / STEP;
        self.marks[mark].and(Counts::of(&self.text.as_bytes()[mark * STEP..byte]))
    }

    /// Code points before byte `byte`.
    pub fn code_point(&self, byte: usize) -> usize {
        self.counts(byte).points as usize
    }

    /// UTF-16 units before byte `byte`.
    pub fn utf16(&self, byte: usize) -> usize {
        let counts = self.counts(byte);
        (counts.points + counts.pairs) as usize
    }

    /// The byte at which code point `point` starts; `None` beyond the end.
    pub fn byte_of_code_point(&self, point: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|m| m.points as usize <= point).saturating_sub(1);
        let mut points = self.marks[mark].points as usize;
        for (at, &b) in self.text.as_bytes().iter().enumerate().skip(mark * STEP) {
            if b & 0xc0 != 0x80 {
                if points == point {
                    return Some(at);
                }
                points += 1;
            }
        }
        (points == point).then_some(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = Text::new("a“é😀 ".repeat(200));
        let offsets = Offsets::new(&text);
        let s = text.as_str();
        for byte in (0..=s.len()).filter(|&b| s.is_char_boundary(b)) {
            let point = s[..byte].chars().count();
            assert_eq!(offsets.code_point(byte), point);
            assert_eq!(offsets.utf16(byte), s[..byte].encode_utf16().count());
            assert_eq!(offsets.byte_of_code_point(point), Some(byte));
        }
        assert_eq!(offsets.byte_of_code_point(100_000), None);
    }

    #[test]
    fn an_empty_text_has_offset_zero() {
        let text = Text::new("");
        let offsets = Offsets::new(&text);
        assert_eq!((offsets.code_point(0), offsets.utf16(0), offsets.byte_of_code_point(0)), (0, 0, Some(0)));
    }
}
