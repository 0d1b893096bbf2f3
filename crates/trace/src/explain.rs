//! Why a statement's fields are what they are: who decided, in a few words, and the words of the text that it rests on.

use std::borrow::Cow;
use std::collections::HashMap;

use sayso_doc::{Attribution, By, Field, Reason, Relay, Span, SpeakerKind, Tagged, Text};

use crate::certainty::Reported;
use crate::confidence::Way;
use crate::nesting::Nesting;
use crate::pronouns;
use crate::reading::Reading;
use crate::resolve::{Entity, Resolved, Strength};

/// Earlier mentions that are looked through for the one that a source leads back to.
const LOOK_BACK: usize = 40;

/// What all reasons of one article are read from.
pub struct Explain<'a> {
    pub text: &'a Text,
    pub reading: &'a Reading<'a>,
    pub attributions: &'a [Attribution],
    pub nesting: &'a Nesting,
    /// Contents as tagged, by the first byte of their cue.
    tagged: HashMap<usize, &'a [Span]>,
}

/// What was decided of one attribution.
pub struct Decided<'a> {
    /// The source as it was read.
    pub source: Option<Span>,
    pub entity: &'a Entity,
    pub resolved: Resolved,
    /// The kind before the model had its say.
    pub ruled: SpeakerKind,
    pub via: &'a [Relay],
    pub reported: &'a Reported,
}

impl<'a> Explain<'a> {
    pub fn new(
        text: &'a Text,
        reading: &'a Reading<'a>,
        attributions: &'a [Attribution],
        nesting: &'a Nesting,
        tagged: &'a Tagged,
    ) -> Self {
        let tagged = tagged.attributions.iter().map(|a| (a.cue.start(), a.content.as_slice())).collect();
        Self { text, reading, attributions, nesting, tagged }
    }

    /// The reasons of attribution `i`, in the order of the fields.
    pub fn attributed(&self, i: usize, decided: &Decided<'_>) -> (Vec<Reason>, Way) {
        let a = &self.attributions[i];
        let voice = if self.tagged.contains_key(&a.cue.start()) {
            reason(Field::Voice, By::Model, "a cue of somebody's words", [a.cue])
        } else {
            reason(Field::Voice, By::Rule, "a belief told within somebody's words", [a.cue])
        };
        let mut reasons = vec![voice];
        let (way, spans) = self.speaker(a, decided);
        reasons.push(reason(Field::Speaker, By::Rule, way.because(), spans));
        reasons.push(kind(decided));
        reasons.extend(decided.via.iter().map(|relay| self.via(i, relay)));
        let r = decided.reported;
        reasons.push(reason(Field::Certainty, r.by, r.because, r.markers.iter().copied()));
        reasons.push(self.content(a));
        if let Some(p) = self.nesting.parent[i] {
            reasons.push(reason(Field::Parent, By::Rule, "its cue stands in that one's content", [self.attributions[p].cue]));
        }
        (reasons, way)
    }

    /// The reasons of a statement in the outlet's own voice.
    pub fn own(&self, span: Span, marker: Option<Span>) -> Vec<Reason> {
        let tokens = self.reading.tokens_in(span.start(), span.end());
        let whole = self.reading.sentence_of(tokens.start).is_some_and(|s| s.first == tokens.start && s.last == tokens.end);
        let because = if whole { "a sentence in which no cue was found" } else { "a clause beside the attribution in its sentence" };
        let (weak, why) = (marker.is_some(), "a word in the main clause weakens it");
        vec![
            reason(Field::Voice, By::Rule, because, []),
            reason(Field::Certainty, By::Rule, if weak { why } else { "nothing weakens it" }, marker),
        ]
    }

    /// By which way the source led to its speaker, and the words that it rests on.
    fn speaker(&self, a: &Attribution, decided: &Decided<'_>) -> (Way, Vec<Span>) {
        let entity = decided.entity;
        let unnamed = entity.kind == SpeakerKind::Unnamed || entity.name.starts_with("unnamed");
        let Some(source) = decided.source else {
            return if unnamed { (Way::NoSource, vec![a.cue]) } else { (Way::Around, vec![a.cue]) };
        };
        // Mentions are in the order of the text.
        let earlier = &entity.mentions[..entity.mentions.partition_point(|m| m.start() < source.start())];
        let before = || earlier.iter().rev().take(LOOK_BACK).copied();
        let named = |m: &Span| pronouns::read(self.reading, *m).is_none();
        if let Some(pronoun) = pronouns::read(self.reading, source) {
            if pronoun.first_person() {
                return (Way::FirstPerson, vec![source]);
            }
            let last = before().find(named);
            return (Way::Pronoun, last.into_iter().chain([source]).collect());
        }
        let words = &self.text[source];
        let holds = |words: &str, name: &str| words.to_lowercase().contains(&name.to_lowercase());
        if holds(words, &entity.name) {
            return (Way::Named, vec![source]);
        }
        if unnamed {
            return (Way::NamesNobody, vec![source]);
        }
        // The mention that says most: the full name where it stands, else the longest.
        let full = entity.mentions.iter().take(LOOK_BACK).filter(|m| m.start() != source.start());
        let full = full.clone().find(|m| holds(&self.text[**m], &entity.name)).or_else(|| full.max_by_key(|m| m.len())).copied();
        let surname = entity.name.rsplit(' ').next().unwrap_or_default();
        let way = if entity.kind == SpeakerKind::Person && holds(words, surname) {
            Way::Surname
        } else if entity.register_id.is_some() {
            Way::Register
        } else if words.starts_with(char::is_uppercase) && !["The ", "A ", "An ", "That ", "This "].iter().any(|d| words.starts_with(d)) {
            Way::OtherName
        } else {
            Way::Description
        };
        let mut spans: Vec<Span> = full.into_iter().chain([source]).collect();
        spans.sort_unstable();
        (way, spans)
    }

    fn via(&self, i: usize, relay: &Relay) -> Reason {
        let a = &self.attributions[i];
        let outer = |p: usize| relay.span.is_some_and(|s| self.attributions[p].source.is_some_and(|o| o.overlaps(s)));
        let because = match relay.span {
            _ if self.nesting.outwards(i).any(outer) => "the statement stands within theirs",
            Some(s) if s.overlaps(a.cue) => "the cue names it",
            Some(s) if a.source.is_some_and(|source| source.overlaps(s)) => "the source names it as the one that has it",
            Some(s) if s.start() >= a.cue.end() => "named after the cue as the one that was told or has it",
            Some(_) => "named in the sentence as the one that has it",
            None => "the text around it shows who has it",
        };
        reason(Field::Via, By::Rule, because, relay.span)
    }

    fn content(&self, a: &Attribution) -> Reason {
        let (first, last) = (a.content.first().map_or(0, |c| c.start()), a.content.last().map_or(0, |c| c.end()));
        let Some(tagged) = self.tagged.get(&a.cue.start()).filter(|t| !t.is_empty()) else {
            return reason(Field::Content, By::Rule, "the rest of the clause after the cue", []);
        };
        if **tagged == *a.content.as_slice() {
            return reason(Field::Content, By::Model, "as tagged", []);
        }
        let was = (tagged[0].start(), tagged[tagged.len() - 1].end());
        let added: Vec<Span> = a.content.iter().filter(|c| !tagged.iter().any(|t| t.overlaps(**c))).copied().collect();
        let because = if added.iter().any(|c| c.start() >= was.1) {
            "goes on in sentences that have no other voice"
        } else if !added.is_empty() {
            "whom the cue is about belongs to it"
        } else if last > was.1 {
            "runs on to the end of its phrase"
        } else if first > was.0 {
            "without the hearer, “that” or another sentence's end"
        } else if last < was.1 {
            "cut where another's words or paragraph begin"
        } else {
            "a hole in it filled or a crumb left out"
        };
        reason(Field::Content, By::Rule, because, added)
    }
}

fn kind(decided: &Decided<'_>) -> Reason {
    let spans = decided.source.into_iter();
    if decided.entity.kind != decided.ruled {
        return reason(Field::Kind, By::Model, "by the sentence as a whole", spans);
    }
    let because = match decided.resolved.strength {
        Strength::Sure => "its words or the register say so",
        Strength::Likely => "its words make it likely",
        Strength::Guess => "nothing in its words says otherwise",
    };
    reason(Field::Kind, By::Rule, because, spans)
}

pub fn reason(field: Field, by: By, because: impl Into<Cow<'static, str>>, spans: impl IntoIterator<Item = Span>) -> Reason {
    Reason { field, by, because: because.into(), spans: spans.into_iter().collect() }
}
