//! Governments, organizations and outlets of an article: every mention with its canonical name and kind.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use sayso_doc::SpeakerKind;
use sayso_register::{CountryName, Register};

use crate::cast::Cast;
use crate::names::{Looks, Run, is_body};
use crate::reading::Reading;
use crate::words::Words;

/// One mention of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    pub range: Range<usize>,
    pub name: String,
    pub kind: SpeakerKind,
    /// Lower-case head noun ("department", "campaign"), else empty.
    pub head: String,
    pub register_id: Option<String>,
    /// A wire, a paper: bodies that relay.
    pub outlet: bool,
}

#[derive(Debug, Default)]
pub struct Bodies {
    /// In order.
    pub mentions: Vec<Body>,
    /// Acronym -> full name, as the article itself explains it.
    explained: HashMap<String, String>,
    /// Last word of a long outlet name -> that name: "the Post" after "The Washington Post".
    short_outlets: HashMap<String, (String, Option<String>)>,
    /// First word of a long name that also stands alone -> that name: "Elbe" after "Elbe Airways".
    prefixes: HashMap<String, String>,
}

impl Bodies {
    pub fn new(reading: &Reading<'_>, runs: &[Run], cast: &Cast, register: &Register, publisher: Option<&str>) -> Self {
        let mut bodies = Self::default();
        // "The Post" on the Post's own pages is the Post.
        if let Some(publisher) = publisher {
            let last = publisher.split(' ').next_back().unwrap_or_default().to_lowercase();
            if publisher.contains(' ') && Words::get().outlet_words.contains(last.as_str()) && last != "news" && last != "online" {
                let known = register.outlet(publisher);
                let name = known.map_or_else(|| publisher.to_owned(), |o| o.name.clone());
                bodies.short_outlets.insert(last, (name, known.map(|o| o.id.clone())));
            }
        }
        bodies.learn(reading, runs, register);
        let mut person = 0;
        for run in runs {
            while cast.mentions.get(person).is_some_and(|(m, _)| m.end <= run.whole.start) {
                person += 1;
            }
            let is_person = cast.mentions.get(person).is_some_and(|(m, _)| m.start < run.whole.end);
            // "the Obama administration", "Dallas police": a name lends itself to the noun after it.
            let mut end = run.whole.end;
            let possessive = reading.tokens.get(end).is_some_and(|t| t.is_possessive());
            if possessive {
                end += 1;
            }
            let noun = (end..end + 3).find(|&k| {
                let low = reading.low(k);
                // Only a plain noun: in a heading capitals tell nothing.
                is_lower_body(low)
                    && reading.tokens.get(k).is_some_and(|t| !t.is_cap())
                    && reading.sentence_of(k).is_some_and(|s| s.first <= run.whole.start)
            });
            let joined = noun.filter(|&k| (end..k).all(|j| reading.tokens[j].is_word() && !stops_noun(reading.low(j))));
            if let Some(noun) = joined {
                let range = run.whole.start..noun + 1;
                let owner = if is_person { cast.mentions.get(person).map(|(_, p)| cast.people[*p].name.clone()) } else { None };
                if let Some(body) = bodies.of_phrase(reading, range, owner.as_deref(), register) {
                    bodies.mentions.push(body);
                    continue;
                }
            }
            if !is_person && let Some(body) = bodies.of_run(reading, run, register) {
                bodies.mentions.push(body);
            }
        }
        bodies
    }

    /// Reads "Korean Central News Agency (KCNA)" and the short names of outlets.
    fn learn(&mut self, reading: &Reading<'_>, runs: &[Run], register: &Register) {
        for pair in runs.windows(2) {
            let (long, short) = (&pair[0], &pair[1]);
            if short.whole.start == long.whole.end + 1
                && matches!(reading.low(long.whole.end), "(" | ",")
                && short.whole.len() == 1
                && reading.tokens[short.whole.start].is_acronym()
            {
                let name = reading.words(long.whole.clone());
                let letters: String =
                    name.split([' ', '-']).filter(|w| w.starts_with(char::is_uppercase)).filter_map(|w| w.chars().next()).collect();
                let acronym = reading.tokens[short.whole.start].text.replace('.', "");
                if letters.contains(&acronym) || acronym.contains(&letters) && letters.len() >= 2 {
                    self.explained.insert(acronym, name);
                }
            }
        }
        let alone: HashSet<&str> =
            runs.iter().filter(|r| r.whole.len() == 1).map(|r| reading.tokens[r.whole.start].text).filter(|t| t.len() >= 4).collect();
        for run in runs {
            let name = reading.words(run.whole.clone());
            if run.whole.len() < 2 {
                continue;
            }
            let first = reading.tokens[run.whole.start].text;
            let last = reading.low(run.whole.end - 1);
            let words = Words::get();
            if alone.contains(first)
                && words.organizations.contains(last)
                && !matches!(run.looks, Looks::Person)
                && !words.given(&first.to_lowercase())
                && !words.titles.contains(first.to_lowercase().as_str())
                && !is_body(&first.to_lowercase())
                && !is_common_first(&first.to_lowercase())
                && register.country(first).is_none()
            {
                self.prefixes.entry(first.to_owned()).or_insert_with(|| name.clone());
            }
            let known = register.outlet(&name).map(|o| (o.name.clone(), Some(o.id.clone())));
            let last = reading.low(run.whole.end - 1).to_owned();
            let found = known.or_else(|| looks_like_outlet(reading, run).then_some((name, None)));
            if let Some(found) = found {
                self.short_outlets.entry(last).or_insert(found);
            }
        }
    }

    /// What a run that names no person is.
    pub fn of_run(&self, reading: &Reading<'_>, run: &Run, register: &Register) -> Option<Body> {
        let range = run.whole.clone();
        let name = reading.words(range.clone());
        let name = name.strip_prefix("U.N. ").or(name.strip_prefix("UN ")).map_or(name.clone(), |rest| format!("United Nations {rest}"));
        let head = reading.low(range.end - 1).to_owned();
        let body = |name: String, kind, register_id: Option<String>| {
            Some(Body {
                range: range.clone(),
                head: head_of(&name).unwrap_or_else(|| head.clone()),
                name,
                kind,
                register_id,
                outlet: kind == SpeakerKind::Outlet,
            })
        };
        let after_the = range.start > 0 && reading.low(range.start - 1) == "the";
        if range.len() == 1
            && after_the
            && let Some((full, id)) = self.short_outlets.get(&head)
        {
            return body(full.clone(), SpeakerKind::Outlet, id.clone());
        }
        if let Some(full) = self.explained.get(&name.replace('.', "")) {
            let kind = self.kind_of_name(full, register);
            let outlet = register.outlet(full);
            let full = outlet.map_or_else(|| full.clone(), |o| o.name.clone());
            return body(full, kind, outlet.map(|o| o.id.clone()));
        }
        if let Some(outlet) = register.outlet(&name) {
            return body(display(&name, &outlet.name), SpeakerKind::Outlet, Some(outlet.id.clone()));
        }
        if let Some(&(full, government)) = Words::get().acronyms.get(name.replace('.', "").as_str()) {
            return body(full.to_owned(), if government { SpeakerKind::Government } else { SpeakerKind::Organization }, None);
        }
        // "the campus newspaper Lantern", "The Lantern, a new publication": the noun beside it says so.
        let before = range.start.checked_sub(1).map_or("", |b| reading.low(b));
        let appositive = reading.low(range.end) == "," && matches!(reading.low(range.end + 1), "a" | "an" | "the") && {
            let end = (range.end + 2..range.end + 8)
                .find(|&k| matches!(reading.low(k), "," | "." | "that" | "which" | "of" | "for" | "focusing"))
                .unwrap_or(range.end + 8);
            end > range.end + 2
                && Words::get().outlet_nouns.contains(reading.low(end - 1))
                && !matches!(reading.low(end - 1), "agency" | "network" | "site")
        };
        if Words::get().outlet_nouns.contains(before) && !matches!(before, "network" | "agency" | "site") || appositive {
            return body(name, SpeakerKind::Outlet, None);
        }
        // "the ISIS-linked Amaq News Agency": the register knows the end of it.
        if range.len() > 2
            && let Some(outlet) = (range.start + 1..range.end - 1).find_map(|k| register.outlet(&reading.words(k..range.end)))
            && !outlet.ordinary
        {
            return body(outlet.name.clone(), SpeakerKind::Outlet, Some(outlet.id.clone()));
        }
        if after_the
            && let Some(outlet) = register.outlet(&format!("The {name}"))
            && range.len() == 1
        {
            return body(outlet.name.clone(), SpeakerKind::Outlet, Some(outlet.id.clone()));
        }
        if range.len() == 1
            && let Some(full) = self.prefixes.get(&name)
        {
            let kind = self.kind_of_name(full, register);
            return body(full.clone(), kind, None);
        }
        let role = Words::get().role(head.trim_end_matches('.'))
            || matches!(head.as_str(), "counsel" | "ceo" | "general" | "minister-designate" | "secretary" | "nominee");
        let office = range.clone().any(|k| matches!(reading.low(k), "secretary" | "minister")) && head != "office";
        if role || office && range.len() > 1 {
            return None;
        }
        if let Some((country, how)) = register.country(&name) {
            let full = match how {
                CountryName::Seat(k) => country.seats.get(k).map_or_else(|| name.clone(), |s| s.stands_for.clone()),
                CountryName::Demonym => return None,
                CountryName::Name | CountryName::Capital => country.name.clone(),
            };
            return body(full, SpeakerKind::Government, Some(country.id.clone()));
        }
        if looks_like_outlet(reading, run) {
            return body(name, SpeakerKind::Outlet, None);
        }
        match run.looks {
            Looks::Group => {
                let kind = self.kind_of_name(&name, register);
                body(name, kind, None)
            }
            Looks::Unknown if range.len() > 1 || reading.tokens[range.start].is_acronym() => {
                let kind = self.kind_of_name(&name, register);
                body(name, kind, None)
            }
            _ => None,
        }
    }

    /// "the Obama administration", "Sanders' campaign": owner and noun.
    fn of_phrase(&self, reading: &Reading<'_>, range: Range<usize>, owner: Option<&str>, register: &Register) -> Option<Body> {
        let head = reading.low(range.end - 1).to_owned();
        let words = Words::get();
        let kind = if words.outlet_nouns.contains(head.as_str()) && !words.organizations.contains(head.as_str()) {
            return None;
        } else if head == "office" && reading.tokens[range.clone()].iter().any(|t| words.organizations.contains(t.low.as_ref())) {
            SpeakerKind::Organization
        } else if words.government.contains(head.as_str()) {
            SpeakerKind::Government
        } else {
            SpeakerKind::Organization
        };
        let phrase = reading.words(range.clone());
        let name = match (owner, head.as_str()) {
            (Some(owner), "administration") => {
                let surname = owner.split(' ').next_back().unwrap_or(owner);
                format!("{surname} administration")
            }
            (Some(owner), _) => format!("{owner} {head}"),
            (None, _) => match register.country(phrase.split(['\'', '’']).next().unwrap_or(&phrase)) {
                Some((country, _)) if phrase.split(' ').count() == 2 && head == "government" => format!("Government of {}", country.name),
                _ => phrase,
            },
        };
        Some(Body { range, name, kind, head, register_id: None, outlet: false })
    }

    /// Kind of a body by the nouns in its name.
    pub fn kind_of_name(&self, name: &str, register: &Register) -> SpeakerKind {
        if register.outlet(name).is_some() {
            return SpeakerKind::Outlet;
        }
        let words = Words::get();
        let low = name.to_lowercase();
        let mut parts = low.split([' ', '-']).map(|w| w.trim_end_matches(['.', ',', '\'', '’']));
        let last = parts.clone().next_back().unwrap_or_default();
        if low.contains("united nations") || low.starts_with("u.n.") || low.starts_with("un ") || low.contains("european ") {
            return SpeakerKind::Organization;
        }
        if matches!(last, "committee" | "subcommittee")
            && ["house", "senate", "congressional", "parliamentary", "judiciary", "ways", "oversight", "select"]
                .iter()
                .any(|w| low.contains(w))
        {
            return SpeakerKind::Government;
        }
        if words.organizations.contains(last) {
            return SpeakerKind::Organization;
        }
        if words.government.contains(last) {
            // "National Committee" of a party, "Service" of a firm: the rest of the name rarely tells.
            return SpeakerKind::Government;
        }
        if low.contains("news agency") {
            return SpeakerKind::Outlet;
        }
        if parts.clone().any(|w| words.organizations.contains(w)) {
            SpeakerKind::Organization
        } else if parts.any(|w| words.government.contains(w)) {
            SpeakerKind::Government
        } else {
            SpeakerKind::Organization
        }
    }

    /// The mention that covers token `at`.
    pub fn at(&self, at: usize) -> Option<&Body> {
        let i = self.mentions.partition_point(|b| b.range.end <= at);
        self.mentions.get(i).filter(|b| b.range.start <= at)
    }

    /// Mentions before token `at`, nearest first.
    pub fn before(&self, at: usize) -> impl Iterator<Item = &Body> {
        let i = self.mentions.partition_point(|b| b.range.start < at);
        self.mentions[..i].iter().rev()
    }

    /// The longest name that ends as this one does: "Judiciary Committee" is the "Senate Judiciary Committee".
    pub fn fullest(&self, body: Body) -> Body {
        let longer = |b: &&Body| {
            b.head == body.head
                && b.name.len() > body.name.len()
                && b.name.ends_with(&body.name)
                && b.name[..b.name.len() - body.name.len()].ends_with(' ')
        };
        self.mentions.iter().take(2000).find(longer).cloned().unwrap_or(body)
    }

    /// Mentions within a range of tokens.
    pub fn within(&self, range: Range<usize>) -> &[Body] {
        let a = self.mentions.partition_point(|b| b.range.start < range.start);
        let b = self.mentions.partition_point(|b| b.range.start < range.end);
        &self.mentions[a..b.max(a)]
    }
}

fn is_lower_body(low: &str) -> bool {
    let words = Words::get();
    (words.government.contains(low) || words.organizations.contains(low))
        && !matches!(low, "state" | "city" | "house" | "force" | "who" | "un" | "is" | "company's")
}

/// Words that begin many names, so that alone they stand for none of them.
fn is_common_first(low: &str) -> bool {
    matches!(
        low,
        "national"
            | "american"
            | "united"
            | "federal"
            | "state"
            | "house"
            | "senate"
            | "supreme"
            | "new"
            | "north"
            | "south"
            | "west"
            | "east"
            | "republican"
            | "democratic"
            | "washington"
            | "international"
            | "world"
            | "european"
            | "central"
            | "general"
            | "public"
            | "first"
            | "great"
            | "royal"
            | "free"
            | "people"
            | "workers"
            | "green"
            | "liberal"
            | "conservative"
            | "labour"
            | "social"
            | "trump"
            | "city"
            | "county"
            | "local"
            | "global"
            | "christian"
            | "islamic"
            | "jewish"
            | "catholic"
            | "muslim"
    ) || crate::titles::is_state(low)
}

/// Words that cannot stand between a name and the noun it lends itself to.
fn stops_noun(low: &str) -> bool {
    let words = Words::get();
    words.starts.contains(low)
        || low.ends_with("ed")
        || low.ends_with("ing")
        || words.role(low)
        || matches!(low, "said" | "says" | "say" | "told")
}

/// A name that ends as outlets' names do ("… Tribune", "… News") and has a word before that.
fn looks_like_outlet(reading: &Reading<'_>, run: &Run) -> bool {
    let words = Words::get();
    let range = &run.whole;
    let last = reading.low(range.end - 1);
    let strong = matches!(
        last,
        "news"
            | "times"
            | "post"
            | "herald"
            | "tribune"
            | "gazette"
            | "chronicle"
            | "journal"
            | "observer"
            | "telegraph"
            | "examiner"
            | "inquirer"
            | "dispatch"
            | "sentinel"
            | "broadcasting"
            | "magazine"
            | "radio"
            | "television"
            | "tv"
            | "newspaper"
            | "star-telegram"
            | "tribune-herald"
            | "post-dispatch"
            | "post-gazette"
    ) || last.contains('-') && last.rsplit('-').all(|part| words.outlet_words.contains(part));
    let channel = range.len() == 2
        && reading.low(range.end - 1).chars().all(|c| c.is_ascii_digit())
        && matches!(reading.low(range.start), "fox" | "abc" | "nbc" | "cbs" | "channel" | "cw" | "pbs");
    strong && range.len() >= 2 && run.looks != Looks::Person || channel
}

/// The name of an outlet to show: as the register has it, but a station's or edition's own name as printed.
pub fn display(printed: &str, canonical: &str) -> String {
    let printed = printed.strip_prefix("The ").or(printed.strip_prefix("the ")).unwrap_or(printed);
    let generic = ["magazine", "newspaper", "website", "news agency"];
    let low = printed.to_lowercase();
    let plain = generic.iter().find_map(|g| low.strip_suffix(g)).map_or(low.as_str(), str::trim);
    let known = canonical.to_lowercase();
    let shared = plain.split(' ').filter(|w| known.split([' ', '-']).any(|k| k == *w)).count();
    let (many, most) = (plain.split(' ').count(), known.split(' ').count());
    let acronym = many == 1 && !plain.bytes().any(|b| b.is_ascii_digit() || b == b'-');
    // "Huffington Post" and "HuffPost": the short form is made of beginnings.
    let mut rest = known.as_str();
    for word in plain.split(' ') {
        let common = word.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count();
        rest = rest.get(common..).unwrap_or_default();
    }
    if rest.is_empty() && !known.contains(' ') && many > 1 {
        return canonical.to_owned();
    }
    // "LA Times": the first word stands for the first words of the full name.
    if let Some((first, tail)) = plain.split_once(' ')
        && let Some(head) = known.strip_suffix(tail)
        && head.split_whitespace().count() == first.len()
        && head.split_whitespace().zip(first.chars()).all(|(w, c)| w.starts_with(c))
    {
        return canonical.to_owned();
    }
    // "KHOU 11" is the station's own name.
    let channel = plain.bytes().any(|b| b.is_ascii_digit()) && !known.bytes().any(|b| b.is_ascii_digit());
    let only_news = known.strip_prefix(plain).is_some_and(|rest| rest == " news");
    if !only_news && !channel && (acronym || shared * 2 >= many.max(most) && many <= most) || plain == known {
        canonical.to_owned()
    } else {
        printed.to_owned()
    }
}

/// The noun that later mentions take up: "ministry" of the "Ministry of Transport", "union" of the "Northern Rail Union".
fn head_of(name: &str) -> Option<String> {
    let low = name.to_lowercase();
    let words: Vec<&str> = low.split_whitespace().collect();
    let of = words.iter().position(|w| matches!(*w, "of" | "for" | "on"));
    let main = of.and_then(|of| of.checked_sub(1)).map(|k| words[k]).filter(|w| is_body(w));
    main.or_else(|| words.last().copied().filter(|w| is_body(w))).map(str::to_owned)
}
