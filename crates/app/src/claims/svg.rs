//! The origin tree of a claim as a picture: origins left, the outlets that print them right.

use std::fmt::Write;

use sayso_link::{Claim, Mention, NodeKind};

use super::tree::{self, Branch, Root};
use crate::html::escape;
use crate::outline;

/// The look of the picture, for the page that it stands in.
pub const STYLE: &str = include_str!("tree.css");

/// Columns of pixels: a box, the room between two, a row, the margin.
const BOX: usize = 216;
const GAP: usize = 44;
const ROW: usize = 52;
const HEIGHT: usize = 40;
const MARGIN: usize = 12;
/// Characters of a name that fit into a box.
const LETTERS: usize = 28;
/// Boxes in the last column; what is left out is told below the picture.
const ROWS: usize = 150;

/// A picture that stands alone: a file of its own.
pub fn document(claim: &Claim) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", draw(claim, true))
}

/// The picture for a page that has [`STYLE`].
pub fn inline(claim: &Claim) -> String {
    draw(claim, false)
}

fn draw(claim: &Claim, alone: bool) -> String {
    let mut picture = Picture { claim, edges: String::new(), boxes: String::new(), rows: 0, columns: 0, left_out: 0 };
    for root in tree::roots(claim) {
        picture.root(&root);
    }
    let Picture { claim: _, edges, boxes, rows, columns, left_out } = picture;
    let note = if left_out > 0 { 24 } else { 0 };
    let width = 2 * MARGIN + columns.max(1) * BOX + columns.saturating_sub(1) * GAP;
    let height = 2 * MARGIN + rows.max(1) * ROW - (ROW - HEIGHT) + note;
    let style = if alone { format!("<style>{STYLE}</style>\n") } else { String::new() };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"origins\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n{style}{edges}{boxes}",
        escape(&outline::one_line(&claim.text)),
        escape(&claim.verdict.words())
    );
    if left_out > 0 {
        _ = writeln!(out, "<text class=\"what\" x=\"{MARGIN}\" y=\"{}\">and {left_out} more</text>", height - MARGIN);
    }
    out.push_str("</svg>\n");
    out
}

struct Picture<'a> {
    claim: &'a Claim,
    edges: String,
    boxes: String,
    rows: usize,
    columns: usize,
    left_out: usize,
}

/// What a box says.
struct Label<'a> {
    class: String,
    name: &'a str,
    what: String,
    sure: String,
}

impl Picture<'_> {
    fn root(&mut self, root: &Root) {
        let claim = self.claim;
        let origin = root.origin.and_then(|o| claim.origins.get(o));
        match (origin, root.branches.as_slice()) {
            (Some(origin), [only]) if only.node.name == origin.name => {
                self.branch(only, 0);
            }
            (origin, branches) => {
                let (name, kind) = origin.map_or(("origin unknown", "unknown"), |o| (o.name.as_str(), class(o.kind)));
                let what = origin.map(super::html::describe).unwrap_or_default();
                let label = Label { class: format!("root {kind}"), name, what, sure: String::new() };
                self.node(label, 0, branches);
            }
        }
    }

    /// Draws `branch` with what is below it, and says at which height it stands; `None` when there was no room.
    fn branch(&mut self, branch: &Branch, column: usize) -> Option<usize> {
        let claim = self.claim;
        let first = branch.mentions.first().and_then(|&m| claim.mentions.get(m));
        let origin = (column == 0).then(|| claim.origins.iter().find(|o| o.name == branch.node.name)).flatten();
        let mut what = match (first.and_then(day), origin) {
            (Some(day), _) => day.to_owned(),
            (None, Some(origin)) => super::html::describe(origin),
            (None, None) => branch.node.kind.word().to_owned(),
        };
        if branch.mentions.len() > 1 {
            _ = write!(what, ", {} mentions", branch.mentions.len());
        }
        let sure = first.map(|m| m.record.certainty).filter(|c| !outline::symbol(*c).is_empty());
        let sure = sure.map(|c| format!("{} {}", outline::symbol(c), c.word())).unwrap_or_default();
        let root = if column == 0 { "root " } else { "" };
        let label = Label { class: format!("{root}{}", class(branch.node.kind)), name: &branch.node.name, what, sure };
        self.node(label, column, &branch.next)
    }

    fn node(&mut self, label: Label<'_>, column: usize, next: &[Branch]) -> Option<usize> {
        if self.rows >= ROWS {
            self.left_out += 1;
            return None;
        }
        self.columns = self.columns.max(column + 1);
        let below: Vec<usize> = next.iter().filter_map(|b| self.branch(b, column + 1)).collect();
        let y = match (below.first(), below.last()) {
            (Some(first), Some(last)) => (first + last) / 2,
            _ => {
                self.rows += 1;
                MARGIN + (self.rows - 1) * ROW
            }
        };
        let x = MARGIN + column * (BOX + GAP);
        for end in below {
            let (from, to) = (x + BOX, x + BOX + GAP);
            let (a, b, half) = (y + HEIGHT / 2, end + HEIGHT / 2, from + GAP / 2);
            _ = writeln!(self.edges, "<path class=\"edge\" d=\"M{from} {a}C{half} {a} {half} {b} {to} {b}\"/>");
        }
        let Label { class, name, what, sure } = label;
        _ = write!(
            self.boxes,
            "<g class=\"{class}\"><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{BOX}\" height=\"{HEIGHT}\" rx=\"6\"/>\
             <text class=\"name\" x=\"{}\" y=\"{}\">{}</text>",
            escape(name),
            x + 10,
            y + 17,
            escape(&cut(name))
        );
        let sure = if sure.is_empty() { sure } else { format!(" <tspan class=\"sure\">{sure}</tspan>") };
        _ = writeln!(self.boxes, "<text class=\"what\" x=\"{}\" y=\"{}\">{}{sure}</text></g>", x + 10, y + 32, escape(&cut(&what)));
        Some(y)
    }
}

fn cut(words: &str) -> String {
    let words = outline::one_line(words);
    if words.chars().count() <= LETTERS {
        return words;
    }
    words.chars().take(LETTERS - 1).chain(['…']).collect()
}

fn day(mention: &Mention) -> Option<&str> {
    mention.published.as_deref().map(|d| d.get(..10).unwrap_or(d))
}

/// The class of a box.
fn class(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::StateOutlet | NodeKind::Government => "state",
        NodeKind::Wire => "wire",
        NodeKind::Unnamed => "unnamed",
        NodeKind::Outlet | NodeKind::Person | NodeKind::Organization | NodeKind::Document => "plain",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::claims::sample;

    #[test]
    fn the_picture_is_as_it_was() {
        crate::golden::check(Path::new("tests/golden/origins.svg"), &document(&sample::claim().claim));
    }

    #[test]
    fn a_claim_of_thousands_keeps_its_bounds() {
        let mut claim = sample::claim().claim;
        let mention = claim.mentions[5].clone();
        claim.mentions = (0..5000)
            .map(|i| {
                let mut mention = mention.clone();
                mention.path[0].name = format!("Paper {i}");
                mention
            })
            .collect();
        let picture = inline(&claim);
        assert!(picture.len() < 100_000 && picture.contains("and 4850 more"), "{}", picture.len());
    }
}
