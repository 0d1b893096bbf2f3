//! Text from outside made harmless for a terminal.

use std::borrow::Cow;

/// `text` with each control character, which a terminal might obey, replaced by one that it shows.
///
/// Line breaks and tabs become blanks. Marks that turn the direction of writing go too: they can make a message read
/// other than it is.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        c if is_unsafe(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_escape_gets_through() {
        assert_eq!(safe("a\x1b[31mb\u{9b}2Jc\nd\u{202e}e"), "a\u{fffd}[31mb\u{fffd}2Jc d\u{fffd}e");
        assert_eq!(safe("Zürich “now” 😀"), "Zürich “now” 😀");
    }
}
