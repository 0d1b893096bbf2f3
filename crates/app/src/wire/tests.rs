//! The JSON shapes: the schema page, the example in the documentation, and the lines that the scorers read.

use std::path::Path;

use serde::Deserialize;

use super::*;
use crate::golden;
use crate::sample::sample;

fn traced() -> Traced {
    let (article, ledger) = sample();
    Traced { article, ledger }
}

#[test]
fn the_schema_page_is_fresh() {
    let mut schema = serde_json::to_value(schemars::schema_for!(Document)).unwrap();
    schema["$id"] = "sayso.ledger/1".into();
    schema["title"] = "What `sayso trace --format json` writes".into();
    golden::check(Path::new("../../docs/ledger.schema.json"), &format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()));
}

#[test]
fn the_example_page_is_fresh() {
    let article = Article::new(&traced(), &[], Register::builtin());
    let failure = crate::Failure {
        origin: "pages/broken.html".to_owned(),
        line: None,
        problem: doc::Problem::new("no_article", "no article was found in it").hint("give the page of one article"),
    };
    let document = format!("{}\n{}\n{}", Document::opening(), to_json(&article), Document::closing(&[failure]));
    let value: serde_json::Value = serde_json::from_str(&document).unwrap();
    golden::check(Path::new("../../docs/example.ledger.json"), &format!("{}\n", serde_json::to_string_pretty(&value).unwrap()));
}

#[test]
fn every_span_says_the_same_in_all_units() {
    let traced = traced();
    let text = traced.article.text.as_str();
    let article = Article::new(&traced, &[], Register::builtin());
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let spans = article.statements.iter().flat_map(|s| s.content.iter().chain(&s.cue).chain(&s.source).chain(&s.markers));
    let mut count = 0;
    for span in spans.chain(article.notes.iter().map(|n| &n.span)) {
        let points: String = text.chars().skip(span.code_points[0]).take(span.code_points[1] - span.code_points[0]).collect();
        assert_eq!(span.words, text[span.bytes[0]..span.bytes[1]]);
        assert_eq!(span.words, points);
        assert_eq!(span.words, String::from_utf16(&utf16[span.utf16[0]..span.utf16[1]]).unwrap());
        count += 1;
    }
    assert_eq!(count, 26);
}

#[test]
fn chains_run_from_the_outlet_to_the_speaker() {
    let article = Article::new(&traced(), &[], Register::builtin());
    let chains: Vec<String> = article.statements.iter().map(|s| s.chain.join(" <- ")).collect();
    assert_eq!(chains[0], "Northgate Courier");
    assert_eq!(chains[3], "Northgate Courier <- Tessaly News Agency <- Ilse Brandt");
    assert_eq!(chains[4], "Northgate Courier <- Reuters <- unnamed port official");
}

/// The line as scorers and scripts rely on it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadLine {
    id: String,
    path: String,
    url: String,
    outlet: String,
    date: String,
    title: String,
    text: String,
    attributions: Vec<ReadAttribution>,
    own_voice: Vec<ReadOwnVoice>,
    verification: Vec<ReadNote>,
    syndicated_from: Option<String>,
    contributors: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadAttribution {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    speaker: String,
    speaker_type: String,
    via: Vec<String>,
    certainty: String,
    markers: Vec<[usize; 2]>,
    parent: Option<usize>,
    notes: Vec<usize>,
    confidence: f32,
    speaker_confidence: Option<f32>,
    #[serde(default)]
    reasons: Vec<ReadReason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadReason {
    field: String,
    by: String,
    because: String,
    spans: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadOwnVoice {
    content: Vec<[usize; 2]>,
    certainty: String,
    voice: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadNote {
    span: [usize; 2],
    kind: String,
    who: Option<String>,
    about: Vec<usize>,
}

#[test]
fn a_line_has_the_keys_that_scorers_read() {
    let line: ReadLine = serde_json::from_str(&to_json(&Line::new(&traced()))).unwrap();
    let words =
        |spans: &[[usize; 2]]| -> Vec<String> { spans.iter().map(|[b, e]| line.text.chars().skip(*b).take(e - b).collect()).collect() };
    assert_eq!((line.id.as_str(), line.path.as_str()), ("courier-1", "pages/courier.html"));
    assert_eq!((line.url.as_str(), line.outlet.as_str()), ("https://courier.example/lessing", "Northgate Courier"));
    assert_eq!((line.date.as_str(), line.title.split(' ').next()), ("2031-05-06T09:30:00Z", Some("Ship")));
    assert_eq!((line.syndicated_from.as_deref(), line.contributors.as_slice()), (None, &["Reuters".to_owned()][..]));

    let hedged = &line.attributions[2];
    assert_eq!(words(&hedged.source), ["a port official"]);
    assert_eq!(words(&hedged.cue), ["according to"]);
    assert_eq!(words(&hedged.content), ["The crew may have missed two warnings"]);
    assert_eq!(words(&hedged.markers), ["may"]);
    assert_eq!((hedged.speaker.as_str(), hedged.speaker_type.as_str()), ("unnamed port official", "unnamed"));
    assert_eq!((hedged.via.as_slice(), hedged.certainty.as_str()), (&["Reuters".to_owned()][..], "hedged"));
    assert_eq!((hedged.parent, hedged.notes.as_slice()), (None, &[0][..]));
    assert_eq!((hedged.confidence, hedged.speaker_confidence), (0.75, Some(0.75)));
    let why = &hedged.reasons[2];
    assert_eq!((why.field.as_str(), why.by.as_str()), ("certainty", "rule"));
    assert_eq!((why.because.as_str(), words(&why.spans)), ("a word in the main clause weakens it", vec!["may".to_owned()]));
    assert!(line.attributions[1].reasons.is_empty());
    // The nested one's parent is counted among the attributions: two own-voice statements come before it in the ledger.
    assert_eq!(line.attributions[1].parent, Some(0));
    assert_eq!(line.attributions[4].content.len(), 2);

    assert_eq!(words(&line.own_voice[1].content), ["the channel was closed for nine hours"]);
    assert_eq!((line.own_voice[1].certainty.as_str(), line.own_voice[1].voice.as_deref()), ("asserted", Some("Northgate Courier")));
    let note = &line.verification[0];
    assert_eq!(words(&[note.span]), ["The Courier could not verify the claim."]);
    assert_eq!((note.kind.as_str(), note.who.as_deref(), note.about.as_slice()), ("unverified", Some("Northgate Courier"), &[2][..]));
}

#[test]
fn no_control_character_reaches_a_terminal() {
    let json = to_json(&"a\u{1b}[31m\u{9b}31m\u{7f}\n“é”");
    assert_eq!(json, r#""a\u001b[31m\u009b31m\u007f\n“é”""#);
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "a\u{1b}[31m\u{9b}31m\u{7f}\n“é”");
}
