//! The shapes of every JSON that Sayso writes: the only place that knows them.
//!
//! `--format json` is a [`Document`] of [`Article`]s, documented in `docs/json.md` and `docs/ledger.schema.json`;
//! `--format jsonl` is one [`Line`] an article, flat and in code points, for scripts and scorers.

mod problems;

pub mod annotation;
pub mod api;
pub mod brief;
pub mod claims;
pub mod corrected;
pub mod export;
pub mod money;
mod parquet;
pub mod table;
pub mod views;

use sayso_doc as doc;
use sayso_doc::{Offsets, Voice};
use sayso_register::{OutletKind, Register};
use schemars::JsonSchema;
use serde::Serialize;

use crate::pipeline::{Outcome, Traced};

pub use self::problems::Problems;

/// Names the shape of [`Document`]; a change that breaks readers raises the number.
pub const SCHEMA: &str = "sayso.ledger/1";

/// What `sayso trace --format json` writes: one document for all inputs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Document {
    /// The version of Sayso that wrote it.
    pub sayso: String,
    /// Always `sayso.ledger/1`; another number is another shape.
    pub schema: String,
    pub articles: Vec<Article>,
    /// Inputs that gave no article, in the order of the input.
    pub failures: Vec<Failure>,
}

/// One article with its ledger.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Article {
    /// The input's own id, else its path or URL.
    pub id: String,
    /// Where it was read from: a path, `-` or a URL.
    pub origin: String,
    /// Its own address, as the page gives it.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    pub title: Option<String>,
    /// As printed, without "By".
    pub byline: Option<String>,
    /// ISO 8601 date or date and time.
    pub published: Option<String>,
    /// ISO 8601 date or date and time.
    pub updated: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// What all offsets count into.
    pub text: String,
    pub paragraphs: Vec<Paragraph>,
    /// Whom the sources stand for; statements name them by index.
    pub speakers: Vec<Speaker>,
    /// In the order of their first character.
    pub statements: Vec<Statement>,
    pub notes: Vec<Note>,
    /// The agency that the text is wholly or mostly taken from.
    pub syndicated_from: Option<Credit>,
    /// Agencies credited with a part of it.
    pub contributors: Vec<Credit>,
    /// What there was to say about the input although it was traced.
    pub remarks: Vec<Problem>,
}

/// A run of characters of `text`, end exclusive, in three units.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Span {
    /// Offsets into the UTF-8 bytes.
    pub bytes: [usize; 2],
    /// Offsets in Unicode code points, as Python counts.
    pub code_points: [usize; 2],
    /// Offsets in UTF-16 units, as browsers count.
    pub utf16: [usize; 2],
    /// The characters themselves.
    pub words: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Paragraph {
    /// Bytes of `text`.
    pub bytes: [usize; 2],
    /// `heading`, `body`, `caption`, `credit` or `boilerplate`.
    pub kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Speaker {
    /// Canonical name; `unnamed …` says what is known of an unnamed one.
    pub name: String,
    /// `person`, `government`, `organization`, `outlet`, `document` or `unnamed`.
    pub r#type: &'static str,
    /// Other names by which the article calls them.
    pub aliases: Vec<String>,
    /// The words that stand for them.
    pub mentions: Vec<Span>,
    /// What the register of outlets or countries knows of them.
    pub register: Option<Registered>,
}

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Registered {
    pub id: String,
    /// `wire`, `state`, `public`, `private`, `specialist` or `official` for an outlet, `country` for a country.
    pub kind: &'static str,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Who runs it, where a state does.
    pub owner: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Statement {
    /// `own` when the outlet itself states it, else `attributed`.
    pub voice: &'static str,
    /// The words that name whom it is attributed to.
    pub source: Option<Span>,
    /// The words that signal the attribution.
    pub cue: Option<Span>,
    /// The words attributed or asserted, in pieces where they are interrupted.
    pub content: Vec<Span>,
    /// Index into `speakers`; null for the outlet's own voice.
    pub speaker: Option<usize>,
    /// Outlets or people between the outlet and the speaker, nearest the outlet first.
    pub via: Vec<Relay>,
    /// Names from the outlet through `via` to the speaker.
    pub chain: Vec<String>,
    /// `asserted`, `hedged`, `denied` or `questioned`.
    pub certainty: &'static str,
    /// The words that make the certainty what it is.
    pub markers: Vec<Span>,
    /// How firmly the source itself puts it; plain for own voice.
    pub by_source: Stance,
    /// What the reporter's words add to that.
    pub by_reporter: Stance,
    /// Index of the statement whose content this one stands in.
    pub parent: Option<usize>,
    /// Indices of the verification notes about it.
    pub notes: Vec<usize>,
    /// Probability that it is a statement, 0 to 1.
    pub confidence: f32,
    /// Probability that the speaker is the right one, given that it is a statement; `null` for own voice.
    pub speaker_confidence: Option<f32>,
    /// Why the fields are what they are; only with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub reasons: Vec<Reason>,
}

/// How firmly one voice puts a content.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Stance {
    /// `asserted`, `hedged`, `denied` or `questioned`.
    pub certainty: &'static str,
    /// The words that make it so.
    pub markers: Vec<Span>,
}

/// Why a field of a statement is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Reason {
    /// `voice`, `speaker`, `type`, `via`, `certainty`, `content`, `parent` or `notes`.
    pub field: &'static str,
    /// `rule` or `model`.
    pub by: &'static str,
    /// In a few words.
    pub because: String,
    /// The words of the text that it rests on.
    pub spans: Vec<Span>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Relay {
    /// Canonical name.
    pub name: String,
    /// The words that name it, where some do.
    pub span: Option<Span>,
}

/// What could or could not be checked, or who was asked for comment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Note {
    pub span: Span,
    /// `unverified`, `verified`, `comment_sought`, `comment_declined` or `no_response`.
    pub kind: &'static str,
    /// Who checked, or who was asked.
    pub who: Option<String>,
    /// Indices of the statements it is about.
    pub about: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Credit {
    /// Canonical name.
    pub agency: String,
    /// The words that say so; null when only the page's metadata does.
    pub span: Option<Span>,
}

/// An input, or one line of it, that gave no article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Failure {
    pub origin: String,
    /// Counted from 1, for an input that is a list of articles.
    pub line: Option<usize>,
    #[serde(flatten)]
    pub problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Problem {
    /// A stable word for programs.
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
}

/// One article of `--format jsonl`; all offsets are code points.
#[derive(Debug, Serialize)]
pub struct Line {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub date: Option<String>,
    pub title: Option<String>,
    pub text: String,
    pub attributions: Vec<LineAttribution>,
    pub own_voice: Vec<LineOwnVoice>,
    pub verification: Vec<LineNote>,
    pub syndicated_from: Option<String>,
    pub contributors: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct LineAttribution {
    pub source: Vec<[usize; 2]>,
    pub cue: Vec<[usize; 2]>,
    pub content: Vec<[usize; 2]>,
    pub speaker: String,
    pub speaker_type: &'static str,
    pub via: Vec<String>,
    pub certainty: &'static str,
    pub markers: Vec<[usize; 2]>,
    /// Index into `attributions`.
    pub parent: Option<usize>,
    /// Indices into `verification`.
    pub notes: Vec<usize>,
    pub confidence: f32,
    /// Absent where nobody judged it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_confidence: Option<f32>,
    /// Only with `--explain`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<LineReason>,
}

#[derive(Debug, Serialize)]
pub struct LineReason {
    pub field: &'static str,
    pub by: &'static str,
    pub because: String,
    pub spans: Vec<[usize; 2]>,
}

#[derive(Debug, Serialize)]
pub struct LineOwnVoice {
    pub content: Vec<[usize; 2]>,
    pub certainty: &'static str,
    /// Who states it: the outlet, or the agency that the text is taken from.
    pub voice: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct LineNote {
    pub span: [usize; 2],
    pub kind: &'static str,
    pub who: Option<String>,
    /// Indices into `attributions`.
    pub about: Vec<usize>,
}

/// `value` as JSON on one line, without the control characters that JSON leaves alone but terminals obey.
pub fn to_json(value: &impl Serialize) -> String {
    // These types have string keys only and no fallible `Serialize` of their own.
    let json = serde_json::to_string(value).unwrap_or_else(|e| unreachable!("wire types serialize: {e}"));
    // Their bytes first, many at once: few articles hold any of these, and fewer a control.
    let may_hold = json.bytes().fold(false, |found, b| found | (b == 0x7f) | (b == 0xc2));
    if !may_hold || !json.contains(is_terminal_control) {
        return json;
    }
    // Such characters can only stand inside strings, where an escape means the same.
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if is_terminal_control(c) {
            out.push_str(&format!("\\u{:04x}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

/// `value` as a JSON value, for what is built into a larger one.
pub fn to_value(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_else(|e| unreachable!("wire types serialize: {e}"))
}

/// DEL and the C1 controls; serde escapes the C0 ones itself.
fn is_terminal_control(c: char) -> bool {
    ('\u{7f}'..='\u{9f}').contains(&c)
}

impl Document {
    /// The opening of a document that is written article by article; [`Document::closing`] ends it.
    pub fn opening() -> String {
        format!("{{\"sayso\":{},\"schema\":{},\"articles\":[", to_json(&crate::VERSION), to_json(&SCHEMA))
    }

    /// What stands after the last article.
    pub fn closing(failures: &[crate::Failure]) -> String {
        let failures: Vec<Failure> = failures.iter().map(Failure::new).collect();
        format!("],\"failures\":{}}}", to_json(&failures))
    }
}

impl Failure {
    pub fn new(failure: &crate::Failure) -> Self {
        Self { origin: failure.origin.clone(), line: failure.line, problem: Problem::new(&failure.problem) }
    }
}

impl Problem {
    pub fn new(problem: &doc::Problem) -> Self {
        Self { code: problem.code, message: problem.message.clone(), hint: problem.hint.clone() }
    }
}

/// Makes wire spans of one text.
struct Spans<'a> {
    text: &'a doc::Text,
    offsets: Offsets<'a>,
}

impl Spans<'_> {
    fn full(&self, span: doc::Span) -> Span {
        Span {
            bytes: [span.start(), span.end()],
            code_points: self.points(span),
            utf16: [self.offsets.utf16(span.start()), self.offsets.utf16(span.end())],
            words: self.text[span].to_owned(),
        }
    }

    fn all(&self, spans: &[doc::Span]) -> Vec<Span> {
        spans.iter().map(|&s| self.full(s)).collect()
    }

    fn points(&self, span: doc::Span) -> [usize; 2] {
        [self.offsets.code_point(span.start()), self.offsets.code_point(span.end())]
    }

    fn all_points(&self, spans: &[doc::Span]) -> Vec<[usize; 2]> {
        spans.iter().map(|&s| self.points(s)).collect()
    }
}

/// More digits than these say nothing.
pub(crate) fn rounded(probability: f32) -> f32 {
    (probability * 1000.0).round() / 1000.0
}

/// Names from the outlet to the speaker; the outlet is left out where the page does not name it.
pub fn chain(article: &doc::Article, ledger: &doc::Ledger, statement: &doc::Statement) -> Vec<String> {
    let mut names: Vec<String> = article.outlet.iter().cloned().collect();
    if let Voice::Attributed { speaker, via, .. } = &statement.voice {
        names.extend(via.iter().map(|r| r.name.clone()));
        names.extend(ledger.speakers.get(*speaker).map(|s| s.name.clone()));
    }
    names
}

impl Registered {
    /// What the register knows under `id`.
    pub fn find(register: &Register, id: &str) -> Option<Self> {
        if let Some(outlet) = register.outlets().iter().find(|o| o.id == id) {
            let kind = match outlet.kind {
                OutletKind::Wire => "wire",
                OutletKind::State => "state",
                OutletKind::Public => "public",
                OutletKind::Private => "private",
                OutletKind::Specialist => "specialist",
                OutletKind::Official => "official",
            };
            return Some(Self { id: id.to_owned(), kind, country: outlet.country.clone(), owner: outlet.owner.clone() });
        }
        let country = register.countries().iter().find(|c| c.id == id)?;
        Some(Self { id: id.to_owned(), kind: "country", country: Some(country.id.clone()), owner: None })
    }
}

impl Article {
    pub fn new(traced: &Traced, remarks: &[doc::Problem], register: &Register) -> Self {
        let Traced { article, ledger } = traced;
        let spans = Spans { text: &article.text, offsets: Offsets::new(&article.text) };
        let credit = |c: &doc::Credit| Credit { agency: c.agency.clone(), span: c.span.map(|s| spans.full(s)) };
        Self {
            id: article.id.clone(),
            origin: article.origin.clone(),
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            published: article.published.clone(),
            updated: article.updated.clone(),
            language: article.language.clone(),
            text: article.text.as_str().to_owned(),
            paragraphs: article
                .paragraphs
                .iter()
                .map(|p| Paragraph { bytes: [p.span.start(), p.span.end()], kind: p.kind.word() })
                .collect(),
            speakers: ledger
                .speakers
                .iter()
                .map(|s| Speaker {
                    name: s.name.clone(),
                    r#type: s.kind.word(),
                    aliases: s.aliases.clone(),
                    mentions: spans.all(&s.mentions),
                    register: s.register_id.as_deref().and_then(|id| Registered::find(register, id)),
                })
                .collect(),
            statements: ledger.statements.iter().map(|s| Statement::new(&spans, article, ledger, s)).collect(),
            notes: ledger
                .notes
                .iter()
                .map(|n| Note { span: spans.full(n.span), kind: n.kind.word(), who: n.who.clone(), about: n.about.clone() })
                .collect(),
            syndicated_from: ledger.syndicated_from.as_ref().map(credit),
            contributors: ledger.contributors.iter().map(credit).collect(),
            remarks: remarks.iter().map(Problem::new).collect(),
        }
    }

    /// The article of an outcome that has one.
    pub fn of(outcome: &Outcome, register: &Register) -> Option<Self> {
        outcome.traced.as_ref().map(|traced| Self::new(traced, &outcome.problems, register))
    }
}

impl Statement {
    fn new(spans: &Spans<'_>, article: &doc::Article, ledger: &doc::Ledger, statement: &doc::Statement) -> Self {
        let (voice, source, cue, speaker, via) = match &statement.voice {
            Voice::Own => ("own", None, None, None, &[][..]),
            Voice::Attributed { source, cue, speaker, via } => ("attributed", *source, Some(*cue), Some(*speaker), via.as_slice()),
        };
        Self {
            voice,
            source: source.map(|s| spans.full(s)),
            cue: cue.map(|s| spans.full(s)),
            content: spans.all(&statement.content),
            speaker,
            via: via.iter().map(|r| Relay { name: r.name.clone(), span: r.span.map(|s| spans.full(s)) }).collect(),
            chain: chain(article, ledger, statement),
            certainty: statement.certainty.word(),
            markers: spans.all(&statement.markers),
            by_source: Stance::new(spans, &statement.by_source),
            by_reporter: Stance::new(spans, &statement.by_reporter),
            parent: statement.parent,
            notes: statement.notes.clone(),
            confidence: rounded(statement.confidence),
            speaker_confidence: statement.speaker_confidence.map(rounded),
            reasons: statement
                .reasons
                .iter()
                .map(|r| Reason { field: r.field.word(), by: r.by.word(), because: r.because.to_string(), spans: spans.all(&r.spans) })
                .collect(),
        }
    }
}

impl Stance {
    fn new(spans: &Spans<'_>, stance: &doc::Stance) -> Self {
        Self { certainty: stance.certainty.word(), markers: spans.all(&stance.markers) }
    }
}

impl Line {
    pub fn new(traced: &Traced) -> Self {
        let Traced { article, ledger } = traced;
        let spans = Spans { text: &article.text, offsets: Offsets::new(&article.text) };
        // Own-voice statements stand in a list of their own, so indices are counted anew.
        let mut attributed = 0;
        let places: Vec<Option<usize>> = ledger
            .statements
            .iter()
            .map(|s| {
                let place = (s.voice != Voice::Own).then_some(attributed);
                attributed += usize::from(place.is_some());
                place
            })
            .collect();
        let place = |i: usize| places.get(i).copied().flatten();

        let voice = ledger.syndicated_from.as_ref().map(|c| c.agency.clone()).or_else(|| article.outlet.clone());
        let (mut attributions, mut own_voice) = (Vec::new(), Vec::new());
        for statement in &ledger.statements {
            let content = spans.all_points(&statement.content);
            let certainty = statement.certainty.word();
            match &statement.voice {
                Voice::Own => own_voice.push(LineOwnVoice { content, certainty, voice: voice.clone() }),
                Voice::Attributed { source, cue, speaker, via } => {
                    let speaker = ledger.speakers.get(*speaker);
                    attributions.push(LineAttribution {
                        source: source.iter().map(|&s| spans.points(s)).collect(),
                        cue: vec![spans.points(*cue)],
                        content,
                        speaker: speaker.map(|s| s.name.clone()).unwrap_or_default(),
                        speaker_type: speaker.map_or(doc::SpeakerKind::Unnamed, |s| s.kind).word(),
                        via: via.iter().map(|r| r.name.clone()).collect(),
                        certainty,
                        markers: spans.all_points(&statement.markers),
                        parent: statement.parent.and_then(place),
                        notes: statement.notes.clone(),
                        confidence: rounded(statement.confidence),
                        speaker_confidence: statement.speaker_confidence.map(rounded),
                        reasons: statement
                            .reasons
                            .iter()
                            .map(|r| LineReason {
                                field: r.field.word(),
                                by: r.by.word(),
                                because: r.because.to_string(),
                                spans: spans.all_points(&r.spans),
                            })
                            .collect(),
                    });
                }
            }
        }
        let is_url = article.origin.starts_with("http://") || article.origin.starts_with("https://");
        Self {
            id: article.id.clone(),
            path: (!is_url).then(|| article.origin.clone()),
            url: article.url.clone().or_else(|| is_url.then(|| article.origin.clone())),
            outlet: article.outlet.clone(),
            date: article.published.clone(),
            title: article.title.clone(),
            text: article.text.as_str().to_owned(),
            attributions,
            own_voice,
            verification: ledger
                .notes
                .iter()
                .map(|n| LineNote {
                    span: spans.points(n.span),
                    kind: n.kind.word(),
                    who: n.who.clone(),
                    about: n.about.iter().filter_map(|&i| place(i)).collect(),
                })
                .collect(),
            syndicated_from: ledger.syndicated_from.as_ref().map(|c| c.agency.clone()),
            contributors: ledger.contributors.iter().map(|c| c.agency.clone()).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
