//! How firmly a content stands as reported: asserted, hedged, denied or questioned, with the words that make it so, and whose they are.

use std::ops::Range;

use sayso_doc::{Article, Attribution, By, Certainty, Span, Stance};

use crate::blend;
use crate::grammar::is_distancing;
use crate::reading::Reading;
use crate::weakening::{belief_of_ones_own, main_clause_marker};
use crate::words::Words;

/// A certainty with its markers, what each voice adds to it, and what decided it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported {
    pub certainty: Certainty,
    pub markers: Vec<Span>,
    pub by_source: Stance,
    pub by_reporter: Stance,
    pub by: By,
    pub because: &'static str,
}

/// Whose words weaken a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Source,
    Reporter,
}

/// One thing in the words that bears on the certainty.
#[derive(Debug, Clone, PartialEq)]
struct Sign {
    certainty: Certainty,
    tokens: Range<usize>,
    whose: Whose,
    /// The model seldom knows better.
    sure: bool,
    because: &'static str,
}

pub fn read(article: &Article, reading: &Reading<'_>, attribution: &Attribution) -> Reported {
    // In the order in which they count: the first decides.
    let signs = Signs::new(reading, attribution).all();
    let span = |range: &Range<usize>| {
        let (a, b) = (reading.tokens.get(range.start)?, reading.tokens.get(range.end.checked_sub(1)?)?);
        article.text.span(a.start, b.end).ok()
    };
    let stance = |whose| {
        signs
            .iter()
            .find(|s| s.whose == whose)
            .map_or_else(Stance::plain, |s| Stance { certainty: s.certainty, markers: span(&s.tokens).into_iter().collect() })
    };
    let first = signs.first();
    let mut reported = Reported {
        certainty: first.map_or(Certainty::Asserted, |s| s.certainty),
        markers: first.and_then(|s| span(&s.tokens)).into_iter().collect(),
        by_source: stance(Whose::Source),
        by_reporter: stance(Whose::Reporter),
        by: By::Rule,
        because: first.map_or("nothing weakens it", |s| s.because),
    };
    if let Some(chances) = attribution.certainties {
        let certainty = blend::certainty(reported.certainty, first.is_some_and(|s| s.sure), chances);
        if certainty != reported.certainty {
            reported = judged(reported, certainty, attribution);
        }
    }
    reported
}

/// `reported` as the model has it.
fn judged(mut reported: Reported, certainty: Certainty, attribution: &Attribution) -> Reported {
    reported.certainty = certainty;
    reported.by = By::Model;
    if certainty == Certainty::Asserted {
        reported.because = "the words that might weaken it do not, by the sentence";
        reported.markers.clear();
        reported.by_source = Stance::plain();
        reported.by_reporter = Stance::plain();
        return reported;
    }
    reported.because = "by the sentence as a whole";
    if reported.markers.is_empty() {
        reported.markers.push(attribution.cue);
    }
    let stance = Stance { certainty, markers: reported.markers.clone() };
    // Where nobody is named, nobody but the reporter can weaken it.
    if attribution.source.is_some() {
        reported.by_source = stance;
    } else {
        reported.by_reporter = stance;
    }
    reported
}

struct Signs<'a, 't> {
    reading: &'a Reading<'t>,
    attribution: &'a Attribution,
    cue: Range<usize>,
    content: Range<usize>,
    negated: bool,
}

impl<'a, 't> Signs<'a, 't> {
    fn new(reading: &'a Reading<'t>, attribution: &'a Attribution) -> Self {
        let cue = reading.tokens_in(attribution.cue.start(), attribution.cue.end());
        let content = attribution.content.first().map_or(0..0, |c| reading.tokens_in(c.start(), c.end()));
        // "No one denies", "few doubt".
        let nobody = attribution.source.map_or("", |s| reading.low(reading.tokens_in(s.start(), s.end()).start));
        let negated = cue.clone().any(|i| is_negation(reading.low(i))) || matches!(nobody, "no" | "nobody" | "few" | "none");
        Self { reading, attribution, cue, content, negated }
    }

    fn all(&self) -> Vec<Sign> {
        let mut signs: Vec<Sign> = [self.denial(), self.doubt(), self.question_put(), self.ignorance(), self.hedging_cue()]
            .into_iter()
            .flatten()
            .take(1)
            .collect();
        signs.extend(self.in_content());
        if signs.is_empty() {
            signs.extend(self.question_mark());
            signs.extend(self.nobody());
        }
        signs
    }

    fn low(&self, i: usize) -> &str {
        self.reading.low(i)
    }

    fn find(&self, set: &crate::words::Set) -> Option<usize> {
        self.cue.clone().find(|&i| set.contains(self.low(i)))
    }

    /// Denial, unless it is denied that they deny.
    fn denial(&self) -> Option<Sign> {
        let words = Words::get();
        let cue = self.cue.clone();
        let rules_out = self.cue.clone().any(|i| self.low(i).starts_with("rul") && self.low(i + 1) == "out");
        let pushes_back = self.cue.clone().any(|i| self.low(i).starts_with("push") && self.low(i + 1) == "back");
        // "incorrectly reported": the reporter says that it is not so.
        let falsely = self.cue.clone().find(|&i| matches!(self.low(i), "falsely" | "incorrectly" | "wrongly" | "erroneously"));
        if let Some(i) = falsely {
            let because = "the reporter calls it false";
            return Some(Sign { certainty: Certainty::Denied, tokens: i..i + 1, whose: Whose::Reporter, sure: true, because });
        }
        let i = self.find(&words.deny_cues).or_else(|| (rules_out || pushes_back).then_some(self.cue.start))?;
        let sign = |certainty, tokens, because| Sign { certainty, tokens, whose: Whose::Source, sure: true, because };
        Some(if self.negated {
            sign(Certainty::Hedged, cue, "not denied is not said")
        } else {
            sign(Certainty::Denied, if rules_out || pushes_back { cue } else { i..i + 1 }, "the cue rejects it")
        })
    }

    fn doubt(&self) -> Option<Sign> {
        let i = self.find(&Words::get().doubt_cues)?;
        if self.negated && self.low(i).starts_with("doubt") {
            return None;
        }
        Some(Sign {
            certainty: Certainty::Questioned,
            tokens: i..i + 1,
            whose: Whose::Source,
            sure: true,
            because: "the cue doubts or examines it",
        })
    }

    /// "asked whether …", "asked: “…?”", "is weighing whether …".
    fn question_put(&self) -> Option<Sign> {
        let first = self.first_word().map_or("", |i| self.low(i));
        let before = self.content.start.checked_sub(1).map_or("", |i| self.low(i));
        let asks = self.cue.clone().any(|i| {
            matches!(self.low(i), "ask" | "asks" | "asked" | "asking")
                || self.low(i) == "know" && i > 1 && self.low(i - 1) == "to" && self.low(i - 2).starts_with("want")
        });
        let whether = first == "whether" || before == "whether";
        let wh = whether || before == "if" || matches!(first, "if" | "why" | "how" | "what" | "who" | "when" | "where" | "which");
        let about = self.low(self.cue.end) == "about" || self.cue.clone().any(|i| self.low(i) == "about");
        let because = if asks { "the cue asks it" } else { "the content is an open question" };
        let put = asks && (wh || about || first != "to" && self.mark().is_some()) || whether;
        // "knows whether", "told them whether": the answer is known and not given.
        let told = !asks
            && !self.negated
            && self.cue.clone().any(|i| matches!(self.low(i), "know" | "knows" | "knew" | "told" | "tell" | "learned"));
        (put && !told).then(|| Sign {
            certainty: Certainty::Questioned,
            tokens: self.cue.clone(),
            whose: Whose::Source,
            sure: true,
            because,
        })
    }

    /// "doesn't know whether", "isn't sure", "couldn't imagine".
    fn ignorance(&self) -> Option<Sign> {
        let knows = |i| {
            ["know", "knows", "sure", "clear", "certain", "confident", "believe", "convinced", "understand", "persuaded", "tell", "imagine"]
                .contains(&self.low(i))
        };
        let unclear = self.cue.clone().any(|i| matches!(self.low(i), "unclear" | "unknown" | "unsure"));
        // "would not tell" is a refusal to speak.
        let cannot_tell = |i| {
            self.low(i) != "tell"
                || i > 0
                    && (matches!(self.low(i - 1), "cannot" | "can't" | "couldn't")
                        || self.low(i - 1) == "not" && i > 1 && self.low(i - 2) == "could")
        };
        (unclear || self.negated && self.cue.clone().any(|i| knows(i) && cannot_tell(i))).then(|| Sign {
            certainty: Certainty::Questioned,
            tokens: self.cue.clone(),
            whose: Whose::Source,
            sure: true,
            because: "the source does not know or believe it",
        })
    }

    fn hedging_cue(&self) -> Option<Sign> {
        let words = Words::get();
        if let Some(i) = self.find(&words.hedge_cues) {
            let first = self.first_word().map_or("", |i| self.low(i));
            let claimed_it =
                self.low(i).starts_with("claim") && (first == "responsibility" || self.low(i + 1) == "responsibility" || first == "credit");
            if !claimed_it {
                let distance = words.distance_cues.contains(self.low(i)) || self.attribution.source.is_none();
                return Some(Sign {
                    certainty: Certainty::Hedged,
                    tokens: i..i + 1,
                    whose: if distance { Whose::Reporter } else { Whose::Source },
                    sure: true,
                    because: if distance { "the cue keeps a distance" } else { "the cue is weaker than saying" },
                });
            }
        }
        // "Roe reportedly said": the reporter stands aside from the telling as well.
        let beside = [self.cue.start.wrapping_sub(1), self.cue.end];
        if let Some(i) = beside.into_iter().find(|&i| i < self.reading.tokens.len() && is_distancing(self.low(i))) {
            return Some(Sign {
                certainty: Certainty::Hedged,
                tokens: i..i + 1,
                whose: Whose::Reporter,
                sure: true,
                because: "an adverb at the cue keeps a distance",
            });
        }
        // A modal in the cue: "may think".
        let modal = self.cue.clone().find(|&i| matches!(self.low(i), "may" | "might" | "could") && !is_negation(self.low(i + 1)))?;
        Some(Sign {
            certainty: Certainty::Hedged,
            tokens: modal..modal + 1,
            whose: Whose::Reporter,
            sure: false,
            because: "a modal in the cue",
        })
    }

    /// Signs in the content's main clause.
    fn in_content(&self) -> Vec<Sign> {
        let mut signs = Vec::new();
        let sourced = self.attribution.source.is_some();
        if let Some(verb) = belief_of_ones_own(self.reading, self.content.clone()) {
            signs.push(Sign {
                certainty: Certainty::Hedged,
                tokens: verb,
                whose: Whose::Source,
                sure: true,
                because: "the source gives it as a belief",
            });
        }
        if let Some(i) = main_clause_marker(self.reading, self.content.clone()) {
            let token = &self.reading.tokens[i];
            // "allegedly" in a paraphrase is the reporter's, within quotation marks the source's.
            let distance = Words::get().distance_cues.contains(token.low.as_ref())
                && !token.quoted
                && !matches!(token.low.as_ref(), "likely" | "appear" | "appears" | "appeared" | "seem" | "seems" | "seemed");
            signs.push(Sign {
                certainty: Certainty::Hedged,
                tokens: i..i + 1,
                whose: if sourced && !distance { Whose::Source } else { Whose::Reporter },
                sure: true,
                because: "a word in the main clause weakens it",
            });
        }
        signs
    }

    /// A content that is one question.
    fn question_mark(&self) -> Option<Sign> {
        let mark = self.mark()?;
        let one = self.attribution.content.len() == 1 && self.reading.sentence_of(self.content.start) == self.reading.sentence_of(mark);
        one.then(|| Sign {
            certainty: Certainty::Questioned,
            tokens: mark..mark + 1,
            whose: Whose::Source,
            sure: true,
            because: "the content is a question",
        })
    }

    /// The question mark at the end of the content, when the question is all of it and not quoted within.
    fn mark(&self) -> Option<usize> {
        let last = self.attribution.content.last()?;
        let last = self.reading.tokens_in(last.start(), last.end());
        let mark = last.clone().rev().find(|&i| !matches!(self.reading.tokens[i].text, "”" | "\"" | "’" | "'" | ","))?;
        let opens = |i: usize| self.reading.tokens.get(i).is_some_and(|t| t.quoted || matches!(t.text, "“" | "\"" | "‘" | "«"));
        (self.reading.tokens[mark].text == "?" && (opens(self.content.start) || !opens(mark))).then_some(mark)
    }

    /// "There are reports that", "was said to": a cue that names nobody.
    fn nobody(&self) -> Option<Sign> {
        let noun =
            |i| matches!(self.low(i), "report" | "reports" | "talk" | "charges" | "chatter" | "signs" | "word" | "whispers" | "buzz");
        let be = |i: usize| matches!(self.low(i), "is" | "are" | "was" | "were" | "been" | "be");
        let said = |i| matches!(self.low(i), "said" | "reported" | "seen" | "regarded" | "viewed" | "projected" | "known" | "held");
        let passive = self.cue.clone().any(said) && (self.cue.clone().any(be) || self.cue.start.checked_sub(1).is_some_and(be));
        (self.attribution.source.is_none() && (self.cue.clone().any(noun) || passive)).then(|| Sign {
            certainty: Certainty::Hedged,
            tokens: self.cue.clone(),
            whose: Whose::Reporter,
            sure: false,
            because: "nobody is named who says so",
        })
    }

    fn first_word(&self) -> Option<usize> {
        self.content.clone().find(|&i| self.reading.tokens[i].is_word())
    }
}

pub fn is_negation(low: &str) -> bool {
    low == "not" || low == "never" || low == "no" || low == "neither" || low == "without" || low.ends_with("n't") || low == "cannot"
}
