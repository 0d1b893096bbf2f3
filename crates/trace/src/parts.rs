//! Persons meant by their office or part: "the president", "the Ohio Democrat", "the former minister".

use std::ops::Range;

use sayso_doc::SpeakerKind;

use crate::cast::{office, office_of};
use crate::describe::role_gender;
use crate::names::Gender;
use crate::offices;
use crate::phrase::{Determiner, Phrase};
use crate::resolve::{LOOK_BACK, Resolved, Resolver, Strength};
use crate::words::Words;

/// Sentences over which a speaker stays the one whom "the spokesman" means.
const SPEAKS_ON: usize = 8;

/// Sentences over which "the former minister" means whoever was last spoken of, and what speaking and being the subject count.
const SALIENT: usize = 3;
const SPOKE: f32 = 2.5;
const SUBJECT: f32 = 0.8;

impl Resolver<'_> {
    pub fn one_person(&mut self, parsed: &Phrase, range: Range<usize>, head: &str, definite: bool) -> Resolved {
        let reading = self.reading;
        let gender = role_gender(head);
        if definite && let Some(id) = self.person_by_role(range.start, head, gender, parsed) {
            return self.likely(id);
        }
        let plain = definite && parsed.owner.is_none() && parsed.nominal.len() == 1;
        let asked = self.asked(parsed, head);
        // "the president" of whom the article never gives a name is a person all the same.
        let past = (parsed.nominal.start..parsed.head()).any(|k| is_past(reading.low(k)));
        if definite && is_unique(&asked) && !past {
            if let Some(id) = self.holder(parsed, &asked) {
                return self.likely(id);
            }
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Person, gender, false, &[head]);
            return Resolved { entity: id, strength: Strength::Guess };
        }
        let name = self.unnamed_name(parsed, range.clone());
        let id = self.entity(&name, SpeakerKind::Unnamed, gender, false, &[head]);
        if plain { Resolved { entity: id, strength: Strength::Guess } } else { self.likely(id) }
    }

    /// The office that the phrase names: two words as one, "-designate" left off.
    fn asked(&self, parsed: &Phrase, head: &str) -> String {
        let low = |k: usize| self.reading.low(k);
        let head = head.strip_suffix("-designate").or(head.strip_suffix("-elect")).unwrap_or(head);
        let first = parsed.head().checked_sub(1).map_or("", low);
        office_of(self.reading, parsed.head(), head).or_else(|| office(first, head)).unwrap_or_else(|| head.to_owned())
    }

    /// The country that a phrase names, by its adjective or owner: ISO code.
    fn country_of(&self, parsed: &Phrase) -> Option<String> {
        let words = parsed.owner.clone().map(|o| self.reading.words(o));
        let mut found = words.as_deref().and_then(|w| self.register.country(w)).map(|(c, _)| c.id.clone());
        for k in parsed.nominal.start..parsed.head() {
            found = found.or_else(|| self.register.country(self.reading.tokens[k].text).map(|(c, _)| c.id.clone()));
        }
        found
    }

    /// Who held the office on the day of the article, where the phrase does not speak of another time.
    fn holder(&mut self, parsed: &Phrase, asked: &str) -> Option<usize> {
        let past = (parsed.nominal.start..parsed.head()).any(|k| is_past(self.reading.low(k)));
        if past || self.setting.date.is_empty() {
            return None;
        }
        let named = self.country_of(parsed);
        if named.is_none() && (parsed.owner.is_some() || matches!(self.reading.low(parsed.rest.start), "of" | "for" | "at")) {
            return None;
        }
        let about = self.setting.about(self.register).map(|c| c.id.clone());
        let countries: Vec<String> = match named {
            Some(country) => vec![country],
            None if asked == "pope" => vec!["VA".to_owned()],
            None => [Some(self.setting.home.clone()), about].into_iter().flatten().collect(),
        };
        // "the president" of an article about another country may be that one's, whom nobody here knows.
        if countries.len() > 1 && countries[0] != countries[1] && asked != "president" {
            let term = offices::holder(asked, &countries[1], &self.setting.date)?;
            return Some(self.entity(term.name, SpeakerKind::Person, term.gender, false, &[asked]));
        }
        let term = countries.iter().find_map(|c| offices::holder(asked, c, &self.setting.date))?;
        Some(self.entity(term.name, SpeakerKind::Person, term.gender, false, &[asked]))
    }

    /// The person or the unnamed one whom "the HEAD" means: latest first, by the nouns that stood with them.
    pub fn person_by_role(&mut self, at: usize, head: &str, gender: Gender, parsed: &Phrase) -> Option<usize> {
        let reading = self.reading;
        let words = Words::get();
        let asked = self.asked(parsed, head);
        let asked = asked.as_str();
        let former = (parsed.nominal.start..parsed.head()).any(|k| is_past(reading.low(k))) || head.starts_with("ex-");
        // "the French president", "Iraq's president": another one than "the president".
        let foreign = is_of_a_country(asked)
            && (parsed.owner.is_some()
                || (parsed.nominal.start..parsed.head()).any(|k| {
                    let token = &reading.tokens[k];
                    token.is_cap() && !words.titles.contains(token.low.as_ref()) && !words.starts.contains(token.low.as_ref())
                }));
        let country = self.country_of(parsed);
        let elect = reading.low(parsed.head()).ends_with("-designate") || reading.low(parsed.head()).ends_with("-elect");
        let unnamed = self.heard.iter().rev().filter(|h| h.token < at).take(LOOK_BACK).find(|h| {
            let e = &self.entities[h.entity];
            e.kind == SpeakerKind::Unnamed && !e.plural && e.heads.iter().any(|n| same_role(n, head))
        });
        let unnamed = unnamed.map(|h| (h.token, h.entity));
        let i = self.cast.mentions.partition_point(|(m, _)| m.start < at);
        let date = self.setting.date.as_str();
        let home = self.setting.home.as_str();
        let level = |person: usize| {
            let p = &self.cast.people[person];
            if !p.gender.agrees(gender) {
                return 0;
            }
            if elect && !p.roles.iter().any(|n| n.ends_with("-elect")) {
                return 0;
            }
            let own = p.roles.iter().any(|n| same_role(n, asked));
            let other = p.roles.iter().any(|n| n.strip_prefix('~').is_some_and(|n| same_role(n, asked)));
            // What everybody knows of them.
            let terms = self.terms.get(&person).map_or(&[][..], Vec::as_slice);
            let (mut held, mut gone) = (false, false);
            for term in terms.iter().filter(|t| t.office == asked) {
                if country.as_deref().unwrap_or(home) != term.country {
                    // Another country's: not whom "Iraq's president" means.
                    if country.is_some() {
                        return 0;
                    }
                    continue;
                }
                let over = !date.is_empty() && term.over_on(date);
                if former && !over && !date.is_empty() {
                    return 0;
                }
                held |= former || !over;
                gone |= over && !former;
            }
            if held {
                return 2;
            }
            // "the president" is rather whoever holds the office now.
            if gone {
                return 1;
            }
            match (foreign, own, other) {
                (false, true, _) | (true, _, true) => 2,
                (false, false, true) | (true, true, false) => 1,
                _ => 0,
            }
        };
        // Who speaks anyway is meant rather than who is only spoken of.
        let here = reading.tokens.get(at).map_or(0, |t| t.sentence);
        let speaking = self.heard.iter().rev().filter(|h| h.token < at).take(6).find_map(|h| {
            let near = here.saturating_sub(reading.tokens[h.token].sentence) <= SPEAKS_ON;
            self.person_of(h.entity).filter(|&p| near && level(p) == 2).map(|p| (h.token, p))
        });
        let before = self.cast.mentions[..i].iter().rev().take(LOOK_BACK * 4);
        let mut best: Option<(usize, usize, u8)> = speaking.map(|(token, p)| (token, p, 2));
        for (m, person) in before.take(if speaking.is_some() { 0 } else { usize::MAX }) {
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
        if owned || !former && foreign && parsed.owner.is_some() {
            return None;
        }
        // "the California Republican", "the 78-year-old senator": somebody just spoken of, told with other words.
        let tells = parsed.nominal.len() > 1
            && parsed.nominal.clone().any(|k| {
                let low = reading.low(k);
                is_past(low) || low.contains("-year-old") || matches!(low, "democrat" | "republican" | "veteran" | "longtime" | "outgoing")
            })
            && (!matches!(reading.low(parsed.rest.start), "of" | "for" | "at" | "who") || former);
        if tells && let Some(person) = self.salient(at, gender, head, asked) {
            return Some(self.person(person));
        }
        if foreign {
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
        // "the Ohio senator", "the billionaire": somebody just spoken of, whose part nobody named before.
        let told_so = matches!(
            head,
            "senator"
                | "congressman"
                | "congresswoman"
                | "lawmaker"
                | "chairman"
                | "chairwoman"
                | "billionaire"
                | "tycoon"
                | "mogul"
                | "nominee"
                | "pathologist"
                | "anchor"
                | "pastor"
                | "star"
                | "actor"
                | "actress"
                | "singer"
                | "comedian"
                | "strategist"
                | "pollster"
                | "author"
                | "novelist"
                | "historian"
                | "economist"
                | "columnist"
                | "pundit"
                | "activist"
                | "philanthropist"
                | "businessman"
                | "candidate"
                | "freshman"
                | "conservative"
                | "liberal"
                | "socialist"
                | "progressive"
        );
        let whose = matches!(reading.low(parsed.rest.start), "of" | "for" | "at" | "who" | "in");
        let plain = !reading.tokens[parsed.head()].is_cap();
        if told_so
            && plain
            && !whose
            && !is_unique(asked)
            && let Some(person) = self.salient(at, gender, head, asked)
        {
            return Some(self.person(person));
        }
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

    /// Who was spoken of or spoke shortly before: not who says these words, and nobody of the other party or another office.
    fn salient(&self, at: usize, gender: Gender, head: &str, asked: &str) -> Option<usize> {
        let reading = self.reading;
        let here = reading.tokens.get(at)?.sentence;
        let i = self.cast.mentions.partition_point(|(m, _)| m.start < at);
        let last = self.heard.iter().rev().filter(|h| h.token < at && !h.quoted).take(6).find_map(|h| self.person_of(h.entity));
        let mut best: Option<(f32, usize)> = None;
        for (m, person) in self.cast.mentions[..i].iter().rev().take(LOOK_BACK) {
            let token = &reading.tokens[m.start];
            let gap = here.saturating_sub(token.sentence);
            if gap > SALIENT {
                break;
            }
            let p = &self.cast.people[*person];
            let other_party = matches!(head, "democrat" | "republican")
                && p.roles.iter().any(|r| matches!(r.as_str(), "democrat" | "republican") && r != head);
            let holds_now = offices::holder(asked, &self.setting.home, &self.setting.date)
                .is_some_and(|t| p.words.last().is_some_and(|w| *w == t.surname().to_lowercase()));
            let entity = self.is_person_entity(*person);
            if other_party || holds_now || !p.gender.agrees(gender) || entity.is_some() && entity == self.around {
                continue;
            }
            let first = reading.sentences[token.sentence].first;
            let mut score = -(gap as f32);
            if Some(*person) == last {
                score += SPOKE;
            }
            if m.start <= first + 2 {
                score += SUBJECT;
            }
            if token.quoted {
                score -= SPOKE;
            }
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, *person));
            }
        }
        best.map(|(_, p)| p)
    }
}

/// "former", "then": of another time.
fn is_past(low: &str) -> bool {
    matches!(low, "former" | "then" | "ex" | "one-time" | "onetime" | "then-")
}

/// Offices that each country has its own of; of the others, "the spokesman" is the last one named.
pub fn is_of_a_country(office: &str) -> bool {
    is_unique(office) && !matches!(office, "governor" | "mayor" | "sheriff" | "press-secretary")
        || office.ends_with("-minister")
        || matches!(office, "minister" | "secretary" | "ambassador" | "envoy" | "general" | "commander" | "leader" | "diplomat")
}

/// Offices that one person holds at a time.
pub fn is_unique(office: &str) -> bool {
    matches!(
        office,
        "president"
            | "pope"
            | "king"
            | "queen"
            | "governor"
            | "mayor"
            | "prime-minister"
            | "premier"
            | "chancellor"
            | "sheriff"
            | "vice-president"
            | "attorney-general"
            | "special-counsel"
            | "foreign-minister"
            | "defense-secretary"
            | "treasury-secretary"
            | "defense-minister"
            | "finance-minister"
            | "chief-justice"
            | "press-secretary"
            | "secretary-of-state"
    )
}

/// Whether a noun that stood with someone may be taken up by another.
pub fn same_role(known: &str, asked: &str) -> bool {
    if known == asked {
        return true;
    }
    // "the minister" may be the one for health, never the prime one.
    if matches!(asked, "secretary" | "minister") {
        return known != "prime-minister"
            && (known.strip_suffix(asked).is_some_and(|k| k.ends_with('-')) || asked == "secretary" && known == "secretary-of-state");
    }
    let class = |w: &str| match w {
        "senator" | "congressman" | "congresswoman" | "representative" | "lawmaker" | "legislator" => 1,
        "spokesman" | "spokeswoman" | "spokesperson" => 2,
        "attorney" | "lawyer" | "counsel" | "prosecutor" => 3,
        "protester" | "demonstrator" | "protestor" => 4,
        "aide" | "adviser" | "advisor" | "staffer" => 5,
        "professor" | "researcher" | "scholar" | "scientist" => 6,
        "candidate" | "nominee" => 7,
        "prime-minister" | "premier" => 8,
        _ => 0,
    };
    class(known) != 0 && class(known) == class(asked)
}
