//! Whom a verb with no subject of its own goes on about: "Roe denied it and now says", "…, accusing the mine", "her promise".

use std::ops::Range;

use sayso_doc::Attribution;

use crate::ends::{is_determiner, is_noun, is_pronoun};
use crate::names::Looks;
use crate::snap::Fit;
use crate::words::Words;

/// Earlier cues of a sentence that are asked for their source.
const LOOK_BACK: usize = 12;

impl Fit<'_> {
    /// The source of a cue whose subject stands with another verb or before its noun. `order`: those whose cues stand before
    /// this one, by their cues.
    pub fn shared(&self, at: usize, attributions: &[Attribution], order: &[usize], cue: &Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        let a = &attributions[at];
        if let Some(owner) = self.owner(cue) {
            return (!self.in_content(a, &owner)).then_some(owner);
        }
        let mut before = cue.start.checked_sub(1)?;
        while before > 0 && self.helps(before) {
            before -= 1;
        }
        let verb = reading.low((before + 1..=cue.start).rev().find(|&k| !self.helps(k)).unwrap_or(cue.start));
        let participle = verb.ends_with("ing");
        let joins = match reading.low(before) {
            "and" | "but" | "or" => !participle && !is_noun(verb),
            "," | "—" | "by" | "after" | "before" | "while" | "without" => participle,
            _ => false,
        };
        if !joins {
            return None;
        }
        let sentence = reading.sentence_of(cue.start)?;
        let (first, byte) = (reading.tokens[sentence.first].start, a.cue.start());
        let earlier = order.iter().rev().take(LOOK_BACK).map(|&i| &attributions[i]).take_while(|e| e.cue.start() >= first);
        let holds = |e: &Attribution, b: usize| e.content.iter().any(|c| c.start() <= b && b < c.end());
        let mut clause = sentence.first;
        for e in earlier {
            if holds(e, byte) {
                // Within what that one says: whoever its clause begins with.
                clause = e.content.iter().filter(|c| c.start() <= byte).rev().find_map(|c| reading.token_at(c.start()))?;
                break;
            }
            if let Some(source) = e.source
                && source.start() >= first
                && source.start() < e.cue.start()
            {
                return Some(reading.tokens_in(source.start(), source.end()));
            }
        }
        while clause < before && !reading.tokens[clause].is_word() {
            clause += 1;
        }
        let range = if is_pronoun(reading.low(clause)) { clause..clause + 1 } else { self.noun_from(clause)? };
        let owner = reading.tokens.get(range.end).is_some_and(|t| t.is_possessive()) || reading.low(range.end) == ",";
        (range.end <= before && !owner && !self.in_content(a, &range)).then_some(range)
    }

    /// "He, like the president", "they move": a pronoun that other words hang on to is the source alone.
    pub fn pronoun_alone(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        let person = |k: usize| matches!(reading.low(k), "he" | "she" | "they" | "we") || reading.tokens[k].text == "I";
        if range.len() < 2 {
            return None;
        }
        let (first, last) = (range.start, range.end - 1);
        if person(first) {
            let next = reading.low(first + 1);
            let together = matches!(next, "and" | "all" | "both" | "or" | "who" | "himself" | "herself" | "themselves");
            let joined = (first..range.end).any(|k| matches!(reading.low(k), "and" | "or"));
            return (!together && !joined).then_some(first..first + 1);
        }
        (person(last) && range.len() <= 3 && !matches!(reading.low(last - 1), "and" | "or")).then_some(last..last + 1)
    }

    /// The source with what it hangs on to: "lawyers for | the president", "Democrats in | Congress", "Roe, | a friend of the mayor".
    pub fn whole(&self, range: Range<usize>, cue: &Range<usize>) -> Range<usize> {
        let reading = self.reading;
        let Some(sentence) = reading.sentence_of(range.start) else { return range };
        let open = if range.start > sentence.first && reading.low(range.start - 1) == "the" { range.start - 1 } else { range.start };
        let back = |n: usize| open.checked_sub(n).filter(|&k| k >= sentence.first && !cue.contains(&k));
        let Some(link) = back(1) else { return range };
        let words = Words::get();
        if matches!(reading.low(link), "for" | "of" | "in" | "on" | "from" | "to")
            && let Some(noun) = back(2)
        {
            let low = reading.low(noun);
            let spokes = matches!(reading.low(link), "for" | "to" | "of") && (words.role(low) || words.plural_role(low).is_some());
            let party = matches!(reading.low(link), "in" | "on" | "from" | "of")
                && matches!(low, "democrats" | "republicans" | "members" | "lawmakers");
            let person = matches!(reading.low(link), "of" | "from" | "in").then(|| self.run_at(noun)).flatten();
            let person = person.filter(|r| r.whole.end == noun + 1 && matches!(r.looks, Looks::Person) && r.whole.len() > 1);
            let here = self.run_at(range.end - 1).is_some();
            if let Some(run) = person.filter(|r| here && r.whole.start >= sentence.first) {
                return run.whole.clone();
            }
            if here && (spokes || party) {
                let mut start = noun;
                while start > sentence.first
                    && (reading.tokens[start - 1].is_word() || reading.tokens[start - 1].is_possessive())
                    && noun - start < 4
                    && !cue.contains(&(start - 1))
                    && (is_determiner(reading.low(start - 1))
                        || is_noun(reading.low(start - 1))
                        || self.run_at(start - 1).is_some()
                        || matches!(reading.low(start - 1), "senior" | "former" | "top" | "chief" | "lead"))
                {
                    start -= 1;
                }
                return start..range.end;
            }
        }
        // An appositive that the tagger took for all of it.
        let opens = matches!(reading.low(range.start), "a" | "an" | "himself" | "herself")
            || words.role(reading.low(range.start))
            || reading.low(range.start) == "former";
        if opens
            && reading.low(link) == ","
            && let Some(run) = back(2).and_then(|k| self.run_at(k)).filter(|r| {
                r.whole.end == link && (r.whole.start == sentence.first || r.whole.start > sentence.first && reading.low(range.end) == ",")
            })
            && matches!(run.looks, Looks::Person | Looks::MaybePerson)
            && cue.start >= range.end
            && cue.start - range.end < 3
        {
            return run.whole.start..range.end;
        }
        range
    }

    /// "his | intention", "the Roe campaign's repeated | promises".
    fn owner(&self, cue: &Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        if reading.low(cue.start).ends_with("ing")
            || reading.low(cue.start).ends_with("ed")
            || reading.low(cue.start) == "rumors"
            || cue.len() > 1
        {
            return None;
        }
        for k in (cue.start.saturating_sub(2)..cue.start).rev() {
            let token = &reading.tokens[k];
            if token.sentence != reading.tokens[cue.start].sentence || !token.is_word() && !token.is_possessive() {
                return None;
            }
            if matches!(token.low.as_ref(), "his" | "her" | "their" | "its" | "my" | "our") {
                return Some(k..k + 1);
            }
            if token.is_possessive() {
                let last = k.checked_sub(1)?;
                if let Some(run) = self.run_at(last).filter(|r| r.whole.end == k) {
                    return Some(run.whole.clone());
                }
                return is_noun(reading.low(last)).then(|| {
                    let the = last.checked_sub(1).filter(|&t| matches!(reading.low(t), "the" | "a" | "his" | "her" | "their"));
                    the.unwrap_or(last)..last + 1
                });
            }
            if token.is_cap() || is_noun(&token.low) {
                return None;
            }
        }
        None
    }

    /// Words between the joint and the verb.
    fn helps(&self, k: usize) -> bool {
        let low = self.reading.low(k);
        low.ends_with("ly")
            || matches!(
                low,
                "also"
                    | "now"
                    | "then"
                    | "later"
                    | "still"
                    | "even"
                    | "has"
                    | "have"
                    | "had"
                    | "does"
                    | "did"
                    | "will"
                    | "would"
                    | "is"
                    | "are"
                    | "was"
                    | "were"
            )
    }
}
