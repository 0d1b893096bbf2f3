//! Who hands on whose words, as a picture in three columns, with a table that says the same.

use maud::{Markup, html};
use sayso_app::wire::views::{Network, NetworkNode};

use super::parts::{kind, origin_path, outlet_path, shape, speaker_path};
use super::words::{counted, cut, name, number, plain};

/// Names in a column; the table has more.
const COLUMN: usize = 12;
/// Rows of the table.
const ROWS: usize = 100;

const BOX: usize = 236;
const HEIGHT: usize = 30;
const ROW: usize = 38;
const GAP: usize = 110;
const TOP: usize = 26;
const LETTERS: usize = 26;

pub fn network(network: &Network) -> Markup {
    if network.edges.is_empty() {
        return html! { p class="dim" { "Nothing here was handed on." } };
    }
    let columns = columns(network);
    let used: Vec<(usize, &[usize])> = [0, 1, 2].into_iter().map(|c| (c, columns[c].as_slice())).filter(|(_, c)| !c.is_empty()).collect();
    let deepest = used.iter().map(|(_, c)| c.len()).max().unwrap_or(1);
    let place = |node: usize| {
        used.iter().enumerate().find_map(|(x, (_, column))| {
            let row = column.iter().position(|&n| n == node)?;
            // Short columns stand in the middle.
            let top = TOP + (deepest - column.len()) * ROW / 2;
            Some((x * (BOX + GAP), top + row * ROW))
        })
    };
    let width = used.len() * (BOX + GAP) - GAP;
    let height = TOP + deepest * ROW;
    let most = network.edges.iter().map(|e| e.statements).max().unwrap_or(1).max(1);
    html! {
        figure class="network" {
            div class="scroll" tabindex="0" role="region" aria-label="Network, scrolls sideways" {
                svg viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="group" aria-label="Who hands on whose words; the table below says the same" {
                    @for (x, (column, _)) in used.iter().enumerate() {
                        text class="head" x=(x * (BOX + GAP)) y="14" { (["Speakers", "Through", "Outlets"][*column]) }
                    }
                    @for edge in network.edges.iter().rev() {
                        @if let (Some((ax, ay)), Some((bx, by))) = (place(edge.from), place(edge.to)) {
                            @if ax < bx {
                                @let (a, b) = (ay + HEIGHT / 2, by + HEIGHT / 2);
                                @let half = (ax + BOX + bx) / 2;
                                @let thick = 1.0 + 7.0 * (edge.statements as f64 / most as f64).sqrt();
                                path class="edge" stroke-width=(format!("{thick:.1}")) d=(format!("M{} {a}C{half} {a} {half} {b} {bx} {b}", ax + BOX)) {
                                    title { (node_name(network, edge.from)) " → " (node_name(network, edge.to)) ": " (counted(edge.statements, "statement")) }
                                }
                            }
                        }
                    }
                    @for (_, column) in &used {
                        @for &n in *column {
                            @if let (Some(node), Some((x, y))) = (network.nodes.get(n), place(n)) { (drawn(node, x, y)) }
                        }
                    }
                }
            }
            figcaption class="dim" {
                "Lines are as thick as there are statements."
                @if columns.iter().map(Vec::len).sum::<usize>() < network.nodes.len() { " The largest are drawn." }
            }
        }
        details class="aslist" {
            summary { "The same as a table" }
            table {
                caption class="unseen" { "Who hands on whose words" }
                thead { tr { th scope="col" { "Words of" } th scope="col" { "handed on by" } th scope="col" class="num" { "Statements" } } }
                tbody {
                    @for edge in network.edges.iter().take(ROWS) {
                        tr { td { (node_link(network, edge.from)) } td { (node_link(network, edge.to)) } td class="num" { (number(edge.statements)) } }
                    }
                }
            }
            @if network.edges.len() > ROWS { p class="dim" { (counted((network.edges.len() - ROWS) as u64, "more line")) } }
        }
    }
}

/// Nodes of the largest edges by column: speakers, those between, outlets.
fn columns(network: &Network) -> [Vec<usize>; 3] {
    let mut columns: [Vec<usize>; 3] = Default::default();
    for edge in &network.edges {
        for node in [edge.from, edge.to] {
            let Some(known) = network.nodes.get(node) else { continue };
            let column = &mut columns[match known.role {
                "speaker" => 0,
                "via" => 1,
                _ => 2,
            }];
            if column.len() < COLUMN && !column.contains(&node) {
                column.push(node);
            }
        }
    }
    columns
}

fn node_name(network: &Network, i: usize) -> String {
    network.nodes.get(i).map_or_else(String::new, |n| plain(&n.name))
}

fn node_path(node: &NetworkNode) -> String {
    match (node.role, &node.r#type) {
        ("outlet", _) => outlet_path(&node.name),
        (_, Some(kind)) => origin_path(&node.name, kind),
        _ => speaker_path(&node.name),
    }
}

fn node_link(network: &Network, i: usize) -> Markup {
    html! {
        @if let Some(node) = network.nodes.get(i) {
            a href=(node_path(node)) { (name(&node.name)) }
            @if let Some(word) = &node.r#type { " " span class="dim" { (kind(word)) } }
        }
    }
}

fn drawn(node: &NetworkNode, x: usize, y: usize) -> Markup {
    let kind = node.r#type.as_deref().unwrap_or("plain");
    html! {
        g class=(format!("node {}", shape(kind, node.state_run, kind == "unnamed"))) {
            a href=(node_path(node)) {
                title { (plain(&node.name)) }
                rect class="frame" x=(x + 1) y=(y) width=(BOX - 2) height=(HEIGHT) rx="5" {}
                @if node.state_run { path class="flag" d=(format!("M{} {}v15m0 -14.5h9l-2.4 3.3 2.4 3.3h-9", x + BOX - 17, y + 8)) {} }
                text class="name" x=(x + 11) y=(y + 20) { (cut(&node.name, LETTERS)) }
            }
        }
    }
}
