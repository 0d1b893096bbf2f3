//! Proper names in the text: runs of capitalized words, and which of them are persons.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use sayso_doc::{EntityKind, ParagraphKind, Tagged};
use sayso_register::Register;

use crate::reading::Reading;
use crate::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Woman,
    Man,
    Unknown,
}

impl Gender {
    pub fn agrees(self, other: Self) -> bool {
        self == Self::Unknown || other == Self::Unknown || self == other
    }
}

/// A run of capitalized words, split into title and name.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Token range with the titles before the name.
    pub whole: Range<usize>,
    /// Token range of the name alone.
    pub name: Range<usize>,
    /// What it is by its own looks and the tagger's entities.
    pub looks: Looks,
    pub gender: Gender,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    Person,
    /// Looks like a person's name but nothing proves it.
    MaybePerson,
    Group,
    Place,
    Unknown,
}

/// Longest run of capitalized words that is taken for one name; longer ones are headings in capitals.
const LONGEST_RUN: usize = 14;

/// All runs of the text, in order.
pub fn runs(reading: &Reading<'_>, tagged: Option<&Tagged>, register: &Register) -> Vec<Run> {
    let seen = Seen::new(reading);
    let mut runs = Vec::new();
    let mut i = 0;
    let mut entity = 0;
    while i < reading.tokens.len() {
        if seen.capital_lines.contains(&reading.tokens[i].sentence) {
            i = heading_run(reading, i, &mut runs);
            continue;
        }
        let Some(end) = run_end(reading, i, &seen) else {
            i += 1;
            continue;
        };
        let cut = glued(reading, i..end);
        let (end, next) = cut.map_or((end, end), |(cut, next)| (cut, next));
        if end - i <= LONGEST_RUN {
            let (start, stop) = (reading.tokens[i].start, reading.tokens[end - 1].end);
            let mut kind = None;
            if let Some(tagged) = tagged {
                while tagged.entities.get(entity).is_some_and(|e| e.span.end() <= start) {
                    entity += 1;
                }
                // The entity that reaches furthest into the run's end says what it is.
                kind = tagged.entities[entity..].iter().take_while(|e| e.span.start() < stop).last().map(|e| e.kind);
            }
            split_run(reading, i..end, kind, register, &mut runs);
        }
        i = next;
    }
    runs
}

/// "Ann Roe Ann Mary RoeSenate": a page's link glued to the name it repeats. Where the name ends and where the text goes on.
fn glued(reading: &Reading<'_>, run: Range<usize>) -> Option<(usize, usize)> {
    let text = |k: usize| reading.tokens[k].text;
    for k in run.start + 1..run.end {
        let own = text(k);
        let earlier = (run.start..k).find(|&e| {
            text(e).len() >= 4
                && own.len() > text(e).len()
                && own.starts_with(text(e))
                && own[text(e).len()..].starts_with(char::is_uppercase)
        });
        if let Some(e) = earlier {
            return Some((e + 1, k + 1));
        }
    }
    None
}

/// Which words the text writes in lower case, and which it capitalizes inside sentences.
struct Seen<'r> {
    lower: HashSet<&'r str>,
    inside: HashSet<&'r str>,
    /// Sentences in which nearly every word is capitalized: headings, where capitals tell nothing.
    capital_lines: HashSet<usize>,
}

impl<'r> Seen<'r> {
    fn new(reading: &'r Reading<'_>) -> Self {
        let mut seen = Self { lower: HashSet::new(), inside: HashSet::new(), capital_lines: HashSet::new() };
        for (s, sentence) in reading.sentences.iter().enumerate() {
            if is_capital_line(reading, sentence.first..sentence.last) {
                seen.capital_lines.insert(s);
                continue;
            }
            for i in sentence.first..sentence.last {
                let token = &reading.tokens[i];
                if !token.is_word() {
                    continue;
                }
                if !token.is_cap() {
                    seen.lower.insert(token.text);
                } else if i > sentence.first && reading.tokens[i - 1].is_word() {
                    seen.inside.insert(token.text);
                }
            }
        }
        seen
    }
}

fn opens_sentence(reading: &Reading<'_>, i: usize) -> bool {
    reading.sentence_of(i).is_none_or(|s| (s.first..i).all(|k| !reading.tokens[k].is_word()))
        || matches!(reading.tokens[i - 1].text, "“" | "\"" | "‘" | ":" | "—")
}

/// Whether a sentence has six words or more of which three quarters begin with a capital.
fn is_capital_line(reading: &Reading<'_>, range: Range<usize>) -> bool {
    let words = reading.tokens[range].iter().filter(|t| t.is_word() && t.text.starts_with(char::is_alphabetic));
    let (mut caps, mut all) = (0, 0);
    for word in words {
        all += 1;
        caps += usize::from(word.is_cap());
    }
    all >= 5 && caps * 4 >= all * 3
}

/// In a heading a given name with the word after it is a person, any other capitalized word stands alone. Returns the next token.
fn heading_run(reading: &Reading<'_>, i: usize, out: &mut Vec<Run>) -> usize {
    let words = Words::get();
    let token = &reading.tokens[i];
    if !token.is_word() || !token.is_cap() || words.starts.contains(token.low.as_ref()) {
        return i + 1;
    }
    let next = reading
        .tokens
        .get(i + 1)
        .is_some_and(|n| n.is_word() && n.is_cap() && n.sentence == token.sentence && !words.starts.contains(n.low.as_ref()));
    let full = next && words.given(&token.low) && !words.titles.contains(token.low.as_ref());
    let end = i + 1 + usize::from(full);
    let gender = if full { gender_of_given(&token.low) } else { Gender::Unknown };
    // Only the rest of the text can tell what these are: full names count where it takes them up.
    out.push(Run { whole: i..end, name: i..end, looks: if full { Looks::MaybePerson } else { Looks::Unknown }, gender });
    end
}

/// Where the run that begins at token `i` ends, if one does.
fn run_end(reading: &Reading<'_>, i: usize, seen: &Seen<'_>) -> Option<usize> {
    let words = Words::get();
    let tokens = &reading.tokens;
    let name_like = |k: usize| tokens.get(k).is_some_and(|t| t.sentence == tokens[i].sentence && !(k > i && is_weekday(&t.low)) && t.is_word() && t.is_cap() && t.text != "I" && !t.text.starts_with(['@', '#']));
    if !name_like(i) || is_weekday(&tokens[i].low) {
        return None;
    }
    if opens_sentence(reading, i) {
        let token = &tokens[i];
        if words.starts.contains(token.low.as_ref()) {
            return None;
        }
        let common = seen.lower.contains(token.low.as_ref()) && !seen.inside.contains(token.text);
        let titled = words.titles.contains(token.low.trim_end_matches('.'));
        if common && !titled && !words.given(&token.low) {
            return None;
        }
    } else if matches!(tokens[i].low.as_ref(), "the" | "a" | "an" | "in" | "on" | "at" | "of" | "and" | "he" | "she" | "we" | "they" | "it")
    {
        return None;
    }
    let block_end = reading.blocks.get(tokens[i].para).map_or(tokens.len(), |b| b.last).max(i + 1);
    let mut end = i + 1;
    while end < block_end && end - i <= LONGEST_RUN {
        if name_like(end) {
            // "Roe Roe": a list of links, or the next line.
            if tokens[end - 1].text == tokens[end].text {
                break;
            }
            end += 1;
            continue;
        }
        // "FOX 4", "KHOU 11": a station and its channel.
        if tokens[end - 1].is_acronym() && tokens[end].text.len() <= 2 && tokens[end].text.bytes().all(|b| b.is_ascii_digit()) {
            end += 1;
            break;
        }
        let low = tokens[end].low.as_ref();
        let link = match low {
            "of" => 1 + usize::from(reading.low(end + 1) == "the"),
            "de" | "la" | "del" | "bin" | "al" | "van" | "von" | "der" | "den" | "du" | "da" | "dos" | "ibn" | "ben" | "el" | "&"
            | "le" => 1,
            "for" | "on" => 1 + usize::from(reading.low(end + 1) == "the"),
            "and" => 1,
            // "China's Ministry of National Defense" is one name where an office follows.
            _ => 0,
        };
        if link == 0 || end + link >= block_end || !name_like(end + link) {
            break;
        }
        // "for", "on" and "and" bind only inside the names of bodies ("Committee on Energy and Commerce").
        let body = (i..end).any(|k| is_body(reading.low(k)));
        if matches!(low, "for" | "on") && !is_body(reading.low(end - 1)) && !body {
            break;
        }
        if low == "and" && !((i..end).any(|k| reading.low(k) == "of" || reading.low(k) == "on" || reading.low(k) == "for") && body) {
            break;
        }
        end += link + 1;
    }
    Some(end)
}

fn is_weekday(low: &str) -> bool {
    matches!(low, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "jan." | "feb." | "aug." | "sept." | "oct." | "nov." | "dec.")
}

/// A noun that heads the name of a government body or an organization.
pub fn is_body(low: &str) -> bool {
    let words = Words::get();
    words.government.contains(low) || words.organizations.contains(low)
}

/// Cuts a run into title and name and says what it looks like. "Rep. Ann Roe of Ohio" gives the name and the place apart.
fn split_run(reading: &Reading<'_>, run: Range<usize>, kind: Option<EntityKind>, register: &Register, out: &mut Vec<Run>) {
    let words = Words::get();
    let low = |k: usize| reading.tokens[k].low.trim_end_matches('.').to_owned();
    let mut run = run;
    // "Roe MORE": the word of a link after the name.
    if run.len() >= 2 && reading.tokens[run.end - 1].is_acronym() && !reading.tokens[run.end - 2].is_acronym() && matches!(reading.tokens[run.end - 1].text, "MORE" | "VIDEO" | "UPDATE" | "WATCH" | "PHOTOS") {
        run.end -= 1;
    }
    let full = reading.words(run.clone());
    // "AP Ann Roe": an agency's mark before a name.
    if run.len() >= 3
        && reading.tokens[run.start].is_acronym()
        && register.outlet(reading.tokens[run.start].text).is_some()
        && words.given(&low(run.start + 1))
    {
        out.push(Run { whole: run.start..run.start + 1, name: run.start..run.start + 1, looks: Looks::Group, gender: Gender::Unknown });
        split_run(reading, run.start + 1..run.end, kind, register, out);
        return;
    }
    // "AP Photos Roe": the mark of a picture.
    if run.len() >= 2
        && register.outlet(reading.tokens[run.start].text).is_some()
        && matches!(low(run.start + 1).as_str(), "photo" | "photos")
    {
        if run.len() > 2 {
            split_run(reading, run.start + 2..run.end, kind, register, out);
        }
        return;
    }
    if register.outlet(&full).is_some() {
        out.push(Run { whole: run.clone(), name: run, looks: Looks::Group, gender: Gender::Unknown });
        return;
    }
    // The last title word that has a name after it.
    let mut start = run.start;
    let mut k = run.start;
    while k < run.end {
        let word = low(k);
        let word = word.strip_suffix("-elect").or(word.strip_suffix("-designate")).map_or(word.clone(), str::to_owned);
        if words.titles.contains(word.as_str()) && k + 1 < run.end {
            // A given name that is a title as well ("Judge", "King", "Dean") stays a name when nothing else is before it.
            let name_too = words.given(&word) && k + 2 == run.end && k == run.start;
            if !name_too {
                start = k + 1;
                // "Secretary of State", "Chief of Staff": the office goes on after "of".
                if matches!(reading.low(start), "of" | "for") && start + 1 < run.end {
                    let mut after = start + 1;
                    while after < run.end && (is_portfolio(&low(after)) || matches!(reading.low(after), "of" | "the" | "and" | "for")) {
                        after += 1;
                    }
                    if after < run.end && after > start + 1 {
                        start = after;
                        k = after - 1;
                    } else {
                        start = run.end;
                        break;
                    }
                }
            }
        }
        k += 1;
    }
    // "Senate Ann Roe": a body's name before a full one.
    if start + 2 < run.end && is_body(&low(start)) && words.given(&low(start + 1)) && !is_body(&low(run.end - 1)) {
        start += 1;
    }
    let titled = start > run.start && start < run.end;
    // "Roe of Ohio": what follows "of" is a place.
    let mut end = run.end;
    if let Some(of) = (start..run.end).find(|&k| matches!(reading.low(k), "of" | "for" | "on" | "and"))
        && (titled
            || of - start >= 2
                && (words.given(&low(start))
                    || reading.low(of) == "of"
                        && !(start..of).any(|k| is_body(reading.low(k)) || words.documents.contains(reading.low(k)))))
    {
        end = of;
    }
    if start >= run.end {
        out.push(Run { whole: run.clone(), name: run, looks: Looks::Unknown, gender: Gender::Unknown });
        return;
    }
    let name = start..end;
    let body =
        name.clone().any(|k| is_body(reading.low(k)) || words.outlet_words.contains(reading.low(k)) && k + 1 == end && end - start > 1);
    let given = words.given(&low(start));
    let acronym = name.len() == 1 && reading.tokens[start].is_acronym();
    let country = register.country(&reading.words(name.clone())).is_some();
    let before = run.start.checked_sub(1).map_or("", |p| reading.low(p));
    let role_before = words.role(before) && !matches!(before, "head" | "general" | "member" | "king") && run.start > 0;
    // "Roe, 34," and "Roe, who": the name of a person.
    let age_after =
        reading.low(end) == "," && reading.low(end + 1).parse::<u32>().is_ok_and(|n| (10..110).contains(&n)) && reading.low(end + 2) == ",";
    // "Ann, his 7-year-old daughter,": a name with what the person is.
    let told_after = reading.low(end) == ","
        && matches!(reading.low(end + 1), "a" | "an" | "his" | "her" | "their" | "my")
        && (end + 2..end + 6).take_while(|&k| reading.low(k) != ",").any(|k| words.role(reading.low(k)));
    let who_after = reading.low(end) == "," && matches!(reading.low(end + 1), "who" | "whose") || reading.low(end) == "who";
    let person_title = titled && (run.start..start).any(|k| is_person_title(&low(k)));
    // "consultancy Kantar", "the newspaper Al Balad": the noun before says what it is.
    let body_before = is_body(before) && !is_body(&low(end - 1)) && run.start > 0 && !reading.tokens[run.start - 1].is_cap() || words.outlet_nouns.contains(before);
    let brand = words.brands.contains(low(start).as_str()) && (name.len() == 1 || !given) || body_before && !given;
    let looks = if (acronym || brand) && !person_title {
        Looks::Group
    } else if country && !person_title {
        Looks::Place
    } else if person_title && !body {
        Looks::Person
    } else if body && !given {
        Looks::Group
    } else if given && name.len() >= 2 && kind != Some(EntityKind::Group) {
        Looks::Person
    } else {
        match kind {
            Some(EntityKind::Person) => Looks::Person,
            Some(EntityKind::Group) => Looks::Group,
            Some(EntityKind::Place) if told_after || age_after => Looks::Person,
            Some(EntityKind::Place) => Looks::Place,
            None if age_after || who_after || told_after || role_before => Looks::Person,
            None if (2..=4).contains(&name.len())
                && !name.clone().any(|k| words.role(&low(k)) || words.titles.contains(low(k).as_str())) =>
            {
                Looks::MaybePerson
            }
            None => Looks::Unknown,
        }
    };
    let mut gender = Gender::Unknown;
    for k in run.start.saturating_sub(1)..start {
        let word = low(k);
        if words.female_roles.contains(word.as_str()) {
            gender = Gender::Woman;
        } else if words.male_roles.contains(word.as_str()) {
            gender = Gender::Man;
        }
    }
    if gender == Gender::Unknown && matches!(looks, Looks::Person | Looks::MaybePerson) && name.len() >= 2 {
        gender = gender_of_given(&low(start));
    }
    // A name that ends in an office ("Nevada Democrat") is a description.
    let described = matches!(looks, Looks::Person | Looks::MaybePerson) && name.len() > 1 && words.role(&low(end - 1)) && !given;
    let looks = if described { Looks::Unknown } else { looks };
    out.push(Run { whole: run.start..end, name, looks, gender });
    if end + 1 < run.end {
        let rest = end + 1 + usize::from(reading.low(end + 1) == "the")..run.end;
        let place = register.country(&reading.words(rest.clone())).is_some();
        out.push(Run {
            whole: rest.clone(),
            name: rest,
            looks: if place { Looks::Place } else { Looks::Unknown },
            gender: Gender::Unknown,
        });
    }
}

pub fn gender_of_given(low: &str) -> Gender {
    let words = Words::get();
    match (words.female.contains(low), words.male.contains(low)) {
        (true, false) => Gender::Woman,
        (false, true) => Gender::Man,
        _ => Gender::Unknown,
    }
}

/// What may follow "Secretary of", "Chief of", "Minister for".
fn is_portfolio(low: &str) -> bool {
    matches!(
        low,
        "state"
            | "defense"
            | "defence"
            | "staff"
            | "homeland"
            | "security"
            | "treasury"
            | "health"
            | "human"
            | "services"
            | "education"
            | "energy"
            | "labor"
            | "labour"
            | "commerce"
            | "agriculture"
            | "interior"
            | "transportation"
            | "transport"
            | "veterans"
            | "affairs"
            | "housing"
            | "urban"
            | "development"
            | "foreign"
            | "finance"
            | "justice"
            | "war"
            | "culture"
            | "trade"
            | "industry"
            | "environment"
            | "police"
            | "national"
            | "intelligence"
            | "operations"
            | "communications"
            | "home"
            | "representatives"
            | "public"
            | "works"
            | "information"
            | "economy"
            | "management"
            | "budget"
            | "parliament"
    )
}

/// A title that only persons bear; "White", "House" or "Foreign" in an office are none.
fn is_person_title(low: &str) -> bool {
    !matches!(
        low,
        "defence"
            | "defense"
            | "foreign"
            | "prime"
            | "interior"
            | "finance"
            | "majority"
            | "minority"
            | "staff"
            | "state"
            | "treasury"
            | "homeland"
            | "security"
            | "national"
            | "intelligence"
            | "press"
            | "affairs"
            | "executive"
            | "democratic"
            | "republican"
            | "gop"
            | "first"
            | "special"
            | "crown"
            | "vice"
            | "independent"
            | "democrat"
            | "lead"
            | "managing"
            | "senior"
            | "junior"
            | "acting"
            | "former"
            | "deputy"
            | "assistant"
            | "interim"
            | "then"
            | "private"
    ) && Words::get().titles.contains(low)
}

/// A person of the article under all names found for them.
#[derive(Debug, Clone)]
pub struct Person {
    /// The fullest name, as printed.
    pub name: String,
    /// Lower-case words of the fullest name.
    pub words: Vec<String>,
    pub gender: Gender,
    /// Nouns that titles and appositives give them, lower case ("minister", "democrat").
    pub roles: Vec<String>,
    /// Token ranges of the names (titles excluded), in order.
    pub mentions: Vec<Range<usize>>,
}

/// The persons of an article, by any part of their names.
#[derive(Debug, Default)]
pub struct Cast {
    pub people: Vec<Person>,
    /// (token range of the run, person), in order.
    pub mentions: Vec<(Range<usize>, usize)>,
    by_word: HashMap<String, Vec<usize>>,
}

/// Most persons whose names share one word; further ones are not looked at.
const NAMESAKES: usize = 12;

impl Cast {
    /// Gathers the persons out of the runs; `extra` are runs of the title, which lend full names only.
    pub fn new(reading: &Reading<'_>, runs: &[Run], extra: Option<(&Reading<'_>, &[Run])>, register: &Register) -> Self {
        let mut cast = Self::default();
        let reliable = |run: &Run| {
            let para = reading.tokens[run.name.start].para;
            reading.blocks.get(para).is_none_or(|b| b.kind != ParagraphKind::Heading)
        };
        // Full names first, so that a surname finds its owner wherever that stands.
        let mut owner: Vec<Option<usize>> = vec![None; runs.len()];
        for pass in 0..2 {
            for (i, run) in runs.iter().enumerate() {
                let sure = run.looks == Looks::Person || pass == 1 && run.looks == Looks::MaybePerson;
                if owner[i].is_some() || !sure || run.name.len() < 2 || (!reliable(run) && run.looks != Looks::Person) {
                    continue;
                }
                // What only looks like a person needs another sign: someone called by its last word alone.
                owner[i] = Some(cast.add_full(reading, run, pass == 0));
            }
        }
        for (line, title_runs) in extra.into_iter() {
            for run in title_runs.iter().filter(|r| r.looks == Looks::Person && r.name.len() >= 2) {
                let known = cast.find(&lower_words(line, &run.name)).is_some();
                if !known {
                    cast.add_title_name(line, run);
                }
            }
        }
        for (i, run) in runs.iter().enumerate() {
            let token = &reading.tokens[run.name.start];
            let never = run.looks == Looks::Group && (token.is_acronym() || Words::get().brands.contains(token.low.as_ref()))
                || run.looks == Looks::Place && register.country(token.text).is_some();
            if owner[i].is_none() && run.name.len() == 1 && !never {
                let word = bare_name(&reading.tokens[run.name.start].low);
                owner[i] = cast.by_short(&word, run).or_else(|| (run.looks == Looks::Person).then(|| cast.add_full(reading, run, true)));
            }
        }
        for (i, run) in runs.iter().enumerate() {
            if let Some(person) = owner[i] {
                cast.people[person].mentions.push(run.name.clone());
                cast.mentions.push((run.whole.clone(), person));
                cast.note_roles(reading, run, person);
            }
        }
        cast
    }

    fn add_full(&mut self, reading: &Reading<'_>, run: &Run, sure: bool) -> usize {
        let words = lower_words(reading, &run.name);
        if let Some(person) = self.find(&words) {
            if run.gender != Gender::Unknown && self.people[person].gender == Gender::Unknown {
                self.people[person].gender = run.gender;
            }
            if words.len() > self.people[person].words.len() && sure && words.len() <= 4 {
                self.people[person].name = printed(reading, &run.name);
                self.index(&words, person);
                self.people[person].words = words;
            }
            return person;
        }
        self.insert(printed(reading, &run.name), words, run.gender)
    }

    fn add_title_name(&mut self, line: &Reading<'_>, run: &Run) {
        let words = lower_words(line, &run.name);
        self.insert(line.words(run.name.clone()), words, run.gender);
    }

    fn insert(&mut self, name: String, words: Vec<String>, gender: Gender) -> usize {
        let person = self.people.len();
        self.index(&words, person);
        self.people.push(Person { name, words, gender, roles: Vec::new(), mentions: Vec::new() });
        person
    }

    fn index(&mut self, words: &[String], person: usize) {
        for word in words {
            let owners = self.by_word.entry(word.clone()).or_default();
            if !owners.contains(&person) && owners.len() < NAMESAKES {
                owners.push(person);
            }
        }
    }

    /// The person of a name of two or more words: the same words, or one name within the other with the same surname.
    fn find(&self, words: &[String]) -> Option<usize> {
        let last = words.last()?;
        let owners = self.by_word.get(last)?;
        owners.iter().copied().find(|&p| {
            let known = &self.people[p].words;
            known == words
                || known.last() == Some(last) && known.len() != words.len() && {
                    let (small, large) = if known.len() < words.len() { (known.as_slice(), words) } else { (words, known.as_slice()) };
                    small.iter().all(|w| large.contains(w) || large.iter().any(|l| w.len() == 1 && l.starts_with(w.as_str())))
                }
                || known.last() == Some(last) && known.len() > 1 && words.len() > 1 && nickname(&known[0], &words[0])
        })
    }

    /// Whom a single name stands for: the last one so named whose gender agrees, surnames before given names.
    fn by_short(&self, word: &str, run: &Run) -> Option<usize> {
        let owners = self.by_word.get(word)?;
        let fits = |p: &usize| {
            self.people[*p].gender.agrees(run.gender)
                && (run.looks != Looks::Place || self.people[*p].words.len() > 1 && self.people[*p].words.last().is_some_and(|w| w == word))
        };
        let surname = |p: &usize| self.people[*p].words.last().is_some_and(|w| w == word);
        owners.iter().copied().find(|p| surname(p) && fits(p)).or_else(|| owners.iter().copied().find(|p| fits(p)))
    }

    /// Nouns that stand with a mention: the title before it, the appositive after it.
    fn note_roles(&mut self, reading: &Reading<'_>, run: &Run, person: usize) {
        let words = Words::get();
        let sentence = reading.sentence_of(run.name.start);
        let first = sentence.map_or(run.whole.start, |s| s.first);
        let mut nouns: Vec<String> = Vec::new();
        // Before the name: "California Democrat", "Iraqi prime minister", "FreedomWorks President".
        let mut start = run.name.start;
        while start > first && run.name.start - start < 7 {
            let token = &reading.tokens[start - 1];
            let low = token.low.trim_end_matches('.');
            let inner = matches!(low, "of" | "for" | "the" | "and")
                && start > first + 1
                && start < run.name.start
                && is_portfolio(reading.low(start));
            let stands = token.is_cap() && (token.is_word()) && !words.starts.contains(low)
                || words.role(low)
                || words.titles.contains(low)
                || inner
                || low.ends_with("-elect");
            if !stands {
                break;
            }
            start -= 1;
        }
        let foreign = (start..run.name.start).any(|k| {
            let token = &reading.tokens[k];
            token.is_cap()
                && !words.titles.contains(token.low.trim_end_matches('.'))
                && !words.role(&token.low)
                && !is_portfolio(&token.low)
                && token.low != "house"
                && token.low != "senate"
        }) || start > first && reading.tokens[start - 1].is_possessive();
        for k in start..run.name.start {
            keep_role(reading, k, run.name.start, foreign, &mut nouns);
        }
        // After it: "Roe, the Ohio senator," and "Roe, D-Ohio,".
        let last = sentence.map_or(run.name.end, |s| s.last);
        if matches!(reading.low(run.name.end), "," | "(") {
            let from = run.name.end + 1;
            let end = (from..last.min(from + 12))
                .find(|&k| matches!(reading.tokens[k].text, "," | ")" | ";" | "." | "—"))
                .unwrap_or(last.min(from + 12));
            let opens = reading.low(from);
            let appositive =
                matches!(opens, "a" | "an" | "the" | "one" | "former" | "chairman" | "president" | "director" | "head" | "chief")
                    || words.role(opens)
                    || reading.tokens.get(from).is_some_and(|t| t.is_cap());
            if appositive {
                for k in from..end {
                    if matches!(reading.low(k), "who" | "of" | "for" | "in" | "at" | "said" | "told" | "and" | "with" | "from") {
                        break;
                    }
                    keep_role(reading, k, end, false, &mut nouns);
                }
            }
        }
        let known = &mut self.people[person];
        if known.gender == Gender::Unknown && run.gender != Gender::Unknown {
            known.gender = run.gender;
        }
        for noun in nouns {
            let plain = noun.trim_start_matches('~');
            if known.gender == Gender::Unknown {
                if words.female_roles.contains(plain) {
                    known.gender = Gender::Woman;
                } else if words.male_roles.contains(plain) {
                    known.gender = Gender::Man;
                }
            }
            // A handful is enough; a hostile text could give thousands.
            if known.roles.len() < 24 && !known.roles.contains(&noun) {
                known.roles.push(noun);
            }
        }
    }

    /// All mentions that end within `range`.
    pub fn mentions_in(&self, range: Range<usize>) -> &[(Range<usize>, usize)] {
        let a = self.mentions.partition_point(|(m, _)| m.end <= range.start);
        let b = self.mentions.partition_point(|(m, _)| m.end <= range.end);
        &self.mentions[a..b.max(a)]
    }
}

/// Adds the role noun at token `k`, offices of two words as one; `~` marks one that is another country's or body's.
fn keep_role(reading: &Reading<'_>, k: usize, end: usize, foreign: bool, nouns: &mut Vec<String>) {
    let word = reading.low(k).trim_end_matches('.');
    let word = match word {
        "sen" => "senator",
        "rep" => "congressman",
        "gov" => "governor",
        "d" | "democratic" => "democrat",
        "r" | "gop" => "republican",
        other if other.starts_with("d-") => "democrat",
        other if other.starts_with("r-") => "republican",
        other => other,
    };
    if k + 1 < end && office(word, reading.low(k + 1)).is_some() {
        return;
    }
    let noun = k.checked_sub(1).and_then(|b| office(reading.low(b), word)).unwrap_or(word);
    if Words::get().role(noun) || noun.contains('-') && noun.len() > 6 && office_names().contains(&noun) {
        nouns.push(if foreign && !matches!(noun, "democrat" | "republican") { format!("~{noun}") } else { noun.to_owned() });
    }
}

fn office_names() -> [&'static str; 9] {
    [
        "vice-president",
        "prime-minister",
        "attorney-general",
        "special-counsel",
        "foreign-minister",
        "defense-secretary",
        "press-secretary",
        "chief-justice",
        "defense-minister",
    ]
}

/// Offices of two words, which are other people than their second word alone.
pub fn office(first: &str, second: &str) -> Option<&'static str> {
    Some(match (first, second) {
        ("vice", "president") => "vice-president",
        ("prime", "minister") => "prime-minister",
        ("attorney", "general") => "attorney-general",
        ("special", "counsel") => "special-counsel",
        ("foreign", "minister" | "secretary") => "foreign-minister",
        ("defense" | "defence", "secretary") => "defense-secretary",
        ("defense" | "defence", "minister") => "defense-minister",
        ("prime", "minister-designate" | "minister-elect") => "prime-minister",
        ("press", "secretary") => "press-secretary",
        ("chief", "justice") => "chief-justice",
        _ => return None,
    })
}

fn lower_words(reading: &Reading<'_>, range: &Range<usize>) -> Vec<String> {
    let mut words: Vec<String> = reading.tokens[range.clone()].iter().map(|t| bare_name(&t.low)).collect();
    // "Jr." and "III" are no surnames.
    while words.len() > 1 && words.last().is_some_and(|w| matches!(w.as_str(), "jr" | "sr" | "ii" | "iii" | "iv")) {
        words.pop();
    }
    words
}

/// A word of a name without the stop of an initial and without an Arabic article.
fn bare_name(low: &str) -> String {
    let low = low.trim_end_matches('.');
    let cut = ["al-", "el-", "as-", "ad-"].iter().find_map(|article| low.strip_prefix(article)).filter(|rest| rest.len() > 2);
    cut.unwrap_or(low).to_owned()
}

/// The words of a name as printed, without "Jr." and "III".
fn printed(reading: &Reading<'_>, range: &Range<usize>) -> String {
    let mut end = range.end;
    while end > range.start + 2 && matches!(reading.tokens[end - 1].low.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv") {
        end -= 1;
    }
    reading.words(range.start..end)
}

/// Whether one given name is a short form of the other, as "Tim" of "Timothy".
fn nickname(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 2 && long.starts_with(short)
        || matches!(
            (short, long),
            ("bill", "william")
                | ("bob", "robert")
                | ("jim", "james")
                | ("mike", "michael")
                | ("dick", "richard")
                | ("ted", "edward")
                | ("jack", "john")
                | ("liz", "elizabeth")
                | ("beth", "elizabeth")
                | ("tony", "anthony")
                | ("chuck", "charles")
                | ("hank", "henry")
                | ("kate", "katherine")
        )
}
