//! The ledger beside a text: who says what, by speaker and chain; nested statements under their parent; own voice; notes.

use std::collections::HashMap;

use maud::{Markup, html};
use sayso_app::wire::views::{Corrected, Correction};
use sayso_app::wire::{Speaker, Statement};

use super::claim::note_mark;
use super::icons;
use super::marked::Shown;
use super::parts::{certainty, colour, kind, mark, origin_marks, speaker_path};
use super::words::{counted, cut, list, name, number, shown, time};

/// Characters of a statement in the ledger; the text beside it has all of them.
const CONTENT: usize = 240;
/// Below this a speaker is told to be uncertain. Half: as likely wrong as right.
const DOUBTFUL: f32 = 0.5;
/// Levels of statements within statements that are shown as such.
const DEEPEST: usize = 6;

/// Statements of one speaker through one chain.
struct Group<'a> {
    speaker: Option<usize>,
    chain: &'a [String],
    statements: Vec<usize>,
}

/// What a ledger's entries may offer besides.
pub struct Extras<'a> {
    pub corrections: &'a [Correction],
    /// The article's number, where its statements can be corrected here.
    pub correct: Option<i64>,
}

/// The ledger; `level` is that of the headings in it.
pub fn ledger(page: &Shown<'_>, extras: &Extras<'_>) -> Markup {
    let statements = &page.article.statements;
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); statements.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<(Option<usize>, &[String]), usize> = HashMap::new();
    let mut own = Vec::new();
    for (i, s) in statements.iter().enumerate() {
        match s.parent.filter(|&p| p < i) {
            Some(parent) => children[parent].push(i),
            None if s.voice == "own" => own.push(i),
            None => {
                let at = *known.entry((s.speaker, s.chain.as_slice())).or_insert_with(|| {
                    groups.push(Group { speaker: s.speaker, chain: &s.chain, statements: Vec::new() });
                    groups.len() - 1
                });
                groups[at].statements.push(i);
            }
        }
    }
    html! {
        @if statements.is_empty() { p class="dim" { "No statement was found in this text." } }
        @for group in &groups { (group_section(page, extras, group, &children)) }
        @if !own.is_empty() {
            details class="group ownvoice" {
                summary { h3 { "In its own voice" } " " span class="dim" { (counted(own.len() as u64, "statement")) } }
                ul { @for &i in &own { (entry(page, extras, i, &children, 0)) } }
            }
        }
        @if !page.article.notes.is_empty() {
            section class="group notes" {
                h3 { "What was checked" }
                ul {
                    @for (i, note) in page.article.notes.iter().enumerate() {
                        li {
                            (note_mark(note.kind))
                            @if let Some(who) = &note.who { " " (name(who)) }
                            " " a class="quoted" href=(format!("#{}", page.note_in_text(i))) { "“" bdi { (shown(&cut(&note.span.words, CONTENT))) } "”" }
                            @if !note.about.is_empty() {
                                @let about: Vec<Markup> = note.about.iter().filter(|&&s| s < statements.len()).map(|&s| reference(page, s)).collect();
                                span class="dim" { " about " (list(&about)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A link to a statement's entry by its number.
fn reference(page: &Shown<'_>, i: usize) -> Markup {
    html! {
        a href=(format!("#{}", page.in_ledger(i))) {
            @match page.numbers.get(i) { Some(n) if *n > 0 => { "statement " (n) }, _ => "its own statement" }
        }
    }
}

fn group_section(page: &Shown<'_>, extras: &Extras<'_>, group: &Group<'_>, children: &[Vec<usize>]) -> Markup {
    let speaker = group.speaker.and_then(|s| page.article.speakers.get(s));
    html! {
        section class=(format!("group {}", group.speaker.map_or_else(|| "own".to_owned(), colour))) {
            h3 { @match speaker { Some(s) => (speaker_words(page, s)), None => "Somebody" } }
            @if group.chain.len() > 2 { p class="way" { (stations(group.chain)) } }
            ul { @for &i in &group.statements { (entry(page, extras, i, children, 0)) } }
        }
    }
}

fn speaker_words(page: &Shown<'_>, speaker: &Speaker) -> Markup {
    let registered = speaker.register.as_ref();
    let state = registered.is_some_and(|r| r.kind == "state" || r.owner.is_some()) || speaker.r#type == "government";
    html! {
        // What is not stored has no page of its own.
        @if page.places.is_empty() { (name(&speaker.name)) } @else { a href=(speaker_path(&speaker.name)) { (name(&speaker.name)) } }
        " " span class="dim small" { (kind(registered.filter(|r| r.kind == "wire").map_or(speaker.r#type, |r| r.kind))) }
        (origin_marks(state, speaker.r#type == "unnamed", false, false, registered.and_then(|r| r.owner.as_deref())))
    }
}

fn stations(names: &[String]) -> Markup {
    super::parts::chain(names)
}

fn entry(page: &Shown<'_>, extras: &Extras<'_>, i: usize, children: &[Vec<usize>], depth: usize) -> Markup {
    let s = &page.article.statements[i];
    let content: Vec<&str> = s.content.iter().map(|c| c.words.as_str()).collect();
    let inside: &[usize] = children.get(i).map_or(&[], Vec::as_slice);
    html! {
        li id=(page.in_ledger(i)) class=(format!("entry {}", page.colour(i))) data-entry=(page.key(i)) data-step {
            @if depth > 0 && s.voice != "own" {
                p class="nested" {
                    @if let Some(speaker) = s.speaker.and_then(|s| page.article.speakers.get(s)) { (speaker_words(page, speaker)) }
                    @if s.chain.len() > 2 { " " (stations(&s.chain)) }
                }
            }
            p class="content" {
                a class="no" href=(format!("#{}", page.in_text(i))) {
                    @if page.numbers[i] > 0 { (page.numbers[i]) } @else { span aria-hidden="true" { "¶" } }
                    span class="unseen" { " in the text" }
                }
                " " bdi { (shown(&cut(&content.join(" … "), CONTENT))) }
            }
            (signs(page, extras, s, i))
            @for correction in extras.corrections.iter().filter(|c| page.places.get(i).is_some_and(|p| c.statement == Some(p.id))) {
                p class="corrected" {
                    (mark("corrected", icons::pencil(), "corrected", "an analyst says so beside what the machine said"))
                    " " (corrected_words(&correction.field)) span class="dim" { " · " (name(&correction.who)) ", " (time(&correction.when)) }
                }
            }
            (reasons(s))
            @if !inside.is_empty() {
                @if depth < DEEPEST { ul class="inside" { @for &c in inside { (entry(page, extras, c, children, depth + 1)) } } }
                @else { p class="dim" { (counted(inside.len() as u64, "statement")) " within it" } }
            }
        }
    }
}

/// Certainty with its words, notes, doubt about the speaker, and the claim that it makes.
fn signs(page: &Shown<'_>, extras: &Extras<'_>, s: &Statement, i: usize) -> Markup {
    let markers: Vec<Markup> = s.markers.iter().map(|m| html! { "“" (name(&cut(&m.words, 40))) "”" }).collect();
    let doubtful = s.speaker_confidence.is_some_and(|c| c < DOUBTFUL);
    let notes: Vec<&str> = s.notes.iter().filter_map(|&n| page.article.notes.get(n)).map(|n| n.kind).collect();
    let place = page.places.get(i);
    let claim = place.and_then(|p| Some((p, p.claim?))).filter(|(p, _)| p.articles > 1);
    let correct = place.and_then(|p| Some((p.id, extras.correct?)));
    html! {
        @if s.certainty != "asserted" || !notes.is_empty() || doubtful || claim.is_some() || correct.is_some() {
            p class="signs" {
                @if s.certainty != "asserted" { (certainty(s.certainty)) @if !markers.is_empty() { span class="dim" { " by " (list(&markers)) } } " " }
                @for kind in notes { (note_mark(kind)) " " }
                @if doubtful { (mark("doubt", icons::unverified(), "speaker uncertain", "the machine is not sure who says it")) " " }
                @if let Some((place, claim)) = claim {
                    a class="echo" href=(format!("/claims/{claim}")) {
                        "in " (counted(place.articles, "article")) ", "
                        @match place.origins { 0 => "origins unknown", 1 => "one origin", n => { (number(n)) " origins" } }
                    }
                    @if place.conflict { " " (mark("conflict", icons::conflict(), "contradictory", "mentions of this claim cannot all be right")) }
                    @if place.drift { " " (mark("drift", icons::drift(), "changed", "this claim changed on the way")) }
                }
                @if let Some((statement, article)) = correct {
                    " " a class="quiet correct" href=(format!("/corrections?statement={statement}&article={article}")) {
                        "Correct" span class="unseen" { " this statement" }
                    }
                }
            }
        }
    }
}

fn reasons(s: &Statement) -> Markup {
    html! {
        @if !s.reasons.is_empty() {
            details class="why" {
                summary { "Why" }
                dl {
                    @for reason in &s.reasons {
                        dt { (reason.field) }
                        dd {
                            (name(&reason.because))
                            @if !reason.spans.is_empty() {
                                @let words: Vec<Markup> = reason.spans.iter().take(4).map(|w| html! { "“" (name(&cut(&w.words, 60))) "”" }).collect();
                                ": " (list(&words))
                            }
                            span class="dim" { " (" (reason.by) ")" }
                        }
                    }
                }
            }
        }
    }
}

/// What is right instead, in words.
pub fn corrected_words(field: &Corrected) -> Markup {
    html! {
        @match field {
            Corrected::Speaker { speaker, .. } if speaker.is_empty() => "in the outlet's own voice",
            Corrected::Speaker { speaker, speaker_type } => {
                "said by " (name(speaker)) @if let Some(kind) = speaker_type { " (" (name(kind)) ")" }
            }
            Corrected::Via { via } if via.is_empty() => "heard by the outlet itself",
            Corrected::Via { via } => { "through " (list(&via.iter().map(|v| name(v)).collect::<Vec<_>>())) },
            Corrected::Certainty { certainty } => (name(certainty)),
            Corrected::Split => "makes another claim",
            Corrected::Merge { with } => { "makes the same claim as statement " (with) }
        }
    }
}
