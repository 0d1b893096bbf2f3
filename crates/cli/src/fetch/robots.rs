//! What a site asks of programs: `robots.txt` as RFC 9309 has it, and the delay that some sites ask for besides.

use std::time::Duration;

/// Bytes of the file that are read, as the RFC wants at least.
pub const MAX_BYTES: usize = 500 << 10;

/// A site that asks for more than this between two requests is given this.
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// Rules kept of one site, and bytes of one rule's pattern: matching is bounded by their product with the path.
const MAX_RULES: usize = 2_000;
const MAX_PATTERN: usize = 512;

/// The rules of one site for us.
#[derive(Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    pub delay: Option<Duration>,
}

#[derive(Debug, PartialEq)]
struct Rule {
    allow: bool,
    pattern: String,
}

impl Robots {
    /// The rules for the program that calls itself `name`; those for `*` where it is not named.
    pub fn read(text: &str, name: &str) -> Self {
        let (mut ours, mut others) = (Self::default(), Self::default());
        let mut named = false;
        // Agents of the group that is being read, and whether its rules have begun.
        let (mut for_us, mut for_all, mut in_rules) = (false, false, true);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if in_rules {
                    (for_us, for_all, in_rules) = (false, false, false);
                }
                let token = value.split(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_'))).next().unwrap_or_default();
                for_all |= value == "*";
                for_us |= token.eq_ignore_ascii_case(name);
                named |= for_us;
                continue;
            }
            let delay = value.parse::<f64>().ok().filter(|s| (0.0..1e6).contains(s)).map(Duration::from_secs_f64);
            for (wanted, robots) in [(for_us, &mut ours), (for_all, &mut others)] {
                match key.as_str() {
                    "allow" | "disallow" if wanted && !value.is_empty() && value.len() <= MAX_PATTERN && robots.rules.len() < MAX_RULES => {
                        robots.rules.push(Rule { allow: key == "allow", pattern: value.to_owned() });
                    }
                    "crawl-delay" if wanted => robots.delay = delay.map(|d| d.min(LONGEST_DELAY)),
                    _ => {}
                }
            }
            // `Sitemap` and the like belong to no group and end none.
            in_rules |= matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
        }
        if named { ours } else { others }
    }

    /// Whether we may ask for `path` (with its query). The longest pattern that matches decides; of two alike the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let matching = self.rules.iter().filter(|r| matches(&r.pattern, path));
        matching.max_by_key(|r| (r.pattern.len(), r.allow)).is_none_or(|r| r.allow)
    }
}

/// `*` stands for anything, `$` at the end for the end; else a pattern is a prefix. Both are compared with their escapes undone.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, at_end) = match pattern.strip_suffix('$') {
        Some(rest) => (rest, true),
        None => (pattern, false),
    };
    let path = unescaped(path);
    let parts: Vec<Vec<u8>> = pattern.split('*').map(unescaped).collect();
    let Some(mut rest) = path.strip_prefix(parts[0].as_slice()) else { return false };
    for (i, part) in parts.iter().enumerate().skip(1) {
        let last = i + 1 == parts.len();
        if last && at_end {
            return rest.ends_with(part);
        }
        match find(rest, part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    !at_end || rest.is_empty()
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    if wanted.is_empty() { Some(0) } else { text.windows(wanted.len()).position(|w| w == wanted) }
}

/// Bytes with `%41` as `A`; `%2F` stays, for it is no slash.
fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()).filter(|&b| b != b'/') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(robots: &str, allowed: &[&str], refused: &[&str]) {
        let rules = Robots::read(robots, "sayso");
        for path in allowed {
            assert!(rules.allows(path), "{path} should be allowed by {rules:?}");
        }
        for path in refused {
            assert!(!rules.allows(path), "{path} should be refused by {rules:?}");
        }
    }

    #[test]
    fn groups_and_patterns() {
        check("", &["/", "/a?b"], &[]);
        check("User-agent: *\nDisallow: /", &["/robots.txt"], &["/", "/a"]);
        check("User-agent: *\nDisallow:", &["/a"], &[]);
        check("User-agent: *\nDisallow: /\n\nUser-Agent: Sayso/1.0\nDisallow: /private # a remark", &["/a"], &["/private/x"]);
        check("User-agent: other\nUser-agent: sayso\nDisallow: /a\nSitemap: x\nUser-agent: *\nDisallow: /b", &["/b"], &["/a"]);
        check("User-agent: sayso\nDisallow: /a\n\nUser-agent: sayso\nDisallow: /b", &["/c"], &["/a", "/b"]);
        check("user-agent: *\ndisallow: /*.pdf$\ndisallow: /p*/x", &["/a.pdf?x", "/a.html", "/p/y"], &["/b/a.pdf", "/press/new/x/1"]);
        check("user-agent: *\ndisallow: /news\nallow: /news/world\nallow: /news", &["/news", "/news/world/1"], &[]);
        check("user-agent: *\nallow: /news/world\ndisallow: /news", &["/news/world/1", "/"], &["/news", "/newsletter"]);
        check("user-agent: *\ndisallow: /%7Ea\ndisallow: /b%2Fc", &["/b/c"], &["/~a", "/%7ea", "/b%2Fc"]);
        check("disallow: /\nnonsense\n: :\n", &["/"], &[]);
        check("User-agent: *\nDisallow: /*$", &[], &["/", "/a"]);
    }

    #[test]
    fn delays_are_bounded() {
        let delay = |d: &str| Robots::read(&format!("User-agent: *\nCrawl-delay: {d}"), "sayso").delay;
        assert_eq!(delay("2.5"), Some(Duration::from_millis(2500)));
        assert_eq!(delay("86400"), Some(LONGEST_DELAY));
        assert_eq!(delay("-1"), None);
        assert_eq!(delay("NaN"), None);
    }
}
