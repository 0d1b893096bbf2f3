//! Ledgers and claims in brief, for readers with little room: the words themselves instead of offsets into a text.

use schemars::JsonSchema;
use serde::Serialize;

use super::claims::{Claim, Conflict, Drift, Fold, Note as MentionNote, Origin};
use super::views::{ArticlePage, ClaimPage, Copy, Correction, Marks, Version};
use super::{Article, Paragraph, Problem, Registered, Span};
use crate::outline;

/// One article's ledger.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Brief {
    /// Its number in the store, where it comes from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    pub id: Option<i64>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    /// ISO 8601 date or date and time.
    pub published: Option<String>,
    pub url: Option<String>,
    /// The agency that the text is wholly or mostly taken from.
    pub syndicated_from: Option<String>,
    /// Agencies credited with a part of it.
    pub contributors: Vec<String>,
    /// Who says what in it, those with most statements first.
    pub speakers: Vec<Speaker>,
    /// In the order of the text.
    pub statements: Vec<Statement>,
    /// What could or could not be checked, and who was asked.
    pub notes: Vec<Note>,
    /// What there was to say about the input although it was traced.
    pub remarks: Vec<Problem>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Speaker {
    pub name: String,
    /// `person`, `government`, `organization`, `outlet`, `document` or `unnamed`.
    pub r#type: &'static str,
    /// What the register of outlets or countries knows of them.
    pub register: Option<Registered>,
    pub statements: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Statement {
    /// Where it stands: `¶3`, `heading`, `caption`.
    pub place: String,
    /// Null in the outlet's own voice.
    pub speaker: Option<String>,
    /// Names from the outlet through relays to the speaker.
    pub chain: Vec<String>,
    /// `asserted`, `hedged`, `denied` or `questioned`.
    pub certainty: &'static str,
    /// The words that make the certainty what it is.
    pub markers: Vec<String>,
    /// The words attributed or asserted.
    pub content: String,
    /// Index of the statement in whose content this one stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    pub parent: Option<usize>,
    /// Indices of the notes about it.
    pub notes: Vec<usize>,
    /// Probability that it is a statement, 0 to 1.
    pub confidence: f32,
    /// The claim that it makes, in an article from a store.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    pub claim: Option<Made>,
}

/// What the store knows of the claim that a statement makes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Made {
    pub id: i64,
    /// How many articles make it.
    pub articles: u64,
    /// How many independent origins it has; 0 where they are unknown.
    pub independent_origins: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Note {
    /// `unverified`, `verified`, `comment_sought`, `comment_declined` or `no_response`.
    pub kind: &'static str,
    /// Who checked, or who was asked.
    pub who: Option<String>,
    pub words: String,
    /// Indices of the statements it is about.
    pub about: Vec<usize>,
}

/// An article of a store.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StoredBrief {
    #[serde(flatten)]
    pub brief: Brief,
    /// The text as published; only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default)]
    pub text: Option<String>,
    /// Other texts that are partly or wholly the same.
    pub copies: Vec<Copy>,
    /// The latest first.
    pub versions: Vec<Version>,
    /// What an analyst says is right instead.
    pub corrections: Vec<Correction>,
}

/// A claim with who stands behind it, and its mentions without their offsets.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimBrief {
    pub id: i64,
    /// The words of the representative mention.
    pub text: String,
    /// `one origin`, `N independent origins` or `origins unknown`.
    pub verdict: String,
    /// ISO 8601.
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    pub marks: Marks,
    /// In the order of their first mention.
    pub independent_origins: Vec<Origin>,
    /// Why there are no more origins than these.
    pub folds: Vec<Fold>,
    /// What cannot all be right.
    pub conflicts: Vec<Conflict>,
    /// What changed on the way.
    pub drift: Vec<Drift>,
    /// In time.
    pub mentions: Vec<MentionBrief>,
    /// What an analyst says is right instead.
    pub corrections: Vec<Correction>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct MentionBrief {
    /// The article's number in the store.
    pub article: i64,
    pub outlet: Option<String>,
    pub date: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    /// Names from the outlet to the speaker; the outlet alone in its own voice.
    pub chain: Vec<String>,
    /// `asserted`, `hedged`, `denied` or `questioned`.
    pub certainty: &'static str,
    /// The sentence that makes the claim.
    pub sentence: String,
    /// It denies or doubts what the claim says.
    pub against: bool,
    /// Index into `independent_origins`; null where nobody can tell.
    pub origin: Option<usize>,
    pub notes: Vec<MentionNote>,
    /// The outlet whose text the article is a copy of.
    pub copy_of: Option<String>,
}

/// The claims that a sentence may have in mind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Similar {
    /// The most alike first.
    pub claims: Vec<SimilarClaim>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct SimilarClaim {
    pub id: i64,
    /// How alike the nearest statement is, 0 to 1.
    pub alike: Option<f32>,
    pub text: String,
    pub verdict: String,
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    pub mentions: usize,
    /// Those that have it, in the order of their first mention.
    pub outlets: Vec<String>,
    pub independent_origins: Vec<SimilarOrigin>,
    /// Kinds of its conflicts and its drift, each once.
    pub conflicts: Vec<&'static str>,
    pub drift: Vec<&'static str>,
    /// Kinds of the verification notes on its mentions, each once.
    pub notes: Vec<&'static str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct SimilarOrigin {
    pub name: String,
    /// `outlet`, `wire`, `state outlet`, `person`, `government`, `organization`, `document` or `unnamed`.
    pub r#type: &'static str,
    pub state_run: bool,
    pub unnamed: bool,
    /// The claim is about them.
    pub party: bool,
    /// All their mentions deny or doubt the claim.
    pub against: bool,
}

impl StoredBrief {
    pub fn new(page: ArticlePage, with_text: bool) -> Self {
        let mut brief = Brief::new(&page.ledger);
        brief.id = Some(page.id);
        for (statement, place) in brief.statements.iter_mut().zip(&page.statements) {
            statement.claim = place.claim.map(|id| Made { id, articles: place.articles, independent_origins: place.origins });
        }
        let ArticlePage { ledger, copies, versions, corrections, .. } = page;
        Self { brief, text: with_text.then_some(ledger.text), copies, versions, corrections }
    }
}

impl ClaimBrief {
    pub fn new(page: ClaimPage) -> Self {
        let ClaimPage { claim, marks, places, corrections } = page;
        let mut places = places.into_iter();
        let mentions = claim.mentions.into_iter().map(|m| {
            let place = places.next();
            let (article, title, url, copy_of) = place.map_or((0, None, None, None), |p| (p.article, p.title, p.url, p.copy_of));
            MentionBrief {
                article,
                outlet: m.outlet,
                date: m.date,
                title,
                url,
                chain: m.chain,
                certainty: m.certainty,
                sentence: outline::one_line(&m.sentence),
                against: m.against,
                origin: m.origin,
                notes: m.notes,
                copy_of,
            }
        });
        Self {
            id: claim.id,
            text: claim.text,
            verdict: claim.verdict,
            first_seen: claim.first_seen,
            last_seen: claim.last_seen,
            marks,
            independent_origins: claim.independent_origins,
            folds: claim.folds,
            conflicts: claim.conflicts,
            drift: claim.drift,
            mentions: mentions.collect(),
            corrections,
        }
    }
}

impl SimilarClaim {
    pub fn new(claim: Claim) -> Self {
        let mut outlets: Vec<String> = Vec::new();
        for outlet in claim.mentions.iter().filter_map(|m| m.outlet.as_ref()) {
            if !outlets.contains(outlet) {
                outlets.push(outlet.clone());
            }
        }
        let origins = claim.independent_origins.into_iter().map(|o| SimilarOrigin {
            name: o.name,
            r#type: o.r#type,
            state_run: o.state_run,
            unnamed: o.unnamed,
            party: o.party,
            against: o.against,
        });
        Self {
            id: claim.id,
            alike: claim.alike,
            text: claim.text,
            verdict: claim.verdict,
            first_seen: claim.first_seen,
            last_seen: claim.last_seen,
            mentions: claim.mentions.len(),
            outlets,
            independent_origins: origins.collect(),
            conflicts: each_once(claim.conflicts.iter().map(|c| c.kind)),
            drift: each_once(claim.drift.iter().map(|d| d.kind)),
            notes: claim.notes,
        }
    }
}

fn each_once(kinds: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut once = Vec::new();
    for kind in kinds {
        if !once.contains(&kind) {
            once.push(kind);
        }
    }
    once
}

impl Brief {
    pub fn new(article: &Article) -> Self {
        let places = Places::new(&article.paragraphs);
        let speaker = |i: usize| article.speakers.get(i);
        let mut counts = vec![0; article.speakers.len()];
        for i in article.statements.iter().filter_map(|s| s.speaker) {
            if let Some(count) = counts.get_mut(i) {
                *count += 1;
            }
        }
        let named = article.speakers.iter().zip(counts).filter(|(_, statements)| *statements > 0);
        let mut speakers: Vec<Speaker> = named
            .map(|(s, statements)| Speaker { name: s.name.clone(), r#type: s.r#type, register: s.register.clone(), statements })
            .collect();
        // Stable: equals stay in the order in which the article names them.
        speakers.sort_by_key(|s| std::cmp::Reverse(s.statements));
        let statements = article.statements.iter().map(|s| Statement {
            place: s.content.first().map(|c| places.of(c)).unwrap_or_default(),
            speaker: s.speaker.and_then(speaker).map(|s| s.name.clone()),
            chain: s.chain.clone(),
            certainty: s.certainty,
            markers: s.markers.iter().map(words).collect(),
            content: s.content.iter().map(words).collect::<Vec<_>>().join(" … "),
            parent: s.parent,
            notes: s.notes.clone(),
            confidence: s.confidence,
            claim: None,
        });
        Self {
            id: None,
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            published: article.published.clone(),
            url: article.url.clone(),
            syndicated_from: article.syndicated_from.as_ref().map(|c| c.agency.clone()),
            contributors: article.contributors.iter().map(|c| c.agency.clone()).collect(),
            speakers,
            statements: statements.collect(),
            notes: article
                .notes
                .iter()
                .map(|n| Note { kind: n.kind, who: n.who.clone(), words: words(&n.span), about: n.about.clone() })
                .collect(),
            remarks: article.remarks.clone(),
        }
    }
}

fn words(span: &Span) -> String {
    outline::one_line(&span.words)
}

/// Tells where in an article something stands.
struct Places<'a> {
    paragraphs: &'a [Paragraph],
    /// For each paragraph its number among the body's, from 1.
    numbers: Vec<usize>,
}

impl<'a> Places<'a> {
    fn new(paragraphs: &'a [Paragraph]) -> Self {
        let bodies = paragraphs.iter().scan(0, |bodies, p| {
            *bodies += usize::from(p.kind == "body");
            Some(*bodies)
        });
        Self { paragraphs, numbers: bodies.collect() }
    }

    /// As [`outline::Places::of`] says it.
    fn of(&self, span: &Span) -> String {
        let i = self.paragraphs.partition_point(|p| p.bytes[1] <= span.bytes[0]);
        match self.paragraphs.get(i).map(|p| p.kind) {
            None => String::new(),
            Some("body") => format!("¶{}", self.numbers[i]),
            Some(kind) => kind.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use sayso_register::Register;

    use super::*;
    use crate::pipeline::Traced;
    use crate::sample::sample;

    #[test]
    fn words_stand_where_offsets_stood() {
        let (article, ledger) = sample();
        let places: Vec<String> = {
            let places = outline::Places::new(&article);
            ledger.statements.iter().map(|s| places.of(s.content[0])).collect()
        };
        let brief = Brief::new(&Article::new(&Traced { article, ledger }, &[], Register::builtin()));
        let official = brief.statements.iter().find(|s| s.speaker.as_deref() == Some("unnamed port official")).unwrap();
        assert_eq!((official.certainty, official.markers.as_slice()), ("hedged", &["may".to_owned()][..]));
        assert_eq!(official.content, "The crew may have missed two warnings");
        assert_eq!(official.chain.last().map(String::as_str), Some("unnamed port official"));
        assert_eq!(brief.statements.iter().map(|s| s.place.clone()).collect::<Vec<_>>(), places);
        assert!(brief.notes.iter().any(|n| n.kind == "unverified" && n.words.starts_with("The Courier could not")));
        let attributed = brief.statements.iter().filter(|s| s.speaker.is_some()).count();
        assert_eq!(brief.speakers.iter().map(|s| s.statements).sum::<usize>(), attributed);
    }
}
