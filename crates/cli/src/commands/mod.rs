//! One file a command; each takes resolved settings and a printer and says how it went.

pub mod claim;
pub mod claims;
pub mod doctor;
pub mod export;
pub mod ingest;
pub mod mcp;
pub mod problems;
pub mod serve;
pub mod similar;
pub mod trace;
pub mod watch;

use sayso_app::Engine;
use sayso_app::corpus::StoreError;

use crate::args::{Args, Command};
use crate::printer::{Printer, Refusal};
use crate::settings;

/// The exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Status {
    Done = 0,
    /// Done, but some inputs failed or nothing was found.
    Partly = 1,
    /// Could not run.
    NotRun = 2,
    /// Ended by Ctrl-C, as shells report it.
    Interrupted = 130,
}

pub fn run(typed: Args, printer: &mut Printer) -> anyhow::Result<Status> {
    let Args { command } = typed;
    match command {
        Command::Trace(typed) => trace::run(&settings::Trace::resolve(typed)?, printer),
        Command::Ingest(typed) => ingest::run(&settings::Ingest::resolve(typed)?, printer),
        Command::Watch(typed) => watch::run(&settings::Watch::resolve(typed)?, printer),
        Command::Problems(typed) => problems::run(&settings::Problems::resolve(typed)?, printer),
        Command::Export(typed) => export::run(&settings::Export::resolve(typed)?, printer),
        Command::Claims(typed) => claims::run(&settings::Claims::resolve(typed)?, printer),
        Command::Claim(typed) => claim::run(&settings::Claim::resolve(typed)?, printer),
        Command::Similar(typed) => similar::run(&settings::Similar::resolve(typed)?, printer),
        Command::Serve(typed) => serve::run(settings::Serve::resolve(typed)?, printer),
        Command::Mcp(typed) => mcp::run(settings::Mcp::resolve(typed)?, printer),
        Command::Doctor(typed) => doctor::run(&settings::Doctor::resolve(typed), printer),
    }
}

fn engine(options: sayso_app::Options, registers: &[(String, String)]) -> Result<Engine, Refusal> {
    Engine::new(options, registers).map_err(|e| Refusal::new(e.to_string(), "correct the file, or run without `--register`"))
}

fn refusal(error: StoreError) -> Refusal {
    let hint = error.hint().unwrap_or("name another file with `--db FILE`");
    Refusal::new(error.to_string(), hint)
}
