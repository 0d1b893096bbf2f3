//! How firmly the contents stand.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    let shown = p.lines(|s| {
        let markers = p.words(&s.markers);
        if markers.is_empty() { s.certainty.word().to_owned() } else { format!("{} ({markers})", s.certainty.word()) }
    });
    assert_eq!(shown, expect, "{}", p.article.text.as_str());
}

#[test]
fn plain_statements_and_plans_are_asserted() {
    check("{s1 Kos} {c1 said} {t1 the well was dry}.", "1 asserted");
    check("{s1 Kos} {c1 said} {t1 it was not a flood}.", "1 asserted");
    check("{s1 The group} {c1 claimed} {t1 responsibility for the blast}.", "1 asserted");
    check("{s1 Kos} {c1 ordered} {t1 the gates to be opened}.", "1 asserted");
    check("{s1 Kos} {c1 asked} {t1 the council to wait}.", "1 asserted");
}

#[test]
fn cues_that_weaken() {
    check("{t1 The well} {c1 reportedly} {t1 ran dry}.", "1 hedged (reportedly)");
    check("{s1 Kos} {c1 accused} {t1 the mine of theft}.", "1 hedged (accused)");
    check("{s1 Kos} {c1 believes} {t1 the well is dry}.", "1 hedged (believes)");
    check("{s1 Kos} {c1 claimed} {t1 the well was poisoned}.", "1 hedged (claimed)");
    check("{t1 The well} {c1 is believed} {t1 to be dry}.", "1 hedged (believed)");
}

#[test]
fn words_in_the_content_that_weaken() {
    check("{s1 Kos} {c1 said} {t1 the well may run dry}.", "1 hedged (may)");
    check("{s1 NK News} {c1 said} {t1 one appeared to be a drone}.", "1 hedged (appeared)");
    check("{s1 Kos} {c1 said} {t1 rain is likely}.", "1 hedged (likely)");
    // Not in the main clause.
    check("{s1 Kos} {c1 said} {t1 the pump, which might be old, was tested}.", "1 asserted");
    check("{s1 Kos} {c1 said} {t1 on May 3 the pump was tested}.", "1 asserted");
}

#[test]
fn denials() {
    check("{s1 Kos} {c1 denied} {t1 that the well was dry}.", "1 denied (denied)");
    check("{s1 Kos} {c1 rejected} {t1 the charge}.", "1 denied (rejected)");
    check("{s1 Kos} {c1 ruled out} {t1 a strike}.", "1 denied (ruled out)");
    check("{s1 Kos} {c1 did not deny} {t1 the charge}.", "1 hedged (did not deny)");
}

#[test]
fn questions_and_doubts() {
    check("{s1 Kos} {c1 asked} {t1 whether the well was dry}.", "1 questioned (asked)");
    check("{s1 Kos} {c1 doubts} {t1 the figures}.", "1 questioned (doubts)");
    check("{s1 Kos} {c1 does not know} {t1 if it will rain}.", "1 questioned (does not know)");
    check("{t1 “Who drank it all?”} {s1 Kos} {c1 said}.", "1 questioned (?)");
}
