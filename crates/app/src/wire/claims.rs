//! What `sayso claims`, `sayso claim` and `sayso similar` write as JSON: `docs/json.md` has the shape.

use serde::Serialize;

use super::rounded;
use crate::claims::{Claim as Made, ClaimView};

/// Names the shape; a change that breaks readers raises the number.
pub const CLAIMS: &str = "sayso.claims/1";

/// One claim, whole.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Claim<'a> {
    /// What `sayso claim` takes.
    pub id: i64,
    /// How alike the nearest statement is to the sentence that was asked for, 0 to 1; `similar` alone has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alike: Option<f32>,
    /// The words of the representative mention.
    pub text: &'a str,
    /// Index into `mentions`.
    pub representative: usize,
    /// ISO 8601.
    pub first_seen: Option<&'a str>,
    pub last_seen: Option<&'a str>,
    /// `one origin`, `N independent origins` or `origins unknown`.
    pub verdict: String,
    /// In time.
    pub mentions: Vec<Mention<'a>>,
    /// In the order of their first mention.
    pub independent_origins: Vec<Origin<'a>>,
    /// Why there are no more origins than these.
    pub folds: Vec<Fold<'a>>,
    /// What cannot all be right.
    pub conflicts: Vec<Conflict<'a>>,
    /// What changed on the way.
    pub drift: Vec<Drift<'a>>,
    /// Kinds of the verification notes on its mentions, each once.
    pub notes: Vec<&'static str>,
}

/// One statement that makes the claim.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Mention<'a> {
    /// The input's own id, else its path or URL.
    pub article: &'a str,
    /// Code points of the article's text, from the content's first to its last, end exclusive.
    pub span: [u64; 2],
    /// The same for each piece of the content.
    pub spans: Vec<[u64; 2]>,
    pub outlet: Option<&'a str>,
    /// ISO 8601 date or date and time.
    pub date: Option<&'a str>,
    /// Names from the outlet to the speaker, as the article has them; the outlet alone in its own voice.
    pub chain: Vec<&'a str>,
    /// `asserted`, `hedged`, `denied` or `questioned`.
    pub certainty: &'static str,
    /// The words of the content.
    pub text: &'a str,
    /// The sentence around it.
    pub sentence: &'a str,
    /// Null in the outlet's own voice.
    pub speaker: Option<&'a str>,
    pub speaker_type: Option<&'static str>,
    pub notes: Vec<Note<'a>>,
    /// It denies or doubts what the claim says.
    pub against: bool,
    /// Stations from the outlet to the origin, names canonical over articles.
    pub path: Vec<Node<'a>>,
    /// Index into `independent_origins`; null where nobody can tell.
    pub origin: Option<usize>,
    /// How surely it belongs to the claim, 0 to 1.
    pub score: f32,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Note<'a> {
    pub kind: &'static str,
    pub who: Option<&'a str>,
    pub text: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Node<'a> {
    pub name: &'a str,
    /// `outlet`, `wire`, `state outlet`, `person`, `government`, `organization`, `document` or `unnamed`.
    pub r#type: &'static str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Origin<'a> {
    pub name: &'a str,
    pub r#type: &'static str,
    pub state_run: bool,
    /// Who runs it, where the register knows.
    pub owner: Option<&'a str>,
    pub unnamed: bool,
    /// The claim is about them.
    pub party: bool,
    /// All their mentions deny or doubt the claim.
    pub against: bool,
    /// Indices into `mentions`.
    pub mentions: &'a [usize],
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fold<'a> {
    pub kind: &'static str,
    pub from: &'a [String],
    pub into: &'a str,
    pub mentions: &'a [usize],
    pub because: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Conflict<'a> {
    /// `number`, `place` or `time`.
    pub kind: &'static str,
    pub values: Vec<Value<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Value<'a> {
    pub words: &'a str,
    pub mentions: &'a [usize],
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Drift<'a> {
    /// `hedge_lost`, `hedge_gained`, `source_dropped`, `number_changed`, `name_changed`, `denial_left_out` or `note_left_out`.
    pub kind: &'static str,
    /// `chain` where the later one has it from the earlier one, else `time`.
    pub way: &'static str,
    /// Indices into `mentions`.
    pub from: usize,
    pub to: usize,
    pub before: &'a str,
    pub after: &'a str,
    pub because: &'a str,
}

/// What stands before the first claim.
pub fn opening() -> String {
    format!("{{\"sayso\":\"{}\",\"schema\":\"{CLAIMS}\",\"claims\":[", crate::VERSION)
}

/// What stands after the last one.
pub fn closing() -> &'static str {
    "\n]}\n"
}

impl<'a> Claim<'a> {
    pub fn new(view: &'a ClaimView, alike: Option<f32>) -> Self {
        let ClaimView { claim, places } = view;
        let Made { id, text, representative, first_seen, last_seen, mentions, origins, folds, verdict, conflicts, drift, notes } = claim;
        Self {
            id: id.0.number(),
            alike: alike.map(rounded),
            text,
            representative: *representative,
            first_seen: first_seen.as_deref(),
            last_seen: last_seen.as_deref(),
            verdict: verdict.words(),
            mentions: mentions.iter().zip(places).map(|(m, p)| mention(m, p)).collect(),
            independent_origins: origins
                .iter()
                .map(|o| Origin {
                    name: &o.name,
                    r#type: o.kind.word(),
                    state_run: o.state_run,
                    owner: o.owner.as_deref(),
                    unnamed: o.unnamed,
                    party: o.party,
                    against: o.against,
                    mentions: &o.mentions,
                })
                .collect(),
            folds: folds
                .iter()
                .map(|f| Fold { kind: f.kind.word(), from: &f.from, into: &f.into, mentions: &f.mentions, because: &f.because })
                .collect(),
            conflicts: conflicts
                .iter()
                .map(|c| Conflict {
                    kind: c.kind.word(),
                    values: c.values.iter().map(|v| Value { words: &v.words, mentions: &v.mentions }).collect(),
                })
                .collect(),
            drift: drift
                .iter()
                .map(|d| Drift {
                    kind: d.kind.word(),
                    way: d.way.word(),
                    from: d.from,
                    to: d.to,
                    before: &d.before,
                    after: &d.after,
                    because: &d.because,
                })
                .collect(),
            notes: notes.iter().map(|n| n.word()).collect(),
        }
    }
}

fn mention<'a>(mention: &'a crate::claims::Mention, place: &'a crate::claims::Place) -> Mention<'a> {
    let record = &mention.record;
    let speaker = record.speaker.as_ref();
    let chain = mention.outlet.iter().chain(&record.via).map(String::as_str).chain(speaker.map(|s| s.name.as_str()));
    let (first, last) = (place.content.iter().map(|s| s[0]).min(), place.content.iter().map(|s| s[1]).max());
    Mention {
        article: &place.article,
        span: [first.unwrap_or(0), last.unwrap_or(0)],
        spans: place.content.clone(),
        outlet: mention.outlet.as_deref(),
        date: mention.published.as_deref(),
        chain: chain.collect(),
        certainty: record.certainty.word(),
        text: &record.text,
        sentence: &record.sentence,
        speaker: speaker.map(|s| s.name.as_str()),
        speaker_type: speaker.map(|s| s.kind.word()),
        notes: record.notes.iter().map(|n| Note { kind: n.kind.word(), who: n.who.as_deref(), text: &n.text }).collect(),
        against: mention.against,
        path: mention.path.iter().map(|n| Node { name: &n.name, r#type: n.kind.word() }).collect(),
        origin: mention.origin,
        score: rounded(mention.score),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::sample;

    #[test]
    fn the_promised_fields_are_there() {
        let view = sample::claim();
        let json = format!("{}\n{}{}", opening(), crate::wire::to_json(&Claim::new(&view, None)), closing());
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let claim = &value["claims"][0];
        assert_eq!(claim["id"], 4099);
        assert_eq!(claim["independent_origins"][0]["name"], "Karvenian State Telegraph");
        let mention = &claim["mentions"][2];
        assert_eq!(mention["span"], serde_json::json!([10, 64]));
        assert_eq!(mention["chain"], serde_json::json!(["Northgate Post", "Meridian Wire", "Karvenian State Telegraph"]));
        assert_eq!((&mention["article"], &mention["certainty"]), (&"vessel/page-2".into(), &"asserted".into()));
        assert_eq!(claim["mentions"][5]["origin"], serde_json::Value::Null);
        assert!(claim.get("alike").is_none());
    }
}
