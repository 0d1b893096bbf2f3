//! Names over articles: which of them stand for one, and which of them to show.

use sayso_doc::SpeakerKind;
use sayso_register::{OutletKind, Register};

use crate::claims::{Node, NodeKind};

/// Words that say what somebody is and not who.
const TITLES: [&str; 40] = [
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "gen",
    "lt",
    "col",
    "sgt",
    "sir",
    "president",
    "secretary",
    "minister",
    "prime",
    "king",
    "queen",
    "senator",
    "representative",
    "congressman",
    "congresswoman",
    "attorney",
    "general",
    "chairman",
    "chairwoman",
    "speaker",
    "former",
    "then",
    "leader",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "judge",
    "justice",
    "vice",
    "deputy",
    "the",
    "of",
    "and",
];

/// A party as linking compares it: one of several names of somebody.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named {
    pub name: String,
    pub kind: NodeKind,
    pub owner: Option<String>,
    words: Vec<String>,
    aliases: Vec<Vec<String>>,
    registered: Option<String>,
}

impl Named {
    pub fn new(name: &str, kind: Option<SpeakerKind>, aliases: &[String], registered: Option<&str>, register: &Register) -> Self {
        let outlet = match kind {
            Some(SpeakerKind::Person | SpeakerKind::Unnamed) => None,
            _ => register.outlet(name),
        };
        let kind = match (kind, outlet.map(|o| o.kind)) {
            (Some(SpeakerKind::Person), _) => NodeKind::Person,
            (Some(SpeakerKind::Unnamed), _) => NodeKind::Unnamed,
            (_, Some(OutletKind::State | OutletKind::Official)) => NodeKind::StateOutlet,
            (_, Some(OutletKind::Wire)) => NodeKind::Wire,
            (_, Some(_)) | (None | Some(SpeakerKind::Outlet), None) => NodeKind::Outlet,
            (Some(SpeakerKind::Government), None) => NodeKind::Government,
            (Some(SpeakerKind::Organization), None) => NodeKind::Organization,
            (Some(SpeakerKind::Document), None) => NodeKind::Document,
        };
        let registered = outlet.map(|o| o.id.clone()).or_else(|| registered.map(str::to_owned));
        Self {
            name: outlet.map_or_else(|| name.to_owned(), |o| o.name.clone()),
            kind,
            owner: outlet.and_then(|o| o.owner.clone()),
            words: fold(name),
            aliases: aliases.iter().map(|a| fold(a)).filter(|a| a.len() > 1).collect(),
            registered,
        }
    }

    pub fn node(&self) -> Node {
        Node { name: self.name.clone(), kind: self.kind }
    }

    /// Nothing is known of who it is.
    pub fn is_nobody(&self) -> bool {
        self.kind == NodeKind::Unnamed && self.words.len() <= 1
    }

    /// Whether both stand for one.
    pub fn same(&self, other: &Self) -> bool {
        if self.registered.is_some() && self.registered == other.registered {
            // A country's id is also that of its ministries: their names decide.
            return self.kind != NodeKind::Government || other.kind != NodeKind::Government || same_body(&self.words, &other.words);
        }
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        if (self.kind == NodeKind::Unnamed) != (other.kind == NodeKind::Unnamed) {
            return false;
        }
        if self.words == other.words || self.aliases.contains(&other.words) || other.aliases.contains(&self.words) {
            return true;
        }
        match (self.kind, other.kind) {
            (NodeKind::Unnamed, _) => false,
            (NodeKind::Person, NodeKind::Person) => same_person(&self.words, &other.words),
            (NodeKind::Person, _) | (_, NodeKind::Person) => false,
            _ => same_body(&self.words, &other.words),
        }
    }

    /// Whether `text` names them: a person by the last name, others by all their words.
    pub fn named_in(&self, text: &str) -> bool {
        if self.kind == NodeKind::Unnamed {
            return false;
        }
        let text = fold(text);
        match (self.kind, self.words.last()) {
            (NodeKind::Person, Some(last)) => last.chars().count() > 2 && text.contains(last),
            (_, Some(_)) => self.words.iter().filter(|w| *w != "us").all(|w| text.contains(w)),
            (_, None) => false,
        }
    }
}

/// "Bell" and "Mara Bell" are one, "Mara Bell" and "Ivo Bell" are not.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    small.last() == large.last() && small.iter().all(|w| large.contains(w))
}

/// More than six of ten words in common, or one is the initials of the other.
fn same_body(a: &[String], b: &[String]) -> bool {
    let common = a.iter().filter(|w| b.contains(w)).count();
    let all = a.len() + b.len() - common;
    let initials = |short: &[String], long: &[String]| {
        long.len() > 2 && short.len() == 1 && short.first().is_some_and(|s| s.chars().eq(long.iter().filter_map(|w| w.chars().next())))
    };
    common * 10 > all * 6 || initials(a, b) || initials(b, a)
}

/// Lower-case words without titles and possessive endings; only titles stay when there is nothing else.
pub(crate) fn fold(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace("’s ", " ").replace("'s ", " ").replace("u.s.", "us").replace("u.n.", "un");
    let all: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let kept: Vec<String> = all.iter().filter(|w| !TITLES.contains(w) && w.len() > 1).map(|w| (*w).to_owned()).collect();
    if kept.is_empty() { all.into_iter().map(str::to_owned).collect() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: (&str, SpeakerKind), b: (&str, SpeakerKind), expect: bool) {
        let of = |(name, kind): (&str, SpeakerKind)| Named::new(name, Some(kind), &[], None, Register::builtin());
        assert_eq!(of(a).same(&of(b)), expect, "{a:?} {b:?}");
        assert_eq!(of(b).same(&of(a)), expect, "{b:?} {a:?}");
    }

    #[test]
    fn names_of_one() {
        use SpeakerKind::{Government, Organization, Outlet, Person, Unnamed};
        check(("KCNA", Outlet), ("Korean Central News Agency", Outlet), true);
        check(("Sen. Mara Bell", Person), ("Bell", Person), true);
        check(("Mara Bell", Person), ("Ivo Bell", Person), false);
        check(("US State Department", Government), ("Department of State of the U.S.", Government), true);
        check(("Tessaly Harbour Board", Organization), ("Tessaly Harbour Union", Organization), false);
        check(("Tessaly Harbour Board", Organization), ("THB", Organization), true);
        check(("unnamed harbour official", Unnamed), ("unnamed ministry official", Unnamed), false);
        check(("", Organization), ("", Organization), false);
    }
}
