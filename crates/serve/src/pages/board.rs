//! The claims board: what is going round, who stands behind it, and what catches the eye.

use maud::{Markup, html};
use sayso_app::wire::views::Board;

use super::frame::{Frame, Place, page};
use super::parts::{claim_list, count, empty_store, nothing, pager};
use super::words::{cut, plain};

/// Filters with a box to tick: key, words, what it leaves.
const BOXES: [(&str, &str, &str); 5] = [
    ("one_origin", "One origin", "claims whose mentions all lead back to one"),
    ("state_only", "State origins only", "claims whose origins are all state outlets or governments"),
    ("unverified", "Not verified", "claims that an article says it could not verify"),
    ("conflict", "Contradictory", "claims whose numbers, places or times differ"),
    ("drift", "Changed on the way", "claims that lost a hedge, a source or a number on the way"),
];

/// Filters with words: key, label.
const FIELDS: [(&str, &str); 6] = [
    ("words", "Words"),
    ("outlet", "Outlet"),
    ("speaker", "Speaker"),
    ("from", "From"),
    ("to", "To"),
    ("min_mentions", "Mentions, at least"),
];

pub fn board(board: &Board, frame: &Frame) -> Markup {
    let filtered = FIELDS.iter().map(|f| f.0).any(|k| !frame.value(k).is_empty()) || BOXES.iter().any(|b| frame.ticked(b.0));
    let main = html! {
        header class="title" {
            h1 { "What is going round" }
            p class="lead" { "Claims that several articles make, and how many independent origins stand behind each." }
        }
        (filters(frame))
        p class="found" role="status" {
            strong { (count(board.count, "claim")) }
            @if filtered { " with " (active(frame)) } @else { ", most widely told first" }
        }
        @if !board.claims.is_empty() {
            (claim_list(&board.claims, 2))
            (pager(frame, board.next.as_ref().map(|c| c.as_str())))
        } @else if filtered || !frame.value("after").is_empty() {
            (nothing("No claim passes these filters.", html! { p { "Take one away, or " a href=(frame.bare()) { "see all claims" } "." } }))
        } @else {
            (empty_store())
            p class="dim" { "If there are articles in it already: no two of them make the same claim. See the " a href="/articles" { "articles" } "." }
        }
    };
    page(frame, Place::Claims, "Claims", main)
}

/// The form that the address holds.
fn filters(frame: &Frame) -> Markup {
    let more = FIELDS.iter().skip(1).any(|(k, _)| !frame.value(k).is_empty());
    html! {
        search class="filters" {
            form action="/" method="get" {
                div class="line" {
                    label class="grow" { span { "Words in a mention" } (field(frame, "words", "search", "dam \"flood gate\" minist*")) }
                    button type="submit" { "Filter" }
                }
                fieldset class="ticks" {
                    legend class="unseen" { "Only claims with" }
                    @for (key, words, what) in BOXES {
                        label title=(what) { input type="checkbox" name=(key) value="1" checked[frame.ticked(key)]; span { (words) } }
                    }
                }
                details open[more] {
                    summary { "Outlet, speaker, dates" }
                    div class="line" {
                        label { span { "Outlet" } (field(frame, "outlet", "text", "part of its name")) }
                        label { span { "Speaker" } (field(frame, "speaker", "text", "words of a name")) }
                        label { span { "Seen from" } (field(frame, "from", "date", "")) }
                        label { span { "to" } (field(frame, "to", "date", "")) }
                        label class="short" {
                            span { "Mentions, at least" }
                            input type="number" name="min_mentions" min="2" max="9999" placeholder="2" value=(plain(frame.value("min_mentions")));
                        }
                    }
                }
            }
        }
    }
}

fn field(frame: &Frame, key: &str, kind: &str, example: &str) -> Markup {
    html! { input type=(kind) name=(key) maxlength="300" value=(plain(frame.value(key))) placeholder=(example) autocomplete="off"; }
}

/// The filters that are set, each with a way to take it away.
fn active(frame: &Frame) -> Markup {
    // A filter less is a new list, to be read from its top.
    let top = Frame { query: frame.query.iter().filter(|(k, _)| k != "after").cloned().collect(), ..frame.clone() };
    html! {
        span class="set" {
            @for (key, label) in FIELDS {
                @if !frame.value(key).is_empty() { (away(&top, key, &format!("{label}: {}", cut(frame.value(key), 40)))) }
            }
            @for (key, label, _) in BOXES { @if frame.ticked(key) { (away(&top, key, label)) } }
            a class="all" href=(frame.bare()) { "clear all" }
        }
    }
}

fn away(top: &Frame, key: &str, label: &str) -> Markup {
    html! {
        a class="away" href=(top.with(key, None)) {
            span class="unseen" { "Take away " } bdi { (label) } span aria-hidden="true" { " ×" }
        } " "
    }
}
