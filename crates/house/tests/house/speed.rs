//! `docs/speed.md`: its tables are those of `bench/results/`, written anew here when they are not.

use std::fmt::Write;

use serde_json::Value;

use crate::support::{files, read, root};

const PAGE: &str = "docs/speed.md";
/// Everything after it is made here.
const MARK: &str = "<!-- from here on made from bench/results by crates/house/tests/house/speed.rs -->\n";

#[test]
fn the_page_on_speed_shows_what_was_measured() {
    let page = read(PAGE);
    let (told, made) = page.split_once(MARK).expect("the page says where the tables begin");
    let tables = tables();
    if made != tables {
        std::fs::write(root().join(PAGE), format!("{told}{MARK}{tables}")).expect("the page can be written");
        panic!("`{PAGE}` was stale and has been written anew: look at it and commit it");
    }
}

/// A section for each result, in the order of the files' names.
fn tables() -> String {
    let mut out = String::new();
    for path in files("bench/results", ".json") {
        let result: Value = serde_json::from_str(&read(&path)).unwrap_or_else(|e| panic!("`{path}`: {e}"));
        let text = |key: &str| result[key].as_str().unwrap_or_else(|| panic!("`{path}` has no `{key}`")).to_owned();
        let row = |cells: &Value| {
            let cells: Vec<String> = cells.as_array().expect("a row").iter().map(cell).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let columns = &result["columns"];
        let rows = result["rows"].as_array().unwrap_or_else(|| panic!("`{path}` has no `rows`"));
        assert!(!rows.is_empty() && !result["raw"].is_null(), "`{path}` measured nothing");
        let rule = "|---".repeat(columns.as_array().map_or(0, Vec::len));
        let table: String = rows.iter().map(row).collect();
        let (title, note) = (text("title"), text("note"));
        let _ = write!(out, "\n## {title}\n\n{note}\n\n{}{rule}|\n{table}\n", row(columns));
        let (command, commit, machine, date, load) = (text("command"), text("commit"), text("machine"), text("date"), &result["load"]);
        let _ = writeln!(out, "`{command}` at commit {commit} on {date}; {machine}; load {load} at the end. Raw numbers: `{path}`.");
    }
    out
}

fn cell(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
