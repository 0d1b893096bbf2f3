//! `sayso claims`, `claim` and `similar`: over the example pages, with what `examples/expected.json` says is planted in them.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::support::Folder;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Document {
    sayso: String,
    schema: String,
    claims: Vec<Claim>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Claim {
    id: i64,
    alike: Option<f32>,
    text: String,
    representative: usize,
    first_seen: Option<String>,
    last_seen: Option<String>,
    verdict: String,
    mentions: Vec<Mention>,
    independent_origins: Vec<Origin>,
    folds: Vec<Fold>,
    conflicts: Vec<Conflict>,
    drift: Vec<Drift>,
    notes: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Mention {
    article: String,
    span: [usize; 2],
    spans: Vec<[usize; 2]>,
    outlet: Option<String>,
    date: Option<String>,
    chain: Vec<String>,
    certainty: String,
    text: String,
    sentence: String,
    speaker: Option<String>,
    speaker_type: Option<String>,
    notes: Vec<Note>,
    against: bool,
    path: Vec<Node>,
    origin: Option<usize>,
    score: f32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Note {
    kind: String,
    who: Option<String>,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Node {
    name: String,
    r#type: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Origin {
    name: String,
    r#type: String,
    state_run: bool,
    owner: Option<String>,
    unnamed: bool,
    party: bool,
    against: bool,
    mentions: Vec<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Fold {
    kind: String,
    from: Vec<String>,
    into: String,
    mentions: Vec<usize>,
    because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Conflict {
    kind: String,
    values: Vec<Variant>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Variant {
    words: String,
    mentions: Vec<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Drift {
    kind: String,
    way: String,
    from: usize,
    to: usize,
    before: String,
    after: String,
    because: String,
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// A folder with a store of all example pages; filled once for all tests.
pub fn store() -> &'static Folder {
    static STORE: OnceLock<Folder> = OnceLock::new();
    STORE.get_or_init(|| {
        let folder = Folder::new();
        folder.write("register.toml", std::fs::read(examples().join("register.toml")).unwrap());
        for story in std::fs::read_dir(examples()).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
            for page in std::fs::read_dir(&story).unwrap().map(|e| e.unwrap().path()) {
                let name = format!("{}/{}", story.file_name().unwrap().to_str().unwrap(), page.file_name().unwrap().to_str().unwrap());
                folder.write(&name, std::fs::read(&page).unwrap());
            }
        }
        let run = folder.run(&["ingest", "dam", "vessel", "milk", "depot", "--register", "register.toml", "--db", "c.sayso"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        folder
    })
}

fn claims(more: &[&str]) -> Vec<Claim> {
    let run = store().run(&[&["claims", "--db", "c.sayso", "--format", "json"], more].concat());
    assert!(run.code <= 1, "{}", run.stderr);
    let document: Document = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document.schema, "sayso.claims/1");
    document.claims
}

#[test]
fn what_is_not_there_is_told() {
    let folder = Folder::new();
    assert_eq!(
        folder.told(&["claims", "--db", "none.sayso"]),
        "exit 2\n-- stderr\nerror: no store at `none.sayso`\nhint: fill one with `sayso ingest SOURCE…`, or name another with `--db FILE`\n"
    );
    assert_eq!(
        store().told(&["claims", "zyzzyva", "--db", "c.sayso"]),
        "exit 1\n-- stderr\nerror: no such claims\nhint: leave out a filter, or use fewer words\n"
    );
    assert_eq!(
        store().told(&["claim", "1", "--db", "c.sayso"]),
        "exit 1\n-- stderr\nerror: no such claim: 1\nhint: `sayso claims` lists them with their numbers, which change where claims are joined\n"
    );
    assert_eq!(
        store().told(&["similar", "zyzzyva", "--db", "c.sayso"]),
        "exit 1\n-- stderr\nerror: nothing reads like this\nhint: use the words that an article would use, or fewer of them\n"
    );
    assert!(folder.told(&["claims", "--since", "May"]).contains("want a date such as 2024, 2024-05 or 2024-05-31"));
}

#[test]
fn a_claim_is_shown_in_every_format() {
    let all = claims(&["--min-mentions", "1"]);
    assert!(all.len() > 50, "{}", all.len());
    for claim in &all {
        assert!(
            claim.representative < claim.mentions.len() && claim.mentions.iter().all(|m| !m.article.is_empty() && m.span[0] < m.span[1])
        );
    }
    let id = all[0].id.to_string();
    let show = |format: &str| {
        let run = store().run(&["claim", &id, "--db", "c.sayso", "--format", format]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        run.stdout
    };
    let one: Document = serde_json::from_str(&show("json")).unwrap();
    assert_eq!((one.claims.len(), one.claims[0].id), (1, all[0].id));
    assert!(show("text").contains(&format!("claim {id} · ")) && !show("text").contains('\x1b'));
    assert!(show("html").ends_with("</html>\n") && show("html").contains("<svg "));
    assert!(show("svg").starts_with("<?xml ") && show("svg").ends_with("</svg>\n"));
    let list = store().run(&["claims", "--db", "c.sayso", "--format", "html", "--min-mentions", "1", "--limit", "3"]);
    assert_eq!(list.stdout.matches("<article class=\"claim\"").count(), 3);
    assert_eq!(list.stderr, "the first 3 claims; more with `--limit N`\n");
}

#[test]
fn a_sentence_finds_its_claim() {
    let run = store().run(&["similar", "Karvenia fired warning shots at the ship Aurelia", "--db", "c.sayso", "--format", "json"]);
    let found: Document = serde_json::from_str(&run.stdout).unwrap();
    let first = &found.claims[0];
    assert!(first.alike.is_some_and(|a| a > 0.5) && first.text.contains("warning"), "{first:?}");
}

#[test]
fn filters_leave_what_they_name() {
    for claim in claims(&["--min-mentions", "1", "--outlet", "lantern"]) {
        assert!(claim.mentions.iter().any(|m| m.outlet.as_deref() == Some("Daily Lantern")), "{claim:?}");
    }
    let said = claims(&["--min-mentions", "1", "--speaker", "Pensen"]);
    assert!(!said.is_empty() && said.iter().all(|c| c.mentions.iter().any(|m| m.speaker.as_deref().is_some_and(|s| s.contains("Pensen")))));
    assert!(claims(&["--min-mentions", "1", "--until", "2020"]).is_empty());
    let april = claims(&["--min-mentions", "1", "--since", "2026-04", "--until", "2026-04"]);
    assert!(!april.is_empty());
    for claim in april {
        let (first, last) = (claim.first_seen.unwrap_or_default(), claim.last_seen.unwrap_or_default());
        assert!(first.as_str() < "2026-05" && last.as_str() >= "2026-04", "{first} {last}");
    }
    for claim in claims(&["--one-origin"]) {
        assert_eq!((claim.independent_origins.len(), claim.verdict.as_str()), (1, "one origin"));
    }
    for claim in claims(&["--state-only"]) {
        assert!(claim.independent_origins.iter().all(|o| o.state_run), "{claim:?}");
    }
}
