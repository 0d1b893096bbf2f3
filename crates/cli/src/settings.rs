//! The arguments resolved against terminal and environment: what the commands work with.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use sayso_app::claims::ClaimFilter;

use crate::args::{self, ClaimFormat, ClaimsFormat, Command, DoctorFormat, Format, ProblemsFormat, When};
use crate::inputs::Reading;
use crate::printer::Refusal;

/// Width of text that goes to no terminal.
const PIPED_WIDTH: usize = 100;

/// Narrowest layout; a narrower terminal wraps.
const LEAST_WIDTH: usize = 30;

/// Lines beyond this are hard to follow, however wide the terminal.
const GREATEST_WIDTH: usize = 132;

/// Claims in a list for people, and on a page.
const TEXT_CLAIMS: usize = 50;
const PAGE_CLAIMS: usize = 500;

/// Requests a second of one client, where others than this machine can reach the server.
const OPEN_RATE: f64 = 20.0;

/// How to talk on stderr.
#[derive(Debug, Clone, Copy)]
pub struct Talk {
    pub quiet: bool,
    pub color: bool,
    /// Whether stderr is a terminal, so that progress may be drawn.
    pub terminal: bool,
}

impl Talk {
    pub fn of(typed: &args::Args) -> Self {
        let (quiet, when) = match &typed.command {
            Command::Trace(trace) => (trace.quiet, trace.color),
            Command::Ingest(args::Ingest { intake }) | Command::Watch(args::Watch { intake, .. }) => (intake.quiet, When::Auto),
            Command::Export(export) => (export.quiet, When::Auto),
            Command::Serve(serve) => (serve.quiet, When::Auto),
            Command::Claims(args::Claims { shown, .. })
            | Command::Claim(args::Claim { shown, .. })
            | Command::Similar(args::Similar { shown, .. }) => (shown.quiet, shown.color),
            Command::Problems(_) | Command::Mcp(_) | Command::Doctor(_) => (false, When::Auto),
        };
        let terminal = std::io::stderr().is_terminal();
        Self { quiet, color: color(when, terminal), terminal }
    }

    fn of_quiet(quiet: bool) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { quiet, color: color(When::Auto, terminal), terminal }
    }
}

pub struct Trace {
    pub inputs: Vec<String>,
    pub format: Format,
    pub output: Option<PathBuf>,
    pub engine: sayso_app::Options,
    /// (Name, text) of the user's registers.
    pub registers: Vec<(String, String)>,
    pub timeout: Duration,
    pub jobs: usize,
    pub width: usize,
    pub color: bool,
}

impl Trace {
    pub fn resolve(typed: args::Trace) -> anyhow::Result<Self> {
        let args::Trace {
            inputs,
            format,
            output,
            flat,
            min_confidence,
            model,
            explain,
            force,
            max_size,
            timeout,
            register,
            jobs,
            width,
            color: when,
            quiet: _,
        } = typed;
        if explain && matches!(format, Format::Html | Format::Brat) {
            let message = format!("`--explain` has no place in `--format {}`", word(format));
            return Err(Refusal::new(message, "use `--format text`, `json` or `jsonl`").into());
        }
        if format == Format::Brat {
            match &output {
                None => return Err(Refusal::new("`--format brat` needs a folder", "give one with `--output annotated/`").into()),
                Some(path) if path.is_file() => {
                    let message = format!("`--format brat` needs a folder, but this is a file: `{}`", path.display());
                    return Err(Refusal::new(message, "give a folder with `--output annotated/`").into());
                }
                Some(_) => {}
            }
        } else if let Some(path) = &output
            && path.is_dir()
        {
            let word = word(format);
            let message = format!("`--format {word}` writes one file, but this is a folder: `{}`", path.display());
            return Err(Refusal::new(
                message,
                format!("name a file in it: `--output {}`", path.join(format!("ledger.{}", extension(format))).display()),
            )
            .into());
        }
        let registers = registers(register)?;
        let terminal = output.is_none() && std::io::stdout().is_terminal();
        Ok(Self {
            inputs,
            format,
            engine: sayso_app::Options { model: model.into(), max_bytes: max_size, force, flat, min_confidence, explain },
            registers,
            timeout: Duration::from_secs(timeout),
            jobs: jobs.unwrap_or_else(cores),
            width: width.unwrap_or_else(|| if terminal { terminal_width() } else { PIPED_WIDTH }),
            color: color(when, terminal),
            output,
        })
    }
}

/// What `ingest` works with.
pub struct Ingest {
    pub sources: Vec<String>,
    pub db: PathBuf,
    /// ` --db FILE` as typed, for messages that name a command.
    pub db_flag: String,
    pub engine: sayso_app::Options,
    /// (Name, text) of the user's registers.
    pub registers: Vec<(String, String)>,
    pub reading: Reading,
    pub jobs: usize,
}

impl Ingest {
    pub fn resolve(typed: args::Ingest) -> anyhow::Result<Self> {
        let args::Ingest { intake } = typed;
        Self::of(intake)
    }

    fn of(typed: args::Intake) -> anyhow::Result<Self> {
        let args::Intake { sources, db, model, force, max_size, timeout, register, jobs, quiet: _ } = typed;
        let engine = sayso_app::Options { model: model.into(), max_bytes: max_size, force, ..sayso_app::Options::default() };
        Ok(Self {
            sources,
            db_flag: db.as_ref().map(|p| format!(" --db {}", p.display())).unwrap_or_default(),
            db: store(db)?,
            engine,
            registers: registers(register)?,
            reading: Reading { max_bytes: max_size, timeout: Duration::from_secs(timeout), follow: true },
            jobs: jobs.unwrap_or_else(cores),
        })
    }
}

pub struct Watch {
    pub ingest: Ingest,
    pub every: Duration,
}

impl Watch {
    pub fn resolve(typed: args::Watch) -> anyhow::Result<Self> {
        let args::Watch { intake, every } = typed;
        Ok(Self { ingest: Ingest::of(intake)?, every })
    }
}

pub struct Problems {
    pub db: PathBuf,
    pub format: ProblemsFormat,
    pub code: Option<String>,
    pub remarks: bool,
}

impl Problems {
    pub fn resolve(typed: args::Problems) -> anyhow::Result<Self> {
        let args::Problems { db, format, code, remarks } = typed;
        Ok(Self { db: store(db)?, format, code, remarks })
    }
}

pub struct Export {
    pub db: PathBuf,
    /// `None`: what goes with the format.
    pub what: Option<args::ExportWhat>,
    pub format: args::ExportFormat,
    pub output: Option<PathBuf>,
}

impl Export {
    pub fn resolve(typed: args::Export) -> anyhow::Result<Self> {
        let args::Export { what, format, output, db, quiet: _ } = typed;
        let format = format.unwrap_or(match what {
            Some(args::ExportWhat::Corrections) => args::ExportFormat::Jsonl,
            _ => args::ExportFormat::Csv,
        });
        crate::commands::export::check(what, format, output.is_none() && std::io::stdout().is_terminal())?;
        Ok(Self { db: store(db)?, what, format, output })
    }
}

/// What `claims` works with.
pub struct Claims {
    pub filter: ClaimFilter,
    pub limit: usize,
    pub format: ClaimsFormat,
    pub shown: Shown,
}

impl Claims {
    pub fn resolve(typed: args::Claims) -> anyhow::Result<Self> {
        let args::Claims {
            query,
            one_origin,
            state_only,
            unverified,
            conflict,
            drift,
            outlet,
            speaker,
            since,
            until,
            min_mentions,
            limit,
            format,
            shown,
        } = typed;
        let words = (!query.is_empty()).then(|| query.join(" "));
        // A month lasts until its last day.
        let to = until.map(|until| match until.len() {
            4 => format!("{until}-12-31"),
            7 => format!("{until}-31"),
            _ => until,
        });
        let filter = ClaimFilter {
            words,
            min_mentions,
            one_origin,
            state_only,
            unverified,
            conflict,
            drift,
            outlet,
            speaker,
            from: since,
            to,
            ..ClaimFilter::default()
        };
        let limit = limit.map_or(
            match format {
                ClaimsFormat::Text => TEXT_CLAIMS,
                ClaimsFormat::Html => PAGE_CLAIMS,
                ClaimsFormat::Json => i64::MAX as usize,
            },
            |n| n as usize,
        );
        Ok(Self { filter, limit, format, shown: Shown::resolve(shown)? })
    }
}

/// What `claim` works with.
pub struct Claim {
    pub id: i64,
    pub format: ClaimFormat,
    pub shown: Shown,
}

impl Claim {
    pub fn resolve(typed: args::Claim) -> anyhow::Result<Self> {
        let args::Claim { id, format, shown } = typed;
        Ok(Self { id, format, shown: Shown::resolve(shown)? })
    }
}

/// What `similar` works with.
pub struct Similar {
    pub sentence: String,
    pub limit: usize,
    pub format: ClaimsFormat,
    pub shown: Shown,
}

impl Similar {
    pub fn resolve(typed: args::Similar) -> anyhow::Result<Self> {
        let args::Similar { sentence, limit, format, shown } = typed;
        Ok(Self { sentence: sentence.join(" "), limit: limit as usize, format, shown: Shown::resolve(shown)? })
    }
}

/// Where claims come from and go to.
pub struct Shown {
    pub db: PathBuf,
    pub output: Option<PathBuf>,
    pub width: usize,
    pub color: bool,
}

impl Shown {
    fn resolve(typed: args::Shown) -> anyhow::Result<Self> {
        let args::Shown { db, output, width, color: when, quiet: _ } = typed;
        let terminal = output.is_none() && std::io::stdout().is_terminal();
        Ok(Self {
            db: store(db)?,
            width: width.unwrap_or_else(|| if terminal { terminal_width() } else { PIPED_WIDTH }),
            color: color(when, terminal),
            output,
        })
    }
}

/// The store that was named, else `SAYSO_DB`, else the one in the user's data folder.
pub fn store(typed: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    match typed.or_else(|| set("SAYSO_DB")) {
        Some(path) => Ok(path),
        None => Ok(data_folder("name a store with `--db FILE`")?.join("corpus.sayso")),
    }
}

fn set(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from)
}

/// Sayso's part of the user's data folder; `hint` says how to do without.
fn data_folder(hint: &str) -> anyhow::Result<PathBuf> {
    let folder = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        // The base directory specification of freedesktop.org wants relative paths ignored.
        set("XDG_DATA_HOME").filter(|p| p.is_absolute()).or_else(|| set("HOME").map(|home| home.join(".local/share")))
    };
    match folder {
        Some(folder) => Ok(folder.join("sayso")),
        None => Err(Refusal::new("there is no data folder on this machine", hint).into()),
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The user's registers, by name and text.
fn registers(register: Vec<PathBuf>) -> anyhow::Result<Vec<(String, String)>> {
    let mut registers = Vec::new();
    for path in register {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|e| {
            let why = crate::inputs::why(&e);
            Refusal::new(
                format!("register `{name}` can't be read: {why}"),
                "see `examples/register.toml` in the source of sayso for what such a file holds",
            )
        })?;
        registers.push((name, text));
    }
    Ok(registers)
}

/// What `serve` works with.
pub struct Serve {
    pub server: sayso_serve::Settings,
    pub engine: sayso_app::Options,
    /// (Name, text) of the user's registers.
    pub registers: Vec<(String, String)>,
    pub token: Token,
    pub allow_fetch: bool,
    pub talk: Talk,
}

/// Whether a token is wanted, and which.
pub enum Token {
    /// Only this machine can knock.
    Unneeded,
    /// The hash was given: it stands in the server's settings.
    Given,
    /// The one whose hash this file holds; made where there is none, or `anew`.
    Kept { file: PathBuf, anew: bool },
}

impl Serve {
    pub fn resolve(typed: args::Serve) -> anyhow::Result<Self> {
        let talk = Talk::of_quiet(typed.quiet);
        let args::Serve {
            db,
            listen,
            writable,
            allow_fetch,
            new_token,
            token_hash,
            name,
            rate,
            max_size,
            timeout,
            reading: args::Reading { model, force, register },
            jobs,
            quiet: _,
        } = typed;
        let in_environment = std::env::var("SAYSO_TOKEN_HASH").ok().filter(|h| !h.is_empty() && !new_token);
        let token_hash = token_hash.or(in_environment);
        let token = match (&token_hash, listen.ip().is_loopback()) {
            (Some(_), _) => Token::Given,
            (None, true) if !new_token => Token::Unneeded,
            (None, _) => Token::Kept { file: data_folder("give a token's hash with `--token-hash`")?.join("serve.token"), anew: new_token },
        };
        let engine = sayso_app::Options { model: model.into(), max_bytes: max_size, force, explain: true, ..sayso_app::Options::default() };
        let server = sayso_serve::Settings {
            db: store(db)?,
            listen,
            writable,
            token_hash,
            names: name,
            rate: rate.map(f64::from).or_else(|| (!listen.ip().is_loopback()).then_some(OPEN_RATE)),
            max_body: max_size,
            timeout: Duration::from_secs(timeout),
            jobs: jobs.unwrap_or_else(|| 2 * cores()),
        };
        Ok(Self { server, engine, registers: registers(register)?, token, allow_fetch, talk })
    }
}

/// What `mcp` works with.
pub struct Mcp {
    pub server: sayso_serve::mcp::Settings,
    /// A person sits at the keyboard, not an assistant.
    pub terminal: bool,
}

impl Mcp {
    pub fn resolve(typed: args::Mcp) -> anyhow::Result<Self> {
        let args::Mcp { db, reading: args::Reading { model, force, register } } = typed;
        let engine = sayso_app::Options { model: model.into(), force, ..sayso_app::Options::default() };
        let server = sayso_serve::mcp::Settings { db: store(db)?, engine, registers: registers(register)? };
        Ok(Self { server, terminal: std::io::stdin().is_terminal() })
    }
}

pub struct Doctor {
    pub format: DoctorFormat,
    pub color: bool,
}

impl Doctor {
    pub fn resolve(typed: args::Doctor) -> Self {
        let args::Doctor { format } = typed;
        Self { format, color: color(When::Auto, std::io::stdout().is_terminal()) }
    }
}

pub fn word(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Json => "json",
        Format::Jsonl => "jsonl",
        Format::Html => "html",
        Format::Brat => "brat",
    }
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Text => "txt",
        Format::Json => "json",
        Format::Jsonl => "jsonl",
        Format::Html => "html",
        Format::Brat => "ann",
    }
}

/// Whether to colour; `NO_COLOR` (see no-color.org) and a dumb terminal turn `auto` off.
fn color(when: When, terminal: bool) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
            terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
        }
    }
}

fn terminal_width() -> usize {
    let columns = terminal_size::terminal_size().map_or(PIPED_WIDTH, |(w, _)| usize::from(w.0));
    columns.clamp(LEAST_WIDTH, GREATEST_WIDTH)
}
