//! What the outlet states itself.

use crate::passage;
use sayso_doc::Voice;

fn check(source: &str, expect: &[&str]) {
    let p = passage(source);
    let own: Vec<String> = p.ledger.statements.iter().filter(|s| s.voice == Voice::Own).map(|s| p.words(&s.content)).collect();
    assert_eq!(own, expect, "{}", p.article.text.as_str());
}

#[test]
fn sentences_with_no_attribution() {
    check(
        "The bridge fell on Monday. {s1 Kos} {c1 said} {t1 it was old}. Two people were hurt.",
        &["The bridge fell on Monday.", "Two people were hurt."],
    );
    check("The ferry, which carries 40 cars, was built in 1962.", &["The ferry, which carries 40 cars, was built in 1962."]);
    check("The storm may reach the coast by night.", &["The storm may reach the coast by night."]);
}

#[test]
fn clauses_beside_an_attribution() {
    check(
        "The bridge was closed by police on Monday, but {s1 Kos} {c1 said} {t1 it was safe}.",
        &["The bridge was closed by police on Monday"],
    );
    check(
        "The ruling is a heavy blow to Ida Brandt, {s1 who} {c1 called for} {t1 a new bridge}.",
        &["The ruling is a heavy blow to Ida Brandt"],
    );
    check("Speaking in the old town hall on Monday, {s1 Kos} {c1 said} {t1 it was safe}.", &[]);
}

#[test]
fn a_source_over_the_end_of_a_sentence_is_cut_there() {
    // "the U.S." closes one sentence and no full stop of its own parts it from the name that opens the next.
    check(
        "The march showed how far Norland had moved from the {s1 U.S. Brandt} {c1 reportedly said} {t1 it was late}.",
        &["The march showed how far Norland had moved from the U.S."],
    );
}

#[test]
fn what_is_no_statement() {
    check("Who will pay for the new bridge?", &[]);
    check("Read more: The bridge was built by his father.", &[]);
    check("Sign up for our newsletter and get the news that matters.", &[]);
    check("{caption The bridge fell on Monday. Photo by Ida Brandt.}", &[]);
    check("{heading Bridge Falls Into The River After Storm}", &[]);
    check("“The bridge was never safe at all.”", &[]);
    check("Boeing did not immediately respond to a request for comment.", &[]);
    check("I have always loved that old bridge.", &[]);
}
