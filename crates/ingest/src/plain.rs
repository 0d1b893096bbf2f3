//! Plain text to paragraphs, without changing a character of it.

use std::ops::Range;

use sayso_doc::{Paragraph, Text};
use sayso_register::Register;

use crate::paragraphs::{ends_sentence, kinds_of_plain};

/// The typed paragraphs of `text`; `title` is its headline where the input names it.
pub fn paragraphs(text: &Text, title: Option<&str>, register: &Register) -> Vec<Paragraph> {
    let ranges = split(text.as_str());
    let words: Vec<&str> = ranges.iter().map(|r| &text.as_str()[r.clone()]).collect();
    let kinds = kinds_of_plain(&words, title, register);
    let typed = ranges.into_iter().zip(kinds);
    // Ranges come from `split` over this very text, on the boundaries of its lines.
    typed.filter_map(|(r, kind)| text.span(r.start, r.end).ok().map(|span| Paragraph { span, kind })).collect()
}

/// Paragraphs as byte ranges, trimmed: parted by blank lines; a part of several lines is one paragraph if it was wrapped, else one a line.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if words.is_empty() {
            close(text, &mut lines, &mut out);
        } else {
            lines.push(start..start + words.len());
        }
    }
    close(text, &mut lines, &mut out);
    out
}

fn close(text: &str, lines: &mut Vec<Range<usize>>, out: &mut Vec<Range<usize>>) {
    if let ([first, .., last], true) = (lines.as_slice(), is_wrapped(text, lines)) {
        out.push(first.start..last.end);
    } else {
        out.append(lines);
    }
    lines.clear();
}

/// Whether the lines are one paragraph that was broken at a column: all but the last are about as long, and most end amid a sentence.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let [init @ .., last] = lines else { return false };
    let longest = init.iter().map(|l| l.len()).max().unwrap_or(0);
    let amid = init.iter().filter(|l| !ends_sentence(&text[(*l).clone()]) || text[(*l).clone()].ends_with(',')).count();
    let full = init.iter().filter(|l| l.len() * 10 >= longest * 7).count();
    (40..=120).contains(&longest) && last.len() <= longest + 12 && full * 10 >= init.len() * 8 && amid * 10 >= init.len() * 6
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_doc::ParagraphKind;

    fn check(text: &str, expect: &str) {
        let text = Text::new(text);
        let letter = |k| match k {
            ParagraphKind::Heading => 'H',
            ParagraphKind::Body => 'B',
            ParagraphKind::Caption => 'C',
            ParagraphKind::Credit => 'R',
            ParagraphKind::Boilerplate => 'P',
        };
        let found: Vec<String> = paragraphs(&text, None, Register::builtin())
            .iter()
            .map(|p| format!("{} {}", letter(p.kind), text[p.span].split_whitespace().take(3).collect::<Vec<_>>().join(" ")))
            .collect();
        assert_eq!(found.join("\n"), expect.trim());
    }

    #[test]
    fn an_article_copied_from_a_page() {
        check(
            "Harbour Bridge Shut After Crack Is Found\n\nThe harbour bridge was shut on Monday, the port authority said.\n\nThe harbour bridge at dusk\nThe harbour bridge at dusk on May 3, 2023. ANN LEE/Getty Images\n\n\
             What comes next\n\nThe mayor said: \"We will repair it.\"\n\nOstrava Today has emailed the port for comment.\n\nGazette cover\n  • Gazette delivered to your door\n  • Unlimited access\n  • iOS and Android app access\n",
            "H Harbour Bridge Shut\nB The harbour bridge\nC The harbour bridge\nC The harbour bridge\nH What comes next\nB The mayor said:\nB Ostrava Today has\nP Gazette cover\nP • Gazette delivered\nP • Unlimited access\nP • iOS and",
        );
    }

    #[test]
    fn lines_without_blank_ones() {
        check(
            "The bridge was shut.\nThe mayor said so.\nADVERTISEMENT\nIt will open in May.",
            "B The bridge was\nB The mayor said\nP ADVERTISEMENT\nB It will open",
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(
            "The harbour bridge was shut on Monday after a crack was found in\none of its pillars, the port authority said in a statement that\nit sent to reporters.\n\nThe mayor said the same.",
            "B The harbour bridge\nB The mayor said",
        );
    }
}
