//! Venues: papers, op-eds and interviews through which an outlet has what is said further on in the article.

use std::collections::HashMap;
use std::ops::Range;

use sayso_doc::{Relay, SpeakerKind};

use crate::chains::Chains;
use crate::relays::{is_piece, is_publishing};
use crate::words::Words;

/// Paragraphs over which an interview goes on with no new word of it.
const CARRY: usize = 10;
/// Paragraphs that a lead has before the interview is named.
const LEAD: usize = 1;
/// Tokens between a paper and the words that say who got it.
const PAPER_REACH: usize = 16;
/// Papers of one article that are looked at.
const MOST_PAPERS: usize = 64;

/// A paper that an outlet got hold of or printed, by its noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    pub noun: String,
    pub token: usize,
    pub relay: Relay,
}

impl Chains<'_> {
    /// "a letter obtained by X", "an op-ed for X", "X has reviewed the emails": what it says comes through X wherever it is quoted.
    pub fn papers(&self) -> Vec<Paper> {
        let reading = self.reading;
        let mut papers = Vec::new();
        // What the publisher has seen for itself comes through nobody.
        let mut ours: Vec<String> = Vec::new();
        for body in self.bodies.mentions.iter().filter(|b| b.outlet) {
            if papers.len() + ours.len() >= MOST_PAPERS {
                break;
            }
            let own = self.publisher.is(&body.name, body.register_id.as_deref());
            let (Some(sentence), Some(span)) = (reading.sentence_of(body.range.start), self.span(&body.range)) else { continue };
            let mut nouns: Vec<usize> = Vec::new();
            let mut before = body.range.start;
            while before > sentence.first && matches!(reading.low(before - 1), "the" | "a" | "an" | "“" | "\"") {
                before -= 1;
            }
            let word = before.checked_sub(1).filter(|&p| p >= sentence.first).map_or("", |p| reading.low(p));
            let verb = (before.saturating_sub(5).max(sentence.first)..before.saturating_sub(1)).rev().find(|&k| {
                let low = reading.low(k);
                match word {
                    "by" => is_publishing(low) && !matches!(low, "quoted" | "cited" | "interviewed" | "interview" | "report"),
                    "to" => matches!(low, "leaked" | "shared" | "provided" | "given"),
                    "in" | "for" | "on" | "with" => {
                        matches!(low, "published" | "appeared" | "appearing" | "written" | "penned") || is_piece(low)
                    }
                    _ => false,
                }
            });
            if let Some(verb) = verb {
                let from = (verb + 1).saturating_sub(PAPER_REACH).max(sentence.first);
                nouns.extend(
                    (from..verb + 1).filter(|&k| (is_paper(reading.low(k)) || is_piece(reading.low(k))) && !reading.tokens[k].quoted),
                );
            }
            // "a Times op-ed", "The Herald's interview".
            let after = body.range.end + usize::from(reading.tokens.get(body.range.end).is_some_and(|t| t.is_possessive()));
            nouns.extend((after..(after + 2).min(sentence.last)).find(|&k| is_piece(reading.low(k))));
            // "Reuters, which has obtained the memo".
            let got =
                (after..(after + 4).min(sentence.last)).find(|&k| matches!(reading.low(k), "obtained" | "reviewed" | "acquired" | "seen"));
            if let Some(got) = got {
                let end = (got..(got + 10).min(sentence.last)).find(|&k| reading.low(k) == ",").unwrap_or((got + 10).min(sentence.last));
                nouns.extend((got..end).filter(|&k| is_paper(reading.low(k))));
            }
            if own {
                ours.extend(nouns.into_iter().map(|k| reading.low(k).to_owned()));
                continue;
            }
            for token in nouns {
                let relay = Relay { name: body.name.clone(), span: Some(span) };
                papers.push(Paper { noun: reading.low(token).to_owned(), token, relay });
            }
        }
        papers.retain(|p| !ours.contains(&p.noun));
        papers
    }

    /// The relay of a paper that is the speaker, or that the words name as the place ("she wrote in the op-ed").
    pub fn in_a_paper(&self, i: usize, papers: &[Paper]) -> Option<Relay> {
        let reading = self.reading;
        let me = &self.entities[self.resolved[i].entity];
        if papers.is_empty() || me.kind == SpeakerKind::Outlet {
            return None;
        }
        if me.kind == SpeakerKind::Document {
            return papers.iter().find(|p| me.heads.contains(&p.noun)).map(|p| p.relay.clone());
        }
        let cue = reading.tokens_in(self.attributions[i].cue.start(), self.attributions[i].cue.end());
        let sentence = reading.sentence_of(cue.start)?;
        let outside = |k: usize| {
            let token = &reading.tokens[k];
            !self.attributions[i].content.iter().any(|c| c.start() < token.end && token.start < c.end())
        };
        (sentence.first..sentence.last).filter(|&k| is_paper(reading.low(k)) || is_piece(reading.low(k))).find_map(|k| {
            if !outside(k) {
                return None;
            }
            let from = k.saturating_sub(4).max(sentence.first);
            let preposition = (from..k).rev().find(|&p| matches!(reading.low(p), "in" | "on" | "during" | "from"))?;
            let definite =
                (preposition + 1..k).any(|d| matches!(reading.low(d), "the" | "that" | "same" | "his" | "her" | "their" | "this"));
            let here = |p: &&Paper| p.noun == reading.low(k) && p.token <= sentence.last && (definite || p.token == k);
            papers.iter().rev().find(here).map(|p| p.relay.clone())
        })
    }

    /// "She gave an interview to X. “It is dry,” she said.": the sentence before names the venue and quotes nobody.
    pub fn after_an_interview(&self, i: usize, papers: &[Paper]) -> Option<Relay> {
        let reading = self.reading;
        let at = reading.token_at(self.attributions[i].cue.start())?;
        let here = reading.sentence_of(at)?;
        if self.nesting.parent[i].is_some() || !self.goes_on(i) || self.other_venue(i) {
            return None;
        }
        let paper = papers.iter().rev().find(|p| p.noun == "interview" && p.token < here.first)?;
        let there = reading.tokens.get(paper.token)?;
        if there.sentence + 1 != reading.tokens[at].sentence || there.para != reading.tokens[at].para {
            return None;
        }
        let quotes = (i.saturating_sub(4)..i).any(|k| {
            let cue = reading.token_at(self.attributions[k].cue.start());
            cue.is_some_and(|c| reading.tokens[c].sentence == there.sentence)
        });
        (!quotes).then(|| paper.relay.clone())
    }

    /// "An official reportedly said", right after an outlet's report was cited.
    pub fn reportedly(&self, i: usize, own: &[Vec<Relay>]) -> Option<Relay> {
        let reading = self.reading;
        let a = &self.attributions[i];
        a.source?;
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let marked = (cue.start.saturating_sub(1)..cue.end).any(|k| matches!(reading.low(k), "reportedly" | "allegedly"));
        if !marked {
            return None;
        }
        let here = reading.tokens.get(cue.start)?;
        let cited = (i.saturating_sub(6)..i).rev().find_map(|k| {
            let at = reading.token_at(self.attributions[k].cue.start())?;
            let token = &reading.tokens[at];
            if token.sentence >= here.sentence || here.sentence - token.sentence > 1 {
                return None;
            }
            let speaker = &self.entities[self.resolved[k].entity];
            if speaker.kind == SpeakerKind::Outlet {
                return Some(Relay { name: speaker.name.clone(), span: self.attributions[k].source });
            }
            own[k].last().cloned()
        })?;
        (!self.publisher.is(&cited.name, None)).then_some(cited)
    }

    /// "on state television": whoever runs it, named as printed.
    pub fn on_state_media(&self, i: usize, bounds: Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        for k in bounds.clone() {
            if !matches!(reading.low(k), "on" | "by" | "to" | "via" | "through") {
                continue;
            }
            let Some(state) = (k + 1..(k + 5).min(bounds.end)).find(|&s| matches!(reading.low(s), "state" | "state-run" | "state-owned"))
            else {
                continue;
            };
            let medium = (state + 1..(state + 3).min(bounds.end))
                .find(|&m| matches!(reading.low(m), "television" | "tv" | "radio" | "media" | "broadcaster"));
            let Some(medium) = medium else { continue };
            let told =
                reading.low(k) == "on" || (k.saturating_sub(5)..k).any(|w| is_publishing(reading.low(w)) || reading.low(w) == "said");
            let first = k + 1 + usize::from(matches!(reading.low(k + 1), "the" | "a"));
            let span = self.span(&(first..medium + 1))?;
            if told && !self.in_content(i, span) {
                return Some(Relay { name: reading.words(first..medium + 1), span: Some(span) });
            }
        }
        None
    }

    /// "she added in the interview": the one that was named before.
    fn in_the_interview(&self, i: usize) -> bool {
        let at = self.reading.token_at(self.attributions[i].cue.start());
        let Some(sentence) = at.and_then(|t| self.reading.sentence_of(t)) else { return false };
        (sentence.first..sentence.last)
            .any(|k| self.reading.low(k) == "interview" && matches!(self.reading.low(k.saturating_sub(1)), "the" | "same"))
    }

    /// Whether the words around an attribution's content give another venue than an interview.
    pub fn other_venue(&self, i: usize) -> bool {
        let reading = self.reading;
        let a = &self.attributions[i];
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        if cue.clone().any(|k| {
            matches!(
                reading.low(k),
                "wrote" | "tweeted" | "posted" | "tweeting" | "writes" | "testified" | "denied" | "denies" | "announced" | "issued"
            )
        }) {
            return true;
        }
        self.elsewhere(i)
    }

    /// Whether the sentence names another place than an interview or an outlet's pages.
    pub fn elsewhere(&self, i: usize) -> bool {
        let reading = self.reading;
        let a = &self.attributions[i];
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let Some(sentence) = reading.sentence_of(cue.start) else { return true };
        // "told the Gazette" in the Gazette: the next words are the Gazette's own.
        let ours = self.bodies.within(sentence.first..sentence.last).iter().any(|b| {
            let before = (sentence.first..b.range.start).rev().find(|&k| !matches!(reading.low(k), "the" | "a"));
            b.outlet
                && self.publisher.is(&b.name, b.register_id.as_deref())
                && before.is_some_and(|k| matches!(reading.low(k), "told" | "with" | "to"))
        });
        if ours {
            return true;
        }
        (sentence.first..sentence.last).any(|k| {
            let token = &reading.tokens[k];
            let inside = a.content.iter().any(|c| c.start() < token.end && token.start < c.end());
            if token.quoted || inside {
                return false;
            }
            let place = (k.saturating_sub(5).max(sentence.first)..k)
                .any(|p| matches!(reading.low(p), "in" | "on" | "at" | "during" | "via" | "through" | "to" | "from" | "using"));
            let issued = token.low == "statement"
                && (k.saturating_sub(4).max(sentence.first)..k)
                    .any(|p| matches!(reading.low(p), "issued" | "released" | "issuing" | "releasing"));
            matches!(token.low.as_ref(), "told" | "reporters")
                || issued
                || place
                    && matches!(
                        token.low.as_ref(),
                        "statement"
                            | "tweet"
                            | "tweets"
                            | "twitter"
                            | "facebook"
                            | "conference"
                            | "speech"
                            | "rally"
                            | "letter"
                            | "hearing"
                            | "briefing"
                            | "testimony"
                            | "op-ed"
                            | "email"
                            | "memo"
                            | "apology"
                            | "documentary"
                            | "film"
                            | "memoir"
                            | "podcast"
                            | "debate"
                            | "video"
                            | "telegram"
                            | "instagram"
                    )
        })
    }

    /// A relay holds on while the same speaker goes on with no other venue.
    pub fn carried(&self, mut own: Vec<Vec<Relay>>) -> Vec<Vec<Relay>> {
        let reading = self.reading;
        let mut order: Vec<usize> = (0..own.len()).filter(|&i| self.nesting.parent[i].is_none()).collect();
        order.sort_by_key(|&i| self.attributions[i].cue.start());
        let para = |i: usize| reading.token_at(self.attributions[i].cue.start()).map_or(0, |t| reading.tokens[t].para);
        // "told X" and what the same speaker says further on, as in an article about an interview.
        let mut venue: HashMap<usize, (usize, Vec<Relay>)> = HashMap::new();
        let sentence = |i: usize| reading.token_at(self.attributions[i].cue.start()).map_or(0, |t| reading.tokens[t].sentence);
        let mut last: Option<(usize, Vec<Relay>)> = None;
        let mut last_speaker = None;
        for &i in &order {
            let speaker = self.resolved[i].entity;
            if !self.goes_on(i) {
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
                last_speaker = Some(speaker);
                last = reading.token_at(self.attributions[i].cue.start()).map(|t| (t, own[i].clone()));
            } else if let Some((token, relays)) = &last
                && last_speaker == Some(speaker)
                && reading.tokens[*token].sentence == sentence(i)
            {
                own[i] = relays.clone();
            } else if self.other_venue(i) {
                // What follows belongs to that other venue.
                if let Some((at, _)) = venue.get_mut(&speaker) {
                    *at = 0;
                }
            } else if let Some((at, relays)) = venue.get_mut(&speaker)
                && para(i) <= *at + CARRY
                && self.speaks(i)
            {
                own[i] = relays.clone();
                *at = para(i);
            }
        }
        // "Roe wants more water. … In an interview with X, Roe said": what opens the article is of that interview.
        let mut first: HashMap<usize, (usize, Vec<Relay>)> = HashMap::new();
        for &i in order.iter().filter(|&&i| self.goes_on(i) && !own[i].is_empty()) {
            first.entry(self.resolved[i].entity).or_insert_with(|| (i, own[i].clone()));
        }
        for &i in &order {
            let Some((at, relays)) = first.get(&self.resolved[i].entity) else { continue };
            let before = self.attributions[i].cue.start() < self.attributions[*at].cue.start() && para(*at) <= para(i) + LEAD;
            if before && own[i].is_empty() && self.goes_on(i) && self.speaks(i) && !self.other_venue(i) {
                own[i] = relays.clone();
            }
        }
        for pair in 0..order.len().saturating_sub(1) {
            let (a, b) = (order[pair], order[pair + 1]);
            if self.resolved[a].entity != self.resolved[b].entity || para(b) > para(a) + 1 {
                continue;
            }
            if self.entities[self.resolved[a].entity].name != "unnamed"
                && own[a].is_empty()
                && !own[b].is_empty()
                && self.speaks(a)
                && !self.other_venue(a)
            {
                own[a] = own[b].clone();
            }
        }
        own
    }

    /// Whether the cue is of saying or thinking: what somebody signed, ordered or agreed to was done elsewhere.
    fn speaks(&self, i: usize) -> bool {
        let reading = self.reading;
        let cue = reading.tokens_in(self.attributions[i].cue.start(), self.attributions[i].cue.end());
        // "has said", "said earlier this year", "previously said": at another time.
        let first = cue.start.saturating_sub(2);
        let perfect =
            (first..cue.end).any(|k| matches!(reading.low(k), "has" | "have" | "had" | "'ve" | "’ve") && !reading.tokens[k].quoted);
        let earlier =
            (first..cue.end + 3).any(|k| matches!(reading.low(k), "previously" | "earlier" | "once" | "originally" | "repeatedly"));
        !perfect && !earlier && !cue.into_iter().any(|k| is_deed(reading.low(k)))
    }

    /// Whether the speaker of an attribution is one and the same further on: a person, or "the official" who was quoted before.
    fn goes_on(&self, i: usize) -> bool {
        let e = &self.entities[self.resolved[i].entity];
        let definite = || {
            let first = self.attributions[i].source.and_then(|s| self.reading.token_at(s.start()));
            first.is_some_and(|k| matches!(self.reading.low(k), "the" | "they" | "these" | "those"))
        };
        e.kind == SpeakerKind::Person || e.kind == SpeakerKind::Unnamed && e.name != "unnamed" && (!e.plural || definite())
    }
}

/// Papers that say something of their own; a report or a story is its outlet's.
fn is_paper(low: &str) -> bool {
    matches!(low, "op-ed" | "column" | "essay")
        || Words::get().documents.contains(low)
            && !matches!(
                low,
                "report" | "reports" | "story" | "stories" | "article" | "photo" | "photos" | "post" | "news" | "poll" | "survey" | "study"
            )
}

/// Cues of what is done and not said to an interviewer.
fn is_deed(low: &str) -> bool {
    matches!(
        low,
        "agreed"
            | "agree"
            | "ordered"
            | "signed"
            | "submitted"
            | "announced"
            | "decided"
            | "decision"
            | "plans"
            | "planned"
            | "pressured"
            | "filed"
            | "issued"
            | "voted"
            | "directed"
            | "instructed"
            | "demanded"
            | "proposed"
            | "tweeted"
            | "testified"
            | "ruled"
            | "approved"
            | "rejected"
            | "requested"
    )
}
