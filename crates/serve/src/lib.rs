//! HTTP over a store: pages for people, an API for programs, and a server of tools for assistants.

pub mod mcp;
pub mod pages;
