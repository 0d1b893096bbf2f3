//! What in an article states nothing: questions, promos, captions left in the text, posts, opinion, the reader addressed.

use crate::reading::{Reading, Sentence, Token};
use crate::words::Words;

/// Fewest words of a statement.
const LEAST_WORDS: usize = 4;

/// Questions, promos, fragments, quotations that nobody is given for, the reader addressed.
pub fn is_no_statement(reading: &Reading<'_>, sentence: Sentence) -> bool {
    let tokens = &reading.tokens[sentence.first..sentence.last];
    let words: Vec<&Token<'_>> = tokens.iter().filter(|t| t.is_word()).collect();
    if words.len() < LEAST_WORDS {
        return true;
    }
    // A quotation whose speaker nobody has found is not the outlet's.
    let quoted = words.iter().filter(|t| t.quoted).count();
    if quoted == words.len() || matches!(tokens[0].text, "“" | "\"") && quoted * 2 > words.len() {
        return true;
    }
    // Headings, lines of lists and what announces a list do not end as statements do.
    let end = tokens.iter().rev().find(|t| !matches!(t.text, "”" | "\"" | "’" | ")")).map_or("", |t| t.text);
    if !end.ends_with(['.', '…']) {
        return true;
    }
    // A heading in capitals, a list of links.
    // "3) Make resolutions automatic.": the heading of a list's item.
    if tokens.get(1).is_some_and(|t| t.text == ")") && tokens[0].text.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let shouting = words.iter().filter(|t| t.is_acronym()).count() * 2 > words.len();
    let verb = tokens.iter().any(|t| is_verb(&t.low));
    shouting || !verb || is_promo(reading, sentence, &words)
}

/// An embedded post: "… — Ida Brandt (@idabrandt) May 3, 2019" at the end of its paragraph.
pub fn is_post(reading: &Reading<'_>, para: usize) -> bool {
    let Some(block) = reading.blocks.get(para) else { return false };
    let from = block.last.saturating_sub(14).max(block.first);
    let handle = (from..block.last).find(|&k| reading.tokens[k].text.starts_with('@'));
    handle.is_some_and(|k| {
        k > from && reading.tokens[k - 1].text == "(" && (from..k).any(|d| matches!(reading.tokens[d].text, "—" | "–" | "-"))
    })
}

/// Invitations, captions, credits and notes of the editors that a page leaves in its text.
fn is_promo(reading: &Reading<'_>, sentence: Sentence, words: &[&Token<'_>]) -> bool {
    let first = words[0].low.as_ref();
    let second = words[1].low.as_ref();
    let starts = matches!(
        first,
        "read"
            | "watch"
            | "click"
            | "subscribe"
            | "related"
            | "follow"
            | "listen"
            | "download"
            | "share"
            | "advertisement"
            | "photos"
            | "video"
            | "gallery"
            | "photo"
            | "image"
            | "slideshow"
            | "caption"
            | "pictured"
            | "source"
            | "correction"
            | "editor's"
            | "update"
            | "file"
            | "updated"
    ) || matches!(
        (first, second),
        ("sign", "up")
            | ("see", "also")
            | ("also", "on")
            | ("story", "continued")
            | ("more", "from")
            | ("check", "out")
            | ("scroll", "down")
            | ("all", "rights")
            | ("continue", "reading")
            | ("enlarge", "this")
            | ("toggle", "caption")
            | ("hide", "caption")
            | ("just", "watched")
            | ("must", "watch")
            | ("get", "the")
            | ("join", "the")
            | ("email", "us")
            | ("contact", "us")
            | ("like", "us")
            | ("editor", "'s")
            | ("h", "t")
            | ("stay", "tuned")
            | ("wait", "until")
            | ("have", "a")
            | ("this", "story")
            | ("this", "article")
            | ("this", "post")
            | ("this", "column")
            | ("this", "report")
    );
    let lead = starts && !reports_on(words);
    let anywhere = (sentence.first..sentence.last).any(|k| {
        let next = reading.low(k + 1);
        match reading.low(k) {
            "copyright" | "newsletter" | "newsletters" | "subscribe" | "©" => true,
            "getty" => matches!(next, "images"),
            "reuters" | "ap" | "afp" => next == "/" || matches!(reading.low(k.saturating_sub(1)), "/"),
            "contributed" => next == "to" && matches!(reading.low(k + 2), "this" | "the"),
            "click" => matches!(next, "here" | "the"),
            "sign" => next == "up" && matches!(reading.low(k + 2), "for" | "here" | "to"),
            "toggle" | "hide" => next == "caption",
            "must" => next == "watch",
            "replay" => next == "more",
            _ => reading.tokens[k].text.starts_with("http"),
        }
    });
    lead || anywhere
}

/// "This story", "get the", "have a" open true sentences as well: those have a verb soon after.
fn reports_on(words: &[&Token<'_>]) -> bool {
    let second = words[1].low.as_ref();
    match words[0].low.as_ref() {
        "this" => !words
            .iter()
            .any(|w| matches!(w.low.as_ref(), "updated" | "originally" | "corrected" | "published" | "appeared" | "contributed")),
        "photos" | "video" | "image" | "photo" | "update" | "source" | "file" => {
            matches!(second, "of" | "from" | "shows" | "show" | "showed" | "shot" | "posted" | "showing" | "taken") && words.len() > 8
        }
        _ => false,
    }
}

/// The writer's or reader's person, what ought to be, what is only imagined.
pub fn is_opinion(tokens: &[Token<'_>]) -> bool {
    let words: Vec<&Token<'_>> = tokens.iter().filter(|t| t.is_word()).collect();
    if words.is_empty() {
        return false;
    }
    let person = words.iter().any(|t| {
        !t.quoted
            && (matches!(t.text, "I" | "My" | "my" | "me")
                || matches!(t.low.as_ref(), "we" | "our" | "us" | "you" | "your" | "ours" | "yours" | "let's")
                    && t.text != "US"
                    && t.text != "U.S.")
    });
    let first = words[0].low.as_ref();
    let wish = matches!(
        first,
        "let's"
            | "yes"
            | "no"
            | "well"
            | "needless"
            | "imagine"
            | "consider"
            | "remember"
            | "forget"
            | "suppose"
            | "unfortunately"
            | "sadly"
            | "thankfully"
            | "fortunately"
            | "perhaps"
            | "maybe"
            | "frankly"
            | "surely"
            | "hopefully"
            | "alas"
    );
    let ought = words.iter().any(|t| !t.quoted && matches!(t.low.as_ref(), "ought" | "shouldn't"))
        || words.iter().any(|t| !t.quoted && t.low == "should") && !words.iter().any(|t| matches!(t.low.as_ref(), "if" | "whether"));
    person || wish || ought
}

fn is_verb(low: &str) -> bool {
    Words::get().verbs.contains(low)
        || low.ends_with("n't")
        || low.len() > 4 && low.ends_with("ed")
        || low.len() > 4 && low.ends_with('s') && !low.ends_with("ss")
}
