//! One published text with what the page says of it.

use crate::text::{Span, Text};

/// What ingest makes of a page, a feed entry or a JSONL line.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The input's own id, else its path or URL.
    pub id: String,
    /// Where it was read from: a path, `-`, or a URL.
    pub origin: String,
    pub text: Text,
    /// In order, without overlap; white space between them belongs to none.
    pub paragraphs: Vec<Paragraph>,
    /// Links within `text`, in order.
    pub links: Vec<Link>,
    pub title: Option<String>,
    /// Who published it: canonical name by the register where known, else as the page names it.
    pub outlet: Option<String>,
    /// As printed, without "By".
    pub byline: Option<String>,
    /// ISO 8601 date or date and time.
    pub published: Option<String>,
    pub updated: Option<String>,
    /// Canonical URL.
    pub url: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    pub span: Span,
    pub kind: ParagraphKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// The article's headline or one of its section headings.
    Heading,
    Body,
    Caption,
    /// Photo credit, agency line, byline or "Reporting by …".
    Credit,
    /// Subscriptions, promos, link lists: no part of the article.
    Boilerplate,
}

impl ParagraphKind {
    pub const ALL: [Self; 5] = [Self::Heading, Self::Body, Self::Caption, Self::Credit, Self::Boilerplate];

    pub fn word(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Body => "body",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Boilerplate => "boilerplate",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The anchor's words.
    pub span: Span,
    /// Absolute where the page's address is known.
    pub href: String,
}

impl Article {
    /// The paragraph that holds byte `at`.
    pub fn paragraph_at(&self, at: usize) -> Option<Paragraph> {
        let i = self.paragraphs.partition_point(|p| p.span.end() <= at);
        self.paragraphs.get(i).copied().filter(|p| p.span.start() <= at)
    }

    /// Body paragraphs joined by blank lines.
    pub fn body(&self) -> String {
        let body: Vec<&str> = self.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Body).map(|p| &self.text[p.span]).collect();
        body.join("\n\n")
    }
}
