//! Byte offsets to code points (Python) and UTF-16 units (browsers) and back: the one place where offsets change their unit.

use crate::text::Text;

/// Every `STEP` bytes the running counts are kept, so that a conversion scans at most that far.
const STEP: usize = 256;

/// Offset conversions for one text; building is one pass.
pub struct Offsets<'t> {
    text: &'t str,
    /// (code points, UTF-16 units) before byte `i * STEP`, counted at the character boundary at or below it.
    marks: Vec<(u32, u32)>,
}

impl<'t> Offsets<'t> {
    pub fn new(text: &'t Text) -> Self {
        let text = text.as_str();
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let (mut points, mut units) = (0, 0);
        for (byte, c) in text.char_indices() {
            while marks.len() * STEP <= byte {
                marks.push((points, units));
            }
            // A mark inside this character counts up to the character's start.
            while marks.len() * STEP < byte + c.len_utf8() {
                marks.push((points, units));
            }
            points += 1;
            units += c.len_utf16() as u32;
        }
        while marks.len() * STEP <= text.len() {
            marks.push((points, units));
        }
        Self { text, marks }
    }

    fn counts(&self, byte: usize) -> (u32, u32) {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let mark = byte / STEP;
        let (mut points, mut units) = self.marks[mark];
        let from = self.text.floor_char_boundary(mark * STEP);
        for c in self.text[from..byte].chars() {
            points += 1;
            units += c.len_utf16() as u32;
        }
        (points, units)
    }

    /// Code points before byte `byte`.
    pub fn code_point(&self, byte: usize) -> usize {
        self.counts(byte).0 as usize
    }

    /// UTF-16 units before byte `byte`.
    pub fn utf16(&self, byte: usize) -> usize {
        self.counts(byte).1 as usize
    }

    /// The byte at which code point `point` starts; `None` beyond the end.
    pub fn byte_of_code_point(&self, point: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|&(p, _)| p as usize <= point).saturating_sub(1);
        let mut at = self.text.floor_char_boundary(mark * STEP);
        let mut points = self.marks[mark].0 as usize;
        for c in self.text[at..].chars() {
            if points == point {
                return Some(at);
            }
            points += 1;
            at += c.len_utf8();
        }
        (points == point).then_some(at)
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
