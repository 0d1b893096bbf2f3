//! What every test of the house needs: the repository's root, its files, and source text without comments and strings.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold nothing we wrote.
const NOT_OURS: [&str; 7] = [".git", "target", "__pycache__", ".venv", "node_modules", "shared", ".pytest_cache"];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository stands two folders up")
}

/// Files below `folder` whose names end in `ending`, sorted, as paths from the root with `/`.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let (root, mut found, mut open) = (root(), Vec::new(), vec![PathBuf::from(folder)]);
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(root.join(&folder)) else { continue };
        for entry in entries.map(|e| e.expect("a folder of ours can be listed")) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            if entry.path().is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    open.push(path);
                }
            } else if name.ends_with(ending) {
                let words: Vec<_> = path.iter().map(|p| p.to_string_lossy()).filter(|p| p != ".").collect();
                found.push(words.join("/"));
            }
        }
    }
    found.sort();
    found
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("cannot read `{path}`: {e}"))
}

/// Names of the crates' folders, sorted.
pub fn rooms() -> Vec<String> {
    let manifests = files("crates", "Cargo.toml");
    manifests.iter().filter_map(|p| p.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")).map(str::to_owned).collect()
}

/// Rust source with comments, strings and characters blanked out, line for line.
pub fn bare(source: &str) -> String {
    let (chars, mut out, mut at) = (source.chars().collect::<Vec<_>>(), String::with_capacity(source.len()), 0);
    let keep_lines = |out: &mut String, from: usize, to: usize, chars: &[char]| {
        out.extend(chars[from..to.min(chars.len())].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
    };
    while at < chars.len() {
        let end = match (chars[at], chars.get(at + 1)) {
            ('/', Some('/')) => chars[at..].iter().position(|&c| c == '\n').map_or(chars.len(), |n| at + n),
            ('/', Some('*')) => block_comment(&chars, at),
            ('"', _) => string(&chars, at),
            ('r', Some('"' | '#')) if at == 0 || !chars[at - 1].is_alphanumeric() => raw_string(&chars, at),
            ('\'', Some('\\')) => chars[at + 3..].iter().position(|&c| c == '\'').map_or(chars.len(), |n| at + n + 4),
            ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => at + 3,
            _ => {
                out.push(chars[at]);
                at += 1;
                continue;
            }
        };
        keep_lines(&mut out, at, end, &chars);
        at = end;
    }
    out
}

fn block_comment(chars: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) if depth == 1 => return at + 2,
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    at
}

fn string(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// End of `r"…"` or `r#"…"#`; the next character where it is none (a raw identifier).
fn raw_string(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|&&c| c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return start + 1;
    }
    let mut at = open + 1;
    while at < chars.len() {
        if chars[at] == '"' && chars[at + 1..].iter().take_while(|&&c| c == '#').count() >= hashes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    at
}
