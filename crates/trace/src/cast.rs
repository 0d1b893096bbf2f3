//! The persons of an article: every name led to its owner, with gender and the offices that stand beside it.

use std::collections::HashMap;
use std::ops::Range;

use sayso_doc::ParagraphKind;
use sayso_register::Register;

use crate::names::{Gender, Looks, Run};
use crate::reading::Reading;
use crate::titles::is_portfolio;
use crate::words::Words;

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
                // "REUTERS Roe": a credit glued to a name.
                let credit = reading.tokens[run.name.start].is_acronym() && register.outlet(reading.tokens[run.name.start].text).is_some();
                if owner[i].is_some() || credit || !sure || run.name.len() < 2 || (!reliable(run) && run.looks != Looks::Person) {
                    continue;
                }
                // What only looks like a person needs another sign: someone called by its last word alone.
                owner[i] = Some(cast.add_full(reading, run, pass == 0));
            }
        }
        cast.add_nicknamed(reading, runs, &mut owner, register);
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
                let spelled = || (run.looks == Looks::Person).then(|| cast.by_spelling(&word)).flatten();
                owner[i] = cast.by_short(&word, run).or_else(spelled).or_else(|| {
                    let known = crate::offices::is_president(&word);
                    (run.looks == Looks::Person || known).then(|| cast.add_full(reading, run, true))
                });
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

    /// "Duane R. ("Dewey") Roe": two runs with a nickname between them are one name.
    fn add_nicknamed(&mut self, reading: &Reading<'_>, runs: &[Run], owner: &mut [Option<usize>], register: &Register) {
        for i in 0..runs.len().saturating_sub(1) {
            let first = &runs[i];
            let open = first.name.end;
            if first.looks == Looks::Group && first.name.len() > 3 || !matches!(reading.low(open), "(" | "“" | "\"") {
                continue;
            }
            let close = (open + 1..open + 6)
                .find(|&k| matches!(reading.low(k), ")" | "”" | "\"") && !matches!(reading.low(k + 1), ")" | "”" | "\""));
            let Some(close) = close.filter(|c| reading.tokens.get(*c).is_some_and(|t| t.sentence == reading.tokens[open].sentence)) else {
                continue;
            };
            let Some(last) = runs[i + 1..].iter().take(2).position(|r| r.whole.start == close + 1).map(|k| i + 1 + k) else { continue };
            let given = Words::get().given(&reading.tokens[first.name.start].low);
            let nickname = (open + 1..close).all(|k| !reading.tokens[k].is_word() || reading.tokens[k].is_cap());
            let handle = (open + 1..close).any(|k| reading.tokens[k].text.starts_with('@'));
            let month = Words::get().starts.contains(reading.low(close + 1)) || register.country(reading.tokens[close + 1].text).is_some();
            if !nickname || handle || month || is_month(reading.low(close + 1)) {
                continue;
            }
            if !given || first.name.len() > 2 || runs[last].name.len() != 1 || close - open > 4 {
                continue;
            }
            let name = format!("{} {}", reading.words(first.name.clone()), reading.words(runs[last].name.clone()));
            let words: Vec<String> = name.split(' ').map(|w| bare_name(&w.to_lowercase())).collect();
            let person = self.find(&words).unwrap_or_else(|| self.insert(name, words, first.gender));
            owner[i] = Some(person);
            owner[last] = Some(person);
        }
    }

    fn add_full(&mut self, reading: &Reading<'_>, run: &Run, sure: bool) -> usize {
        let words = lower_words(reading, &run.name);
        // "Staunch Roe ally", "WATCH Roe": a word that only stands before a known name.
        if !sure && words.len() == 2 && !Words::get().given(&words[0]) && words[0].len() > 1 {
            let known = self.by_word.get(&words[1]).and_then(|owners| {
                owners.iter().copied().find(|&p| {
                    let w = &self.people[p].words;
                    w.len() > 1 && w.last() == Some(&words[1]) && Words::get().given(&w[0])
                })
            });
            // "an Impeach Roe sign": no such person where everybody knows Roe.
            if crate::offices::is_recent_president(&words[1]) {
                return known.unwrap_or_else(|| {
                    let alone = self.people.iter().position(|p| p.words.len() == 1 && p.words[0] == words[1]);
                    alone.unwrap_or_else(|| {
                        let surname = run.name.end - 1..run.name.end;
                        self.insert(printed(reading, &surname), words[1..].to_vec(), run.gender)
                    })
                });
            }
            let opens = reading.sentence_of(run.name.start).is_some_and(|s| s.first == run.name.start);
            if let Some(known) = known.filter(|_| opens || reading.tokens[run.name.start].is_acronym()) {
                return known;
            }
        }
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
            if other_middle(known, words) {
                return false;
            }
            known == words
                || known.last() == Some(last) && known.len() != words.len() && {
                    let (small, large) = if known.len() < words.len() { (known.as_slice(), words) } else { (words, known.as_slice()) };
                    small.iter().all(|w| large.contains(w) || large.iter().any(|l| w.len() == 1 && l.starts_with(w.as_str())))
                }
                || known.last() == Some(last) && known.len() > 1 && words.len() > 1 && nickname(&known[0], &words[0])
        })
    }

    /// The first person named in full with that surname (lower case).
    pub fn surnamed(&self, word: &str) -> Option<usize> {
        let owners = self.by_word.get(word)?;
        owners.iter().copied().find(|&p| self.people[p].words.len() > 1 && self.people[p].words.last().is_some_and(|w| w == word))
    }

    /// The person whose surname is the same name spelled otherwise: "Malaki" for "Maliki".
    fn by_spelling(&self, word: &str) -> Option<usize> {
        self.people.iter().take(200).position(|p| p.words.len() > 1 && p.words.last().is_some_and(|w| same_sound(w, word)))
    }

    /// Whom a single name stands for: the last one so named whose gender agrees, surnames before given names.
    fn by_short(&self, word: &str, run: &Run) -> Option<usize> {
        let owners = self.by_word.get(word)?;
        // "Roe" alone is not his son "Roe Jr.", where the father is known to all.
        let son = |p: &usize| crate::offices::is_recent_president(word) && self.people[*p].words.last().is_some_and(|w| is_suffix(w));
        let owners: Vec<usize> = owners.iter().copied().filter(|p| !son(p)).collect();
        let fits = |p: &usize| {
            self.people[*p].gender.agrees(run.gender)
                && (run.looks != Looks::Place || self.people[*p].words.len() > 1 && self.people[*p].words.last().is_some_and(|w| w == word))
        };
        let surname = |p: &usize| self.people[*p].words.last().is_some_and(|w| w == word);
        // "Trump" where only "Gold Trump" and "Trump Aides" stand in full: words glued to a president's name are no one's.
        if crate::offices::is_president(word) && owners.iter().all(|p| !Words::get().given(&self.people[*p].words[0])) {
            return owners.iter().copied().find(|p| self.people[*p].words.len() == 1);
        }
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
        // "the country's president, Ann Roe,": the office stands before the comma.
        if run.whole.start >= first + 2
            && reading.low(run.whole.start - 1) == ","
            && matches!(reading.low(run.whole.end), "," | "." | ")" | ";")
            && (first..run.whole.start - 2)
                .rev()
                .take(6)
                .any(|k| matches!(reading.low(k), "the" | "a" | "an" | "'s" | "his" | "her" | "its" | "their"))
        {
            let role = run.whole.start - 2;
            let owned = role > first && (first..role).rev().take(3).any(|k| reading.tokens[k].is_possessive());
            keep_role(reading, role, run.whole.start - 1, owned, &mut nouns);
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
        other => other.strip_suffix("-elect").or(other.strip_suffix("-designate")).unwrap_or(other),
    };
    if k + 1 < end && office(word, reading.low(k + 1)).is_some() {
        return;
    }
    let before = k.checked_sub(1).map_or("", |b| reading.low(b));
    let of = office_of(reading, k, word);
    let two = of.clone().or_else(|| office(before, word));
    if two.is_some() || Words::get().role(word) {
        let noun = two.unwrap_or_else(|| word.to_owned());
        let own = matches!(noun.as_str(), "democrat" | "republican") || !crate::parts::is_of_a_country(&noun);
        if reading.low(k).ends_with("-elect") || reading.low(k).ends_with("-designate") {
            nouns.push(format!("{noun}-elect"));
        }
        nouns.push(if foreign && !own { format!("~{noun}") } else { noun });
    }
}

/// Offices of two words, which are other people than their second word alone.
pub fn office(first: &str, second: &str) -> Option<String> {
    let second = second.strip_suffix("-elect").or(second.strip_suffix("-designate")).unwrap_or(second);
    let fixed = match (first, second) {
        ("vice", "president") => "vice-president",
        ("prime", "minister") => "prime-minister",
        ("attorney", "general") => "attorney-general",
        ("special", "counsel") => "special-counsel",
        ("foreign", "secretary") => "foreign-minister",
        ("press", "secretary") => "press-secretary",
        ("chief", "justice") => "chief-justice",
        (_, "secretary" | "minister") => return portfolio(first).filter(|p| *p != "state").map(|p| format!("{p}-{second}")),
        _ => return None,
    };
    Some(fixed.to_owned())
}

/// "secretary of state", "minister for health" at token `k`, which reads `word`.
pub fn office_of(reading: &Reading<'_>, k: usize, word: &str) -> Option<String> {
    if !matches!(word, "secretary" | "minister") || !matches!(reading.low(k + 1), "of" | "for") {
        return None;
    }
    let of = k + 2 + usize::from(matches!(reading.low(k + 2), "the" | "national"));
    Some(match portfolio(reading.low(of))? {
        "state" => "secretary-of-state".to_owned(),
        portfolio => format!("{portfolio}-{word}"),
    })
}

fn portfolio(low: &str) -> Option<&'static str> {
    Some(match low {
        "state" => "state",
        "defense" | "defence" => "defense",
        "foreign" => "foreign",
        "treasury" => "treasury",
        "finance" => "finance",
        "interior" => "interior",
        "home" => "home",
        "health" => "health",
        "education" => "education",
        "energy" => "energy",
        "labor" | "labour" => "labor",
        "commerce" => "commerce",
        "transport" | "transportation" => "transport",
        "agriculture" => "agriculture",
        "justice" => "justice",
        "homeland" | "security" => "security",
        "trade" => "trade",
        "economy" => "economy",
        "environment" => "environment",
        "information" => "information",
        "housing" => "housing",
        "veterans" => "veterans",
        "culture" => "culture",
        "water" => "water",
        "oil" => "oil",
        _ => return None,
    })
}

fn lower_words(reading: &Reading<'_>, range: &Range<usize>) -> Vec<String> {
    let mut words: Vec<String> = reading.tokens[range.clone()].iter().map(|t| bare_name(&t.low)).collect();
    // "Jr." and "III" are no surnames; but a president's son is another person than the president.
    while words.len() > 1 && words.last().is_some_and(|w| is_suffix(w)) && !crate::offices::is_recent_president(&words[words.len() - 2]) {
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

/// The words of a name as printed.
fn printed(reading: &Reading<'_>, range: &Range<usize>) -> String {
    reading.words(range.clone())
}

/// "jr", "iii": what tells a son from his father.
fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether two names differ in vowels alone, as transliterations do.
fn same_sound(a: &str, b: &str) -> bool {
    let vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let bones = |w: &str| w.chars().filter(|c| !vowel(c)).collect::<String>();
    a != b && a.len() >= 5 && b.len() >= 5 && a.chars().next() == b.chars().next() && bones(a).len() >= 3 && bones(a) == bones(b)
}

fn is_month(low: &str) -> bool {
    matches!(
        low,
        "january" | "february" | "march" | "april" | "may" | "june" | "july" | "august" | "september" | "october" | "november" | "december"
    )
}

/// "George W. Roe" and "George H. W. Roe" are two: middle names that do not begin alike.
fn other_middle(a: &[String], b: &[String]) -> bool {
    if a.len() < 3 || b.len() < 3 || a.len() > 5 || b.len() > 5 {
        return false;
    }
    let (a, b) = (&a[1..a.len() - 1], &b[1..b.len() - 1]);
    a[0] != b[0] && !a[0].starts_with(b[0].as_str()) && !b[0].starts_with(a[0].as_str()) && (a[0].len() == 1 || b[0].len() == 1)
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
