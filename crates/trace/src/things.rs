//! Sources that are no persons: documents, outlets and bodies by description, and words that no list knows.

use std::ops::Range;

use sayso_doc::SpeakerKind;

use crate::bodies::Body;
use crate::names::{Gender, Looks};
use crate::phrase::{Determiner, Phrase};
use crate::resolve::{LOOK_BACK, Resolved, Resolver, Strength};
use crate::words::Words;

/// Sentences over which "the statement" is that of whoever spoke last.
const STATED: usize = 3;

impl Resolver<'_> {
    pub fn document(&mut self, parsed: &Phrase, range: Range<usize>, head: &str, definite: bool) -> Resolved {
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
        let story = words.report_nouns.contains(head) || matches!(head, "post" | "footage" | "video" | "count" | "profile");
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
                .find(|b| {
                    b.range.end < parsed.nominal.end
                        && (b.kind == SpeakerKind::Organization
                            || b.kind == SpeakerKind::Government
                                && b.range.end + 1 == parsed.nominal.end
                                && matches!(head, "statement" | "release"))
                })
                .cloned();
            if let Some(maker) = maker {
                let id = self.of_body(&maker);
                return self.likely(id);
            }
            // "a statement issued by the office", "data released Friday by the bureau".
            if let Some(maker) = self.made_by(parsed, range.end) {
                return self.likely(maker);
            }
            // "the statement": of whoever spoke last.
            let here = reading.tokens.get(range.start).map_or(0, |t| t.sentence);
            if matches!(head, "statement" | "release")
                && parsed.nominal.len() <= 2
                && let Some(h) = self.heard.iter().rev().filter(|h| h.token < range.start).take(8).find(|h| {
                    let body =
                        matches!(self.entities[h.entity].kind, SpeakerKind::Organization | SpeakerKind::Government | SpeakerKind::Person);
                    body && here.saturating_sub(reading.tokens[h.token].sentence) <= STATED
                })
            {
                return Resolved { entity: h.entity, strength: Strength::Guess };
            }
        }
        // "a report by the Institute", "the bureau's study": bodies say what their reports say.
        if matches!(head, "report" | "study" | "analysis" | "review" | "audit" | "research" | "assessment") {
            let owned = parsed.owner.clone().and_then(|o| self.body_of(o));
            if let Some(maker) = owned.or_else(|| self.made_by(parsed, range.end)) {
                return self.likely(maker);
            }
        }
        // "a letter by Roe", "Roe's op-ed": the words of one person are that person's.
        if matches!(head, "letter" | "op-ed" | "email" | "e-mail" | "text" | "blog" | "column" | "essay" | "book" | "tweet" | "post") {
            let by = (parsed.rest.start..range.end.min(parsed.rest.start + 14)).find(|&k| reading.low(k) == "by").map(|k| k + 1..range.end);
            let maker = by.filter(|b| !b.is_empty()).or(parsed.owner.clone());
            if let Some(maker) = maker
                && !self.cast.mentions_in(maker.start..maker.end.min(maker.start + 6)).is_empty()
            {
                let resolved = self.phrase(maker);
                if self.entities[resolved.entity].kind == SpeakerKind::Person {
                    return resolved;
                }
            }
        }
        // "the letter" of whoever was heard in this sentence or the one before.
        if matches!(head, "letter" | "email" | "e-mail" | "memo") && parsed.nominal.len() == 1 && definite && parsed.owner.is_none() {
            let here = reading.tokens.get(range.start).map_or(0, |t| t.sentence);
            let last = self.heard.iter().rev().find(|h| h.token < range.start);
            let last = last.filter(|h| here.saturating_sub(reading.tokens[h.token].sentence) <= 1);
            if let Some(h) = last.filter(|h| {
                matches!(self.entities[h.entity].kind, SpeakerKind::Person | SpeakerKind::Organization | SpeakerKind::Government)
            }) {
                return Resolved { entity: h.entity, strength: Strength::Guess };
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
        let press =
            parsed.nominal.len() == 2 && matches!(reading.low(parsed.nominal.start), "news" | "press" | "media" | "multiple" | "local");
        if matches!(head, "reports" | "report") && (parsed.nominal.len() == 1 || press) {
            // "according to reports": outlets that nobody names.
            let last = self.bodies.before(range.start).take(6).find(|b| b.outlet).cloned();
            if definite && let Some(body) = last {
                let id = self.of_body(&body);
                return Resolved { entity: id, strength: Strength::Guess };
            }
            if head == "reports" && !press {
                let id = self.entity("unnamed reports", SpeakerKind::Unnamed, Gender::Unknown, true, &[head]);
                return Resolved { entity: id, strength: Strength::Guess };
            }
            if head == "reports" {
                let id = self.entity("unnamed news reports", SpeakerKind::Outlet, Gender::Unknown, true, &[head]);
                return Resolved { entity: id, strength: Strength::Guess };
            }
        }
        if let Some(resolved) = self.paper(parsed, &range, head) {
            return resolved;
        }
        // "polls", "recent surveys": nobody says whose.
        if matches!(head, "polls" | "surveys" | "forecasts") && !definite && parsed.owner.is_none() {
            let recent =
                parsed.nominal.len() == 2 && matches!(reading.low(parsed.nominal.start), "recent" | "most" | "new" | "some" | "public");
            if parsed.nominal.len() == 1 || recent {
                let id = self.entity(&format!("unnamed {head}"), SpeakerKind::Document, Gender::Unknown, true, &[head]);
                return self.likely(id);
            }
        }
        // The law of an outlet's own country goes without its name.
        if head == "constitution" && parsed.nominal.len() == 1 && parsed.owner.is_none() && self.setting.home == "US" {
            let id = self.entity("U.S. Constitution", SpeakerKind::Document, Gender::Unknown, false, &[head]);
            return self.likely(id);
        }
        let mut name = match &parsed.owner {
            Some(owner) => {
                // "the special counsel's report": whoever that is.
                let role = words.role(reading.low(owner.end - 1)).then(|| self.phrase(self.with_article(owner.clone())));
                let owner = role.map(|r| &self.entities[r.entity]).filter(|e| e.kind == SpeakerKind::Person).map(|e| e.name.clone());
                let owner = owner.unwrap_or_else(|| {
                    let range = parsed.owner.clone().unwrap_or_default();
                    let person = self.cast.mentions_in(range.clone()).last();
                    person.map_or_else(|| reading.words(range), |(_, p)| self.cast.people[*p].name.clone())
                });
                format!("{owner}'s {}", reading.words(parsed.nominal.clone()))
            }
            // "the special counsel report" is that person's.
            None => match self.office_holder_before(parsed) {
                Some(name) => format!("{name}'s {}", reading.words(parsed.head()..parsed.nominal.end)),
                None => reading.words(parsed.nominal.clone()),
            },
        };
        if matches!(reading.low(parsed.rest.start), "of" | "by" | "from" | "on") {
            let end = (parsed.rest.start..range.end)
                .find(|&k| {
                    !reading.tokens[k].is_word() && !reading.tokens[k].is_possessive()
                        || k > parsed.rest.start + 1 && !reading.tokens[k].is_cap() && ends_name(reading.low(k))
                })
                .unwrap_or(range.end);
            if end > parsed.rest.start + 1 && end - parsed.rest.start <= 6 {
                name = format!("{name} {}", reading.words(parsed.rest.start..end));
            }
        }
        let id = self.entity(&name, SpeakerKind::Document, Gender::Unknown, false, &[head]);
        self.likely(id)
    }

    /// The body that a document is from, or was issued by.
    fn made_by(&mut self, parsed: &Phrase, end: usize) -> Option<usize> {
        let reading = self.reading;
        let first = parsed.rest.start;
        let participle = reading.low(first).ends_with("ed") || reading.low(first) == "written";
        let by = if participle {
            (first + 1..end.min(first + 5)).find(|&k| reading.low(k) == "by")?
        } else {
            (first < end && matches!(reading.low(first), "by" | "from")).then_some(first)?
        };
        let from = by + 1 + usize::from(reading.low(by + 1) == "the");
        let named = reading.tokens.get(from).is_some_and(|t| t.is_cap()) && by + 1 < end;
        named.then(|| self.body_of(by + 1..end)).flatten()
    }

    pub fn outlet_description(&mut self, parsed: &Phrase, head: &str, definite: bool) -> Resolved {
        // "the official Elbe Times newspaper": the name stands within.
        let within = parsed.owner.as_ref().map_or(parsed.nominal.start, |o| o.end)..parsed.nominal.end;
        if let Some(body) = self.bodies.within(within).iter().find(|b| b.outlet).cloned() {
            let id = self.of_body(&body);
            return self.sure(id);
        }
        // "Turkey's state-run news agency" is that country's.
        let country = parsed.owner.clone().and_then(|o| self.register.country(&self.reading.words(o)));
        if let Some(adjective) = country.and_then(|(c, _)| crate::setting::adjective(c)) {
            let name = format!("{adjective} {}", self.reading.words(parsed.nominal.clone()));
            let id = self.entity(&name, SpeakerKind::Outlet, Gender::Unknown, true, &[head]);
            return self.likely(id);
        }
        if definite && parsed.nominal.len() <= 3 && !matches!(head, "media" | "press") {
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

    pub fn body_description(
        &mut self,
        parsed: &Phrase,
        range: Range<usize>,
        head: &str,
        definite: bool,
        counted: bool,
        kind: SpeakerKind,
    ) -> Resolved {
        let reading = self.reading;
        let two = head == "governments"
            && (reading.low(range.start) == "both" || reading.low(range.start) == "the" && reading.low(range.start + 1) == "two");
        if two && let Some(id) = self.two_countries(range.start) {
            return self.likely(id);
        }
        let some = counted && parsed.nominal.len() <= 2 && !reading.tokens[parsed.nominal.start].is_cap();
        if some || parsed.determiner == Determiner::Indefinite && kind == SpeakerKind::Organization {
            let text = reading.words(parsed.nominal.clone());
            let id = self.entity(&format!("unnamed {text}"), SpeakerKind::Unnamed, Gender::Unknown, true, &[head]);
            return Resolved { entity: id, strength: Strength::Guess };
        }
        let bare = parsed.nominal.len() == 1 && parsed.owner.is_none();
        if bare
            && definite
            && head == "administration"
            && !self.bodies.before(range.start).take(LOOK_BACK * 4).any(|b| b.head == "administration" && b.name.contains(' '))
        {
            // The president's, where the article names one.
            if let Some(p) = self.cast.people.iter().take(LOOK_BACK).find(|p| p.roles.iter().any(|r| r == "president")) {
                let surname = p.name.split(' ').next_back().unwrap_or(&p.name).to_owned();
                let id =
                    self.entity(&format!("{surname} administration"), SpeakerKind::Government, Gender::Unknown, true, &["administration"]);
                return self.likely(id);
            }
            // Else whoever was president on that day.
            if let Some(term) = crate::offices::holder("president", &self.setting.home, &self.setting.date) {
                let name = format!("{} administration", term.surname());
                let id = self.entity(&name, SpeakerKind::Government, Gender::Unknown, true, &["administration"]);
                return self.likely(id);
            }
        }
        // A name of its own ("the ministry", named before) comes first, then what the article is about.
        let named = bare && definite && head != "government" && self.bodies.before(range.start).take(LOOK_BACK * 2).any(|b| b.head == head);
        if !named
            && kind == SpeakerKind::Government
            && let Some(resolved) = self.bare_body(parsed, &range, head)
        {
            return resolved;
        }
        // "the Senate panel", "the search giant".
        let loosely = matches!(head, "panel" | "giant" | "retailer" | "carrier") && parsed.owner.is_none() && parsed.nominal.len() <= 3;
        if (bare || loosely) && (definite || matches!(head, "police" | "investigators" | "detectives")) {
            let fits = |b: &&Body| {
                b.head == head
                    || head == "panel" && matches!(b.head.as_str(), "committee" | "subcommittee" | "commission")
                    || head == "agency"
                        && b.kind == SpeakerKind::Government
                        && b.head != "government"
                        && b.register_id.as_ref().is_none_or(|i| i.len() != 2)
                    || matches!(
                        head,
                        "giant"
                            | "retailer"
                            | "carrier"
                            | "company"
                            | "firm"
                            | "group"
                            | "organization"
                            | "union"
                            | "airline"
                            | "organisation"
                    ) && b.kind == SpeakerKind::Organization
                        && !b.outlet
                        && (matches!(head, "company" | "firm" | "airline") || !Words::get().brands.contains(b.head.as_str()))
            };
            let exact = self.bodies.before(range.start).take(LOOK_BACK * 2).find(|b| b.head == head && head != "panel").cloned();
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
    pub fn unknown(&mut self, parsed: &Phrase, range: Range<usize>, head: &str) -> Resolved {
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
            return self.phrase(self.with_article(owner));
        }
        let name = self.unnamed_name(parsed, range);
        let plural = head.ends_with('s');
        let id = self.entity(&name, SpeakerKind::Unnamed, Gender::Unknown, plural, &[head]);
        Resolved { entity: id, strength: Strength::Guess }
    }
}

/// Words that go on after the name of a document: "published in May", "that was leaked".
fn ends_name(low: &str) -> bool {
    matches!(low, "that" | "which" | "who" | "obtained" | "seen" | "by" | "in" | "at" | "during" | "after") || low.ends_with("ed")
}
