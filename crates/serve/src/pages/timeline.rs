//! When a claim was told, as a picture: a lane for each origin, a point for each mention.

use maud::{Markup, html};
use sayso_app::days;
use sayso_app::wire::claims::Claim;

use super::parts::{colour, known};
use super::words::{cut, day, plain, short_day};

/// Lanes that are drawn; further origins share the last one.
const LANES: usize = 10;
/// Points one above the other; more mentions of one time are told by a number.
const STACK: usize = 6;
/// Places along the time axis: mentions that fall on one are stacked.
const SLOTS: f64 = 60.0;
const POINT: usize = 13;
const LABEL: usize = 20;

struct Point {
    slot: i64,
    mention: usize,
}

struct Lane {
    name: String,
    class: String,
    points: Vec<Point>,
}

/// Days since 1970, with the time of day as a fraction.
pub fn moment(date: &str) -> Option<f64> {
    let day = days::number(date)?;
    let clock = |at: std::ops::Range<usize>| date.get(at).and_then(|t| t.parse::<f64>().ok());
    let time =
        clock(11..13).filter(|h| *h < 24.0).map_or(0.0, |h| h / 24.0) + clock(14..16).filter(|m| *m < 60.0).map_or(0.0, |m| m / 1440.0);
    Some(f64::from(day) + time)
}

/// The picture; nothing where fewer than two mentions are dated.
pub fn timeline(claim: &Claim) -> Markup {
    let dated: Vec<(usize, f64)> =
        claim.mentions.iter().enumerate().filter_map(|(i, m)| Some((i, m.date.as_deref().and_then(moment)?))).collect();
    let (Some(first), Some(last)) = (dated.iter().map(|d| d.1).min_by(f64::total_cmp), dated.iter().map(|d| d.1).max_by(f64::total_cmp))
    else {
        return html! {};
    };
    if dated.len() < 2 {
        return html! {};
    }
    let span = (last - first).max(1.0);
    let x = |slot: i64| 2.0 + 94.0 * slot as f64 / SLOTS;
    let lanes = lanes(claim, &dated, |at| ((at - first) / span * SLOTS).round() as i64);
    let mut top = 0;
    let rows: Vec<(usize, usize, &Lane)> = lanes
        .iter()
        .map(|lane| {
            let height = LABEL + deepest(lane).min(STACK) * POINT + 8;
            top += height;
            (top, height, lane)
        })
        .collect();
    let height = top + 26;
    let undated = claim.mentions.len() - dated.len();
    html! {
        figure class="timeline" {
            svg width="100%" height=(height) role="group" aria-label="When it was told: a point for each mention, a lane for each origin" {
                @for (tick, label, anchor) in ticks(claim, &dated, first, span) {
                    line class="grid" x1=(pc(tick)) x2=(pc(tick)) y1="0" y2=(top) {}
                    text class="tick" x=(pc(tick)) y=(top + 18) text-anchor=(anchor) { (label) }
                }
                @for (bottom, ..) in &rows {
                    line class="lane" x1="0" x2="100%" y1=(bottom - 4) y2=(bottom - 4) {}
                }
                @for (bottom, height, lane) in &rows {
                    g class=(lane.class) {
                        text class="name" x="0" y=(bottom - height + 14) { (cut(&lane.name, 44)) }
                        @for (slot, level, point, more) in stacked(lane) {
                            @let mention = &claim.mentions[point];
                            @let label = format!(
                                "{}, {}{}",
                                mention.outlet.as_deref().map_or("unknown outlet".to_owned(), plain),
                                mention.date.as_deref().map(day).unwrap_or_default(),
                                if mention.certainty == "asserted" { String::new() } else { format!(", {}", mention.certainty) },
                            );
                            @let y = bottom - 12 - level * POINT;
                            a href=(format!("#m{point}")) aria-label=(label) {
                                title { (label) }
                                // A larger ring that nobody sees, for fingers.
                                circle class="reach" cx=(pc(x(slot))) cy=(y) r="7" {}
                                circle class=(format!("point {}", known(mention.certainty))) cx=(pc(x(slot))) cy=(y) r="4.5" {}
                            }
                            @if more > 0 { text class="tick" x=(pc(x(slot) + 1.2)) y=(y + 4) { "+" (more) } }
                        }
                    }
                }
            }
            figcaption {
                span class="key" { svg class="spot" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" { circle class="point" cx="6" cy="6" r="4.5" {} } " asserted" } " "
                span class="key" { svg class="spot" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" { circle class="point hedged" cx="6" cy="6" r="4.5" {} } " hedged or questioned" } " "
                span class="key" { svg class="spot" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" { circle class="point denied" cx="6" cy="6" r="4.5" {} } " denied" }
                @if undated > 0 { " " span class="dim" { (undated) " undated, not shown" } }
            }
        }
    }
}

fn lanes(claim: &Claim, dated: &[(usize, f64)], slot: impl Fn(f64) -> i64) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    let origins = claim.independent_origins.len();
    let own = origins.min(LANES);
    for (i, origin) in claim.independent_origins.iter().take(own).enumerate() {
        lanes.push(Lane { name: origin.name.clone(), class: colour(i), points: Vec::new() });
    }
    if origins > own {
        lanes.push(Lane { name: format!("{} other origins", origins - own), class: "c-other".to_owned(), points: Vec::new() });
    }
    let unknown = lanes.len();
    lanes.push(Lane { name: "origin unknown".to_owned(), class: "c-other".to_owned(), points: Vec::new() });
    for &(mention, at) in dated {
        let lane = claim.mentions[mention].origin.map_or(unknown, |o| o.min(unknown.saturating_sub(1)));
        lanes[lane].points.push(Point { slot: slot(at), mention });
    }
    lanes.retain(|l| !l.points.is_empty());
    lanes
}

fn deepest(lane: &Lane) -> usize {
    stacked(lane).iter().map(|s| s.1 + 1).max().unwrap_or(1)
}

/// Slot, level in its stack, mention, and how many more stand above it.
fn stacked(lane: &Lane) -> Vec<(i64, usize, usize, usize)> {
    let mut slots: std::collections::BTreeMap<i64, Vec<usize>> = std::collections::BTreeMap::new();
    for point in &lane.points {
        slots.entry(point.slot).or_default().push(point.mention);
    }
    let mut out = Vec::new();
    for (slot, mentions) in slots {
        for (level, &mention) in mentions.iter().take(STACK).enumerate() {
            let more = if level + 1 == STACK { mentions.len() - STACK } else { 0 };
            out.push((slot, level, mention, more));
        }
    }
    out
}

/// The first and the last day, and one between where there is room.
fn ticks(claim: &Claim, dated: &[(usize, f64)], first: f64, span: f64) -> Vec<(f64, String, &'static str)> {
    let at = |wanted: f64| dated.iter().min_by(|a, b| (a.1 - wanted).abs().total_cmp(&(b.1 - wanted).abs())).map(|d| (d.0, d.1));
    let mut out: Vec<(f64, String, &'static str)> = Vec::new();
    for (wanted, anchor) in [(first, "start"), (first + span / 2.0, "middle"), (first + span, "end")] {
        let Some((mention, moment)) = at(wanted) else { continue };
        let x = 2.0 + 94.0 * (moment - first) / span;
        let label = claim.mentions[mention].date.as_deref().map(if anchor == "middle" { short_day } else { day }).unwrap_or_default();
        let same_day = out.last().is_some_and(|l| claim.mentions[mention].date.as_deref().map(day).is_some_and(|d| d == l.1));
        let room = !same_day && out.last().is_none_or(|l| x - l.0 > 30.0) && (anchor != "middle" || x < 66.0);
        if room && out.last().is_none_or(|l| l.1 != label) {
            out.push((x, label, anchor));
        }
    }
    out
}

fn pc(x: f64) -> String {
    format!("{x:.1}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_calendars_do() {
        assert_eq!(moment("1970-01-01"), Some(0.0));
        assert_eq!(moment("2000-03-01"), Some(11_017.0));
        assert_eq!(moment("2031-05-02T12:00:00Z"), Some(22_401.5));
        assert_eq!(moment("2031-05"), None);
        assert_eq!(moment("0000-00-00"), None);
        assert_eq!(moment("üüüüüüüüüüü"), None);
    }
}
