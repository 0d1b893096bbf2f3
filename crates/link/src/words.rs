//! Words as the matcher sees them: stems, hashed, with how rare each is in news.

use std::collections::HashMap;
use std::sync::OnceLock;

const COMMON: &str = include_str!("../data/words.txt");

/// Rareness of a word that `data/words.txt` does not have, in its unit: as in 20 of 16,000 articles.
const RARE: u8 = 134;

/// Words that carry no content of their own.
const EMPTY: &str = "a an the and or but if of in on at to for from by with as is are was were be been being am it its he she they them \
    his her their theirs him i we you your our us me my this that these those there here who whom which what when where why how not no \
    nor so than then too very can could will would shall should may might must do does did done have has had having say said says tell \
    told also just more most other some any such only own same about into over after before between out up down off again once all both \
    each few because while during through under until against above below new one first last mr mrs ms according t s re ve ll d m";

const TIMES: [&str; 19] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const NUMBERS: [&str; 13] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// One word of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Word<'t> {
    /// As written, without a possessive ending.
    pub written: &'t str,
    /// Lower case, endings cut off.
    pub stem: String,
    /// Hash of the stem.
    pub hash: u32,
    /// Says something by itself.
    pub full: bool,
    /// Is part of a name.
    pub name: bool,
    /// A month or a day of the week.
    pub time: bool,
    /// A number's value, canonical: "1,200" and "1200" are one.
    pub number: Option<String>,
}

/// The words of `text`, in order.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    for written in split(text) {
        let lower = written.to_lowercase();
        let stem = stem(&lower);
        let time = TIMES.contains(&lower.as_str()) && written.starts_with(char::is_uppercase);
        let digits = written.starts_with(|c: char| c.is_ascii_digit());
        let full = !empty().contains_key(stem.as_str()) && (stem.chars().nth(1).is_some() || digits);
        let shouted = written.chars().nth(1).is_some_and(char::is_uppercase);
        let capital = written.starts_with(char::is_uppercase);
        let name = capital && full && !time && (!found.is_empty() || shouted || !common().contains_key(stem.as_str()));
        let number = if digits {
            Some(lower.replace(',', ""))
        } else {
            NUMBERS.iter().position(|n| *n == lower).filter(|&n| n > 1).map(|n| n.to_string())
        };
        let hash = hash(&stem);
        found.push(Word { written, stem, hash, full, name, time, number });
    }
    found
}

/// Runs of letters and digits; "1,200", "3.5" and "don't" are one word, "Bell's" is "Bell".
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, n)| n);
            let inside = match c {
                '.' | ',' => next.is_some_and(|n| n.is_ascii_digit()) && rest[..at].ends_with(|p: char| p.is_ascii_digit()),
                '\'' | '’' => at > 0 && next.is_some_and(char::is_alphabetic),
                _ => c.is_alphanumeric(),
            };
            if !inside {
                break;
            }
            end = at + c.len_utf8();
        }
        if end == 0 {
            return None;
        }
        let word = &rest[..end];
        rest = &rest[end..];
        Some(["'s", "’s", "'S", "’S"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word))
    })
}

/// A light stemmer for English: plural, -ed, -ing and a last "e" go.
pub fn stem(lower: &str) -> String {
    let mut w = lower.replace('’', "'");
    if w.len() > 4 {
        if w.ends_with("ies") {
            w.truncate(w.len() - 3);
            w.push('y');
        } else if w.ends_with("sses") {
            w.truncate(w.len() - 2);
        } else if w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us") && !w.ends_with("is") {
            w.pop();
        }
    }
    if w.len() > 5 {
        let vowel = |s: &str| s.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        if let Some(root) = w.strip_suffix("ing").or_else(|| w.strip_suffix("ed")).filter(|r| vowel(r)) {
            w.truncate(root.len());
        }
        let mut back = w.chars().rev();
        if let (Some(a), Some(b)) = (back.next(), back.next())
            && a == b
            && w.len() > 3
            && !matches!(a, 'l' | 's' | 'z')
        {
            w.pop();
        }
    }
    if w.len() > 4 && w.ends_with('e') {
        w.pop();
    }
    w
}

/// How rare a word is in news: 20 ln(articles / articles with it).
pub fn rareness(stem: &str) -> u8 {
    common().get(stem).copied().unwrap_or(RARE)
}

/// FNV-1a, 64 bit.
pub fn hash64(words: &str) -> u64 {
    words.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// 32 bits of [`hash64`].
pub fn hash(words: &str) -> u32 {
    let h = hash64(words);
    (h ^ (h >> 32)) as u32
}

fn common() -> &'static HashMap<&'static str, u8> {
    static READ: OnceLock<HashMap<&str, u8>> = OnceLock::new();
    READ.get_or_init(|| {
        let lines = COMMON.lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once(' ')).filter_map(|(w, r)| Some((w, r.parse().ok()?))).collect()
    })
}

fn empty() -> &'static HashMap<String, ()> {
    static READ: OnceLock<HashMap<String, ()>> = OnceLock::new();
    READ.get_or_init(|| EMPTY.split_whitespace().map(|w| (stem(w), ())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_stems() {
        let found = words("The ferry's 1,200 passengers crossed—in March—to Port Tessaly, don’t they?");
        let written: Vec<&str> = found.iter().map(|w| w.written).collect();
        assert_eq!(written, ["The", "ferry", "1,200", "passengers", "crossed", "in", "March", "to", "Port", "Tessaly", "don’t", "they"]);
        assert_eq!(found[2].number.as_deref(), Some("1200"));
        assert!(found[6].time && found[8].name && found[9].name && !found[0].full);
        assert_eq!(
            (stem("delays"), stem("delayed"), stem("stopping"), stem("parties")),
            (stem("delay"), stem("delay"), stem("stop"), stem("party"))
        );
    }

    #[test]
    fn no_text_panics() {
        for odd in ["", "'", "’s", "..", "1.", "1,,2", "é’é", "\u{0}", "a’", "İs’İ"] {
            words(odd);
        }
    }
}
