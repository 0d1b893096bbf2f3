//! A page as an arena of nodes: html5ever builds it, every walk over it is a loop, never a recursion.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, QualName, parse_document};

/// Nodes after which no more of the page is read. The largest real pages have some 50,000.
const MAX_NODES: usize = 500_000;
/// The page is fed in pieces of this size, with a look at the number of nodes after each.
const CHUNK: usize = 16 << 10;

pub type Id = usize;
pub const ROOT: Id = 0;

#[derive(Debug)]
pub enum Data {
    Document,
    Element {
        name: QualName,
        attributes: Vec<(LocalName, StrTendril)>,
    },
    Text(String),
    /// Comments, processing instructions, template contents: nothing a reader sees.
    Other,
}

#[derive(Debug)]
pub struct Node {
    pub data: Data,
    parent: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
}

/// A parsed page.
#[derive(Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The page had more nodes than are read.
    pub cut: bool,
}

/// A step of a walk over a tree in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Enter(Id),
    Leave(Id),
}

impl Tree {
    /// Parses a page that went through [`super::guard::guard`].
    pub fn parse(html: &str) -> Self {
        let mut parser = parse_document(Sink::new(), Default::default());
        let mut rest = html;
        let mut cut = false;
        while !rest.is_empty() {
            let (piece, tail) = rest.split_at(rest.floor_char_boundary(CHUNK).max(rest.chars().next().map_or(0, char::len_utf8)));
            parser.process(piece.into());
            rest = tail;
            if parser.tokenizer.sink.sink.nodes.borrow().len() > MAX_NODES {
                cut = !rest.is_empty();
                break;
            }
        }
        let mut tree = parser.finish();
        tree.cut = cut;
        tree
    }

    pub fn data(&self, id: Id) -> &Data {
        &self.nodes[id].data
    }

    pub fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id].parent
    }

    /// The element's name, or "".
    pub fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    pub fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { attributes, .. } => attributes.iter().find(|(n, _)| &**n == wanted).map(|(_, v)| &**v),
            _ => None,
        }
    }

    /// All nodes in document order with `top` itself, each entered and left.
    pub fn walk(&self, top: Id) -> Walk<'_> {
        Walk { tree: self, top, next: Some(Step::Enter(top)) }
    }

    /// The elements below `top` (and itself) in document order.
    pub fn elements(&self, top: Id) -> impl Iterator<Item = Id> + '_ {
        self.walk(top).filter_map(|step| match step {
            Step::Enter(id) if matches!(self.nodes[id].data, Data::Element { .. }) => Some(id),
            _ => None,
        })
    }

    /// For each node whether there is anything but white space in it.
    pub fn filled(&self) -> Vec<bool> {
        let mut filled = vec![false; self.nodes.len()];
        for step in self.walk(ROOT) {
            if let Step::Leave(id) = step {
                let node = &self.nodes[id];
                filled[id] |= matches!(&node.data, Data::Text(t) if !t.trim().is_empty());
                if let Some(parent) = node.parent.filter(|_| filled[id]) {
                    filled[parent] = true;
                }
            }
        }
        filled
    }

    /// The words below `top`, white space as in the source.
    pub fn text(&self, top: Id) -> String {
        let mut out = String::new();
        for step in self.walk(top) {
            if let Step::Enter(id) = step
                && let Data::Text(text) = &self.nodes[id].data
            {
                out.push_str(text);
            }
        }
        out
    }
}

pub struct Walk<'t> {
    tree: &'t Tree,
    top: Id,
    next: Option<Step>,
}

impl Walk<'_> {
    /// Goes on behind `id`, which was just entered, without its children; it is still left.
    pub fn skip_children(&mut self, id: Id) {
        self.next = Some(Step::Leave(id));
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(self.tree.nodes[id].first.map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) if id == self.top => None,
            Step::Leave(id) => {
                let node = &self.tree.nodes[id];
                node.next.map(Step::Enter).or_else(|| node.parent.map(Step::Leave))
            }
        };
        Some(step)
    }
}

/// What html5ever writes into.
struct Sink {
    nodes: RefCell<Vec<Node>>,
}

impl Sink {
    fn new() -> Self {
        let sink = Self { nodes: RefCell::new(Vec::new()) };
        sink.add(Data::Document);
        sink
    }

    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { data, parent: None, previous: None, next: None, first: None, last: None });
        nodes.len() - 1
    }

    fn detach(nodes: &mut [Node], id: Id) {
        let (parent, previous, next) = (nodes[id].parent.take(), nodes[id].previous.take(), nodes[id].next.take());
        match previous {
            Some(p) => nodes[p].next = next,
            None => {
                if let Some(p) = parent {
                    nodes[p].first = next;
                }
            }
        }
        match next {
            Some(n) => nodes[n].previous = previous,
            None => {
                if let Some(p) = parent {
                    nodes[p].last = previous;
                }
            }
        }
    }

    /// Puts `id` under `parent`, before `before` or last.
    fn insert(nodes: &mut [Node], parent: Id, id: Id, before: Option<Id>) {
        Self::detach(nodes, id);
        let previous = match before {
            Some(b) => nodes[b].previous.replace(id),
            None => nodes[parent].last.replace(id),
        };
        match previous {
            Some(p) => nodes[p].next = Some(id),
            None => nodes[parent].first = Some(id),
        }
        nodes[id].parent = Some(parent);
        nodes[id].previous = previous;
        nodes[id].next = before;
    }

    /// Adds `text` under `parent`, before `before` or last, to the text that stands there already if one does.
    fn insert_text(&self, parent: Id, text: &str, before: Option<Id>) {
        {
            let mut nodes = self.nodes.borrow_mut();
            let neighbour = match before {
                Some(b) => nodes[b].previous,
                None => nodes[parent].last,
            };
            if let Some(Data::Text(known)) = neighbour.map(|n| &mut nodes[n].data) {
                known.push_str(text);
                return;
            }
        }
        let id = self.add(Data::Text(text.to_owned()));
        Self::insert(&mut self.nodes.borrow_mut(), parent, id, before);
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner(), cut: false }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].data {
            Data::Element { name, .. } => name,
            // html5ever asks for the names of elements alone.
            _ => unreachable!("name of a node that is no element"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let attributes = attributes.into_iter().map(|a| (a.name.local, a.value)).collect();
        self.add(Data::Element { name, attributes })
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        match child {
            NodeOrText::AppendNode(id) => Self::insert(&mut self.nodes.borrow_mut(), *parent, id, None),
            NodeOrText::AppendText(text) => self.insert_text(*parent, &text, None),
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let Some(parent) = self.nodes.borrow()[*sibling].parent else { return };
        match child {
            NodeOrText::AppendNode(id) => Self::insert(&mut self.nodes.borrow_mut(), parent, id, Some(*sibling)),
            NodeOrText::AppendText(text) => self.insert_text(parent, &text, Some(*sibling)),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Template contents hang in the air: nobody sees them.
    fn get_template_contents(&self, _: &Id) -> Id {
        self.add(Data::Other)
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Id, new: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].data {
            for a in new {
                if !attributes.iter().any(|(n, _)| *n == a.name.local) {
                    attributes.push((a.name.local, a.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        Self::detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut nodes = self.nodes.borrow_mut();
        while let Some(child) = nodes[*node].first {
            Self::insert(&mut nodes, *new_parent, child, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expect: &str) {
        let tree = Tree::parse(html);
        let mut seen = String::new();
        for step in tree.walk(ROOT) {
            match step {
                Step::Enter(id) => match tree.data(id) {
                    Data::Text(t) => seen.push_str(t),
                    _ if tree.name(id).is_empty() => {}
                    _ => seen += &format!("<{}>", tree.name(id)),
                },
                Step::Leave(id) if !tree.name(id).is_empty() => seen.push_str("</>"),
                Step::Leave(_) => {}
            }
        }
        assert_eq!(seen, expect);
    }

    #[test]
    fn misnested_tags_become_a_tree() {
        check("<p>one<p>two", "<html><head></><body><p>one</><p>two</></></>");
        check("<b><p>x</b>y", "<html><head></><body><b></><p><b>x</>y</></></>");
        check("<table>stray<tr><td>x", "<html><head></><body>stray<table><tbody><tr><td>x</></></></></></>");
    }

    #[test]
    fn a_page_that_multiplies_is_cut() {
        let page = format!("<div>{}</div>{}", (0..60).map(|i| format!("<b id={i}>")).collect::<String>(), "<p>x".repeat(50_000));
        assert!(Tree::parse(&page).cut);
    }
}
