//! Speakers who speak together: "Roe and Doe", "the two leaders", "both governments", "they".

use std::ops::Range;

use sayso_doc::SpeakerKind;

use crate::names::Gender;
use crate::phrase::{self, Determiner, Phrase};
use crate::pronouns;
use crate::resolve::{LOOK_BACK, Resolved, Resolver};

/// Sentences over which two who were named together stay "they" and "the two".
const TOGETHER: usize = 3;

impl Resolver<'_> {
    /// "Roe and Doe", "he and his deputy", "Roe, a donor, and Doe": a joint speaker of the first one's kind.
    pub fn conjoined(&mut self, parsed: &Phrase, range: Range<usize>) -> Option<Resolved> {
        let reading = self.reading;
        if parsed.determiner == Determiner::Quantity {
            return None;
        }
        let and = if parsed.conjoined {
            parsed.nominal.end
        } else {
            // A list of persons: the last one after ", and".
            (parsed.rest.start..range.end.saturating_sub(1)).find(|&k| {
                reading.low(k) == "and"
                    && (reading.tokens[k - 1].text == ","
                        || self.cast.mentions_in(parsed.rest.start..k).last().is_some_and(|(m, _)| m.end == k))
            })?
        };
        let lookup = phrase::run_lookup(self.runs);
        let second = phrase::parse(reading, and + 1..range.end, &lookup)?;
        let pronoun = pronouns::read_bytes(reading, reading.tokens[parsed.nominal.start].start, reading.tokens[parsed.nominal.end - 1].end);
        let first = match pronoun {
            Some(pronoun) => Some(self.pronoun(pronoun, parsed.nominal.start, None)),
            None => {
                let alone = Phrase { conjoined: false, rest: and..and, ..parsed.clone() };
                self.named(&alone, parsed.nominal.clone()).or_else(|| self.plain_party(&alone))
            }
        };
        let other = self.named(&second, second.nominal.clone()).or_else(|| self.plain_party(&second));
        if !parsed.conjoined {
            // Between the first and the last only whole names count: "A, B, C and D".
            let (a, b) = (first?, other?);
            if self.entities[a.entity].kind != SpeakerKind::Person || self.entities[b.entity].kind != SpeakerKind::Person {
                return None;
            }
            let mut names = vec![self.entities[a.entity].name.clone()];
            for (m, person) in self.cast.mentions_in(parsed.rest.start..and).to_vec() {
                let alone = matches!(reading.tokens[m.start - 1].text, ",") && matches!(reading.tokens[m.end].text, "," | "and");
                if alone && names.len() < 12 {
                    let id = self.person(person);
                    names.push(self.entities[id].name.clone());
                }
            }
            names.dedup();
            let last = self.entities[b.entity].name.clone();
            let name = format!("{} and {last}", names.join(", "));
            let id = self.entity(&name, SpeakerKind::Person, Gender::Unknown, true, &[]);
            return Some(self.likely(id));
        }
        match (first, other) {
            (Some(a), Some(b)) => {
                let (x, y) = (self.entities[a.entity].clone(), self.entities[b.entity].clone());
                if x.name == y.name {
                    return Some(a);
                }
                if let (Some(p), Some(q)) = (self.person_of(a.entity), self.person_of(b.entity)) {
                    let id = self.both(p, q);
                    return Some(self.likely(id));
                }
                // The two in the other order are the same two.
                let turned = format!("{} and {}", y.name, x.name);
                let name =
                    if self.by_key.contains_key(&(turned.to_lowercase(), false)) { turned } else { format!("{} and {}", x.name, y.name) };
                let id = self.entity(&name, x.kind, Gender::Unknown, true, &[]);
                Some(self.likely(id))
            }
            (Some(a), None) => {
                let x = self.entities[a.entity].clone();
                // "Roe and her administration" is that one.
                let theirs = second.determiner == Determiner::Possessive
                    || (and + 1..second.nominal.start).any(|k| matches!(reading.low(k), "his" | "her"));
                if theirs && reading.low(second.head()) == "administration" && x.kind == SpeakerKind::Person {
                    let surname = x.name.split(' ').next_back().unwrap_or(&x.name).to_owned();
                    let name = format!("{surname} administration");
                    let id = self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &["administration"]);
                    return Some(self.likely(id));
                }
                // "the U.S. and other powers", "Reuters and other media": the one that is named.
                let others = matches!(reading.low(and + 1), "other" | "others" | "many" | "several" | "some");
                if others && matches!(x.kind, SpeakerKind::Government | SpeakerKind::Outlet) {
                    return Some(a);
                }
                let from = if second.determiner == Determiner::Quantity { second.nominal.start } else { and + 1 };
                let rest = reading.words(from..second.nominal.end);
                let name = format!("{} and {rest}", x.name);
                let id = self.entity(&name, x.kind, Gender::Unknown, true, &[]);
                Some(self.likely(id))
            }
            _ => None,
        }
    }

    /// "Democrats": a party that is one of two who speak.
    fn plain_party(&mut self, parsed: &Phrase) -> Option<Resolved> {
        let head = self.reading.low(parsed.head()).to_owned();
        (parsed.nominal.len() == 1 && parsed.determiner != Determiner::Quantity).then(|| self.party(parsed, &head, false)).flatten()
    }

    /// The people whose plural noun opens the sentence of "they", where they stand after it: "Residents fear what they see".
    pub fn opening_people(&mut self, at: usize) -> Option<usize> {
        let reading = self.reading;
        let words = crate::words::Words::get();
        let first = reading.sentence_of(at)?.first;
        let quoted = reading.tokens.get(at)?.quoted;
        let first = (first..at).find(|&k| reading.tokens[k].is_word())?;
        let noun = (first..at.min(first + 6)).find(|&k| {
            words.plural_role(reading.low(k)).is_some() || words.groups.contains(reading.low(k)) && reading.low(k).ends_with('s')
        })?;
        let plain = (first..noun).all(|k| reading.tokens[k].is_word() && !reading.tokens[k].is_possessive() && k < at)
            && !matches!(
                reading.low(first),
                "in" | "on"
                    | "at"
                    | "for"
                    | "as"
                    | "after"
                    | "before"
                    | "with"
                    | "by"
                    | "if"
                    | "when"
                    | "his"
                    | "her"
                    | "but"
                    | "once"
                    | "and"
                    | "because"
                    | "what"
                    | "while"
                    | "since"
                    | "so"
                    | "until"
                    | "although"
                    | "though"
            )
            && reading.tokens[noun].quoted == quoted
            && noun + 2 < at
            && reading.tokens[noun + 1].is_word()
            && !reading.tokens[noun + 1].is_cap()
            && !matches!(reading.low(noun + 1), "of" | "and" | "or" | "'s" | "for" | "who" | "in");
        // Another one of whom the clause of "they" could speak stands between.
        plain.then(|| self.phrase(first..noun + 1).entity).filter(|&e| self.entities[e].plural)
    }

    /// The two persons whom the text names together, as "Roe and Doe": token and both, in order.
    pub fn all_pairs(&self) -> Vec<(usize, usize, usize)> {
        let reading = self.reading;
        let joined = self.cast.mentions.windows(2).filter(|w| {
            let ((a, p), (b, q)) = (&w[0], &w[1]);
            p != q && b.start == a.end + 1 && reading.low(a.end) == "and"
        });
        joined.map(|w| (w[0].0.start, w[0].1, w[1].1)).collect()
    }

    /// The latest pair before token `at`.
    pub fn pair_before(&self, at: usize) -> Option<(usize, usize, usize)> {
        let i = self.pairs.partition_point(|(t, _, _)| *t < at);
        let &(token, a, b) = self.pairs[..i].last()?;
        let gap = self.reading.tokens.get(at)?.sentence.saturating_sub(self.reading.tokens[token].sentence);
        (gap <= TOGETHER).then_some((token, a, b))
    }

    /// One speaker made of two persons, in the order in which the article first names them together.
    pub fn both(&mut self, a: usize, b: usize) -> usize {
        let first = self.pairs.iter().take(500).find(|(_, p, q)| (*p, *q) == (a, b) || (*p, *q) == (b, a));
        let (a, b) = first.map_or((a, b), |&(_, p, q)| (p, q));
        let (x, y) = (self.person(a), self.person(b));
        let name = format!("{} and {}", self.entities[x].name, self.entities[y].name);
        self.entity(&name, SpeakerKind::Person, Gender::Unknown, true, &[])
    }

    /// "the two", "both candidates": two persons named together, else the only two of this sentence and the one before.
    pub fn the_two(&mut self, at: usize) -> Option<usize> {
        let heard = self.heard.iter().rev().filter(|h| h.token < at).take(12).find(|h| {
            let e = &self.entities[h.entity];
            e.kind == SpeakerKind::Person && e.plural
        });
        let heard = heard.map(|h| (h.token, h.entity));
        let pair = self.pair_before(at);
        match (heard, pair) {
            (Some((token, entity)), Some((other, _, _))) if token >= other => Some(entity),
            (_, Some((_, a, b))) => Some(self.both(a, b)),
            (Some((_, entity)), None) => Some(entity),
            (None, None) => {
                let here = self.reading.tokens.get(at)?.sentence;
                let i = self.cast.mentions.partition_point(|(m, _)| m.start < at);
                let mut found: Vec<usize> = Vec::new();
                for (m, p) in self.cast.mentions[..i].iter().rev().take(LOOK_BACK) {
                    if here.saturating_sub(self.reading.tokens[m.start].sentence) > 1 {
                        break;
                    }
                    if !found.contains(p) {
                        found.push(*p);
                    }
                }
                (found.len() == 2).then(|| self.both(found[1], found[0]))
            }
        }
    }

    /// "both governments", "the two countries": the last two countries that were named.
    pub fn two_countries(&mut self, at: usize) -> Option<usize> {
        let here = self.reading.tokens.get(at)?.sentence;
        let mut found: Vec<String> = Vec::new();
        let i = self.runs.partition_point(|r| r.whole.start < at);
        for run in self.runs[..i].iter().rev().take(LOOK_BACK) {
            let token = &self.reading.tokens[run.whole.start];
            if here.saturating_sub(token.sentence) > TOGETHER || found.len() == 2 {
                break;
            }
            let country = self.register.country(&self.reading.words(run.name.clone())).or_else(|| self.register.country(token.text));
            if let Some((country, _)) = country
                && !found.contains(&country.name)
            {
                found.push(country.name.clone());
            }
        }
        let [second, first] = found.as_slice() else { return None };
        let name = format!("{first} and {second}");
        Some(self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &["governments", "countries"]))
    }
}
