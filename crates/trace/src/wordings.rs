//! Rarer wordings that name a relay: media that quote somebody, signatures under a quotation, episodes, names no register knows.

use std::ops::Range;

use sayso_doc::Relay;
use sayso_register::CountryName;

use crate::chains::Chains;
use crate::names::Looks;
use crate::words::Words;

/// Describing words between a preposition and an outlet's name ("by Ostria's state-run news agency X").
const DESCRIBED: usize = 7;
/// Words of a phrase for unnamed media.
const MEDIA: usize = 4;

impl Chains<'_> {
    /// "carried by Ostria's state-run news agency X", "an interview with the NBC affiliate X": the words between, up to the outlet at
    /// `before`, only describe it.
    pub fn across(&self, before: usize, first: usize) -> bool {
        let reading = self.reading;
        let mut at = before;
        let mut noun = false;
        while at > first && before - at <= DESCRIBED {
            let token = &reading.tokens[at - 1];
            let low = token.low.as_ref();
            let medium = Words::get().outlet_nouns.contains(low) || matches!(low, "radio" | "tv" | "television" | "affiliate" | "news");
            let describes = medium
                || token.is_possessive()
                || token.is_cap() && token.is_word()
                || low.contains('-')
                || matches!(low, "the" | "a" | "an" | "state" | "local" | "public" | "private" | "conservative" | "liberal" | "right");
            if !describes {
                break;
            }
            noun |= medium || low.starts_with("state-");
            at -= 1;
        }
        if !noun || at <= first || at == before {
            return false;
        }
        let near = |n: usize, test: &dyn Fn(&str) -> bool| (at.saturating_sub(n).max(first)..at).any(|k| test(reading.low(k)));
        match reading.low(at - 1) {
            "by" => near(5, &crate::relays::is_publishing),
            "with" => near(5, &|w| matches!(w, "interview" | "interviews" | "speaking" | "spoke" | "conversation")),
            "to" => near(5, &|w| matches!(w, "speaking" | "interview" | "statement" | "comments" | "spoke" | "remarks" | "talking")),
            "on" => near(6, &|w| matches!(w, "interview" | "appearance" | "appearing" | "said" | "speaking" | "appeared")),
            _ => false,
        }
    }

    /// "published by the Times and the Post": the outlet before the "and" is one.
    pub fn beside_a_relay(&self, cue: &Range<usize>, and: usize, first: usize) -> bool {
        let beside = self.bodies.within(first..and).iter().next_back().filter(|b| b.outlet && b.range.end == and);
        beside.is_some_and(|b| self.reading.low(b.range.start.saturating_sub(1)) != "and" && self.relays(cue, &b.range, first))
    }

    /// "Ostrian news agencies quoted Roe as saying": media that the article does not name, or an outlet, before the verb.
    pub fn quoted_as_saying(&self, i: usize, bounds: Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let a = &self.attributions[i];
        let source = a.source.filter(|s| s.end() <= a.cue.start())?;
        let source = reading.tokens_in(source.start(), source.end());
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let quotes = |k: usize| matches!(reading.low(k), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing");
        let verb = (source.start.saturating_sub(3).max(bounds.start)..source.start).rev().find(|&k| quotes(k))?;
        if !cue.clone().any(|k| matches!(reading.low(k), "saying" | "as")) || verb <= bounds.start {
            return None;
        }
        let mut end = verb;
        while end > bounds.start && matches!(reading.low(end - 1), "has" | "have" | "had" | "also" | "," | "later" | "earlier") {
            end -= 1;
        }
        if let Some(body) = self.bodies.within(bounds.start..end).iter().next_back().filter(|b| b.outlet && b.range.end + 2 >= end) {
            let ours = self.publisher.is(&body.name, body.register_id.as_deref());
            return (!ours).then(|| Relay { name: body.name.clone(), span: self.span(&body.range) });
        }
        self.media(end.saturating_sub(MEDIA).max(bounds.start)..end)
    }

    /// "told Ostrian state media", "told local news agencies".
    pub fn told_media(&self, cue: &Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let told = cue.clone().next_back().filter(|&k| matches!(reading.low(k), "told" | "tells" | "telling"))?;
        let first = told + 1 + usize::from(matches!(reading.low(told + 1), "the" | "a"));
        let last = (first..first + MEDIA)
            .take_while(|&k| reading.tokens.get(k).is_some_and(|t| t.is_word()))
            .find(|&k| is_media(reading.low(k)))?;
        let goes_on = reading.tokens.get(last + 1).is_some_and(|t| t.is_cap() && t.is_word() || t.is_possessive());
        if goes_on { None } else { self.media(first..last + 1) }
    }

    /// Words that end in media of a kind, described by where they are: "Ostrian state media"; "the media" alone is nobody.
    fn media(&self, range: Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let last = range.end.checked_sub(1)?;
        if !is_media(reading.low(last)) {
            return None;
        }
        let start = range.clone().rev().skip(1).take_while(|&k| {
            let token = &reading.tokens[k];
            let place = token.is_cap() && matches!(self.register.country(token.text), Some((_, CountryName::Demonym)));
            place || matches!(token.low.as_ref(), "state" | "local" | "news" | "state-run" | "state-owned" | "official" | "other")
        });
        let start = start.last()?;
        Some(Relay { name: reading.words(start..range.end), span: self.span(&(start..range.end)) })
    }

    /// "“…” — Ann Roe, the Lantern": who wrote it where, under a quotation.
    pub fn signed(&self, i: usize, cue: &Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let a = &self.attributions[i];
        if !cue.clone().all(|k| matches!(reading.tokens[k].text, "—" | "–" | "-" | "--" | "―")) || cue.is_empty() {
            return None;
        }
        let source = a.source.filter(|s| s.start() >= a.cue.end())?;
        let source = reading.tokens_in(source.start(), source.end());
        let body = self.bodies.within(source.start + 1..source.end + 4).iter().find(|b| {
            let mut before = b.range.start;
            while before > source.start && matches!(reading.low(before - 1), "the" | "for") {
                before -= 1;
            }
            b.outlet && matches!(reading.low(before.saturating_sub(1)), "," | "in" | "of" | "for")
        })?;
        let ours = self.publisher.is(&body.name, body.register_id.as_deref());
        (!ours).then(|| Relay { name: body.name.clone(), span: self.span(&body.range) })
    }

    /// "in a letter first reported by Harbour Watch": a name that no register knows and that is nobody's.
    pub fn reported_by_a_name(&self, i: usize, bounds: Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let by = (bounds.start + 1..bounds.end).find(|&k| {
            let first = matches!(reading.low(k - 1), "reported" | "published" | "obtained")
                && (k.saturating_sub(3)..k).any(|w| matches!(reading.low(w), "first" | "originally"));
            reading.low(k) == "by" && first && !reading.tokens[k].quoted
        })?;
        let the = reading.low(by + 1) == "the";
        let start = by + 1 + usize::from(the);
        let run = self.runs.get(self.runs.partition_point(|r| r.whole.end <= start)).filter(|r| r.whole.start == start)?;
        let span = self.span(&run.whole)?;
        let person = !the && !self.cast.mentions_in(run.whole.clone()).is_empty() || run.looks == Looks::Person;
        let body = self.bodies.at(start).is_some_and(|b| !b.outlet && b.register_id.is_some());
        let name = reading.words(run.whole.clone());
        let owned = reading.tokens.get(run.whole.end).is_some_and(|t| t.is_possessive());
        let taken =
            person || body || owned || self.publisher.is(&name, None) || self.in_content(i, span) || self.other_clause(i, run.whole.end);
        (!taken).then_some(Relay { name, span: Some(span) })
    }

    /// "on Thursday's episode of “Harbour Nights”": a programme by its title.
    pub fn on_an_episode(&self, i: usize, bounds: Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let of = (bounds.start + 1..bounds.end).find(|&k| {
            reading.low(k) == "of" && matches!(reading.low(k - 1), "episode" | "edition" | "broadcast") && !reading.tokens[k].quoted
        })?;
        let mark = reading.tokens.get(of + 1).is_some_and(|t| matches!(t.text, "“" | "\"" | "‘"));
        let start = of + 1 + usize::from(mark);
        let end = (start..bounds.end.min(start + 8))
            .take_while(|&k| {
                let token = &reading.tokens[k];
                token.is_cap() || matches!(token.low.as_ref(), "the" | "of" | "with" | "and" | "&" | "'s" | "to") && k > start
            })
            .last()?
            + 1;
        let span = self.span(&(start..end))?;
        let name = reading.words(start..end);
        (!self.in_content(i, span) && !self.publisher.is(&name, None) && !self.other_clause(i, end))
            .then_some(Relay { name, span: Some(span) })
    }
}

fn is_media(low: &str) -> bool {
    matches!(low, "media" | "press" | "agencies" | "newspapers" | "outlets" | "television" | "broadcasters")
}

/// What somebody says things in when an outlet's name stands before it: "in a Lantern town hall", "during a Lantern segment".
pub fn is_appearance(low: &str) -> bool {
    matches!(
        low,
        "hall" | "segment" | "broadcast" | "programme" | "program" | "show" | "episode" | "appearance" | "forum" | "livestream" | "panel"
    )
}
