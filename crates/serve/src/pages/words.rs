//! Words from outside, made fit for a page: escaped, and with nothing in them that would reorder what stands around them.

use maud::{Markup, html};

/// Characters that a reader cannot see, and that can make a text read otherwise than it is stored; with what they are.
fn hidden(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "end of a direction",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "isolate",
        '\u{2069}' => "end of an isolate",
        '\u{200b}' => "zero-width space",
        '\u{2060}' => "word joiner",
        '\u{feff}' => "zero-width no-break space",
        c if c.is_control() && !c.is_whitespace() => "control character",
        _ => return None,
    })
}

/// `text` escaped, with each hidden character as a small visible mark: where text is shown as published, an analyst must see them,
/// and they must not reorder the page.
pub fn shown(text: &str) -> Markup {
    html! {
        @for piece in text.split_inclusive(|c| hidden(c).is_some()) {
            @match piece.chars().next_back().and_then(|c| Some((c, hidden(c)?))) {
                Some((c, what)) => {
                    (piece.strip_suffix(c).unwrap_or_default())
                    span class="hid" title=(format!("{what} (U+{:04X})", c as u32)) { "\u{fffd}" }
                }
                None => (piece)
            }
        }
    }
}

/// `text` for titles, attributes and pictures, where no mark can stand: hidden characters and line breaks are left out.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|&c| hidden(c).is_none()).collect()
}

/// A name or another short text from outside, kept apart from the direction of what stands around it.
pub fn name(text: &str) -> Markup {
    html! { bdi { (shown(text)) } }
}

/// The beginning of `text`, of at most `letters` characters, on one line.
pub fn cut(text: &str, letters: usize) -> String {
    let text = plain(text);
    let text = text.trim();
    match text.char_indices().nth(letters) {
        None => text.to_owned(),
        Some(_) => {
            let end = text.char_indices().nth(letters.saturating_sub(1)).map_or(text.len(), |(i, _)| i);
            let head = text.get(..end).unwrap_or(text);
            // At a word's end, where one is near.
            let word = head.rfind(' ').filter(|&w| w * 3 > head.len() * 2).and_then(|w| head.get(..w));
            format!("{}…", word.unwrap_or(head).trim_end_matches([' ', ',', ';', ':']))
        }
    }
}

/// The end of `text`, of at most `letters` characters, from the beginning of a word on, on one line.
pub fn cut_before(text: &str, letters: usize) -> String {
    let text = plain(text);
    let text = text.trim();
    match text.char_indices().rev().nth(letters.saturating_sub(1)).filter(|(i, _)| *i > 0) {
        None => text.to_owned(),
        Some((start, _)) => {
            let tail = text.get(start..).unwrap_or(text);
            let word = tail.split_once(' ').map_or(tail, |(_, rest)| rest);
            format!("…{word}")
        }
    }
}

/// `1 outlet`, `3 outlets`, `1,204 outlets`.
pub fn counted(n: u64, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        _ => format!("{} {one}s", number(n)),
    }
}

/// With commas between thousands.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[Markup]) -> Markup {
    html! {
        @for (i, item) in items.iter().enumerate() {
            @if i > 0 { @if i + 1 == items.len() { " and " } @else { ", " } }
            (item)
        }
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Year, month and day of an ISO 8601 date, as far as they are there.
fn parts(date: &str) -> Option<(u32, Option<u32>, Option<u32>)> {
    let mut numbers = date.get(..date.len().min(10))?.split('-').map(str::parse::<u32>);
    let year = numbers.next()?.ok()?;
    let month = numbers.next().and_then(Result::ok).filter(|m| (1..=12).contains(m));
    let day = numbers.next().and_then(Result::ok).filter(|d| (1..=31).contains(d));
    Some((year, month, day.filter(|_| month.is_some())))
}

/// `2 May 2031`; the words themselves where they are no ISO 8601 date.
pub fn day(date: &str) -> String {
    match parts(date) {
        Some((year, Some(month), Some(day))) => format!("{day} {} {year}", MONTHS[month as usize - 1]),
        Some((year, Some(month), None)) => format!("{} {year}", MONTHS[month as usize - 1]),
        _ => cut(date, 20),
    }
}

/// `2 May`: for where the year stands nearby.
pub fn short_day(date: &str) -> String {
    match parts(date) {
        Some((_, Some(month), Some(day))) => format!("{day} {}", MONTHS[month as usize - 1]),
        _ => day(date),
    }
}

/// A date as an element that programs can read, with the time of day where the article gives one.
pub fn time(date: &str) -> Markup {
    let clock = date.get(11..16).filter(|t| t.as_bytes()[2] == b':' && *t != "00:00");
    html! { time datetime=(plain(date)) { (day(date)) @if let Some(clock) = clock { ", " (clock) } } }
}

/// `2–4 May 2031`, `30 Apr – 2 May 2031`, one day, or `undated`.
pub fn days(first: Option<&str>, last: Option<&str>) -> Markup {
    let (Some(first), Some(last)) = (first.or(last), last.or(first)) else { return html! { "undated" } };
    match (parts(first), parts(last)) {
        (a, b) if a == b => html! { time datetime=(plain(first)) { (day(first)) } },
        (Some((y, Some(m), Some(d))), Some((y2, m2, _))) if y == y2 && Some(m) == m2 => {
            html! { time datetime=(plain(first)) { (d) } "–" time datetime=(plain(last)) { (day(last)) } }
        }
        (Some((y, ..)), Some((y2, ..))) if y == y2 => {
            html! { time datetime=(plain(first)) { (short_day(first)) } " – " time datetime=(plain(last)) { (day(last)) } }
        }
        _ => html! { time datetime=(plain(first)) { (day(first)) } " – " time datetime=(plain(last)) { (day(last)) } },
    }
}

/// An address from outside: a link where it is one of the web, else its words. Nothing else becomes a link.
pub fn address(url: &str) -> Markup {
    html! {
        @if is_web(url) { a class="out" href=(url) rel="noreferrer noopener" { bdi { (cut(url, 90)) } } }
        @else { bdi { (shown(url)) } }
    }
}

/// Whether `url` is an address of the web; anything else, `javascript:` above all, must not become a link.
pub fn is_web(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(s, _)| s.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")) && !url.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown_and_cannot_reorder() {
        let page = shown("pay \u{202e}<b>gpj</b>\u{2069} now").into_string();
        assert_eq!(
            page,
            "pay <span class=\"hid\" title=\"right-to-left override (U+202E)\">\u{fffd}</span>&lt;b&gt;gpj&lt;/b&gt;\
             <span class=\"hid\" title=\"end of an isolate (U+2069)\">\u{fffd}</span> now"
        );
        assert_eq!(plain("a\u{202e}b\u{200b}\nc"), "ab c");
        // Joiners carry meaning in some scripts.
        assert_eq!(shown("می\u{200c}خواهم").into_string(), "می\u{200c}خواهم");
    }

    #[test]
    fn only_the_web_becomes_a_link() {
        assert!(is_web("https://a.example/x?y=1") && is_web("HTTP://a.example"));
        for bad in ["javascript:alert(1)", "java\nscript://x", "data:text/html,x", "//a.example", "https://a b", "ftp://a"] {
            assert!(!is_web(bad), "{bad}");
            assert!(!address(bad).into_string().contains("href"), "{bad}");
        }
    }

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!((day("2031-05-02T08:10:00Z"), day("2031-05"), day("soon")), ("2 May 2031".into(), "May 2031".into(), "soon".into()));
        let words = |a, b| {
            let html = days(a, b).into_string();
            let mut out = String::new();
            let mut tag = false;
            for c in html.chars() {
                match c {
                    '<' => tag = true,
                    '>' => tag = false,
                    c if !tag => out.push(c),
                    _ => {}
                }
            }
            out
        };
        assert_eq!(words(Some("2031-05-02"), Some("2031-05-04")), "2–4 May 2031");
        assert_eq!(words(Some("2031-04-30"), Some("2031-05-02")), "30 Apr – 2 May 2031");
        assert_eq!(words(None, None), "undated");
        assert_eq!(words(Some("2031-05-02T10:00"), Some("2031-05-02")), "2 May 2031");
        // No panic at the edges of characters.
        assert_eq!(day("ÄÖÜÄÖÜÄÖÜ"), "ÄÖÜÄÖÜÄÖÜ");
        time("2031-05-0Ü:ÜÜ");
    }

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(cut("the dam at Hollow Creek failed", 20), "the dam at Hollow…");
        assert_eq!(cut("short", 20), "short");
        assert_eq!(cut_before("the dam at Hollow Creek failed", 20), "…Hollow Creek failed");
        assert_eq!((cut_before("short", 20), cut_before("ÄÖÜ ß", 3)), ("short".to_owned(), "…ß".to_owned()));
        assert_eq!(number(1_234_567), "1,234,567");
    }
}
