//! The ways in which words name a relay: "told X", "in an interview with X", programmes, links, polls, "citing".

use std::collections::BTreeMap;
use std::ops::Range;

use sayso_doc::{Relay, SpeakerKind};
use sayso_register::CountryName;

use crate::chains::Chains;
use crate::names::Looks;
use crate::reading::Sentence;
use crate::wordings::is_appearance;
use crate::words::Words;

/// Describing words between "told" and an outlet's name.
const TOLD_REACH: usize = 7;
/// Tokens between an outlet's name and its citing somebody.
const CITING_REACH: usize = 10;

impl Chains<'_> {
    /// A link to another outlet in the attribution's sentence whose anchor attributes: "according to a report", or the cue itself.
    pub fn linked(&self, i: usize, sentence: Sentence) -> Option<Relay> {
        let reading = self.reading;
        let (start, end) = (reading.tokens.get(sentence.first)?.start, reading.tokens.get(sentence.last - 1)?.end);
        let links = &self.article.links;
        let from = links.partition_point(|l| l.span.end() <= start);
        links[from..].iter().take_while(|l| l.span.start() < end).take(12).find_map(|link| {
            let anchor = reading.tokens_in(link.span.start(), link.span.end());
            let attributes = link.span.overlaps(self.attributions[i].cue)
                || anchor.clone().any(|k| {
                    matches!(
                        reading.low(k),
                        "according" | "reported" | "report" | "reports" | "told" | "interview" | "said" | "per" | "via" | "wrote"
                    )
                });
            if !attributes || self.in_content(i, link.span) {
                return None;
            }
            let rest = link.href.split_once("://").map_or(link.href.as_str(), |(_, rest)| rest);
            let host = rest.split(['/', '?', '#', ':']).next()?;
            let outlet = self.register.outlet_of_host(host)?;
            (!self.publisher.is(&outlet.name, Some(&outlet.id))).then(|| Relay { name: outlet.name.clone(), span: Some(link.span) })
        })
    }

    /// "on “Morning Joe”", "told “Face the Nation”": the outlet that airs it.
    pub fn on_a_program(&self, i: usize, bounds: Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let words = Words::get();
        for k in bounds.clone() {
            if !matches!(reading.low(k), "on" | "told" | "to" | "with" | "during" | "'s" | "'") {
                continue;
            }
            let first = k + 1 + usize::from(matches!(reading.tokens.get(k + 1).map(|t| t.text), Some("“" | "\"" | "‘" | "'")));
            if !reading.tokens.get(first).is_some_and(|t| t.is_cap() || t.text == "60") {
                continue;
            }
            // "on Ann Roe's show", "on The Ann Roe Show": by the name that it has.
            if reading.low(k) == "on"
                && let Some(range) = self.named_show(first, bounds.end)
            {
                let (span, name) = (self.span(&range)?, reading.words(range));
                let taken = self.in_content(i, span) || self.publisher.is(&name, None) || self.other_clause(i, k);
                return (!taken).then_some(Relay { name, span: Some(span) });
            }
            for end in (first + 1..(first + 6).min(bounds.end + 1)).rev() {
                let Some(outlet) = words.programs.get(&reading.words(first..end).to_lowercase()) else { continue };
                // "today" and such are programmes only between marks.
                if end == first + 1 && first == k + 1 {
                    continue;
                }
                let span = self.span(&(first..end))?;
                if self.in_content(i, span) || self.publisher.is(outlet, None) || self.other_clause(i, end) {
                    return None;
                }
                return Some(Relay { name: (*outlet).to_owned(), span: Some(span) });
            }
        }
        None
    }

    /// "Ann Roe" of "Ann Roe's show", all of "The Ann Roe Show"; nothing where the register or the list of programmes knows better.
    fn named_show(&self, first: usize, limit: usize) -> Option<Range<usize>> {
        let reading = self.reading;
        let capital = |k: usize| reading.tokens.get(k).is_some_and(|t| t.is_cap() && t.is_word());
        let end = (first..limit.min(first + 6)).find(|&k| !capital(k)).unwrap_or(limit.min(first + 6));
        if end < first + 2 || self.bodies.within(first..end + 1).iter().any(|b| b.outlet) {
            return None;
        }
        let show = |k: usize| matches!(reading.low(k), "show" | "podcast" | "program" | "programme");
        let owned = reading.tokens.get(end).is_some_and(|t| t.is_possessive()) && (end + 1..end + 4).any(show);
        let known = (first + 1..end + 1).any(|e| Words::get().programs.contains_key(&reading.words(first..e).to_lowercase()));
        (!known && (owned || matches!(reading.low(end - 1), "show" | "podcast"))).then_some(first..end)
    }

    /// "Roe said on “Today”, after the ministry admitted …": the ministry was not on the programme.
    pub fn other_clause(&self, i: usize, outlet_end: usize) -> bool {
        let cue = self.reading.tokens_in(self.attributions[i].cue.start(), self.attributions[i].cue.end());
        (outlet_end..cue.start).any(|k| {
            matches!(
                self.reading.low(k),
                "after" | "before" | "as" | "when" | "while" | "because" | "since" | "although" | "though" | "but"
            ) && !self.reading.tokens[k].quoted
        })
    }

    /// "77 percent said", "most Americans think": the poll that was named shortly before.
    pub fn polled(&self, i: usize) -> Option<Relay> {
        let reading = self.reading;
        let source = self.attributions[i].source?;
        let range = reading.tokens_in(source.start(), source.end());
        let counted = range.clone().any(|k| matches!(reading.low(k), "percent" | "%" | "respondents"))
            || range.clone().any(|k| matches!(reading.low(k), "americans" | "voters" | "adults"))
                && range.clone().any(|k| matches!(reading.low(k), "most" | "of" | "majority"));
        if !counted {
            return None;
        }
        let para = |k: usize| reading.token_at(self.attributions[k].cue.start()).map_or(0, |t| reading.tokens[t].para);
        let poll = (0..i).rev().take(12).find(|&k| {
            let e = &self.entities[self.resolved[k].entity];
            e.kind == SpeakerKind::Document
                && e.heads.iter().any(|h| matches!(h.as_str(), "poll" | "survey" | "polls"))
                && para(k) + 4 >= para(i)
        })?;
        let name = &self.entities[self.resolved[poll].entity].name;
        let name = ["new ", "recent ", "latest "].iter().find_map(|new| name.strip_prefix(new)).unwrap_or(name);
        Some(Relay { name: name.to_owned(), span: self.attributions[poll].source })
    }

    /// Who else in the sentence reports the same content: "…, the Post reported, citing officials", "Roe said, according to the Post".
    pub fn carrier(&self, i: usize) -> Option<usize> {
        let reading = self.reading;
        let sentence = |k: usize| reading.token_at(self.attributions[k].cue.start()).map(|t| reading.tokens[t].sentence);
        let cue = reading.tokens_in(self.attributions[i].cue.start(), self.attributions[i].cue.end());
        let citing = cue.clone().any(|k| matches!(reading.low(k), "citing" | "quoting" | "cited" | "quoted"));
        let mine = &self.attributions[i].content;
        let size: usize = mine.iter().map(|c| c.len()).sum();
        let near = i.saturating_sub(4)..(i + 5).min(self.attributions.len());
        near.filter(|&k| k != i && sentence(k) == sentence(i) && self.nesting.parent[k] != Some(i)).find(|&k| {
            let speaker = &self.entities[self.resolved[k].entity];
            let relays = speaker.kind == SpeakerKind::Outlet || citing && speaker.name != "unnamed";
            let me = &self.entities[self.resolved[i].entity];
            let common: usize = self.attributions[k]
                .content
                .iter()
                .flat_map(|a| mine.iter().map(move |b| a.end().min(b.end()).saturating_sub(a.start().max(b.start()))))
                .sum();
            relays
                && me.kind != SpeakerKind::Outlet
                && common * 10 >= size * 6
                && (!citing || self.attributions[k].cue.start() < self.attributions[i].cue.start())
        })
    }

    /// "told the German daily newspaper …": describing words between the verb and the outlet's name at `before`.
    fn told_across(&self, cue: &Range<usize>, before: usize) -> bool {
        let reading = self.reading;
        let Some(told) = cue.clone().rev().find(|&k| matches!(reading.low(k), "told" | "tells" | "telling" | "tell")) else { return false };
        let between = told + 1..before;
        !between.is_empty()
            && between.len() <= TOLD_REACH
            && between.clone().all(|k| {
                let token = &reading.tokens[k];
                let word = token.is_word() || token.is_possessive() || matches!(token.text, "“" | "\"" | "-");
                word && !token.low.ends_with("ed")
                    && !matches!(
                        token.low.as_ref(),
                        "that"
                            | "how"
                            | "why"
                            | "what"
                            | "when"
                            | "he"
                            | "she"
                            | "it"
                            | "they"
                            | "him"
                            | "her"
                            | "them"
                            | "me"
                            | "us"
                            | "about"
                            | "to"
                            | "in"
                            | "at"
                            | "by"
                            | "after"
                            | "as"
                            | "reporters"
                            | "is"
                            | "was"
                            | "are"
                            | "has"
                            | "have"
                    )
            })
    }

    /// "told the local CBS affiliate KXYZ", "told Italian radio RTE": the name after a noun for outlets.
    pub fn told_a_named_outlet(&self, cue: &Range<usize>) -> Option<Relay> {
        let reading = self.reading;
        let told = cue.clone().rev().find(|&k| matches!(reading.low(k), "told" | "tells" | "telling" | "tell"))?;
        let noun = (told + 1..told + TOLD_REACH).find(|&k| {
            let low = reading.low(k);
            Words::get().outlet_nouns.contains(low) || matches!(low, "radio" | "tv" | "television" | "affiliate")
        })?;
        let start = noun + 1 + usize::from(matches!(reading.tokens.get(noun + 1).map(|t| t.text), Some("The" | "“" | "\"")));
        let i = self.runs.partition_point(|r| r.whole.end <= start);
        let run = self.runs.get(i).filter(|r| r.whole.start == start)?;
        if !self.told_across(cue, noun) && noun != told + 1 || reading.tokens[start].sentence != reading.tokens[told].sentence {
            return None;
        }
        let known = self.bodies.at(start).filter(|b| b.outlet && b.range.start <= start);
        let name = known.map_or_else(|| reading.words(run.whole.clone()), |b| b.name.clone());
        let person = !self.cast.mentions_in(run.whole.clone()).is_empty();
        (!person && !self.publisher.is(&name, known.and_then(|b| b.register_id.as_deref())))
            .then(|| Relay { name, span: self.span(&run.whole) })
    }

    /// "told the paper", "told the outlet": the outlet that relayed last, else the one named last.
    pub fn told_the_paper(&self, i: usize, cue: &Range<usize>, own: &[Vec<Relay>]) -> Option<Relay> {
        let reading = self.reading;
        let mut last = cue.clone().last()?;
        let told = matches!(reading.low(last), "told" | "tells" | "telling");
        // "confirmed to the newspaper".
        if !told && reading.low(last + 1) == "to" {
            last += 1;
        }
        if !(told || reading.low(last) == "to") || !matches!(reading.low(last + 1), "the" | "that") {
            return None;
        }
        // "told the student newspaper".
        let words = Words::get();
        let plain = |k: usize| reading.tokens.get(k).is_some_and(|t| t.is_word() && !t.is_cap());
        let noun =
            (last + 2..last + 5).take_while(|&k| plain(k)).find(|&k| words.outlet_nouns.contains(reading.low(k))).unwrap_or(last + 2);
        if !words.outlet_nouns.contains(reading.low(noun)) || reading.tokens.get(noun + 1).is_some_and(|t| t.is_cap() && t.is_word()) {
            return None;
        }
        // "the paper" is no broadcaster.
        let printed = matches!(reading.low(noun), "paper" | "newspaper" | "magazine" | "daily" | "tabloid");
        let fits = |name: &str| !printed || !name.split(' ').any(is_broadcaster);
        let relayed = (i.saturating_sub(12)..i).rev().find_map(|k| own.get(k)?.first().filter(|r| fits(&r.name)));
        if let Some(relay) = relayed {
            return Some(Relay { name: relay.name.clone(), span: self.span(&(noun..noun + 1)) });
        }
        let named = |b: &&crate::bodies::Body| {
            let quoted = reading.tokens.get(b.range.start).is_some_and(|t| t.quoted);
            b.outlet && !quoted && fits(&b.name) && !self.publisher.is(&b.name, b.register_id.as_deref())
        };
        let body = self.bodies.before(last).take(40).find(named)?;
        Some(Relay { name: body.name.clone(), span: self.span(&(noun..noun + 1)) })
    }

    /// "told The Lantern": a name that is no person's and no office's hears as an outlet does.
    pub fn told_a_name(&self, cue: &Range<usize>, employers: &BTreeMap<usize, Relay>) -> Option<Relay> {
        let reading = self.reading;
        let last = cue.clone().last()?;
        if !matches!(reading.low(last), "told" | "tells" | "telling") {
            return None;
        }
        let first = last + 1;
        let start = first + usize::from(reading.tokens.get(first)?.text == "the");
        let i = self.runs.partition_point(|r| r.whole.end <= start);
        let run =
            self.runs.get(i).filter(|r| r.whole.start == start || r.whole.start == start + 1 && reading.tokens[start].text == "The")?;
        // "told Roe", who is the Lantern's.
        if let Some(relay) = self.cast.mentions_in(run.whole.clone()).iter().find_map(|(_, p)| employers.get(p)) {
            return Some(Relay { name: relay.name.clone(), span: self.span(&run.whole) });
        }
        let person = !self.cast.mentions_in(run.whole.clone()).is_empty() || matches!(run.looks, Looks::Person | Looks::MaybePerson);
        let body =
            self.bodies.at(run.whole.start).is_some_and(|b| b.kind == SpeakerKind::Government || b.outlet || b.register_id.is_some());
        // "told New York magazine": the noun is part of the name.
        let noun = matches!(reading.low(run.whole.end), "magazine" | "newspaper" | "radio");
        let whole = run.whole.start..run.whole.end + usize::from(noun);
        let name = reading.words(whole.clone());
        let many = Words::get().organizations.contains(reading.low(run.whole.end - 1)) || name.ends_with('s') && run.whole.len() == 1;
        let goes_on =
            matches!(reading.low(run.whole.end), "and" | "&") && reading.tokens.get(run.whole.end + 1).is_some_and(|t| t.is_cap());
        // "told the Ostrian congressmen", "told the Ostrians": a name that only describes who heard.
        let describes = reading.tokens.get(run.whole.end).is_some_and(|t| {
            t.is_word() && !t.is_cap() && (t.low.ends_with('s') || t.low.ends_with("men") || t.low == "people") && t.low.len() > 3
        }) || Words::get().role(reading.low(run.whole.end))
            || matches!(self.register.country(&name), Some((_, CountryName::Demonym)));
        if person
            || body && !noun
            || many
            || describes
            || goes_on
            || self.publisher.is(&name, None)
            || reading.tokens[run.whole.start].sentence != reading.tokens[last].sentence
        {
            return None;
        }
        let the = reading.tokens[run.whole.start - 1].text == "The";
        Some(Relay { name: if the { format!("The {name}") } else { name }, span: self.span(&run.whole) })
    }

    /// "The Lantern cited officials", "the Lantern, citing officials, said": the outlet that is the subject of the citing.
    pub fn cited_by(&self, i: usize, cue: &Range<usize>, first: usize) -> Option<Relay> {
        let reading = self.reading;
        let cites = cue.clone().any(|k| {
            matches!(reading.low(k), "citing" | "quoting" | "cited" | "quoted" | "cites" | "quotes" | "attributing" | "attributed")
        });
        // "was quoted by": the source stands before its cue.
        let source = self.attributions[i].source.filter(|s| s.start() >= self.attributions[i].cue.end())?;
        let from = cue.start.saturating_sub(CITING_REACH).max(first);
        let body = self.bodies.within(from..cue.start).iter().rev().find(|b| b.outlet)?;
        let span = self.span(&body.range)?;
        (cites && !span.overlaps(source) && !self.in_content(i, span) && !self.publisher.is(&body.name, body.register_id.as_deref()))
            .then(|| Relay { name: body.name.clone(), span: Some(span) })
    }

    /// Whether the words before the outlet's name make it a relay of this attribution.
    pub fn relays(&self, cue: &Range<usize>, body: &Range<usize>, first: usize) -> bool {
        let reading = self.reading;
        let mut before = body.start;
        // "told the Post", "told CNN's Ann Roe": determiners and small words between.
        while before > first && matches!(reading.low(before - 1), "the" | "a" | "an" | "“" | "both") {
            before -= 1;
        }
        if before <= first {
            return false;
        }
        let word = reading.low(before - 1);
        // "In the Lantern interview", "in a recent “Lantern” interview", "in a 2017 Lantern op-ed".
        let mut after = (body.end..body.end + 4).filter(|&k| reading.tokens.get(k).is_some_and(|t| t.is_word() && !t.is_possessive()));
        let piece = after.next();
        let described = after.next().filter(|&k| is_piece(reading.low(k)) || is_appearance(reading.low(k)));
        let described =
            described.filter(|_| piece.is_some_and(|k| matches!(reading.low(k), "opinion" | "guest" | "town" | "podcast" | "video")));
        if piece.is_some_and(|k| is_piece(reading.low(k)) || is_appearance(reading.low(k))) || described.is_some() {
            let from = before.saturating_sub(5).max(first);
            return (from..before)
                .rev()
                .take_while(|&k| reading.tokens[k].text != ",")
                .any(|k| matches!(reading.low(k), "in" | "during" | "on"));
        }
        if self.told_across(cue, before) || self.across(before, first) {
            return true;
        }
        let recent = |n: usize, test: &dyn Fn(&str) -> bool| (before.saturating_sub(n).max(first)..before).any(|k| test(reading.low(k)));
        // "told Ann Roe of CNN", "told reporters for the Post".
        let hearer = matches!(word, "of" | "from" | "for" | "and")
            && (before.saturating_sub(6).max(first)..before - 1)
                .rev()
                .take_while(|&k| reading.tokens[k].is_word())
                .any(|k| matches!(reading.low(k), "told" | "tells" | "telling" | "to" | "with"));
        match word {
            "told" | "tells" | "tell" | "telling" | "informed" | "informs" => {
                cue.contains(&(before - 1)) || before == cue.start || cue.end == before || word == "telling" && cue.end < before
            }
            "with" | "to" => {
                // "wrote, referring to the Post" is no exchange with it.
                let verb = (before.saturating_sub(4).max(first)..before).any(|k| {
                    reading.low(k).ends_with("ing")
                        && !matches!(reading.low(k), "speaking" | "talking" | "during" | "evening" | "morning" | "writing")
                });
                recent(6, &|w| is_exchange(w)) && !verb
            }
            // "said on CNN", "On CNN, …", "attacked them on CNN, calling …": not an outlet that happens to be on the way.
            "on" => {
                cue.end < before && !(cue.end..before).any(|k| matches!(reading.tokens[k].text, "--" | "—" | ";"))
                    || reading.low(cue.start).ends_with("ing") && body.end <= cue.start
                    || before - 1 <= first + 1
                    || recent(6, &|w| matches!(w, "appearance" | "appeared" | "interview" | "appearing" | "speaking" | "remarks" | "asked"))
            }
            "by" => recent(5, &|w| is_publishing(w)),
            "for" if recent(5, &|w| is_piece(w) || matches!(w, "wrote" | "writes" | "writing")) => true,
            "and" if self.beside_a_relay(cue, before - 1, first) => true,
            "in" => recent(6, &|w| {
                matches!(
                    w,
                    "wrote"
                        | "writes"
                        | "published"
                        | "op-ed"
                        | "column"
                        | "article"
                        | "essay"
                        | "piece"
                        | "commentary"
                        | "interview"
                        | "editorial"
                        | "quoted"
                        | "writing"
                )
            }),
            "via" | "per" => true,
            "from" => recent(5, &|w| matches!(w, "question" | "questions" | "asked" | "reporter")),
            _ => hearer,
        }
    }
}

fn is_broadcaster(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "tv" | "television" | "radio" | "fox" | "cnn" | "nbc" | "abc" | "cbs" | "msnbc" | "npr" | "bbc" | "pbs"
    )
}

/// What somebody gives an outlet or writes for it.
pub fn is_piece(low: &str) -> bool {
    matches!(low, "interview" | "interviews" | "op-ed" | "column" | "essay" | "piece" | "editorial" | "commentary" | "profile" | "podcast")
}

/// Words of an exchange that an outlet is the other side of.
fn is_exchange(low: &str) -> bool {
    matches!(
        low,
        "interview"
            | "interviews"
            | "statement"
            | "statements"
            | "comments"
            | "remarks"
            | "email"
            | "e-mail"
            | "speaking"
            | "spoke"
            | "talked"
            | "talking"
            | "described"
            | "recounted"
            | "conversation"
            | "said"
            | "comment"
            | "issued"
            | "confirmed"
            | "provided"
            | "message"
            | "emailed"
            | "explained"
            | "wrote"
            | "released"
            | "letter"
            | "sent"
            | "phone"
            | "appearance"
            | "sat"
            | "briefing"
            | "denied"
            | "text"
            | "says"
            | "admitted"
            | "acknowledged"
            | "suggested"
            | "added"
            | "revealed"
            | "disclosed"
            | "recalled"
            | "conceded"
            | "insisted"
    )
}

/// Words by which an outlet made something known.
pub fn is_publishing(low: &str) -> bool {
    matches!(
        low,
        "reported"
            | "obtained"
            | "reviewed"
            | "seen"
            | "quoted"
            | "cited"
            | "published"
            | "carried"
            | "interviewed"
            | "interview"
            | "compiled"
            | "posted"
            | "viewed"
            | "broadcast"
            | "aired"
            | "released"
            | "report"
            | "disclosed"
            | "revealed"
            | "leaked"
    )
}
