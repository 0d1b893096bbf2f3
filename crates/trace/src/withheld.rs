//! Signs of what somebody kept to themselves ("did not say how many") and of what nobody can tell ("there is no evidence that").

use sayso_doc::NoteKind;

use crate::signs::{Plain, Sign, is_asking};

impl Plain<'_> {
    /// Whether a negated verb at word `verb` keeps something from the reader: "did not say whether", "has not released the
    /// names", "were not disclosing the terms". `hypothetical`: "would not", "do not", which other rules read.
    pub fn keeps_back(&self, first: usize, verb: usize, hypothetical: bool) -> bool {
        if hypothetical || self.of_oneself(first) || self.condition(first) {
            return false;
        }
        let question = |k: usize| {
            let k = if matches!(self.low(k), "exactly" | "precisely" | "specifically") { k + 1 } else { k };
            let k = if matches!(self.low(k), "from" | "to" | "by" | "at" | "in" | "with" | "for") { k + 1 } else { k };
            is_question(self.low(k))
        };
        let asked = question(verb + 1) && !(self.low(verb + 1) == "when" && self.low(verb + 2) == "asked");
        let kept = || !self.of_a_paper(first) && self.near(verb + 1, verb + 5, is_withheld).is_some() && self.low(verb + 1) != "by";
        match self.low(verb) {
            "say" | "said" | "saying" | "mention" | "mentioned" => asked,
            "reveal" | "revealed" | "revealing" | "disclose" | "disclosed" | "disclosing" | "announce" | "announced" | "detail"
            | "detailed" | "identify" | "identified" | "identifying" | "name" | "named" | "naming" | "release" | "released"
            | "releasing" | "discuss" | "describe" | "described" => asked || kept(),
            _ => false,
        }
    }

    /// A paper's silence and unnamed suspects are open questions; a person's silence is theirs.
    pub fn kept_back(&self, first: usize, verb: usize) -> NoteKind {
        let suspects =
            matches!(self.low(verb), "identify" | "identified") && self.near(verb + 1, verb + 4, |w| w.starts_with("suspect")).is_some();
        let passive =
            self.low(verb).ends_with("ed") && (matches!(self.low(first), "was" | "were" | "wasn't" | "weren't") || self.been(first, verb));
        if self.of_a_paper(first) || suspects || passive { NoteKind::Unverified } else { NoteKind::CommentDeclined }
    }

    /// What nobody can tell: "no evidence of it exists", "no one could say what", "no details were available".
    pub fn untold(&self, i: usize) -> Option<Sign> {
        let w = |k: usize| self.low(i + k);
        let before = |k: usize| i.checked_sub(k).map_or("", |p| self.low(p));
        let sign = |kind, first, last| Some(Sign { kind, first, last, object: None });
        let there = matches!(before(1), "is" | "was" | "are" | "were" | "been") && matches!(before(2), "there" | "has" | "have" | "had");
        match w(0) {
            // "No officials have publicly confirmed the report", "none of the witnesses could corroborate it".
            "no" | "none" | "neither" if self.confirmed_by_none(i).is_some() => {
                let verb = self.confirmed_by_none(i)?;
                sign(NoteKind::Unverified, i, verb + 1)
            }
            "no" => {
                let noun = self.near(i + 1, i + 4, |w| {
                    matches!(
                        w,
                        "evidence"
                            | "proof"
                            | "corroboration"
                            | "information"
                            | "details"
                            | "word"
                            | "one"
                            | "explanation"
                            | "independent"
                            | "indication"
                    )
                })?;
                let after = |k: usize| self.low(noun + k);
                let first = if there { i.saturating_sub(2) } else { i };
                match self.low(noun) {
                    "evidence" | "proof"
                        if there && matches!(after(1), "that" | "to" | "of" | "for" | "" | "he" | "she" | "they" | "it") =>
                    {
                        sign(NoteKind::Unverified, first, noun + 1)
                    }
                    "indication" if there && matches!(after(1), "that" | "of") => sign(NoteKind::Unverified, first, noun + 1),
                    // "had no information to support the threat".
                    "information" if matches!(before(1), "has" | "have" | "had") && after(1) == "to" => {
                        sign(NoteKind::Unverified, i - 1, noun + 1)
                    }
                    "evidence" | "proof" if self.near(noun + 1, noun + 6, |w| matches!(w, "exists" | "emerged" | "surfaced")).is_some() => {
                        sign(NoteKind::Unverified, i, noun + 1)
                    }
                    "information" | "details" | "explanation"
                        if self.near(noun + 1, noun + 10, |w| matches!(w, "available" | "released" | "given" | "provided")).is_some() =>
                    {
                        sign(NoteKind::Unverified, i, noun + 1)
                    }
                    "word" if there && matches!(after(1), "from") => {
                        Some(Sign { kind: NoteKind::NoResponse, first, last: noun + 2, object: Some(noun + 2) })
                    }
                    "word" if there && matches!(after(1), "on" | "of") && is_question(after(2)) => {
                        sign(NoteKind::Unverified, first, noun + 2)
                    }
                    "one" if noun == i + 1 && matches!(after(1), "could" | "can") && after(2) == "say" && is_question(after(3)) => {
                        sign(NoteKind::Unverified, i, noun + 3)
                    }
                    _ => None,
                }
            }
            // "It is also unknown how much of a role they have."
            "unknown" if matches!(before(1), "is" | "was" | "remains" | "remained" | "are" | "were") && is_question(w(1)) => {
                sign(NoteKind::Unverified, i - 1, i + 2)
            }
            // "gave no details", "offered few specifics".
            "details" | "specifics"
                if matches!(before(1), "no" | "few" | "little")
                    && matches!(before(2), "gave" | "offered" | "provided" | "released" | "giving" | "offering" | "providing") =>
            {
                sign(NoteKind::CommentDeclined, i - 2, i + 1)
            }
            "impossible" | "early" | "soon"
                if w(1) == "to"
                    && matches!(w(2), "know" | "verify" | "confirm" | "determine" | "establish" | "say" | "tell")
                    && (w(0) == "impossible" || before(1) == "too")
                    && matches!(before(1), "is" | "was" | "too" | "remains") =>
            {
                sign(NoteKind::Unverified, i.saturating_sub(1), i + 3)
            }
            "details" | "information" | "motive" | "cause" | "identities" | "identity" | "names" | "name" => {
                let not = self.near(i + 1, i + 8, |w| w == "not" || w.ends_with("n't"))?;
                let state = matches!(self.low(not + 1), "available" | "released" | "disclosed" | "known" | "made");
                let told = |k| matches!(self.low(k), "was" | "were" | "been" | "be") || self.low(not).ends_with("n't");
                (state && told(not.saturating_sub(1)) && self.low(not + 2) != "to").then_some(Sign {
                    kind: NoteKind::Unverified,
                    first: not.saturating_sub(1),
                    last: not + 2,
                    object: None,
                })
            }
            _ => None,
        }
    }

    fn confirmed_by_none(&self, i: usize) -> Option<usize> {
        let verb = self.near(i + 1, i + 14, |w| matches!(w, "confirmed" | "verified" | "corroborated" | "corroborate" | "verify"))?;
        let helped = matches!(self.low(verb - 1), "have" | "has" | "had" | "could");
        helped.then_some(verb)
    }

    /// A way round a question: "sidestepped the question", "demurred", "deferred to the majority leader's past comments".
    pub fn evaded(&self, i: usize) -> Option<Sign> {
        let question = |w: &str| matches!(w, "question" | "questions") || w != "calls" && is_asking(w);
        let found = match self.low(i) {
            "sidestepped" | "dodged" | "deflected" | "evaded" | "ducked" => self.near(i + 1, i + 4, question)?,
            "brushed" if matches!(self.low(i + 1), "aside" | "off" | "away") => self.near(i + 2, i + 5, |w| w.starts_with("question"))?,
            "deferred" if self.low(i + 1) == "to" => {
                self.near(i + 2, i + 10, |w| matches!(w, "comments" | "comment" | "statement" | "remarks"))?
            }
            "demurred" if i + 1 >= self.words.len() || matches!(self.low(i + 1), "when" | "on" | "saying") => i,
            _ => return None,
        };
        Some(Sign { kind: NoteKind::CommentDeclined, first: i, last: found + 1, object: None })
    }

    /// "I did not say", "that we have not announced": the speaker of themselves.
    pub fn of_oneself(&self, first: usize) -> bool {
        (first.saturating_sub(2)..first).any(|k| matches!(self.low(k), "i" | "you" | "we" | "what" | "that" | "which"))
    }

    fn of_a_paper(&self, first: usize) -> bool {
        let paper =
            |w| matches!(w, "statement" | "filing" | "lawsuit" | "complaint" | "report" | "release" | "indictment" | "memo" | "notice");
        (first.saturating_sub(3)..first).any(|k| paper(self.low(k)))
    }

    /// Whether "been" or "be", which the plain words leave out, stands between words `first` and `verb`.
    fn been(&self, first: usize, verb: usize) -> bool {
        let (Some(&a), Some(&b)) = (self.words.get(first), self.words.get(verb)) else { return false };
        (a..b).any(|t| matches!(self.reading.low(t), "been" | "be"))
    }

    fn condition(&self, first: usize) -> bool {
        (first.saturating_sub(6)..first).any(|k| matches!(self.low(k), "if" | "unless" | "whether" | "because"))
    }
}

fn is_question(low: &str) -> bool {
    matches!(low, "whether" | "how" | "what" | "who" | "whom" | "when" | "where" | "why" | "which" | "if")
}

/// What is kept back when it is not told.
fn is_withheld(low: &str) -> bool {
    matches!(
        low,
        "name"
            | "names"
            | "identity"
            | "identities"
            | "details"
            | "detail"
            | "specifics"
            | "information"
            | "nature"
            | "extent"
            | "terms"
            | "timing"
            | "targets"
            | "motive"
            | "cause"
            | "suspect"
            | "suspects"
            | "number"
            | "amount"
            | "cost"
            | "source"
            | "location"
            | "breakdown"
    )
}

/// What somebody has or has not answered to.
pub fn is_charge(low: &str) -> bool {
    matches!(low, "allegation" | "allegations" | "accusation" | "accusations" | "claim" | "claims" | "report" | "reports" | "charges")
}
