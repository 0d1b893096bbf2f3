//! One article: speakers, chains, certainty, verification notes, own voice. `Tagged` to `Ledger`; no I/O, no model of its own.

mod asides;
mod bare;
mod behalf;
mod beliefs;
mod blend;
mod bodies;
mod bounds;
mod carried;
mod cast;
mod certainty;
mod chains;
mod checks;
mod confidence;
mod credits;
mod describe;
mod edges;
mod employers;
mod ends;
mod explain;
mod grammar;
mod joint;
mod names;
mod naming;
mod nesting;
mod offices;
mod own;
mod papers;
mod parts;
mod phrase;
mod pieces;
mod pronouns;
mod publisher;
mod reading;
mod relays;
mod resolve;
mod setting;
mod signs;
mod snap;
mod subjects;
mod things;
mod titles;
mod venues;
mod verify;
mod weakening;
mod withheld;
mod wordings;
mod words;

use std::collections::HashMap;

use sayso_doc::{
    Article, Attribution, By, Certainty, Field, Ledger, NoteKind, Paragraph, ParagraphKind, Span, Speaker, SpeakerKind, Stance, Statement,
    Tagged, VerificationNote, Voice,
};
use sayso_register::Register;

use crate::bodies::Bodies;
use crate::cast::Cast;
use crate::chains::Chains;
use crate::explain::{Decided, Explain, reason};
use crate::nesting::Nesting;
use crate::publisher::Publisher;
use crate::reading::Reading;
use crate::resolve::Resolver;
use crate::setting::Setting;

/// Confidence of a statement in the outlet's own voice: no model judges these.
const OWN_VOICE_CONFIDENCE: f32 = 0.8;

/// Reads the ledger out of a tagged article.
///
/// Attributions whose cue stands in a caption, a credit or boilerplate are left out. Spans of another text are left out too.
pub fn trace(article: &Article, tagged: &Tagged, register: &Register) -> Ledger {
    let reading = Reading::new(article);
    let attributions: Vec<Attribution> =
        tagged.attributions.iter().filter(|a| belongs(article, a)).cloned().filter_map(|a| clipped(article, &reading, a)).collect();
    let attributions = bounds::fit(article, &reading, attributions);
    let attributions = pieces::complete(article, &reading, attributions);
    let nesting = Nesting::new(&attributions);

    let runs = names::runs(&reading, Some(tagged), register);
    let title = article.title.as_deref().map(Reading::of_line);
    let title_runs = title.as_ref().map(|t| names::runs(t, None, register)).unwrap_or_default();
    let cast = Cast::new(&reading, &runs, title.as_ref().map(|t| (t, title_runs.as_slice())), register);
    let bodies = Bodies::new(&reading, &runs, &cast, register, article.outlet.as_deref());
    let publisher = Publisher::new(article, register);

    let setting = Setting::new(article, &reading, &runs, register);
    let mut resolver = Resolver::new(&reading, &runs, &cast, &bodies, register, &setting);
    let fitted = snap::sources(article, &reading, &runs, &attributions);
    let resolved = resolver.all(&fitted, &nesting);
    let notes = verify::read(article, &reading, &bodies);
    let mut names: Vec<Option<String>> = notes.iter().map(|n| n.who.clone().map(|who| resolver.name(who))).collect();
    let mut entities = resolver.finish(article);
    for (name, note) in names.iter_mut().zip(&notes).filter(|(_, note)| note.quoted) {
        let holds = |a: &Attribution| a.content.iter().any(|c| c.overlaps(note.span));
        let speaker = attributions.iter().position(holds).and_then(|i| entities.get(resolved[i].entity));
        *name = speaker.map(|e| e.name.clone());
    }
    let ruled: Vec<SpeakerKind> = entities.iter().map(|e| e.kind).collect();
    kinds(&mut entities, &attributions, &resolved);
    let relays = Chains {
        article,
        reading: &reading,
        bodies: &bodies,
        runs: &runs,
        cast: &cast,
        attributions: &attributions,
        nesting: &nesting,
        resolved: &resolved,
        entities: &entities,
        publisher: &publisher,
        register,
    }
    .all();

    let explain = Explain::new(&article.text, &reading, &attributions, &nesting, tagged);
    // Statements in the order of the text, own voice among them.
    let mut made: Vec<(Statement, Option<usize>)> = Vec::new();
    for ((i, a), via) in attributions.iter().enumerate().zip(relays) {
        let reported = certainty::read(article, &reading, a);
        let (source, entity) = (fitted[i].source, &entities[resolved[i].entity]);
        let decided = Decided { source, entity, resolved: resolved[i], ruled: ruled[resolved[i].entity], via: &via, reported: &reported };
        let (reasons, way) = explain.attributed(i, &decided);
        let known = confidence::Known { way, name: &entity.name, kind: entity.kind, chance: a.chance, kinds: a.kinds };
        let speaker_confidence = Some(confidence::of_speaker(&known));
        let voice = Voice::Attributed { source: fitted[i].source, cue: a.cue, speaker: resolved[i].entity, via };
        let confidence = confidence::of_statement(a.chance);
        let statement = Statement {
            voice,
            content: a.content.clone(),
            certainty: reported.certainty,
            markers: reported.markers,
            by_source: reported.by_source,
            by_reporter: reported.by_reporter,
            parent: None,
            notes: Vec::new(),
            confidence,
            speaker_confidence,
            reasons,
        };
        made.push((statement, Some(i)));
    }
    let note_spans: Vec<_> = notes.iter().map(|n| n.span).collect();
    for own in own::read(article, &reading, &fitted, &note_spans) {
        let certainty = if own.marker.is_some() { Certainty::Hedged } else { Certainty::Asserted };
        let markers: Vec<Span> = own.marker.into_iter().collect();
        let statement = Statement {
            voice: Voice::Own,
            content: vec![own.span],
            certainty,
            by_source: Stance::plain(),
            by_reporter: Stance { certainty, markers: markers.clone() },
            markers,
            parent: None,
            notes: Vec::new(),
            confidence: OWN_VOICE_CONFIDENCE,
            speaker_confidence: None,
            reasons: explain.own(own.span, own.marker),
        };
        made.push((statement, None));
    }
    made.sort_by_key(|(s, i)| (first_byte(s), i.is_none(), *i));
    let mut place = vec![0; attributions.len()];
    for (at, (_, i)) in made.iter().enumerate() {
        if let Some(i) = i {
            place[*i] = at;
        }
    }
    for (statement, i) in &mut made {
        statement.parent = i.and_then(|i| nesting.parent[i]).map(|p| place[p]);
    }
    let mut ledger = Ledger { statements: made.into_iter().map(|(s, _)| s).collect(), ..Ledger::default() };
    speakers(&mut ledger, &entities);
    for (note, who) in notes.into_iter().zip(names) {
        let about = scope(&reading, &ledger, &note);
        let index = ledger.notes.len();
        for &s in &about {
            ledger.statements[s].notes.push(index);
            ledger.statements[s].reasons.push(reason(Field::Notes, By::Rule, "the note stands with it or right after it", [note.span]));
        }
        ledger.notes.push(VerificationNote { span: note.span, kind: note.kind, who, about });
    }
    let credits = credits::read(article, register, &publisher);
    ledger.syndicated_from = credits.syndicated_from;
    ledger.contributors = credits.contributors;
    ledger
}

/// Settles the kind of each speaker once, by the best rule and the model's mean over all that is attributed to them.
fn kinds(entities: &mut [resolve::Entity], attributions: &[Attribution], resolved: &[resolve::Resolved]) {
    let mut heard: HashMap<usize, (resolve::Strength, [f32; 6], f32)> = HashMap::new();
    for (a, r) in attributions.iter().zip(resolved) {
        let (strength, sum, n) = heard.entry(r.entity).or_insert((r.strength, [0.0; 6], 0.0));
        *strength = (*strength).max(r.strength);
        if let Some(chances) = a.kinds {
            *n += 1.0;
            for (s, c) in sum.iter_mut().zip(chances) {
                *s += if c.is_finite() { c } else { 0.0 };
            }
        }
    }
    for (entity, (strength, sum, n)) in heard {
        // "unnamed" alone is whoever, not one speaker.
        if let Some(e) = entities.get_mut(entity).filter(|e| n > 0.0 && e.name != "unnamed") {
            e.kind = blend::kind(e.kind, strength, sum.map(|s| s / n));
        }
    }
}

/// Whether the tags are of this text and their cue stands in what the article itself says.
fn belongs(article: &Article, a: &Attribution) -> bool {
    let ours = a.content.iter().chain(a.source.iter()).chain([&a.cue]).all(|s| article.text.get(*s).is_ok());
    let kind = article.paragraph_at(a.cue.start()).map(|p| p.kind);
    ours && !a.content.is_empty()
        && !shows_things(&article.text[a.cue])
        && !matches!(kind, Some(ParagraphKind::Caption | ParagraphKind::Credit | ParagraphKind::Boilerplate))
}

/// "was shown the new hall": being shown something is an event, nobody's statement.
fn shows_things(cue: &str) -> bool {
    let passive = ["was shown", "were shown", "is shown", "are shown", "been shown", "being shown"];
    passive.iter().any(|p| cue.eq_ignore_ascii_case(p))
}

/// The attribution with its contents cut where they run into a caption, a credit or boilerplate, and its source within one
/// sentence; `None` when nothing is left.
fn clipped(article: &Article, reading: &Reading<'_>, mut a: Attribution) -> Option<Attribution> {
    a.source = a.source.map(|source| in_one_sentence(article, reading, source));
    let kind = article.paragraph_at(a.cue.start()).map(|p| p.kind);
    a.content = a.content.iter().flat_map(|&piece| own_paragraphs(article, piece, kind)).collect();
    (!a.content.is_empty()).then_some(a)
}

/// "… against the U.S. | Kim said": of a source over the end of a sentence, what stands in the last one.
fn in_one_sentence(article: &Article, reading: &Reading<'_>, source: Span) -> Span {
    let range = reading.tokens_in(source.start(), source.end());
    let Some(last) = range.end.checked_sub(1).and_then(|l| reading.sentence_of(l)) else { return source };
    match reading.tokens.get(last.first) {
        Some(first) if range.contains(&last.first) && last.first > range.start => {
            article.text.span(first.start, source.end()).unwrap_or(source)
        }
        _ => source,
    }
}

/// The parts of `piece` in paragraphs that are the article's own; one that runs from a heading into the body, or on into a heading,
/// keeps what is of the cue's kind.
fn own_paragraphs(article: &Article, piece: Span, cue: Option<ParagraphKind>) -> Vec<Span> {
    let first = article.paragraphs.partition_point(|p| p.span.end() <= piece.start());
    let held: Vec<_> = article.paragraphs[first..].iter().take_while(|p| p.span.start() < piece.end()).collect();
    let mixed = held.iter().any(|p| p.kind == ParagraphKind::Heading) && held.iter().any(|p| p.kind == ParagraphKind::Body);
    let ours = |kind| match kind {
        ParagraphKind::Body | ParagraphKind::Heading => !mixed || Some(kind) == cue,
        _ => false,
    };
    if held.iter().all(|p| ours(p.kind)) {
        return vec![piece];
    }
    let part = |p: &Paragraph| article.text.span(p.span.start().max(piece.start()), p.span.end().min(piece.end())).ok();
    held.into_iter().filter(|p| ours(p.kind)).filter_map(part).filter(|s| !s.is_empty()).collect()
}

/// Where a statement begins: at its source or cue where those stand before its content.
fn first_byte(statement: &Statement) -> usize {
    let content = statement.content.first().map_or(usize::MAX, |c| c.start());
    match &statement.voice {
        Voice::Own => content,
        Voice::Attributed { source, cue, .. } => content.min(cue.start()).min(source.map_or(usize::MAX, |s| s.start())),
    }
}

/// Keeps the speakers that some statement has, in the order of their first one.
fn speakers(ledger: &mut Ledger, entities: &[resolve::Entity]) {
    let mut kept: HashMap<usize, usize> = HashMap::new();
    for statement in &mut ledger.statements {
        let Voice::Attributed { speaker, .. } = &mut statement.voice else { continue };
        let next = ledger.speakers.len();
        let index = *kept.entry(*speaker).or_insert(next);
        if index == next
            && let Some(e) = entities.get(*speaker)
        {
            ledger.speakers.push(Speaker {
                name: e.name.clone(),
                kind: e.kind,
                aliases: e.aliases.clone(),
                mentions: e.mentions.clone(),
                register_id: e.register_id.clone(),
            });
        }

        *speaker = index;
    }
}

/// The statements that a note is about: those before it in its sentence, else of the sentences right before.
fn scope(reading: &Reading<'_>, ledger: &Ledger, note: &verify::Note) -> Vec<usize> {
    if matches!(note.kind, NoteKind::CommentSought) {
        return Vec::new();
    }
    let sentence_at = |byte: usize| reading.token_at(byte).map_or(usize::MAX, |t| reading.tokens[t].sentence);
    let here = reading.tokens.get(note.at).map_or(0, |t| t.sentence);
    let end = ledger.statements.partition_point(|s| first_byte(s) < note.span.start());
    let mut about = Vec::new();
    let mut nearest = None;
    for i in (end.saturating_sub(24)..end).rev() {
        let statement = &ledger.statements[i];
        let Some(last) = statement.content.last() else { continue };
        if last.contains(note.span) {
            continue;
        }
        let at = sentence_at(last.end().saturating_sub(1));
        let gap = here.saturating_sub(at);
        if gap > 2 || matches!(statement.voice, Voice::Own) && nearest.is_none() && gap > 0 && i + 1 < end {
            continue;
        }
        if *nearest.get_or_insert(at) == at {
            about.push(i);
        }
    }
    about.reverse();
    about
}
