//! Where contents begin and end: a tagger's ragged edges are moved to the edges of the clause, and cues that are none go.

use std::collections::HashMap;
use std::ops::Range;

use sayso_doc::{Article, Attribution, ParagraphKind, Span};

use crate::certainty::is_negation;
use crate::grammar::{
    carries_on, dangles, is_adjective, is_auxiliary, is_be, is_believed, is_clause_word, is_day, is_determiner, is_plain_word, is_said,
    is_soft_break, is_telling, is_title, leads_on,
};
use crate::nesting::Nesting;
use crate::reading::Reading;
use crate::words::Words;

/// Tokens by which an end may move to reach the end of its clause.
const REACH: usize = 24;
/// Tokens between two pieces that a tagger may have missed.
const HOLE: usize = 8;
/// Tokens of a subject before "is expected to".
const SUBJECT: usize = 16;
/// Tokens between a verb of telling and the "that" of its content.
const ADDRESSEE: usize = 9;
/// Tokens at the head of a content that are looked at for a request or comment.
const NOTE: usize = 5;
/// Tokens of a sentence that are no part of a content which holds another one.
const CRUMB: usize = 2;
/// Tokens from the dash under a post to its author's handle.
const HANDLE: usize = 8;
/// A cue of auxiliaries alone is kept only above this chance.
const BARE_CUE: f32 = 0.85;

/// The attributions with their contents fitted; those that are none are left out.
pub fn fit(article: &Article, reading: &Reading<'_>, attributions: Vec<Attribution>) -> Vec<Attribution> {
    let mut attributions: Vec<Attribution> = attributions.into_iter().filter_map(|a| real_cue(article, reading, a)).collect();
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

/// Whose cue or source each token is.
struct Taken {
    cue: Vec<Option<usize>>,
    source: Vec<Option<usize>>,
}

impl Taken {
    fn new(reading: &Reading<'_>, attributions: &[Attribution]) -> Self {
        let mut taken = Self { cue: vec![None; reading.tokens.len()], source: vec![None; reading.tokens.len()] };
        for (i, a) in attributions.iter().enumerate() {
            for t in reading.tokens_in(a.cue.start(), a.cue.end()) {
                taken.cue[t] = Some(i);
            }
            for t in a.source.map_or(0..0, |s| reading.tokens_in(s.start(), s.end())) {
                taken.source[t] = Some(i);
            }
        }
        taken
    }

    /// Whether token `t` is a cue or source of attribution `i` itself.
    fn own(&self, t: usize, i: usize) -> bool {
        self.cue.get(t).is_some_and(|&c| c == Some(i)) || self.source.get(t).is_some_and(|&s| s == Some(i))
    }

    /// Whether token `t` is anybody's.
    fn any(&self, t: usize) -> bool {
        self.cue.get(t).is_some_and(Option::is_some) || self.source.get(t).is_some_and(Option::is_some)
    }
}

struct Fit<'a, 't> {
    reading: &'a Reading<'t>,
    attribution: &'a Attribution,
    taken: &'a Taken,
    me: usize,
    /// The tagger takes "that" for a part of contents, as PolNeAR does.
    with_that: bool,
}

impl Fit<'_, '_> {
    fn all(&self, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let cue = self.reading.tokens_in(self.attribution.cue.start(), self.attribution.cue.end());
        let mut out: Vec<Range<usize>> = Vec::new();
        let alone = pieces.len() == 1;
        for piece in pieces {
            // A headline is no part of what somebody is reported to say below it.
            if !alone && self.in_heading(piece.start) && !self.in_heading(cue.start) {
                continue;
            }
            // "., which": crumbs beside the content.
            let crumb = |t| self.is_mark(t) || leads_on(self.low(t)) || is_determiner(self.low(t)) || self.taken.own(t, self.me);
            if !alone && piece.clone().all(crumb) {
                continue;
            }
            // "told | Ann Roe of the union | that | he would": whom it was told is no content.
            if out.len() == 1
                && (cue.end..cue.end + 4).contains(&out[0].start)
                && piece.start > out[0].end
                && self.one_sentence(cue.start, piece.start)
            {
                let that = piece.start - 1;
                let told = cue.clone().any(|i| is_telling(self.low(i)));
                if told
                    && (self.low(that) == "that" || self.low(piece.start) == "that")
                    && out[0].clone().all(|t| !is_auxiliary(self.low(t)))
                {
                    out.clear();
                }
            }
            let piece = if out.last().is_some_and(|l| piece.start <= l.end + HOLE) { piece } else { self.without_crumbs(piece, &cue) };
            let start = self.start(&piece, &cue);
            let end = self.end(start..piece.end, &cue);
            let piece = start..end;
            if piece.is_empty() {
                continue;
            }
            // A hole that no cue or source stands in is the tagger's.
            if let Some(last) = out.last_mut()
                && piece.start <= last.end + HOLE
                && self.one_sentence(last.end - 1, piece.start)
                && (last.end..piece.start).all(|t| self.taken.cue[t].is_none() && !self.taken.own(t, self.me))
                && !((last.end..piece.start).any(|t| self.is_mark(t)) && piece.start > last.end + 1)
            {
                last.end = last.end.max(piece.end);
                continue;
            }
            out.push(piece);
        }
        if let Some(subject) = self.subject(&out, &cue) {
            out.insert(0, subject);
        }
        out
    }

    /// `piece` without a word or two of a sentence that it does not hold: the end of the one before, the start of the one after.
    fn without_crumbs(&self, piece: Range<usize>, cue: &Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (piece.start, piece.end);
        if let (Some(first), Some(last)) = (self.reading.sentence_of(start), self.reading.sentence_of(end - 1))
            && first.first != last.first
        {
            if end - last.first <= CRUMB && end < last.last && !self.is_mark(end) && !(last.first..last.last).contains(&cue.start) {
                end = last.first;
            }
            if first.last - start <= CRUMB && start > first.first && first.last < end && !(first.first..first.last).contains(&cue.start) {
                start = first.last;
            }
        }
        start..end
    }

    fn in_heading(&self, t: usize) -> bool {
        let block = self.reading.tokens.get(t).and_then(|t| self.reading.blocks.get(t.para));
        block.is_some_and(|b| b.kind == ParagraphKind::Heading)
    }

    fn low(&self, t: usize) -> &str {
        self.reading.low(t)
    }

    fn one_sentence(&self, a: usize, b: usize) -> bool {
        self.reading.tokens.get(a).zip(self.reading.tokens.get(b)).is_some_and(|(a, b)| a.sentence == b.sentence)
    }

    fn is_mark(&self, t: usize) -> bool {
        self.reading
            .tokens
            .get(t)
            .is_none_or(|t| !t.is_word() && !t.is_possessive() && !matches!(t.text, "$" | "€" | "£" | "#" | "@" | "%"))
    }

    fn start(&self, piece: &Range<usize>, cue: &Range<usize>) -> usize {
        let mut start = piece.start;
        if start >= cue.end && self.one_sentence(cue.start, start) {
            // "told Ann Roe that | he would", "said on Monday that | it was".
            if let Some(that) = self.addressee_that(cue, piece) {
                return if self.with_that { that } else { that + 1 };
            }
            // "said | that he": the conjunction is none of the content.
            if self.low(start) == "that" && !self.with_that && start + 3 < piece.end && self.opens_clause(start + 1) {
                return start + 1;
            }
        }
        // Cut within a noun phrase: "asking a | judge", "Mr. | Roe", "they | 're".
        let floor = if start >= cue.end { cue.end } else { 0 };
        while start > floor
            && self.one_sentence(start - 1, start)
            && !self.taken.own(start - 1, self.me)
            && self.taken.cue[start - 1].is_none()
            && (is_determiner(self.low(start - 1)) && self.low(start - 1) != "her" && self.reading.tokens[start].is_word()
                || is_title(self.reading.tokens[start - 1].text)
                || self.reading.tokens[start].start == self.reading.tokens[start - 1].end
                    && (self.reading.tokens[start].is_possessive() || self.low(start).starts_with('\''))
                    && !self.is_mark(start - 1))
        {
            start -= 1;
        }
        start
    }

    /// The "that" between a verb of telling and its content, when the content began with whom it was told.
    fn addressee_that(&self, cue: &Range<usize>, piece: &Range<usize>) -> Option<usize> {
        if piece.start > cue.end + 2 || self.low(piece.start) == "that" {
            return None;
        }
        let tells = cue.clone().any(|i| is_telling(self.low(i)));
        let says = cue
            .clone()
            .any(|i| matches!(self.low(i), "said" | "say" | "says" | "saying" | "announced" | "wrote" | "reported" | "confirmed"));
        let first = piece.start;
        let that = (first + 1..piece.end.min(first + ADDRESSEE)).find(|&t| self.low(t) == "that")?;
        let between_is_plain = (first..that).all(|t| {
            let low = self.low(t);
            !is_auxiliary(low)
                && (!self.is_mark(t) || self.reading.tokens[t].is_possessive())
                && !matches!(low, "and" | "but" | "or" | "to" | "which" | "who")
        });
        let phrase = ["on", "in", "at", "earlier", "later", "during", "early", "late", "last", "this"].contains(&self.low(first))
            || is_day(self.low(first));
        let before_that = self.reading.tokens[that - 1].is_cap() || is_day(self.low(that - 1)) || phrase || tells;
        ((tells || says && phrase) && between_is_plain && before_that && self.opens_clause(that + 1)).then_some(that)
    }

    /// Whether a clause begins with token `t`, after a "that": its subject or an adverb, not the noun or verb of a demonstrative.
    fn opens_clause(&self, t: usize) -> bool {
        let Some(token) = self.reading.tokens.get(t) else { return false };
        let low = token.low.as_ref();
        if is_auxiliary(low) || token.is_possessive() || matches!(low, "." | "," | "of" | "and") {
            return false;
        }
        let plural = low.ends_with('s') && low.len() > 3;
        let pronoun = [
            "he", "she", "it", "they", "we", "i", "you", "there", "this", "that", "what", "who", "no", "some", "any", "many", "most",
            "all", "both", "one", "only", "even", "not", "if", "when", "while", "after", "since", "because", "under", "despite",
            "although", "once", "nothing", "nobody", "everyone", "anyone", "more", "such", "neither", "none",
        ]
        .contains(&low);
        let preposition = is_soft_break(low);
        pronoun
            || plural
            || preposition
            || is_determiner(low)
            || token.is_cap()
            || !token.is_word()
            || low.starts_with(|c: char| c.is_ascii_digit())
            || (t + 1..t + 4).any(|k| ["is", "was", "were", "are", "had", "has", "have", "would", "will"].contains(&self.low(k)))
    }

    fn end(&self, piece: Range<usize>, cue: &Range<usize>) -> usize {
        let mut end = piece.end;
        if end <= piece.start || end == cue.start || !self.goes_on(end) {
            return end;
        }
        let last = end - 1;
        // Words that lead on to what is not there; what they led on to may be another's.
        if leads_on(self.low(last)) {
            return self.trimmed(piece.start, end);
        }
        let (here, next) = (&self.reading.tokens[last], &self.reading.tokens[end]);
        let name =
            here.is_cap() && next.is_cap() && here.is_word() && !here.text.ends_with('.') && !here.quoted && self.one_name(last, end);
        let open = dangles(self.low(last))
            || is_title(here.text)
            || carries_on(self.low(end))
            || is_adjective(self.low(last)) && is_plain_word(self.low(end));
        if !open && !name || self.taken.any(end) {
            return end;
        }
        while end < piece.end + REACH && self.goes_on(end) && !self.taken.any(end) {
            // A phrase is over before the next one, once it has its noun.
            if end > piece.end && is_soft_break(self.low(end)) && !carries_on(self.low(end)) && !dangles(self.low(end - 1)) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether a name goes on from token `a` to `b`: no day or month, nothing between.
    fn one_name(&self, a: usize, b: usize) -> bool {
        b == a + 1 && !is_day(self.low(b)) && !is_determiner(self.low(a)) && self.reading.tokens[b].start <= self.reading.tokens[a].end + 1
    }

    /// Whether token `t` stands in the sentence of the one before it and is no mark.
    fn goes_on(&self, t: usize) -> bool {
        t > 0 && self.one_sentence(t - 1, t) && !self.is_mark(t) && !self.is_mark(t - 1) && !self.taken.own(t, self.me)
    }

    /// `end` without the words that lead on to something.
    fn trimmed(&self, start: usize, mut end: usize) -> usize {
        while end > start + 1
            && (leads_on(self.low(end - 1)) || self.is_mark(end - 1) && matches!(self.low(end - 1), "," | ";" | "—" | "–" | "-"))
        {
            end -= 1;
        }
        end
    }

    /// "| The vote, which was widely | expected to pass": whom a passive cue is about belongs to the content.
    fn subject(&self, pieces: &[Range<usize>], cue: &Range<usize>) -> Option<Range<usize>> {
        let first = pieces.first()?;
        let passive = (self.attribution.source.is_none() && cue.clone().any(|i| is_be(self.low(i)))
            || cue.start > 0 && is_be(self.low(cue.start - 1)))
            && cue.end > cue.start
            && is_believed(self.low(cue.end - 1));
        if !passive || self.attribution.source.is_some() || first.start != cue.end || !matches!(self.low(first.start), "to" | "as") {
            return None;
        }
        let mut last = cue.start;
        while last > 0 && self.one_sentence(last - 1, cue.start) && (is_auxiliary(self.low(last - 1)) || self.low(last - 1).ends_with("ly"))
        {
            last -= 1;
        }
        // "bills that | are expected": the antecedent.
        let relative = last > 0 && matches!(self.low(last - 1), "which" | "who" | "that");
        if relative {
            last -= 1;
            last -= usize::from(last > 0 && self.low(last - 1) == ",");
        }
        let mut start = last;
        while start > 0 && last - start < SUBJECT && self.one_sentence(start - 1, cue.start) {
            let low = self.low(start - 1);
            if self.is_mark(start - 1)
                || is_clause_word(low)
                || matches!(low, "although" | "though" | "than" | "said" | "says" | "whether" | "where")
                || relative && (is_auxiliary(low) || is_soft_break(low) || low == "of")
                || self.taken.any(start - 1)
            {
                break;
            }
            start -= 1;
        }
        (start < last).then_some(start..last)
    }
}
