//! What the speakers are.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    assert_eq!(p.lines(|s| p.speaker(s).kind.word().to_owned()), expect, "{}", p.article.text.as_str());
}

#[test]
fn persons_and_unnamed_ones() {
    check("{s1 Tailor Ewa Kos} {c1 said} {t1 so}. {s2 A neighbor} {c2 agreed} {t2 it was}.", "1 person; 2 unnamed");
    check("{s1 Critics} {c1 say} {t1 it is too late}. {s2 Two officials} {c2 said} {t2 no}.", "1 unnamed; 2 unnamed");
    check("{t1 The tunnel} {c1 reportedly} {t1 leaks}.", "1 unnamed");
}

#[test]
fn bodies_of_a_state() {
    check(
        "{s1 The Health Ministry} {c1 said} {t1 so}. {s2 Police} {c2 said} {t2 no}. {s3 Moscow} {c3 denied} {t3 it}.",
        "1 government; 2 government; 3 government",
    );
    check("{s1 The White House} {c1 said} {t1 so}. {s2 A court} {c2 ruled} {t2 no}.", "1 government; 2 government");
    check("{s1 The Brandt administration} {c1 plans} {t1 a dam}. {s2 The FBI} {c2 said} {t2 no}.", "1 government; 2 government");
}

#[test]
fn organizations() {
    check("{s1 The Harbor Workers Union} {c1 said} {t1 so}. {s2 Boeing} {c2 said} {t2 no}.", "1 organization; 2 organization");
    check("{s1 The United Nations} {c1 said} {t1 so}. {s2 Brandt's campaign} {c2 said} {t2 no}.", "1 organization; 2 organization");
    check("{s1 Republicans} {c1 want} {t1 a cut}. {s2 Some Republicans} {c2 want} {t2 none}.", "1 organization; 2 unnamed");
}

#[test]
fn outlets() {
    check("{s1 Reuters} {c1 reported} {t1 that it rained}. {s2 The Elbe Valley Tribune} {c2 said} {t2 it snowed}.", "1 outlet; 2 outlet");
    check("{s1 The campus newspaper Lantern} {c1 wrote} {t1 that it rained}. {s2 Local media} {c2 said} {t2 no}.", "1 outlet; 2 outlet");
    check("{s1 KCNA} {c1 reported} {t1 a launch}. {s2 The agency} {c2 gave} {t2 no date}.", "1 outlet; 2 outlet");
}

#[test]
fn documents() {
    check("{s1 The lawsuit} {c1 says} {t1 so}. {s2 An FBI affidavit} {c2 says} {t2 no}.", "1 document; 2 document");
    check("{s1 A new poll} {c1 found} {t1 that few care}. {s2 The Clean Rivers Act} {c2 requires} {t2 filters}.", "1 document; 2 document");
    check("{s1 A statement from the Harbor Workers Union} {c1 said} {t1 so}.", "1 organization");
}

#[test]
fn offices_and_places_speak_for_governments() {
    check("{s1 Ohio} {c1 said} {t1 the dam was safe}. {s2 Prosecutors in Elmton} {c2 said} {t2 no}.", "1 government; 2 government");
    check("{s1 The Elm County Attorney's office} {c1 said} {t1 so}. {s2 The U.S.} {c2 denied} {t2 it}.", "1 government; 2 government");
    check(
        "Peru and Chile met. {s1 The two countries} {c1 said} {t1 so}. {s2 Both governments} {c2 said} {t2 no}.",
        "1 government; 2 government",
    );
}

#[test]
fn a_name_with_an_organization_behind_it_is_a_person() {
    check("{s1 Brad Hale of {org Builders United for Change}} {c1 said} {t1 so}.", "1 person");
    check(
        "{s1 {org Elbe Airways} spokesman Brad Hale} {c1 said} {t1 so}. {s2 {org Elbe Airways}} {c2 said} {t2 no}.",
        "1 person; 2 organization",
    );
    check(
        "{s1 {org Elbe Airways} officials} {c1 said} {t1 so}. {s2 A person familiar with Elbe} {c2 said} {t2 no}.",
        "1 unnamed; 2 unnamed",
    );
}

#[test]
fn laws_by_number_and_questions_are_documents() {
    check("{s1 HB2} {c1 forbids} {t1 it}. {s2 Title IX} {c2 requires} {t2 it}.", "1 document; 2 document");
    check("{s1 The FAQ} {c1 says} {t1 so}. {s2 The survey} {c2 found} {t2 no}.", "1 document; 2 document");
}

#[test]
fn nobody_and_somebody() {
    check("{s1 Brad Hale} {c1 is believed} {t1 to be abroad}. {s2 He} {c2 denied} {t2 it}.", "1 unnamed; 2 person");
    check(
        "{s1 Witnesses} {c1 said} {t1 so}. {s2 Experts} {c2 doubt} {t2 it}. {s3 A senior minister} {c3 agreed} {t3 with them}.",
        "1 unnamed; 2 unnamed; 3 unnamed",
    );
}

#[test]
fn the_media_are_no_outlet_in_particular() {
    let p = passage("Reuters came late. {s1 The media} {c1 reported} {t1 so}.");
    assert_eq!(p.lines(|s| p.speaker(s).name.clone()), "1 media");
}

#[test]
fn agencies_of_a_state_that_publish_are_outlets() {
    check(
        "{s1 Turkey's state-run news agency} {c1 said} {t1 so}. {s2 The official Elbe Times newspaper} {c2 said} {t2 no}.",
        "1 outlet; 2 outlet",
    );
}
