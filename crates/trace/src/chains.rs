//! Chains: through whom a statement came to the outlet, by nesting and by wording ("told X", "in an interview with X").

use std::ops::Range;

use sayso_doc::{Article, Attribution, Relay, Span, SpeakerKind};
use sayso_register::Register;

use crate::bodies::Bodies;
use crate::cast::Cast;
use crate::names::Run;
use crate::nesting::Nesting;
use crate::publisher::Publisher;
use crate::reading::Reading;
use crate::resolve::{Entity, Resolved};

/// Paragraphs over which an interview goes on with no new word of it.
const CARRY: usize = 2;

pub struct Chains<'a> {
    pub article: &'a Article,
    pub reading: &'a Reading<'a>,
    pub bodies: &'a Bodies,
    pub runs: &'a [Run],
    pub cast: &'a Cast,
    pub attributions: &'a [Attribution],
    pub nesting: &'a Nesting,
    pub resolved: &'a [Resolved],
    pub entities: &'a [Entity],
    pub publisher: &'a Publisher,
    pub register: &'a Register,
}

impl Chains<'_> {
    /// The relays of every attribution, nearest the outlet first.
    pub fn all(&self) -> Vec<Vec<Relay>> {
        let own: Vec<Vec<Relay>> = (0..self.attributions.len()).map(|i| self.worded(i)).collect();
        let own = self.carried(own);
        let mut chains: Vec<Vec<Relay>> = Vec::with_capacity(own.len());
        for i in 0..own.len() {
            let mut chain: Vec<Relay> = Vec::new();
            let mut outer: Vec<usize> = self.nesting.outwards(i).collect();
            let top = outer.last().copied().unwrap_or(i);
            outer.extend(self.carrier(top).filter(|c| !outer.contains(c) && *c != i));
            let me = &self.entities[self.resolved[i].entity];
            for &o in outer.iter().rev() {
                for relay in &own[o] {
                    push(&mut chain, relay.clone(), me);
                }
                let speaker = &self.entities[self.resolved[o].entity];
                if self.publisher.is(&speaker.name, speaker.register_id.as_deref())
                    || self.own_reporter(self.attributions[o].source, speaker)
                {
                    continue;
                }
                push(&mut chain, Relay { name: speaker.name.clone(), span: self.attributions[o].source }, me);
            }
            for relay in &own[i] {
                push(&mut chain, relay.clone(), me);
            }
            if chain.is_empty()
                && let Some(relay) = self.polled(i)
            {
                push(&mut chain, relay, me);
            }
            chains.push(chain);
        }
        chains
    }

    /// "NPR's Ann Roe" on NPR's pages: the outlet's own voice. One such mention marks them for the whole article.
    fn own_reporter(&self, source: Option<Span>, speaker: &Entity) -> bool {
        let reading = self.reading;
        if speaker.kind != SpeakerKind::Person && !speaker.heads.iter().any(|h| matches!(h.as_str(), "correspondent" | "reporter")) {
            return false;
        }
        // "Ann Roe reports for NPR's newscast".
        let said_for = source.is_some_and(|s| {
            let end = reading.tokens_in(s.start(), s.end()).end;
            (end..end + 4).any(|k| {
                matches!(reading.low(k), "for" | "of")
                    && self.bodies.within(k + 1..k + 3).iter().any(|b| b.outlet && self.publisher.is(&b.name, b.register_id.as_deref()))
            })
        });
        said_for
            || speaker.mentions.iter().take(6).chain(source.iter()).any(|m| {
                let range = reading.tokens_in(m.start(), m.end());
                let before = range.start.saturating_sub(4)..range.end;
                self.bodies.within(before).iter().any(|b| {
                    let owns = reading.tokens.get(b.range.end).is_some_and(|t| t.is_possessive())
                        || reading.low(b.range.end) == "reporter"
                        || reading.low(b.range.end) == "correspondent"
                        || b.range.start > 0 && matches!(reading.low(b.range.start - 1), "of" | "for") && b.range.start > range.start;
                    b.outlet && owns && self.publisher.is(&b.name, b.register_id.as_deref())
                })
            })
    }

    /// Relays named by the words of the attribution's own sentence.
    fn worded(&self, i: usize) -> Vec<Relay> {
        let a = &self.attributions[i];
        let reading = self.reading;
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let mut relays = Vec::new();
        let Some(sentence) = reading.sentence_of(cue.start) else { return relays };
        // Nested ones look only within the content that holds them.
        let mut bounds = sentence.first..sentence.last;
        if let Some(parent) = self.nesting.parent[i]
            && let Some(piece) = self.attributions[parent].content.iter().find(|c| c.contains(a.cue))
        {
            let piece = reading.tokens_in(piece.start(), piece.end());
            bounds = bounds.start.max(piece.start)..bounds.end.min(piece.end);
        }
        let me = &self.entities[self.resolved[i].entity];
        if me.kind == SpeakerKind::Outlet {
            return relays;
        }
        for body in self.bodies.within(bounds.clone()).iter().filter(|b| b.outlet) {
            let Some(span) = self.span(&body.range) else { continue };
            if self.publisher.is(&body.name, body.register_id.as_deref()) || self.in_content(i, span) || self.is_other_source(i, span) {
                continue;
            }
            if self.relays(&cue, &body.range, bounds.start) {
                push(&mut relays, Relay { name: body.name.clone(), span: Some(span) }, me);
            }
        }
        if relays.is_empty()
            && let Some(relay) = self.linked(i, sentence)
        {
            push(&mut relays, relay, me);
        }
        if relays.is_empty()
            && let Some(relay) = self.on_a_program(i, bounds.clone())
        {
            push(&mut relays, relay, me);
        }
        if relays.is_empty()
            && let Some(relay) = self.told_the_paper(&cue).or_else(|| self.told_a_name(&cue))
        {
            push(&mut relays, relay, me);
        }
        relays
    }

    /// "she added in the interview": the one that was named before.
    fn in_the_interview(&self, i: usize) -> bool {
        let at = self.reading.token_at(self.attributions[i].cue.start());
        let Some(sentence) = at.and_then(|t| self.reading.sentence_of(t)) else { return false };
        (sentence.first..sentence.last)
            .any(|k| self.reading.low(k) == "interview" && matches!(self.reading.low(k.saturating_sub(1)), "the" | "same"))
    }

    /// Whether the words of an attribution's sentence give another venue than an interview.
    fn other_venue(&self, i: usize) -> bool {
        let reading = self.reading;
        let cue = reading.tokens_in(self.attributions[i].cue.start(), self.attributions[i].cue.end());
        if cue.clone().any(|k| {
            matches!(
                reading.low(k),
                "wrote" | "tweeted" | "posted" | "tweeting" | "writes" | "testified" | "denied" | "denies" | "announced" | "issued"
            )
        }) {
            return true;
        }
        let Some(sentence) = reading.sentence_of(cue.start) else { return true };
        (sentence.first..sentence.last).any(|k| {
            !reading.tokens[k].quoted
                && matches!(
                    reading.low(k),
                    "statement"
                        | "tweet"
                        | "twitter"
                        | "facebook"
                        | "conference"
                        | "speech"
                        | "rally"
                        | "letter"
                        | "hearing"
                        | "briefing"
                        | "reporters"
                        | "testimony"
                        | "op-ed"
                        | "email"
                        | "memo"
                        | "apology"
                        | "told"
                )
        })
    }

    /// A relay holds on while the same speaker goes on in the same or the next paragraph with no relay of their own.
    fn carried(&self, mut own: Vec<Vec<Relay>>) -> Vec<Vec<Relay>> {
        let reading = self.reading;
        let mut order: Vec<usize> = (0..own.len()).filter(|&i| self.nesting.parent[i].is_none()).collect();
        order.sort_by_key(|&i| self.attributions[i].cue.start());
        let para = |i: usize| reading.token_at(self.attributions[i].cue.start()).map_or(0, |t| reading.tokens[t].para);
        // "told X" and what the same speaker says further on, as in an article about an interview.
        let mut venue: std::collections::HashMap<usize, (usize, Vec<Relay>)> = std::collections::HashMap::new();

        for &i in &order {
            let speaker = self.resolved[i].entity;
            if self.entities[speaker].kind != SpeakerKind::Person {
                continue;
            }
            if own[i].is_empty()
                && self.in_the_interview(i)
                && let Some((_, relays)) = venue.get(&speaker)
            {
                own[i] = relays.clone();
            }
            if !own[i].is_empty() {
                venue.insert(speaker, (para(i), own[i].clone()));
            } else if self.other_venue(i) {
                // What follows belongs to that other venue.
                if let Some((at, _)) = venue.get_mut(&speaker) {
                    *at = 0;
                }
            } else if let Some((at, relays)) = venue.get_mut(&speaker)
                && para(i) <= *at + CARRY
            {
                own[i] = relays.clone();
                *at = para(i);
            }
        }
        for pair in 0..order.len().saturating_sub(1) {
            let (a, b) = (order[pair], order[pair + 1]);
            if self.resolved[a].entity != self.resolved[b].entity || para(b) > para(a) + 1 {
                continue;
            }
            let unnamed = self.entities[self.resolved[a].entity].name == "unnamed";
            if unnamed {
                continue;
            }
            if own[a].is_empty() && !own[b].is_empty() && !self.other_venue(a) {
                own[a] = own[b].clone();
            }
        }
        own
    }

    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let (a, b) = (self.reading.tokens.get(range.start)?, self.reading.tokens.get(range.end.checked_sub(1)?)?);
        self.article.text.span(a.start, b.end).ok()
    }

    pub fn in_content(&self, i: usize, span: Span) -> bool {
        self.attributions[i].content.iter().any(|c| c.overlaps(span))
    }

    /// Whether the outlet is the source of another attribution, which then counts by nesting or not at all.
    fn is_other_source(&self, i: usize, span: Span) -> bool {
        let near = i.saturating_sub(6)..(i + 7).min(self.attributions.len());
        self.attributions[near.clone()]
            .iter()
            .zip(near)
            .any(|(a, k)| k != i && a.source.is_some_and(|s| s.contains(span) && s.len() <= span.len() + 30))
    }
}

fn push(chain: &mut Vec<Relay>, relay: Relay, me: &Entity) {
    if relay.name != me.name && !chain.iter().any(|r| r.name == relay.name) {
        chain.push(relay);
    }
}
