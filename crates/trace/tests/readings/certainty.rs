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
    check("{s1 Roe} reportedly {c1 told} aides {t1 the well ran dry}.", "1 hedged (reportedly)");
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

#[test]
fn what_looks_like_a_marker_and_is_none() {
    // An inability is plain.
    check("{s1 Kos} {c1 said} {t1 the pump could not be mended}.", "1 asserted");
    check("{s1 Kos} {c1 promised} {t1 to act as soon as possible}.", "1 asserted");
    check("{s1 Kos} {c1 denounced} {t1 the alleged theft}.", "1 asserted");
    check("{s1 Kos} {c1 agreed} {t1 to hear what the miners may want}.", "1 asserted");
    check("{s1 Kos} {c1 said} {t1 he thought of the well first}.", "1 asserted");
    check("{s1 Kos} {c1 said} {t1 she will appear in court on Monday}.", "1 asserted");
    check("{s1 Kos} {c1 knew} {t1 whether the well was dry}.", "1 asserted");
    check("{s1 A sign} {c1 reads} {t1 Keep out of “Who’s next?”}.", "1 asserted");
}

#[test]
fn more_that_weakens() {
    check("{s1 Kos} {c1 said} {t1 the vote is expected to fail}.", "1 hedged (expected)");
    check("{t1 “I think the well is dry,”} {s1 Kos} {c1 said}.", "1 hedged (I think)");
    check("{s1 Kos} {c1 said} {t1 he hopes to reopen the mine}.", "1 hedged (he hopes)");
    check("{t1 “I don’t think the well is dry,”} {s1 Kos} {c1 said}.", "1 hedged (I don’t think)");
    check("{s1 Kos} {c1 told} Reuters {t1 she did not believe the well was dry}.", "1 hedged (she did not believe)");
    check("{s1 The Gazette} {c1 floated} {t1 the sale of the mine}.", "1 hedged (floated)");
    check("If it rains, {s1 Kos} {c1 said}, {t1 the well might fill}.", "1 hedged (might)");
    check("{s1 Kos} {c1 said} {t1 that, when the snow melts, hopefully the well will fill}.", "1 hedged (hopefully)");
    check("There are {c1 reports} of {t1 a flood in the mine}.", "1 hedged (reports)");
    check("{t1 The mine} {c1 was said} {t1 to be flooded}.", "1 hedged (was said)");
}

#[test]
fn more_that_rejects_or_asks() {
    check("{s1 Kos} {c1 refused} {t1 to sell the well}.", "1 denied (refused)");
    check("{s1 Kos} {c1 pushed back on} {t1 the story that the well is dry}.", "1 denied (pushed back on)");
    check("{t1 The mine} {c1 was wrongly reported} {t1 to be flooded}.", "1 denied (wrongly)");
    check("{c1 Asked} if {t1 the well was dry}, {s1 Kos} shrugged.", "1 questioned (Asked)");
    check("{s1 Geologists} {c1 are divided over} {t1 whether the well is dry}.", "1 questioned (are divided over)");
    check("{s1 Kos} {c1 was asked about} {t1 the theft}.", "1 questioned (was asked about)");
    check("{s1 The council} {c1 is investigating} {t1 the theft}.", "1 questioned (investigating)");
    check("{s1 Kos} {c1 does not believe} {t1 the well is dry}.", "1 questioned (does not believe)");
    check("{s1 Kos} {c1 doesn't think} {t1 the well is dry}.", "1 hedged (think)");
    check("{s1 Kos} {c1 wants to know} {t1 who owns the well}.", "1 questioned (wants to know)");
    check("{t1 “Who would steal water?”} {s1 Kos} {c1 said}.", "1 questioned (?)");
}

#[test]
fn doubts_and_denials_of_nobody() {
    check("{s1 No one} {c1 doubts} that {t1 the well is dry}.", "1 asserted");
    check("{s1 Few} {c1 deny} {t1 the theft}.", "1 hedged (deny)");
    check("{s1 Kos} {c1 did not tell} the council {t1 the well was dry}.", "1 asserted");
    check("{s1 Kos} {c1 could not tell} {t1 if the well was dry}.", "1 questioned (could not tell)");
}

/// What the source's own words do, and what the reporter's do.
fn levels(source: &str, expect: &str) {
    let p = passage(source);
    let shown = p.lines(|s| {
        let level = |l: &sayso_doc::Stance| format!("{} ({})", l.certainty.word(), p.words(&l.markers));
        format!("source {}, reporter {}", level(&s.by_source), level(&s.by_reporter)).replace(" ()", "")
    });
    assert_eq!(shown, expect, "{}", p.article.text.as_str());
}

#[test]
fn two_levels() {
    levels("{s1 Kos} {c1 said} {t1 the well is dry}.", "1 source asserted, reporter asserted");
    levels("{s1 Kos} {c1 said} {t1 the well may be dry}.", "1 source hedged (may), reporter asserted");
    levels("{s1 Kos} {c1 believes} {t1 the well is dry}.", "1 source hedged (believes), reporter asserted");
    levels("{s1 Kos} {c1 claimed} {t1 the well is dry}.", "1 source asserted, reporter hedged (claimed)");
    levels("{s1 Kos} {c1 claimed} {t1 the well may be dry}.", "1 source hedged (may), reporter hedged (claimed)");
    levels("{s1 Kos} {c1 denied} {t1 the theft}.", "1 source denied (denied), reporter asserted");
    levels("{t1 The well} {c1 is believed} {t1 to be dry}.", "1 source asserted, reporter hedged (believed)");
    levels("{s1 Kos} {c1 said} {t1 the men allegedly fled}.", "1 source asserted, reporter hedged (allegedly)");
    levels("{s1 Kos} {c1 said} {t1 “the men allegedly fled”}.", "1 source hedged (allegedly), reporter asserted");
}
