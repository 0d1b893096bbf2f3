//! What the pages and the API of `sayso serve` show: lists with a cursor, and single things whole. `docs/api.md` has the shapes.
//!
//! A list that has more to show carries `next`; asked again with that as `after`, it goes on from there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::{Article as Traced, Registered, claims};
use crate::views::Cursor;

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl JsonSchema for Cursor {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cursor".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// How many there are; nobody counts further than a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    pub value: u64,
    /// There are at least `value`.
    pub or_more: bool,
}

/// What is going round.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Board {
    pub claims: Vec<ClaimCard>,
    pub next: Option<Cursor>,
    /// All that pass the filter.
    pub count: Count,
}

/// A claim in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ClaimCard {
    pub id: i64,
    /// The words of the representative mention.
    pub text: String,
    /// ISO 8601.
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    pub mentions: u64,
    pub articles: u64,
    /// Those that have it, in the order of their first mention; the first of them.
    pub outlets: Vec<String>,
    pub outlet_count: u64,
    /// In the order of their first mention; the first of them.
    pub independent_origins: Vec<CardOrigin>,
    pub origin_count: u64,
    /// `one origin`, `N independent origins` or `origins unknown`.
    pub verdict: String,
    pub marks: Marks,
    /// Kinds of its conflicts, each once: `number`, `place`, `time`.
    pub conflicts: Vec<String>,
    /// Kinds of its drift, each once, as in a claim.
    pub drift: Vec<String>,
    /// Some of its mentions were corrected.
    pub corrected: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CardOrigin {
    pub name: String,
    /// `outlet`, `wire`, `state outlet`, `person`, `government`, `organization`, `document` or `unnamed`.
    pub r#type: String,
    pub state_run: bool,
    pub unnamed: bool,
    /// The claim is about them.
    pub party: bool,
}

/// What catches the eye about a claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Marks {
    /// Its mentions cannot all be right.
    pub conflict: bool,
    /// Something changed on the way.
    pub drift: bool,
    /// A mention denies or doubts it.
    pub denied: bool,
    /// A note says of a mention that it was not verified.
    pub unverified: bool,
    /// All its origins are outlets that a state runs, or governments.
    pub state_only: bool,
    /// All its origins are unnamed.
    pub unnamed_only: bool,
}

impl From<sayso_link::Marks> for Marks {
    fn from(marks: sayso_link::Marks) -> Self {
        let sayso_link::Marks { conflict, drift, denied, unverified, state_only, unnamed_only } = marks;
        Self { conflict, drift, denied, unverified, state_only, unnamed_only }
    }
}

/// One claim, whole: what `sayso claim` tells, and where each mention stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ClaimPage {
    #[serde(flatten)]
    pub claim: claims::Claim,
    pub marks: Marks,
    /// One for each of `mentions`, in their order.
    pub places: Vec<MentionPlace>,
    /// Those that are about its mentions, withdrawn ones left out.
    pub corrections: Vec<Correction>,
}

/// Where a mention stands, and what is to be seen there.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MentionPlace {
    pub article: i64,
    pub statement: i64,
    pub title: Option<String>,
    pub url: Option<String>,
    /// Bytes of `sentence` of the mention: the pieces of the content.
    pub content: Vec<[usize; 2]>,
    /// What changed, or contradicts another mention, in `sentence`; in order, without overlap.
    pub differences: Vec<Difference>,
    /// Some of the text before and after the sentence.
    pub before: String,
    pub after: String,
    /// The outlet whose text the article is a copy of.
    pub copy_of: Option<String>,
    /// An analyst has taken it out of the claim, or put it in from another.
    pub moved: Option<Moved>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// It makes another claim, says a correction.
    Out,
    /// The machine has it in another claim.
    In,
}

/// Words of a mention that another mention has otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Difference {
    /// Bytes of `sentence`.
    pub bytes: [usize; 2],
    /// A kind of drift (`hedge_lost` …), or `number`, `place`, `time` where mentions contradict each other.
    pub kind: String,
    /// Index of the other mention.
    pub other: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Articles {
    /// The latest first.
    pub articles: Vec<ArticleCard>,
    pub next: Option<Cursor>,
    pub count: Count,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ArticleCard {
    /// Its number in the store.
    pub id: i64,
    /// The input's own id, else its path or URL.
    pub name: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    /// ISO 8601 date or date and time.
    pub published: Option<String>,
    pub url: Option<String>,
    pub statements: u64,
    /// The text around the words that were looked for; empty where none were.
    pub around: Vec<Run>,
}

/// A run of text in what a search shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Run {
    pub text: String,
    /// It is one of the words that were looked for.
    pub found: bool,
}

/// One article with its ledger and what the store knows besides.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ArticlePage {
    /// Its number in the store.
    pub id: i64,
    /// The text that is shown, and its ledger, as `sayso trace` writes it.
    pub ledger: Traced,
    pub registered: Option<Registered>,
    /// One for each statement of the ledger, in their order.
    pub statements: Vec<StatementPlace>,
    /// Other texts that are partly or wholly the same, those with most in common first.
    pub copies: Vec<Copy>,
    /// The number of the text that is shown.
    pub version: u32,
    /// The latest first.
    pub versions: Vec<Version>,
    /// Those that are about its statements, withdrawn ones left out.
    pub corrections: Vec<Correction>,
}

/// What the store knows of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementPlace {
    pub id: i64,
    /// The claim that it makes; null in a text that is not the latest.
    pub claim: Option<i64>,
    /// How many articles make it.
    pub articles: u64,
    /// How many independent origins it has; 0 where they are unknown.
    pub origins: u64,
    pub conflict: bool,
    pub drift: bool,
    /// The end of its chain is an outlet that a state runs, or a government.
    pub state_run: bool,
}

/// Another text that shares words with this one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Copy {
    pub article: ArticleCard,
    /// Of the text that has more of the other in it, 0 to 1.
    pub share: f32,
    /// That both have.
    pub words: u64,
    /// Which had it first: `this`, `other` or `unknown`.
    pub upstream: String,
}

/// One text of an article.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Version {
    /// Counted from 1.
    pub number: u32,
    pub title: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    /// What the outlet changed from the one before.
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// `title`, `removed` or `added`.
    pub kind: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Statements {
    pub statements: Vec<StatementCard>,
    pub next: Option<Cursor>,
}

/// A statement in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementCard {
    pub id: i64,
    pub article: i64,
    pub claim: i64,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub published: Option<String>,
    /// `own` when the outlet itself states it, else `attributed`.
    pub voice: String,
    pub speaker: Option<String>,
    pub speaker_type: Option<String>,
    /// Nearest the outlet first.
    pub via: Vec<String>,
    pub certainty: String,
    /// The words that name whom it is attributed to.
    pub source: Option<String>,
    pub cue: Option<String>,
    /// Pieces are joined by ` … `.
    pub content: String,
    /// Code points of the article's text, a pair for each piece of the content.
    pub spans: Vec<[u64; 2]>,
    pub confidence: f32,
    pub speaker_confidence: Option<f32>,
}

/// How statements divide; each number counts statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Shares {
    pub statements: u64,
    /// In the outlet's own voice.
    pub own: u64,
    /// That reached the outlet through another.
    pub relayed: u64,
    /// Whose chain ends with an outlet that a state runs, or a government.
    pub state_run: u64,
    pub hedged: u64,
    /// Denied or questioned.
    pub denied: u64,
    /// Attributed to somebody whom nobody can look up.
    pub unnamed: u64,
}

impl Shares {
    pub fn add(&mut self, other: &Self) {
        let Self { statements, own, relayed, state_run, hedged, denied, unnamed } = other;
        self.statements += statements;
        self.own += own;
        self.relayed += relayed;
        self.state_run += state_run;
        self.hedged += hedged;
        self.denied += denied;
        self.unnamed += unnamed;
    }
}

/// The shares of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Month {
    /// `2031-05`; null for what has no date.
    pub month: Option<String>,
    #[serde(flatten)]
    pub shares: Shares,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Speakers {
    /// Those who said most first.
    pub speakers: Vec<SpeakerCard>,
    pub next: Option<Cursor>,
    pub count: Count,
}

/// A speaker in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakerCard {
    pub name: String,
    /// `person`, `government`, `organization`, `outlet`, `document` or `unnamed`.
    pub r#type: String,
    pub statements: u64,
    pub articles: u64,
    pub hedged: u64,
    pub relayed: u64,
    pub state_run: bool,
}

/// Somebody who is quoted, over all articles in which they bear this name.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SpeakerPage {
    pub name: String,
    pub r#type: String,
    /// Other names by which articles call them, the first of them.
    pub aliases: Vec<String>,
    pub registered: Option<Registered>,
    pub articles: u64,
    pub shares: Shares,
    /// In time, those with nothing left out; what has no date is last.
    pub months: Vec<Month>,
    /// Who has their words, those with most first.
    pub outlets: Vec<Tally>,
    /// Through whom their words reached outlets, those with most first.
    pub via: Vec<Tally>,
    pub network: Network,
    /// What they said that most articles have.
    pub claims: Vec<ClaimCard>,
    /// The latest.
    pub statements: Vec<StatementCard>,
}

/// A name with how many statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tally {
    pub name: String,
    pub statements: u64,
}

/// Who hands on whose words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Network {
    pub nodes: Vec<NetworkNode>,
    /// Those with most statements first.
    pub edges: Vec<Edge>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NetworkNode {
    pub name: String,
    /// `outlet`, `via` or `speaker`: what it is here.
    pub role: &'static str,
    /// As in a chain: `outlet`, `wire`, `state outlet`, `person` …; null where nobody knows.
    pub r#type: Option<String>,
    pub state_run: bool,
}

/// `to` hands on what it has from `from`: indices into `nodes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub statements: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Outlets {
    /// Those with most articles first.
    pub outlets: Vec<OutletCard>,
    pub next: Option<Cursor>,
    pub count: Count,
}

/// An outlet in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OutletCard {
    pub name: String,
    pub articles: u64,
    pub shares: Shares,
    pub registered: Option<Registered>,
}

/// One outlet, over all its articles.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OutletPage {
    pub name: String,
    pub registered: Option<Registered>,
    pub articles: u64,
    /// Taken wholly or mostly from an agency, as they say themselves.
    pub credited: u64,
    pub shares: Shares,
    /// In time, those with nothing left out; what has no date is last.
    pub months: Vec<Month>,
    /// Whose words it has, those with most first.
    pub speakers: Vec<SpeakerCard>,
    /// Through whom it has what it did not hear itself, those with most first.
    pub via: Vec<Tally>,
    /// Other outlets that say they have something from this one.
    pub relayed_by: Vec<Tally>,
    /// Outlets whose texts are copied here, and those that copy from here; with how many articles.
    pub copies_from: Vec<Tally>,
    pub copied_by: Vec<Tally>,
    pub network: Network,
    /// What it has that most articles have.
    pub claims: Vec<ClaimCard>,
    /// The latest.
    pub latest: Vec<ArticleCard>,
}

/// What words find.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Found {
    /// Those that most articles have first.
    pub claims: Vec<ClaimCard>,
    /// The best first.
    pub articles: Vec<ArticleCard>,
    /// Those who said most first.
    pub speakers: Vec<SpeakerCard>,
    pub outlets: Vec<OutletCard>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Corrections {
    /// The latest first.
    pub corrections: Vec<Correction>,
    pub next: Option<Cursor>,
}

/// What an analyst says of a statement, beside what the machine said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Correction {
    pub id: i64,
    #[serde(flatten)]
    pub field: Corrected,
    /// What the machine said when it was corrected, in words.
    pub machine: String,
    pub article: i64,
    pub outlet: Option<String>,
    pub title: Option<String>,
    /// The statement as it stands in the latest text; null where it is not there any more.
    pub statement: Option<i64>,
    /// The claim that the statement makes by the machine.
    pub claim: Option<i64>,
    /// Code points of the corrected text: from the content's first to its last.
    pub span: [u64; 2],
    /// The words of the content.
    pub words: String,
    pub who: String,
    /// ISO 8601 date and time.
    pub when: String,
    pub note: Option<String>,
    pub withdrawn: Option<Withdrawn>,
}

/// What is right instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Corrected {
    Speaker {
        /// Who said it; empty for the outlet's own voice.
        speaker: String,
        /// As in a ledger; null where the machine's is right.
        #[serde(default)]
        speaker_type: Option<String>,
    },
    Via {
        /// Names between the outlet and the speaker, nearest the outlet first; empty where there are none.
        via: Vec<String>,
    },
    Certainty {
        /// `asserted`, `hedged`, `denied` or `questioned`.
        certainty: String,
    },
    /// The statement does not make the claim that the machine has it in.
    Split,
    /// It makes the same claim as another statement.
    Merge {
        /// The other statement.
        with: i64,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Withdrawn {
    pub who: String,
    pub when: String,
}
