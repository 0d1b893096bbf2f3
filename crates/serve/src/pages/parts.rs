//! Parts that several pages share: names with what is known of them, marks, verdicts, claims and articles in a list, pages of a list.

use maud::{Markup, html};
use sayso_app::wire::Registered;
use sayso_app::wire::views::{ArticleCard, CardOrigin, ClaimCard, Count, Marks, SpeakerCard};

use super::frame::{Frame, encoded};
use super::icons;
use super::words::{counted, cut, days, list, name, number, plain, shown, time};

/// Colours of origins and speakers in the style sheet; further ones begin again.
pub const COLOURS: usize = 8;

/// Outlets that a card names.
const OUTLETS_NAMED: usize = 4;
/// Origins that a card names.
const ORIGINS_NAMED: usize = 5;
/// Strokes in the picture of a card's counts, and marks for origins.
const STROKES: u64 = 17;
const DOTS: u64 = 12;

/// The class of colour `i`.
pub fn colour(i: usize) -> String {
    format!("c{}", i % COLOURS)
}

pub fn speaker_path(name: &str) -> String {
    format!("/speakers/{}", encoded(name))
}

pub fn outlet_path(name: &str) -> String {
    format!("/outlets/{}", encoded(name))
}

pub fn outlet_link(outlet: &str) -> Markup {
    html! { a class="outlet" href=(outlet_path(outlet)) { (name(outlet)) } }
}

pub fn speaker_link(speaker: &str) -> Markup {
    html! { a class="speaker" href=(speaker_path(speaker)) { (name(speaker)) } }
}

/// Somebody of type `kind` at the end of a chain: the page of the outlet or of the speaker.
pub fn origin_path(origin: &str, kind: &str) -> String {
    if kind.contains("outlet") || kind == "wire" { outlet_path(origin) } else { speaker_path(origin) }
}

/// The word for a type, as people say it.
pub fn kind_words(kind: &str) -> &str {
    match kind {
        "wire" => "wire agency",
        other => other,
    }
}

/// The same, in a page.
pub fn kind(kind: &str) -> Markup {
    shown(kind_words(kind))
}

/// An outlet's or a chain's type in the picture: shape and line, besides colour.
pub fn shape(kind: &str, state_run: bool, unnamed: bool) -> &'static str {
    match kind {
        _ if state_run => "state",
        "state outlet" | "government" => "state",
        _ if unnamed => "unnamed",
        "unnamed" => "unnamed",
        "wire" => "wire",
        "outlet" => "outlet",
        _ => "plain",
    }
}

/// A small word in a frame, with its picture.
pub fn mark(class: &str, icon: Markup, words: &str, why: &str) -> Markup {
    html! { span class=(format!("mark {class}")) title=(why) { (icon) (words) } }
}

/// What is to be known of an origin besides its name.
pub fn origin_marks(state_run: bool, unnamed: bool, party: bool, against: bool, owner: Option<&str>) -> Markup {
    html! {
        @if state_run {
            @let why = owner.map_or_else(|| "a government, or an outlet that a state runs".to_owned(), |o| format!("run by {}", plain(o)));
            " " (mark("state", icons::state(), "state-run", &why))
        }
        @if unnamed { " " (mark("unnamed", icons::unnamed(), "unnamed", "nobody can look up who it is")) }
        @if party { " " (mark("party", icons::party(), "party to the matter", "the claim is about them")) }
        @if against { " " (mark("against", icons::against(), "against", "they deny or doubt the claim")) }
    }
}

/// An origin as a card names it.
pub fn origin(origin: &CardOrigin) -> Markup {
    let kind = origin.r#type.as_str();
    html! {
        a class="speaker" href=(origin_path(&origin.name, kind)) { (name(&origin.name)) }
        (origin_marks(origin.state_run, origin.unnamed, origin.party, false, None))
    }
}

/// What catches the eye about a claim, as words with pictures.
pub fn marks(marks: Marks, conflicts: &[String], drift: &[String]) -> Markup {
    let joined = |words: &[String]| words.iter().map(|w| drift_words(w)).collect::<Vec<_>>().join(", ");
    html! {
        @if marks.state_only { (mark("state", icons::state(), "state origins only", "all its origins are state outlets or governments")) " " }
        @if marks.unnamed_only { (mark("unnamed", icons::unnamed(), "unnamed origins only", "nobody can look up who is behind it")) " " }
        @if marks.conflict {
            @let what = conflict_words(conflicts);
            (mark("conflict", icons::conflict(), &what, "its mentions cannot all be right")) " "
        }
        @if marks.drift {
            @let what = if drift.is_empty() { "changed on the way".to_owned() } else { joined(drift) };
            (mark("drift", icons::drift(), &what, "changed between mentions")) " "
        }
        @if marks.denied { (mark("against", icons::against(), "denied or doubted", "a mention denies or doubts it")) " " }
        @if marks.unverified { (mark("unverified", icons::unverified(), "not verified", "an article says that it could not verify it")) " " }
    }
}

/// `numbers differ`, `numbers and times differ`.
fn conflict_words(kinds: &[String]) -> String {
    let kinds: Vec<String> = kinds.iter().map(|k| format!("{k}s")).collect();
    match kinds.as_slice() {
        [] => "contradictory".to_owned(),
        [one] => format!("{one} differ"),
        [rest @ .., last] => format!("{} and {last} differ", rest.join(", ")),
    }
}

/// `hedge_lost` as people say it.
pub fn drift_words(kind: &str) -> String {
    plain(kind).replace('_', " ")
}

/// `asserted` goes without saying; anything else is told by word and line.
pub fn certainty(word: &str) -> Markup {
    html! { @if word != "asserted" { span class=(format!("sure {}", known(word))) { (word) } } }
}

/// A certainty that may stand in a class.
pub fn known(certainty: &str) -> &'static str {
    match certainty {
        "hedged" => "hedged",
        "denied" => "denied",
        "questioned" => "questioned",
        _ => "asserted",
    }
}

/// What the register knows of an outlet or a country.
pub fn registered(registered: &Registered) -> Markup {
    let state = registered.kind == "state" || registered.owner.is_some();
    html! {
        @if state { (origin_marks(true, false, false, false, registered.owner.as_deref())) }
        @else { span class="mark" { (kind(registered.kind)) @if registered.kind == "private" || registered.kind == "public" { " outlet" } } }
        @if registered.owner.is_some() || registered.country.is_some() {
            span class="dim" {
                @if let Some(owner) = &registered.owner { " run by " (name(owner)) @if registered.country.is_some() { "," } }
                @if let Some(country) = &registered.country { " " (name(country)) }
            }
        }
    }
}

/// Who handed it on, from the outlet to the speaker.
pub fn chain(names: &[String]) -> Markup {
    html! {
        span class="chain" {
            @for (i, station) in names.iter().enumerate() {
                @if i > 0 { span class="from" aria-hidden="true" { " ← " } span class="unseen" { " has it from " } }
                (name(station))
            }
            @if names.is_empty() { "unknown outlet" }
        }
    }
}

/// `1,000 claims or more`.
pub fn count(count: Count, one: &str) -> String {
    if count.or_more { format!("{} or more", counted(count.value, one)) } else { counted(count.value, one) }
}

/// How many tell it, and how many stand behind it: rows of marks, for the eye alone; the words beside it say the same.
fn dots(outlets: u64, origins: &[CardOrigin], origin_count: u64) -> Markup {
    let told = outlets.clamp(1, STROKES);
    let behind = origin_count.min(DOTS) as usize;
    html! {
        svg class="dots" viewBox="0 0 120 34" width="120" height="34" aria-hidden="true" {
            // Strokes of a tally are the dashes of one line.
            path class="told" d=(format!("M1 7h{}", told * 7 - 4)) {}
            @for i in 0..behind {
                @let x = 5 + i * 10;
                @match origins.get(i).map_or("plain", |o| shape(&o.r#type, o.state_run, o.unnamed)) {
                    "state" => rect class="behind state" x=(x - 4) y="21" width="8" height="8" {}
                    "unnamed" => circle class="behind unnamed" cx=(x) cy="25" r="3.4" {}
                    _ => circle class="behind" cx=(x) cy="25" r="4" {}
                }
            }
        }
    }
}

/// A claim in a list; `level` is that of its heading.
pub fn claim_card(card: &ClaimCard, level: u8) -> Markup {
    let path = format!("/claims/{}", card.id);
    let named: Vec<Markup> = card.outlets.iter().take(OUTLETS_NAMED).map(|o| outlet_link(o)).collect();
    let more = card.outlet_count.saturating_sub(named.len() as u64);
    let title = html! { a href=(path) { (name(&cut(&card.text, 320))) } };
    let echo = card.origin_count == 1 && card.outlet_count > 1;
    html! {
        article class="card" id=(format!("c{}", card.id)) data-step {
            div class=(if echo { "count echo" } else { "count" }) {
                p class="figure" {
                    @if card.origin_count == 0 { b { "?" } span { "origins unknown" } }
                    @else { b { (number(card.origin_count)) } span { @if card.origin_count == 1 { "origin" } @else { "independent origins" } } }
                }
                p class="told" { "told by " (counted(card.outlet_count, "outlet")) }
                (dots(card.outlet_count, &card.independent_origins, card.origin_count))
            }
            div class="what" {
                @match level { 2 => h2 { (title) }, _ => h3 { (title) } }
                p class="origins" {
                    @if card.independent_origins.is_empty() { span class="dim" { "No mention tells whose word it is." } }
                    @else {
                        span class="dim" { "On the word of " }
                        (list(&card.independent_origins.iter().take(ORIGINS_NAMED).map(origin).collect::<Vec<_>>()))
                        @let rest = card.origin_count.saturating_sub(card.independent_origins.len().min(ORIGINS_NAMED) as u64);
                        @if rest > 0 { span class="dim" { " and " (number(rest)) " more" } }
                    }
                }
                p class="marks" {
                    (marks(card.marks, &card.conflicts, &card.drift))
                    @if card.corrected { (mark("corrected", icons::pencil(), "corrected", "an analyst corrected some of its mentions")) }
                }
                p class="meta" {
                    (counted(card.mentions, "mention")) " in " (counted(card.articles, "article"))
                    " · " (days(card.first_seen.as_deref(), card.last_seen.as_deref()))
                    @if !named.is_empty() { " · " (list_more(&named, more)) }
                }
            }
        }
    }
}

/// `a, b and 3 more`.
fn list_more(items: &[Markup], more: u64) -> Markup {
    if more == 0 {
        return list(items);
    }
    html! { @for (i, item) in items.iter().enumerate() { @if i > 0 { ", " } (item) } " and " (number(more)) " more" }
}

/// Claims one below the other; `level` is that of their headings.
pub fn claim_list(cards: &[ClaimCard], level: u8) -> Markup {
    html! { ol class="cards" { @for card in cards { li { (claim_card(card, level)) } } } }
}

/// An article in a list.
pub fn article_row(card: &ArticleCard, level: u8) -> Markup {
    let title = html! { a href=(format!("/articles/{}", card.id)) { (name(&cut(card.title.as_deref().unwrap_or(&card.name), 240))) } };
    html! {
        article class="row" data-step {
            @match level { 2 => h2 { (title) }, _ => h3 { (title) } }
            p class="meta" {
                @if let Some(outlet) = &card.outlet { (outlet_link(outlet)) " · " }
                @match &card.published { Some(date) => (time(date)), None => "undated" }
                " · " (counted(card.statements, "statement"))
            }
            @if !card.around.is_empty() {
                p class="around" { bdi { @for run in &card.around { @if run.found { mark { (shown(&run.text)) } } @else { (shown(&run.text)) } } } }
            }
        }
    }
}

pub fn article_list(cards: &[ArticleCard], level: u8) -> Markup {
    html! { ol class="rows" { @for card in cards { li { (article_row(card, level)) } } } }
}

/// Speakers as a table.
pub fn speaker_table(speakers: &[SpeakerCard], caption: &str) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label=(format!("{caption}: a table")) {
            table class="people" {
                caption class="unseen" { (caption) }
                thead { tr {
                    th scope="col" { "Speaker" } th scope="col" { "Type" } th scope="col" class="num" { "Statements" }
                    th scope="col" class="num" { "Articles" } th scope="col" class="num" { "Hedged" } th scope="col" class="num" { "Relayed" }
                } }
                tbody {
                    @for s in speakers {
                        tr data-step {
                            th scope="row" { (speaker_link(&s.name)) (origin_marks(s.state_run, s.r#type == "unnamed", false, false, None)) }
                            td { (kind(&s.r#type)) }
                            td class="num" { (number(s.statements)) }
                            td class="num" { (number(s.articles)) }
                            td class="num" { (percent(s.hedged, s.statements)) }
                            td class="num" { (percent(s.relayed, s.statements)) }
                        }
                    }
                }
            }
        }
    }
}

/// `23 %`; a dash where there is nothing to divide.
pub fn percent(part: u64, all: u64) -> String {
    match (part, all) {
        (_, 0) => "–".to_owned(),
        (0, _) => "0".to_owned(),
        (part, all) => match (part * 100 + all / 2) / all {
            0 => "< 1 %".to_owned(),
            n => format!("{n} %"),
        },
    }
}

/// The way to the next page of a list.
pub fn pager(frame: &Frame, next: Option<&str>) -> Markup {
    let later = !frame.value("after").is_empty();
    html! {
        @if later || next.is_some() {
            nav class="pager" aria-label="Pages of this list" {
                @if later { a href=(frame.with("after", None)) rel="first" { "Back to the top of the list" } } @else { span {} }
                @if let Some(next) = next { a class="next" href=(frame.with("after", Some(next))) rel="next" { "Next page →" } }
            }
        }
    }
}

/// What to do where there is nothing: `title`, then what helps.
pub fn nothing(title: &str, help: Markup) -> Markup {
    html! { div class="nothing" { p class="big" { (title) } (help) } }
}

/// What to do with a store that has nothing in it.
pub fn empty_store() -> Markup {
    nothing(
        "There is nothing in this store yet.",
        html! {
            p { "Put articles in, then load this page again. Web pages, feeds, archives, tables and plain text will all do:" }
            pre tabindex="0" { code { "sayso ingest --db STORE articles/\nsayso ingest --db STORE https://news.example/feed.xml" } }
            p { "Or see what Sayso makes of one text, with nothing stored: " a href="/trace" { "trace a text" } "." }
        },
    )
}
