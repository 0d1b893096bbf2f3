//! Who held the best-known offices when: general facts, for "the president" of whom an article gives no name.

use std::sync::OnceLock;

use crate::names::Gender;

/// One term of one person in one office.
#[derive(Debug, PartialEq)]
pub struct Term {
    /// As `cast::office` names it ("vice-president").
    pub office: &'static str,
    /// ISO 3166-1 alpha-2 code.
    pub country: &'static str,
    pub name: &'static str,
    pub gender: Gender,
    /// ISO dates; an open end is empty.
    from: &'static str,
    to: &'static str,
    /// First and last word of the name, lower case.
    first: String,
    last: String,
}

impl Term {
    pub fn surname(&self) -> &'static str {
        self.name.rsplit(' ').next().unwrap_or(self.name)
    }

    pub fn over_on(&self, date: &str) -> bool {
        !self.to.is_empty() && self.to <= date
    }
}

fn terms() -> &'static [Term] {
    static TERMS: OnceLock<Vec<Term>> = OnceLock::new();
    TERMS.get_or_init(|| include_str!("../words/offices.txt").lines().filter_map(term).collect())
}

fn term(line: &'static str) -> Option<Term> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = line.split('|').map(str::trim);
    let office = fields.next().filter(|o| !o.is_empty())?;
    let country = fields.next()?;
    let name = fields.next()?;
    Some(Term {
        office,
        country,
        name,
        first: name.split(' ').next().unwrap_or(name).to_lowercase(),
        last: name.rsplit(' ').next().unwrap_or(name).to_lowercase(),
        gender: if fields.next()? == "w" { Gender::Woman } else { Gender::Man },
        from: fields.next()?,
        to: fields.next().unwrap_or_default(),
    })
}

/// Who held `office` of `country` on an ISO `date`.
pub fn holder(office: &str, country: &str, date: &str) -> Option<&'static Term> {
    terms().iter().find(|t| t.office == office && t.country == country && t.from <= date && !t.over_on(date))
}

/// Whether a lower-case word is the surname of a president of the list.
pub fn is_president(surname: &str) -> bool {
    terms().iter().any(|t| t.office == "president" && t.last == surname)
}

/// Whether a president of that surname (lower case) took office in living memory of a newsroom, so that it alone means them.
pub fn is_recent_president(surname: &str) -> bool {
    terms().iter().any(|t| t.office == "president" && t.last == surname && t.from >= "1989")
}

/// The terms that a person of that name (lower-case words) had begun by `date`; "" is any date.
pub fn terms_of<'a>(words: &'a [String], date: &'a str) -> impl Iterator<Item = &'static Term> + 'a {
    terms().iter().filter(move |t| {
        (date.is_empty() || t.from <= date) && words.len() > 1 && words.last() == Some(&t.last) && words.first() == Some(&t.first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_end_where_the_next_begins() {
        assert_eq!(holder("president", "US", "2017-01-19").map(|t| t.name), Some("Barack Obama"));
        assert_eq!(holder("president", "US", "2017-01-20").map(|t| t.name), Some("Donald Trump"));
        assert_eq!(holder("president", "US", "1801-01-01"), None);
        let words = ["hillary".to_owned(), "clinton".to_owned()];
        assert_eq!(terms_of(&words, "2016-05-01").map(|t| t.office).collect::<Vec<_>>(), ["secretary-of-state"]);
    }

    #[test]
    fn every_line_is_whole() {
        let lines = include_str!("../words/offices.txt").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(terms().len(), lines);
        assert!(terms().iter().all(|t| t.from.len() == 10 && (t.to.is_empty() || t.to > t.from)));
    }
}
