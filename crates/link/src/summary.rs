//! A claim's mentions put together into what users see.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use sayso_doc::Certainty;
use sayso_register::Register;

use crate::claims::{Claim, Mention, Verdict};
use crate::conflicts::{self, common};
use crate::drift;
use crate::lookup::Lookup;
use crate::moments::earlier;
use crate::names::Named;
use crate::origins::{self, Setting, Upstream};
use crate::records::{ArticleId, ArticleRecord, ClaimId, day};
use crate::syndication::WHOLE;

/// Mentions of one claim that a summary reads.
pub const MAX_MENTIONS: usize = 1024;
/// Mentions among which the representative is sought.
const MAX_COMPARED: usize = 24;
/// Shorter sentences say too little by themselves to stand for a claim, in bytes.
const SHORT: usize = 40;

/// The claim as users see it; `None` when the store has no such claim. Of a claim with very many mentions, the first
/// [`MAX_MENTIONS`] are read.
///
/// # Errors
/// When a look-up fails.
pub fn summarize<L: Lookup>(claim: ClaimId, lookup: &L, register: &Register) -> Result<Option<Claim>, L::Error> {
    let mut articles: BTreeMap<ArticleId, ArticleRecord> = BTreeMap::new();
    let mut mentions = Vec::new();
    for statement in lookup.mentions(claim, MAX_MENTIONS)? {
        let article = match articles.entry(statement.article) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => match lookup.article(statement.article)? {
                Some(article) => place.insert(article),
                None => continue,
            },
        };
        let Some(record) = article.statements.get(statement.index as usize) else { continue };
        mentions.push(Mention {
            statement,
            outlet: article.outlet.clone(),
            published: article.published.clone(),
            against: matches!(record.certainty, Certainty::Denied | Certainty::Questioned),
            record: record.clone(),
            path: Vec::new(),
            origin: None,
            score: 1.0,
        });
    }
    if mentions.is_empty() {
        return Ok(None);
    }
    let moment = |m: &Mention| (m.published.as_deref().and_then(day).unwrap_or(i32::MAX), m.statement);
    mentions.sort_by_key(moment);
    // Within a day, times decide; insertion keeps the order where they say nothing.
    for k in 1..mentions.len() {
        let mut at = k;
        while at > 0
            && moment(&mentions[at - 1]).0 == moment(&mentions[at]).0
            && earlier(mentions[at].published.as_deref(), mentions[at - 1].published.as_deref())
        {
            mentions.swap(at - 1, at);
            at -= 1;
        }
    }

    let mut upstream = BTreeMap::new();
    for (&id, article) in &articles {
        if let Some(name) = text_of(id, article, lookup, register)? {
            upstream.insert(id, Upstream { name });
        }
    }
    let setting = Setting { upstream: &upstream, register };
    let (origins, folds) = origins::read(&mut mentions, &setting);
    let representative = representative(&mentions);
    let mut notes = Vec::new();
    for note in mentions.iter().flat_map(|m| &m.record.notes) {
        if !notes.contains(&note.kind) {
            notes.push(note.kind);
        }
    }
    let dated = || mentions.iter().filter_map(|m| m.published.clone().filter(|p| day(p).is_some()));
    Ok(Some(Claim {
        id: claim,
        text: mentions[representative].record.sentence.clone(),
        representative,
        first_seen: dated().next(),
        last_seen: dated().next_back(),
        verdict: Verdict::of(origins.len()),
        conflicts: conflicts::read(&mentions),
        drift: drift::read(&mentions),
        origins,
        folds,
        notes,
        mentions,
    }))
}

/// Whose text an article is, where it is not its outlet's own: the credited agency, the one that a copy credits, or the outlet that
/// had the same text first.
fn text_of<L: Lookup>(id: ArticleId, article: &ArticleRecord, lookup: &L, register: &Register) -> Result<Option<String>, L::Error> {
    let of_another = |name: &str| {
        let outlet = |n: &str| Named::new(n, None, &[], None, register);
        article.outlet.as_deref().is_none_or(|own| !outlet(own).same(&outlet(name)))
    };
    if let Some(agency) = &article.syndicated_from {
        return Ok(Some(agency.clone()).filter(|a| of_another(a)));
    }
    let mut first = None;
    for copy in lookup.copies(id)?.into_iter().filter(|c| c.share >= WHOLE).take(MAX_COMPARED) {
        let Some(other) = lookup.article(copy.article)? else { continue };
        if let Some(agency) = other.syndicated_from {
            return Ok(Some(agency).filter(|a| of_another(a)));
        }
        if copy.upstream {
            first = first.or(other.outlet);
        }
    }
    Ok(first.filter(|f| of_another(f)))
}

/// The mention that has most in common with the others; plain assertions before denials, whole sentences before scraps.
fn representative(mentions: &[Mention]) -> usize {
    let read = &mentions[..mentions.len().min(MAX_COMPARED)];
    let likeness = |k: usize| -> f32 {
        let others = read.iter().enumerate().filter(|(o, _)| *o != k);
        let sum: f32 = others.map(|(_, o)| common(&read[k].record.text, &o.record.text)).sum();
        let doubt = if read[k].against { 0.5 } else { 0.0 };
        let scrap = if read[k].record.text.len() < SHORT { 0.5 } else { 0.0 };
        sum / read.len() as f32 - doubt - scrap
    };
    let scored = (0..read.len()).map(|k| (likeness(k), k));
    scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map_or(0, |s| s.1)
}
