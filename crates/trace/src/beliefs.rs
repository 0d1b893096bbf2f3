//! Beliefs told within somebody's words that a tagger missed: "Roe said they don't think it will hold" has two levels.

use std::ops::Range;

use sayso_doc::{Article, Attribution};

use crate::certainty::is_negation;
use crate::grammar::{is_auxiliary, is_soft_break};
use crate::reading::Reading;

/// Chance of an attribution that no tagger gave: about as many of them are right as of the tagger's at this one.
const CHANCE: f32 = 0.75;
/// Adverbs and auxiliaries between "they" and "think".
const BETWEEN: usize = 4;
/// Tokens of a content.
const LONGEST: usize = 120;
/// Words of a content, at least: "they think so" tells nothing new.
const SHORTEST: usize = 3;

/// The attributions with the beliefs added that stand in their contents, in the order of their cues.
pub fn add(article: &Article, reading: &Reading<'_>, mut attributions: Vec<Attribution>) -> Vec<Attribution> {
    let mut held = vec![false; reading.tokens.len()];
    let mut cues = vec![false; reading.tokens.len()];
    for a in &attributions {
        for t in reading.tokens_in(a.cue.start(), a.cue.end()) {
            cues[t] = true;
        }
        for piece in &a.content {
            for t in reading.tokens_in(piece.start(), piece.end()) {
                held[t] = true;
            }
        }
    }
    let mut added = Vec::new();
    let mut t = 0;
    while t + SHORTEST < reading.tokens.len() {
        let found = if held[t] && !cues[t] { belief(reading, t) } else { None };
        if let Some((cue, content)) = found
            && (t..cue.end).all(|k| held[k] && !cues[k])
            && let Some(content) = while_held(reading, &held, content)
        {
            let span = |r: Range<usize>| article.text.span(reading.tokens[r.start].start, reading.tokens[r.end - 1].end).ok();
            t = cue.end;
            if let (Some(source), Some(cue), Some(content)) = (span(cue_source(reading, cue.start)), span(cue), span(content)) {
                added.push(Attribution {
                    source: Some(source),
                    cue,
                    content: vec![content],
                    chance: CHANCE,
                    kinds: None,
                    certainties: None,
                });
            }
        }
        t += 1;
    }
    if !added.is_empty() {
        attributions.append(&mut added);
        attributions.sort_by_key(|a| a.cue.start());
    }
    attributions
}

/// The pronoun before a cue.
fn cue_source(reading: &Reading<'_>, cue: usize) -> Range<usize> {
    let at = (cue.saturating_sub(BETWEEN)..cue).rev().find(|&k| is_believer(reading.low(k))).unwrap_or(cue.saturating_sub(1));
    at..at + 1
}

/// In the third person only: "“I think it holds,” Roe said" is one statement, which "I think" weakens.
fn is_believer(low: &str) -> bool {
    matches!(low, "they" | "he" | "she")
}

/// The cue and content of a belief whose holder is the pronoun at `t`.
fn belief(reading: &Reading<'_>, t: usize) -> Option<(Range<usize>, Range<usize>)> {
    if !is_believer(reading.low(t)) {
        return None;
    }
    // "what they think is right": the content stands before it.
    if t > 0 && matches!(reading.low(t - 1), "what" | "which" | "who" | "that" | "whom" | "as" | "than") && is_auxiliary(reading.low(t + 2))
    {
        return None;
    }
    let sentence = reading.sentence_of(t)?;
    let mut first = t + 1;
    let mut verb = first;
    while verb < sentence.last && verb <= t + BETWEEN {
        let low = reading.low(verb);
        if thinks(low) {
            break;
        }
        if low.ends_with("ly") || matches!(low, "also" | "still" | "just" | "never" | "always") {
            if first == verb {
                first += 1;
            }
        } else if !is_auxiliary(low) && !is_negation(low) || matches!(low, "would" | "could" | "might") {
            return None;
        }
        verb += 1;
    }
    if verb >= sentence.last || verb > t + BETWEEN {
        return None;
    }
    let mut start = verb + 1;
    // "they think that you".
    if reading.low(start) == "that" && start + SHORTEST < sentence.last {
        start += 1;
    }
    let next = reading.tokens.get(start)?;
    if !next.is_word() || matches!(next.low.as_ref(), "so" | "of" | "about" | "not") || is_auxiliary(&next.low) {
        return None;
    }
    let end = end(reading, start, sentence.last.min(start + LONGEST));
    (end >= start + SHORTEST).then_some((first..verb + 1, start..end))
}

/// Whether a verb says that somebody holds something for true.
fn thinks(low: &str) -> bool {
    matches!(low, "think" | "believe" | "hope" | "thinks" | "believes" | "hopes" | "thought" | "believed" | "hoped")
}

/// Where the clause from `start` ends: at a closing mark, a dash or where another clause begins.
fn end(reading: &Reading<'_>, start: usize, last: usize) -> usize {
    let quoted = reading.tokens[start].quoted;
    for k in start..last {
        let token = &reading.tokens[k];
        let low = token.low.as_ref();
        let stop = matches!(low, "." | "?" | "!" | ";" | "—" | "--" | "…" | "“" | "”" | "»") || quoted && low == "\"";
        if stop {
            return if k > start && reading.low(k - 1) == "," { k - 1 } else { k };
        }
        // ", and he said", ", but they": a new main clause.
        if low == ","
            && (matches!(reading.low(k + 1), "and" | "but" | "so") && is_believer(reading.low(k + 2)) || is_believer(reading.low(k + 1)))
        {
            return k;
        }
    }
    last
}

/// `content` up to where the words that hold it end.
fn while_held(reading: &Reading<'_>, held: &[bool], content: Range<usize>) -> Option<Range<usize>> {
    let end = content.clone().find(|&t| !held[t]).unwrap_or(content.end);
    let end = if end > content.start && is_soft_break(reading.low(end - 1)) { end - 1 } else { end };
    (end >= content.start + SHORTEST).then_some(content.start..end)
}
