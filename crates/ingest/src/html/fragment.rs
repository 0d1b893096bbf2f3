//! The markup of one article alone, as feeds and wires carry it: all of it is the article, so nothing is searched for.

use sayso_doc::{Article, ParagraphKind, Problem};
use sayso_register::Register;

use super::blocks::blocks;
use super::meta::{Meta, squash};
use super::tree::{ROOT, Tree};
use super::{body_sample, guard, layout, meta, write};
use crate::given::Given;
use crate::{Options, language, outlet};

/// The article in `html`. `origin` is what it is called where `given` names no id.
pub fn fragment(html: &str, origin: &str, given: &Given, options: &Options, register: &Register) -> (Option<Article>, Vec<Problem>) {
    let guarded = guard::guard(html);
    let tree = Tree::parse(&guarded);
    let blocks = blocks(&tree, ROOT);
    let title = given.title.clone().filter(|t| !t.is_empty());
    let pieces = layout(&blocks, &vec![true; blocks.len()], 0, title.as_deref(), register);
    if !pieces.iter().any(|p| p.kind == ParagraphKind::Body) {
        let problem = Problem::new("no_article", "there is no text in it").hint("give the page that it stands on");
        return (None, vec![problem]);
    }
    let base = given.url.as_deref().and_then(|u| meta::resolve(None, u));
    let (text, paragraphs, links) = write(&pieces, title.as_deref(), &Meta { base, ..Meta::default() });
    let language = language::of(&body_sample(&pieces), given.language.as_deref());
    if let Some(problem) = crate::refuse_language(language.as_deref(), options) {
        return (None, vec![problem]);
    }
    let mut article = Article {
        id: origin.to_owned(),
        origin: origin.to_owned(),
        outlet: given.url.as_deref().filter(|u| outlet::is_registered(register, u)).and_then(|u| outlet::of_url(register, u)),
        title,
        byline: None,
        published: None,
        updated: None,
        url: given.url.clone(),
        language,
        text,
        paragraphs,
        links,
    };
    given.complete(&mut article, register);
    if article.outlet.is_none() {
        article.outlet = outlet::of_text(article.text.as_str(), &article.paragraphs, register);
    }
    let mut problems = Vec::new();
    if tree.cut {
        problems.push(Problem::new("cut", "the text has more elements than are read; its end is missing").hint("give the article alone"));
    }
    (Some(article), problems)
}

/// The words of a little markup: "AT&amp;T <b>falls</b>" -> "AT&T falls".
pub fn words(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return squash(html);
    }
    squash(&Tree::parse(&guard::guard(html)).text(ROOT))
}
