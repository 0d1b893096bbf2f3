//! What the user named, found: files, folders, globs, stdin and URLs. Nothing is read yet.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use sayso_app::Unread;
use sayso_doc::Problem;

use super::{Named, unreadable};

/// What a folder is searched for; packed ones by the ending before `.gz`.
const EXTENSIONS: [&str; 10] = ["html", "htm", "txt", "json", "jsonl", "ndjson", "xml", "rss", "atom", "warc"];

/// Folders within folders; deeper ones are a mistake or a trap.
const DEEPEST: usize = 64;

fn missing(origin: String, problem: Problem) -> Named {
    Named::Missing(Unread { origin, line: None, problem })
}

/// Adds what `name` stands for.
pub fn find(name: &str, found: &mut VecDeque<Named>) {
    if name == "-" {
        found.push_back(Named::Stdin);
        return;
    }
    if name.starts_with("http://") || name.starts_with("https://") {
        found.push_back(Named::Url(name.to_owned()));
        return;
    }
    let path = Path::new(name);
    if path.is_dir() {
        find_in_folder(path, name, found);
    } else if path.exists() {
        found.push_back(Named::File(path.to_owned()));
    } else if name.contains(['*', '?', '[']) {
        find_by_glob(name, found);
    } else {
        let problem =
            Problem::new("not_found", "no such file or folder").hint("give a file, a folder, a 'glob*', an http(s) URL, or `-` for stdin");
        found.push_back(missing(name.to_owned(), problem));
    }
}

fn find_in_folder(folder: &Path, name: &str, found: &mut VecDeque<Named>) {
    let before = found.len();
    walk(folder, 0, found);
    if found.len() == before {
        let problem = Problem::new("empty_folder", "no articles in this folder").hint(
            "a folder is searched for pages, texts, lists, feeds and archives by their endings; name files of other kinds one by one",
        );
        found.push_back(missing(name.to_owned(), problem));
    }
}

/// Files in the order of their names; hidden ones and links to folders are passed over.
fn walk(folder: &Path, depth: usize, found: &mut VecDeque<Named>) {
    let origin = || folder.display().to_string();
    if depth > DEEPEST {
        found.push_back(missing(origin(), Problem::new("too_deep", format!("folders are more than {DEEPEST} deep"))));
        return;
    }
    let entries = match std::fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(e) => {
            found.push_back(missing(origin(), unreadable(&e)));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        if path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, depth + 1, found);
            }
        } else if is_wanted(&path) {
            found.push_back(Named::File(path));
        }
    }
}

fn find_by_glob(pattern: &str, found: &mut VecDeque<Named>) {
    let failed = |problem| missing(pattern.to_owned(), problem);
    let paths = match glob::glob(pattern) {
        Ok(paths) => paths,
        Err(e) => {
            let problem = Problem::new("bad_glob", format!("no such file, and not a pattern: {}", e.msg))
                .hint("`*` stands for any name, `**` for any folders, `[ab]` for one of these letters");
            found.push_back(failed(problem));
            return;
        }
    };
    let before = found.len();
    for path in paths {
        match path {
            Ok(path) if path.is_dir() => walk(&path, 0, found),
            Ok(path) => found.push_back(Named::File(path)),
            Err(e) => found.push_back(missing(e.path().display().to_string(), unreadable(e.error()))),
        }
    }
    if found.len() == before {
        found.push_back(failed(
            Problem::new("not_found", "nothing matches this pattern").hint("`*` does not cross folders; `**/*.html` does"),
        ));
    }
}

/// Whether a file of this name may hold articles.
fn is_wanted(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').is_some_and(|(_, ending)| EXTENSIONS.contains(&ending))
}

/// Whether a file of this name is a list, one article a line.
pub fn is_list(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".jsonl") || name.ends_with(".ndjson")
}
