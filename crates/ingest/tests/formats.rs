//! Feeds, archives and what other programs write, from bytes to articles.

use sayso_doc::{Article, ParagraphKind};
use sayso_ingest::{Input, Options, ingest};
use sayso_register::Register;
use serde_json::json;

const FIRST: &str = "The harbour bridge was shut on Monday after a crack was found in one of its pillars, the port authority said.";
const SECOND: &str = "“We will repair it,” said Dana Fox, who heads the authority. The ministry did not answer questions about it.";

/// Articles as `id | url | outlet | byline | published | title`, then their paragraphs; problems as `!code: message`.
fn told(source: &str, origin: &str) -> String {
    let input = Input { bytes: source.as_bytes(), origin, content_type: None };
    let mut out = Vec::new();
    for result in ingest(input, &Options::default(), Register::builtin()) {
        out.extend(result.article.map(|a| article(&a)));
        out.extend(result.problems.iter().map(|p| format!("!{}: {}", p.code, p.message)));
    }
    out.join("\n")
}

fn article(article: &Article) -> String {
    let Article { id, url, outlet, byline, published, title, .. } = article;
    let said = [Some(id.clone()), url.clone(), outlet.clone(), byline.clone(), published.clone(), title.clone()];
    let mut out = said.map(Option::unwrap_or_default).join(" | ");
    for p in &article.paragraphs {
        let letter = match p.kind {
            ParagraphKind::Heading => 'H',
            ParagraphKind::Body => 'B',
            ParagraphKind::Caption => 'C',
            ParagraphKind::Credit => 'R',
            ParagraphKind::Boilerplate => 'P',
        };
        out.push_str(&format!("\n{letter} {}", article.text[p.span].split_whitespace().take(3).collect::<Vec<_>>().join(" ")));
    }
    for link in &article.links {
        out.push_str(&format!("\nL {} {}", &article.text[link.span], link.href));
    }
    out
}

#[test]
fn a_feed_gives_the_articles_that_it_carries() {
    let long = format!("<p>{FIRST}</p><p>{SECOND} <a href='/b'>More</a></p>").repeat(5);
    let feed = format!(
        "<rss><channel><title>Harbour Gazette</title><item><title>Bridge shut</title><link>https://gazette.example/a</link>
         <pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><content:encoded><![CDATA[{}]]></content:encoded></item>
         <item><link>https://gazette.example/b</link></item></channel></rss>",
        &long
    );
    let told = told(&feed, "feed.xml");
    assert!(
        told.starts_with("https://gazette.example/a | https://gazette.example/a | Harbour Gazette |  | 2026-03-02T10:00:00Z | Bridge shut\nH Bridge shut\nB The harbour bridge\nB “We will repair\n"),
        "{told}"
    );
    assert!(told.contains("\nL More https://gazette.example/b\n"), "{told}");
    assert!(told.ends_with("!link_only: entry 2 has no full text, only a link: https://gazette.example/b"), "{told}");
}

#[test]
fn a_list_of_feeds_is_no_article() {
    let opml = "<opml><body><outline xmlUrl='https://gazette.example/feed'/></body></opml>";
    assert_eq!(told(opml, "-"), "!list_of_feeds: this is a list of 1 feeds, not an article");
}

#[test]
fn an_archive_gives_its_pages() {
    let page =
        format!("<html lang=en><title>Bridge shut</title><article><h1>Bridge shut</h1><p>{FIRST}</p><p>{SECOND}</p></article></html>");
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/a\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let told_whole = told(&format!("{record}{}", &record[..200]), "crawl.warc");
    assert_eq!(
        told_whole,
        format!(
            "https://gazette.example/a | https://gazette.example/a | gazette.example |  |  | Bridge shut\nH Bridge shut\nB The harbour bridge\nB “We will repair\n\
             !bad_record: record at byte {}: truncated: it ends before its length",
            record.len()
        )
    );
    assert_eq!(
        told("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "-"),
        "!no_article: the archive has no page in it"
    );
}

#[test]
fn what_trafilatura_writes() {
    let text = format!("{FIRST}\n{SECOND}");
    let written = json!({"title": "Bridge shut", "author": "Ann Lee; Bo Chan", "hostname": "gazette.example", "date": "2026-03-02", "fingerprint": "f0",
        "id": null, "license": null, "comments": "", "text": text, "language": null, "image": null, "pagetype": "article",
        "source": "https://gazette.example/a", "source-hostname": "Harbour Gazette", "excerpt": "A crack.", "categories": "", "tags": ""});
    let expect = "https://gazette.example/a | https://gazette.example/a | Harbour Gazette | Ann Lee, Bo Chan | 2026-03-02 | Bridge shut";
    assert_eq!(told(&written.to_string(), "a.json"), format!("{expect}\nB The harbour bridge\nB “We will repair"));
    let xml = format!(
        "<doc sitename=\"Harbour Gazette\" title=\"Bridge shut\" author=\"Ann Lee; Bo Chan\" date=\"2026-03-02\" source=\"https://gazette.example/a\" hostname=\"gazette.example\">
         <main><p>{FIRST}</p><head rend=\"h2\">What comes next</head><p>{SECOND} <ref target=\"/b?c=1&amp;d\">More</ref></p><list><item>Ferries will run, she said.</item></list></main>
         <comments><p>First!</p></comments></doc>"
    );
    let body = "\nH Bridge shut\nB The harbour bridge\nH What comes next\nB “We will repair\nB Ferries will run,\nL More https://gazette.example/b?c=1&d";
    assert_eq!(told(&xml, "a.xml"), format!("{expect}{body}"));
    let tei = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title type=\"main\">Bridge shut</title><author>Ann Lee; Bo Chan</author></titleStmt>
         <sourceDesc><biblFull><publicationStmt><publisher>Harbour Gazette</publisher><ptr type=\"URL\" target=\"https://gazette.example/a\"/><date>2026-03-02</date></publicationStmt></biblFull></sourceDesc>
         </fileDesc></teiHeader><text><body><div type=\"entry\"><p>{FIRST}</p><ab rend=\"h2\" type=\"header\">What comes next</ab><p>{SECOND}</p></div>
         <div type=\"comments\"><p>First!</p></div></body></text></TEI>"
    );
    let told = told(&tei, "a.xml");
    assert!(told.starts_with(&format!("{expect}\nH Bridge shut\nB The harbour bridge\n")) && !told.contains("First!"), "{told}");
}

#[test]
fn what_agencies_send() {
    let xhtml = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    let first = json!({"uri": "urn:example:1", "type": "text", "versioncreated": "2026-03-02T10:00:00Z", "copyrightholder": "Reuters",
        "provider": {"name": "Harbour Gazette"}, "language": "en", "byline": "By Ann Lee", "headline": "Bridge shut", "body_text": FIRST, "body_xhtml": xhtml});
    let body = "\nH Bridge shut\nB The harbour bridge\nB “We will repair";
    assert_eq!(
        told(&first.to_string(), "a.json"),
        format!("urn:example:1 |  | Harbour Gazette | Ann Lee, Reuters | 2026-03-02T10:00:00Z | Bridge shut{body}")
    );
    let third = json!({"uri": "https://wire.example/1", "versionCreated": "2026-03-02T10:00:00Z", "firstCreated": "2026-03-01T10:00:00Z",
        "copyrightHolder": "Coast Wire", "by": "Ann Lee, Coast Wire", "headlines": [{"role": "print", "value": "Shut"}, {"role": "main", "value": "Bridge shut"}],
        "bodies": [{"role": "text", "contentType": "text/plain", "value": FIRST}, {"role": "html", "contentType": "text/html", "value": xhtml}]});
    assert_eq!(
        told(&third.to_string(), "a.json"),
        format!(
            "https://wire.example/1 | https://wire.example/1 | Coast Wire | Ann Lee, Coast Wire | 2026-03-01T10:00:00Z | Bridge shut{body}"
        )
    );
    let plain = json!({"uri": "urn:example:2", "headline": "Bridge shut", "body_text": format!("{FIRST}\n\n{SECOND}")});
    assert_eq!(told(&plain.to_string(), "a.json"), "urn:example:2 |  |  |  |  | Bridge shut\nB The harbour bridge\nB “We will repair");
    let photo = json!({"uri": "urn:example:3", "type": "picture", "headline": "The bridge"});
    assert_eq!(told(&photo.to_string(), "a.json"), "!no_text: the object has no `text`");
}

#[test]
fn markup_in_a_list() {
    let line = json!({"id": "a", "title": "Bridge shut", "html": format!("<p>{FIRST}</p>")});
    assert_eq!(told(&line.to_string(), "a.jsonl"), "a |  |  |  |  | Bridge shut\nH Bridge shut\nB The harbour bridge");
    let empty = json!({"id": "a", "html": "<img src=x>"});
    assert_eq!(told(&empty.to_string(), "a.jsonl"), "!no_article: there is no text in it");
}

#[test]
fn hostile_documents_are_bounded() {
    let mut bomb = "<!DOCTYPE rss [<!ENTITY l0 \"ha\">".to_owned();
    (1..40).for_each(|i| bomb.push_str(&format!("<!ENTITY l{i} \"&l{0};&l{0};&l{0};&l{0};\">", i - 1)));
    bomb.push_str("]><rss><channel><item><title>&l39;</title></item></channel></rss>");
    assert_eq!(told(&bomb, "-"), "!link_only: entry 1 has neither text nor link");
    for open in ["<rss><channel>", "<opml>", "<doc><main>", "<TEI><text><body>"] {
        for inside in ["<item>", "<a b='c'>", "&x;", "<![CDATA[", "<!--", "<p>x</p>"] {
            assert!(!told(&format!("{open}{}", inside.repeat(20_000)), "-").is_empty());
        }
    }
}
