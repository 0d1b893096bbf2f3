//! Sources that bear a name: persons, bodies and outlets, accounts, and joint speakers.

use std::ops::Range;

use sayso_doc::SpeakerKind;
use sayso_register::CountryName;

use crate::bodies::Body;
use crate::names::{Gender, is_body};
use crate::phrase::{self, Determiner, Phrase};
use crate::reading::Reading;
use crate::resolve::{LOOK_BACK, Resolved, Resolver};
use crate::words::Words;

impl Resolver<'_> {
    /// The nominal or an appositive names a person, an outlet, a country.
    pub fn named(&mut self, parsed: &Phrase, range: Range<usize>) -> Option<Resolved> {
        let reading = self.reading;
        let words = Words::get();
        // A person's name ends the nominal: "White House Chief of Staff Ann Roe".
        if let Some((_, person)) =
            self.cast.mentions_in(parsed.nominal.clone()).iter().rev().find(|(m, _)| m.end == parsed.nominal.end).cloned()
        {
            let id = self.person(person);
            return Some(self.sure(id));
        }
        // "Mike Roe Michael (Mike) J. RoeTech": a link glued to the name; its words belong to no name.
        if let Some((m, person)) = self.cast.mentions_in(parsed.nominal.clone()).first().cloned()
            && m.start == parsed.nominal.start
            && m.end < parsed.nominal.end
            && phrase::run_lookup(self.runs)(m.end).is_none()
            && reading.tokens[m.end].is_cap()
        {
            let id = self.person(person);
            return Some(self.likely(id));
        }
        // "a spokeswoman, Ann Roe,": the appositive names whom the description means.
        let head_low = reading.low(parsed.head()).to_owned();
        // "a spokesman for the chairman, Ann Roe" names the chairman.
        let for_another = words.role(&head_low) && matches!(reading.low(parsed.rest.start), "for" | "to") && !parsed.rest.is_empty();
        // "a spokesman for the line, Ann Roe,", "for Roe, Jim Doe,": whom they speak for is named before the comma.
        let for_another = for_another && !self.spoken_for_is_named(parsed);
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
                if matches!(reading.low(k), "which" | "that" | "whose")
                    || reading.low(k) == "who" && self.cast.mentions_in(k..parsed.rest.end).len() > 1
                {
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
        // "HB2", "Title IX".
        let name = reading.words(parsed.nominal.clone());
        if crate::papers::is_law_number(&name) {
            let id = self.entity(&name, SpeakerKind::Document, Gender::Unknown, false, &["law"]);
            return Some(self.sure(id));
        }
        // Names of bodies.
        let last = parsed.head();
        if let Some(body) = self.bodies.at(last).filter(|b| b.range.end == parsed.nominal.end).cloned() {
            // "White House officials" ends in a role and is no body; "the Obama administration" is one.
            let document = self.is_document(parsed.nominal.clone()) && !body.outlet;
            // "Police" at the start of a sentence is a noun, whatever its capital says.
            let noun = parsed.nominal.len() == 1
                && !reading.tokens[last].is_acronym()
                && is_body(reading.low(last))
                && body.name == reading.tokens[last].text;
            let some_of_them = parsed.members || parsed.determiner == Determiner::Quantity && body.kind == SpeakerKind::Organization;
            // "the Elm County State's Attorney's office": the name goes on before the owner.
            if !document && body.head == "office" && parsed.full.start < body.range.start && parsed.owner.is_some() {
                let name = reading.words(parsed.full.clone());
                let id = self.of_body(&Body { name, ..body });
                return Some(self.sure(id));
            }
            if !document && !noun && !some_of_them {
                let id = match self.of_a_country(parsed, &body) {
                    Some(body) => self.of_body(&body),
                    None => self.of_body(&body),
                };
                return Some(self.sure(id));
            }
        }
        // "FOX 4", "the AP": the register knows the words though no run does.
        let text = reading.words(parsed.nominal.clone());
        let capital = parsed.nominal.clone().any(|k| reading.tokens[k].is_cap());
        if let Some(outlet) = self.register.outlet(&text).filter(|_| capital) {
            let body = Body {
                range: parsed.nominal.clone(),
                name: crate::bodies::display(&text, &outlet.name),
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

    /// "China's Defense Ministry": a body whose name does not say of which country it is, with the country's adjective.
    fn of_a_country(&self, parsed: &Phrase, body: &Body) -> Option<Body> {
        if body.kind != SpeakerKind::Government || body.register_id.is_some() || !is_body(&body.head) || body.name.contains("U.S.") {
            return None;
        }
        let owner = self.reading.words(parsed.owner.clone()?);
        if body.name.contains(&owner) {
            return None;
        }
        let adjective = crate::setting::adjective(self.register.country(&owner)?.0)?;
        Some(Body { name: format!("{adjective} {}", body.name), ..body.clone() })
    }

    /// Whether what stands between "for" and the first comma is a body or a whole name, so that a name after it is the speaker's.
    fn spoken_for_is_named(&self, parsed: &Phrase) -> bool {
        let reading = self.reading;
        let from = parsed.rest.start + 1;
        let Some(comma) = (from..parsed.rest.end).find(|&k| matches!(reading.tokens[k].text, "," | "—" | "–")) else { return false };
        let lookup = phrase::run_lookup(self.runs);
        let Some(inner) = phrase::parse(reading, from..comma, &lookup) else { return false };
        let person = self.cast.mentions_in(inner.nominal.clone()).last().is_some_and(|(m, _)| m.end == inner.nominal.end);
        let head = reading.low(inner.head());
        let country = self.register.country(&reading.words(inner.nominal.clone())).is_some();
        person || country || is_body(head) || !Words::get().role(head) && !Words::get().titles.contains(head)
    }

    /// "AnnRoe (@annroe)": an account bears its owner's name.
    pub fn account(&mut self, parsed: &Phrase) -> Option<Resolved> {
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
}

fn is_title_gap(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|k| matches!(reading.low(k), "who" | "that" | "which"))
}
