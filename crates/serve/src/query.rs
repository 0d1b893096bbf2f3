//! The parameters of an address, read against the table that also documents them.

use std::collections::BTreeMap;

use sayso_app::days;

use crate::error::{Code, Error};

/// Longest value of a parameter, in characters.
const LONGEST: usize = 512;

/// Longest place in a list, in bytes.
const LONGEST_PLACE: usize = 4096;

/// Most pairs that are looked at.
const MOST: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words to search for, or a name.
    Words,
    Flag,
    Whole {
        least: u64,
        most: u64,
    },
    /// From 0 to 1.
    Share,
    /// A year, month or day of ISO 8601.
    Date,
    OneOf(&'static [&'static str]),
    /// Where a list goes on, as the list itself gave it out.
    Place,
}

#[cfg(test)]
impl Kind {
    /// What a value looks like, for people: `docs/api.md` has it.
    pub fn words(self) -> String {
        match self {
            Self::Words => "words".to_owned(),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Whole { most, .. } if most > 1 << 30 => "number".to_owned(),
            Self::Whole { least, most } => format!("{least} to {most}"),
            Self::Share => "0 to 1".to_owned(),
            Self::Date => "`2024`, `2024-05` or `2024-05-31`".to_owned(),
            Self::OneOf(words) => words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", "),
            Self::Place => "as given".to_owned(),
        }
    }
}

/// A parameter as the routes' table has it.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    pub name: &'static str,
    pub kind: Kind,
    pub about: &'static str,
}

pub const fn param(name: &'static str, kind: Kind, about: &'static str) -> Param {
    Param { name, kind, about }
}

/// Parameters that were given, each checked.
#[derive(Debug, Default)]
pub struct Query(BTreeMap<&'static str, String>);

impl Query {
    /// Reads `raw`, the address after its `?`. Empty values count as not given: forms send them for fields left blank.
    ///
    /// A program that misspells a parameter must be told; to a page a parameter that others put there does no harm.
    ///
    /// # Errors
    /// When a value is not of its kind, given twice, or, where it is `strict`, nobody knows its name.
    pub fn read(raw: Option<&str>, params: &[&[Param]], strict: bool) -> Result<Self, Error> {
        let mut values = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).take(MOST) {
            let Some(param) = params.iter().copied().flatten().find(|p| p.name == name) else {
                if strict {
                    let name: String = name.chars().take(40).collect();
                    let known: Vec<&str> = params.iter().copied().flatten().map(|p| p.name).collect();
                    let hint = if known.is_empty() { "it knows none".to_owned() } else { format!("it knows {}", known.join(", ")) };
                    return Err(Error::new(Code::UnknownParameter, format!("no parameter `{name}` here")).hint(hint));
                }
                continue;
            };
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let value = param.check(value)?;
            if values.insert(param.name, value).is_some() {
                return Err(Error::new(Code::BadParameter, format!("`{}` is given twice", param.name)));
            }
        }
        Ok(Self(values))
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn owned(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    pub fn flag(&self, name: &str) -> bool {
        self.text(name) == Some("true")
    }

    pub fn whole(&self, name: &str) -> Option<u64> {
        self.text(name).and_then(|v| v.parse().ok())
    }

    pub fn share(&self, name: &str) -> Option<f32> {
        self.text(name).and_then(|v| v.parse().ok())
    }

    /// The last day that a year, month or day covers.
    pub fn last_day(&self, name: &str) -> Option<String> {
        self.text(name).map(days::last_day)
    }
}

impl Param {
    /// The value in its one form.
    fn check(&self, value: &str) -> Result<String, Error> {
        let Self { name, kind, .. } = self;
        let wrong = |wanted: String| Err(Error::new(Code::BadParameter, format!("`{name}` can't be understood")).hint(wanted));
        if *kind != Kind::Place && value.chars().count() > LONGEST {
            return wrong(format!("want at most {LONGEST} characters"));
        }
        match *kind {
            Kind::Place if value.len() > LONGEST_PLACE => wrong("take `next` of the page before as it is".to_owned()),
            Kind::Place => Ok(value.to_owned()),
            Kind::Words if value.chars().any(char::is_control) => wrong("want words without control characters".to_owned()),
            Kind::Words => Ok(value.to_owned()),
            Kind::Flag => match value {
                "true" | "1" | "on" | "yes" => Ok("true".to_owned()),
                "false" | "0" | "off" | "no" => Ok("false".to_owned()),
                _ => wrong("want `true` or `false`".to_owned()),
            },
            Kind::Whole { least, most } => match value.parse::<u64>() {
                Ok(n) if (least..=most).contains(&n) => Ok(n.to_string()),
                _ => wrong(format!("want a whole number from {least} to {most}")),
            },
            Kind::Share => match value.parse::<f32>() {
                Ok(p) if (0.0..=1.0).contains(&p) => Ok(p.to_string()),
                _ => wrong("want a number from 0 to 1".to_owned()),
            },
            Kind::Date if days::is_date(value) => Ok(value.to_owned()),
            Kind::Date => wrong("want a date such as 2024, 2024-05 or 2024-05-31".to_owned()),
            Kind::OneOf(words) if words.contains(&value) => Ok(value.to_owned()),
            Kind::OneOf(words) => wrong(format!("want one of {}", words.join(", "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: [Param; 5] = [
        param("words", Kind::Words, ""),
        param("drift", Kind::Flag, ""),
        param("limit", Kind::Whole { least: 1, most: 100 }, ""),
        param("to", Kind::Date, ""),
        param("sort", Kind::OneOf(&["name", "count"]), ""),
    ];

    fn refused(raw: &str) -> String {
        let error = Query::read(Some(raw), &[&PARAMS], true).unwrap_err();
        assert_eq!(error.status(), 400);
        format!("{}; {}", error.message, error.hint.unwrap_or_default())
    }

    #[test]
    fn values_are_read() {
        let query = Query::read(Some("words=dam+of%20Torvik&drift=on&limit=20&to=2024-05&sort="), &[&PARAMS], true).unwrap();
        assert_eq!((query.text("words"), query.flag("drift"), query.whole("limit")), (Some("dam of Torvik"), true, Some(20)));
        assert_eq!((query.last_day("to").as_deref(), query.text("sort")), (Some("2024-05-31"), None));
        assert!(Query::read(None, &[&PARAMS], true).unwrap().0.is_empty());
        assert!(Query::read(Some("utm_source=x"), &[&PARAMS], false).unwrap().0.is_empty());
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(refused("wrods=x"), "no parameter `wrods` here; it knows words, drift, limit, to, sort");
        assert_eq!(refused("limit=0"), "`limit` can't be understood; want a whole number from 1 to 100");
        assert_eq!(refused("limit=1&limit=2"), "`limit` is given twice; ");
        assert_eq!(refused("to=2024-13"), "`to` can't be understood; want a date such as 2024, 2024-05 or 2024-05-31");
        assert_eq!(refused("sort=size"), "`sort` can't be understood; want one of name, count");
        assert_eq!(refused("words=a%00b"), "`words` can't be understood; want words without control characters");
        assert_eq!(refused(&format!("words={}", "x".repeat(513))), "`words` can't be understood; want at most 512 characters");
        assert_eq!(refused("drift=perhaps"), "`drift` can't be understood; want `true` or `false`");
    }
}
