//! What a paragraph is, by its wording and its neighbours: heading, body, caption, credit or boilerplate.

use sayso_doc::ParagraphKind;
use sayso_register::{OutletKind, Register};

/// Longest caption, credit and boilerplate that wording alone can tell, in bytes.
const LONG_CAPTION: usize = 900;
const LONG_CREDIT: usize = 260;
const LONG_BOILERPLATE: usize = 420;
/// The same, where boilerplate's words may stand anywhere in it.
const LONG_WITHIN: usize = 240;

/// Whole paragraphs, without marks at their ends.
const BOILERPLATE_WHOLE: &[&str] = &[
    "ad",
    "advertisement",
    "advertisement advertisement",
    "advertisement continue reading the main story",
    "close",
    "x close",
    "loading",
    "share",
    "tweet",
    "email",
    "print",
    "comments",
    "comment",
    "reprints",
    "story continued below",
    "story continues below",
    "story continues below advertisement",
    "article continues below",
    "article continues after advertisement",
    "continue reading",
    "continue reading the main story",
    "read more",
    "more on this",
    "read the full story",
    "related",
    "related stories",
    "related articles",
    "related content",
    "related coverage",
    "also see",
    "see also",
    "more from",
    "recommended",
    "most popular",
    "trending",
    "most read",
    "editors' picks",
    "share this article",
    "share this story",
    "share on facebook",
    "share on twitter",
    "skip advertisement",
    "story highlights",
    "pullquote",
    "subscribe",
    "sign in",
    "log in",
    "sign up",
    "newsletters",
    "video",
    "play video",
    "watch video",
    "photo",
    "photos",
    "image",
    "advertising",
    "sponsored",
    "sponsored content",
    "promoted",
    "back to top",
    "view comments",
    "show comments",
    "leave a comment",
    "manage newsletters",
    "listen to article",
    "analysis/opinion",
    "watch",
    "youtube",
    "facebook",
    "twitter",
    "whatsapp",
    "copy link",
    "follow us",
    "top stories",
    "replay",
    "show more",
    "click to copy",
    "link copied",
    "open image modal",
    "suggest a correction",
    "report a typo",
];

/// How boilerplate starts.
const BOILERPLATE_START: &[&str] = &[
    "sign up for",
    "sign up to",
    "sign up here",
    "subscribe to",
    "subscribe now",
    "subscribe today",
    "subscribe for",
    "click here",
    "click for more",
    "click to",
    "read more:",
    "read more about",
    "read next",
    "read also",
    "related:",
    "related story",
    "see also:",
    "also read",
    "also see:",
    "more:",
    "more from",
    "follow us",
    "follow @",
    "like us on",
    "join us on",
    "find us on",
    "share this",
    "listen to article",
    "read or share this",
    "newsletter sign up",
    "thank you for signing",
    "thanks for signing",
    "get breaking news",
    "get the latest",
    "get our",
    "support our",
    "support independent",
    "this site is protected",
    "by signing up",
    "enter your email",
    "please enter",
    "this article is more than",
    "already a subscriber",
    "unlimited access",
    "download the",
    "download our",
    "want more",
    "want to read more",
    "advertisement:",
    "advertisement continue",
    "photos:",
    "( photos:",
    "(photos:",
    "( also on",
    "(also on",
    "( video:",
    "(video:",
    "gallery:",
    "slideshow",
    "prev image",
    "next image",
    "watch the latest",
    "watch live",
    "watch more",
    "what do you think? ",
    "send letters to",
    "got a tip",
    "have a tip",
    "contact us",
    "email us",
    "view all",
    "see more",
    "let our news meet",
    "get the monitor stories",
    "for more news",
    "for more stories",
    "to read more",
    "continue reading",
    "your support",
    "become a member",
    "if you enjoyed",
    "embedtweet",
    "[embed",
    "poster=",
    "join the conversation",
    "the views expressed",
    "the opinions expressed",
    "opinions expressed",
    "views expressed in this",
    "this content is not available",
    "this video is not",
    "to view this video",
    "share this article",
    "need help?",
    "cookie",
    "we use cookies",
    "terms of use",
    "visit our website terms",
    "rush transcript",
    "like this story",
    "you may also like",
    "send us your",
    "listen back",
    "reach the reporter",
    "reach out to the reporter",
    "more ap ",
    "get access to",
    "this is a rush transcript",
    "© ",
    "copyright ",
    "(c) ",
    "all rights reserved",
    "skip to",
    "jump to",
    "toggle navigation",
];

/// What boilerplate has somewhere, if it is short.
const BOILERPLATE_WITHIN: &[&str] = &[
    "delivered to your inbox",
    "in your inbox",
    "to your inbox",
    "straight to your inbox",
    "sign up for our",
    "sign up here",
    "subscribe to our",
    "subscribe to the",
    "our newsletter",
    "all rights reserved",
    "terms of service",
    "privacy policy",
    "follow us on",
    "on twitter @",
    "twitter at @",
    "like us on facebook",
    "follow him on twitter",
    "follow her on twitter",
    "follow them on twitter",
    "follow me on twitter",
    "ad-free",
    "ad free ",
    "may not be published, broadcast",
    "do not represent the views",
    "do not necessarily",
    "homepage for more stories",
    "delivered to your door",
    "android app",
    "ios and android",
    "newsletters + podcasts",
    "become a subscriber",
    "free trial",
    "cancel anytime",
    "click here to",
    "share this article share",
    "facebook twitter",
    "twitter facebook",
    "vote now in",
    "subscribe now",
];

/// Invitations to write or follow.
const CONTACT_START: &[&str] = &[
    "follow ",
    "write to ",
    "email ",
    "e-mail ",
    "contact ",
    "reach ",
    "send ",
    "tweet ",
    "find ",
    "connect with ",
    "you can follow ",
    "listen to ",
];
const CONTACT_WITHIN: &[&str] = &["@", "facebook", "twitter", "instagram", "youtube", "linkedin", "http:", "https:", "live at"];

/// How a line starts that names who wrote or gave the text.
const CREDIT_START: &[&str] = &[
    "reporting by",
    "(reporting by",
    "additional reporting",
    "(additional reporting",
    "editing by",
    "(editing by",
    "writing by",
    "(writing by",
    "compiled by",
    "contributing:",
    "contributing reporting",
    "with files from",
    "with reporting by",
    "with additional reporting",
    "with contribution",
    "source:",
    "sources:",
    "photograph:",
    "photographs:",
    "photo credit",
    "photo by",
    "photos by",
    "photography by",
    "image credit",
    "image:",
    "picture:",
    "picture credit",
    "credit:",
    "photo:",
    "video by",
    "illustration by",
    "graphic by",
    "translated by",
    "text by",
    "by associated press",
    "by the associated press",
    "by reuters",
    "by afp",
    "this story was reported by",
    "this report was prepared",
];
const CREDIT_WITHIN: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "contributed research",
    "wire service reports",
    "wire services contributed",
    "from wire reports",
    "was used in this report",
    "was used to supplement",
    "is based in part on",
    "and wire reports",
    "reported from",
    "contributed from",
];

const CAPTION_START: &[&str] = &[
    "file -",
    "file –",
    "file —",
    "file photo",
    "file picture",
    "file image",
    "enlarge this image",
    "hide caption",
    "image caption",
    "media caption",
    "caption:",
    "pictured:",
    "in pictures:",
    "above:",
    "slideshow (",
    "in this image",
    "in this photo",
    "in this file photo",
    "in this undated photo",
    "in this handout",
];
const CAPTION_WITHIN: &[&str] = &[
    "(photo:",
    "(photo by",
    "(photo courtesy",
    "(ap photo",
    "ap photo/",
    "(file photo",
    "(reuters photo",
    "(afp photo",
    "(image:",
    "(credit:",
    "(picture:",
    "(photograph:",
    "photograph: ",
    "photo credit:",
    "image credit:",
    "hide caption",
    "toggle caption",
    "(screenshot",
    "(pictured)",
    "handout photo",
    "/getty images",
    "(getty images",
    "/shutterstock",
    "/afp/getty",
    "courtesy of getty",
    "handout via reuters",
    "handout/reuters",
    "/handout",
    "photo by ",
    "| getty",
    "/ap images",
    "/newscom",
    "stock photo",
];
/// Photo agencies that stand behind a slash or bar at the end of a caption.
const PHOTO_AGENCIES: &[&str] = &[
    "getty images",
    "getty",
    "ap",
    "associated press",
    "the associated press",
    "reuters",
    "afp",
    "epa",
    "epa-efe",
    "bloomberg",
    "shutterstock",
    "zuma",
    "zuma press",
    "upi",
    "tass",
    "sputnik",
    "xinhua",
    "nurphoto",
    "anadolu",
    "anadolu agency",
    "pa",
    "pa wire",
    "press association",
    "redux",
    "polaris",
    "corbis",
    "istock",
    "alamy",
    "sipa",
    "sipa usa",
    "sipa via ap",
    "cq roll call",
    "roll call",
    "npr",
    "pool",
    "staff",
    "file",
    "wireimage",
    "newscom",
    "rex",
    "rex features",
    "abaca",
    "icon sportswire",
    "usa today sports",
    "handout",
    "files",
    "kyodo",
    "ria novosti",
    "ukrinform",
    "yonhap",
    "afp via getty images",
    "the washington post",
    "the new york times",
    "politico",
    "cnn",
    "nbc news",
    "abc news",
    "fox news",
    "cbs news",
    "usa today",
    "magnum photos",
    "courtesy",
];

/// What the words of `text` alone show it to be; `None` leaves it to its place.
pub fn by_wording(text: &str, register: &Register) -> Option<ParagraphKind> {
    let text = text.trim();
    if text.is_empty() {
        return Some(ParagraphKind::Boilerplate);
    }
    if text.len() > LONG_CAPTION.max(LONG_BOILERPLATE) {
        return None;
    }
    let lower = text.to_lowercase().replace('\u{a0}', " ").replace('’', "'");
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return Some(ParagraphKind::Boilerplate);
    }
    let item = lower.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '•' | '*' | '-' | '–' | '—' | '|' | '>' | '·' | '['));
    let starts = |words: &[&str]| words.iter().any(|w| item.starts_with(w));
    let within = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if text.len() <= LONG_CREDIT {
        if starts(CREDIT_START) || within(CREDIT_WITHIN) || is_byline(text) {
            return Some(ParagraphKind::Credit);
        }
        let name = text.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '—' | '-' | '–' | '|') || c.is_whitespace());
        if register.outlet(name).is_some() || photo_credit(text) == Some(0) {
            return Some(ParagraphKind::Credit);
        }
        if (item.starts_with('©') || item.starts_with("copyright") || item.starts_with("(c)")) && names_wire(text, register) {
            return Some(ParagraphKind::Credit);
        }
    }
    if BOILERPLATE_WHOLE.contains(&bare)
        || text.len() <= LONG_BOILERPLATE && starts(BOILERPLATE_START)
        || text.len() <= LONG_WITHIN && within(BOILERPLATE_WITHIN)
    {
        if text.len() <= LONG_CREDIT && starts(CONTACT_START) && within(CONTACT_WITHIN) {
            return Some(ParagraphKind::Boilerplate);
        }
        return Some(ParagraphKind::Boilerplate);
    }
    if text.len() <= LONG_CAPTION && (starts(CAPTION_START) || within(CAPTION_WITHIN) || photo_credit(text).is_some()) {
        return Some(ParagraphKind::Caption);
    }
    None
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
    if agency.len() > 40 || !PHOTO_AGENCIES.contains(&agency.to_lowercase().as_str()) {
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
