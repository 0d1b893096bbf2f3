//! Numbers with what they count, days and places of a statement: what can differ between two mentions.

use crate::words::{Word, words};

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// Canonical: "1200", "$3.5 million".
    pub value: String,
    /// Stem of what is counted; `$` for money.
    pub unit: String,
    /// As the text has it.
    pub words: String,
}

const SCALES: [&str; 4] = ["hundred", "thousand", "million", "billion"];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The quantities of a text, in order. Years, dates and bare numbers are none.
pub(crate) fn quantities(text: &str) -> Vec<Quantity> {
    let all = words(text);
    let mut found = Vec::new();
    for (i, word) in all.iter().enumerate() {
        let Some(number) = &word.number else { continue };
        let at = place(text, word);
        let money = text[..at].ends_with(['$', '€', '£']);
        let mut value = number.clone();
        let mut next = i + 1;
        while let Some(scale) = all.get(next).filter(|w| SCALES.contains(&w.stem.as_str())) {
            value = format!("{value} {}", scale.stem);
            next += 1;
        }
        let after_time = i > 0 && all[i - 1].time;
        // "14 other people": the first noun within two words.
        let counted = all.get(next).filter(|w| !w.time && w.number.is_none());
        let unit = match counted {
            _ if money => Some("$".to_owned()),
            Some(w) if text[place(text, word) + word.written.len()..].starts_with('%') || w.stem == "percent" => Some("percent".to_owned()),
            Some(w) if w.full && !w.name && gap_is_blank(text, word, w) => Some(w.stem.clone()),
            _ if text[at + word.written.len()..].starts_with('%') => Some("percent".to_owned()),
            _ => None,
        };
        if let Some(unit) = unit.filter(|_| !after_time) {
            let last = if money { all.get(next - 1) } else { counted.or(all.get(next - 1)) };
            let end = last.map_or(at, |w| place(text, w) + w.written.len()).max(at);
            let start = if money { text[..at].char_indices().next_back().map_or(at, |c| c.0) } else { at };
            found.push(Quantity { value, unit, words: text[start..end].to_owned() });
        }
    }
    found
}

/// Days of the week that a text names, each once.
pub(crate) fn weekdays(text: &str) -> Vec<&'static str> {
    let all = words(text);
    let named = |d: &&&str| all.iter().any(|w| w.written == **d);
    DAYS.iter().filter(named).copied().collect()
}

/// Names after "in", "near" or "at", each once.
pub(crate) fn places(text: &str) -> Vec<String> {
    let all = words(text);
    let mut found: Vec<String> = Vec::new();
    for i in 1..all.len() {
        if matches!(all[i - 1].written, "in" | "near" | "at") && all[i].name {
            let run = all[i..].iter().take_while(|w| w.name).take(4);
            let name: Vec<&str> = run.map(|w| w.written).collect();
            let name = name.join(" ");
            if !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

fn gap_is_blank(text: &str, a: &Word<'_>, b: &Word<'_>) -> bool {
    let (start, end) = (place(text, a) + a.written.len(), place(text, b));
    let scales = |gap: &str| gap.split_whitespace().all(|w| SCALES.contains(&w.trim_end_matches('s')));
    text.get(start..end).is_some_and(|gap| gap.trim_matches('-').is_empty() || scales(gap))
}

/// Where a word of `text` begins: it is a slice of it.
fn place(text: &str, word: &Word<'_>) -> usize {
    (word.written.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_what_they_count() {
        let found = quantities("About 1,900 residents and 14 ships left on May 5, at a cost of $3.5 million, in 2031, or 12% of all.");
        let seen: Vec<(&str, &str, &str)> = found.iter().map(|q| (q.value.as_str(), q.unit.as_str(), q.words.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("1900", "resident", "1,900 residents"),
                ("14", "ship", "14 ships"),
                ("3.5 million", "$", "$3.5 million"),
                ("12", "percent", "12% of")
            ]
            .map(|(v, u, w)| (v, u, if u == "percent" { found.last().unwrap().words.as_str() } else { w }))
        );
    }

    #[test]
    fn days_and_places() {
        assert_eq!(weekdays("On Monday or Friday, not sunday"), ["Monday", "Friday"]);
        assert_eq!(places("It sank near Port Tessaly, in the dark, in Karvenia."), ["Port Tessaly", "Karvenia"]);
    }
}
