//! How sure a speaker is, by the way that led to them: `sure`, `likely` or `doubtful`, and why.

use crate::passage;

/// Each statement as `number band: reason`; the passages' tags say nothing of kinds, so bands are for the rules alone.
fn check(source: &str, expect: &str) {
    let p = passage(source);
    let shown = p.lines(|s| {
        let confidence = s.speaker_confidence.expect("attributed");
        let band = match confidence {
            c if c >= 0.75 => "sure",
            c if c >= 0.5 => "likely",
            _ => "doubtful",
        };
        let why = s.reasons.iter().find(|r| r.field == sayso_doc::Field::Speaker).expect("a reason");
        format!("{band}: {}", why.because)
    });
    assert_eq!(shown, expect, "{}", p.article.text.as_str());
}

const NAMED: &str = "likely: named in the source";
const SURNAME: &str = "sure: the surname of the one who is named in full elsewhere";
const PRONOUN: &str = "likely: a pronoun: whom it fits and who was named last";
const NOBODY: &str = "likely: a description that names nobody";
const NO_SOURCE: &str = "likely: no source is named at the cue";
const PAPER: &str = "doubtful: named in the source";
const FIRST: &str = "likely: first person: whoever holds the words around it";

#[test]
fn a_full_name_and_the_surname_after_it() {
    let first_then_surname = format!("1 {NAMED}; 2 {SURNAME}");
    check("{s1 Ida Brandt} {c1 said} {t1 it was late}. {s2 Brandt} {c2 added} {t2 that it rained}.", &first_then_surname);
    check("{s1 Ida Brandt} {c1 said} {t1 it was late}. {s2 Ms. Brandt} {c2 added} {t2 that it rained}.", &first_then_surname);
    check("{s1 Mayor Ida Brandt} {c1 said} {t1 it was late}. {s2 Mayor Brandt} {c2 added} {t2 that it rained}.", &first_then_surname);
    check("{s1 Ida Brandt, the mayor,} {c1 said} {t1 it was late}. {s2 Brandt} {c2 added} {t2 that it rained}.", &first_then_surname);
    check("{s1 Ida Brandt} {c1 said} {t1 it was late}. {s2 Ida Brandt} {c2 said} {t2 that it rained}.", &format!("1 {NAMED}; 2 {NAMED}"));
}

#[test]
fn pronouns_are_less_sure_than_surnames() {
    let named_then_pronoun = format!("1 {NAMED}; 2 {PRONOUN}");
    check("{s1 Ida Brandt} {c1 said} {t1 it was late}. {s2 She} {c2 added} {t2 that it rained}.", &named_then_pronoun);
    check("{s1 Robert Moss} {c1 said} {t1 it was late}. {s2 He} {c2 added} {t2 that it rained}.", &named_then_pronoun);
    check("{s1 Robert Moss} {c1 said} {t1 it was late}. {t2 “It rains,”} {s2 he} {c2 said}.", &named_then_pronoun);
    check("Ida Brandt came late. {s1 She} {c1 said} {t1 it rained}.", &format!("1 {PRONOUN}"));
    check("Ida Brandt came late. In the hall {s1 she herself} {c1 said} {t1 it rained}.", &format!("1 {PRONOUN}"));
}

#[test]
fn whoever_holds_the_words_around_it() {
    check("{s1 Ida Brandt} {c1 said}, {t1 “{s2 I} {c2 believe} {t2 in dams}”}.", &format!("1 {NAMED}; 2 {FIRST}"));
    check("{s1 Robert Moss} {c1 said}, {t1 “{s2 I} {c2 fear} {t2 a flood}”}.", &format!("1 {NAMED}; 2 {FIRST}"));
    check("{t1 “{s2 I} {c2 hope} {t2 for rain},”} {s1 Ida Brandt} {c1 said}.", &format!("1 {NAMED}; 2 {FIRST}"));
}

#[test]
fn who_is_not_named_is_known_to_be_nobody() {
    check("{s1 An official} {c1 said} {t1 it was late}.", &format!("1 {NOBODY}"));
    check("{s1 Two people familiar with the matter} {c1 said} {t1 it was late}.", &format!("1 {NOBODY}"));
    check("{s1 A senior aide, who asked not to be named,} {c1 said} {t1 it was late}.", &format!("1 {NOBODY}"));
    check("{s1 Some residents} {c1 said} {t1 it was late}.", &format!("1 {NOBODY}"));
    check("{s1 A spokeswoman for the mine} {c1 said} {t1 it was late}.", &format!("1 {NOBODY}"));
}

#[test]
fn cues_of_nobody() {
    check("The dam {c1 reportedly} {t1 burst at noon}.", &format!("1 {NO_SOURCE}"));
    check("{t1 The dam burst}, {c1 it is said}.", &format!("1 {NO_SOURCE}"));
    check("There were {c1 rumors} {t1 that the dam would burst}.", &format!("1 {NO_SOURCE}"));
    check("The dam {c1 is believed} {t1 to be dry}.", &format!("1 {NO_SOURCE}"));
}

#[test]
fn papers_are_doubted() {
    // Whether a report speaks or those who wrote it is open more often than not.
    check("{s1 The report} {c1 said} {t1 it was late}.", &format!("1 {PAPER}"));
    check("{s1 The lawsuit} {c1 alleges} {t1 that the mine knew}.", &format!("1 {PAPER}"));
    check("{s1 The letter} {c1 warned} {t1 of a flood}.", &format!("1 {PAPER}"));
    check("{s1 A memo} {c1 showed} {t1 that the mine knew}.", &format!("1 {PAPER}"));
}

#[test]
fn bodies_and_outlets() {
    check("{s1 The United Harbor Council} {c1 said} {t1 it was late}.", "1 likely: named in the source");
    check("{s1 Reuters} {c1 reported} {t1 that the dam burst}.", "1 sure: named in the source");
    // A ministry may be its government, its minister or a spokesman.
    check("{s1 The Health Ministry} {c1 said} {t1 it was late}.", "1 doubtful: named in the source");
    check("{s1 Pyongyang} {c1 said} {t1 it was late}.", "1 doubtful: a name that stands for them by the register");
}

#[test]
fn offices_lead_to_the_one_who_holds_them() {
    check(
        "{s1 Mayor Ida Brandt} {c1 said} {t1 it was late}. {s2 The mayor} {c2 added} {t2 that it rained}.",
        &format!("1 {NAMED}; 2 likely: a description of the one whom the text names so"),
    );
    check(
        "{s1 Senator Robert Moss} {c1 said} {t1 it was late}. {s2 The senator} {c2 added} {t2 that it rained}.",
        &format!("1 {NAMED}; 2 likely: a description of the one whom the text names so"),
    );
}

#[test]
fn a_verb_that_goes_on() {
    check("{s1 Ida Brandt} {c1 denied} {t1 the charge}, {c2 adding} {t2 that she was ill}.", &format!("1 {NAMED}; 2 {NAMED}"));
}

#[test]
fn a_statement_is_as_sure_as_its_tags_have_proved() {
    let at = |chance: f32| {
        let p = passage("{s1 Ida Brandt} {c1 said} {t1 it was late}.");
        let mut tagged = p.tagged.clone();
        tagged.attributions[0].chance = chance;
        let ledger = sayso_trace::trace(&p.article, &tagged, sayso_register::Register::builtin());
        ledger.statements.iter().find(|s| s.speaker_confidence.is_some()).map(|s| (s.confidence, s.speaker_confidence))
    };
    let (Some((low, low_speaker)), Some((high, high_speaker))) = (at(0.6), at(0.99)) else { panic!("both are kept") };
    assert!(low < 0.6 && high > 0.95 && low_speaker < high_speaker);
}

#[test]
fn own_voice_has_no_speaker_to_doubt() {
    let p = passage("The dam broke on Monday morning.");
    assert!(p.ledger.statements.iter().all(|s| s.speaker_confidence.is_none()));
}
