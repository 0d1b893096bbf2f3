//! Which speaker of the article a source means, by many small signs weighed together: a second look at what the rules found.
//!
//! The signs of each candidate are numbers; trees that were trained on our own labels sum them up (`ranking.trees`, made by
//! `training/sayso_training/ranking.py`). What the rules answered is itself a sign, and stays unless another scores clearly higher.

use std::collections::HashMap;
use std::ops::Range;

use sayso_doc::{Attribution, SpeakerKind};

use crate::forest::Forest;
use crate::names::Gender;
use crate::nesting::Nesting;
use crate::pronouns::{self, Pronoun};
use crate::publisher::Publisher;
use crate::reading::Reading;
use crate::resolve::{Resolved, Resolver, Strength};
use crate::words::Words;

macro_rules! signs {
    ($($sign:ident)*) => {
        /// One number that tells of a source and a candidate.
        #[derive(Debug, Clone, Copy)]
        enum Sign {
            $($sign,)*
        }

        /// The signs' names, in the order in which the trees know them.
        pub const SIGNS: [&str; [$(Sign::$sign),*].len()] = [$(stringify!($sign)),*];
    };
}

// Of the source and its cue; of the candidate.
signs! {
    Class Head Quoted Nested OuterQuoted ContentQuoted Cue ContentFirst OpensParagraph Words RuleKind RuleStrength RuleBare NamedKind

    Kind IsRule IsOuter IsOutmost SpokeRank SpokeGap NextRank NextGap SpokeCount NamedGap NamedRank Place NamedQuoted InSource InContent AfterGap NamedCount Gender Plural HasHead SharedWords NameShape Publisher SameParagraph InTitle SpeaksFor UnnamedSelf KindChance RuleKindChance KindRank TokenGap Owner UnnamedChance FirstNamed Capitals OuterSpeaksFor FitRank SubjectGap SubjectRank LastPronoun AnyGap NamedHere
}

/// By how much another must score higher than what the rules found; and "unnamed" never takes its place. Both by what 90 of the
/// articles held out from training show: names and kinds gain together.
const CLEARLY: f32 = 0.6;

/// Candidates of one source; further ones are not looked at.
const MOST: usize = 24;
/// Distinct earlier and later speakers, persons and bodies that are candidates.
const EARLIER_SPEAKERS: usize = 6;
const LATER_SPEAKERS: usize = 2;
const EARLIER_NAMES: usize = 7;
const LATER_NAMES: usize = 3;
/// Mentions that are looked through for them.
const LOOK: usize = 40;
/// What stands for "never" where sentences are counted.
const NEVER: f32 = 30.0;
/// An article of more attributions than this keeps what the rules found.
const MOST_ATTRIBUTIONS: usize = 4000;

/// One candidate with its signs, as training sees it.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub entity: usize,
    pub signs: [f32; SIGNS.len()],
}

/// All of an article's entities by where they are named.
struct Places {
    /// Tokens at which each entity is named, in order.
    of: HashMap<usize, Vec<usize>>,
    /// All of them with their entities, in order.
    all: Vec<(usize, usize)>,
}

/// What is read once of one attribution.
struct Scene {
    at: usize,
    source: Range<usize>,
    sentence: usize,
    pronoun: Option<Pronoun>,
    head: String,
    /// Lower-case words of the source that have capitals.
    capitals: Vec<String>,
    content: Vec<Range<usize>>,
    signs: [f32; SIGNS.len()],
}

/// Is told of the candidates of one attribution.
pub type See<'s> = &'s mut dyn FnMut(usize, &[Candidate], &Resolver<'_>);

/// Gives each source the candidate that scores highest. `see` is told of all candidates, in the order of the attributions.
pub fn reconsider(
    resolver: &mut Resolver<'_>,
    attributions: &[Attribution],
    nesting: &Nesting,
    resolved: &mut [Resolved],
    publisher: &Publisher,
    see: Option<See<'_>>,
) {
    if attributions.len() > MOST_ATTRIBUTIONS || see.is_none() && Forest::get().is_empty() {
        return;
    }
    let mut see = see;
    let places = Places::new(resolver);
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&i| start(&attributions[i]));
    let mut counts: HashMap<usize, f32> = HashMap::new();
    for r in resolved.iter() {
        *counts.entry(r.entity).or_default() += 1.0;
    }
    for at in 0..order.len() {
        let i = order[at];
        if see.is_none() && !doubtful(resolver, &attributions[i], resolved[i]) {
            continue;
        }
        let found = candidates(resolver, attributions, nesting, resolved, publisher, &places, &counts, &order, at, see.is_some());
        if let Some(see) = &mut see {
            see(i, &found, resolver);
            continue;
        }
        let forest = Forest::get();
        let Some(rule) = found.first().map(|c| forest.score(&c.signs)) else { continue };
        let carried = carried(resolver.reading, &attributions[i]);
        let others = found[1..].iter().filter(|c| {
            let carrier = carried && resolver.entities[c.entity].kind == SpeakerKind::Outlet && c.signs[Sign::InSource as usize] > 0.0;
            c.signs[Sign::UnnamedSelf as usize] == 0.0 && !carrier
        });
        let best = others.map(|c| (forest.score(&c.signs), c.entity)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        if let Some((_, entity)) = best.filter(|b| b.0 > rule + CLEARLY && b.1 != resolved[i].entity) {
            resolver.moved(&attributions[i], resolved[i].entity, entity);
            *counts.entry(resolved[i].entity).or_default() -= 1.0;
            *counts.entry(entity).or_default() += 1.0;
            resolved[i] = Resolved { entity, strength: Strength::Likely };
        }
    }
}

fn start(a: &Attribution) -> usize {
    a.source.unwrap_or(a.cue).start()
}

/// Whether there is anything to weigh: a person who is named in the source is who they are, and where no source is told the trees
/// knew no better than the rules on articles held out.
fn doubtful(resolver: &Resolver<'_>, a: &Attribution, resolved: Resolved) -> bool {
    let Some(source) = a.source else { return false };
    let range = resolver.reading.tokens_in(source.start(), source.end());
    let named = resolved.strength == Strength::Sure && resolver.entities[resolved.entity].kind == SpeakerKind::Person;
    !named || resolver.cast.mentions_in(range).is_empty()
}

/// "The statement, carried by the Courier": an outlet in the source that only hands on what another says.
fn carried(reading: &Reading<'_>, a: &Attribution) -> bool {
    let range = a.source.map(|s| reading.tokens_in(s.start(), s.end())).unwrap_or_default();
    range.take(20).any(|k| matches!(reading.low(k), "carried" | "obtained" | "reviewed" | "seen" | "reported" | "quoted" | "cited"))
}

impl Resolver<'_> {
    /// The source of `a` is no mention of `from` any more but one of `to`.
    fn moved(&mut self, a: &Attribution, from: usize, to: usize) {
        let Some(source) = a.source else { return };
        let mentions = &mut self.entities[from].mentions;
        if let Some(k) = mentions.iter().position(|m| *m == source) {
            mentions.remove(k);
        }
        self.entities[to].mentions.push(source);
    }
}

impl Places {
    fn new(resolver: &mut Resolver<'_>) -> Self {
        let mut all: Vec<(usize, usize)> = Vec::new();
        let cast = resolver.cast;
        for (m, person) in &cast.mentions {
            all.push((m.start, resolver.person(*person)));
        }
        let bodies = resolver.bodies;
        let mut known: HashMap<(&str, SpeakerKind), usize> = HashMap::new();
        for body in &bodies.mentions {
            let entity = known.get(&(body.name.as_str(), body.kind)).copied();
            let entity = entity.unwrap_or_else(|| resolver.of_body(&bodies.fullest(body.clone())));
            known.insert((&body.name, body.kind), entity);
            all.push((body.range.start, entity));
        }
        all.sort_unstable();
        let mut of: HashMap<usize, Vec<usize>> = HashMap::new();
        for &(token, entity) in &all {
            of.entry(entity).or_default().push(token);
        }
        Self { of, all }
    }

    fn of(&self, entity: usize) -> &[usize] {
        self.of.get(&entity).map_or(&[], Vec::as_slice)
    }
}

fn kind_number(kind: SpeakerKind) -> f32 {
    SpeakerKind::ALL.iter().position(|k| *k == kind).map_or(0.0, |k| k as f32)
}

fn yes(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

fn ln(chance: Option<f32>) -> f32 {
    chance.filter(|c| c.is_finite()).map_or(f32::NAN, |c| c.clamp(0.001, 1.0).ln())
}

#[allow(clippy::too_many_arguments)]
fn candidates(
    resolver: &mut Resolver<'_>,
    attributions: &[Attribution],
    nesting: &Nesting,
    resolved: &[Resolved],
    publisher: &Publisher,
    places: &Places,
    counts: &HashMap<usize, f32>,
    order: &[usize],
    at: usize,
    training: bool,
) -> Vec<Candidate> {
    let reading = resolver.reading;
    let i = order[at];
    let a = &attributions[i];
    let rule = resolved[i].entity;
    let mut scene = Scene::new(resolver, a, resolved[i]);
    let outer = nesting.parent[i];
    let outmost = nesting.outwards(i).last();
    scene.set(Sign::Nested, yes(outer.is_some()));
    let quoted_source = |p: usize| reading.token_at(start(&attributions[p])).is_some_and(|t| reading.tokens[t].quoted);
    scene.set(Sign::OuterQuoted, yes(outer.is_some_and(quoted_source)));

    let mut found: Vec<usize> = vec![rule];
    let mut add = |entity: usize| {
        if found.len() < MOST && !found.contains(&entity) {
            found.push(entity);
        }
    };
    for p in nesting.outwards(i).take(3) {
        add(resolved[p].entity);
    }
    let mut spoke: Vec<(usize, usize)> = Vec::new();
    for &p in order[..at].iter().rev().take(LOOK) {
        if Some(p) != outer && spoke.len() < EARLIER_SPEAKERS && !spoke.iter().any(|s| s.0 == resolved[p].entity) {
            spoke.push((resolved[p].entity, p));
            add(resolved[p].entity);
        }
    }
    let mut next: Vec<(usize, usize)> = Vec::new();
    for &p in order[at + 1..].iter().take(LOOK) {
        if next.len() < LATER_SPEAKERS && !next.iter().any(|s| s.0 == resolved[p].entity) {
            next.push((resolved[p].entity, p));
            add(resolved[p].entity);
        }
    }
    let mut outer_body = None;
    let mut own_body = None;
    if matches!(scene.pronoun, Some(Pronoun::We | Pronoun::They | Pronoun::It)) {
        outer_body = outer.and_then(|p| resolver.speaks_for(resolved[p].entity));
        own_body = resolver.speaks_for(rule);
    }
    for body in [outer_body, own_body].into_iter().flatten() {
        add(body);
    }
    // Those within the source first, then the nearest before it, then those right after it.
    let from = places.all.partition_point(|p| p.0 < scene.source.start);
    let to = places.all.partition_point(|p| p.0 < scene.source.end);
    for p in &places.all[from..to] {
        add(p.1);
    }
    let mut names: Vec<usize> = Vec::new();
    for p in places.all[..from].iter().rev().take(LOOK) {
        if names.len() < EARLIER_NAMES && !names.contains(&p.1) {
            names.push(p.1);
            add(p.1);
        }
    }
    for p in places.all[to..].iter().take(LATER_NAMES) {
        if reading.tokens[p.0].sentence <= scene.sentence + 1 {
            add(p.1);
        }
    }
    // Never chosen, see `CLEARLY`; training may learn otherwise.
    let unnamed = (training && resolver.entities[rule].kind != SpeakerKind::Unnamed).then(|| resolver.unnamed_of(&scene));
    if let Some(unnamed) = unnamed
        && !found.contains(&unnamed)
    {
        found.push(unnamed);
    }

    let here = scene.sentence;
    let gap = |p: usize| {
        let there = reading.token_at(start(&attributions[p])).map_or(0, |t| reading.tokens[t].sentence);
        (there.abs_diff(here) as f32).min(NEVER)
    };
    let rule_entity = &resolver.entities[rule];
    scene.set(Sign::RuleBare, yes(rule_entity.name == "unnamed"));
    let chance = |kind: SpeakerKind| a.kinds.and_then(|c| SpeakerKind::ALL.iter().position(|k| *k == kind).map(|k| c[k]));
    scene.set(Sign::RuleKindChance, ln(chance(rule_entity.kind)));
    scene.set(Sign::UnnamedChance, ln(chance(SpeakerKind::Unnamed)));
    let mut out: Vec<Candidate> = found
        .into_iter()
        .map(|entity| {
            let mut c = Candidate { entity, signs: scene.signs };
            let mut set = |sign: Sign, value: f32| c.signs[sign as usize] = value;
            let e = &resolver.entities[entity];
            set(Sign::Kind, kind_number(e.kind));
            set(Sign::IsRule, yes(entity == rule));
            set(Sign::IsOuter, yes(outer.is_some_and(|p| resolved[p].entity == entity)));
            set(Sign::IsOutmost, yes(outmost.is_some_and(|p| resolved[p].entity == entity)));
            let earlier = spoke.iter().position(|s| s.0 == entity);
            set(Sign::SpokeRank, earlier.map_or(9.0, |k| k as f32));
            set(Sign::SpokeGap, earlier.map_or(NEVER, |k| gap(spoke[k].1)));
            let later = next.iter().position(|s| s.0 == entity);
            set(Sign::NextRank, later.map_or(9.0, |k| k as f32));
            set(Sign::NextGap, later.map_or(NEVER, |k| gap(next[k].1)));
            let count = counts.get(&entity).copied().unwrap_or_default() - if entity == rule { 1.0 } else { 0.0 };
            set(Sign::SpokeCount, count.max(0.0).ln_1p());
            let named = places.of(entity);
            let before = named.partition_point(|&t| t < scene.source.start);
            let last = before.checked_sub(1).map(|k| named[k]);
            set(Sign::NamedGap, last.map_or(NEVER, |t| ((scene.sentence.saturating_sub(reading.tokens[t].sentence)) as f32).min(NEVER)));
            set(Sign::Place, last.map_or(0.0, |t| place(reading, t)));
            set(Sign::NamedQuoted, yes(last.is_some_and(|t| reading.tokens[t].quoted)));
            set(Sign::TokenGap, last.map_or(60.0, |t| ((scene.at - t) as f32).min(60.0)));
            set(Sign::SameParagraph, yes(last.is_some_and(|t| reading.tokens[t].para == reading.tokens[scene.at].para)));
            let inside = named[before..].first().filter(|t| scene.source.contains(t));
            set(Sign::InSource, yes(inside.is_some()));
            let owner = inside.is_some_and(|&t| (t..scene.source.end.min(t + 6)).any(|k| reading.tokens[k].is_possessive()));
            set(Sign::Owner, yes(owner));
            set(
                Sign::InContent,
                yes(scene.content.iter().any(|r| named[named.partition_point(|&t| t < r.start)..].first().is_some_and(|t| r.contains(t)))),
            );
            let after = named.get(named.partition_point(|&t| t < scene.source.end));
            set(Sign::AfterGap, after.map_or(NEVER, |&t| ((reading.tokens[t].sentence.saturating_sub(scene.sentence)) as f32).min(NEVER)));
            let subject =
                named[..before].iter().rev().take(8).find(|&&t| !reading.tokens[t].quoted && matches!(place(reading, t) as u8, 1 | 2));
            set(
                Sign::SubjectGap,
                subject.map_or(NEVER, |&t| ((scene.sentence.saturating_sub(reading.tokens[t].sentence)) as f32).min(NEVER)),
            );
            let by_pronoun = earlier.is_some_and(|k| {
                let source = attributions[spoke[k].1].source;
                scene.pronoun.is_some() && source.and_then(|s| pronouns::read(reading, s)) == scene.pronoun
            });
            set(Sign::LastPronoun, yes(by_pronoun));
            set(Sign::AnyGap, spoke.first().map_or(NEVER, |s| gap(s.1)));
            set(Sign::NamedHere, yes(last.is_some_and(|t| reading.tokens[t].sentence == scene.sentence)));
            set(Sign::NamedCount, (named.len() as f32).ln_1p());
            set(Sign::FirstNamed, named.first().map_or(NEVER, |&t| (reading.tokens[t].sentence as f32).min(NEVER)));
            set(Sign::Gender, gender(scene.pronoun, e.gender));
            set(Sign::Plural, yes(e.plural));
            set(Sign::HasHead, head_match(&scene.head, &e.heads));
            let name = e.name.to_lowercase();
            set(Sign::SharedWords, scene.capitals.iter().filter(|w| name.split(' ').any(|n| n == w.as_str())).count() as f32);
            set(Sign::NameShape, name_shape(&e.name));
            set(Sign::Publisher, yes(publisher.is(&e.name, e.register_id.as_deref())));
            set(
                Sign::InTitle,
                yes(resolver.setting.title.contains(name.rsplit(' ').next().unwrap_or_default()) && e.name.starts_with(char::is_uppercase)),
            );
            set(Sign::SpeaksFor, yes(own_body == Some(entity)));
            set(Sign::OuterSpeaksFor, yes(outer_body == Some(entity)));
            set(Sign::UnnamedSelf, yes(unnamed == Some(entity)));
            set(Sign::KindChance, ln(chance(e.kind)));
            c
        })
        .collect();
    // How many stand nearer: of all, and of the same kind.
    let fit: Vec<bool> = out.iter().map(|c| fits(scene.pronoun, &resolver.entities[c.entity])).collect();
    let near: Vec<f32> = out.iter().map(|c| c.signs[Sign::TokenGap as usize]).collect();
    let subject: Vec<f32> = out.iter().map(|c| c.signs[Sign::SubjectGap as usize]).collect();
    for (k, c) in out.iter_mut().enumerate() {
        let nearer = |of: &[f32]| (0..fit.len()).filter(|&j| fit[j] && of[j] < of[k]).count() as f32;
        c.signs[Sign::FitRank as usize] = nearer(&near);
        c.signs[Sign::SubjectRank as usize] = nearer(&subject);
    }
    let (token_gap, kind) = (Sign::TokenGap as usize, Sign::Kind as usize);
    let gaps: Vec<(f32, f32)> = out.iter().map(|c| (c.signs[token_gap], c.signs[kind])).collect();
    for (k, c) in out.iter_mut().enumerate() {
        c.signs[Sign::NamedRank as usize] = gaps.iter().filter(|g| g.0 < gaps[k].0).count() as f32;
        c.signs[Sign::KindRank as usize] = gaps.iter().filter(|g| g.0 < gaps[k].0 && g.1 == gaps[k].1).count() as f32;
    }
    out
}

impl Scene {
    fn new(resolver: &Resolver<'_>, a: &Attribution, rule: Resolved) -> Self {
        let reading = resolver.reading;
        let cue = reading.tokens_in(a.cue.start(), a.cue.end());
        let source = a.source.map_or(cue.start..cue.start, |s| reading.tokens_in(s.start(), s.end()));
        let at = source.start.min(reading.tokens.len().saturating_sub(1));
        let token = &reading.tokens[at];
        let pronoun = a.source.and_then(|s| pronouns::read(reading, s));
        let content: Vec<Range<usize>> = a.content.iter().map(|c| reading.tokens_in(c.start(), c.end())).collect();
        let head = head_of(reading, &source);
        let opens = reading.sentence_of(at).map_or(source.start, |s| s.first);
        let capitals: Vec<String> = source
            .clone()
            .filter(|&k| reading.tokens[k].is_cap() && (k > opens || source.len() == 1) && !Words::get().starts.contains(reading.low(k)))
            .map(|k| reading.low(k).trim_end_matches('.').to_owned())
            .take(12)
            .collect();
        let mut scene = Self { at, source, sentence: token.sentence, pronoun, head, capitals, content, signs: [0.0; SIGNS.len()] };
        let first = scene.content.first().map_or(0, |c| c.start);
        scene.set(Sign::Class, class(reading, a.source.is_some(), pronoun, &scene));
        scene.set(Sign::Head, head_kind(&scene.head));
        scene.set(Sign::Quoted, yes(token.quoted));
        let opening = |k: usize| reading.tokens.get(k).is_some_and(|t| t.quoted || matches!(t.text, "“" | "\"" | "‘"));
        scene.set(Sign::ContentQuoted, yes(opening(first)));
        scene.set(Sign::Cue, cue_kind(reading, &cue));
        scene.set(Sign::ContentFirst, yes(first < scene.at));
        let block = reading.blocks.get(token.para);
        let para_first = block.and_then(|b| reading.tokens.get(b.first));
        scene.set(Sign::OpensParagraph, yes(para_first.is_some_and(|t| t.sentence == token.sentence)));
        scene.set(Sign::Words, (scene.source.len() as f32).min(20.0));
        scene.set(Sign::Capitals, (scene.capitals.len() as f32).min(6.0));
        scene.set(Sign::RuleKind, kind_number(resolver.entities[rule.entity].kind));
        scene.set(Sign::RuleStrength, rule.strength as u8 as f32);
        let named = resolver.bodies.within(scene.source.clone()).last();
        scene.set(Sign::NamedKind, named.map_or(9.0, |b| kind_number(b.kind)));
        scene
    }

    fn set(&mut self, sign: Sign, value: f32) {
        self.signs[sign as usize] = value;
    }
}

/// Where in its sentence a name stands.
fn place(reading: &Reading<'_>, token: usize) -> f32 {
    let first = reading.sentence_of(token).map_or(token, |s| s.first);
    let before = token.checked_sub(1).map_or("", |b| reading.low(b));
    let possessive = (token..token + 4)
        .find(|&k| !reading.tokens.get(k).is_some_and(|t| t.is_cap()))
        .is_some_and(|k| reading.tokens.get(k).is_some_and(|t| t.is_possessive()));
    if possessive {
        4.0
    } else if token <= first + 1 {
        1.0
    } else if matches!(before, "," | "that" | "but" | "”" | "\"" | "when" | "while" | "as" | "and") {
        2.0
    } else if matches!(before, "of" | "to" | "with" | "for" | "by" | "from" | "against" | "about" | "on" | "at" | "in") {
        3.0
    } else {
        5.0
    }
}

fn gender(pronoun: Option<Pronoun>, gender: Gender) -> f32 {
    match pronoun {
        Some(Pronoun::Single(wanted)) if gender == Gender::Unknown || wanted == Gender::Unknown => 1.0,
        Some(Pronoun::Single(wanted)) => {
            if wanted == gender {
                2.0
            } else {
                3.0
            }
        }
        _ => 0.0,
    }
}

/// Whether a pronoun can mean an entity at all.
fn fits(pronoun: Option<Pronoun>, e: &crate::resolve::Entity) -> bool {
    let body = matches!(e.kind, SpeakerKind::Government | SpeakerKind::Organization | SpeakerKind::Outlet);
    match pronoun {
        Some(Pronoun::Single(wanted)) => !e.plural && !body && e.kind != SpeakerKind::Document && e.gender.agrees(wanted),
        Some(Pronoun::They | Pronoun::We) => e.plural || body,
        Some(Pronoun::It) => body || e.kind == SpeakerKind::Document,
        _ => true,
    }
}

/// 2 for the noun itself, 1 where one is the end of the other ("group", "subgroup").
fn head_match(head: &str, heads: &[String]) -> f32 {
    let plain = |h: &String| h.trim_start_matches('~') == head;
    if head.is_empty() {
        0.0
    } else if heads.iter().any(plain) {
        2.0
    } else if heads.iter().any(|h| h.len() > 2 && (h.ends_with(head) || head.ends_with(h.as_str()))) {
        1.0
    } else {
        0.0
    }
}

fn name_shape(name: &str) -> f32 {
    if name == "unnamed" {
        1.0
    } else if name.starts_with("unnamed") {
        2.0
    } else if !name.contains(char::is_uppercase) {
        3.0
    } else if name.starts_with(char::is_lowercase) {
        4.0
    } else {
        0.0
    }
}

/// The last plain word of the source before a preposition, comma or relative clause.
fn head_of(reading: &Reading<'_>, source: &Range<usize>) -> String {
    let mut head = "";
    for k in source.clone().take(16) {
        let low = reading.low(k);
        if !head.is_empty()
            && matches!(
                low,
                "of" | "for" | "in" | "at" | "on" | "from" | "with" | "to" | "by" | "who" | "that" | "which" | "," | "and" | "or" | "as"
            )
        {
            break;
        }
        if reading.tokens[k].is_word() && !reading.tokens[k].is_possessive() {
            head = low;
        }
    }
    head.to_owned()
}

fn head_kind(head: &str) -> f32 {
    let words = Words::get();
    if head.is_empty() {
        0.0
    } else if words.role(head) || words.titles.contains(head) {
        1.0
    } else if words.plural_role(head).is_some() {
        2.0
    } else if words.groups.contains(head) {
        3.0
    } else if words.report_nouns.contains(head) {
        4.0
    } else if words.documents.contains(head) {
        5.0
    } else if words.outlet_nouns.contains(head) {
        6.0
    } else if words.government.contains(head) {
        7.0
    } else if words.organizations.contains(head) {
        8.0
    } else {
        9.0
    }
}

fn class(reading: &Reading<'_>, sourced: bool, pronoun: Option<Pronoun>, scene: &Scene) -> f32 {
    if !sourced {
        return 0.0;
    }
    match pronoun {
        Some(Pronoun::Single(Gender::Man)) => return 1.0,
        Some(Pronoun::Single(_)) => return 2.0,
        Some(Pronoun::They) => return 3.0,
        Some(Pronoun::It) => return 4.0,
        Some(Pronoun::I) => return 5.0,
        Some(Pronoun::We) => return 6.0,
        Some(Pronoun::You) => return 7.0,
        Some(Pronoun::Who) => return 8.0,
        None => {}
    }
    let source = &scene.source;
    if scene.capitals.is_empty() {
        return match reading.low(source.start) {
            "the" | "that" => 9.0,
            "this" | "these" | "those" => 10.0,
            "a" | "an" | "another" | "one" => 11.0,
            "his" | "her" | "their" | "its" | "our" | "my" | "your" => 12.0,
            low if crate::phrase::is_quantity(low) => 13.0,
            _ => 14.0,
        };
    }
    let all = source.clone().all(|k| reading.tokens[k].is_cap() || matches!(reading.low(k), "the" | "of" | "and" | "for"));
    match (all, scene.capitals.len()) {
        (true, 1) => 15.0,
        (true, _) => 16.0,
        (false, _) => 17.0,
    }
}

fn cue_kind(reading: &Reading<'_>, cue: &Range<usize>) -> f32 {
    let mut kind = 0.0;
    for k in cue.clone().take(6) {
        kind = match reading.low(k) {
            "said" | "says" | "say" | "told" | "added" | "adding" | "saying" | "wrote" | "tweeted" => 1.0,
            "according" | "per" | "citing" => 2.0,
            "reportedly" | "reported" | "reports" | "report" | "reporting" => 3.0,
            "allegedly" | "alleged" | "alleges" | "alleging" | "allegations" | "allegation" | "accused" | "accuses" | "accusing"
            | "charged" | "suspected" => 4.0,
            "believed" | "believes" | "believe" | "expected" | "thought" | "think" | "thinks" | "considered" | "seen" | "estimated"
            | "expects" | "hopes" | "fears" | "wants" | "want" => 5.0,
            "announced" | "ordered" | "asked" | "called" | "calls" | "calling" | "urged" | "vowed" | "promised" | "denied" | "warned" => {
                6.0
            }
            "found" | "shows" | "showed" | "show" | "finds" | "reads" | "states" | "stated" => 7.0,
            _ => continue,
        };
        break;
    }
    let passive = cue.clone().take(3).any(|k| matches!(reading.low(k), "was" | "were" | "is" | "are" | "been" | "being" | "be"));
    if passive { kind + 10.0 } else { kind }
}

impl Resolver<'_> {
    /// Somebody unnamed whom the source describes.
    fn unnamed_of(&mut self, scene: &Scene) -> usize {
        let described = scene.pronoun.is_none() && !scene.source.is_empty();
        let lookup = crate::phrase::run_lookup(self.runs);
        let parsed = described.then(|| crate::phrase::parse(self.reading, scene.source.clone(), &lookup)).flatten();
        let name = match parsed {
            Some(parsed) => self.unnamed_name(&parsed, scene.source.clone()),
            None => "unnamed".to_owned(),
        };
        self.entity(&name, SpeakerKind::Unnamed, Gender::Unknown, true, &[])
    }
}
