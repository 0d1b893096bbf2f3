//! A ledger in the order in which people read it: by speaker and chain, nested statements under their parent, own voice last.

use std::collections::HashMap;

use sayso_doc::{Article, Certainty, Ledger, NoteKind, ParagraphKind, Span, Statement, Voice};
use sayso_register::Register;

use crate::wire::Registered;

/// Statements of one speaker through one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Index into the ledger's speakers.
    pub speaker: usize,
    /// Nearest the outlet first.
    pub via: Vec<String>,
    /// Outermost statements, in order.
    pub statements: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// In the order of their first statement.
    pub groups: Vec<Group>,
    /// Own-voice statements that stand in no other's content.
    pub own: Vec<usize>,
    /// For each statement those that stand directly in its content.
    pub children: Vec<Vec<usize>>,
}

impl Outline {
    pub fn new(ledger: &Ledger) -> Self {
        let count = ledger.statements.len();
        let mut children = vec![Vec::new(); count];
        let (mut groups, mut own): (Vec<Group>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut known: HashMap<(usize, Vec<&str>), usize> = HashMap::new();
        for (i, statement) in ledger.statements.iter().enumerate() {
            match (parent(ledger, i), &statement.voice) {
                (Some(parent), _) => children[parent].push(i),
                (None, Voice::Own) => own.push(i),
                (None, Voice::Attributed { speaker, via, .. }) => {
                    let key = (*speaker, via.iter().map(|r| r.name.as_str()).collect());
                    let group = *known.entry(key).or_insert_with(|| {
                        groups.push(Group { speaker: *speaker, via: via.iter().map(|r| r.name.clone()).collect(), statements: Vec::new() });
                        groups.len() - 1
                    });
                    groups[group].statements.push(i);
                }
            }
        }
        Self { groups, own, children }
    }
}

/// The statement that statement `i` is shown under; a ring of parents, which only a bug could make, is cut.
fn parent(ledger: &Ledger, i: usize) -> Option<usize> {
    let parent = ledger.statements[i].parent.filter(|&p| p < ledger.statements.len() && p != i)?;
    let mut above = Some(parent);
    // Real nesting is a few levels deep.
    for _ in 0..64 {
        match above {
            None => return Some(parent),
            Some(a) if a == i => return None,
            Some(a) => above = ledger.statements.get(a).and_then(|s| s.parent),
        }
    }
    None
}

/// Tells where in an article something stands.
pub struct Places<'a> {
    article: &'a Article,
    /// For each paragraph its number among the body's, from 1.
    numbers: Vec<usize>,
}

impl<'a> Places<'a> {
    pub fn new(article: &'a Article) -> Self {
        let mut bodies = 0;
        let numbers = article
            .paragraphs
            .iter()
            .map(|p| {
                bodies += usize::from(p.kind == ParagraphKind::Body);
                bodies
            })
            .collect();
        Self { article, numbers }
    }

    /// `¶3`, `caption`, `heading`, …; empty where the text has no paragraphs.
    pub fn of(&self, span: Span) -> String {
        let i = self.article.paragraphs.partition_point(|p| p.span.end() <= span.start());
        match self.article.paragraphs.get(i).map(|p| p.kind) {
            None => String::new(),
            Some(ParagraphKind::Body) => format!("¶{}", self.numbers[i]),
            Some(kind) => kind.word().to_owned(),
        }
    }

    /// The number of paragraph `i` among the body's.
    pub fn number(&self, i: usize) -> usize {
        self.numbers[i]
    }
}

/// The words of a statement's content in one line, pieces joined by ` … `.
pub fn content(article: &Article, statement: &Statement) -> String {
    let pieces: Vec<String> = statement.content.iter().map(|&s| one_line(&article.text[s])).collect();
    pieces.join(" … ")
}

/// `words` with each run of white space as one blank.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The mark that stands before a certainty's word.
pub fn symbol(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "",
        Certainty::Hedged => "~",
        Certainty::Denied => "✗",
        Certainty::Questioned => "?",
    }
}

/// The mark and the words for a verification note.
pub fn note_words(kind: NoteKind) -> (&'static str, &'static str) {
    match kind {
        NoteKind::Unverified => ("!", "not verified"),
        NoteKind::Verified => ("✓", "verified"),
        NoteKind::CommentSought => ("@", "asked for comment"),
        NoteKind::CommentDeclined => ("@", "declined to comment"),
        NoteKind::NoResponse => ("@", "did not respond"),
    }
}

/// What a speaker is, in a few words: `state outlet of North Korea, run by …` where the register knows, else the type.
pub fn describe(ledger: &Ledger, speaker: usize, register: &Register) -> String {
    let Some(speaker) = ledger.speakers.get(speaker) else { return String::new() };
    let word = speaker.kind.word();
    if speaker.name.starts_with(word) {
        // `unnamed port official` says it itself.
        return String::new();
    }
    let Some(known) = speaker.register_id.as_deref().and_then(|id| Registered::find(register, id)) else { return word.to_owned() };
    let country = known.country.as_deref().and_then(|id| register.countries().iter().find(|c| c.id == id)).map(|c| c.name.as_str());
    let what = match known.kind {
        "country" | "private" => return word.to_owned(),
        "wire" => "news agency".to_owned(),
        "state" => match country {
            Some(country) => format!("state outlet of {country}"),
            None => "state outlet".to_owned(),
        },
        kind => format!("{kind} outlet"),
    };
    match known.owner {
        Some(owner) if known.kind == "state" => format!("{what}, run by {owner}"),
        _ => what,
    }
}
