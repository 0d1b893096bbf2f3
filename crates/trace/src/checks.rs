//! Signs of what was checked and who was asked: nouns ("no response"), questions to somebody, papers that an outlet has seen.

use sayso_doc::NoteKind;

use crate::grammar::is_weekday;
use crate::signs::{Plain, REACH, Sign, is_asking};
use crate::words::Words;

impl Plain<'_> {
    /// "had no comment", "no response from", "there was no immediate confirmation".
    pub fn no_noun(&self, i: usize) -> Option<Sign> {
        let w = |k: usize| self.low(i + k);
        if w(0) == "unavailable" && self.soon(i + 1, is_asking) {
            return Some(Sign { kind: NoteKind::NoResponse, first: i, last: i + 1, object: None });
        }
        if matches!(w(0), "unanswered" | "unreturned" | "unsuccessful" | "fruitless") {
            let from = i.saturating_sub(14);
            let efforts = (from..i).find(|&k| matches!(self.low(k), "efforts" | "attempts" | "attempt" | "effort"));
            if let Some(reach) = efforts.and_then(|e| self.near(e, i, |w| matches!(w, "reach" | "contact" | "locate"))) {
                return Some(Sign { kind: NoteKind::NoResponse, first: i, last: i + 1, object: Some(reach + 1) });
            }
            let left =
                matches!(w(0), "unanswered" | "unreturned") && matches!(self.low(i.wrapping_sub(1)), "went" | "gone" | "were" | "was");
            return if left { self.unanswered(i, i + 1) } else { None };
        }
        if !matches!(w(0), "no" | "without" | "any" | "awaiting" | "pending") {
            return None;
        }
        let noun = self.near(i + 1, i + 4, |w| {
            matches!(
                w,
                "comment" | "comments" | "response" | "reply" | "answer" | "confirmation" | "verification" | "corroboration" | "reaction"
            )
        })?;
        let only = (i + 1..noun).all(|k| {
            let low = self.low(k);
            matches!(
                low,
                "immediate" | "independent" | "official" | "additional" | "public" | "other" | "such" | "a" | "for" | "way" | "outside"
            )
        });
        let verb = i.checked_sub(1).map_or("", |p| self.low(p));
        let got = matches!(verb, "received" | "got" | "with" | "had" | "drew" | "getting" | "receiving" | "brought");
        let there = matches!(verb, "was" | "is" | "were") && i >= 2 && self.low(i - 2) == "there";
        let has = matches!(verb, "had" | "has" | "have" | "offered" | "made" | "gave" | "issued" | "with" | "having" | "offering");
        let at = |kind, object: Option<usize>| Some(Sign { kind, first: if i > 0 { i - 1 } else { i }, last: noun + 1, object });
        if !only {
            return None;
        }
        let reach = if self.low(noun) == "reaction" { noun + 8 } else { noun + 2 };
        let from = self.near(noun + 1, reach, |w| w == "from").map(|k| k + 1);
        let asked = || self.soon(noun + 1, is_asking) || (i.saturating_sub(12)..i).any(|k| is_asking(self.low(k)));
        match self.low(noun) {
            "confirmation" | "verification" | "corroboration" if w(0) != "any" => {
                let office = self.soon(noun + 1, |w| matches!(w, "hearing" | "hearings" | "vote" | "process" | "senate" | "bias"));
                if office || w(0) == "no" && !there && !has && !verb.is_empty() || w(0) == "without" && noun > i + 2 {
                    return None;
                }
                at(NoteKind::Unverified, None)
            }
            "comment" | "comments" if w(0) == "no" && there => at(NoteKind::NoResponse, from),
            "comment" | "comments" if w(0) == "no" && has => at(NoteKind::CommentDeclined, None),
            "comment" if matches!(w(0), "awaiting" | "pending") => at(NoteKind::CommentSought, from),
            "response" | "reply" | "answer" | "reaction"
                if w(0) == "no"
                    && (there && noun == i + 2 || got && (asked() || self.outlet_subject(i - 1)) || there && from.is_some())
                    && (self.low(noun) != "reaction" || there && self.soon(noun + 1, |w| w == "from")) =>
            {
                at(NoteKind::NoResponse, from)
            }
            "response" | "reply" if w(0) == "awaiting" => at(NoteKind::CommentSought, from),
            _ => None,
        }
    }

    /// "has emailed the ministry for comment", "reached out to", "sought comment from", "Reached for comment,".
    pub fn asked(&self, i: usize) -> Option<Sign> {
        let w = |k: usize| self.low(i + k);
        let sign = |last, object| Some(Sign { kind: NoteKind::CommentSought, first: i, last, object });
        let ours = || self.outlet_subject(i) || (i.saturating_sub(3)..i).any(|k| matches!(self.low(k), "we" | "i"));
        let wants = |from: usize| {
            (from..(from + REACH).min(self.words.len())).any(|k| {
                matches!(self.low(k), "for" | "to" | "seeking" | "requesting" | "with")
                    && (matches!(self.low(k + 1), "comment" | "comments" | "response" | "clarification" | "reaction" | "questions")
                        || matches!(self.low(k + 1), "a" | "further" | "more" | "their" | "his" | "her" | "additional" | "any")
                            && matches!(self.low(k + 2), "comment" | "comments" | "response" | "statement" | "clarification" | "reaction"))
            })
        };
        match w(0) {
            "emailed" | "e-mailed" | "contacted" | "approached" | "messaged" | "phoned" | "texted" | "asked" | "called" | "tweeted"
            | "pressed" | "wrote" => {
                // "Asked for comment, she said", "when contacted for comment".
                let passive = w(1) == "for" && self.near(i + 2, i + 5, |w| matches!(w, "comment" | "reaction" | "response")).is_some()
                    || matches!(w(0), "asked" | "pressed") && w(1) == "to" && w(2) == "comment";
                if passive && w(0) != "called" && w(0) != "wrote" {
                    return sign(i + 3, None);
                }
                if wants(i + 1)
                    && !matches!(w(0), "tweeted" | "called")
                    && !matches!(w(1), "for" | "by" | "on" | "about" | "whether" | "if" | "why" | "how" | "what")
                {
                    return sign(i + 1, Some(i + 1 + usize::from(matches!(w(1), "to"))));
                }
                let has = matches!(i.checked_sub(1).map_or("", |p| self.low(p)), "has" | "have");
                if matches!(w(0), "contacted" | "approached" | "emailed" | "messaged") && has && ours() {
                    return sign(i + 1, Some(i + 1));
                }
                let by = matches!(w(0), "contacted" | "approached") && w(1) == "by" && self.outlet_in(i + 2, i + 6);
                let when = matches!(i.checked_sub(1).map_or("", |p| self.low(p)), "when" | "");
                let alone = matches!(w(0), "contacted" | "approached") && when && self.reading.low(self.words[i] + 1) == ",";
                if by && when || alone { sign(i + 1, None) } else { None }
            }
            "reached" | "reaching" if w(1) == "out" && w(2) == "to" => {
                if wants(i + 3) || ours() {
                    sign(i + 3, Some(i + 3))
                } else {
                    None
                }
            }
            "reached" if matches!(w(1), "by" | "for" | "via") && (i == 0 || self.low(i - 1) == "when") => sign(i + 2, None),
            "reached" if w(1) == "for" && matches!(w(2), "comment" | "reaction") => sign(i + 3, None),
            "sought" | "requested" | "seeking" | "requesting" | "seeks" if w(1) == "comment" => {
                // "An email seeking comment", "calls seeking comment": whether they were answered is the sign.
                if w(0).ends_with("ing") && (i.saturating_sub(5)..i).any(|k| is_asking(self.low(k))) {
                    return None;
                }
                let from = self.near(i + 2, i + 5, |w| w == "from").map(|k| k + 1);
                sign(i + 2, from)
            }
            "request" | "requests" | "email" | "emails" | "message" | "inquiry"
                if self.near(i + 1, i + 4, |w| w == "comment").is_some()
                    && self.near(i + 2, i + 9, |w| matches!(w, "sent" | "submitted" | "made")).is_some() =>
            {
                sign(i + 3, None)
            }
            _ => None,
        }
    }

    /// "unverified video", "yet to be confirmed", "it was unclear whether".
    pub fn unverified(&self, i: usize) -> Option<Sign> {
        let w = |k: usize| self.low(i + k);
        let sign = |first, last| Some(Sign { kind: NoteKind::Unverified, first, last, object: None });
        match w(0) {
            "unverified" | "unconfirmed" | "unsubstantiated" if is_report(w(1)) => sign(i, i + 2),
            // "The footage remains unverified".
            "unverified" | "unconfirmed" | "uncorroborated"
                if matches!(
                    i.checked_sub(1).map_or("", |p| self.low(p)),
                    "remain" | "remains" | "remained" | "is" | "are" | "was" | "were"
                ) =>
            {
                sign(i - 1, i + 1)
            }
            "unclear"
                if matches!(
                    i.checked_sub(1).map_or("", |p| self.low(p)),
                    "it" | "is" | "was" | "remains" | "remained" | "are" | "were" | "had" | "has"
                ) && (self.open_question(i.saturating_sub(1), i + 1) || self.ends_at(i)) =>
            {
                sign(i.saturating_sub(1), i + 1 + usize::from(!self.ends_at(i)))
            }
            "way" if matches!(i.checked_sub(1).map_or("", |p| self.low(p)), "no") && w(1) == "to" && is_check(w(2)) => sign(i - 1, i + 3),
            "difficult" | "hard" | "impossible" if w(1) == "to" && matches!(w(2), "verify" | "corroborate" | "authenticate") => {
                sign(i, i + 3)
            }
            _ => None,
        }
    }

    /// "has verified the video", "a copy of which was obtained by", "have been seen by".
    pub fn verified(&self, i: usize) -> Option<Sign> {
        let w = |k: usize| self.low(i + k);
        let before = |k: usize| i.checked_sub(k).map_or("", |p| self.low(p));
        let first = i.saturating_sub(1);
        let sign = |first, last, object| Some(Sign { kind: NoteKind::Verified, first, last, object });
        let have = |w: &str| matches!(w, "has" | "have" | "had");
        match w(0) {
            "verified" | "authenticated" | "geolocated"
                if have(before(1)) || w(1) == "by" && self.outlet_in(i + 2, i + 8) || self.outlet_subject(i) =>
            {
                let by = (w(1) == "by").then_some(i + 2);
                sign(if have(before(1)) || by.is_some() { first } else { i }, i + 1, by)
            }
            "confirmed" if self.outlet_subject(i) => sign(i, i + 1, None),
            // "The Gazette can confirm that".
            "confirm" if before(1) == "can" && i > 0 && self.outlet_subject(i - 1) => sign(first, i + 1, None),
            "confirmed" if self.near(i + 1, i + 4, |w| w == "authenticity").is_some() => sign(i, i + 3, None),
            "copy" | "copies" if w(1) == "of" && w(2) == "which" => {
                self.near(i + 3, i + 3 + REACH, is_getting)?;
                let by = self.near(i + 3, i + 12, |w| w == "by").map(|k| k + 1);
                sign(i, i + 3, by)
            }
            _ if is_getting(w(0))
                && w(1) == "by"
                && matches!(before(1), "have" | "has" | "was" | "were")
                && self.outlet_in(i + 2, i + 8)
                // "according to a memo that was obtained by" names a relay.
                && self.near(0, i, |w| w == "according").is_none() =>
            {
                sign(i, i + 2, Some(i + 2))
            }
            _ if is_getting(w(0)) && self.near(i + 1, i + 7, is_evidence).is_some() => {
                let ours = self.outlet_subject(i) && w(1) != "by";
                let has = matches!(before(1), "has" | "have") && before(2) != "who";
                if ours || has && !matches!(w(0), "obtained" | "heard") { sign(if has { first } else { i }, i + 1, None) } else { None }
            }
            _ => None,
        }
    }

    /// "offered no evidence", "without providing any proof".
    pub fn no_evidence(&self, i: usize) -> Option<Sign> {
        // "without giving details".
        if matches!(self.low(i), "specifics" | "details") {
            let gives = matches!(self.low(i.wrapping_sub(1)), "offering" | "giving" | "providing" | "further" | "more");
            let without = (i.saturating_sub(3)..i).find(|&k| self.low(k) == "without").filter(|_| gives)?;
            return Some(Sign { kind: NoteKind::Unverified, first: without, last: i + 1, object: None });
        }
        if !matches!(self.low(i), "evidence" | "proof") || self.low(i + 1) == "of" && !matches!(self.low(i + 2), "this" | "that" | "it") {
            return None;
        }
        let from = i.saturating_sub(4);
        let none = (from..i).rev().find(|&k| matches!(self.low(k), "no" | "any" | "without" | "little"))?;
        // "without witnesses, evidence or papers" is a list.
        if (self.words[none]..self.words[i]).any(|t| !self.reading.tokens[t].is_word()) {
            return None;
        }
        let gives = |w: &str| {
            matches!(
                w,
                "offered"
                    | "provided"
                    | "gave"
                    | "presented"
                    | "cited"
                    | "produced"
                    | "offering"
                    | "providing"
                    | "presenting"
                    | "citing"
                    | "offer"
                    | "provide"
                    | "give"
                    | "present"
                    | "giving"
                    | "shown"
                    | "showing"
            )
        };
        let verb = (from..i).rev().find(|&k| gives(self.low(k)));
        let lacks = match self.low(none) {
            "no" | "little" => verb.is_some_and(|v| v + 1 == none),
            "without" => true,
            _ => verb.is_some() && (from..i).any(|k| matches!(self.low(k), "without" | "not") || self.low(k).ends_with("n't")),
        };
        let without = (from..i).find(|&k| self.low(k) == "without");
        let first = without.unwrap_or_else(|| verb.map_or(none, |v| v.min(none)));
        lacks.then_some(Sign { kind: NoteKind::Unverified, first, last: i + 1, object: None })
    }

    /// "It was not clear whether", "the cause remains unclear": a question with its words, or the end of the clause.
    pub fn open_question(&self, first: usize, at: usize) -> bool {
        // "not clear on Monday exactly how".
        let day = is_weekday(self.low(at)) || self.low(at) == "on" && is_weekday(self.low(at + 1));
        let mut at = if day { at + 1 + usize::from(self.low(at) == "on") } else { at };
        at += usize::from(matches!(self.low(at), "exactly" | "precisely"));
        let asks = matches!(self.low(at), "who" | "what" | "how" | "where" | "why" | "when" | "which" | "whether" | "if");
        // "The cause was not immediately known."
        let at_once = at >= self.words.len() && self.immediately(first, at);
        at_once || asks
    }

    /// Whether word `i` ends its clause: "His role remains unclear.", "was unclear as of Monday".
    pub fn ends_at(&self, i: usize) -> bool {
        let Some(&token) = self.words.get(i) else { return false };
        token + 1 >= self.sentence.last
            || matches!(self.reading.tokens[token + 1].text, "." | "," | ";")
            || matches!(self.reading.low(token + 1), "as" | "at") && self.near(i + 2, i + 5, |w| w == "of" || w.ends_with("day")).is_some()
    }

    /// Whether "immediately" or "yet" stands among words `from..to`.
    fn immediately(&self, from: usize, to: usize) -> bool {
        let (Some(&a), Some(&b)) = (self.words.get(from), to.checked_sub(1).and_then(|l| self.words.get(l))) else { return false };
        (a..b).any(|t| matches!(self.reading.low(t), "immediately" | "yet"))
    }
}

fn is_check(low: &str) -> bool {
    matches!(low, "verify" | "confirm" | "corroborate" | "authenticate" | "check")
}

/// What "unconfirmed" makes a note about; "an unverified dossier" is one's judgement of it.
fn is_report(low: &str) -> bool {
    matches!(
        low,
        "report"
            | "reports"
            | "video"
            | "videos"
            | "footage"
            | "claim"
            | "claims"
            | "images"
            | "photo"
            | "photos"
            | "clip"
            | "clips"
            | "rumors"
            | "rumours"
            | "accounts"
            | "account"
            | "posts"
            | "post"
            | "tweet"
            | "media"
            | "charge"
            | "charges"
            | "allegation"
            | "allegations"
            | "accusation"
            | "accusations"
            | "details"
            | "information"
            | "rumor"
            | "rumour"
            | "image"
            | "photographs"
            | "figures"
            | "data"
            | "intelligence"
            | "story"
            | "stories"
            | "tip"
            | "tips"
            | "estimates"
            | "numbers"
            | "sightings"
            | "documents"
            | "letters"
    )
}

fn is_getting(low: &str) -> bool {
    matches!(low, "seen" | "reviewed" | "viewed" | "obtained" | "heard" | "examined" | "inspected" | "saw")
}

fn is_evidence(low: &str) -> bool {
    Words::get().evidence.contains(low)
}
