//! The example pages hold what `examples/expected.json` says is planted in them, and own up to being invented.

use crate::support::{files, read};
use serde_json::Value;

/// Text between tags, without scripts and styles; good enough for pages that we wrote.
fn visible(page: &str) -> String {
    let mut rest = &page[page.find("<body").expect("a page has a body")..];
    let mut text = String::new();
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("<script") {
            "</script>"
        } else if rest.starts_with("<style") {
            "</style>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else {
            ">"
        };
        rest = rest.split_once(end).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.replace("&amp;", "&")
}

fn expected() -> Value {
    serde_json::from_str(&read("examples/expected.json")).expect("`expected.json` is JSON")
}

fn each<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is a list")).iter()
}

#[test]
fn planted_words_stand_in_their_pages() {
    let check = |file: &Value, words: &Value| {
        let (file, words) = (file.as_str().expect("a file"), words.as_str().expect("words"));
        assert!(visible(&read(&format!("examples/{file}"))).contains(words), "`examples/{file}` does not hold `{words}`");
    };
    for story in each(&expected(), "stories") {
        each(story, "relays").chain(each(story, "notes")).for_each(|x| check(&x["file"], &x["words"]));
        each(story, "claims").flat_map(|c| each(c, "mentions")).for_each(|m| check(&m["file"], &m["words"]));
        for drift in each(story, "drift") {
            check(&drift["source"], &drift["before"]);
            check(&drift["target"], &drift["after"]);
        }
    }
}

#[test]
fn every_page_is_listed_and_every_listed_page_exists() {
    let expected = expected();
    let articles = each(&expected, "stories").flat_map(|s| each(s, "articles"));
    let mut listed: Vec<String> = articles.map(|a| format!("examples/{}", a["file"].as_str().expect("a file"))).collect();
    listed.sort();
    assert_eq!(listed, files("examples", ".html"));
}

#[test]
fn every_page_says_that_it_is_invented() {
    let notice = "Invented for Sayso: the people, places, outlets and events on this page do not exist.";
    for path in files("examples", ".html") {
        let page = read(&path);
        assert!(page.contains(&format!("<!-- {notice} -->")) && visible(&page).contains(notice), "`{path}` does not say so");
        let hosts = page.split("://").skip(1).map(|rest| rest.split(['/', '"', '?', '\'', ')']).next().unwrap_or_default());
        for host in hosts {
            let fine = host.ends_with(".example") || host == "schema.org" || MARKUP.contains(&host);
            assert!(fine, "`{path}` names the host `{host}`, which somebody may own");
        }
    }
}

/// Hosts that stand in the markup of real systems.
const MARKUP: [&str; 5] = ["ogp.me", "gmpg.org", "www.drupal.org", "www.w3.org", "schema.org"];
