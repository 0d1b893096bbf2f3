//! Statements as W3C Web Annotations: JSON-LD that annotation tools read, each pointing at the words in the article.

use sayso_doc as doc;
use sayso_doc::{Offsets, Voice};
use sayso_link::ClaimId;
use sayso_store::Stored;
use serde::Serialize;

use super::{chain, to_json};

/// Characters kept before and after the words, so that they are found again when the page has changed a little.
const AROUND: usize = 32;

/// One annotation: a statement.
#[derive(Debug, Serialize)]
pub struct Annotation {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Target,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Body {
    /// What a person reads.
    Words { r#type: &'static str, purpose: &'static str, format: &'static str, language: &'static str, value: String },
    /// What a program reads.
    Data {
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(rename = "sayso:voice")]
        voice: &'static str,
        #[serde(rename = "sayso:speaker", skip_serializing_if = "Option::is_none")]
        speaker: Option<String>,
        #[serde(rename = "sayso:speakerType", skip_serializing_if = "Option::is_none")]
        speaker_type: Option<&'static str>,
        #[serde(rename = "sayso:chain")]
        chain: Vec<String>,
        #[serde(rename = "sayso:certainty")]
        certainty: &'static str,
        #[serde(rename = "sayso:claim", skip_serializing_if = "Option::is_none")]
        claim: Option<String>,
    },
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Target {
    One(Resource),
    /// Content in pieces: all of them together are what the annotation is about.
    All {
        r#type: &'static str,
        items: Vec<Resource>,
    },
}

#[derive(Debug, Serialize)]
struct Resource {
    source: String,
    selector: Vec<Selector>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum Selector {
    /// Code points of the article's text.
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: String, prefix: String, suffix: String },
}

/// What stands before the first annotation; [`CLOSING`] ends it.
pub fn opening() -> String {
    let context = "[\"http://www.w3.org/ns/anno.jsonld\",{\"sayso\":\"urn:sayso:\"}]";
    let generator = to_json(&format!("sayso {}", crate::VERSION));
    let generator = format!("{{\"type\":\"Software\",\"name\":{generator}}}");
    format!("{{\"@context\":{context},\"id\":\"urn:sayso:statements\",\"type\":\"AnnotationPage\",\"generator\":{generator},\"items\":[")
}

pub const CLOSING: &str = "]}";

/// One annotation for each statement; `claims` has theirs, in their order.
pub fn annotations(stored: &Stored, claims: &[ClaimId]) -> Vec<Annotation> {
    let Stored { id, version, article, ledger, .. } = stored;
    let offsets = Offsets::new(&article.text);
    let source = article.url.clone().unwrap_or_else(|| format!("urn:sayso:article:{}", id.0));
    let resource = |span: &doc::Span| Resource {
        source: source.clone(),
        selector: vec![
            Selector::Position { start: offsets.code_point(span.start()), end: offsets.code_point(span.end()) },
            Selector::Quote {
                exact: article.text[*span].to_owned(),
                prefix: before(&article.text, span.start()),
                suffix: after(&article.text, span.end()),
            },
        ],
    };
    let one = |(place, s): (usize, &doc::Statement)| {
        let speaker = match &s.voice {
            Voice::Own => None,
            Voice::Attributed { speaker, .. } => ledger.speakers.get(*speaker),
        };
        let chain = chain(article, ledger, s);
        let mut resources: Vec<Resource> = s.content.iter().map(resource).collect();
        let target = match resources.len() {
            1 => Target::One(resources.remove(0)),
            _ => Target::All { r#type: "Composite", items: resources },
        };
        let value = format!("{}: {}", s.certainty.word(), chain.join(" < "));
        Annotation {
            id: format!("urn:sayso:statement:{}", version.statement(place)),
            r#type: "Annotation",
            motivation: "identifying",
            body: vec![
                Body::Words { r#type: "TextualBody", purpose: "describing", format: "text/plain", language: "en", value },
                Body::Data {
                    kind: "sayso:Statement",
                    voice: if s.voice == Voice::Own { "own" } else { "attributed" },
                    speaker: speaker.map(|s| s.name.clone()),
                    speaker_type: speaker.map(|s| s.kind.word()),
                    chain,
                    certainty: s.certainty.word(),
                    claim: claims.get(place).map(|c| format!("urn:sayso:claim:{}", c.0.number())),
                },
            ],
            target,
        }
    };
    ledger.statements.iter().enumerate().map(one).collect()
}

fn before(text: &doc::Text, at: usize) -> String {
    let all = &text.as_str()[..at];
    all.char_indices().rev().nth(AROUND - 1).map_or(all, |(from, _)| &all[from..]).to_owned()
}

fn after(text: &doc::Text, at: usize) -> String {
    let all = &text.as_str()[at..];
    all.char_indices().nth(AROUND).map_or(all, |(to, _)| &all[..to]).to_owned()
}
