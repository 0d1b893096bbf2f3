//! Where sentences begin and end: enough to show a statement in its sentence.

use std::ops::Range;

/// Words before a full stop that end no sentence.
const SHORTENED: [&str; 44] = [
    "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "lt", "col", "sgt", "capt", "adm", "maj", "st", "jr", "sr", "vs", "no", "inc",
    "corp", "co", "ltd", "u.s", "u.n", "u.k", "a.m", "p.m", "d.c", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec",
    "prof", "rev", "hon", "e.g", "i.e",
];

/// The sentences of `text` in bytes, in order, without the white space between them. A line break always ends one.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' | '…' => {
                // Closing quotes and brackets belong to the sentence that they close.
                while let Some(&(next, q)) = chars.peek() {
                    if !matches!(q, '"' | '”' | '’' | '\'' | ')' | ']' | '.' | '!' | '?') {
                        break;
                    }
                    end = next + q.len_utf8();
                    chars.next();
                }
                let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\t']);
                let gap = rest.len() < text.len() - end;
                let opens = rest.chars().find(|c| !matches!(c, '"' | '“' | '‘' | '\'' | '(' | '['));
                rest.is_empty() || gap && opens.is_some_and(|o| !o.is_lowercase()) && !(c == '.' && shortened(&text[start..at]))
            }
            _ => false,
        };
        if ends {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Whether the text up to a full stop ends in a short form or an initial ("Sen", "J", "U.S").
fn shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '-')).next().unwrap_or_default();
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    initial || SHORTENED.contains(&word.to_lowercase().as_str())
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn sentences_end_where_a_reader_sees_it() {
        check("The bridge fell. Nobody was hurt.", &["The bridge fell.", "Nobody was hurt."]);
        check("“It fell.” He left", &["“It fell.”", "He left"]);
        check("Sen. A. Bell of the U.S. Senate spoke.\n\nAt 3.5 percent!", &["Sen. A. Bell of the U.S. Senate spoke.", "At 3.5 percent!"]);
        check("He said \"go.\" and left… (Really?) Yes", &["He said \"go.\" and left…", "(Really?)", "Yes"]);
        check("", &[]);
        check(" \n ", &[]);
    }
}
