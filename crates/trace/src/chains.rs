//! Chains: through whom a statement came to the outlet, by nesting and by wording ("told X", "in an interview with X").

use std::collections::BTreeMap;
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

/// Tokens between a closing mark and an outlet that was told.
const TRAIL: usize = 10;

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
        let papers = self.papers();
        let employers = self.employers();
        let mut own: Vec<Vec<Relay>> = Vec::with_capacity(self.attributions.len());
        for i in 0..self.attributions.len() {
            let worded = self.worded(i, &own, &employers);
            let placed = || {
                let paper = self.in_a_paper(i, &papers).or_else(|| self.after_an_interview(i, &papers));
                paper.or_else(|| self.employed(i, &employers))
            };
            own.push(if worded.is_empty() { placed().into_iter().collect() } else { worded });
        }
        for i in 0..own.len() {
            if own[i].is_empty()
                && let Some(relay) = self.reportedly(i, &own)
            {
                own[i].push(relay);
            }
        }
        let own = self.carried(own);
        let mut chains: Vec<Vec<Relay>> = Vec::with_capacity(own.len());
        for i in 0..own.len() {
            let mut chain: Vec<Relay> = Vec::new();
            let mut outer: Vec<usize> = self.nesting.outwards(i).collect();
            if self.is_background(i) {
                outer.clear();
            }
            let top = outer.last().copied().unwrap_or(i);
            outer.extend(self.carrier(top).filter(|c| !outer.contains(c) && *c != i));
            let me = &self.entities[self.resolved[i].entity];
            for &o in outer.iter().rev() {
                for relay in &own[o] {
                    push(&mut chain, relay.clone(), me);
                }
                let speaker = &self.entities[self.resolved[o].entity];
                // "reportedly" names nobody whom it came through.
                if speaker.name == "unnamed"
                    || self.publisher.is(&speaker.name, speaker.register_id.as_deref())
                    || self.own_reporter(self.attributions[o].source, speaker)
                {
                    continue;
                }
                if let Some(relay) = self.employer(self.attributions[o].source, speaker) {
                    push(&mut chain, relay, me);
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

    /// "Roe, who has accused them, will testify, her lawyers said": a relative clause is the reporter's background, not the lawyers' word.
    fn is_background(&self, i: usize) -> bool {
        let reading = self.reading;
        let a = &self.attributions[i];
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let from = cue.start.saturating_sub(4);
        let relative = (from..cue.start)
            .rev()
            .find(|&k| !matches!(reading.low(k), "has" | "have" | "had" | "also" | "previously" | "earlier" | "once" | "first"));
        let Some(who) = relative.filter(|&k| reading.low(k) == "who") else { return false };
        !reading.tokens[who].quoted && who > 0 && (reading.low(who - 1) == "," || reading.tokens[who - 1].is_cap())
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

    /// "X's Ann Roe reports that …": what others said to her came through X.
    fn employer(&self, source: Option<Span>, speaker: &Entity) -> Option<Relay> {
        let reading = self.reading;
        let source = source.filter(|_| speaker.kind == SpeakerKind::Person)?;
        let range = reading.tokens_in(source.start(), source.end());
        let body = self
            .bodies
            .within(range.start.saturating_sub(3)..range.end)
            .iter()
            .find(|b| b.outlet && b.range.end < range.end && reading.tokens.get(b.range.end).is_some_and(|t| t.is_possessive()))?;
        Some(Relay { name: body.name.clone(), span: self.span(&body.range) })
    }

    /// Relays named by the words of the attribution's own sentence.
    fn worded(&self, i: usize, before: &[Vec<Relay>], employers: &BTreeMap<usize, Relay>) -> Vec<Relay> {
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
        let cited = self.cited_by(i, &cue, bounds.start);
        if me.kind == SpeakerKind::Outlet {
            return cited.into_iter().filter(|r| r.name != me.name).collect();
        }
        if let Some(relay) = self.told_a_named_outlet(&cue) {
            push(&mut relays, relay, me);
            return relays;
        }
        for body in self.bodies.within(bounds.clone()).iter().filter(|b| b.outlet) {
            let Some(span) = self.span(&body.range) else { continue };
            if self.publisher.is(&body.name, body.register_id.as_deref()) || self.in_content(i, span) || self.is_other_source(i, span) {
                continue;
            }
            if self.relays(&cue, &body.range, bounds.start) && !self.other_clause(i, body.range.end) {
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
            && let Some(relay) = self.on_state_media(i, bounds.clone())
        {
            push(&mut relays, relay, me);
        }
        if relays.is_empty()
            && let Some(relay) = cited.or_else(|| self.quoted_as_saying(i, bounds.clone())).or_else(|| self.signed(i, &cue))
        {
            push(&mut relays, relay, me);
        }
        if relays.is_empty()
            && let Some(relay) = self
                .told_the_paper(i, &cue, before)
                .or_else(|| self.told_a_name(&cue, employers))
                .or_else(|| self.told_media(&cue))
                .or_else(|| self.reported_by_a_name(i, bounds.clone()))
                .or_else(|| self.on_an_episode(i, bounds.clone()))
        {
            push(&mut relays, relay, me);
        }
        relays
    }

    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let (a, b) = (self.reading.tokens.get(range.start)?, self.reading.tokens.get(range.end.checked_sub(1)?)?);
        self.article.text.span(a.start, b.end).ok()
    }

    pub fn in_content(&self, i: usize, span: Span) -> bool {
        self.attributions[i].content.iter().any(|c| c.overlaps(span) && !self.trails(*c, span))
    }

    /// "“ridiculous” in an interview with X": what follows the closing mark in a content that runs on too far is no part of it.
    fn trails(&self, content: Span, span: Span) -> bool {
        let reading = self.reading;
        let range = reading.tokens_in(content.start(), span.start());
        if self.closes_with_venue(content, span) {
            return true;
        }
        let from = range.end.saturating_sub(TRAIL).max(range.start);
        let Some(mark) = (from..range.end).rev().find(|&k| matches!(reading.tokens[k].text, "”" | "\"")) else { return false };
        let quoted = reading.tokens.get(range.end).is_some_and(|t| t.quoted);
        let opens = reading.tokens.get(range.end.wrapping_sub(1)).is_some_and(|t| matches!(t.text, "“" | "\""));
        !quoted
            && matches!(reading.low(mark + 1), "in" | "on" | "during" | "to" | "with" | "for")
            && (mark + 1..range.end).all(|k| reading.tokens[k].is_word() || matches!(reading.tokens[k].text, "." | "’" | "'"))
            || quoted
                && opens
                && (from..range.end - 1)
                    .rev()
                    .find(|&k| matches!(reading.tokens[k].text, "”" | "\""))
                    .is_some_and(|close| matches!(reading.low(close + 1), "in" | "on" | "during" | "to" | "with" | "for"))
    }

    /// "said the deal was done in an interview with X", "… on X's “Programme”": a tagger has taken the place into the content.
    fn closes_with_venue(&self, content: Span, span: Span) -> bool {
        let reading = self.reading;
        let outlet = reading.tokens_in(span.start(), span.end());
        let end = reading.tokens_in(content.start(), content.end()).end;
        if end < outlet.end || end - outlet.end > TRAIL || reading.tokens.get(outlet.start).is_none_or(|t| t.quoted) {
            return false;
        }
        let before = (outlet.start.saturating_sub(3)..outlet.start).rev().find(|&k| !matches!(reading.low(k), "the" | "a" | "an"));
        let Some(before) = before else { return false };
        let interview = reading.low(before) == "with" && reading.low(before.saturating_sub(1)) == "interview";
        let program = reading.low(before) == "on"
            && reading.tokens.get(outlet.end).is_some_and(|t| t.is_possessive())
            && reading.tokens.get(outlet.end + 1).is_some_and(|t| t.is_cap() || matches!(t.text, "“" | "\""));
        interview || program
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
