//! Through whom the statements came.

use sayso_doc::Voice;

use crate::{passage, published_by};

pub fn check(source: &str, expect: &str) {
    compare(passage(source), expect);
}

fn compare(p: crate::Passage, expect: &str) {
    let via = p.lines(|s| {
        let Voice::Attributed { via, .. } = &s.voice else { unreachable!() };
        let names: Vec<&str> = via.iter().map(|r| r.name.as_str()).collect();
        if names.is_empty() { "-".to_owned() } else { names.join(" < ") }
    });
    assert_eq!(via, expect, "{}", p.article.text.as_str());
}

#[test]
fn told_an_outlet() {
    check("{s1 Ewa Kos} {c1 told} Reuters {t1 that the well was dry}.", "1 Reuters");
    check("{s1 Ewa Kos} {c1 told} reporters {t1 that the well was dry}.", "1 -");
    check("{s1 Ewa Kos} {c1 told} the Elbe Valley Tribune {t1 that the well was dry}.", "1 Elbe Valley Tribune");
    check("{t1 “It is dry,”} {s1 Ewa Kos} {c1 told} CNN's Rita Moss. {t2 “All of it,”} {s2 she} {c2 added}.", "1 CNN; 2 CNN");
}

#[test]
fn interviews_and_broadcasts() {
    check("{c1 In an interview with} Reuters, {s1 Ewa Kos} said {t1 the well was dry}.", "1 Reuters");
    check("{s1 Ewa Kos} {c1 said} {t1 the well was dry} in an interview with Reuters on Monday.", "1 Reuters");
    check("{t1 “It is dry,”} {s1 Ewa Kos} {c1 said} on CNN's State of the Union.", "1 CNN");
    check("{t1 “It is dry,”} {s1 Ewa Kos} {c1 said} on “Meet the Press.”", "1 NBC News");
    check("{s1 Ewa Kos} {c1 said} in a statement to Reuters {t1 that the well was dry}.", "1 Reuters");
}

#[test]
fn nested_levels() {
    check("{s1 Reuters} {c1 reported} that {t1 {s2 Ewa Kos} {c2 said} {t2 the well was dry}}.", "1 -; 2 Reuters");
    check(
        "{s1 State media} {c1 said} {t1 {s2 an aide} {c2 told} them that {t2 {s3 Ewa Kos} {c3 denied} {t3 it}}}.",
        "1 -; 2 State media; 3 State media < unnamed aide",
    );
    check(
        "{t1 {s2 Students} {c2 said} {t2 the roof leaked}}, {c1 according to} {s1 the Elbe Valley Tribune}.",
        "1 -; 2 Elbe Valley Tribune",
    );
    check("{s1 Ewa Kos} {c1 said} {t1 {s2 she} {c2 hopes} {t2 for rain}}.", "1 -; 2 -");
}

#[test]
fn citing_and_reports() {
    check("{t1 {t2 The mine will close}}, {s1 Reuters} {c1 reported}, {c2 citing} {s2 two officials}.", "1 -; 2 Reuters");
    check("{t1 The mine will close}, {c1 according to} {s1 a Reuters report}.", "1 -");
}

#[test]
fn what_is_no_relay() {
    // The outlet itself, its own people, and a photographer's agency.
    compare(published_by("Reuters", "{s1 Ewa Kos} {c1 told} Reuters {t1 that the well was dry}."), "1 -");
    check("{s1 Ewa Kos} {c1 told} the Gazette {t1 that the well was dry}.", "1 -");
    compare(published_by("NPR", "{s1 NPR's Rita Moss} {c1 reports} that {t1 {s2 Ewa Kos} {c2 wants} {t2 rain}}."), "1 -; 2 -");
    check("{caption Ewa Kos at the well. (Reuters)}\n\n{s1 Ewa Kos} {c1 said} {t1 it was dry}.", "1 -");
    check("{s1 Ewa Kos} {c1 wrote} {t1 that it was dry}, referring to a Reuters story.", "1 -");
}

#[test]
fn a_linked_outlet_relays_where_the_words_say_so() {
    check("{s1 Ewa Kos} reportedly {c1 said} {t1 the well was dry}, {link according to a report}.", "1 Reuters");
    check("{s1 Ewa Kos} {c1 said} {t1 the {link well} was dry}.", "1 -");
}

#[test]
fn respondents_speak_through_their_poll() {
    check(
        "{s1 A Lake Institute poll} {c1 found} {t1 that most are tired}. {s2 Some 60 percent} {c2 said} {t2 they slept badly}.",
        "1 -; 2 Lake Institute poll",
    );
}

#[test]
fn papers_that_an_outlet_got_hold_of() {
    check(
        "The dam was weak, engineers warned. {s1 A memo} obtained by Reuters {c1 says} {t1 the wall had cracks}.\n\n{s2 The memo} {c2 names} {t2 three faults}.",
        "1 Reuters; 2 Reuters",
    );
    check("{s1 The letter}, first reported by CNN, {c1 says} {t1 the wall had cracks}.", "1 CNN");
    // What the outlet has seen with its own eyes comes through nobody.
    check(
        "{s1 A memo} obtained by Reuters {c1 says} {t1 the wall had cracks}. The Valley Gazette has seen the memo.\n\n{s2 The memo} {c2 names} {t2 three faults}.",
        "1 Reuters; 2 -",
    );
    check(
        "Ida Brandt wrote an op-ed for the Elbe Valley Tribune on Monday.\n\n{t1 “The wall has cracks,”} {s1 Brandt} {c1 wrote} in the op-ed.",
        "1 Elbe Valley Tribune",
    );
}

#[test]
fn an_interview_goes_on() {
    check(
        "{s1 Ewa Kos} {c1 told} CNN on Monday {t1 that the well was dry}.\n\nThe well was dug in 1962.\n\n{t2 “It will rain,”} {s2 Kos} {c2 said}.",
        "1 CNN; 2 CNN",
    );
    check(
        "{s1 Ewa Kos} {c1 told} CNN on Monday {t1 that the well was dry}.\n\n{t2 “It will rain,”} {s2 Kos} {c2 said} at a rally in Ostrava.",
        "1 CNN; 2 -",
    );
    // Words of another place within the content are not where it was said.
    check(
        "{s1 Ewa Kos} {c1 told} CNN {t1 that the well was dry}. {s2 She} {c2 accused} {t2 Ida Brandt of lying in her speech}.",
        "1 CNN; 2 CNN",
    );
    check(
        "{s1 An official} {c1 told} Reuters {t1 that the well was dry}.\n\n{t2 “It will rain,”} {s2 the official} {c2 said}.",
        "1 Reuters; 2 Reuters",
    );
}

#[test]
fn what_is_reportedly_said_comes_from_the_report_before_it() {
    check(
        "{t1 Some were angry}, {c1 according to} {s1 CNN}. {s2 One official} {c2 reportedly called} {t2 the plan a trick}.",
        "1 -; 2 CNN",
    );
    check("{s1 One official} {c1 reportedly called} {t1 the plan a trick}.", "1 -");
}

#[test]
fn state_media_relay() {
    check("{s1 Ewa Kos} {c1 accused} {t1 the rebels of treason} on state television.", "1 state television");
    check("In a speech carried by state media, {s1 Ewa Kos} {c1 said} {t1 the rebels had fled}.", "1 state media");
}

#[test]
fn told_an_outlet_that_is_described() {
    check("{s1 Ewa Kos} {c1 told} the private radio station Radio Labe {t1 that the well was dry}.", "1 Radio Labe");
    check("{s1 Ewa Kos} {c1 told} local CBS affiliate KQXL {t1 that the well was dry}.", "1 KQXL");
    check("{s1 Ewa Kos} {c1 told} the German weekly Der Spiegel {t1 that the well was dry}.", "1 Der Spiegel");
    check("{s1 Ewa Kos} {c1 told} a crowd in Ostrava {t1 that CNN was wrong}.", "1 -");
    check("{s1 Ewa Kos} {c1 told} her sister {t1 that the well was dry}. Reuters was there.", "1 -");
    check(
        "{s1 Ewa Kos} {c1 told} the Elbe Valley Tribune {t1 that it was dry}. CNN aired a film.\n\n{t2 “All of it,”} {s2 Ida Brandt} {c2 told} the paper.",
        "1 Elbe Valley Tribune; 2 Elbe Valley Tribune",
    );
}

#[test]
fn written_for_an_outlet() {
    check("{s1 Ewa Kos} {c1 argued} in a CNN op-ed {t1 that the well was dry}.", "1 CNN");
    check("{t1 “It is dry,”} {s1 Ewa Kos} {c1 wrote} in a recent opinion piece for the Elbe Valley Tribune.", "1 Elbe Valley Tribune");
    check("In a 2019 CNN interview, {s1 Ewa Kos} {c1 said} {t1 the well was dry}.", "1 CNN");
    check("{s1 Ewa Kos} {c1 wrote} on Twitter {t1 that the well was dry}.", "1 -");
    check("{s1 Ewa Kos} {c1 said} in a letter to the council {t1 that the well was dry}.", "1 -");
}

#[test]
fn one_sentence_has_one_venue() {
    check("{s1 Ewa Kos} {c1 told} CNN {t1 the well was dry}, {c2 adding} that {t2 it would rain}.", "1 CNN; 2 CNN");
    // What was signed was not signed in an interview.
    check("{s1 Ewa Kos} {c1 told} CNN {t1 the well was dry}. {s2 She} {c2 signed} {t2 an order to dig}.", "1 CNN; 2 -");
    // The words of the place do not belong to the quotation that a tagger has drawn too long.
    check("{s1 Ewa Kos} {c1 called} {t1 the plan “a trick” in an interview with CNN}.", "1 CNN");
}

#[test]
fn background_is_the_reporters_own() {
    // That Kos accused the mine is no news of the lawyers'.
    check("{t1 {s2 Ewa Kos, who} {c2 has accused} {t2 the mine of fraud}, will testify in May}, {s1 her lawyers} {c1 said}.", "1 -; 2 -");
    check("{s1 Ewa Kos} {c1 said} {t1 that {s2 miners} {c2 wanted} {t2 more pay}}.", "1 -; 2 Ewa Kos");
    check("{t1 “It is dry,”} {s1 Ewa Kos} {c1 said} on CNN, after {s2 the ministry} {c2 admitted} {t2 a leak}.", "1 CNN; 2 -");
    check("{s1 Ewa Kos} {c1 told} CNN {t1 that it was dry}. {s2 Kos} issued a statement {c2 saying} {t2 it would rain}.", "1 CNN; 2 -");
}

#[test]
fn places_that_a_sentence_names_before_its_cue() {
    check("{s1 Ewa Kos} attacked the council on CNN, {c1 calling} {t1 the plan a trick}.", "1 CNN");
    check("Brandt sat down for an interview with CNN in May. {t1 “It is dry,”} {s1 she} {c1 said}.", "1 CNN");
    check("{s1 An official who} talked to Reuters {c1 said} {t1 it was dry}.", "1 Reuters");
    check(
        "{s1 Ewa Kos} {c1 said} {t1 the deal was done on CNN's State of the Union}, but {s2 Ida Brandt} {c2 said} {t2 it was not}.",
        "1 CNN; 2 -",
    );
    // Back in the publisher's own pages.
    check(
        "{s1 Ewa Kos} {c1 told} CNN {t1 it was dry}. {t2 “It will rain,”} {s2 Kos} {c2 said} in an interview with the Gazette.",
        "1 CNN; 2 -",
    );
    check("{s1 CNN's Ida Brandt} {c1 reported} {t1 that {s2 Kos} {c2 wants} {t2 rain}}.", "1 CNN; 2 CNN < Ida Brandt");
}

#[test]
fn reportedly_further_on_names_no_relay() {
    check(
        "{t1 Some were angry}, {c1 according to} {s1 CNN}.\n\nThe hall was full on Monday night. {s2 Ewa Kos} {c2 reportedly called} {t2 the plan a trick}.",
        "1 -; 2 -",
    );
}

#[test]
fn reporters_and_hosts_speak_through_their_outlets() {
    check("{s1 CNN's Ida Brandt} {c1 called} {t1 the plan a trick}. {t2 “It is one,”} {s2 Brandt} {c2 said}.", "1 CNN; 2 CNN");
    check("{t1 The plan is a trick}, {c1 writes} {s1 Washington Post columnist Ida Brandt}.", "1 Washington Post");
    check("CNN anchor Ida Brandt went to Ostrava. {s1 Ewa Kos} {c1 told} Brandt {t1 it was dry}.", "1 CNN");
    // Whom an outlet speaks with, whoever left it, and what they do elsewhere.
    check("CNN's questions for Ewa Kos were many. {s1 Kos} {c1 said} {t1 it was dry}.", "1 -");
    check("{s1 Former CNN anchor Ida Brandt} {c1 called} {t1 the plan a trick}.", "1 -");
    check("CNN's Ida Brandt was at the hearing. {t1 The plan is a trick}, {s1 Brandt} {c1 wrote} on Twitter.", "1 -");
    compare(published_by("CNN", "{s1 CNN's Ida Brandt} {c1 called} {t1 the plan a trick}."), "1 -");
}

#[test]
fn hearers_that_are_no_outlets() {
    check("{s1 Ewa Kos} {c1 told} the student newspaper {t1 that it was dry}. It belongs to Reuters.", "1 -");
    check("CNN was there. {s1 Ewa Kos} {c1 told} the cable network {t1 that it was dry}.", "1 CNN");
    check("{s1 Ewa Kos} {c1 told} Polish congressmen {t1 that it was dry}.", "1 -");
    check("{s1 Ewa Kos} {c1 told} the Poles {t1 that it was dry}.", "1 -");
}

#[test]
fn shows_by_their_names() {
    check("{s1 Ewa Kos} {c1 said} on The Ida Brandt Show {t1 that it was dry}.", "1 The Ida Brandt Show");
    check("{s1 Ewa Kos} {c1 said} on Ida Brandt's radio show {t1 that it was dry}.", "1 Ida Brandt");
    check("{s1 Ewa Kos} {c1 said} on Ida Brandt's farm {t1 that it was dry}.", "1 -");
}

#[test]
fn the_one_who_cites() {
    check("{s1 Reuters}, {c2 citing} {s2 two officials}, {c1 says} {t1 {t2 the mine will close}}.", "1 -; 2 Reuters");
    check("The Reuters report {c1 cited} {s1 two officials who} {t1 had seen the plan}.", "1 Reuters");
    check("The ministry {c1 cited} {s1 two officials who} {t1 had seen the plan}.", "1 -");
}

#[test]
fn another_time_is_another_place() {
    check("{s1 Ewa Kos} {c1 told} CNN {t1 it was dry}.\n\n{s2 Kos} {c2 has said} {t2 she wants rain}.", "1 CNN; 2 -");
    check("{s1 Ewa Kos} {c1 told} CNN {t1 it was dry}.\n\n{s2 Kos} previously {c2 said} {t2 she wanted rain}.", "1 CNN; 2 -");
    check("{s1 Ewa Kos} {c1 told} CNN {t1 it was dry}.\n\n{s2 Kos} {c2 said} {t2 she wanted rain}.", "1 CNN; 2 CNN");
}

#[test]
fn outlets_of_people_and_magazines_with_a_place_in_their_name() {
    check("{s1 Ida Brandt of Reuters} {c1 writes} that {t1 {s2 Ewa Kos} {c2 wants} {t2 rain}}.", "1 Reuters; 2 Reuters < Ida Brandt");
    check("{s1 Washington Post editor Ida Brandt} {c1 said} {t1 the piece would stay}.", "1 Washington Post");
    check("CNN was there. {t1 It was dry}, {s1 Ewa Kos} {c1 confirmed} to the network.", "1 CNN");
    check("{s1 Ewa Kos} {c1 told} Chicago magazine {t1 that it was dry}.", "1 Chicago magazine");
    check("CNN — {c1 citing} {s1 Reuters} — said {t1 it was dry}.", "1 CNN");
}

#[test]
fn names_as_the_register_has_them_and_polls_without_their_age() {
    check("{s1 Ewa Kos} {c1 told} the LA Times {t1 that it was dry}.", "1 Los Angeles Times");
    check("{s1 Ewa Kos} {c1 told} the Lantern Prize-winning author {t1 that it was dry}.", "1 -");
    check("{s1 Kos} {c1 said} {t1 it was dry} — a claim that was soon on CNN.", "1 -");
}
