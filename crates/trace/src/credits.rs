//! Which agency a text is taken from, wholly or in part: byline, dateline, credit lines, copyright.

use std::ops::Range;

use sayso_doc::{Article, Credit, Span};
use sayso_register::{Outlet, OutletKind, Register};

use crate::publisher::Publisher;
use crate::reading::Reading;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Credits {
    pub syndicated_from: Option<Credit>,
    pub contributors: Vec<Credit>,
}

/// Paragraphs at the head of an article that can hold a dateline or an agency line.
const HEAD: usize = 8;
/// Paragraphs at its foot that can hold a credit.
const FOOT: usize = 30;
/// Tokens within which a dateline names its agency: "HONG KONG, July 3 (AP) —".
const DATELINE: usize = 14;
/// Bytes of a paragraph with which the text itself has begun: a name on a line of its own after it is a heading.
const LEAD: usize = 120;
/// Longest agency line, in words.
const LINE: usize = 6;
/// Words of which a paragraph at the foot must hold one, whole or as part of another, to be read for credits.
const TELLING: [&str; 11] =
    ["copyright", "©", "reporting", "contribut", "material", "files", "used", "appeared on", "published on", "published by", "reported by"];
/// Words of a note that says where a text first stood; a longer paragraph tells a story.
const PROVENANCE: usize = 24;
/// Names in a byline from which on it is a page's list of everybody, not of those who wrote the text.
const CROWD: usize = 5;
/// Paragraphs at the head and at the foot in which an agency marks a text on its own pages.
const MARKED: (usize, usize) = (3, 5);

pub fn read(article: &Article, register: &Register, publisher: &Publisher) -> Credits {
    let mut credits = Credits::default();
    let count = article.paragraphs.len();
    let mut begun = false;
    for (i, paragraph) in article.paragraphs.iter().enumerate() {
        if i >= HEAD && i + FOOT < count {
            continue;
        }
        let words = &article.text[paragraph.span];
        if words.len() > 4000 {
            continue;
        }
        let opens = !begun;
        begun |= words.len() > LEAD;
        // Most paragraphs can hold none of this, which is seen without reading them.
        let short = || words.split_whitespace().nth(LINE).is_none();
        let head = i < HEAD && credits.syndicated_from.is_none() && (words.contains('(') || short());
        let foot = i + FOOT >= count && {
            let low = words.to_ascii_lowercase();
            TELLING.iter().any(|t| low.contains(t))
        };
        if !head && !foot {
            continue;
        }
        let line = Line { article, offset: paragraph.span.start(), reading: Reading::of_line(words), register, publisher };
        if head {
            credits.syndicated_from = line.dateline().or_else(|| line.agency_line(i + 1 < count && opens));
        }
        if foot {
            if credits.syndicated_from.is_none() {
                credits.syndicated_from =
                    line.copyright().or_else(|| line.sign_off()).or_else(|| line.first_stood()).or_else(|| line.agency_writers());
            }
            for credit in line.contributors() {
                if !credits.contributors.iter().any(|c| c.agency == credit.agency) {
                    credits.contributors.push(credit);
                }
            }
        }
    }
    if credits.syndicated_from.is_none()
        && let Some(byline) = &article.byline
    {
        credits.syndicated_from = from_byline(byline, register, publisher).map(|agency| Credit { agency, span: None });
    }
    // A text that an agency marks as its own is the agency's on its own pages as well, as the stories' annotators have it.
    if credits.syndicated_from.is_none()
        && let Some(outlet) = article.outlet.as_deref().and_then(|o| register.outlet(o)).filter(|o| o.kind == OutletKind::Wire)
        && is_marked(article, outlet)
    {
        credits.syndicated_from = Some(Credit { agency: outlet.name.clone(), span: None });
    }
    credits
}

/// Whether the head or the foot of an agency's article names the agency: dateline, photo credit, sign-off.
fn is_marked(article: &Article, outlet: &Outlet) -> bool {
    let (head, foot) = MARKED;
    let count = article.paragraphs.len();
    let ends = article.paragraphs.iter().enumerate().filter(|(i, _)| *i < head || i + foot >= count);
    let names: Vec<&str> = std::iter::once(&outlet.name).chain(&outlet.aliases).map(String::as_str).collect();
    ends.map(|(_, p)| &article.text[p.span]).any(|words| {
        names.iter().any(|name| {
            words.match_indices(*name).any(|(at, _)| {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                edge(words[..at].chars().next_back()) && edge(words[at + name.len()..].chars().next())
            })
        })
    })
}

/// "By Associated Press", "CNN Wire", "Ann Roe, Reuters".
fn from_byline(byline: &str, register: &Register, publisher: &Publisher) -> Option<String> {
    if byline.split(',').count() >= CROWD {
        return None;
    }
    for part in byline.split([',', '|', ';', '/', '•']).chain(byline.rsplit_once(" of ").map(|(_, tail)| tail)) {
        let part = part.trim().trim_start_matches("By ").trim_start_matches("by ").trim();
        if let Some(outlet) = register.outlet(part)
            && !publisher.is(&outlet.name, Some(&outlet.id))
            && matches!(outlet.kind, OutletKind::Wire | OutletKind::State)
        {
            return Some(outlet.name.clone());
        }
        // "CNN Wire", "Tribune News Service": an agency by its own name.
        let low = part.to_lowercase();
        if (low.ends_with(" wire") || low.ends_with(" news service") || low.ends_with(" news agency"))
            && part.split(' ').count() <= 5
            && !publisher.is_part(part.rsplit_once(' ').map_or(part, |(name, _)| name))
        {
            let name = part.split(' ').map(title_case).collect::<Vec<_>>().join(" ");
            return Some(register.outlet(&name).map_or(name, |o| o.name.clone()));
        }
    }
    None
}

fn title_case(word: &str) -> String {
    if word.len() <= 4 && word.starts_with(char::is_uppercase) && !matches!(word, "Wire" | "News") {
        return word.to_uppercase();
    }
    word.to_owned()
}

struct Line<'a> {
    article: &'a Article,
    offset: usize,
    reading: Reading<'a>,
    register: &'a Register,
    publisher: &'a Publisher,
}

impl Line<'_> {
    fn span(&self, range: Range<usize>) -> Option<Span> {
        let (a, b) = (self.reading.tokens.get(range.start)?, self.reading.tokens.get(range.end.checked_sub(1)?)?);
        self.article.text.span(self.offset + a.start, self.offset + b.end).ok()
    }

    fn credit(&self, agency: &str, range: Range<usize>) -> Credit {
        Credit { agency: agency.to_owned(), span: self.span(range) }
    }

    /// "LONDON (AP) — …", "WASHINGTON, July 3 (Reuters) - …": only agencies, not the outlet's own mark.
    fn dateline(&self) -> Option<Credit> {
        let tokens = &self.reading.tokens;
        let open = tokens.iter().take(DATELINE).position(|t| t.text == "(")?;
        let close = (open + 1..(open + 6).min(tokens.len())).find(|&i| tokens[i].text == ")")?;
        let dash = tokens.get(close + 1).is_some_and(|t| matches!(t.text, "-" | "–" | "—" | "--" | "―"));
        // "(AP) LONDON –": the agency before the place.
        let first = open == 0
            && tokens.get(close + 1).is_some_and(|t| t.text.chars().all(char::is_uppercase))
            && tokens.iter().skip(close + 2).take(4).any(|t| matches!(t.text, "-" | "–" | "—" | "--" | "―"));
        if !first && (!dash || open == 0 || !tokens[0].is_cap()) {
            return None;
        }
        let name = self.reading.words(open + 1..close);
        let outlet = self.register.outlet(&name)?;
        (outlet.kind == OutletKind::Wire || outlet.kind == OutletKind::State && !self.publisher.is(&outlet.name, Some(&outlet.id)))
            .then(|| self.credit(&outlet.name, open + 1..close))
    }

    /// A line of its own with nothing but an agency's or another outlet's name.
    fn agency_line(&self, more: bool) -> Option<Credit> {
        let tokens = &self.reading.tokens;
        if !more
            || tokens.is_empty()
            || tokens.len() > LINE
            || tokens.iter().any(|t| !t.is_cap() && t.is_word() && !matches!(t.low.as_ref(), "by" | "and" | "of" | "the"))
        {
            return None;
        }
        let first = usize::from(matches!(self.reading.low(0), "by" | "from" | "source"));
        let first = first + usize::from(tokens.get(first).is_some_and(|t| t.text == ":"));
        let name = self.reading.words(first..tokens.len());
        if let Some(outlet) = self.register.outlet(&name) {
            return (!self.publisher.is(&outlet.name, Some(&outlet.id))).then(|| self.credit(&outlet.name, first..tokens.len()));
        }
        let last = tokens.last()?.low.as_ref();
        let paper = matches!(
            last,
            "republic"
                | "times"
                | "post"
                | "herald"
                | "tribune"
                | "gazette"
                | "journal"
                | "star"
                | "register"
                | "sentinel"
                | "news-press"
                | "press"
        );
        (paper && self.reading.low(first) == "the" && tokens.len() - first >= 3 && !self.publisher.is(&name, None))
            .then(|| self.credit(&name, first..tokens.len()))
    }

    /// "Copyright 2016 The Associated Press. All rights reserved."
    fn copyright(&self) -> Option<Credit> {
        let tokens = &self.reading.tokens;
        let at = tokens.iter().position(|t| t.low == "copyright" || t.text == "©")?;
        self.outlets(at + 1..(at + 10).min(tokens.len()))
            .into_iter()
            .find(|(_, wire, _)| *wire)
            .map(|(name, _, range)| self.credit(&name, range))
            .or_else(|| self.syndicate(at + 1))
    }

    /// "© 2019 Valley Features Syndicate": an agency by its last word, known or not.
    fn syndicate(&self, from: usize) -> Option<Credit> {
        let tokens = &self.reading.tokens;
        let start = (from..(from + 5).min(tokens.len())).find(|&i| tokens[i].is_word() && tokens[i].is_cap() && tokens[i].low != "the")?;
        let end = (start..(start + 6).min(tokens.len())).take_while(|&i| tokens[i].is_cap() && tokens[i].is_word()).last()? + 1;
        let last = (start..end).rev().find(|&i| matches!(tokens[i].low.as_ref(), "syndicate" | "agency" | "wire" | "service"))?;
        let name = self.reading.words(start..last + 1);
        (last > start && !self.publisher.is(&name, None)).then(|| self.credit(&name, start..last + 1))
    }

    /// "This article originally appeared on X", "This story was reported by X", "… appeared on example.com".
    fn first_stood(&self) -> Option<Credit> {
        let tokens = &self.reading.tokens;
        let first = self.reading.sentences.first()?;
        let range = first.first..first.last.min(first.first + PROVENANCE);
        let verb = range.clone().find(|&i| {
            let before = i.checked_sub(1).map_or("", |b| self.reading.low(b));
            match self.reading.low(i) {
                "appeared" | "published" => before == "originally" || before == "first" && i > 1,
                "reported" => before == "was" && matches!(self.reading.low(0), "this" | "the") && i <= 4,
                _ => false,
            }
        })?;
        let by = (verb + 1..range.end.min(verb + 3)).find(|&i| matches!(self.reading.low(i), "on" | "by" | "in" | "at"))?;
        let named = self.outlets(by + 1..range.end.min(by + 8)).into_iter().next();
        if let Some((name, _, range)) = named {
            return Some(self.credit(&name, range));
        }
        let rest = self.article.text.as_str().get(self.offset + tokens.get(by)?.end..)?;
        let host = rest.split_whitespace().next().filter(|h| h.contains('.'))?;
        let outlet = self.register.outlet_of_host(host.trim_end_matches('.'))?;
        (!self.publisher.is(&outlet.name, Some(&outlet.id))).then(|| self.credit(&outlet.name, by + 1..range.end.min(by + 2)))
    }

    /// "Associated Press writer Ann Roe in Rome contributed to this report": so an agency signs its own text.
    fn agency_writers(&self) -> Option<Credit> {
        let tokens = &self.reading.tokens;
        let last = tokens.len();
        let at = (0..last).find(|&i| self.reading.reads(i, "contributed to").is_some() || self.reading.low(i) == "contributed")?;
        let (name, _, range) = self.outlets(0..at.min(PROVENANCE)).into_iter().find(|(_, wire, range)| {
            *wire && range.start <= 1 && matches!(self.reading.low(range.end), "writer" | "writers" | "reporter" | "reporters")
        })?;
        Some(self.credit(&name, range))
    }

    /// "(Reporting by Ann Roe; Editing by Jo Doe)" is how Reuters signs off; other agencies name themselves.
    fn sign_off(&self) -> Option<Credit> {
        let reads = |phrase: &str| (0..self.reading.tokens.len().min(4)).any(|i| self.reading.reads(i, phrase).is_some());
        if !reads("reporting by") {
            return None;
        }
        let last = self.reading.tokens.len();
        let named = self.outlets(0..last).into_iter().find(|(_, wire, _)| *wire);
        if let Some((name, _, range)) = named {
            return Some(self.credit(&name, range));
        }
        // Without the brackets it is any newsroom's own sign-off.
        let bracketed = (0..last.min(2)).any(|i| self.reading.tokens[i].text.starts_with('('));
        let edited = bracketed && (0..last).any(|i| self.reading.reads(i, "editing by").is_some());
        edited.then(|| self.credit("Reuters", 0..last))
    }

    fn contributors(&self) -> Vec<Credit> {
        let reading = &self.reading;
        let last = reading.tokens.len();
        let says = (0..last).find(|&i| {
            reading.reads(i, "contributed to").is_some()
                || reading.reads(i, "contains material from").is_some()
                || reading.reads(i, "includes material from").is_some()
                || reading.reads(i, "material from").is_some()
                || reading.reads(i, "additional reporting").is_some()
                || reading.reads(i, "with reporting").is_some()
                || reading.reads(i, "with files from").is_some()
                || reading.reads(i, "used in this report").is_some()
                || i < 2 && reading.low(i) == "contributing" && matches!(reading.low(i + 1), ":" | "from")
        });
        let Some(at) = says else { return Vec::new() };
        let Some(sentence) = reading.sentence_of(at) else { return Vec::new() };
        self.outlets(sentence.first..sentence.last).into_iter().map(|(name, _, range)| self.credit(&name, range)).collect()
    }

    /// Outlets named within the tokens that are not the publisher: name, whether an agency, where.
    fn outlets(&self, range: Range<usize>) -> Vec<(String, bool, Range<usize>)> {
        let tokens = &self.reading.tokens;
        let mut found = Vec::new();
        let mut i = range.start;
        while i < range.end {
            if !tokens[i].is_cap() && tokens[i].low != "the" {
                i += 1;
                continue;
            }
            let longest =
                (i + 1..=(i + 6).min(range.end)).rev().find_map(|end| self.register.outlet(&self.reading.words(i..end)).map(|o| (end, o)));
            match longest {
                Some((end, outlet)) => {
                    if !self.publisher.is(&outlet.name, Some(&outlet.id)) {
                        found.push((outlet.name.clone(), outlet.kind == OutletKind::Wire, i..end));
                    }
                    i = end;
                }
                None => {
                    // "The Valley Free Beacon's Bill Roe": a possessive outlet that no register knows.
                    let end = (i + 1..(i + 7).min(range.end)).find(|&k| !tokens[k].is_cap());
                    if let Some(end) = end
                        && tokens[i].low == "the"
                        && end - i >= 3
                        && tokens[end].is_possessive()
                    {
                        let name = self.reading.words(i..end);
                        if !self.publisher.is(&name, None) {
                            found.push((name, false, i..end));
                        }
                        i = end;
                        continue;
                    }
                    i += 1;
                }
            }
        }
        found
    }
}
