//! Claims for people at a terminal: a short list, or one with its origins as a tree, mentions in time, drift and checks.

use sayso_app::claims::html::{chain, conflict_words, counted, day, describe, drift_words, seen};
use sayso_app::claims::tree::{self, Branch};
use sayso_app::claims::{Claim, ClaimView, Mention, NodeKind, Origin, Verdict};
use sayso_app::outline;

use super::{Look, Style, certainty_style, certainty_words, clean, columns, note_style, pad, paint, wrap, wrap_elided};

/// Origins that a list names; a claim alone has all.
const NAMED: usize = 4;
/// Lines of a claim's words in a list.
const LINES: usize = 2;
/// Mentions shown one by one.
const MENTIONS: usize = 200;

/// The claims of a list, each with its number, verdict, origins, and what to look at in it.
pub fn list(views: &[(ClaimView, Option<f32>)], look: Look) -> String {
    let mut page = Page { look, out: String::new() };
    for (i, (view, alike)) in views.iter().enumerate() {
        if i > 0 {
            page.line(&[]);
        }
        page.entry(view, *alike);
    }
    page.out
}

/// One claim, whole.
pub fn whole(view: &ClaimView, look: Look) -> String {
    let mut page = Page { look, out: String::new() };
    page.head(view);
    page.origins(&view.claim);
    page.mentions(view);
    page.conflicts(&view.claim);
    page.drift(&view.claim);
    page.notes(&view.claim);
    page.out
}

struct Page {
    look: Look,
    out: String,
}

impl Page {
    fn line(&mut self, pieces: &[(Style, String)]) {
        paint(&mut self.out, self.look, pieces);
    }

    fn words(&mut self, indent: usize, style: Style, words: &str) {
        for line in wrap(words, self.look.width.saturating_sub(indent)) {
            self.line(&[(Style::Plain, " ".repeat(indent)), (style, line)]);
        }
    }

    fn heading(&mut self, words: &str) {
        self.line(&[]);
        self.line(&[(Style::Name, words.to_owned())]);
    }

    fn entry(&mut self, view: &ClaimView, alike: Option<f32>) {
        let claim = &view.claim;
        for line in wrap_elided(&clean(&outline::one_line(&claim.text)), self.look.width, LINES) {
            self.line(&[(Style::Title, line)]);
        }
        let alike = alike.map(|a| format!(" · {:.0} % alike", a * 100.0)).unwrap_or_default();
        let facts = format!("{} · {}{alike}", counted(view), clean(&seen(claim)));
        self.line(&[(Style::Dim, format!("  {}", pad(&format!("claim {} ", claim.id), 12))), (Style::Dim, facts)]);
        let names: Vec<String> = claim.origins.iter().take(NAMED).map(|o| format!("{} ({})", clean(&o.name), describe(o))).collect();
        let more = claim.origins.len().saturating_sub(NAMED);
        let more = if more > 0 { format!("; {more} more") } else { String::new() };
        let verdict = claim.verdict.words();
        let said = if names.is_empty() { verdict } else { format!("{verdict}: {}{more}", clean(&names.join("; "))) };
        self.words(2, verdict_style(claim), &said);
        let marks = marks(claim);
        if !marks.is_empty() {
            self.words(2, Style::Alert, &marks.join(" · "));
        }
    }

    fn head(&mut self, view: &ClaimView) {
        let claim = &view.claim;
        self.words(0, Style::Title, &clean(&outline::one_line(&claim.text)));
        self.words(0, Style::Dim, &format!("claim {} · {} · {}", claim.id, counted(view), clean(&seen(claim))));
        self.words(0, verdict_style(claim), &claim.verdict.words());
    }

    fn origins(&mut self, claim: &Claim) {
        self.heading("Who stands behind it");
        for root in tree::roots(claim) {
            let origin = root.origin.and_then(|o| claim.origins.get(o));
            match (origin, root.branches.as_slice()) {
                (Some(origin), [only]) if only.node.name == origin.name => self.root(claim, origin, Some(only), &only.next),
                (Some(origin), branches) => self.root(claim, origin, None, branches),
                (None, branches) => {
                    self.line(&[(Style::Dim, "  origin unknown".to_owned())]);
                    self.branches(claim, branches, "  ");
                }
            }
        }
        if !claim.folds.is_empty() {
            self.heading("Counted as one");
            for fold in &claim.folds {
                self.words(2, Style::Plain, &clean(&fold.because));
            }
        }
    }

    fn root(&mut self, claim: &Claim, origin: &Origin, own: Option<&Branch>, next: &[Branch]) {
        let mut pieces = vec![
            (Style::Plain, "  ".to_owned()),
            (kind_style(origin.kind, origin.state_run), clean(&origin.name)),
            (Style::Dim, format!("  {}", clean(&describe(origin)))),
        ];
        pieces.extend(own.and_then(|b| remark(claim, b)));
        self.line(&pieces);
        self.branches(claim, next, "  ");
    }

    fn branches(&mut self, claim: &Claim, branches: &[Branch], before: &str) {
        for (i, branch) in branches.iter().enumerate() {
            let last = i + 1 == branches.len();
            let (fork, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            let mut pieces = vec![
                (Style::Dim, format!("{before}{fork}")),
                (kind_style(branch.node.kind, branch.node.kind == NodeKind::StateOutlet), clean(&branch.node.name)),
            ];
            if branch.node.kind != NodeKind::Outlet {
                pieces.push((Style::Dim, format!("  {}", branch.node.kind.word())));
            }
            pieces.extend(remark(claim, branch));
            self.line(&pieces);
            self.branches(claim, &branch.next, &format!("{before}{below}"));
        }
    }

    fn mentions(&mut self, view: &ClaimView) {
        let claim = &view.claim;
        self.heading("Mentions in time");
        let sure = claim.mentions.iter().map(|m| columns(&certainty_words(m.record.certainty))).max().unwrap_or(0);
        for (mention, place) in claim.mentions.iter().zip(&view.places).take(MENTIONS) {
            let certainty = mention.record.certainty;
            let mut head = vec![(Style::Plain, "  ".to_owned()), (Style::Dim, pad(&clean(day(mention)), 12))];
            if sure > 0 {
                head.push((certainty_style(certainty), pad(&certainty_words(certainty), sure + 2)));
            }
            let column = 14 + if sure > 0 { sure + 2 } else { 0 };
            for line in wrap(&clean(&chain(mention)), self.look.width.saturating_sub(column)) {
                head.push((Style::Name, line));
                self.line(&head);
                head = vec![(Style::Plain, " ".repeat(column))];
            }
            let words = clean(&outline::one_line(&mention.record.sentence));
            for line in wrap_elided(&words, self.look.width.saturating_sub(column), 3) {
                self.line(&[(Style::Plain, " ".repeat(column)), (Style::Plain, line)]);
            }
            self.words(column, Style::Dim, &clean(&place.article));
            if mention.against {
                self.words(column, Style::Denied, "against the claim");
            }
        }
        let more = claim.mentions.len().saturating_sub(MENTIONS);
        if more > 0 {
            self.words(2, Style::Dim, &format!("{more} more; `--format json` has them"));
        }
    }

    fn conflicts(&mut self, claim: &Claim) {
        for conflict in &claim.conflicts {
            let words = conflict_words(conflict);
            self.heading(&format!("{}{}", words[..1].to_uppercase(), &words[1..]));
            for value in &conflict.values {
                let who: Vec<String> =
                    value.mentions.iter().filter_map(|&m| Some(clean(claim.mentions.get(m)?.outlet.as_deref()?))).collect();
                self.words(2, Style::Plain, &format!("“{}”: {}", clean(&value.words), who.join(", ")));
            }
        }
    }

    fn drift(&mut self, claim: &Claim) {
        if claim.drift.is_empty() {
            return;
        }
        self.heading("What changed on the way");
        for drift in &claim.drift {
            self.words(2, Style::Alert, &format!("{}: {}", drift_words(drift), clean(&drift.because)));
            for (mention, words) in [(drift.from, &drift.before), (drift.to, &drift.after)] {
                let Some(mention) = claim.mentions.get(mention) else { continue };
                let who = format!("{} {}", clean(mention.outlet.as_deref().unwrap_or("unknown outlet")), clean(day(mention)));
                self.line(&[(Style::Plain, "    ".to_owned()), (Style::Dim, who)]);
                for line in wrap_elided(&clean(&outline::one_line(words)), self.look.width.saturating_sub(6), 3) {
                    self.line(&[(Style::Plain, format!("      {line}"))]);
                }
            }
        }
    }

    fn notes(&mut self, claim: &Claim) {
        let noted: Vec<&Mention> = claim.mentions.iter().filter(|m| !m.record.notes.is_empty()).take(MENTIONS).collect();
        if noted.is_empty() {
            return;
        }
        self.heading("Checked or not");
        for mention in noted {
            for note in &mention.record.notes {
                let (symbol, words) = outline::note_words(note.kind);
                let outlet = clean(mention.outlet.as_deref().unwrap_or("unknown outlet"));
                self.line(&[
                    (Style::Plain, "  ".to_owned()),
                    (note_style(note.kind), format!("{symbol} {words}")),
                    (Style::Dim, format!("  {outlet}")),
                ]);
                for line in wrap_elided(&clean(&outline::one_line(&note.text)), self.look.width.saturating_sub(4), 2) {
                    self.line(&[(Style::Dim, format!("    {line}"))]);
                }
            }
        }
    }
}

/// When the mention at the end of a branch appeared, and how firmly it stands there.
fn remark(claim: &Claim, branch: &Branch) -> Option<(Style, String)> {
    let mention = branch.mentions.first().and_then(|&m| claim.mentions.get(m))?;
    let certainty = certainty_words(mention.record.certainty);
    let certainty = if certainty.is_empty() { certainty } else { format!("  {certainty}") };
    let more = branch.mentions.len() - 1;
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    Some((certainty_style(mention.record.certainty), format!("  {}{more}{certainty}", clean(day(mention)))))
}

/// What to look at in a claim, in a few words.
fn marks(claim: &Claim) -> Vec<String> {
    let mut marks: Vec<String> = claim.drift.iter().map(drift_words).chain(claim.conflicts.iter().map(conflict_words)).collect();
    marks.extend(claim.notes.iter().map(|&n| outline::note_words(n).1.to_owned()));
    let mut seen = std::collections::HashSet::new();
    marks.retain(|m| seen.insert(m.clone()));
    marks
}

fn verdict_style(claim: &Claim) -> Style {
    match claim.verdict {
        Verdict::OneOrigin => Style::Hedged,
        Verdict::Independent(_) => Style::Good,
        Verdict::Unknown => Style::Dim,
    }
}

fn kind_style(kind: NodeKind, state_run: bool) -> Style {
    match kind {
        _ if state_run => Style::Denied,
        NodeKind::Wire => Style::Credit,
        NodeKind::Unnamed => Style::Questioned,
        _ => Style::Name,
    }
}
