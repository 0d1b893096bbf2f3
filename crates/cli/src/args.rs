//! The arguments as typed: no look at disk, terminal or environment, so that help works on a broken machine.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

const AFTER_HELP: &str = "\
Examples:
  sayso trace page.html                    the ledger of a saved page
  sayso trace https://example.org/report   the same, fetched
  sayso trace pages/ --format html --output ledger.html
  sayso doctor                             what this program can do here

Exit code: 0 done; 1 done, but some inputs failed or nothing was found; 2 could not run.";

const AFTER_TRACE: &str = "\
Examples:
  sayso trace page.html
  sayso trace news.jsonl --format jsonl --output ledgers.jsonl
  sayso trace 'pages/*.html' --format html --output ledger.html
  curl -s https://example.org/report | sayso trace -
  sayso trace pages/ --format brat --output annotated/

A .jsonl is a list of articles, one {\"id\":…,\"text\":…} a line; its text is used unchanged.
Only English is read unless you say --force. Messages and progress go to stderr, data to stdout.";

/// Who said what in a news article, through whom, how firmly, and what was checked.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, after_help = AFTER_HELP, disable_help_subcommand = true, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the ledger of one or many articles
    Trace(Trace),
    /// Say version, model, CPU features and registers, and what is missing on this machine
    Doctor(Doctor),
}

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_TRACE)]
pub struct Trace {
    /// Files, folders (searched for .html .htm .txt .json .jsonl), 'globs*', http(s) URLs, or - for stdin
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,

    /// text for people; json, jsonl for programs; html to look at and print; brat to annotate
    #[arg(short, long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: Format,

    /// Write here instead of to stdout; a folder for brat
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,

    /// Keep only outermost attributions, none within another's content
    #[arg(long)]
    pub flat: bool,

    /// Leave out statements less sure than P, 0 to 1
    #[arg(long, value_name = "P", default_value = "0", value_parser = probability)]
    pub min_confidence: f32,

    /// Say for each field of a statement what decided it, rule or model, and on which words (text, json, jsonl)
    #[arg(long)]
    pub explain: bool,

    /// Also read articles that are not in English; expect mistakes
    #[arg(long)]
    pub force: bool,

    /// Largest input, or line of a .jsonl
    #[arg(long, value_name = "SIZE", default_value = "20MB", value_parser = size)]
    pub max_size: usize,

    /// Longest wait for a page at a URL
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,

    /// Your own outlets and countries, as TOML; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub register: Vec<PathBuf>,

    /// Threads [default: one a CPU core]
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,

    /// Width of text output [default: the terminal's, else 100]
    #[arg(long, value_name = "COLUMNS", value_parser = width)]
    pub width: Option<usize>,

    /// auto, always or never; auto obeys NO_COLOR
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: When,

    /// Say nothing on stderr but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// text or json
    #[arg(short, long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: DoctorFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Jsonl,
    Html,
    Brat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DoctorFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

fn probability(typed: &str) -> Result<f32, String> {
    typed.parse().ok().filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| "want a number from 0 to 1, such as 0.5".to_owned())
}

fn jobs(typed: &str) -> Result<usize, String> {
    typed.parse().ok().filter(|n| (1..=1024).contains(n)).ok_or_else(|| "want a number of threads from 1 to 1024".to_owned())
}

fn width(typed: &str) -> Result<usize, String> {
    typed.parse().ok().filter(|n| (30..=1000).contains(n)).ok_or_else(|| "want a number of columns from 30 to 1000".to_owned())
}

/// `500kB`, `20MB`, `1.5GB` (powers of 1024) or plain bytes.
fn size(typed: &str) -> Result<usize, String> {
    let wanted = || "want a size such as 500kB, 20MB or 1GB".to_owned();
    let typed = typed.trim();
    let digits = typed.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(typed.len());
    let (number, unit) = typed.split_at(digits);
    let number: f64 = number.parse().map_err(|_| wanted())?;
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1_u64,
        "k" | "kb" | "kib" => 1 << 10,
        "m" | "mb" | "mib" => 1 << 20,
        "g" | "gb" | "gib" => 1 << 30,
        _ => return Err(wanted()),
    };
    let bytes = number * unit as f64;
    // A text's offsets are 32 bit.
    if !(1.0..=4e9).contains(&bytes) {
        return Err("want a size from 1 byte to 3.7GB".to_owned());
    }
    Ok(bytes as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("20MB"), Ok(20 << 20));
        assert_eq!(size("1.5 kb"), Ok(1536));
        assert_eq!(size("77"), Ok(77));
        assert!(size("0").is_err() && size("9GB").is_err() && size("MB").is_err() && size("1TB").is_err() && size("1.2.3k").is_err());
    }

    #[test]
    fn arguments_are_well_formed() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
