//! A news page to an article: guarded, parsed, its main text found, its paragraphs typed, and what the page says of itself kept.

mod blocks;
mod body;
pub mod fragment;
mod guard;
mod meta;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::HashSet;

use sayso_doc::{Article, Link, Paragraph, ParagraphKind, Problem, Text};
use sayso_register::{OutletKind, Register};

use self::blocks::{Block, Place};
use self::meta::Meta;
use self::tree::{ROOT, Tree};
use crate::paragraphs::{by_wording, ends_sentence, same_words};
use crate::{Ingested, Input, Options, dates, language, outlet};

pub use self::meta::{clean_byline, is_web, resolve};

/// Body text below which a page has no article, in bytes.
const SHORT_ARTICLE: usize = 200;

/// Reads one page.
pub fn page(html: &str, input: Input<'_>, options: &Options, register: &Register) -> Ingested {
    let mut problems = Vec::new();
    let guarded = guard::guard(html);
    let tree = Tree::parse(&guarded);
    if tree.cut {
        problems.push(
            Problem::new("cut", "the page has more elements than are read; its end is missing").hint("save the article alone as a page"),
        );
    }
    let meta = meta::read(&tree, input.origin);
    let mut blocks = blocks::blocks(&tree, ROOT);
    let main = body::main_text(&tree, &blocks);
    let title = headline(&blocks, &meta);
    let mut chosen = body::chosen(&blocks, &main);
    let top = top(&blocks, &chosen, title.as_deref());
    let decks = decks(&blocks, &chosen, top, &meta);
    body::repair(&blocks, &mut chosen, top, meta.body.as_deref());
    for i in decks {
        (blocks[i].heading, chosen[i]) = (DECK, true);
    }
    let pieces = layout(&blocks, &chosen, top, title.as_deref(), register);
    let body_len: usize = pieces.iter().filter(|p| p.kind == ParagraphKind::Body).map(|p| p.block.text.len()).sum();
    if body_len < SHORT_ARTICLE {
        problems.push(no_article(&blocks, &meta));
        return Ingested { line: None, article: None, problems };
    }
    let (text, paragraphs, links) = write(&pieces, title.as_deref(), &meta);
    let found = language::of(&body_sample(&pieces), meta.language.as_deref());
    if let Some(problem) = crate::refuse_language(found.as_deref(), options) {
        problems.push(problem);
        return Ingested { line: None, article: None, problems };
    }
    let outlet = outlet_of(&meta, text.as_str(), &paragraphs, register);
    let byline = meta.byline.clone().or_else(|| visible_byline(&blocks));
    let published = meta.published.clone().or_else(|| visible_date(&blocks, &pieces));
    let updated = meta.updated.clone().filter(|u| published.as_ref().is_none_or(|p| u != p && day(u) >= day(p)));
    let article = Article {
        id: input.origin.to_owned(),
        origin: input.origin.to_owned(),
        text,
        paragraphs,
        links,
        title,
        outlet,
        byline,
        published,
        updated,
        url: meta.url.as_ref().map(ToString::to_string),
        language: found,
    };
    Ingested { line: None, article: Some(article), problems }
}

fn day(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}

fn no_article(blocks: &[Block], meta: &Meta) -> Problem {
    let links = blocks.iter().filter(|b| b.link_density() > 0.6).count();
    let hint = if blocks.is_empty() {
        "the page may need a browser to show its words; save it there as HTML"
    } else if links * 2 > blocks.len() && !meta.is_article {
        "this looks like a front page or a list; give the page of one article"
    } else {
        "the article may stand behind a paywall or script; copy its words into a text file"
    };
    Problem::new("no_article", "the page has no article in it").hint(hint)
}

/// One paragraph to be.
struct Piece<'a> {
    block: &'a Block,
    kind: ParagraphKind,
}

/// Headline as the reader sees it where it can be found among the blocks, else as the page declares it.
fn headline(blocks: &[Block], meta: &Meta) -> Option<String> {
    let declared = |text: &str| meta.titles.iter().any(|t| same_words(t, text) || without_site(t).is_some_and(|t| same_words(t, text)));
    let h1 = || blocks.iter().filter(|b| b.heading == 1 && b.text.len() <= 300);
    h1().find(|b| declared(&b.text))
        .or_else(|| blocks.iter().find(|b| b.heading > 0 && b.text.len() <= 300 && declared(&b.text)))
        .map(|b| b.text.clone())
        .or_else(|| meta.titles.first().map(|t| without_site(t).unwrap_or(t).to_owned()))
        .or_else(|| h1().next().map(|b| b.text.clone()))
}

/// "Bridge shut | Harbour Gazette" -> "Bridge shut".
fn without_site(title: &str) -> Option<&str> {
    let (at, mark) = [" | ", " – ", " — ", " - ", " : ", " » ", " • "].iter().filter_map(|m| title.rfind(m).map(|i| (i, m))).max()?;
    let (head, tail) = (title[..at].trim(), &title[at + mark.len()..]);
    (tail.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 3).then_some(head)
}

/// Where the article starts: at its headline, if that is near the first chosen block.
fn top(blocks: &[Block], chosen: &[bool], title: Option<&str>) -> usize {
    let first = (0..blocks.len()).find(|&i| chosen[i] && blocks[i].heading == 0).unwrap_or(0);
    let is_title = |b: &Block| b.heading > 0 && title.is_some_and(|t| same_words(t, &b.text));
    (first.saturating_sub(HEAD_BLOCKS)..first).rfind(|&i| is_title(&blocks[i])).unwrap_or(first.saturating_sub(3))
}

/// The level that a standfirst counts as.
const DECK: u8 = 7;

/// Standfirsts: blocks under the headline that the library leaves out and the page gives as its description.
fn decks(blocks: &[Block], chosen: &[bool], top: usize, meta: &Meta) -> Vec<usize> {
    let first = (0..blocks.len()).find(|&i| chosen[i] && blocks[i].heading == 0).unwrap_or(0);
    let Some(description) = &meta.description else { return Vec::new() };
    (top..first).filter(|&i| !chosen[i] && same_words(description, &blocks[i].text)).collect()
}

/// Chosen blocks with their kinds, and the captions, credits and headings that stand among them.
fn layout<'a>(blocks: &'a [Block], chosen: &[bool], top: usize, title: Option<&str>, register: &Register) -> Vec<Piece<'a>> {
    let kinds: Vec<ParagraphKind> = blocks.iter().map(|b| kind_of(b, register)).collect();
    let is_body = |i: usize| chosen[i] && kinds[i] == ParagraphKind::Body && !is_link_list(&blocks[i]);
    let Some(first) = (0..blocks.len()).find(|&i| is_body(i)) else { return Vec::new() };
    let last = (0..blocks.len()).rfind(|&i| is_body(i)).unwrap_or(first);
    let is_title = |b: &Block| title.is_some_and(|t| same_words(t, &b.text));
    // Credits may follow the last body paragraph.
    let end = (last + 1 + TAIL_BLOCKS).min(blocks.len());
    let containers: HashSet<usize> = (first..=last).filter(|&i| is_body(i)).map(|i| blocks[i].container).collect();
    let aside =
        |b: &Block| b.link_density() > 0.5 || b.place.any(Place::NAVIGATION.with(Place::ASIDE).with(Place::PROMO).with(Place::FORM));
    let mut pieces = Vec::new();
    for i in top.min(first)..end {
        let block = &blocks[i];
        if is_title(block) {
            continue;
        }
        let inside = (first..=last).contains(&i);
        let away = block.place.any(Place::NAVIGATION.with(Place::COMMENTS));
        let keep = match kinds[i] {
            ParagraphKind::Body => is_body(i),
            // The library leaves out many section headings; one beside body paragraphs is theirs.
            ParagraphKind::Heading => {
                chosen[i] && (inside || block.heading == DECK) || inside && !aside(block) && containers.contains(&block.container)
            }
            ParagraphKind::Caption => !away && (chosen[i] || i <= last),
            ParagraphKind::Credit => !away,
            ParagraphKind::Boilerplate => chosen[i] && inside,
        };
        let repeated = kinds[i] != ParagraphKind::Body && pieces.iter().rev().take(6).any(|p: &Piece<'_>| p.block.text == block.text);
        if keep && !repeated {
            pieces.push(Piece { block, kind: kinds[i] });
        }
    }
    pieces
}

/// Blocks between headline and first body paragraph, and behind the last one, that are looked at.
const HEAD_BLOCKS: usize = 40;
const TAIL_BLOCKS: usize = 4;

fn is_link_list(block: &Block) -> bool {
    block.link_density() > 0.7 && !ends_sentence(&block.text)
}

/// What a block is, by its place and its words.
fn kind_of(block: &Block, register: &Register) -> ParagraphKind {
    let wording = by_wording(&block.text, register);
    let (len, place) = (block.text.len(), block.place);
    if len <= 200 && (place.any(Place::BYLINE) || place.any(Place::CREDIT)) {
        return ParagraphKind::Credit;
    }
    if place.any(Place::CAPTION.with(Place::FIGURE)) && block.heading == 0 && !place.any(Place::QUOTE.with(Place::TABLE)) {
        return match wording {
            Some(kind @ (ParagraphKind::Credit | ParagraphKind::Boilerplate)) => kind,
            _ => ParagraphKind::Caption,
        };
    }
    match wording {
        Some(kind) => kind,
        None if block.heading > 0 => ParagraphKind::Heading,
        None => ParagraphKind::Body,
    }
}

/// The text, its paragraphs and its links.
fn write(pieces: &[Piece<'_>], title: Option<&str>, meta: &Meta) -> (Text, Vec<Paragraph>, Vec<Link>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut hrefs = Vec::new();
    if let Some(title) = title.filter(|t| !t.is_empty()) {
        text.push_str(title);
        spans.push((0..text.len(), ParagraphKind::Heading));
    }
    for piece in pieces {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&piece.block.text);
        spans.push((start..text.len(), piece.kind));
        for (range, href) in &piece.block.links {
            if let Some(url) = meta::resolve(meta.base.as_ref(), href) {
                hrefs.push((start + range.start..start + range.end, url.to_string()));
            } else if meta.base.is_none() && !href.is_empty() && !href.starts_with('#') && !href.contains(':') {
                hrefs.push((start + range.start..start + range.end, href.clone()));
            }
        }
    }
    let text = Text::new(text);
    // All ranges were measured while the text was written.
    let paragraphs =
        spans.into_iter().filter_map(|(r, kind)| text.span(r.start, r.end).ok().map(|span| Paragraph { span, kind })).collect();
    let links = hrefs
        .into_iter()
        .filter_map(|(r, href)| text.span(r.start, r.end).ok().map(|s| Link { span: text.trim(s), href }))
        .filter(|l| !l.span.is_empty())
        .collect();
    (text, paragraphs, links)
}

fn body_sample(pieces: &[Piece<'_>]) -> String {
    let mut sample = String::new();
    for piece in pieces.iter().filter(|p| p.kind == ParagraphKind::Body) {
        sample.push_str(&piece.block.text);
        sample.push('\n');
        if sample.len() > 8000 {
            break;
        }
    }
    sample
}

/// The host is who published it, if the register knows it; then what the page calls itself; then how its text speaks of itself.
///
/// An agency named as publisher on another's site wrote the text, and is its credit.
fn outlet_of(meta: &Meta, text: &str, paragraphs: &[Paragraph], register: &Register) -> Option<String> {
    let host = meta.url.as_ref().and_then(url::Url::host_str);
    if let Some(outlet) = host.and_then(|h| register.outlet_of_host(h)) {
        return Some(outlet.name.clone());
    }
    let is_foreign_wire = |name: &str| {
        host.is_some() && outlet::known(register, name).and_then(|n| register.outlet(&n)).is_some_and(|o| o.kind == OutletKind::Wire)
    };
    let names: Vec<&String> = meta
        .publisher
        .iter()
        .filter(|n| !is_foreign_wire(n))
        .chain(&meta.site_names)
        .filter(|n| !PLATFORMS.contains(&n.as_str()))
        .collect();
    names
        .iter()
        .find_map(|n| outlet::known(register, n))
        .or_else(|| names.iter().find_map(|n| outlet::canonical(register, n)))
        .or_else(|| outlet::of_text(text, paragraphs, register))
        .or_else(|| meta.url.as_ref().and_then(|u| outlet::of_url(register, u.as_str())))
}

/// Software that names itself as the publisher.
const PLATFORMS: [&str; 4] = ["Blogger", "WordPress", "WordPress.com", "Medium"];

fn visible_byline(blocks: &[Block]) -> Option<String> {
    let named = blocks.iter().filter(|b| b.place.any(Place::BYLINE)).take(5).find_map(|b| {
        // Dates and counts of comments often follow in the same line.
        let names = b.text.split(|c: char| c.is_ascii_digit() || matches!(c, '|' | '·' | '•')).next().unwrap_or(&b.text);
        let byline = clean_byline(names.trim_end_matches([',', ' ', '-', '–']))?;
        (byline.len() <= 120 && byline.split_whitespace().count() <= 12 && !ends_sentence(&byline)).then_some(byline)
    });
    named.or_else(|| {
        blocks
            .iter()
            .find(|b| b.text.starts_with("By ") && b.text.len() < 100 && !ends_sentence(&b.text))
            .and_then(|b| clean_byline(&b.text))
    })
}

/// A date printed near the headline.
fn visible_date(blocks: &[Block], pieces: &[Piece<'_>]) -> Option<String> {
    let first = pieces.iter().find(|p| p.kind == ParagraphKind::Body)?.block.element;
    let at = blocks.iter().position(|b| b.element == first)?;
    blocks[at.saturating_sub(12)..at].iter().rev().filter(|b| b.text.len() <= 160).find_map(|b| dates::normalize(&b.text))
}
