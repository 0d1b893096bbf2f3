//! How statements divide: shares as bars, and month by month as small pictures with a table that says the same.

use maud::{Markup, html};
use sayso_app::wire::views::{Month, Shares};

use super::parts::percent;
use super::words::{counted, day, number};

/// Months that are drawn, the latest.
const MONTHS: usize = 48;
const HEIGHT: u64 = 40;

/// What is told of statements: words, what it means, and its number.
type Part = (&'static str, &'static str, fn(&Shares) -> u64);

const PARTS: [Part; 6] = [
    ("own voice", "stated by the outlet itself", |s| s.own),
    ("relayed", "reached the outlet through another", |s| s.relayed),
    ("state-run origin", "the chain ends with a state outlet or a government", |s| s.state_run),
    ("hedged", "may be so: reportedly, is believed to", |s| s.hedged),
    ("denied or questioned", "said not to be so, or doubted", |s| s.denied),
    ("unnamed", "attributed to somebody whom nobody can look up", |s| s.unnamed),
];

/// The parts that fit: what is told of all that an outlet says, or of the words of one speaker.
fn parts(outlet: bool) -> impl Iterator<Item = Part> {
    PARTS.into_iter().filter(move |p| outlet || matches!(p.0, "relayed" | "hedged" | "denied or questioned"))
}

/// A bar for each share, of an `outlet`'s statements or of a speaker's.
pub fn shares(shares: &Shares, outlet: bool) -> Markup {
    html! {
        dl class="shares" {
            @for (words, what, of) in parts(outlet) {
                @let part = of(shares);
                div {
                    dt title=(what) { (words) }
                    dd {
                        span class="value" { (percent(part, shares.statements)) }
                        svg class="gauge" width="100%" height="8" aria-hidden="true" {
                            rect class="rest" width="100%" height="8" rx="2" {}
                            @if part > 0 { rect class="part" width=(width(part, shares.statements)) height="8" rx="2" {} }
                        }
                        span class="dim small" { (number(part)) }
                    }
                }
            }
        }
        p class="dim small" { "of " (counted(shares.statements, "statement")) }
    }
}

fn width(part: u64, all: u64) -> String {
    format!("{:.1}%", 100.0 * part as f64 / all.max(1) as f64)
}

/// Small bars by month, one row a share; nothing where fewer than two months are dated.
pub fn months(months: &[Month], outlet: bool) -> Markup {
    let dated: Vec<&Month> = months.iter().filter(|m| m.month.is_some()).collect();
    let shown = dated.get(dated.len().saturating_sub(MONTHS)..).unwrap_or_default();
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return html! {} };
    if shown.len() < 2 {
        return html! {};
    }
    let most = shown.iter().map(|m| m.shares.statements).max().unwrap_or(1).max(1);
    let label = |m: &Month| m.month.as_deref().map(day).unwrap_or_default();
    let bars = |heights: Vec<(u64, u64)>| {
        let step = 100.0 / heights.len() as f64;
        html! {
            svg class="bars" width="100%" height=(HEIGHT) aria-hidden="true" {
                line class="lane" x1="0" x2="100%" y1=(HEIGHT) y2=(HEIGHT) {}
                @for (i, (part, all)) in heights.into_iter().enumerate() {
                    @let height = if part == 0 { 0 } else { (part * (HEIGHT - 2) / all.max(1)).clamp(1, HEIGHT) };
                    rect class="part" x=(format!("{:.2}%", i as f64 * step + step * 0.1)) width=(format!("{:.2}%", step * 0.8)) y=(HEIGHT - height) height=(height) {}
                }
            }
        }
    };
    html! {
        figure class="months" {
            div class="multiples" {
                div { p { "statements " span class="dim" { "at most " (number(most)) " a month" } } (bars(shown.iter().map(|m| (m.shares.statements, most)).collect())) }
                @for (words, _, of) in parts(outlet).filter(|p| dated.iter().any(|m| p.2(&m.shares) > 0)) {
                    // Each row to its own height: small shares would not be seen on a common one.
                    @let shares: Vec<u64> = shown.iter().map(|m| of(&m.shares) * 1000 / m.shares.statements.max(1)).collect();
                    @let top = shares.iter().copied().max().unwrap_or(1).max(1);
                    div { p { (words) span class="dim" { " at most " (percent(top, 1000)) } } (bars(shares.into_iter().map(|s| (s, top)).collect())) }
                }
            }
            figcaption class="dim" { (label(first)) " to " (label(last)) ", month by month; each row to its own height" }
        }
        details class="aslist" {
            summary { "The same as a table" }
            div class="scroll" tabindex="0" role="region" aria-label="Shares by month" {
                table {
                    caption class="unseen" { "Shares by month" }
                    thead { tr { th scope="col" { "Month" } th scope="col" class="num" { "Statements" } @for (words, ..) in parts(outlet) { th scope="col" class="num" { (words) } } } }
                    tbody {
                        @for month in months {
                            tr {
                                th scope="row" { @if month.month.is_some() { (label(month)) } @else { "undated" } }
                                td class="num" { (number(month.shares.statements)) }
                                @for (_, _, of) in parts(outlet) { td class="num" { (percent(of(&month.shares), month.shares.statements)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
