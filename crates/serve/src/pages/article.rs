//! Articles: the list, and one with its text as published, its ledger, its copies and its versions.

use maud::{Markup, html};
use sayso_app::wire::views::{ArticlePage, Articles, Copy, Version};
use sayso_app::wire::{self, Credit};

use super::corrections::correction_line;
use super::frame::{Frame, Place, page};
use super::ledger::{Extras, ledger};
use super::marked::Shown;
use super::parts::{article_list, count, empty_store, mark, nothing, outlet_link, pager, percent, registered};
use super::words::{address, counted, cut, list, name, plain, shown, time};
use super::{diff, icons};

/// Changes of one version that are shown.
const CHANGES: usize = 20;

pub fn articles(articles: &Articles, frame: &Frame) -> Markup {
    let filtered = ["words", "outlet", "from", "to"].iter().any(|k| !frame.value(k).is_empty());
    let field = |key: &str, kind: &str, example: &str| {
        html! { input type=(kind) name=(key) maxlength="300" value=(plain(frame.value(key))) placeholder=(example) autocomplete="off"; }
    };
    let main = html! {
        header class="title" { h1 { "Articles" } p class="lead" { "What the store holds, latest first." } }
        search class="filters" {
            form action="/articles" method="get" {
                div class="line" {
                    label class="grow" { span { "Words in it" } (field("words", "search", "")) }
                    label { span { "Outlet" } (field("outlet", "text", "its whole name")) }
                    label { span { "From" } (field("from", "date", "")) }
                    label { span { "to" } (field("to", "date", "")) }
                    button type="submit" { "Filter" }
                }
            }
        }
        p class="found" role="status" {
            strong { (count(articles.count, "article")) }
            @if filtered { " · " a href=(frame.bare()) { "clear all" } }
        }
        @if !articles.articles.is_empty() {
            (article_list(&articles.articles, 2))
            (pager(frame, articles.next.as_ref().map(|c| c.as_str())))
        } @else if filtered || !frame.value("after").is_empty() {
            (nothing("No article passes these filters.", html! { p { a href=(frame.bare()) { "See all articles" } } }))
        } @else { (empty_store()) }
    };
    page(frame, Place::Articles, "Articles", main)
}

pub fn article(article: &ArticlePage, frame: &Frame) -> Markup {
    let a = &article.ledger;
    let title = a.title.as_deref().unwrap_or(&a.id);
    let shown_text = Shown::new(a, &article.statements, "");
    let latest = article.versions.iter().map(|v| v.number).max().unwrap_or(article.version);
    let extras = Extras {
        corrections: &article.corrections,
        correct: (frame.corrections && frame.csrf.is_some() && article.version == latest).then_some(article.id),
    };
    let main = html! {
        header class="title" {
            p class="kicker" {
                @match &a.outlet { Some(outlet) => (outlet_link(outlet)), None => "unknown outlet" }
                @if let Some(r) = &article.registered { " " (registered(r)) }
            }
            h1 class="words" { (name(title)) }
            (imprint(a))
            @if article.version != latest {
                p class="notice" { "This is version " (article.version) " of " (latest) ". " a href=(format!("/articles/{}", article.id)) { "See the latest" } }
            }
            nav class="contents" aria-label="On this page" {
                ul {
                    li { a href="#text" { "Text" } }
                    li { a href="#ledger" { "Ledger " span class="n" { (a.statements.iter().filter(|s| s.voice != "own").count()) } } }
                    @if !article.copies.is_empty() { li { a href="#copies" { "Copies " span class="n" { (article.copies.len()) } } } }
                    @if article.versions.len() > 1 { li { a href="#versions" { "Versions " span class="n" { (article.versions.len()) } } } }
                }
            }
        }
        (columns(&shown_text, &extras))
        @if !article.copies.is_empty() { (copies(&article.copies)) }
        @if article.versions.len() > 1 { (versions(article)) }
        @if !article.corrections.is_empty() {
            section aria-labelledby="corrections" {
                h2 id="corrections" { "Corrections" }
                ol class="rows" { @for correction in &article.corrections { li { (correction_line(correction, frame)) } } }
            }
        }
        p class="data" { "This article as data: " a href=(format!("/api/v1/articles/{}", article.id)) { "JSON" } }
    };
    page(frame, Place::Articles, &cut(title, 70), main)
}

/// Byline, dates, credits and address.
pub fn imprint(a: &wire::Article) -> Markup {
    html! {
        p class="meta" {
            @if let Some(byline) = &a.byline { "By " (name(byline)) " · " }
            @match &a.published { Some(date) => (time(date)), None => "undated" }
            @if let Some(updated) = &a.updated { " · updated " (time(updated)) }
        }
        @if let Some(credit) = &a.syndicated_from {
            p class="credit" { (mark("fold", icons::copy(), "text by", "the text is wholly or mostly an agency's")) " " strong { (name(&credit.agency)) } (credit_words(credit)) }
        }
        @if !a.contributors.is_empty() {
            p class="credit dim" { "Parts by " (list(&a.contributors.iter().map(|c| name(&c.agency)).collect::<Vec<_>>())) }
        }
        p class="whence" { (address(a.url.as_deref().unwrap_or(&a.origin))) }
    }
}

fn credit_words(credit: &Credit) -> Markup {
    html! { @if let Some(span) = &credit.span { span class="dim" { ", it says: “" (name(&cut(&span.words, 120))) "”" } } @else { span class="dim" { ", by the page's own data" } } }
}

/// The text and the ledger beside each other.
pub fn columns(page: &Shown<'_>, extras: &Extras<'_>) -> Markup {
    let id = |word: &str| format!("{}{word}", page.prefix);
    html! {
        div class="columns" {
            section class="reading" aria-labelledby=(id("text")) {
                h2 class="unseen" id=(id("text")) { "Text as published" }
                (key())
                div class="text" { (page.text()) }
            }
            section class="ledger" aria-labelledby=(id("ledger")) tabindex="0" {
                h2 id=(id("ledger")) { "Who says what" }
                (ledger(page, extras))
            }
        }
    }
}

/// What the marks in the text mean.
fn key() -> Markup {
    html! {
        details class="legend" {
            summary { "How to read the marks" }
            ul {
                li { span class="q c0" { "words of a speaker" } ", a colour each" }
                li { span class="q c0 within oc1" { "words within words" } ", underlined in the outer speaker's colour" }
                li { span class="q c0 state" { "words of a state" } ", with a double rule" }
                li { span class="src" { "source" } ", " span class="cue" { "cue" } ", " span class="via" { "via" } }
                li { span class="mk" { "may" } ": words that hedge or deny" }
                li { span class="note" { "what was or could not be checked" } }
                li { "unmarked: the outlet's own voice, or not a statement" }
            }
        }
    }
}

fn copies(copies: &[Copy]) -> Markup {
    html! {
        section aria-labelledby="copies" {
            h2 id="copies" { "Copies of this text" }
            div class="scroll" tabindex="0" role="region" aria-label="Copies: a table" {
                table {
                    caption class="unseen" { "Articles that share words with this one" }
                    thead { tr {
                        th scope="col" { "Article" } th scope="col" { "Outlet" } th scope="col" { "Published" }
                        th scope="col" class="num" { "Shared words" } th scope="col" class="num" { "Share" } th scope="col" { "First" }
                    } }
                    tbody {
                        @for copy in copies {
                            tr {
                                th scope="row" { a href=(format!("/articles/{}", copy.article.id)) { (name(&cut(copy.article.title.as_deref().unwrap_or(&copy.article.name), 120))) } }
                                td { @if let Some(outlet) = &copy.article.outlet { (outlet_link(outlet)) } }
                                td { @if let Some(date) = &copy.article.published { (time(date)) } }
                                td class="num" { (super::words::number(copy.words)) }
                                td class="num" { (percent((f64::from(copy.share.clamp(0.0, 1.0)) * 1000.0) as u64, 1000)) }
                                td { @match copy.upstream.as_str() { "this" => "this one", "other" => "the other", _ => span class="dim" { "cannot be told" } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn versions(article: &ArticlePage) -> Markup {
    html! {
        section aria-labelledby="versions" {
            h2 id="versions" { "Versions" }
            ol class="rows" reversed {
                @for version in &article.versions {
                    li {
                        h3 {
                            a href=(format!("/articles/{}?version={}", article.id, version.number)) aria-current=[(version.number == article.version).then_some("true")] {
                                "Version " (version.number)
                            }
                            @if let Some(date) = version.updated.as_ref().or(version.published.as_ref()) { " " span class="dim small" { (time(date)) } }
                        }
                        (changes(version))
                    }
                }
            }
        }
    }
}

fn changes(version: &Version) -> Markup {
    html! {
        @for change in version.changes.iter().take(CHANGES) {
            @let (before, after) = diff::compared(change.before.as_deref().unwrap_or_default(), change.after.as_deref().unwrap_or_default());
            @match (&change.before, &change.after) {
                (Some(_), Some(_)) => div class="pair" { blockquote { p { bdi { (before) } } } blockquote { p { bdi { (after) } } } },
                (Some(gone), None) => p class="meta" { "Taken out: " del { bdi { (shown(gone)) } } },
                (None, Some(new)) => p class="meta" { "Added: " ins { bdi { (shown(new)) } } },
                (None, None) => {}
            }
        }
        @if version.changes.len() > CHANGES { p class="dim" { (counted((version.changes.len() - CHANGES) as u64, "more change")) } }
    }
}
