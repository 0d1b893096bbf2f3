//! Documents: which one "the letter" or "the law" is, by what the article calls it elsewhere; laws by their numbers.

use std::ops::Range;

use sayso_doc::SpeakerKind;

use crate::names::Gender;
use crate::phrase::Phrase;
use crate::resolve::{Resolved, Resolver};

/// Words before and after a document that are searched for its fuller name.
const BACK: usize = 1500;
const AHEAD: usize = 400;

/// Words of a name before and after its head noun.
const MOST_BEFORE: usize = 7;
const MOST_AFTER: usize = 6;

/// How much a name must tell beyond its noun to be taken for the document's.
const TELLING: usize = 2;

impl Resolver<'_> {
    /// The document that a noun with no name means, where the article says more of it.
    pub fn paper(&mut self, parsed: &Phrase, range: &Range<usize>, head: &str) -> Option<Resolved> {
        let reading = self.reading;
        let named = parsed.nominal.clone().any(|k| reading.tokens[k].is_cap() && (k > parsed.nominal.start || k != range.start));
        if named || parsed.owner.is_some() || parsed.nominal.len() > 2 || matches!(reading.low(parsed.rest.start), "of" | "by" | "from") {
            return None;
        }
        let class = class(head)?;
        let at = range.start;
        let name = if class == Class::Law {
            self.law_before(at)?
        } else {
            let before = (at.saturating_sub(BACK)..at).rev();
            let after = range.end..reading.tokens.len().min(range.end + AHEAD);
            // The nearest one that bears a name.
            let best = before.filter_map(|k| self.called(k, class)).find(|(score, _)| *score > TELLING);
            let (_, name) = best.or_else(|| after.filter_map(|k| self.called(k, class)).find(|(score, _)| *score > TELLING))?;
            self.written_out(name)
        };
        let id = self.entity(&name, SpeakerKind::Document, Gender::Unknown, false, &[head]);
        Some(self.likely(id))
    }

    /// The person whose office stands before a document's noun: "the special counsel report".
    pub fn office_holder_before(&mut self, parsed: &Phrase) -> Option<String> {
        let office = parsed.nominal.start..parsed.head();
        let last = self.reading.low(office.end.checked_sub(1)?);
        let first = office.end.checked_sub(2).map_or("", |k| self.reading.low(k));
        crate::cast::office(first, last).filter(|o| crate::parts::is_unique(o) && office.len() >= 2)?;
        let resolved = self.phrase(self.with_article(office));
        let e = &self.entities[resolved.entity];
        (e.kind == SpeakerKind::Person).then(|| e.name.clone())
    }

    /// How much the words around token `k` tell of a document of that class, and where they stand.
    fn called(&self, k: usize, wanted: Class) -> Option<(usize, Range<usize>)> {
        let reading = self.reading;
        let token = reading.tokens.get(k)?;
        if class(&token.low) != Some(wanted) || token.is_cap() && k > 0 && !reading.tokens[k - 1].is_cap() {
            return None;
        }
        let sentence = reading.sentence_of(k)?;
        let mut start = k;
        while start > sentence.first && k - start < MOST_BEFORE {
            let before = &reading.tokens[start - 1];
            let low = before.low.as_ref();
            let stops = !before.is_word() && !before.is_possessive()
                || is_article(low)
                || low.ends_with("ed")
                || low.ends_with("ing")
                || matches!(
                    low,
                    "his" | "her" | "their" | "its" | "my" | "our" | "this" | "that" | "these" | "those" | "some" | "any" | "no"
                )
                || matches!(
                    low,
                    "of" | "in"
                        | "on"
                        | "to"
                        | "by"
                        | "for"
                        | "with"
                        | "from"
                        | "about"
                        | "and"
                        | "or"
                        | "as"
                        | "at"
                        | "into"
                        | "after"
                        | "than"
                        | "over"
                        | "under"
                        | "behind"
                        | "per"
                )
                || matches!(
                    low,
                    "said"
                        | "says"
                        | "is"
                        | "was"
                        | "were"
                        | "has"
                        | "had"
                        | "have"
                        | "wrote"
                        | "sent"
                        | "read"
                        | "not"
                        | "also"
                        | "new"
                        | "recent"
                        | "other"
                );
            if stops {
                break;
            }
            start -= 1;
        }
        let mut end = k + 1;
        if matches!(reading.low(end), "of" | "from" | "by" | "to" | "against" | "about") {
            let stop = (end + 1..sentence.last.min(end + MOST_AFTER)).find(|&j| {
                let t = &reading.tokens[j];
                !t.is_word() && !t.is_possessive()
                    || !t.is_cap()
                        && (t.low.ends_with("ed")
                            || t.low.ends_with("ing")
                            || matches!(
                                t.low.as_ref(),
                                "that" | "which" | "who" | "in" | "on" | "and" | "for" | "by" | "is" | "was" | "has"
                            ))
            });
            let stop = stop.unwrap_or(end);
            // Only a name after it tells more: "a letter to Roe", no "letter of resignation".
            if (end + 1..stop).any(|j| reading.tokens[j].is_cap()) {
                end = stop;
            }
        }
        let caps = (start..end).filter(|&j| reading.tokens[j].is_cap()).count();
        (end - start > 1).then_some((caps * 2 + usize::from(end - start > 1), start..end))
    }

    /// The law that the article named last, else first: "the Clean Rivers Act", "House Bill 2".
    fn law_before(&self, at: usize) -> Option<String> {
        let reading = self.reading;
        let i = self.runs.partition_point(|r| r.whole.start < at);
        let law = |r: &&crate::names::Run| {
            let last = reading.low(r.whole.end - 1);
            r.whole.len() > 1 && matches!(last, "act" | "law" | "bill" | "code" | "amendment")
                || is_law_number(&reading.words(r.name.clone()))
        };
        let obamacare = |r: &&crate::names::Run| reading.low(r.whole.start) == "obamacare";
        if self.runs.iter().take(400).any(|r| obamacare(&r)) && !self.runs[..i].iter().rev().take(200).any(|r| law(&r)) {
            return Some("Affordable Care Act".to_owned());
        }
        let run = self.runs[..i].iter().rev().take(200).find(law).or_else(|| self.runs[i..].iter().take(40).find(law))?;
        Some(reading.words(run.name.clone()))
    }
}

/// Kinds of documents that are taken up by one another's nouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Report,
    Poll,
    Suit,
    Letter,
    Law,
    Memo,
    Site,
}

fn class(low: &str) -> Option<Class> {
    Some(match low {
        "report" | "document" | "analysis" | "assessment" | "dossier" | "study" | "audit" | "review" | "transcript" | "readout" => {
            Class::Report
        }
        "poll" | "survey" => Class::Poll,
        "lawsuit" | "suit" | "complaint" | "filing" | "indictment" | "affidavit" | "subpoena" => Class::Suit,
        "letter" | "directive" | "note" | "email" | "e-mail" => Class::Letter,
        "law" | "act" | "legislation" | "statute" | "measure" => Class::Law,
        "memo" | "memorandum" => Class::Memo,
        "website" => Class::Site,
        _ => return None,
    })
}

fn is_article(low: &str) -> bool {
    matches!(low, "the" | "a" | "an" | "one" | "another" | "each") || crate::phrase::is_quantity(low)
}

/// "HB2", "Title IX", "Proposition 8", "Article 50": laws and parts of laws by number.
pub fn is_law_number(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let number = |w: &str| {
        !w.is_empty()
            && (w.bytes().all(|b| b.is_ascii_digit()) || w.len() <= 5 && w.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) || w.len() == 1)
    };
    match words.as_slice() {
        [one] => {
            let digits = one.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '.');
            let letters = one[..one.len() - digits.len()].replace('.', "");
            !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && matches!(letters.as_str(), "HB" | "SB" | "HR" | "AB" | "HJR" | "SJR")
        }
        [kind, last] => {
            matches!(
                *kind,
                "Title"
                    | "Proposition"
                    | "Prop."
                    | "Article"
                    | "Section"
                    | "Amendment"
                    | "Measure"
                    | "Resolution"
                    | "H.R."
                    | "S.B."
                    | "H.B."
            ) && number(last)
        }
        [.., kind, last] => matches!(*kind, "Bill" | "Resolution") && number(last),
        [] => false,
    }
}
