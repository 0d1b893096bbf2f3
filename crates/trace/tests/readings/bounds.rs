//! Where contents begin and end, when a tagger's edges are ragged.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    assert_eq!(p.lines(|s| p.words(&s.content)), expect, "{}", p.article.text.as_str());
}

#[test]
fn a_phrase_is_not_cut_in_two() {
    check("{s1 Kos} {c1 said} {t1 the ruling would decide the} same case.", "1 the ruling would decide the same case");
    check("{s1 Kos} {c1 said} {t1 the mine would pay its} old debts by March.", "1 the mine would pay its old debts");
    check("{s1 Kos} {c1 hopes} {t1 to keep the Elbe} Valley Dam shut.", "1 to keep the Elbe Valley Dam shut");
    check("{s1 Kos} {c1 asked} a {t1 judge to wait}.", "1 a judge to wait");
    check("{s1 Kos} {c1 thinks} they{t1 ’re right}.", "1 they’re right");
    check("{t1 The dam is in the hands of Mr.} Moss, {c1 according to} {s1 Kos}.", "1 The dam is in the hands of Mr. Moss");
}

#[test]
fn a_nominal_content_does_not_swallow_the_verb() {
    check("{s1 His} {c1 criticism of} {t1 the council} drew applause.", "1 the council");
    check("{c1 Calls for} {t1 a new dam} grew louder on Monday.", "1 a new dam");
}

#[test]
fn words_that_lead_on_to_nothing_go() {
    check("{s1 Kos} {c1 said} {t1 the dam would hold and} {s2 he} {c2 urged} {t2 calm}.", "1 the dam would hold; 2 calm");
    check("{s1 Kos} {c1 said} {t1 the dam is old, which} {s2 Moss} {c2 denied}. {t2 It is new}.", "1 the dam is old; 2 It is new");
}

#[test]
fn the_conjunction_and_the_hearer_are_no_content() {
    check("{s1 Kos} {c1 told} the council {t1 that the dam would hold}.", "1 the dam would hold");
    check("{s1 Kos} {c1 informed} {t1 Ida Brandt of the council that the dam would hold}.", "1 the dam would hold");
    check("{s1 Kos} {c1 told} {t1 Ida Brandt} that {t1 the dam would hold}.", "1 the dam would hold");
    check("{s1 Kos} {c1 said} {t1 on Monday that the dam would hold}.", "1 the dam would hold");
    // A pronoun, not a conjunction.
    check("{s1 Kos} {c1 said} {t1 that was a lie}.", "1 that was a lie");
    check("{s1 Kos} {c1 praised} {t1 that ruling as a victory}.", "1 that ruling as a victory");
}

#[test]
fn a_hole_is_filled() {
    check("{s1 Kos} {c1 said} {t1 the dam would} surely {t1 hold this year}.", "1 the dam would surely hold this year");
    // Not where the cue stands in it.
    check("{t1 “The dam,”} {s1 Kos} {c1 said}, {t1 “will hold.”}", "1 “The dam,” … “will hold.”");
}

#[test]
fn whom_a_belief_is_about_belongs_to_it() {
    check("On Monday the vote {c1 is expected} {t1 to pass}.", "1 On Monday the vote … to pass");
    check("Kos said no more, but two bills that {c1 are expected} {t1 to pass} wait.", "1 two bills … to pass");
    check("{s1 Kos} {c1 is expected} {t1 to resign}.", "1 Kos … to resign");
    check("Kos {c1 was accused of} {t1 theft}.", "1 Kos … theft");
    check("Kos {c1 has been charged} {t1 with theft}.", "1 Kos … with theft");
    check("On Monday {s1 the mill} {c1 reportedly} {t1 closed}.", "1 On Monday the mill … closed");
    check("{s1 Aides} {c1 accused} Kos of {t1 theft}.", "1 theft");
}

#[test]
fn auxiliaries_are_no_cue() {
    check("{s1 Kos} {c1 has} {t1 urged the council to wait}.", "");
    check("All {c1 told}, {s1 the council} {t1 spent nine million}.", "");
}

#[test]
fn a_post_is_its_own_paragraph() {
    check(
        "People were amused:\n\n{t1 The dam is mine. — Ida (@ida) May 2, 2017\n\nNo it is not.} {c1 —} {s1 Jo Moss} (@jo) May 3, 2017",
        "1 No it is not.",
    );
}

#[test]
fn a_quotation_has_one_voice() {
    check(
        "{t1 “It is old,”} {s1 Ida Brandt} {c1 said}. {t2 “It is new,”} {s2 Jo Moss} {c2 said}. {t1 {t2 “I built it.”}}",
        "1 “It is old,”; 2 “It is new,” … “I built it.”",
    );
}

#[test]
fn crumbs_of_other_sentences_go() {
    check("They built a {t1 dam. It will hold this year,} {s1 Kos} {c1 said}.", "1 It will hold this year,");
    check("{s1 Kos} {c1 said} {t1 the dam will hold. He} left at noon.", "1 the dam will hold.");
}

#[test]
fn adjectives_and_subjects_lead_on() {
    check("{s1 Kos} {c1 promised} {t1 to pay for federal} safety checks on Monday.", "1 to pay for federal safety checks");
    check("{s1 Kos} {c1 fears} {t1 what the miners may do if they} strike.", "1 what the miners may do if they strike");
    check("{s1 Kos} {c1 said} {t1 it was the work} of vandals.", "1 it was the work of vandals");
}

#[test]
fn the_source_stands_right_after_its_cue() {
    check("{c1 Under} the draft rule, {s1 the Mining Office} {t1 would close two pits}.", "1 the Mining Office would close two pits");
}

#[test]
fn a_headline_is_no_content() {
    check("{heading Memo {t1 suggests} a fault}\n\n{t1 Kos knew of the fault}, {c1 according to} {s1 a memo}.", "1 Kos knew of the fault");
}

#[test]
fn what_is_told_as_a_note_is_no_statement() {
    check("{s1 Kos} {c1 declined} {t1 to comment on the memo}.", "");
    check("{s1 Kos} {c1 did not respond} {t1 to questions}.", "");
    check("{s1 The Gazette} {c1 could not independently verify} {t1 the claim}.", "");
    check("{s1 Kos} {c1 declined} {t1 to sign the memo}.", "1 to sign the memo");
    check("{s1 Kos} {c1 did not confirm} {t1 the sale}.", "1 the sale");
}

#[test]
fn a_clause_has_its_first_words() {
    check("The mines are {t1 willing to pay}, {s1 Kos} {c1 said}.", "1 The mines are willing to pay");
    check("{s1 Kos} {c1 said} they {t1 had paid in gold}.", "1 they had paid in gold");
    check("{s1 Kos} {c1 agreed} that Finance {t1 Minister Moss had the power to pay}.", "1 Finance Minister Moss had the power to pay");
    check("{s1 Kos} {c1 asked} why {t1 the mine was shut}.", "1 why the mine was shut");
    // A part of a sentence that is not told by the cue alone.
    check("The cut is part of {t1 a plan to save water} {c1 announced} by {s1 Kos}.", "1 a plan to save water");
    check("{s1 Kos} {c1 said} Saturday {t1 the well was dry}.", "1 the well was dry");
}

#[test]
fn a_compound_is_not_cut_in_two() {
    check("{s1 Kos} {c1 wants} {t1 to hand out green} cards on Monday.", "1 to hand out green cards");
    check("{s1 Kos} {c1 fears} {t1 for the miners’} rights.", "1 for the miners’ rights");
    check("{s1 Kos} {c1 said} {t1 the pump hadn’t} run since May.", "1 the pump hadn’t run");
    check("{s1 Kos} {c1 criticized} {t1 the council} again on Monday.", "1 the council");
}

#[test]
fn what_is_hardly_likely_is_left_out() {
    let p = crate::passage("{s1 Kos} {c1 said} {t1 the well was dry}.");
    let mut tagged = p.tagged.clone();
    tagged.attributions[0].chance = 0.3;
    assert!(
        sayso_trace::trace(&p.article, &tagged, sayso_register::Register::builtin())
            .statements
            .iter()
            .all(|s| s.voice == sayso_doc::Voice::Own)
    );
}

#[test]
fn one_attribution_has_one_cue() {
    check("{s1 The Gazette} {c2 first} {c1 reported} {t1 {t2 the well was dry}}.", "1 the well was dry");
    check("{t1 “It is dry,”} {s1 Kos} {c1 said}. The mine {t1 “is worse.”}", "1 “It is dry,” … The mine “is worse.”");
}
