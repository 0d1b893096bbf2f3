//! Pages read whole: paragraphs and their kinds, what the page says of itself, and what is refused.

use sayso_doc::ParagraphKind;
use sayso_register::Register;

use crate::{Ingested, Input, Options, ingest};

const SENTENCES: [&str; 4] = [
    "The harbour bridge was shut on Monday after a crack was found in one of its pillars, the port authority said in a statement.",
    "“We will repair it,” said Dana Fox, who heads the authority, adding that the work “may take a month” and that ferries would run.",
    "Engineers reportedly saw the crack in May. The Gazette has not been able to verify that, and the ministry did not answer questions.",
    "The town has no other bridge, and the next one is forty kilometres away, its mayor told reporters who had come to the town hall.",
];

fn read(html: &str) -> Ingested {
    let input = Input { bytes: html.as_bytes(), origin: "pages/bridge.html", content_type: None };
    ingest(input, &Options::default(), Register::builtin()).remove(0)
}

fn page(head: &str, inside: &str) -> String {
    let [a, b, c, d] = SENTENCES;
    format!(
        "<html lang=en><head><title>Bridge shut after crack is found | Gazette</title>{head}</head><body><nav><a href=/>Home</a></nav><main><article>\
         <h1>Bridge shut after crack is found</h1>{inside}<p>{a}</p><p>{b}</p><h2>What comes next</h2><p>{c}</p><p>{d}</p>\
         <p>(Reporting by Ann Lee; Editing by Bo Chan)</p></article></main><aside><p>Sign up for our newsletter</p></aside></body></html>"
    )
}

/// Kinds and first words of the paragraphs of a page with `inside` under its headline.
fn check(inside: &str, expect: &str) {
    let article = read(&page("", inside)).article.unwrap();
    let letter = |k| match k {
        ParagraphKind::Heading => 'H',
        ParagraphKind::Body => 'B',
        ParagraphKind::Caption => 'C',
        ParagraphKind::Credit => 'R',
        ParagraphKind::Boilerplate => 'P',
    };
    let found: Vec<String> = article
        .paragraphs
        .iter()
        .map(|p| format!("{} {}", letter(p.kind), article.text[p.span].split_whitespace().take(3).collect::<Vec<_>>().join(" ")))
        .collect();
    assert_eq!(found.join("\n"), expect);
}

#[test]
fn paragraphs_in_reading_order() {
    check(
        "<p class=byline>By Ann Lee</p><figure><img><figcaption>The bridge on Monday. Cy Dow/Reuters</figcaption></figure>",
        "H Bridge shut after\nR By Ann Lee\nC The bridge on\nB The harbour bridge\nB “We will repair\nH What comes next\nB Engineers reportedly saw\nB The town has\nR (Reporting by Ann",
    );
    check(
        "<div class=share><a href=x>Share</a></div>",
        "H Bridge shut after\nB The harbour bridge\nB “We will repair\nH What comes next\nB Engineers reportedly saw\nB The town has\nR (Reporting by Ann",
    );
}

#[test]
fn what_the_page_says_of_itself() {
    let head = "<link rel=canonical href='https://www.newsweek.com/bridge'><script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],\
                \"headline\":\"Bridge shut after crack is found\",\"datePublished\":\"2023-07-27T09:14:05Z\",\"dateModified\":\"2023-07-28\",\
                \"author\":[{\"name\":\"By Ann Lee\"},{\"name\":\"Bo Chan\"}],\"publisher\":{\"name\":\"NEWSWEEK.COM\"}}]}</script>";
    let article = read(&page(
        head,
        "<p>Officials gave <a href='/report'>a short report</a> on the state of the bridge and its pillars to the council on Monday.</p>",
    ))
    .article
    .unwrap();
    let told = [article.title, article.outlet, article.byline, article.published, article.updated, article.url, article.language];
    let told: Vec<&str> = told.iter().map(|t| t.as_deref().unwrap_or("-")).collect();
    let expect = [
        "Bridge shut after crack is found",
        "Newsweek",
        "Ann Lee and Bo Chan",
        "2023-07-27T09:14:05Z",
        "2023-07-28",
        "https://www.newsweek.com/bridge",
        "en",
    ];
    assert_eq!(told, expect);
    let links: Vec<(&str, &str)> = article.links.iter().map(|l| (&article.text[l.span], l.href.as_str())).collect();
    assert_eq!(links, [("a short report", "https://www.newsweek.com/report")]);
}

#[test]
fn pages_that_are_refused() {
    let code = |html: &str| read(html).problems.first().map(|p| p.code);
    assert_eq!(code("<html><body><nav><a href=/a>News</a> <a href=/b>Sport</a></nav></body></html>"), Some("no_article"));
    let german = "<p>Die Hafenbrücke wurde am Montag gesperrt, nachdem in einem ihrer Pfeiler ein Riss gefunden worden war, teilte die Hafenbehörde mit.</p>".repeat(3);
    assert_eq!(code(&format!("<html lang=de><body><article><h1>Brücke gesperrt</h1>{german}</article></body></html>")), Some("language"));
    assert_eq!(code("%PDF-1.4 <html>"), Some("binary"));
    assert_eq!(code(" \n "), Some("empty"));
}
