//! Own voice: what the outlet itself states, cut into sentences and clauses, with what is no statement kept out.

use sayso_doc::{Article, Attribution, ParagraphKind, Span};

use crate::asides::{is_no_statement, is_opinion, is_post};
use crate::reading::{Reading, Sentence};
use crate::weakening::main_clause_marker;
use crate::words::Words;

/// Fewest words of a clause beside an attribution in the same sentence.
const LEAST_CLAUSE: usize = 6;
/// Fewest tokens between a source and a later cue that make the source a subject of its own.
const LEAST_BETWEEN: usize = 4;

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
    for a in attributions.iter().filter(|a| !is_hedge_alone(reading, a)) {
        let source = a.source.filter(|s| !is_subject_too(reading, a, *s));
        for span in a.content.iter().chain(source.iter()).chain([&a.cue]) {
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
        if !body || is_no_statement(reading, *sentence) || is_post(reading, sentence.para) {
            continue;
        }
        let any = taken[sentence.first..sentence.last].iter().any(|&t| t);
        let ranges = if any { free_clauses(reading, *sentence, &taken) } else { vec![(sentence.first, sentence.last)] };
        for (first, last) in ranges {
            let (Some(a), Some(b)) = (reading.tokens.get(first), reading.tokens.get(last - 1)) else { continue };
            if is_opinion(&reading.tokens[first..last]) {
                continue;
            }
            if let Ok(span) = article.text.span(a.start, b.end) {
                let marker = main_clause_marker(reading, first..last)
                    .and_then(|m| article.text.span(reading.tokens[m].start, reading.tokens[m].end).ok());
                own.push(Own { span, marker });
            }
        }
    }
    own
}

/// "the alleged thief": the outlet's own hedge on a word takes nothing of the sentence away from it.
fn is_hedge_alone(reading: &Reading<'_>, a: &Attribution) -> bool {
    let cue = reading.tokens_in(a.cue.start(), a.cue.end());
    a.source.is_none()
        && cue.len() == 1
        && matches!(reading.low(cue.start), "alleged" | "allegedly" | "suspected" | "so-called" | "supposed" | "purported" | "accused")
}

/// "The ministry sued the firm, saying it lied": the source is the subject of what the outlet tells first.
fn is_subject_too(reading: &Reading<'_>, a: &Attribution, source: Span) -> bool {
    let source = reading.tokens_in(source.start(), source.end());
    let cue = reading.tokens_in(a.cue.start(), a.cue.end());
    let inside = a.content.iter().any(|c| c.start() < a.cue.start() && c.end() > reading.tokens.get(source.start).map_or(0, |t| t.start));
    if source.end >= cue.start || inside || reading.low(cue.start.wrapping_sub(1)) == "who" {
        return false;
    }
    let between = source.end..cue.start;
    let participle = reading.low(cue.start).ends_with("ing") || between.clone().any(|k| reading.tokens[k].text == ",");
    // Another's words may stand between ("They confronted Roe, urging him to go").
    let aside = reading.low(cue.start).ends_with("ing") && reading.low(cue.start - 1) == ",";
    let told = reading.sentence_of(cue.start).is_some_and(|s| (s.first..cue.start).any(|k| is_finite(reading, k)));
    aside && told
        || participle
            && between.len() >= LEAST_BETWEEN
            && between.clone().any(|k| is_finite(reading, k) && !matches!(reading.low(k.saturating_sub(1)), "who" | "which" | "that"))
}

/// Whether token `k` looks like a finite verb.
fn is_finite(reading: &Reading<'_>, k: usize) -> bool {
    let token = &reading.tokens[k];
    let low = token.low.as_ref();
    let before = k.checked_sub(1).map_or("", |p| reading.low(p));
    let noun_follows = matches!(
        before,
        "a" | "an"
            | "the"
            | "of"
            | "with"
            | "his"
            | "her"
            | "its"
            | "their"
            | "by"
            | "for"
            | "in"
            | "on"
            | "at"
            | "to"
            | "and"
            | "from"
            | "as"
    );
    if token.quoted {
        return false;
    }
    Words::get().verbs.contains(low) && !noun_follows
        || low.ends_with("n't")
        || low.len() > 3
            && low.ends_with("ed")
            && !token.is_cap()
            && !noun_follows
            && !matches!(low, "need" | "feed" | "seed" | "deed" | "indeed" | "speed" | "hundred" | "breed")
        || low.len() > 3
            && low.ends_with('s')
            && !low.ends_with("ss")
            && !token.is_cap()
            && (matches!(before, "it" | "he" | "she" | "which" | "who" | "that" | "also" | "still" | "now")
                || reading.tokens[k - usize::from(k > 0)].is_cap())
}

/// Words that open a phrase or a dependent clause; on its own it states nothing.
fn is_dependent(low: &str) -> bool {
    matches!(
        low,
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
            | "when"
            | "if"
            | "as"
            | "while"
            | "although"
            | "though"
            | "because"
            | "since"
            | "ahead"
            | "despite"
            | "amid"
            | "among"
            | "under"
            | "by"
            | "from"
            | "until"
            | "unless"
            | "whether"
            | "that"
            | "like"
            | "unlike"
            | "including"
            | "without"
            | "through"
            | "following"
            | "according"
            | "instead"
            | "rather"
            | "than"
    ) || low.len() > 4 && low.ends_with("ing")
        || low == "asked"
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
        if let Some(clause) = free_clause(reading, sentence, first, last) {
            out.push(clause);
        }
        first = next;
    }
    out
}

/// The clause in the free tokens `first..last`, trimmed of what only joins it to what is taken.
fn free_clause(reading: &Reading<'_>, sentence: Sentence, first: usize, last: usize) -> Option<(usize, usize)> {
    let joins = |low: &str| matches!(low, "and" | "but" | "while" | "although" | "though" | "that" | "as" | "or");
    let (mut a, mut b) = (first, last);
    while a < b && (!reading.tokens[a].is_word() && !matches!(reading.tokens[a].text, "“" | "\"") || joins(reading.low(a))) {
        a += 1;
    }
    while b > a && (!reading.tokens[b - 1].is_word() || joins(reading.low(b - 1))) {
        b -= 1;
    }
    let mark = |text: &str| matches!(text, "," | ";" | "—" | "–");
    let opens = first == sentence.first
        || first > 0 && (mark(reading.tokens[first - 1].text) || matches!(reading.tokens[first - 1].text, "”" | "\""))
        || reading.tokens.get(first).is_some_and(|t| mark(t.text) || matches!(t.low.as_ref(), "but" | "and" | "while" | "although"));
    let closes = last == sentence.last
        || reading.tokens.get(last).is_some_and(|t| mark(t.text) || t.text == "“")
        || (b..last).any(|k| mark(reading.tokens[k].text))
        || matches!(reading.low(last - 1), "but" | "and" | "while" | "although");
    if !opens || a >= b {
        return None;
    }
    if !closes {
        // "The plan is a blow to Roe, who | called for it", "He spoke with them, | congratulating them": the main clause stands.
        let subordinate = is_subordinator(reading.low(b - 1));
        let cut = if subordinate {
            Some(b - 1)
        } else {
            (a + 1..b).rev().find(|&k| mark(reading.tokens[k].text) || is_subordinator(reading.low(k)))
        };
        b = cut?;
        while b > a
            && (!reading.tokens[b - 1].is_word()
                || joins(reading.low(b - 1))
                || is_subordinator(reading.low(b - 1))
                || matches!(reading.low(b - 1), "in" | "on" | "of" | "for" | "to"))
        {
            b -= 1;
        }
    }
    // A phrase or clause before the main one ("On Monday, …") is no statement without it.
    let mut main = a;
    // "Days after he left", "now finds himself": neither a clause nor its subject.
    let timed =
        (a + 1..(a + 3).min(b)).any(|k| matches!(reading.low(k), "after" | "before" | "since") && !(a..k).any(|j| is_finite(reading, j)));
    if is_dependent(reading.low(a)) || timed {
        main = (a..b).find(|&k| reading.tokens[k].text == ",")? + 1;
        if main >= b || is_dependent(reading.low(main)) {
            return None;
        }
    }
    // A predicate that has lost its subject.
    let headless = Words::get().verbs.contains(reading.low(main))
        && !matches!(reading.low(main), "left" | "set" | "put" | "shows" | "plans")
        || matches!(reading.low(main), "now" | "also" | "still" | "then" | "later" | "already" | "never" | "once" | "first" | "even")
            && reading.tokens.get(main + 1).is_some_and(|t| {
                !t.is_cap()
                    && (Words::get().verbs.contains(t.low.as_ref())
                        || t.low.ends_with("ed")
                        || t.low.ends_with('s') && !t.low.ends_with("ss"))
            });
    if headless {
        return None;
    }
    let words = (main..b).filter(|&i| reading.tokens[i].is_word()).count();
    (words >= LEAST_CLAUSE && (main..b).any(|k| is_finite(reading, k))).then_some((a, b))
}

fn is_subordinator(low: &str) -> bool {
    matches!(low, "who" | "which" | "whose" | "that" | "since" | "because" | "after" | "when" | "where" | "whom" | "as" | "before")
}
