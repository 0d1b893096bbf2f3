//! How files look: their length, their first line, the doorway, and what must not stand in any of them.

use crate::support::{files, read};

/// Past this a file has two duties.
const MAX_LINES: usize = 1000;
/// `main.rs` is a doorway.
const MAX_DOORWAY: usize = 40;

fn ours(ending: &str) -> Vec<String> {
    ["crates", "bench", "training", "eval", "fuzz", "models"].iter().flat_map(|folder| files(folder, ending)).collect()
}

#[test]
fn no_file_is_too_long() {
    for path in ours(".rs").into_iter().chain(ours(".py")) {
        let lines = read(&path).lines().count();
        assert!(lines <= MAX_LINES, "`{path}` has {lines} lines, {MAX_LINES} is the most: split it by duty");
    }
}

#[test]
fn main_is_a_doorway() {
    for path in ours("/main.rs") {
        let lines = read(&path).lines().count();
        assert!(lines < MAX_DOORWAY, "`{path}` has {lines} lines, fewer than {MAX_DOORWAY} is the rule: move the rest to `commands/`");
    }
}

#[test]
fn files_open_with_a_sentence_on_what_they_are() {
    for path in ours(".rs") {
        assert!(read(&path).starts_with("//! "), "`{path}` does not open with a `//!` sentence");
    }
    for path in ours(".py") {
        let text = read(&path);
        let body = text.strip_prefix("#!").map_or(text.as_str(), |rest| rest.split_once('\n').map_or("", |(_, rest)| rest));
        assert!(body.starts_with("\"\"\""), "`{path}` does not open with a docstring");
    }
}

#[test]
fn no_path_of_a_developers_machine() {
    // Put together here, so that this file does not find itself.
    let paths =
        [["/wo", "rk/"].concat(), ["/ro", "ot/"].concat(), ["/ho", "me/"].concat(), ["/Us", "ers/"].concat(), ["/tm", "p/"].concat()];
    let endings = [".rs", ".py", ".md", ".toml", ".json", ".html", ".css", ".txt", ".lock", "/run"];
    for path in endings.iter().flat_map(|ending| files(".", ending)) {
        let text = read(&path);
        for wrong in &paths {
            // An address such as `https://site.example/home/` is none.
            let found = text.match_indices(wrong.as_str()).find(|(at, _)| {
                let before = text[..*at].chars().next_back();
                before.is_none_or(|c| c.is_whitespace() || "\"'`(=:<".contains(c))
            });
            assert!(found.is_none(), "`{path}` holds a path of one machine: `{wrong}`");
        }
    }
}

#[test]
fn scripts_of_the_check_are_whole() {
    let ci = read(".ci/run");
    for step in ["cargo fmt", "cargo clippy --workspace --all-targets", "cargo doc", "cargo test --workspace", "eval/gate.py"] {
        assert!(ci.contains(step), "`.ci/run` does not run `{step}`");
    }
    let last = ci.lines().rev().find(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#')).unwrap_or_default();
    assert!(last.contains("cargo test --workspace"), "the tests must run last in `.ci/run`, so that their closing lines are seen");
}
