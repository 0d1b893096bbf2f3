//! Which sentence and which paragraph each word stands in. `order` of `training/sayso_training/text.py` is the twin of this file.

use crate::words::Word;

/// After one of these a full stop ends no sentence.
const SHORT: [&str; 25] = [
    "aug", "capt", "co", "col", "corp", "dec", "dr", "feb", "gen", "gov", "inc", "jan", "jr", "lt", "mr", "mrs", "ms", "nov", "oct", "rep",
    "sen", "sept", "sgt", "sr", "st",
];

/// Where a word stands, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub sentence: u32,
    pub paragraph: u32,
}

/// A sentence ends after one of `.!?` and the closing marks that follow it, when a capital, a digit or an opening mark comes next;
/// not after a single capital letter or a word of [`SHORT`]. A paragraph ends every sentence.
pub fn order(text: &str, words: &[Word]) -> Vec<Place> {
    let mut out = Vec::with_capacity(words.len());
    let (mut place, mut ended) = (Place { sentence: 0, paragraph: 0 }, false);
    for (i, w) in words.iter().enumerate() {
        let word = &text[w.start..w.end];
        if w.shape & 8 != 0 {
            if i > 0 {
                place.sentence += 1;
                place.paragraph += 1;
            }
            ended = false;
        } else if ended && !matches!(word, "”" | "’" | ")") && !(word == "\"" && words[i - 1].shape & 4 != 0) {
            let starts = word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
            place.sentence += u32::from(starts || matches!(word, "“" | "\"" | "‘"));
            ended = false;
        }
        out.push(place);
        match word {
            "!" | "?" => ended = true,
            "." => ended = !i.checked_sub(1).is_some_and(|before| is_short(&text[words[before].start..words[before].end])),
            _ => {}
        }
    }
    out
}

/// Whether a full stop after `word` belongs to it.
fn is_short(word: &str) -> bool {
    let mut chars = word.chars();
    let single = chars.next().filter(|_| chars.next().is_none());
    single.is_some_and(char::is_uppercase) || SHORT.iter().any(|s| s.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn sentences_and_paragraphs() {
        let check = |text: &str, expect: &str| {
            let words = words(text);
            let got: Vec<String> = order(text, &words).iter().map(|p| format!("{}.{}", p.paragraph, p.sentence)).collect();
            assert_eq!(got.join(" "), expect, "{text}");
        };
        check("It rose. Then fell", "0.0 0.0 0.0 0.1 0.1");
        check("“No.” He left", "0.0 0.0 0.0 0.0 0.1 0.1");
        check("\"No.\" he said", "0.0 0.0 0.0 0.0 0.0 0.0");
        check("Mr. Orr and U.S. troops", "0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0");
        check("One\n\ntwo. 3", "0.0 1.1 1.1 1.2");
    }
}
