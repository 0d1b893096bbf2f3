//! One file a command; each takes resolved settings and a printer and says how it went.

pub mod doctor;
pub mod trace;

use crate::args::{Args, Command};
use crate::printer::Printer;
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
}

pub fn run(typed: Args, printer: &mut Printer) -> anyhow::Result<Status> {
    let Args { command } = typed;
    match command {
        Command::Trace(typed) => trace::run(&settings::Trace::resolve(typed)?, printer),
        Command::Doctor(typed) => doctor::run(&settings::Doctor::resolve(typed), printer),
    }
}
