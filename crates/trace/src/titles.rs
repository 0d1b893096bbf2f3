//! A run of capitalized words cut into titles and name, and what the name looks like.

use std::ops::Range;

use sayso_doc::EntityKind;
use sayso_register::Register;

use crate::names::{Gender, Looks, Run, is_body};
use crate::reading::Reading;
use crate::words::Words;

/// Cuts a run into title and name and says what it looks like. "Rep. Ann Roe of Ohio" gives the name and the place apart.
pub fn split_run(reading: &Reading<'_>, run: Range<usize>, kind: Option<EntityKind>, register: &Register, out: &mut Vec<Run>) {
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
    // "WATCHED Roe", "OPINION Ann Roe": the mark of a link before a name.
    if run.len() >= 2
        && matches!(
            reading.tokens[run.start].text,
            "WATCH"
                | "WATCHED"
                | "READ"
                | "MORE"
                | "OPINION"
                | "EXCLUSIVE"
                | "BREAKING"
                | "VIDEO"
                | "UPDATE"
                | "LISTEN"
                | "RELATED"
                | "LIVE"
                | "SEE"
                | "ALSO"
        )
        && !reading.tokens[run.start + 1].is_acronym()
    {
        run.start += 1;
    }
    let full = reading.words(run.clone());
    // "AP Ann Roe": an agency's mark before a name.
    if run.len() >= 3
        && register.outlet(reading.tokens[run.start].text).is_some_and(|o| !o.ordinary)
        && !words.given(&low(run.start))
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
    // "Roe of the Harbor Institute": what the end of the run is says nothing of the name.
    let kind = kind.filter(|k| end == run.end || *k == EntityKind::Person);
    let body =
        name.clone().any(|k| is_body(reading.low(k)) || words.outlet_words.contains(reading.low(k)) && k + 1 == end && end - start > 1);
    let given = words.given(&low(start));
    let acronym = name.len() == 1 && reading.tokens[start].is_acronym();
    let called = reading.words(name.clone());
    let country = register.country(&called).is_some() || is_state(&called.to_lowercase());
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
    let brand = words.brands.contains(low(start).as_str()) && (name.len() == 1 || !given) || body_before && (!given || name.len() == 1);
    // "Ann Roe Tonight": a show that bears its host's name.
    let show = given && name.len() >= 3 && matches!(reading.tokens[end - 1].text, "Tonight" | "Show" | "Live" | "Reports");
    let looks = if show {
        Looks::Group
    } else if crate::papers::is_law_number(&called) {
        Looks::Unknown
    } else if (acronym || brand) && !person_title {
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

/// A state of the United States.
pub fn is_state(low: &str) -> bool {
    matches!(
        low,
        "alabama"
            | "alaska"
            | "arizona"
            | "arkansas"
            | "california"
            | "colorado"
            | "connecticut"
            | "delaware"
            | "florida"
            | "hawaii"
            | "idaho"
            | "illinois"
            | "indiana"
            | "iowa"
            | "kansas"
            | "kentucky"
            | "louisiana"
            | "maine"
            | "maryland"
            | "massachusetts"
            | "michigan"
            | "minnesota"
            | "mississippi"
            | "missouri"
            | "montana"
            | "nebraska"
            | "nevada"
            | "new hampshire"
            | "new jersey"
            | "new mexico"
            | "new york"
            | "north carolina"
            | "north dakota"
            | "ohio"
            | "oklahoma"
            | "oregon"
            | "pennsylvania"
            | "rhode island"
            | "south carolina"
            | "south dakota"
            | "tennessee"
            | "texas"
            | "utah"
            | "vermont"
            | "west virginia"
            | "wisconsin"
            | "wyoming"
    )
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

/// "United Nations", "European Union": full names in the list of acronyms.
fn full_name_of_a_body(name: &str) -> bool {
    Words::get().full_names.contains(name)
}
