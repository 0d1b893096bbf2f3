//! The columns of `sayso export`: articles, statements, claims and mentions as flat rows.

use sayso_doc as doc;
use sayso_doc::{Offsets, Voice};
use sayso_link::ClaimId;
use sayso_store::{ClaimRow, MentionRow, Stored};

use super::table::Type::{Flag, Real, Spans, Text, Texts, Whole};
use super::table::{Cell, Column};
use super::{chain, rounded};

pub const ARTICLES: &[Column] = &[
    ("article", Text),
    ("number", Whole),
    ("version", Whole),
    ("origin", Text),
    ("url", Text),
    ("outlet", Text),
    ("title", Text),
    ("byline", Text),
    ("published", Text),
    ("updated", Text),
    ("language", Text),
    ("syndicated_from", Text),
    ("contributors", Texts),
    ("statements", Whole),
    ("text", Text),
];

pub const STATEMENTS: &[Column] = &[
    ("statement", Whole),
    ("claim", Whole),
    ("article", Text),
    ("outlet", Text),
    ("published", Text),
    ("voice", Text),
    ("speaker", Text),
    ("speaker_type", Text),
    ("via", Texts),
    ("chain", Texts),
    ("certainty", Text),
    ("by_source", Text),
    ("by_reporter", Text),
    ("notes", Texts),
    ("parent", Whole),
    ("confidence", Real),
    ("speaker_confidence", Real),
    ("source", Text),
    ("source_chars", Spans),
    ("cue", Text),
    ("cue_chars", Spans),
    ("content", Text),
    ("content_chars", Spans),
    ("marker_chars", Spans),
];

pub const CLAIMS: &[Column] = &[
    ("claim", Whole),
    ("text", Text),
    ("first_seen", Text),
    ("last_seen", Text),
    ("mentions", Whole),
    ("articles", Whole),
    ("verdict", Text),
    ("independent_origins", Whole),
    ("origins", Texts),
    ("state_run_origins", Texts),
    ("unnamed_origins", Texts),
    ("folds", Texts),
    ("conflicts", Texts),
    ("drifts", Texts),
];

pub const MENTIONS: &[Column] = &[
    ("claim", Whole),
    ("statement", Whole),
    ("article", Text),
    ("outlet", Text),
    ("published", Text),
    ("content_chars", Spans),
    ("content", Text),
    ("certainty", Text),
    ("speaker", Text),
    ("speaker_type", Text),
    ("via", Texts),
    ("origin", Text),
    ("against", Flag),
    ("score", Real),
];

pub fn article(stored: &Stored) -> Vec<Cell> {
    let Stored { id, version: _, number, article, ledger } = stored;
    vec![
        Cell::Text(article.id.clone()),
        Cell::Whole(id.0),
        Cell::Whole(i64::from(*number)),
        Cell::Text(article.origin.clone()),
        Cell::text(article.url.as_deref()),
        Cell::text(article.outlet.as_deref()),
        Cell::text(article.title.as_deref()),
        Cell::text(article.byline.as_deref()),
        Cell::text(article.published.as_deref()),
        Cell::text(article.updated.as_deref()),
        Cell::text(article.language.as_deref()),
        Cell::text(ledger.syndicated_from.as_ref().map(|c| c.agency.as_str())),
        Cell::Texts(ledger.contributors.iter().map(|c| c.agency.clone()).collect()),
        Cell::Whole(ledger.statements.len() as i64),
        Cell::Text(article.text.as_str().to_owned()),
    ]
}

/// One row for each statement; `claims` has theirs, in their order.
pub fn statements(stored: &Stored, claims: &[ClaimId]) -> Vec<Vec<Cell>> {
    let Stored { id: _, version, number: _, article, ledger } = stored;
    let offsets = Offsets::new(&article.text);
    let chars = |spans: &[doc::Span]| {
        let points = |s: &doc::Span| [offsets.code_point(s.start()) as u64, offsets.code_point(s.end()) as u64];
        Cell::Spans(spans.iter().map(points).collect())
    };
    let number = |place: usize| version.statement(place);
    let row = |(place, s): (usize, &doc::Statement)| {
        let (source, cue, speaker, via) = match &s.voice {
            Voice::Own => (None, None, None, &[][..]),
            Voice::Attributed { source, cue, speaker, via } => (*source, Some(*cue), ledger.speakers.get(*speaker), via.as_slice()),
        };
        let words = |span: Option<doc::Span>| Cell::text(span.map(|s| &article.text[s]));
        let one = |span: Option<doc::Span>| span.map_or(Cell::Null, |s| chars(&[s]));
        let content: Vec<&str> = s.content.iter().map(|&c| &article.text[c]).collect();
        let notes = s.notes.iter().filter_map(|&n| ledger.notes.get(n)).map(|n| n.kind.word().to_owned());
        vec![
            Cell::Whole(number(place)),
            claims.get(place).map_or(Cell::Null, |c| Cell::Whole(c.0.number())),
            Cell::Text(article.id.clone()),
            Cell::text(article.outlet.as_deref()),
            Cell::text(article.published.as_deref()),
            Cell::text(Some(if s.voice == Voice::Own { "own" } else { "attributed" })),
            Cell::text(speaker.map(|s| s.name.as_str())),
            Cell::text(speaker.map(|s| s.kind.word())),
            Cell::Texts(via.iter().map(|r| r.name.clone()).collect()),
            Cell::Texts(chain(article, ledger, s)),
            Cell::text(Some(s.certainty.word())),
            Cell::text(Some(s.by_source.certainty.word())),
            Cell::text(Some(s.by_reporter.certainty.word())),
            Cell::Texts(notes.collect()),
            s.parent.map_or(Cell::Null, |p| Cell::Whole(number(p))),
            Cell::Real(f64::from((rounded(s.confidence) * 1000.0).round()) / 1000.0),
            s.speaker_confidence.map_or(Cell::Null, |c| Cell::Real(f64::from((rounded(c) * 1000.0).round()) / 1000.0)),
            words(source),
            one(source),
            words(cue),
            one(cue),
            Cell::Text(content.join(" … ")),
            chars(&s.content),
            chars(&s.markers),
        ]
    };
    ledger.statements.iter().enumerate().map(row).collect()
}

pub fn claim(claim: &ClaimRow) -> Vec<Cell> {
    let ClaimRow { id, text, first_seen, last_seen, mentions, articles, verdict, origins, folds, conflicts, drifts } = claim;
    let names =
        |which: fn(&sayso_store::OriginRow) -> bool| Cell::Texts(origins.iter().filter(|o| which(o)).map(|o| o.name.clone()).collect());
    vec![
        Cell::Whole(id.0.number()),
        Cell::Text(text.clone()),
        Cell::text(first_seen.as_deref()),
        Cell::text(last_seen.as_deref()),
        Cell::Whole(*mentions as i64),
        Cell::Whole(*articles as i64),
        Cell::Text(verdict.clone()),
        Cell::Whole(origins.len() as i64),
        names(|_| true),
        names(|o| o.state_run),
        names(|o| o.unnamed),
        Cell::Texts(folds.clone()),
        Cell::Texts(conflicts.clone()),
        Cell::Texts(drifts.clone()),
    ]
}

pub fn mention(mention: &MentionRow) -> Vec<Cell> {
    let m = mention;
    vec![
        Cell::Whole(m.claim.0.number()),
        Cell::Whole(m.statement.number()),
        Cell::Text(m.article.clone()),
        Cell::text(m.outlet.as_deref()),
        Cell::text(m.published.as_deref()),
        Cell::Spans(m.content_chars.clone()),
        Cell::Text(m.content.clone()),
        Cell::Text(m.certainty.clone()),
        Cell::text(m.speaker.as_deref()),
        Cell::text(m.speaker_kind.as_deref()),
        Cell::Texts(m.via.clone()),
        Cell::text(m.origin.as_deref()),
        Cell::Flag(m.against),
        Cell::Real(m.score),
    ]
}
