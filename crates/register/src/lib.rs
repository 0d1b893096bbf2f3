//! Outlets and countries by any of their names: general data in `data/`, never rules. Users can add their own.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use thiserror::Error;

const OUTLETS: &str = include_str!("../data/outlets.toml");
const COUNTRIES: &str = include_str!("../data/countries.toml");

/// What an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletKind {
    /// An agency that others print.
    Wire,
    /// Run or controlled by a state.
    State,
    /// Public service with editorial independence by law.
    Public,
    Private,
    /// Trade, research or single-subject outlet.
    Specialist,
    /// A government's or organization's own channel.
    Official,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Stable, lower-case, hyphens.
    pub id: String,
    /// Canonical name, without "The" where the masthead can do without.
    pub name: String,
    pub kind: OutletKind,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Its name is also a plain word or phrase ("The Information"): only its own capitals, and its own "The", count.
    #[serde(default)]
    pub ordinary: bool,
    /// Who runs it, where a state or a movement does.
    pub owner: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Host names without `www.`; subdomains belong to them too.
    #[serde(default)]
    pub domains: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub id: String,
    pub name: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Adjectives and names of its people: "Russian", "Russians".
    #[serde(default)]
    pub demonyms: Vec<String>,
    #[serde(default)]
    pub capitals: Vec<String>,
    /// Buildings and streets that stand for its government: "the Kremlin", "Foggy Bottom".
    #[serde(default)]
    pub seats: Vec<Seat>,
}

/// A seat of power and whom it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    pub name: String,
    /// Canonical name of whom it stands for: "US State Department" for Foggy Bottom.
    pub stands_for: String,
}

/// By which of its names a country was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryName {
    Name,
    Demonym,
    Capital,
    /// Index into [`Country::seats`].
    Seat(usize),
}

/// Why a register could not be read.
#[derive(Debug, Error)]
pub enum RegisterError {
    #[error("register `{file}` is not valid: {reason}")]
    Invalid { file: String, reason: String },
}

/// Look-ups by name, blind to case, to a leading "the" and to dots in initials.
#[derive(Debug, Clone, Default)]
pub struct Register {
    outlets: Vec<Outlet>,
    countries: Vec<Country>,
    outlet_names: FxHashMap<String, usize>,
    domains: FxHashMap<String, usize>,
    country_names: FxHashMap<String, (usize, CountryName)>,
    /// Bytes of the longest of all these names.
    longest: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    outlet: Vec<Outlet>,
    #[serde(default)]
    country: Vec<Country>,
}

impl Register {
    /// The register that comes with Sayso; read once.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Register> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let mut register = Self::default();
            for (file, toml) in [("outlets.toml", OUTLETS), ("countries.toml", COUNTRIES)] {
                // A test reads both files, so this cannot fail in a build that passed it.
                register.add(file, toml).unwrap_or_else(|e| panic!("{e}"));
            }
            register
        })
    }

    /// Adds the `[[outlet]]` and `[[country]]` tables of a TOML text; an entry with a known id replaces that entry.
    ///
    /// # Errors
    /// When the text is no TOML of this shape; nothing is added then.
    pub fn add(&mut self, file: &str, toml: &str) -> Result<(), RegisterError> {
        let invalid = |e: toml::de::Error| RegisterError::Invalid { file: file.to_owned(), reason: e.to_string() };
        let read: File = toml::from_str(toml).map_err(invalid)?;
        for outlet in read.outlet {
            match self.outlets.iter_mut().find(|o| o.id == outlet.id) {
                Some(known) => *known = outlet,
                None => self.outlets.push(outlet),
            }
        }
        for country in read.country {
            match self.countries.iter_mut().find(|c| c.id == country.id) {
                Some(known) => *known = country,
                None => self.countries.push(country),
            }
        }
        self.index();
        Ok(())
    }

    fn index(&mut self) {
        self.outlet_names.clear();
        self.domains.clear();
        self.country_names.clear();
        // Canonical names win over aliases of others.
        for (i, o) in self.outlets.iter().enumerate() {
            self.outlet_names.entry(whole(&o.name)).or_insert(i);
            for domain in &o.domains {
                self.domains.insert(domain.to_lowercase(), i);
            }
        }
        for (i, o) in self.outlets.iter().enumerate() {
            for alias in &o.aliases {
                self.outlet_names.entry(whole(alias)).or_insert(i);
            }
        }
        for (i, c) in self.countries.iter().enumerate() {
            let mut add = |name: &str, how| {
                self.country_names.entry(whole(name)).or_insert((i, how));
            };
            add(&c.name, CountryName::Name);
            c.aliases.iter().for_each(|n| add(n, CountryName::Name));
            c.demonyms.iter().for_each(|n| add(n, CountryName::Demonym));
            c.capitals.iter().for_each(|n| add(n, CountryName::Capital));
            c.seats.iter().enumerate().for_each(|(k, s)| add(&s.name, CountryName::Seat(k)));
        }
        self.longest = self.outlet_names.keys().chain(self.country_names.keys()).map(|name| name.len()).max().unwrap_or(0);
    }

    pub fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }

    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// The outlet of that name or alias; "the information" is none, "The Information" is one.
    pub fn outlet(&self, name: &str) -> Option<&Outlet> {
        let outlet = &self.outlets[*self.outlet_names.get(&fold(name, self.longest)?)?];
        let as_written = || std::iter::once(&outlet.name).chain(&outlet.aliases).any(|own| article_blind(own) == article_blind(name));
        (!outlet.ordinary || as_written()).then_some(outlet)
    }

    /// The outlet whose domain `host` is or lies under.
    pub fn outlet_of_host(&self, host: &str) -> Option<&Outlet> {
        let host = host.to_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(&i) = self.domains.get(rest) {
                return Some(&self.outlets[i]);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The country of that name, demonym, capital or seat, and which of these it was; "us", "polish" and "turkey" are none.
    pub fn country(&self, name: &str) -> Option<(&Country, CountryName)> {
        if !name.contains(char::is_uppercase) {
            return None;
        }
        self.country_names.get(&fold(name, self.longest)?).map(|&(i, how)| (&self.countries[i], how))
    }
}

/// Single blanks, and a leading "The" in lower case: "the Atlantic" in mid-sentence is "The Atlantic".
fn article_blind(name: &str) -> String {
    let joined = name.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.strip_prefix("The ").map_or_else(|| joined.clone(), |rest| format!("the {rest}"))
}

/// Lower case, without a leading "the", dots, apostrophes and doubled blanks.
/// `None` when that is longer than `most` bytes.
fn fold(name: &str, most: usize) -> Option<String> {
    // A "the" goes only at the end.
    let most = most.saturating_add("the ".len());
    let mut out = String::with_capacity(name.len().min(most));
    let mut gap = false;
    for c in name.chars() {
        match c {
            '.' | '’' | '\'' => continue,
            _ if c.is_whitespace() => {
                gap = true;
                continue;
            }
            _ => {}
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push(' ');
        }
        if out.len() > most {
            return None;
        }
        match c {
            // In lower case it has two forms, by its place in the word.
            'Σ' | 'ς' => out.push('σ'),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    if out.starts_with("the ") {
        out.drain(.."the ".len());
    }
    Some(out)
}

/// A name of any length, folded.
fn whole(name: &str) -> String {
    fold(name, usize::MAX).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_finds_the_outlet() {
        let r = Register::builtin();
        for name in ["Reuters", "reuters", "REUTERS"] {
            assert_eq!(r.outlet(name).unwrap().id, "reuters");
        }
        assert_eq!(r.outlet("KCNA").unwrap().kind, OutletKind::State);
        assert_eq!(r.outlet_of_host("www.newsweek.com").unwrap().name, "Newsweek");
        assert!(r.outlet("No Such Gazette").is_none() && r.outlet_of_host("com").is_none());
    }

    #[test]
    fn plain_words_are_no_outlets() {
        let r = Register::builtin();
        assert_eq!(r.outlet("the Atlantic").unwrap().id, "the-atlantic");
        assert_eq!(r.outlet("The Economist").unwrap().id, "the-economist");
        for words in ["the economist", "The economist", "the information", "Information", "variety", "the sun", "people", "the paper", "dr"]
        {
            assert!(r.outlet(words).is_none(), "`{words}`");
        }
    }

    #[test]
    fn names_are_folded() {
        for (name, folded) in [
            ("The  New York\u{a0}Times ", "new york times"),
            ("U.S. News’", "us news"),
            ("the", "the"),
            (" The . ", "the"),
            ("The The", "the"),
            ("ΤΑ ΝΕΑΣ", "τα νεασ"),
            ("İzmir", "i\u{307}zmir"),
            ("", ""),
        ] {
            assert_eq!(whole(name), folded, "{name}");
        }
        assert_eq!(fold("The Gazette", "gazette".len()).as_deref(), Some("gazette"));
        assert_eq!(fold("a name that no outlet has", 7), None);
    }

    #[test]
    fn seats_and_capitals_stand_for_their_country() {
        let r = Register::builtin();
        assert_eq!(r.country("Pyongyang").unwrap().1, CountryName::Capital);
        assert_eq!(r.country("Russian").unwrap().0.name, "Russia");
        let (us, how) = r.country("the White House").unwrap();
        assert_eq!((us.id.as_str(), matches!(how, CountryName::Seat(_))), ("US", true));
        assert_eq!(r.country("the U.S.").unwrap().0.id, "US");
        assert!(r.country("us").is_none() && r.country("turkey").is_none());
    }

    #[test]
    fn a_users_file_adds_and_replaces() {
        let mut r = Register::builtin().clone();
        r.add("mine.toml", "[[outlet]]\nid = \"my-paper\"\nname = \"My Paper\"\nkind = \"private\"\n").unwrap();
        assert!(r.outlet("my paper").is_some());
        let error = r.add("mine.toml", "[[outlet]]\nid = 3").unwrap_err().to_string();
        assert!(error.starts_with("register `mine.toml` is not valid"), "{error}");
    }
}
