//! Own voice: what the outlet itself states, cut into sentences and clauses, with what is no statement kept out.

use sayso_doc::{Article, Attribution, ParagraphKind, Span};

use crate::weakening::main_clause_marker;
use crate::reading::{Reading, Sentence};
use crate::words::Words;

/// Fewest words of a statement of one's own.
const LEAST_WORDS: usize = 4;
/// Fewest words of a clause beside an attribution in the same sentence.
const LEAST_CLAUSE: usize = 6;

/// A statement in the outlet's own voice.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    pub span: Span,
    /// A weakening word of its own ("may", "appears").
    pub marker: Option<Span>,
}

/// All statements of the article's own; `notes` are spans of verification notes, which are none.
pub fn read(article: &Article, reading: &Reading<'_>, attributions: &[Attribution], notes: &[Span]) -> Vec<Own> {
    let mut taken = vec![false; reading.tokens.len()];
    for a in attributions {
        for span in a.content.iter().chain(a.source.iter()).chain([&a.cue]) {
            for i in reading.tokens_in(span.start(), span.end()) {
                taken[i] = true;
            }
        }
    }
    for note in notes {
        for i in reading.tokens_in(note.start(), note.end()) {
            taken[i] = true;
        }
    }
    let mut own = Vec::new();
    for sentence in &reading.sentences {
        let body = reading.blocks.get(sentence.para).is_some_and(|b| b.kind == ParagraphKind::Body);
        if !body || is_no_statement(reading, *sentence) {
            continue;
        }
        let any = taken[sentence.first..sentence.last].iter().any(|&t| t);
        let ranges = if any { free_clauses(reading, *sentence, &taken) } else { vec![(sentence.first, sentence.last)] };
        for (first, last) in ranges {
            let (Some(a), Some(b)) = (reading.tokens.get(first), reading.tokens.get(last - 1)) else { continue };
            if let Ok(span) = article.text.span(a.start, b.end) {
                let marker = main_clause_marker(reading, first..last)
                    .and_then(|m| article.text.span(reading.tokens[m].start, reading.tokens[m].end).ok());
                own.push(Own { span, marker });
            }
        }
    }
    own
}

/// Questions, promos, fragments, quotations that nobody is given for, the reader addressed.
fn is_no_statement(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let tokens = &reading.tokens[sentence.first..sentence.last];
    let words: Vec<_> = tokens.iter().filter(|t| t.is_word()).collect();
    if words.len() < LEAST_WORDS || words.iter().all(|t| t.quoted) {
        return true;
    }
    // Headings and lines of lists do not end as sentences do.
    let end = tokens.iter().rev().find(|t| !matches!(t.text, "”" | "\"" | "’" | ")")).map_or("", |t| t.text);
    if !end.ends_with(['.', '!', '…', ':']) {
        return true;
    }
    let first = words[0].low.as_ref();
    let second = words[1].low.as_ref();
    let promo = matches!(
        first,
        "read"
            | "watch"
            | "click"
            | "subscribe"
            | "related"
            | "follow"
            | "listen"
            | "download"
            | "share"
            | "advertisement"
            | "photos"
            | "video"
            | "gallery"
    ) || matches!(
        (first, second),
        ("sign", "up")
            | ("see", "also")
            | ("also", "on")
            | ("story", "continued")
            | ("more", "from")
            | ("check", "out")
            | ("scroll", "down")
            | ("all", "rights")
    ) || words.iter().any(|t| matches!(t.low.as_ref(), "copyright" | "newsletter" | "newsletters" | "subscribe"))
        || tokens[0].text == "©";
    // A heading in capitals, a list of links.
    let shouting = words.iter().filter(|t| t.is_acronym()).count() * 2 > words.len();
    let opinion = words.iter().any(|t| !t.quoted && matches!(t.text, "I" | "my" | "me")) || matches!(first, "let's");
    let verb = tokens.iter().any(|t| is_verb(&t.low));
    promo || shouting || opinion || !verb
}

fn is_verb(low: &str) -> bool {
    Words::get().verbs.contains(low)
        || low.ends_with("n't")
        || low.len() > 4 && low.ends_with("ed")
        || low.len() > 4 && low.ends_with('s') && !low.ends_with("ss")
}

/// Clauses of a sentence that no attribution and no note holds: at a comma, a semicolon or a dash, with a verb of their own.
fn free_clauses(reading: &Reading<'_>, sentence: Sentence, taken: &[bool]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut first = sentence.first;
    while first < sentence.last {
        if taken[first] {
            first += 1;
            continue;
        }
        let mut last = first;
        while last < sentence.last && !taken[last] {
            last += 1;
        }
        let next = last;
        // Trim what only joins.
        let (mut a, mut b) = (first, last);
        while a < b
            && (!reading.tokens[a].is_word() && !matches!(reading.tokens[a].text, "“" | "\"")
                || matches!(reading.low(a), "and" | "but" | "while" | "although" | "though" | "that" | "as"))
        {
            a += 1;
        }
        while b > a
            && (!reading.tokens[b - 1].is_word()
                || matches!(reading.low(b - 1), "and" | "but" | "while" | "although" | "though" | "that" | "as"))
        {
            b -= 1;
        }
        // "The plan is a blow to Roe, who | called for it": the main clause stands, its relative clause is somebody's.
        let main = first == sentence.first && last < sentence.last && b > a && is_subordinator(reading.low(b - 1));
        while main
            && b > a
            && (is_subordinator(reading.low(b - 1))
                || !reading.tokens[b - 1].is_word()
                || matches!(reading.low(b - 1), "in" | "on" | "of" | "for" | "to"))
        {
            b -= 1;
        }
        let words = (a..b).filter(|&i| reading.tokens[i].is_word()).count();
        let bounded = |at: usize| {
            at == sentence.first
                || at == sentence.last
                || (at > 0 && matches!(reading.tokens[at - 1].text, "," | ";" | "—" | "–" | "”" | "\""))
                || reading.tokens.get(at).is_some_and(|t| {
                    matches!(t.text, "," | ";" | "—" | "–" | "." | "“") || matches!(t.low.as_ref(), "but" | "and" | "while" | "although")
                })
        };
        let verb = (a..b).any(|i| is_verb(reading.low(i)));
        let relative = matches!(
            reading.low(a),
            "who"
                | "which"
                | "whose"
                | "where"
                | "in"
                | "on"
                | "at"
                | "during"
                | "after"
                | "before"
                | "for"
                | "with"
                | "to"
                | "of"
                | "speaking"
                | "asked"
        );
        if words >= LEAST_CLAUSE && verb && (main || bounded(first) && bounded(b)) && !relative {
            out.push((a, b));
        }
        first = next;
    }
    out
}

fn is_subordinator(low: &str) -> bool {
    matches!(low, "who" | "which" | "whose" | "that" | "since" | "because" | "after" | "when" | "where" | "whom" | "as" | "before")
}
