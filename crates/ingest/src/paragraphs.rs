//! What a paragraph is, by its wording and its neighbours: heading, body, caption, credit or boilerplate.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use sayso_doc::ParagraphKind;
use sayso_register::{OutletKind, Register};

/// Longest caption, credit and boilerplate that wording alone can tell, in bytes.
const LONG_CAPTION: usize = 900;
const LONG_CREDIT: usize = 260;
const LONG_BOILERPLATE: usize = 420;
/// The same, where boilerplate's words may stand anywhere in it.
const LONG_WITHIN: usize = 240;

/// The phrases of `words/`, one a line: general habits of newsrooms and their sites.
struct Phrases {
    boilerplate_whole: Vec<&'static str>,
    boilerplate_start: Vec<&'static str>,
    contact_start: Vec<&'static str>,
    credit_start: Vec<&'static str>,
    caption_start: Vec<&'static str>,
    photo_agencies: Vec<&'static str>,
    within: Within,
}

/// What may stand anywhere in a paragraph, of all kinds at once: one pass over the text finds them all.
struct Within {
    phrases: AhoCorasick,
    /// The kind of each phrase.
    kinds: Vec<u8>,
}

impl Within {
    const BOILERPLATE: u8 = 1;
    const CONTACT: u8 = 2;
    const CREDIT: u8 = 4;
    const CAPTION: u8 = 8;

    fn new(lists: [(u8, Vec<&'static str>); 4]) -> Self {
        let kinds = lists.iter().flat_map(|(kind, list)| list.iter().map(|_| *kind)).collect();
        let all = lists.iter().flat_map(|(_, list)| list);
        // A hundred short phrases of our own: nothing that could be too large.
        let phrases = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(all).unwrap_or_else(|e| unreachable!("{e}"));
        Self { phrases, kinds }
    }

    /// The kinds of phrases that `text` holds, as bits.
    fn of(&self, text: &str) -> u8 {
        self.phrases.find_overlapping_iter(text).fold(0, |found, phrase| found | self.kinds[phrase.pattern()])
    }
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let list = |text: &'static str| -> Vec<&'static str> { text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect() };
    Phrases {
        boilerplate_whole: list(include_str!("../words/boilerplate-whole.txt")),
        boilerplate_start: list(include_str!("../words/boilerplate-start.txt")),
        contact_start: list(include_str!("../words/contact-start.txt")),
        credit_start: list(include_str!("../words/credit-start.txt")),
        caption_start: list(include_str!("../words/caption-start.txt")),
        photo_agencies: list(include_str!("../words/photo-agencies.txt")),
        within: Within::new([
            (Within::BOILERPLATE, list(include_str!("../words/boilerplate-within.txt"))),
            (Within::CONTACT, list(include_str!("../words/contact-within.txt"))),
            (Within::CREDIT, list(include_str!("../words/credit-within.txt"))),
            (Within::CAPTION, list(include_str!("../words/caption-within.txt"))),
        ]),
    }
});

/// What the words of `text` alone show it to be; `None` leaves it to its place.
pub fn by_wording(text: &str, register: &Register) -> Option<ParagraphKind> {
    let text = text.trim();
    if text.is_empty() {
        return Some(ParagraphKind::Boilerplate);
    }
    if text.len() > LONG_CAPTION {
        return None;
    }
    let phrases = &*PHRASES;
    let mut lower = text.to_lowercase();
    if !lower.is_ascii() {
        lower = lower.replace('\u{a0}', " ").replace('’', "'");
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || phrases.boilerplate_whole.contains(&bare) {
        return Some(ParagraphKind::Boilerplate);
    }
    let item =
        lower.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '•' | '⦁' | '*' | '-' | '–' | '—' | '|' | '>' | '·' | '['));
    let starts = |words: &[&str]| words.iter().any(|w| starts_with_phrase(item, w));
    let held = phrases.within.of(&lower);
    let within = |kind: u8| held & kind != 0;
    let credit = photo_credit(text);
    if text.len() <= LONG_CREDIT {
        let name = text.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '—' | '-' | '–' | '|') || c.is_whitespace());
        let copyright = item.starts_with('©') || item.starts_with("copyright") || item.starts_with("(c)");
        if starts(&phrases.credit_start)
            || within(Within::CREDIT)
            || is_byline(text)
            || credit == Some(0)
            || register.outlet(name).is_some()
            || copyright && names_wire(text, register)
        {
            return Some(ParagraphKind::Credit);
        }
    }
    // Before boilerplate: captions come with the words of share buttons and galleries.
    if starts(&phrases.caption_start) || within(Within::CAPTION) || credit.is_some() {
        return Some(ParagraphKind::Caption);
    }
    let boilerplate = text.len() <= LONG_BOILERPLATE && starts(&phrases.boilerplate_start)
        || text.len() <= LONG_WITHIN && within(Within::BOILERPLATE)
        || text.len() <= LONG_WITHIN && starts(&phrases.contact_start) && within(Within::CONTACT);
    boilerplate.then_some(ParagraphKind::Boilerplate)
}

/// Whether `text` starts with `phrase` as whole words.
fn starts_with_phrase(text: &str, phrase: &str) -> bool {
    let whole = |rest: &str| !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
    // Most differ in their first letter.
    text.as_bytes().first() == phrase.as_bytes().first() && text.strip_prefix(phrase).is_some_and(whole)
}

fn names_wire(text: &str, register: &Register) -> bool {
    register.outlets().iter().filter(|o| o.kind == OutletKind::Wire).any(|o| text.contains(o.name.as_str()))
}

/// "By Ann Lee", "By ANN LEE and Bo Chan, Staff writer": capitalized words after "By", no sentence.
fn is_byline(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY ")) else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let capital = |w: &&str| w.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase);
    let small = [
        "and",
        "of",
        "for",
        "the",
        "in",
        "de",
        "van",
        "von",
        "bin",
        "al",
        "at",
        "with",
        "staff",
        "writer",
        "reporter",
        "editor",
        "correspondent",
        "da",
        "del",
        "la",
        "press",
    ];
    let fits = |w: &&str| capital(w) || small.contains(&w.trim_matches(|c: char| !c.is_alphanumeric()));
    (1..=20).contains(&words.len())
        && words[0].chars().next().is_some_and(char::is_uppercase)
        && words.iter().all(fits)
        && !rest.trim_end().ends_with(['.', '"', '”', '!'])
        && rest.len() <= 140
}

/// Where a photo credit such as `ANN LEE/Getty Images` or `Ann Lee / Reuters` at the end of `text` starts.
fn photo_credit(text: &str) -> Option<usize> {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']' | ','));
    let slash = trimmed.rfind(['/', '|'])?;
    let agency = trimmed[slash + 1..].trim();
    if agency.len() > 40 || !PHRASES.photo_agencies.contains(&agency.to_lowercase().as_str()) {
        return None;
    }
    // The name before the slash: up to six capitalized words.
    let before = trimmed[..slash].trim_end();
    let mut start = before.len();
    for (count, word) in before.split_whitespace().rev().enumerate() {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let first = word.trim_start_matches(['(', '[']).chars().next();
        let ends_sentence = count > 0 && word.ends_with(['.', '!', '?', ':']) && word.chars().filter(|c| c.is_alphabetic()).count() > 2;
        if count >= 6 || ends_sentence || !first.is_some_and(|c| c.is_uppercase()) {
            break;
        }
        start = at;
    }
    (start < before.len()).then_some(start)
}

/// Whether a line reads as the end of a sentence.
pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '*' | '」' | '）'));
    text.ends_with(['.', '!', '?', '…', ':', ';', ',', '—', '–', '。', '！', '？', '、', '，'])
}

fn is_bullet(text: &str) -> bool {
    text.starts_with(['•', '·', '▪', '●', '►', '■', '*']) || text.starts_with("- ") || text.starts_with("– ")
}

/// Longest headline and longest section heading, in bytes.
const LONG_HEADLINE: usize = 160;
const LONG_HEADING: usize = 80;

/// Kinds of the paragraphs of a text that has no markup. `title` is what the input says its headline is.
pub fn kinds_of_plain(texts: &[&str], title: Option<&str>, register: &Register) -> Vec<ParagraphKind> {
    let mut kinds: Vec<Option<ParagraphKind>> = texts.iter().map(|t| by_wording(t, register)).collect();
    // The headline comes before the first body paragraph, after credits and promos at most.
    for (i, text) in texts.iter().enumerate().take(4) {
        if kinds[i].is_some() {
            continue;
        }
        let same_as_title = title.is_some_and(|t| same_words(t, text));
        let short = i == 0 && text.len() <= LONG_HEADLINE && !ends_sentence(text) && !is_bullet(text) && texts.len() > 1;
        if same_as_title || short {
            kinds[i] = Some(ParagraphKind::Heading);
        } else {
            break;
        }
    }
    // The first line of a caption often stands before it once more, as the picture's alternative text.
    for i in 0..texts.len().saturating_sub(1) {
        if kinds[i].is_none()
            && texts[i].len() <= 240
            && repeats(texts[i], texts[i + 1])
            && (kinds[i + 1] == Some(ParagraphKind::Caption) || !ends_sentence(texts[i]))
        {
            kinds[i] = Some(ParagraphKind::Caption);
            kinds[i + 1].get_or_insert(ParagraphKind::Caption);
        }
    }
    mark_highlights(texts, &mut kinds);
    mark_tail(texts, &mut kinds);
    for i in 0..texts.len() {
        let text = texts[i];
        let heading = kinds[i].is_none()
            && text.len() <= LONG_HEADING
            && !ends_sentence(text)
            && !is_bullet(text)
            && !text.ends_with(['"', '”', '’'])
            && text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric())
            && texts.get(i + 1).is_some_and(|next| next.len() > text.len());
        if heading {
            kinds[i] = Some(ParagraphKind::Heading);
        }
    }
    kinds.into_iter().map(|k| k.unwrap_or(ParagraphKind::Body)).collect()
}

/// "Story highlights" and the lines after it that are no sentences repeat what the article says.
fn mark_highlights(texts: &[&str], kinds: &mut [Option<ParagraphKind>]) {
    let Some(at) = texts.iter().take(6).position(|t| starts_with_phrase(&t.to_lowercase(), "story highlights")) else { return };
    for i in at + 1..texts.len().min(at + 6) {
        if kinds[i].is_some() || texts[i].len() > LONG_HEADLINE || ends_sentence(texts[i]) {
            break;
        }
        kinds[i] = Some(ParagraphKind::Boilerplate);
    }
}

/// A list of offers at the end: one line that is surely boilerplate makes the short lines and bullets around it boilerplate too.
fn mark_tail(texts: &[&str], kinds: &mut [Option<ParagraphKind>]) {
    let mut from = texts.len();
    let mut sure = 0;
    for i in (0..texts.len()).rev() {
        match kinds[i] {
            Some(ParagraphKind::Boilerplate) => sure += 1,
            Some(ParagraphKind::Credit) => {}
            None if is_bullet(texts[i]) && texts[i].len() <= 200 || texts[i].len() <= LONG_HEADING && !ends_sentence(texts[i]) => {}
            _ => break,
        }
        from = i;
    }
    if sure > 0 {
        for kind in &mut kinds[from..] {
            kind.get_or_insert(ParagraphKind::Boilerplate);
        }
    }
}

/// Whether `next` starts with the words of `line`, which has at least three.
fn repeats(line: &str, next: &str) -> bool {
    let line = line.trim().trim_end_matches(['.', '…']);
    line.split_whitespace().nth(2).is_some() && next.len() > line.len() && next.trim_start().starts_with(line)
}

/// Whether two headlines are the same but for marks and case.
pub fn same_words(a: &str, b: &str) -> bool {
    let words = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    a.len().abs_diff(b.len()) <= 40 && words(a) == words(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_doc::ParagraphKind::{Body, Boilerplate, Caption, Credit};

    fn check(text: &str, expect: ParagraphKind) {
        assert_eq!(by_wording(text, Register::builtin()).unwrap_or(Body), expect, "{text}");
    }

    #[test]
    fn wording_tells_credits_and_captions() {
        check("(Reporting by Ann Lee; Editing by Bo Chan)", Credit);
        check("The Associated Press contributed to this report.", Credit);
        check("By Ann Lee and Bo Chan", Credit);
        check("ANN LEE/Getty Images", Credit);
        check("The harbour bridge, seen from the east on Monday. ANN LEE/Getty Images", Caption);
        check("The harbour bridge on Monday. (Photo: Ann Lee)", Caption);
        check("FILE - The harbour bridge on Monday", Caption);
        check("By the end of the day the bridge was open.", Body);
        check("She told Reuters that the bridge was open.", Body);
        check("Traffic on the A1/A2", Body);
    }

    #[test]
    fn wording_tells_boilerplate() {
        for text in [
            "ADVERTISEMENT",
            "Story Continued Below",
            "• Unlimited access to Gazette.example",
            "Sign up for our morning newsletter",
            "___",
            "READ MORE:",
        ] {
            check(text, Boilerplate);
        }
        check("Advertisement spending fell, the ministry said.", Body);
        check("Close the bridge, the mayor said.", Body);
    }
}
