//! A page's visible words as a flat list of blocks in reading order, each with where it stood: figure, navigation, byline, heading.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::tree::{Data, Id, Step, Tree};

/// One paragraph-like piece of a page.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// White space collapsed, never empty.
    pub text: String,
    /// Byte ranges within `text` and raw `href`s.
    pub links: Vec<(std::ops::Range<usize>, String)>,
    pub place: Place,
    /// 1 to 6 within `h1` to `h6`, else 0.
    pub heading: u8,
    /// The innermost block-level element.
    pub element: Id,
    /// What that element stands in.
    pub container: Id,
    /// Bytes of `text` in bold or italics.
    pub emphasized: usize,
}

impl Block {
    /// Share of the block's bytes that are link anchors.
    pub fn link_density(&self) -> f64 {
        self.links.iter().map(|(r, _)| r.len()).sum::<usize>() as f64 / self.text.len().max(1) as f64
    }
}

/// Where a block stands, as a set of flags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place(u16);

impl Place {
    pub const NAVIGATION: Self = Self(1);
    pub const ASIDE: Self = Self(1 << 1);
    pub const FOOTER: Self = Self(1 << 2);
    pub const FIGURE: Self = Self(1 << 3);
    pub const CAPTION: Self = Self(1 << 4);
    pub const CREDIT: Self = Self(1 << 5);
    pub const BYLINE: Self = Self(1 << 6);
    pub const PROMO: Self = Self(1 << 7);
    pub const COMMENTS: Self = Self(1 << 8);
    pub const LIST: Self = Self(1 << 9);
    pub const QUOTE: Self = Self(1 << 10);
    pub const TABLE: Self = Self(1 << 11);
    pub const TIME: Self = Self(1 << 12);
    pub const FORM: Self = Self(1 << 13);

    /// Whether any of `other`'s flags is set.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// Text beyond which an element is no caption, byline or promo, whatever its class says: a page's wrapper may have "caption" among them.
const SMALL_TEXT: usize = 1200;

const SKIPPED: [&str; 24] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "select", "textarea", "input", "head",
    "audio", "video", "map", "button", "noframes", "noembed", "datalist", "progress", "meter", "title",
];

const BLOCK_LEVEL: [&str; 51] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "caption",
    "option",
    "optgroup",
    "colgroup",
    "search",
    "slot",
];

struct Open {
    place: Place,
    /// Flags of this element itself that hold only while it is small, and the first block in it.
    small: Place,
    from: usize,
    heading: u8,
    element: Id,
}

/// The blocks below `top`.
pub fn blocks(tree: &Tree, top: Id) -> Vec<Block> {
    let mut builder = Builder::default();
    let mut open = vec![Open { place: Place::default(), small: Place::default(), from: 0, heading: 0, element: top }];
    let mut walk = tree.walk(top);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match tree.data(id) {
                Data::Text(text) => {
                    if let Some(open) = open.last() {
                        builder.push(text, open);
                    }
                }
                Data::Element { .. } => {
                    let name = tree.name(id);
                    if SKIPPED.contains(&name) || is_hidden(tree, id) {
                        walk.skip_children(id);
                        continue;
                    }
                    match name {
                        "br" => builder.line_break(),
                        // A row reads as one line, unless its cells hold paragraphs.
                        "td" | "th" => builder.blank = true,
                        "a" => builder.open_link(tree.attribute(id, "href")),
                        "b" | "strong" | "em" | "i" => builder.emphasis += 1,
                        _ => {}
                    }
                    if is_block(name) {
                        builder.flush();
                    }
                    let Some(outer) = open.last() else { continue };
                    let (lasting, small) = place_of(tree, id, name);
                    let heading = match name.as_bytes() {
                        [b'h', level @ b'1'..=b'6'] => level - b'0',
                        _ => outer.heading,
                    };
                    let element = if is_block(name) { id } else { outer.element };
                    let place = outer.place.with(lasting).with(small);
                    open.push(Open { place, small: small.without(outer.place), from: builder.blocks.len(), heading, element });
                }
                _ => {}
            },
            Step::Leave(id) => {
                let name = tree.name(id);
                if !matches!(tree.data(id), Data::Element { .. }) || SKIPPED.contains(&name) || is_hidden(tree, id) {
                    continue;
                }
                match name {
                    "a" => builder.close_link(),
                    "td" | "th" => builder.blank = true,
                    "b" | "strong" | "em" | "i" => builder.emphasis = builder.emphasis.saturating_sub(1),
                    _ => {}
                }
                if is_block(name) {
                    builder.flush();
                }
                if let Some(closed) = open.pop()
                    && closed.small != Place::default()
                    && builder.blocks[closed.from..].iter().map(|b| b.text.len()).sum::<usize>() > SMALL_TEXT
                {
                    for block in &mut builder.blocks[closed.from..] {
                        block.place = block.place.without(closed.small);
                    }
                }
            }
        }
    }
    builder.flush();
    for block in &mut builder.blocks {
        block.container = tree.parent(block.element).unwrap_or(block.element);
    }
    builder.blocks
}

fn is_block(name: &str) -> bool {
    BLOCK_LEVEL.contains(&name)
}

/// Whether readers see nothing of the element: hidden for all, for screen readers alone, or a card that opens under the pointer.
fn is_hidden(tree: &Tree, id: Id) -> bool {
    if tree.attribute(id, "hidden").is_some_and(|v| !v.eq_ignore_ascii_case("until-found")) {
        return true;
    }
    let hidden = tree.attribute(id, "aria-hidden") == Some("true")
        || tree.attribute(id, "style").is_some_and(|s| s.replace(' ', "").to_ascii_lowercase().contains("display:none"))
        || tree.attribute(id, "class").is_some_and(|c| c.split_ascii_whitespace().take(20).any(hides));
    // Some sites hide the article itself until their script ran.
    hidden && is_small(tree, id)
}

fn hides(class: &str) -> bool {
    matches!(
        class,
        "sr-only"
            | "visually-hidden"
            | "visuallyhidden"
            | "screen-reader-text"
            | "screen-reader-only"
            | "tooltip"
            | "popover"
            | "hovercard"
    ) || class.starts_with("rollover-")
        || class.ends_with("__tooltip")
}

fn is_small(tree: &Tree, id: Id) -> bool {
    let mut len = 0;
    for step in tree.walk(id) {
        if let Step::Enter(id) = step
            && let Data::Text(text) = tree.data(id)
        {
            len += text.trim().len();
            if len > SMALL_TEXT {
                return false;
            }
        }
    }
    true
}

/// The flags that an element sets for all below it, and those that hold only when it turns out small.
fn place_of(tree: &Tree, id: Id, name: &str) -> (Place, Place) {
    let (mut lasting, mut small) = match name {
        "nav" | "menu" => (Place::NAVIGATION, Place::default()),
        "aside" => (Place::ASIDE, Place::default()),
        "footer" => (Place::FOOTER, Place::default()),
        "figure" => (Place::default(), Place::FIGURE),
        "figcaption" => (Place::default(), Place::CAPTION),
        "blockquote" | "q" => (Place::QUOTE, Place::default()),
        "ul" | "ol" | "dl" => (Place::LIST, Place::default()),
        "table" => (Place::TABLE, Place::default()),
        "time" => (Place::TIME, Place::default()),
        "form" => (Place::default(), Place::FORM),
        "body" | "html" | "main" | "article" => return (Place::default(), Place::default()),
        _ => (Place::default(), Place::default()),
    };
    match tree.attribute(id, "role") {
        Some("navigation" | "menu" | "menubar") => lasting = lasting.with(Place::NAVIGATION),
        Some("complementary") => lasting = lasting.with(Place::ASIDE),
        Some("contentinfo") => lasting = lasting.with(Place::FOOTER),
        _ => {}
    }
    if tree.attribute(id, "itemprop").is_some_and(|p| p.contains("author")) || tree.attribute(id, "rel") == Some("author") {
        small = small.with(Place::BYLINE);
    }
    for attribute in ["class", "id", "data-testid", "data-component", "itemprop"] {
        // Long class lists belong to wrappers or are generated; the first words say it.
        let Some(value) = tree.attribute(id, attribute).map(|v| &v[..v.floor_char_boundary(400)]) else { continue };
        for word in CLASSES.0.find_overlapping_iter(value) {
            small = small.with(CLASSES.1[word.pattern()]);
        }
    }
    (lasting, small)
}

/// All of [`CLASS_WORDS`] in one automaton, blind to case, and the place that each tells.
static CLASSES: LazyLock<(AhoCorasick, Vec<Place>)> = LazyLock::new(|| {
    let words = CLASS_WORDS.iter().flat_map(|(words, _)| *words);
    let places = CLASS_WORDS.iter().flat_map(|(words, place)| words.iter().map(|_| *place)).collect();
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(words);
    // Some sixty short words of our own: nothing that could be too large.
    (automaton.unwrap_or_else(|e| unreachable!("{e}")), places)
});

/// Parts of class names and ids that news sites share; general habits of the trade, not of one site.
const CLASS_WORDS: &[(&[&str], Place)] = &[
    (&["caption", "cutline", "image-description", "photo-description", "media__text"], Place::CAPTION),
    (&["credit", "photographer", "image-source", "img-source", "photo-source", "copyright"], Place::CREDIT),
    (
        &[
            "byline",
            "by-line",
            "article-author",
            "author-name",
            "post-author",
            "entry-author",
            "story-author",
            "contributor",
            "author__name",
        ],
        Place::BYLINE,
    ),
    (
        &[
            "newsletter",
            "promo",
            "related",
            "recommend",
            "read-more",
            "readmore",
            "read_more",
            "subscribe",
            "subscription",
            "signup",
            "sign-up",
            "social",
            "share",
            "sharing",
            "sponsor",
            "advert",
            "taboola",
            "outbrain",
            "paywall",
            "most-read",
            "mostread",
            "most-popular",
            "trending",
            "also-like",
            "more-on",
            "morefrom",
            "more-from",
            "breadcrumb",
            "cookie",
            "gdpr",
            "toolbar",
            "author-bio",
            "about-author",
            "tags",
        ],
        Place::PROMO,
    ),
    (&["comments", "disqus", "comment-list", "commentlist"], Place::COMMENTS),
];

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    block: Block,
    /// A blank is due before the next word.
    blank: bool,
    breaks: usize,
    link: Option<(usize, String)>,
    /// The link goes on in the next block.
    emphasis: usize,
}

impl Builder {
    fn push(&mut self, text: &str, open: &Open) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.blank = true;
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            if self.breaks >= 2 {
                self.flush();
            }
            self.breaks = 0;
            if self.block.text.is_empty() {
                self.block.place = open.place;
                self.block.heading = open.heading;
                self.block.element = open.element;
            } else if self.blank {
                self.block.text.push(' ');
            }
            self.blank = false;
            if let Some((start, _)) = &mut self.link
                && *start == usize::MAX
            {
                *start = self.block.text.len();
            }
            self.block.text.push(c);
            if self.emphasis > 0 {
                self.block.emphasized += c.len_utf8();
            }
        }
    }

    fn line_break(&mut self) {
        self.blank = true;
        self.breaks += 1;
    }

    fn open_link(&mut self, href: Option<&str>) {
        self.close_link();
        if let Some(href) = href.filter(|h| h.len() <= 2048) {
            self.link = Some((usize::MAX, href.to_owned()));
        }
    }

    fn close_link(&mut self) {
        if let Some((start, href)) = self.link.take() {
            self.keep_link(start, href);
        }
    }

    fn keep_link(&mut self, start: usize, href: String) {
        let end = self.block.text.len();
        if start < end {
            self.block.links.push((start..end, href));
        }
    }

    fn flush(&mut self) {
        // A link may hold several blocks: each gets its part.
        if let Some((start, href)) = self.link.take() {
            self.keep_link(start, href.clone());
            self.link = Some((usize::MAX, href));
        }
        self.breaks = 0;
        self.blank = false;
        if !self.block.text.is_empty() {
            self.blocks.push(std::mem::take(&mut self.block));
        }
    }
}

/// Characters that no reader sees and that would only disturb offsets: zero-width marks, soft hyphens, controls.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}' | '\u{fffe}' | '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}')
}

#[cfg(test)]
mod tests {
    use super::super::tree::ROOT;
    use super::*;

    fn check(html: &str, expect: &[&str]) {
        let tree = Tree::parse(html);
        let found: Vec<String> = blocks(&tree, ROOT)
            .into_iter()
            .map(|b| {
                let links: String = b.links.iter().map(|(r, h)| format!(" [{}]({h})", &b.text[r.clone()])).collect();
                format!(
                    "{}{}{}{links}",
                    if b.heading > 0 { "# " } else { "" },
                    if b.place.any(Place::CAPTION) { "caption: " } else { "" },
                    b.text
                )
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn blocks_in_reading_order() {
        check(
            "<h1> Two\n words </h1><p>One <b>bold</b>face<br>line<br><br>next</p>tail<figure><figcaption>A bridge</figcaption></figure>",
            &["# Two words", "One boldface line", "next", "tail", "caption: A bridge"],
        );
        check("<p>see <a href=/x>the <i>report</i></a>.</p>", &["see the report. [the report](/x)"]);
        check("<p>soft\u{ad}hyphen<script>no</script><span hidden>no</span></p>", &["softhyphen"]);
    }

    #[test]
    fn a_large_element_is_no_caption() {
        let page = format!("<div class=with-caption><p>{}</p></div>", "word ".repeat(400));
        let tree = Tree::parse(&page);
        assert!(!blocks(&tree, ROOT)[0].place.any(Place::CAPTION));
    }
}
