//! Where contents begin and end: a tagger's ragged edges are moved to the edges of the clause, and cues that are none go.

use std::collections::HashMap;
use std::ops::Range;

use sayso_doc::{Article, Attribution, Span};

use crate::beliefs;
use crate::certainty::is_negation;
use crate::edges::{Fit, SUBJECT, Taken};
use crate::grammar::{is_auxiliary, is_said};
use crate::nesting::Nesting;
use crate::reading::Reading;
use crate::words::Words;

/// Tokens at the head of a content that are looked at for a request or comment.
const NOTE: usize = 5;
/// Tokens from the dash under a post to its author's handle.
const HANDLE: usize = 8;
/// A cue of auxiliaries alone is kept only above this chance.
const BARE_CUE: f32 = 0.85;
/// Below this chance most attributions are none: 3 of 17 were on `stories/train`, `annotated` and PolNeAR's train articles, and
/// fewer on articles that the model had not seen.
const LEAST_CHANCE: f32 = 0.45;

/// The attributions with their contents fitted; those that are none are left out.
pub fn fit(article: &Article, reading: &Reading<'_>, attributions: Vec<Attribution>) -> Vec<Attribution> {
    let likely = attributions.into_iter().filter(|a| a.chance.is_nan() || a.chance >= LEAST_CHANCE);
    let mut attributions: Vec<Attribution> = likely.filter_map(|a| real_cue(article, reading, a)).collect();
    one_cue(reading, &mut attributions);
    let mut attributions = beliefs::add(article, reading, attributions);
    let nesting = Nesting::new(&attributions);
    let taken = Taken::new(reading, &attributions);
    let with_that = keeps_that(reading, &attributions);
    let fitted: Vec<Vec<Span>> = attributions
        .iter()
        .enumerate()
        .map(|(me, attribution)| {
            let tokens = |c: &Span| reading.tokens_in(c.start(), c.end());
            let pieces: Vec<Range<usize>> = attribution.content.iter().map(tokens).filter(|p| !p.is_empty()).collect();
            // A piece that no edge of was moved stays as it was, to the byte.
            let as_tagged: HashMap<Range<usize>, Span> = attribution.content.iter().map(|c| (tokens(c), *c)).collect();
            let span = |p: Range<usize>| {
                let (first, last) = (reading.tokens.get(p.start)?, reading.tokens.get(p.end.checked_sub(1)?)?);
                as_tagged.get(&p).copied().or_else(|| article.text.span(first.start, last.end).ok())
            };
            Fit { reading, attribution, taken: &taken, me, with_that }.all(pieces).into_iter().filter_map(span).collect()
        })
        .collect();
    let mut before = Vec::with_capacity(fitted.len());
    for (a, content) in attributions.iter_mut().zip(fitted) {
        let content = if content.is_empty() { a.content.clone() } else { content };
        before.push(std::mem::replace(&mut a.content, content));
    }
    within_parents(article, &mut attributions, &nesting, &before);
    one_voice_a_sentence(reading, &mut attributions, &nesting);
    attributions
}

/// "first | reported": two cues side by side with one content are one cue; the likelier stays.
fn one_cue(reading: &Reading<'_>, attributions: &mut Vec<Attribution>) {
    let mut twice = vec![false; attributions.len()];
    for k in 1..attributions.len() {
        let (a, b) = (&attributions[k - 1], &attributions[k]);
        let (first, second) = (reading.tokens_in(a.cue.start(), a.cue.end()), reading.tokens_in(b.cue.start(), b.cue.end()));
        let same =
            a.content.len() == b.content.len() && a.content.iter().zip(&b.content).all(|(x, y)| x.end() == y.end() && x.overlaps(*y));
        let within = a.content.iter().any(|c| c.overlaps(b.cue)) || b.content.iter().any(|c| c.overlaps(a.cue));
        if second.start >= first.start && second.start <= first.end && same && !within {
            twice[if a.chance <= b.chance { k - 1 } else { k }] = true;
        }
    }
    let mut keep = twice.iter();
    attributions.retain(|_| !keep.next().copied().unwrap_or(false));
}

/// What was added to an inner content ends where the outer one does.
fn within_parents(article: &Article, attributions: &mut [Attribution], nesting: &Nesting, before: &[Vec<Span>]) {
    for i in 0..attributions.len() {
        let Some(p) = nesting.parent[i] else { continue };
        let at = attributions[i].cue.start();
        let Some(outer) = attributions[p].content.iter().find(|c| c.start() <= at && at < c.end()).copied() else { continue };
        for piece in &mut attributions[i].content {
            let was = before[i].iter().filter(|b| b.overlaps(*piece)).map(|b| b.end()).max().unwrap_or(piece.end());
            let end = outer.end().max(was);
            if outer.contains(*piece) || piece.start() < outer.start() || piece.end() <= end {
                continue;
            }
            *piece = article.text.span(piece.start(), end).unwrap_or(*piece);
        }
    }
}

/// A sentence that two attributions claim, neither within the other, belongs to the one whose cue stands in it or last before it.
fn one_voice_a_sentence(reading: &Reading<'_>, attributions: &mut [Attribution], nesting: &Nesting) {
    let mut owner: HashMap<usize, (usize, usize)> = HashMap::new();
    let distance = |piece: &Span, a: &Attribution| -> Option<(usize, usize)> {
        let at = reading.tokens_in(piece.start(), piece.end()).start;
        let cue = reading.tokens_in(a.cue.start(), a.cue.end()).start;
        let (here, there) = (reading.tokens.get(at)?.sentence, reading.tokens.get(cue)?.sentence);
        let far = if there == here {
            0
        } else if there < here {
            here - there
        } else {
            3 * (there - here)
        };
        Some((at, far))
    };
    let outermost: Vec<usize> = (0..attributions.len()).filter(|&i| nesting.parent[i].is_none()).collect();
    for &i in &outermost {
        for (at, far) in attributions[i].content.iter().filter_map(|p| distance(p, &attributions[i])) {
            let best = owner.entry(at).or_insert((far, i));
            if (far, usize::MAX - i) < (best.0, usize::MAX - best.1) {
                *best = (far, i);
            }
        }
    }
    for &i in &outermost {
        let kept: Vec<Span> = {
            let a = &attributions[i];
            let mine = |p: &Span| distance(p, a).is_none_or(|(at, far)| far == 0 || owner.get(&at).is_none_or(|&(_, o)| o == i));
            a.content.iter().copied().filter(mine).collect()
        };
        if !kept.is_empty() {
            attributions[i].content = kept;
        }
    }
}

/// Whether most contents with a "that" at their head hold it, in enough of them to tell.
fn keeps_that(reading: &Reading<'_>, attributions: &[Attribution]) -> bool {
    let (mut within, mut before) = (0, 0);
    for a in attributions {
        let Some(first) = a.content.iter().map(|c| reading.tokens_in(c.start(), c.end()).start).find(|&t| t > 0) else { continue };
        within += usize::from(reading.low(first) == "that");
        before += usize::from(reading.low(first - 1) == "that");
    }
    within > before.max(1)
}

/// The attribution with its cue made whole; `None` for words that report nothing.
fn real_cue(article: &Article, reading: &Reading<'_>, a: Attribution) -> Option<Attribution> {
    let cue = reading.tokens_in(a.cue.start(), a.cue.end());
    let a = source_after_cue(article, reading, a, &cue);
    if matches!(&article.text[a.cue], "—" | "–" | "-") {
        return Some(post(article, reading, a, &cue));
    }
    // "All told, …".
    if cue.len() == 1 && reading.low(cue.start) == "told" && cue.start > 0 && reading.low(cue.start - 1) == "all" {
        return None;
    }
    if is_note_only(reading, &cue, &a) {
        return None;
    }
    let mut a = a;
    let bare = cue.clone().all(|i| is_auxiliary(reading.low(i)) || matches!(reading.low(i), "the" | "a" | "an" | "also"));
    if !bare || cue.is_empty() {
        return Some(a);
    }
    // "has been | rejected": the verb is the cue, not the content.
    let words = Words::get();
    let next = reading.tokens.get(cue.end)?;
    let low = next.low.as_ref();
    let verb = words.hedge_cues.contains(low) || words.deny_cues.contains(low) || words.doubt_cues.contains(low) || is_said(low);
    if verb && let Ok(whole) = article.text.span(a.cue.start(), next.end) {
        a.cue = whole;
        a.content = a.content.into_iter().filter_map(|c| after(article, reading, c, whole.end())).collect();
        return (!a.content.is_empty()).then_some(a);
    }
    (a.chance > BARE_CUE).then_some(a)
}

/// "declined to comment", "did not respond to questions", "could not independently verify": told as notes, and nobody's statement.
fn is_note_only(reading: &Reading<'_>, cue: &Range<usize>, a: &Attribution) -> bool {
    let holds = |range: Range<usize>, words: &[&str]| range.into_iter().any(|i| words.contains(&reading.low(i)));
    let first = a.content.iter().map(|c| reading.tokens_in(c.start(), c.end()).start).min().unwrap_or(cue.end);
    let negated = cue.clone().any(|i| is_negation(reading.low(i)));
    let near = first..(first + NOTE).min(reading.tokens.len());
    let declines = holds(cue.clone(), &["declined", "declines", "decline", "declining", "refused", "refuses", "refusing"]);
    let comment = ["comment", "respond", "elaborate", "interviewed", "interview"];
    let answers = ["respond", "responded", "responding", "return", "returned", "reply", "replied", "answer", "answered"];
    let asked =
        ["comment", "request", "requests", "call", "calls", "email", "emails", "message", "messages", "questions", "inquiries", "inquiry"];
    let checks = ["verify", "verified", "confirm", "confirmed", "establish", "corroborate", "authenticate"];
    let able = ["independently", "immediately", "could", "unable", "cannot"];
    declines && (holds(near.clone(), &comment) || holds(cue.clone(), &comment))
        || negated && holds(cue.clone(), &answers) && (holds(near, &asked) || holds(cue.clone(), &asked))
        || (negated || holds(cue.clone(), &["unable"])) && holds(cue.clone(), &checks) && holds(cue.clone(), &able)
}

/// "Under the draft rule, the ministry would …": the source stands between the cue at the head of the sentence and the comma.
fn source_after_cue(article: &Article, reading: &Reading<'_>, mut a: Attribution, cue: &Range<usize>) -> Attribution {
    let heads = reading.sentence_of(cue.start).is_some_and(|s| s.first == cue.start);
    let last = cue.end.checked_sub(1).map_or("", |l| reading.low(l));
    if !heads || !matches!(last, "under" | "to" | "per") || !matches!(reading.low(cue.start), "under" | "according" | "per") {
        return a;
    }
    let sentence = reading.sentence_of(cue.start).map_or(cue.end, |s| s.last);
    let comma = (cue.end..sentence.min(cue.end + SUBJECT)).find(|&t| reading.low(t) == ",");
    let Some(comma) = comma.filter(|&c| c > cue.end && c + 1 < sentence) else { return a };
    let after_comma = reading.tokens[comma].end;
    if a.source.is_some_and(|s| s.start() >= after_comma)
        && let Ok(source) = article.text.span(reading.tokens[cue.end].start, reading.tokens[comma - 1].end)
        && let Some(last) = a.content.iter().map(|c| c.end()).max()
        && let Ok(content) = article.text.span(reading.tokens[comma + 1].start, last.max(reading.tokens[comma + 1].end))
    {
        a.source = Some(source);
        a.content = vec![content];
    }
    a
}

/// "Words of a post — Name (@name) date": the post is the paragraph before the dash, never the post above it.
fn post(article: &Article, reading: &Reading<'_>, mut a: Attribution, cue: &Range<usize>) -> Attribution {
    let signed = (cue.end..(cue.end + HANDLE).min(reading.tokens.len())).any(|t| reading.tokens[t].text.starts_with('@'));
    let Some(para) = reading.tokens.get(cue.start).map(|t| t.para).filter(|_| signed) else { return a };
    let block = reading.blocks[para];
    // A dash that opens its paragraph signs the one above.
    let last = if block.first < cue.start { cue.start } else { block.first };
    let mut top = if block.first < cue.start { Some(para) } else { para.checked_sub(1) };
    // Paragraphs above are the post's too where the tagger holds them, up to another one's signature.
    while let Some(above) = top.and_then(|t| t.checked_sub(1)).and_then(|p| reading.blocks.get(p)) {
        let held = reading.tokens.get(above.first).is_some_and(|t| a.content.iter().any(|c| c.start() <= t.start && t.start < c.end()));
        if !held || (above.first..above.last).any(|t| reading.tokens[t].text.starts_with('@')) {
            break;
        }
        top = top.and_then(|t| t.checked_sub(1));
    }
    let words = top.map_or(0..0, |t| reading.blocks[t].first..last);
    if let (Some(first), Some(last)) = (reading.tokens.get(words.start), words.end.checked_sub(1).and_then(|l| reading.tokens.get(l)))
        && !words.is_empty()
        && let Ok(span) = article.text.span(first.start, last.end)
    {
        a.content = vec![span];
    }
    a
}

/// What of `piece` stands after byte `at`, when it overlaps it.
fn after(article: &Article, reading: &Reading<'_>, piece: Span, at: usize) -> Option<Span> {
    if piece.end() <= at.min(piece.start()) || piece.start() >= at {
        return Some(piece);
    }
    let first = reading.tokens.get(reading.tokens_in(piece.start(), piece.end()).find(|&t| reading.tokens[t].start >= at)?)?;
    article.text.span(first.start, piece.end()).ok()
}
