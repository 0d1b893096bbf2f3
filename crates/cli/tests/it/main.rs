//! The program as a user meets it: run in a fresh folder, judged by exit code, stdout and stderr.

mod fetch;
mod formats;
mod messages;
mod support;
mod trace;
