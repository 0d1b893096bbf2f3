//! Brat standoff: the text and its annotations for the brat annotation tool, offsets in code points.
//!
//! A statement is an event `Cue` with its source and content; own voice is a text-bound `OwnVoice`; certainty is an
//! attribute, speaker and chain stand in a note.

use std::fmt::Write;

use sayso_doc::{Article, Certainty, NoteKind, Offsets, Span, Voice};

use crate::pipeline::Traced;
use crate::wire;

/// What a folder of annotations needs beside them (`annotation.conf`).
pub const CONFIGURATION: &str = "\
[entities]
Source
Cue
Content
OwnVoice
Unverified
Verified
CommentSought
CommentDeclined
NoResponse
Credit

[relations]
About Arg1:Unverified|Verified|CommentSought|CommentDeclined|NoResponse, Arg2:Cue|OwnVoice
Within Arg1:Cue|OwnVoice, Arg2:Cue|OwnVoice

[events]
Cue Source?:Source, Content+:Content

[attributes]
Certainty Arg:Cue|OwnVoice, Value:Hedged|Denied|Questioned
";

struct Standoff<'a> {
    article: &'a Article,
    offsets: Offsets<'a>,
    out: String,
    bound: usize,
    notes: usize,
}

/// The `.ann` file of one article.
pub fn annotations(traced: &Traced) -> String {
    let Traced { article, ledger } = traced;
    let mut to = Standoff { article, offsets: Offsets::new(&article.text), out: String::new(), bound: 0, notes: 0 };
    let (mut events, mut attributes, mut relations) = (0, 0, 0);
    // `E1` for an attributed statement, `T1` for own voice, none where nothing of it can be marked.
    let mut ids: Vec<Option<String>> = Vec::with_capacity(ledger.statements.len());
    for statement in &ledger.statements {
        let id = match &statement.voice {
            Voice::Own => to.bind("OwnVoice", &statement.content),
            Voice::Attributed { source, cue, .. } => to.bind("Cue", &[*cue]).map(|cue| {
                let source = source.and_then(|s| to.bind("Source", &[s]));
                let content = to.bind("Content", &statement.content);
                events += 1;
                let mut line = format!("E{events}\tCue:{cue}");
                for (role, id) in [("Source", source), ("Content", content)] {
                    if let Some(id) = id {
                        _ = write!(line, " {role}:{id}");
                    }
                }
                to.line(&line);
                format!("E{events}")
            }),
        };
        if let Some(id) = &id {
            let value = match statement.certainty {
                Certainty::Asserted => None,
                Certainty::Hedged => Some("Hedged"),
                Certainty::Denied => Some("Denied"),
                Certainty::Questioned => Some("Questioned"),
            };
            if let Some(value) = value {
                attributes += 1;
                to.line(&format!("A{attributes}\tCertainty {id} {value}"));
            }
            if let Voice::Attributed { speaker, .. } = &statement.voice {
                let kind = ledger.speakers.get(*speaker).map_or("unnamed", |s| s.kind.word());
                let chain = wire::chain(article, ledger, statement).join(" <- ");
                to.note(id, &format!("{chain} ({kind})"));
            }
        }
        ids.push(id);
    }
    let id = |i: usize| ids.get(i).and_then(Option::as_deref);
    for (i, statement) in ledger.statements.iter().enumerate() {
        if let (Some(child), Some(parent)) = (id(i), statement.parent.and_then(id)) {
            relations += 1;
            to.line(&format!("R{relations}\tWithin Arg1:{child} Arg2:{parent}"));
        }
    }
    for note in &ledger.notes {
        let kind = match note.kind {
            NoteKind::Unverified => "Unverified",
            NoteKind::Verified => "Verified",
            NoteKind::CommentSought => "CommentSought",
            NoteKind::CommentDeclined => "CommentDeclined",
            NoteKind::NoResponse => "NoResponse",
        };
        let Some(bound) = to.bind(kind, &[note.span]) else { continue };
        for about in note.about.iter().filter_map(|&i| id(i)) {
            relations += 1;
            to.line(&format!("R{relations}\tAbout Arg1:{bound} Arg2:{about}"));
        }
        if let Some(who) = &note.who {
            to.note(&bound, who);
        }
    }
    for credit in ledger.syndicated_from.iter().chain(&ledger.contributors) {
        if let Some(bound) = credit.span.and_then(|span| to.bind("Credit", &[span])) {
            to.note(&bound, &credit.agency);
        }
    }
    to.out
}

/// What would end the field or the line for a reader in Python, as brat is.
fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl Standoff<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A text-bound annotation; `None` when nothing but white space would be marked.
    fn bind(&mut self, kind: &str, spans: &[Span]) -> Option<String> {
        // Brat holds each annotation on one line, so a span that crosses a line break becomes pieces.
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        for span in spans {
            let mut at = span.start();
            for line in self.article.text[*span].split_inclusive(breaks) {
                let blank = |c: char| c.is_whitespace() || breaks(c);
                let start = at + (line.len() - line.trim_start_matches(blank).len());
                let end = at + line.trim_end_matches(blank).len();
                at += line.len();
                if start < end {
                    pieces.push((start, end));
                }
            }
        }
        pieces.sort_unstable();
        if pieces.is_empty() {
            return None;
        }
        let text = self.article.text.as_str();
        let offsets: Vec<String> =
            pieces.iter().map(|&(s, e)| format!("{} {}", self.offsets.code_point(s), self.offsets.code_point(e))).collect();
        let words: Vec<&str> = pieces.iter().map(|&(s, e)| &text[s..e]).collect();
        self.bound += 1;
        self.line(&format!("T{}\t{kind} {}\t{}", self.bound, offsets.join(";"), words.join(" ")));
        Some(format!("T{}", self.bound))
    }

    fn note(&mut self, id: &str, words: &str) {
        self.notes += 1;
        let words = crate::outline::one_line(&words.replace(breaks, " "));
        self.line(&format!("#{}\tAnnotatorNotes {id}\t{words}", self.notes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;

    #[test]
    fn standoff_is_as_brat_reads_it() {
        let (article, ledger) = sample();
        let found = annotations(&Traced { article, ledger });
        crate::golden::check(std::path::Path::new("tests/golden/article.ann"), &found);
    }

    #[test]
    fn offsets_and_words_agree_and_ids_are_known() {
        let (article, ledger) = sample();
        let text: Vec<char> = article.text.as_str().chars().collect();
        let found = annotations(&Traced { article, ledger });
        let known: Vec<&str> = found.lines().filter_map(|l| l.split('\t').next()).collect();
        for line in found.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            if line.starts_with('T') {
                let (_, offsets) = fields[1].split_once(' ').unwrap();
                let pieces: Vec<String> = offsets
                    .split(';')
                    .map(|p| {
                        let (b, e) = p.split_once(' ').unwrap();
                        text[b.parse().unwrap()..e.parse().unwrap()].iter().collect()
                    })
                    .collect();
                assert_eq!(pieces.join(" "), fields[2]);
            }
            for id in fields[1].split([' ', ':']).filter(|w| w.starts_with(['T', 'E']) && w[1..].parse::<u32>().is_ok()) {
                assert!(known.contains(&id), "{line}");
            }
        }
    }

    #[test]
    fn a_span_over_lines_becomes_pieces() {
        let (article, mut ledger) = sample();
        let text = article.text.clone();
        ledger.statements.truncate(1);
        ledger.notes.clear();
        ledger.contributors.clear();
        let at = text.as_str().find("hours.").unwrap();
        ledger.statements[0].content = vec![text.span(at, at + 12).unwrap()];
        assert_eq!(annotations(&Traced { article, ledger }), "T1\tOwnVoice 90 96;98 101\thours. The\n");
    }
}
