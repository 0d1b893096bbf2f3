//! The pages for people: every path that they name exists, every room appears, the open section of the changelog is there.

use crate::support::{files, read, rooms, root};

const PAGES: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/// Words in back-quotes that are paths: with a slash or a known ending, and nothing that a path has not.
fn named_paths(page: &str) -> Vec<String> {
    let mut in_code = false;
    let mut paths = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code || line.starts_with("    ") {
            continue;
        }
        for quoted in line.split('`').skip(1).step_by(2) {
            let plain = quoted.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
            // `/api/v1/openapi.json` is a route, `text/plain` a media type.
            let route = quoted.starts_with('/') || ["text/", "application/", "image/"].iter().any(|t| quoted.starts_with(t));
            let known =
                !route && [".md", ".rs", ".py", ".toml", ".json", ".lock"].iter().any(|e| quoted.ends_with(e) && quoted.len() > e.len());
            // A format's name with its version, `sayso.ledger/1`, is no path.
            let version = quoted.rsplit_once('/').is_some_and(|(_, v)| !v.is_empty() && v.chars().all(|c| c.is_ascii_digit()));
            let folder = quoted.contains('/') && !version && !route && !quoted.starts_with("../shared");
            if plain && (known || folder) {
                paths.push(quoted.to_owned());
            }
        }
    }
    paths
}

/// Targets of Markdown links within the repository, without their anchors.
fn linked_paths(page: &str) -> Vec<String> {
    let links = page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
    let local = links.filter(|t| !t.contains("://") && !t.starts_with('#') && !t.starts_with("mailto:"));
    local.map(|t| t.split('#').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_path_that_a_page_names_exists() {
    let more = files("docs", ".md").into_iter().chain(files("examples", ".md")).chain(files("eval", ".md"));
    for path in PAGES.iter().map(|p| (*p).to_owned()).chain(more) {
        let page = read(&path);
        let folder = root().join(&path).parent().expect("a page has a folder").to_owned();
        for linked in linked_paths(&page) {
            assert!(folder.join(&linked).exists(), "`{path}` links to `{linked}`, which does not exist");
        }
        for named in named_paths(&page) {
            let exists = root().join(&named).exists() || folder.join(&named).exists();
            assert!(exists, "`{path}` names `{named}`, which does not exist");
        }
    }
}

#[test]
fn every_room_stands_in_the_architecture() {
    let page = read("ARCHITECTURE.md");
    for room in rooms() {
        assert!(page.contains(&format!("`crates/{room}`")), "`ARCHITECTURE.md` does not tell what `crates/{room}` is for");
    }
    let (invariants, map) = (page.find("## Invariants"), page.find("## Code map"));
    assert!(invariants.is_some() && invariants < map, "the invariants open `ARCHITECTURE.md`");
    assert!(page.lines().count() <= 120, "`ARCHITECTURE.md` is read in one go: 120 lines at most");
}

#[test]
fn the_changelog_has_an_open_section() {
    let page = read("CHANGELOG.md");
    let open = page.split("## Unreleased").nth(1).expect("`CHANGELOG.md` has no section `Unreleased`");
    let section = open.split("\n## ").next().unwrap_or_default();
    assert!(section.lines().any(|l| l.starts_with("- ")), "the open section of `CHANGELOG.md` is empty");
}

#[test]
fn the_readme_holds_the_two_commands() {
    let page = read("README.md");
    for command in ["cargo run --release -- trace", "cargo test --workspace"] {
        assert!(page.contains(command), "`README.md` does not show `{command}`");
    }
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(page.contains(licence) && root().join(licence).exists(), "`{licence}`");
    }
}

#[test]
fn every_code_of_a_problem_stands_in_the_troubleshooting_page() {
    let page = read("docs/troubleshooting.md");
    for path in files("crates", ".rs").iter().filter(|p| p.contains("/src/") && !p.contains("/tests")) {
        let source = read(path);
        // The codes of unit tests are invented.
        let code = source.find("#[cfg(test)]\nmod ").map_or(source.as_str(), |at| &source[..at]);
        for opening in ["Problem::new(", "code: "] {
            let named = code.split(opening).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'));
            for (word, _) in named {
                assert!(
                    page.contains(&format!("`{word}`")),
                    "`{path}` tells of `{word}`; say in `docs/troubleshooting.md` what to do about it"
                );
            }
        }
    }
}
