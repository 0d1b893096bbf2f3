//! XML as it is found in the wild, to a small tree: what can be read is read, entities of a document's own are never expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements and texts that are read of one document.
const MAX_NODES: usize = 500_000;
/// Elements nested deeper than this give only their text.
const MAX_DEPTH: usize = 60;
/// Attributes read of one element.
const MAX_ATTRIBUTES: usize = 60;

#[derive(Debug, Default, PartialEq)]
pub struct Element {
    /// As written, in lower case, with its prefix: `content:encoded`.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// Its end tag was there: what it holds is whole.
    pub closed: bool,
}

#[derive(Debug, PartialEq)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// A document, as far as it could be read.
#[derive(Debug)]
pub struct Document {
    pub root: Option<Element>,
    /// Why the rest could not be read, if it couldn't.
    pub broken: Option<String>,
}

impl Element {
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|n| match n {
            Node::Element(e) => Some(e),
            Node::Text(_) => None,
        })
    }

    /// The first child of one of `names`, the first name that has one being preferred.
    pub fn child(&self, names: &[&str]) -> Option<&Element> {
        names.iter().find_map(|name| self.elements().find(|e| e.name == *name))
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// All text within, in order.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        out
    }

    fn push_text(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(e) => e.push_text(out),
            }
        }
    }

    /// The text of the first child of one of `names`, trimmed, unless it is empty.
    pub fn text_of(&self, names: &[&str]) -> Option<String> {
        let mut texts = names.iter().flat_map(|name| self.elements().filter(move |e| e.name == *name));
        texts.find_map(|e| Some(e.text().trim().to_owned()).filter(|t| !t.is_empty()))
    }

    /// What stands within, as markup again.
    pub fn markup(&self) -> String {
        let mut out = String::new();
        self.push_markup(&mut out);
        out
    }

    fn push_markup(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => escape(text, out),
                Node::Element(e) => {
                    out.push('<');
                    out.push_str(&e.name);
                    for (name, value) in &e.attributes {
                        out.push(' ');
                        out.push_str(name);
                        out.push_str("=\"");
                        escape(value, out);
                        out.push('"');
                    }
                    out.push('>');
                    e.push_markup(out);
                    out.push_str("</");
                    out.push_str(&e.name);
                    out.push('>');
                }
            }
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

/// Reads `text`. End tags without a start are passed over, elements left open end where their parent does.
pub fn read(text: &str) -> Document {
    let mut reader = Reader::from_str(text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']));
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut builder = Builder::default();
    let broken = loop {
        match reader.read_event() {
            Ok(Event::Eof) => break None,
            Ok(Event::Start(start)) => builder.open(&start),
            Ok(Event::Empty(start)) => {
                builder.open(&start);
                builder.close(start.name().as_ref());
            }
            Ok(Event::End(end)) => builder.close(end.name().as_ref()),
            Ok(Event::Text(text)) => builder.text(&text.into_inner()),
            Ok(Event::CData(text)) => builder.text(&text.into_inner()),
            Ok(Event::GeneralRef(name)) => builder.reference(&name),
            // A document's own entities are in its `DOCTYPE`: left alone, they can multiply nothing.
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => break Some(error.to_string()),
        }
        if builder.nodes > MAX_NODES {
            break Some("it has more elements than are read".to_owned());
        }
    };
    let unclosed = builder.open.len();
    let root = builder.finish();
    let cut = (unclosed > 0).then(|| "it ends too soon".to_owned());
    Document { root, broken: broken.or(cut) }
}

#[derive(Default)]
struct Builder {
    root: Option<Element>,
    open: Vec<Element>,
    /// Open elements beyond [`MAX_DEPTH`].
    deeper: usize,
    nodes: usize,
}

impl Builder {
    fn open(&mut self, start: &BytesStart<'_>) {
        if self.open.len() == MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        self.nodes += 1;
        let attributes = start.html_attributes();
        let mut attributes = attributes;
        let attributes = attributes
            .with_checks(false)
            .flatten()
            .take(MAX_ATTRIBUTES)
            .map(|a| {
                let raw = a.value.as_ref();
                // One with an entity of its own stays as written.
                let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned);
                (a.key.as_ref().to_lowercase(), value)
            })
            .collect();
        let name = start.name().as_ref().to_lowercase();
        self.open.push(Element { name, attributes, children: Vec::new(), closed: false });
    }

    fn close(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let name = name.to_lowercase();
        let Some(at) = self.open.iter().rposition(|e| e.name == name) else { return };
        while self.open.len() > at + 1 {
            self.pop(true);
        }
        self.pop(true);
    }

    fn pop(&mut self, closed: bool) {
        let Some(mut element) = self.open.pop() else { return };
        element.closed = closed;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            // What follows the root is no part of the document.
            None => drop(self.root.get_or_insert(element)),
        }
    }

    fn text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        if let Some(Node::Text(before)) = parent.children.last_mut() {
            before.push_str(text);
        } else {
            self.nodes += 1;
            parent.children.push(Node::Text(text.to_owned()));
        }
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let known = match &**name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.resolve_char_ref().ok().flatten(),
        };
        match known {
            Some(c) => self.text(c.encode_utf8(&mut [0; 4])),
            // HTML's own are common where XML has none: whoever reads the text as HTML knows them.
            None => self.text(&format!("&{};", &**name)),
        }
    }

    fn finish(mut self) -> Option<Element> {
        while !self.open.is_empty() {
            self.pop(false);
        }
        self.root
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(xml: &str, markup: &str, broken: Option<&str>) {
        let Document { root, broken: found } = read(xml);
        let root = Element { children: root.into_iter().map(Node::Element).collect(), ..Element::default() };
        assert_eq!(root.markup(), markup);
        assert_eq!(found.as_deref(), broken);
    }

    #[test]
    fn faults_cost_only_what_they_touch() {
        check("\u{feff}\n<?xml version='1.0'?><A b='1 &amp; 2'><c/>x &amp; y</A>", "<a b=\"1 &amp; 2\"><c></c>x &amp; y</a>", None);
        check("<a>AT&T &nbsp; &#8217;<![CDATA[<b>]]></a>", "<a>AT&amp;T &amp;nbsp; ’&lt;b&gt;</a>", None);
        check("<a></z><b>x</a>", "<a><b>x</b></a>", None);
        check("<a><b>x</b><c>y", "<a><b>x</b><c>y</c></a>", Some("it ends too soon"));
        check("", "", None);
    }

    #[test]
    fn entities_multiply_nothing() {
        let mut bomb = "<!DOCTYPE a [<!ENTITY l0 \"ha\">".to_owned();
        (1..30).for_each(|i| bomb.push_str(&format!("<!ENTITY l{i} \"&l{0};&l{0};\">", i - 1)));
        check(&format!("{bomb}]><a b='&l29;'>&l29;</a>"), "<a b=\"&amp;l29;\">&amp;l29;</a>", None);
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = read(&format!("{}x", "<a>".repeat(1_000_000)));
        assert_eq!(deep.root.unwrap().text(), "x");
        let wide = read(&format!("<r>{}</r>", "<a/>".repeat(1_000_000)));
        assert_eq!(wide.broken.as_deref(), Some("it has more elements than are read"));
        let many = read(&format!("<r{}/>", (0..100_000).map(|i| format!(" a{i}='x'")).collect::<String>()));
        assert_eq!(many.root.unwrap().attributes.len(), MAX_ATTRIBUTES);
    }
}
