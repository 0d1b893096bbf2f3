//! The arguments as typed: no look at disk, terminal or environment, so that help works on a broken machine.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

const AFTER_HELP: &str = "\
Examples:
  sayso trace page.html                    the ledger of a saved page
  sayso trace https://example.org/report   the same, fetched
  sayso trace pages/ --format html --output ledger.html
  sayso ingest pages/ news.warc.gz         many articles, kept and compared
  sayso claims --one-origin                what several of them have from one source
  sayso doctor                             what this program can do here

Exit code: 0 done; 1 done, but some inputs failed or nothing was found; 2 could not run.";

const AFTER_INGEST: &str = "\
Examples:
  sayso ingest pages/
  sayso ingest news.jsonl crawl.warc.gz --db strike.sayso
  sayso ingest https://example.org/feed.xml feeds.opml
  sayso ingest 'saved/**/*.html' --model fast

The same command once more takes in only what is new or has changed; after Ctrl-C it goes on where it was.
Articles that a feed links to are fetched if the site's robots.txt lets us, one a second of each site.";

const AFTER_EXPORT: &str = "\
Examples:
  sayso export > statements.csv
  sayso export claims --format jsonl --db strike.sayso
  sayso export articles --format parquet --output articles.parquet
  sayso export --format w3c --output annotations.jsonld
  sayso export --format ftm --output entities.ftm.json

Offsets count Unicode code points of an article's text. What the columns hold is told in docs/export.md.";

const AFTER_CLAIMS: &str = "\
Examples:
  sayso claims                             what two articles or more say, most widely told first
  sayso claims dam Torvik --one-origin
  sayso claims --state-only --since 2024-05-01
  sayso claims --drift --format html --output claims.html

How many origins stand behind a claim says nothing about whether it is true.";

const AFTER_MCP: &str = "\
An assistant starts it; name this command in its settings, with the store's full path:
  {\"mcpServers\": {\"sayso\": {\"command\": \"sayso\", \"args\": [\"mcp\", \"--db\", \"C:/stores/strike.sayso\"]}}}

It reads the store and changes nothing; nothing is fetched. More in docs/mcp.md.";

const AFTER_SERVE: &str = "\
Examples:
  sayso serve                              http://127.0.0.1:7297, for this machine alone
  sayso serve --db strike.sayso --writable
  sayso serve --listen 0.0.0.0:7297        for the network: makes a token, shows it once, and lets in who has it

The store may be filled by `sayso ingest` meanwhile. What the API answers is told in docs/api.md.";

const AFTER_WATCH: &str = "\
Examples:
  sayso watch feeds.opml
  sayso watch https://example.org/feed.xml --every 1h --db strike.sayso

Runs until Ctrl-C. Pages that have not changed are not fetched again.";

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
    /// Take articles into a store, where they are traced, kept and compared
    Ingest(Ingest),
    /// Do the same again and again, for feeds
    Watch(Watch),
    /// List claims: what several articles say, and how many independent origins stand behind it
    Claims(Claims),
    /// Show one claim: origins, mentions in time, what changed on the way
    Claim(Claim),
    /// Find the claim that a sentence has in mind
    Similar(Similar),
    /// List the inputs of a store that failed, with their reasons
    Problems(Problems),
    /// Write a store's articles, statements, claims or mentions for other programs
    Export(Export),
    /// Show a store in the browser, and answer programs over HTTP
    Serve(Serve),
    /// Answer an assistant over the Model Context Protocol, on stdin and stdout
    Mcp(Mcp),
    /// Say version, model, CPU features and registers, and what is missing on this machine
    Doctor(Doctor),
}

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_TRACE)]
pub struct Trace {
    /// Files, folders, 'globs*', http(s) URLs, or - for stdin: pages, texts, .jsonl lists, feeds with full texts, WARC archives
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

    /// accurate, or fast: some fifty times cheaper, a little less right
    #[arg(long, value_name = "MODEL", default_value = "accurate", hide_possible_values = true)]
    pub model: Model,

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
#[command(after_help = AFTER_INGEST)]
pub struct Ingest {
    #[command(flatten)]
    pub intake: Intake,
}

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_WATCH)]
pub struct Watch {
    #[command(flatten)]
    pub intake: Intake,

    /// Time between two rounds, such as 90s, 15m, 2h or 1d
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = duration)]
    pub every: Duration,
}

/// What `ingest` and `watch` share.
#[derive(Debug, clap::Args)]
pub struct Intake {
    /// Files, folders, 'globs*', http(s) URLs, or - for stdin: pages, texts, .jsonl lists, RSS, Atom and JSON feeds, OPML lists of
    /// feeds, WARC archives, ninjs, trafilatura's JSON and XML; any of them also as .gz
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<String>,

    /// The store [default: corpus.sayso in your data folder, or $SAYSO_DB]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,

    /// accurate, or fast: some fifty times cheaper, a little less right
    #[arg(long, value_name = "MODEL", default_value = "accurate", hide_possible_values = true)]
    pub model: Model,

    /// Also read articles that are not in English; expect mistakes
    #[arg(long)]
    pub force: bool,

    /// Largest input, line of a list or page of an archive
    #[arg(long, value_name = "SIZE", default_value = "20MB", value_parser = size)]
    pub max_size: usize,

    /// Longest wait for a page
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,

    /// Your own outlets and countries, as TOML; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub register: Vec<PathBuf>,

    /// Threads [default: one a CPU core]
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,

    /// Say nothing on stderr but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, clap::Args)]
pub struct Problems {
    /// The store [default: corpus.sayso in your data folder, or $SAYSO_DB]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,

    /// text or json
    #[arg(short, long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ProblemsFormat,

    /// Only those with this code, such as no_article or robots
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,

    /// Also remarks about inputs that were taken in all the same
    #[arg(long)]
    pub remarks: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_CLAIMS)]
pub struct Claims {
    /// Words that stand in a mention
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,

    /// All mentions lead to one origin
    #[arg(long)]
    pub one_origin: bool,

    /// All origins are state outlets or governments
    #[arg(long)]
    pub state_only: bool,

    /// An article says that it was not verified
    #[arg(long)]
    pub unverified: bool,

    /// Numbers, places or times differ
    #[arg(long)]
    pub conflict: bool,

    /// Something changed on the way: a hedge lost, a source dropped
    #[arg(long)]
    pub drift: bool,

    /// Told by an outlet with this in its name
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Said by somebody of this name
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// Seen on this day or later: 2024, 2024-05 or 2024-05-31
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<String>,

    /// Seen on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub until: Option<String>,

    /// Told at least so often; 1 lists what nobody repeats as well
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub min_mentions: usize,

    /// At most so many [default: 50 as text, 500 as html, all as json]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,

    /// text, json or html
    #[arg(short, long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ClaimsFormat,

    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Debug, clap::Args)]
pub struct Claim {
    /// Its number, as `sayso claims` lists it
    #[arg(value_name = "ID")]
    pub id: i64,

    /// text, json, html, or svg: the origins as a picture
    #[arg(short, long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ClaimFormat,

    #[command(flatten)]
    pub shown: Shown,
}

#[derive(Debug, clap::Args)]
pub struct Similar {
    /// In your own words
    #[arg(required = true, value_name = "SENTENCE")]
    pub sentence: Vec<String>,

    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub limit: u32,

    /// text, json or html
    #[arg(short, long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ClaimsFormat,

    #[command(flatten)]
    pub shown: Shown,
}

/// What `claims`, `claim` and `similar` share.
#[derive(Debug, clap::Args)]
pub struct Shown {
    /// The store [default: corpus.sayso in your data folder, or $SAYSO_DB]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,

    /// Write here instead of to stdout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

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
#[command(after_help = AFTER_SERVE)]
pub struct Serve {
    /// The store [default: corpus.sayso in your data folder, or $SAYSO_DB]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,

    /// Where to listen; an address that others can reach wants a token of everybody
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7297", value_parser = listen)]
    pub listen: SocketAddr,

    /// Take corrections, and articles that the API is asked to keep; else the store is only read
    #[arg(long)]
    pub writable: bool,

    /// Let whoever may come in have addresses on the public internet fetched and traced
    #[arg(long)]
    pub allow_fetch: bool,

    /// Want a token on this machine too, and make a new one; the old one opens no more
    #[arg(long)]
    pub new_token: bool,

    /// Want the token that has this argon2 hash [default: the one kept in your data folder, or $SAYSO_TOKEN_HASH]
    #[arg(long, value_name = "HASH", conflicts_with = "new_token")]
    pub token_hash: Option<String>,

    /// Another name for this server, such as that of a proxy before it; may be given more than once
    #[arg(long, value_name = "HOST")]
    pub name: Vec<String>,

    /// Requests a second of one client on average [default: 20 where others can reach it, else no limit]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub rate: Option<u32>,

    /// Largest text or page that is sent or fetched to be traced
    #[arg(long, value_name = "SIZE", default_value = "2MB", value_parser = size)]
    pub max_size: usize,

    /// Longest time for an answer
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,

    #[command(flatten)]
    pub reading: Reading,

    /// Requests that are worked on at once [default: two a CPU core]
    #[arg(short, long, value_name = "N", value_parser = jobs)]
    pub jobs: Option<usize>,

    /// Say nothing on stderr but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_MCP)]
pub struct Mcp {
    /// The store [default: corpus.sayso in your data folder, or $SAYSO_DB]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,

    #[command(flatten)]
    pub reading: Reading,
}

/// How `serve` and `mcp` read an article.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// accurate, or fast: some fifty times cheaper, a little less right
    #[arg(long, value_name = "MODEL", default_value = "accurate", hide_possible_values = true)]
    pub model: Model,

    /// Also read articles that are not in English; expect mistakes
    #[arg(long)]
    pub force: bool,

    /// Your own outlets and countries, as TOML; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub register: Vec<PathBuf>,
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
pub enum Model {
    Accurate,
    Fast,
}

impl From<Model> for sayso_app::Builtin {
    fn from(typed: Model) -> Self {
        match typed {
            Model::Accurate => Self::Accurate,
            Model::Fast => Self::Fast,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_EXPORT)]
pub struct Export {
    /// articles, statements, claims, mentions or corrections [default: statements]
    #[arg(value_name = "WHAT", hide_possible_values = true)]
    pub what: Option<ExportWhat>,

    /// csv, jsonl or parquet for tables; w3c for Web Annotations (JSON-LD); ftm for FollowTheMoney entities [default: csv; jsonl for corrections]
    #[arg(short, long, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<ExportFormat>,

    /// Write here instead of to stdout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// The store [default: corpus.sayso in your data folder, or $SAYSO_DB]
    #[arg(long, value_name = "FILE")]
    pub db: Option<PathBuf>,

    /// Say nothing on stderr but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportWhat {
    Articles,
    Statements,
    Claims,
    Mentions,
    Corrections,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    Csv,
    Jsonl,
    Parquet,
    W3c,
    Ftm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProblemsFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClaimsFormat {
    Text,
    Json,
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClaimFormat {
    Text,
    Json,
    Html,
    Svg,
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

/// `127.0.0.1:7297`, `[::1]:7297`, `localhost:7297`
fn listen(typed: &str) -> Result<SocketAddr, String> {
    let numbered = typed.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    let wanted = "want an address of this machine with a port, such as 127.0.0.1:7297 or 0.0.0.0:7297";
    numbered.as_deref().unwrap_or(typed).parse().map_err(|_| wanted.to_owned())
}

/// A year, a month or a day of ISO 8601.
fn date(typed: &str) -> Result<String, String> {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = typed.split('-').collect();
    let fine = match parts.as_slice() {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && digits(month, 2) && ("01"..="12").contains(month),
        [year, month, day] => {
            digits(year, 4) && digits(month, 2) && digits(day, 2) && ("01"..="12").contains(month) && ("01"..="31").contains(day)
        }
        _ => false,
    };
    if fine { Ok(typed.to_owned()) } else { Err("want a date such as 2024, 2024-05 or 2024-05-31".to_owned()) }
}

fn width(typed: &str) -> Result<usize, String> {
    typed.parse().ok().filter(|n| (30..=1000).contains(n)).ok_or_else(|| "want a number of columns from 30 to 1000".to_owned())
}

/// `90s`, `15m`, `2h`, `1d`
fn duration(typed: &str) -> Result<Duration, String> {
    let wanted = || "want a time from 1s to 30d, such as 90s, 15m, 2h or 1d".to_owned();
    let typed = typed.trim();
    let (number, unit) = typed.split_at(typed.find(|c: char| !c.is_ascii_digit()).unwrap_or(typed.len()));
    let number: u64 = number.parse().map_err(|_| wanted())?;
    let unit = match unit.trim() {
        "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(wanted()),
    };
    let seconds = number.checked_mul(unit).filter(|s| (1..=30 * 86_400).contains(s)).ok_or_else(wanted)?;
    Ok(Duration::from_secs(seconds))
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
    fn dates_are_read() {
        for fine in ["2024", "2024-05", "2024-05-31"] {
            assert_eq!(date(fine).as_deref(), Ok(fine));
        }
        for wrong in ["24", "2024-13", "2024-5-1", "2024-05-32", "may", "2024-05-01-01"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_are_read() {
        for (typed, address) in [("localhost:80", "127.0.0.1:80"), ("[::1]:7297", "[::1]:7297"), ("0.0.0.0:1", "0.0.0.0:1")] {
            assert_eq!(listen(typed).map(|a| a.to_string()).as_deref(), Ok(address));
        }
        assert!(listen("7297").is_err() && listen("desk.example:80").is_err() && listen("localhost:99999").is_err());
    }

    #[test]
    fn times_are_read() {
        assert_eq!(duration("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(duration("2 h"), Ok(Duration::from_secs(7200)));
        assert!(
            duration("0s").is_err() && duration("31d").is_err() && duration("15").is_err() && duration("99999999999999999999d").is_err()
        );
    }

    #[test]
    fn arguments_are_well_formed() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
