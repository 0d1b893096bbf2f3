//! The spine of Sayso: one immutable text an article, spans over it, and what each room adds to it.
//!
//! `Article` (ingest) -> `Tagged` (tag) -> `Ledger` (trace). All offsets inside are bytes; [`Offsets`] converts.

pub mod article;
pub mod ledger;
pub mod notation;
pub mod offsets;
pub mod problem;
pub mod tagged;
pub mod text;

pub use article::{Article, Link, Paragraph, ParagraphKind};
pub use ledger::{
    By, Certainty, Credit, Field, Ledger, NoteKind, Reason, Relay, Speaker, SpeakerKind, Stance, Statement, VerificationNote, Voice,
};
pub use offsets::Offsets;
pub use problem::Problem;
pub use tagged::{Attribution, Entity, EntityKind, Tagged};
pub use text::{Span, SpanError, Text};
