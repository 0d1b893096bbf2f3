//! Pages as pure functions from what the views found to HTML.
//!
//! Everything works without script. No script, style or event handler stands in a page, and nothing from outside reaches it but through
//! `words`: escaped, kept apart from the direction of what stands around it, and linked only where it is an address of the web.

mod article;
mod board;
mod claim;
mod corrections;
mod diff;
mod door;
mod frame;
mod icons;
mod ledger;
mod marked;
mod network;
mod parts;
mod people;
mod search;
mod shares;
#[cfg(test)]
mod tests;
mod timeline;
mod trace;
mod tree;
mod words;

pub use article::{article, articles};
pub use board::board;
pub use claim::claim;
pub use corrections::corrections;
pub use door::{error, login};
pub use frame::Frame;
pub use people::{outlet, outlets, speaker, speakers};
pub use search::search;
pub use trace::{Given, Result, trace};

/// What `/assets/` holds: name, media type, content. Nothing else is ever asked for by a page.
pub const ASSETS: [(&str, &str, &[u8]); 3] = [
    ("sayso.css", "text/css; charset=utf-8", include_bytes!("../assets/sayso.css")),
    ("sayso.js", "text/javascript; charset=utf-8", include_bytes!("../assets/sayso.js")),
    ("sayso.svg", "image/svg+xml", include_bytes!("../assets/sayso.svg")),
];
