//! Sources that describe: one person by office or part, people, parties; who is meant, or what is known of them.

use std::ops::Range;

use sayso_doc::SpeakerKind;

use crate::names::{Gender, Looks};
use crate::phrase::{Determiner, Phrase};
use crate::pronouns;
use crate::resolve::{LOOK_BACK, Resolved, Resolver};
use crate::words::Words;

impl Resolver<'_> {
    /// A description: who is it, or what is known of them.
    pub fn described(&mut self, parsed: &Phrase, range: Range<usize>) -> Resolved {
        let reading = self.reading;
        let words = Words::get();
        let head = reading.low(parsed.head()).trim_end_matches('.');
        let head = head.strip_suffix("-designate").or(head.strip_suffix("-elect")).unwrap_or(head).to_owned();
        let definite = matches!(parsed.determiner, Determiner::Definite | Determiner::Possessive) || parsed.owner.is_some();
        let lower_head = !reading.tokens[parsed.head()].is_cap() || reading.tokens[parsed.head()].is_acronym();
        let counted = parsed.determiner == Determiner::Quantity;

        if parsed.members {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&format!("unnamed members of {text}"), SpeakerKind::Unnamed, Gender::Unknown, true, &["members"]);
            return self.likely(id);
        }
        // One person by office or part: "the aide", "a senior official".
        if words.role(&head) && (!counted || reading.low(range.start).starts_with("one"))
            || words.titles.contains(head.as_str()) && lower_head && words.role(&head)
        {
            return self.one_person(parsed, range, &head, definite);
        }
        if self.is_document(parsed.nominal.clone()) && !self.is_group_name(parsed) {
            return self.document(parsed, range, &head, definite);
        }
        if head == "community" && reading.low(parsed.head().saturating_sub(1)) == "intelligence" {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Government, Gender::Unknown, true, &["community"]);
            return self.likely(id);
        }
        if let Some(resolved) = self.party(parsed, &head, counted) {
            return resolved;
        }
        // Leaders of a party speak for it.
        let partisan = parsed
            .nominal
            .clone()
            .any(|k| matches!(reading.low(k), "republican" | "democratic" | "gop" | "conservative" | "labour" | "congressional"));
        if !counted && (head == "leadership" && (partisan || definite) || head == "leaders" && partisan) {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Organization, Gender::Unknown, true, &[head.as_str()]);
            return self.likely(id);
        }
        // "Iranian leaders", "Senate leaders": those of a state or of one of its houses.
        let of_state = head == "leaders"
            && parsed.nominal.len() == 2
            && (self.register.country(reading.tokens[parsed.nominal.start].text).is_some()
                || matches!(reading.low(parsed.nominal.start), "house" | "senate" | "national"));
        if !counted && of_state {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Government, Gender::Unknown, true, &["leaders"]);
            return self.likely(id);
        }
        // "The justices" of an article about the court are the court.
        if head == "justices"
            && !counted
            && parsed.owner.is_none()
            && parsed.nominal.len() == 1
            && let Some(court) = self.bodies.mentions.iter().take(400).find(|b| b.name.ends_with("Supreme Court")).cloned()
        {
            let id = self.of_body(&court);
            return self.likely(id);
        }
        if words.plural_role(&head).is_some() || words.groups.contains(head.as_str()) && !words.government.contains(head.as_str()) {
            return self.people(parsed, range, &head);
        }
        // "the country", "this nation": the one that was named last.
        if definite && matches!(head.as_str(), "country" | "nation" | "kingdom") && parsed.nominal.len() == 1 && parsed.owner.is_none() {
            let i = self.runs.partition_point(|r| r.whole.start < range.start);
            let named = self.runs[..i].iter().rev().take(LOOK_BACK);
            let last = named.filter_map(|r| self.register.country(&reading.words(r.name.clone()))).map(|(c, _)| c).next();
            if let Some(country) = last.or_else(|| self.setting.about(self.register)) {
                let id = self.entity(&country.name, SpeakerKind::Government, Gender::Unknown, true, &["country"]);
                self.entities[id].register_id.get_or_insert_with(|| country.id.clone());
                return self.likely(id);
            }
        }
        let beside = reading.low(parsed.head().saturating_sub(1));
        let service = head == "service" && matches!(beside, "wire" | "news")
            || matches!(head.as_str(), "organization" | "organizations" | "outlet" | "outlets") && matches!(beside, "news" | "media");
        if service {
            return self.outlet_description(parsed, &head, definite);
        }

        let news = head != "agency" && head != "network"
            || matches!(reading.low(parsed.head().saturating_sub(1)), "news" | "wire" | "tv" | "television")
            || {
                // "the agency": whichever of wires and offices was named last.
                let last = self
                    .bodies
                    .before(range.start)
                    .take(12)
                    .find(|b| b.outlet || b.kind == SpeakerKind::Government && b.register_id.as_ref().is_none_or(|i| i.len() != 2));
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

    pub fn is_group_name(&self, parsed: &Phrase) -> bool {
        self.runs.get(self.runs.partition_point(|r| r.whole.end < parsed.nominal.end)).is_some_and(|r| {
            r.whole.end == parsed.nominal.end
                && r.looks == Looks::Group
                && r.whole.len() > 1
                && !Words::get().documents.contains(self.reading.low(r.whole.end - 1))
        })
    }

    /// Whether a nominal is headed by a document: a plain noun, or the name of a law. "Sony Pictures" is a name.
    pub fn is_document(&self, nominal: Range<usize>) -> bool {
        let last = nominal.end.saturating_sub(1).max(nominal.start);
        let low = self.reading.low(last);
        let law = matches!(
            low,
            "act"
                | "acts"
                | "constitution"
                | "report"
                | "code"
                | "treaty"
                | "bill"
                | "poll"
                | "survey"
                | "charter"
                | "resolution"
                | "amendment"
                | "directive"
                | "memo"
                | "statement"
                | "agreement"
        );
        Words::get().documents.contains(low) && (nominal.len() == 1 || law || !self.reading.tokens[last].is_cap())
    }

    /// Parties and caucuses: plural names that are organizations unless only some of them speak.
    pub fn party(&mut self, parsed: &Phrase, head: &str, counted: bool) -> Option<Resolved> {
        let party = matches!(head, "democrats" | "republicans" | "tories" | "dems" | "gop" | "conservatives" | "liberals")
            && self.reading.tokens[parsed.head()].is_cap();
        if !party {
            return None;
        }
        let text = self.reading.words(parsed.nominal.clone());
        // "top Democrats", "moderate Republicans": some of the party.
        let some = matches!(
            self.reading.low(parsed.nominal.start),
            "top" | "senior" | "leading" | "prominent" | "moderate" | "many" | "vulnerable" | "fellow" | "rank-and-file" | "powerful"
        );
        if counted || some || self.reading.low(parsed.rest.start) == "who" {
            let text = if some { format!("{}{}", text[..1].to_lowercase(), &text[1..]) } else { text };
            let id = self.entity(&format!("unnamed {text}"), SpeakerKind::Unnamed, Gender::Unknown, true, &[head]);
            return Some(self.likely(id));
        }
        let text = if head == "gop" && parsed.nominal.len() == 1 { "Republican Party".to_owned() } else { text };
        let id = self.entity(&text, SpeakerKind::Organization, Gender::Unknown, true, &[head]);
        Some(self.likely(id))
    }

    /// "unnamed" with all that the phrase tells of them, names written out: "unnamed friend of Ann Roe".
    pub fn unnamed_name(&mut self, parsed: &Phrase, range: Range<usize>) -> String {
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
            let whose = self.phrase(self.with_article(owner.clone()));
            let whose = if self.entities[whose.entity].kind == SpeakerKind::Person {
                self.entities[whose.entity].name.clone()
            } else {
                self.written_out(owner)
            };
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
    pub fn written_out(&mut self, range: Range<usize>) -> String {
        let reading = self.reading;
        let mut parts: Vec<String> = Vec::new();
        let mut k = range.start;
        while k < range.end {
            let lent = self.bodies.at(k).is_some_and(|b| b.range.len() > 1);
            let mention = self.cast.mentions_in(k..range.end).first().filter(|(m, _)| m.start == k && !lent).cloned();
            if let Some((m, person)) = mention {
                let possessive = reading.tokens.get(m.end).is_some_and(|t| t.is_possessive()) && m.end < range.end;
                parts.push(format!("{}{}", self.cast.people[person].name, if possessive { "'s" } else { "" }));
                k = m.end + usize::from(possessive);
                continue;
            }
            let low = reading.low(k);
            // "a spokesman for the congressman": whoever that is.
            if low == "the" && k + 2 == range.end && Words::get().role(reading.low(k + 1)) {
                let whose = self.phrase(k..range.end);
                let e = &self.entities[whose.entity];
                if e.kind == SpeakerKind::Person && e.name.starts_with(char::is_uppercase) {
                    parts.push(e.name.clone());
                    break;
                }
            }
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

    pub fn people(&mut self, parsed: &Phrase, range: Range<usize>, head: &str) -> Resolved {
        // "the two leaders", "both": two who were named together.
        let two = reading_two(self.reading, &range);
        if two {
            let pair = match head {
                "countries" | "nations" | "sides" | "states" | "powers" => self.two_countries(range.start),
                _ => self.the_two(range.start),
            };
            if let Some(id) = pair {
                return self.likely(id);
            }
        }
        let name = self.unnamed_name(parsed, range.clone());
        // Prosecutors and officers speak for their office.
        let id = self.entity(&name, SpeakerKind::Unnamed, Gender::Unknown, true, &[head]);
        if head == "prosecutors" {
            if let Some(resolved) = self.bare_body(parsed, &range, head) {
                return resolved;
            }
            let text = self.reading.words(parsed.nominal.clone());
            let id = self.entity(&text, SpeakerKind::Government, Gender::Unknown, true, &[head]);
            return self.likely(id);
        }
        self.likely(id)
    }
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

/// "both …", "the two …".
fn reading_two(reading: &crate::reading::Reading<'_>, range: &Range<usize>) -> bool {
    reading.low(range.start) == "both" || reading.low(range.start) == "the" && reading.low(range.start + 1) == "two"
}
