//! Attributions without a source in the text: nobody is named, or the subject of the clause before goes on speaking.

use sayso_doc::{Attribution, SpeakerKind};

use crate::names::Gender;
use crate::pronouns;
use crate::resolve::{LOOK_BACK, Resolved, Resolver, Strength};

impl Resolver<'_> {
    /// No source in the text: nobody is named, unless the verb has its subject elsewhere in the sentence.
    pub fn sourceless(
        &mut self,
        attribution: &Attribution,
        index: usize,
        attributions: &[Attribution],
        out: &[Option<Resolved>],
    ) -> Resolved {
        let at = self.reading.tokens_in(attribution.cue.start(), attribution.cue.end()).start;
        let found = match self.clause(attribution, at) {
            Clause::GoesOn => {
                self.before_in_sentence(attribution, index, attributions, out).or_else(|| self.opening_subject(attribution, at))
            }
            Clause::Opens => self.subject_after(attribution, at),
            Clause::Other => None,
        };
        let found = found.or_else(|| self.around.filter(|_| self.seems(at)).map(|o| self.likely(o)));
        found.unwrap_or_else(|| {
            let entity = self.entity("unnamed", SpeakerKind::Unnamed, Gender::Unknown, true, &[]);
            Resolved { entity, strength: Strength::Likely }
        })
    }

    /// "seems", "is likely": within the words of another, that one's own judgement.
    fn seems(&self, at: usize) -> bool {
        let low = self.reading.low(at + usize::from(matches!(self.reading.low(at), "is" | "are" | "was" | "were" | "be")));
        matches!(
            low,
            "seem"
                | "seems"
                | "seemed"
                | "seemingly"
                | "appear"
                | "appears"
                | "appeared"
                | "apparently"
                | "likely"
                | "probably"
                | "may"
                | "might"
        )
    }

    fn clause(&self, attribution: &Attribution, at: usize) -> Clause {
        let reading = self.reading;
        let low = reading.low(at);
        let Some(sentence) = reading.sentence_of(at) else { return Clause::Other };
        let mut before = at;
        while before > sentence.first
            && (reading.low(before - 1).ends_with("ly") || matches!(reading.low(before - 1), "also" | "then" | "later"))
        {
            before -= 1;
        }
        let prior = if before > sentence.first { reading.low(before - 1) } else { "" };
        let participle = low.ends_with("ing") && low.len() > 5 && !matches!(low, "during" | "finding" | "findings" | "warning");
        if participle {
            if before == sentence.first
                || before == sentence.first + 1 && matches!(prior, "while" | "after" | "in" | "by" | "before" | "when")
            {
                return Clause::Opens;
            }
            // ", adding that", "a statement saying": what the subject of the sentence did.
            let said_in = matches!(prior, "statement" | "letter" | "tweet" | "memo" | "email" | "post" | "release" | "note" | "message");
            return if prior == "," || said_in { Clause::GoesOn } else { Clause::Other };
        }
        // "He said so, but called it wrong": verbs, no nouns ("claims of") and no adjectives ("and alleged abuse").
        let cue = reading.tokens_in(attribution.cue.start(), attribution.cue.end());
        let next = reading.low(cue.end);
        let passive = matches!(low, "is" | "was" | "are" | "were")
            && cue.clone().any(|k| reading.low(k).ends_with("ed") && reading.low(k) != "determined");
        let verb = matches!(
            low,
            "said"
                | "says"
                | "told"
                | "wrote"
                | "felt"
                | "feels"
                | "thinks"
                | "believes"
                | "wants"
                | "is"
                | "was"
                | "has"
                | "have"
                | "did"
                | "does"
                | "knew"
        ) || low.ends_with("ed")
            && (!matches!(low, "alleged" | "supposed" | "purported" | "suspected" | "accused")
                || matches!(next, "that" | "the" | "a" | "he" | "she" | "they"));
        if verb && !passive && matches!(prior, "and" | "but" | "or" | "yet") && !reading.tokens[at].is_cap() {
            Clause::GoesOn
        } else {
            Clause::Other
        }
    }

    /// The speaker of the nearest earlier cue of the sentence: "He said so, but called it wrong".
    fn before_in_sentence(
        &self,
        attribution: &Attribution,
        index: usize,
        attributions: &[Attribution],
        out: &[Option<Resolved>],
    ) -> Option<Resolved> {
        let sentence_at = |byte: usize| self.reading.token_at(byte).map(|t| self.reading.tokens[t].sentence);
        let here = sentence_at(attribution.cue.start())?;
        let before = attributions[..index].iter().zip(out).rev().take(LOOK_BACK).find(|(a, r)| {
            r.is_some()
                && a.source.is_some_and(|s| sentence_at(s.start()) == Some(here))
                // Within that one's content another clause has another subject.
                && !a.content.iter().any(|c| c.start() <= attribution.cue.start() && attribution.cue.end() <= c.end())
        });
        before.and_then(|(_, r)| *r)
    }

    /// The name or pronoun that opens the sentence or the quotation in which the cue stands.
    fn opening_subject(&mut self, attribution: &Attribution, at: usize) -> Option<Resolved> {
        let reading = self.reading;
        let sentence = reading.sentence_of(at)?;
        let quoted = reading.tokens[at].quoted;
        let mut first = (sentence.first..at).find(|&k| reading.tokens[k].is_word() && reading.tokens[k].quoted == quoted)?;
        // "On Monday, Roe": what stands before the first comma is no subject.
        if matches!(reading.low(first), "on" | "in" | "at" | "after" | "before" | "during" | "earlier" | "later") {
            first = (first..at.min(first + 14)).find(|&k| reading.tokens[k].text == ",")? + 1;
        }
        while first + 1 < at && matches!(reading.low(first), "the" | "and" | "but" | "a" | "an") {
            first += 1;
        }
        self.name_at(attribution, first, at)
    }

    /// "While saying so, Roe …": the first name or pronoun after the comma.
    fn subject_after(&mut self, attribution: &Attribution, at: usize) -> Option<Resolved> {
        let reading = self.reading;
        let last = reading.sentence_of(at)?.last;
        let comma = (at..last).filter(|&k| reading.tokens[k].text == ",").take(6).find(|&k| {
            let after = k + 1 + usize::from(matches!(reading.low(k + 1), "the" | "both"));
            matches!(reading.low(after), "he" | "she" | "they")
                || self.runs.get(self.runs.partition_point(|r| r.whole.end <= after)).is_some_and(|r| r.whole.start <= after)
        })?;
        let after = comma + 1 + usize::from(matches!(reading.low(comma + 1), "the" | "both"));
        self.name_at(attribution, after, last)
    }

    /// Whom the name or pronoun that begins at token `k` stands for.
    fn name_at(&mut self, attribution: &Attribution, k: usize, end: usize) -> Option<Resolved> {
        let reading = self.reading;
        let token = reading.tokens.get(k)?;
        if attribution.content.iter().any(|c| c.start() < token.end && token.start < c.end()) {
            return None;
        }
        if let Some(pronoun) = pronouns::read_bytes(reading, token.start, token.end) {
            let known = matches!(pronoun, pronouns::Pronoun::Single(_) | pronouns::Pronoun::They | pronouns::Pronoun::It);
            return known.then(|| self.pronoun(pronoun, k, None));
        }
        let person = self.cast.mentions_in(k..end.min(k + 14)).first().filter(|(m, _)| m.start <= k).map(|(_, p)| *p);
        let entity = match person {
            Some(person) => self.person(person),
            None => {
                let body = self.bodies.at(k).cloned()?;
                self.of_body(&body)
            }
        };
        let owner = reading.tokens.get(k + 1).is_some_and(|t| t.is_possessive());
        (!owner).then_some(Resolved { entity, strength: Strength::Likely })
    }
}

/// How the clause of a cue without a source hangs on to its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clause {
    /// It shares the subject of what stands before it.
    GoesOn,
    /// It opens the sentence; the subject comes after.
    Opens,
    Other,
}
