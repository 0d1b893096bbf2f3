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
