//! Who may import whom, what a room may not touch, and which heavy library belongs to which room.

use std::collections::BTreeMap;
use std::process::Command;

use crate::support::{bare, files, read, rooms, root};
use serde_json::Value;

/// Room, and which rooms it may import. A new edge is a change of plan: change this table and `ARCHITECTURE.md` together.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("doc", &[]),
    ("register", &[]),
    ("ingest", &["doc", "register"]),
    ("tag", &["doc"]),
    ("trace", &["doc", "register"]),
    ("link", &["doc", "register"]),
    ("store", &["doc", "link"]),
    ("app", &["doc", "register", "ingest", "tag", "trace", "link", "store"]),
    ("serve", &["app", "doc"]),
    ("cli", &["app", "serve", "doc"]),
    ("py", &["app", "doc"]),
    ("house", &[]),
    // Outside of `crates/`: it measures them.
    ("bench", &["app", "doc", "ingest", "register", "tag", "trace"]),
];

/// Bytes in, values out.
const PURE: [&str; 6] = ["doc", "register", "ingest", "tag", "trace", "link"];

/// Parts of `std` that reach the outside.
const OUTSIDE: [&str; 5] = ["fs", "net", "env", "process", "time"];

/// The clock may be read where a bound on time needs it, and there for `Instant` alone: a page that takes too long must be given up.
const MAY_READ_THE_CLOCK: [&str; 1] = ["crates/ingest/"];

/// Libraries that one room keeps to itself.
const KEPT: [(&str, &str); 13] = [
    ("rusqlite", "store"),
    ("rayon", "app"),
    ("anyhow", "cli"),
    ("clap", "cli"),
    ("ureq", "cli"),
    ("http-body-util", "serve"),
    ("hyper", "serve"),
    ("tokio", "serve"),
    ("maud", "serve"),
    ("rmcp", "serve"),
    ("argon2", "serve"),
    ("pyo3", "py"),
    ("arrow", "py"),
];

struct Edge {
    from: String,
    to: String,
    kind: &'static str,
}

/// Dependencies that the manifests of the workspace declare.
fn edges() -> Vec<Edge> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let args = ["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"];
    let out = Command::new(cargo).args(args).arg(root().join("Cargo.toml")).output().expect("`cargo metadata` runs");
    assert!(out.status.success(), "`cargo metadata` failed: {}", String::from_utf8_lossy(&out.stderr));
    let metadata: Value = serde_json::from_slice(&out.stdout).expect("`cargo metadata` prints JSON");
    let mut edges = Vec::new();
    for package in metadata["packages"].as_array().expect("packages") {
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            edges.push(Edge {
                from: short(&package["name"]),
                to: short(&dependency["name"]),
                kind: if dependency["kind"] == "dev" { "dev" } else { "normal" },
            });
        }
    }
    edges
}

fn short(name: &Value) -> String {
    let name = name.as_str().expect("a name");
    name.strip_prefix("sayso-").unwrap_or(name).to_owned()
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    for room in rooms() {
        assert!(allowed.contains_key(room.as_str()), "new room `{room}`: give it a line in `MAY_IMPORT` and one in `ARCHITECTURE.md`");
    }
    for edge in edges().iter().filter(|e| allowed.contains_key(e.to.as_str())) {
        let fine = allowed[edge.from.as_str()].contains(&edge.to.as_str());
        assert!(fine, "new {} edge: `{}` imports `{}`; `{0}` may import {:?}", edge.kind, edge.from, edge.to, allowed[edge.from.as_str()]);
    }
}

#[test]
fn heavy_libraries_stay_in_their_room() {
    for edge in edges().iter().filter(|e| e.kind == "normal") {
        if let Some((library, room)) = KEPT.iter().find(|(library, _)| *library == edge.to) {
            assert_eq!(edge.from, *room, "`{library}` belongs to `{room}`, and `{}` imports it", edge.from);
        }
    }
}

#[test]
fn pure_rooms_do_no_io() {
    for room in PURE {
        for path in files(&format!("crates/{room}/src"), ".rs") {
            let source = bare(&read(&path));
            for (number, line) in without_tests(&source).lines().enumerate() {
                let found = OUTSIDE.iter().find(|part| reaches(line, part));
                let clock = found == Some(&"time") && MAY_READ_THE_CLOCK.iter().any(|p| path.starts_with(p));
                let clock = clock && !line.contains("SystemTime");
                assert!(found.is_none() || clock, "`{path}:{}` uses `std::{}`: `{room}` does no I/O", number + 1, found.unwrap());
            }
        }
    }
}

/// Unit tests at a file's end may read fixtures.
fn without_tests(source: &str) -> &str {
    source.find("#[cfg(test)]\nmod ").map_or(source, |at| &source[..at])
}

fn reaches(line: &str, part: &str) -> bool {
    let after = |prefix: &str| {
        line.match_indices(prefix).any(|(at, _)| {
            let rest = &line[at + prefix.len()..];
            let words = rest.split(|c: char| !c.is_alphanumeric() && c != '_');
            if rest.starts_with('{') { words.collect::<Vec<_>>().contains(&part) } else { words.take(1).any(|w| w == part) }
        })
    };
    after("std::")
}

#[test]
fn only_tag_is_unsafe() {
    for path in files("crates", ".rs").iter().filter(|p| !p.starts_with("crates/tag/")) {
        for (number, line) in bare(&read(path)).lines().enumerate() {
            let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
            assert!(!words.any(|w| w == "unsafe"), "`{path}:{}` is unsafe: only `tag` may be", number + 1);
            assert!(!line.contains("allow(unsafe_code)"), "`{path}:{}` allows unsafe code: only `tag` may", number + 1);
        }
    }
}

#[test]
fn only_the_wire_knows_json_shapes() {
    // `doctor` is a report on the machine and has its own shape beside its text.
    let may = ["crates/app/src/wire.rs", "crates/app/src/wire/", "crates/app/src/doctor.rs"];
    for path in files("crates", ".rs").iter().filter(|p| p.contains("/src/") && !may.iter().any(|m| p.starts_with(m))) {
        assert!(
            !without_tests(&bare(&read(path))).replace("Serializer", "").contains("Serialize"),
            "`{path}` gives a type a JSON shape: that is `app::wire`'s"
        );
    }
}

#[test]
fn lints_are_not_switched_off() {
    for path in files("crates", ".rs").iter().filter(|p| p.contains("/src/")) {
        let source = bare(&read(path));
        let found = ["print_stdout", "print_stderr", "dbg_macro", "undocumented_unsafe_blocks"].iter().find(|l| source.contains(**l));
        assert!(found.is_none(), "`{path}` switches off `{}`, which the whole workspace denies", found.unwrap());
    }
}

#[test]
fn every_room_takes_the_workspaces_lints_and_licence() {
    for room in rooms() {
        let path = format!("crates/{room}/Cargo.toml");
        let manifest: toml::Table = toml::from_str(&read(&path)).unwrap_or_else(|e| panic!("`{path}`: {e}"));
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "`{path}` does not take the workspace's lints");
        let package = &manifest["package"];
        assert_eq!(package["name"].as_str(), Some(format!("sayso-{room}").as_str()), "`{path}`");
        assert_eq!(package["license"]["workspace"].as_bool(), Some(true), "`{path}` does not take the workspace's licence");
        assert!(package.get("description").is_some(), "`{path}` has no description");
    }
}

#[test]
fn the_scanner_sees_code_and_nothing_else() {
    let source = "use std::fs; // std::net\nlet s = \"std::env\"; /* unsafe\n */ let c = '\"'; let r = r#\"unsafe\"#; let l: &'static str;";
    let code = bare(source);
    assert!(code.contains("std::fs") && code.contains("&'static str"), "{code}");
    assert!(!["std::net", "std::env", "unsafe"].iter().any(|w| code.contains(w)), "{code}");
    assert_eq!(code.lines().count(), source.lines().count());
    assert!(reaches("use std::{fmt, fs};", "fs") && reaches("std::time::Instant::now()", "time") && !reaches("use std::fmt;", "fs"));
}
