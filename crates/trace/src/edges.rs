//! The edges of one content: from the first word of its clause to the last of its phrase, holes filled, crumbs left out.

use std::ops::Range;

use sayso_doc::{Attribution, ParagraphKind};

use crate::ends::nobody_says;
use crate::grammar::{
    carries_on, dangles, is_adjective, is_auxiliary, is_be, is_believed, is_clause_word, is_day, is_determiner, is_distancing,
    is_plain_word, is_pronoun, is_said, is_saying, is_soft_break, is_telling, is_title, leads_on,
};
use crate::reading::Reading;
use crate::words::Words;

/// Tokens by which an end may move to reach the end of its clause.
const REACH: usize = 24;
/// Tokens between two pieces that a tagger may have missed.
const HOLE: usize = 8;
/// Tokens of a subject before "is expected to".
pub const SUBJECT: usize = 16;
/// Tokens between a verb of telling and the "that" of its content.
const ADDRESSEE: usize = 9;
/// Tokens at the head of a clause that a tagger may have missed.
const SUBJECT_HEAD: usize = 6;
/// Tokens of a sentence that are no part of a content which holds another one.
const CRUMB: usize = 2;

/// Whose cue or source each token is.
pub struct Taken {
    cue: Vec<Option<usize>>,
    source: Vec<Option<usize>>,
}

impl Taken {
    pub fn new(reading: &Reading<'_>, attributions: &[Attribution]) -> Self {
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

pub struct Fit<'a, 't> {
    pub reading: &'a Reading<'t>,
    pub attribution: &'a Attribution,
    pub taken: &'a Taken,
    pub me: usize,
    /// The tagger takes "that" for a part of contents, as PolNeAR does.
    pub with_that: bool,
}

impl Fit<'_, '_> {
    /// The pieces with their edges moved, holes filled and crumbs left out.
    pub fn all(&self, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
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
        if let Some(mut subject) = self.subject(&out, &cue) {
            // What the tagger has of it already.
            while let Some(part) = out.first().filter(|p| p.start < cue.start) {
                subject.start = subject.start.min(part.start);
                out.remove(0);
            }
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
        if let Some(first) = self.clause_start(piece, cue) {
            return first;
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

    /// Where the clause begins of which a piece lacks the first words: "The states are | willing to pay, he said", "said they | had paid".
    fn clause_start(&self, piece: &Range<usize>, cue: &Range<usize>) -> Option<usize> {
        let start = piece.start;
        let sentence = self.reading.sentence_of(start)?;
        let free = |range: Range<usize>| range.into_iter().all(|t| !self.taken.any(t) && !self.is_mark(t));
        if start < cue.start || !(sentence.first..sentence.last).contains(&cue.start) {
            let mut first = sentence.first;
            while first < start
                && matches!(self.low(first), "but" | "and" | "yet" | "so" | "while" | "although" | "though" | "because" | "as")
            {
                first += 1;
            }
            // Nothing before it but its own first words, some of them perhaps of a statement within it; and its cue after it in the
            // sentence, or in another one.
            let within = |t: usize| !self.taken.own(t, self.me) && (!self.is_mark(t) || self.reading.tokens[t].is_possessive());
            let closes = |t: usize| matches!(self.low(t), "," | "”" | "\"" | "—" | "–");
            let told = closes(piece.end) || closes(piece.end - 1);
            let quoted = matches!(self.low(start), "“" | "\"") && !told_before(self.reading, first, start);
            let own = if cue.start < sentence.last && cue.start >= sentence.first { told } else { quoted };
            return (own && first < start && start - first <= SUBJECT_HEAD && (first..start).all(within)).then_some(first);
        }
        if start <= cue.end || !self.one_sentence(cue.start, start) {
            return None;
        }
        if matches!(self.low(start - 1), "how" | "why" | "what" | "where" | "when" | "who" | "whether") && !self.taken.any(start - 1) {
            return Some(start - 1);
        }
        // "agree that Finance | Secretary Roe has", "said they | had paid".
        let head = start.saturating_sub(SUBJECT_HEAD).max(cue.end);
        let that = (head..start).rev().find(|&t| self.low(t) == "that").filter(|&t| t <= cue.end + 1);
        if let Some(that) = that {
            return (that + 1 < start && free(that + 1..start)).then_some(that + 1);
        }
        let says = cue.clone().any(|i| is_saying(self.low(i)));
        let verb = is_auxiliary(self.low(start)) || Words::get().verbs.contains(self.low(start));
        let subject = !is_day(self.low(cue.end)) && !is_soft_break(self.low(cue.end));
        (says && verb && subject && start - cue.end <= 3 && free(cue.end..start)).then_some(cue.end)
    }

    /// The "that" between a verb of telling and its content, when the content began with whom it was told.
    fn addressee_that(&self, cue: &Range<usize>, piece: &Range<usize>) -> Option<usize> {
        if piece.start > cue.end + 3 || self.low(piece.start) == "that" {
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
        let phrase = ["on", "in", "at", "earlier", "later", "during", "early", "late", "last", "this"].contains(&self.low(cue.end))
            || is_day(self.low(cue.end));
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
            || here.is_possessive()
            || carries_on(self.low(end))
            || is_adjective(self.low(last)) && is_plain_word(self.low(end))
            || self.noun_goes_on(last, end);
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

    /// "tax | money", "policy | solutions": one or two nouns before the phrase is over, none of them a verb by its looks.
    fn noun_goes_on(&self, last: usize, end: usize) -> bool {
        let noun = |t: usize| is_plain_word(self.low(t)) && !Words::get().verbs.contains(self.low(t)) && self.goes_on(t);
        let over = |t: usize| !self.goes_on(t) || is_soft_break(self.low(t)) || self.taken.any(t);
        let here = &self.reading.tokens[last];
        // After a quotation, a number or an infinitive nothing is left open.
        here.is_word()
            && self.low(last.saturating_sub(1)) != "to"
            && !is_pronoun(self.low(last))
            && !here.text.starts_with(|c: char| c.is_ascii_digit())
            && noun(end)
            && (over(end + 1) || noun(end + 1) && over(end + 2))
    }

    /// Whether a name goes on from token `a` to `b`: no day or month, nothing between.
    fn one_name(&self, a: usize, b: usize) -> bool {
        b == a + 1 && !is_day(self.low(b)) && !is_determiner(self.low(a)) && self.reading.tokens[b].start <= self.reading.tokens[a].end + 1
    }

    /// Whether token `t` stands in the sentence of the one before it and is no mark.
    fn goes_on(&self, t: usize) -> bool {
        t > 0 && self.one_sentence(t - 1, t) && !self.is_mark(t) && !self.is_mark(t - 1) && !self.taken.own(t, self.me)
    }

    /// Whether token `t` stands between a subject and its verb by its looks: after a noun or auxiliary, not within a noun phrase.
    fn within_clause(&self, t: usize) -> bool {
        let Some(before) = t.checked_sub(1).filter(|&b| self.one_sentence(b, t) && !self.is_mark(b)) else { return false };
        let low = self.low(before);
        !is_determiner(low) && !is_soft_break(low) && !is_clause_word(low) && !leads_on(low) && !is_adjective(low)
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

    /// "| The vote, which was widely | expected to pass", "| Kos | was accused of theft", "| The mill | reportedly closed": whom a cue
    /// of nobody's is about belongs to the content.
    fn subject(&self, pieces: &[Range<usize>], cue: &Range<usize>) -> Option<Range<usize>> {
        let first = pieces.iter().find(|p| p.start >= cue.start)?;
        if cue.is_empty() || first.start < cue.end || first.start > cue.end + 1 {
            return None;
        }
        // A source right before it is no source, but whom it is about.
        if let Some(source) = self.attribution.source {
            let source = self.reading.tokens_in(source.start(), source.end());
            let beside =
                source.end <= cue.start && (source.end..cue.start).all(|t| is_auxiliary(self.low(t)) || self.low(t).ends_with("ly"));
            if !beside || !nobody_says(self.reading, cue) {
                return None;
            }
        }
        let adverb = cue.len() == 1 && is_distancing(self.low(cue.start));
        // "was accused | of theft", "was accused of | theft".
        let leads = |t: usize| matches!(self.low(t), "to" | "as" | "of" | "with" | "for");
        let verb = if leads(cue.end - 1) && cue.len() > 1 { cue.end - 2 } else { cue.end - 1 };
        let led = (leads(first.start) || verb < cue.end - 1) && first.start == cue.end || leads(cue.end) && first.start == cue.end + 1;
        let be = cue.clone().any(|i| is_be(self.low(i))) || cue.start > 0 && is_be(self.low(cue.start - 1));
        let passive = be && led && is_held_of(self.low(verb));
        let amid = adverb && first.start == cue.end && self.within_clause(cue.start);
        if !passive && !amid {
            return None;
        }
        let mut last = cue.start;
        while !adverb
            && last > 0
            && self.one_sentence(last - 1, cue.start)
            && (is_auxiliary(self.low(last - 1)) || self.low(last - 1).ends_with("ly"))
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
                || self.taken.any(start - 1) && !self.taken.own(start - 1, self.me)
            {
                break;
            }
            start -= 1;
        }
        // What the tagger has before it must be a part of it.
        let whole = pieces.iter().take_while(|p| p.start < cue.start).all(|p| p.end >= start && p.end <= last && p.start + 1 >= start);
        (start < last && whole).then_some(start..last)
    }
}

/// Participles by which nobody in particular holds something of somebody.
fn is_held_of(low: &str) -> bool {
    is_believed(low)
        || matches!(
            low,
            "charged"
                | "described"
                | "identified"
                | "scheduled"
                | "slated"
                | "hailed"
                | "viewed"
                | "indicted"
                | "labeled"
                | "labelled"
                | "touted"
        )
}

/// Whether the words before a quotation tell who says it: "She added “…”".
fn told_before(reading: &Reading<'_>, first: usize, start: usize) -> bool {
    (first..start).any(|t| is_saying(reading.low(t)) || is_said(reading.low(t)) || is_telling(reading.low(t)) || reading.low(t) == "added")
}
