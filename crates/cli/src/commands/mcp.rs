//! `sayso mcp`: answers an assistant on stdin and stdout until it leaves.

use sayso_serve::mcp::{self, McpError};

use super::Status;
use crate::printer::{Printer, Refusal};
use crate::settings;

pub fn run(settings: settings::Mcp, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Mcp { server, terminal } = settings;
    if terminal {
        printer.note("waiting for an assistant on stdin; docs/mcp.md says how to add sayso to one, Ctrl-C ends it");
    }
    mcp::run(server).map_err(|error| {
        let hint = match error {
            McpError::Engine(_) => "correct the file, or run without `--register`",
            McpError::Runtime(_) => "see whether the machine has threads and files left",
            McpError::NotTheProtocol(_) => "this command is for assistants: `sayso mcp --help` says how to add it to one",
        };
        Refusal::new(error.to_string(), hint)
    })?;
    Ok(Status::Done)
}
