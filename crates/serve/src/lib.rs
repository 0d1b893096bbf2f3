//! HTTP over a store: pages for people, an API for programs, and a server of tools for assistants.

mod access;
mod answer;
mod api;
mod asks;
mod clock;
mod error;
mod found;
pub mod mcp;
mod metrics;
mod openapi;
pub mod pages;
mod query;
mod rate;
mod reply;
mod routes;
mod server;
mod site;
mod state;
#[cfg(test)]
mod tests;
mod trace;
mod turns;
mod write;

pub use access::{AccessError, NewToken, check_hash};
pub use server::{ServeError, Server};
pub use state::{Fetch, Settings, StateError, Tell};
