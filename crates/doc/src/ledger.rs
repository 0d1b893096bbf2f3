//! The ledger of one article: who said what, through whom, how firmly, and what was checked.

use std::borrow::Cow;

use crate::text::Span;

/// Everything that trace reads out of one article. Indices point into the vectors beside them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ledger {
    /// In the order of their first character.
    pub statements: Vec<Statement>,
    pub speakers: Vec<Speaker>,
    pub notes: Vec<VerificationNote>,
    /// The agency that the text is wholly or mostly taken from.
    pub syndicated_from: Option<Credit>,
    /// Agencies credited with a part.
    pub contributors: Vec<Credit>,
}

/// One attribution or own-voice assertion.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub voice: Voice,
    /// The asserted words, in pieces where interrupted; in order, never empty.
    pub content: Vec<Span>,
    pub certainty: Certainty,
    /// The words that make the certainty what it is; empty when plainly asserted.
    pub markers: Vec<Span>,
    /// How firmly the source itself puts it, by its own words and acts; plain for own voice.
    pub by_source: Stance,
    /// What the reporter's words add to that: "reportedly", "claimed", "so-called".
    pub by_reporter: Stance,
    /// Index of the statement whose content this one stands in.
    pub parent: Option<usize>,
    /// Indices of the verification notes about it.
    pub notes: Vec<usize>,
    /// Probability that the statement is one, 0 to 1.
    pub confidence: f32,
    /// Probability that the speaker is the right one, given that it is a statement; `None` for own voice and where nobody judged it.
    pub speaker_confidence: Option<f32>,
    /// What decided the fields above, in their order; empty where nobody asked.
    pub reasons: Vec<Reason>,
}

/// How firmly one voice puts a content, with the words that make it so.
#[derive(Debug, Clone, PartialEq)]
pub struct Stance {
    pub certainty: Certainty,
    /// Empty when plainly asserted.
    pub markers: Vec<Span>,
}

/// Why a field of a statement is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    pub field: Field,
    pub by: By,
    /// In a few words, lower case, no full stop.
    pub because: Cow<'static, str>,
    /// The words that it rests on, in order.
    pub spans: Vec<Span>,
}

/// The field that a [`Reason`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Voice,
    Speaker,
    Kind,
    Via,
    Certainty,
    Content,
    Parent,
    Notes,
}

/// Who decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    Rule,
    Model,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Voice {
    /// The outlet itself states it (the agency, when the text is credited to one).
    Own,
    Attributed {
        source: Option<Span>,
        cue: Span,
        /// Index into [`Ledger::speakers`].
        speaker: usize,
        /// Outlets or people between the outlet and the speaker, nearest the outlet first.
        via: Vec<Relay>,
    },
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Relay {
    /// Canonical name.
    pub name: String,
    /// The words that name it, where some do.
    pub span: Option<Span>,
}

/// Whom sources stand for, resolved over the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaker {
    /// Canonical name; `unnamed …` says what is known of an unnamed one.
    pub name: String,
    pub kind: SpeakerKind,
    /// Other names by which the article calls them.
    pub aliases: Vec<String>,
    /// The words that stand for them, in order.
    pub mentions: Vec<Span>,
    /// Id in the register of outlets or countries.
    pub register_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpeakerKind {
    Person,
    Government,
    Organization,
    Outlet,
    Document,
    Unnamed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    Asserted,
    Hedged,
    Denied,
    Questioned,
}

/// What was or could not be checked, or who was asked for comment.
#[derive(Debug, Clone, PartialEq)]
pub struct VerificationNote {
    pub span: Span,
    pub kind: NoteKind,
    /// Who checked, or who was asked.
    pub who: Option<String>,
    /// Indices of the statements it is about.
    pub about: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    Unverified,
    Verified,
    CommentSought,
    CommentDeclined,
    NoResponse,
}

/// An agency that a text is taken from.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    /// Canonical name.
    pub agency: String,
    /// The words that say so; `None` when it stands in the page's metadata alone.
    pub span: Option<Span>,
}

impl SpeakerKind {
    pub const ALL: [Self; 6] = [Self::Person, Self::Government, Self::Organization, Self::Outlet, Self::Document, Self::Unnamed];

    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Government => "government",
            Self::Organization => "organization",
            Self::Outlet => "outlet",
            Self::Document => "document",
            Self::Unnamed => "unnamed",
        }
    }
}

impl Certainty {
    pub const ALL: [Self; 4] = [Self::Asserted, Self::Hedged, Self::Denied, Self::Questioned];

    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Denied => "denied",
            Self::Questioned => "questioned",
        }
    }
}

impl Stance {
    /// Nothing weakens it.
    pub fn plain() -> Self {
        Self { certainty: Certainty::Asserted, markers: Vec::new() }
    }
}

impl Field {
    /// The word for it in JSON and on screen: the key of the field in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Speaker => "speaker",
            Self::Kind => "type",
            Self::Via => "via",
            Self::Certainty => "certainty",
            Self::Content => "content",
            Self::Parent => "parent",
            Self::Notes => "notes",
        }
    }
}

impl By {
    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Model => "model",
        }
    }
}

impl NoteKind {
    pub const ALL: [Self; 5] = [Self::Unverified, Self::Verified, Self::CommentSought, Self::CommentDeclined, Self::NoResponse];

    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::Verified => "verified",
            Self::CommentSought => "comment_sought",
            Self::CommentDeclined => "comment_declined",
            Self::NoResponse => "no_response",
        }
    }
}
