//! The words that tell what could be checked, who was asked and who would not say: one sign, its kind and its place.

use sayso_doc::NoteKind;

use crate::bodies::Bodies;
use crate::reading::{Reading, Sentence};
use crate::withheld::is_charge;
use crate::words::Words;

/// Words after the telling ones in which "comment" or "request" must follow.
pub const REACH: usize = 14;

/// A sign in a sentence; places are indices into [`Plain::words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    pub kind: NoteKind,
    pub first: usize,
    /// One past the sign.
    pub last: usize,
    /// Where those begin who are told after the words ("emailed the ministry", "calls to the union were not returned").
    pub object: Option<usize>,
}

/// The words of a sentence without adverbs that can stand anywhere ("immediately", "also").
pub struct Plain<'a> {
    pub reading: &'a Reading<'a>,
    pub bodies: &'a Bodies,
    pub sentence: Sentence,
    /// Token indices.
    pub words: Vec<usize>,
}

impl<'a> Plain<'a> {
    pub fn new(reading: &'a Reading<'a>, bodies: &'a Bodies, sentence: Sentence) -> Self {
        let words = (sentence.first..sentence.last)
            .filter(|&i| {
                let able = reading.low(i) == "to" && i > sentence.first && reading.low(i - 1) == "able";
                // "has yet to say" is a negation, "not yet" an adverb.
                let yet = reading.low(i) == "yet" && reading.low(i + 1) != "to";
                reading.tokens[i].is_word() && !is_adverb(reading.low(i)) && !able && !yet
            })
            .collect();
        Self { reading, bodies, sentence, words }
    }

    pub fn low(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |&t| self.reading.low(t))
    }

    /// The next sign at or after word `from`.
    pub fn find(&self, from: usize) -> Option<Sign> {
        (from..self.words.len()).find_map(|i| self.at(i))
    }

    pub fn quoted(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|&t| self.reading.tokens[t].quoted)
    }

    pub fn soon(&self, from: usize, test: impl Fn(&str) -> bool) -> bool {
        (from..(from + REACH).min(self.words.len())).any(|i| test(self.low(i)))
    }

    pub fn near(&self, from: usize, to: usize, test: impl Fn(&str) -> bool) -> Option<usize> {
        (from..to.min(self.words.len())).find(|&i| test(self.low(i)))
    }

    /// Whether an outlet is named within words `from..to`.
    pub fn outlet_in(&self, from: usize, to: usize) -> bool {
        let to = to.min(self.words.len());
        let (Some(&a), Some(&b)) = (self.words.get(from), to.checked_sub(1).and_then(|l| self.words.get(l))) else { return false };
        from < to
            && (self.bodies.within(a..b + 1).iter().any(|body| body.outlet)
                || (from..to).any(|i| matches!(self.low(i), "journalists" | "reporters" | "newspaper" | "correspondents" | "newsroom")))
    }

    /// Whether an outlet's name ends right before word `i`, over "has" and "which".
    pub fn outlet_subject(&self, i: usize) -> bool {
        let mut k = i;
        while k > 0 && matches!(self.low(k - 1), "has" | "have" | "had" | "which" | "who" | "it") {
            k -= 1;
        }
        let end = k.checked_sub(1).and_then(|l| self.words.get(l));
        let beside = |t: usize| k < i || self.words.get(i).is_some_and(|&v| (t + 1..v).all(|j| self.reading.tokens[j].is_word()));
        end.is_some_and(|&t| self.bodies.at(t).is_some_and(|b| b.outlet) && beside(t))
            || k > 0 && matches!(self.low(k - 1), "journalists" | "reporters")
    }

    fn at(&self, i: usize) -> Option<Sign> {
        if self.quoted(i) {
            return self.said(i).or_else(|| self.of_others(i));
        }
        self.negated(i)
            .or_else(|| self.declined(i))
            .or_else(|| self.no_noun(i))
            .or_else(|| self.asked(i))
            .or_else(|| self.unverified(i))
            .or_else(|| self.no_evidence(i))
            .or_else(|| self.untold(i))
            .or_else(|| self.evaded(i))
            .or_else(|| self.verified(i))
    }

    /// "“She declined to be interviewed,” the paper said": what somebody tells of others' silence.
    fn of_others(&self, i: usize) -> Option<Sign> {
        self.declined(i).filter(|sign| (sign.first..sign.last).any(|k| matches!(self.low(k), "comment" | "interview" | "interviewed")))
    }

    /// Within quotation marks only what the speaker says of their own comment.
    fn said(&self, i: usize) -> Option<Sign> {
        let ours = self.near(i.saturating_sub(4), i, |w| matches!(w, "we" | "i" | "have" | "had")).is_some();
        let opens = i == 0 || !self.quoted(i - 1);
        let no = self.low(i) == "no" && matches!(self.low(i + 1), "comment" | "comments");
        let refer = self.low(i) == "refer" && ours && matches!(self.low(i + 1), "you" | "all" | "any");
        // "We’re not going to respond to that", "not talking to the press".
        let not = self.low(i) == "not" || self.low(i).ends_with("n't") || self.low(i).ends_with("n’t");
        let going = not && matches!(self.low(i + 1), "going" | "prepared") && self.low(i + 2) == "to";
        let shut = going && matches!(self.low(i + 3), "respond" | "comment" | "discuss" | "speculate")
            || not && self.low(i + 1) == "talking" && self.near(i + 2, i + 6, |w| matches!(w, "press" | "media" | "reporters")).is_some()
            || not && ours && self.low(i + 1) == "comment" && matches!(self.low(i + 2), "on" | "about" | "");
        if shut && !(i.saturating_sub(5)..i).any(|k| matches!(self.low(k), "you" | "he" | "she" | "if")) {
            return Some(Sign { kind: NoteKind::CommentDeclined, first: i, last: i + 2, object: None });
        }
        (no && (ours || opens && self.low(i + 1) == "comment") || refer).then_some(Sign {
            kind: NoteKind::CommentDeclined,
            first: i,
            last: i + 2,
            object: None,
        })
    }

    /// A negated verb: "did not respond", "could not be verified", "has yet to comment", "failed to return calls".
    fn negated(&self, i: usize) -> Option<Sign> {
        let w = self.low(i);
        let not = w == "not" || w == "never" || w.ends_with("n't") || w == "cannot";
        let yet = w == "yet" && self.low(i + 1) == "to";
        let failed = matches!(w, "failed" | "unable" | "impossible" | "unwilling") && self.low(i + 1) == "to";
        if w == "neither"
            && matches!(self.low(i + 1), "confirm" | "confirmed")
            && self.near(i + 2, i + 5, |w| matches!(w, "deny" | "denied")).is_some()
        {
            return Some(Sign { kind: NoteKind::CommentDeclined, first: i.saturating_sub(1), last: i + 2, object: None });
        }
        let nobody = matches!(w, "neither" | "none" | "nobody" | "nor")
            || w == "no" && matches!(self.low(i + 1), "one" | "representative" | "representatives" | "official" | "officials");
        if nobody {
            return self.nobody(i);
        }
        // "was not possible to", "was not in a position to".
        let possible = not && (matches!(self.low(i + 1), "possible" | "unable") && self.low(i + 2) == "to");
        let verb = if possible {
            i + 3
        } else if not {
            i + 1
        } else if yet || failed {
            i + 2
        } else {
            return None;
        };
        let is_aux = |w: &str| {
            matches!(w, "did" | "does" | "has" | "have" | "had" | "could" | "was" | "were" | "is" | "are" | "would" | "can" | "do" | "will")
        };
        let first = if i > 0 && is_aux(self.low(i - 1)) { i - 1 } else { i };
        let aux = if first < i { self.low(first) } else { w };
        let last = verb + 1;
        let v = |k: usize| self.low(verb + k);
        let sign = |kind| Some(Sign { kind, first, last, object: None });
        let would = aux.starts_with("would") || matches!(aux, "will" | "won't" | "unwilling");
        let usually = matches!(aux, "does" | "do" | "doesn't" | "don't" | "can" | "can't" | "cannot");
        // "need not respond", "questions that he has not answered".
        let aside = first == i && w == "not" || (first.saturating_sub(3)..first).any(|k| self.low(k) == "that");
        match v(0) {
            // "if he failed to answer certain questions".
            "answer" | "answered" if failed && (first.saturating_sub(3)..first).any(|k| matches!(self.low(k), "if" | "unless")) => None,
            "answer" | "answered" if self.near(last, last + 8, is_asking).is_some() && !usually && w != "unable" && !aside => {
                // A question to their face is not left unheard.
                let far = |w: &str| is_asking(w) && !matches!(w, "question" | "questions" | "asked");
                let heard = self.near(last, last + 5, far).is_none() && !failed;
                sign(if heard { NoteKind::CommentDeclined } else { NoteKind::NoResponse })
            }
            "respond" | "responded" | "reply" | "replied" | "responding" | "replying"
                if self.soon(last, is_asking)
                    || v(1) == "to" && self.outlet_in(last + 1, last + 4)
                    || last >= self.words.len() && !would && !aside =>
            {
                sign(NoteKind::NoResponse)
            }
            "return" | "returned" | "returning" if self.soon(last, is_asking) => sign(NoteKind::NoResponse),
            "returned" | "answered" | "acknowledged" => self.unanswered(i, last),
            "available" | "reached" | "reachable" | "located" | "contacted"
                if self.soon(last, is_asking)
                    || v(0) == "available" && v(1) == "to" && matches!(v(2), "discuss" | "speak" | "talk")
                    || v(0) == "reached" && self.reached_whom(verb) =>
            {
                sign(NoteKind::NoResponse)
            }
            "reach" | "contact" | "locate" if matches!(v(1), "a" | "an" | "agreement" | "any") => None,
            "reach" | "contact" | "locate" if self.soon(last, is_asking) || self.outlet_in(first.saturating_sub(5), first) => {
                Some(Sign { kind: NoteKind::NoResponse, first, last, object: Some(last) })
            }
            "commented" | "weigh" | "weighed" if (first < i || w != "not") && self.near(last, last + 6, |w| w == "until").is_none() => {
                sign(NoteKind::NoResponse)
            }
            // "should not comment", "the decision to not comment".
            "comment" if first == i && w == "not" => None,
            "comment" => sign(if would || usually { NoteKind::CommentDeclined } else { NoteKind::NoResponse }),
            "hear" | "heard" | "receive" | "received" | "get" | "gotten" => {
                let back = matches!(v(1), "back" | "from") && v(0).starts_with("hear");
                let answer = self.near(last, last + 3, |w| matches!(w, "response" | "reply" | "answer" | "comment")).is_some();
                let from = self.near(last, last + 5, |w| w == "from").map(|k| k + 1);
                let of_them = v(1) != "from" || self.outlet_in(first.saturating_sub(5), first);
                (back && of_them || answer && from.is_none_or(|f| self.low(f) != "god")).then_some(Sign {
                    kind: NoteKind::NoResponse,
                    first,
                    last: last + 1,
                    object: from,
                })
            }
            "issue" | "provide" | "make" | "offer" | "give"
                if matches!(v(1), "a" | "any" | "an")
                    && self.near(last, last + 4, |w| matches!(w, "statement" | "comment" | "response" | "interview")).is_some()
                    || matches!(v(1), "comment" | "comments") =>
            {
                Some(Sign { kind: NoteKind::CommentDeclined, first, last: last + 2, object: None })
            }
            // "did not offer details", "has not provided any evidence".
            "offer" | "offered" | "provide" | "provided" | "give" | "cite" | "cited" | "produce" | "produced" | "release"
                if !would
                    && !usually
                    && self
                        .near(last, last + 3, |w| {
                            matches!(w, "details" | "specifics" | "evidence" | "documentation" | "proof" | "specific" | "examples")
                        })
                        .is_some() =>
            {
                let kept = self.near(last, last + 3, |w| matches!(w, "details" | "specifics")).is_some();
                sign(if kept { NoteKind::CommentDeclined } else { NoteKind::Unverified })
            }
            _ if self.keeps_back(first, verb, would || usually) => {
                Some(Sign { kind: self.kept_back(first, verb), first, last, object: None })
            }
            "address"
                if matches!(aux, "did" | "didn't" | "didn’t")
                    && matches!(v(1), "the" | "those" | "that" | "these")
                    && !self.of_oneself(first) =>
            {
                sign(NoteKind::CommentDeclined)
            }
            "find" if aux.starts_with("could") && matches!(v(1), "anyone" | "anybody" | "witnesses") => sign(NoteKind::Unverified),
            "addressed" | "responded"
                if matches!(aux, "has" | "have" | "hasn't" | "haven't") && self.near(last, last + 4, is_charge).is_some() =>
            {
                sign(NoteKind::NoResponse)
            }
            "specify" | "specified" | "indicate" | "indicated" if matches!(aux, "did" | "didn't" | "has" | "hasn't" | "didn’t") => {
                sign(NoteKind::Unverified)
            }
            "find"
                if (aux.starts_with("could") || matches!(aux, "can" | "cannot") || w == "unable")
                    && self.near(last, last + 5, |w| matches!(w, "evidence" | "records" | "record" | "documents" | "proof")).is_some() =>
            {
                sign(NoteKind::Unverified)
            }
            "elaborate" | "elaborated" => sign(NoteKind::CommentDeclined),
            "verify" | "verified" | "authenticate" | "authenticated" | "corroborate" | "corroborated" | "substantiate"
            | "substantiated"
                if !usually =>
            {
                sign(NoteKind::Unverified)
            }
            "verify" | "verified" if matches!(aux, "can" | "can't" | "cannot") => sign(NoteKind::Unverified),
            "confirm" | "confirmed" | "confirming" | "confirms" => self.unconfirmed(i, first, last, would),
            "clear" | "known" if self.open_question(first, verb + 1) => {
                Some(Sign { kind: NoteKind::Unverified, first, last: last + 1, object: None })
            }
            // "It is not clear the talks will even begin."
            "clear" if first > 0 && self.low(first - 1) == "it" && !matches!(self.low(verb + 1), "to" | "from" | "of" | "who") => {
                sign(NoteKind::Unverified)
            }
            "clear" if self.ends_at(verb) => sign(NoteKind::Unverified),
            "determined" | "learned" | "ascertained" if matches!(aux, "could" | "couldn't") => sign(NoteKind::Unverified),
            "find" if v(1) == "out" => sign(NoteKind::Unverified),
            "say" | "discuss" | "specify" | "disclose" | "identify" | "speculate" | "divulge" | "reveal" | "describe" | "detail"
            | "talk" | "speak" | "explain" | "predict" | "venture"
                if would && !self.in_a_result(first) && self.withholds(verb) =>
            {
                sign(NoteKind::CommentDeclined)
            }
            "answer" | "address" | "share" if would && !self.in_a_result(first) && self.soon(last, is_asking) => {
                sign(NoteKind::CommentDeclined)
            }
            "agree" | "respond" | "consent" if self.near(last, last + 4, |w| matches!(w, "interview" | "interviewed")).is_some() => {
                sign(NoteKind::CommentDeclined)
            }
            _ => None,
        }
    }

    /// "Neither company responded to requests", "No one at the mine returned calls".
    fn nobody(&self, i: usize) -> Option<Sign> {
        let verb = self.near(i + 1, i + 12, |w| {
            matches!(w, "responded" | "replied" | "returned" | "answered" | "commented" | "respond" | "reply" | "return" | "comment")
        })?;
        let confirm = self.near(i + 1, verb, |w| matches!(w, "confirm" | "confirmed" | "said" | "has" | "that")).is_some();
        let phone = self.near(verb + 1, verb + 4, |w| matches!(w, "phone" | "door" | "telephone")).is_some();
        let asked = self.soon(verb + 1, is_asking) || phone || verb + 1 >= self.words.len() || self.low(verb).starts_with("comment");
        // The subject stands behind "neither" and so does the sign.
        (asked && !confirm).then_some(Sign { kind: NoteKind::NoResponse, first: verb, last: verb + 1, object: None })
    }

    /// "Calls to the union were not returned": the asking stands before.
    pub fn unanswered(&self, first: usize, last: usize) -> Option<Sign> {
        let from = first.saturating_sub(14);
        let asking = (from..first).find(|&k| is_asking(self.low(k)) && self.low(k) != "comment")?;
        let to = (asking + 1..first).find(|&k| {
            matches!(self.low(k), "to" | "from" | "with" | "at") && !matches!(self.low(k + 1), "comment" | "a" | "interview" | "discuss")
        });
        Some(Sign { kind: NoteKind::NoResponse, first, last, object: to.map(|k| k + 1) })
    }

    /// "could not be reached": of somebody, not of a deal.
    fn reached_whom(&self, verb: usize) -> bool {
        let by = matches!(self.low(verb + 1), "by" | "at" | "on" | "" | "for" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday");
        let thing = (verb.saturating_sub(6)..verb).any(|k| {
            matches!(self.low(k), "agreement" | "deal" | "consensus" | "compromise" | "verdict" | "settlement" | "decision" | "goal")
        });
        by && !thing
    }

    fn unconfirmed(&self, i: usize, first: usize, last: usize, would: bool) -> Option<Sign> {
        // A parliament confirms a nominee, which is another thing.
        let office = |w: &str| matches!(w, "nominee" | "ambassador" | "nomination" | "judge" | "justice" | "senate" | "nominees");
        if self.soon(last, office) || (first.saturating_sub(8)..first).any(|k| office(self.low(k))) {
            return None;
        }
        let nor_deny = self.near(i, last + 4, |w| matches!(w, "deny" | "denied")).is_some();
        let kind = if would || nor_deny { NoteKind::CommentDeclined } else { NoteKind::Unverified };
        Some(Sign { kind, first, last, object: None })
    }

    /// "so that they would not say": a result or a condition.
    fn in_a_result(&self, first: usize) -> bool {
        (first.saturating_sub(3)..first).any(|k| matches!(self.low(k), "so" | "that" | "they" | "if" | "i" | "you"))
    }

    /// Whether a verb of speaking stands for what is kept back ("say whether", "discuss the case") and not for what is said.
    fn withholds(&self, verb: usize) -> bool {
        let next = self.low(verb + 1);
        match self.low(verb) {
            "say" | "state" => !matches!(next, "that" | "no" | "yes" | "sorry" | "goodbye" | "the" | "he" | "she" | "it" | "they" | "so"),
            "speak" | "talk" => matches!(
                next,
                "to" | "with" | "about" | "on" | "publicly" | "for" | "" | "further" | "after" | "when" | "at" | "monday" | "tuesday"
            ),
            "discuss" | "describe" | "explain" | "detail" => !next.ends_with("ing"),
            "identify" | "name" => !matches!(next, "himself" | "herself" | "themselves" | "with" | "as"),
            _ => true,
        }
    }

    /// "declined to comment", "refused interview requests", "referred questions to".
    fn declined(&self, i: usize) -> Option<Sign> {
        let w = |k: usize| self.low(i + k);
        let sign = |last: usize| Some(Sign { kind: NoteKind::CommentDeclined, first: i, last, object: None });
        let turned = matches!(w(0), "turned" | "turning") && w(1) == "down";
        let refers = matches!(
            w(0),
            "referred" | "refers" | "referring" | "directed" | "deferred" | "forwarded" | "redirected" | "directing" | "pointed"
        );
        if refers {
            let to = self.near(i + 1, i + 7, |w| w == "to")?;
            // "forwarded the email to a colleague" is post.
            let post =
                |w: &str| matches!(w, "email" | "emails" | "message" | "messages") && matches!(self.low(i), "forwarded" | "redirected");
            let whom = self
                .near(i + 1, to, |w| is_asking(w) && !post(w) || matches!(w, "reporters" | "us" | "journalists" | "publication" | "media"));
            // "referred the Gazette to its statement of May" is an answer, "to the ministry" is none.
            let paper =
                |w: &str| matches!(w, "statement" | "rules" | "remarks" | "comments" | "tweet" | "report" | "letter" | "website" | "page");
            let answers = self.near(to + 1, to + 7, paper).is_some();
            let asked = whom.is_some() && !matches!(w(1), "to") || to > i + 1 && to <= i + 4 && self.outlet_in(i + 1, to) && !answers;
            return if asked { sign(to + 1) } else { None };
        }
        // "Asked about the dam, Roe declined.", "refused, when asked, to say".
        let alone = matches!(w(0), "declined" | "refused")
            && (i.saturating_sub(16)..i).any(|k| is_asking(self.low(k)) || self.low(k) == "pressed")
            && self.words.get(i).is_some_and(|&t| matches!(self.reading.tokens.get(t + 1).map_or(".", |n| n.text), "." | ";"));
        let asked = matches!(w(0), "declined" | "refused") && w(1) == "when" && w(2) == "asked";
        if alone || asked {
            return sign(i + 1);
        }
        let refuses = matches!(
            w(0),
            "declined" | "refused" | "declines" | "refuses" | "declining" | "refusing" | "decline" | "refuse" | "rejected" | "rebuffed"
        );
        // "they should refuse to answer" is advice.
        let advised = matches!(w(0), "decline" | "refuse")
            && matches!(
                i.checked_sub(1).map_or("", |p| self.low(p)),
                "" | "should" | "to" | "will" | "would" | "can" | "could" | "must" | "may" | "might" | "and" | "you" | "i" | "not" | "if"
            );
        let goes_on = i >= 2 && self.low(i - 1) == "to" && self.low(i - 2).starts_with("continue");
        // "a third declined to say": answers to a pollster.
        let counted = (i.saturating_sub(4)..i).any(|k| matches!(self.low(k), "percent" | "%" | "third" | "quarter" | "half"));
        if advised && !goes_on || counted {
            return None;
        }
        if !refuses && !turned {
            if w(0) == "without" && matches!(w(1), "elaborating" | "elaboration") {
                return sign(i + 2);
            }
            if matches!(w(0), "ignored" | "ignoring" | "dodged")
                && self.near(i + 1, i + 5, |w| is_asking(w) && !matches!(w, "calls" | "messages" | "demands")).is_some()
            {
                return Some(Sign { kind: NoteKind::NoResponse, first: i, last: i + 2, object: None });
            }
            return None;
        }
        if turned || w(1) != "to" {
            // "declined a request from the Gazette".
            if w(1) == "a" && w(2) == "request" && !matches!(w(0), "rejected" | "rebuffed") && self.outlet_in(i + 3, i + 8) {
                return sign(i + 3);
            }
            // "declined comment", "declined several interview requests", "refused requests for comment".
            let talk = self.near(i + 1, i + 7, |w| {
                matches!(w, "comment" | "interview" | "interviews" | "to" | "that" | "because" | "and" | "after" | "who")
            })?;
            // "declined for a second day to comment".
            if w(1) == "for" && self.low(talk) == "to" && self.low(talk + 1) == "comment" {
                return sign(talk + 2);
            }
            let through = w(1) == "through" || w(1) == "via";
            let terms = matches!(self.low(talk + 1), "terms" | "conditions");
            let speaks = matches!(self.low(talk), "comment" | "interview" | "interviews") && !terms;
            if through && self.low(talk) == "to" && self.low(talk + 1) == "comment" {
                return sign(talk + 2);
            }
            return if speaks { sign(talk + 1) } else { None };
        }
        if !matches!(w(0), "rejected" | "rebuffed") && self.speaks(i + 2) { sign(i + 3) } else { None }
    }

    /// Whether the verb after "declined to" is one of speaking.
    fn speaks(&self, verb: usize) -> bool {
        match self.low(verb) {
            // "declined to be specific about it".
            "specific" | "clarify" => true,
            "name" => self.near(verb + 1, verb + 5, |w| matches!(w, "him" | "her" | "them" | "the" | "those" | "any" | "names")).is_some(),
            "comment" | "elaborate" | "answer" | "specify" | "speculate" | "divulge" | "interview" | "interviewed" | "characterize"
            | "predict" => true,
            // "declined to tell the Gazette how many".
            "tell" => self.outlet_in(verb + 1, verb + 5) || matches!(self.low(verb + 1), "us" | "reporters" | "the"),
            "address" if matches!(self.low(verb + 1), "the" | "that" | "those" | "it" | "whether" | "how") => true,
            "say" | "state" | "discuss" | "speak" | "talk" | "describe" | "explain" | "detail" | "identify" | "disclose" | "reveal"
            | "confirm" => self.withholds(verb),
            "take" => self.near(verb + 1, verb + 4, is_asking).is_some(),
            "an" | "any" | "all" | "give" | "provide" | "make" | "address" | "respond" | "share" | "release" | "offer" | "go" | "weigh"
            | "grant" | "issue" | "reply" | "expand" => {
                let more = |w: &str| {
                    is_asking(w)
                        || matches!(
                            w,
                            "details" | "statement" | "information" | "specifics" | "interviews" | "names" | "clarification" | "detail"
                        )
                };
                self.soon(verb + 1, more)
                    || matches!(self.low(verb + 1), "in" | "into" | "further" | "on") && matches!(self.low(verb), "weigh" | "go" | "expand")
            }
            _ => false,
        }
    }
}

/// Words for what was put to somebody.
pub fn is_asking(low: &str) -> bool {
    Words::get().asking.contains(low)
}

pub fn is_adverb(low: &str) -> bool {
    Words::get().anywhere.contains(low)
}
