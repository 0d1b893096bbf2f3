//! Chains: through whom a statement came to the outlet, by nesting and by wording ("told X", "in an interview with X").

use std::ops::Range;

use sayso_doc::{Article, Attribution, Relay, Span, SpeakerKind};
use sayso_register::Register;

use crate::bodies::Bodies;
use crate::cast::Cast;
use crate::names::{Looks, Run};
use crate::nesting::Nesting;
use crate::reading::{Reading, Sentence};
use crate::resolve::{Entity, Resolved};
use crate::words::Words;

/// Whether a name is the publisher's own, by any of its forms.
pub struct Publisher {
    names: Vec<String>,
    id: Option<String>,
}

impl Publisher {
    pub fn new(article: &Article, register: &Register) -> Self {
        let mut names = Vec::new();
        let mut id = None;
        if let Some(outlet) = &article.outlet {
            let plain = outlet.split(['(', '-', '|']).next().unwrap_or(outlet).trim();
            let found = register.outlet(outlet).or_else(|| register.outlet(plain));
            id = found.map(|o| o.id.clone());
            if let Some(o) = found {
                names.push(squeeze(&o.name));
                names.extend(o.aliases.iter().map(|a| squeeze(a)));
            }
            names.push(squeeze(outlet));
            names.push(squeeze(plain));
        }
        names.retain(|n| !n.is_empty());
        Self { names, id }
    }

    pub fn is(&self, name: &str, register_id: Option<&str>) -> bool {
        if register_id.is_some() && register_id == self.id.as_deref() {
            return true;
        }
        let name = squeeze(name);
        !name.is_empty() && self.names.iter().any(|own| *own == name)
    }
}

/// Lower case without "the", "online", "news" and domain endings, so that "Fox Online News" and "Fox News" agree.
fn squeeze(name: &str) -> String {
    let low = name.to_lowercase();
    let low = low.strip_suffix(".com").or(low.strip_suffix(".org")).unwrap_or(&low);
    let parts = low
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !matches!(*w, "the" | "online" | "news" | "com" | "web" | "channel"));
    parts.collect::<Vec<_>>().join(" ")
}

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

    /// Whether the words before the outlet's name make it a relay of this attribution.
    fn relays(&self, cue: &Range<usize>, body: &Range<usize>, first: usize) -> bool {
        let reading = self.reading;
        let mut before = body.start;
        // "told the Post", "told CNN's Ann Roe": determiners and small words between.
        while before > first && matches!(reading.low(before - 1), "the" | "a" | "an" | "“" | "both") {
            before -= 1;
        }
        if before <= first {
            return false;
        }
        let word = reading.low(before - 1);
        // "In the Lantern interview, she said".
        if reading.low(body.end) == "interview" && matches!(word, "in" | "during") {
            return true;
        }
        let recent = |n: usize, test: &dyn Fn(&str) -> bool| (before.saturating_sub(n).max(first)..before).any(|k| test(reading.low(k)));
        // "told Ann Roe of CNN", "told reporters for the Post".
        let hearer = matches!(word, "of" | "from" | "for" | "and")
            && (before.saturating_sub(6).max(first)..before - 1)
                .rev()
                .take_while(|&k| reading.tokens[k].is_word())
                .any(|k| matches!(reading.low(k), "told" | "tells" | "telling" | "to" | "with"));
        match word {
            "told" | "tells" | "tell" | "telling" => cue.contains(&(before - 1)) || before == cue.start || cue.end == before,
            "with" | "to" => {
                // "wrote, referring to the Post" is no exchange with it.
                let verb = (before.saturating_sub(4).max(first)..before).any(|k| {
                    reading.low(k).ends_with("ing")
                        && !matches!(reading.low(k), "speaking" | "talking" | "during" | "evening" | "morning" | "writing")
                });
                recent(6, &|w| is_exchange(w)) && !verb
            }
            // "said on CNN", "On CNN, …": not an outlet that happens to be on the way.
            "on" => {
                cue.end < before
                    || before - 1 <= first + 1
                    || recent(6, &|w| matches!(w, "appearance" | "interview" | "appearing" | "speaking" | "remarks" | "asked"))
            }
            "by" => recent(5, &|w| is_publishing(w)),
            "in" => recent(6, &|w| {
                matches!(
                    w,
                    "wrote"
                        | "published"
                        | "op-ed"
                        | "column"
                        | "article"
                        | "essay"
                        | "piece"
                        | "interview"
                        | "editorial"
                        | "quoted"
                        | "writing"
                )
            }),
            "via" | "per" => true,
            "from" => recent(5, &|w| matches!(w, "question" | "questions" | "asked" | "reporter")),
            _ => hearer,
        }
    }

    /// A link to another outlet in the attribution's sentence whose anchor attributes: "according to a report", or the cue itself.
    fn linked(&self, i: usize, sentence: Sentence) -> Option<Relay> {
        let reading = self.reading;
        let (start, end) = (reading.tokens.get(sentence.first)?.start, reading.tokens.get(sentence.last - 1)?.end);
        let links = &self.article.links;
        let from = links.partition_point(|l| l.span.end() <= start);
        links[from..].iter().take_while(|l| l.span.start() < end).take(12).find_map(|link| {
            let anchor = reading.tokens_in(link.span.start(), link.span.end());
            let attributes = link.span.overlaps(self.attributions[i].cue)
                || anchor.clone().any(|k| matches!(reading.low(k), "according" | "reported" | "report" | "reports" | "told" | "interview" | "said" | "per" | "via" | "wrote"));
            if !attributes || self.in_content(i, link.span) {
                return None;
            }
            let rest = link.href.split_once("://").map_or(link.href.as_str(), |(_, rest)| rest);
            let host = rest.split(['/', '?', '#', ':']).next()?;
            let outlet = self.register.outlet_of_host(host)?;
            (!self.publisher.is(&outlet.name, Some(&outlet.id))).then(|| Relay { name: outlet.name.clone(), span: Some(link.span) })
        })
    }

    /// "on “Morning Joe”", "told “Face the Nation”": the outlet that airs it.
    fn on_a_program(&self, i: usize, bounds: Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let words = Words::get();
        for k in bounds.clone() {
            if !matches!(reading.low(k), "on" | "told" | "to" | "with" | "during" | "'s" | "'") {
                continue;
            }
            let first = k + 1 + usize::from(matches!(reading.tokens.get(k + 1).map(|t| t.text), Some("“" | "\"" | "‘" | "'")));
            if !reading.tokens.get(first).is_some_and(|t| t.is_cap() || t.text == "60") {
                continue;
            }
            for end in (first + 1..(first + 6).min(bounds.end + 1)).rev() {
                let Some(outlet) = words.programs.get(&reading.words(first..end).to_lowercase()) else { continue };
                // "today" and such are programmes only between marks.
                if end == first + 1 && first == k + 1 {
                    continue;
                }
                let span = self.span(&(first..end))?;
                if self.in_content(i, span) || self.publisher.is(outlet, None) {
                    return None;
                }
                return Some(Relay { name: (*outlet).to_owned(), span: Some(span) });
            }
        }
        None
    }

    /// "77 percent said", "most Americans think": the poll that was named shortly before.
    fn polled(&self, i: usize) -> Option<Relay> {
        let reading = self.reading;
        let source = self.attributions[i].source?;
        let range = reading.tokens_in(source.start(), source.end());
        let counted = range.clone().any(|k| matches!(reading.low(k), "percent" | "%" | "respondents"))
            || range.clone().any(|k| matches!(reading.low(k), "americans" | "voters" | "adults"))
                && range.clone().any(|k| matches!(reading.low(k), "most" | "of" | "majority"));
        if !counted {
            return None;
        }
        let para = |k: usize| reading.token_at(self.attributions[k].cue.start()).map_or(0, |t| reading.tokens[t].para);
        let poll = (0..i).rev().take(12).find(|&k| {
            let e = &self.entities[self.resolved[k].entity];
            e.kind == SpeakerKind::Document
                && e.heads.iter().any(|h| matches!(h.as_str(), "poll" | "survey" | "polls"))
                && para(k) + 4 >= para(i)
        })?;
        Some(Relay { name: self.entities[self.resolved[poll].entity].name.clone(), span: self.attributions[poll].source })
    }

    /// Who else in the sentence reports the same content: "…, the Post reported, citing officials", "Roe said, according to the Post".
    fn carrier(&self, i: usize) -> Option<usize> {
        let reading = self.reading;
        let sentence = |k: usize| reading.token_at(self.attributions[k].cue.start()).map(|t| reading.tokens[t].sentence);
        let cue = reading.tokens_in(self.attributions[i].cue.start(), self.attributions[i].cue.end());
        let citing = cue.clone().any(|k| matches!(reading.low(k), "citing" | "quoting" | "cited" | "quoted"));
        let mine = &self.attributions[i].content;
        let size: usize = mine.iter().map(|c| c.len()).sum();
        let near = i.saturating_sub(4)..(i + 5).min(self.attributions.len());
        near.filter(|&k| k != i && sentence(k) == sentence(i) && self.nesting.parent[k] != Some(i)).find(|&k| {
            let speaker = &self.entities[self.resolved[k].entity];
            let relays = speaker.kind == SpeakerKind::Outlet || citing && speaker.name != "unnamed";
            let me = &self.entities[self.resolved[i].entity];
            let common: usize = self.attributions[k]
                .content
                .iter()
                .flat_map(|a| mine.iter().map(move |b| a.end().min(b.end()).saturating_sub(a.start().max(b.start()))))
                .sum();
            relays
                && me.kind != SpeakerKind::Outlet
                && common * 10 >= size * 6
                && (!citing || self.attributions[k].cue.start() < self.attributions[i].cue.start())
        })
    }

    /// "told the paper", "told the outlet": the outlet named last.
    fn told_the_paper(&self, cue: &Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let last = cue.clone().last()?;
        if !matches!(reading.low(last), "told" | "tells" | "telling") || !matches!(reading.low(last + 1), "the" | "that") {
            return None;
        }
        let noun = last + 2;
        let words = Words::get();
        if !words.outlet_nouns.contains(reading.low(noun)) || reading.tokens.get(noun + 1).is_some_and(|t| t.is_cap() && t.is_word()) {
            return None;
        }
        let body = self.bodies.before(last).take(40).find(|b| b.outlet && !self.publisher.is(&b.name, b.register_id.as_deref()))?;
        Some(Relay { name: body.name.clone(), span: self.span(&(noun..noun + 1)) })
    }

    /// "told The Lantern": a name that is no person's and no office's hears as an outlet does.
    fn told_a_name(&self, cue: &Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let last = cue.clone().last()?;
        if !matches!(reading.low(last), "told" | "tells" | "telling") {
            return None;
        }
        let first = last + 1;
        let start = first + usize::from(reading.tokens.get(first)?.text == "the");
        let i = self.runs.partition_point(|r| r.whole.end <= start);
        let run =
            self.runs.get(i).filter(|r| r.whole.start == start || r.whole.start == start + 1 && reading.tokens[start].text == "The")?;
        let person = !self.cast.mentions_in(run.whole.clone()).is_empty() || matches!(run.looks, Looks::Person | Looks::MaybePerson);
        let body = self.bodies.at(run.whole.start).is_some_and(|b| b.kind == SpeakerKind::Government || b.outlet || b.register_id.is_some());
        let name = reading.words(run.whole.clone());
        let many = Words::get().organizations.contains(reading.low(run.whole.end - 1)) || name.ends_with('s') && run.whole.len() == 1;
        let goes_on =
            matches!(reading.low(run.whole.end), "and" | "&") && reading.tokens.get(run.whole.end + 1).is_some_and(|t| t.is_cap());
        if person
            || body
            || many
            || goes_on
            || self.publisher.is(&name, None)
            || reading.tokens[run.whole.start].sentence != reading.tokens[last].sentence
        {
            return None;
        }
        let the = reading.tokens[run.whole.start - 1].text == "The";
        Some(Relay { name: if the { format!("The {name}") } else { name }, span: self.span(&run.whole) })
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

    fn span(&self, range: &Range<usize>) -> Option<Span> {
        let (a, b) = (self.reading.tokens.get(range.start)?, self.reading.tokens.get(range.end.checked_sub(1)?)?);
        self.article.text.span(a.start, b.end).ok()
    }

    fn in_content(&self, i: usize, span: Span) -> bool {
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

/// Words of an exchange that an outlet is the other side of.
fn is_exchange(low: &str) -> bool {
    matches!(
        low,
        "interview"
            | "interviews"
            | "statement"
            | "statements"
            | "comments"
            | "remarks"
            | "email"
            | "e-mail"
            | "speaking"
            | "spoke"
            | "conversation"
            | "said"
            | "comment"
            | "issued"
            | "confirmed"
            | "provided"
            | "message"
            | "emailed"
            | "explained"
            | "wrote"
            | "released"
            | "letter"
            | "sent"
            | "phone"
            | "appearance"
            | "sat"
            | "briefing"
            | "denied"
            | "text"
            | "says"
            | "admitted"
            | "acknowledged"
            | "suggested"
    )
}

/// Words by which an outlet made something known.
fn is_publishing(low: &str) -> bool {
    matches!(
        low,
        "reported"
            | "obtained"
            | "reviewed"
            | "seen"
            | "quoted"
            | "cited"
            | "published"
            | "carried"
            | "interviewed"
            | "interview"
            | "compiled"
            | "posted"
            | "viewed"
            | "broadcast"
            | "aired"
            | "released"
            | "report"
            | "disclosed"
            | "revealed"
            | "leaked"
    )
}

fn push(chain: &mut Vec<Relay>, relay: Relay, me: &Entity) {
    if relay.name != me.name && !chain.iter().any(|r| r.name == relay.name) {
        chain.push(relay);
    }
}
