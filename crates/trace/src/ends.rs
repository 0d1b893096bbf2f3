//! Words at the ends of a source and of a cue: what a noun phrase begins with, ends in, and does not run over.

use std::ops::Range;

use crate::grammar::is_weekday;
use crate::names::is_body;
use crate::reading::Reading;
use crate::words::Words;

/// Whether a cue tells that something is said without telling by whom: "reportedly", "is believed to", "Roe's alleged role".
pub fn nobody_says(reading: &Reading<'_>, cue: &Range<usize>) -> bool {
    let low = |k: usize| reading.low(k);
    if cue.len() == 1 {
        let before = cue.start.checked_sub(1);
        let adjective = before.is_some_and(|b| {
            reading.tokens[b].is_possessive()
                || matches!(low(b), "an" | "the" | "a" | "his" | "her" | "their" | "its" | "on" | "of" | "about" | "over" | "for" | "into")
        });
        return matches!(
            low(cue.start),
            "reportedly" | "allegedly" | "purportedly" | "supposedly" | "apparently" | "presumably" | "ostensibly" | "seemingly"
        ) || adjective && matches!(low(cue.start), "alleged" | "purported" | "reported" | "supposed" | "suspected" | "rumored");
    }
    let be = cue.clone().take(3).any(|k| matches!(low(k), "is" | "are" | "was" | "were" | "been" | "be" | "being" | "'s"));
    let by = cue.clone().any(|k| low(k) == "by") || low(cue.end) == "by";
    let told = cue.clone().skip(1).any(|k| {
        matches!(
            low(k),
            "expected"
                | "believed"
                | "thought"
                | "said"
                | "reported"
                | "charged"
                | "accused"
                | "interpreted"
                | "seen"
                | "considered"
                | "known"
                | "suspected"
                | "rumored"
                | "rumoured"
                | "feared"
                | "alleged"
                | "viewed"
                | "regarded"
                | "blamed"
                | "supposed"
                | "understood"
                | "estimated"
                | "presumed"
                | "perceived"
        )
    });
    be && told && !by
}

pub fn is_determiner(low: &str) -> bool {
    matches!(
        low,
        "the" | "a" | "an" | "some" | "many" | "his" | "her" | "their" | "its" | "several" | "two" | "most" | "one" | "my" | "our"
    )
}

/// Words that a noun phrase does not run over.
pub fn breaks(low: &str) -> bool {
    matches!(
        low,
        "of" | "for"
            | "to"
            | "in"
            | "on"
            | "at"
            | "by"
            | "with"
            | "from"
            | "that"
            | "who"
            | "which"
            | "is"
            | "was"
            | "are"
            | "were"
            | "has"
            | "have"
            | "had"
            | "as"
            | "and"
            | "a"
            | "an"
            | "the"
            | "did"
            | "said"
    ) || low.ends_with("ed")
        || low.ends_with("ly")
}

pub fn is_pronoun(low: &str) -> bool {
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
pub fn is_opening(reading: &Reading<'_>, k: usize) -> bool {
    let token = &reading.tokens[k];
    let verb = matches!(
        token.low.as_ref(),
        "said" | "says" | "say" | "told" | "added" | "wrote" | "that" | "but" | "and" | "by" | "to" | "from" | "when" | "as" | "is" | "was"
    );
    (token.is_word() || matches!(token.text, "“" | "@")) && !verb
}

/// Words that a source does not end in.
pub fn is_trailing(low: &str) -> bool {
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
            | "am"
            | "first"
            | "'m"
            | "'ve"
            | "'re"
            | "will"
            | "would"
            | "could"
            | "from"
            | "by"
            | "with"
    ) || is_weekday(low)
}

pub fn is_noun(low: &str) -> bool {
    let words = Words::get();
    words.role(low)
        || words.plural_role(low).is_some()
        || words.groups.contains(low)
        || words.documents.contains(low)
        || words.outlet_nouns.contains(low)
        || is_body(low)
}
