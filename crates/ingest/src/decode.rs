//! Bytes to text: by byte order mark, header, `meta` element, and at last a guess.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Where a page's `meta charset` must stand by the standard is 1,024 bytes; real pages are later.
const META_HEAD: usize = 8192;

#[derive(Debug)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: &'static str,
    /// Bytes that the encoding has no character for.
    pub lost: usize,
}

/// Decodes `bytes`; `is_html` says whether a `meta` element may name the encoding.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>, is_html: bool) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..]);
    }
    // What is valid UTF-8 beyond ASCII is UTF-8, whatever a server says; ASCII escapes of ISO-2022-JP are the exception.
    let header = content_type.and_then(charset_of);
    if let Some(text) = valid_utf8(bytes)
        && header != Some(encoding_rs::ISO_2022_JP)
        && !looks_utf16(bytes)
    {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), lost: usize::from(text.len() < bytes.len()) };
    }
    if let Some(encoding) = looks_utf16(bytes).then(|| if bytes[0] == 0 { UTF_16BE } else { UTF_16LE }) {
        return with(encoding, bytes);
    }
    let meta = || is_html.then(|| meta_charset(&bytes[..bytes.len().min(META_HEAD)])).flatten();
    if let Some(encoding) = header.or_else(meta) {
        let decoded = with(encoding, bytes);
        // A stray byte or two is a fault of the page; many are a wrong declaration.
        if decoded.lost * 500 <= bytes.len() || encoding != UTF_8 {
            return decoded;
        }
    }
    let mostly = with(UTF_8, bytes);
    let wide = bytes.iter().filter(|&&b| b >= 0x80).count();
    if mostly.lost * 10 <= wide {
        return mostly;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, chardetng::Utf8Detection::Deny), bytes)
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    // Decoders that spread one byte over the whole input ("replacement") would lose everything.
    let encoding = if encoding.name() == "replacement" { WINDOWS_1252 } else { encoding };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lost = text.matches('\u{fffd}').count();
    Decoded { text, encoding: encoding.name(), lost }
}

/// All of `bytes` as UTF-8, but for a character that is cut off at the end.
fn valid_utf8(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        // Without other characters beyond ASCII the last byte may as well be Latin-1.
        Err(e) if e.error_len().is_none() => std::str::from_utf8(&bytes[..e.valid_up_to()]).ok().filter(|t| !t.is_ascii()),
        Err(_) => None,
    }
}

fn looks_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = head.iter().filter(|&&b| b == 0).count();
    head.len() >= 16 && zeros * 3 > head.len()
}

fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let label = lower.split("charset=").nth(1)?.trim_matches(|c: char| c == '"' || c == '\'' || c.is_whitespace());
    Encoding::for_label(label.split([';', '"', '\'', ',', ' ']).next()?.as_bytes())
}

/// The encoding that a `meta` element or an XML declaration in `head` names.
fn meta_charset(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    for (name, must_follow) in [(&b"charset"[..], &b"<meta"[..]), (b"encoding", b"<?xml")] {
        for at in memchr::memmem::find_iter(&lower, name) {
            let before = &lower[at.saturating_sub(200)..at];
            if memchr::memmem::find(before, must_follow).is_none() {
                continue;
            }
            let value = lower[at + name.len()..].trim_ascii_start();
            let Some(value) = value.strip_prefix(b"=") else { continue };
            let value = value.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
            let len = value.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')).count();
            if let Some(encoding) = Encoding::for_label(&value[..len]) {
                // A page whose ASCII could be read cannot be UTF-16.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], content_type: Option<&str>, expect: &str, encoding: &str) {
        let decoded = decode(bytes, content_type, true);
        assert_eq!((&*decoded.text, decoded.encoding), (expect, encoding));
    }

    #[test]
    fn each_kind_of_evidence() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", Some("text/html; charset=latin1"), "café", "UTF-8");
        check(b"\xff\xfec\0a\0", None, "ca", "UTF-16LE");
        check(b"caf\xe9", Some("text/html; charset=\"ISO-8859-1\""), "café", "windows-1252");
        check(b"<meta charset=windows-1251>\xcc\xee\xf1\xea\xe2\xe0", None, "<meta charset=windows-1251>Москва", "windows-1251");
        check(b"caf\xc3\xa9", Some("text/html; charset=latin1"), "café", "UTF-8");
        check(b"the caf\xe9 in the harbour", None, "the café in the harbour", "windows-1252");
    }

    #[test]
    fn a_cut_character_at_the_end_is_dropped() {
        let decoded = decode(b"caf\xc3\xa9s and caf\xc3", None, false);
        assert_eq!((&*decoded.text, decoded.lost), ("cafés and caf", 1));
    }
}
