//! The facade: bytes to ledgers over many inputs, panics kept to their article, and every output format's shape.

pub mod batch;
pub mod brat;
pub mod claims;
pub mod corpus;
pub mod corrections;
pub mod days;
pub mod doctor;
pub mod export;
#[cfg(test)]
mod golden;
mod hex;
pub mod html;
pub mod isolate;
pub mod marking;
pub mod outline;
pub mod pipeline;
pub mod prune;
#[cfg(test)]
mod sample;
pub mod summary;
pub mod views;
pub mod wire;

pub use hex::hex;
pub use pipeline::{Builtin, Engine, EngineError, Options, Outcome, Source, Traced, Unread};
pub use sayso_ingest::{Format as InputFormat, Given, feed, sniff, warc};
pub use sayso_register::Register;
pub use summary::{Failure, Summary};

/// The version that outputs name.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
