//! One claim: who stands behind it, when it was told, every mention with what is different in it, and what was checked.

use std::collections::HashMap;

use maud::{Markup, html};
use sayso_app::wire::claims::{Conflict, Drift, Mention, Origin};
use sayso_app::wire::views::{ClaimPage, Difference, MentionPlace, Moved};

use super::corrections::correction_line;
use super::diff::compared;
use super::frame::{Frame, Place, page};
use super::parts::{certainty, chain, colour, drift_words, kind, known, mark, marks, origin_marks, origin_path, outlet_link, speaker_link};
use super::words::{counted, cut, cut_before, days, list, name, number, plain, shown, time};
use super::{icons, timeline, tree};

/// Mentions shown whole; the JSON has all of them.
const MENTIONS: usize = 200;
/// Characters of the text before and after a mention's sentence.
const AROUND: usize = 90;
/// Changes shown, and folds.
const SHOWN: usize = 60;

pub fn claim(claim: &ClaimPage, frame: &Frame) -> Markup {
    let c = &claim.claim;
    let main = html! {
        header class="title claim-title" {
            p class="kicker" { a href="/" { "Claims" } " · " (days(c.first_seen.as_deref(), c.last_seen.as_deref())) }
            h1 class="words" { (name(&c.text)) }
            (verdict(claim))
            p class="marks" { (marks(claim.marks, &kinds(c.conflicts.iter().map(|c| c.kind)), &kinds(c.drift.iter().map(|d| d.kind)))) }
            (contents(claim))
        }
        section aria-labelledby="origins" {
            h2 id="origins" { "On whose word" }
            (origins(claim))
            (tree::tree(claim))
            (folds(claim))
        }
        @let picture = timeline::timeline(c);
        @if !picture.0.is_empty() {
            section aria-labelledby="when" { h2 id="when" { "When it was told" } (picture) }
        }
        section aria-labelledby="mentions" {
            h2 id="mentions" { (counted(c.mentions.len() as u64, "mention")) }
            p class="hint" { "Each sentence as published. What is claimed is underlined in its origin's colour; words that another mention has otherwise are marked." }
            ol class="mentions" {
                @for (first, same) in gathered(claim) { (mention_card(claim, first, &same, frame)) }
            }
            @if c.mentions.len() > MENTIONS {
                p class="dim" { (counted((c.mentions.len() - MENTIONS) as u64, "more mention")) " in " a href=(format!("/api/v1/claims/{}", c.id)) { "the JSON" } "." }
            }
        }
        @if !c.drift.is_empty() {
            section aria-labelledby="drift" {
                h2 id="drift" { "What changed on the way" }
                @for drift in c.drift.iter().take(SHOWN) { (change(claim, drift)) }
                @if c.drift.len() > SHOWN { p class="dim" { (counted((c.drift.len() - SHOWN) as u64, "more change")) } }
            }
        }
        @if !c.conflicts.is_empty() {
            section aria-labelledby="conflicts" {
                h2 id="conflicts" { "What cannot all be right" }
                @for conflict in &c.conflicts { (contradiction(claim, conflict)) }
            }
        }
        (checks(claim))
        @if !claim.corrections.is_empty() {
            section aria-labelledby="corrections" {
                h2 id="corrections" { "Corrections" }
                p class="hint" { "What analysts say beside what the machine said." }
                ol class="rows" { @for correction in &claim.corrections { li { (correction_line(correction, frame)) } } }
            }
        }
        p class="data" { "This claim as data: " a href=(format!("/api/v1/claims/{}", c.id)) { "JSON" } }
    };
    page(frame, Place::Claims, &cut(&c.text, 70), main)
}

/// Each kind once, in order.
fn kinds<'a>(kinds: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for kind in kinds {
        if !out.iter().any(|k| k == kind) {
            out.push(kind.to_owned());
        }
    }
    out
}

/// The one sentence that a reader takes away.
fn verdict(page: &ClaimPage) -> Markup {
    let c = &page.claim;
    let articles = distinct(page.places.iter().map(|p| p.article));
    let mut outlets: Vec<&str> = c.mentions.iter().filter_map(|m| m.outlet.as_deref()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let origins = c.independent_origins.len() as u64;
    html! {
        p class="verdict" {
            strong {
                @match origins {
                    0 => "Origins unknown",
                    1 => "One origin",
                    n => { (number(n)) " independent origins" }
                }
            }
            " behind " (counted(c.mentions.len() as u64, "mention"))
            @if articles > 0 { " in " (counted(articles, "article")) }
            @if !outlets.is_empty() { " of " (counted(outlets.len() as u64, "outlet")) }
            "."
            @if origins == 1 && outlets.len() > 1 { " More links are not more sources." }
        }
    }
}

fn distinct(ids: impl Iterator<Item = i64>) -> u64 {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len() as u64
}

fn contents(page: &ClaimPage) -> Markup {
    let c = &page.claim;
    html! {
        nav class="contents" aria-label="On this page" {
            ul {
                li { a href="#origins" { "Origins" } }
                li { a href="#mentions" { "Mentions" } }
                @if !c.drift.is_empty() { li { a href="#drift" { "Changes " span class="n" { (c.drift.len()) } } } }
                @if !c.conflicts.is_empty() { li { a href="#conflicts" { "Contradictions " span class="n" { (c.conflicts.len()) } } } }
                @if has_checks(page) { li { a href="#checks" { "Checks" } } }
                @if !page.corrections.is_empty() { li { a href="#corrections" { "Corrections " span class="n" { (page.corrections.len()) } } } }
            }
        }
    }
}

fn origins(page: &ClaimPage) -> Markup {
    html! {
        @if page.claim.independent_origins.is_empty() { p { "No mention tells whose word it is." } }
        ol class="origin-list" {
            @for (i, origin) in page.claim.independent_origins.iter().enumerate() {
                li class=(colour(i)) { (origin_line(origin)) }
            }
        }
    }
}

fn origin_line(origin: &Origin) -> Markup {
    html! {
        span class="swatch" aria-hidden="true" {}
        a href=(origin_path(&origin.name, origin.r#type)) { strong { (name(&origin.name)) } }
        " " span class="dim" { (kind(origin.r#type)) @if let Some(owner) = &origin.owner { ", run by " (name(owner)) } }
        (origin_marks(origin.state_run, origin.unnamed, origin.party, origin.against, origin.owner.as_deref()))
        " " span class="dim" { (counted(origin.mentions.len() as u64, "mention")) }
    }
}

/// A fold's kind, as a reader asks for it.
fn fold_words(kind: &str) -> &'static str {
    match kind {
        "copy" => "copies of one text",
        "relay" => "handed on",
        "own_voice" => "told as its own",
        "spokesperson" => "speaks for",
        "same_name" => "the same under another name",
        "unnamed" => "nobody in particular",
        _ => "folded",
    }
}

fn folds(page: &ClaimPage) -> Markup {
    let folds = &page.claim.folds;
    html! {
        @if !folds.is_empty() {
            details class="folds" {
                summary { "Why there are no more origins: " (counted(folds.len() as u64, "fold")) }
                table {
                    caption class="unseen" { "What was folded together, and why" }
                    thead { tr { th scope="col" { "Folded" } th scope="col" { "into" } th scope="col" { "Because" } } }
                    tbody {
                        @for fold in folds.iter().take(SHOWN) {
                            tr {
                                td { (list(&fold.from.iter().map(|f| name(f)).collect::<Vec<_>>())) }
                                td { (name(&fold.into)) }
                                td { (mark("fold", icons::copy(), fold_words(fold.kind), "")) " " (name(&fold.because)) }
                            }
                        }
                    }
                }
                @if folds.len() > SHOWN { p class="dim" { (counted((folds.len() - SHOWN) as u64, "more fold")) } }
            }
        }
    }
}

/// Mentions in time; those that say the same of the same origin in the same words, with nothing else to show, go with the first.
fn gathered(page: &ClaimPage) -> Vec<(usize, Vec<usize>)> {
    let mut out: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut known: HashMap<(&str, Option<usize>, &str), usize> = HashMap::new();
    for (i, m) in page.claim.mentions.iter().enumerate().take(MENTIONS) {
        let plain = m.notes.is_empty() && page.places.get(i).is_none_or(|p| p.moved.is_none());
        match known.get(&(m.sentence.trim(), m.origin, m.certainty)).filter(|_| plain) {
            Some(&at) => out[at].1.push(i),
            None => {
                known.insert((m.sentence.trim(), m.origin, m.certainty), out.len());
                out.push((i, Vec::new()));
            }
        }
    }
    out
}

fn mention_card(page: &ClaimPage, i: usize, same: &[usize], frame: &Frame) -> Markup {
    let mention = &page.claim.mentions[i];
    let place = page.places.get(i);
    let class = mention.origin.map_or_else(|| "c-other".to_owned(), colour);
    html! {
        li id=(format!("m{i}")) class=(format!("mention {class}")) data-step {
            header {
                h3 {
                    @match &mention.outlet { Some(outlet) => (outlet_link(outlet)), None => "unknown outlet" }
                    @if i == page.claim.representative { " " span class="dim small" { "stands for the claim" } }
                }
                p class="meta" {
                    @match &mention.date { Some(date) => (time(date)), None => "undated" }
                    @if mention.certainty != "asserted" { " " (certainty(mention.certainty)) }
                    @if mention.against { " " (mark("against", icons::against(), "against", "it denies or doubts the claim")) }
                }
            }
            blockquote { p { (sentence(page, mention, place)) } }
            p class="way" { span class="swatch" aria-hidden="true" {} (way(mention)) }
            @for note in &mention.notes { p class="check" { (note_mark(note.kind)) " " bdi { "“" (shown(&note.text)) "”" } } }
            @if let Some(place) = place { (whence(page, place, i)) }
            @if !same.is_empty() {
                details class="same" {
                    summary { "The same words in " (counted(same.len() as u64, "more mention")) }
                    ul { @for &other in same { li id=(format!("m{other}")) { (same_words(page, other, frame)) } } }
                }
            }
            @if let Some(place) = place {
                p class="links" {
                    a href=(format!("/articles/{}#s{}", place.article, place.statement)) {
                        "In the article" span class="unseen" { ": " (name(&cut(place.title.as_deref().unwrap_or(&mention.article), 80))) }
                    }
                    (correct_link(place, frame))
                }
            }
        }
    }
}

/// A mention in the words of another one, in a line.
fn same_words(page: &ClaimPage, i: usize, frame: &Frame) -> Markup {
    let mention = &page.claim.mentions[i];
    let outlet = html! { (name(mention.outlet.as_deref().unwrap_or("unknown outlet"))) };
    html! {
        @match page.places.get(i) {
            Some(place) => a href=(format!("/articles/{}#s{}", place.article, place.statement)) { (outlet) },
            None => (outlet)
        }
        " " span class="dim" { @match &mention.date { Some(date) => (time(date)), None => "undated" } }
        @if page.claim.folds.iter().any(|f| f.kind == "copy" && f.mentions.contains(&i)) { " " (mark("fold", icons::copy(), "copy", "")) }
        @if let Some(place) = page.places.get(i) { " " (correct_link(place, frame)) }
    }
}

fn correct_link(place: &MentionPlace, frame: &Frame) -> Markup {
    html! {
        @if frame.corrections && frame.csrf.is_some() {
            a class="quiet" href=(format!("/corrections?statement={}&article={}", place.statement, place.article)) {
                "Correct" span class="unseen" { " this mention" }
            }
        }
    }
}

/// Copies, and what analysts moved.
fn whence(page: &ClaimPage, place: &MentionPlace, i: usize) -> Markup {
    let fold = page.claim.folds.iter().find(|f| f.kind == "copy" && f.mentions.contains(&i));
    html! {
        @match (&place.copy_of, fold) {
            (Some(of), _) => p class="check" { (mark("fold", icons::copy(), "copy", "the article's text is another outlet's")) " of the text of " (name(of)) },
            (None, Some(fold)) => p class="check" { (mark("fold", icons::copy(), "copy", "the article's text is another outlet's")) " " (name(&fold.because)) },
            (None, None) => {}
        }
        @match place.moved {
            Some(Moved::Out) => p class="check" { (mark("corrected", icons::pencil(), "split off", "an analyst says so")) " it makes another claim, says a correction" },
            Some(Moved::In) => p class="check" { (mark("corrected", icons::pencil(), "merged in", "an analyst says so")) " the machine has it in another claim" },
            None => {}
        }
    }
}

/// The chain, as the article has it; the speaker last.
fn way(mention: &Mention) -> Markup {
    let mut stations = mention.chain.clone();
    html! {
        @match &mention.speaker {
            Some(speaker) => {
                @let _ = stations.pop();
                (chain(&stations)) span class="from" aria-hidden="true" { " ← " } span class="unseen" { " has it from " } (speaker_link(speaker))
                @if let Some(kind) = mention.speaker_type { " " span class="dim small" { (kind) } }
            }
            None => { (chain(&stations)) " " span class="dim small" { "in its own voice" } }
        }
    }
}

/// A run of a sentence: what it is part of.
#[derive(Clone, Copy)]
struct Part<'a> {
    content: bool,
    difference: Option<&'a Difference>,
}

/// The sentence with some text around it; what is claimed and what differs are marked.
fn sentence(page: &ClaimPage, mention: &Mention, place: Option<&MentionPlace>) -> Markup {
    let text = mention.sentence.as_str();
    let Some(place) = place else { return html! { bdi { (shown(text)) } } };
    let mut cuts: Vec<usize> = vec![0, text.len()];
    cuts.extend(place.content.iter().flatten());
    cuts.extend(place.differences.iter().flat_map(|d| d.bytes));
    cuts.retain(|&c| text.is_char_boundary(c));
    cuts.sort_unstable();
    cuts.dedup();
    let part = |from: usize, to: usize| Part {
        content: place.content.iter().any(|s| s[0] <= from && to <= s[1]),
        difference: place.differences.iter().find(|d| d.bytes[0] <= from && to <= d.bytes[1]),
    };
    html! {
        @if !place.before.is_empty() { span class="around" { bdi { (shown(&cut_before(&place.before, AROUND))) } " " } }
        bdi {
            @for (&from, &to) in cuts.iter().zip(cuts.iter().skip(1)) {
                @let words = text.get(from..to).unwrap_or_default();
                @let Part { content, difference } = part(from, to);
                @let marked = html! {
                    @match difference {
                        Some(d) => mark class=(format!("diff {}", difference_class(&d.kind))) title=(difference_words(page, d)) { (shown(words)) },
                        None => (shown(words))
                    }
                };
                @if content { span class="claimed" { (marked) } } @else { (marked) }
                @if let Some(d) = difference.filter(|d| d.bytes[1] == to) {
                    a class="tag" href=(format!("#m{}", d.other)) title=(difference_words(page, d)) { (drift_words(&d.kind)) }
                }
            }
        }
        @if !place.after.is_empty() { span class="around" { " " bdi { (shown(&cut(&place.after, AROUND))) } } }
    }
}

fn difference_class(kind: &str) -> &'static str {
    match kind {
        "number" | "place" | "time" => "conflicting",
        _ => "drifting",
    }
}

fn difference_words(page: &ClaimPage, difference: &Difference) -> String {
    let other = page.claim.mentions.get(difference.other).and_then(|m| m.outlet.as_deref()).map_or("another mention".to_owned(), plain);
    match difference.kind.as_str() {
        kind @ ("number" | "place" | "time") => format!("another {kind} in {other}"),
        kind => format!("{}: compare {other}", drift_words(kind)),
    }
}

fn who(page: &ClaimPage, i: usize) -> Markup {
    let mention = page.claim.mentions.get(i);
    html! {
        a href=(format!("#m{i}")) { (name(mention.and_then(|m| m.outlet.as_deref()).unwrap_or("unknown outlet"))) }
        @if let Some(date) = mention.and_then(|m| m.date.as_deref()) { " " span class="dim" { (time(date)) } }
    }
}

fn change(page: &ClaimPage, drift: &Drift) -> Markup {
    let (before, after) = compared(&drift.before, &drift.after);
    html! {
        article class="change" {
            h3 {
                (mark("drift", icons::drift(), &drift_words(drift.kind), ""))
                span class="dim small" { @if drift.way == "chain" { " the later one has it from the earlier one" } @else { " from the first to a later one" } }
            }
            div class="pair" {
                div { p class="meta" { (who(page, drift.from)) } blockquote { p { bdi { (before) } } } }
                div { p class="meta" { (who(page, drift.to)) } blockquote { p { bdi { (after) } } } }
            }
            p class="dim" { bdi { (shown(&drift.because)) } }
        }
    }
}

fn contradiction(page: &ClaimPage, conflict: &Conflict) -> Markup {
    html! {
        table class="conflict" {
            caption { (mark("conflict", icons::conflict(), &format!("{}s differ", conflict.kind), "")) }
            thead { tr { th scope="col" { "What it says" } th scope="col" { "Who has it" } } }
            tbody {
                @for value in &conflict.values {
                    tr {
                        th scope="row" { (name(&value.words)) }
                        td { (list(&value.mentions.iter().take(SHOWN).map(|&m| who(page, m)).collect::<Vec<_>>())) }
                    }
                }
            }
        }
    }
}

fn has_checks(page: &ClaimPage) -> bool {
    page.claim.mentions.iter().any(|m| !m.notes.is_empty())
}

/// What a note says, with its picture.
pub fn note_mark(kind: &str) -> Markup {
    match kind {
        "unverified" => mark("unverified", icons::unverified(), "not verified", "somebody says that it could not be verified"),
        "verified" => mark("verified", icons::verified(), "verified", "somebody says that they checked it"),
        "comment_sought" => mark("asked", icons::asked(), "comment sought", "somebody was asked"),
        "comment_declined" => mark("asked", icons::asked(), "comment declined", "somebody was asked and would not say"),
        "no_response" => mark("asked", icons::asked(), "no response", "somebody was asked and did not answer"),
        _ => mark("asked", icons::asked(), "note", ""),
    }
}

fn checks(page: &ClaimPage) -> Markup {
    html! {
        @if has_checks(page) {
            section aria-labelledby="checks" {
                h2 id="checks" { "What was checked" }
                ul class="checks" {
                    @for (i, mention) in page.claim.mentions.iter().enumerate() {
                        @for note in &mention.notes {
                            li class=(known(mention.certainty)) {
                                (note_mark(note.kind)) " " (who(page, i))
                                @if let Some(asked) = &note.who { span class="dim" { " · " (name(asked)) } }
                                blockquote { p { bdi { (shown(&note.text)) } } }
                            }
                        }
                    }
                }
            }
        }
    }
}
