//! Corrections: the list with who and when, the form for one statement, and taking one back.

use maud::{Markup, html};
use sayso_app::wire::views::{Correction, Corrections, StatementCard};

use super::frame::{Frame, Place, page};
use super::icons;
use super::ledger::corrected_words;
use super::parts::{mark, nothing, pager};
use super::words::{cut, name, plain, shown, time};

const CERTAINTIES: [(&str, &str); 4] = [
    ("asserted", "stated without reservation"),
    ("hedged", "it may be so: may, reportedly, is believed to"),
    ("denied", "it is said not to be so"),
    ("questioned", "it is doubted or asked"),
];
const TYPES: [&str; 6] = ["person", "government", "organization", "outlet", "document", "unnamed"];

/// All corrections; with `about`, the form to correct that statement above them.
pub fn corrections(corrections: &Corrections, about: Option<&StatementCard>, frame: &Frame) -> Markup {
    let main = html! {
        header class="title" {
            h1 { @if about.is_some() { "Correct a statement" } @else { "Corrections" } }
            p class="lead" { "What analysts say beside what the machine said. Nothing is overwritten; " code { "sayso export corrections" } " hands them on as training data." }
        }
        @if let Some(statement) = about { (form(statement, frame)) }
        @if about.is_some() { h2 { "Corrections in this article" } }
        @if corrections.corrections.is_empty() && about.is_some() {
            p class="dim" { "None so far." }
        } @else if corrections.corrections.is_empty() {
            (nothing("Nothing has been corrected yet.", html! { p { "Open an article or a claim and choose “Correct” beside a statement." } }))
        } @else {
            ol class="rows" { @for correction in &corrections.corrections { li { (correction_line(correction, frame)) } } }
            (pager(frame, corrections.next.as_ref().map(|c| c.as_str())))
        }
    };
    page(frame, Place::Corrections, "Corrections", main)
}

/// One correction, with the way to take it back.
pub fn correction_line(c: &Correction, frame: &Frame) -> Markup {
    let target = match c.statement {
        Some(statement) => format!("/articles/{}#s{statement}", c.article),
        None => format!("/articles/{}", c.article),
    };
    html! {
        article class=(if c.withdrawn.is_some() { "correction withdrawn" } else { "correction" }) id=(format!("k{}", c.id)) data-step {
            blockquote { p { bdi { (shown(&cut(&c.words, 300))) } } }
            p class="meta" {
                @if let Some(outlet) = &c.outlet { (name(outlet)) ", " }
                a href=(target) { (name(&cut(c.title.as_deref().unwrap_or("the article"), 100))) }
                @if let Some(claim) = c.claim { " · " a href=(format!("/claims/{claim}")) { "its claim" } }
                @if c.statement.is_none() { " · " span class="dim" { "no longer in the latest text" } }
            }
            p class="instead" {
                span class="dim" { "Machine: " } del { (name(&c.machine)) } " "
                (mark("corrected", icons::pencil(), "corrected", "")) " " ins { (corrected_words(&c.field)) }
            }
            @if let Some(note) = &c.note { p class="because" { bdi { (shown(note)) } } }
            p class="meta" {
                (name(&c.who)) ", " (time(&c.when))
                @if let Some(withdrawn) = &c.withdrawn { " · withdrawn by " (name(&withdrawn.who)) ", " (time(&withdrawn.when)) }
            }
            @if let (None, true, Some(csrf)) = (&c.withdrawn, frame.corrections, &frame.csrf) {
                form class="withdraw" action=(format!("/corrections/{}/withdraw", c.id)) method="post" {
                    input type="hidden" name="csrf" value=(csrf);
                    input type="hidden" name="back" value=(frame.path);
                    input type="hidden" name="who" data-keep="who";
                    button class="quiet" type="submit" { "Withdraw" span class="unseen" { " this correction" } }
                }
            }
        }
    }
}

fn form(statement: &StatementCard, frame: &Frame) -> Markup {
    let speaker = statement.speaker.as_deref().unwrap_or_default();
    html! {
        section class="panel" aria-labelledby="statement" {
            h2 id="statement" class="unseen" { "The statement" }
            blockquote { p { bdi { (shown(&statement.content)) } } }
            p class="meta" {
                @if let Some(outlet) = &statement.outlet { (name(outlet)) ", " }
                a href=(format!("/articles/{}#s{}", statement.article, statement.id)) { (name(&cut(statement.title.as_deref().unwrap_or("the article"), 120))) }
                " · statement " (statement.id)
            }
            dl class="facts" {
                dt { "Speaker" } dd { @if speaker.is_empty() { "the outlet's own voice" } @else { (name(speaker)) } @if let Some(kind) = &statement.speaker_type { " " span class="dim" { (name(kind)) } } }
                dt { "Through" } dd { @if statement.via.is_empty() { span class="dim" { "nobody" } } @else { (name(&statement.via.join(", "))) } }
                dt { "Certainty" } dd { (name(&statement.certainty)) }
                dt { "Claim" } dd { a href=(format!("/claims/{}", statement.claim)) { (statement.claim) } }
            }
        }
        @match (&frame.csrf, frame.corrections) {
            (Some(csrf), true) => (forms(statement, speaker, csrf)),
            _ => p class="notice" { "Corrections are off here: the store is open for reading alone." }
        }
    }
}

/// What can be put right: kind, and how a reader says it.
const KINDS: [(&str, &str); 5] = [
    ("speaker", "somebody else says it"),
    ("via", "it came through others"),
    ("certainty", "it stands more or less firmly"),
    ("split", "it makes another claim"),
    ("merge", "it makes the same claim as another statement"),
];

/// One form for all kinds: only the fields of the kind that is chosen are read.
fn forms(statement: &StatementCard, speaker: &str, csrf: &str) -> Markup {
    html! {
        form class="panel correcting" action="/corrections" method="post" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="statement" value=(statement.id);
            input type="hidden" name="back" value=(format!("/articles/{}", statement.article));
            fieldset class="choice" {
                legend { "What is right instead" }
                @for (i, (kind, words)) in KINDS.into_iter().enumerate() {
                    label { input type="radio" name="kind" value=(kind) required checked[i == 0]; span { (words) } }
                }
            }
            div class="kind-fields for-speaker" {
                div class="line" {
                    label class="grow" { span { "Who says it" } input type="text" name="speaker" maxlength="200" value=(plain(speaker)); }
                    label { span { "Type" }
                        select name="speaker_type" {
                            option value="" { "as it is" }
                            @for kind in TYPES { option value=(kind) selected[statement.speaker_type.as_deref() == Some(kind)] { (kind) } }
                        }
                    }
                }
                p class="hint" { "Leave the name empty where the outlet states it in its own voice." }
            }
            div class="kind-fields for-via" {
                label { span { "Through" } input type="text" name="via" maxlength="1000" value=(plain(&statement.via.join(", "))); }
                p class="hint" { "Names between the outlet and the speaker, nearest the outlet first, with commas between them. Empty where the outlet heard it itself." }
            }
            fieldset class="choice kind-fields for-certainty" {
                legend { "How firmly it stands as the article reports it" }
                @for (word, what) in CERTAINTIES {
                    label {
                        input type="radio" name="certainty" value=(word) checked[statement.certainty == word];
                        span { strong { (word) } " " span class="dim" { (what) } }
                    }
                }
            }
            div class="kind-fields for-split" { p class="hint" { "Takes the statement out of the claim that the machine has it in." } }
            div class="kind-fields for-merge" {
                label { span { "The other statement's number" } input type="number" name="with" min="1"; }
                p class="hint" { "It stands on the page where that statement is corrected, and in its address in the article." }
            }
            div class="line" {
                label { span { "Your name" } input type="text" name="who" required maxlength="200" autocomplete="name" data-keep="who"; }
                label class="grow" { span { "Why (may stay empty)" } input type="text" name="note" maxlength="2000"; }
            }
            button class="main" type="submit" { "Save the correction" }
        }
    }
}
