//! Where in a claim's mentions the words stand that another mention has otherwise.

use sayso_link::Claim;

use crate::wire::views::Difference;

/// Differences that are shown of one mention.
const MOST: usize = 12;

/// For each mention, in their order: what changed on the way, and what contradicts another. In order, without overlap.
pub fn differences(claim: &Claim) -> Vec<Vec<Difference>> {
    let mut all: Vec<Vec<Difference>> = vec![Vec::new(); claim.mentions.len()];
    let mut add = |mention: usize, words: &str, kind: &str, other: usize| {
        let Some((of, list)) = claim.mentions.get(mention).zip(all.get_mut(mention)) else { return };
        // The content is what the difference is about; the rest of the sentence is the next best.
        let sentence = &of.record.sentence;
        let from = of.record.content.first().map_or(0, |c| c.0.saturating_sub(of.record.span.0) as usize);
        if let Some(bytes) = found(sentence, words, from).or_else(|| found(sentence, words, 0)) {
            list.push(Difference { bytes, kind: kind.to_owned(), other });
        }
    };
    for drift in &claim.drift {
        add(drift.from, &drift.before, drift.kind.word(), drift.to);
        add(drift.to, &drift.after, drift.kind.word(), drift.from);
    }
    for conflict in &claim.conflicts {
        for (i, value) in conflict.values.iter().enumerate() {
            let other = conflict.values.iter().enumerate().find(|(o, _)| *o != i).and_then(|(_, v)| v.mentions.first());
            let Some(&other) = other else { continue };
            value.mentions.iter().for_each(|&mention| add(mention, &value.words, conflict.kind.word(), other));
        }
    }
    for list in &mut all {
        list.sort_by_key(|d| (d.bytes[0], std::cmp::Reverse(d.bytes[1])));
        let mut end = 0;
        list.retain(|d| {
            let free = d.bytes[0] >= end;
            end = if free { d.bytes[1] } else { end };
            free
        });
        list.truncate(MOST);
    }
    all
}

/// Where `words` stand in `text` from byte `from` on, as words of their own.
fn found(text: &str, words: &str, from: usize) -> Option<[usize; 2]> {
    let words = words.trim();
    if words.is_empty() || !text.is_char_boundary(from) {
        return None;
    }
    let alone = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let at = text[from..].match_indices(words).map(|(at, _)| from + at).find(alone)?;
    Some([at, at + words.len()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::sample;

    #[test]
    fn words_are_found_as_words() {
        assert_eq!(found("This is so", "is", 0), Some([5, 7]));
        assert_eq!((found("thistle", "is", 0), found("é", "x", 1), found("a", " ", 0)), (None, None, None));
    }

    #[test]
    fn what_differs_is_marked_on_both_sides() {
        let mut claim = sample::claim().claim;
        claim.drift[0].before = "rammed".to_owned();
        claim.drift[0].after = "patrol boat".to_owned();
        let all = differences(&claim);
        let words = |m: usize| all[m].iter().map(|d| &claim.mentions[m].record.sentence[d.bytes[0]..d.bytes[1]]).collect::<Vec<_>>();
        assert_eq!((words(1), words(2), words(0).len()), (vec!["rammed"], vec!["patrol boat"], 0));
        assert_eq!((all[1][0].other, all[2][0].other, all[1][0].kind.as_str()), (2, 1, "hedge_lost"));
    }
}
