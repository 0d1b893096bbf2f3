//! What `sayso export corrections` writes: articles in the shape of the tagger's gold, as their analysts have them. `docs/export.md` has it.

use sayso_doc as doc;
use sayso_doc::{Certainty, Offsets, Relay, SpeakerKind, Voice};
use sayso_store::{CorrectionKind, CorrectionRow};
use serde::Serialize;

use super::Line;
use crate::pipeline::Traced;

/// An article whose ledger has its corrections in it, and what they were.
#[derive(Debug, Serialize)]
pub struct CorrectedLine {
    #[serde(flatten)]
    line: Line,
    corrections: Vec<LineCorrection>,
}

/// One correction, and what the machine said instead.
#[derive(Debug, Serialize)]
struct LineCorrection {
    kind: &'static str,
    /// Code points of the statement's content; empty where it is not in this text any more.
    content: Vec<[usize; 2]>,
    words: String,
    machine: String,
    /// A name, a certainty, or names of a via nearest the outlet first; null for a split or a merge.
    value: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_type: Option<String>,
    /// The other statement of a merge.
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<LineWith>,
    who: String,
    when: String,
    note: Option<String>,
    /// Whether the ledger above has it: a statement that is gone, or a speaker for words without a cue, cannot be written into one.
    applied: bool,
}

#[derive(Debug, Serialize)]
struct LineWith {
    /// As other lines have it.
    article: String,
    words: String,
}

/// A correction with the place of its statement in the ledger, and the name of the article that it is merged with.
pub struct Placed {
    pub row: CorrectionRow,
    pub place: Option<usize>,
    pub with: Option<String>,
}

impl CorrectedLine {
    /// `corrections` in the order in which they were made.
    pub fn new(mut traced: Traced, corrections: Vec<Placed>) -> Self {
        let applied: Vec<bool> =
            corrections.iter().map(|c| c.place.is_some_and(|place| apply(&mut traced.ledger, place, &c.row))).collect();
        let offsets = Offsets::new(&traced.article.text);
        let points = |s: &doc::Span| [offsets.code_point(s.start()), offsets.code_point(s.end())];
        let content = |place: Option<usize>| {
            let statement = place.and_then(|place| traced.ledger.statements.get(place));
            statement.map(|s| s.content.iter().map(points).collect()).unwrap_or_default()
        };
        let corrections = corrections.into_iter().zip(applied).map(|(Placed { row, place, with }, applied)| {
            let made = row.correction;
            LineCorrection {
                kind: made.kind.word(),
                content: content(place),
                words: made.spot.words,
                machine: made.machine,
                value: made.value.map(|value| value.lines().map(str::to_owned).collect()),
                speaker_type: made.speaker_kind,
                with: made.with.zip(with).map(|(spot, article)| LineWith { article, words: spot.words }),
                who: made.who,
                when: made.made,
                note: made.note,
                applied,
            }
        });
        let corrections = corrections.collect();
        Self { line: Line::new(&traced), corrections }
    }
}

/// Writes a correction into a ledger; false where a ledger cannot say it.
fn apply(ledger: &mut doc::Ledger, place: usize, row: &CorrectionRow) -> bool {
    let value = row.correction.value.as_deref().unwrap_or_default();
    let Some(statement) = ledger.statements.get_mut(place) else { return false };
    match (row.correction.kind, &mut statement.voice) {
        (CorrectionKind::Speaker, voice) if value.is_empty() => {
            *voice = Voice::Own;
            statement.speaker_confidence = None;
            true
        }
        (CorrectionKind::Speaker, Voice::Attributed { speaker, .. }) => {
            let known = ledger.speakers.iter().find(|s| s.name == value);
            let before = known.or_else(|| ledger.speakers.get(*speaker)).map_or(SpeakerKind::Unnamed, |s| s.kind);
            let wanted = row.correction.speaker_kind.as_deref();
            let kind = SpeakerKind::ALL.into_iter().find(|k| Some(k.word()) == wanted).unwrap_or(before);
            // Another statement may be the same speaker's, of whom nobody said anything.
            let place = ledger.speakers.iter().position(|s| s.name == value && s.kind == kind);
            *speaker = place.unwrap_or_else(|| {
                ledger.speakers.push(doc::Speaker {
                    name: value.to_owned(),
                    kind,
                    aliases: Vec::new(),
                    mentions: Vec::new(),
                    register_id: None,
                });
                ledger.speakers.len() - 1
            });
            true
        }
        (CorrectionKind::Via, Voice::Attributed { via, .. }) => {
            let known = std::mem::take(via);
            let span = |name: &str| known.iter().find(|r| r.name == name).and_then(|r| r.span);
            *via = value.lines().map(|name| Relay { name: name.to_owned(), span: span(name) }).collect();
            true
        }
        (CorrectionKind::Certainty, _) => {
            let Some(certainty) = Certainty::ALL.into_iter().find(|c| c.word() == value) else { return false };
            statement.certainty = certainty;
            if certainty == Certainty::Asserted {
                statement.markers.clear();
            }
            true
        }
        // Claims are no part of a ledger; and whoever speaks needs words that say so.
        (CorrectionKind::Split | CorrectionKind::Merge | CorrectionKind::Speaker | CorrectionKind::Via, _) => false,
    }
}
