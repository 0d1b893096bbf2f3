//! Each format read as its readers read it: by types that know every key, and by its own rules.

use serde::Deserialize;

use crate::support::{Folder, PAGE, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Document {
    sayso: String,
    schema: String,
    articles: Vec<Article>,
    failures: Vec<Failure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Article {
    id: String,
    origin: String,
    url: Option<String>,
    outlet: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    language: Option<String>,
    text: String,
    paragraphs: Vec<Paragraph>,
    speakers: Vec<Speaker>,
    statements: Vec<Statement>,
    notes: Vec<Note>,
    syndicated_from: Option<Credit>,
    contributors: Vec<Credit>,
    remarks: Vec<Problem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    bytes: [usize; 2],
    code_points: [usize; 2],
    utf16: [usize; 2],
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paragraph {
    bytes: [usize; 2],
    kind: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Speaker {
    name: String,
    r#type: String,
    aliases: Vec<String>,
    mentions: Vec<Span>,
    register: Option<Registered>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Registered {
    id: String,
    kind: String,
    country: Option<String>,
    owner: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    voice: String,
    source: Option<Span>,
    cue: Option<Span>,
    content: Vec<Span>,
    speaker: Option<usize>,
    via: Vec<Relay>,
    chain: Vec<String>,
    certainty: String,
    markers: Vec<Span>,
    by_source: Stance,
    by_reporter: Stance,
    parent: Option<usize>,
    notes: Vec<usize>,
    confidence: f32,
    speaker_confidence: Option<f32>,
    #[serde(default)]
    reasons: Vec<Reason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stance {
    certainty: String,
    markers: Vec<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    field: String,
    by: String,
    because: String,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Relay {
    name: String,
    span: Option<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Note {
    span: Span,
    kind: String,
    who: Option<String>,
    about: Vec<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Credit {
    agency: String,
    span: Option<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Failure {
    origin: String,
    line: Option<usize>,
    code: String,
    message: String,
    hint: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Problem {
    code: String,
    message: String,
    hint: Option<String>,
}

fn check(article: &Article) {
    let text = &article.text;
    let points: Vec<char> = text.chars().collect();
    let units: Vec<u16> = text.encode_utf16().collect();
    let check_span = |span: &Span| {
        let ([b, e], [pb, pe], [ub, ue]) = (span.bytes, span.code_points, span.utf16);
        assert_eq!(text[b..e], span.words);
        assert_eq!(points[pb..pe].iter().collect::<String>(), span.words);
        assert_eq!(String::from_utf16(&units[ub..ue]).unwrap(), span.words);
    };
    for paragraph in &article.paragraphs {
        assert!(text.get(paragraph.bytes[0]..paragraph.bytes[1]).is_some_and(|p| !p.is_empty()));
        assert!(["heading", "body", "caption", "credit", "boilerplate"].contains(&paragraph.kind.as_str()));
    }
    let mut last = 0;
    for (i, s) in article.statements.iter().enumerate() {
        assert!(!s.content.is_empty() && (0.0..=1.0).contains(&s.confidence));
        assert_eq!(s.speaker_confidence.is_some_and(|c| (0.0..=1.0).contains(&c)), s.speaker.is_some());
        assert!(["asserted", "hedged", "denied", "questioned"].contains(&s.certainty.as_str()));
        s.source.iter().chain(&s.cue).chain(&s.content).chain(&s.markers).for_each(check_span);
        let levels = [&s.by_source, &s.by_reporter];
        levels.iter().flat_map(|l| &l.markers).for_each(check_span);
        assert!(levels.iter().all(|l| (l.certainty == "asserted") == l.markers.is_empty()));
        for reason in &s.reasons {
            reason.spans.iter().for_each(check_span);
            assert!(["voice", "speaker", "type", "via", "certainty", "content", "parent", "notes"].contains(&reason.field.as_str()));
            assert!(["rule", "model"].contains(&reason.by.as_str()) && !reason.because.is_empty());
        }
        s.via.iter().filter_map(|r| r.span.as_ref()).for_each(check_span);
        assert_eq!(s.voice == "attributed", s.cue.is_some() && s.speaker.is_some());
        assert!(s.speaker.is_none_or(|k| k < article.speakers.len()));
        assert!(s.parent.is_none_or(|p| p != i && p < article.statements.len()));
        assert!(s.notes.iter().all(|&n| n < article.notes.len()));
        if let Some(speaker) = s.speaker {
            assert_eq!(s.chain.last(), Some(&article.speakers[speaker].name));
            assert_eq!(s.chain.len(), usize::from(article.outlet.is_some()) + s.via.len() + 1);
        }
        let first = s.source.iter().chain(&s.cue).chain(&s.content).map(|p| p.bytes[0]).min().unwrap();
        last = last.max(first);
    }
    assert!(last <= text.len());
    for note in &article.notes {
        check_span(&note.span);
        assert!(note.about.iter().all(|&s| s < article.statements.len()));
    }
    article.speakers.iter().flat_map(|s| &s.mentions).for_each(check_span);
}

#[test]
fn json_is_one_document_of_the_named_schema() {
    let folder = Folder::new();
    folder.write("page.html", PAGE).write("list.jsonl", line("é😀") + "nonsense\n");
    let run = folder.run(&["trace", "page.html", "list.jsonl", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let document: Document = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((document.sayso.as_str(), document.schema.as_str()), (env!("CARGO_PKG_VERSION"), "sayso.ledger/1"));
    assert_eq!((document.articles.len(), document.failures.len()), (2, 1));
    document.articles.iter().for_each(check);
    assert!(document.articles.iter().all(|a| a.statements.iter().any(|s| s.voice == "attributed")));
    assert_eq!((document.failures[0].origin.as_str(), document.failures[0].line), ("list.jsonl", Some(2)));
    // Nothing but failures is a document too.
    let run = folder.run(&["trace", "nope", "--format", "json"]);
    assert!(serde_json::from_str::<Document>(&run.stdout).unwrap().articles.is_empty());
}

#[test]
fn reasons_come_when_asked_for() {
    let folder = Folder::new();
    folder.write("page.html", PAGE);
    let read = |args: &[&str]| -> Document { serde_json::from_str(&folder.run(args).stdout).unwrap() };
    let plain = read(&["trace", "page.html", "--format", "json"]);
    assert!(plain.articles[0].statements.iter().all(|s| s.reasons.is_empty()));
    let explained = read(&["trace", "page.html", "--format", "json", "--explain"]);
    explained.articles.iter().for_each(check);
    for statement in &explained.articles[0].statements {
        let fields: Vec<&str> = statement.reasons.iter().map(|r| r.field.as_str()).collect();
        let least =
            if statement.voice == "own" { vec!["voice", "certainty"] } else { vec!["voice", "speaker", "type", "certainty", "content"] };
        assert!(least.iter().all(|f| fields.contains(f)), "{fields:?}");
    }
    let run = folder.run(&["trace", "page.html", "--explain"]);
    assert!(run.stdout.contains("why speaker"), "{}", run.stdout);
    let run = folder.run(&["trace", "page.html", "--explain", "--format", "brat", "--output", "out"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`--explain` has no place in `--format brat`"), "{}", run.stderr);
}

#[test]
fn jsonl_keeps_the_given_text_and_id() {
    let folder = Folder::new();
    folder.write("list.jsonl", line("first") + "\n" + &line("second"));
    let run = folder.run(&["trace", "list.jsonl", "--format", "jsonl"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let given: Vec<serde_json::Value> =
        folder.read("list.jsonl").lines().filter(|l| !l.is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect();
    let found: Vec<serde_json::Value> = run.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(found.len(), 2);
    for (given, found) in given.iter().zip(&found) {
        assert_eq!((&given["id"], &given["text"], &given["title"]), (&found["id"], &found["text"], &found["title"]));
        let length = found["text"].as_str().unwrap().chars().count() as u64;
        let attributions = found["attributions"].as_array().unwrap();
        assert!(!attributions.is_empty());
        for role in ["source", "cue", "content"] {
            for span in attributions.iter().flat_map(|a| a[role].as_array().unwrap()) {
                let (b, e) = (span[0].as_u64().unwrap(), span[1].as_u64().unwrap());
                assert!(b < e && e <= length);
            }
        }
    }
}

#[test]
fn html_is_one_page_that_fetches_nothing() {
    let folder = Folder::new();
    folder.write("page.html", PAGE).write("list.jsonl", line("<script>alert(1)</script>"));
    let run = folder.run(&["trace", "page.html", "list.jsonl", "--format", "html", "--output", "ledger.html"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let page = folder.read("ledger.html");
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    assert!(page.contains("<nav class=\"contents\">") && page.contains("id=\"a1\"") && page.contains("id=\"a2\""));
    for fetched in ["<script", "src=", "@import", "url(", "<link", "<img", "style=\""] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|r| r.split('"').next().unwrap()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(ids.len(), once.len(), "an id stands twice");
    for target in page.split("href=\"#").skip(1).map(|r| r.split('"').next().unwrap()) {
        assert!(ids.contains(&target), "{target}");
    }
}

#[test]
fn brat_writes_pairs_of_files() {
    let folder = Folder::new();
    folder.write("page.html", PAGE).write("list.jsonl", line("a/b") + &line("b"));
    let run = folder.run(&["trace", "page.html", "list.jsonl", "--format", "brat", "--output", "annotated"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert_eq!(folder.names("annotated"), ["annotation.conf", "b-2.ann", "b-2.txt", "b.ann", "b.txt", "page.ann", "page.txt"]);
    for name in ["b", "b-2", "page"] {
        let text: Vec<char> = folder.read(&format!("annotated/{name}.txt")).chars().collect();
        let annotations = folder.read(&format!("annotated/{name}.ann"));
        assert!(annotations.lines().any(|l| l.starts_with("E1\tCue:T")), "{annotations}");
        for fields in annotations.lines().filter(|l| l.starts_with('T')).map(|l| l.split('\t').collect::<Vec<_>>()) {
            let offsets = fields[1].split_once(' ').unwrap().1;
            let words: Vec<String> = offsets
                .split(';')
                .map(|piece| piece.split_once(' ').unwrap())
                .map(|(b, e)| text[b.parse().unwrap()..e.parse().unwrap()].iter().collect())
                .collect();
            assert_eq!(words.join(" "), fields[2]);
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Report {
    version: String,
    platform: String,
    cores: usize,
    cpu_features: Vec<String>,
    model: Option<Model>,
    outlets: usize,
    countries: usize,
    missing: Vec<Problem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Model {
    name: String,
    format: u32,
    bytes: usize,
    kernels: String,
}

#[test]
fn doctor_says_what_there_is() {
    let folder = Folder::new();
    let run = folder.run(&["doctor", "--format", "json"]);
    let report: Report = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((run.code, report.version.as_str()), (0, env!("CARGO_PKG_VERSION")));
    assert!(report.model.is_some_and(|m| m.bytes > 1_000_000) && report.outlets > 100 && report.countries > 100);
    let run = folder.run(&["doctor"]);
    let rows: Vec<&str> = run.stdout.lines().skip(1).take(4).map(|l| l.split_whitespace().next().unwrap()).collect();
    assert_eq!((run.code, rows), (0, vec!["model", "platform", "CPU", "registers"]));
}
