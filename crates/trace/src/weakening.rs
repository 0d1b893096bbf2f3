//! Words that weaken the main clause of a content or sentence: modals, evidentials, beliefs; not those of clauses within it.

use std::ops::Range;

use crate::certainty::is_negation;
use crate::grammar::is_distancing;
use crate::reading::Reading;
use crate::words::Words;

/// Tokens of a content that are looked at for a marker: its main clause is seldom longer.
const MAIN_CLAUSE: usize = 24;
/// Tokens of an infinitive in which an adverb still bears on all of it ("to possibly sell").
const INFINITIVE: usize = 3;

/// The first weakening word of the content's main clause.
pub fn main_clause_marker(reading: &Reading<'_>, content: Range<usize>) -> Option<usize> {
    let words = Words::get();
    let sentence = reading.sentence_of(content.start)?;
    let mut end = content.end.min(sentence.last).min(content.start + MAIN_CLAUSE);
    let first = (content.start..end).find(|&k| reading.tokens[k].is_word())?;
    let mut i = first;
    // A clause before the main one ("If it passes, …") is skipped to its comma.
    if opens_a_side_clause(reading.low(first)) {
        i = (first..end).find(|&k| reading.tokens[k].text == ",").map_or(end, |k| k + 1);
    }
    // What somebody is to do is no weaker for what is in it.
    if reading.low(first) == "to" {
        end = end.min(first + INFINITIVE);
    }
    let mut k = i;
    while k < end {
        let low = reading.low(k);
        if k > first && is_subordinator(low) {
            // A clause between commas is stepped over.
            let comma = (reading.tokens[k - 1].text == ",").then(|| (k..end).find(|&c| reading.tokens[c].text == ",")).flatten()?;
            k = comma + 1;
            continue;
        }
        if words.hedge_words.contains(low) && weakens(reading, k, first) {
            return Some(k);
        }
        k += 1;
    }
    None
}

/// Whether the hedge word at `k` is one here.
fn weakens(reading: &Reading<'_>, k: usize, first: usize) -> bool {
    let low = reading.low(k);
    let next = reading.low(k + 1);
    let before = |n: usize| k.checked_sub(n).filter(|&b| b >= first).map_or("", |b| reading.low(b));
    match low {
        // The month.
        "may" => !reading.tokens[k].is_cap(),
        // "could not" is an inability, and plain.
        "could" => !is_negation(next),
        // Passives only: "thought" alone is a verb of somebody's.
        "thought" | "believed" | "suspected" | "rumored" | "rumoured" | "expected" | "projected" | "estimated" => {
            let passive = (1..4).any(|n| matches!(before(n), "is" | "are" | "was" | "were" | "been" | "be" | "'s" | "'re"));
            let goes_on = matches!(next, "to" | "that" | "at" | "by") || matches!(low, "suspected" | "rumored" | "rumoured");
            passive && goes_on
        }
        // "a possible culprit", "his alleged crimes" weaken the noun; "as soon as possible" nothing.
        "possible" | "probable" | "alleged" | "purported" | "unconfirmed" => {
            matches!(before(1), "is" | "was" | "be" | "been" | "'s" | "are" | "were" | "very" | "seems" | "remains" | "")
        }
        // In person: "will appear in court".
        "appear" | "appeared" => {
            !matches!(before(1), "will" | "would" | "must" | "to" | "not") && !matches!(next, "in" | "on" | "at" | "before" | "with")
        }
        "likely" => {
            let noun_follows = reading.tokens.get(k + 1).is_some_and(|t| t.is_word())
                && matches!(before(1), "a" | "an" | "the" | "its" | "their" | "his" | "her");
            !noun_follows
        }
        low if is_distancing(low) => !matches!(before(1), "for" | "by" | "of" | "from"),
        _ => true,
    }
}

/// The verb by which whoever speaks gives a content as a belief: "I think that", "we believe", "he hopes to".
pub fn belief_of_ones_own(reading: &Reading<'_>, content: Range<usize>) -> Option<Range<usize>> {
    let sentence = reading.sentence_of(content.start)?;
    let end = content.end.min(sentence.last);
    let mut i = (content.start..end).find(|&k| reading.tokens[k].is_word())?;
    while i < end
        && (matches!(reading.low(i), "and" | "but" | "so" | "well" | "look" | "yes" | "no" | "yeah" | "again")
            || reading.tokens[i].text == ",")
    {
        i += 1;
    }
    let me = matches!(reading.low(i), "i" | "we");
    if !me && !matches!(reading.low(i), "he" | "she" | "they") {
        return None;
    }
    let subject = i;
    i += 1;
    let between = [
        "just",
        "really",
        "also",
        "still",
        "do",
        "does",
        "did",
        "don't",
        "doesn't",
        "didn't",
        "not",
        "personally",
        "certainly",
        "only",
        "honestly",
        "would",
    ];
    while i < end && between.contains(&reading.low(i)) {
        i += 1;
    }
    let low = reading.low(i);
    let holds = matches!(
        low,
        "hope"
            | "hopes"
            | "hoped"
            | "believe"
            | "believes"
            | "expect"
            | "expects"
            | "fear"
            | "fears"
            | "suspect"
            | "suspects"
            | "guess"
            | "assume"
            | "think"
            | "thinks"
            | "imagine"
            | "feel"
            | "feels"
    ) || !me && matches!(low, "believed" | "feared" | "suspected" | "felt")
        // "he did not believe".
        || i > subject + 2 && matches!(low, "believe" | "think");
    (i < end && holds && subject < i).then_some(subject..i + 1)
}

fn opens_a_side_clause(low: &str) -> bool {
    ["if", "when", "while", "after", "before", "although", "though", "because", "since", "unless", "until", "as", "once", "even", "despite"]
        .contains(&low)
}

fn is_subordinator(low: &str) -> bool {
    [
        "which", "who", "whose", "whom", "because", "since", "if", "when", "while", "after", "before", "although", "though", "unless",
        "until", "whether", "that", ";", "where", "so",
    ]
    .contains(&low)
}
