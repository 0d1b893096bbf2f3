//! Who published a text: what the page names, the register, and what a bare text says of itself.

use std::collections::HashMap;

use sayso_doc::{Paragraph, ParagraphKind};
use sayso_register::Register;

/// The register's name for `name`, else the name itself, tidied.
pub fn canonical(register: &Register, name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', ',']);
    if name.is_empty() || name.len() > 120 {
        return None;
    }
    if let Some(outlet) = known(register, name) {
        return Some(outlet);
    }
    // Controls are no part of a name.
    let name = name.split(char::is_control).map(str::trim).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    Some(name).filter(|n| !n.is_empty())
}

/// The register's name for `name`, tried also without what sites add: "(World)", "| News", ".com", "Online".
pub fn known(register: &Register, name: &str) -> Option<String> {
    let mut tries = vec![name.trim()];
    tries.extend(name.split([' ', '|']).next().filter(|n| n.contains('.') && n.len() > 3));
    for (open, _) in name.match_indices(['(', '|', '–', '—']).take(4) {
        tries.push(name[..open].trim());
    }
    for ending in [" News", " Online", ".com", " Website", " Digital", " U.S.", " US"] {
        tries.extend(name.strip_suffix(ending));
    }
    let found = tries
        .iter()
        .find_map(|t| register.outlet(t))
        .or_else(|| tries.iter().find_map(|t| host(t).and_then(|h| register.outlet_of_host(&h))));
    found.map(|o| o.name.clone())
}

/// The register's outlet for an address, else its host as a name.
pub fn of_url(register: &Register, url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let host = url.host_str()?;
    match register.outlet_of_host(host) {
        Some(outlet) => Some(outlet.name.clone()),
        None => Some(host.trim_start_matches("www.").to_owned()),
    }
}

/// Whether the register knows the host of an address.
pub fn is_registered(register: &Register, url: &str) -> bool {
    url::Url::parse(url).ok().and_then(|u| u.host_str().map(|h| register.outlet_of_host(h).is_some())).unwrap_or(false)
}

fn host(name: &str) -> Option<String> {
    let looks = name.contains('.') && !name.contains(' ') && name.len() < 100;
    looks.then(|| name.trim_start_matches("https://").trim_start_matches("http://").split('/').next().unwrap_or(name).to_lowercase())
}

/// Words after an outlet's name by which it speaks of itself: nobody else asks for comment or fails to verify in its text.
const OF_ITSELF: [&str; 30] = [
    "has emailed",
    "emailed",
    "has contacted",
    "contacted",
    "has reached out",
    "reached out",
    "has asked",
    "has approached",
    "approached",
    "has requested",
    "has not been able to",
    "was not able to",
    "was unable to",
    "could not independently",
    "couldn't independently",
    "could not immediately",
    "could not verify",
    "cannot verify",
    "can't verify",
    "has not verified",
    "has not independently",
    "has verified",
    "has sought",
    "is not naming",
    "is not identifying",
    "does not name",
    "agreed to",
    "granted anonymity",
    "has seen and",
    "did not hear back",
];
/// Between name and self-talk, at most.
const ASK: [&str; 8] = ["comment", "verify", "verified", "reach", "confirm", "response", "naming", "identif"];

/// The outlet that a bare text is by, from how it speaks of itself; `None` when it doesn't.
///
/// "told X" counts for nothing: papers print what was told to others.
pub fn of_text(text: &str, paragraphs: &[Paragraph], register: &Register) -> Option<String> {
    let mut votes: HashMap<String, usize> = HashMap::new();
    let mut vote = |name: String, weight: usize| *votes.entry(name).or_default() += weight;
    for p in paragraphs {
        let words = &text[p.span.range()];
        match p.kind {
            ParagraphKind::Boilerplate => {
                for word in words.split(|c: char| c.is_whitespace() || c == '/' || c == '@').filter(|w| w.len() > 5 && w.contains('.')) {
                    let host = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                    if let Some(outlet) = register.outlet_of_host(&host) {
                        vote(outlet.name.clone(), 2);
                    }
                }
                if let Some(name) = copyright_holder(words).and_then(|n| known(register, n)) {
                    vote(name, 4);
                }
            }
            ParagraphKind::Body | ParagraphKind::Credit => {
                for sentence in words.split_inclusive(['.', '?', '!']) {
                    if let Some(name) = speaks_of_itself(sentence, register) {
                        vote(name, 3);
                    }
                }
            }
            ParagraphKind::Heading | ParagraphKind::Caption => {}
        }
    }
    let mut votes: Vec<(String, usize)> = votes.into_iter().collect();
    votes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    votes.into_iter().next().map(|(name, _)| name)
}

/// "© 2023 Harbour Gazette, all rights reserved" -> "Harbour Gazette".
fn copyright_holder(words: &str) -> Option<&str> {
    let at = words.find('©').map(|i| i + '©'.len_utf8()).or_else(|| words.to_ascii_lowercase().find("copyright").map(|i| i + 9))?;
    let rest = words[at..].trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '©' | '-' | '–' | ','));
    let end = rest.find([',', '.', '|', '\n']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    (!name.is_empty()).then_some(name)
}

/// Last words of mastheads.
const PAPERS: [&str; 36] = [
    "Times",
    "News",
    "Post",
    "Gazette",
    "Herald",
    "Tribune",
    "Journal",
    "Star",
    "Today",
    "Chronicle",
    "Guardian",
    "Observer",
    "Register",
    "Press",
    "Mail",
    "Express",
    "Sun",
    "Mirror",
    "Insider",
    "Magazine",
    "Review",
    "Weekly",
    "Daily",
    "TV",
    "Radio",
    "Courier",
    "Dispatch",
    "Examiner",
    "Inquirer",
    "Ledger",
    "Record",
    "Sentinel",
    "Standard",
    "Telegraph",
    "Wire",
    "Monitor",
];

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The outlet at the start of a sentence in which it says what it asked or could not verify.
fn speaks_of_itself(sentence: &str, register: &Register) -> Option<String> {
    if !ASK.iter().any(|a| sentence.contains(a)) {
        return None;
    }
    for cue in OF_ITSELF {
        let Some(at) = sentence.find(cue) else { continue };
        let before = &sentence[..at];
        // The name is the run of capitalized words right before the cue.
        let mut start = at;
        let mut count = 0;
        for word in before.split_whitespace().rev() {
            let here = word.as_ptr() as usize - sentence.as_ptr() as usize;
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capital = bare.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
            if !(capital || (count > 0 && matches!(bare, "the" | "of" | "and"))) || count >= 6 {
                break;
            }
            (start, count) = (here, count + 1);
        }
        let name = sentence[start..at].trim().trim_matches(|c: char| matches!(c, '"' | '“' | '\''));
        if let Some(known) = known(register, name) {
            return Some(known);
        }
        // A name that the register lacks must sound like a paper's and ask for comment: people ask too.
        let bare = name.strip_prefix("The ").unwrap_or(name);
        let last = bare.split_whitespace().last().unwrap_or_default();
        if count_words(bare) <= 5 && PAPERS.contains(&last) && bare.len() > last.len() && sentence.contains("for comment") {
            return Some(bare.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use sayso_doc::Text;

    use super::*;

    #[test]
    fn controls_are_no_part_of_a_name() {
        let named = |name| canonical(&Register::default(), name);
        assert_eq!(named("Harbour\0\u{1b} Daily\n").as_deref(), Some("Harbour Daily"));
        assert_eq!(named("\0 \u{7}"), None);
    }

    fn check(body: &str, boilerplate: &str, expect: Option<&str>) {
        let mut register = Register::default();
        register.add("test", "[[outlet]]\nid = \"hg\"\nname = \"Harbour Gazette\"\nkind = \"private\"\ndomains = [\"harbourgazette.example\"]\n[[outlet]]\nid = \"cw\"\nname = \"Coast Wire\"\nkind = \"wire\"\n").unwrap();
        let text = Text::new(format!("{body}\n\n{boilerplate}"));
        let at = body.len();
        let paragraphs = [
            Paragraph { span: text.span(0, at).unwrap(), kind: ParagraphKind::Body },
            Paragraph { span: text.span(at + 2, text.len()).unwrap(), kind: ParagraphKind::Boilerplate },
        ];
        assert_eq!(of_text(text.as_str(), &paragraphs, &register).as_deref(), expect);
    }

    #[test]
    fn an_outlet_speaks_of_itself() {
        check(
            "The mayor told Coast Wire that all is well. The Harbour Gazette has contacted the port for comment.",
            "",
            Some("Harbour Gazette"),
        );
        check("Harbour Gazette has not been able to verify the video.", "", Some("Harbour Gazette"));
        check("The mayor told Coast Wire that she had no comment.", "", None);
        check("The Valley Courier reached out to the mayor for comment.", "", Some("Valley Courier"));
        check("Dana Fox contacted the mayor for comment.", "", None);
        check("It rained.", "Unlimited access to HarbourGazette.example", Some("Harbour Gazette"));
        check("It rained.", "© 2023 Harbour Gazette. All rights reserved", Some("Harbour Gazette"));
    }

    #[test]
    fn names_are_canonical() {
        let r = Register::builtin();
        assert_eq!(canonical(r, "Newsweek (World)").as_deref(), Some("Newsweek"));
        assert_eq!(canonical(r, "newsweek.com").as_deref(), Some("Newsweek"));
        assert_eq!(canonical(r, "Ostrava Today").as_deref(), Some("Ostrava Today"));
    }
}
