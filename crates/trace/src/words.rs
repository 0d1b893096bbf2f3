//! General vocabulary of news English as look-ups; the lists stand in `words/`, one kind a file.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// Asked several times a word. No text adds to it, so that a simple hash will do.
pub type Set = FxHashSet<&'static str>;

/// All word lists, read once. Everything is lower case except acronyms.
pub struct Words {
    pub female: FxHashSet<String>,
    pub male: FxHashSet<String>,
    pub titles: Set,
    pub male_roles: Set,
    pub female_roles: Set,
    pub roles: Set,
    pub groups: Set,
    pub government: Set,
    pub organizations: Set,
    pub documents: Set,
    pub outlet_nouns: Set,
    pub outlet_words: Set,
    pub report_nouns: Set,
    /// Names of one word that are never a person's.
    pub brands: Set,
    pub abbreviations: Set,
    pub starts: Set,
    pub hedge_cues: Set,
    pub hedge_words: Set,
    /// Those of `hedge_cues` that are the reporter's own distance, not the source's doubt.
    pub distance_cues: Set,
    pub deny_cues: Set,
    pub doubt_cues: Set,
    pub asking: Set,
    pub evidence: Set,
    pub anywhere: Set,
    pub openers: Set,
    pub verbs: Set,
    /// The full names of `acronyms`.
    pub full_names: Set,
    /// The words on both sides of the "and" in those names, lower case: ("health", "human").
    pub and_names: FxHashSet<(String, String)>,
    /// Programme -> outlet.
    pub programs: FxHashMap<String, &'static str>,
    /// Short form -> full name and whether it is a government's.
    pub acronyms: FxHashMap<&'static str, (&'static str, bool)>,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

fn set(text: &'static str) -> Set {
    lines(text).flat_map(str::split_whitespace).collect()
}

fn names(text: &'static str) -> FxHashSet<String> {
    lines(text).flat_map(str::split_whitespace).map(str::to_lowercase).collect()
}

fn acronyms(text: &'static str) -> FxHashMap<&'static str, (&'static str, bool)> {
    lines(text)
        .filter_map(|line| {
            let (short, rest) = line.split_once('=')?;
            let (full, kind) = rest.split_once('|')?;
            Some((short.trim(), (full.trim(), kind.trim() == "g")))
        })
        .collect()
}

fn around_and(full: &str) -> Option<(String, String)> {
    let (before, after) = full.split_once(" and ")?;
    Some((before.split(' ').next_back()?.to_lowercase(), after.split(' ').next()?.to_lowercase()))
}

impl Words {
    pub fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self {
            female: names(include_str!("../words/given_female.txt")),
            male: names(include_str!("../words/given_male.txt")),
            titles: set(include_str!("../words/titles.txt")),
            male_roles: set(include_str!("../words/male_roles.txt")),
            female_roles: set(include_str!("../words/female_roles.txt")),
            roles: set(include_str!("../words/roles.txt")),
            groups: set(include_str!("../words/groups.txt")),
            government: set(include_str!("../words/government.txt")),
            organizations: set(include_str!("../words/organizations.txt")),
            documents: set(include_str!("../words/documents.txt")),
            outlet_nouns: set(include_str!("../words/outlet_nouns.txt")),
            outlet_words: set(include_str!("../words/outlet_words.txt")),
            report_nouns: set(include_str!("../words/report_nouns.txt")),
            brands: set(include_str!("../words/brands.txt")),
            abbreviations: set(include_str!("../words/abbreviations.txt")),
            starts: set(include_str!("../words/lower_starts.txt")),
            hedge_cues: set(include_str!("../words/hedge_cues.txt")),
            hedge_words: set(include_str!("../words/hedge_words.txt")),
            distance_cues: set(include_str!("../words/distance_cues.txt")),
            deny_cues: set(include_str!("../words/deny_cues.txt")),
            doubt_cues: set(include_str!("../words/doubt_cues.txt")),
            asking: set(include_str!("../words/asking.txt")),
            evidence: set(include_str!("../words/evidence.txt")),
            anywhere: set(include_str!("../words/anywhere.txt")),
            openers: set(include_str!("../words/openers.txt")),
            verbs: set(include_str!("../words/verbs.txt")),
            and_names: acronyms(include_str!("../words/acronyms.txt")).into_values().filter_map(|(full, _)| around_and(full)).collect(),
            full_names: acronyms(include_str!("../words/acronyms.txt")).into_values().map(|(full, _)| full).collect(),
            programs: lines(include_str!("../words/programs.txt"))
                .filter_map(|line| line.split_once('=').map(|(show, outlet)| (show.trim().to_lowercase(), outlet.trim())))
                .collect(),
            acronyms: acronyms(include_str!("../words/acronyms.txt")),
        })
    }

    pub fn given(&self, word: &str) -> bool {
        self.male.contains(word) || self.female.contains(word)
    }

    /// A noun for one person, in the singular.
    pub fn role(&self, word: &str) -> bool {
        self.roles.contains(word) || word.rsplit_once('-').is_some_and(|(_, last)| self.roles.contains(last))
    }

    /// The singular of a plural noun for persons ("aides", "attorneys", "congressmen").
    pub fn plural_role(&self, word: &str) -> Option<String> {
        let singular = if let Some(stem) = word.strip_suffix("men") {
            format!("{stem}man")
        } else if let Some(stem) = word.strip_suffix("ies") {
            format!("{stem}y")
        } else if let Some(stem) = word.strip_suffix("es").filter(|s| s.ends_with('s') || s.ends_with("ch") || s.ends_with('x')) {
            stem.to_owned()
        } else {
            word.strip_suffix('s')?.to_owned()
        };
        self.role(&singular).then_some(singular)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_lead_to_their_singular() {
        let words = Words::get();
        for (plural, singular) in [("aides", "aide"), ("attorneys", "attorney"), ("congressmen", "congressman"), ("witnesses", "witness")] {
            assert_eq!(words.plural_role(plural).as_deref(), Some(singular));
        }
        assert_eq!(words.plural_role("rockets"), None);
    }

    #[test]
    fn acronyms_have_a_kind() {
        assert_eq!(Words::get().acronyms["UN"], ("United Nations", false));
        assert!(Words::get().acronyms["FBI"].1);
    }
}
