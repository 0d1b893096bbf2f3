//! Who stands behind the mentions of a claim: chains, copies and spokespeople folded until independent ones are left.

use std::collections::{BTreeMap, BTreeSet};

use sayso_doc::{Certainty, SpeakerKind};
use sayso_register::Register;

use crate::claims::{Fold, FoldKind, Mention, NodeKind, Origin};
use crate::names::Named;
use crate::records::ArticleId;

/// Who speaks for a principal: "Bell's office", "a spokesman for Bell".
const SPEAKING_FOR: [&str; 29] = [
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "lawyer",
    "lawyers",
    "attorney",
    "attorneys",
    "office",
    "campaign",
    "aide",
    "aides",
    "team",
    "representative",
    "representatives",
    "legal",
    "press",
    "letter",
    "statement",
    "report",
    "memo",
    "staff",
    "counsel",
    "agent",
    "directive",
    "affidavit",
    "document",
    "notice",
    "summary",
];
/// Share of an outer statement's content that an inner one has to fill to be what it says.
const MOST: f64 = 0.6;
/// Bytes around a name in which "spokesman for" is about it.
const BESIDE: usize = 80;

/// The article behind a copy, and whose text it is.
pub(crate) struct Upstream {
    /// Outlet or agency.
    pub name: String,
}

/// What is known of the articles of the mentions.
pub(crate) struct Setting<'a> {
    /// For articles that are copies.
    pub upstream: &'a BTreeMap<ArticleId, Upstream>,
    pub register: &'a Register,
}

/// All parties, each with the number of the one that it counts as.
struct Parties {
    named: Vec<Named>,
    into: Vec<usize>,
}

impl Parties {
    /// The number of a party, the same for all its names.
    fn add(&mut self, new: Named) -> usize {
        let known = self.named.iter().position(|n| n.same(&new));
        if let Some(i) = known {
            // The fuller name is the one to show.
            let of_register = self.named[i].kind != NodeKind::Person;
            if !of_register && new.name.split(' ').count() > self.named[i].name.split(' ').count() {
                self.named[i].name = new.name;
            }
            return i;
        }
        self.named.push(new);
        self.into.push(self.named.len() - 1);
        self.named.len() - 1
    }

    fn root(&self, mut i: usize) -> usize {
        while self.into[i] != i {
            i = self.into[i];
        }
        i
    }

    /// `from` counts as `into` from now on; nothing when they are one already.
    fn fold(&mut self, from: usize, into: usize) -> bool {
        let (from, into) = (self.root(from), self.root(into));
        if from == into {
            return false;
        }
        self.into[from] = into;
        true
    }
}

/// Fills in path and origin of each mention; returns the origins and why there are no more.
pub(crate) fn read(mentions: &mut [Mention], setting: &Setting<'_>) -> (Vec<Origin>, Vec<Fold>) {
    let mut parties = Parties { named: Vec::new(), into: Vec::new() };
    let mut folds: Vec<Fold> = Vec::new();
    let chains: Vec<Vec<usize>> = mentions.iter().map(|m| chain(m, setting, &mut parties)).collect();
    let own: Vec<bool> = mentions.iter().map(|m| m.record.speaker.is_none()).collect();

    copies(mentions, setting, &parties, &chains, &mut folds);
    // Who hands on from whom, as some chain shows. An outlet is no source of what it attributes.
    for (k, chain) in chains.iter().enumerate() {
        let copied = usize::from(setting.upstream.contains_key(&mentions[k].statement.article));
        for pair in chain[copied.min(chain.len())..].windows(2).filter(|p| p[0] != p[1]) {
            let (from, to) = (&parties.named[pair[0]], &parties.named[pair[1]]);
            let ends_here = |c: &Vec<usize>| c.last() == Some(&pair[0]);
            let ends: Vec<usize> = chains.iter().enumerate().filter(|(_, c)| ends_here(c)).map(|(i, _)| i).collect();
            let is_via = pair[0] != chain[0];
            if ends.is_empty() && !is_via || !may_relay(&parties, pair[0]) {
                continue;
            }
            let kind = if ends.iter().any(|&i| own[i]) { FoldKind::OwnVoice } else { FoldKind::Relay };
            let because = format!("{} has it from {}", from.name, to.name);
            let (from, to) = (from.name.clone(), to.name.clone());
            // Only what ends at it is folded: somebody who answers for himself elsewhere stays.
            // What is folded already stays where it is.
            let free = parties.root(pair[0]) == pair[0];
            if ends.is_empty() || free && parties.fold(pair[0], pair[1]) {
                note(&mut folds, Fold { kind, from: vec![from], into: to, mentions: [vec![k], ends].concat(), because });
            }
        }
    }
    spokespeople(mentions, &chains, &mut parties, &mut folds);

    let mut ends: Vec<Option<usize>> = chains.iter().map(|c| c.last().map(|&e| parties.root(e))).collect();
    nested(mentions, &chains, &parties, &mut ends, &mut folds);
    nobodies(&mut ends, &parties, &mut folds);
    let mut order: Vec<usize> = Vec::new();
    for end in ends.iter().flatten() {
        if !order.contains(end) {
            order.push(*end);
        }
    }
    for (k, mention) in mentions.iter_mut().enumerate() {
        let mut path: Vec<usize> = Vec::new();
        for &station in chains[k].iter().chain(ends[k].iter()) {
            if path.last() != Some(&station) {
                path.push(station);
            }
        }
        mention.path = path.iter().map(|&p| parties.named[p].node()).collect();
        mention.origin = ends[k].and_then(|e| order.iter().position(|&o| o == e));
    }
    let origins = order.iter().enumerate().map(|(i, &end)| origin(i, &parties.named[end], mentions)).collect();
    (origins, folds)
}

/// The stations from the outlet to the speaker.
fn chain(mention: &Mention, setting: &Setting<'_>, parties: &mut Parties) -> Vec<usize> {
    let mut stations: Vec<Named> = Vec::new();
    let outlet = |name: &str| Named::new(name, None, &[], None, setting.register);
    let article = mention.statement.article;
    stations.extend(mention.outlet.as_deref().map(outlet));
    stations.extend(setting.upstream.get(&article).map(|u| outlet(&u.name)));
    stations.extend(mention.record.via.iter().map(|v| relay(v, setting.register)));
    if let Some(p) = &mention.record.speaker {
        stations.push(Named::new(&p.name, Some(p.kind), &p.aliases, p.register_id.as_deref(), setting.register));
    }
    let mut chain: Vec<usize> = Vec::new();
    for station in stations {
        let number = parties.add(station);
        if !chain.contains(&number) {
            chain.push(number);
        } else if chain.last() != Some(&number) {
            // A chain that comes back to somebody ends with him.
            chain.retain(|&c| c != number);
            chain.push(number);
        }
    }
    chain
}

/// A station of which only the name is known: an outlet of the register, unnamed ones, else whoever.
fn relay(name: &str, register: &Register) -> Named {
    let kind = if name.starts_with("unnamed") {
        Some(SpeakerKind::Unnamed)
    } else if register.outlet(name).is_some() {
        Some(SpeakerKind::Outlet)
    } else if register.country(name).is_some() {
        Some(SpeakerKind::Government)
    } else {
        // Two or three words, all with capitals: most likely a person.
        let words: Vec<&str> = name.split(' ').collect();
        let capital = words.iter().all(|w| w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase));
        Some(if capital && (2..=3).contains(&words.len()) { SpeakerKind::Person } else { SpeakerKind::Organization })
    };
    Named::new(name, kind, &[], None, register)
}

/// Outlets hand on. A person or body that quotes somebody in one place answers for itself in another.
fn may_relay(parties: &Parties, i: usize) -> bool {
    matches!(parties.named[i].kind, NodeKind::Outlet | NodeKind::Wire | NodeKind::StateOutlet)
}

/// An article that has both the outer and the inner of two nested statements ("she said [he told her X]") has them from one: from the
/// inner speaker when the inner content is most of the outer one, else from the outer speaker, who mentions the inner one by the way.
fn nested(mentions: &[Mention], chains: &[Vec<usize>], parties: &Parties, ends: &mut [Option<usize>], folds: &mut Vec<Fold>) {
    let bounds = |m: &Mention| (m.record.content.first().map_or(0, |c| c.0), m.record.content.last().map_or(0, |c| c.1));
    let mut by_article: BTreeMap<ArticleId, Vec<usize>> = BTreeMap::new();
    for (k, m) in mentions.iter().enumerate().filter(|(_, m)| m.record.speaker.is_some()) {
        by_article.entry(m.statement.article).or_default().push(k);
    }
    for at in by_article.values() {
        for &outer in at {
            let (start, end) = bounds(&mentions[outer]);
            let within = |k: usize| {
                let ((s, e), speaker) = (bounds(&mentions[k]), chains[outer].last());
                start <= s && e <= end && chains[k].len() > chains[outer].len() && chains[k].iter().any(|c| Some(c) == speaker)
            };
            for inner in at.iter().copied().filter(|&k| k != outer && within(k)) {
                let (s, e) = bounds(&mentions[inner]);
                let most = f64::from(e - s) >= MOST * f64::from(end - start);
                let (from, to) = if most { (outer, inner) } else { (inner, outer) };
                let (Some(x), Some(y)) = (ends[from], ends[to]) else { continue };
                if x != y {
                    let (a, b) = (parties.named[x].name.clone(), parties.named[y].name.clone());
                    let because = if most { format!("{a} has it from {b}") } else { format!("{b} only mentions {a}") };
                    note(folds, Fold { kind: FoldKind::Relay, from: vec![a], into: b, mentions: vec![outer, inner], because });
                    ends[from] = Some(y);
                }
            }
        }
    }
}

fn copies(mentions: &[Mention], setting: &Setting<'_>, parties: &Parties, chains: &[Vec<usize>], folds: &mut Vec<Fold>) {
    let mut by: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (k, m) in mentions.iter().enumerate() {
        if let (true, [outlet, agency, ..]) = (setting.upstream.contains_key(&m.statement.article), chains[k].as_slice()) {
            by.entry(*agency).or_default().entry(*outlet).or_default().push(k);
        }
    }
    for (agency, outlets) in by {
        let from: Vec<String> = outlets.keys().map(|&o| parties.named[o].name.clone()).collect();
        let into = parties.named[agency].name.clone();
        let because = match from.as_slice() {
            [one] => format!("{one} is a copy of {into}"),
            many => format!("{} are copies of {into}", and(many)),
        };
        folds.push(Fold { kind: FoldKind::Copy, from, into, mentions: outlets.into_values().flatten().collect(), because });
    }
}

/// Folds a spokesperson, lawyer, office or letter into the principal, where the principal is an origin too.
fn spokespeople(mentions: &[Mention], chains: &[Vec<usize>], parties: &mut Parties, folds: &mut Vec<Fold>) {
    let ends: BTreeSet<usize> = chains.iter().filter_map(|c| c.last().copied()).collect();
    for &from in &ends {
        let principal = ends.iter().copied().filter(|&to| parties.root(to) != parties.root(from)).find(|&to| {
            let (speaks, principal) = (&parties.named[from], &parties.named[to]);
            let by_name = speaks.named_for(principal);
            by_name
                || speaks.kind == NodeKind::Person
                    && mentions
                        .iter()
                        .zip(chains)
                        .any(|(m, c)| c.last() == Some(&from) && speaks_for(&m.record.sentence, speaks, principal))
        });
        if let Some(to) = principal {
            let (speaker, principal) = (parties.named[from].name.clone(), parties.named[to].name.clone());
            if parties.fold(from, to) {
                let at = chains.iter().enumerate().filter(|(_, c)| c.last() == Some(&from)).map(|(k, _)| k).collect();
                let because = format!("{speaker} speaks for {principal}");
                note(folds, Fold { kind: FoldKind::Spokesperson, from: vec![speaker], into: principal, mentions: at, because });
            }
        }
    }
}

impl Named {
    /// "Mara Bell's lawyers" are named for Mara Bell.
    fn named_for(&self, principal: &Self) -> bool {
        let last = self.name.to_lowercase();
        let speaks = last.split(|c: char| !c.is_alphabetic()).any(|w| SPEAKING_FOR.contains(&w));
        speaks && self.kind != NodeKind::Unnamed && principal.named_in(&self.name)
    }
}

/// "Bell spokesman Ivo Marr said", "Ivo Marr, a lawyer for Bell".
fn speaks_for(sentence: &str, speaker: &Named, principal: &Named) -> bool {
    let Some(last) = speaker.name.rsplit(' ').next().filter(|l| l.len() > 2) else { return false };
    let Some(at) = sentence.find(last) else { return false };
    let before = &sentence[sentence.floor_char_boundary(at.saturating_sub(BESIDE))..at];
    let after = &sentence[at..sentence.ceil_char_boundary((at + last.len() + BESIDE).min(sentence.len()))];
    [before, after].into_iter().any(|side| {
        let speaks = side.split(|c: char| !c.is_alphabetic()).any(|w| w.starts_with("spokes") || matches!(w, "lawyer" | "attorney"));
        speaks && principal.named_in(side)
    })
}

/// "reportedly" names nobody: it is no origin beside others.
fn nobodies(ends: &mut [Option<usize>], parties: &Parties, folds: &mut Vec<Fold>) {
    let nobody = |e: &usize| parties.named[*e].is_nobody();
    let at: Vec<usize> = ends.iter().enumerate().filter(|(_, e)| e.as_ref().is_some_and(nobody)).map(|(k, _)| k).collect();
    if at.is_empty() {
        return;
    }
    at.iter().for_each(|&k| ends[k] = None);
    let because = "nobody can tell whose word it is where none is named: such mentions count for no origin".to_owned();
    folds.push(Fold { kind: FoldKind::Unnamed, from: vec!["unnamed".to_owned()], into: String::new(), mentions: at, because });
}

fn origin(i: usize, named: &Named, mentions: &[Mention]) -> Origin {
    let at: Vec<usize> = mentions.iter().enumerate().filter(|(_, m)| m.origin == Some(i)).map(|(k, _)| k).collect();
    let against = at.iter().all(|&k| mentions[k].against);
    let charged = mentions.iter().any(|m| m.origin != Some(i) && named.named_in(&m.record.text));
    Origin {
        name: named.name.clone(),
        kind: named.kind,
        state_run: matches!(named.kind, NodeKind::StateOutlet | NodeKind::Government),
        owner: named.owner.clone(),
        unnamed: named.kind == NodeKind::Unnamed,
        party: charged || at.iter().any(|&k| mentions[k].record.certainty == Certainty::Denied),
        against,
        mentions: at,
    }
}

/// Adds a fold, or its mentions to one that says the same.
fn note(folds: &mut Vec<Fold>, fold: Fold) {
    match folds.iter_mut().find(|f| f.because == fold.because) {
        Some(known) => {
            known.mentions.extend(fold.mentions);
            known.mentions.sort_unstable();
            known.mentions.dedup();
        }
        None => folds.push(fold),
    }
}

/// "A", "A and B", "A, B and C".
fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
