//! Every page from samples: what it holds, that nothing from outside gets loose in it, and that it keeps the policy.

mod sample;

use maud::Markup;

use super::*;

fn frame(path: &str, query: &[(&str, &str)]) -> Frame {
    Frame {
        path: path.to_owned(),
        query: query.iter().map(|&(k, v)| (k.to_owned(), v.to_owned())).collect(),
        csrf: Some("f00d".to_owned()),
        store: "news.sayso".to_owned(),
        corrections: true,
        fetching: true,
        signed_in: true,
        notice: None,
    }
}

/// Each page of a store with something in it, by the name of a file for it.
fn pages() -> Vec<(&'static str, Markup)> {
    let traced = Result { articles: vec![sample::article().ledger], failures: Vec::new() };
    let given = Given { text: "“Nobody rammed anybody,” said a man.".to_owned(), ..Given::default() };
    vec![
        ("board", board(&sample::board(), &frame("/", &[]))),
        ("filtered", board(&sample::board(), &frame("/", &[("words", "trawler"), ("one_origin", "1"), ("outlet", "Post")]))),
        ("empty", board(&sample::empty_board(), &frame("/", &[]))),
        ("claim", claim(&sample::claim(), &frame("/claims/4099", &[]))),
        ("article", article(&sample::article(), &frame("/articles/3", &[]))),
        ("articles", articles(&sample::articles(), &frame("/articles", &[]))),
        ("speakers", speakers(&sample::speakers(), &frame("/speakers", &[]))),
        ("speaker", speaker(&sample::speaker(), &frame("/speakers/x", &[]))),
        ("outlets", outlets(&sample::outlets(), &frame("/outlets", &[]))),
        ("outlet", outlet(&sample::outlet(), &frame("/outlets/x", &[]))),
        ("search", search(&sample::found(), &frame("/search", &[("words", "trawler")]))),
        ("trace", trace(&Given::default(), None, &frame("/trace", &[]))),
        ("traced", trace(&given, Some(&traced), &frame("/trace", &[]))),
        ("corrections", corrections(&sample::corrections(), None, &frame("/corrections", &[]))),
        ("correct", corrections(&sample::corrections(), Some(&sample::statement()), &frame("/corrections", &[("statement", "2003")]))),
        ("login", login(Some("f00d"), "/", true)),
        ("error", error(404, "there is no claim 12", Some("the board has their numbers"), Some(&frame("/claims/12", &[])))),
    ]
}

/// Tags with their attributes, as (tag, attributes).
fn tags(html: &str) -> Vec<(&str, Vec<(&str, &str)>)> {
    let mut out = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((inside, _)) = piece.split_once('>') else { continue };
        let (tag, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        while !rest.trim().is_empty() {
            let Some((key, after)) = rest.split_once("=\"") else {
                attributes.extend(rest.split_whitespace().map(|k| (k, "")));
                break;
            };
            let Some((value, after)) = after.split_once('"') else { panic!("an attribute is left open: {inside}") };
            // Those without a value stand before the one with.
            let mut keys: Vec<&str> = key.split_whitespace().collect();
            let last = keys.pop().unwrap_or_default();
            attributes.extend(keys.into_iter().map(|k| (k, "")));
            attributes.push((last, value));
            rest = after;
        }
        out.push((tag, attributes));
    }
    out
}

/// The policy, and what makes a document sound.
fn check(name: &str, html: &str) {
    let mut ids = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    const VOID: [&str; 6] = ["!DOCTYPE", "meta", "link", "input", "br", "hr"];
    for (tag, attributes) in tags(html) {
        assert!(tag != "style", "{name}: a style element");
        for &(key, value) in &attributes {
            assert!(key != "style" && !key.starts_with("on"), "{name}: <{tag} {key}=…>");
            if matches!(key, "href" | "src" | "action" | "xlink:href") {
                let web = value.starts_with("https://") || value.starts_with("http://");
                assert!(
                    web || value.starts_with('/') && !value.starts_with("//") || value.starts_with('#'),
                    "{name}: <{tag} {key}={value}>"
                );
                if web {
                    assert!(attributes.contains(&("rel", "noreferrer noopener")), "{name}: {value}");
                }
            }
            if key == "id" {
                assert!(!ids.contains(&value), "{name}: the id `{value}` stands twice");
                ids.push(value);
            }
        }
        if tag == "script" {
            assert!(attributes.iter().any(|a| a.0 == "src"), "{name}: a script without `src`");
        }
        if tag == "th" {
            assert!(attributes.iter().any(|a| a.0 == "scope"), "{name}: a `th` without scope");
        }
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}: closes out of order"),
            None if VOID.contains(&tag) => {}
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "{name}: left open: {open:?}");
    for (tag, attributes) in tags(html) {
        for (key, value) in attributes {
            if let Some(target) = value.strip_prefix('#').filter(|_| key == "href") {
                assert!(ids.contains(&target), "{name}: <{tag}> leads to `#{target}`, which is not there");
            }
            if matches!(key, "aria-labelledby" | "aria-describedby" | "for") {
                assert!(ids.contains(&value), "{name}: {key} names `{value}`, which is not there");
            }
        }
    }
    assert_eq!(html.matches("<h1").count(), 1, "{name}: one h1");
    let mut level = 0;
    for (tag, attributes) in tags(html) {
        let heading = match tag {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            _ if attributes.contains(&("role", "heading")) => 3,
            _ => continue,
        };
        assert!(heading <= level + 1, "{name}: h{heading} after h{level}");
        level = heading;
    }
    assert!(html.contains("<main id=\"main\""), "{name}: no main");
    // What would turn the direction of what comes after it.
    assert!(!html.contains(['\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}']), "{name}: a bidi control");
}

#[test]
fn every_page_keeps_the_policy() {
    for (name, page) in pages() {
        check(name, &page.into_string());
    }
}

#[test]
#[ignore = "writes the pages into the folder `$SAYSO_PAGES`, to be looked at"]
fn write_the_pages() {
    let Some(folder) = std::env::var_os("SAYSO_PAGES").map(std::path::PathBuf::from) else { return };
    for (name, page) in pages() {
        std::fs::write(folder.join(name).with_extension("html"), page.into_string()).unwrap();
    }
}
