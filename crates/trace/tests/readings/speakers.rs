//! Whom the sources stand for.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    assert_eq!(p.lines(|s| p.speaker(s).name.clone()), expect, "{}", p.article.text.as_str());
}

#[test]
fn surnames_and_titles_lead_to_the_full_name() {
    check(
        "{s1 Water Minister Petra Novak} {c1 said} {t1 the dam would hold}. {s2 Novak} {c2 added} that {t2 repairs had begun}.",
        "1 Petra Novak; 2 Petra Novak",
    );
    check(
        "{s1 Mayor Roe} {c1 said} {t1 the bridge was safe}. Harriet Roe has led the town since May. {s2 Ms. Roe} {c2 said} {t2 it was tested}.",
        "1 Harriet Roe; 2 Harriet Roe",
    );
    check(
        "{t1 “The river is rising,”} {c1 said} {s1 Sen. Thomas Okafor, D-Ohio}. {s2 The Ohio Democrat} {c2 warned} {t2 that roads would close}.",
        "1 Thomas Okafor; 2 Thomas Okafor",
    );
}

#[test]
fn pronouns_follow_gender_and_the_last_speaker() {
    check(
        "{s1 Anna Lindqvist} {c1 met} {t1 it with a shrug}. {t2 “We tried everything,”} {s2 she} {c2 said}. Robert Lindqvist, her brother, left early.\n\n{t3 “I saw no fire,”} {s3 he} {c3 said}.",
        "1 Anna Lindqvist; 2 Anna Lindqvist; 3 Robert Lindqvist",
    );
    check(
        "{s1 Governor Maria Solano} {c1 told} reporters {t1 that the road was open}. {t2 “Drive slowly,”} {s2 she} {c2 added}.",
        "1 Maria Solano; 2 Maria Solano",
    );
    check(
        "Judge Carl Whitby read the letter. {s1 He} {c1 said} {t1 {s3 he} {c3 hoped} {t3 for a reply}}. {s2 The clerk} {c2 said} {t2 none came}.",
        "1 Carl Whitby; 2 unnamed clerk; 3 Carl Whitby",
    );
}

#[test]
fn an_appositive_names_whom_a_description_means() {
    check(
        "{s1 A spokeswoman for the ferry line, Ingrid Hale,} {c1 said} {t1 boats would run}.",
        "1 Ingrid Hale",
    );
    check(
        "{s1 The engineer, Paul Adeyemi,} {c1 said} {t1 the pump had failed}. {s2 He} {c2 blamed} {t2 rust}.",
        "1 Paul Adeyemi; 2 Paul Adeyemi",
    );
    check("{s1 One of the plan's critics, Rep. Julia Stone,} {c1 called} {t1 it a gift to builders}.", "1 Julia Stone");
}

#[test]
fn an_unnamed_speaker_stays_the_same_one() {
    check(
        "{s1 A senior harbor official} {c1 said} {t1 the crane was old}. {s2 The official} {c2 said} {t2 it had been patched}.",
        "1 unnamed senior harbor official; 2 unnamed senior harbor official",
    );
    check(
        "{s1 The aide, who requested anonymity,} {c1 said} {t1 the vote was off}. Minister Jan Kubik said nothing. {s2 The aide} {c2 added} that {t2 talks go on}.",
        "1 unnamed aide; 2 unnamed aide",
    );
    check("{s1 One friend of his} {c1 said} {t1 so}, hours after Victor Lang fell ill.", "1 unnamed friend of Victor Lang");
}

#[test]
fn first_person_is_whoever_holds_the_words() {
    check("{t1 “{s2 I} {c2 think} {t2 the lake is clean},”} {c1 said} {s1 Dora Weiss}, who swims there.", "1 Dora Weiss; 2 Dora Weiss");
    check(
        "{t1 “{s2 We} {c2 believe} {t2 the lake is clean},”} {c1 said} {s1 Dora Weiss, director of the Lake Institute}.",
        "1 Dora Weiss; 2 Lake Institute",
    );
}

#[test]
fn acronyms_and_bodies_have_one_name() {
    check(
        "The Northern Rail Union (NRU) met on Monday. {s1 The NRU} {c1 said} {t1 trains would stop}. {s2 The union} {c2 demanded} {t2 a raise}.",
        "1 Northern Rail Union; 2 Northern Rail Union",
    );
    check(
        "{s1 The Ministry of Transport} {c1 said} {t1 the road was closed}. {s2 The ministry} {c2 said} {t2 it would reopen}.",
        "1 Ministry of Transport; 2 Ministry of Transport",
    );
    check("{s1 Pyongyang} {c1 said} {t1 the launch was routine}.", "1 North Korea");
}

#[test]
fn joint_speakers_are_named_together() {
    check("{s1 Ann Roe and Mark Doe} {c1 said} {t1 they would appeal}.", "1 Ann Roe and Mark Doe");
    check("{s1 Ann Roe, a baker, and Mark Doe, her partner,} {c1 wrote} {t1 that flour was short}.", "1 Ann Roe and Mark Doe");
}

#[test]
fn a_name_from_the_headline_counts() {
    check(
        "{heading Farmers Angry As Martin Brandt Quits}\n\n{s1 Brandt} {c1 said} {t1 the fields were dry}. {s2 He} {c2 wants} {t2 rain}.",
        "1 Martin Brandt; 2 Martin Brandt",
    );
}

#[test]
fn aliases_and_mentions_are_kept() {
    let p = passage("{s1 Mayor Harriet Roe} {c1 said} {t1 so}. {s2 Roe} {c2 added} {t2 more}. Reporters like Harriet Roe.");
    let speaker = &p.ledger.speakers[0];
    assert_eq!(p.words(&speaker.mentions), "Mayor Harriet Roe … Harriet Roe … Roe … Harriet Roe");
    assert_eq!(speaker.aliases, ["Mayor Harriet Roe", "Roe"]);
}
