//! Answers in a few words: for people who look over an assistant's shoulder, and for clients that pass on no JSON.

use std::fmt::Write as _;

use sayso_app::wire::brief::{Brief, ClaimBrief, Similar, StoredBrief};
use sayso_app::wire::views::{
    ArticleCard, Articles, Board, ClaimCard, Count, Found, OutletCard, OutletPage, Outlets, Shares, SpeakerCard, SpeakerPage, Speakers,
    StatementCard, Statements, Tally,
};

/// Longest piece of an article's words that is shown in one place, in characters.
const QUOTED: usize = 240;

/// Names in a row.
const NAMES: usize = 6;

/// `text` on one line, cut where it is long, with nothing in it that a terminal would obey or that turns the direction of writing.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", clean(&line[..at])),
        None => clean(&line),
    }
}

/// `text` with each control character but the line break, and each mark of direction, made visible.
pub fn clean(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}' | '\u{2029}')
    };
    text.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect()
}

pub fn similar(found: &Similar) -> String {
    if found.claims.is_empty() {
        return "Nothing in the store reads like this. That says nothing about whether it is true.".to_owned();
    }
    let mut out = String::new();
    for claim in &found.claims {
        let origins = claim.independent_origins.iter().map(|o| origin(&o.name, o.r#type, o.state_run, o.party));
        let alike = claim.alike.map(|a| format!(" · {:.0} % alike", a * 100.0)).unwrap_or_default();
        let mentions = counted(claim.mentions as u64, "mention");
        line(&mut out, &format!("claim {}{alike} · {mentions} · {}", claim.id, behind(&claim.verdict, origins)), &claim.text);
    }
    out
}

pub fn claim(claim: &ClaimBrief) -> String {
    let mut out = format!("claim {} · {}\n{}\n", claim.id, claim.verdict, quoted(&claim.text));
    for o in &claim.independent_origins {
        let against = if o.against { ", denies or doubts it" } else { "" };
        let run = o.owner.as_ref().map(|by| format!(", run by {}", quoted(by))).unwrap_or_default();
        _ = writeln!(
            out,
            "origin: {}{run}{against} ({})",
            origin(&o.name, o.r#type, o.state_run, o.party),
            counted(o.mentions.len() as u64, "mention")
        );
    }
    for fold in &claim.folds {
        _ = writeln!(out, "counted as one: {}", quoted(&fold.because));
    }
    for conflict in &claim.conflicts {
        _ = writeln!(out, "in conflict ({}): {}", conflict.kind, names(conflict.values.iter().map(|v| quoted(&v.words))));
    }
    for drift in &claim.drift {
        _ = writeln!(out, "drift ({}): {}", drift.kind.replace('_', " "), quoted(&drift.because));
    }
    for m in &claim.mentions {
        let chain: Vec<String> = m.chain.iter().map(|c| quoted(c)).collect();
        let chain = if chain.is_empty() { "unknown outlet".to_owned() } else { chain.join(" <- ") };
        let notes: String = m.notes.iter().map(|n| format!(" · {}", n.kind.replace('_', " "))).collect();
        let against = if m.against { " · against" } else { "" };
        line(
            &mut out,
            &format!("{} · {chain} · {}{against}{notes} · article {}", date(m.date.as_deref()), m.certainty, m.article),
            &m.sentence,
        );
    }
    if !claim.corrections.is_empty() {
        _ = writeln!(out, "{} by an analyst", counted(claim.corrections.len() as u64, "correction"));
    }
    out
}

pub fn board(board: &Board) -> String {
    let mut out = count(board.count, "claim");
    board.claims.iter().for_each(|c| claim_card(&mut out, c));
    more(&mut out, board.next.is_some());
    out
}

pub fn ledger(brief: &Brief) -> String {
    let head = [brief.outlet.as_deref(), brief.title.as_deref(), brief.published.as_deref()];
    let head: Vec<String> = head.into_iter().flatten().map(quoted).collect();
    let mut out = format!("{}\n", if head.is_empty() { "an article".to_owned() } else { head.join(" · ") });
    if let Some(agency) = &brief.syndicated_from {
        _ = writeln!(out, "taken from {}", quoted(agency));
    }
    if brief.statements.is_empty() {
        out.push_str("no statements found in it\n");
    }
    for s in &brief.statements {
        let chain: Vec<String> = s.chain.iter().map(|c| quoted(c)).collect();
        let chain = if s.speaker.is_none() { "own voice".to_owned() } else { chain.join(" <- ") };
        let kinds: String =
            s.notes.iter().filter_map(|&n| brief.notes.get(n)).map(|n| format!(" · {}", n.kind.replace('_', " "))).collect();
        let claim =
            s.claim.as_ref().map(|c| format!(" · claim {} ({})", c.id, counted(c.independent_origins, "origin"))).unwrap_or_default();
        line(&mut out, &format!("{} {chain} · {}{kinds}{claim}", s.place, s.certainty), &s.content);
    }
    for note in &brief.notes {
        line(&mut out, &note.kind.replace('_', " "), &note.words);
    }
    out
}

pub fn stored(stored: &StoredBrief) -> String {
    let mut out = ledger(&stored.brief);
    for copy in &stored.copies {
        let share = (copy.share * 100.0).round();
        _ = writeln!(
            out,
            "shares {share} % of its text with article {} ({})",
            copy.article.id,
            or(copy.article.outlet.as_deref(), "unknown outlet")
        );
    }
    if !stored.corrections.is_empty() {
        _ = writeln!(out, "{} by an analyst", counted(stored.corrections.len() as u64, "correction"));
    }
    out
}

pub fn articles(found: &Articles) -> String {
    let mut out = count(found.count, "article");
    found.articles.iter().for_each(|a| article_card(&mut out, a));
    more(&mut out, found.next.is_some());
    out
}

pub fn statements(found: &Statements) -> String {
    let mut out = format!("{}\n", counted(found.statements.len() as u64, "statement"));
    found.statements.iter().for_each(|s| statement_card(&mut out, s));
    more(&mut out, found.next.is_some());
    out
}

pub fn speakers(found: &Speakers) -> String {
    let mut out = count(found.count, "speaker");
    found.speakers.iter().for_each(|s| speaker_card(&mut out, s));
    more(&mut out, found.next.is_some());
    out
}

pub fn speaker(page: &SpeakerPage) -> String {
    let mut out = format!("{} · {} · {}\n", quoted(&page.name), page.r#type, counted(page.articles, "article"));
    _ = writeln!(out, "{}", shares(&page.shares));
    tallies(&mut out, "carried by", &page.outlets);
    tallies(&mut out, "through", &page.via);
    page.claims.iter().for_each(|c| claim_card(&mut out, c));
    page.statements.iter().for_each(|s| statement_card(&mut out, s));
    out
}

pub fn outlets(found: &Outlets) -> String {
    let mut out = count(found.count, "outlet");
    found.outlets.iter().for_each(|o| outlet_card(&mut out, o));
    more(&mut out, found.next.is_some());
    out
}

pub fn outlet(page: &OutletPage) -> String {
    let kind = page.registered.as_ref().map(|r| format!(" · {}", r.kind)).unwrap_or_default();
    let mut out = format!("{}{kind} · {}, {} from an agency\n", quoted(&page.name), counted(page.articles, "article"), page.credited);
    _ = writeln!(out, "{}", shares(&page.shares));
    if !page.speakers.is_empty() {
        _ = writeln!(out, "quotes {}", names(page.speakers.iter().map(|s| format!("{} ({})", quoted(&s.name), s.statements))));
    }
    tallies(&mut out, "has it through", &page.via);
    tallies(&mut out, "is relayed by", &page.relayed_by);
    tallies(&mut out, "copies from", &page.copies_from);
    tallies(&mut out, "is copied by", &page.copied_by);
    page.claims.iter().for_each(|c| claim_card(&mut out, c));
    page.latest.iter().for_each(|a| article_card(&mut out, a));
    out
}

pub fn found(found: &Found) -> String {
    let mut out = String::new();
    found.claims.iter().for_each(|c| claim_card(&mut out, c));
    found.articles.iter().for_each(|a| article_card(&mut out, a));
    found.speakers.iter().for_each(|s| speaker_card(&mut out, s));
    found.outlets.iter().for_each(|o| outlet_card(&mut out, o));
    if out.is_empty() { "nothing found: use fewer words, or words that an article would use".to_owned() } else { out }
}

fn claim_card(out: &mut String, card: &ClaimCard) {
    let origins = card.independent_origins.iter().map(|o| origin(&o.name, &o.r#type, o.state_run, o.party));
    let marks = card.marks;
    let marks = [
        (marks.conflict, "conflict"),
        (marks.drift, "drift"),
        (marks.denied, "denied"),
        (marks.unverified, "unverified"),
        (marks.state_only, "state origins only"),
        (marks.unnamed_only, "unnamed origins only"),
    ];
    let marks: String = marks.iter().filter(|(set, _)| *set).map(|(_, word)| format!(" · {word}")).collect();
    let where_from = format!("{} in {}", counted(card.mentions, "mention"), counted(card.outlet_count, "outlet"));
    line(out, &format!("claim {} · {where_from} · {}{marks}", card.id, behind(&card.verdict, origins)), &card.text);
}

fn article_card(out: &mut String, card: &ArticleCard) {
    let outlet = or(card.outlet.as_deref(), "unknown outlet");
    let day = date(card.published.as_deref());
    line(
        out,
        &format!("article {} · {day} · {outlet} · {}", card.id, counted(card.statements, "statement")),
        card.title.as_deref().unwrap_or(&card.name),
    );
}

fn statement_card(out: &mut String, card: &StatementCard) {
    let mut chain = vec![or(card.outlet.as_deref(), "unknown outlet")];
    chain.extend(card.via.iter().map(|v| quoted(v)));
    chain.extend(card.speaker.iter().map(|s| quoted(s)));
    let day = date(card.published.as_deref());
    let head = format!("{day} · {} · {} · article {} · claim {}", chain.join(" <- "), card.certainty, card.article, card.claim);
    line(out, &head, &card.content);
}

fn speaker_card(out: &mut String, card: &SpeakerCard) {
    let state = if card.state_run { ", state" } else { "" };
    let said = format!("{} in {}", counted(card.statements, "statement"), counted(card.articles, "article"));
    _ = writeln!(out, "speaker {} ({}{state}) · {said}, {} relayed, {} hedged", quoted(&card.name), card.r#type, card.relayed, card.hedged);
}

fn outlet_card(out: &mut String, card: &OutletCard) {
    let kind = card.registered.as_ref().map(|r| format!(" ({})", r.kind)).unwrap_or_default();
    _ = writeln!(out, "outlet {}{kind} · {} · {}", quoted(&card.name), counted(card.articles, "article"), shares(&card.shares));
}

fn shares(shares: &Shares) -> String {
    let Shares { statements, own, relayed, state_run, hedged, denied, unnamed } = shares;
    format!(
        "{}: {own} own voice, {relayed} relayed, {state_run} from a state, {unnamed} unnamed, {hedged} hedged, {denied} denied or questioned",
        counted(*statements, "statement")
    )
}

fn tallies(out: &mut String, what: &str, tallies: &[Tally]) {
    if !tallies.is_empty() {
        _ = writeln!(out, "{what} {}", names(tallies.iter().map(|t| format!("{} ({})", quoted(&t.name), t.statements))));
    }
}

/// `KCNA (state outlet, state-run)`
fn origin(name: &str, kind: &str, state_run: bool, party: bool) -> String {
    let state = if state_run && !kind.starts_with("state") && kind != "government" { ", state-run" } else { "" };
    let party = if party { ", party to the matter" } else { "" };
    format!("{} ({kind}{state}{party})", quoted(name))
}

/// The verdict with whom it counts.
fn behind(verdict: &str, origins: impl Iterator<Item = String>) -> String {
    let names = names(origins);
    if names.is_empty() { verdict.to_owned() } else { format!("{verdict}: {names}") }
}

/// The first names of a row, and how many more there are.
fn names(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    match all.len() {
        0 => String::new(),
        n if n > NAMES => format!("{}; {} more", all[..NAMES].join("; "), n - NAMES),
        _ => all.join("; "),
    }
}

fn line(out: &mut String, head: &str, said: &str) {
    _ = writeln!(out, "{head}\n  {}", quoted(said));
}

fn count(count: Count, one: &str) -> String {
    let Count { value, or_more } = count;
    format!("{}{}\n", counted(value, one), if or_more { " or more" } else { "" })
}

fn more(out: &mut String, is_more: bool) {
    if is_more {
        out.push_str("there are more: ask again with `next` as `after`\n");
    }
}

fn counted(n: u64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

fn or(name: Option<&str>, none: &str) -> String {
    name.map_or_else(|| none.to_owned(), quoted)
}

fn date(date: Option<&str>) -> String {
    date.map_or_else(|| "undated".to_owned(), |d| quoted(d.get(..10).unwrap_or(d)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_outside_stay_on_their_line() {
        assert_eq!(quoted("a\n\n b\u{1b}[2J\u{202e}c"), "a b\u{fffd}[2J\u{fffd}c");
        assert_eq!(quoted(&"é".repeat(500)).chars().count(), QUOTED + 1);
        assert_eq!(clean("error: a\nhint: b\r"), "error: a\nhint: b\u{fffd}");
    }

    #[test]
    fn an_origin_says_what_it_is() {
        assert_eq!(origin("Ulvania Today", "state outlet", true, false), "Ulvania Today (state outlet)");
        assert_eq!(origin("Tele Ulva", "outlet", true, true), "Tele Ulva (outlet, state-run, party to the matter)");
        assert_eq!(names((0..9).map(|i| i.to_string())), "0; 1; 2; 3; 4; 5; 3 more");
        assert_eq!(behind("origins unknown", std::iter::empty()), "origins unknown");
    }
}
