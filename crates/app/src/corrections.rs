//! Corrections by analysts: written down beside what the machine said, never over it.

use sayso_doc::{Certainty, SpeakerKind};
use sayso_link::StatementId;
pub use sayso_store::Desk;
use sayso_store::{ArticleId, Correction, CorrectionFilter, CorrectionKind, CorrectionRow, StoreError, VersionId, Withdrawal};
use thiserror::Error;

use crate::views::cursor::{List, Part};
use crate::views::{Cursor, MOST, Reader, ViewError};
use crate::wire::views::{Corrected, Correction as Shown, Corrections, Withdrawn};

const CORRECTIONS: List = List(8);

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
pub fn correct(desk: &mut Desk, new: &NewCorrection) -> Result<i64, CorrectionError> {
    let NewCorrection { statement, field, who, when, note } = new;
    let id = Some(*statement).filter(|n| *n >= 0).map(StatementId::from_number).ok_or(CorrectionError::NoStatement(*statement))?;
    let spot = desk.spot(id)?.ok_or(CorrectionError::NoStatement(*statement))?;
    let row = desk.statement(id)?.ok_or(CorrectionError::NoStatement(*statement))?;
    let who = required("who", who)?;
    let note = note.as_deref().map(str::trim).filter(|n| !n.is_empty());
    if let Some(note) = note {
        short("note", note, LONGEST_NOTE)?;
    }
    let (mut value, mut kind, mut with) = (None, None, None);
    let (which, machine) = match field {
        Corrected::Speaker { speaker, speaker_type } => {
            let name = plain(speaker);
            short("speaker", &name, LONGEST_NAME)?;
            kind = speaker_type.as_deref().map(str::trim).filter(|k| !k.is_empty()).map(str::to_owned);
            if let Some(kind) = &kind
                && !SpeakerKind::ALL.iter().any(|k| k.word() == kind)
            {
                return Err(CorrectionError::SpeakerType(kind.clone()));
            }
            let machine = row.speaker.clone().unwrap_or_default();
            if name == machine && kind.as_ref().is_none_or(|k| row.speaker_kind.as_ref() == Some(k)) {
                return Err(CorrectionError::Same(if name.is_empty() { "its own voice".to_owned() } else { name }));
            }
            value = Some(name);
            (CorrectionKind::Speaker, machine)
        }
        Corrected::Via { via } => {
            let names: Vec<String> = via.iter().map(|name| plain(name)).filter(|name| !name.is_empty()).collect();
            if names.len() > MOST_VIA {
                return Err(CorrectionError::TooManyVia(names.len()));
            }
            names.iter().try_for_each(|name| short("via", name, LONGEST_NAME))?;
            if names == row.via {
                return Err(CorrectionError::Same(if names.is_empty() { "straight".to_owned() } else { names.join(" < ") }));
            }
            value = Some(names.join("\n"));
            (CorrectionKind::Via, row.via.join(" < "))
        }
        Corrected::Certainty { certainty } => {
            if !Certainty::ALL.iter().any(|c| c.word() == certainty) {
                return Err(CorrectionError::Certainty(plain(certainty).chars().take(LONGEST_NAME).collect()));
            }
            if *certainty == row.certainty {
                return Err(CorrectionError::Same(certainty.clone()));
            }
            value = Some(certainty.clone());
            (CorrectionKind::Certainty, row.certainty.clone())
        }
        Corrected::Split => (CorrectionKind::Split, row.claim.0.number().to_string()),
        Corrected::Merge { with: other } => {
            if other == statement {
                return Err(CorrectionError::Itself);
            }
            let known = Some(*other).filter(|n| *n >= 0).map(StatementId::from_number);
            let other = known.map(|id| desk.spot(id)).transpose()?.flatten().ok_or(CorrectionError::NoStatement(*other))?;
            with = Some(other);
            (CorrectionKind::Merge, row.claim.0.number().to_string())
        }
    };
    let correction =
        Correction { spot, kind: which, value, speaker_kind: kind, with, machine, who, made: when.clone(), note: note.map(str::to_owned) };
    Ok(desk.correct(&correction)?)
}

/// Takes a correction back; it stays in the list as withdrawn.
///
/// # Errors
/// When there is none of that number, it is withdrawn already, or the store cannot be written just now.
pub fn withdraw(desk: &mut Desk, id: i64, who: &str, when: &str) -> Result<(), CorrectionError> {
    match desk.withdraw(id, &required("who", who)?, when)? {
        Withdrawal::Done => Ok(()),
        Withdrawal::Already => Err(CorrectionError::Withdrawn(id)),
        Withdrawal::Missing => Err(CorrectionError::NoCorrection(id)),
    }
}

/// Corrections, the latest first.
///
/// # Errors
/// When the store cannot be read, or `after` is no cursor of this list.
pub fn list(reader: &Reader, filter: &CorrectionFilter, after: Option<&Cursor>, limit: usize) -> Result<Corrections, ViewError> {
    let before = match after.map(|cursor| cursor.of(CORRECTIONS)).transpose()?.as_deref() {
        None => None,
        Some([Part::Number(id)]) => Some(*id),
        Some(_) => return Err(ViewError::Cursor),
    };
    let limit = limit.clamp(1, MOST);
    let mut rows = reader.corrections_where(filter, before, limit + 1)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| Cursor::new(CORRECTIONS, &[Part::Number(row.id)]));
    Ok(Corrections { corrections: rows.into_iter().map(|row| shown(reader, row)).collect::<Result<_, _>>()?, next })
}

/// Those that hold of an article's statements.
pub(crate) fn of_article(reader: &Reader, article: ArticleId) -> Result<Vec<Shown>, StoreError> {
    reader.corrections_of(article)?.into_iter().map(|row| shown(reader, row)).collect()
}

/// Those that hold of some statements.
pub(crate) fn of_statements(reader: &Reader, statements: &[StatementId]) -> Result<Vec<Shown>, StoreError> {
    if !reader.is_corrected()? {
        return Ok(Vec::new());
    }
    let mut articles = Vec::new();
    for statement in statements {
        let article = reader.article_of(VersionId(statement.article.0))?;
        if !articles.contains(&article) {
            articles.push(article);
        }
    }
    let mut found = Vec::new();
    for article in articles {
        let theirs = of_article(reader, article)?;
        found.extend(theirs.into_iter().filter(|c| c.statement.is_some_and(|s| statements.contains(&StatementId::from_number(s)))));
    }
    Ok(found)
}

fn shown(reader: &Reader, row: CorrectionRow) -> Result<Shown, StoreError> {
    let CorrectionRow { id, correction, chars, outlet, title, withdrawn } = row;
    let Correction { spot, kind, value, speaker_kind, with, machine, who, made, note } = correction;
    let statement = reader.statement_at(&spot)?;
    let claim = statement.map(|s| reader.claim_of(s)).transpose()?;
    let value = value.unwrap_or_default();
    let field = match kind {
        CorrectionKind::Speaker => Corrected::Speaker { speaker: value, speaker_type: speaker_kind },
        CorrectionKind::Via => Corrected::Via { via: value.lines().map(str::to_owned).collect() },
        CorrectionKind::Certainty => Corrected::Certainty { certainty: value },
        CorrectionKind::Split => Corrected::Split,
        CorrectionKind::Merge => {
            let other = with.map(|with| reader.statement_at(&with)).transpose()?.flatten();
            Corrected::Merge { with: other.map_or(0, StatementId::number) }
        }
    };
    Ok(Shown {
        id,
        field,
        machine,
        article: spot.article.0,
        outlet,
        title,
        statement: statement.map(StatementId::number),
        claim: claim.map(|c| c.0.number()),
        span: chars,
        words: spot.words,
        who,
        when: made,
        note,
        withdrawn: withdrawn.map(|(when, who)| Withdrawn { who, when }),
    })
}

/// Words without what would break a line or a page: single blanks, no controls.
fn plain(typed: &str) -> String {
    let spaced: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn required(field: &'static str, typed: &str) -> Result<String, CorrectionError> {
    let words = plain(typed);
    short(field, &words, LONGEST_NAME)?;
    if words.is_empty() { Err(CorrectionError::Missing(field)) } else { Ok(words) }
}

fn short(field: &'static str, words: &str, most: usize) -> Result<(), CorrectionError> {
    match words.chars().count() {
        length if length > most => Err(CorrectionError::TooLong { field, length, most }),
        _ => Ok(()),
    }
}
