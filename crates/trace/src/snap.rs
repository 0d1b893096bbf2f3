//! Sources put right for reading: a tagger's span that is a word too long or too short is fitted to the noun phrase it means.

use std::ops::Range;

use sayso_doc::{Article, Attribution};

use crate::names::{Run, is_body};
use crate::reading::Reading;
use crate::words::Words;

/// The attributions with fitted sources; nothing else changes.
pub fn sources(article: &Article, reading: &Reading<'_>, runs: &[Run], attributions: &[Attribution]) -> Vec<Attribution> {
    let mut fitted = attributions.to_vec();
    for a in &mut fitted {
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let Some(range) = a.source.map(|s| reading.tokens_in(s.start(), s.end())).or_else(|| subject(reading, runs, a, &cue)) else {
            continue;
        };
        let range = fit(reading, runs, range, &cue);
        if let (Some(first), Some(last)) = (reading.tokens.get(range.start), range.end.checked_sub(1).and_then(|l| reading.tokens.get(l)))
            && !range.is_empty()
            && let Ok(span) = article.text.span(first.start, last.end)
        {
            a.source = Some(span);
        }
    }
    fitted
}

/// Whom a tagger that found no source has missed: a name or personal pronoun right before the cue, outside the content.
fn subject(reading: &Reading<'_>, runs: &[Run], a: &Attribution, cue: &Range<usize>) -> Option<Range<usize>> {
    let mut last = cue.start.checked_sub(1)?;
    while last > 0 && (reading.low(last).ends_with("ly") || matches!(reading.low(last), "also" | "then" | "’s" | "'s")) {
        last -= 1;
    }
    let token = reading.tokens.get(last)?;
    if reading.tokens.get(cue.start)?.sentence != token.sentence {
        return None;
    }
    let i = runs.partition_point(|r| r.whole.end <= last);
    let named = runs.get(i).filter(|r| r.whole.end == last + 1).map(|r| r.whole.clone());
    let person = matches!(reading.low(last), "he" | "she" | "they" | "we" | "i").then_some(last..last + 1);
    let range = person.or(named)?;
    let in_content = a.content.iter().any(|c| c.start() < token.end && token.start < c.end());
    (!in_content).then_some(range)
}

fn fit(reading: &Reading<'_>, runs: &[Run], range: Range<usize>, cue: &Range<usize>) -> Range<usize> {
    let low = |k: usize| reading.low(k);
    let run_at = |k: usize| {
        let i = runs.partition_point(|r| r.whole.end <= k);
        runs.get(i).filter(|r| r.whole.start <= k).map(|r| r.whole.clone())
    };
    let (mut start, mut end) = (range.start, range.end);
    // Words of the cue, marks and verbs at the ends are not the source's.
    while start + 1 < end && (cue.contains(&start) || !is_opening(reading, start)) {
        start += 1;
    }
    while end > start + 1 && (cue.contains(&(end - 1)) || is_trailing(low(end - 1)) && run_at(end - 1).is_none()) {
        end -= 1;
    }
    while end > start + 1
        && !reading.tokens[end - 1].is_word()
        && !reading.tokens[end - 1].is_possessive()
        && !matches!(reading.tokens[end - 1].text, ")")
    {
        end -= 1;
    }
    if start >= end {
        return range;
    }
    // A source stands in one sentence: "… against the U.S. | Kim said".
    while start + 1 < end && reading.tokens[start].sentence != reading.tokens[end - 1].sentence {
        start += 1;
    }
    let sentence = reading.tokens[start].sentence;
    let same = |k: usize| reading.tokens.get(k).is_some_and(|t| t.sentence == sentence) && !cue.contains(&k);
    // A name cut in two is made whole.
    if let Some(run) = run_at(start)
        && run.start < start
        && (run.start..start).all(same)
    {
        start = run.start;
    }
    if let Some(run) = run_at(end - 1)
        && run.end > end
        && (end..run.end).all(same)
    {
        end = run.end;
    }
    // "a senior" has lost its noun, "officials" its owner's last word.
    if !is_noun(low(end - 1)) && !reading.tokens[end - 1].is_cap() && !is_pronoun(low(end - 1)) && same(end) {
        if is_noun(low(end)) {
            end += 1;
        } else if let Some(run) = run_at(end).filter(|r| r.start == end && (r.start..r.end).all(same)) {
            // "the", "spokesman": a name right after.
            end = run.end;
            if same(end) && is_noun(low(end)) && run.len() <= 3 {
                end += 1;
            }
        }
    }
    // "State Department | spokesman": the noun after a name that is no person's.
    if same(end)
        && is_noun(low(end))
        && reading.tokens[end - 1].is_cap()
        && !matches!(low(end), "said")
        && start < end
        && run_at(end - 1).is_some()
    {
        end += 1;
    }
    // The determiner before it ("a", "some", "his") decides who is meant.
    if start > 0
        && same(start - 1)
        && matches!(
            low(start - 1),
            "the" | "a" | "an" | "some" | "many" | "his" | "her" | "their" | "its" | "several" | "two" | "most" | "one"
        )
    {
        start -= 1;
    }
    // An appositive between commas belongs to the name before it: "Ostrava Today, a local paper, said".
    if start > 1
        && matches!(low(start), "a" | "an" | "the")
        && same(start - 1)
        && low(start - 1) == ","
        && low(end) == ","
        && let Some(run) = run_at(start - 2)
        && run.end == start - 1
        && (run.start..run.end).all(same)
    {
        start = run.start;
    }
    start..end
}

fn is_pronoun(low: &str) -> bool {
    matches!(
        low,
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "you"
            | "who"
            | "which"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "him"
            | "them"
            | "himself"
            | "herself"
    )
}

/// Whether a noun phrase can begin with token `k`.
fn is_opening(reading: &Reading<'_>, k: usize) -> bool {
    let token = &reading.tokens[k];
    let verb = matches!(
        token.low.as_ref(),
        "said" | "says" | "say" | "told" | "added" | "wrote" | "that" | "but" | "and" | "by" | "to" | "from" | "when" | "as" | "is" | "was"
    );
    (token.is_word() || matches!(token.text, "“" | "@")) && !verb
}

/// Words that a source does not end in.
fn is_trailing(low: &str) -> bool {
    matches!(
        low,
        "said"
            | "says"
            | "say"
            | "told"
            | "has"
            | "have"
            | "had"
            | "was"
            | "were"
            | "is"
            | "are"
            | "also"
            | "reportedly"
            | "did"
            | "does"
            | "do"
            | "later"
            | "then"
            | "on"
            | "in"
            | "that"
            | "to"
            | "at"
            | "and"
            | "of"
            | "for"
            | "who"
            | "will"
            | "would"
            | "could"
            | "from"
            | "by"
            | "with"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
    )
}

fn is_noun(low: &str) -> bool {
    let words = Words::get();
    words.role(low)
        || words.plural_role(low).is_some()
        || words.groups.contains(low)
        || words.documents.contains(low)
        || words.outlet_nouns.contains(low)
        || is_body(low)
}
