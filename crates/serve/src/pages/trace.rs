//! Trace: a text, a page or an address in, its ledger out; nothing is stored.

use maud::{Markup, html};
use sayso_app::wire::{Article, Failure};

use super::article::{columns, imprint};
use super::frame::{Frame, Place, page};
use super::ledger::Extras;
use super::marked::Shown;
use super::words::{cut, name, plain, shown};

/// What was handed in, to fill the form again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    pub text: String,
    pub url: String,
    /// `auto`, `html` or `text`.
    pub format: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Result {
    pub articles: Vec<Article>,
    pub failures: Vec<Failure>,
}

/// Pasted text that goes back into the form; longer text stays with the reader.
const KEPT: usize = 20_000;

/// How a pasted text is to be read.
const FORMATS: [(&str, &str); 3] = [("auto", "see what it is"), ("html", "a web page's HTML"), ("text", "plain text")];

pub fn trace(given: &Given, result: Option<&Result>, frame: &Frame) -> Markup {
    let main = html! {
        header class="title" {
            h1 { "Trace a text" }
            p class="lead" { "Who says what in it, through whom, and how firmly. Nothing is stored." }
        }
        @match result {
            Some(result) => {
                (outcome(result))
                details class="again" open[result.articles.is_empty()] { summary { "Trace another text" } (form(given, frame)) }
            }
            None => (form(given, frame))
        }
    };
    page(frame, Place::Trace, "Trace", main)
}

fn outcome(result: &Result) -> Markup {
    html! {
        @for failure in &result.failures {
            div class="problem" role="alert" {
                p class="big" { (shown(&failure.problem.message)) }
                @if let Some(hint) = &failure.problem.hint { p { (shown(hint)) } }
            }
        }
        @for (i, article) in result.articles.iter().enumerate() {
            @let prefix = format!("a{i}-");
            @let shown_text = Shown::new(article, &[], &prefix);
            article class="traced" {
                header class="title" {
                    @if let Some(outlet) = &article.outlet { p class="kicker" { (name(outlet)) } }
                    h2 class="words" { (name(&cut(article.title.as_deref().unwrap_or("Untitled"), 300))) }
                    (imprint(article))
                    @for remark in &article.remarks { p class="dim small" { (shown(&remark.message)) } }
                }
                (columns(&shown_text, &Extras { corrections: &[], correct: None }))
            }
        }
    }
}

fn form(given: &Given, frame: &Frame) -> Markup {
    let kept = if given.text.len() <= KEPT { given.text.as_str() } else { "" };
    let format = if given.format.is_empty() { "auto" } else { given.format.as_str() };
    html! {
        form class="panel paste" action="/trace" method="post" data-drop {
            @if let Some(csrf) = &frame.csrf { input type="hidden" name="csrf" value=(csrf); }
            label for="pasted" { "Text or HTML of an article" }
            p class="hint" id="paste-hint" { "Paste it here" span class="scripted" { ", or drop a file on the field" } ". Up to 2 MB." }
            textarea id="pasted" name="text" rows="14" aria-describedby="paste-hint" spellcheck="false" dir="auto" { (kept) }
            div class="line" {
                label class="scripted" { span { "or open a file" } input type="file" data-file accept=".html,.htm,.txt,.md,.xhtml,text/html,text/plain"; }
                label { span { "Read it as" }
                    select name="format" { @for (value, words) in FORMATS { option value=(value) selected[format == value] { (words) } } }
                }
                @if frame.fetching {
                    label class="grow" { span { "or an address" } input type="url" name="url" maxlength="2000" placeholder="https://" value=(plain(&given.url)) pattern="https?://.*"; }
                }
            }
            button class="main" type="submit" { "Trace" }
        }
        @if !frame.fetching { p class="dim small" { "This server fetches no addresses: paste the page instead." } }
    }
}
