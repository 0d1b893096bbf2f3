//! How firmly a content stands as reported: asserted, hedged, denied or questioned, with the words that make it so.

use std::ops::Range;

use sayso_doc::{Article, Attribution, Certainty, Span};

use crate::blend;
use crate::reading::Reading;
use crate::words::Words;

/// A certainty with its markers and how sure the rules are of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported {
    pub certainty: Certainty,
    pub markers: Vec<Span>,
    /// Decided by the cue itself, which the model seldom knows better.
    pub sure: bool,
}

/// Tokens of a content that are looked at for a marker: its main clause is seldom longer.
const MAIN_CLAUSE: usize = 24;

pub fn read(article: &Article, reading: &Reading<'_>, attribution: &Attribution) -> Reported {
    let mut reported = by_rules(article, reading, attribution);
    if let Some(chances) = attribution.certainties {
        let certainty = blend::certainty(reported.certainty, reported.sure, chances);
        if certainty != reported.certainty {
            reported.certainty = certainty;
            if certainty == Certainty::Asserted {
                reported.markers.clear();
            } else if reported.markers.is_empty() {
                reported.markers.push(attribution.cue);
            }
        }
    }
    reported
}

fn by_rules(article: &Article, reading: &Reading<'_>, attribution: &Attribution) -> Reported {
    let words = Words::get();
    let cue = reading.tokens_in(attribution.cue.start(), attribution.cue.end());
    let span = |range: Range<usize>| {
        let (a, b) = (reading.tokens.get(range.start)?, reading.tokens.get(range.end.checked_sub(1)?)?);
        article.text.span(a.start, b.end).ok()
    };
    let is = |certainty, range: Range<usize>, sure| Reported { certainty, markers: span(range).into_iter().collect(), sure };
    let negated = cue.clone().any(|i| is_negation(reading.low(i)));
    let find = |set: &std::collections::HashSet<&str>| cue.clone().find(|&i| set.contains(reading.low(i)));
    let content = attribution.content.first().map_or(0..0, |c| reading.tokens_in(c.start(), c.end()));
    let opens_with = (content.start..content.end).find(|&i| reading.tokens[i].is_word());
    let first = opens_with.map_or("", |i| reading.low(i));

    // Denial, unless it is denied that they deny.
    let rules_out = cue.clone().any(|i| reading.low(i).starts_with("rul") && reading.low(i + 1) == "out");
    if let Some(i) = find(&words.deny_cues).or_else(|| rules_out.then_some(cue.start)) {
        return if negated {
            is(Certainty::Hedged, cue, true)
        } else {
            is(Certainty::Denied, if rules_out { cue } else { i..i + 1 }, true)
        };
    }
    if let Some(i) = find(&words.doubt_cues) {
        return is(Certainty::Questioned, i..i + 1, true);
    }
    let wh = matches!(first, "whether" | "if" | "why" | "how" | "what" | "who" | "when" | "where" | "which");
    let asks = cue.clone().any(|i| matches!(reading.low(i), "ask" | "asks" | "asked" | "asking"));
    let last = attribution.content.last().map_or(0..0, |c| reading.tokens_in(c.start(), c.end()));
    let mark =
        last.clone().rev().find(|&i| !matches!(reading.tokens[i].text, "”" | "\"" | "’" | "'")).filter(|&i| reading.tokens[i].text == "?");
    let question = mark.is_some();
    if asks && (wh || question || reading.low(cue.end) == "about") {
        return is(Certainty::Questioned, cue, true);
    }
    // "doesn't know whether", "isn't sure".
    let ignorant = negated
        && cue.clone().any(|i| {
            matches!(
                reading.low(i),
                "know" | "knows" | "sure" | "clear" | "certain" | "confident" | "believe" | "think" | "convinced" | "understand"
            )
        });
    if ignorant {
        return is(Certainty::Questioned, cue, true);
    }
    if let Some(i) = find(&words.hedge_cues) {
        let claimed_it = reading.low(i).starts_with("claim") && (first == "responsibility" || reading.low(i + 1) == "responsibility");
        if !claimed_it {
            return is(Certainty::Hedged, i..i + 1, true);
        }
    }
    // A modal in the cue: "may think", "seemed to admit".
    if let Some(i) = cue.clone().find(|&i| matches!(reading.low(i), "may" | "might" | "could")) {
        return is(Certainty::Hedged, i..i + 1, false);
    }
    if let Some(i) = main_clause_marker(reading, content.clone()) {
        return is(Certainty::Hedged, i..i + 1, true);
    }
    if question
        && attribution.content.len() == 1
        && reading.sentence_of(content.start) == last.end.checked_sub(1).and_then(|e| reading.sentence_of(e))
    {
        let mark = mark.unwrap_or(content.start);
        return is(Certainty::Questioned, mark..mark + 1, false);
    }
    Reported { certainty: Certainty::Asserted, markers: Vec::new(), sure: false }
}

pub fn is_negation(low: &str) -> bool {
    low == "not" || low == "never" || low == "no" || low == "neither" || low == "without" || low.ends_with("n't") || low == "cannot"
}

/// The first weakening word of the content's main clause.
pub fn main_clause_marker(reading: &Reading<'_>, content: Range<usize>) -> Option<usize> {
    let words = Words::get();
    let sentence = reading.sentence_of(content.start)?;
    let end = content.end.min(sentence.last).min(content.start + MAIN_CLAUSE);
    let mut i = content.start;
    // A clause before the main one ("If it passes, …") is skipped to its comma.
    let first = (i..end).find(|&k| reading.tokens[k].is_word())?;
    if matches!(
        reading.low(first),
        "if" | "when"
            | "while"
            | "after"
            | "before"
            | "although"
            | "though"
            | "because"
            | "since"
            | "unless"
            | "until"
            | "as"
            | "once"
            | "even"
    ) {
        i = (first..end).find(|&k| reading.tokens[k].text == ",").map_or(end, |k| k + 1);
    }
    for k in i..end {
        let token = &reading.tokens[k];
        let low = token.low.as_ref();
        if k > first && is_subordinator(low) {
            return None;
        }
        if words.hedge_words.contains(low) && !(low == "may" && token.is_cap()) {
            return Some(k);
        }
    }
    None
}

fn is_subordinator(low: &str) -> bool {
    matches!(
        low,
        "which"
            | "who"
            | "whose"
            | "whom"
            | "because"
            | "since"
            | "if"
            | "when"
            | "while"
            | "after"
            | "before"
            | "although"
            | "though"
            | "unless"
            | "until"
            | "whether"
            | "that"
            | ";"
            | "where"
            | "so"
    )
}
