//! What was or could not be checked, who was asked, and which statements that is about.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    let shown: Vec<String> = p
        .ledger
        .notes
        .iter()
        .map(|n| {
            let about: Vec<String> = n.about.iter().filter_map(|&s| p.number(&p.ledger.statements[s])).map(|n| n.to_string()).collect();
            format!("{}: {} [{}]", n.kind.word(), n.who.as_deref().unwrap_or("-"), about.join(" "))
        })
        .collect();
    assert_eq!(shown.join("; "), expect, "{}", p.article.text.as_str());
}

#[test]
fn what_could_not_be_verified() {
    check(
        "{t1 The bridge fell}, {c1 per} {s1 Reuters}. The Gazette has not been able to verify this report.",
        "unverified: Valley Gazette [1]",
    );
    check("{s1 Kos} {c1 said} {t1 the bridge fell}. The claim could not be independently verified.", "unverified: - [1]");
    check("{s1 Kos} {c1 said} {t1 the bridge fell}, but Reuters could not immediately confirm the report.", "unverified: Reuters [1]");
    check("{s1 Kos} {c1 said} {t1 it fell}. It was not immediately clear whether anyone was hurt.", "unverified: - [1]");
}

#[test]
fn what_was_verified() {
    check("{s1 Kos} {c1 shared} {t1 a video of it}. Reuters has verified the video.", "verified: Reuters [1]");
    check("The memo, a copy of which was obtained by the Gazette, names nobody.", "verified: Valley Gazette []");
    check("The pictures have been seen by Reuters.", "verified: Reuters []");
}

#[test]
fn who_would_not_say() {
    check(
        "{s1 Kos} {c1 said} {t1 the firm knew}. A spokesman for the firm declined to comment.",
        "comment_declined: unnamed spokesman for the firm [1]",
    );
    check("The Health Ministry refused to comment on the case.", "comment_declined: Health Ministry []");
    check("The White House had no comment.", "comment_declined: White House []");
    check("Mayor Ida Brandt would not say when the bridge will open.", "comment_declined: Ida Brandt []");
}

#[test]
fn who_did_not_answer() {
    check("Boeing did not immediately respond to a request for comment.", "no_response: Boeing []");
    check("Ida Brandt could not be reached for comment.", "no_response: Ida Brandt []");
    check("The mine's owner did not return calls seeking comment.", "no_response: unnamed owner for mine []");
    check("The Gazette did not hear back from Boeing.", "no_response: Boeing []");
}

#[test]
fn who_was_asked() {
    check("The Gazette has emailed the Health Ministry for comment.", "comment_sought: Health Ministry []");
    check("Reuters reached out to Boeing for comment.", "comment_sought: Boeing []");
}

#[test]
fn what_is_no_note() {
    check("{s1 Kos} {c1 did not respond to} {t1 the attack} for days.", "");
    check("The ambassador has not been confirmed by the Senate.", "");
    check("He declined to run again.", "");
}
