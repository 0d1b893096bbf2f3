//! Whom each source stands for: names, offices, descriptions and pronouns led back to speakers of the article.

use std::collections::HashMap;
use std::ops::Range;

use sayso_doc::{Article, Attribution, Span, SpeakerKind};
use sayso_register::Register;

use crate::bodies::{Bodies, Body};
use crate::cast::Cast;
use crate::names::{Gender, Run};
use crate::nesting::Nesting;
use crate::offices::{self, Term};
use crate::phrase::{self, Determiner};
use crate::pronouns::{self, Outer};
use crate::reading::Reading;
use crate::setting::Setting;
use crate::words::Words;

/// A speaker in the making.
#[derive(Debug, Clone)]
pub struct Entity {
    pub name: String,
    pub kind: SpeakerKind,
    pub gender: Gender,
    pub plural: bool,
    /// Nouns that later descriptions may use for it, lower case.
    pub heads: Vec<String>,
    pub aliases: Vec<String>,
    pub mentions: Vec<Span>,
    pub register_id: Option<String>,
}

/// How well the rules know the kind of a speaker; weak ones give way to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    Guess,
    Likely,
    Sure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    pub entity: usize,
    pub strength: Strength,
}

/// A source that was heard, for what comes later.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    pub token: usize,
    pub entity: usize,
    pub quoted: bool,
}

pub struct Resolver<'a> {
    pub reading: &'a Reading<'a>,
    pub runs: &'a [Run],
    pub cast: &'a Cast,
    pub bodies: &'a Bodies,
    pub register: &'a Register,
    pub setting: &'a Setting,
    /// Offices that everybody knows of persons of the cast.
    pub terms: HashMap<usize, Vec<&'static Term>>,
    pub entities: Vec<Entity>,
    pub by_key: HashMap<(String, bool), usize>,
    person_entity: Vec<Option<usize>>,
    /// Sources so far, in the order of the text.
    pub heard: Vec<Heard>,
    /// Persons whom the text names together.
    pub pairs: Vec<(usize, usize, usize)>,
    /// Names of police with their places, for "police".
    pub police: Vec<(usize, String)>,
    /// Who says the words in which the source at hand stands.
    pub around: Option<usize>,
}

/// Names of one person that are kept as mentions, aliases of one speaker, and the longest alias in bytes.
const MOST_MENTIONS: usize = 500;
const MOST_ALIASES: usize = 8;
const LONGEST_ALIAS: usize = 60;

/// Persons whose offices are looked up.
const MOST_KNOWN: usize = 500;

/// How many earlier mentions a description or pronoun looks back over; a longer text costs no more.
pub const LOOK_BACK: usize = 60;

impl<'a> Resolver<'a> {
    pub fn new(
        reading: &'a Reading<'a>,
        runs: &'a [Run],
        cast: &'a Cast,
        bodies: &'a Bodies,
        register: &'a Register,
        setting: &'a Setting,
    ) -> Self {
        let known = cast.people.iter().enumerate().take(MOST_KNOWN);
        let terms = known
            .map(|(i, p)| {
                // "President Roe" whose given name nobody writes.
                let by_office =
                    p.roles.iter().filter(|_| p.words.len() == 1).filter_map(|r| offices::holder(r, &setting.home, &setting.date));
                let by_office = by_office.filter(|t| t.surname().to_lowercase() == p.words[0]);
                (i, offices::terms_of(&p.words, &setting.date).chain(by_office).collect::<Vec<_>>())
            })
            .filter(|(_, terms)| !terms.is_empty())
            .collect();
        let mut resolver = Self {
            reading,
            runs,
            cast,
            bodies,
            register,
            setting,
            terms,
            entities: Vec::new(),
            by_key: HashMap::new(),
            person_entity: vec![None; cast.people.len()],
            heard: Vec::new(),
            pairs: Vec::new(),
            police: Vec::new(),
            around: None,
        };
        resolver.police = resolver.all_police();
        resolver.pairs = resolver.all_pairs();
        resolver
    }

    /// Resolves all attributions; the result is in their order.
    pub fn all(&mut self, attributions: &[Attribution], nesting: &Nesting) -> Vec<Resolved> {
        let start = |i: usize| attributions[i].source.unwrap_or(attributions[i].cue).start();
        let mut order: Vec<usize> = (0..attributions.len()).collect();
        order.sort_by_key(|&i| start(i));
        let mut out: Vec<Option<Resolved>> = vec![None; attributions.len()];
        let mut later = Vec::new();
        for &i in &order {
            let outer = nesting.parent[i].and_then(|p| {
                let quoted =
                    attributions[p].source.and_then(|s| self.reading.token_at(s.start())).is_some_and(|t| self.reading.tokens[t].quoted);
                out[p].map(|r| Outer { entity: r.entity, quoted })
            });
            let first_person = attributions[i].source.is_some_and(|s| pronouns::read(self.reading, s).is_some_and(|p| p.first_person()));
            if first_person {
                later.push(i);
                continue;
            }
            self.around = outer.map(|o| o.entity);
            let resolved = self.one(&attributions[i], outer, i, attributions, &out);
            self.around = None;
            self.hear(&attributions[i], resolved);
            out[i] = Some(resolved);
        }
        // "I" and "we" belong to whoever holds the words around them, who may be named only after.
        for i in later {
            let resolved = self.first_person(i, attributions, nesting, &out);
            self.hear(&attributions[i], resolved);
            out[i] = Some(resolved);
        }
        out.into_iter().map(|r| r.unwrap_or(Resolved { entity: 0, strength: Strength::Guess })).collect()
    }

    pub fn hear(&mut self, attribution: &Attribution, resolved: Resolved) {
        let Some(source) = attribution.source else { return };
        let tokens = self.reading.tokens_in(source.start(), source.end());
        let quoted = self.reading.tokens.get(tokens.start).is_some_and(|t| t.quoted);
        let at = self.heard.partition_point(|h| h.token <= tokens.start);
        self.heard.insert(at, Heard { token: tokens.start, entity: resolved.entity, quoted });
        let entity = &mut self.entities[resolved.entity];
        if entity.mentions.last() != Some(&source) {
            entity.mentions.push(source);
        }
    }

    pub fn one(
        &mut self,
        attribution: &Attribution,
        outer: Option<Outer>,
        index: usize,
        attributions: &[Attribution],
        out: &[Option<Resolved>],
    ) -> Resolved {
        let Some(source) = attribution.source else {
            return self.sourceless(attribution, index, attributions, out);
        };
        let range = self.reading.tokens_in(source.start(), source.end());
        if let Some(pronoun) = pronouns::read(self.reading, source) {
            return self.pronoun(pronoun, range.start, outer);
        }
        self.phrase(range)
    }

    /// The entity of that name and kind, made where it is new.
    pub fn entity(&mut self, name: &str, kind: SpeakerKind, gender: Gender, plural: bool, heads: &[&str]) -> usize {
        let written_out = name.contains("GOP ").then(|| name.replace("GOP ", "Republican "));
        let name = written_out.as_deref().unwrap_or(name);
        let key = (name.to_lowercase(), kind == SpeakerKind::Unnamed);
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let id = self.entities.len();
        self.by_key.insert(key, id);
        self.entities.push(Entity {
            name: name.to_owned(),
            kind,
            gender,
            plural,
            heads: heads.iter().map(|h| (*h).to_owned()).collect(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            register_id: None,
        });
        id
    }

    pub fn person(&mut self, person: usize) -> usize {
        if let Some(known) = self.person_entity[person] {
            return known;
        }
        let mut p = self.cast.people[person].clone();
        // "President Roe" alone: everybody knows the whole name.
        if p.words.len() == 1 && !self.setting.date.is_empty() {
            let known = p.roles.iter().find_map(|r| {
                let term = offices::holder(r, &self.setting.home, &self.setting.date)?;
                (term.surname().to_lowercase() == p.words[0]).then_some(term)
            });
            // Nor need the office be named: "Roe" alone is the one who holds it now.
            let now = offices::holder("president", &self.setting.home, &self.setting.date);
            let known = known.or_else(|| now.filter(|t| t.surname().to_lowercase() == p.words[0]));
            if let Some(term) = known {
                term.name.clone_into(&mut p.name);
                p.gender = term.gender;
            }
        }
        let id = self.entity(&p.name, SpeakerKind::Person, p.gender, false, &[]);
        self.entities[id].gender = p.gender;
        self.entities[id].heads = p.roles;
        self.person_entity[person] = Some(id);
        id
    }

    pub fn is_person_entity(&self, person: usize) -> Option<usize> {
        self.person_entity.get(person).copied().flatten()
    }

    pub fn of_body(&mut self, body: &Body) -> usize {
        let heads: Vec<&str> = vec![body.head.as_str()];
        // The houses of an outlet's own country go without its name.
        let american = self.setting.home == "US" && self.setting.about(self.register).is_none_or(|c| c.id == "US");
        let american = american || self.setting.home == "US" && body.name == "Congress";
        let whole = match body.name.as_str() {
            "Congress" => "U.S. Congress",
            "House" => "U.S. House of Representatives",
            "Senate" => "U.S. Senate",
            other => other,
        };
        let id =
            self.entity(if american { whole } else { &body.name }, body.kind, Gender::Unknown, body.kind != SpeakerKind::Outlet, &heads);
        if self.entities[id].register_id.is_none() {
            self.entities[id].register_id.clone_from(&body.register_id);
        }
        id
    }

    /// "Health and Welfare Secretary Ann Roe", "founder and owner Ann Roe": one title with an "and" in it, before one name.
    fn titled(&self, parsed: &phrase::Phrase, range: &Range<usize>) -> Option<usize> {
        let reading = self.reading;
        if !parsed.conjoined || parsed.determiner != Determiner::None && parsed.owner.is_none() {
            return None;
        }
        let [(name, person)] = self.cast.mentions_in(range.clone()) else { return None };
        let words = Words::get();
        let title = |k: usize| {
            let low = reading.low(k).trim_end_matches('.');
            words.role(low) || words.titles.contains(low)
        };
        // The titles may be part of the capitalized name.
        let before = match name.start.checked_sub(1).filter(|&b| b > parsed.nominal.end) {
            Some(before) => before,
            None => (name.start..name.end.saturating_sub(2)).rev().find(|&k| title(k))?,
        };
        let plain = (parsed.nominal.end + 1..before).all(|k| {
            (reading.tokens[k].is_word() || reading.tokens[k].text == "-")
                && !matches!(reading.low(k), "of" | "for" | "the" | "a" | "his" | "her")
        });
        let first = reading.low(parsed.head());
        let part = words.role(first) || crate::titles::is_portfolio(first);
        (name.end == range.end && name.len() >= 2 && title(before) && plain && part).then_some(*person)
    }

    /// The entities with every mention of persons, and the names by which the article calls each.
    pub fn finish(mut self, article: &Article) -> Vec<Entity> {
        for (person, entity) in self.person_entity.iter().enumerate() {
            let Some(entity) = *entity else { continue };
            for name in self.cast.people[person].mentions.iter().take(MOST_MENTIONS) {
                if let (Some(a), Some(b)) = (self.reading.tokens.get(name.start), self.reading.tokens.get(name.end - 1))
                    && let Ok(span) = article.text.span(a.start, b.end)
                {
                    self.entities[entity].mentions.push(span);
                }
            }
        }
        for e in &mut self.entities {
            e.mentions.sort_unstable();
            // A source that is the name itself is one mention, not two.
            e.mentions.dedup();
            for &mention in &e.mentions {
                let words = &article.text[mention];
                let called = words.starts_with(char::is_uppercase)
                    && words.len() <= LONGEST_ALIAS
                    && pronouns::read(self.reading, mention).is_none();
                if called && words != e.name && e.aliases.len() < MOST_ALIASES && !e.aliases.iter().any(|a| a == words) {
                    e.aliases.push(words.to_owned());
                }
            }
        }
        self.entities
    }

    /// The person of the cast that an entity is.
    pub fn person_of(&self, entity: usize) -> Option<usize> {
        self.person_entity.iter().take(2000).position(|&e| e == Some(entity))
    }

    /// An owner with the "the" before it, which says that they are known.
    pub fn with_article(&self, owner: Range<usize>) -> Range<usize> {
        let before = owner.start.checked_sub(1).filter(|&b| self.reading.low(b) == "the");
        before.unwrap_or(owner.start)..owner.end
    }

    /// The canonical name of whom some words stand for.
    pub fn name(&mut self, range: Range<usize>) -> String {
        let (Some(a), Some(b)) = (self.reading.tokens.get(range.start), range.end.checked_sub(1).and_then(|i| self.reading.tokens.get(i)))
        else {
            return String::new();
        };
        let resolved = match pronouns::read_bytes(self.reading, a.start, b.end) {
            Some(pronoun) => self.pronoun(pronoun, range.start, None),
            None => self.phrase(range),
        };
        self.entities[resolved.entity].name.clone()
    }

    pub fn sure(&self, entity: usize) -> Resolved {
        Resolved { entity, strength: Strength::Sure }
    }

    pub fn likely(&self, entity: usize) -> Resolved {
        Resolved { entity, strength: Strength::Likely }
    }

    /// A source that is no pronoun.
    pub fn phrase(&mut self, mut range: Range<usize>) -> Resolved {
        let reading = self.reading;
        // "Roe's" as a whole ("Roe's statement that …").
        if reading.low(range.start) == "we" && reading.low(range.start + 1) == "at" && range.len() > 2 {
            range.start += 2;
        }
        // "who was not authorized to speak": the pronoun leads on to the noun before it.
        if range.len() > 1 && matches!(reading.low(range.start), "who" | "which") {
            if reading.tokens[range.start + 1].is_cap() || matches!(reading.low(range.start + 1), "the" | "a" | "an" | "he" | "she") {
                return self.phrase(range.start + 1..range.end);
            }
            return self.pronoun(pronouns::Pronoun::Who, range.start, None);
        }
        while range.len() > 1
            && (reading.tokens[range.end - 1].is_possessive()
                || matches!(reading.low(range.end - 1), "himself" | "herself" | "itself" | "themselves"))
        {
            range.end -= 1;
        }
        // "King" is no king where Pat King was named.
        if range.len() == 1
            && reading.tokens[range.start].is_cap()
            && Words::get().titles.contains(reading.low(range.start))
            && let Some(person) = self.cast.surnamed(reading.low(range.start))
        {
            let id = self.person(person);
            return self.likely(id);
        }
        let lookup = phrase::run_lookup(self.runs);
        let Some(parsed) = phrase::parse(reading, range.clone(), &lookup) else {
            let entity = self.entity("unnamed", SpeakerKind::Unnamed, Gender::Unknown, true, &[]);
            return Resolved { entity, strength: Strength::Guess };
        };
        if let Some(person) = self.titled(&parsed, &range) {
            let id = self.person(person);
            return self.sure(id);
        }
        if (parsed.conjoined || parsed.rest.len() > 2)
            && let Some(resolved) = self.conjoined(&parsed, range.clone())
        {
            return resolved;
        }
        let head = reading.low(parsed.head()).to_owned();
        if let Some(resolved) = self.party(&parsed, &head, parsed.determiner == Determiner::Quantity) {
            return resolved;
        }
        if let Some(resolved) = self.named(&parsed, range.clone()).or_else(|| self.account(&parsed)) {
            return resolved;
        }
        self.described(&parsed, range)
    }
}
