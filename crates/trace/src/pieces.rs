//! Contents made whole: quotations that run over paragraphs, and sentences that go on with what the same source says.

use sayso_doc::{Article, Attribution, ParagraphKind, Span};

use crate::nesting::Nesting;
use crate::reading::{Block, Reading};

/// Bytes that a tagger may have missed between the verb after a cue and the content.
const RELATIVE_GAP: usize = 16;
/// Paragraphs that one quotation may run over.
const LONGEST_QUOTE: usize = 12;

/// The attributions with their contents extended.
pub fn complete(article: &Article, reading: &Reading<'_>, mut attributions: Vec<Attribution>) -> Vec<Attribution> {
    attributions.iter_mut().for_each(|a| relative_clause(article, reading, a));
    let mut covered = Covered::new(reading, &attributions);
    let nesting = Nesting::new(&attributions);
    let mut order: Vec<usize> = (0..attributions.len()).filter(|&i| nesting.parent[i].is_none()).collect();
    order.sort_by_key(|&i| end_of(&attributions[i]));
    for i in order {
        let mut added: Vec<Span> = Vec::new();
        carry_over_paragraphs(article, reading, &attributions[i], &covered, &mut added);
        if added.is_empty() {
            next_sentences(article, reading, &attributions[i], &covered, &mut added);
        }
        for &span in &added {
            covered.add(reading, span);
        }
        if !added.is_empty() {
            let content = &mut attributions[i].content;
            content.extend(added);
            content.sort_unstable();
        }
    }
    attributions
}

/// "There were two ships that the agency said were empty": what stands before "that" is reported with what follows the cue.
fn relative_clause(article: &Article, reading: &Reading<'_>, a: &mut Attribution) {
    let Some(source) = a.source else { return };
    let source = reading.tokens_in(source.start(), source.end());
    let cue = reading.tokens_in(a.cue.start(), a.cue.end());
    let (Some(that), Some(next)) = (source.start.checked_sub(1), reading.tokens.get(cue.end)) else { return };
    let finite = matches!(
        next.low.as_ref(),
        "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would" | "could" | "may" | "might" | "can" | "should"
    );
    let one_sentence = reading.tokens[that].sentence == next.sentence;
    if source.end != cue.start || !finite || !one_sentence || !matches!(reading.low(that), "that" | "which" | "who") {
        return;
    }
    let first = (0..that).rev().take_while(|&k| reading.tokens[k].sentence == next.sentence).last();
    let end_of_content = end_of(a).max(next.end);
    let Some(first) = first else { return };
    let before = article.text.span(reading.tokens[first].start, reading.tokens[that - 1].end);
    let after = article.text.span(next.start, end_of_content);
    if let (Ok(before), Ok(after)) = (before, after)
        && a.content.iter().all(|c| c.start() >= next.start && c.start() <= next.end + RELATIVE_GAP || c.end() <= next.start)
    {
        a.content = vec![before, after];
    }
}

fn end_of(attribution: &Attribution) -> usize {
    attribution.content.iter().map(|c| c.end()).max().unwrap_or(0).max(attribution.cue.end())
}

/// Tokens that some attribution holds as source, cue or content.
struct Covered {
    tokens: Vec<bool>,
}

impl Covered {
    fn new(reading: &Reading<'_>, attributions: &[Attribution]) -> Self {
        let mut covered = Self { tokens: vec![false; reading.tokens.len()] };
        for a in attributions {
            for span in a.content.iter().chain(a.source.iter()).chain([&a.cue]) {
                covered.add(reading, *span);
            }
        }
        covered
    }

    fn add(&mut self, reading: &Reading<'_>, span: Span) {
        for i in reading.tokens_in(span.start(), span.end()) {
            self.tokens[i] = true;
        }
    }

    fn any(&self, first: usize, last: usize) -> bool {
        self.tokens.get(first..last).is_some_and(|t| t.iter().any(|&c| c))
    }
}

/// A paragraph that ends in an open quotation hands it on to the next one that opens with a mark.
fn carry_over_paragraphs(article: &Article, reading: &Reading<'_>, a: &Attribution, covered: &Covered, added: &mut Vec<Span>) {
    let Some(last) = a.content.iter().max_by_key(|c| c.end()) else { return };
    let tokens = reading.tokens_in(last.start(), last.end());
    let Some(mut para) = tokens.end.checked_sub(1).and_then(|t| reading.tokens.get(t)).map(|t| t.para) else { return };
    let Some(here) = reading.blocks.get(para) else { return };
    if !here.left_open || tokens.end + 2 < here.last {
        return;
    }
    for _ in 0..LONGEST_QUOTE {
        let Some(next) = next_body(&reading.blocks, para) else { return };
        let block = reading.blocks[next];
        if !block.opens || block.first >= block.last {
            return;
        }
        // Up to the closing mark, which may be followed by a new cue ("…, Roe added").
        let close = (block.first + 1..block.last).find(|&i| matches!(reading.tokens[i].text, "”" | "\"" | "»"));
        let end = close.map_or(block.last, |c| c + 1);
        if covered.any(block.first, end) {
            return;
        }
        if let Ok(span) = article.text.span(reading.tokens[block.first].start, reading.tokens[end - 1].end) {
            added.push(span);
        }
        if close.is_some() {
            return;
        }
        para = next;
    }
}

fn next_body(blocks: &[Block], para: usize) -> Option<usize> {
    let next = (para + 1..blocks.len().min(para + 6))
        .find(|&p| blocks[p].last > blocks[p].first && !matches!(blocks[p].kind, ParagraphKind::Caption | ParagraphKind::Credit))?;
    (blocks[next].kind == ParagraphKind::Body).then_some(next)
}

/// Sentences right after an attribution that nobody else has and that plainly go on with it.
fn next_sentences(article: &Article, reading: &Reading<'_>, a: &Attribution, covered: &Covered, added: &mut Vec<Span>) {
    let Some(last_token) = reading.tokens_in(0, end_of(a)).end.checked_sub(1) else { return };
    let Some(at) = reading.tokens.get(last_token).map(|t| t.sentence) else { return };
    let quoting =
        a.content.iter().any(|c| reading.tokens_in(c.start(), c.end()).any(|i| matches!(reading.tokens[i].text, "“" | "\"" | "«")));
    let mut here = reading.sentences[at];
    let block = reading.blocks.get(here.para).copied();
    let first_block = block;
    for next in reading.sentences[at + 1..].iter().take(LONGEST_QUOTE) {
        if covered.any(next.first, next.last) || next.first >= next.last {
            return;
        }
        let same_para = next.para == here.para;
        let kind = reading.blocks.get(next.para).map(|b| b.kind);
        if kind != Some(ParagraphKind::Body) {
            return;
        }
        let goes_on = if wholly_quoted(reading, next.first, next.last) {
            // A quotation with no cue of its own, after one that has: the same voice.
            quoting
                && (same_para
                    || first_block.is_some_and(|b| b.kind == ParagraphKind::Body)
                        && next.para <= here.para + 1
                        && whole_block_quoted(reading, next.para))
        } else {
            same_para && !quoting && correlates(reading, a, next.first)
        };
        if !goes_on {
            return;
        }
        if let Ok(span) = article.text.span(reading.tokens[next.first].start, reading.tokens[next.last - 1].end) {
            added.push(span);
        }
        here = *next;
    }
}

fn is_open(text: &str) -> bool {
    matches!(text, "“" | "\"" | "«")
}

/// From the first to the last word between marks.
fn wholly_quoted(reading: &Reading<'_>, first: usize, last: usize) -> bool {
    let tokens = &reading.tokens[first..last];
    let words = tokens.iter().filter(|t| t.is_word());
    let mut any = false;
    for word in words {
        any = true;
        if !word.quoted {
            return false;
        }
    }
    any && (is_open(tokens[0].text) || tokens[0].quoted)
}

fn whole_block_quoted(reading: &Reading<'_>, para: usize) -> bool {
    reading.blocks.get(para).is_some_and(|b| b.opens && wholly_quoted(reading, b.first, b.last))
}

/// "One …. The other …", "two votes. One …. The second …": the second half of what the content began.
fn correlates(reading: &Reading<'_>, a: &Attribution, next: usize) -> bool {
    let begins = |phrase: &str| reading.reads(next, phrase).is_some();
    let holds = |test: &[&str]| a.content.iter().any(|c| reading.tokens_in(c.start(), c.end()).any(|i| test.contains(&reading.low(i))));
    (begins("the other") || begins("another") || begins("the others") || begins("others"))
        && holds(&["one", "some", "first", "both", "two"])
        || (begins("the second") || begins("the third")) && holds(&["one", "first", "two", "three"])
        || (begins("one") || begins("the first")) && holds(&["two", "three", "four", "several"])
}
