//! What the tagger saw in an article: attributions and entities, with probabilities, before any of it is resolved.

use crate::text::Span;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tagged {
    /// Ordered by the start of the cue.
    pub attributions: Vec<Attribution>,
    /// Ordered, without overlap.
    pub entities: Vec<Entity>,
}

/// One cue with its source and content.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// `None` when no source is in the text ("reportedly").
    pub source: Option<Span>,
    pub cue: Span,
    /// In order, without overlap, never empty.
    pub content: Vec<Span>,
    /// Probability that this is an attribution at all, 0 to 1.
    pub chance: f32,
    /// Probabilities in the order of [`SpeakerKind::ALL`](crate::SpeakerKind::ALL); `None` where no model made them.
    pub kinds: Option<[f32; 6]>,
    /// Probabilities in the order of [`Certainty::ALL`](crate::Certainty::ALL); `None` where no model made them.
    pub certainties: Option<[f32; 4]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    pub span: Span,
    pub kind: EntityKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityKind {
    Person,
    /// Organizations, governments, outlets, peoples.
    Group,
    Place,
}
