//! Pronouns as sources: whom "he", "they", "it" and "I" stand for.

use sayso_doc::{Attribution, Span, SpeakerKind};

use crate::names::Gender;
use crate::nesting::Nesting;
use crate::reading::Reading;
use crate::resolve::{LOOK_BACK, Resolved, Resolver, Strength};

/// Who says the words around an attribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outer {
    pub entity: usize,
    /// They are themselves named within a quotation.
    pub quoted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    /// "he", "his", "she".
    Single(Gender),
    They,
    It,
    I,
    We,
    You,
    Who,
}

impl Pronoun {
    pub fn first_person(self) -> bool {
        matches!(self, Self::I | Self::We)
    }
}

// Weights of the evidence for an antecedent; found by search on the labels, with every fourth article kept for checking.
const PER_SENTENCE: f32 = 1.53;
const LAST_SPEAKER: f32 = 3.0;
const OUTER_SPEAKER: f32 = 1.25;
const SUBJECT: f32 = 0.35;
const KNOWN_GENDER: f32 = 1.45;
const IN_QUOTE: f32 = 4.15;
const POSSESSIVE: f32 = 3.8;
const OBLIQUE: f32 = 0.9;
const SALIENCE: f32 = 0.83;
const FIRST_SUBJECT: f32 = 1.1;
const SENTENCE_SUBJECT: f32 = 2.4;
const UNNAMED: f32 = 0.53;
const LAST_UNNAMED: f32 = 0.46;
const OUTER_UNNAMED: f32 = 0.65;
const FADES: f32 = 1.9;
/// Sentences that a pronoun looks back over.
const FARTHEST: usize = 14;

/// Reads a source that is one pronoun ("he", "they all" too).
pub fn read(reading: &Reading<'_>, source: Span) -> Option<Pronoun> {
    read_bytes(reading, source.start(), source.end())
}

pub fn read_bytes(reading: &Reading<'_>, start: usize, end: usize) -> Option<Pronoun> {
    let range = reading.tokens_in(start, end);
    let mut words = range.clone().filter(|&i| reading.tokens[i].is_word());
    let first = words.next()?;
    let more = words.next().map(|i| reading.low(i));
    if !matches!(more, None | Some("himself" | "herself" | "themselves" | "itself" | "both" | "all" | "also" | "too")) {
        return None;
    }
    Some(match reading.low(first) {
        "he" | "him" | "his" => Pronoun::Single(Gender::Man),
        "she" | "her" | "hers" => Pronoun::Single(Gender::Woman),
        "they" | "them" | "their" | "theirs" => Pronoun::They,
        "it" | "its" | "this" => Pronoun::It,
        "i" | "my" | "me" | "mine" => Pronoun::I,
        "we" | "our" | "us" | "ours" if reading.tokens[first].text != "US" => Pronoun::We,
        "you" | "your" => Pronoun::You,
        "who" | "which" | "whom" | "whose" | "that" => Pronoun::Who,
        _ => return None,
    })
}

impl Resolver<'_> {
    pub fn pronoun(&mut self, pronoun: Pronoun, at: usize, outer: Option<Outer>) -> Resolved {
        let found = match pronoun {
            Pronoun::Single(gender) => self.single(gender, at, outer),
            Pronoun::They => self.they(at, outer),
            Pronoun::It => self.it(at, outer),
            Pronoun::Who => self.who(at),
            Pronoun::You => None,
            Pronoun::I | Pronoun::We => outer.map(|o| o.entity),
        };
        match found {
            Some(entity) => Resolved { entity, strength: Strength::Likely },
            None => {
                let (kind, gender) = match pronoun {
                    Pronoun::Single(gender) => (SpeakerKind::Person, gender),
                    _ => (SpeakerKind::Unnamed, Gender::Unknown),
                };
                let name = if kind == SpeakerKind::Person { "unnamed person" } else { "unnamed" };
                let entity = self.entity(name, SpeakerKind::Unnamed, gender, kind != SpeakerKind::Person, &[]);
                Resolved { entity, strength: Strength::Guess }
            }
        }
    }

    /// The best antecedent of "he" or "she".
    fn single(&mut self, gender: Gender, at: usize, outer: Option<Outer>) -> Option<usize> {
        let reading = self.reading;
        let token = reading.tokens.get(at)?;
        let (sentence, quoted) = (token.sentence, token.quoted);
        let outer_entity = outer.map(|o| o.entity);
        // Words in quotation marks of which the outer speaker is outside are that speaker's own.
        let own_words = quoted && outer.is_some_and(|o| !o.quoted);
        // "Roe accused him of …": an object is not the one who speaks.
        let object = token.low == "him";
        let last_speaker = self
            .heard
            .iter()
            .rev()
            .filter(|h| h.token < at)
            .take(LOOK_BACK)
            .find(|h| !h.quoted && self.is_single(h.entity, gender))
            .copied();
        // (score, person or entity)
        let mut best: Option<(f32, Result<usize, usize>)> = None;
        let i = self.cast.mentions.partition_point(|(m, _)| m.start < at);
        let mut consider = |score: f32, who: Result<usize, usize>| {
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, who));
            }
        };
        for (m, person) in self.cast.mentions[..i].iter().rev().take(LOOK_BACK) {
            let head = &reading.tokens[m.start];
            let gap = sentence.saturating_sub(head.sentence);
            if gap > FARTHEST {
                break;
            }
            let p = &self.cast.people[*person];
            if !p.gender.agrees(gender) {
                continue;
            }
            let entity = self.is_person_entity(*person);
            // Nobody calls himself "he" in his own words.
            if (own_words || object) && entity.is_some() && entity == outer_entity {
                continue;
            }
            let mut score = -(gap as f32) * PER_SENTENCE;
            if p.gender == gender {
                score += KNOWN_GENDER;
            }
            if head.quoted && !quoted {
                score -= IN_QUOTE;
            }
            let first = reading.sentences[head.sentence].first;
            let whole = m.start;
            if reading.tokens.get(m.end).is_some_and(|t| t.is_possessive()) {
                score -= POSSESSIVE;
            } else if whole <= first + 1 {
                score += FIRST_SUBJECT + if gap == 0 { SENTENCE_SUBJECT } else { 0.0 };
            } else if whole <= first + 2
                || whole
                    .checked_sub(1)
                    .is_some_and(|b| matches!(reading.low(b), "," | "that" | "but" | "”" | "\"" | "when" | "while" | "as"))
            {
                score += SUBJECT;
            } else if whole
                .checked_sub(1)
                .is_some_and(|b| matches!(reading.low(b), "of" | "to" | "with" | "for" | "by" | "from" | "against" | "about" | "on"))
            {
                score -= OBLIQUE;
            }
            score += SALIENCE * (p.mentions.len().min(30) as f32).ln_1p();
            if entity.is_some() && last_speaker.map(|h| h.entity) == entity {
                score += LAST_SPEAKER * decay(reading, last_speaker.map(|h| h.token), sentence);
            }
            // The outer speaker must have been named before: not in "he wants it, the aide said".
            if entity.is_some() && entity == outer_entity && !own_words && last_speaker.is_some_and(|l| Some(l.entity) == outer_entity) {
                score += OUTER_SPEAKER;
            }
            consider(score, Ok(*person));
        }
        for h in self.heard.iter().rev().filter(|h| h.token < at).take(LOOK_BACK) {
            let e = &self.entities[h.entity];
            let gap = sentence.saturating_sub(reading.tokens[h.token].sentence);
            if gap > FARTHEST {
                break;
            }
            if e.kind != SpeakerKind::Unnamed || e.plural || !e.gender.agrees(gender) || e.name == "unnamed" {
                continue;
            }
            // "security", "opening": words that no person is called by.
            if e.gender == Gender::Unknown && !e.heads.iter().any(|h| crate::words::Words::get().role(h)) {
                continue;
            }
            let mut score = UNNAMED - gap as f32 * PER_SENTENCE;
            if last_speaker.is_some_and(|l| l.entity == h.entity) {
                score += LAST_UNNAMED * decay(reading, Some(h.token), sentence);
            }
            if Some(h.entity) == outer_entity && own_words {
                continue;
            }
            if Some(h.entity) == outer_entity && !own_words {
                score += OUTER_UNNAMED;
            }
            consider(score, Err(h.entity));
        }
        match best {
            Some((_, Ok(person))) => Some(self.person(person)),
            Some((_, Err(entity))) => Some(entity),
            None => {
                // "While praising her own bill, Roe …": the name comes after, in the same sentence.
                let end = reading.sentences.get(sentence)?.last;
                let next = self.cast.mentions[i..]
                    .iter()
                    .take_while(|(m, _)| m.start < end)
                    .find(|(_, p)| self.cast.people[*p].gender.agrees(gender));
                next.cloned().map(|(_, p)| self.person(p))
            }
        }
    }

    fn is_single(&self, entity: usize, gender: Gender) -> bool {
        let e = &self.entities[entity];
        !e.plural && e.gender.agrees(gender) && matches!(e.kind, SpeakerKind::Person | SpeakerKind::Unnamed) && e.name != "unnamed"
    }

    /// The latest group that "they" can mean.
    fn they(&mut self, at: usize, outer: Option<Outer>) -> Option<usize> {
        let sentence = self.reading.tokens.get(at)?.sentence;
        let heard = self.heard.iter().rev().filter(|h| h.token < at).take(8).find(|h| {
            let e = &self.entities[h.entity];
            e.plural && e.name != "unnamed" && sentence.saturating_sub(self.reading.tokens[h.token].sentence) <= FARTHEST
        });
        let heard = heard.map(|h| (h.token, h.entity));
        // "Residents fear what they see": who opens the sentence, where nobody in it was heard.
        let heard_here = heard.is_some_and(|(t, _)| self.reading.tokens[t].sentence == sentence);
        if !heard_here && let Some(entity) = self.opening_people(at) {
            return Some(entity);
        }
        // Two who were named together since then.
        if let Some((token, a, b)) = self.pair_before(at)
            && heard.is_none_or(|(h, _)| h < token)
        {
            return Some(self.both(a, b));
        }
        if let Some((_, entity)) = heard {
            return Some(entity);
        }
        let body = self.bodies.before(at).take(4).find(|b| b.kind != SpeakerKind::Outlet && b.register_id.is_none()).cloned();
        match body {
            Some(body) => Some(self.entity(&body.name, body.kind, Gender::Unknown, true, &[body.head.as_str()])),
            None => outer.map(|o| o.entity),
        }
    }

    /// The latest body or document that "it" can mean.
    fn it(&mut self, at: usize, outer: Option<Outer>) -> Option<usize> {
        let sentence = self.reading.tokens.get(at)?.sentence;
        let can = |e: &crate::resolve::Entity| {
            matches!(e.kind, SpeakerKind::Organization | SpeakerKind::Government | SpeakerKind::Outlet | SpeakerKind::Document)
        };
        let heard = self
            .heard
            .iter()
            .rev()
            .filter(|h| h.token < at)
            .take(6)
            .find(|h| can(&self.entities[h.entity]) && sentence.saturating_sub(self.reading.tokens[h.token].sentence) <= FARTHEST);
        let heard = heard.copied();
        let body =
            self.bodies.before(at).take(3).find(|b| sentence.saturating_sub(self.reading.tokens[b.range.start].sentence) <= 1).cloned();
        match (heard, body) {
            (Some(h), _) if sentence.saturating_sub(self.reading.tokens[h.token].sentence) <= 2 => Some(h.entity),
            (_, Some(body)) => Some(self.entity(&body.name, body.kind, Gender::Unknown, true, &[body.head.as_str()])),
            (Some(h), None) => Some(h.entity),
            (None, None) => outer.map(|o| o.entity),
        }
    }

    /// "who": the noun phrase right before it.
    fn who(&mut self, at: usize) -> Option<usize> {
        let reading = self.reading;
        let first = reading.sentence_of(at)?.first;
        let i = self.cast.mentions.partition_point(|(m, _)| m.end <= at);
        let person = self.cast.mentions[..i].last().filter(|(m, _)| m.start >= first).cloned();
        let comma = (first..at).rev().find(|&k| reading.tokens[k].is_word())?;
        // "police in the U.S. who": a place is nobody; the noun before it is meant.
        let run = self.runs.partition_point(|r| r.whole.end <= comma);
        let place = self
            .runs
            .get(run)
            .filter(|r| {
                r.whole.end == comma + 1
                    && (r.looks == crate::names::Looks::Place || self.register.country(&reading.words(r.whole.clone())).is_some())
            })
            .map(|r| r.whole.start);
        if let Some(place) = place {
            let open = if place > first && reading.low(place - 1) == "the" { place - 1 } else { place };
            let noun = open.checked_sub(2).filter(|&n| n >= first && reading.low(n + 1) == "in");
            let noun =
                noun.filter(|&n| crate::words::Words::get().plural_role(reading.low(n)).is_some() || crate::names::is_body(reading.low(n)));
            if let Some(noun) = noun {
                return Some(self.phrase(noun..comma + 1).entity);
            }
        }
        // The plain noun that touches "who" wins over a name further left.
        let words = crate::words::Words::get();
        let noun = reading.low(comma).to_owned();
        let named_here = person.as_ref().is_some_and(|(m, _)| m.end == comma + 1);
        if !named_here
            && (words.role(&noun)
                || words.plural_role(&noun).is_some()
                || words.groups.contains(noun.as_str())
                || words.documents.contains(noun.as_str())
                || !reading.tokens[comma].is_cap() && crate::names::is_body(&noun))
        {
            let start = (first..comma).rev().take(6).find(|&k| {
                !reading.tokens[k].is_word()
                    || crate::phrase::is_quantity(reading.low(k))
                    || k + 1 < comma && !reading.tokens[k].is_cap() && (reading.low(k).ends_with("ing") || reading.low(k).ends_with("ed"))
                    || matches!(
                        reading.low(k),
                        "the"
                            | "a"
                            | "an"
                            | "of"
                            | "by"
                            | "to"
                            | "with"
                            | "for"
                            | "one"
                            | "said"
                            | "says"
                            | "told"
                            | "and"
                            | "from"
                            | "interrupted"
                    )
            });
            let determined = start.filter(|&s| {
                crate::phrase::is_quantity(reading.low(s)) || matches!(reading.low(s), "the" | "a" | "an" | "one" | "some" | "many")
            });
            let from = determined.or(start.map(|s| s + 1)).unwrap_or(comma);
            return Some(self.phrase(from..comma + 1).entity);
        }
        let body = self.bodies.before(at).next().filter(|b| b.range.start >= first).cloned();
        match (person, body) {
            (Some((m, p)), body) if body.as_ref().is_none_or(|b| b.range.start <= m.start) => Some(self.person(p)),
            (_, Some(body)) => Some(self.entity(&body.name, body.kind, Gender::Unknown, true, &[body.head.as_str()])),
            (Some((_, p)), None) => Some(self.person(p)),
            (None, None) => None,
        }
    }

    /// "I", "we": who says the words around them.
    pub fn first_person(&mut self, index: usize, attributions: &[Attribution], nesting: &Nesting, out: &[Option<Resolved>]) -> Resolved {
        if let Some(outer) = nesting.parent[index].and_then(|p| out[p]) {
            let plural = attributions[index].source.is_some_and(|s| read(self.reading, s) == Some(Pronoun::We));
            let body = plural.then(|| self.speaks_for(outer.entity)).flatten();
            return Resolved { entity: body.unwrap_or(outer.entity), strength: Strength::Likely };
        }
        // Outside all quotation marks the writer speaks.
        let quoted = self.reading.token_at(attributions[index].cue.start()).is_some_and(|t| self.reading.tokens[t].quoted);
        let alone = attributions[index].source.is_some_and(|s| read(self.reading, s) == Some(Pronoun::I));
        if let Some(author) = self.setting.author.clone().filter(|_| alone && !quoted) {
            let entity = self.entity(&author, SpeakerKind::Person, Gender::Unknown, false, &[]);
            return Resolved { entity, strength: Strength::Likely };
        }
        // No content holds it: the next speaker of the same paragraph, else the last one.
        let at = attributions[index].cue.start();
        let para = self.reading.token_at(at).map(|t| self.reading.tokens[t].para);
        let i = self.heard.partition_point(|h| self.reading.tokens[h.token].start < at);
        let next = self.heard.get(i).filter(|h| Some(self.reading.tokens[h.token].para) == para);
        let entity = next.or_else(|| i.checked_sub(1).and_then(|k| self.heard.get(k))).map(|h| h.entity);
        match entity {
            Some(entity) => {
                let body = (!alone && quoted).then(|| self.speaks_for(entity)).flatten();
                Resolved { entity: body.unwrap_or(entity), strength: Strength::Guess }
            }
            None => {
                Resolved { entity: self.entity("unnamed", SpeakerKind::Unnamed, Gender::Unknown, true, &[]), strength: Strength::Guess }
            }
        }
    }
}

/// How much of the last speaker's weight is left after some sentences without them.
fn decay(reading: &Reading<'_>, token: Option<usize>, sentence: usize) -> f32 {
    let gap = token.map_or(FARTHEST, |t| sentence.saturating_sub(reading.tokens[t].sentence));
    1.0 / (1.0 + gap as f32 / FADES)
}
