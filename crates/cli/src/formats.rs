//! The outputs of `trace`: each article is rendered on the thread that traced it, then written in order.

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use sayso_app::{Engine, Outcome, Summary, brat, html, wire};
use tempfile::SpooledTempFile;

use crate::args::Format;
use crate::output::{Output, write_whole};
use crate::text::{self, Look};

/// Pages up to this size wait for their list of contents in memory, larger ones on disk.
const SPOOL: usize = 16 << 20;

/// One article, rendered.
pub enum Piece {
    /// Text, JSON or a line.
    Inline(String),
    Section(html::Section),
    Standoff {
        name: String,
        text: String,
        annotations: String,
    },
}

/// Renders the article of `outcome`, if it has one; `number` is unlike that of any other article of the run.
pub fn render(format: Format, look: Look, engine: &Engine, outcome: &Outcome, number: &str) -> Option<Piece> {
    let traced = outcome.traced.as_ref()?;
    Some(match format {
        Format::Text => Piece::Inline(text::article(traced, engine.register(), look)),
        Format::Json => Piece::Inline(wire::to_json(&wire::Article::new(traced, &outcome.problems, engine.register()))),
        Format::Jsonl => Piece::Inline(wire::to_json(&wire::Line::new(traced))),
        Format::Html => Piece::Section(html::section(traced, &format!("a{number}"), engine.register())),
        Format::Brat => Piece::Standoff {
            name: file_name(&traced.article.id),
            text: traced.article.text.as_str().to_owned(),
            annotations: brat::annotations(traced),
        },
    })
}

/// Takes pieces in order and writes them.
pub enum Writer {
    Text { output: Output, look: Look, articles: usize },
    Json { output: Output, articles: usize },
    Jsonl { output: Output },
    Html { output: Output, title: String, entries: Vec<String>, spool: SpooledTempFile },
    Brat { folder: PathBuf, names: HashSet<String> },
}

impl Writer {
    pub fn open(format: Format, output: Option<PathBuf>, look: Look) -> anyhow::Result<Self> {
        if format == Format::Brat {
            // Settings refuse brat without a folder.
            let folder = output.unwrap_or_default();
            std::fs::create_dir_all(&folder).map_err(|e| crate::output::cannot_write(&folder, &e))?;
            write_whole(&folder.join("annotation.conf"), brat::CONFIGURATION)?;
            return Ok(Self::Brat { folder, names: HashSet::new() });
        }
        let mut output = Output::open(output.as_deref())?;
        Ok(match format {
            Format::Text => Self::Text { output, look, articles: 0 },
            Format::Json => {
                output.put(&wire::Document::opening())?;
                Self::Json { output, articles: 0 }
            }
            Format::Jsonl => Self::Jsonl { output },
            Format::Html | Format::Brat => {
                Self::Html { output, title: String::new(), entries: Vec::new(), spool: SpooledTempFile::new(SPOOL) }
            }
        })
    }

    pub fn write(&mut self, piece: Piece) -> anyhow::Result<()> {
        match (self, piece) {
            (Self::Text { output, look, articles }, Piece::Inline(article)) => {
                if *articles > 0 {
                    output.put(&text::rule(*look))?;
                }
                *articles += 1;
                output.put(&article)?;
                // People read along.
                output.show()
            }
            (Self::Json { output, articles }, Piece::Inline(article)) => {
                output.put(if *articles > 0 { ",\n" } else { "\n" })?;
                *articles += 1;
                output.put(&article)
            }
            (Self::Jsonl { output }, Piece::Inline(line)) => {
                output.put(&line)?;
                output.put("\n")
            }
            (Self::Html { output, title, entries, spool }, Piece::Section(section)) => {
                let html::Section { title: own, entry, html } = section;
                *title = own;
                entries.push(entry);
                spool.write_all(html.as_bytes()).map_err(|e| output.told(e))
            }
            (Self::Brat { folder, names }, Piece::Standoff { name, text, annotations }) => {
                let name = unused(names, name);
                // The text first: annotations without their text are of no use.
                write_whole(&folder.join(format!("{name}.txt")), &text)?;
                write_whole(&folder.join(format!("{name}.ann")), &annotations)
            }
            _ => unreachable!("render and Writer::open go by the same format"),
        }
    }

    pub fn finish(self, summary: &Summary) -> anyhow::Result<()> {
        match self {
            Self::Text { output, look: _, articles: _ } | Self::Jsonl { output } => output.finish(),
            Self::Json { mut output, articles: _ } => {
                output.put(&wire::Document::closing(&summary.failures))?;
                output.put("\n")?;
                output.finish()
            }
            Self::Html { mut output, title, entries, mut spool } => {
                let title = if entries.len() == 1 { title } else { format!("{} articles", entries.len()) };
                output.put(&html::opening(&format!("{title} · who said what")))?;
                if entries.len() > 1 {
                    output.put(&html::contents(&entries))?;
                }
                let copied = spool.seek(SeekFrom::Start(0)).and_then(|_| copy(&mut spool, &mut output));
                copied.map_err(|e| output.told(e))?;
                output.put(&html::closing())?;
                output.finish()
            }
            Self::Brat { folder: _, names: _ } => Ok(()),
        }
    }
}

fn copy(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<u64> {
    std::io::copy(from, to)
}

/// The end of an id as a file name that every system takes: letters, digits, `-`, `_` and dots within.
fn file_name(id: &str) -> String {
    let last = id.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(id);
    let stem = [".html", ".htm", ".txt", ".json"].iter().find_map(|e| last.strip_suffix(e)).unwrap_or(last);
    let name: String = stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).take(80).collect();
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() { "article".to_owned() } else { name.to_owned() }
}

fn unused(names: &mut HashSet<String>, name: String) -> String {
    // Some systems take `A.txt` and `a.txt` for one file.
    let mut candidate = name.clone();
    let mut k = 2;
    while !names.insert(candidate.to_lowercase()) {
        candidate = format!("{name}-{k}");
        k += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_within_the_folder_and_apart() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("pages/one two.html"), "one-two");
        assert_eq!(file_name("https://example.org/a?b=c&d"), "a-b-c-d");
        assert_eq!(file_name(".."), "article");
        let mut names = HashSet::new();
        assert_eq!(["a", "A", "a"].map(|n| unused(&mut names, n.to_owned())), ["a", "A-2", "a-3"]);
    }
}
