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

#[test]
fn the_main_clause_before_what_somebody_says_of_it() {
    check(
        "{s1 The ministry} sued the mine over its waste water, {c1 saying} {t1 the river was dying}.",
        &["The ministry sued the mine over its waste water"],
    );
    check(
        "On Monday, {s1 the ministry} sued the mine over its waste water, {c1 saying} {t1 the river was dying}.",
        &["On Monday, the ministry sued the mine over its waste water"],
    );
    check(
        "Protesters marched to the old town hall on Sunday, {c1 demanding} {t1 a new bridge}.",
        &["Protesters marched to the old town hall on Sunday"],
    );
    check(
        "The council closed the bridge in March after {s1 engineers} {c1 warned} {t1 that it was weak}.",
        &["The council closed the bridge in March"],
    );
    check("{s1 Kos}, who built the first bridge in 1962, {c1 said} {t1 it was safe}.", &[]);
    check("{s1 The ministry} {c1 said} on Monday {t1 the river was dying}.", &[]);
}

#[test]
fn a_hedged_word_takes_nothing_away() {
    check(
        "Police arrested {t1 the} {c1 alleged} {t1 arsonist} in a barn outside the town.",
        &["Police arrested the alleged arsonist in a barn outside the town."],
    );
}

#[test]
fn phrases_without_their_clause() {
    check("Ahead of the vote on the bridge in May, {s1 Kos} {c1 said} {t1 it was safe}.", &[]);
    check("When asked if the bridge was still safe, {s1 Kos} {c1 said} {t1 it was}.", &[]);
    check("After years of rust and neglect, {s1 the council} {c1 decided} {t1 to pull it down}.", &[]);
    check("{s1 Kos} {c1 said} {t1 it was safe}, leaving the engineers to explain the cracks.", &[]);
    check("{s1 Kos} {c1 denied} {t1 it} and was driven home by two of his guards.", &[]);
}

#[test]
fn predicates_without_their_subject() {
    check("Days after he pulled down the old bridge, {s1 Kos} {c1 said} {t1 it was safe}.", &[]);
    check("{s1 Kos}, {c1 who said} {t1 it was safe}, now finds himself alone with the river.", &[]);
    check("3) Build the bridges of wood.", &[]);
    check("Yes, the bridge was old.", &[]);
    check("Two days later the bridge was closed by the police.", &["Two days later the bridge was closed by the police."]);
}

#[test]
fn what_a_page_leaves_in_its_text() {
    check("JUST WATCHED The bridge that fell Replay More Videos ...", &[]);
    check("Click here to see the pictures of the bridge.", &[]);
    check("This story has been updated with the names of the victims.", &[]);
    check("Reuters contributed to this report.", &[]);
    check("The bridge fell on Monday. Copyright 2020 Valley Gazette.", &["The bridge fell on Monday."]);
    check("Follow Ida Brandt on Twitter for news of the bridge.", &[]);
    check("The bridge was never safe. It was built on sand. — Ida Brandt (@idabrandt) May 3, 2019", &[]);
    check("Here is what engineers found under the old bridge:", &[]);
    check("The photo shows the bridge a day before it fell.", &["The photo shows the bridge a day before it fell."]);
}

#[test]
fn what_nobody_can_check() {
    check("The council should have closed the bridge long ago.", &[]);
    check("We have all crossed that bridge a thousand times.", &[]);
    check("You can still see the stones in the river.", &[]);
    check("Imagine a valley that has no bridge at all.", &[]);
    check("Sadly, the old bridge was pulled down in 1999.", &[]);
    check("What a bridge that was!", &[]);
    // The other clause is somebody's and may say what ought to be.
    check(
        "The bridge was closed by police on Monday, but {s1 Kos} {c1 said} {t1 it should stay open}.",
        &["The bridge was closed by police on Monday"],
    );
}

#[test]
fn quotations_with_no_speaker() {
    check("“The bridge was never safe at all, and everybody knew,” the old man by the river.", &[]);
    check(
        "The plan, which the council calls “a new dawn,” costs 40 million crowns.",
        &["The plan, which the council calls “a new dawn,” costs 40 million crowns."],
    );
}

#[test]
fn notes_leave_the_rest_of_their_sentence() {
    check(
        "The Health Ministry will send the decree to all schools, a copy of which was obtained by the Gazette, on Friday.",
        &["The Health Ministry will send the decree to all schools"],
    );
    check("The mine opened in 1962 under a Swiss owner and declined to comment.", &["The mine opened in 1962 under a Swiss owner"]);
}
