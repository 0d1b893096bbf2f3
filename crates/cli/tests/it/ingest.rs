//! `sayso ingest`, `watch` and `problems`: folders, lists, archives and feeds into a store, again, and interrupted.

use std::io::Write;
use std::process::{Child, Output, Stdio};
use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;

use crate::site::Site;
use crate::support::{Folder, PAGE, Run, line};

const DB: [&str; 2] = ["--db", "corpus.sayso"];

fn ingest(folder: &Folder, sources: &[&str]) -> Run {
    folder.run(&[&["ingest"], sources, &DB].concat())
}

/// How a run ended and what it says it did, without rates and times.
fn check(run: &Run, code: i32, did: &str) {
    assert_eq!(run.code, code, "{}", run.stderr);
    let summary = run.stderr.lines().find(|l| l.contains(" known, ")).unwrap_or_default();
    assert_eq!(summary.split(';').next().unwrap_or_default(), did, "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

fn problems(folder: &Folder, expect: &Expect) {
    let run = folder.run(&[&["problems"], &DB[..]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    expect.assert_eq(&run.stdout);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Articles of which no two are alike.
fn page(name: &str) -> String {
    PAGE.replace("Tessaly", name).replace("the valley", &format!("the valley of {name}"))
}

#[test]
fn a_folder_is_taken_in_once() {
    let folder = Folder::new();
    folder.write("in/a.html", page("Tessaly")).write("in/b/c.html", page("Ostrin")).write("in/empty.txt", " ").write("in/picture.png", "x");
    folder.write("in/list.jsonl", line("n1") + "{\"id\": \"n2\"}\n" + &line("n3"));
    folder.write("in/more.jsonl.gz", gzip(line("n4").as_bytes()));
    let first = ingest(&folder, &["in"]);
    check(&first, 1, "5 new, 0 updated, 0 known, 2 failed");
    assert!(first.stderr.contains("`sayso problems --db corpus.sayso` lists what failed\n"), "{}", first.stderr);
    check(&ingest(&folder, &["in"]), 1, "0 new, 0 updated, 5 known, 2 failed");
    problems(
        &folder,
        &expect![[r#"
        `in/empty.txt`: the input is empty [empty]
          hint: give an HTML page, a text or a list of articles as JSONL
        `in/list.jsonl:2`: line 2 has no `text` [no_text]
          hint: put the article's words under `text`
    "#]],
    );

    // What is mended is no problem any more.
    folder.write("in/empty.txt", "The mayor of Tessaly said on Monday that the second bridge of the town was shut as well.\n");
    folder.write("in/list.jsonl", line("n1") + &line("n2") + &line("n3"));
    check(&ingest(&folder, &["in"]), 0, "2 new, 0 updated, 5 known, 0 failed");
    problems(&folder, &expect![[""]]);
}

#[test]
fn a_changed_article_is_a_new_version() {
    let folder = Folder::new();
    folder.write("a.html", PAGE);
    check(&ingest(&folder, &["a.html"]), 0, "1 new, 0 updated, 0 known, 0 failed");
    folder.write("a.html", PAGE.replace("could not independently verify the claim", "has seen the report of the engineers"));
    check(&ingest(&folder, &["a.html"]), 0, "0 new, 1 updated, 0 known, 0 failed");
    check(&ingest(&folder, &["a.html"]), 0, "0 new, 0 updated, 1 known, 0 failed");
}

fn record(url: &str, status: &str, kind: &str, body: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-06T10:00:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

#[test]
fn an_archive_gives_every_good_page_and_tells_every_bad_record() {
    let good = |name: &str| record(&format!("https://courier.example/{name}"), "200 OK", "text/html; charset=utf-8", &page(name));
    let mut corrupt = gzip(&good("Corrupt"));
    let middle = corrupt.len() / 2;
    corrupt[middle] ^= 0xff;
    let parts = [
        gzip(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n"),
        gzip(&good("Ostrin")),
        gzip(&record("https://courier.example/p.png", "200 OK", "image/png", "\u{fffd}PNG")),
        corrupt,
        gzip(&good("Kelmar")),
        gzip(&record("https://courier.example/gone", "404 Not Found", "text/html", "<p>no")),
        gzip(&record("https://courier.example/front", "200 OK", "text/html", "<a href=x>One</a>")),
        gzip(&good("Tessaly")),
        gzip(&good("Cut"))[..300].to_vec(),
    ];
    let folder = Folder::new();
    folder.write("crawl.warc.gz", parts.concat());
    check(&ingest(&folder, &["crawl.warc.gz"]), 1, "3 new, 0 updated, 0 known, 5 failed");
    problems(
        &folder,
        &expect![[r#"
            `crawl.warc.gz:2`: record at byte 750 (https://courier.example/p.png): this is `image/png`, not an HTML page [not_html]
              hint: only HTML pages are read from archives
            `crawl.warc.gz:3`: record at byte 925 (https://courier.example/Corrupt): corrupt: gzip stream does not have a matching checksum [bad_record]
              hint: the other records are read; get the archive once more if it should be whole
            `crawl.warc.gz:5`: record at byte 2262 (https://courier.example/gone): the server answered 404 [http_status]
              hint: only pages of status 200 are read
            `crawl.warc.gz:6`: https://courier.example/front: the page has no article in it [no_article]
              hint: this looks like a front page or a list; give the page of one article
            `crawl.warc.gz:8`: record at byte 3281 (https://courier.example/Cut): truncated: the archive ends within it [bad_record]
              hint: the other records are read; get the archive once more if it should be whole
        "#]],
    );
    check(&ingest(&folder, &["crawl.warc.gz"]), 1, "0 new, 0 updated, 3 known, 5 failed");

    let run = folder.run(&["trace", "crawl.warc.gz", "--format", "jsonl"]);
    assert_eq!((run.code, run.stdout.lines().count()), (1, 3));
    assert!(run.stdout.contains("\"url\":\"https://courier.example/Kelmar\""), "{}", run.stdout);

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Problems {
        problems: Vec<Problem>,
    }
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Problem {
        origin: String,
        line: Option<usize>,
        failed: bool,
        code: String,
        message: String,
        hint: Option<String>,
    }
    let run = folder.run(&[&["problems", "--format", "json", "--code", "http_status"], &DB[..]].concat());
    let Problems { problems } = serde_json::from_str(&run.stdout).unwrap();
    let [Problem { origin, line, failed, code, message, hint }] = &problems[..] else { panic!("{}", run.stdout) };
    assert_eq!((origin.as_str(), *line, *failed, code.as_str()), ("crawl.warc.gz", Some(5), true, "http_status"));
    assert!(message.ends_with("(https://courier.example/gone): the server answered 404") && hint.is_some(), "{message}");
}

fn feed(site: &Site, entries: &[(&str, &str)]) -> String {
    let items: String = entries
        .iter()
        .map(|(path, date)| format!("<item><link>{}{path}</link><title>{path}</title><pubDate>{date}</pubDate></item>", site.address))
        .collect();
    format!("<rss version=\"2.0\"><channel><title>Northgate Courier</title>{items}</channel></rss>")
}

#[test]
fn a_feed_leads_to_its_articles_politely() {
    let (folder, site) = (Folder::new(), Site::new());
    let (first, second) = ("Tue, 06 May 2031 10:00:00 GMT", "Wed, 07 May 2031 10:00:00 GMT");
    site.put("/feed", "application/rss+xml", feed(&site, &[("/Ostrin", first), ("/private/x", first), ("/gone", first)]));
    site.put("/Ostrin", "text/html", page("Ostrin")).put("/private/x", "text/html", page("Kelmar"));
    site.put("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n");
    let url = format!("{}/feed", site.address);
    let run = ingest(&folder, &[&url]);
    check(&run, 1, "1 new, 0 updated, 0 known, 2 failed");
    assert_eq!(site.asked(), "/feed /robots.txt /Ostrin /gone");
    let told = run.stderr.replace(&site.address, "http://HOST");
    for words in
        ["`http://HOST/private/x`: the site asks programs not to read this page", "`http://HOST/gone`: the server answered 404 Not Found"]
    {
        assert!(told.contains(words), "{told}");
    }

    // A feed that led to failures is read again, but not the pages that are as it says.
    site.put("/feed", "application/rss+xml", feed(&site, &[("/Ostrin", first)]));
    check(&ingest(&folder, &[&url]), 0, "0 new, 0 updated, 0 known, 0 failed, 1 unchanged on the web");
    assert_eq!(site.asked(), "/feed");
    check(&ingest(&folder, &[&url]), 0, "0 new, 0 updated, 0 known, 0 failed, 1 unchanged on the web");
    assert_eq!(site.asked(), "=/feed");
    site.put("/feed", "application/rss+xml", feed(&site, &[("/Ostrin", second)]));
    check(&ingest(&folder, &[&url]), 0, "0 new, 0 updated, 0 known, 0 failed, 1 unchanged on the web");
    assert_eq!(site.asked(), "/feed /robots.txt =/Ostrin");
    site.put("/Ostrin", "text/html", page("Ostrin").replace("night of heavy rain", "night of snow"));
    site.put("/feed", "application/rss+xml", feed(&site, &[("/Ostrin", first)]));
    check(&ingest(&folder, &[&url]), 0, "0 new, 1 updated, 0 known, 0 failed");
}

#[test]
fn a_list_of_feeds_is_followed_and_full_texts_are_not_fetched() {
    let (folder, site) = (Folder::new(), Site::new());
    let text = "<p>The mayor of Kelmar said on Monday that the tunnel below the town would be shut for the winter.</p>".repeat(15);
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Kelmar Post</title><entry><title>Tunnel shut</title><id>1</id>\
         <link href=\"{}/tunnel\"/><updated>2031-05-06T10:00:00Z</updated><content type=\"html\"><![CDATA[{text}]]></content></entry></feed>",
        site.address
    );
    site.put("/atom", "application/atom+xml", atom);
    folder.write(
        "feeds.opml",
        format!("<opml version=\"2.0\"><body><outline xmlUrl=\"{0}/atom\"/><outline xmlUrl=\"{0}/none\"/></body></opml>", site.address),
    );
    check(&ingest(&folder, &["feeds.opml"]), 1, "1 new, 0 updated, 0 known, 1 failed");
    assert_eq!(site.asked(), "/atom /none");
}

#[test]
fn a_feed_cannot_lead_into_the_private_network() {
    let (folder, site) = (Folder::new(), Site::new());
    site.put("/Ostrin", "text/html", page("Ostrin"));
    folder.write("feed.xml", feed(&site, &[("/Ostrin", "")]));
    let run = ingest(&folder, &["feed.xml"]);
    check(&run, 1, "0 new, 0 updated, 0 known, 1 failed");
    assert!(run.stderr.contains("not fetched: it leads into a private network"), "{}", run.stderr);
    assert_eq!(site.asked(), "");
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// The run's end; fails where it does not come.
fn end(mut child: Child) -> Output {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(120) {
            child.kill().unwrap();
            panic!("it does not end");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    child.wait_with_output().unwrap()
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_done_and_the_next_run_goes_on() {
    let folder = Folder::new();
    let mut command = folder.command(&[&["ingest", "-"], &DB[..]].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Lines come until nobody reads them any more.
    let writer = std::thread::spawn(move || {
        for i in 0_usize.. {
            if stdin.write_all(line(&format!("n{i}")).as_bytes()).is_err() {
                return i;
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        0
    });
    std::thread::sleep(Duration::from_secs(5));
    interrupt(&child);
    let output = end(child);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("interrupted: what was done is kept"), "{stderr}");
    let written = writer.join().unwrap();
    let done: usize = stderr.lines().find_map(|l| l.split_once(" new, ")).unwrap().0.parse().unwrap();
    assert!(done > 0 && done <= written, "{done} of {written}");
    folder.write("list.jsonl", (0..done + 2).map(|i| line(&format!("n{i}"))).collect::<String>());
    // From another place the same texts are still the same articles.
    check(&ingest(&folder, &["list.jsonl"]), 0, &format!("2 new, 0 updated, {done} known, 0 failed"));
}

#[cfg(unix)]
#[test]
fn watching_goes_on_until_ctrl_c() {
    let (folder, site) = (Folder::new(), Site::new());
    site.put("/feed", "application/rss+xml", feed(&site, &[("/Ostrin", "")])).put("/Ostrin", "text/html", page("Ostrin"));
    let url = format!("{}/feed", site.address);
    let mut command = folder.command(&[&["watch", &url, "--every", "1s"], &DB[..]].concat());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    let mut asked = String::new();
    while asked.matches("=/feed").count() < 2 && started.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(100));
        asked.push_str(&format!(" {}", site.asked()));
    }
    interrupt(&child);
    let output = end(child);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(stderr.starts_with("1 new, 0 updated, 0 known, 0 failed;"), "{stderr}");
    assert_eq!(asked.split_whitespace().filter(|p| *p == "/Ostrin").count(), 1, "{asked}");
}

#[test]
fn what_cannot_run_says_why() {
    let folder = Folder::new();
    folder.write("note.txt", "no store");
    let told = |arguments: &[&str], expect: &Expect| expect.assert_eq(&folder.told(arguments));
    told(
        &["problems", "--db", "none.sayso"],
        &expect![[r#"
        exit 2
        -- stderr
        error: no store at `none.sayso`
        hint: fill one with `sayso ingest SOURCE…`, or name another with `--db FILE`
    "#]],
    );
    told(
        &["ingest", "note.txt", "--db", "note.txt"],
        &expect![[r#"
        exit 2
        -- stderr
        error: `note.txt` is not a store of sayso
        hint: name another file with `--db FILE`
    "#]],
    );
    told(
        &["ingest", "note.txt"],
        &expect![[r#"
        exit 2
        -- stderr
        error: there is no data folder on this machine
        hint: name a store with `--db FILE`
    "#]],
    );
    told(
        &["ingest", "missing", "--db", "new/corpus.sayso"],
        &expect![[r#"
        exit 1
        -- stderr
        error: `missing`: no such file or folder
        hint: give a file, a folder, a 'glob*', an http(s) URL, or `-` for stdin
        0 new, 0 updated, 0 known, 1 failed
        `sayso problems --db new/corpus.sayso` lists what failed
    "#]],
    );
    told(
        &["watch", "missing", "--every", "1y"],
        &expect![[r#"
        exit 2
        -- stderr
        error: invalid value '1y' for '--every <TIME>': want a time from 1s to 30d, such as 90s, 15m, 2h or 1d

        For more information, try '--help'.
    "#]],
    );
}
