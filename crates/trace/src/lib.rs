//! One article: speakers, chains, certainty, verification notes, own voice. `Tagged` to `Ledger`; no I/O, no model of its own.

use sayso_doc::{Article, Ledger, Tagged};
use sayso_register::Register;

/// Reads the ledger out of a tagged article.
pub fn trace(_article: &Article, _tagged: &Tagged, _register: &Register) -> Ledger {
    Ledger::default()
}
