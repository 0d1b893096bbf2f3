//! Words into columns: width as a terminal counts it, wrapping, and leaving out the middle.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// `text` in lines of at most `width` columns, broken at blanks; a longer word is cut between characters as people see them.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let wide = columns(word);
        if used > 0 && used + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if wide <= width - used {
            line.push_str(word);
            used += wide;
            continue;
        }
        for piece in word.graphemes(true) {
            let wide = columns(piece);
            if used > 0 && used + wide > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(piece);
            used += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `text` wrapped to at most `most` lines; what does not fit goes out of the middle, where a reader misses it least.
pub fn wrap_elided(text: &str, width: usize, most: usize) -> Vec<String> {
    // Cheap bound first: a content may be as long as an article.
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let whole = columns(text);
    if whole <= width * most {
        let lines = wrap(text, width);
        if lines.len() <= most {
            return lines;
        }
    }
    let mut room = (width * most).saturating_sub(3).max(1);
    loop {
        let lines = wrap(&elide(&words, room), width);
        if lines.len() <= most || room <= 1 {
            return lines.into_iter().take(most).collect();
        }
        room = room * 9 / 10;
    }
}

/// The first and last words that fit into `room` columns, two thirds of it for the first, joined by ` … `.
fn elide(words: &[&str], room: usize) -> String {
    let mut head = 0;
    let mut used = 0;
    while head < words.len() && used + columns(words[head]) < room * 2 / 3 {
        used += columns(words[head]) + 1;
        head += 1;
    }
    let mut tail = words.len();
    while tail > head && used + columns(words[tail - 1]) < room {
        used += columns(words[tail - 1]) + 1;
        tail -= 1;
    }
    if head == 0 && tail == words.len() {
        // One word longer than the room.
        let mut cut = String::new();
        for piece in words.first().copied().unwrap_or_default().graphemes(true) {
            if columns(&cut) + columns(piece) >= room {
                break;
            }
            cut.push_str(piece);
        }
        return cut + "…";
    }
    let (before, after) = (words[..head].join(" "), words[tail..].join(" "));
    [before.as_str(), "…", after.as_str()].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("incomprehensible", 6), ["incomp", "rehens", "ible"]);
        assert_eq!(wrap("漢字漢字", 5), ["漢字", "漢字"]);
        assert!(wrap("  ", 9).is_empty());
    }

    #[test]
    fn the_middle_goes_first() {
        let text = "the minister said on Monday that the bridge would open again before the first of June";
        assert_eq!(wrap_elided(text, 40, 1), ["the minister said on … first of June"]);
        assert_eq!(wrap_elided("short enough", 40, 1), ["short enough"]);
        assert_eq!(wrap_elided("incomprehensible", 6, 1), ["in…"]);
        for width in 1..60 {
            for lines in 1..3 {
                let wrapped = wrap_elided(text, width, lines);
                assert!(wrapped.len() <= lines && wrapped.iter().all(|l| columns(l) <= width), "{width} {lines} {wrapped:?}");
            }
        }
    }
}
