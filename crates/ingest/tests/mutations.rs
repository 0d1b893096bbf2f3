//! Hostile input: pages, feeds and archives cut, flipped, nested, mis-encoded and inflated. Each gives an article or a problem, soon and without a panic.
//!
//! `SAYSO_MUTATIONS=10000 cargo test --release -p sayso-ingest --test mutations` runs more of them.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use sayso_ingest::{Input, Options, ingest};
use sayso_register::Register;

/// Longest that one page may take; unoptimized it gets more.
const BOUND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Harbour bridge shut | Harbour Gazette</title>
<link rel="canonical" href="https://gazette.example/2023/07/27/bridge"><meta property="og:site_name" content="Harbour Gazette">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Harbour bridge shut","datePublished":"2023-07-27T09:14:05Z",
"author":[{"name":"Ann Lee"},{"name":"Bo Chan"}],"publisher":{"name":"Harbour Gazette"}}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/news">News</a></ul></nav><main><article><h1>Harbour bridge shut</h1>
<p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p><figure><img src="b.jpg"><figcaption>The bridge on Monday. Cy Dow/Coast Wire</figcaption></figure>
<p>The harbour bridge was shut on Monday after a crack was found in one of its pillars, the port authority said.</p>
<p>“We will repair it,” said Dana Fox, who heads the authority. She told <a href="https://wire.example/b">Coast Wire</a> that it “may take a month”.</p>
<h2>What comes next</h2><p>Engineers reportedly saw the crack in May. The Gazette has not been able to verify that, and the ministry did not answer.</p>
<table><tr><td>Cars a day<td>12,000</table><p>The town of Ostrów&nbsp;Górny has no other bridge &mdash; the next one is 40&#160;km away, its mayor said.</p>
<p>(Reporting by Ann Lee; Editing by Bo Chan)</p></article></main><aside><p>Sign up for our newsletter</p></aside>
<footer><p>© 2023 Harbour Gazette</p></footer></body></html>"#;

const PLAIN: &str = "Harbour Bridge Shut\n\nThe harbour bridge was shut on Monday, the port authority said.\n\nThe bridge at dusk\nThe bridge at dusk on May 3. \
ANN LEE/Getty Images\n\n“We will repair it,” the mayor said — if the town of Ostrów Górny pays.\n\nSign up for our newsletter\n  • Unlimited access\n";

const LINES: &str = "{\"id\":\"a\",\"text\":\"The harbour bridge was shut.\\n\\nIt will open in May.\",\"date\":\"27 July 2023\"}\n{\"id\":\"b\",\"text\":\"No.\"}\n";

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Gazette</title><link>https://gazette.example/</link>
<item><title>Harbour bridge &amp;amp; ferry shut</title><link>https://gazette.example/a</link><pubDate>Thu, 27 Jul 2023 09:14:05 GMT</pubDate><content:encoded><![CDATA[<p>The harbour
bridge was shut on Monday&nbsp;&mdash; the port authority said.</p>]]></content:encoded></item><item><description>It &lt;b&gt;will&lt;/b&gt; open in May, the mayor said.</description></item></channel></rss>"#;

const ARCHIVE: &str = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://gazette.example/a\r\nContent-Length: 191\r\n\r\nHTTP/1.1 200 OK\r\n\
Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n6f\r\n<html><p>The harbour bridge was shut on Monday, the port authority said. It will open in May, the mayor said.</p>\r\n0\r\n\r\n\r\n\r\n\
WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\nab\r\n\r\n";

const ITEM: &str = r#"{"uri":"urn:example:1","versionCreated":"2023-07-27T09:14:05Z","provider":{"name":"Harbour Gazette"},"copyrightHolder":"Coast Wire",
"headlines":[{"role":"main","value":"Harbour bridge shut"}],"bodies":[{"contentType":"text/html","value":"<p>The harbour bridge was shut on Monday, the port said.</p>"}]}"#;

const DOCUMENT: &str = r#"<doc sitename="Harbour Gazette" title="Bridge shut" author="Ann Lee" date="2023-07-27" source="https://gazette.example/a"><main><p>The harbour
bridge was <hi rend="b">shut</hi> on Monday, the port said.<lb/>It will open in May.</p><list><item>No <ref target="/b">ferries</ref></item></list></main></doc>"#;

/// A small generator (xorshift64*, Vigna 2016), so that each run makes the same pages.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % n.max(1)
    }
}

/// One harmful change of `bytes`.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let tags = [
        "<div>",
        "</div>",
        "<b>",
        "<table>",
        "<p>",
        "<a href=x>",
        "<li>",
        "<svg>",
        "<template>",
        "<!--",
        "<script>",
        "</script>",
        "<select>",
        "<math>",
        "<frameset>",
        "<plaintext>",
        "</p>",
        "<br>",
        "]]>",
        "&#x",
        "&",
        "\"",
        "<figure>",
        "<blockquote>",
        "<![CDATA[",
    ];
    match random.below(13) {
        0 => bytes.truncate(at),
        1 => (0..1 + random.below(20)).for_each(|_| {
            let i = random.below(bytes.len());
            if let Some(b) = bytes.get_mut(i) {
                *b = random.below(256) as u8;
            }
        }),
        2 => {
            let tag = tags[random.below(tags.len())];
            let many = tag.repeat(1 + random.below(2000));
            bytes.splice(at..at, many.into_bytes());
        }
        3 => {
            let until = (at + random.below(400)).min(bytes.len());
            let piece = bytes[at..until].to_vec();
            for _ in 0..random.below(30) {
                bytes.extend_from_slice(&piece);
            }
        }
        4 => drop(bytes.drain(at..(at + random.below(200)).min(bytes.len()))),
        // The same words in UTF-16, with or without its mark.
        5 => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let mark: &[u8] = if random.below(2) == 0 { &[0xff, 0xfe] } else { &[] };
            *bytes = mark.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        }
        // Latin-1 bytes under whatever the page declares.
        6 => *bytes = String::from_utf8_lossy(bytes).chars().map(|c| c as u32 as u8).collect(),
        7 => {
            let noise: Vec<u8> = (0..random.below(500)).map(|_| random.below(256) as u8).collect();
            bytes.splice(at..at, noise);
        }
        8 => {
            let huge = format!("<p title=\"{}\" class='{}'>", "é".repeat(random.below(50_000)), "caption ".repeat(random.below(5000)));
            bytes.splice(at..at, huge.into_bytes());
        }
        9 => {
            let many: String = (0..random.below(3000)).map(|i| format!(" a{i}={i}")).collect();
            bytes.splice(at..at, format!("<div{many}>").into_bytes());
        }
        10 => {
            let unclosed: String = (0..random.below(1000)).map(|i| format!("<b id={i}><p>x")).collect();
            bytes.splice(at..at, unclosed.into_bytes());
        }
        11 => {
            let other = bytes.clone();
            bytes.splice(at..at, other);
        }
        _ => {
            for b in bytes.iter_mut().filter(|b| matches!(b, b'<' | b'>' | b'"' | b'{')) {
                if random.below(10) == 0 {
                    *b = b' ';
                }
            }
        }
    }
}

/// Time this thread was on a processor where the system tells, so that a busy machine does not fail the test; else the clock's.
fn spent(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.as_deref().and_then(|s| s.split(' ').next()).and_then(|n| n.parse().ok());
    nanos.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Reads `bytes` and holds ingest to its promises.
fn check(bytes: &[u8], origin: &str, content_type: Option<&str>, what: &str) {
    let start = Instant::now();
    let begin = spent(start);
    let results = catch_unwind(|| ingest(Input { bytes, origin, content_type }, &Options::default(), Register::builtin()));
    let took = spent(start).saturating_sub(begin);
    let results = results.unwrap_or_else(|_| panic!("{what}: panicked"));
    assert!(took < BOUND, "{what}: took {took:?}");
    assert!(!results.is_empty(), "{what}: no result");
    for result in results {
        assert!(result.article.is_some() || !result.problems.is_empty(), "{what}: neither article nor problem");
        for problem in &result.problems {
            assert!(!problem.message.is_empty() && problem.hint.is_some(), "{what}: {problem:?}");
        }
        let Some(article) = result.article else { continue };
        let mut end = 0;
        for p in &article.paragraphs {
            assert!(p.span.start() >= end && !article.text[p.span].trim().is_empty(), "{what}: paragraphs out of order or empty");
            end = p.span.end();
        }
        assert!(article.links.iter().all(|l| !article.text[l.span].is_empty()), "{what}: a link without an anchor");
    }
}

#[test]
fn mutated_pages_give_an_article_or_a_problem() {
    let count: usize = std::env::var("SAYSO_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    for seed in 0..count {
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ (seed as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9));
        let (source, origin) = [
            (PAGE, "page.html"),
            (PAGE, "https://gazette.example/a"),
            (PAGE, "page.html"),
            (PLAIN, "text.txt"),
            (LINES, "list.jsonl"),
            (FEED, "feed.xml"),
            (ARCHIVE, "crawl.warc"),
            (ITEM, "item.json"),
            (DOCUMENT, "a.xml"),
        ][random.below(9)];
        let mut bytes = source.as_bytes().to_vec();
        for _ in 0..1 + random.below(3) {
            if !bytes.is_empty() {
                mutate(&mut bytes, &mut random);
            }
        }
        bytes.truncate(2 << 20);
        let types = [
            None,
            None,
            Some("text/html; charset=utf-8"),
            Some("text/html; charset=windows-1252"),
            Some("text/plain"),
            Some("nonsense; charset=\"x"),
        ];
        check(&bytes, origin, types[random.below(types.len())], &format!("mutation {seed}"));
    }
}

#[test]
fn monsters_are_bounded() {
    let around = |inside: &str| {
        format!(
            "<html><body><p>The harbour bridge was shut on Monday.</p>{inside}<p>It will open in May, the mayor said.</p></body></html>"
        )
    };
    let nested = |tag: &str| around(&format!("<{tag}>").repeat(100_000));
    let mut monsters = vec![("utf-16 zeros".to_owned(), "\0<".repeat(50_000)), ("one word".to_owned(), "x".repeat(1 << 20))];
    for tag in [
        "div",
        "b",
        "table",
        "ul><li",
        "a href=x",
        "p",
        "table><tr><td",
        "font size=1",
        "svg",
        "blockquote",
        "object",
        "template",
        "q",
        "select",
        "button",
        "ruby><rt",
        "dl><dd",
        "h1",
        "form",
        "math><mi",
    ] {
        monsters.push((format!("nested {tag}"), nested(tag)));
    }
    monsters.push(("formatting with attributes".to_owned(), around(&(0..50_000).map(|i| format!("<b id={i}>x<p>")).collect::<String>())));
    monsters.push((
        "formatting in objects".to_owned(),
        around(&(0..20_000).map(|i| format!("<b id={i}><object></b></object><p>")).collect::<String>()),
    ));
    monsters.push(("stray end tags".to_owned(), around(&"</b></div></p>".repeat(100_000))));
    monsters.push(("attributes".to_owned(), around(&format!("<p{}>", (0..300_000).map(|i| format!(" a{i}")).collect::<String>()))));
    monsters.push(("attribute value".to_owned(), around(&format!("<p title=\"{}\">", "x".repeat(4 << 20)))));
    monsters.push(("paragraphs".to_owned(), around(&"<p>The mayor said that it was shut.".repeat(20_000))));
    monsters.push(("links".to_owned(), around(&"<a href=/x>The mayor said</a> ".repeat(50_000))));
    monsters.push(("breaks".to_owned(), around(&"x<br><br>".repeat(50_000))));
    monsters.push(("captions".to_owned(), around(&"<figure class=caption><div class=caption>x".repeat(20_000))));
    monsters.push(("entities".to_owned(), around(&"&notit;&#xFFFFFFFF;&".repeat(100_000))));
    monsters.push(("comments".to_owned(), around(&"<!--<!---->--!>".repeat(100_000))));
    monsters.push(("lesser-than signs".to_owned(), around(&"<".repeat(1 << 20))));
    monsters.push((
        "json-ld depth".to_owned(),
        around(&format!("<script type=application/ld+json>{}</script>", "{\"@graph\":[".repeat(50_000))),
    ));
    monsters.push(("json depth".to_owned(), "[".repeat(1 << 20)));
    monsters.push(("lines".to_owned(), "a\n".repeat(500_000)));
    monsters.push(("bullets".to_owned(), format!("The mayor said so.\n\n{}", "• a\n".repeat(200_000))));
    monsters.push(("capitals".to_owned(), "The Harbour ".repeat(100_000) + "has contacted the port for comment."));
    for (name, monster) in &monsters {
        check(monster.as_bytes(), "page.html", None, name);
        check(monster.as_bytes(), "-", Some("text/plain"), name);
    }
    check(&vec![b' '; 30 << 20], "page.html", None, "too large");
    check(b"", "page.html", None, "nothing");
    check(b"\xff\xfe", "page.html", None, "a mark alone");
}
