//! Sources put right for reading: a tagger's span that is a word too long or too short is fitted to the noun phrase it means.

use std::ops::Range;

use sayso_doc::{Article, Attribution};

use crate::ends::{breaks, is_determiner, is_noun, is_opening, is_pronoun, is_trailing, nobody_says};
use crate::names::{Looks, Run, is_body};
use crate::reading::Reading;
use crate::words::Words;

/// The attributions with fitted sources; nothing else changes.
pub fn sources(article: &Article, reading: &Reading<'_>, runs: &[Run], attributions: &[Attribution]) -> Vec<Attribution> {
    let mut fitted = attributions.to_vec();
    let fit = Fit { reading, runs };
    let mut cues: Vec<usize> = attributions.iter().map(|a| a.cue.start()).collect();
    cues.sort_unstable();
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&i| attributions[i].cue.start());
    let mut place = vec![0; order.len()];
    for (at, &i) in order.iter().enumerate() {
        place[i] = at;
    }
    for (i, a) in fitted.iter_mut().enumerate() {
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let given = a.source.map(|s| reading.tokens_in(s.start(), s.end()));
        let given = given.filter(|range| range.clone().any(|k| reading.tokens[k].is_word()));
        let low_before = |k: usize| k.checked_sub(1).map_or("", |b| reading.low(b));
        // "Roe is expected to", "Doe reportedly": whom it is about is not who says so.
        if nobody_says(reading, &cue) && given.as_ref().is_none_or(|g| g.start < cue.start || low_before(g.start) != "by") {
            a.source = None;
            continue;
        }
        let given = given.map(|range| fit.own_clause(range, &cue));
        let found = match given {
            None => fit.subject(a, &cue).or_else(|| fit.shared(i, attributions, &order[..place[i]], &cue)),
            // "is regarded by investigators": whom a passive names comes after it.
            Some(range) if range.end <= cue.start && cue.end > cue.start && reading.low(cue.end - 1) == "by" && cue.len() > 1 => {
                fit.noun_from(cue.end).filter(|r| !fit.in_content(a, r)).or(Some(range))
            }
            // "… voters, said Roe": words of the content are nobody's name; the verb's subject follows it.
            Some(range) if fit.in_content(a, &range) => fit.after(a, &cue).or(Some(range)),
            Some(range) if fit.elsewhere(&range, &cue) => fit.subject(a, &cue).or_else(|| fit.opening(a, &cue)).or(Some(range)),
            Some(range) => Some(fit.nearer(a, &range, &cue, &cues).unwrap_or(range)),
        };
        let Some(range) = found else { continue };
        let range = match fit.pronoun_alone(&range) {
            Some(pronoun) => pronoun,
            None => fit.whole(fit.fit(range, &cue), &cue),
        };
        if let (Some(first), Some(last)) = (reading.tokens.get(range.start), range.end.checked_sub(1).and_then(|l| reading.tokens.get(l)))
            && !range.is_empty()
            && let Ok(span) = article.text.span(first.start, last.end)
        {
            a.source = Some(span);
        }
    }
    fitted
}

/// How many words after a source its noun may stand.
const FAR_NOUN: usize = 4;

pub struct Fit<'a> {
    pub reading: &'a Reading<'a>,
    runs: &'a [Run],
}

impl Fit<'_> {
    pub fn run_at(&self, k: usize) -> Option<&Run> {
        let i = self.runs.partition_point(|r| r.whole.end <= k);
        self.runs.get(i).filter(|r| r.whole.start <= k)
    }

    pub fn in_content(&self, a: &Attribution, range: &Range<usize>) -> bool {
        let (Some(first), Some(last)) =
            (self.reading.tokens.get(range.start), range.end.checked_sub(1).and_then(|l| self.reading.tokens.get(l)))
        else {
            return false;
        };
        a.content.iter().any(|c| c.start() <= first.start && last.end <= c.end())
    }

    /// Whom a tagger that found no source has missed: a name, noun or personal pronoun beside the cue, outside the content.
    fn subject(&self, a: &Attribution, cue: &Range<usize>) -> Option<Range<usize>> {
        self.before(a, cue).or_else(|| self.after(a, cue))
    }

    /// Whether a source stands in another sentence than its cue, where the cue's own sentence may name someone.
    fn elsewhere(&self, range: &Range<usize>, cue: &Range<usize>) -> bool {
        let sentence = |k: usize| self.reading.tokens.get(k).map(|t| t.sentence);
        sentence(range.end.saturating_sub(1)) != sentence(cue.start) && sentence(range.start) != sentence(cue.start)
    }

    /// The name or pronoun that opens the sentence of a cue not far from it: "Roe on Friday echoed".
    fn opening(&self, a: &Attribution, cue: &Range<usize>) -> Option<Range<usize>> {
        let first = self.reading.sentence_of(cue.start)?.first;
        if cue.start > first + 8 {
            return None;
        }
        let word = (first..cue.start).find(|&k| self.reading.tokens[k].is_word())?;
        let range = match self.run_at(word) {
            Some(run) if run.whole.start == word && run.whole.end <= cue.start => run.whole.clone(),
            _ if matches!(self.reading.low(word), "he" | "she" | "they") => word..word + 1,
            _ => return None,
        };
        let owner = self.reading.tokens.get(range.end).is_some_and(|t| t.is_possessive());
        (!owner && !self.in_content(a, &range)).then_some(range)
    }

    /// The subject right before the verb of the cue.
    fn before(&self, a: &Attribution, cue: &Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        let mut last = cue.start.checked_sub(1)?;
        while last > 0
            && (reading.low(last).ends_with("ly")
                || matches!(
                    reading.low(last),
                    "also" | "then" | "'s" | "has" | "have" | "had" | "later" | "first" | "both" | "all" | "'ve"
                ))
        {
            last -= 1;
        }
        let token = reading.tokens.get(last)?;
        if reading.tokens.get(cue.start)?.sentence != token.sentence {
            return None;
        }
        let named = self.run_at(last).filter(|r| r.whole.end == last + 1).map(|r| r.whole.clone());
        let noun = {
            let words = Words::get();
            let low = reading.low(last);
            (words.role(low) || words.plural_role(low).is_some()).then_some(last..last + 1)
        };
        let person = matches!(reading.low(last), "he" | "she" | "they" | "we" | "i").then_some(last..last + 1);
        // "the lawyer who claimed": the relative pronoun leads on to the noun before it.
        let relative = (matches!(reading.low(last), "who" | "which")
            || reading.low(last) == "that"
                && last.checked_sub(1).is_some_and(|b| is_noun(reading.low(b)))
                && (reading.low(cue.start).ends_with('s') || reading.low(cue.start).ends_with("ed")))
        .then_some(last..last + 1);
        let range = person.or(named).or(noun).or(relative)?;
        (!self.in_content(a, &range)).then_some(range)
    }

    /// The subject right after a verb of saying: "…, said Roe".
    fn after(&self, a: &Attribution, cue: &Range<usize>) -> Option<Range<usize>> {
        let reading = self.reading;
        let verb = matches!(
            reading.low(cue.end.checked_sub(1)?),
            "said"
                | "says"
                | "added"
                | "wrote"
                | "asked"
                | "explained"
                | "tweeted"
                | "told"
                | "noted"
                | "warned"
                | "to"
                | "insisted"
                | "argued"
        );
        let comma = reading.low(cue.end - 1) == "to"
            || cue.start.checked_sub(1).is_some_and(|b| matches!(reading.tokens[b].text, "," | "”" | "\"" | "’" | "." | "?" | "!"));
        let next = reading.tokens.get(cue.end)?;
        if !verb || !comma || next.sentence != reading.tokens.get(cue.start)?.sentence {
            return None;
        }
        let article = usize::from(matches!(next.low.as_ref(), "the" | "a" | "an"));
        let range = match self.run_at(cue.end + article) {
            Some(run) if run.whole.start == cue.end + article => cue.end..run.whole.end,
            _ if matches!(next.low.as_ref(), "he" | "she" | "they") => cue.end..cue.end + 1,
            _ if article > 0 => {
                let noun = (cue.end + 1..cue.end + 1 + FAR_NOUN).find(|&k| is_noun(reading.low(k)))?;
                let plain = (cue.end + 1..noun).all(|k| reading.tokens[k].is_word());
                plain.then_some(cue.end..noun + 1)?
            }
            _ => return None,
        };
        (!self.in_content(a, &range)).then_some(range)
    }

    /// The subject right before the cue where the source given is not that: "In the U.S., officials say", and "Roe said Doe told".
    fn nearer(&self, a: &Attribution, range: &Range<usize>, cue: &Range<usize>, cues: &[usize]) -> Option<Range<usize>> {
        let reading = self.reading;
        if range.end >= cue.start || cue.start > range.end + 12 {
            return None;
        }
        let found = self.before(a, cue).filter(|found| found.start >= range.end)?;
        // "In the U.S., officials say", "… of the northern plains, forecasters predict".
        let aside = reading.low(range.end) == "," && (range.end + 1..found.start).all(|k| is_determiner(reading.low(k)));
        // Another cue between the two has the first one for its subject.
        let (from, to) = (reading.tokens[range.end - 1].end, reading.tokens[found.start].start);
        let i = cues.partition_point(|&c| c < from);
        let says =
            matches!(reading.low(range.end), "said" | "says" | "told" | "claims" | "claimed" | "added" | "believes" | "thinks" | "wrote");
        let verb = (says || cues.get(i).is_some_and(|&c| c < to)) && found.start <= range.end + 3;
        let listed = (range.end..found.start).any(|k| matches!(reading.low(k), "and" | "," | "or" | "who"));
        (aside || verb && !listed).then_some(found)
    }

    /// The part of a source that is the subject of the cue: "in the House, Speaker Roe", "Doe, who police".
    fn own_clause(&self, range: Range<usize>, cue: &Range<usize>) -> Range<usize> {
        let reading = self.reading;
        let between =
            |k: usize| matches!(self.reading.low(k), "have" | "has" | "had" | "also" | ",") || self.reading.low(k).ends_with("ly");
        if range.end > cue.start || !(range.end..cue.start).all(between) {
            return range;
        }
        // The relative pronoun is the object of the cue where a subject of its own comes after it.
        let relative = range.clone().rev().skip(1).find(|&k| matches!(reading.low(k), "who" | "whom" | "which" | "that"));
        if let Some(k) = relative {
            let next = k + 1;
            let named = self.run_at(next).is_some_and(|r| r.whole.start == next);
            let subject = named
                || is_determiner(reading.low(next))
                || is_pronoun(reading.low(next))
                || crate::phrase::is_quantity(reading.low(next))
                || Words::get().plural_role(reading.low(next)).is_some()
                || is_body(reading.low(next));
            // "who the police say": no verb stands between.
            let verb = (next..range.end).any(|j| breaks(reading.low(j)) && !is_determiner(reading.low(j)));
            let last = range.end - 1;
            let noun = self.run_at(last).is_some() || is_noun(reading.low(last)) || is_pronoun(reading.low(last));
            if subject && !verb && noun {
                return next..range.end;
            }
        }
        // "The Leadership | Conference, Reuters reported": what a list ends in is no part of the name after it.
        if let Some(run) = self.run_at(range.start).filter(|r| r.whole.start < range.start)
            && reading.low(run.whole.end) == ","
            && let Some(next) = self.run_at(run.whole.end + 1).filter(|r| r.whole.start == run.whole.end + 1 && r.whole.end == range.end)
        {
            return next.whole.clone();
        }
        // "Roe, who serves on the boards of two banks, said": what stands in the clause is not its subject.
        if cue.start > range.end && reading.low(cue.start - 1) == "," || reading.low(range.end) == "," {
            let first = reading.sentence_of(range.start).map_or(range.start, |s| s.first).max(range.start.saturating_sub(25));
            let opened = (first..range.start)
                .rev()
                .take_while(|&k| reading.low(k) != "," || k + 1 == range.start)
                .find(|&k| matches!(reading.low(k), "who" | "which" | "whose") && k > first && reading.low(k - 1) == ",");
            if let Some(run) =
                opened.and_then(|k| k.checked_sub(2)).and_then(|k| self.run_at(k)).filter(|r| reading.low(r.whole.end) == ",")
            {
                return run.whole.clone();
            }
        }
        // A name after the comma of "In the House, Speaker Roe".
        let before = range.start.checked_sub(1).map_or("", |b| reading.low(b));
        let before = if is_determiner(before) { range.start.checked_sub(2).map_or("", |b| reading.low(b)) } else { before };
        let aside = matches!(before, "in" | "on" | "at" | "for" | "after" | "of" | "from")
            || reading.tokens[range.start].is_possessive()
            || reading.low(range.start) == "s";
        let first = self.run_at(range.start + usize::from(is_determiner(reading.low(range.start)))).map(|r| r.looks);
        if aside
            && let Some(comma) = range.clone().find(|&k| reading.low(k) == ",")
            && comma + 1 < range.end
            && !matches!(first, Some(Looks::Person))
            && !(range.start..comma).any(|k| Words::get().role(reading.low(k)))
        {
            let next = comma + 1;
            let person = self.run_at(next).is_some_and(|r| {
                r.whole.start == next && r.whole.end <= range.end && matches!(r.looks, Looks::Person | Looks::MaybePerson)
            });
            // "At the Elbe Hotel, the two leaders", "To the Gazette, an attorney for Roe".
            let part = is_determiner(reading.low(next))
                && (next + 1..range.end.min(next + 5))
                    .take_while(|&k| reading.tokens[k].is_word())
                    .any(|k| Words::get().role(reading.low(k)) || Words::get().plural_role(reading.low(k)).is_some());
            if person || part {
                return next..range.end;
            }
        }
        range
    }

    /// The name or noun phrase that begins at token `k`.
    pub fn noun_from(&self, k: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        let token = reading.tokens.get(k)?;
        let first = k + usize::from(is_determiner(&token.low));
        if let Some(run) = self.run_at(first).filter(|r| r.whole.start == first) {
            return Some(k..run.whole.end);
        }
        let noun = (first..first + FAR_NOUN)
            .take_while(|&j| reading.tokens.get(j).is_some_and(|t| t.sentence == token.sentence && t.is_word()) && !breaks(reading.low(j)))
            .find(|&j| is_noun(reading.low(j)))?;
        Some(k..noun + 1)
    }

    fn fit(&self, range: Range<usize>, cue: &Range<usize>) -> Range<usize> {
        let reading = self.reading;
        // "Roe (R-Ohio)": the party stands for the name before it.
        if range.len() <= 2
            && let Some(mark) = range.clone().find(|&k| crate::names::is_party_mark(reading.tokens[k].text))
            && mark >= 2
            && matches!(reading.low(mark - 1), "(" | ",")
            && let Some(run) = self.run_at(mark - 2).filter(|r| r.whole.end == mark - 1)
        {
            return run.whole.clone();
        }
        let low = |k: usize| reading.low(k);
        let run_at = |k: usize| self.run_at(k).map(|r| r.whole.clone());
        let (mut start, mut end) = (range.start, range.end);
        // Words of the cue, marks and verbs at the ends are not the source's.
        while start + 1 < end && (cue.contains(&start) || !is_opening(reading, start)) {
            start += 1;
        }
        while end > start + 1
            && (cue.contains(&(end - 1))
                || run_at(end - 1).is_none()
                    && (is_trailing(low(end - 1)) || low(end - 1).ends_with("ly") && !is_noun(low(end - 1)) && low(end - 1) != "family"))
        {
            end -= 1;
        }
        while end > start + 1
            && !reading.tokens[end - 1].is_word()
            && !reading.tokens[end - 1].is_possessive()
            && !matches!(reading.tokens[end - 1].text, ")")
        {
            end -= 1;
        }
        if start >= end {
            return range;
        }
        // A source stands in one sentence: "… against the U.S. | Kim said".
        while start + 1 < end && reading.tokens[start].sentence != reading.tokens[end - 1].sentence {
            start += 1;
        }
        let sentence = reading.tokens[start].sentence;
        let same = |k: usize| reading.tokens.get(k).is_some_and(|t| t.sentence == sentence) && !cue.contains(&k);
        // "the Senate | 's own": the owner is the source.
        if reading.tokens[start].is_possessive()
            && let Some(owner) = start.checked_sub(1).and_then(run_at).filter(|r| r.end == start && (r.start..r.end).all(same))
        {
            return owner;
        }
        // "a website | run by the state": the participle hangs on to the noun before it.
        if (matches!(low(start), "run" | "led" | "owned" | "funded" | "based" | "known") || low(start).ends_with("ed"))
            && start > 0
            && is_noun(low(start - 1))
            && let Some(open) = (start.saturating_sub(6)..start)
                .rev()
                .take_while(|&k| same(k) && reading.tokens[k].is_word())
                .find(|&k| is_determiner(low(k)))
        {
            start = open;
        }
        // "authorities in the U.S. | who": the noun before the place is meant.
        let who = low(range.end - 1) == "who" || low(range.end) == "who";
        let place = start.saturating_sub(usize::from(start > 0 && is_determiner(low(start - 1))));
        if who
            && place >= 2
            && low(place - 1) == "in"
            && same(place - 2)
            && (Words::get().plural_role(low(place - 2)).is_some() || is_body(low(place - 2)))
            && self.run_at(end - 1).is_some_and(|r| r.looks == Looks::Place)
        {
            start = place - 2;
        }
        // "of the critics": what it is of stands before it.
        if low(start) == "of" && start > 0 && same(start - 1) {
            let part = low(start - 1);
            if is_noun(part) || crate::phrase::is_quantity(part) || part == "one" {
                start -= 1;
            } else if start + 1 < end {
                start += 1;
            }
        } else if matches!(low(start), "in" | "on" | "at" | "with" | "for") && start + 1 < end && low(start + 1) != "least" {
            start += 1;
        }
        // A name cut in two is made whole.
        if let Some(run) = run_at(start)
            && run.start < start
            && (run.start..start).all(same)
        {
            start = run.start;
        }
        if let Some(run) = run_at(end - 1)
            && run.end > end
            && (end..run.end).all(same)
        {
            end = run.end;
        }
        // "a senior", "a Democratic", "The" have lost their noun, "officials" its owner's last word.
        if !is_noun(low(end - 1)) && !is_pronoun(low(end - 1)) && same(end) {
            let adjective = !reading.tokens[end - 1].is_cap() || is_determiner(low(end - 1));
            let named = self.run_at(end - 1).is_some_and(|r| r.whole.len() > 1 || matches!(r.looks, Looks::Person | Looks::MaybePerson));
            let far = if named { 1 } else { FAR_NOUN };
            let noun =
                (end..end + far).take_while(|&k| same(k) && reading.tokens[k].is_word() && !breaks(low(k))).find(|&k| is_noun(low(k)));
            if let Some(run) = run_at(end).filter(|r| adjective && r.start == end && (r.start..r.end).all(same)) {
                // "the", "spokesman": a name right after.
                end = run.end;
                if same(end) && is_noun(low(end)) && run.len() <= 3 {
                    end += 1;
                }
            } else if let Some(noun) = noun {
                end = noun + 1;
                // "committee | aides": the last of the nouns.
                while same(end) && is_noun(low(end)) {
                    end += 1;
                }
            }
        }
        // "the newspaper | Al Balad", "consultancy | Kantar": the name after the noun.
        if same(end)
            && !reading.tokens[end - 1].is_cap()
            && (Words::get().outlet_nouns.contains(low(end - 1))
                || Words::get().organizations.contains(low(end - 1))
                || Words::get().role(low(end - 1)))
            && let Some(run) = run_at(end).filter(|r| r.start == end && (r.start..r.end).all(same))
            && reading.low(run.end) != "'s"
        {
            end = run.end;
        }
        // "State Department | spokesman": the noun after a name that is no person's.
        if same(end)
            && is_noun(low(end))
            && reading.tokens[end - 1].is_cap()
            && !matches!(low(end), "said")
            && start < end
            && run_at(end - 1).is_some()
        {
            end += 1;
            while same(end) && is_noun(low(end)) {
                end += 1;
            }
        }
        // "The reporter, Fox News | 's Ann Roe".
        if same(end)
            && reading.tokens[end].is_possessive()
            && let Some(run) = run_at(end + 1).filter(|r| r.start == end + 1 && (r.start..r.end).all(same))
            && run_at(end - 1).is_some()
        {
            end = run.end;
        }
        // "the committee's chairman | , Ann Roe,": the name beside one person's office belongs to it.
        if same(end)
            && low(end) == ","
            && low(start) != "a"
            && (start..end).any(|k| Words::get().role(low(k)))
            && let Some(run) =
                self.run_at(end + 1).filter(|r| r.whole.start == end + 1 && matches!(r.looks, Looks::Person | Looks::MaybePerson))
            && (run.whole.start..run.whole.end).all(same)
            && (low(run.whole.end) == "," || cue.start == run.whole.end)
        {
            end = run.whole.end;
        }
        // The determiner before it ("a", "some", "his") decides who is meant.
        if start > 0
            && same(start - 1)
            && matches!(
                low(start - 1),
                "the" | "a" | "an" | "some" | "many" | "his" | "her" | "their" | "its" | "several" | "two" | "most" | "one"
            )
        {
            start -= 1;
        }
        // An appositive between commas belongs to the name before it: "Ostrava Today, a local paper, said".
        if start > 1
            && matches!(low(start), "a" | "an" | "the")
            && same(start - 1)
            && low(start - 1) == ","
            && low(end) == ","
            && let Some(run) = run_at(start - 2)
            && run.end == start - 1
            && (run.start..run.end).all(same)
        {
            start = run.start;
        }
        start..end
    }
}
