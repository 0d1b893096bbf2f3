//! Whom a person speaks for: the bodies whose "we" a spokesperson, a director or a minister says.

use std::ops::Range;

use sayso_doc::SpeakerKind;

use crate::names::{Gender, is_body};
use crate::resolve::{LOOK_BACK, Resolver};
use crate::words::Words;

impl Resolver<'_> {
    /// The body that a spokesperson's or director's "we" stands for: named in their title or right after their name.
    pub fn speaks_for(&mut self, entity: usize) -> Option<usize> {
        let person = self.person_of(entity)?;
        let reading = self.reading;
        // A secretary of state or a minister says "we" for the country.
        let minister = self.cast.people[person].mentions.iter().take(8).find_map(|name| {
            let first = reading.sentence_of(name.start)?.first;
            let before = name.start.saturating_sub(6).max(first)..name.start;
            let office = before.clone().any(|k| {
                matches!(
                    (reading.low(k), reading.low(k + 1), reading.low(k + 2)),
                    ("secretary", "of", "state" | "defense") | ("foreign" | "prime" | "defense" | "defence", "minister" | "secretary", _)
                )
            });
            if !office {
                return None;
            }
            let named =
                before.clone().find_map(|k| self.register.country(reading.tokens[k].text)).map(|(c, _)| (c.name.clone(), c.id.clone()));
            let american = before.clone().any(|k| reading.low(k) == "secretary") && before.clone().any(|k| reading.low(k) == "of");
            named
                .or_else(|| american.then(|| self.register.country("United States")).flatten().map(|(c, _)| (c.name.clone(), c.id.clone())))
        });
        if let Some((country, id)) = minister {
            let entity = self.entity(&country, SpeakerKind::Government, Gender::Unknown, true, &[]);
            self.entities[entity].register_id = Some(id);
            return Some(entity);
        }
        // "Cpl. Roe" says "we" for the police that the article names.
        let rank = self.cast.people[person].mentions.iter().take(8).any(|name| {
            name.start.checked_sub(1).is_some_and(|b| {
                matches!(reading.low(b).trim_end_matches('.'), "cpl" | "sgt" | "officer" | "lt" | "capt" | "detective" | "det")
            })
        });
        if rank && let Some(name) = self.police_before(self.cast.people[person].mentions[0].start) {
            return Some(self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &["police", "department", "force"]));
        }
        let found = self.cast.people[person].mentions.iter().take(8).find_map(|name| {
            let first = reading.sentence_of(name.start)?.first;
            let before = name.start.saturating_sub(7).max(first);
            let titled = self.bodies.within(before..name.start).iter().rev().find(|b| {
                b.kind != SpeakerKind::Outlet
                    && b.range.end <= name.start
                    && (b.range.end..name.start).all(|k| {
                        Words::get().titles.contains(reading.low(k).trim_end_matches('.'))
                            || Words::get().role(reading.low(k))
                            || matches!(
                                reading.low(k),
                                "press" | "counsel" | "general" | "legal" | "communications" | "deputy" | "senior" | "public" | "managing"
                            )
                            || reading.tokens[k].is_possessive()
                    })
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
            self.bodies
                .within(name.end + 1..end)
                .iter()
                .find(|b| {
                    b.kind != SpeakerKind::Outlet && (b.range.start > 0 && matches!(reading.low(b.range.start - 1), "of" | "for" | "the"))
                })
                .cloned()
        });
        match found {
            Some(found) => Some(self.of_body(&found)),
            None => self.spoken_for(person),
        }
    }

    /// "Roe, a spokesman for the group,", "Roe, the line's chief counsel,", "university spokesman Roe": whom a phrase beside the
    /// name of a person tells that they speak for.
    fn spoken_for(&mut self, person: usize) -> Option<usize> {
        let reading = self.reading;
        let names: Vec<Range<usize>> = self.cast.people[person].mentions.iter().take(8).cloned().collect();
        for name in names {
            let Some(sentence) = reading.sentence_of(name.start) else { continue };
            let last = sentence.last.min(name.end + 18);
            if reading.low(name.end) == "," {
                let from = name.end + 1;
                let stop = (from..last).find(|&k| matches!(reading.low(k), "," | "." | ";" | "said" | "told" | "who")).unwrap_or(last);
                if let Some(role) = (from..stop).find(|&k| speaks(reading.low(k)) || reading.low(k) == "counsel") {
                    let owner = (from..role).find(|&k| reading.tokens[k].is_possessive());
                    let of = (role + 1..stop.min(role + 4)).find(|&k| matches!(reading.low(k), "of" | "for" | "at" | "with"));
                    let whole = owner.map(|o| from..o).or(of.map(|o| o + 1..stop));
                    if let Some(body) = whole.filter(|w| !w.is_empty()).and_then(|w| self.body_of(w)) {
                        return Some(body);
                    }
                }
            }
            // "university spokesman Roe".
            let noun = name.start.checked_sub(2).filter(|&n| {
                n >= sentence.first && reading.low(n + 1).starts_with("spokes") && !reading.tokens[n].is_cap() && is_body(reading.low(n))
            });
            if let Some(noun) = noun {
                let body = self.bodies.before(noun).take(LOOK_BACK).find(|b| b.head == reading.low(noun)).cloned();
                if let Some(body) = body.map(|b| self.bodies.fullest(b)) {
                    return Some(self.of_body(&body));
                }
            }
        }
        None
    }

    /// The body that some words name or describe.
    pub fn body_of(&mut self, range: Range<usize>) -> Option<usize> {
        let entity = self.phrase(range).entity;
        matches!(self.entities[entity].kind, SpeakerKind::Government | SpeakerKind::Organization | SpeakerKind::Outlet).then_some(entity)
    }
}

/// Parts whose holders say "we" for their body.
fn speaks(low: &str) -> bool {
    matches!(
        low.trim_end_matches('.'),
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "director"
            | "president"
            | "chairman"
            | "chairwoman"
            | "chief"
            | "executive"
            | "ceo"
            | "editor"
            | "editor-in-chief"
            | "head"
            | "secretary"
            | "cpl"
            | "sgt"
            | "lt"
            | "capt"
            | "officer"
            | "sheriff"
            | "founder"
    )
}
