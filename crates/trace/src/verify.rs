//! Verification notes: what was or could not be checked, who was asked, who would not say.

use std::ops::Range;

use sayso_doc::{Article, NoteKind, ParagraphKind, Span};

use crate::bodies::Bodies;
use crate::grammar::is_weekday;
use crate::reading::Reading;
use crate::signs::{Plain, Sign, is_adverb};
use crate::words::Words;

/// A note with the tokens of whoever checked or was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    pub span: Span,
    pub kind: NoteKind,
    pub who: Option<Range<usize>>,
    /// Token at which the telling words begin.
    pub at: usize,
    /// Said by somebody of themselves ("“We have no comment,” she said").
    pub quoted: bool,
}

/// Tokens of a name that is read backwards from "who", or forwards to its verb.
const LONGEST_NAME: usize = 14;

pub fn read(article: &Article, reading: &Reading<'_>, bodies: &Bodies) -> Vec<Note> {
    let mut notes = Vec::new();
    for sentence in &reading.sentences {
        let told = reading.blocks.get(sentence.para).is_some_and(|b| matches!(b.kind, ParagraphKind::Body));
        if !told {
            continue;
        }
        let plain = Plain::new(reading, bodies, *sentence);
        let mut from = 0;
        while let Some(hit) = plain.find(from) {
            from = hit.last;
            let mut clause = plain.clause(&hit);
            // A second sign in the sentence begins where the first one's clause ends.
            let before = notes.last().map_or(0, |n: &Note| reading.tokens_in(n.span.start(), n.span.end()).end);
            if before > clause.start && before <= plain.words[hit.first] {
                clause.start = before + usize::from(matches!(reading.low(before), "but" | "and" | ","));
            }
            let (Some(a), Some(b)) = (reading.tokens.get(clause.start), clause.end.checked_sub(1).and_then(|i| reading.tokens.get(i)))
            else {
                continue;
            };
            let Ok(span) = article.text.span(a.start, b.end) else { continue };
            // Two signs in one clause are one note.
            let comment = |k: NoteKind| !matches!(k, NoteKind::Verified | NoteKind::Unverified);
            // "Contacted on Friday, the mine declined to comment": what came of the asking is the note.
            let answered = hit.kind == NoteKind::CommentDeclined
                && notes
                    .last()
                    .is_some_and(|n: &Note| n.kind == NoteKind::CommentSought && n.at >= sentence.first && n.span.contains(span));
            if answered {
                notes.pop();
            }
            if notes.last().is_some_and(|n: &Note| n.span.overlaps(span) && (n.kind == hit.kind || comment(n.kind) && comment(hit.kind))) {
                continue;
            }
            let at = plain.words[hit.first];
            let quoted = reading.tokens[at].quoted;
            // "asked the mine and has not heard back": from the mine.
            let asked = notes.last().filter(|n: &&Note| {
                n.kind == NoteKind::CommentSought
                    && hit.kind == NoteKind::NoResponse
                    && hit.object.is_none()
                    && n.at >= sentence.first
                    && (hit.first..hit.last)
                        .any(|k| matches!(plain.low(k), "heard" | "hear" | "received" | "receive" | "got" | "response" | "reply"))
            });
            let who = match asked {
                Some(note) => note.who.clone(),
                None if quoted => None,
                None => plain.who(&hit, &clause),
            };
            notes.push(Note { span, kind: hit.kind, who, at, quoted });
        }
    }
    notes
}

impl Plain<'_> {
    /// The tokens of the clause that the sign stands in, subject included where it stands right before.
    fn clause(&self, sign: &Sign) -> Range<usize> {
        let reading = self.reading;
        let at = self.words[sign.first];
        // "claimed without any proof that …": the three words alone.
        if sign.kind == NoteKind::Unverified && (sign.first..sign.last).any(|k| self.low(k) == "without") {
            let without = (sign.first..sign.last).find(|&k| self.low(k) == "without").map_or(at, |k| self.words[k]);
            return without..self.words[sign.last - 1] + 1;
        }
        let mut start = self.sentence.first;
        let before = self.before(at);
        let relative = before.filter(|&k| matches!(reading.low(k), "who" | "which"));
        if let Some(joint) = before.filter(|&k| matches!(reading.low(k), "and" | "but" | "or" | "who" | "which")) {
            start = joint + 1;
        } else {
            for k in (self.sentence.first..at).rev() {
                let token = &reading.tokens[k];
                let joins = matches!(token.low.as_ref(), "but" | "although" | "though" | "while" | "and") && k > self.sentence.first;
                let before_comma = joins && matches!(reading.tokens[k - 1].text, "," | ";" | "—");
                if before_comma
                    || matches!(token.text, ";" | "”")
                    || joins && matches!(token.low.as_ref(), "although" | "though" | "while")
                    || is_reporting(&token.low) && k + 1 < at
                {
                    start = k + 1;
                    break;
                }
            }
        }
        if matches!(reading.low(start), "that") && start + 1 < at {
            start += 1;
        }
        // "…, it was unclear whether": what stands before "it" is another clause.
        if sign.kind == NoteKind::Unverified
            && let Some(it) = (at.saturating_sub(3).max(start)..at + 1).find(|&k| matches!(reading.low(k), "it" | "there"))
        {
            start = it;
        }
        // "a copy of which was seen by X" is all of the note.
        let copy = matches!(reading.low(at), "copy" | "copies");
        if copy {
            start = at - usize::from(at > start && matches!(reading.low(at - 1), "a" | "the"));
        }
        let mut end = self.sentence.last;
        let last = self.words.get(sign.last.min(self.words.len()) - 1).copied().unwrap_or(at);
        let first_comma = copy || relative.is_some() || sign.kind == NoteKind::CommentSought && sign.object.is_none() && start + 3 > at;
        for k in last + 1..self.sentence.last {
            let token = &reading.tokens[k];
            let comma = token.text == ",";
            if token.text == ";"
                || comma && (first_comma || ends_clause(reading.low(k + 1)))
                || matches!(token.low.as_ref(), "but" | "because") && k > last + 2
                || sign.kind == NoteKind::CommentSought
                    && token.low == "and"
                    && matches!(reading.low(k + 1), "has" | "have" | "had" | "did" | "received" | "got" | "is" | "was" | "will")
            {
                end = k;
                break;
            }
        }
        while end > start + 1 && !reading.tokens[end - 1].is_word() {
            end -= 1;
        }
        start..end.max(start + 1)
    }

    /// The word before token `at`, over auxiliaries and adverbs.
    fn before(&self, at: usize) -> Option<usize> {
        let reading = self.reading;
        (self.sentence.first..at).rev().find(|&k| !is_helper(reading.low(k)) && !is_adverb(reading.low(k)))
    }

    /// Subject of the clause, or the object where that was asked.
    fn who(&self, sign: &Sign, clause: &Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        if let Some(object) = sign.object {
            let first = *self.words.get(object)?;
            let end = (first..clause.end.max(first)).find(|&k| k > first && self.ends_object(k)).unwrap_or(clause.end);
            return (end > first).then_some(first..end);
        }
        let at = self.words[sign.first];
        if sign.kind == NoteKind::Unverified && matches!(self.low(sign.first), "no" | "none") {
            return None;
        }
        if (sign.first..sign.last).any(|k| {
            matches!(
                self.low(k),
                "unverified" | "unconfirmed" | "unsubstantiated" | "uncorroborated" | "unclear" | "hard" | "without" | "known" | "clear"
            )
        }) {
            return None;
        }
        // "Reached by phone, Kos said".
        if sign.kind == NoteKind::CommentSought && reading.low(clause.end) == "," {
            return self.subject_from(clause.end + 1, self.sentence.last);
        }
        let participle = sign.last.checked_sub(1).is_some_and(|l| self.low(l).ends_with("ed"));
        let passive = sign.kind == NoteKind::Unverified
            && participle
            && (matches!(self.low(sign.first), "was" | "were") || (clause.start..at + 4).any(|k| matches!(reading.low(k), "be" | "been")));
        if passive {
            let by = (at..clause.end).find(|&k| reading.low(k) == "by")?;
            return (by + 1 < clause.end).then_some(by + 1..clause.end);
        }
        let mut end = at;
        while end > clause.start
            && (!reading.tokens[end - 1].is_word() || is_helper(reading.low(end - 1)) || is_adverb(reading.low(end - 1)))
        {
            end -= 1;
        }
        while end > clause.start + 1 && matches!(reading.low(end - 1), "all" | "both" | "each" | "simply" | "need" | "either") {
            end -= 1;
        }
        if end == clause.start {
            return self.subject_before(clause.start);
        }
        let mut start = clause.start;
        let participle = matches!(reading.low(at), "declining" | "refusing" | "referring" | "directing" | "without");
        if let Some(verb) = (start + 1..end).find(|&k| {
            let low = reading.low(k);
            is_helper(low) || is_reporting(low) || participle && low.ends_with("ed") && !matches!(reading.low(k - 1), "the" | "a" | "an")
        }) {
            end = verb;
        }
        // "Asked on Friday, Kos's office", "While Kos", "Neither Kos nor".
        let opens = reading.low(start);
        let clause_first = (opens.ends_with("ed") || opens.ends_with("ing"))
            && self.bodies.at(start).is_none()
            && (start..end).any(|k| reading.tokens[k].text == ",");
        if opens_phrase(opens) || clause_first {
            start = (start..end).rev().find(|&k| reading.tokens[k].text == ",").unwrap_or(start) + 1;
        }
        // "No one at the mine answered": the mine did not.
        if reading.low(start) == "no" && reading.low(start + 1) == "one" || matches!(reading.low(start), "nobody" | "none") {
            let of = (start + 1..end).find(|&k| matches!(reading.low(k), "at" | "from" | "of"))?;
            return (of + 1 < end).then_some(of + 1..end);
        }
        // "It was not clear whether": nobody in particular.
        let nobody =
            sign.kind == NoteKind::Unverified && end == start + 1 && matches!(reading.low(start), "it" | "there" | "that" | "this");
        (end > start && !nobody).then_some(start..end)
    }

    /// Who a clause with no subject of its own goes on about: the antecedent of "who", else the sentence's subject.
    fn subject_before(&self, start: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        let joint = start.checked_sub(1).filter(|&j| j > self.sentence.first)?;
        if matches!(reading.low(joint), "who" | "which") {
            let end = if reading.low(joint - 1) == "," { joint - 1 } else { joint };
            let mut first = end;
            while first > self.sentence.first && end - first < LONGEST_NAME {
                let token = &reading.tokens[first - 1];
                if !token.is_word() && !token.is_possessive()
                    || is_reporting(&token.low)
                    || is_helper(&token.low)
                    || matches!(token.low.as_ref(), "by" | "with" | "that" | "and" | "to")
                {
                    break;
                }
                first -= 1;
            }
            return (first < end).then_some(first..end);
        }
        let mut first = self.sentence.first;
        // After the nearest conjunction that opened a clause of its own.
        for k in (self.sentence.first + 1..joint).rev() {
            if matches!(reading.low(k), "but" | "while" | "although") || reading.low(k) == "and" && reading.low(k - 1) == "," {
                first = k + 1;
                break;
            }
        }
        while first < joint && (!reading.tokens[first].is_word() || matches!(reading.low(first), "but" | "while" | "and")) {
            first += 1;
        }
        self.subject_from(first, joint)
    }

    /// The noun phrase that begins at `first`, up to a verb or a mark before `limit`.
    fn subject_from(&self, first: usize, limit: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        let verb = |k: usize| {
            let token = &reading.tokens[k];
            !token.is_word() && !token.is_possessive()
                || is_helper(&token.low)
                || is_reporting(&token.low)
                || is_adverb(&token.low)
                || token.low.ends_with("ed") && !token.is_cap()
                || token.quoted
        };
        let end = (first..limit).find(|&k| verb(k))?;
        (first < end && end - first <= LONGEST_NAME).then_some(first..end)
    }

    /// Where those who were asked are named to the end.
    fn ends_object(&self, k: usize) -> bool {
        let token = &self.reading.tokens[k];
        !token.is_word() && !token.is_possessive()
            || is_helper(&token.low)
            || matches!(
                token.low.as_ref(),
                "for"
                    | "to"
                    | "about"
                    | "who"
                    | "which"
                    | "on"
                    | "by"
                    | "when"
                    | "after"
                    | "before"
                    | "seeking"
                    | "requesting"
                    | "asking"
                    | "with"
                    | "left"
                    | "went"
                    | "regarding"
                    | "late"
                    | "early"
                    | "but"
                    | "via"
                    | "through"
                    | "immediately"
                    | "that"
            )
            || is_weekday(&token.low)
    }
}

/// Words that open a new clause after a comma.
fn ends_clause(low: &str) -> bool {
    matches!(
        low,
        "but"
            | "and"
            | "citing"
            | "saying"
            | "though"
            | "although"
            | "instead"
            | "while"
            | "which"
            | "who"
            | "adding"
            | "telling"
            | "according"
            | "as"
            | "referring"
            | "nor"
    )
}

/// Words that open a phrase before the subject.
fn opens_phrase(low: &str) -> bool {
    Words::get().openers.contains(low)
}

fn is_helper(low: &str) -> bool {
    matches!(
        low,
        "has" | "have" | "had" | "was" | "were" | "is" | "are" | "did" | "does" | "do" | "could" | "would" | "will" | "can" | "be" | "been"
    )
}

fn is_reporting(low: &str) -> bool {
    matches!(
        low,
        "said"
            | "says"
            | "noted"
            | "reported"
            | "reports"
            | "added"
            | "told"
            | "wrote"
            | "called"
            | "denied"
            | "adding"
            | "saying"
            | "noting"
    )
}
