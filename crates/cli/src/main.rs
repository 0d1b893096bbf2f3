//! The program `sayso`: reads the arguments, runs one command, and says by its exit code how it went.

mod args;
mod commands;
mod fetch;
mod formats;
mod inputs;
mod interrupt;
mod output;
mod printer;
mod progress;
mod safe;
mod settings;
mod text;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let typed = args::Args::parse();
    let mut printer = printer::Printer::new(settings::Talk::of(&typed));
    let status = commands::run(typed, &mut printer).unwrap_or_else(|error| printer.fatal(&error));
    ExitCode::from(status as u8)
}
