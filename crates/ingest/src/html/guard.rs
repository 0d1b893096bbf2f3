//! Makes hostile markup harmless before a parser sees it: nesting and attributes beyond a bound are dropped, the words stay. Scripts and
//! styles go, which no reader sees.
//!
//! HTML tree builders search their stack of open elements at almost every tag and compare every new attribute with those before it,
//! so 100,000 nested tags or attributes cost them minutes. One linear scan here keeps their work linear.

use std::borrow::Cow;

/// Open elements that a page may hold at once. Real pages stay below 100; browsers stop at 512.
const MAX_OPEN: usize = 200;
/// Open formatting elements; a parser opens each again in every block that follows.
const MAX_FORMATTING: usize = 64;
/// Attributes of one tag, and the bytes of one tag, beyond which it is written without attributes.
const MAX_ATTRIBUTES: usize = 100;
const MAX_TAG: usize = 64 << 10;

const VOID: [&[u8]; 17] = [
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source", b"track", b"wbr", b"html",
    b"body", b"head",
];
/// Closed by the next of their kind, so that a page may leave thousands of them open.
const IMPLIED: [&[u8]; 18] = [
    b"p",
    b"li",
    b"dt",
    b"dd",
    b"option",
    b"optgroup",
    b"rb",
    b"rt",
    b"rp",
    b"rtc",
    b"tr",
    b"td",
    b"th",
    b"thead",
    b"tbody",
    b"tfoot",
    b"colgroup",
    b"caption",
];
const FORMATTING: [&[u8]; 14] =
    [b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];
/// Their content is no markup up to the end tag.
const RAW: [&[u8]; 8] = [b"script", b"style", b"textarea", b"title", b"xmp", b"noframes", b"noembed", b"iframe"];

/// The page as a parser may safely read it; borrowed when nothing had to be changed.
pub fn guard(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out: Option<String> = None;
    // Everything before `kept` is in `out` once there is one.
    let mut kept = 0;
    let mut open: Vec<&[u8]> = Vec::new();
    let mut formatting = 0usize;
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + next;
        let Some(tag) = Tag::read(bytes, start) else {
            at = start + 1;
            if bytes[start..].starts_with(b"<!--") {
                at = memchr::memmem::find(&bytes[start + 4..], b"-->").map_or(bytes.len(), |i| start + 4 + i + 3);
            }
            continue;
        };
        at = tag.end;
        let keep = if tag.closing {
            if is_one_of(tag.name, &FORMATTING) {
                formatting = formatting.saturating_sub(1);
            }
            // Stray end tags close nothing: harmless one by one.
            if let Some(i) = open.iter().rposition(|n| n.eq_ignore_ascii_case(tag.name)) {
                open.truncate(i);
            }
            true
        } else if is_one_of(tag.name, &VOID) || is_one_of(tag.name, &IMPLIED) {
            true
        } else if open.len() >= MAX_OPEN || (is_one_of(tag.name, &FORMATTING) && formatting >= MAX_FORMATTING) {
            false
        } else {
            formatting += usize::from(is_one_of(tag.name, &FORMATTING));
            if !is_one_of(tag.name, &RAW) {
                open.push(tag.name);
            }
            true
        };
        let bare = tag.attributes > MAX_ATTRIBUTES || tag.end - tag.start > MAX_TAG;
        if !keep || bare {
            let out = out.get_or_insert_with(|| String::with_capacity(html.len()));
            out.push_str(&html[kept..tag.start]);
            if keep {
                // A tag's name is ASCII here, see `Tag::read`.
                out.push_str(if tag.closing { "</" } else { "<" });
                out.push_str(&html[tag.name_start..tag.name_start + tag.name.len()]);
                out.push('>');
            }
            kept = tag.end;
        }
        if !tag.closing && is_one_of(tag.name, &RAW) {
            at = end_of_raw(bytes, tag.end, tag.name);
            if nobody_reads(&html[tag.start..tag.end], tag.name, &bytes[tag.end..at], bytes.get(at + "</".len() + tag.name.len())) {
                let out = out.get_or_insert_with(|| String::with_capacity(html.len()));
                out.push_str(&html[kept..tag.end]);
                kept = at;
            }
        }
    }
    match out {
        None => Cow::Borrowed(html),
        Some(mut out) => {
            out.push_str(&html[kept..]);
            Cow::Owned(out)
        }
    }
}

fn is_one_of(name: &[u8], names: &[&[u8]]) -> bool {
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

/// Whether the content of a raw element is a script or style, half of a page, which need not be parsed. JSON is read elsewhere, and
/// what might end otherwise for a parser than here is left alone.
fn nobody_reads(tag: &str, name: &[u8], content: &[u8], behind_name: Option<&u8>) -> bool {
    let ends = matches!(behind_name, Some(b'>' | b'/') | Some(b' ' | b'\t' | b'\n' | b'\r'));
    let json = || tag.to_ascii_lowercase().contains("json");
    ends && !content.is_empty()
        && (name.eq_ignore_ascii_case(b"style") || name.eq_ignore_ascii_case(b"script") && !json())
        && memchr::memmem::find(content, b"<!--").is_none()
}

/// Where the end tag of a raw element starts, or the end of the page.
fn end_of_raw(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(i) = memchr::memmem::find(&bytes[at..], b"</") {
        let tail = &bytes[at + i + 2..];
        if tail.len() >= name.len() && tail[..name.len()].eq_ignore_ascii_case(name) {
            return at + i;
        }
        at += i + 2;
    }
    bytes.len()
}

struct Tag<'a> {
    start: usize,
    /// Behind the `>`.
    end: usize,
    closing: bool,
    name_start: usize,
    name: &'a [u8],
    attributes: usize,
}

impl<'a> Tag<'a> {
    /// The tag that starts at `start`, where a `<` stands; `None` when it is no tag with an ASCII name.
    fn read(bytes: &'a [u8], start: usize) -> Option<Self> {
        let closing = bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closing);
        if !bytes.get(name_start)?.is_ascii_alphabetic() {
            return None;
        }
        let name_len = bytes[name_start..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-' || **b == b':').count();
        let mut at = name_start + name_len;
        let (mut attributes, mut in_name) = (0, false);
        let mut after_equals = false;
        while let Some(&b) = bytes.get(at) {
            match b {
                b'>' => break,
                b'"' | b'\'' if after_equals => {
                    at += 1 + memchr::memchr(b, &bytes[at + 1..]).unwrap_or(bytes.len() - at - 1);
                    (after_equals, in_name) = (false, false);
                }
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => in_name = false,
                b'/' if !after_equals => in_name = false,
                b'=' => after_equals = true,
                _ => {
                    if !in_name && !after_equals {
                        attributes += 1;
                    }
                    (after_equals, in_name) = (false, true);
                }
            }
            at += 1;
        }
        let end = (at + 1).min(bytes.len());
        Some(Self { start, end, closing, name_start, name: &bytes[name_start..name_start + name_len], attributes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expect: &str) {
        assert_eq!(guard(html), expect);
    }

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page = "<!doctype html><!-- <b> --><div class='a>b'><p>one<p>two<script src=a></script></div>";
        assert!(matches!(guard(page), Cow::Borrowed(_)));
    }

    #[test]
    fn scripts_and_styles_lose_their_content() {
        check("<p>a<SCRIPT>'<div>'</Script>b<style x>p{}</style >c", "<p>a<SCRIPT></Script>b<style x></style >c");
        for kept in [
            "<script type='application/ld+json'>{\"a\": 1}</script>",
            "<script><!-- <script>x</script> --></script>",
            "<script>never closed </scripted>",
            "<title>a <style>b</title>c",
        ] {
            check(kept, kept);
        }
    }

    #[test]
    fn deep_nesting_loses_tags_and_keeps_words() {
        let page = format!("{}words{}", "<div>".repeat(5000), "</div>".repeat(5000));
        let guarded = guard(&page);
        assert_eq!(guarded.matches("<div>").count(), MAX_OPEN);
        assert!(guarded.contains("words"));
        let fonts: String = (0..500).map(|i| format!("<div><b id={i}>x</div>")).collect();
        assert_eq!(guard(&fonts).matches("<b").count(), MAX_FORMATTING);
    }

    #[test]
    fn endless_attributes_are_dropped() {
        let many: String = (0..1000).map(|i| format!(" a{i}")).collect();
        check(&format!("<p{many}>x</p>"), "<p>x</p>");
        check(&format!("<p title=\"{}\">x", "é".repeat(100_000)), "<p>x");
        check("<p title=\"never closed", "<p title=\"never closed");
    }
}
