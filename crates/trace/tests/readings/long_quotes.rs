//! Quotations over several sentences and paragraphs, and sentences that go on with what a source says.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    assert_eq!(p.lines(|s| format!("{}: {}", p.speaker(s).name, p.words(&s.content))), expect, "{}", p.article.text.as_str());
}

#[test]
fn an_open_quotation_goes_on_in_the_next_paragraph() {
    check(
        "{s1 Ida Brandt} {c1 said}: {t1 “The bridge is old.}\n\n“It was never safe.”\n\nShe left.",
        "1 Ida Brandt: “The bridge is old. … “It was never safe.”",
    );
    check(
        "{s1 Ida Brandt} {c1 said}: {t1 “The bridge is old.}\n\n“It was never safe.\n\n“We knew it.”\n\nShe left.",
        "1 Ida Brandt: “The bridge is old. … “It was never safe. … “We knew it.”",
    );
    check(
        "{s1 Ida Brandt} {c1 said}: {t1 \"The bridge is old.}\n\n\"It was never safe.\" She left.",
        "1 Ida Brandt: \"The bridge is old. … \"It was never safe.\"",
    );
}

#[test]
fn a_later_cue_is_the_same_voice() {
    check(
        "In a post {s1 rower Ida Brandt} {c1 wrote} that {t1 the bridge was “a trap.}\n\n{t2 “It was never safe,”} {s2 Brandt} {c2 added}.",
        "1 Ida Brandt: the bridge was “a trap.; 2 Ida Brandt: “It was never safe,”",
    );
}

#[test]
fn a_quotation_with_no_cue_of_its_own() {
    check("{t1 “It is old,”} {s1 Ida Brandt} {c1 said}. “It was never safe.”", "1 Ida Brandt: “It is old,” … “It was never safe.”");
    check(
        "{t1 “It is old,”} {s1 Ida Brandt} {c1 said}.\n\n“It was never safe.”\n\nThe road is closed.",
        "1 Ida Brandt: “It is old,” … “It was never safe.”",
    );
    // Someone else's words stay theirs.
    check(
        "{t1 “It is old,”} {s1 Ida Brandt} {c1 said}. {t2 “It is not,”} {s2 Jo Moss} {c2 said}.",
        "1 Ida Brandt: “It is old,”; 2 Jo Moss: “It is not,”",
    );
}

#[test]
fn a_sentence_that_completes_a_pair() {
    check(
        "{s1 Elbe News} {c1 said} that {t1 one boat was blue}. The other was red.",
        "1 Elbe News: one boat was blue … The other was red.",
    );
    check("{s1 Elbe News} {c1 said} that {t1 the boat was blue}. The road was red.", "1 Elbe News: the boat was blue");
}

#[test]
fn a_long_statement_over_paragraphs() {
    // Four paragraphs, the cue at the head.
    check(
        "{s1 Ida Brandt} {c1 wrote}:\n\n{t1 “The bridge is old.}\n\n“It creaks.\n\n“It sways.\n\n“It must go.”\n\nThe town agreed.",
        "1 Ida Brandt: “The bridge is old. … “It creaks. … “It sways. … “It must go.”",
    );
    // The cue after the first sentence.
    check(
        "{t1 “The bridge is old,”} {s1 Ida Brandt} {c1 said}. {t1 “It creaks.}\n\n“It sways.”\n\nThe road is closed.",
        "1 Ida Brandt: “The bridge is old,” … “It creaks. … “It sways.”",
    );
    // A caption between two paragraphs of a quotation is stepped over.
    check(
        "{s1 Ida Brandt} {c1 said}: {t1 “The bridge is old.}\n\n{caption The bridge in 1931.}\n\n“It creaks.”\n\nThe road is closed.",
        "1 Ida Brandt: “The bridge is old. … “It creaks.”",
    );
    // The closing mark, then words of the reporter.
    check(
        "{s1 Ida Brandt} {c1 said}: {t1 “The bridge is old.}\n\n“It creaks,” and the town knows it.",
        "1 Ida Brandt: “The bridge is old. … “It creaks,”",
    );
}

#[test]
fn quotations_that_do_not_go_on() {
    // Closed at the end of its paragraph: the next one is another's.
    check("{s1 Ida Brandt} {c1 said}: {t1 “The bridge is old.”}\n\nA sign on it says “Keep off.”", "1 Ida Brandt: “The bridge is old.”");
    // A heading ends it.
    check(
        "{s1 Ida Brandt} {c1 said}: {t1 “The bridge is old.}\n\n{heading “It must go”}\n\nThe town agreed.",
        "1 Ida Brandt: “The bridge is old.",
    );
    // An open quotation of somebody else.
    check(
        "{s1 Ida Brandt} {c1 said}: {t1 “The bridge is old.}\n\n{t2 “It is not,”} {s2 Jo Moss} {c2 replied}.",
        "1 Ida Brandt: “The bridge is old.; 2 Jo Moss: “It is not,”",
    );
}

#[test]
fn sentences_after_the_cue_in_one_paragraph() {
    check(
        "{t1 “It is old,”} {s1 Ida Brandt} {c1 said}. “It creaks. It sways.” She left.",
        "1 Ida Brandt: “It is old,” … “It creaks. … It sways.”",
    );
    check(
        "{s1 Ida Brandt} {c1 said} {t1 there are two ways out}. One is the ferry. The other is the tunnel. The road is shut.",
        "1 Ida Brandt: there are two ways out … One is the ferry. … The other is the tunnel.",
    );
    // Marks other than English ones.
    check("{t1 «It is old,»} {s1 Ida Brandt} {c1 said}. «It creaks.»", "1 Ida Brandt: «It is old,» … «It creaks.»");
}
