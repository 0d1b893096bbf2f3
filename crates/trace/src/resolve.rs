//! Whom each source stands for: names, offices, descriptions and pronouns led back to speakers of the article.

use std::collections::HashMap;
use std::ops::Range;

use sayso_doc::{Attribution, Span, SpeakerKind};
use sayso_register::{CountryName, Register};

use crate::bodies::{Bodies, Body};
use crate::names::{Cast, Gender, Looks, Run, is_body, office};
use crate::nesting::Nesting;
use crate::phrase::{self, Determiner, Phrase};
use crate::pronouns::{self, Outer};
use crate::reading::Reading;
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
    pub entities: Vec<Entity>,
    by_key: HashMap<(String, bool), usize>,
    person_entity: Vec<Option<usize>>,
    /// Sources so far, in the order of the text.
    pub heard: Vec<Heard>,
}

/// How many earlier mentions a description or pronoun looks back over; a longer text costs no more.
pub const LOOK_BACK: usize = 60;

impl<'a> Resolver<'a> {
    pub fn new(reading: &'a Reading<'a>, runs: &'a [Run], cast: &'a Cast, bodies: &'a Bodies, register: &'a Register) -> Self {
        let person_entity = vec![None; cast.people.len()];
        Self { reading, runs, cast, bodies, register, entities: Vec::new(), by_key: HashMap::new(), person_entity, heard: Vec::new() }
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
                let quoted = attributions[p].source.and_then(|s| self.reading.token_at(s.start())).is_some_and(|t| self.reading.tokens[t].quoted);
                out[p].map(|r| Outer { entity: r.entity, quoted })
            });
            let first_person = attributions[i].source.is_some_and(|s| pronouns::read(self.reading, s).is_some_and(|p| p.first_person()));
            if first_person {
                later.push(i);
                continue;
            }
            let resolved = self.one(&attributions[i], outer, i, attributions, &out);
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

    fn hear(&mut self, attribution: &Attribution, resolved: Resolved) {
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

    fn one(
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

    /// No source in the text: nobody is named, unless the cue carries on what someone said just before (", adding that").
    fn sourceless(&mut self, attribution: &Attribution, index: usize, attributions: &[Attribution], out: &[Option<Resolved>]) -> Resolved {
        let at = self.reading.tokens_in(attribution.cue.start(), attribution.cue.end());
        let low = self.reading.low(at.start);
        if at.len() == 1
            && matches!(low, "adding" | "noting" | "saying" | "stressing" | "warning" | "arguing" | "insisting" | "claiming" | "explaining")
        {
            let sentence = self.reading.tokens.get(at.start).map(|t| t.sentence);
            let before = attributions[..index].iter().zip(out).rev().take(LOOK_BACK).find(|(a, r)| {
                r.is_some()
                    && a.source.is_some_and(|s| {
                        self.reading.token_at(s.start()).and_then(|t| self.reading.tokens.get(t)).map(|t| t.sentence) == sentence
                    })
            });
            if let Some((_, Some(resolved))) = before {
                return *resolved;
            }
        }
        let entity = self.entity("unnamed", SpeakerKind::Unnamed, Gender::Unknown, true, &[]);
        Resolved { entity, strength: Strength::Likely }
    }

    /// The entity of that name and kind, made where it is new.
    pub fn entity(&mut self, name: &str, kind: SpeakerKind, gender: Gender, plural: bool, heads: &[&str]) -> usize {
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
        let p = self.cast.people[person].clone();
        let id = self.entity(&p.name, SpeakerKind::Person, p.gender, false, &[]);
        self.entities[id].gender = p.gender;
        self.entities[id].heads = p.roles;
        self.person_entity[person] = Some(id);
        id
    }

    pub fn is_person_entity(&self, person: usize) -> Option<usize> {
        self.person_entity.get(person).copied().flatten()
    }

    fn of_body(&mut self, body: &Body) -> usize {
        let heads: Vec<&str> = vec![body.head.as_str()];
        let id = self.entity(&body.name, body.kind, Gender::Unknown, body.kind != SpeakerKind::Outlet, &heads);
        if self.entities[id].register_id.is_none() {
            self.entities[id].register_id.clone_from(&body.register_id);
        }
        id
    }

    /// The body that a spokesperson's or director's "we" stands for: named in their title or right after their name.
    pub fn speaks_for(&mut self, entity: usize) -> Option<usize> {
        let person = self.person_entity.iter().position(|&e| e == Some(entity))?;
        let reading = self.reading;
        let found = self.cast.people[person].mentions.iter().take(8).find_map(|name| {
            let first = reading.sentence_of(name.start)?.first;
            let before = name.start.saturating_sub(7).max(first);
            let titled = self.bodies.within(before..name.start).iter().rev().find(|b| {
                b.kind != SpeakerKind::Outlet
                    && b.range.end <= name.start
                    && (b.range.end..name.start).all(|k| Words::get().titles.contains(reading.low(k).trim_end_matches('.')) || Words::get().role(reading.low(k)) || reading.tokens[k].is_possessive())
                    && (b.range.end..name.start).any(|k| speaks(reading.low(k)))
            });
            if let Some(body) = titled {
                return Some(body.clone());
            }
            // "Roe, president of the Institute,".
            if reading.low(name.end) != "," || !(name.end + 1..name.end + 5).any(|k| speaks(reading.low(k))) {
                return None;
            }
            let end = (name.end + 1..name.end + 14).find(|&k| reading.low(k) == "," || reading.low(k) == ".").unwrap_or(name.end + 14);
            self.bodies.within(name.end + 1..end).iter().find(|b| b.kind != SpeakerKind::Outlet && (b.range.start > 0 && matches!(reading.low(b.range.start - 1), "of" | "for" | "the"))).cloned()
        })?;
        Some(self.of_body(&found))
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

    fn sure(&self, entity: usize) -> Resolved {
        Resolved { entity, strength: Strength::Sure }
    }

    fn likely(&self, entity: usize) -> Resolved {
        Resolved { entity, strength: Strength::Likely }
    }

    /// A source that is no pronoun.
    fn phrase(&mut self, mut range: Range<usize>) -> Resolved {
        let reading = self.reading;
        // "Roe's" as a whole ("Roe's statement that …").
        if reading.low(range.start) == "we" && reading.low(range.start + 1) == "at" && range.len() > 2 {
            range.start += 2;
        }
        while range.len() > 1
            && (reading.tokens[range.end - 1].is_possessive()
                || matches!(reading.low(range.end - 1), "himself" | "herself" | "itself" | "themselves"))
        {
            range.end -= 1;
        }
        let lookup = phrase::run_lookup(self.runs);
        let Some(parsed) = phrase::parse(reading, range.clone(), &lookup) else {
            let entity = self.entity("unnamed", SpeakerKind::Unnamed, Gender::Unknown, true, &[]);
            return Resolved { entity, strength: Strength::Guess };
        };
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

    /// The nominal or an appositive names a person, an outlet, a country.
    fn named(&mut self, parsed: &Phrase, range: Range<usize>) -> Option<Resolved> {
        let reading = self.reading;
        let words = Words::get();
        // A person's name ends the nominal: "White House Chief of Staff Ann Roe".
        if let Some((_, person)) =
            self.cast.mentions_in(parsed.nominal.clone()).iter().rev().find(|(m, _)| m.end == parsed.nominal.end).cloned()
        {
            let id = self.person(person);
            return Some(self.sure(id));
        }
        // "a spokeswoman, Ann Roe,": the appositive names whom the description means.
        let head_low = reading.low(parsed.head()).to_owned();
        // "a spokesman for the chairman, Ann Roe" names the chairman.
        let for_another = words.role(&head_low) && matches!(reading.low(parsed.rest.start), "for" | "to") && !parsed.rest.is_empty();
        let one = parsed.determiner != Determiner::Quantity || reading.low(range.start) == "one";
        let describes_one =
            words.role(&head_low) || words.titles.contains(head_low.as_str()) || reading.tokens[parsed.head()].text == head_low;
        // "counselor to the president Ann Roe": a name at the very end, right after a role.
        if let Some((m, person)) = self.cast.mentions_in(range.clone()).last().cloned()
            && m.end == range.end
            && m.start > parsed.nominal.end
            && (words.role(reading.low(m.start - 1)) || reading.tokens[m.start - 1].is_cap())
            && m.len() >= 2
            && describes_one
        {
            let id = self.person(person);
            return Some(self.likely(id));
        }
        if describes_one && one && !for_another {
            // The name must begin a segment: right after a comma or dash, or be the head of that segment.
            let mut k = parsed.rest.start;
            while k < parsed.rest.end {
                // What a relative clause lists is no apposition.
                if matches!(reading.low(k), "which" | "that" | "whose") || reading.low(k) == "who" && self.cast.mentions_in(k..parsed.rest.end).len() > 1 {
                    break;
                }
                if matches!(reading.tokens[k].text, "," | "—" | "–" | "(") {
                    let segment_end = (k + 1..parsed.rest.end)
                        .find(|&j| matches!(reading.tokens[j].text, "," | "—" | "–" | ")"))
                        .unwrap_or(parsed.rest.end);
                    let lookup = phrase::run_lookup(self.runs);
                    if let Some(inner) = phrase::parse(reading, k + 1..segment_end, &lookup)
                        && let Some((_, person)) =
                            self.cast.mentions_in(inner.nominal.clone()).iter().rev().find(|(m, _)| m.end == inner.nominal.end).cloned()
                        && (inner.determiner == Determiner::None || inner.owner.is_some())
                    {
                        let id = self.person(person);
                        return Some(self.sure(id));
                    }
                }
                k += 1;
            }
            // "senior fellow at the Institute Ann Roe": a name at the very end.
            if let Some((m, person)) = self.cast.mentions_in(range.clone()).last().cloned()
                && m.end == range.end
                && m.start > parsed.nominal.end
                && !matches!(reading.low(m.start - 1), "of" | "for" | "by" | "to" | "with" | "from" | "and" | "against")
                && (m.len() >= 2)
                && !reading.tokens[m.start - 1].is_possessive()
                && !is_title_gap(reading, parsed.nominal.end, m.start)
            {
                let id = self.person(person);
                return Some(self.sure(id));
            }
        }
        // Names of bodies.
        let last = parsed.head();
        if let Some(body) = self.bodies.at(last).filter(|b| b.range.end == parsed.nominal.end).cloned() {
            // "White House officials" ends in a role and is no body; "the Obama administration" is one.
            let document = words.documents.contains(reading.low(last)) && !body.outlet;
            // "Police" at the start of a sentence is a noun, whatever its capital says.
            let noun = parsed.nominal.len() == 1
                && !reading.tokens[last].is_acronym()
                && is_body(reading.low(last))
                && body.name == reading.tokens[last].text;
            let some_of_them = parsed.members || parsed.determiner == Determiner::Quantity && body.kind == SpeakerKind::Organization;
            if !document && !noun && !some_of_them {
                let id = self.of_body(&body);
                return Some(self.sure(id));
            }
        }
        // "FOX 4", "the AP": the register knows the words though no run does.
        let text = reading.words(parsed.nominal.clone());
        let capital = parsed.nominal.clone().any(|k| reading.tokens[k].is_cap());
        if let Some(outlet) = self.register.outlet(&text).filter(|_| capital) {
            let body = Body {
                range: parsed.nominal.clone(),
                name: outlet.name.clone(),
                kind: SpeakerKind::Outlet,
                head: head_low,
                register_id: Some(outlet.id.clone()),
                outlet: true,
            };
            let id = self.of_body(&body);
            return Some(self.sure(id));
        }
        if let Some((country, how)) = self.register.country(&text)
            && !matches!(how, CountryName::Demonym)
            && capital
        {
            let name = match how {
                CountryName::Seat(k) => country.seats.get(k).map_or(country.name.clone(), |s| s.stands_for.clone()),
                _ => country.name.clone(),
            };
            let register_id = Some(country.id.clone());
            let body = Body {
                range: parsed.nominal.clone(),
                name,
                kind: SpeakerKind::Government,
                head: String::new(),
                register_id,
                outlet: false,
            };
            let id = self.of_body(&body);
            return Some(self.sure(id));
        }
        None
    }

    /// "AnnRoe (@annroe)": an account bears its owner's name.
    fn account(&mut self, parsed: &Phrase) -> Option<Resolved> {
        let reading = self.reading;
        let handle = reading.tokens.get(parsed.rest.start + 1)?;
        if parsed.rest.len() < 2
            || reading.low(parsed.rest.start) != "("
            || !handle.text.starts_with('@')
            || is_body(reading.low(parsed.head()))
        {
            return None;
        }
        let text = reading.words(parsed.nominal.clone());
        let mut name = String::new();
        let mut last = ' ';
        for c in text.chars() {
            if c.is_uppercase() && last.is_lowercase() {
                name.push(' ');
            }
            name.push(c);
            last = c;
        }
        let surname = name.split(' ').next_back().unwrap_or_default().to_lowercase();
        let known =
            self.cast.people.iter().take(LOOK_BACK * 4).position(|p| p.words.len() > 1 && p.words.last().is_some_and(|w| *w == surname));
        let id = match known {
            Some(person) => self.person(person),
            None => self.entity(&name, SpeakerKind::Person, Gender::Unknown, false, &[]),
        };
        Some(self.likely(id))
    }

    /// "Roe and Doe", "he and his deputy", "Roe, a donor, and Doe": a joint speaker of the first one's kind.
    fn conjoined(&mut self, parsed: &Phrase, range: Range<usize>) -> Option<Resolved> {
        let reading = self.reading;
        if parsed.determiner == Determiner::Quantity {
            return None;
        }
        let and = if parsed.conjoined {
            parsed.nominal.end
        } else {
            // A list of persons: the last one after ", and".
            (parsed.rest.start..range.end.saturating_sub(1)).find(|&k| {
                reading.low(k) == "and"
                    && (reading.tokens[k - 1].text == ","
                        || self.cast.mentions_in(parsed.rest.start..k).last().is_some_and(|(m, _)| m.end == k))
            })?
        };
        let lookup = phrase::run_lookup(self.runs);
        let second = phrase::parse(reading, and + 1..range.end, &lookup)?;
        let pronoun = pronouns::read_bytes(reading, reading.tokens[parsed.nominal.start].start, reading.tokens[parsed.nominal.end - 1].end);
        let first = match pronoun {
            Some(pronoun) => Some(self.pronoun(pronoun, parsed.nominal.start, None)),
            None => self.named(&Phrase { conjoined: false, rest: and..and, ..parsed.clone() }, parsed.nominal.clone()),
        };
        let other = self.named(&second, second.nominal.clone());
        if !parsed.conjoined {
            // Between the first and the last only whole names count: "A, B, C and D".
            let (a, b) = (first?, other?);
            if self.entities[a.entity].kind != SpeakerKind::Person || self.entities[b.entity].kind != SpeakerKind::Person {
                return None;
            }
            let mut names = vec![self.entities[a.entity].name.clone()];
            for (m, person) in self.cast.mentions_in(parsed.rest.start..and).to_vec() {
                let alone = matches!(reading.tokens[m.start - 1].text, ",") && matches!(reading.tokens[m.end].text, "," | "and");
                if alone && names.len() < 12 {
                    let id = self.person(person);
                    names.push(self.entities[id].name.clone());
                }
            }
            names.dedup();
            let last = self.entities[b.entity].name.clone();
            let name = format!("{} and {last}", names.join(", "));
            let id = self.entity(&name, SpeakerKind::Person, Gender::Unknown, true, &[]);
            return Some(self.likely(id));
        }
        match (first, other) {
            (Some(a), Some(b)) => {
                let (x, y) = (self.entities[a.entity].clone(), self.entities[b.entity].clone());
                if x.name == y.name {
                    return Some(a);
                }
                // The two in the other order are the same two.
                let turned = format!("{} and {}", y.name, x.name);
                let name =
                    if self.by_key.contains_key(&(turned.to_lowercase(), false)) { turned } else { format!("{} and {}", x.name, y.name) };
                let id = self.entity(&name, x.kind, Gender::Unknown, true, &[]);
                Some(self.likely(id))
            }
            (Some(a), None) => {
                let x = self.entities[a.entity].clone();
                let from = if second.determiner == Determiner::Quantity { second.nominal.start } else { and + 1 };
                let rest = reading.words(from..second.nominal.end);
                let name = format!("{} and {rest}", x.name);
                let id = self.entity(&name, x.kind, Gender::Unknown, true, &[]);
                Some(self.likely(id))
            }
            _ => None,
        }
    }

    /// A description: who is it, or what is known of them.
    fn described(&mut self, parsed: &Phrase, range: Range<usize>) -> Resolved {
        let reading = self.reading;
        let words = Words::get();
        let head = reading.low(parsed.head()).trim_end_matches('.').to_owned();
        let definite = matches!(parsed.determiner, Determiner::Definite | Determiner::Possessive) || parsed.owner.is_some();
        let lower_head = !reading.tokens[parsed.head()].is_cap() || reading.tokens[parsed.head()].is_acronym();
        let counted = parsed.determiner == Determiner::Quantity;

        if parsed.members {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&format!("unnamed members of {text}"), SpeakerKind::Unnamed, Gender::Unknown, true, &["members"]);
            return self.likely(id);
        }
        // One person by office or part: "the aide", "a senior official".
        if words.role(&head) && !(counted && !reading.low(range.start).starts_with("one"))
            || words.titles.contains(head.as_str()) && lower_head && words.role(&head)
        {
            return self.one_person(parsed, range, &head, definite);
        }
        if words.documents.contains(head.as_str()) && !self.is_group_name(parsed) {
            return self.document(parsed, range, &head, definite);
        }
        if let Some(resolved) = self.party(parsed, &head, counted) {
            return resolved;
        }
        if words.plural_role(&head).is_some() || words.groups.contains(head.as_str()) && !words.government.contains(head.as_str()) {
            return self.people(parsed, range, &head);
        }
        let service = head == "service" && matches!(reading.low(parsed.head().saturating_sub(1)), "wire" | "news") || head == "organization" && reading.low(parsed.head().saturating_sub(1)) == "news";
        if service {
            return self.outlet_description(parsed, &head, definite);
        }
        if head == "community" && reading.low(parsed.head().saturating_sub(1)) == "intelligence" {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Government, Gender::Unknown, true, &["community"]);
            return self.likely(id);
        }
        let news = head != "agency" && head != "network"
            || matches!(reading.low(parsed.head().saturating_sub(1)), "news" | "wire" | "tv" | "television")
            || {
                // "the agency": whichever of wires and offices was named last.
                let last = self
                    .bodies
                    .before(range.start)
                    .take(12)
                    .find(|b| b.outlet || b.kind == SpeakerKind::Government && !b.register_id.as_ref().is_some_and(|i| i.len() == 2));
                last.is_some_and(|b| {
                    b.outlet
                        && (head == "network"
                            || b.name.to_lowercase().contains("agency")
                            || b.name.to_lowercase().contains("press")
                            || b.name == "Reuters")
                })
            };
        if words.outlet_nouns.contains(head.as_str()) && news || head == "media" || head == "report" {
            return self.outlet_description(parsed, &head, definite);
        }
        if words.government.contains(head.as_str()) {
            return self.body_description(parsed, range, &head, definite, counted, SpeakerKind::Government);
        }
        if words.organizations.contains(head.as_str()) || words.organizations.contains(head.trim_end_matches('s')) {
            return self.body_description(parsed, range, &head, definite, counted, SpeakerKind::Organization);
        }
        self.unknown(parsed, range, &head)
    }

    fn is_group_name(&self, parsed: &Phrase) -> bool {
        self.runs.get(self.runs.partition_point(|r| r.whole.end < parsed.nominal.end)).is_some_and(|r| {
            r.whole.end == parsed.nominal.end
                && r.looks == Looks::Group
                && r.whole.len() > 1
                && !Words::get().documents.contains(self.reading.low(r.whole.end - 1))
        })
    }

    /// Parties and caucuses: plural names that are organizations unless only some of them speak.
    fn party(&mut self, parsed: &Phrase, head: &str, counted: bool) -> Option<Resolved> {
        let party = matches!(head, "democrats" | "republicans" | "tories" | "dems" | "gop" | "conservatives" | "liberals")
            && self.reading.tokens[parsed.head()].is_cap();
        if !party {
            return None;
        }
        let text = self.reading.words(parsed.nominal.clone());
        if counted || self.reading.low(parsed.rest.start) == "who" {
            let id = self.entity(&format!("unnamed {text}"), SpeakerKind::Unnamed, Gender::Unknown, true, &[head]);
            return Some(self.likely(id));
        }
        let id = self.entity(&text, SpeakerKind::Organization, Gender::Unknown, true, &[head]);
        Some(self.likely(id))
    }

    fn one_person(&mut self, parsed: &Phrase, range: Range<usize>, head: &str, definite: bool) -> Resolved {
        let reading = self.reading;
        let gender = role_gender(head);
        if definite && let Some(id) = self.person_by_role(range.start, head, gender, parsed) {
            return self.likely(id);
        }
        let plain = definite && parsed.owner.is_none() && parsed.nominal.len() == 1;
        let asked = parsed.head().checked_sub(1).and_then(|b| office(reading.low(b), head)).unwrap_or(head);
        let name = self.unnamed_name(parsed, range.clone());
        // "the president" of whom the article never gives a name is a person all the same.
        if definite && is_unique(asked) {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Person, gender, false, &[head]);
            return Resolved { entity: id, strength: Strength::Guess };
        }
        let id = self.entity(&name, SpeakerKind::Unnamed, gender, false, &[head]);
        if plain { Resolved { entity: id, strength: Strength::Guess } } else { self.likely(id) }
    }

    /// The person or the unnamed one whom "the HEAD" means: latest first, by the nouns that stood with them.
    fn person_by_role(&mut self, at: usize, head: &str, gender: Gender, parsed: &Phrase) -> Option<usize> {
        let reading = self.reading;
        let words = Words::get();
        let asked = parsed.head().checked_sub(1).and_then(|b| office(reading.low(b), head)).unwrap_or(head);
        // "the French president", "Iraq's president": another one than "the president".
        let of_a_state = matches!(head, "democrat" | "republican" | "senator" | "congressman" | "congresswoman" | "governor" | "lawmaker" | "representative");
        let foreign = !of_a_state && parsed.owner.is_some()
            || !of_a_state && (parsed.nominal.start..parsed.head()).any(|k| {
                let token = &reading.tokens[k];
                token.is_cap() && !words.titles.contains(token.low.as_ref()) && !words.starts.contains(token.low.as_ref())
            });
        let unnamed = self.heard.iter().rev().filter(|h| h.token < at).take(LOOK_BACK).find(|h| {
            let e = &self.entities[h.entity];
            e.kind == SpeakerKind::Unnamed && !e.plural && e.heads.iter().any(|n| same_role(n, head))
        });
        let unnamed = unnamed.map(|h| (h.token, h.entity));
        let i = self.cast.mentions.partition_point(|(m, _)| m.start < at);
        let level = |person: usize| {
            let p = &self.cast.people[person];
            if !p.gender.agrees(gender) {
                return 0;
            }
            let own = p.roles.iter().any(|n| same_role(n, asked));
            let other = p.roles.iter().any(|n| n.strip_prefix('~').is_some_and(|n| same_role(n, asked)));
            match (foreign, own, other) {
                (false, true, _) | (true, _, true) => 2,
                (false, false, true) | (true, true, false) => 1,
                _ => 0,
            }
        };
        let before = self.cast.mentions[..i].iter().rev().take(LOOK_BACK * 4);
        let mut best: Option<(usize, usize, u8)> = None;
        for (m, person) in before {
            let l = level(*person);
            if l > best.map_or(0, |(_, _, b)| b) {
                best = Some((m.start, *person, l));
                if l == 2 {
                    break;
                }
            }
        }
        let owned =
            parsed.owner.clone().is_some_and(|o| !self.cast.mentions_in(o).is_empty()) || parsed.determiner == Determiner::Possessive;
        if let Some((token, person, _)) = best.filter(|_| !owned) {
            // What an unnamed one was called since then stays with them.
            if unnamed.is_some_and(|(t, _)| t > token) {
                return unnamed.map(|(_, e)| e);
            }
            return Some(self.person(person));
        }
        if let Some((_, entity)) = unnamed {
            return Some(entity);
        }
        // An office that is named only further on.
        let least = if foreign { 1 } else { 2 };
        if !owned
            && is_unique(asked)
            && let Some((_, person)) = self.cast.mentions[i..].iter().take(LOOK_BACK).find(|(_, p)| level(*p) >= least).cloned()
        {
            return Some(self.person(person));
        }
        // "the director of the Institute", whose name comes a little later.
        if !owned
            && matches!(reading.low(parsed.rest.start), "of" | "for")
            && let Some((_, person)) = self.cast.mentions[i..].iter().take(12).find(|(_, p)| level(*p) == 2).cloned()
        {
            return Some(self.person(person));
        }
        if owned || foreign {
            return None;
        }
        let telling = parsed.nominal.len() > 1
            || matches!(
                head,
                "man"
                    | "woman"
                    | "author"
                    | "executive"
                    | "star"
                    | "billionaire"
                    | "lawmaker"
                    | "politician"
                    | "businessman"
                    | "mogul"
                    | "tycoon"
                    | "magnate"
                    | "entrepreneur"
            );
        if !telling
            || is_unique(asked)
            || words.titles.contains(head)
            || matches!(head, "source" | "official" | "aide" | "witness" | "spokesperson")
        {
            return None;
        }
        // Nobody was called so: the latest speaker of fitting gender, if they spoke shortly before.
        let recent = self.heard.iter().rev().filter(|h| h.token < at).take(3).find(|h| {
            let e = &self.entities[h.entity];
            matches!(e.kind, SpeakerKind::Person) && !e.plural && e.gender.agrees(gender)
        });
        let near = recent.filter(|h| {
            let gap = reading.tokens.get(at).map_or(0, |t| t.sentence).saturating_sub(reading.tokens[h.token].sentence);
            gap <= 4 && parsed.nominal.len() <= 3
        });
        near.map(|h| h.entity)
    }

    /// "unnamed" with all that the phrase tells of them, names written out: "unnamed friend of Ann Roe".
    fn unnamed_name(&mut self, parsed: &Phrase, range: Range<usize>) -> String {
        let reading = self.reading;
        let text = reading.words(parsed.nominal.clone());
        let low = text.to_lowercase();
        let mut name = if matches!(low.as_str(), "those" | "some" | "many" | "others" | "most" | "several") {
            "unnamed people".to_owned()
        } else if low.starts_with("unnamed") || low.starts_with("unidentified") {
            text
        } else {
            let first = &reading.tokens[parsed.nominal.start];
            // A capital that only opens the sentence.
            let plain = first.is_cap() && !first.is_acronym() && Words::get().plural_role(&first.low).is_some();
            format!("unnamed {}", if plain { text.to_lowercase() } else { text })
        };
        // What follows "for", "of", "close to", "familiar with" is known of them too.
        if matches!(reading.low(parsed.rest.start), "for" | "of" | "at" | "from" | "with" | "close" | "familiar" | "in" | "to" | "working")
            && !parsed.rest.is_empty()
        {
            let end = (parsed.rest.start..range.end)
                .find(|&k| {
                    !reading.tokens[k].is_word() && !reading.tokens[k].is_possessive() || matches!(reading.low(k), "who" | "that" | "which")
                })
                .unwrap_or(range.end);
            if end > parsed.rest.start + 1 && end - parsed.rest.start <= 9 {
                name.push(' ');
                name.push_str(&self.written_out(parsed.rest.start..end));
            }
        } else if let Some(owner) = parsed.owner.clone() {
            let link = if Words::get().plural_role(reading.low(parsed.head())).is_some() { "of" } else { "for" };
            // "the president's critics": whoever the owner is.
            let whose = self.phrase(owner.clone());
            let whose = if self.entities[whose.entity].kind == SpeakerKind::Person { self.entities[whose.entity].name.clone() } else { self.written_out(owner) };
            name = format!("{name} {link} {whose}");
        } else if parsed.determiner == Determiner::Possessive
            && matches!(reading.low(range.start), "his" | "her")
            && let Some(pronoun) = pronouns::read_bytes(reading, reading.tokens[range.start].start, reading.tokens[range.start].end)
        {
            let whose = self.pronoun(pronoun, range.start, None);
            if self.entities[whose.entity].kind == SpeakerKind::Person {
                name = format!("{name} of {}", self.entities[whose.entity].name);
            }
        }
        name
    }

    /// Words with surnames and pronouns led back to full names.
    fn written_out(&mut self, range: Range<usize>) -> String {
        let reading = self.reading;
        let mut parts: Vec<String> = Vec::new();
        let mut k = range.start;
        while k < range.end {
            let mention = self.cast.mentions_in(k..range.end).first().filter(|(m, _)| m.start == k).cloned();
            if let Some((m, person)) = mention {
                let possessive = reading.tokens.get(m.end).is_some_and(|t| t.is_possessive()) && m.end < range.end;
                parts.push(format!("{}{}", self.cast.people[person].name, if possessive { "'s" } else { "" }));
                k = m.end + usize::from(possessive);
                continue;
            }
            let low = reading.low(k);
            if matches!(low, "his" | "her" | "him")
                && let Some(pronoun) = pronouns::read_bytes(reading, reading.tokens[k].start, reading.tokens[k].end)
            {
                let whose = self.pronoun(pronoun, k, None);
                let e = &self.entities[whose.entity];
                if e.kind == SpeakerKind::Person {
                    parts.push(if k + 1 < range.end && low != "him" { format!("{}'s", e.name) } else { e.name.clone() });
                    k += 1;
                    continue;
                }
            }
            match parts
                .last_mut()
                .filter(|_| reading.tokens[k].is_possessive() || k > range.start && reading.tokens[k - 1].end == reading.tokens[k].start)
            {
                Some(last) => last.push_str(reading.tokens[k].text),
                None => parts.push(reading.tokens[k].text.to_owned()),
            }
            k += 1;
        }
        parts.join(" ")
    }

    fn people(&mut self, parsed: &Phrase, range: Range<usize>, head: &str) -> Resolved {
        let name = self.unnamed_name(parsed, range);
        // Prosecutors and officers speak for their office.
        let id = self.entity(&name, SpeakerKind::Unnamed, Gender::Unknown, true, &[head]);
        if head == "prosecutors" {
            let text = self.reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Government, Gender::Unknown, true, &[head]);
            return self.likely(id);
        }
        self.likely(id)
    }

    fn document(&mut self, parsed: &Phrase, range: Range<usize>, head: &str, definite: bool) -> Resolved {
        let reading = self.reading;
        let words = Words::get();
        // Who made it: "the Post's story", "a Reuters report", "a report by the Institute", "a statement from Roe's office".
        let maker_outlet = {
            let inside = parsed.owner.as_ref().map_or(parsed.nominal.start, |o| o.start)..parsed.nominal.end;
            self.bodies.within(inside).iter().find(|b| b.outlet).cloned().or_else(|| {
                matches!(reading.low(parsed.rest.start), "by" | "in" | "from")
                    .then(|| self.bodies.within(parsed.rest.clone()).iter().find(|b| b.outlet).cloned())
                    .flatten()
            })
        };
        let story = words.report_nouns.contains(head) || matches!(head, "post" | "footage" | "video" | "count");
        if let Some(outlet) = maker_outlet.filter(|_| story && !matches!(reading.low(parsed.rest.start), "obtained" | "reviewed" | "seen"))
        {
            let id = self.of_body(&outlet);
            return self.likely(id);
        }
        let statement = matches!(
            head,
            "statement"
                | "statements"
                | "tweet"
                | "post"
                | "release"
                | "speech"
                | "message"
                | "announcement"
                | "figures"
                | "data"
                | "numbers"
                | "statistics"
                | "ranking"
                | "findings"
        );
        if statement {
            let after =
                if matches!(reading.low(parsed.rest.start), "from" | "by" | "of") { Some(parsed.rest.start + 1..range.end) } else { None };
            if let Some(maker) = after.or(parsed.owner.clone()).filter(|m| !m.is_empty()) {
                return self.phrase(maker);
            }
            // "Kantar data": the maker stands before it.
            let maker = self
                .bodies
                .within(parsed.nominal.clone())
                .iter()
                .find(|b| b.range.end < parsed.nominal.end && b.kind == SpeakerKind::Organization)
                .cloned();
            if let Some(maker) = maker {
                let id = self.of_body(&maker);
                return self.likely(id);
            }
            if matches!(head, "statement" | "release")
                && let Some(h) =
                    self.heard.iter().rev().find(|h| h.token < range.start && self.entities[h.entity].kind == SpeakerKind::Organization)
            {
                return Resolved { entity: h.entity, strength: Strength::Guess };
            }
        }
        // "a letter by Roe", "Roe's op-ed": the words of one person are that person's.
        if matches!(head, "letter" | "op-ed" | "email" | "e-mail" | "text" | "blog" | "column" | "essay" | "book" | "tweet" | "post") {
            let by = (parsed.rest.start..range.end.min(parsed.rest.start + 14)).find(|&k| reading.low(k) == "by").map(|k| k + 1..range.end);
            let maker = by.filter(|b| !b.is_empty()).or(parsed.owner.clone());
            if let Some(maker) = maker
                && self.cast.mentions_in(maker.start..maker.end.min(maker.start + 6)).first().is_some()
            {
                let resolved = self.phrase(maker);
                if self.entities[resolved.entity].kind == SpeakerKind::Person {
                    return resolved;
                }
            }
        }
        // "the report", named fully before.
        let bare = parsed.nominal.len() == 1 && definite && parsed.owner.is_none();
        if bare {
            let known = self.heard.iter().rev().filter(|h| h.token < range.start).take(LOOK_BACK).find(|h| {
                let e = &self.entities[h.entity];
                e.kind == SpeakerKind::Document && e.heads.iter().any(|n| n == head)
            });
            if let Some(h) = known {
                return self.likely(h.entity);
            }
        }
        let press = parsed.nominal.len() == 2 && matches!(reading.low(parsed.nominal.start), "news" | "press" | "media" | "multiple" | "local");
        if matches!(head, "reports" | "report") && (parsed.nominal.len() == 1 || press) {
            // "according to reports": outlets that nobody names.
            let last = self.bodies.before(range.start).take(6).find(|b| b.outlet).cloned();
            if definite && let Some(body) = last {
                let id = self.of_body(&body);
                return Resolved { entity: id, strength: Strength::Guess };
            }
            if head == "reports" {
                let id = self.entity("unnamed news reports", SpeakerKind::Outlet, Gender::Unknown, true, &[head]);
                return Resolved { entity: id, strength: Strength::Guess };
            }
        }
        let mut name = match &parsed.owner {
            Some(owner) => {
                let owner = self
                    .cast
                    .mentions_in(owner.clone())
                    .last()
                    .map_or_else(|| reading.words(owner.clone()), |(_, p)| self.cast.people[*p].name.clone());
                format!("{owner} {}", reading.words(parsed.nominal.clone()))
            }
            None => reading.words(parsed.nominal.clone()),
        };
        if matches!(reading.low(parsed.rest.start), "of" | "by" | "from" | "on") {
            let end = (parsed.rest.start..range.end)
                .find(|&k| !reading.tokens[k].is_word() && !reading.tokens[k].is_possessive())
                .unwrap_or(range.end);
            if end > parsed.rest.start + 1 && end - parsed.rest.start <= 6 {
                name = format!("{name} {}", reading.words(parsed.rest.start..end));
            }
        }
        let id = self.entity(&name, SpeakerKind::Document, Gender::Unknown, false, &[head]);
        self.likely(id)
    }

    fn outlet_description(&mut self, parsed: &Phrase, head: &str, definite: bool) -> Resolved {
        if definite && parsed.nominal.len() <= 2 {
            let last = self.bodies.before(parsed.nominal.start).take(LOOK_BACK).find(|b| b.outlet).cloned();
            let heard = self
                .heard
                .iter()
                .rev()
                .take(LOOK_BACK)
                .find(|h| h.token < parsed.nominal.start && self.entities[h.entity].kind == SpeakerKind::Outlet);
            if let Some(body) = last
                && heard.is_none_or(|h| h.token <= body.range.start)
            {
                let id = self.of_body(&body);
                return self.likely(id);
            }
            if let Some(h) = heard {
                return self.likely(h.entity);
            }
            if matches!(head, "agency" | "network" | "website" | "site" | "organization" | "group") {
                return self.body_description(
                    parsed,
                    parsed.nominal.start..parsed.rest.end,
                    head,
                    definite,
                    false,
                    SpeakerKind::Government,
                );
            }
        }
        let text = self.reading.words(parsed.nominal.clone());
        let (name, kind) =
            if matches!(head, "media" | "press") { (text, SpeakerKind::Outlet) } else { (format!("unnamed {text}"), SpeakerKind::Outlet) };
        let id = self.entity(&name, kind, Gender::Unknown, true, &[head]);
        Resolved { entity: id, strength: Strength::Guess }
    }

    fn body_description(
        &mut self,
        parsed: &Phrase,
        range: Range<usize>,
        head: &str,
        definite: bool,
        counted: bool,
        kind: SpeakerKind,
    ) -> Resolved {
        let reading = self.reading;
        let some = counted && parsed.nominal.len() <= 2 && !reading.tokens[parsed.nominal.start].is_cap();
        if some || parsed.determiner == Determiner::Indefinite && kind == SpeakerKind::Organization {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&format!("unnamed {text}"), SpeakerKind::Unnamed, Gender::Unknown, true, &[head]);
            return Resolved { entity: id, strength: Strength::Guess };
        }
        let bare = parsed.nominal.len() == 1 && parsed.owner.is_none();
        if bare && definite && head == "administration" && !self.bodies.before(range.start).take(LOOK_BACK * 4).any(|b| b.head == "administration") {
            // The president's, where the article names one.
            if let Some(p) = self.cast.people.iter().take(LOOK_BACK).find(|p| p.roles.iter().any(|r| r == "president")) {
                let surname = p.name.split(' ').next_back().unwrap_or(&p.name).to_owned();
                let id = self.entity(&format!("{surname} administration"), SpeakerKind::Government, Gender::Unknown, true, &["administration"]);
                return self.likely(id);
            }
        }
        if bare && definite && head == "government" {
            // Of the country that was named last.
            let i = self.runs.partition_point(|r| r.whole.start < range.start);
            let country = self.runs[..i].iter().rev().take(LOOK_BACK).find_map(|r| self.register.country(&reading.words(r.name.clone())).map(|(c, _)| c));
            if let Some(country) = country {
                let short = if country.id == "US" { "U.S." } else { country.name.as_str() };
                let id = self.entity(&format!("{short} government"), SpeakerKind::Government, Gender::Unknown, true, &["government"]);
                self.entities[id].register_id = Some(country.id.clone());
                return self.likely(id);
            }
        }
        if bare && (definite || matches!(head, "police" | "investigators" | "detectives")) {
            let fits = |b: &&Body| {
                b.head == head
                    || head == "agency"
                        && b.kind == SpeakerKind::Government
                        && b.head != "government"
                        && !b.register_id.as_ref().is_some_and(|i| i.len() == 2)
                    || matches!(head, "company" | "firm" | "group" | "organization" | "union" | "airline" | "organisation")
                        && b.kind == SpeakerKind::Organization
                        && !b.outlet
                        && (matches!(head, "company" | "firm" | "airline") || !Words::get().brands.contains(b.head.as_str()))
            };
            let exact = self.bodies.before(range.start).take(LOOK_BACK * 2).find(|b| b.head == head).cloned();
            let found = exact.or_else(|| self.bodies.before(range.start).take(LOOK_BACK).find(fits).cloned());
            if let Some(body) = found.map(|b| self.bodies.fullest(b)) {
                let id = self.of_body(&body);
                return self.likely(id);
            }
            let later = self.bodies.mentions.iter().find(|b| b.head == head).cloned();
            if let Some(body) = later {
                let id = self.of_body(&body);
                return self.likely(id);
            }
        }
        let name = match &parsed.owner {
            Some(owner) => match self.cast.mentions_in(owner.clone()).last() {
                Some((_, p)) => format!("{}'s {}", self.cast.people[*p].name, reading.words(parsed.nominal.clone())),
                None => reading.words(parsed.full.clone()),
            },
            None => reading.words(parsed.nominal.clone()),
        };
        let name = match reading.low(parsed.rest.start) {
            "of" if !parsed.rest.is_empty() => {
                let end = (parsed.rest.start..range.end).find(|&k| !reading.tokens[k].is_word()).unwrap_or(range.end);
                if end - parsed.rest.start <= 6 { format!("{name} {}", reading.words(parsed.rest.start..end)) } else { name }
            }
            _ => name,
        };
        let id = self.entity(&name, kind, Gender::Unknown, true, &[head]);
        self.likely(id)
    }

    /// A name or noun that no list knows.
    fn unknown(&mut self, parsed: &Phrase, range: Range<usize>, head: &str) -> Resolved {
        let reading = self.reading;
        let at = self.runs.partition_point(|r| r.whole.end <= parsed.head());
        let run = self.runs.get(at).filter(|r| r.whole.start <= parsed.head()).cloned();
        let text = reading.words(parsed.nominal.clone());
        if let Some(run) = run {
            let name = reading.words(run.name.clone());
            let (kind, strength) = match run.looks {
                Looks::Person => (SpeakerKind::Person, Strength::Sure),
                Looks::MaybePerson => (SpeakerKind::Person, Strength::Guess),
                Looks::Place => (SpeakerKind::Government, Strength::Likely),
                Looks::Group => (self.bodies.kind_of_name(&name, self.register), Strength::Likely),
                Looks::Unknown
                    if reading.low(range.start) == "the" || run.name.len() == 1 && reading.tokens[run.name.start].is_acronym() =>
                {
                    (self.bodies.kind_of_name(&text, self.register), Strength::Guess)
                }
                Looks::Unknown => (SpeakerKind::Person, Strength::Guess),
            };
            let id = self.entity(&name, kind, run.gender, false, &[]);
            return Resolved { entity: id, strength };
        }
        // "Roe's account of it": the words are Roe's.
        if let Some(owner) = parsed.owner.clone()
            && matches!(
                head,
                "description"
                    | "account"
                    | "remark"
                    | "remarks"
                    | "comment"
                    | "comments"
                    | "words"
                    | "claim"
                    | "claims"
                    | "assertion"
                    | "assessment"
                    | "view"
                    | "views"
                    | "interview"
                    | "argument"
                    | "explanation"
                    | "investigation"
                    | "team"
            )
        {
            return self.phrase(owner);
        }
        let name = self.unnamed_name(parsed, range);
        let plural = head.ends_with('s');
        let id = self.entity(&name, SpeakerKind::Unnamed, Gender::Unknown, plural, &[head]);
        Resolved { entity: id, strength: Strength::Guess }
    }
}

fn is_title_gap(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| matches!(reading.low(k), "who" | "that" | "which"))
}

/// Parts whose holders say "we" for their body.
fn speaks(low: &str) -> bool {
    matches!(
        low.trim_end_matches('.'),
        "spokesman" | "spokeswoman" | "spokesperson" | "director" | "president" | "chairman" | "chairwoman" | "chief" | "executive" | "ceo" | "editor" | "editor-in-chief" | "head" | "secretary"
            | "cpl" | "sgt" | "lt" | "capt" | "officer" | "sheriff" | "founder"
    )
}

/// Offices that one person holds at a time.
fn is_unique(office: &str) -> bool {
    matches!(
        office,
        "president"
            | "pope"
            | "king"
            | "queen"
            | "governor"
            | "mayor"
            | "prime-minister"
            | "chancellor"
            | "sheriff"
            | "vice-president"
            | "attorney-general"
            | "special-counsel"
            | "foreign-minister"
            | "defense-secretary"
            | "defense-minister"
            | "chief-justice"
            | "press-secretary"
    )
}

pub fn role_gender(head: &str) -> Gender {
    let words = Words::get();
    if words.female_roles.contains(head) {
        Gender::Woman
    } else if words.male_roles.contains(head) {
        Gender::Man
    } else {
        Gender::Unknown
    }
}

/// Whether a noun that stood with someone may be taken up by another.
fn same_role(known: &str, asked: &str) -> bool {
    if known == asked {
        return true;
    }
    let class = |w: &str| match w {
        "senator" | "congressman" | "congresswoman" | "representative" | "lawmaker" | "legislator" => 1,
        "spokesman" | "spokeswoman" | "spokesperson" => 2,
        "attorney" | "lawyer" | "counsel" | "prosecutor" => 3,
        "protester" | "demonstrator" | "protestor" => 4,
        "aide" | "adviser" | "advisor" | "staffer" => 5,
        "professor" | "researcher" | "scholar" | "scientist" => 6,
        "candidate" | "nominee" => 7,
        _ => 0,
    };
    class(known) != 0 && class(known) == class(asked)
}
