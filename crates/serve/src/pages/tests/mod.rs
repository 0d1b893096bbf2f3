//! Every page from samples: what it holds, that nothing from outside gets loose in it, and that it keeps the policy.

mod sample;

use maud::Markup;
use sayso_app::wire;

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
    // What would turn the direction of what comes after it; a field that text was typed into keeps it, and keeps it to itself.
    let outside = match (html.find("<textarea"), html.find("</textarea>")) {
        (Some(from), Some(to)) => [&html[..from], &html[to..]].concat(),
        _ => html.to_owned(),
    };
    assert!(
        !outside.contains(['\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}']),
        "{name}: a bidi control"
    );
}

#[test]
fn every_page_keeps_the_policy() {
    for (name, page) in pages() {
        check(name, &page.into_string());
    }
}

/// Text of the kind that gets loose where a page is careless.
const HOSTILE: &str =
    "\"><script>alert(1)</script><img src=x onerror=alert(1)> ' javascript:alert(1) \u{202e}drow\u{2066}\u{200b}&lt;b&gt;";

/// Everything from outside is hostile.
fn hostile_pages() -> Vec<(&'static str, Markup)> {
    let h = || HOSTILE.to_owned();
    let mut c = sample::claim();
    for m in &mut c.claim.mentions {
        (m.outlet, m.date, m.sentence, m.speaker) = (Some(h()), Some(h()), h(), Some(h()));
        m.chain = vec![h(), h()];
        m.path.iter_mut().for_each(|n| n.name = h());
        m.notes.iter_mut().for_each(|n| (n.text, n.who) = (h(), Some(h())));
    }
    c.claim.text = h();
    c.claim.independent_origins.iter_mut().for_each(|o| (o.name, o.owner) = (h(), Some(h())));
    c.claim.folds.iter_mut().for_each(|f| (f.from, f.into, f.because) = (vec![h()], h(), h()));
    c.claim.drift.iter_mut().for_each(|d| (d.before, d.after, d.because) = (h(), String::new(), h()));
    c.claim.conflicts.iter_mut().flat_map(|c| &mut c.values).for_each(|v| v.words = h());
    for p in &mut c.places {
        (p.title, p.url, p.before, p.after, p.copy_of) = (Some(h()), Some("javascript:alert(1)".to_owned()), h(), h(), Some(h()));
        // Offsets that fit no text, or stand within a character.
        p.content = vec![[3, 90_000], [HOSTILE.len() - 1, HOSTILE.len()], [usize::MAX, 0], [77, 79]];
        p.differences.iter_mut().for_each(|d| (d.bytes, d.kind, d.other) = ([78, 500], h(), 99));
    }
    let mut a = sample::article();
    let l = &mut a.ledger;
    (l.title, l.outlet, l.byline, l.url, l.published) =
        (Some(h()), Some(h()), Some(h()), Some("javascript:alert(1)".to_owned()), Some(h()));
    l.speakers.iter_mut().for_each(|s| s.name = h());
    for s in &mut l.statements {
        s.chain = vec![h(), h(), h()];
        s.via.iter_mut().for_each(|v| v.name = h());
        s.reasons.iter_mut().for_each(|r| r.because = h());
    }
    // Statements that lie across each other, and a ring of parents.
    l.text = format!("{}{}", HOSTILE.repeat(20), l.text);
    l.statements[5].parent = Some(6);
    l.statements[6].parent = Some(5);
    l.statements[1].content[0].bytes = [HOSTILE.len() * 2, HOSTILE.len() * 7];
    l.statements[2].content[0].bytes = [HOSTILE.len() * 5, HOSTILE.len() * 9];
    l.statements[0].markers[0].bytes = [HOSTILE.len() - 3, 40];
    l.statements[4].markers[0].bytes = [5, 60_000];
    l.paragraphs[2].bytes = [1, 90_000];
    l.notes.iter_mut().for_each(|n| (n.who, n.about) = (Some(h()), vec![0, 999]));
    a.copies[0].article.title = Some(h());
    a.versions[0].changes[0].before = Some(h());
    a.corrections[0].field = wire::views::Corrected::Via { via: vec![h()] };
    let mut board_page = sample::board();
    for card in &mut board_page.claims {
        (card.text, card.outlets, card.first_seen) = (h(), vec![h()], Some(h()));
        card.independent_origins.iter_mut().for_each(|o| o.name = h());
    }
    let mut o = sample::outlet();
    o.name = h();
    o.network.nodes.iter_mut().for_each(|n| (n.name, n.r#type) = (h(), Some(h())));
    o.network.edges.push(wire::views::Edge { from: 0, to: 999, statements: 1 });
    o.months[3].month = Some(h());
    o.via[0].name = h();
    let mut f = frame("/search", &[("words", HOSTILE), ("after", HOSTILE), ("outlet", HOSTILE)]);
    (f.store, f.notice) = (h(), Some(h()));
    let given = Given { text: h(), url: h(), format: h() };
    let failure = wire::Failure { origin: h(), line: None, problem: wire::Problem { code: "x", message: h(), hint: Some(h()) } };
    let result = Result { articles: vec![a.ledger.clone()], failures: vec![failure] };
    vec![
        ("hostile board", board(&board_page, &f)),
        ("hostile claim", claim(&c, &f)),
        ("hostile article", article(&a, &f)),
        ("hostile outlet", outlet(&o, &f)),
        ("hostile search", search(&sample::found(), &f)),
        ("hostile trace", trace(&given, Some(&result), &f)),
        ("hostile login", login(Some("f00d"), "/x?\"><script>alert(1)</script>", true)),
        ("hostile error", error(500, HOSTILE, Some(HOSTILE), Some(&f))),
    ]
}

#[test]
fn nothing_from_outside_gets_loose() {
    for (name, page) in hostile_pages() {
        let html = page.into_string();
        check(name, &html);
        assert_eq!(html.matches("<script").count(), 1, "{name}");
        assert!(!html.contains("<img"), "{name}");
    }
}

#[test]
fn without_a_token_for_forms_nothing_can_be_changed() {
    let closed = Frame { csrf: None, corrections: false, signed_in: false, ..frame("/", &[]) };
    for page in [
        claim(&sample::claim(), &closed),
        article(&sample::article(), &closed),
        corrections(&sample::corrections(), Some(&sample::statement()), &closed),
    ] {
        let html = page.into_string();
        assert!(!html.contains("method=\"post\"") && !html.contains("/corrections?statement="), "{html}");
    }
}

#[test]
fn the_board_says_what_to_do_next() {
    let html = board(&sample::empty_board(), &frame("/", &[])).into_string();
    assert!(html.contains("sayso ingest"), "{html}");
    let html = board(&sample::empty_board(), &frame("/", &[("words", "x")])).into_string();
    assert!(html.contains("No claim passes these filters") && !html.contains("sayso ingest"), "{html}");
}

#[test]
fn filters_stay_in_the_address() {
    let html = board(&sample::board(), &frame("/", &[("words", "a&b"), ("drift", "1"), ("after", "old")])).into_string();
    assert!(
        html.contains("href=\"/?words=a%26b&amp;drift=1&amp;after=0100000000000000000997\""),
        "the next page keeps the filters: {html}"
    );
    assert!(html.contains("href=\"/?drift=1\""), "a filter less begins at the top: {html}");
    assert!(html.contains("name=\"drift\" value=\"1\" checked"), "{html}");
    assert!(html.contains("name=\"words\" maxlength=\"300\" value=\"a&amp;b\""), "{html}");
}

#[test]
fn a_claim_tells_who_stands_behind_it() {
    let html = claim(&sample::claim(), &frame("/claims/4099", &[])).into_string();
    for part in [
        "<strong>2 independent origins</strong> behind 20 mentions in 20 articles of 20 outlets.",
        "and 8 more outlets",
        "The same words in 13 more mentions",
        "hedge lost: compare Northgate Post",
        "<del>may have</del>",
        "/articles/3#s2003",
        "id=\"m19\"",
    ] {
        assert!(html.contains(part), "no `{part}` in {html}");
    }
}

#[test]
fn an_article_keeps_every_character_and_links_both_ways() {
    let page = sample::article();
    let html = article(&page, &frame("/articles/3", &[])).into_string();
    let (_, text) = html.split_once("<div class=\"text\">").unwrap();
    let (text, _) = text.split_once("</div>").unwrap();
    // Without the small signs, what is left is the text.
    let mut words = String::new();
    let mut depth = 0;
    for piece in text.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap();
        depth += usize::from(tag.starts_with("sup"));
        depth -= usize::from(tag.starts_with("/sup"));
        if tag == "/p" {
            words.push_str("\n\n");
        }
        if depth == 0 {
            words.push_str(after);
        }
    }
    assert_eq!(words.trim(), page.ledger.text);
    for key in 2000..2008 {
        assert!(html.contains(&format!("id=\"s{key}\"")) && html.contains(&format!("href=\"#s{key}\"")), "{key}");
        assert!(html.contains(&format!("id=\"l{key}\"")), "{key}");
    }
    assert!(html.contains("<span class=\"q c2 within oc1\" data-s=\"2003\">"), "a statement within another: {html}");
}

#[test]
fn a_huge_claim_and_a_huge_text_keep_their_bounds() {
    let mut page = sample::claim();
    let (mention, place) = (page.claim.mentions[2].clone(), page.places[2].clone());
    for i in 0..5000 {
        let mut mention = mention.clone();
        mention.path[0].name = format!("Paper {i}");
        mention.sentence = format!("{} {i}", mention.sentence);
        page.claim.mentions.push(mention);
        page.places.push(place.clone());
    }
    let html = claim(&page, &frame("/", &[])).into_string();
    assert!(html.len() < 1_500_000, "{}", html.len());
    let mut page = sample::article();
    page.ledger.text = "word \u{202e}".repeat(100_000);
    page.ledger.paragraphs[0].bytes = [0, page.ledger.text.len()];
    page.ledger.paragraphs.truncate(1);
    assert!(article(&page, &frame("/", &[])).into_string().len() > 500_000);
}

#[test]
fn the_board_is_light() {
    let assets: usize = ASSETS.iter().map(|a| a.2.len()).sum();
    let mut page = sample::board();
    // A page of a list has fifty.
    page.claims = page.claims.iter().cycle().take(50).cloned().collect();
    let html = board(&page, &frame("/", &[])).into_string();
    assert!(assets + html.len() < 150_000, "{assets} and {}", html.len());
}

#[test]
#[ignore = "writes the pages into the folder `$SAYSO_PAGES`, to be looked at"]
fn write_the_pages() {
    let Some(folder) = std::env::var_os("SAYSO_PAGES").map(std::path::PathBuf::from) else { return };
    for (name, page) in pages() {
        std::fs::write(folder.join(name).with_extension("html"), page.into_string()).unwrap();
    }
}
