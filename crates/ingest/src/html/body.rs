//! Which blocks of a page are its article: `trafilatura` says which words are main text, our blocks say where they stood.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

use super::blocks::{Block, Place};
use super::tree::{Data, Id, ROOT, Step, Tree};
use crate::paragraphs::ends_sentence;

/// Markup handed to the library, at most: its work is linear up to here and its answer no better beyond.
const MAX_MARKUP: usize = 2 << 20;
/// Elements handed to the library: some of its steps compare each with those before it.
const MAX_ELEMENTS: usize = 20_000;
/// Nesting handed to the library, which recurses.
const MAX_DEPTH: usize = 120;
/// Share of a block's word 4-grams that must be main text; tuned on article-html, flat from 0.5 to 0.8.
const COVERED: f64 = 0.6;
const GRAM: usize = 4;

/// Share of a page's prose that the library's own rules must have found; with less, its second opinions are asked as well, which take
/// most of its time. A half, since they win only with twice as much text; checked on article-html, where the result is the same.
const ENOUGH: usize = 2;

/// The library's main text of the page, paragraphs on lines of their own; empty when it finds none or fails.
pub fn main_text(tree: &Tree, blocks: &[Block]) -> String {
    let markup = markup(tree);
    let prose: usize = blocks.iter().filter(|b| reads_as_prose(b)).map(|b| b.text.len()).sum();
    let first = extract(&markup, false);
    if !first.is_empty() && first.len() * ENOUGH >= prose { first } else { extract(&markup, true) }
}

fn extract(markup: &str, second_opinions: bool) -> String {
    let options = Options::default()
        .with_fallback(second_opinions)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        // `meta` reads dates.
        .with_html_date_mode(HtmlDateMode::Disabled);
    // A panic of the library is a page without main text, never ours.
    let result = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(markup, &options)));
    match result {
        Ok(Ok(found)) => found.content_text,
        Ok(Err(_)) | Err(_) => String::new(),
    }
}

/// Author, section and the like, of which ours come from `meta`: without them the library searches the whole page for each, a sixth
/// of its time.
const SETTLED: &str = concat!(
    r#"<meta name="author" content="Ann Roe"><meta property="og:site_name" content="Gazette">"#,
    r#"<script type="application/ld+json">{"@type":"Article","articleSection":["News"],"keywords":["news"]}</script>"#
);

/// The page written out again: bounded in size and depth, without empty elements and what else no extractor needs.
fn markup(tree: &Tree) -> String {
    const SKIPPED: [&str; 8] = ["script", "style", "svg", "template", "iframe", "canvas", "math", "noscript"];
    const VOID: [&str; 2] = ["br", "hr"];
    let filled = tree.filled();
    let mut out = format!("<!DOCTYPE html>{SETTLED}");
    let (mut depth, mut elements) = (0, 0);
    let skips = |id: Id| {
        let name = tree.name(id);
        SKIPPED.contains(&name) || !filled[id] && !VOID.contains(&name)
    };
    let mut walk = tree.walk(ROOT);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match tree.data(id) {
                Data::Text(text) => escape(&text[..text.floor_char_boundary(MAX_MARKUP.saturating_sub(out.len()))], &mut out),
                Data::Element { attributes, .. } => {
                    if out.len() > MAX_MARKUP || elements > MAX_ELEMENTS {
                        break;
                    }
                    if skips(id) {
                        walk.skip_children(id);
                        continue;
                    }
                    depth += 1;
                    if depth > MAX_DEPTH {
                        continue;
                    }
                    elements += 1;
                    out.push('<');
                    out.push_str(tree.name(id));
                    for (key, value) in attributes.iter().filter(|(_, v)| v.len() <= 2000) {
                        if key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')) {
                            out.push(' ');
                            out.push_str(key);
                            out.push_str("=\"");
                            escape(value, &mut out);
                            out.push('"');
                        }
                    }
                    out.push('>');
                }
                _ => {}
            },
            Step::Leave(id) => {
                if !matches!(tree.data(id), Data::Element { .. }) || skips(id) {
                    continue;
                }
                if depth <= MAX_DEPTH && !VOID.contains(&tree.name(id)) {
                    out.push_str("</");
                    out.push_str(tree.name(id));
                    out.push('>');
                }
                depth -= 1;
            }
        }
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

/// For each block whether its words are in `main_text`.
///
/// Words are compared as a bag of 4-grams, short blocks as whole lines; each gram serves once, and blocks within navigation and asides
/// come last, so that a teaser does not take the place of the paragraph it repeats.
pub fn chosen(blocks: &[Block], main_text: &str) -> Vec<bool> {
    let mut grams: HashMap<u64, u32> = HashMap::new();
    let mut lines: HashMap<u64, u32> = HashMap::new();
    for line in main_text.lines() {
        let words = words(line);
        if !words.is_empty() {
            *lines.entry(hash(&words)).or_default() += 1;
        }
    }
    for gram in words(main_text).windows(GRAM) {
        *grams.entry(hash(gram)).or_default() += 1;
    }
    let aside = Place::NAVIGATION.with(Place::ASIDE).with(Place::FOOTER).with(Place::PROMO).with(Place::COMMENTS);
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|&i| (blocks[i].place.any(aside), blocks[i].place.any(Place::LIST) && !blocks[i].links.is_empty()));
    let mut chosen = vec![false; blocks.len()];
    for i in order {
        let words = words(&blocks[i].text);
        chosen[i] = if words.len() >= GRAM {
            let hits = words.windows(GRAM).filter(|g| grams.get(&hash(g)).is_some_and(|&n| n > 0)).count();
            let covered = hits as f64 >= COVERED * (words.len() + 1 - GRAM) as f64;
            if covered {
                words.windows(GRAM).for_each(|g| {
                    grams.entry(hash(g)).and_modify(|n| *n = n.saturating_sub(1));
                });
            }
            covered
        } else {
            match lines.get_mut(&hash(&words)) {
                Some(n) if *n > 0 => {
                    *n -= 1;
                    true
                }
                _ => false,
            }
        };
    }
    chosen
}

/// Chooses as well what the library missed: paragraphs between chosen ones that stand in the same element, and leads between the
/// headline (block `top`) and the first chosen block.
pub fn repair(blocks: &[Block], chosen: &mut [bool], top: usize, json_body: Option<&str>) {
    let Some(first) = (0..blocks.len()).find(|&i| chosen[i] && blocks[i].heading == 0) else { return };
    let last = chosen.iter().rposition(|&c| c).unwrap_or(first);
    let away = Place::NAVIGATION
        .with(Place::ASIDE)
        .with(Place::FOOTER)
        .with(Place::PROMO)
        .with(Place::COMMENTS)
        .with(Place::FORM)
        .with(Place::FIGURE)
        .with(Place::CAPTION)
        .with(Place::CREDIT)
        .with(Place::BYLINE);
    let containers: HashSet<usize> =
        (first..=last).filter(|&i| chosen[i] && reads_as_prose(&blocks[i])).map(|i| blocks[i].container).collect();
    let said: HashSet<u64> = json_body.map(|b| words(b).windows(GRAM).map(hash).collect()).unwrap_or_default();
    for i in top..=last {
        let block = &blocks[i];
        if chosen[i] || block.heading > 0 || block.place.any(away) || !reads_as_prose(block) {
            continue;
        }
        let words = words(&block.text);
        let in_json =
            words.len() >= GRAM && words.windows(GRAM).filter(|g| said.contains(&hash(g))).count() * 10 >= (words.len() + 1 - GRAM) * 8;
        let lead = i < first && block.text.len() >= LEAD && block.links.is_empty();
        chosen[i] = in_json || lead || i > first && containers.contains(&block.container);
    }
}

/// Shortest lead that is taken without the library's word, in bytes.
const LEAD: usize = 100;

fn reads_as_prose(block: &Block) -> bool {
    block.text.len() >= 60 && ends_sentence(&block.text) && block.link_density() < 0.5
}

fn words(text: &str) -> Vec<u64> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash).collect()
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
