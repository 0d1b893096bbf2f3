//! The source phrase taken apart: determiner, owner, head noun, the names in it.

use std::ops::Range;

use crate::names::Run;
use crate::reading::Reading;
use crate::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Determiner {
    None,
    Definite,
    Indefinite,
    /// "some", "many", "two", "dozens of".
    Quantity,
    /// "his", "their", "our".
    Possessive,
}

/// One noun phrase, up to its first preposition, relative clause or comma.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Tokens of the nominal: modifiers and head, no determiner.
    pub nominal: Range<usize>,
    pub determiner: Determiner,
    /// Tokens of "Kerry" in "Kerry's spokesman".
    pub owner: Option<Range<usize>>,
    /// Where the nominal ended: the rest of the source begins here.
    pub rest: Range<usize>,
    /// "A and B".
    pub conjoined: bool,
    /// "members of": some of the body that the nominal names.
    pub members: bool,
    /// Tokens from the first word after the determiner to the head, owners included.
    pub full: Range<usize>,
}

impl Phrase {
    /// Index of the head noun.
    pub fn head(&self) -> usize {
        self.nominal.end.saturating_sub(1).max(self.nominal.start)
    }
}

/// Takes the tokens `range` apart. `None` when no word is in them.
pub fn parse(reading: &Reading<'_>, range: Range<usize>, run_at: &dyn Fn(usize) -> Option<Range<usize>>) -> Option<Phrase> {
    let words = Words::get();
    let mut at = range.start;
    while at < range.end && !reading.tokens[at].is_word() {
        at += 1;
    }
    // "While Roe", "both Roe and Doe": words that introduce are no part of the name.
    while at < range.end
        && matches!(reading.low(at), "while" | "when" | "as" | "like" | "but" | "and" | "even" | "meanwhile" | "both" | "then" | "then-")
    {
        at += 1;
    }
    if at >= range.end {
        return None;
    }
    let mut determiner = Determiner::None;
    let mut owner = None;
    let mut start = at;
    let mut conjoined = false;
    let mut members = false;
    let mut full = None;
    let mut i = at;
    while i < range.end {
        let token = &reading.tokens[i];
        let low = token.low.as_ref();
        if i == start {
            let found = match low {
                "the" | "this" | "that" | "these" | "those" => Some(Determiner::Definite),
                "a" | "an" | "another" | "one" => Some(Determiner::Indefinite),
                "his" | "her" | "its" | "their" | "our" | "my" | "your" => Some(Determiner::Possessive),
                // "Roe's 2024 manager": a year counts nothing.
                _ if is_quantity(low) && !(owner.is_some() && is_year(low)) => Some(Determiner::Quantity),
                _ => None,
            };
            if let Some(found) = found
                && run_at(i).is_none_or(|r| r.len() == 1)
            {
                if determiner == Determiner::None || found == Determiner::Quantity {
                    determiner = found;
                }
                // "the 12 jurors", "many of the aides", "those close to Roe".
                let mut next = i + 1;
                if reading.low(next) == "of" && next + 1 < range.end {
                    next += 1;
                    while matches!(reading.low(next), "the" | "these" | "those" | "his" | "her" | "its" | "their" | "our") {
                        next += 1;
                    }
                    if determiner != Determiner::Indefinite {
                        determiner = Determiner::Quantity;
                    }
                }
                if next < range.end && reading.tokens[next].is_word() && !ends_nominal(reading.low(next)) {
                    start = next;
                    i = next;
                    continue;
                }
                i += 1;
                continue;
            }
        }
        if let Some(run) = run_at(i)
            && run.start <= i
            && run.end > i
        {
            i = run.end.min(range.end);
            continue;
        }
        if token.is_possessive() {
            if i + 1 < range.end && reading.tokens[i + 1].is_word() {
                full.get_or_insert(start);
                owner = Some(start..i);
                start = i + 1;
                determiner = Determiner::Definite;
                i += 1;
                continue;
            }
            break;
        }
        if matches!(low, "and" | "or" | "nor") {
            conjoined = true;
            break;
        }
        let dash = matches!(token.text, "–" | "—" | "/")
            && i > start
            && reading.tokens[i - 1].end == token.start
            && reading.tokens.get(i + 1).is_some_and(|n| n.start == token.end);
        if !token.is_word() && token.text != "-" && token.text != "&" && !dash && !(token.text == "." && i + 1 < range.end) {
            // Quoted modifiers ("so-called “moderates”") go on.
            if matches!(token.text, "“" | "”" | "\"") && i + 1 < range.end {
                i += 1;
                continue;
            }
            break;
        }
        if i > start && ends_nominal(low) {
            // "members of", "a group of", "a lot of": what counts comes after "of".
            let one_member = determiner == Determiner::Indefinite && matches!(reading.low(i - 1), "member" | "part");
            if low == "of" && i + 1 < range.end && is_partitive(reading.low(i - 1)) && !one_member {
                members |= matches!(reading.low(i - 1), "members" | "member");
                determiner = Determiner::Quantity;
                start = i + 1;
                while start + 1 < range.end
                    && matches!(reading.low(start), "the" | "these" | "those" | "his" | "her" | "its" | "their" | "our")
                {
                    start += 1;
                }
                i = start;
                continue;
            }
            break;
        }
        // "an aide working with", "agents assigned to": the participle begins a clause.
        let participle = low.ends_with("ing")
            || low.ends_with("ed")
            || matches!(low, "sent" | "written" | "made" | "given" | "seen" | "held" | "led" | "run" | "drawn" | "put" | "taken" | "won");
        // "a ranking by the consultancy Kantar published on Monday".
        let named = i > start + 1 && reading.tokens[i - 1].is_cap() && run_at(i - 1).is_some_and(|r| r.end == i);
        if i > start && participle && (named || is_noun(words, reading.low(i - 1))) && !token.is_cap() {
            break;
        }
        i += 1;
    }
    if start >= i {
        return None;
    }
    Some(Phrase { nominal: start..i, determiner, owner, rest: i..range.end, conjoined, members, full: full.unwrap_or(start)..i })
}

fn is_noun(words: &Words, low: &str) -> bool {
    words.role(low)
        || words.plural_role(low).is_some()
        || words.groups.contains(low)
        || words.government.contains(low)
        || words.organizations.contains(low)
        || words.documents.contains(low)
        || words.outlet_nouns.contains(low)
}

fn ends_nominal(low: &str) -> bool {
    matches!(
        low,
        "of" | "for"
            | "from"
            | "in"
            | "at"
            | "with"
            | "on"
            | "by"
            | "to"
            | "about"
            | "against"
            | "near"
            | "inside"
            | "within"
            | "close"
            | "familiar"
            | "including"
            | "who"
            | "which"
            | "that"
            | "whose"
            | "whom"
            | "where"
            | "outside"
            | "behind"
            | "under"
            | "into"
            | "as"
            | "is"
            | "was"
            | "were"
            | "are"
            | "has"
            | "have"
            | "had"
            | "briefed"
            | "speaking"
            | "working"
            | "representing"
            | "out"
            | "over"
            | "across"
            | "during"
            | "after"
            | "before"
            | "between"
            | "like"
    )
}

pub fn is_quantity(low: &str) -> bool {
    matches!(
        low,
        "some"
            | "many"
            | "several"
            | "most"
            | "few"
            | "all"
            | "both"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "millions"
            | "multiple"
            | "numerous"
            | "various"
            | "other"
            | "others"
            | "more"
            | "half"
            | "each"
            | "any"
            | "every"
            | "countless"
            | "certain"
            | "no"
            | "none"
    ) || low.starts_with(|c: char| c.is_ascii_digit())
}

fn is_year(low: &str) -> bool {
    low.len() == 4 && low.bytes().all(|b| b.is_ascii_digit()) && (low.starts_with("19") || low.starts_with("20"))
}

fn is_partitive(low: &str) -> bool {
    matches!(
        low,
        "lot"
            | "lots"
            | "number"
            | "group"
            | "majority"
            | "minority"
            | "members"
            | "member"
            | "percent"
            | "%"
            | "series"
            | "handful"
            | "couple"
            | "pair"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "millions"
            | "half"
            | "most"
            | "some"
            | "many"
            | "several"
            | "one"
            | "two"
            | "three"
            | "all"
            | "each"
            | "part"
            | "chorus"
            | "host"
            | "bunch"
            | "array"
            | "coalition"
            | "third"
            | "quarter"
            | "plenty"
            | "scores"
            | "range"
            | "both"
            | "none"
            | "any"
            | "few"
    )
}

/// Token -> run look-up for [`parse`].
pub fn run_lookup(runs: &[Run]) -> impl Fn(usize) -> Option<Range<usize>> + '_ {
    move |at| {
        let i = runs.partition_point(|r| r.whole.end <= at);
        runs.get(i).filter(|r| r.whole.start <= at).map(|r| r.whole.clone())
    }
}
