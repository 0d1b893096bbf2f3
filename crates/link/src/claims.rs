//! A claim as users see it: its mentions, who stands behind them, and what changed on the way.

use sayso_doc::NoteKind;

use crate::records::{ClaimId, StatementId, StatementRecord};

/// The same assertion across articles. All indices count [`Claim::mentions`].
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub id: ClaimId,
    /// The words of the representative mention.
    pub text: String,
    pub representative: usize,
    /// ISO 8601, of the first and last dated mention.
    pub first_seen: Option<String>,
    pub last_seen: Option<String>,
    /// In time; undated ones stand in the order of their articles' numbers.
    pub mentions: Vec<Mention>,
    /// Independent of each other as far as the texts show; in the order of their first mention.
    pub origins: Vec<Origin>,
    /// Why there are no more origins than these.
    pub folds: Vec<Fold>,
    pub verdict: Verdict,
    pub conflicts: Vec<Conflict>,
    pub drift: Vec<Drift>,
    /// Kinds of the notes on its mentions, each once, in order.
    pub notes: Vec<NoteKind>,
}

/// What catches the eye about a claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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

impl Claim {
    pub fn marks(&self) -> Marks {
        let all = |is: fn(&Origin) -> bool| !self.origins.is_empty() && self.origins.iter().all(is);
        Marks {
            conflict: !self.conflicts.is_empty(),
            drift: !self.drift.is_empty(),
            denied: self.mentions.iter().any(|m| m.against),
            unverified: self.notes.contains(&NoteKind::Unverified),
            state_only: all(|o| o.state_run),
            unnamed_only: all(|o| o.unnamed),
        }
    }
}

/// One statement that makes the claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    pub statement: StatementId,
    pub outlet: Option<String>,
    /// ISO 8601.
    pub published: Option<String>,
    pub record: StatementRecord,
    /// It denies or doubts what the claim says.
    pub against: bool,
    /// From who published it to the origin, names canonical over articles and folded; the outlet first, the origin last.
    /// Origin trees are these paths read backwards and merged.
    pub path: Vec<Node>,
    /// Index into [`Claim::origins`]; `None`: nobody can tell.
    pub origin: Option<usize>,
    /// How surely it belongs to the claim, 0 to 1, as [`crate::Join`] had it; `summarize` puts 1, the store knows it.
    pub score: f32,
}

/// One station on the way of a mention.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Node {
    /// Canonical over articles.
    pub name: String,
    pub kind: NodeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NodeKind {
    Outlet,
    /// An agency that others print.
    Wire,
    /// An outlet that a state runs.
    StateOutlet,
    Person,
    Government,
    Organization,
    Document,
    Unnamed,
}

/// Who stands at the end of the chains of some mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub name: String,
    pub kind: NodeKind,
    /// An outlet that a state runs, or the government itself.
    pub state_run: bool,
    /// What the register knows of who runs it.
    pub owner: Option<String>,
    /// Nobody can look up who it is.
    pub unnamed: bool,
    /// The claim is about them: their own doing, or a charge against them.
    pub party: bool,
    /// All their mentions deny or doubt the claim.
    pub against: bool,
    pub mentions: Vec<usize>,
}

/// Two names, or two articles, that count as one origin, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    pub kind: FoldKind,
    /// What was folded away; canonical names.
    pub from: Vec<String>,
    /// What they count as.
    pub into: String,
    pub mentions: Vec<usize>,
    /// A sentence without full stop: "Dawn and Manila Times are copies of AFP".
    pub because: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FoldKind {
    /// The articles are copies of one text, or credited to one agency.
    Copy,
    /// An outlet or a person hands on what another one said.
    Relay,
    /// An outlet's own voice says what another mention shows it to have from someone.
    OwnVoice,
    /// A spokesperson, lawyer or office speaks for a principal.
    Spokesperson,
    /// Two names of one.
    SameName,
    /// Unnamed ones that may be the same, counted once.
    Unnamed,
}

/// How many independent origins the mentions show; it never says whether the claim is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    OneOrigin,
    /// Two or more.
    Independent(usize),
    /// No mention tells whose word it is.
    Unknown,
}

/// Mentions that cannot all be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub kind: ConflictKind,
    /// Two or more, each with who has it; the most frequent first.
    pub values: Vec<Variant>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConflictKind {
    Number,
    Place,
    Time,
}

/// One of the values in conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// As the text has it: "at least 12 people".
    pub words: String,
    pub mentions: Vec<usize>,
}

/// What changed between an earlier, or upstream, mention and a later, or downstream, one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    pub kind: DriftKind,
    pub way: Way,
    pub from: usize,
    pub to: usize,
    /// The words of each that changed, or the whole sentence where words are missing.
    pub before: String,
    pub after: String,
    /// A sentence without full stop that says what changed.
    pub because: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DriftKind {
    HedgeLost,
    HedgeGained,
    /// Attributed before, in the outlet's own voice after.
    SourceDropped,
    NumberChanged,
    NameChanged,
    /// The denial that the earlier article had is not in the later one.
    DenialLeftOut,
    /// The note that it was not verified is gone.
    NoteLeftOut,
}

/// How the two mentions of a drift hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// The later one names the earlier one's outlet, or is its copy.
    Chain,
    /// One was published after the other.
    Time,
}

impl Verdict {
    pub fn of(origins: usize) -> Self {
        match origins {
            0 => Self::Unknown,
            1 => Self::OneOrigin,
            n => Self::Independent(n),
        }
    }

    /// The words for it in JSON and on screen.
    pub fn words(self) -> String {
        match self {
            Self::OneOrigin => "one origin".to_owned(),
            Self::Independent(n) => format!("{n} independent origins"),
            Self::Unknown => "origins unknown".to_owned(),
        }
    }
}

impl NodeKind {
    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Wire => "wire",
            Self::StateOutlet => "state outlet",
            Self::Person => "person",
            Self::Government => "government",
            Self::Organization => "organization",
            Self::Document => "document",
            Self::Unnamed => "unnamed",
        }
    }
}

impl FoldKind {
    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Relay => "relay",
            Self::OwnVoice => "own_voice",
            Self::Spokesperson => "spokesperson",
            Self::SameName => "same_name",
            Self::Unnamed => "unnamed",
        }
    }
}

impl ConflictKind {
    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Place => "place",
            Self::Time => "time",
        }
    }
}

impl DriftKind {
    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::HedgeLost => "hedge_lost",
            Self::HedgeGained => "hedge_gained",
            Self::SourceDropped => "source_dropped",
            Self::NumberChanged => "number_changed",
            Self::NameChanged => "name_changed",
            Self::DenialLeftOut => "denial_left_out",
            Self::NoteLeftOut => "note_left_out",
        }
    }
}

impl Way {
    /// The word for it in JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Time => "time",
        }
    }
}
