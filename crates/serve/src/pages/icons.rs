//! Small pictures drawn here, so that no font has to have them; each stands beside a word that says the same.

use maud::{Markup, html};

/// The pictures, each of one path on a square of 16; a page holds them once, since its lists show them again and again.
const PICTURES: [(&str, &str); 12] = [
    ("i-look", "M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13"),
    ("i-state", "M3.5 14.5v-13M3.5 2.5h9l-2.2 3 2.2 3h-9"),
    ("i-unnamed", "M8 8.2a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8M2.6 14c.5-2.6 2.6-4 5.4-4s4.9 1.4 5.4 4M1.5 1.5l13 13"),
    ("i-party", "M8 2v12M5 14h6M3 4.5h10M3 4.5l-2 5h4zM13 4.5l-2 5h4z"),
    ("i-against", "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M3.7 12.3l8.6-8.6"),
    ("i-conflict", "M2.5 6h11M2.5 10h11M10.5 2.5l-5 11"),
    ("i-drift", "M1.5 11c3 0 3.5-6 6.5-6s3 4 6 4M11.5 6.5L14 9l-2.5 2.5"),
    ("i-unverified", "M8 2L1.6 13.5h12.8zM8 6.3v3.6M8 11.6v.4"),
    ("i-verified", "M2.5 8.5l3.5 3.7 7.5-8"),
    ("i-asked", "M2 2.5h12v8.5H7l-3.2 3V11H2z"),
    ("i-copy", "M5.5 5.5h8v8h-8zM10.5 5.3V2.5h-8v8h2.8"),
    ("i-pencil", "M2.5 13.5l.8-3.2 7.6-7.6 2.4 2.4-7.6 7.6zM9.5 4.1l2.4 2.4"),
];

/// All pictures, for the top of a page.
pub fn all() -> Markup {
    html! {
        svg class="unseen" aria-hidden="true" width="0" height="0" {
            @for (id, d) in PICTURES { symbol id=(id) viewBox="0 0 16 16" { path d=(d) {} } }
        }
    }
}

fn picture(target: &str) -> Markup {
    html! { svg class="ico" aria-hidden="true" { use href=(target) {} } }
}

/// Two voices that lead back to one.
pub fn brand() -> Markup {
    html! {
        svg class="logo" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" {
            path class="logo-line" d="M6 12C11 12 11 6 17 6M6 12C11 12 11 18 17 18" {}
            circle class="logo-root" cx="6" cy="12" r="3.5" {}
            circle class="logo-leaf" cx="18" cy="6" r="2.5" {}
            circle class="logo-leaf" cx="18" cy="18" r="2.5" {}
        }
    }
}

/// A half moon.
pub fn look() -> Markup {
    picture("#i-look")
}

/// A flag: run by a state.
pub fn state() -> Markup {
    picture("#i-state")
}

/// A head without a face: unnamed.
pub fn unnamed() -> Markup {
    picture("#i-unnamed")
}

/// Scales: party to the matter.
pub fn party() -> Markup {
    picture("#i-party")
}

/// A struck circle: against the claim.
pub fn against() -> Markup {
    picture("#i-against")
}

/// Not equal: mentions that cannot all be right.
pub fn conflict() -> Markup {
    picture("#i-conflict")
}

/// A line that leaves its way: drift.
pub fn drift() -> Markup {
    picture("#i-drift")
}

/// An exclamation mark in a triangle: not verified.
pub fn unverified() -> Markup {
    picture("#i-unverified")
}

/// A tick: verified.
pub fn verified() -> Markup {
    picture("#i-verified")
}

/// A speech mark: somebody was asked.
pub fn asked() -> Markup {
    picture("#i-asked")
}

/// Two sheets: a copy.
pub fn copy() -> Markup {
    picture("#i-copy")
}

/// A pencil: corrected by a person.
pub fn pencil() -> Markup {
    picture("#i-pencil")
}
