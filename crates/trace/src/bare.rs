//! Bodies told by a bare noun: which police "police" are, whose government "the government" is.

use std::ops::Range;

use sayso_doc::SpeakerKind;

use crate::names::Gender;
use crate::phrase::Phrase;
use crate::resolve::{LOOK_BACK, Resolved, Resolver};
use crate::setting;
use crate::words::Words;

/// Words of an article in which its court is looked for.
const FIRST_WORDS: usize = 1500;

impl Resolver<'_> {
    /// The body that a noun without any name means by what the article says elsewhere; the range is the source's.
    pub fn bare_body(&mut self, parsed: &Phrase, range: &Range<usize>, head: &str) -> Option<Resolved> {
        let reading = self.reading;
        let alone = parsed.nominal.len() == 1 && parsed.owner.is_none();
        if alone && head == "police" {
            // "police in Ostrava" are those of that place.
            let place = (reading.low(parsed.rest.start) == "in").then_some(parsed.rest.start + 1).filter(|&k| k < range.end);
            let name = match place {
                Some(k) => self.runs.iter().find(|r| r.whole.start == k).map(|r| format!("{} police", reading.words(r.name.clone()))),
                None => self.police_before(range.start),
            };
            if let Some(name) = name {
                let id = self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &["police", "department", "force"]);
                return Some(self.likely(id));
            }
        }
        if alone && matches!(head, "prosecutors" | "authorities") {
            let name = self.fuller(range.start, head);
            if let Some(name) = name {
                let id = self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &[head]);
                return Some(self.likely(id));
            }
        }
        if alone && head == "government" {
            return self.government(range.start);
        }
        // "the ministry" of a country that is not the outlet's own; "authorities in the U.S."
        let of_place = (reading.low(parsed.rest.start) == "in" && parsed.rest.start + 1 < range.end).then(|| {
            let from = parsed.rest.start + 1 + usize::from(reading.low(parsed.rest.start + 1) == "the");
            self.register.country(&reading.words(from..range.end)).map(|(c, _)| c)
        });
        let country = match (&parsed.owner, of_place.flatten()) {
            (Some(owner), _) => self.register.country(&reading.words(owner.clone())).map(|(c, _)| c),
            (None, found) => found,
        };
        let adjective = match country {
            Some(c) => setting::adjective(c),
            None if parsed.owner.is_some() => None,
            None => self.setting.foreign_adjective(self.register),
        };
        let capital = reading.tokens[parsed.nominal.start].is_cap() && parsed.nominal.len() > 1;
        let state = matches!(
            head,
            "ministry"
                | "parliament"
                | "police"
                | "army"
                | "military"
                | "navy"
                | "court"
                | "cabinet"
                | "authorities"
                | "prosecutors"
                | "presidency"
                | "judiciary"
                | "troops"
        );
        let named = parsed.nominal.clone().any(|k| {
            self.register.country(reading.tokens[k].text).is_some()
                || matches!(reading.low(k), "federal" | "state" | "county" | "city" | "local")
        });
        // A court or ministry with a name of its own needs none, but "Defense Ministry" is many countries'.
        let own_name = capital && head != "ministry";
        if let Some(adjective) = adjective
            && state
            && !named
            && !own_name
        {
            let text = if alone { head.to_owned() } else { reading.words(parsed.nominal.clone()) };
            let name = format!("{adjective} {text}");
            let id = self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &[head]);
            if let Some(country) = country.or_else(|| self.setting.about(self.register)) {
                let register_id = country.id.clone();
                self.entities[id].register_id.get_or_insert(register_id);
            }
            return Some(self.likely(id));
        }
        None
    }

    /// The police that the article names, nearest before first.
    pub fn police_before(&self, at: usize) -> Option<String> {
        let i = self.police.partition_point(|(t, _)| *t < at);
        let (_, name) = self.police[..i].last().or_else(|| self.police.get(i))?;
        // "Dallas police" are the "Dallas Police Department" where the article writes it out.
        let place = name.split(' ').next().unwrap_or(name);
        let full = self.police.iter().find(|(_, n)| n.starts_with(place) && n.to_lowercase().contains("police ") && n.len() > name.len());
        Some(full.map_or(name, |(_, n)| n).clone())
    }

    /// All names of police of the article with their places, in order.
    pub fn all_police(&self) -> Vec<(usize, String)> {
        let reading = self.reading;
        let words = Words::get();
        let mut found: Vec<(usize, String)> = Vec::new();
        for run in self.runs.iter().take(4000) {
            let Some(at) = run.whole.clone().find(|&k| reading.low(k) == "police") else { continue };
            let end = if matches!(reading.low(at + 1), "department" | "service" | "force" | "bureau") && reading.tokens[at + 1].is_cap() {
                at + 2
            } else {
                at + 1
            };
            // "East Elm Police Officer Roe": the titles before the name hold the place.
            let mut start = run.whole.start;
            while start < at && words.titles.contains(reading.low(start).trim_end_matches('.')) {
                start += 1;
            }
            let opens = matches!(reading.low(start), "early" | "late" | "local" | "initial" | "other" | "some" | "federal" | "state");
            if start < at && !opens {
                found.push((start, reading.words(start..end)));
            }
        }
        let named = |b: &&crate::bodies::Body| b.head == "police" && b.range.len() > 1 && !b.name.starts_with("Early ");
        for body in self.bodies.mentions.iter().take(4000).filter(named) {
            found.push((body.range.start, body.name.clone()));
        }
        found.sort();
        found
    }

    /// "federal prosecutors" for "prosecutors": the fuller phrase that stood before it.
    fn fuller(&self, at: usize, head: &str) -> Option<String> {
        let reading = self.reading;
        let from = at.saturating_sub(600);
        let found = (from..at).rev().find_map(|k| {
            if reading.low(k) != head || k == 0 {
                return None;
            }
            let before = reading.low(k - 1);
            let telling = matches!(before, "federal" | "local" | "state" | "military" | "county" | "city" | "french" | "german")
                || self.register.country(reading.tokens[k - 1].text).is_some();
            telling.then(|| reading.words(k - 1..k + 1))
        });
        // Where a federal court or the FBI is at work, prosecutors are federal.
        let federal = || {
            head == "prosecutors"
                && self.setting.home == "US"
                && (0..reading.tokens.len().min(FIRST_WORDS)).any(|k| {
                    reading.tokens[k].text == "FBI"
                        || reading.low(k) == "federal"
                            && matches!(reading.low(k + 1), "court" | "judge" | "prosecutors" | "agents" | "grand" | "jury")
                })
        };
        found.or_else(|| federal().then(|| "federal prosecutors".to_owned()))
    }

    /// The government that is meant: one named so before, else that of the country the article is about or spoke of last.
    fn government(&mut self, at: usize) -> Option<Resolved> {
        let named = self.bodies.before(at).take(LOOK_BACK * 2).find(|b| b.head == "government" && b.range.len() > 1).cloned();
        let about = self.setting.about(self.register);
        if let Some(body) = named {
            let other = about.or_else(|| self.setting.most(self.register)).is_some_and(|c| {
                let low = body.name.to_lowercase();
                !low.contains(&c.name.to_lowercase()) && !c.demonyms.iter().chain(&c.aliases).any(|d| low.contains(&d.to_lowercase()))
            });
            if !other {
                let id = self.of_body(&body);
                return Some(self.likely(id));
            }
        }
        // Else of the country that was named last.
        let i = self.runs.partition_point(|r| r.whole.start < at);
        let last = || {
            let names = self.runs[..i].iter().rev().take(LOOK_BACK);
            names.filter_map(|r| self.register.country(&self.reading.words(r.name.clone()))).map(|(c, _)| c).next()
        };
        let country = about
            .or_else(|| self.setting.most(self.register))
            .or_else(last)
            .or_else(|| self.register.countries().iter().find(|c| c.id == self.setting.home))?;
        let name = if country.id == "US" { "U.S. government".to_owned() } else { format!("Government of {}", country.name) };
        let id = self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &["government"]);
        self.entities[id].register_id = Some(country.id.clone());
        Some(self.likely(id))
    }
}
