//! Proper names in the text: runs of capitalized words, and which of them are persons.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use sayso_doc::Tagged;
use sayso_register::Register;

use crate::grammar::is_weekday;
use crate::reading::Reading;
use crate::titles::{gender_of_given, split_run};
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
            let from = runs.len();
            split_run(reading, i..end, kind, register, &mut runs);
            // "On This Week": programmes bear titles, not names.
            let words = Words::get();
            for run in &mut runs[from..] {
                if words.programs.contains_key(reading.words(run.name.clone()).to_lowercase().as_str()) {
                    run.looks = Looks::Group;
                }
            }
        }
        i = next;
    }
    settle(reading, &mut runs);
    runs
}

/// One word that stands alone many times is one thing: what most of its mentions look like. A noun before it counts thrice.
fn settle(reading: &Reading<'_>, runs: &mut [Run]) {
    let words = Words::get();
    let mut votes: HashMap<&str, [u32; 3]> = HashMap::new();
    let alone = |r: &Run| r.whole.len() == 1;
    for run in runs.iter().filter(|r| alone(r)) {
        let before = run.whole.start.checked_sub(1).map_or("", |b| reading.low(b));
        let told = words.outlet_nouns.contains(before) || words.organizations.contains(before);
        let vote = votes.entry(reading.tokens[run.whole.start].text).or_default();
        match run.looks {
            Looks::Person => vote[0] += 1,
            Looks::Group => vote[1] += if told { 8 } else { 1 },
            Looks::Place => vote[2] += 1,
            Looks::MaybePerson | Looks::Unknown => {}
        }
    }
    for run in runs.iter_mut().filter(|r| r.whole.len() == 1) {
        let Some(&[person, group, place]) = votes.get(reading.tokens[run.whole.start].text) else { continue };
        let most = person.max(group).max(place);
        if most == 0 {
            continue;
        }
        run.looks = if group == most {
            Looks::Group
        } else if person == most {
            Looks::Person
        } else {
            Looks::Place
        };
    }
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
    // "Mike Roe Michael (Mike) J. RoeTech …": the glued word stands after the run.
    let sentence = reading.tokens[run.start].sentence;
    for k in run.end..(run.end + 7).min(reading.tokens.len()) {
        let own = text(k);
        if reading.tokens[k].sentence != sentence {
            break;
        }
        let earlier = (run.start + 1..run.end).find(|&e| {
            text(e).len() >= 3
                && own.len() > text(e).len()
                && own.starts_with(text(e))
                && own[text(e).len()..].starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        });
        if let Some(e) = earlier {
            return Some((e + 1, k + 1));
        }
    }
    // "Paul Roe Paul Davis Roe": a whole name said again.
    let again = (run.start + 1..run.end)
        .find(|&k| k + 2 < run.end && text(k + 1) == text(run.start) && (k + 2..run.end).any(|j| text(j) == text(k)));
    if let Some(k) = again {
        let last = (k + 2..run.end).find(|&j| text(j) == text(k)).unwrap_or(k);
        return Some((k + 1, last + 1));
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
        // About every fourth token is a new word.
        let lower = HashSet::with_capacity(reading.tokens.len() / 4);
        let mut seen = Self { lower, inside: HashSet::new(), capital_lines: HashSet::new() };
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
    let plain = reading.tokens.get(i + 1).is_some_and(|n| {
        seen.lower.contains(n.low.as_ref())
            || n.low.ends_with("ing")
            || matches!(n.low.as_ref(), "says" | "said" | "calls" | "quits" | "wins")
    });
    let full = next && !plain && words.given(&token.low) && !words.titles.contains(token.low.as_ref());
    // A third word belongs to the name where the body takes all three up ("Kim Jong Un").
    let third = full && out.len() < MOST_HEADING_NAMES && seen.taken_up(reading, i);
    let end = i + 1 + usize::from(full) + usize::from(third);
    let gender = if full { gender_of_given(&token.low) } else { Gender::Unknown };
    // Only the rest of the text can tell what these are: full names count where it takes them up.
    out.push(Run { whole: i..end, name: i..end, looks: if full { Looks::Person } else { Looks::Unknown }, gender });
    end
}

/// Names of headings that are looked up in the body: more are no headings of an article.
const MOST_HEADING_NAMES: usize = 200;

impl Seen<'_> {
    /// Whether tokens `i..i + 3` stand in a line that is not all capitalized.
    fn taken_up(&self, reading: &Reading<'_>, i: usize) -> bool {
        let Some(name) = reading.tokens.get(i..i + 3) else { return false };
        let one_sentence = name.iter().all(|t| t.is_word() && t.is_cap() && t.sentence == name[0].sentence);
        one_sentence
            && reading
                .tokens
                .windows(3)
                .any(|w| w.iter().zip(name).all(|(a, b)| a.text == b.text) && !self.capital_lines.contains(&w[0].sentence))
    }
}

/// Where the run that begins at token `i` ends, if one does.
fn run_end(reading: &Reading<'_>, i: usize, seen: &Seen<'_>) -> Option<usize> {
    let words = Words::get();
    let tokens = &reading.tokens;
    let name_like = |k: usize| {
        tokens.get(k).is_some_and(|t| {
            t.sentence == tokens[i].sentence
                && !(k > i && is_calendar(&t.low))
                && t.is_word()
                && t.is_cap()
                && t.text != "I"
                && !t.text.starts_with(['@', '#'])
                && !is_party_mark(t.text)
        })
    };
    if !name_like(i) || is_calendar(&tokens[i].low) {
        return None;
    }
    if opens_sentence(reading, i) {
        let token = &tokens[i];
        if words.starts.contains(token.low.as_ref()) {
            return None;
        }
        // "Backers of Roe": a noun that only opens the sentence.
        let plural = words.plural_role(&token.low).is_some() || words.groups.contains(token.low.as_ref());
        if plural && !seen.inside.contains(token.text) && reading.low(i + 1) == "of" {
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
        let centers = is_body(reading.low(end - 1).trim_end_matches('s'));
        if matches!(low, "for" | "on") && !centers && !is_body(reading.low(end - 1)) && !body {
            break;
        }
        let listed = low == "and" && words.and_names.contains(&(tokens[end - 1].low.to_string(), reading.low(end + 1).to_owned()));
        if low == "and"
            && !listed
            && !((i..end).any(|k| reading.low(k) == "of" || reading.low(k) == "on" || reading.low(k) == "for") && body)
        {
            break;
        }
        end += link + 1;
    }
    Some(end)
}

/// "D-Ohio", "I-Vt.": a party and a state are no name.
pub fn is_party_mark(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('D' | 'R' | 'I')) && chars.next() == Some('-') && chars.next().is_some_and(char::is_uppercase)
}

/// Capitalized as days and shortened months are, and no name.
fn is_calendar(low: &str) -> bool {
    is_weekday(low) || matches!(low, "jan." | "feb." | "aug." | "sept." | "oct." | "nov." | "dec.")
}

/// A noun that heads the name of a government body or an organization.
pub fn is_body(low: &str) -> bool {
    let words = Words::get();
    words.government.contains(low) || words.organizations.contains(low)
}
