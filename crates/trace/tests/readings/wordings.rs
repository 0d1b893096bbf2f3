//! Rarer wordings that name a relay, and their look-alikes.

use crate::chains::check;

#[test]
fn media_that_are_described() {
    check("{s1 Ewa Kos} {c1 said} {t1 the well was dry} in an interview with the Ostrava-based news affiliate CNN.", "1 CNN");
    check("{s1 The statement, carried by the state-run news agency Reuters,} {c1 said} {t1 the well was dry}.", "1 Reuters");
    check("{s1 Ewa Kos} {c1 told} Russian state media {t1 that the well was dry}.", "1 Russian state media");
    check("Russian news agencies quoted {s1 Ewa Kos} as {c1 saying} {t1 the well was dry}.", "1 Russian news agencies");
    // "The media" alone is nobody in particular, and the press office is no press.
    check("{s1 Ewa Kos} {c1 told} the media {t1 that the well was dry}.", "1 -");
}

#[test]
fn written_for_an_outlet_and_said_on_its_stage() {
    check("{t1 “It is dry,”} {s1 Ewa Kos} {c1 wrote} recently for Reuters.", "1 Reuters");
    check("{t1 “It is dry,”} {s1 Ewa Kos}, the novelist, {c1 writes} in The Wall Street Journal.", "1 Wall Street Journal");
    check("{s1 Ewa Kos} {c1 said} {t1 the well was dry} in a CNN town hall.", "1 CNN");
    check("{s1 Ewa Kos} {c1 wrote} {t1 that it was dry} in a New York Times opinion piece.", "1 New York Times");
    check(
        "{t1 “It is dry,”} {s1 he} {c1 said} on Thursday's episode of “Harbour Nights with Ida Brandt.”",
        "1 Harbour Nights with Ida Brandt",
    );
}

#[test]
fn a_quotation_with_its_signature() {
    check("{t1 “The well will be dry by spring.”} {c1 —} {s1 Ewa Kos}, CNN", "1 CNN");
    check("{t1 “The well will be dry by spring.”} {c1 —} {s1 Ewa Kos, farmer}", "1 -");
}

#[test]
fn informed_and_revealed() {
    check("{s1 Two sources} {c1 informed} Reuters {t1 that the well was dry}.", "1 Reuters");
    check("{s1 Ewa Kos} {c1 has revealed} to the New York Times {t1 that the well was dry}.", "1 New York Times");
}

#[test]
fn a_name_that_no_register_knows() {
    check("In a letter first reported by the Harbour Watch, {s1 the owners} {c1 said} {t1 the well was dry}.", "1 Harbour Watch");
    // A person who reported it is no outlet, nor is an office.
    check("In a letter first reported by Ewa Kos, {s1 the owners} {c1 said} {t1 the well was dry}.", "1 -");
}

#[test]
fn two_outlets_side_by_side() {
    check(
        "In excerpts published by the New York Times and Reuters, {s1 Ewa Kos} {c1 said} {t1 the well was dry}.",
        "1 New York Times < Reuters",
    );
}
