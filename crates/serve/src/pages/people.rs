//! Speakers and outlets: the lists, and what one of them said or carried, by whom it was handed on, and how that changed.

use maud::{Markup, html};
use sayso_app::wire::views::{OutletPage, Outlets, SpeakerPage, Speakers, StatementCard, Tally};

use super::frame::{Frame, Place, page};
use super::network::network;
use super::parts::{
    article_list, certainty, claim_list, count, empty_store, kind, nothing, origin_marks, outlet_link, outlet_path, pager, percent,
    registered, speaker_path, speaker_table,
};
use super::shares::{months, shares};
use super::words::{counted, cut, list, name, number, plain, shown, time};

/// Names in a list beside.
const NAMES: usize = 12;

/// A form with one field for words of a name.
fn by_name(frame: &Frame, path: &str, label: &str) -> Markup {
    html! {
        search class="filters" {
            form action=(path) method="get" {
                div class="line" {
                    label class="grow" { span { (label) } input type="search" name="words" maxlength="300" value=(plain(frame.value("words"))) autocomplete="off"; }
                    button type="submit" { "Filter" }
                }
            }
        }
    }
}

fn none(frame: &Frame, what: &str) -> Markup {
    if frame.value("words").is_empty() && frame.value("after").is_empty() {
        return empty_store();
    }
    nothing(&format!("No {what} has these words in the name."), html! { p { a href=(frame.bare()) { "See all" } } })
}

pub fn speakers(speakers: &Speakers, frame: &Frame) -> Markup {
    let main = html! {
        header class="title" { h1 { "Speakers" } p class="lead" { "Whose words the articles hand on, those who said most first." } }
        (by_name(frame, "/speakers", "Words of a name"))
        p class="found" role="status" { strong { (count(speakers.count, "speaker")) } }
        @if speakers.speakers.is_empty() { (none(frame, "speaker")) }
        @else {
            (speaker_table(&speakers.speakers, "Speakers"))
            (pager(frame, speakers.next.as_ref().map(|c| c.as_str())))
        }
    };
    page(frame, Place::Speakers, "Speakers", main)
}

pub fn outlets(outlets: &Outlets, frame: &Frame) -> Markup {
    let main = html! {
        header class="title" { h1 { "Outlets" } p class="lead" { "Who published the articles, and how much of what they say is their own, relayed, or a state's." } }
        (by_name(frame, "/outlets", "Words of a name"))
        p class="found" role="status" { strong { (count(outlets.count, "outlet")) } }
        @if outlets.outlets.is_empty() { (none(frame, "outlet")) }
        @else {
            div class="scroll" tabindex="0" role="region" aria-label="Outlets" {
                table class="people" {
                    caption class="unseen" { "Outlets, with shares of their statements" }
                    thead { tr {
                        th scope="col" { "Outlet" } th scope="col" class="num" { "Articles" } th scope="col" class="num" { "Statements" }
                        th scope="col" class="num" { "Own voice" } th scope="col" class="num" { "Relayed" } th scope="col" class="num" { "State-run origin" }
                        th scope="col" class="num" { "Hedged" }
                    } }
                    tbody {
                        @for outlet in &outlets.outlets {
                            @let s = &outlet.shares;
                            tr data-step {
                                th scope="row" { (outlet_link(&outlet.name)) @if let Some(r) = &outlet.registered { " " (registered(r)) } }
                                td class="num" { (number(outlet.articles)) }
                                td class="num" { (number(s.statements)) }
                                td class="num" { (percent(s.own, s.statements)) }
                                td class="num" { (percent(s.relayed, s.statements)) }
                                td class="num" { (percent(s.state_run, s.statements)) }
                                td class="num" { (percent(s.hedged, s.statements)) }
                            }
                        }
                    }
                }
            }
            (pager(frame, outlets.next.as_ref().map(|c| c.as_str())))
        }
    };
    page(frame, Place::Outlets, "Outlets", main)
}

pub fn speaker(speaker: &SpeakerPage, frame: &Frame) -> Markup {
    let state = speaker.registered.as_ref().is_some_and(|r| r.kind == "state" || r.owner.is_some()) || speaker.r#type == "government";
    let main = html! {
        header class="title" {
            p class="kicker" { a href="/speakers" { "Speakers" } " · " (kind(&speaker.r#type)) }
            h1 { (name(&speaker.name)) (origin_marks(state, speaker.r#type == "unnamed", false, false, speaker.registered.as_ref().and_then(|r| r.owner.as_deref()))) }
            p class="lead" { (counted(speaker.shares.statements, "statement")) " in " (counted(speaker.articles, "article")) "." }
            @if !speaker.aliases.is_empty() {
                p class="dim" { "Also called " (list(&speaker.aliases.iter().take(NAMES).map(|a| name(a)).collect::<Vec<_>>())) "." }
            }
        }
        div class="halves" {
            section aria-labelledby="how" { h2 id="how" { "How their words stand" } (shares(&speaker.shares, false)) }
            section aria-labelledby="who" {
                h2 id="who" { "Who has them" }
                (tallies("Outlets", &speaker.outlets, "statement", outlet_path))
                (tallies("Through", &speaker.via, "statement", outlet_path))
            }
        }
        (over_time(months(&speaker.months, false)))
        section aria-labelledby="network" { h2 id="network" { "Who hands them on" } (network(&speaker.network)) }
        @if !speaker.claims.is_empty() { section aria-labelledby="claims" { h2 id="claims" { "Claims on their word" } (claim_list(&speaker.claims, 3)) } }
        @if !speaker.statements.is_empty() {
            section aria-labelledby="said" {
                h2 id="said" { "What they said last" }
                ol class="rows" { @for s in &speaker.statements { li { (statement(s)) } } }
            }
        }
        p class="data" { "As data: " a href=(format!("/api/v1{}", speaker_path(&speaker.name))) { "JSON" } }
    };
    page(frame, Place::Speakers, &cut(&speaker.name, 70), main)
}

pub fn outlet(outlet: &OutletPage, frame: &Frame) -> Markup {
    let main = html! {
        header class="title" {
            p class="kicker" { a href="/outlets" { "Outlets" } @if let Some(r) = &outlet.registered { " · " (kind(r.kind)) } }
            h1 { (name(&outlet.name)) }
            @if let Some(r) = &outlet.registered { p { (registered(r)) } }
            p class="lead" {
                (counted(outlet.articles, "article")) ", " (counted(outlet.shares.statements, "statement")) "."
                @if outlet.credited > 0 { " " (number(outlet.credited)) " of the articles say that an agency wrote them." }
            }
        }
        div class="halves" {
            section aria-labelledby="how" { h2 id="how" { "Whose word it is" } (shares(&outlet.shares, true)) }
            section aria-labelledby="who" {
                h2 id="who" { "Whom it has it from" }
                (tallies("Through", &outlet.via, "statement", outlet_path))
                (tallies("Copies from", &outlet.copies_from, "article", outlet_path))
                (tallies("Relayed by", &outlet.relayed_by, "statement", outlet_path))
                (tallies("Copied by", &outlet.copied_by, "article", outlet_path))
                @if [&outlet.via, &outlet.copies_from, &outlet.relayed_by, &outlet.copied_by].iter().all(|t| t.is_empty()) {
                    p class="dim" { "It names nobody through whom it has something, and nobody names it." }
                }
            }
        }
        (over_time(months(&outlet.months, true)))
        section aria-labelledby="network" { h2 id="network" { "Who relays whom" } (network(&outlet.network)) }
        @if !outlet.speakers.is_empty() { section aria-labelledby="speakers" { h2 id="speakers" { "Whose words it has" } (speaker_table(&outlet.speakers, "Speakers in this outlet")) } }
        @if !outlet.claims.is_empty() { section aria-labelledby="claims" { h2 id="claims" { "Claims that it tells" } (claim_list(&outlet.claims, 3)) } }
        @if !outlet.latest.is_empty() { section aria-labelledby="latest" { h2 id="latest" { "Latest articles" } (article_list(&outlet.latest, 3)) } }
        p class="data" { "As data: " a href=(format!("/api/v1{}", outlet_path(&outlet.name))) { "JSON" } }
    };
    page(frame, Place::Outlets, &cut(&outlet.name, 70), main)
}

fn over_time(picture: Markup) -> Markup {
    html! { @if !picture.0.is_empty() { section aria-labelledby="time" { h2 id="time" { "Over time" } (picture) } } }
}

/// Names with how many, as bars; nothing where there are none.
fn tallies(title: &str, tallies: &[Tally], one: &str, path: fn(&str) -> String) -> Markup {
    let most = tallies.iter().map(|t| t.statements).max().unwrap_or(1).max(1);
    html! {
        @if !tallies.is_empty() {
            h3 { (title) }
            ul class="tallies" {
                @for tally in tallies.iter().take(NAMES) {
                    li {
                        a href=(path(&tally.name)) { (name(&tally.name)) }
                        svg class="gauge" width="100%" height="6" aria-hidden="true" {
                            rect class="part" width=(format!("{:.1}%", 100.0 * tally.statements as f64 / most as f64)) height="6" rx="2" {}
                        }
                        span class="dim small" { (counted(tally.statements, one)) }
                    }
                }
            }
            @if tallies.len() > NAMES { p class="dim small" { "and " (tallies.len() - NAMES) " more" } }
        }
    }
}

/// A statement in a list.
pub fn statement(s: &StatementCard) -> Markup {
    html! {
        article class="row" data-step {
            blockquote { p { a class="plain" href=(format!("/articles/{}#s{}", s.article, s.id)) { bdi { (shown(&cut(&s.content, 360))) } } } }
            p class="meta" {
                @if let Some(outlet) = &s.outlet { (outlet_link(outlet)) " · " }
                @match &s.published { Some(date) => (time(date)), None => "undated" }
                @if !s.via.is_empty() { " · through " (list(&s.via.iter().map(|v| name(v)).collect::<Vec<_>>())) }
                @if s.certainty != "asserted" { " · " (certainty(&s.certainty)) }
                " · " a href=(format!("/claims/{}", s.claim)) { "its claim" }
            }
        }
    }
}
