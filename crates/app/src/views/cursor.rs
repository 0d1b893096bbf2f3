//! Where a list goes on: the place of the last one shown, so that what comes in meanwhile moves nothing.

use super::ViewError;
use crate::hex::hex;

/// Opaque to whoever carries it: a list gave it out as `next`, and takes it back as `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(String);

/// The list that a cursor belongs to, with its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List(pub u8);

/// One part of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Number(i64),
    Words(String),
}

/// Longer ones are none of ours.
const LONGEST: usize = 4096;

impl Cursor {
    /// What came in from outside.
    ///
    /// # Errors
    /// When it is no cursor of ours.
    pub fn parse(typed: &str) -> Result<Self, ViewError> {
        if typed.len() <= LONGEST && read(typed).is_some() { Ok(Self(typed.to_owned())) } else { Err(ViewError::Cursor) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn new(list: List, parts: &[Part]) -> Self {
        let mut bytes = vec![list.0];
        for part in parts {
            match part {
                Part::Number(n) => {
                    bytes.push(0);
                    bytes.extend(n.to_be_bytes());
                }
                Part::Words(words) => {
                    // A name so long is cut: the list goes on a little before its place, which loses nothing.
                    let mut end = words.len().min(1024);
                    while !words.is_char_boundary(end) {
                        end -= 1;
                    }
                    bytes.push(1);
                    bytes.extend((end as u16).to_be_bytes());
                    bytes.extend(&words.as_bytes()[..end]);
                }
            }
        }
        let check = check(&bytes);
        bytes.push(check);
        Self(hex(&bytes))
    }

    /// The parts of a cursor of this list.
    pub(crate) fn of(&self, list: List) -> Result<Vec<Part>, ViewError> {
        read(&self.0).filter(|(of, _)| *of == list).map(|(_, parts)| parts).ok_or(ViewError::Cursor)
    }
}

/// Tells a slip of the hand, not a forger: a forged place harms nobody.
fn check(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0x5a, |sum: u8, b| sum.rotate_left(3) ^ b)
}

fn read(text: &str) -> Option<(List, Vec<Part>)> {
    let digit = |b: u8| char::from(b).to_digit(16).filter(|_| !b.is_ascii_uppercase());
    let pairs = text.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> = pairs.map(|p| Some((digit(*p.first()?)? * 16 + digit(*p.get(1)?)?) as u8)).collect();
    let bytes = bytes?;
    let (sum, bytes) = bytes.split_last()?;
    if check(bytes) != *sum {
        return None;
    }
    let (list, mut rest) = bytes.split_first()?;
    let mut parts = Vec::new();
    while let Some((kind, after)) = rest.split_first() {
        rest = match kind {
            0 => {
                let (number, after) = after.split_first_chunk::<8>()?;
                parts.push(Part::Number(i64::from_be_bytes(*number)));
                after
            }
            1 => {
                let (length, after) = after.split_first_chunk::<2>()?;
                let (words, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
                parts.push(Part::Words(std::str::from_utf8(words).ok()?.to_owned()));
                after
            }
            _ => return None,
        };
    }
    Some((List(*list), parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back() {
        let parts = [Part::Number(-7), Part::Words("Café".to_owned()), Part::Number(i64::MAX)];
        let cursor = Cursor::new(List(3), &parts);
        assert_eq!(Cursor::parse(cursor.as_str()).unwrap(), cursor);
        assert_eq!(cursor.of(List(3)).unwrap(), parts);
        assert!(cursor.of(List(4)).is_err(), "another list's");
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let good = Cursor::new(List(1), &[Part::Number(9)]);
        let mut slipped = good.as_str().to_owned();
        slipped.replace_range(6..7, if &slipped[6..7] == "1" { "2" } else { "1" });
        for bad in
            ["", "a", "zz", "é", "0", &good.as_str()[..6], &slipped, &"00".repeat(5000), &good.as_str().to_uppercase().replace('0', "G")]
        {
            assert!(Cursor::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let cursor = Cursor::new(List(1), &[Part::Words("é".repeat(2000))]);
        assert!(Cursor::parse(cursor.as_str()).is_ok());
    }
}
