//! A ledger for people at a terminal: grouped by speaker and chain, certainty and checks at a glance, own voice last.

pub mod claims;
mod layout;

use sayso_app::outline::{self, Outline, Places};
use sayso_app::{Register, Traced};
use sayso_doc::{Article, Certainty, Ledger, NoteKind, Statement, Voice};

use crate::safe::safe;
use layout::{columns, wrap, wrap_elided};

/// Narrower pages put a statement's words below its place and certainty instead of beside them.
const BESIDE: usize = 64;

/// Lines of a statement's words.
const LINES: usize = 2;

/// Words of a span that a reason shows before it leaves out the middle.
const WHY_WORDS: usize = 6;

/// How far a nested statement is moved in.
const STEP: usize = 4;

/// Nested statements deeper than this stay at this depth, so that words keep some room.
const DEEPEST: usize = 4;

/// The page's width and whether it has colours.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub width: usize,
    pub color: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    Title,
    Name,
    Dim,
    Hedged,
    Denied,
    Questioned,
    Alert,
    Good,
    Credit,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Title | Self::Name => "1",
            Self::Dim => "2",
            Self::Hedged => "33",
            Self::Denied => "31",
            Self::Questioned => "35",
            Self::Alert => "1;33",
            Self::Good => "32",
            Self::Credit => "36",
        }
    }
}

/// The ledger of one article, each line ended.
pub fn article(traced: &Traced, register: &Register, look: Look) -> String {
    let Traced { article, ledger } = traced;
    let places = Places::new(article);
    let place_width = ledger.statements.iter().filter_map(|s| s.content.first()).map(|&s| columns(&places.of(s))).max().unwrap_or(0);
    let certainty_width = ledger.statements.iter().map(|s| columns(&certainty_words(s.certainty))).max().unwrap_or(0);
    let mut page =
        Page { article, ledger, register, look, places, place_width, certainty_width, outline: Outline::new(ledger), out: String::new() };
    page.head();
    page.groups();
    page.own();
    page.checks();
    page.summary();
    page.out
}

/// The line between two articles.
pub fn rule(look: Look) -> String {
    let mut out = String::from("\n");
    paint(&mut out, look, &[(Style::Dim, "─".repeat(look.width))]);
    out.push('\n');
    out
}

/// Writes one line; the pieces must be safe already.
fn paint(out: &mut String, look: Look, pieces: &[(Style, String)]) {
    // A blank at the end of a line helps nobody.
    let pieces: Vec<(Style, String)> = pieces.iter().map(|(s, w)| (*s, w.replace('\u{a0}', " "))).collect();
    let last = pieces.iter().rposition(|(_, w)| !w.trim_end().is_empty()).map_or(0, |i| i + 1);
    for (i, (style, words)) in pieces[..last].iter().enumerate() {
        let words = if i + 1 == last { words.trim_end() } else { words };
        if look.color && !style.code().is_empty() && !words.is_empty() {
            out.push_str("\x1b[");
            out.push_str(style.code());
            out.push('m');
            out.push_str(words);
            out.push_str("\x1b[0m");
        } else {
            out.push_str(words);
        }
    }
    out.push('\n');
}

struct Page<'a> {
    article: &'a Article,
    ledger: &'a Ledger,
    register: &'a Register,
    look: Look,
    places: Places<'a>,
    /// Columns of the widest place.
    place_width: usize,
    /// Columns of the longest certainty; 0 where all is plainly asserted.
    certainty_width: usize,
    outline: Outline,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, pieces: &[(Style, String)]) {
        paint(&mut self.out, self.look, pieces);
    }

    /// Wrapped words of one style, each line moved in by `indent`.
    fn words(&mut self, indent: usize, style: Style, words: &str) {
        for line in wrap(words, self.look.width.saturating_sub(indent)) {
            self.line(&[(Style::Plain, " ".repeat(indent)), (style, line)]);
        }
    }

    fn head(&mut self) {
        let a = self.article;
        let title = a.title.as_deref().unwrap_or(&a.id);
        self.words(0, Style::Title, &clean(title));
        // The day is enough here; JSON has the time.
        let date = a.published.as_deref().map(|d| d.get(..10).unwrap_or(d));
        let from: Vec<String> = [a.outlet.as_deref(), date, a.byline.as_deref()].into_iter().flatten().map(clean).collect();
        if !from.is_empty() {
            self.words(0, Style::Plain, &from.join(" · "));
        }
        let mut credits: Vec<String> = self.ledger.syndicated_from.iter().map(|c| format!("text by {}", clean(&c.agency))).collect();
        credits.extend(self.ledger.contributors.iter().map(|c| format!("parts by {}", clean(&c.agency))));
        if !credits.is_empty() {
            self.words(0, Style::Credit, &credits.join(" · "));
        }
        if a.origin != title {
            self.words(0, Style::Dim, &clean(&a.origin));
        }
        if self.ledger.statements.is_empty() {
            self.line(&[]);
            self.words(0, Style::Plain, "no statements found");
        }
    }

    fn groups(&mut self) {
        let outline = self.outline.clone();
        for group in &outline.groups {
            self.line(&[]);
            let before: Vec<&str> = self.article.outlet.iter().chain(&group.via).map(String::as_str).collect();
            self.chain(0, &before, group.speaker);
            for &i in &group.statements {
                self.statement(i, 0, LINES);
            }
        }
    }

    fn own(&mut self) {
        let own = self.outline.own.clone();
        if own.is_empty() {
            return;
        }
        let agency = self.ledger.syndicated_from.as_ref().map(|c| c.agency.as_str());
        let who = clean(agency.or(self.article.outlet.as_deref()).unwrap_or("the outlet"));
        self.line(&[]);
        self.flow(0, 2, &[(Style::Name, who), (Style::Dim, "  in its own voice".to_owned())]);
        for i in own {
            self.statement(i, 0, 1);
        }
    }

    /// `Outlet ← Relay ← Speaker  type`, over several lines where it must be.
    fn chain(&mut self, indent: usize, before: &[&str], speaker: usize) {
        let name = clean(self.ledger.speakers.get(speaker).map_or("unnamed", |s| s.name.as_str()));
        let what = clean(&outline::describe(self.ledger, speaker, self.register));
        let mut pieces: Vec<(Style, String)> = before.iter().map(|n| (Style::Dim, format!("{}\u{a0}← ", clean(n)))).collect();
        pieces.push((Style::Name, name));
        if !what.is_empty() {
            pieces.push((Style::Dim, format!("  {what}")));
        }
        self.flow(indent, indent + 2, &pieces);
    }

    /// Words of several styles, wrapped; later lines are moved in by `hanging`.
    fn flow(&mut self, indent: usize, hanging: usize, pieces: &[(Style, String)]) {
        let mut line = vec![(Style::Plain, " ".repeat(indent))];
        let mut used = indent;
        let mut fresh = true;
        for (style, words) in pieces {
            for word in words.split_inclusive(' ') {
                let wide = columns(word.trim_end());
                if !fresh && used + wide > self.look.width {
                    self.line(&line);
                    line = vec![(Style::Plain, " ".repeat(hanging))];
                    used = hanging;
                    fresh = true;
                }
                if fresh && word.trim().is_empty() {
                    continue;
                }
                fresh = false;
                used += columns(word);
                match line.last_mut() {
                    Some((last, written)) if last == style => written.push_str(word),
                    _ => line.push((*style, word.to_owned())),
                }
            }
        }
        self.line(&line);
    }

    fn statement(&mut self, i: usize, depth: usize, lines: usize) {
        let ledger = self.ledger;
        let statement = &ledger.statements[i];
        let indent = 2 + STEP * depth.min(DEEPEST);
        let place = statement.content.first().map(|&s| self.places.of(s)).unwrap_or_default();
        let sure = certainty_words(statement.certainty);
        let words = clean(&outline::content(self.article, statement));
        let mut head = vec![(Style::Plain, " ".repeat(indent))];
        let mut column = indent;
        if self.place_width > 0 {
            head.push((Style::Dim, pad(&place, self.place_width + 2)));
            column += self.place_width + 2;
        }
        let beside = self.look.width >= BESIDE + STEP * depth.min(DEEPEST);
        if beside && self.certainty_width > 0 {
            head.push((certainty_style(statement.certainty), pad(&sure, self.certainty_width + 2)));
            column += self.certainty_width + 2;
        } else if !sure.is_empty() {
            head.push((certainty_style(statement.certainty), sure));
            self.line(&head);
            head = vec![(Style::Plain, " ".repeat(column))];
        }
        // A narrow page needs more lines for the same words.
        let lines_here = if beside { lines } else { lines + 1 };
        for words in wrap_elided(&words, self.look.width.saturating_sub(column), lines_here) {
            head.push((Style::Plain, words));
            self.line(&head);
            head = vec![(Style::Plain, " ".repeat(column))];
        }
        self.remarks(statement, column);
        self.reasons(statement, column);
        for child in self.outline.children[i].clone() {
            let deeper = depth + 1;
            if let Voice::Attributed { speaker, via, .. } = &ledger.statements[child].voice {
                let before: Vec<&str> = via.iter().map(|r| r.name.as_str()).collect();
                let indent = 2 + STEP * deeper.min(DEEPEST) - 2;
                self.nested_chain(indent, &before, *speaker);
            }
            self.statement(child, deeper, lines);
        }
    }

    fn nested_chain(&mut self, indent: usize, before: &[&str], speaker: usize) {
        let start = self.out.len();
        self.chain(indent + 2, before, speaker);
        // The arrow stands in the room of the last two blanks before the name.
        self.out.replace_range(start + indent..start + indent + 2, "↳ ");
    }

    /// The words that make the certainty what it is, and the checks.
    fn remarks(&mut self, statement: &Statement, column: usize) {
        let style = certainty_style(statement.certainty);
        if !statement.markers.is_empty() {
            let marked: Vec<String> =
                statement.markers.iter().map(|&m| format!("“{}”", clean(&outline::one_line(&self.article.text[m])))).collect();
            self.flow(column, column + 2, &[(style, format!("{}: {}", reason(statement.certainty), marked.join(", ")))]);
        }
        for &n in &statement.notes {
            if let Some(note) = self.ledger.notes.get(n) {
                let (symbol, words) = outline::note_words(note.kind);
                let place = self.places.of(note.span);
                let who = note.who.as_deref().map(|w| who(note.kind, &clean(w))).unwrap_or_default();
                let place = if place.is_empty() { place } else { format!(" ({place})") };
                self.flow(column, column + 2, &[(note_style(note.kind), format!("{symbol} {words}{who}{place}"))]);
            }
        }
    }

    /// Why the fields are what they are, one a line.
    fn reasons(&mut self, statement: &Statement, column: usize) {
        let width = statement.reasons.iter().map(|r| columns(r.field.word())).max().unwrap_or(0);
        for reason in &statement.reasons {
            let words: Vec<String> = reason.spans.iter().map(|&s| format!("“{}”", clean(&short(&self.article.text[s])))).collect();
            let words = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
            let field = pad(reason.field.word(), width);
            let line = format!("{}{words}", clean(&reason.because));
            let pieces =
                [(Style::Dim, format!("why {field} ").replace(' ', "\u{a0}")), (Style::Dim, format!("{}: {line}", reason.by.word()))];
            self.flow(column, column + 2, &pieces);
        }
    }

    fn checks(&mut self) {
        if self.ledger.notes.is_empty() {
            return;
        }
        self.line(&[]);
        self.line(&[(Style::Name, "Checked or not".to_owned())]);
        for note in &self.ledger.notes {
            let (symbol, words) = outline::note_words(note.kind);
            let who = note.who.as_deref().map(|w| who(note.kind, &clean(w))).unwrap_or_default();
            self.flow(2, 4, &[(note_style(note.kind), format!("{symbol} {words}{who}"))]);
            let place = self.places.of(note.span);
            let said = clean(&outline::one_line(&self.article.text[note.span]));
            let said = if place.is_empty() { said } else { format!("{place}  {said}") };
            for line in wrap_elided(&said, self.look.width.saturating_sub(4), 2) {
                self.line(&[(Style::Plain, "    ".to_owned()), (Style::Dim, line)]);
            }
            let about: Vec<String> = note.about.iter().filter_map(|&i| self.ledger.statements.get(i)).map(|s| self.short(s)).collect();
            if !about.is_empty() {
                self.words(4, Style::Plain, &format!("about {}", about.join(", ")));
            }
        }
    }

    /// A statement by its speaker and place.
    fn short(&self, statement: &Statement) -> String {
        let who = match &statement.voice {
            Voice::Own => "own voice".to_owned(),
            Voice::Attributed { speaker, .. } => self.ledger.speakers.get(*speaker).map_or_else(String::new, |s| clean(&s.name)),
        };
        let place = statement.content.first().map(|&s| self.places.of(s)).unwrap_or_default();
        if place.is_empty() { who } else { format!("{who} {place}") }
    }

    fn summary(&mut self) {
        let ledger = self.ledger;
        let own = ledger.statements.iter().filter(|s| s.voice == Voice::Own).count();
        let mut speakers: Vec<usize> = Vec::new();
        let mut relayed = 0;
        for statement in &ledger.statements {
            if let Voice::Attributed { speaker, via, .. } = &statement.voice {
                speakers.push(*speaker);
                relayed += usize::from(!via.is_empty());
            }
        }
        let attributed = speakers.len();
        speakers.sort_unstable();
        speakers.dedup();
        if ledger.statements.is_empty() && ledger.notes.is_empty() {
            return;
        }
        let mut parts = Vec::new();
        if attributed > 0 {
            let mut part = format!("{attributed} attributed to {}", count(speakers.len(), "speaker", "speakers"));
            if relayed > 0 {
                part.push_str(&format!(", {relayed} of them through others"));
            }
            parts.push(part);
        }
        if own > 0 {
            parts.push(format!("{own} in own voice"));
        }
        let unsure: Vec<String> = [Certainty::Hedged, Certainty::Denied, Certainty::Questioned]
            .into_iter()
            .map(|c| (ledger.statements.iter().filter(|s| s.certainty == c).count(), c.word()))
            .chain([(ledger.notes.iter().filter(|n| n.kind == NoteKind::Unverified).count(), "not verified")])
            .filter(|&(n, _)| n > 0)
            .map(|(n, word)| format!("{n} {word}"))
            .collect();
        if !unsure.is_empty() {
            parts.push(unsure.join(", "));
        }
        self.line(&[]);
        // Breaks between the parts look better than within them.
        let last = parts.len().saturating_sub(1);
        let parts: Vec<(Style, String)> = parts
            .iter()
            .enumerate()
            .map(|(k, part)| {
                let part = if self.look.width >= BESIDE { part.replace(' ', "\u{a0}") } else { part.clone() };
                (Style::Dim, if k < last { format!("{part}\u{a0}· ") } else { part })
            })
            .collect();
        self.flow(0, 0, &parts);
    }
}

/// Words on one line, the middle left out of many.
fn short(words: &str) -> String {
    let line = outline::one_line(words);
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        [first @ .., _, _, _] if first.len() > WHY_WORDS => {
            format!("{} … {}", words[..WHY_WORDS].join(" "), words[words.len() - 2..].join(" "))
        }
        _ => line,
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn clean(words: &str) -> String {
    safe(words).into_owned()
}

fn pad(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(columns(words))))
}

fn certainty_style(certainty: Certainty) -> Style {
    match certainty {
        Certainty::Asserted => Style::Plain,
        Certainty::Hedged => Style::Hedged,
        Certainty::Denied => Style::Denied,
        Certainty::Questioned => Style::Questioned,
    }
}

/// Plain assertion is the rule: a word for it would only be in the way of the others.
fn certainty_words(certainty: Certainty) -> String {
    match certainty {
        Certainty::Asserted => String::new(),
        other => format!("{} {}", outline::symbol(other), other.word()),
    }
}

fn reason(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "by",
        Certainty::Hedged => "hedge",
        Certainty::Denied => "denial",
        Certainty::Questioned => "question",
    }
}

fn note_style(kind: NoteKind) -> Style {
    match kind {
        NoteKind::Unverified => Style::Alert,
        NoteKind::Verified => Style::Good,
        NoteKind::CommentSought | NoteKind::CommentDeclined | NoteKind::NoResponse => Style::Credit,
    }
}

/// The checker after "by", the one who was asked after a colon.
fn who(kind: NoteKind, name: &str) -> String {
    match kind {
        NoteKind::Unverified | NoteKind::Verified => format!(" by {name}"),
        NoteKind::CommentSought | NoteKind::CommentDeclined | NoteKind::NoResponse => format!(": {name}"),
    }
}

#[cfg(test)]
#[path = "../../../app/src/sample.rs"]
mod sample;

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn shown(width: usize, color: bool) -> String {
        let (article, ledger) = sample::sample();
        super::article(&Traced { article, ledger }, Register::builtin(), Look { width, color })
    }

    #[test]
    fn a_wide_page() {
        expect![[r#"
            Ship blocks channel at Port Lessing & <nobody> is to blame
            Northgate Courier · 2031-05-06 · Jo Penrose
            parts by Reuters
            pages/courier.html

            Northgate Courier ← Tessaly News Agency  outlet
              ¶2                Harbour Minister Ilse Brandt had told parliament the pilot was asleep
                ↳ Tessaly News Agency ← Ilse Brandt  person
                  ¶2                the pilot was asleep

            Northgate Courier ← Reuters ← unnamed port official
              ¶3  ~ hedged      The crew may have missed two warnings
                                hedge: “may”
                                ! not verified by Northgate Courier (¶3)
                                why speaker   rule: a description that names nobody: “a port official”
                                why via       rule: named after the cue as the one that was told or has it:
                                  “Reuters”
                                why certainty rule: a word in the main clause weakens it: “may”

            Northgate Courier ← Quist Lines  organization
              ¶4  ✗ denied      that the pilot had slept
                                denial: “denied”

            Northgate Courier ← Mara Quist  person
              ¶4                “He answered every call,” … “and he answered in writing on the very same day, as
                                anybody who has read … office on Wednesday morning can see for himself.”

            Northgate Courier ← opposition members  unnamed
              ¶5  ? questioned  the channel had been surveyed at all — “or <only> drawn�[31m” 😀
                                question: “asked whether”

            Northgate Courier  in its own voice
              ¶1                A cargo ship ran aground off Port Lessing on Tuesday
              ¶1                the channel was closed for nine hours

            Checked or not
              ! not verified by Northgate Courier
                ¶3 The Courier could not verify the claim.
                about unnamed port official ¶3
              @ asked for comment: Harbour Ministry
                ¶6 The Courier has asked the Harbour Ministry for comment.

            6 attributed to 6 speakers, 2 of them through others · 2 in own voice ·
            1 hedged, 1 denied, 1 questioned, 1 not verified
        "#]]
        .assert_eq(&shown(100, false));
    }

    #[test]
    fn a_narrow_page() {
        expect![[r#"
            Ship blocks channel at Port Lessing &
            <nobody> is to blame
            Northgate Courier · 2031-05-06 · Jo Penrose
            parts by Reuters
            pages/courier.html

            Northgate Courier ← Tessaly News Agency
              outlet
              ¶2  Harbour Minister Ilse Brandt had told
                  parliament the pilot was asleep
                ↳ Tessaly News Agency ← Ilse Brandt
                    person
                  ¶2  the pilot was asleep

            Northgate Courier ← Reuters ← unnamed port
              official
              ¶3  ~ hedged
                  The crew may have missed two warnings
                  hedge: “may”
                  ! not verified by Northgate Courier
                    (¶3)
                  why speaker   rule: a description that
                    names nobody: “a port official”
                  why via       rule: named after the
                    cue as the one that was told or has
                    it: “Reuters”
                  why certainty rule: a word in the main
                    clause weakens it: “may”

            Northgate Courier ← Quist Lines
              organization
              ¶4  ✗ denied
                  that the pilot had slept
                  denial: “denied”

            Northgate Courier ← Mara Quist  person
              ¶4  “He answered every call,” … “and he
                  answered in writing on the very same …"#]]
        .assert_eq(&shown(44, false).lines().take(38).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn colours_mark_names_and_doubts() {
        let coloured = shown(100, true).replace('\x1b', "");
        let hedged: Vec<&str> = coloured.lines().skip(10).take(4).collect();
        expect![[r#"
            [2mNorthgate Courier ← Reuters ← [0m[1munnamed port official[0m
              [2m¶3  [0m[33m~ hedged      [0mThe crew may have missed two warnings
                                [33mhedge: “may”[0m
                                [1;33m! not verified by Northgate Courier (¶3)[0m"#]]
        .assert_eq(&hedged.join("\n"));
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in 30..140 {
            for line in shown(width, false).lines() {
                assert!(columns(line) <= width, "{width}: {line}");
            }
        }
    }
}
