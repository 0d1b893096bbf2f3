//! The program as a user meets it: run in a fresh folder, judged by exit code, stdout and stderr.

mod claims;
mod export;
mod fetch;
mod formats;
mod ingest;
mod killed;
mod mcp;
mod messages;
mod serve;
mod site;
mod support;
mod trace;
