//! Whose reporters and hosts people are ("the Lantern's Ann Roe", "Lantern columnist Ann Roe"): their words come through that outlet.

use std::collections::BTreeMap;

use sayso_doc::{Relay, SpeakerKind};

use crate::chains::Chains;

/// Tokens between an outlet's name and its reporter's.
const REACH: usize = 5;

impl Chains<'_> {
    /// The outlet of each person whom the article calls its reporter or host, by the person's place in the cast.
    pub fn employers(&self) -> BTreeMap<usize, Relay> {
        let reading = self.reading;
        let mut found: BTreeMap<usize, Relay> = BTreeMap::new();
        for body in self.bodies.mentions.iter().filter(|b| b.outlet) {
            let owns = reading.tokens.get(body.range.end).is_some_and(|t| t.is_possessive());
            let start = body.range.end + usize::from(owns);
            // "Ann Roe of the Lantern".
            let mut of = body.range.start;
            while of > 0 && matches!(reading.low(of - 1), "the" | "of") && reading.low(of) != "of" {
                of -= 1;
            }
            if of > 0
                && of < body.range.start
                && reading.low(of) == "of"
                && let Some((_, person)) = self.cast.mentions_in(of - 1..of).iter().find(|(r, _)| r.end == of)
                && !self.publisher.is(&body.name, body.register_id.as_deref())
            {
                found.entry(*person).or_insert_with(|| Relay { name: body.name.clone(), span: self.span(&body.range) });
            }
            let Some((name, person)) = self.cast.mentions_in(start..start + REACH + 1).iter().find(|(r, _)| r.start >= start) else {
                continue;
            };
            let between = start..name.start;
            let same = reading.tokens[name.start].sentence == reading.tokens[body.range.start].sentence;
            let plain = between.clone().all(|k| {
                let token = &reading.tokens[k];
                token.is_word()
                    && !matches!(token.low.as_ref(), "with" | "by" | "of" | "and" | "that" | "to" | "on" | "from" | "for" | "as")
            });
            let job = between.clone().any(|k| is_journalist(reading.low(k)));
            let past = body.range.start.checked_sub(1).is_some_and(|k| matches!(reading.low(k), "former" | "ex" | "then"));
            if past || !same || !plain || !(job || owns && between.is_empty()) || self.publisher.is(&body.name, body.register_id.as_deref())
            {
                continue;
            }
            found.entry(*person).or_insert_with(|| Relay { name: body.name.clone(), span: self.span(&body.range) });
        }
        found
    }

    /// The outlet that the speaker of an attribution works for, where nothing else is given as the place.
    pub fn employed(&self, i: usize, employers: &BTreeMap<usize, Relay>) -> Option<Relay> {
        let me = &self.entities[self.resolved[i].entity];
        if employers.is_empty() || me.kind != SpeakerKind::Person || self.nesting.parent[i].is_some() {
            return None;
        }
        // What a columnist writes stands in their paper.
        let cue = self.reading.tokens_in(self.attributions[i].cue.start(), self.attributions[i].cue.end());
        let writes = cue.into_iter().any(|k| matches!(self.reading.low(k), "writes" | "wrote"));
        if if writes { self.elsewhere(i) } else { self.other_venue(i) } {
            return None;
        }
        employers.iter().find(|(p, _)| self.cast.people.get(**p).is_some_and(|p| p.name == me.name)).map(|(_, relay)| relay.clone())
    }
}

fn is_journalist(low: &str) -> bool {
    matches!(
        low,
        "host" | "co-host" | "anchor" | "correspondent" | "reporter" | "columnist" | "blogger" | "moderator" | "critic" | "editor"
    )
}
