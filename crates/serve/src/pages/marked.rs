//! An article's text as published, with its statements marked: a run of text for each change of what it is part of.

use maud::{Markup, html};
use sayso_app::marking::{Event, Events, Role, numbers};
use sayso_app::wire::views::StatementPlace;
use sayso_app::wire::{Article, Paragraph, Span};

use super::claim::note_mark;
use super::parts::{colour, known};
use super::words::{plain, shown};

/// Parents that are followed; real nesting is a few levels deep.
const DEEPEST: usize = 64;

/// A ledger as it is shown on a page, beside or without what a store knows of it.
pub struct Shown<'a> {
    pub article: &'a Article,
    /// One for each statement, or none where nothing is stored.
    pub places: &'a [StatementPlace],
    /// Goes before every id, so that a page can show several articles.
    pub prefix: &'a str,
    /// For each attributed statement its number, from 1; 0 for own voice.
    pub numbers: Vec<usize>,
    depths: Vec<usize>,
}

impl<'a> Shown<'a> {
    pub fn new(article: &'a Article, places: &'a [StatementPlace], prefix: &'a str) -> Self {
        let numbers = numbers(article.statements.iter().map(|s| s.voice != "own"));
        let depths = (0..article.statements.len())
            .map(|i| {
                let mut depth = 0;
                let mut above = article.statements[i].parent;
                while let Some(p) = above.filter(|_| depth < DEEPEST) {
                    depth += 1;
                    above = article.statements.get(p).and_then(|s| s.parent);
                }
                depth
            })
            .collect();
        Self { article, places, prefix, numbers, depths }
    }

    /// What stands for statement `i` in ids: its number in the store, so that other pages can link to it.
    pub fn key(&self, i: usize) -> String {
        self.places.get(i).map_or_else(|| format!("i{i}"), |p| p.id.to_string())
    }

    /// Where statement `i` stands in the text.
    pub fn in_text(&self, i: usize) -> String {
        format!("{}s{}", self.prefix, self.key(i))
    }

    /// Where it stands in the ledger.
    pub fn in_ledger(&self, i: usize) -> String {
        format!("{}l{}", self.prefix, self.key(i))
    }

    /// Where note `i` stands in the text.
    pub fn note_in_text(&self, i: usize) -> String {
        format!("{}n{i}", self.prefix)
    }

    /// The class of the colour of statement `i`: that of its speaker.
    pub fn colour(&self, i: usize) -> String {
        self.article.statements.get(i).and_then(|s| s.speaker).map_or_else(|| "own".to_owned(), colour)
    }

    /// The text, paragraph by paragraph.
    pub fn text(&self) -> Markup {
        let events = self.events();
        let mut next = 0;
        let mut active: Vec<Role> = Vec::new();
        let mut blocks = Vec::new();
        for (bytes, kind) in self.blocks() {
            let mut runs: Vec<Markup> = Vec::new();
            let mut at = bytes[0];
            loop {
                // What ends or begins here, or began in white space before this block.
                while let Some(event) = events.get(next).filter(|e| e.at <= at) {
                    runs.extend(self.turn(*event, &mut active));
                    next += 1;
                }
                if at >= bytes[1] {
                    break;
                }
                let to = events.get(next).map_or(bytes[1], |e| e.at.min(bytes[1]));
                runs.push(self.run(at, to, &active));
                at = to;
            }
            blocks.push(html! {
                @match kind {
                    "heading" => p class="heading" role="heading" aria-level="3" dir="auto" { @for run in runs { (run) } },
                    kind => p class=(kind) dir="auto" { @for run in runs { (run) } }
                }
            });
        }
        html! { @for block in blocks { (block) } }
    }

    /// Paragraphs, and any visible text between them, so that no character is left out.
    fn blocks(&self) -> Vec<([usize; 2], &'static str)> {
        let text = self.article.text.as_str();
        let mut out = Vec::new();
        let mut at = 0;
        let gap = |from: usize, to: usize, out: &mut Vec<_>| {
            if text.get(from..to).is_some_and(|t| !t.trim().is_empty()) {
                out.push(([from, to], "body"));
            }
        };
        for Paragraph { bytes, kind } in &self.article.paragraphs {
            gap(at, bytes[0], &mut out);
            if bytes[0] >= at && text.get(bytes[0]..bytes[1]).is_some() {
                out.push((*bytes, *kind));
                at = bytes[1];
            }
        }
        gap(at, text.len(), &mut out);
        out
    }

    fn events(&self) -> Vec<Event> {
        let mut events = Events::of(&self.article.text);
        let bytes = |span: &Span| span.bytes;
        for (i, s) in self.article.statements.iter().enumerate() {
            events.add(s.content.iter().map(bytes), Role::Content(i));
            events.add(s.markers.iter().map(bytes), Role::Marker(i));
            let relays: Vec<[usize; 2]> = s.via.iter().filter_map(|r| r.span.as_ref().map(bytes)).collect();
            events.add(relays, Role::Relay(i));
            events.add(s.cue.iter().map(bytes), Role::Cue(i));
            events.add(s.source.iter().map(bytes), Role::Source(i));
        }
        for (i, n) in self.article.notes.iter().enumerate() {
            events.add([n.span.bytes], Role::Note(i));
        }
        events.in_order()
    }

    /// Takes up what begins, drops what ends, and puts the small signs there.
    fn turn(&self, event: Event, active: &mut Vec<Role>) -> Option<Markup> {
        if event.begins {
            active.push(event.role);
            return match event.role {
                Role::Content(i) if event.edge => Some(self.opening(i)),
                Role::Note(i) => Some(html! { span class="at" id=(self.note_in_text(i)) {} }),
                _ => None,
            };
        }
        if let Some(k) = active.iter().rposition(|r| *r == event.role) {
            active.remove(k);
        }
        match event.role {
            Role::Content(i) if event.edge => {
                let certainty = self.article.statements[i].certainty;
                (certainty != "asserted").then(|| html! { sup class=(format!("sure {}", known(certainty))) { (certainty) } })
            }
            Role::Note(i) => Some(html! { sup class="noted" { (note_mark(self.article.notes[i].kind)) } }),
            _ => None,
        }
    }

    /// The anchor where a statement begins, with the link to its entry.
    fn opening(&self, i: usize) -> Markup {
        let statement = &self.article.statements[i];
        html! {
            span class="at" id=(self.in_text(i)) {}
            @if self.numbers[i] > 0 {
                @let who = statement.chain.last().map_or_else(String::new, |s| plain(s));
                @let sure = if statement.certainty == "asserted" { String::new() } else { format!(", {}", statement.certainty) };
                sup class=(format!("no {}", self.colour(i))) {
                    a href=(format!("#{}", self.in_ledger(i))) data-s=(self.key(i)) aria-label=(format!("Statement {}: {who}{sure}", self.numbers[i])) {
                        (self.numbers[i])
                    }
                }
            }
        }
    }

    fn run(&self, from: usize, to: usize, active: &[Role]) -> Markup {
        let words = self.article.text.get(from..to).unwrap_or_default();
        if active.is_empty() {
            return shown(words);
        }
        let mut classes: Vec<String> = Vec::new();
        // Outermost first: a statement within another one's content is deeper.
        let mut contents: Vec<(usize, usize)> = Vec::new();
        let mut linked: Option<(usize, usize)> = None;
        for &role in active {
            let (class, statement) = match role {
                Role::Content(i) => {
                    contents.push((self.depths[i], i));
                    continue;
                }
                Role::Source(i) => ("src", Some(i)),
                Role::Relay(i) => ("via", Some(i)),
                Role::Cue(i) => ("cue", Some(i)),
                Role::Marker(_) => ("mk", None),
                Role::Note(_) => ("note", None),
            };
            classes.push(class.to_owned());
            linked = linked.max(statement.map(|i| (self.depths[i], i)));
        }
        classes.sort();
        classes.dedup();
        contents.sort_unstable();
        let coloured: Vec<usize> = contents.iter().map(|c| c.1).filter(|&i| self.numbers[i] > 0).collect();
        if let Some(&inner) = coloured.last() {
            classes.push(format!("q {}", self.colour(inner)));
            if self.places.get(inner).is_some_and(|p| p.state_run) {
                classes.push("state".to_owned());
            }
            if coloured.len() > 1 {
                classes.push(format!("within o{}", self.colour(coloured[coloured.len() - 2])));
            }
        }
        let innermost = contents.last().copied().max(linked).map(|c| c.1).filter(|&i| self.numbers[i] > 0);
        if classes.is_empty() {
            return shown(words);
        }
        html! { span class=(classes.join(" ")) data-s=[innermost.map(|i| self.key(i))] { (shown(words)) } }
    }
}
