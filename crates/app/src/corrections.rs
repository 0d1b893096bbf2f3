//! Corrections by analysts: written down beside what the machine said, never over it.

use sayso_store::{Desk, StoreError};
use thiserror::Error;

use crate::views::{Cursor, Reader, ViewError};
use crate::wire::views::{Corrected, Corrections};

/// Longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// Longest note, in characters.
pub const LONGEST_NOTE: usize = 2000;
/// Most names between an outlet and a speaker.
pub const MOST_VIA: usize = 8;

/// What an analyst hands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// The statement's number.
    pub statement: i64,
    pub field: Corrected,
    /// Who says so.
    pub who: String,
    /// ISO 8601 date and time: the store has no clock.
    pub when: String,
    pub note: Option<String>,
}

/// Which corrections; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionFilter {
    /// Those of an article.
    pub article: Option<i64>,
    /// `speaker`, `via`, `certainty`, `split` or `merge`.
    pub kind: Option<String>,
    pub who: Option<String>,
    /// Withdrawn ones as well.
    pub withdrawn: bool,
}

/// Why a correction was not taken.
#[derive(Debug, Error)]
pub enum CorrectionError {
    #[error("there is no statement {0}")]
    NoStatement(i64),
    #[error("there is no correction {0}")]
    NoCorrection(i64),
    #[error("correction {0} is withdrawn already")]
    Withdrawn(i64),
    /// Nothing would change.
    #[error("the ledger says so already: {0}")]
    Same(String),
    #[error("`{field}` is too long: {length} characters, at most {most}")]
    TooLong { field: &'static str, length: usize, most: usize },
    #[error("`{0}` is missing")]
    Missing(&'static str),
    #[error("no such certainty: {0}")]
    Certainty(String),
    #[error("no such type of speaker: {0}")]
    SpeakerType(String),
    #[error("too many names in `via`: {0}, at most {MOST_VIA}")]
    TooManyVia(usize),
    #[error("a statement can't be merged with itself")]
    Itself,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CorrectionError {
    /// What a user can do about it, where something can be done.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoStatement(_) => Some("take its number from the article's page; an update of the article gives new ones"),
            Self::NoCorrection(_) => Some("the list of corrections has their numbers"),
            Self::Withdrawn(_) => Some("correct the statement once more if it was right after all"),
            Self::Same(_) => Some("leave it, or say what is right instead"),
            Self::TooLong { .. } => Some("make it shorter"),
            Self::Missing(_) => Some("fill it in"),
            Self::Certainty(_) => Some("it is `asserted`, `hedged`, `denied` or `questioned`"),
            Self::SpeakerType(_) => Some("it is `person`, `government`, `organization`, `outlet`, `document` or `unnamed`"),
            Self::TooManyVia(_) => Some("name those nearest the outlet"),
            Self::Itself => Some("name another statement"),
            Self::Store(error) => error.hint(),
        }
    }

    /// Whether whoever asked can ask better.
    pub fn is_users(&self) -> bool {
        !matches!(self, Self::Store(_))
    }
}

/// Writes a correction down; returns its number.
///
/// # Errors
/// When it cannot be right, or the store cannot be written just now.
pub fn correct(_desk: &mut Desk, _new: &NewCorrection) -> Result<i64, CorrectionError> {
    Err(CorrectionError::NoStatement(0))
}

/// Takes a correction back; it stays in the list as withdrawn.
///
/// # Errors
/// When there is none of that number, it is withdrawn already, or the store cannot be written just now.
pub fn withdraw(_desk: &mut Desk, id: i64, _who: &str, _when: &str) -> Result<(), CorrectionError> {
    Err(CorrectionError::NoCorrection(id))
}

/// Corrections, the latest first.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn list(_reader: &Reader, _filter: &CorrectionFilter, _after: Option<&Cursor>, _limit: usize) -> Result<Corrections, ViewError> {
    Ok(Corrections { corrections: Vec::new(), next: None })
}
