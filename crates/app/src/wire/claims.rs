//! What `sayso claims`, `sayso claim` and `sayso similar` write as JSON: `docs/json.md` has the shape.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounded;
use crate::claims::{Claim as Made, ClaimView};

/// Names the shape; a change that breaks readers raises the number.
pub const CLAIMS: &str = "sayso.claims/1";

/// One claim, whole.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Claim {
    /// What `sayso claim` takes.
    pub id: i64,
    /// How alike the nearest statement is to the sentence that was asked for, 0 to 1; `similar` alone has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alike: Option<f32>,
    /// The words of the representative mention.
    pub text: String,
    /// Index into `mentions`.
    pub representative: usize,
    /// ISO 8601.
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    /// `one origin`, `N independent origins` or `origins unknown`.
    pub verdict: String,
    /// In time.
    pub mentions: Vec<Mention>,
    /// In the order of their first mention.
    pub independent_origins: Vec<Origin>,
    /// Why there are no more origins than these.
    pub folds: Vec<Fold>,
    /// What cannot all be right.
    pub conflicts: Vec<Conflict>,
    /// What changed on the way.
    pub drift: Vec<Drift>,
    /// Kinds of the verification notes on its mentions, each once.
    pub notes: Vec<&'static str>,
}

/// One statement that makes the claim.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Mention {
    /// The input's own id, else its path or URL.
    pub article: String,
    /// Code points of the article's text, from the content's first to its last, end exclusive.
    pub span: [u64; 2],
    /// The same for each piece of the content.
    pub spans: Vec<[u64; 2]>,
    pub outlet: Option<String>,
    /// ISO 8601 date or date and time.
    pub date: Option<String>,
    /// Names from the outlet to the speaker, as the article has them; the outlet alone in its own voice.
    pub chain: Vec<String>,
    /// `asserted`, `hedged`, `denied` or `questioned`.
    pub certainty: &'static str,
    /// The words of the content.
    pub text: String,
    /// The sentence around it.
    pub sentence: String,
    /// Null in the outlet's own voice.
    pub speaker: Option<String>,
    pub speaker_type: Option<&'static str>,
    pub notes: Vec<Note>,
    /// It denies or doubts what the claim says.
    pub against: bool,
    /// Stations from the outlet to the origin, names canonical over articles.
    pub path: Vec<Node>,
    /// Index into `independent_origins`; null where nobody can tell.
    pub origin: Option<usize>,
    /// How surely it belongs to the claim, 0 to 1.
    pub score: f32,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Note {
    pub kind: &'static str,
    pub who: Option<String>,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Node {
    pub name: String,
    /// `outlet`, `wire`, `state outlet`, `person`, `government`, `organization`, `document` or `unnamed`.
    pub r#type: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Origin {
    pub name: String,
    pub r#type: &'static str,
    pub state_run: bool,
    /// Who runs it, where the register knows.
    pub owner: Option<String>,
    pub unnamed: bool,
    /// The claim is about them.
    pub party: bool,
    /// All their mentions deny or doubt the claim.
    pub against: bool,
    /// Indices into `mentions`.
    pub mentions: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Fold {
    pub kind: &'static str,
    pub from: Vec<String>,
    pub into: String,
    pub mentions: Vec<usize>,
    pub because: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Conflict {
    /// `number`, `place` or `time`.
    pub kind: &'static str,
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Value {
    pub words: String,
    pub mentions: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Drift {
    /// `hedge_lost`, `hedge_gained`, `source_dropped`, `number_changed`, `name_changed`, `denial_left_out` or `note_left_out`.
    pub kind: &'static str,
    /// `chain` where the later one has it from the earlier one, else `time`.
    pub way: &'static str,
    /// Indices into `mentions`.
    pub from: usize,
    pub to: usize,
    pub before: String,
    pub after: String,
    pub because: String,
}

/// What stands before the first claim.
pub fn opening() -> String {
    format!("{{\"sayso\":\"{}\",\"schema\":\"{CLAIMS}\",\"claims\":[", crate::VERSION)
}

/// What stands after the last one.
pub fn closing() -> &'static str {
    "\n]}\n"
}

impl Claim {
    pub fn new(view: &ClaimView, alike: Option<f32>) -> Self {
        let ClaimView { claim, places } = view;
        let Made { id, text, representative, first_seen, last_seen, mentions, origins, folds, verdict, conflicts, drift, notes } = claim;
        Self {
            id: id.0.number(),
            alike: alike.map(rounded),
            text: text.clone(),
            representative: *representative,
            first_seen: first_seen.clone(),
            last_seen: last_seen.clone(),
            verdict: verdict.words(),
            mentions: mentions.iter().zip(places).map(|(m, p)| mention(m, p)).collect(),
            independent_origins: origins
                .iter()
                .map(|o| Origin {
                    name: o.name.clone(),
                    r#type: o.kind.word(),
                    state_run: o.state_run,
                    owner: o.owner.clone(),
                    unnamed: o.unnamed,
                    party: o.party,
                    against: o.against,
                    mentions: o.mentions.clone(),
                })
                .collect(),
            folds: folds
                .iter()
                .map(|f| Fold {
                    kind: f.kind.word(),
                    from: f.from.clone(),
                    into: f.into.clone(),
                    mentions: f.mentions.clone(),
                    because: f.because.clone(),
                })
                .collect(),
            conflicts: conflicts
                .iter()
                .map(|c| Conflict {
                    kind: c.kind.word(),
                    values: c.values.iter().map(|v| Value { words: v.words.clone(), mentions: v.mentions.clone() }).collect(),
                })
                .collect(),
            drift: drift
                .iter()
                .map(|d| Drift {
                    kind: d.kind.word(),
                    way: d.way.word(),
                    from: d.from,
                    to: d.to,
                    before: d.before.clone(),
                    after: d.after.clone(),
                    because: d.because.clone(),
                })
                .collect(),
            notes: notes.iter().map(|n| n.word()).collect(),
        }
    }
}

fn mention(mention: &crate::claims::Mention, place: &crate::claims::Place) -> Mention {
    let record = &mention.record;
    let speaker = record.speaker.as_ref();
    let chain = mention.outlet.iter().chain(&record.via).chain(speaker.map(|s| &s.name));
    let (first, last) = (place.content.iter().map(|s| s[0]).min(), place.content.iter().map(|s| s[1]).max());
    Mention {
        article: place.article.clone(),
        span: [first.unwrap_or(0), last.unwrap_or(0)],
        spans: place.content.clone(),
        outlet: mention.outlet.clone(),
        date: mention.published.clone(),
        chain: chain.cloned().collect(),
        certainty: record.certainty.word(),
        text: record.text.clone(),
        sentence: record.sentence.clone(),
        speaker: speaker.map(|s| s.name.clone()),
        speaker_type: speaker.map(|s| s.kind.word()),
        notes: record.notes.iter().map(|n| Note { kind: n.kind.word(), who: n.who.clone(), text: n.text.clone() }).collect(),
        against: mention.against,
        path: mention.path.iter().map(|n| Node { name: n.name.clone(), r#type: n.kind.word() }).collect(),
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
