//! Proper names in the text: runs of capitalized words, and which of them are persons.

use std::collections::HashSet;
use std::ops::Range;

use sayso_doc::{EntityKind, Tagged};
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
            i = heading_run(reading, i, &seen, &mut runs);
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
    if range.clone().next_back().is_some_and(|k| matches!(reading.tokens[k].text, "." | "”" | "\"")) {
        return false;
    }
    let words = reading.tokens[range].iter().filter(|t| t.is_word() && t.text.starts_with(char::is_alphabetic));
    let (mut caps, mut all) = (0, 0);
    for word in words {
        all += 1;
        caps += usize::from(word.is_cap());
    }
    all >= 5 && caps * 4 >= all * 3
}

/// In a heading a given name with the word after it is a person, any other capitalized word stands alone. Returns the next token.
fn heading_run(reading: &Reading<'_>, i: usize, seen: &Seen<'_>, out: &mut Vec<Run>) -> usize {
    let words = Words::get();
    let token = &reading.tokens[i];
    if !token.is_word() || !token.is_cap() || words.starts.contains(token.low.as_ref()) {
        return i + 1;
    }
    let next = reading
        .tokens
        .get(i + 1)
        .is_some_and(|n| n.is_word() && n.is_cap() && n.sentence == token.sentence && !words.starts.contains(n.low.as_ref()));
    let plain = reading.tokens.get(i + 1).is_some_and(|n| seen.lower.contains(n.low.as_ref()) || n.low.ends_with("ing") || matches!(n.low.as_ref(), "says" | "said" | "calls" | "quits" | "wins"));
    let full = next && !plain && words.given(&token.low) && !words.titles.contains(token.low.as_ref());
    let end = i + 1 + usize::from(full);
    let gender = if full { gender_of_given(&token.low) } else { Gender::Unknown };
    // Only the rest of the text can tell what these are: full names count where it takes them up.
    out.push(Run { whole: i..end, name: i..end, looks: if full { Looks::Person } else { Looks::Unknown }, gender });
    end
}

/// Where the run that begins at token `i` ends, if one does.
fn run_end(reading: &Reading<'_>, i: usize, seen: &Seen<'_>) -> Option<usize> {
    let words = Words::get();
    let tokens = &reading.tokens;
    let name_like = |k: usize| {
        tokens.get(k).is_some_and(|t| {
            t.sentence == tokens[i].sentence
                && !(k > i && is_weekday(&t.low))
                && t.is_word()
                && t.is_cap()
                && t.text != "I"
                && !t.text.starts_with(['@', '#'])
        })
    };
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

/// "United Nations", "European Union": full names in the list of acronyms.
fn full_name_of_a_body(name: &str) -> bool {
    Words::get().full_names.contains(name)
}

fn is_weekday(low: &str) -> bool {
    matches!(
        low,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "jan."
            | "feb."
            | "aug."
            | "sept."
            | "oct."
            | "nov."
            | "dec."
    )
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
    if run.len() >= 2
        && reading.tokens[run.end - 1].is_acronym()
        && !reading.tokens[run.end - 2].is_acronym()
        && matches!(reading.tokens[run.end - 1].text, "MORE" | "VIDEO" | "UPDATE" | "WATCH" | "PHOTOS")
    {
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
    let body_before = is_body(before) && !is_body(&low(end - 1)) && run.start > 0 && !reading.tokens[run.start - 1].is_cap()
        || words.outlet_nouns.contains(before);
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
                && before != "the"
                && !full_name_of_a_body(&reading.words(name.clone()))
                && !name.clone().any(|k| {
                    let word = low(k);
                    words.role(&word) || words.titles.contains(word.as_str()) || words.documents.contains(word.as_str()) || is_body(&word)
                }) =>
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
pub fn is_portfolio(low: &str) -> bool {
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
