//! Statements within statements, and contents in pieces.

use crate::passage;

/// Each statement as `number<parent: content`.
fn check(source: &str, expect: &str) {
    let p = passage(source);
    let numbers: Vec<Option<usize>> = p.ledger.statements.iter().map(|s| (1..40).find(|&n| p.is_number(s, n))).collect();
    let shown = p.lines(|s| {
        let parent = s.parent.and_then(|i| numbers[i]).map(|n| format!("within {n}: ")).unwrap_or_default();
        format!("{parent}{}", p.words(&s.content))
    });
    assert_eq!(shown, expect, "{}", p.article.text.as_str());
}

#[test]
fn each_level_has_its_parent() {
    check(
        "{s1 Roe} {c1 said} {t1 {s2 Moss} {c2 had warned} {t2 that the mine would flood}}.",
        "1 Moss had warned that the mine would flood; 2 within 1: the mine would flood",
    );
    check(
        "{s1 The Gazette} {c1 reported} that {t1 {s2 Roe} {c2 told} {s3 Moss} {c3 believes} {t2 {t3 the mine is dry}}}.",
        "1 Roe told Moss believes the mine is dry; 2 within 1: the mine is dry; 3 within 1: the mine is dry",
    );
    check(
        "{s1 Roe} {c1 told} the council that {t1 {s2 Moss} {c2 had warned} that {t2 {s3 the ministry} {c3 fears} {t3 a flood}}}.",
        "1 Moss had warned that the ministry fears a flood; 2 within 1: the ministry fears a flood; 3 within 2: a flood",
    );
    check(
        "{c1 According to} {s1 a Gazette report} {c2 citing} {s2 two aides}, {t1 {t2 the mine will close}}.",
        "1 the mine will close; 2 the mine will close",
    );
}

#[test]
fn a_belief_within_a_quotation() {
    check(
        "{t1 “{s2 We} {c2 think} {t2 the dam is safe},”} {s1 Roe} {c1 said}.",
        "1 “We think the dam is safe,”; 2 within 1: the dam is safe",
    );
    check(
        "{t1 “{s2 I} {c2 hope} {t2 they pay},”} {s1 Roe} {c1 said}, {t1 “and {s3 Moss} {c3 says} {t3 they will}.”}",
        "1 “I hope they pay,” … “and Moss says they will.”; 2 within 1: they pay; 3 within 1: they will",
    );
    check(
        "{s1 Roe} {c1 said} {t1 {s2 she} {c2 wants} {t2 the mine shut} and {s3 Moss} {c3 agrees}}.",
        "1 she wants the mine shut and Moss agrees; 2 within 1: the mine shut",
    );
}

#[test]
fn siblings_are_no_parents() {
    check("{s1 Roe} {c1 said} {t1 the mine was dry} and {s2 Moss} {c2 said} {t2 it was wet}.", "1 the mine was dry; 2 it was wet");
    check("{s1 Roe} {c1 denied} {t1 the charge}, {c2 saying} {t2 the mine was dry}.", "1 the charge; 2 the mine was dry");
    check("{t1 The mine is dry}, {s1 Roe} {c1 said}. {s2 Moss} {c2 said} {t2 it was wet}.", "1 The mine is dry; 2 it was wet");
}

#[test]
fn nouns_that_hold_statements() {
    check(
        "{s1 Roe} {c1 rejected} {t1 {s2 Moss}'s {c2 claim} that {t2 the mine was dry}}.",
        "1 Moss's claim that the mine was dry; 2 within 1: the mine was dry",
    );
    check(
        "{s1 The ministry} {c1 dismissed} {t1 {c2 reports} that {t2 the mine had flooded}}.",
        "1 reports that the mine had flooded; 2 within 1: the mine had flooded",
    );
    check(
        "{s1 Roe} {c1 repeated} {t1 her {c2 promise} {t2 to close the mine}}.",
        "1 her promise to close the mine; 2 within 1: to close the mine",
    );
}

#[test]
fn what_the_cue_interrupts() {
    check("{t1 “The dam,”} {s1 Roe} {c1 said}, {t1 “is old.”}", "1 “The dam,” … “is old.”");
    check("{t1 The dam}, {s1 Roe} {c1 said}, {t1 is old} and, {s2 she} {c2 added} later, {t2 unsafe}.", "1 The dam … is old; 2 unsafe");
    check("{t1 The dam, built in 1931,} {c1 is believed} {t1 to be unsafe}.", "1 The dam, built in 1931, … to be unsafe");
    check("{t1 The dam} {c1 reportedly} {t1 held}.", "1 The dam … held");
    check("There were two boats that {s1 the harbour office} {c1 said} {t1 were empty}.", "1 There were two boats … were empty");
    check("{t1 “Not now,”} {s1 Roe} {c1 said} of the sale. {t1 “Not ever.”}", "1 “Not now,” … “Not ever.”");
}

#[test]
fn outer_contents_hold_the_whole_of_inner_ones() {
    // The inner content was cut short: it ends where its phrase does, within the outer one.
    check(
        "{s1 Roe} {c1 said} {t1 {s2 Moss} {c2 thinks} {t2 the dam will pay its} old debts}.",
        "1 Moss thinks the dam will pay its old debts; 2 within 1: the dam will pay its old debts",
    );
    // What is added to an inner one does not leave the outer one.
    check("{t1 {s2 Moss} {c2 fears} {t2 the} flood}, {s1 Roe} {c1 said}.", "1 Moss fears the flood; 2 within 1: the flood");
}

#[test]
fn sourceless_ones_nest_too() {
    check(
        "{s1 Roe} {c1 said} {t1 the men were {c2 allegedly} {t2 paid in gold}}.",
        "1 the men were allegedly paid in gold; 2 within 1: the men were … paid in gold",
    );
    check(
        "{s1 The Gazette} {c1 reported} {t1 the sale {c2 is expected} {t2 to fail}}.",
        "1 the sale is expected to fail; 2 within 1: the sale … to fail",
    );
}

#[test]
fn inner_cues_in_a_later_piece() {
    check(
        "{t1 “The dam is old,”} {s1 Roe} {c1 said}. {t1 “{s2 Moss} {c2 told} me {t2 it was new}.”}",
        "1 “The dam is old,” … “Moss told me it was new.”; 2 within 1: it was new",
    );
    check(
        "{s1 Roe} {c1 wrote}: {t1 “The dam is old.}\n\n“{s2 Moss} {c2 says} {t2 it is new}.”\n\nShe left.",
        "1 “The dam is old.; 2 it is new",
    );
}

/// The contents of the statements that have no number: those that no tagger gave.
fn untagged(source: &str) -> String {
    let p = passage(source);
    let attributed = p.ledger.statements.iter().filter(|s| matches!(s.voice, sayso_doc::Voice::Attributed { .. }));
    let unnumbered = attributed.filter(|s| (1..40).all(|n| !p.is_number(s, n)));
    unnumbered.map(|s| format!("{}: {}", p.speaker(s).name, p.words(&s.content))).collect::<Vec<_>>().join("; ")
}

#[test]
fn beliefs_that_the_tagger_missed() {
    let cases = [
        ("{s1 Ann Roe} {c1 said} {t1 she doesn't think the dam will hold}.", "Ann Roe: the dam will hold"),
        ("{s1 Ann Roe} {c1 said} {t1 she really hopes they listen to her, but they never did}.", "Ann Roe: they listen to her"),
        ("{s1 Ann Roe} {c1 said} {t1 she believed that the river was clean again}.", "Ann Roe: the river was clean again"),
        // Nothing that they say is held by somebody.
        ("{s1 Ann Roe} {c1 said} {t1 she thinks so, and it works}.", ""),
        ("{s1 Ann Roe} {c1 said} {t1 she thinks about it a lot}.", ""),
        ("{s1 Ann Roe} {c1 said} {t1 what she thinks is nobody's business}.", ""),
        ("She thinks the dam will hold. {s1 Ann Roe} {c1 said} {t1 it was safe}.", ""),
        ("{s1 Ann Roe} {c1 said} {t1 {s2 she} {c2 thinks} {t2 the dam will hold}}.", ""),
        // Of the first person it is one statement, and a weaker one.
        ("{t1 “I think the dam will hold,”} {s1 Ann Roe} {c1 said}.", ""),
    ];
    for (source, expect) in cases {
        assert_eq!(untagged(source), expect, "{source}");
    }
}
