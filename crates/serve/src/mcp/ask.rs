//! What the tools are asked with. The comments are what an assistant reads of each field.

use schemars::JsonSchema;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// Items of a list where nobody says how many.
const USUAL: usize = 20;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// The article: its text as published, paragraphs divided by blank lines, or its whole HTML page.
    pub text: String,
    /// What `text` is; left out, it is seen from the text.
    #[serde(default)]
    pub format: Option<Format>,
    /// Who published it: the beginning of every chain.
    #[serde(default)]
    pub outlet: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    /// Day of publication, ISO 8601.
    #[serde(default)]
    pub published: Option<String>,
    /// Its address, which tells the outlet. Nothing is fetched.
    #[serde(default)]
    pub url: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Text,
    Html,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Similar {
    /// What you want to check, as one plain sentence with its names and numbers: "The dam at Tessaly was closed on Monday".
    pub sentence: String,
    /// At most so many claims, 1 to 20; 5 where left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 20))]
    pub limit: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// Words that stand in a mention, all of them.
    #[serde(default)]
    pub words: Option<String>,
    /// Part of the name of an outlet that has it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Words of the name of somebody who says it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// Seen on this day or later: 2031, 2031-05 or 2031-05-31.
    #[serde(default)]
    pub since: Option<String>,
    /// Seen on this day or earlier.
    #[serde(default)]
    pub until: Option<String>,
    /// Only what one origin stands behind, however many outlets have it.
    #[serde(default)]
    pub one_origin: bool,
    /// Only what has no origins but state outlets and governments.
    #[serde(default)]
    pub state_only: bool,
    /// Only what has no origins but unnamed ones.
    #[serde(default)]
    pub unnamed_only: bool,
    /// Only what an article says was not verified.
    #[serde(default)]
    pub unverified: bool,
    /// Only what somebody denies or doubts.
    #[serde(default)]
    pub denied: bool,
    /// Only where numbers, places or times contradict each other.
    #[serde(default)]
    pub conflict: bool,
    /// Only where something changed on the way: a hedge lost, a source dropped.
    #[serde(default)]
    pub drift: bool,
    /// Told at least so often; 2 where left out, 1 lists what nobody repeats as well.
    #[serde(default)]
    pub min_mentions: Option<usize>,
    /// What comes first; `articles` (what most articles have) where left out.
    #[serde(default)]
    pub order: Option<Order>,
    /// At most so many, 1 to 50; 20 where left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 50))]
    pub limit: Option<usize>,
    /// Where to go on: `next` of the answer before, with the same filters.
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// What most articles have.
    Articles,
    /// What was seen last.
    Latest,
    /// What was first seen last.
    Newest,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its number, as `similar`, `claims`, `search` and `article` give it. Numbers change where claims are joined.
    #[serde(deserialize_with = "number")]
    #[schemars(with = "i64")]
    pub id: i64,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Articles {
    /// Words that stand in the text or the title, all of them.
    #[serde(default)]
    pub words: Option<String>,
    /// The whole name of the outlet, as `outlets` has it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Published on this day or later: 2031, 2031-05 or 2031-05-31.
    #[serde(default)]
    pub since: Option<String>,
    /// Published on this day or earlier.
    #[serde(default)]
    pub until: Option<String>,
    /// At most so many, 1 to 50; 20 where left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 50))]
    pub limit: Option<usize>,
    /// Where to go on: `next` of the answer before, with the same filters.
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Its number, as `articles`, `search` and `claim` give it.
    #[serde(deserialize_with = "number")]
    #[schemars(with = "i64")]
    pub id: i64,
    /// Give the text as published too.
    #[serde(default)]
    pub text: bool,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statements {
    /// Words that stand in what is said, all of them.
    #[serde(default)]
    pub words: Option<String>,
    /// The whole name of who says it, as `speakers` has it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// The whole name of the outlet, as `outlets` has it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The whole name of somebody through whom it came: "Reuters" for what outlets have from Reuters.
    #[serde(default)]
    pub via: Option<String>,
    #[serde(default)]
    pub certainty: Option<Certainty>,
    /// `own` for what outlets state themselves, `attributed` for what they put into another's mouth.
    #[serde(default)]
    pub voice: Option<Voice>,
    /// The number of an article.
    #[serde(default)]
    pub article: Option<i64>,
    /// At most so many, 1 to 50; 20 where left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 50))]
    pub limit: Option<usize>,
    /// Where to go on: `next` of the answer before, with the same filters.
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    Asserted,
    Hedged,
    Denied,
    Questioned,
}

impl Certainty {
    pub fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Denied => "denied",
            Self::Questioned => "questioned",
        }
    }
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    Own,
    Attributed,
}

impl Voice {
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Attributed => "attributed",
        }
    }
}

/// `speakers` and `outlets`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Words of the name; left out, all of them are listed.
    #[serde(default)]
    pub words: Option<String>,
    /// At most so many, 1 to 50; 20 where left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 50))]
    pub limit: Option<usize>,
    /// Where to go on: `next` of the answer before, with the same words.
    #[serde(default)]
    pub after: Option<String>,
}

/// `speaker` and `outlet`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The whole name, as the lists have it.
    pub name: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Words to look for, all of them; those in quotes stand side by side.
    pub words: String,
    /// At most so many of each kind, 1 to 20; 5 where left out.
    #[serde(default)]
    #[schemars(range(min = 1, max = 20))]
    pub limit: Option<usize>,
}

/// How many items of a list.
pub fn limit(asked: Option<usize>) -> usize {
    asked.unwrap_or(USUAL).clamp(1, 50)
}

/// How many where each comes with much.
pub fn few(asked: Option<usize>) -> usize {
    asked.unwrap_or(5).clamp(1, 20)
}

/// A number, also where an assistant wrote it in quotes.
fn number<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    struct Number;

    impl Visitor<'_> for Number {
        type Value = i64;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a number")
        }

        fn visit_i64<E: Error>(self, n: i64) -> Result<i64, E> {
            Ok(n)
        }

        fn visit_u64<E: Error>(self, n: u64) -> Result<i64, E> {
            i64::try_from(n).map_err(E::custom)
        }

        fn visit_str<E: Error>(self, s: &str) -> Result<i64, E> {
            s.trim().parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(s), &self))
        }
    }

    from.deserialize_any(Number)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn a_number_may_stand_in_quotes() {
        assert_eq!(from_value::<Claim>(json!({"id": 4099})).unwrap().id, 4099);
        assert_eq!(from_value::<Claim>(json!({"id": " 4099"})).unwrap().id, 4099);
        for wrong in [json!({"id": "first"}), json!({"id": 1.5}), json!({"id": u64::MAX}), json!({"id": null}), json!({})] {
            assert!(from_value::<Claim>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_field_that_is_not_there_is_named() {
        let told = from_value::<Claims>(json!({"query": "dam"})).unwrap_err().to_string();
        assert!(told.starts_with("unknown field `query`, expected one of `words`, `outlet`"), "{told}");
    }

    #[test]
    fn lists_are_bounded() {
        assert_eq!([limit(None), limit(Some(0)), limit(Some(9_999)), few(None), few(Some(9_999))], [20, 1, 50, 5, 20]);
    }
}
