//! What the pages and the API of `sayso serve` read: lists by filter, and single things whole, in the shapes of `wire::views`.
//!
//! Each asks a [`Reader`], best a snapshot; each looks at a bounded part of the store, however large it is.

mod articles;
mod claims;
pub(crate) mod cursor;
mod differences;
mod outlets;
mod overlay;
mod search;
mod speakers;
#[cfg(test)]
mod tests;

use sayso_register::{OutletKind, Register};
use sayso_store::StoreError;
use thiserror::Error;

pub use self::articles::{article, articles, statement, statements};
pub use self::claims::{board, claim};
pub use self::cursor::Cursor;
pub use self::outlets::{outlet, outlets};
pub use self::search::search;
pub use self::speakers::{speaker, speakers};
pub use crate::corrections::list as corrections;
pub use sayso_store::{ArticleFilter, ClaimFilter, ClaimOrder, CorrectionFilter, Reader, StatementFilter};

use self::cursor::{List, Part};
use crate::wire::Registered;
use crate::wire::views::Count;

/// The most that one page of a list has.
pub const MOST: usize = 200;

/// Nobody counts further: whoever wants to know more narrows the list.
const COUNTED: usize = 1000;

/// Why there is nothing to see.
#[derive(Debug, Error)]
pub enum ViewError {
    /// Somebody wrote into an address by hand, or it is another list's.
    #[error("`after` is no place in this list")]
    Cursor,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ViewError {
    /// What a user can do about it, where something can be done.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Cursor => Some("take `next` of the page before as it is, or leave `after` out to begin at the top"),
            Self::Store(error) => error.hint(),
        }
    }

    /// Whether whoever asked can ask better.
    pub fn is_users(&self) -> bool {
        matches!(self, Self::Cursor | Self::Store(StoreError::Query(_)))
    }
}

/// A page of a list: what was drawn, and where the next page begins if anything was drawn beyond this one.
struct Drawn<T, P> {
    items: Vec<T>,
    next: Option<P>,
    count: Count,
}

/// Draws the page after `after`, and counts the whole list; the first page needs one look for both.
fn drawn<T, P: Clone>(
    after: Option<&P>,
    limit: usize,
    draw: impl Fn(Option<&P>, usize) -> Result<Vec<(T, P)>, StoreError>,
) -> Result<Drawn<T, P>, StoreError> {
    let limit = limit.clamp(1, MOST);
    let all = draw(None, COUNTED + 1)?;
    let count = Count { value: all.len().min(COUNTED) as u64, or_more: all.len() > COUNTED };
    let mut page = match after {
        None => all,
        Some(after) => draw(Some(after), limit + 1)?,
    };
    let more = page.len() > limit;
    page.truncate(limit);
    let next = page.last().filter(|_| more).map(|(_, place)| place.clone());
    Ok(Drawn { items: page.into_iter().map(|(item, _)| item).collect(), next, count })
}

/// The parts of a cursor, where there is one.
fn parts(after: Option<&Cursor>, list: List) -> Result<Option<Vec<Part>>, ViewError> {
    after.map(|cursor| cursor.of(list)).transpose()
}

/// Whether somebody is an outlet that a state runs, or a government.
fn state_run(register: &Register, name: &str, kind: Option<&str>) -> bool {
    match kind {
        Some("government") => true,
        Some("person" | "unnamed") => false,
        _ => register.outlet(name).is_some_and(|o| matches!(o.kind, OutletKind::State | OutletKind::Official)),
    }
}

/// Names of all outlets that a state runs, as speakers and outlets have them.
fn state_outlets(register: &Register) -> impl Iterator<Item = &str> {
    register.outlets().iter().filter(|o| matches!(o.kind, OutletKind::State | OutletKind::Official)).map(|o| o.name.as_str())
}

/// What the register knows of an outlet.
fn registered(register: &Register, outlet: &str) -> Option<Registered> {
    register.outlet(outlet).and_then(|o| Registered::find(register, &o.id))
}

/// What somebody is in a chain.
fn node_type(register: &Register, name: &str, kind: Option<&str>) -> Option<String> {
    let known = match (kind, register.outlet(name).map(|o| o.kind)) {
        (Some(kind @ ("person" | "unnamed")), _) => kind,
        (_, Some(OutletKind::State | OutletKind::Official)) => "state outlet",
        (_, Some(OutletKind::Wire)) => "wire",
        (_, Some(_)) => "outlet",
        (Some(kind), None) => kind,
        (None, None) => return None,
    };
    Some(known.to_owned())
}

/// Months in time, what has no date at last.
fn in_time<T>(months: &mut [(Option<String>, T)]) {
    months.sort_by(|a, b| (a.0.is_none(), &a.0).cmp(&(b.0.is_none(), &b.0)));
}
