//! Where and when an article is set: its date, its outlet's country and the country it is about, which bare nouns lean on.

use std::collections::HashMap;

use sayso_doc::Article;
use sayso_register::{Country, CountryName, Register};

use crate::names::Run;
use crate::reading::Reading;

/// The country of an outlet that nobody knows.
const HOME: &str = "US";

/// Mentions that make a country the one an article is about, and their least share of all mentions of countries.
const FEWEST: usize = 3;
const SHARE: (usize, usize) = (1, 2);

/// Capitalized names that are looked at; more tell nothing new.
const MOST_NAMES: usize = 4000;

#[derive(Debug, Default)]
pub struct Setting {
    /// ISO date of publication, empty where unknown.
    pub date: String,
    /// ISO code of the outlet's country.
    pub home: String,
    /// Who wrote the article, where its byline is one person's name.
    pub author: Option<String>,
    /// Index in the register of the country that most mentions of countries mean.
    about: Option<usize>,
    /// The country with the most mentions, however small its share.
    most: Option<usize>,
}

impl Setting {
    pub fn new(article: &Article, reading: &Reading<'_>, runs: &[Run], register: &Register) -> Self {
        let published = article.published.as_deref().or(article.updated.as_deref()).unwrap_or_default();
        let date = published
            .get(..10)
            .filter(|d| d.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() }));
        let outlet = article.outlet.as_deref().and_then(|o| register.outlet(o));
        let home = outlet.and_then(|o| o.country.clone()).unwrap_or_else(|| HOME.to_owned());
        let (about, most) = about(reading, runs, register);
        Self { date: date.unwrap_or_default().to_owned(), home, author: author(article), about, most }
    }

    /// The one country that the article is about, when it is about one.
    pub fn about<'r>(&self, register: &'r Register) -> Option<&'r Country> {
        self.about.and_then(|i| register.countries().get(i))
    }

    /// The country that is mentioned most.
    pub fn most<'r>(&self, register: &'r Register) -> Option<&'r Country> {
        self.most.and_then(|i| register.countries().get(i))
    }

    /// The adjective of the article's country where that is not the outlet's own: what "the ministry" goes without.
    pub fn foreign_adjective<'r>(&self, register: &'r Register) -> Option<&'r str> {
        adjective(self.about(register).filter(|c| c.id != self.home)?)
    }
}

/// The name in a byline: "By Ann Roe" is one, a desk or two people are none.
fn author(article: &Article) -> Option<String> {
    let byline = article.byline.as_deref()?.trim();
    let name = byline.strip_prefix("By ").or(byline.strip_prefix("by ")).unwrap_or(byline).trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = words
        .iter()
        .all(|w| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'')));
    let given = words.first().is_some_and(|w| crate::words::Words::get().given(&w.to_lowercase()));
    ((2..=4).contains(&words.len()) && plain && given).then(|| name.to_owned())
}

/// "U.S.", "Turkish": what stands before the name of a country's body.
pub fn adjective(country: &Country) -> Option<&str> {
    if country.id == "US" { Some("U.S.") } else { country.demonyms.first().map(String::as_str) }
}

fn about(reading: &Reading<'_>, runs: &[Run], register: &Register) -> (Option<usize>, Option<usize>) {
    let place: HashMap<&str, usize> = register.countries().iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut all = 0;
    for run in runs.iter().take(MOST_NAMES) {
        // "Turkish Interior Minister" begins with a country, "Bank of Japan" ends with one.
        let whole = (run.name.len() > 1).then(|| reading.words(run.name.clone()));
        let first = reading.tokens[run.whole.start].text;
        let last = reading.tokens[run.whole.end - 1].text;
        let two = (run.whole.len() > 2).then(|| reading.words(run.whole.start..run.whole.start + 2));
        let found = whole
            .as_deref()
            .and_then(|w| register.country(w))
            .or_else(|| two.as_deref().and_then(|w| register.country(w)))
            .or_else(|| register.country(first))
            .or_else(|| register.country(last));
        if let Some((country, how)) = found
            && !matches!(how, CountryName::Seat(_))
            && let Some(&i) = place.get(country.id.as_str())
        {
            *counts.entry(i).or_default() += 1;
            all += 1;
        }
    }
    let Some((&i, &n)) = counts.iter().max_by_key(|&(&i, &n)| (n, std::cmp::Reverse(i))) else { return (None, None) };
    let many = n >= FEWEST;
    ((many && n * SHARE.1 >= all * SHARE.0).then_some(i), many.then_some(i))
}
