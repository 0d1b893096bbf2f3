//! One self-contained page: each article with its statements marked in the text, and the ledger beside it.
//!
//! No script, no font, no picture and no address that the page would fetch; everything from outside is escaped.

use std::fmt::Write;

use sayso_doc::{Article, Certainty, Ledger, ParagraphKind, Span, Statement, Voice};
use sayso_register::Register;

use crate::marking::{Event, Events, Role, numbers};
use crate::outline::{self, Outline, Places};
use crate::pipeline::Traced;

pub(crate) const STYLE: &str = include_str!("ledger.css");

/// Of [`STYLE`], so that the page's policy lets in this style and nothing else; a test keeps it right.
const STYLE_SHA256: &str = include_str!("ledger.css.sha256").trim_ascii();

/// Speakers' colours in `ledger.css`; further speakers begin again.
const COLOURS: usize = 10;

/// Characters of a statement shown in the ledger; the text beside it has all of them.
const SHOWN: usize = 220;

/// One article of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub title: String,
    /// Its entry in the list of contents.
    pub entry: String,
    pub html: String,
}

/// What stands before the contents.
pub fn opening(title: &str) -> String {
    opening_with(title, STYLE, STYLE_SHA256)
}

/// The same for a page of another look; `sha256` is of its `style`, in Base64.
pub(crate) fn opening_with(title: &str, style: &str, sha256: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{sha256}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"sayso {}\">\n<title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n",
        crate::VERSION,
        escape(title)
    )
}

/// The list of contents of a page with several articles.
pub fn contents(entries: &[String]) -> String {
    let items: String = entries.iter().map(|e| format!("<li>{e}</li>\n")).collect();
    format!("<nav class=\"contents\"><h2>{} articles</h2>\n<ol>\n{items}</ol></nav>\n", entries.len())
}

/// What stands after the last article.
pub fn closing() -> String {
    let marks = [Certainty::Hedged, Certainty::Denied, Certainty::Questioned]
        .map(|c| format!("<span><b class=\"sy\">{}</b> {}</span>", outline::symbol(c), c.word()))
        .join(" ");
    format!(
        "<footer><p class=\"key\">{marks} <span><b class=\"sy\">!</b> not verified</span> <span><i class=\"cue\">said</i> cue</span> \
         <span><i class=\"src\">Name</i> source</span> <span><i class=\"via\">Name</i> via</span> <span><i class=\"mk\">may</i> words that hedge or deny</span></p>\
         <p>Made by Sayso {}: machine-read, check it against the text.</p></footer>\n</body>\n</html>\n",
        crate::VERSION
    )
}

/// The section of one article; `id` is unlike that of every other section of the page.
pub fn section(traced: &Traced, id: &str, register: &Register) -> Section {
    let Traced { article, ledger } = traced;
    let numbers = numbers(ledger.statements.iter().map(|s| s.voice != Voice::Own));
    let attributed = numbers.iter().copied().max().unwrap_or(0);
    let mut page =
        Page { article, ledger, register, id, places: Places::new(article), outline: Outline::new(ledger), numbers, out: String::new() };
    page.head();
    page.out.push_str("<div class=\"columns\">\n<div class=\"text\">\n");
    page.text();
    page.out.push_str("</div>\n<div class=\"ledger\">\n");
    page.ledger();
    page.out.push_str("</div>\n</div>\n</article>\n");
    let title = escape(article.title.as_deref().unwrap_or(&article.id));
    let from: Vec<String> = [article.outlet.as_deref(), day(article)].into_iter().flatten().map(escape).collect();
    let entry = format!(
        "<a href=\"#{id}\">{title}</a> <span class=\"dim\">{}{attributed} attributed, {} own voice</span>",
        if from.is_empty() { String::new() } else { format!("{} · ", from.join(" · ")) },
        ledger.statements.len() - attributed
    );
    Section { title: article.title.clone().unwrap_or_else(|| article.id.clone()), entry, html: page.out }
}

/// The date without the time, which is enough for people.
fn day(article: &Article) -> Option<&str> {
    article.published.as_deref().map(|d| d.get(..10).unwrap_or(d))
}

struct Page<'a> {
    article: &'a Article,
    ledger: &'a Ledger,
    register: &'a Register,
    id: &'a str,
    places: Places<'a>,
    outline: Outline,
    /// For each attributed statement its number, from 1; 0 for own voice, which is told by its place.
    numbers: Vec<usize>,
    out: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let a = self.article;
        _ = write!(self.out, "<article id=\"{}\">\n<header>\n", self.id);
        let kicker: Vec<String> = [a.outlet.as_deref(), day(a), a.byline.as_deref()].into_iter().flatten().map(escape).collect();
        if !kicker.is_empty() {
            _ = writeln!(self.out, "<p class=\"kicker\">{}</p>", kicker.join(" · "));
        }
        _ = writeln!(self.out, "<h1>{}</h1>", escape(a.title.as_deref().unwrap_or(&a.id)));
        let mut credits: Vec<String> =
            self.ledger.syndicated_from.iter().map(|c| format!("<b>text by {}</b>", escape(&c.agency))).collect();
        credits.extend(self.ledger.contributors.iter().map(|c| format!("parts by {}", escape(&c.agency))));
        if !credits.is_empty() {
            _ = writeln!(self.out, "<p class=\"by\">{}</p>", credits.join(" · "));
        }
        let address = a.url.as_deref().unwrap_or(&a.origin);
        if address.starts_with("https://") || address.starts_with("http://") {
            let address = escape(address);
            _ = writeln!(self.out, "<p class=\"from\"><a href=\"{address}\" rel=\"noreferrer noopener\">{address}</a></p>");
        } else {
            _ = writeln!(self.out, "<p class=\"from\">{}</p>", escape(address));
        }
        self.out.push_str("</header>\n");
    }

    fn events(&self) -> Vec<Event> {
        let mut events = Events::of(self.article.text.as_str());
        let bytes = |span: &Span| [span.start(), span.end()];
        for (i, s) in self.ledger.statements.iter().enumerate() {
            events.add(s.content.iter().map(bytes), Role::Content(i));
            events.add(s.markers.iter().map(bytes), Role::Marker(i));
            if let Voice::Attributed { source, cue, speaker: _, via } = &s.voice {
                let relays: Vec<[usize; 2]> = via.iter().filter_map(|r| r.span.as_ref().map(bytes)).collect();
                events.add(relays, Role::Relay(i));
                events.add([bytes(cue)], Role::Cue(i));
                events.add(source.iter().map(bytes), Role::Source(i));
            }
        }
        for (i, n) in self.ledger.notes.iter().enumerate() {
            events.add([bytes(&n.span)], Role::Note(i));
        }
        events.in_order()
    }

    /// The article, split where anything begins or ends; each piece links to the innermost statement that it is part of.
    fn text(&mut self) {
        let events = self.events();
        let mut next = 0;
        let mut active: Vec<Role> = Vec::new();
        for (span, kind, number) in self.blocks() {
            let (tag, class) = match kind {
                ParagraphKind::Heading => ("h2", "heading"),
                kind => ("p", kind.word()),
            };
            let number = number.map(|n| format!(" data-n=\"{n}\"")).unwrap_or_default();
            _ = write!(self.out, "<{tag} class=\"{class}\"{number}>");
            let mut at = span.start();
            loop {
                // What ends or begins here, or began in white space before this block.
                while let Some(event) = events.get(next).filter(|e| e.at <= at) {
                    self.mark(*event, &mut active);
                    next += 1;
                }
                if at >= span.end() {
                    break;
                }
                let to = events.get(next).map_or(span.end(), |e| e.at.min(span.end()));
                self.piece(at, to, &active);
                at = to;
            }
            _ = writeln!(self.out, "</{tag}>");
        }
    }

    /// Paragraphs with their number in the body, and any visible text between them, so that no character is left out.
    fn blocks(&self) -> Vec<(Span, ParagraphKind, Option<usize>)> {
        let text = &self.article.text;
        let mut out = Vec::new();
        let mut at = 0;
        let gap = |from: usize, to: usize, out: &mut Vec<_>| {
            if let Ok(span) = text.span(from, to)
                && !text.trim(span).is_empty()
            {
                out.push((text.trim(span), ParagraphKind::Body, None));
            }
        };
        for (i, p) in self.article.paragraphs.iter().enumerate() {
            gap(at, p.span.start(), &mut out);
            let number = (p.kind == ParagraphKind::Body).then(|| self.places.number(i));
            out.push((p.span, p.kind, number));
            at = p.span.end();
        }
        gap(at, text.len(), &mut out);
        out
    }

    fn mark(&mut self, event: Event, active: &mut Vec<Role>) {
        let id = self.id;
        match (event.begins, event.role) {
            (true, role) => {
                active.push(role);
                match role {
                    Role::Content(i) if event.edge => {
                        _ = write!(self.out, "<span class=\"at\" id=\"{id}-t{i}\"></span>");
                        if self.ledger.statements[i].voice != Voice::Own {
                            _ = write!(self.out, "<sup><a class=\"no\" href=\"#{id}-s{i}\">{}</a></sup>", self.numbers[i]);
                        }
                    }
                    Role::Note(i) => _ = write!(self.out, "<span class=\"at\" id=\"{id}-m{i}\"></span>"),
                    _ => {}
                }
            }
            (false, role) => {
                if let Some(k) = active.iter().rposition(|r| *r == role) {
                    active.remove(k);
                }
                match role {
                    Role::Content(i) if event.edge => {
                        let certainty = self.ledger.statements[i].certainty;
                        if certainty != Certainty::Asserted {
                            _ = write!(self.out, "<sup class=\"sy\" title=\"{}\">{}</sup>", certainty.word(), outline::symbol(certainty));
                        }
                    }
                    Role::Note(i) => {
                        let (symbol, words) = outline::note_words(self.ledger.notes[i].kind);
                        _ = write!(self.out, "<sup class=\"sy\" title=\"{words}\">{symbol}</sup>");
                    }
                    _ => {}
                }
            }
        }
    }

    fn piece(&mut self, from: usize, to: usize, active: &[Role]) {
        let words = escape(self.article.text.as_str().get(from..to).unwrap_or_default());
        if active.is_empty() {
            self.out.push_str(&words);
            return;
        }
        let mut classes: Vec<String> = Vec::new();
        // Outermost first: a statement within another one's content began later, or ends sooner.
        let mut contents: Vec<(usize, usize)> = Vec::new();
        let mut note = None;
        let mut link = None;
        for &role in active {
            match role {
                Role::Content(i) => contents.push((self.depth(i), i)),
                Role::Source(i) => {
                    classes.push("src".into());
                    link = link.max(Some((self.depth(i), i)));
                }
                Role::Relay(i) => {
                    classes.push("via".into());
                    link = link.max(Some((self.depth(i), i)));
                }
                Role::Cue(i) => {
                    classes.push("cue".into());
                    link = link.max(Some((self.depth(i), i)));
                }
                Role::Marker(_) => classes.push("mk".into()),
                Role::Note(i) => {
                    classes.push("note".into());
                    note = Some(i);
                }
            }
        }
        classes.sort();
        classes.dedup();
        contents.sort_unstable();
        let coloured: Vec<usize> = contents.iter().filter_map(|&(_, i)| self.colour(&self.ledger.statements[i])).collect();
        if let Some(inner) = coloured.last() {
            classes.push(format!("q k{inner}"));
        }
        if coloured.len() > 1 {
            classes.push(format!("o{}", coloured[coloured.len() - 2]));
        }
        let innermost = contents.last().copied().max(link);
        let target = match (note, innermost) {
            (Some(n), _) => Some(format!("{}-n{n}", self.id)),
            (None, Some((_, i))) => Some(format!("{}-s{i}", self.id)),
            (None, None) => None,
        };
        let own = innermost.is_some_and(|(_, i)| self.ledger.statements[i].voice == Voice::Own) && note.is_none();
        if own {
            classes.push("own".into());
        }
        let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
        _ = match target {
            Some(target) => write!(self.out, "<a{class} href=\"#{target}\">{words}</a>"),
            None => write!(self.out, "<span{class}>{words}</span>"),
        };
    }

    fn depth(&self, statement: usize) -> usize {
        let mut depth = 0;
        let mut above = self.ledger.statements[statement].parent;
        while let Some(p) = above.filter(|_| depth < 64) {
            depth += 1;
            above = self.ledger.statements.get(p).and_then(|s| s.parent);
        }
        depth
    }

    fn colour(&self, statement: &Statement) -> Option<usize> {
        match statement.voice {
            Voice::Own => None,
            Voice::Attributed { speaker, .. } => Some(speaker % COLOURS),
        }
    }

    fn ledger(&mut self) {
        let outline = self.outline.clone();
        if self.ledger.statements.is_empty() {
            self.out.push_str("<p class=\"dim\">no statements found</p>\n");
        }
        for group in &outline.groups {
            _ = write!(self.out, "<section class=\"k{}\">\n<h3>", group.speaker % COLOURS);
            let chain: Vec<&str> = self.article.outlet.iter().map(String::as_str).chain(group.via.iter().map(String::as_str)).collect();
            self.chain(&chain, group.speaker);
            self.out.push_str("</h3>\n");
            self.list(&group.statements, &outline);
            self.out.push_str("</section>\n");
        }
        if !outline.own.is_empty() {
            let agency = self.ledger.syndicated_from.as_ref().map(|c| c.agency.as_str());
            let who = agency.or(self.article.outlet.as_deref()).unwrap_or("The outlet");
            _ = write!(self.out, "<section class=\"ownvoice\">\n<h3><b>{}</b> <small>in its own voice</small></h3>\n", escape(who));
            self.list(&outline.own, &outline);
            self.out.push_str("</section>\n");
        }
        if !self.ledger.notes.is_empty() {
            self.out.push_str("<section class=\"checks\">\n<h3><b>Checked or not</b></h3>\n<ul>\n");
            for i in 0..self.ledger.notes.len() {
                self.check(i);
            }
            self.out.push_str("</ul>\n</section>\n");
        }
    }

    fn chain(&mut self, before: &[&str], speaker: usize) {
        for name in before {
            _ = write!(self.out, "<span class=\"dim\">{} ←</span> ", escape(name));
        }
        let name = self.ledger.speakers.get(speaker).map_or("unnamed", |s| s.name.as_str());
        let what = outline::describe(self.ledger, speaker, self.register);
        _ = write!(self.out, "<b>{}</b>", escape(name));
        if !what.is_empty() {
            _ = write!(self.out, " <small>{}</small>", escape(&what));
        }
    }

    fn list(&mut self, statements: &[usize], outline: &Outline) {
        self.out.push_str("<ul>\n");
        for &i in statements {
            self.entry(i, outline);
        }
        self.out.push_str("</ul>\n");
    }

    fn entry(&mut self, i: usize, outline: &Outline) {
        let statement = &self.ledger.statements[i];
        let id = self.id;
        let place = statement.content.first().map(|&s| self.places.of(s)).unwrap_or_default();
        let number = if statement.voice == Voice::Own { place.clone() } else { self.numbers[i].to_string() };
        let number = if number.is_empty() { "↩".to_owned() } else { number };
        _ = write!(
            self.out,
            "<li id=\"{id}-s{i}\" class=\"{}\"><a class=\"no\" href=\"#{id}-t{i}\" title=\"to the text\">{}</a> ",
            statement.certainty.word(),
            escape(&number)
        );
        if statement.certainty != Certainty::Asserted {
            _ = write!(
                self.out,
                "<span class=\"sure\"><b class=\"sy\">{}</b> {}</span> ",
                outline::symbol(statement.certainty),
                statement.certainty.word()
            );
        }
        let content = elide(&outline::content(self.article, statement), SHOWN);
        _ = write!(self.out, "<span class=\"said\">{}</span>", escape(&content));
        let mut remarks: Vec<String> = Vec::new();
        if !place.is_empty() && statement.voice != Voice::Own {
            remarks.push(escape(&place));
        }
        if !statement.markers.is_empty() {
            let words: Vec<String> =
                statement.markers.iter().map(|&m| format!("<i class=\"mk\">{}</i>", escape(&self.article.text[m]))).collect();
            remarks.push(words.join(", "));
        }
        for &n in &statement.notes {
            if let Some(note) = self.ledger.notes.get(n) {
                let (symbol, words) = outline::note_words(note.kind);
                remarks.push(format!("<a href=\"#{id}-n{n}\"><b class=\"sy\">{symbol}</b> {words}</a>"));
            }
        }
        if !remarks.is_empty() {
            _ = write!(self.out, "<div class=\"remarks\">{}</div>", remarks.join(" · "));
        }
        if !outline.children[i].is_empty() {
            self.out.push_str("\n<ul class=\"within\">\n");
            for &child in &outline.children[i] {
                match &self.ledger.statements[child].voice {
                    Voice::Own => self.entry(child, outline),
                    Voice::Attributed { speaker, via, .. } => {
                        _ = write!(self.out, "<li class=\"k{}\"><h4>", speaker % COLOURS);
                        let via: Vec<&str> = via.iter().map(|r| r.name.as_str()).collect();
                        self.chain(&via, *speaker);
                        self.out.push_str("</h4>\n<ul>\n");
                        self.entry(child, outline);
                        self.out.push_str("</ul></li>\n");
                    }
                }
            }
            self.out.push_str("</ul>\n");
        }
        self.out.push_str("</li>\n");
    }

    fn check(&mut self, i: usize) {
        let note = &self.ledger.notes[i];
        let (symbol, words) = outline::note_words(note.kind);
        let id = self.id;
        let who = note.who.as_deref().map(|w| format!(" <b>{}</b>", escape(w))).unwrap_or_default();
        _ = write!(
            self.out,
            "<li id=\"{id}-n{i}\"><a class=\"no\" href=\"#{id}-m{i}\" title=\"to the text\">{symbol}</a> <span class=\"sure\">{words}</span>{who} \
             <span class=\"said\">{}</span>",
            escape(&elide(&outline::one_line(&self.article.text[note.span]), SHOWN))
        );
        let about: Vec<String> = note
            .about
            .iter()
            .filter(|&&s| s < self.ledger.statements.len())
            .map(|&s| {
                let label = match self.numbers[s] {
                    0 => "own voice".to_owned(),
                    n => n.to_string(),
                };
                format!("<a href=\"#{id}-s{s}\">{label}</a>")
            })
            .collect();
        let place = self.places.of(note.span);
        let mut remarks: Vec<String> = Vec::new();
        if !place.is_empty() {
            remarks.push(escape(&place));
        }
        if !about.is_empty() {
            remarks.push(format!("about {}", about.join(", ")));
        }
        if !remarks.is_empty() {
            _ = write!(self.out, "<div class=\"remarks\">{}</div>", remarks.join(" · "));
        }
        self.out.push_str("</li>\n");
    }
}

/// `words` with the middle left out when it has more than `most` characters.
fn elide(words: &str, most: usize) -> String {
    let count = words.chars().count();
    if count <= most {
        return words.to_owned();
    }
    let head: String = words.chars().take(most * 2 / 3).collect();
    let tail: String = words.chars().skip(count - most / 3).collect();
    // Whole words at the cut.
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(h, _)| h);
    let tail = tail.split_once(' ').map_or(tail.as_str(), |(_, t)| t);
    format!("{head} … {tail}")
}

/// `text` for HTML text and quoted attributes; control characters, which no page may hold, become a mark.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' | '\r' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::Path;

    use base64ish::base64;
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::sample::sample;

    #[test]
    fn the_policy_lets_in_this_style() {
        crate::golden::check(Path::new("src/ledger.css.sha256"), &format!("{}\n", base64(&Sha256::digest(STYLE))));
    }

    #[test]
    fn the_page_is_as_looked_at() {
        let (article, ledger) = sample();
        let traced = Traced { article, ledger };
        let Section { title: _, entry, html } = section(&traced, "a1", Register::builtin());
        assert_eq!(
            entry,
            "<a href=\"#a1\">Ship blocks channel at Port Lessing &amp; &lt;nobody&gt; is to blame</a> \
             <span class=\"dim\">Northgate Courier · 2031-05-06 · 6 attributed, 2 own voice</span>"
        );
        let page = format!("{}{html}{}", opening("sample"), closing());
        crate::golden::check(Path::new("tests/golden/ledger.html"), &page);
    }

    #[test]
    fn every_link_leads_somewhere_and_every_id_is_one() {
        let (article, ledger) = sample();
        let html = section(&Traced { article, ledger }, "a1", Register::builtin()).html;
        let values = |name: &str| html.split(name).skip(1).map(|r| r.split('"').next().unwrap().to_owned()).collect::<Vec<_>>();
        let mut ids = values("id=\"");
        for target in values("href=\"#") {
            assert!(ids.contains(&target), "{target}");
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn nothing_of_the_text_is_lost() {
        let (article, ledger) = sample();
        let html = section(&Traced { article: article.clone(), ledger }, "a1", Register::builtin()).html;
        let text = html.split("<div class=\"text\">").nth(1).unwrap().split("<div class=\"ledger\">").next().unwrap();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, tag)) = rest.split_once('<') {
            plain.push_str(before);
            let (tag, after) = tag.split_once('>').unwrap();
            // Numbers and symbols are ours.
            rest = if tag.starts_with("sup") { after.split_once("</sup>").unwrap().1 } else { after };
        }
        plain.push_str(rest);
        let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        assert_eq!(outline::one_line(&plain), outline::one_line(&article.text.as_str().replace('\u{1b}', "\u{fffd}")));
    }

    #[test]
    fn crossing_spans_do_no_harm() {
        let (mut article, mut ledger) = sample();
        article.paragraphs.clear();
        // Contents that cross each other, and a note over all of it.
        let text = article.text.clone();
        ledger.statements[2].content = vec![text.span(0, 120).unwrap()];
        ledger.statements[3].content = vec![text.span(60, 200).unwrap()];
        ledger.statements[3].parent = Some(3);
        ledger.notes[1].span = text.whole();
        ledger.notes[1].about = vec![99];
        let html = section(&Traced { article, ledger }, "a1", Register::builtin()).html;
        assert_eq!(html.matches("<a").count() - html.matches("<article").count(), html.matches("</a>").count());
    }

    pub(crate) mod base64ish {
        /// RFC 4648, for the one hash that needs it.
        pub fn base64(bytes: &[u8]) -> String {
            const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let mut out = String::new();
            for chunk in bytes.chunks(3) {
                let n = chunk.iter().fold(0, |n, &b| n << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
                for k in 0..4 {
                    out.push(if k <= chunk.len() { char::from(LETTERS[(n >> (18 - 6 * k)) as usize & 63]) } else { '=' });
                }
            }
            out
        }
    }
}
