//! Trafilatura's XML and XML-TEI output: main text already found by another program, with what it knows of the page.

use sayso_doc::Problem;
use sayso_register::Register;

use crate::given::Given;
use crate::html::{fragment, resolve};
use crate::xml::{self, Document, Element, Node};
use crate::{Ingested, Input, Options};

/// Reads one document.
pub fn document(text: &str, input: Input<'_>, options: &Options, register: &Register) -> Ingested {
    let Document { root, broken } = xml::read(text);
    let refused = |problem| Ingested { line: None, article: None, problems: vec![problem] };
    let hint = "give the page itself, or trafilatura's output as it was written";
    let Some(root) = root else {
        return refused(Problem::new("bad_xml", "not valid XML").hint(hint));
    };
    let Some((given, main)) = (if root.name == "doc" { of_doc(&root) } else { of_tei(&root) }) else {
        return refused(Problem::new("no_article", "the document has no main text in it").hint(hint));
    };
    let mut html = String::new();
    to_html(main, &mut html);
    let (mut article, mut problems) = fragment::fragment(&html, input.origin, &given, options, register);
    if let Some(article) = &mut article {
        article.id = given.url.clone().unwrap_or_else(|| input.origin.to_owned());
        if let Some(reason) = broken {
            problems.push(Problem::new("bad_xml", format!("the document is broken, its end may be missing: {reason}")).hint(hint));
        }
    }
    Ingested { line: None, article, problems }
}

/// `<doc title="…" sitename="…" source="https://…"><main>…</main></doc>`
fn of_doc(root: &Element) -> Option<(Given, &Element)> {
    let said = |name: &str| root.attribute(name).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned);
    let url = said("source").or_else(|| said("url")).and_then(|u| resolve(None, &u)).map(|u| u.to_string());
    let given = Given {
        id: None,
        url,
        title: said("title"),
        outlet: said("sitename").or_else(|| said("hostname")),
        byline: said("author").map(|a| a.replace("; ", ", ")),
        published: said("date"),
        updated: None,
        language: said("language"),
    };
    root.child(&["main", "text"]).map(|main| (given, main))
}

fn of_tei(root: &Element) -> Option<(Given, &Element)> {
    let header = root.child(&["teiheader"]).and_then(|h| h.child(&["filedesc"]));
    let source = header.and_then(|h| h.child(&["sourcedesc"])).and_then(|s| s.child(&["biblfull"]));
    let (titles, published) = (header.and_then(|h| h.child(&["titlestmt"])), source.and_then(|s| s.child(&["publicationstmt"])));
    let target = published.and_then(|p| p.child(&["ptr"])).and_then(|p| p.attribute("target"));
    let given = Given {
        id: None,
        url: target.and_then(|u| resolve(None, u)).map(|u| u.to_string()),
        title: titles.and_then(|t| t.text_of(&["title"])),
        outlet: published.and_then(|p| p.text_of(&["publisher"])),
        byline: titles.and_then(|t| t.text_of(&["author"])).map(|a| a.replace("; ", ", ")),
        published: published.and_then(|p| p.text_of(&["date"])),
        updated: None,
        language: None,
    };
    let body = root.child(&["text"])?.child(&["body"])?;
    // Comments stand in a part of their own.
    let is_entry = |d: &&Element| d.attribute("type").is_none_or(|t| t != "comments");
    let main = body.elements().filter(|e| e.name == "div").find(is_entry).unwrap_or(body);
    Some((given, main))
}

/// TEI's names of things to HTML's.
fn to_html(element: &Element, out: &mut String) {
    for child in &element.children {
        let child = match child {
            Node::Text(text) => {
                out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
                continue;
            }
            Node::Element(e) => e,
        };
        let name = match child.name.as_str() {
            "head" => "h2",
            "list" => "ul",
            "item" => "li",
            "quote" | "q" => "blockquote",
            "hi" => "b",
            "ref" => "a",
            "row" => "tr",
            "cell" => "td",
            "lb" => {
                out.push_str("<br>");
                continue;
            }
            "graphic" | "comments" => continue,
            name @ ("p" | "div" | "ab" | "table" | "code" | "fw") => name,
            _ => "span",
        };
        out.push('<');
        out.push_str(name);
        if let Some(target) = child.attribute("target").filter(|_| name == "a") {
            out.push_str(&format!(" href=\"{}\"", target.replace('&', "&amp;").replace('"', "&quot;")));
        }
        out.push('>');
        to_html(child, out);
        out.push_str(&format!("</{name}>"));
    }
}
