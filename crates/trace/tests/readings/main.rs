//! Invented passages with what a careful reader gets from them, one module an area.
//!
//! In the notation `sN`, `cN` and `tN` are source, cue and content of attribution N; `caption`, `credit`, `heading` and
//! `boilerplate` mark paragraphs of that kind.

mod bounds;
mod certainty;
mod chains;
mod confidence;
mod credits;
mod kinds;
mod long_quotes;
mod nested;
mod notes;
mod own_voice;
mod robust;
mod sources;
mod speakers;
mod why;
mod wordings;

use sayso_doc::notation::{Marked, parse};
use sayso_doc::{Article, Attribution, Entity, EntityKind, Ledger, Link, Paragraph, ParagraphKind, Span, Statement, Tagged, Voice};
use sayso_register::Register;

/// A passage of one outlet's article, traced.
pub struct Passage {
    pub marked: Marked,
    pub article: Article,
    pub tagged: Tagged,
    pub ledger: Ledger,
}

/// Traces a passage published by the invented "Valley Gazette".
pub fn passage(source: &str) -> Passage {
    published_by("Valley Gazette", source)
}

pub fn published_by(outlet: &str, source: &str) -> Passage {
    let marked = parse(source).expect("the notation");
    let mut article = article(&marked);
    article.outlet = Some(outlet.to_owned());
    let tagged = tagged(&marked);
    let ledger = sayso_trace::trace(&article, &tagged, Register::builtin());
    Passage { marked, article, tagged, ledger }
}

pub fn article(marked: &Marked) -> Article {
    let text = marked.text.clone();
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for part in text.as_str().split("\n\n") {
        let span = text.trim(text.span(at, at + part.len()).expect("within"));
        at += part.len() + 2;
        let kind = [
            ("caption", ParagraphKind::Caption),
            ("credit", ParagraphKind::Credit),
            ("heading", ParagraphKind::Heading),
            ("boilerplate", ParagraphKind::Boilerplate),
        ];
        let kind = kind.into_iter().find(|(label, _)| marked.labelled(label).any(|s| s.contains(span)));
        if !span.is_empty() {
            paragraphs.push(Paragraph { span, kind: kind.map_or(ParagraphKind::Body, |(_, k)| k) });
        }
    }
    let links = marked.labelled("link").map(|span| Link { span, href: "https://www.reuters.com/world/a".into() }).collect();
    Article {
        id: "passage".into(),
        origin: "-".into(),
        text,
        paragraphs,
        links,
        title: None,
        outlet: None,
        byline: None,
        published: None,
        updated: None,
        url: None,
        language: Some("en".into()),
    }
}

fn tagged(marked: &Marked) -> Tagged {
    let mut attributions: Vec<Attribution> = Vec::new();
    for n in 1..40 {
        let first = |role: &str| marked.labelled(&format!("{role}{n}")).next();
        let content: Vec<Span> = marked.labelled(&format!("t{n}")).collect();
        if let Some(cue) = first("c")
            && !content.is_empty()
        {
            attributions.push(Attribution { source: first("s"), cue, content, chance: 0.9, kinds: None, certainties: None });
        }
    }
    attributions.sort_by_key(|a| a.cue.start());
    let mut entities: Vec<Entity> = [("per", EntityKind::Person), ("org", EntityKind::Group), ("loc", EntityKind::Place)]
        .into_iter()
        .flat_map(|(label, kind)| marked.labelled(label).map(move |span| Entity { span, kind }).collect::<Vec<_>>())
        .collect();
    entities.sort_by_key(|e| e.span.start());
    Tagged { attributions, entities }
}

impl Passage {
    /// The number in the notation of a statement, by its cue.
    fn number(&self, statement: &Statement) -> Option<usize> {
        let Voice::Attributed { cue, .. } = &statement.voice else { return None };
        (1..40).find(|n| self.marked.labelled(&format!("c{n}")).any(|s| s == *cue))
    }

    /// Whether a statement has number `n` in the notation.
    pub fn is_number(&self, statement: &Statement, n: usize) -> bool {
        self.number(statement) == Some(n)
    }

    /// One line a numbered statement, in the order of the numbers.
    pub fn lines(&self, show: impl Fn(&Statement) -> String) -> String {
        let mut lines: Vec<(usize, String)> = self.ledger.statements.iter().filter_map(|s| Some((self.number(s)?, show(s)))).collect();
        lines.sort();
        lines.into_iter().map(|(n, line)| format!("{n} {line}")).collect::<Vec<_>>().join("; ")
    }

    pub fn speaker(&self, statement: &Statement) -> &sayso_doc::Speaker {
        let Voice::Attributed { speaker, .. } = &statement.voice else { panic!("attributed") };
        &self.ledger.speakers[*speaker]
    }

    pub fn words(&self, spans: &[Span]) -> String {
        spans.iter().map(|s| &self.article.text[*s]).collect::<Vec<_>>().join(" … ")
    }
}
