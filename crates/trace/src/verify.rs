//! Verification notes: what was or could not be checked, who was asked, who would not say.

use std::ops::Range;

use sayso_doc::{Article, NoteKind, ParagraphKind, Span};

use crate::reading::{Reading, Sentence};

/// A note with the tokens of whoever checked or was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    pub span: Span,
    pub kind: NoteKind,
    pub who: Option<Range<usize>>,
    /// Token at which the telling words begin.
    pub at: usize,
}

/// Tokens after the telling words in which "comment" or "request" must follow.
const REACH: usize = 14;

pub fn read(article: &Article, reading: &Reading<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for sentence in &reading.sentences {
        let told = reading.blocks.get(sentence.para).is_some_and(|b| matches!(b.kind, ParagraphKind::Body));
        if !told {
            continue;
        }
        let plain = Plain::new(reading, *sentence);
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
            if notes.last().is_some_and(|n: &Note| n.span.overlaps(span) && (n.kind == hit.kind || comment(n.kind) && comment(hit.kind))) {
                continue;
            }
            let at = plain.words[hit.first];
            notes.push(Note { span, kind: hit.kind, who: plain.who(&hit, &clause), at });
        }
    }
    notes
}

/// The words of a sentence without adverbs that can stand anywhere ("immediately", "also").
struct Plain<'a> {
    reading: &'a Reading<'a>,
    sentence: Sentence,
    /// Token indices.
    words: Vec<usize>,
}

struct Hit {
    kind: NoteKind,
    /// Indices into `words`.
    first: usize,
    last: usize,
    /// Who is told after the words ("emailed the ministry", "hear back from the union"), as index into `words`.
    object: Option<usize>,
}

fn is_adverb(low: &str) -> bool {
    matches!(
        low,
        "immediately"
            | "independently"
            | "also"
            | "yet"
            | "so"
            | "far"
            | "officially"
            | "publicly"
            | "previously"
            | "repeatedly"
            | "ever"
            | "further"
            | "directly"
            | "been"
            | "be"
            | "promptly"
            | "initially"
            | "later"
            | "steadfastly"
            | "separately"
            | "even"
            | "still"
            | "fully"
            | "conclusively"
            | "personally"
            | "at"
            | "once"
            | "able"
            | "itself"
            | "formally"
            | "specifically"
            | "again"
            | "consistently"
            | "earlier"
            | "necessarily"
    )
}

impl<'a> Plain<'a> {
    fn new(reading: &'a Reading<'a>, sentence: Sentence) -> Self {
        let words = (sentence.first..sentence.last)
            .filter(|&i| {
                let able = reading.low(i) == "to" && i > sentence.first && reading.low(i - 1) == "able";
                reading.tokens[i].is_word() && !is_adverb(reading.low(i)) && !able
            })
            .collect();
        Self { reading, sentence, words }
    }

    fn low(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |&t| self.reading.low(t))
    }

    fn quoted(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|&t| self.reading.tokens[t].quoted)
    }

    fn soon(&self, from: usize, test: impl Fn(&str) -> bool) -> bool {
        (from..(from + REACH).min(self.words.len())).any(|i| test(self.low(i)))
    }

    /// The next sign at or after word `from`.
    fn find(&self, from: usize) -> Option<Hit> {
        (from..self.words.len()).find_map(|i| self.at(i))
    }

    fn at(&self, i: usize) -> Option<Hit> {
        if self.quoted(i) {
            return None;
        }
        let w = |k: usize| self.low(i + k);
        let hit = |kind, first: usize, length: usize| Some(Hit { kind, first, last: i + length, object: None });
        let object = |kind, length: usize| Some(Hit { kind, first: i, last: i + length, object: Some(i + length) });
        let not = w(0) == "not" || w(0) == "never" || w(0).ends_with("n't") || w(0) == "cannot";
        // The verb before "not" belongs to the sign.
        let first = if w(0) == "not"
            && i > 0
            && matches!(self.low(i - 1), "did" | "does" | "has" | "have" | "had" | "could" | "was" | "were" | "is" | "would" | "can" | "do")
        {
            i - 1
        } else {
            i
        };
        let asked = |w: &str| {
            matches!(
                w,
                "request"
                    | "requests"
                    | "question"
                    | "questions"
                    | "comment"
                    | "inquiry"
                    | "inquiries"
                    | "enquiries"
                    | "email"
                    | "emails"
                    | "e-mail"
                    | "e-mails"
                    | "message"
                    | "messages"
                    | "call"
                    | "calls"
                    | "phone"
                    | "voicemail"
                    | "query"
                    | "queries"
                    | "interview"
            )
        };
        if not {
            match w(1) {
                "answer" | "answered"
                    if self.soon(i + 2, |w| matches!(w, "question" | "questions" | "request" | "requests" | "email" | "emails")) =>
                {
                    return hit(NoteKind::NoResponse, first, 2);
                }
                "respond" | "responded" | "reply" | "replied" | "responding" if self.soon(i + 2, asked) || i + 2 >= self.words.len() => {
                    return hit(NoteKind::NoResponse, first, 2);
                }
                "return" | "returned" | "returning" if self.soon(i + 2, asked) => return hit(NoteKind::NoResponse, first, 2),
                "available" | "reached" | "reachable" if w(2) == "for" || w(1) == "reached" || self.soon(i + 2, asked) => {
                    return hit(NoteKind::NoResponse, first, 2);
                }
                "commented" | "weigh" | "weighed" => return hit(NoteKind::NoResponse, first, 2),
                "comment" => {
                    return hit(if self.low(first) == "would" { NoteKind::CommentDeclined } else { NoteKind::NoResponse }, first, 2);
                }
                "hear" | "heard" | "receive" | "received" if matches!(w(2), "back" | "a" | "any" | "from") => {
                    let from = (i + 2..i + 6).find(|&k| self.low(k) == "from").map(|k| k + 1);
                    return Some(Hit { kind: NoteKind::NoResponse, first, last: i + 3, object: from });
                }
                "issue" | "provide" if matches!(w(2), "a") && matches!(w(3), "statement" | "comment" | "response") => {
                    return hit(NoteKind::CommentDeclined, first, 4);
                }
                "verify" | "verified" | "authenticate" | "authenticated" | "corroborate" | "corroborated" => {
                    return hit(NoteKind::Unverified, first, 2);
                }
                "confirm" | "confirmed" | "confirming" => {
                    let would = matches!(self.low(first), "would" | "wouldn't");
                    // A parliament confirms a nominee, which is another thing.
                    if w(2) == "by" && (w(3) == "the" && w(4) == "senate" || w(3) == "senate")
                        || self.soon(i + 2, |w| w == "nominee" || w == "ambassador")
                    {
                        return None;
                    }
                    return hit(if would { NoteKind::CommentDeclined } else { NoteKind::Unverified }, first, 2);
                }
                "clear" | "known" if matches!(w(2), "whether" | "if") => return hit(NoteKind::Unverified, first, 3),
                "find" if w(2) == "out" => return hit(NoteKind::Unverified, first, 3),
                _ => {}
            }
            let would = matches!(w(0), "wouldn't") || first < i && self.low(first) == "would";
            let so = (first.saturating_sub(3)..first).any(|k| matches!(self.low(k), "so" | "that" | "they"));
            if would && !so && matches!(w(1), "say" | "elaborate" | "discuss" | "specify" | "comment" | "answer" | "disclose" | "identify")
            {
                return hit(NoteKind::CommentDeclined, first, 2);
            }
        }
        match w(0) {
            "declined" | "refused" | "declines" | "refuses" | "declining" | "refusing" => {
                let to = w(1) == "to" || w(1) == "an" || w(1) == "comment" || w(1) == "interview" || w(1) == "all";
                let verb = if w(1) == "to" { w(2) } else { w(1) };
                let speaks = matches!(
                    verb,
                    "comment"
                        | "say"
                        | "elaborate"
                        | "answer"
                        | "discuss"
                        | "speak"
                        | "specify"
                        | "confirm"
                        | "disclose"
                        | "identify"
                        | "respond"
                        | "talk"
                        | "interview"
                        | "reveal"
                        | "give"
                        | "provide"
                        | "address"
                        | "name"
                        | "an"
                        | "explain"
                        | "share"
                        | "interviewed"
                        | "make"
                );
                if to
                    && speaks
                    && (!matches!(verb, "provide" | "give" | "make" | "address" | "respond" | "share" | "reveal" | "name")
                        || self.soon(i + 3, |w| asked(w) || matches!(w, "details" | "statement" | "information" | "names")))
                {
                    return hit(NoteKind::CommentDeclined, i, 3);
                }
            }
            "no" if w(1) == "comment" && i > 0 && matches!(self.low(i - 1), "had" | "has" | "have" | "offered") => {
                return hit(NoteKind::CommentDeclined, i - 1, 2);
            }
            "no" if w(1) == "response" && i > 0 && matches!(self.low(i - 1), "was" | "received" | "got" | "with" | "had") => {
                return hit(NoteKind::NoResponse, i - 1, 2);
            }
            "unavailable" if w(1) == "for" && w(2) == "comment" => return hit(NoteKind::NoResponse, i, 3),
            "unable" if w(1) == "to" => match w(2) {
                "verify" | "confirm" | "corroborate" | "authenticate" => return hit(NoteKind::Unverified, i, 3),
                "reach" | "contact" => return object(NoteKind::NoResponse, 3),
                _ => {}
            },
            "emailed" | "e-mailed" | "contacted" | "approached" | "messaged" | "asked" | "phoned" | "texted"
                if self.soon(i + 1, |w| w == "comment" || w == "response") =>
            {
                let comment = (i + 1..(i + 1 + REACH).min(self.words.len())).any(|k| {
                    matches!(self.low(k), "for" | "to")
                        && matches!(self.low(k + 1), "comment" | "a" | "further" | "response" | "clarification")
                });
                if comment && !(w(0) == "asked" && w(1) == "for" && w(2) == "comment" && i == 0) {
                    return object(NoteKind::CommentSought, 1);
                }
                if w(0) == "asked" && w(1) == "for" && w(2) == "comment" {
                    return hit(NoteKind::CommentSought, i, 3);
                }
            }
            "reached" | "reaching"
                if w(1) == "out"
                    && w(2) == "to"
                    && self.soon(i + 3, |w| matches!(w, "comment" | "response" | "statement" | "clarification" | "more") || asked(w)) =>
            {
                return object(NoteKind::CommentSought, 3);
            }
            "sought" | "requested" | "seeking" | "requesting" if matches!(w(1), "comment" | "comments") => {
                let from = (i + 2..i + 5).find(|&k| self.low(k) == "from").map(|k| k + 1);
                return Some(Hit { kind: NoteKind::CommentSought, first: i, last: i + 2, object: from });
            }
            "unverified" | "unconfirmed"
                if matches!(
                    w(1),
                    "report"
                        | "reports"
                        | "video"
                        | "videos"
                        | "footage"
                        | "claim"
                        | "claims"
                        | "images"
                        | "photos"
                        | "accounts"
                        | "allegations"
                        | "photo"
                        | "clip"
                        | "information"
                ) =>
            {
                return hit(NoteKind::Unverified, i, 2);
            }
            "verified" | "authenticated" | "geolocated"
                if i > 0 && (matches!(self.low(i - 1), "has" | "have" | "had" | "independently") || w(1) == "by" || w(1) == "the") =>
            {
                return hit(NoteKind::Verified, i - 1, 1);
            }
            "confirmed" if w(1) == "the" && w(2) == "authenticity" => return hit(NoteKind::Verified, i, 3),
            "copy" | "copies"
                if w(1) == "of"
                    && matches!(w(2), "which")
                    && self.soon(i + 3, |w| matches!(w, "obtained" | "seen" | "reviewed" | "viewed")) =>
            {
                let by = (i + 3..i + 12).find(|&k| self.low(k) == "by").map(|k| k + 1);
                return Some(Hit { kind: NoteKind::Verified, first: i, last: i + 3, object: by });
            }
            "seen" | "reviewed" | "viewed"
                if i > 0
                    && matches!(self.low(i - 1), "has" | "have")
                    && (i < 2 || self.low(i - 2) != "who")
                    && self.soon(i + 1, is_evidence) =>
            {
                return hit(NoteKind::Verified, i - 1, 1);
            }
            "seen" | "reviewed" | "viewed" if w(1) == "by" && i > 0 && matches!(self.low(i - 1), "have" | "has" | "was" | "were") => {
                return object(NoteKind::Verified, 2);
            }
            _ => {}
        }
        None
    }

    /// The tokens of the clause that the sign stands in, subject included.
    fn clause(&self, hit: &Hit) -> Range<usize> {
        let reading = self.reading;
        let at = self.words[hit.first];
        let mut start = self.sentence.first;
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
        if matches!(reading.low(start), "that") && start + 1 < at {
            start += 1;
        }
        // The first words of a subject-less clause take the sign alone.
        let mut end = self.sentence.last;
        let last = self.words.get(hit.last.min(self.words.len()) - 1).copied().unwrap_or(at);
        for k in last + 1..self.sentence.last {
            let token = &reading.tokens[k];
            if token.text == ";"
                || token.text == "," && matches!(reading.low(k + 1), "but" | "citing" | "saying" | "though" | "although" | "instead")
                || token.low == "but" && k > last + 2
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

    /// Subject of the clause, or the object where that was asked.
    fn who(&self, hit: &Hit, clause: &Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        if let Some(object) = hit.object {
            let first = *self.words.get(object)?;
            let end = (first..clause.end)
                .find(|&k| {
                    k > first
                        && (!reading.tokens[k].is_word() && !reading.tokens[k].is_possessive()
                            || matches!(reading.low(k), "for" | "to" | "about" | "who" | "which"))
                })
                .unwrap_or(clause.end);
            return (end > first).then_some(first..end);
        }
        let sign = self.words[hit.first];
        let participle = hit.last.checked_sub(1).is_some_and(|l| self.low(l).ends_with("ed"));
        let passive =
            hit.kind == NoteKind::Unverified && participle && (clause.start..sign + 4).any(|k| matches!(reading.low(k), "be" | "been"));
        if passive {
            let by = (sign..clause.end).find(|&k| reading.low(k) == "by")?;
            return (by + 1 < clause.end).then_some(by + 1..clause.end);
        }
        let mut end = sign;
        while end > clause.start
            && (!reading.tokens[end - 1].is_word()
                || matches!(
                    reading.low(end - 1),
                    "has" | "have" | "had" | "was" | "were" | "is" | "did" | "could" | "would" | "be" | "been"
                )
                || is_adverb(reading.low(end - 1)))
        {
            end -= 1;
        }
        // "It was not clear whether": nobody in particular.
        let nobody = end == clause.start + 1 && matches!(reading.low(clause.start), "it" | "there");
        (end > clause.start && !nobody).then_some(clause.start..end)
    }
}

fn is_reporting(low: &str) -> bool {
    matches!(low, "said" | "says" | "noted" | "reported" | "reports" | "added" | "told" | "wrote")
}

fn is_evidence(low: &str) -> bool {
    matches!(
        low,
        "memo"
            | "document"
            | "documents"
            | "letter"
            | "email"
            | "emails"
            | "e-mail"
            | "e-mails"
            | "copy"
            | "copies"
            | "video"
            | "footage"
            | "records"
            | "report"
            | "photo"
            | "photos"
            | "transcript"
            | "messages"
            | "filing"
            | "draft"
            | "recording"
    )
}
