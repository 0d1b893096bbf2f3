//! Archives made whole, then harmed: every good page must come out, and every bad record be told with its place.

use std::io::{self, Read, Write};

use super::Reader;

const HTML: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><p>The bridge is shut.</p></html>";
const LIMIT: usize = 1 << 20;

fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-01T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn good(name: &str) -> Vec<u8> {
    record("response", &format!("https://gazette.example/{name}"), HTML.as_bytes())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

/// `a b !12 bad_record: why`: the last part of each page's address, and offset and problem of each bad record.
fn read(archive: &[u8]) -> String {
    told(Reader::new(archive, LIMIT))
}

fn told<R: Read>(reader: Reader<R>) -> String {
    let told = reader.map(|item| match item {
        Ok(page) => page.url.rsplit('/').next().unwrap_or_default().to_owned(),
        Err(bad) => format!("!{} {}", bad.offset, bad.problem.message),
    });
    told.collect::<Vec<_>>().join("\n")
}

fn check(parts: &[Vec<u8>], expect: &str) {
    assert_eq!(read(&parts.concat()), expect);
}

fn both(parts: &[Vec<u8>], expect: &str) {
    check(parts, expect);
    let packed: Vec<Vec<u8>> = parts.iter().map(|p| gzip(p)).collect();
    let bare = |told: String| {
        told.lines().map(|l| l.split_once(' ').filter(|_| l.starts_with('!')).map_or(l, |(_, w)| w).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(bare(read(&packed.concat())), bare(expect.to_owned()));
    // All in one member.
    assert_eq!(bare(read(&gzip(&parts.concat()))), bare(expect.to_owned()));
}

#[test]
fn pages_are_told_from_other_records() {
    both(
        &[
            record("warcinfo", "", b"software: test"),
            record("request", "https://gazette.example/a", b"GET /a HTTP/1.1\r\n\r\n"),
            good("a"),
            record("metadata", "https://gazette.example/a", b"fetchTimeMs: 3"),
            record("response", "https://gazette.example/i", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
            record("response", "https://gazette.example/g", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>"),
            record("response", "https://gazette.example/n", b"nonsense"),
            record("revisit", "https://gazette.example/a", b"HTTP/1.1 200 OK\r\n\r\n"),
            good("z"),
        ],
        "a\n!655 this is `image/png`, not an HTML page\n!837 the server answered 404\n!1028 no HTTP response in it: it does not start with one\nz",
    );
}

#[test]
fn a_page_comes_with_what_the_record_says() {
    let page = Reader::new(&good("a")[..], LIMIT).next().unwrap().unwrap();
    assert_eq!((page.offset, page.url.as_str()), (0, "https://gazette.example/a"));
    assert_eq!(page.bytes, b"<html><p>The bridge is shut.</p></html>");
    assert_eq!(page.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(page.fetched.as_deref(), Some("2026-03-01T10:00:00Z"));
    let cut = String::from_utf8(good("a")).unwrap().replace("WARC-Date", "WARC-Truncated: length\r\nWARC-Date");
    let page = Reader::new(cut.as_bytes(), LIMIT).next().unwrap().unwrap();
    assert_eq!(page.remark.unwrap().message, "the crawler cut the page (`length`); its end is missing");
}

#[test]
fn encodings_are_undone() {
    let html = b"<html><p>The bridge is shut.</p></html>";
    let chunks = b"a;x=y\r\n<html><p>T\r\n1d\r\nhe bridge is shut.</p></html>\r\n0\r\n\r\n".to_vec();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(html).unwrap();
    let zlib = zlib.finish().unwrap();
    let brotli = b"\x0b\x13\x80<html><p>The bridge is shut.</p></html>\x03";
    let gzipped = gzip(html);
    let chunked_gzip = [format!("{:x}\r\n", gzipped.len()).into_bytes(), gzipped.clone(), b"\r\n0\r\n\r\n".to_vec()].concat();
    for (headers, body) in [
        ("Transfer-Encoding: chunked\r\n", chunks),
        ("Transfer-Encoding: chunked\r\n", html.to_vec()),
        ("Content-Encoding: gzip\r\n", gzipped),
        ("Content-Encoding: gzip\r\n", html.to_vec()),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", chunked_gzip),
        ("content-encoding: deflate\r\n", zlib),
        ("Content-Encoding: br\r\n", brotli.to_vec()),
    ] {
        let archive = record("response", "https://gazette.example/a", &response(headers, &body));
        let page = Reader::new(&archive[..], LIMIT).next().unwrap().unwrap_or_else(|b| panic!("{headers}: {b:?}"));
        assert_eq!(page.bytes, html, "{headers}");
    }
}

#[test]
fn a_broken_header_costs_one_record() {
    let harm = |from: &str, to: &str| String::from_utf8(good("x")).unwrap().replace(from, to).into_bytes();
    let faults = [
        ("WARC/1.0", "WORC/1.0", "!232 corrupt: no record starts here"),
        ("Content-Length", "Content-Longth", "!232 corrupt: its header has no length"),
        ("WARC-Type", "WARC-Tape", "!232 corrupt: its header has no type"),
        ("Length: 98", "Length: 998", "!232 truncated: it ends before its length"),
        ("Length: 98", "Length: 9", "!232 corrupt: its length is wrong"),
        ("Length: 98", "Length: 1000000000", "!232 corrupt: another record starts within its length"),
    ];
    assert_eq!(good("a").len(), 232);
    for (from, to, expect) in faults {
        check(&[good("a"), harm(from, to), good("b"), good("c")], &format!("a\n{expect}\nb\nc"));
    }
    // A length that ends at a later record's end can't be told; one that ends elsewhere can.
    let swallowing = harm("Length: 98", "Length: 300");
    check(&[good("a"), swallowing, good("b"), good("c")], "a\n!232 corrupt: its length is wrong\nb\nc");
}

#[test]
fn the_end_may_be_missing() {
    for at in [10, 100, 200, 225] {
        let (whole, cut) = (good("a"), good("b")[..at].to_vec());
        let told = read(&[whole.clone(), cut.clone()].concat());
        assert!(told.starts_with("a\n!232 "), "{at}: {told}");
        let (whole, cut) = (gzip(&whole), gzip(&good("b")));
        let told = read(&[&whole[..], &cut[..cut.len() * at / 232]].concat());
        assert_eq!(told, format!("a\n!{} truncated: the archive ends within it", whole.len()), "{at}");
    }
    // Without the closing line breaks it is whole.
    assert_eq!(read(&good("a")[..228]), "a");
}

#[test]
fn a_corrupt_member_costs_one_member() {
    let members: Vec<Vec<u8>> = ["a", "b", "c"].iter().map(|n| gzip(&good(n))).collect();
    let start = members[0].len();
    for at in 0..members[1].len() {
        let mut archive = members.concat();
        archive[start + at] ^= 0xff;
        let told = read(&archive);
        // A few bytes of a member's header (time, system) change nothing.
        let harmless = told == "a\nb\nc";
        let one_lost = told.starts_with(&format!("a\n!{start} ")) && told.ends_with("\nc") && told.lines().count() == 3;
        assert!(one_lost || harmless && (4..10).contains(&at), "{at}: {told}");
    }
    for at in 1..members[1].len() {
        // Bytes are missing, so that the next member starts within this one. Without its last bytes the record may be whole all the same.
        let archive = [&members[0][..], &members[1][..at], &members[2][..]].concat();
        let told = read(&archive);
        let bad = format!("!{start} ");
        let lines: Vec<&str> = told.lines().filter(|l| *l != "b").collect();
        assert!(matches!(lines[..], ["a", one, "c"] if one.starts_with(&bad)), "{at}: {told}");
    }
}

#[test]
fn garbage_between_members_is_passed_over() {
    let archive = [gzip(&good("a")), vec![0; 100], gzip(&good("b")), b"garbage \x1f\x8b\x08 and more".repeat(3), gzip(&good("c"))].concat();
    let told = read(&archive);
    assert!(told.starts_with("a\nb\n!") && told.ends_with("where one should be\nc"), "{told}");
}

#[test]
fn hostile_sizes_are_bounded() {
    let zeros = vec![0_u8; 70 << 20];
    let bomb =
        gzip(&[&record("response", "https://gazette.example/x", b"")[..100], b"\r\nContent-Length: 9999999999\r\n\r\n", &zeros].concat());
    assert!(bomb.len() < 1 << 20);
    let told = read(&[gzip(&good("a")), bomb, gzip(&good("b"))].concat());
    assert!(told.starts_with("a\n!") && told.ends_with("it swells beyond all measure\nb"), "{told}");
    let page = response("Content-Encoding: gzip\r\n", &gzip(&zeros[..4 << 20]));
    both(&[good("a"), record("response", "https://gazette.example/x", &page), good("b")], "a\n!232 the page is larger than 1 MB\nb");
    let long = record("response", "https://gazette.example/x", &response("", &vec![b'x'; LIMIT + (1 << 20)]));
    both(&[good("a"), long, good("b")], "a\n!232 too large: 2 MB, at most 1 MB are read\nb");
    let header = format!("WARC/1.0\r\nX: {}\r\n\r\n", "x".repeat(1 << 20)).into_bytes();
    check(&[good("a"), header, good("b")], "a\n!232 corrupt: its header is too long\nb");
    let headers = response(&format!("X: {}\r\n", "x".repeat(300 << 10)), b"<html>");
    check(
        &[good("a"), record("response", "https://gazette.example/x", &headers), good("b")],
        "a\n!232 no HTTP response in it: its headers are too long\nb",
    );
}

#[test]
fn a_disk_that_fails_is_told_once() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            match self.0 {
                1 => (&good("a")[..]).read(into),
                _ => Err(io::ErrorKind::PermissionDenied.into()),
            }
        }
    }
    assert_eq!(told(Reader::new(Failing(0), LIMIT)), "!0 the archive can't be read from here on: permission denied");
}

#[test]
fn mutations_end_and_do_not_panic() {
    let parts: Vec<Vec<u8>> = (0..6).map(|i| good(&i.to_string())).collect();
    let packed: Vec<Vec<u8>> = parts.iter().map(|p| gzip(p)).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % n.max(1)
    };
    for round in 0..400 {
        let mut archive = if round % 2 == 0 { parts.concat() } else { packed.concat() };
        for _ in 0..1 + below(4) {
            let at = below(archive.len());
            match below(4) {
                0 => archive[at] = below(256) as u8,
                1 => drop(archive.drain(at..(at + below(50)).min(archive.len()))),
                2 => {
                    let piece = archive[at..(at + below(300)).min(archive.len())].to_vec();
                    archive.splice(at..at, piece);
                }
                _ => archive.truncate(archive.len().saturating_sub(below(20))),
            }
        }
        let count = Reader::new(&archive[..], LIMIT).count();
        assert!(count < 100, "round {round}: {count} items");
    }
}
