//! Sources that a tagger missed or cut in two, and whom they stand for then.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    assert_eq!(p.lines(|s| p.speaker(s).name.clone()), expect, "{}", p.article.text.as_str());
}

#[test]
fn a_second_verb_has_the_first_ones_subject() {
    check("{s1 Ida Brandt} {c1 denied} {t1 the charge} and now {c2 says} {t2 the ledger was lost}.", "1 Ida Brandt; 2 Ida Brandt");
    check("{s1 Ida Brandt} {c1 spoke of} {t1 a plot}, {c2 accusing} {t2 the mine of theft}.", "1 Ida Brandt; 2 Ida Brandt");
    check("She met nobody. Ida Brandt left early and {c1 promised} {t1 a report by May}.", "1 Ida Brandt");
    check("Ida Brandt shook the council by {c1 announcing} {t1 that the mine would close}.", "1 Ida Brandt");
    // Within what another says it is whoever that clause begins with.
    check(
        "{s1 The radio} {c1 says} {t1 General Ivo Kos signed the plan and {c2 ordered} {t2 the gates to be shut}}.",
        "1 unnamed radio; 2 Ivo Kos",
    );
}

#[test]
fn a_noun_has_its_owner() {
    check("Ida Brandt spoke on Monday. Voters knew of her {c1 intention} {t1 to run again}.", "1 Ida Brandt");
    check("The board turned to Ida Brandt’s repeated {c1 promise} {t1 that nobody would be dismissed}.", "1 Ida Brandt");
    // What is only rumoured of somebody is not theirs.
    check("Ida Brandt faced {c1 rumors} {t1 that she would leave}.", "1 unnamed");
}

#[test]
fn a_source_cut_in_two_is_made_whole() {
    check("Lawyers for {s1 Mayor Ida Brandt} {c1 said} {t1 the case was weak}.", "1 unnamed lawyers for Ida Brandt");
    check("Democrats in {s1 Congress} {c1 refused} {t1 to vote}.", "1 Democrats");
    check("Tad Moss, {s1 a political consultant}, {c1 recalled} {t1 a quiet night}.", "1 Tad Moss");
    check("Senator Ida Brandt of {s1 Ohio} {c1 believed} {t1 in dams}.", "1 Ida Brandt");
    check("Ida Brandt wrote to the board. {s1 She, like her brother} {c1 believed} {t1 in dams}.", "1 Ida Brandt");
    check("Ida Brandt wrote to the board. With {s1 God she} {c1 said} {t1 all was well}.", "1 Ida Brandt");
}

#[test]
fn sons_and_fathers_keep_their_names() {
    check(
        "{s1 Lawyer William Moss III} {c1 said} {t1 it was late}. {s2 Moss} {c2 added} {t2 that he was tired}.",
        "1 William Moss III; 2 William Moss III",
    );
    // The father is known to all by the surname alone.
    check(
        "{s1 Donald Trump Jr.} {c1 said} {t1 the hall was full}. {s2 President Trump} {c2 said} {t2 it was not}.",
        "1 Donald Trump Jr.; 2 Trump",
    );
}

#[test]
fn names_with_an_and_in_them() {
    check(
        "{s1 Secretary of Health and Human Services Petra Novak} {c1 praised} {t1 the nurses}. {s2 The secretary} {c2 said} {t2 more would come}.",
        "1 Petra Novak; 2 Petra Novak",
    );
    check("{s1 The Centers for Disease Control and Prevention} {c1 said} {t1 it was flu}.", "1 Centers for Disease Control and Prevention");
}

#[test]
fn two_parties_speak_together() {
    check("{s1 Democrats and Republicans} {c1 agreed} {t1 that the dam was old}.", "1 Democrats and Republicans");
    check("{s1 GOP leaders} {c1 vowed} {t1 to rebuild it}.", "1 Republican leaders");
    check("The case reached the U.S. Supreme Court. {s1 The justices} {c1 refused} {t1 to hear it}.", "1 U.S. Supreme Court");
}
