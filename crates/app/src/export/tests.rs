//! A store with the sample article in two outlets, and a claim of both, as every format has it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sayso_link::{Claim, ClaimId, Mention, Node, NodeKind, Origin, StatementId, Verdict};
use sayso_store::{Put, Store};
use serde_json::Value;
use tempfile::TempDir;

use super::*;
use crate::sample::sample;

/// Two outlets with the same text; statement 2 of both is one claim.
fn filled() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.sayso");
    let mut store = Store::open(&path).unwrap();
    let batch = store.begin().unwrap();
    let (first, ledger) = sample();
    let mut second = first.clone();
    (second.id, second.url) = ("post-1".to_owned(), Some("https://post.example/lessing".to_owned()));
    second.outlet = Some("Harbour Post".to_owned());
    let mut mentions = Vec::new();
    for article in [&first, &second] {
        let Put::New { version, .. } = batch.put(article, &ledger).unwrap() else { panic!("it is new") };
        let record = sayso_link::ArticleRecord::new(version.linked(), article, &ledger);
        let founder = ClaimId(StatementId { article: sayso_link::ArticleId(1), index: 2 });
        let join = |index| {
            let statement = StatementId { article: version.linked(), index };
            sayso_link::Join { statement, claim: if index == 2 { founder } else { ClaimId(statement) }, score: 1.0 }
        };
        let joins: Vec<_> = (0..record.statements.len() as u32).map(join).collect();
        let linking = sayso_link::Linking { touched: joins.iter().map(|j| j.claim).collect(), joins, merged: Vec::new() };
        batch.keep_linking(&record, &sayso_link::Sketch::new(&record), &linking).unwrap();
        mentions.push(Mention {
            statement: StatementId { article: version.linked(), index: 2 },
            outlet: article.outlet.clone(),
            published: article.published.clone(),
            record: record.statements[2].clone(),
            against: false,
            path: vec![Node { name: "Tessaly News Agency".to_owned(), kind: NodeKind::StateOutlet }],
            origin: Some(0),
            score: 1.0,
        });
    }
    let id = ClaimId(mentions[0].statement);
    let origin = Origin {
        name: "Tessaly News Agency".to_owned(),
        kind: NodeKind::StateOutlet,
        state_run: true,
        owner: None,
        unnamed: false,
        party: false,
        against: false,
        mentions: vec![0, 1],
    };
    let fold = sayso_link::Fold {
        kind: sayso_link::FoldKind::Copy,
        from: vec!["Harbour Post".to_owned()],
        into: "Tessaly News Agency".to_owned(),
        mentions: vec![1],
        because: "Harbour Post is a copy of Northgate Courier".to_owned(),
    };
    let claim = Claim {
        id,
        text: mentions[0].record.text.clone(),
        representative: 0,
        first_seen: first.published.clone(),
        last_seen: first.published.clone(),
        mentions,
        origins: vec![origin],
        folds: vec![fold],
        verdict: Verdict::OneOrigin,
        conflicts: Vec::new(),
        drift: Vec::new(),
        notes: Vec::new(),
    };
    batch.keep_claim(id, Some(&claim)).unwrap();
    batch.commit().unwrap();
    (folder, path)
}

fn lines(path: &Path, what: What) -> Vec<Value> {
    let mut out = Vec::new();
    let count = table(&Reader::open(path).unwrap(), what, TableFormat::Jsonl, &mut out).unwrap();
    let lines: Vec<Value> = String::from_utf8(out).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len() as u64, count);
    lines
}

/// The words of the first span of `field`, cut out of the text by code points.
fn cut(text: &str, row: &Value, field: &str) -> String {
    let at = |i: usize| row[field][0][i].as_u64().unwrap() as usize;
    text.chars().skip(at(0)).take(at(1) - at(0)).collect()
}

#[test]
fn rows_point_at_their_words() {
    let (_folder, path) = filled();
    let articles = lines(&path, What::Articles);
    assert_eq!((articles.len(), articles[1]["outlet"].as_str()), (2, Some("Harbour Post")));
    let text = articles[0]["text"].as_str().unwrap();
    let statements = lines(&path, What::Statements);
    assert_eq!(statements.len(), 16);
    for row in statements.iter().filter(|s| s["voice"] == "attributed") {
        assert_eq!(Value::from(cut(text, row, "cue_chars")), row["cue"]);
        assert_eq!(Value::from(cut(text, row, "source_chars")), row["source"]);
        assert!(row["content"].as_str().unwrap().starts_with(&cut(text, row, "content_chars")));
    }
    let asleep = &statements[3];
    assert_eq!(asleep["chain"], serde_json::json!(["Northgate Courier", "Tessaly News Agency", "Ilse Brandt"]));
    assert_eq!((&asleep["parent"], &asleep["speaker_type"]), (&statements[2]["statement"], &Value::from("person")));
}

#[test]
fn claims_have_their_origins_and_mentions() {
    let (_folder, path) = filled();
    let claims = lines(&path, What::Claims);
    assert_eq!(claims.len(), 1);
    let claim = &claims[0];
    assert_eq!((claim["verdict"].as_str(), claim["articles"].as_u64()), (Some("one origin"), Some(2)));
    assert_eq!(claim["state_run_origins"], serde_json::json!(["Tessaly News Agency"]));
    assert_eq!(claim["folds"], serde_json::json!(["Harbour Post is a copy of Northgate Courier"]));
    let mentions = lines(&path, What::Mentions);
    assert_eq!(mentions.len(), 2);
    assert!(mentions.iter().all(|m| m["claim"] == claim["claim"] && m["origin"] == "Tessaly News Agency" && m["against"] == false));
    let statements = lines(&path, What::Statements);
    assert_eq!((&statements[2]["claim"], &statements[10]["claim"]), (&claim["claim"], &claim["claim"]));
}

#[test]
fn the_page_tells_of_every_column() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/export.md")).unwrap();
    let tables =
        [("articles", export::ARTICLES), ("statements", export::STATEMENTS), ("claims", export::CLAIMS), ("mentions", export::MENTIONS)];
    for (name, columns) in tables {
        let section = page.split(&format!("### `{name}`")).nth(1).unwrap().split("\n#").next().unwrap();
        let told: Vec<&str> = section.lines().filter_map(|l| Some(l.strip_prefix("| `")?.split_once('`')?.0)).collect();
        let there: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        assert_eq!(told, there, "`docs/export.md` on `{name}`");
    }
}

#[test]
fn annotations_are_one_page() {
    let (_folder, path) = filled();
    let mut out = Vec::new();
    assert_eq!(annotations(&Reader::open(&path).unwrap(), &mut out).unwrap(), 16);
    let page: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!((&page["type"], &page["@context"][0]), (&"AnnotationPage".into(), &"http://www.w3.org/ns/anno.jsonld".into()));
    let (article, ledger) = sample();
    let text: Vec<char> = article.text.as_str().chars().collect();
    let mut ids = BTreeSet::new();
    for (i, one) in page["items"].as_array().unwrap().iter().enumerate() {
        assert!(ids.insert(one["id"].as_str().unwrap().to_owned()));
        let pieces = one["target"]["items"].as_array().cloned().unwrap_or_else(|| vec![one["target"].clone()]);
        assert_eq!(pieces.len(), ledger.statements[i % 8].content.len());
        for piece in pieces {
            let (position, quote) = (&piece["selector"][0], &piece["selector"][1]);
            let at = |field: &str| position[field].as_u64().unwrap() as usize;
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(quote["exact"], words);
            let before: String = text[at("start").saturating_sub(32)..at("start")].iter().collect();
            assert_eq!(quote["prefix"], before);
        }
    }
    assert_eq!(page["items"][0]["target"]["source"], "https://courier.example/lessing");
    assert_eq!(page["items"][2]["body"][1]["sayso:claim"], page["items"][10]["body"][1]["sayso:claim"]);
}

#[test]
fn entities_refer_to_entities_that_are_there() {
    let (_folder, path) = filled();
    let mut out = Vec::new();
    entities(&Reader::open(&path).unwrap(), &mut out).unwrap();
    let all: Vec<Value> = String::from_utf8(out).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let ids: BTreeSet<&str> = all.iter().map(|e| e["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.len(), "an id twice");
    let of = |schema: &str| all.iter().filter(|e| e["schema"] == schema).count();
    // Of six speakers two are unnamed; a second article adds none.
    assert_eq!((of("Article"), of("Person"), of("Organization"), of("Documentation"), of("Note")), (2, 2, 2, 8, 17));
    for entity in &all {
        for property in ["entity", "document"] {
            for id in entity["properties"][property].as_array().into_iter().flatten() {
                assert!(ids.contains(id.as_str().unwrap()), "{entity}");
            }
        }
    }
    let claim = all.iter().find(|e| e["id"].as_str().unwrap().starts_with("sayso-claim")).unwrap();
    assert_eq!(claim["properties"]["entity"], serde_json::json!(["sayso-article-1", "sayso-article-2"]));
}

#[test]
fn corrections_are_written_into_their_article() {
    let (_folder, path) = filled();
    let mut desk = crate::corrections::Desk::open(&path).unwrap();
    let statement = |index| StatementId { article: sayso_link::ArticleId(1), index }.number();
    let attributed =
        desk.stored(sayso_store::VersionId(1)).unwrap().ledger.statements.iter().position(|s| s.voice != sayso_doc::Voice::Own);
    let attributed = statement(attributed.unwrap() as u32);
    use crate::wire::views::Corrected;
    for (statement, field) in [
        (attributed, Corrected::Speaker { speaker: "Port Ministry".to_owned(), speaker_type: Some("government".to_owned()) }),
        (attributed, Corrected::Via { via: vec!["Coast Radio".to_owned(), "Meridian Wire".to_owned()] }),
        (attributed, Corrected::Certainty { certainty: "denied".to_owned() }),
        (statement(2), Corrected::Split),
    ] {
        let new = crate::corrections::NewCorrection {
            statement,
            field,
            who: "Jo".to_owned(),
            when: "2031-06-01T10:00:00Z".to_owned(),
            note: Some("by the page".to_owned()),
        };
        crate::corrections::correct(&mut desk, &new).unwrap();
    }
    let mut out = Vec::new();
    assert_eq!(corrections(&desk, &mut out).unwrap(), 1);
    let line: Value = serde_json::from_slice(&out).unwrap();
    let found = line["attributions"].as_array().unwrap().iter().find(|a| a["speaker"] == "Port Ministry").unwrap();
    assert_eq!((&found["speaker_type"], &found["certainty"]), (&"government".into(), &"denied".into()));
    assert_eq!(found["via"], serde_json::json!(["Coast Radio", "Meridian Wire"]));
    let made = line["corrections"].as_array().unwrap();
    assert_eq!(made.iter().map(|c| c["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["speaker", "via", "certainty", "split"]);
    assert_eq!((&made[0]["content"], &made[0]["applied"], &made[3]["applied"]), (&found["content"], &true.into(), &false.into()));
    assert!(made[0]["machine"].as_str().is_some_and(|m| !m.is_empty() && m != "Port Ministry"));
}
