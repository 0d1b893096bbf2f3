//! What differs between two wordings, word by word.

use maud::{Markup, html};

use super::words::shown;

/// Words that are compared on each side; what comes after them is not marked.
const COMPARED: usize = 120;

/// A word by its bytes, with what is compared of it.
struct Word {
    start: usize,
    end: usize,
    key: String,
    common: bool,
}

/// Both wordings, with what one alone has marked: as `del` in the first, as `ins` in the second.
pub fn compared(before: &str, after: &str) -> (Markup, Markup) {
    let (mut a, mut b) = (words(before), words(after));
    match_up(&mut a, &mut b);
    let first = html! { @for (run, common) in runs(before, &a) { @if common { (shown(run)) } @else { del { (shown(run)) } } } };
    let second = html! { @for (run, common) in runs(after, &b) { @if common { (shown(run)) } @else { ins { (shown(run)) } } } };
    (first, second)
}

/// The first words of `text`, without the punctuation at their ends.
fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            let start = at + piece.find(word).unwrap_or(0);
            out.push(Word { start, end: start + word.len(), key: word.to_lowercase(), common: false });
        }
        at += piece.len();
        if out.len() == COMPARED {
            break;
        }
    }
    out
}

/// Marks the words of a longest common subsequence.
fn match_up(a: &mut [Word], b: &mut [Word]) {
    let width = b.len() + 1;
    let mut longest = vec![0u8; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = match a[i].key == b[j].key {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i].key == b[j].key {
            (a[i].common, b[j].common) = (true, true);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// `text` in runs: words that differ, neighbours together, and everything else.
fn runs<'a>(text: &'a str, words: &[Word]) -> Vec<(&'a str, bool)> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut words = words.iter().filter(|w| !w.common).peekable();
    while let Some(word) = words.next() {
        let mut end = word.end;
        // Only white space and punctuation stand between them.
        while let Some(next) = words.next_if(|n| text.get(end..n.start).is_some_and(|gap| !gap.contains(char::is_alphanumeric))) {
            end = next.end;
        }
        out.push((text.get(at..word.start).unwrap_or_default(), true));
        out.push((text.get(word.start..end).unwrap_or_default(), false));
        at = end;
    }
    out.push((text.get(at..).unwrap_or_default(), true));
    out.retain(|(run, _)| !run.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_alone_has_is_marked() {
        let (before, after) = compared("The ship may have rammed a boat, it said.", "The ship rammed two boats, it said.");
        assert_eq!(before.into_string(), "The ship <del>may have</del> rammed <del>a boat</del>, it said.");
        assert_eq!(after.into_string(), "The ship rammed <ins>two boats</ins>, it said.");
    }

    #[test]
    fn nothing_is_lost_of_long_hostile_or_empty_texts() {
        let long = "a b ".repeat(5000);
        let (before, after) = compared(&long, "");
        assert!(before.into_string().len() >= long.len());
        assert_eq!(after.into_string(), "");
        let (x, _) = compared("<b>ä</b> \u{202e} …", "ä");
        assert!(x.into_string().contains("&lt;"));
    }
}
