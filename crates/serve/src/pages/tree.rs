//! Who has a claim from whom: origins at the left, those who hand it on, the outlets at the right; and the same as nested lists.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sayso_app::claims::tree;
use sayso_app::wire::claims::{Claim, Node, Origin};
use sayso_app::wire::views::ClaimPage;

use super::parts::{certainty, colour, kind, kind_words, known, origin_marks, origin_path, shape};
use super::words::{counted, cut, list, name, plain, short_day};

/// Outlets drawn beside each other that have it from the same place; the list has all of them.
const LEAVES: usize = 9;
/// Rows of the picture.
const ROWS: usize = 120;
/// Mentions linked from one entry of the list.
const LINKED: usize = 12;

const BOX: usize = 252;
const HEIGHT: usize = 46;
const GAP: usize = 88;
const ROW: usize = 58;
const EDGE: usize = 4;
const LETTERS: usize = 30;

type Branch<'a> = tree::Branch<'a, Node>;

/// The ways from each origin to the outlets; at last those of which nobody can tell whose word it is.
fn roots(claim: &Claim) -> Vec<tree::Root<'_, Node>> {
    tree::merged(claim.independent_origins.len(), claim.mentions.iter().map(|m| (m.origin, m.path.as_slice())))
}

/// The picture, with the list that says the same below it.
pub fn tree(page: &ClaimPage) -> Markup {
    let mut picture = Picture {
        page,
        copies: copies(page),
        edges: Vec::new(),
        boxes: Vec::new(),
        rows: 0,
        columns: 0,
        left_out: 0,
        colour: String::new(),
    };
    let trees = roots(&page.claim);
    for root in &trees {
        picture.root(root.origin, &root.branches);
    }
    let width = picture.columns.max(1) * (BOX + GAP) - GAP + 2 * EDGE;
    let height = picture.rows.max(1) * ROW - (ROW - HEIGHT) + 2 * EDGE;
    html! {
        figure class="tree" {
            div class="scroll" tabindex="0" role="region" aria-label="Origin tree, scrolls sideways" {
                svg viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="group"
                    aria-label="Origins at the left, the outlets that tell it at the right; the list below says the same" {
                    @for edge in &picture.edges { (edge) }
                    @for node in &picture.boxes { (node) }
                }
            }
            @if picture.left_out > 0 { p class="dim" { (counted(picture.left_out as u64, "more place")) " in the list" } }
            figcaption {
                span class="key" { (sample("wire")) " wire agency" } " "
                span class="key" { (sample("state")) " state-run" } " "
                span class="key" { (sample("unnamed")) " unnamed" } " "
                span class="key" {
                    svg class="spot" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true" { path class="edge copy" d="M1 6H25" {} }
                    " copy of the same text"
                }
            }
        }
        details class="aslist" {
            summary { "The same as a list" }
            ul class="ways" {
                @for root in &trees {
                    @let origin = root.origin.and_then(|o| page.claim.independent_origins.get(o));
                    li {
                        @match origin {
                            Some(o) => { strong { (name(&o.name)) } " " span class="dim" { (kind(o.r#type)) } (origin_marks(o.state_run, o.unnamed, o.party, o.against, o.owner.as_deref())) }
                            None => strong { "origin unknown" }
                        }
                        (ways(page, &root.branches))
                    }
                }
            }
        }
    }
}

fn sample(class: &str) -> Markup {
    html! {
        svg class="spot" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true" {
            g class=(format!("node {class}")) { rect x="1.5" y="1.5" width="15" height="9" rx="2" {} }
        }
    }
}

/// For mentions that are copies why they are.
fn copies(page: &ClaimPage) -> BTreeMap<usize, String> {
    let folds = page.claim.folds.iter().filter(|f| f.kind == "copy");
    folds.flat_map(|f| f.mentions.iter().map(|&m| (m, f.because.clone()))).collect()
}

fn ways(page: &ClaimPage, branches: &[Branch]) -> Markup {
    html! {
        ul {
            @for branch in branches {
                li {
                    a href=(origin_path(&branch.node.name, branch.node.r#type)) { (name(&branch.node.name)) }
                    " " span class="dim" { (kind(branch.node.r#type)) }
                    @if !branch.mentions.is_empty() {
                        @let links: Vec<Markup> = branch.mentions.iter().take(LINKED).filter_map(|&m| mention_link(page, m)).collect();
                        ": " (list(&links))
                        @if branch.mentions.len() > LINKED { " and " (branch.mentions.len() - LINKED) " more" }
                    }
                    @if !branch.next.is_empty() { (ways(page, &branch.next)) }
                }
            }
        }
    }
}

fn mention_link(page: &ClaimPage, i: usize) -> Option<Markup> {
    let mention = page.claim.mentions.get(i)?;
    Some(html! {
        a href=(format!("#m{i}")) { @match &mention.date { Some(d) => (short_day(d)), None => "undated" } }
        @if mention.certainty != "asserted" { " " (certainty(mention.certainty)) }
    })
}

struct Picture<'a> {
    page: &'a ClaimPage,
    copies: BTreeMap<usize, String>,
    edges: Vec<Markup>,
    boxes: Vec<Markup>,
    rows: usize,
    columns: usize,
    left_out: usize,
    /// Class of the origin whose tree is being drawn.
    colour: String,
}

/// What a box shows.
struct Label {
    class: &'static str,
    name: String,
    what: String,
    sure: &'static str,
    href: Option<String>,
    /// Why it is a copy of what it has it from.
    copy: Option<String>,
}

impl Picture<'_> {
    fn root(&mut self, origin: Option<usize>, branches: &[Branch]) {
        self.colour = origin.map_or_else(|| "c-other".to_owned(), colour);
        let known = origin.and_then(|o| self.page.claim.independent_origins.get(o));
        match (known, branches) {
            (Some(origin), [only]) if only.node.name == origin.name => _ = self.branch(only, 0),
            (Some(origin), branches) => {
                let label = Label {
                    class: shape(origin.r#type, origin.state_run, origin.unnamed),
                    name: origin.name.clone(),
                    what: describe(origin),
                    sure: "asserted",
                    href: Some(origin_path(&origin.name, origin.r#type)),
                    copy: None,
                };
                self.node(label, 0, branches);
            }
            (None, branches) => {
                let label = Label {
                    class: "unnamed",
                    name: "origin unknown".to_owned(),
                    what: "no mention tells whose word it is".to_owned(),
                    sure: "asserted",
                    href: None,
                    copy: None,
                };
                self.node(label, 0, branches);
            }
        }
    }

    /// Draws `branch` with what is right of it; returns at which height it stands, `None` when there was no room.
    fn branch(&mut self, branch: &Branch, column: usize) -> Option<(usize, bool)> {
        let claim = &self.page.claim;
        let first = branch.mentions.first().and_then(|&m| Some((m, claim.mentions.get(m)?)));
        let origin = (column == 0).then(|| claim.independent_origins.iter().find(|o| o.name == branch.node.name)).flatten();
        let mut what = origin.map(describe).unwrap_or_default();
        if let Some((_, mention)) = first {
            if !what.is_empty() {
                what.push_str(", ");
            }
            what.push_str(&mention.date.as_deref().map_or_else(|| "undated".to_owned(), short_day));
        } else if what.is_empty() {
            what = kind_words(branch.node.r#type).to_owned();
        }
        if branch.mentions.len() > 1 {
            what.push_str(&format!(", {} mentions", branch.mentions.len()));
        }
        let label = Label {
            class: shape(branch.node.r#type, false, false),
            name: branch.node.name.clone(),
            what,
            sure: first.map_or("asserted", |(_, m)| known(m.certainty)),
            href: first.map(|(m, _)| format!("#m{m}")).or_else(|| Some(origin_path(&branch.node.name, branch.node.r#type))),
            copy: first.and_then(|(m, _)| self.copies.get(&m).cloned()),
        };
        let copied = label.copy.is_some();
        self.node(label, column, &branch.next).map(|y| (y, copied))
    }

    fn node(&mut self, label: Label, column: usize, next: &[Branch]) -> Option<usize> {
        if self.rows >= ROWS {
            self.left_out += 1 + next.len();
            return None;
        }
        self.columns = self.columns.max(column + 1);
        // Of many outlets that only tell it on, a few stand for all.
        let leaves = next.iter().filter(|b| b.next.is_empty()).count();
        let folded = if leaves > LEAVES { leaves - LEAVES + 1 } else { 0 };
        let mut skip = folded;
        let mut below = Vec::new();
        for branch in next.iter().rev() {
            if skip > 0 && branch.next.is_empty() {
                skip -= 1;
            } else {
                below.push(branch);
            }
        }
        below.reverse();
        let mut ends: Vec<(usize, bool)> = below.into_iter().filter_map(|b| self.branch(b, column + 1)).collect();
        if folded > 0 {
            let label = Label {
                class: "more",
                name: format!("and {folded} more outlets"),
                what: "in the list below".to_owned(),
                sure: "asserted",
                href: None,
                copy: None,
            };
            ends.extend(self.node(label, column + 1, &[]).map(|y| (y, false)));
        }
        // Beside the first of those who have it from here: on a phone the eye goes on to the right.
        let y = match ends.first() {
            Some(first) => first.0,
            None => {
                self.rows += 1;
                EDGE + (self.rows - 1) * ROW
            }
        };
        let x = EDGE + column * (BOX + GAP);
        for (end, copied) in ends {
            let (from, to) = (x + BOX, x + BOX + GAP);
            let (a, b, half) = (y + HEIGHT / 2, end + HEIGHT / 2, from + GAP / 2);
            let class = if copied { format!("edge copy {}", self.colour) } else { format!("edge {}", self.colour) };
            self.edges.push(html! {
                path class=(class) d=(format!("M{from} {a}C{half} {a} {half} {b} {to} {b}")) {}
            });
        }
        self.boxes.push(self.drawn(&label, x, y, column == 0));
        Some(y)
    }

    fn drawn(&self, label: &Label, x: usize, y: usize, root: bool) -> Markup {
        let class = format!("node {} {}{}", label.class, self.colour, if root { " root" } else { "" });
        let title = match &label.copy {
            Some(why) => format!("{}: {}", plain(&label.name), plain(why)),
            None => plain(&label.name),
        };
        let inner = html! {
            title { (title) }
            rect class="frame" x=(x) y=(y) width=(BOX) height=(HEIGHT) rx="5" {}
            rect class="origin" x=(x) y=(y) width="5" height=(HEIGHT) rx="2" {}
            @if label.class == "state" {
                // The flag of what a state runs.
                path class="flag" d=(format!("M{} {}v16m0 -15.5h10l-2.6 3.6 2.6 3.6h-10", x + BOX - 20, y + 8)) {}
            }
            text class="name" x=(x + 15) y=(y + 19) { (cut(&label.name, LETTERS)) }
            text class="what" x=(x + 15) y=(y + 36) {
                (cut(&label.what, LETTERS + 6))
                @if label.copy.is_some() { " · copy" }
                @if label.sure != "asserted" { " " tspan class="sure" { "· " (label.sure) } }
            }
        };
        html! {
            g class=(class) {
                @match &label.href { Some(href) => a href=(href) { (inner) }, None => (inner) }
            }
        }
    }
}

/// What an origin is, in a line.
fn describe(origin: &Origin) -> String {
    let mut out = kind_words(origin.r#type).to_owned();
    if origin.party {
        out.push_str(", party");
    }
    if origin.against {
        out.push_str(", against");
    }
    out
}
