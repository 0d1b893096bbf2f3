//! Claims as one self-contained page: who stands behind each, its mentions in time, what changed, what cannot all be right.

use std::fmt::Write;
use std::sync::LazyLock;

use sayso_doc::{Certainty, NoteKind};
use sayso_link::{Claim, Conflict, Drift, Mention, NodeKind, Origin};

use super::{ClaimView, svg};
use crate::html::{self, escape};
use crate::outline;

/// The ledger's look, the page's own, and the picture's.
static LOOK: LazyLock<String> = LazyLock::new(|| [html::STYLE, include_str!("claims.css"), svg::STYLE].concat());

/// Of [`LOOK`], so that the page's policy lets in this style and nothing else; a test keeps it right.
const SHA256: &str = include_str!("claims.css.sha256").trim_ascii();

/// Mentions in a page's table; the JSON has all of them.
const ROWS: usize = 300;

/// What stands before the first claim; `entries` are those of the list of contents, none for a page with one claim.
pub fn opening(title: &str, entries: &[String]) -> String {
    let mut out = html::opening_with(title, &LOOK, SHA256);
    if !entries.is_empty() {
        let items: String = entries.iter().map(|e| format!("<li>{e}</li>\n")).collect();
        let claims = if entries.len() == 1 { "claim" } else { "claims" };
        _ = write!(out, "<nav class=\"contents\"><h2>{} {claims}</h2>\n<ol>\n{items}</ol></nav>\n", entries.len());
    }
    out
}

/// What stands after the last one.
pub fn closing() -> String {
    format!(
        "<footer><p>Origins are counted after copies and relays are folded together. How many there are says nothing about whether it is true.</p>\
         <p>Made by Sayso {}: machine-read, check it against the texts.</p></footer>\n</body>\n</html>\n",
        crate::VERSION
    )
}

/// The claim's line in the list of contents.
pub fn entry(view: &ClaimView) -> String {
    let claim = &view.claim;
    format!(
        "<a href=\"#c{}\">{}</a> <span class=\"dim\">{} · {} · {}</span>",
        claim.id,
        escape(&outline::one_line(&claim.text)),
        escape(&claim.verdict.words()),
        counted(view),
        escape(&seen(claim))
    )
}

/// One claim.
pub fn section(view: &ClaimView) -> String {
    let claim = &view.claim;
    let mut page = Page { view, claim, id: format!("c{}", claim.id), out: String::new() };
    page.head();
    page.origins();
    page.mentions();
    page.conflicts();
    page.drift();
    page.notes();
    page.out.push_str("</article>\n");
    page.out
}

/// `5 mentions in 4 articles`.
pub fn counted(view: &ClaimView) -> String {
    let mut articles: Vec<i64> = view.claim.mentions.iter().map(|m| m.statement.article.0).collect();
    articles.sort_unstable();
    articles.dedup();
    let plural = |n: usize, word: &str| if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") };
    format!("{} in {}", plural(view.claim.mentions.len(), "mention"), plural(articles.len(), "article"))
}

/// `2031-05-02 to 2031-05-04`; nothing where no mention is dated.
pub fn seen(claim: &Claim) -> String {
    let short = |d: &Option<String>| d.as_deref().map(|d| d.get(..10).unwrap_or(d).to_owned());
    match (short(&claim.first_seen), short(&claim.last_seen)) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(day), _) | (_, Some(day)) => day,
        (None, None) => "undated".to_owned(),
    }
}

/// What an origin is: `state outlet, run by …; party to the matter`.
pub fn describe(origin: &Origin) -> String {
    let mut out = origin.kind.word().to_owned();
    match &origin.owner {
        Some(owner) => _ = write!(out, ", run by {owner}"),
        None if origin.state_run && !matches!(origin.kind, NodeKind::StateOutlet | NodeKind::Government) => out.push_str(", state-run"),
        None => {}
    }
    if origin.party {
        out.push_str(", party to the matter");
    }
    if origin.against {
        out.push_str(", against");
    }
    out
}

/// What a drift is, in words: `hedge lost`.
pub fn drift_words(drift: &Drift) -> String {
    drift.kind.word().replace('_', " ")
}

/// What a conflict is about, in words.
pub fn conflict_words(conflict: &Conflict) -> String {
    format!("{}s that differ", conflict.kind.word())
}

/// The article's chain: `Northgate Post ← Meridian Wire ← Karvenian State Telegraph`.
pub fn chain(mention: &Mention) -> String {
    let names = mention.outlet.iter().chain(&mention.record.via).chain(mention.record.speaker.as_ref().map(|s| &s.name));
    let names: Vec<&str> = names.map(String::as_str).collect();
    if names.is_empty() { "unknown outlet".to_owned() } else { names.join(" ← ") }
}

/// The day, which is enough for people.
pub fn day(mention: &Mention) -> &str {
    mention.published.as_deref().map_or("undated", |d| d.get(..10).unwrap_or(d))
}

struct Page<'a> {
    view: &'a ClaimView,
    claim: &'a Claim,
    id: String,
    out: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let claim = self.claim;
        _ = write!(
            self.out,
            "<article class=\"claim\" id=\"{}\">\n<header>\n<p class=\"kicker\">claim {} · {} · {}</p>\n<h1>{}</h1>\n<p class=\"verdict\">{}</p>\n</header>\n",
            self.id,
            claim.id,
            escape(&seen(claim)),
            counted(self.view),
            escape(&outline::one_line(&claim.text)),
            escape(&claim.verdict.words())
        );
    }

    fn origins(&mut self) {
        self.out.push_str("<section>\n<h2>Who stands behind it</h2>\n");
        if !self.claim.origins.is_empty() {
            self.out.push_str("<ul>\n");
            for origin in &self.claim.origins {
                _ = writeln!(self.out, "<li><b>{}</b>: {}</li>", escape(&origin.name), escape(&describe(origin)));
            }
            self.out.push_str("</ul>\n");
        }
        _ = writeln!(self.out, "<div class=\"picture\">{}</div>", svg::inline(self.claim));
        let mut items = String::new();
        for fold in &self.claim.folds {
            _ = writeln!(items, "<li>{}</li>", escape(&fold.because));
        }
        if !items.is_empty() {
            _ = write!(self.out, "<h2>Counted as one</h2>\n<ul>\n{items}</ul>\n");
        }
        self.out.push_str("</section>\n");
    }

    fn mentions(&mut self) {
        self.out.push_str(
            "<section>\n<h2>Mentions in time</h2>\n<table class=\"mentions\">\n<tr><th>date</th><th>chain</th><th>certainty</th><th>words</th></tr>\n",
        );
        for (i, (mention, place)) in self.claim.mentions.iter().zip(&self.view.places).take(ROWS).enumerate() {
            let certainty = mention.record.certainty;
            let sure = match certainty {
                Certainty::Asserted => String::new(),
                other => format!("<b class=\"sy\">{}</b> {}", outline::symbol(other), other.word()),
            };
            let mut remarks = String::new();
            for note in &mention.record.notes {
                let (symbol, words) = outline::note_words(note.kind);
                let who = note.who.as_deref().map(|w| format!(" by {}", escape(w))).unwrap_or_default();
                let who = if note.kind == NoteKind::Unverified || note.kind == NoteKind::Verified { who } else { String::new() };
                _ = write!(remarks, "<br><b class=\"sy\">{symbol}</b> {words}{who}");
            }
            let against = if mention.against { " class=\"against\"" } else { "" };
            _ = writeln!(
                self.out,
                "<tr id=\"{}-m{i}\"{against}><td>{}</td><td>{}<br><small>{}</small></td><td>{sure}</td><td><span class=\"words\">{}</span>{remarks}</td></tr>",
                self.id,
                escape(day(mention)),
                escape(&chain(mention)),
                escape(&place.article),
                escape(&outline::one_line(&mention.record.sentence)),
            );
        }
        self.out.push_str("</table>\n");
        let more = self.claim.mentions.len().saturating_sub(ROWS);
        if more > 0 {
            _ = writeln!(self.out, "<p class=\"dim\">and {more} more</p>");
        }
        self.out.push_str("</section>\n");
    }

    fn conflicts(&mut self) {
        for conflict in &self.claim.conflicts {
            _ = write!(self.out, "<section>\n<h2>{}</h2>\n<ul>\n", capital(&conflict_words(conflict)));
            for value in &conflict.values {
                let who: Vec<String> = value.mentions.iter().filter_map(|&m| self.link(m)).collect();
                _ = writeln!(self.out, "<li><span class=\"words\">{}</span>: {}</li>", escape(&value.words), who.join(", "));
            }
            self.out.push_str("</ul>\n</section>\n");
        }
    }

    fn drift(&mut self) {
        if self.claim.drift.is_empty() {
            return;
        }
        self.out.push_str("<section>\n<h2>What changed on the way</h2>\n");
        for drift in &self.claim.drift {
            let (from, to) = (self.link(drift.from).unwrap_or_default(), self.link(drift.to).unwrap_or_default());
            _ = write!(
                self.out,
                "<div class=\"drift\">\n<p class=\"because\"><b>{}</b>: {}</p>\n<p>{from}</p><p>{to}</p>\n<p class=\"words\">{}</p><p class=\"words\">{}</p>\n</div>\n",
                capital(&drift_words(drift)),
                escape(&drift.because),
                escape(&outline::one_line(&drift.before)),
                escape(&outline::one_line(&drift.after)),
            );
        }
        self.out.push_str("</section>\n");
    }

    fn notes(&mut self) {
        let mut items = String::new();
        for (i, mention) in self.claim.mentions.iter().enumerate().take(ROWS) {
            for note in &mention.record.notes {
                let (symbol, words) = outline::note_words(note.kind);
                let link = self.link(i).unwrap_or_default();
                let said = escape(&outline::one_line(&note.text));
                _ = writeln!(items, "<li><b class=\"sy\">{symbol}</b> {words}: <span class=\"words\">{said}</span> ({link})</li>");
            }
        }
        if !items.is_empty() {
            _ = write!(self.out, "<section>\n<h2>Checked or not</h2>\n<ul>\n{items}</ul>\n</section>\n");
        }
    }

    /// The outlet of a mention, leading to its row.
    fn link(&self, mention: usize) -> Option<String> {
        let m = self.claim.mentions.get(mention)?;
        let name = escape(m.outlet.as_deref().unwrap_or("unknown outlet"));
        let name = format!("{name} {}", escape(day(m)));
        Some(if mention < ROWS { format!("<a href=\"#{}-m{mention}\">{name}</a>", self.id) } else { name })
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use sha2::{Digest, Sha256};

    use super::*;
    use crate::claims::sample;
    use crate::html::tests::base64ish::base64;

    #[test]
    fn the_style_is_the_one_that_the_policy_names() {
        crate::golden::check(Path::new("src/claims/claims.css.sha256"), &format!("{}\n", base64(&Sha256::digest(LOOK.as_str()))));
    }

    #[test]
    fn the_page_is_as_it_was() {
        let view = sample::claim();
        let page = format!("{}{}{}", opening("sample", &[entry(&view)]), section(&view), closing());
        crate::golden::check(Path::new("tests/golden/claims.html"), &page);
    }

    #[test]
    fn every_link_leads_somewhere_and_nothing_is_fetched() {
        let view = sample::claim();
        let page = format!("{}{}{}", opening("sample", &[entry(&view)]), section(&view), closing());
        for target in page.split("href=\"").skip(1).map(|r| r.split('"').next().unwrap()) {
            let id = target.strip_prefix('#').expect("links stay in the page");
            assert!(page.contains(&format!("id=\"{id}\"")), "{target}");
        }
        assert!(!page.contains("<Courier>") && page.contains("Harbour &lt;Courier&gt;"));
    }
}
