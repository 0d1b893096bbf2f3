//! Whom the sources stand for.

use sayso_doc::Article;
use sayso_doc::notation::parse;
use sayso_register::Register;

use crate::{Passage, article, passage, tagged};

fn check(source: &str, expect: &str) {
    let p = passage(source);
    assert_eq!(p.lines(|s| p.speaker(s).name.clone()), expect, "{}", p.article.text.as_str());
}

/// Traces a passage of an article of that day.
fn dated(date: &str, source: &str) -> Passage {
    of(source, |a| a.published = Some(date.to_owned()))
}

fn of(source: &str, change: impl Fn(&mut Article)) -> Passage {
    let marked = parse(source).expect("the notation");
    let mut article = article(&marked);
    change(&mut article);
    let tagged = tagged(&marked);
    let ledger = sayso_trace::trace(&article, &tagged, Register::builtin());
    Passage { marked, article, tagged, ledger }
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
    check("{s1 A spokeswoman for the ferry line, Ingrid Hale,} {c1 said} {t1 boats would run}.", "1 Ingrid Hale");
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

#[test]
fn a_name_beside_the_office_beats_whoever_held_it() {
    check(
        "{s1 Treasury Secretary Alma Reyes} {c1 said} {t1 the bonds were sold}. {s2 The former treasury secretary, Peter Lund,} {c2 said} {t2 the price was low}. {s3 Lund} {c3 wants} {t3 an inquiry}.",
        "1 Alma Reyes; 2 Peter Lund; 3 Peter Lund",
    );
    check(
        "{s1 Health Secretary Alma Reyes} {c1 said} {t1 so}. Water Secretary Peter Lund left early. {s2 The health secretary} {c2 added} that {t2 wards were full}.",
        "1 Alma Reyes; 2 Alma Reyes",
    );
    check(
        "Foreign Minister Ilse Brandt met Prime Minister Karl Vogt. {s1 The foreign minister} {c1 said} {t1 talks went well}, {s2 the prime minister} {c2 said} {t2 they did not}.",
        "1 Ilse Brandt; 2 Karl Vogt",
    );
}

#[test]
fn a_spokesman_has_a_name_or_a_master() {
    check("{s1 Tom Hale, a spokesman for the harbor,} {c1 said} {t1 the gate was shut}.", "1 Tom Hale");
    check("{s1 A spokesman for Mayor Harriet Roe, Tom Hale,} {c1 said} {t1 the gate was shut}.", "1 Tom Hale");
    check("{s1 A spokesman for the mayor, Harriet Roe,} {c1 said} {t1 the gate was shut}.", "1 unnamed spokesman for Harriet Roe");
    check(
        "{s1 State Railway spokesman Tom Hale} {c1 said} {t1 trains ran}. Rail critic Ann Roe, once a spokeswoman for the union, laughed. {s2 The spokesman} {c2 gave} {t2 no figures}.",
        "1 Tom Hale; 2 Tom Hale",
    );
}

#[test]
fn a_description_means_whoever_was_just_spoken_of() {
    check(
        "{s1 Sen. Thomas Okafor (D-Ohio)} {c1 said} {t1 the dam was old}. {t2 “It will break,”} {s2 the Ohio Democrat} {c2 said}.",
        "1 Thomas Okafor; 2 Thomas Okafor",
    );
    check("Backers of Martin Brandt cheered in the rain. {s1 The former vice mayor} {c1 said} {t1 he would run again}.", "1 Martin Brandt");
    check(
        "{s1 Carla Stein} {c1 said} that {t1 {s2 the former sheriff} {c2 asked} {t2 for his badge}}, a day after Victor Lang was sworn in.",
        "1 Carla Stein; 2 unnamed former sheriff",
    );
    check(
        "{s1 Prime Minister-designate Karl Vogt} {c1 promised} {t1 a new cabinet}. {s2 The prime minister-designate} {c2 expects} {t2 a quick vote}.",
        "1 Karl Vogt; 2 Karl Vogt",
    );
}

#[test]
fn presidents_differ_by_country() {
    check(
        "{s1 President Ann Roe} {c1 said} {t1 the border was open}. Ruritanian President Otto Kern replied. {s2 The Ruritanian president} {c2 said} {t2 it was not}.",
        "1 Ann Roe; 2 Otto Kern",
    );
    check(
        "{s1 Iraq's president} {c1 asked} {t1 for calm}. President Omar Haddad spoke in Baghdad after a call with U.S. President Barack Obama.",
        "1 Omar Haddad",
    );
}

#[test]
fn the_president_of_the_day_needs_no_name() {
    let on = |date: &str| {
        let p = dated(date, "{s1 The president} {c1 said} {t1 the bridge would be rebuilt}.");
        p.lines(|s| p.speaker(s).name.clone())
    };
    assert_eq!(on("2012-06-01"), "1 Barack Obama");
    assert_eq!(on("2018-06-01T08:00:00Z"), "1 Donald Trump");
    let p = dated("2018-06-01", "{s1 The administration} {c1 plans} {t1 a dam}. {s2 The French president} {c2 said} {t2 no}.");
    assert_eq!(p.lines(|s| p.speaker(s).name.clone()), "1 Trump administration; 2 Emmanuel Macron");
}

#[test]
fn two_who_were_named_together_are_they() {
    check(
        "Ann Roe and Mark Doe met on the pier. {s1 They} {c1 said} {t1 the boats were safe}. {s2 Both engineers} {c2 want} {t2 new ropes}.",
        "1 Ann Roe and Mark Doe; 2 Ann Roe and Mark Doe",
    );
    check("Ann Roe and Mark Doe met on the pier. {s1 Both Doe and Roe} {c1 said} {t1 the boats were safe}.", "1 Ann Roe and Mark Doe");
    check("Envoys of Chile and Peru shook hands. {s1 Both governments} {c1 said} {t1 the border would open}.", "1 Chile and Peru");
    check(
        "Mayor Harriet Roe faces a vote. {s1 Roe and her administration} {c1 have pressed for} {t1 a new bridge}.",
        "1 Roe administration",
    );
    check("{s1 France and other countries} {c1 warned} {t1 of a flood}.", "1 France");
}

#[test]
fn verbs_without_a_source_share_the_subject() {
    check("{s1 Dora Weiss} {c1 said} {t1 the lake was clean} but {c2 described} {t2 the shore as filthy}.", "1 Dora Weiss; 2 Dora Weiss");
    check("While {c1 acknowledging} {t1 the delay}, Dora Weiss {c2 promised} {t2 a swift repair}.", "1 Dora Weiss; 2 Dora Weiss");
    check("The Lake Institute issued a statement {c1 saying} {t1 the water was safe}.", "1 Lake Institute");
    check("He met a lawyer who {c1 claimed} {t1 to own the lake}.", "1 unnamed lawyer");
}

#[test]
fn nobody_says_what_is_expected_or_reported() {
    check("{s1 Dora Weiss} {c1 is expected} {t1 to resign}.", "1 unnamed");
    check(
        "{s1 Dora Weiss} {c1 reportedly} {t1 swam across the lake}. {s2 She} {c2 is believed} {t2 to train at night}.",
        "1 unnamed; 2 unnamed",
    );
    check("{t1 Dora Weiss} {c1 is regarded} {t1 as the favorite} by {s1 her rivals}.", "1 unnamed rivals of Dora Weiss");
}

#[test]
fn a_cut_source_is_made_whole() {
    check("{s1 A} senior harbor official {c1 said} {t1 the crane was old}.", "1 unnamed senior harbor official");
    check("{s1 Republican} committee aides {c1 said} {t1 the crane was old}.", "1 unnamed Republican committee aides");
    check("In {s1 Chile}, officials {c1 said} {t1 the crane was old}.", "1 unnamed officials");
    check("{t1 The crane was old}, the {s1 harbor’s} chief engineer, Paul Adeyemi, {c1 said}.", "1 Paul Adeyemi");
    check("{s1 Harriet Roe} said Mark Doe {c1 told} her {t1 the crane was old}.", "1 Mark Doe");
    check("Victor Lang, {s1 who police} {c1 say} {t1 stole the crane}, lives in Ostrava.", "1 police");
}

#[test]
fn police_and_governments_are_of_some_place() {
    check("Elmton Police Officer Ann Roe was hurt. {s1 Police} {c1 said} {t1 a car hit her}.", "1 Elmton Police");
    check(
        "{s1 The Elmton Police Department} {c1 said} {t1 so}. Elmton police found a shoe. {s2 Police} {c2 believe} {t2 it is his}.",
        "1 Elmton Police Department; 2 Elmton Police Department",
    );
    check(
        "Turkish workers left. Turkish ships stayed. Turkish planes flew. {s1 Police} {c1 said} {t1 two men fled}. {s2 A court} {c2 ordered} {t2 their arrest}.",
        "1 Turkish police; 2 Turkish court",
    );
    check(
        "{s1 China’s Defense Ministry} {c1 denied} {t1 it}. {s2 Authorities in Chile} {c2 agreed} {t2 it was false}.",
        "1 Chinese Defense Ministry; 2 Chilean authorities",
    );
    check(
        "{s1 Federal prosecutors} {c1 charged} {t1 him with theft}. {s2 Prosecutors} {c2 said} {t2 he fled}.",
        "1 Federal prosecutors; 2 Federal prosecutors",
    );
}

#[test]
fn names_come_in_many_forms() {
    check("{s1 Michael Quill} {c1 said} {t1 so}. {s2 Mike Quill} {c2 laughed} {t2 it off}.", "1 Michael Quill; 2 Michael Quill");
    check(
        "{s1 George W. Pell} {c1 said} {t1 so}. His father, {s2 George H. W. Pell}, {c2 said} {t2 no}.",
        "1 George W. Pell; 2 George H. W. Pell",
    );
    check("{s1 Labor economist Richard Vale of Elbe University} {c1 found} {t1 that wages fell}.", "1 Richard Vale");
    check(
        "{s1 Rep. Mike Quill Michael (Mike) James QuillTech bill stalls in House Live coverage: hearing MORE (R-Ohio)} {c1 said} {t1 the vote was off}.",
        "1 Mike Quill",
    );
    check(
        "Staunch Brandt ally Ann Roe spoke. {s1 Martin Brandt} {c1 said} {t1 so}. {s2 Brandt} {c2 wants} {t2 more}.",
        "1 Martin Brandt; 2 Martin Brandt",
    );
}

#[test]
fn the_subject_of_the_sentence_is_meant_first() {
    check(
        "{s1 Mark Doe} {c1 said} {t1 the plan was dead}. Senator Paul Lind liked the plan, but {s2 he} {c2 feared} {t2 its cost}.",
        "1 Mark Doe; 2 Paul Lind",
    );
}

#[test]
fn documents_are_called_by_what_the_article_says_of_them() {
    check("Ann Roe’s lawsuit reached the court. {s1 The lawsuit} {c1 says} {t1 the pier was rotten}.", "1 Ann Roe's lawsuit");
    check(
        "Special counsel Carl Whitby wrote it all down. {s1 The special counsel report} {c1 found} {t1 no crime}. {s2 The report} {c2 names} {t2 four men}.",
        "1 Carl Whitby's report; 2 Carl Whitby's report",
    );
    check("The Clean Rivers Act passed in May. {s1 The law} {c1 requires} {t1 filters}.", "1 Clean Rivers Act");
    check("An Elbe News poll came out. {s1 The survey} {c1 found} {t1 that few care}.", "1 Elbe News poll");
}

#[test]
fn clauses_that_hang_on_a_name_do_not_hide_it() {
    check("Carl Whitby, who sits on the boards of {s1 two banks}, {c1 said} {t1 he would leave}.", "1 Carl Whitby");
    check("Ostrava Today, a website {s1 run by the Union of Miners}, {c1 called} {t1 it a lie}.", "1 Ostrava Today");
    check("Police in the U.S. {s1 who} {c1 charged} him {t1 with theft} left.", "1 U.S. police");
    check(
        "At {s1 the Elbe Hotel, the two leaders} {c1 said} {t1 talks went well}. Earlier, Ann Roe and Mark Doe had lunch.",
        "1 unnamed leaders",
    );
    check(
        "The mayor praised the dam. Builders cheered. {s1 Ann Roe} laughed. Mark Doe on Friday {c1 repeated} {t1 that it leaks}.",
        "1 Mark Doe",
    );
}

#[test]
fn spellings_and_short_names_lead_to_one() {
    check(
        "{s1 Prime Minister Omar Haddadi} {c1 refused} {t1 to resign}. {s2 Prime Minister Haddedi} {c2 called} {t2 it a coup}.",
        "1 Omar Haddadi; 2 Omar Haddadi",
    );
    check("{s1 Karl (“Charlie”) Vogt} {c1 said} {t1 so}. {s2 Vogt} {c2 added} {t2 more}.", "1 Karl Vogt; 2 Karl Vogt");
    check("The planes of Kestrel Airways stood still. {s1 {org Kestrel}} {c1 said} {t1 fog was to blame}.", "1 Kestrel Airways");
    check("{s1 The UN Harbor Council} {c1 said} {t1 so}.", "1 United Nations Harbor Council");
}

#[test]
fn the_writer_speaks_outside_quotation_marks() {
    let p =
        of("{s1 I} {c1 wonder} {t1 whether the lake is clean}. {t2 “{s3 I} {c3 think} {t3 it is},”} {s2 Dora Weiss} {c2 said}.", |a| {
            a.byline = Some("By Ann Roe".to_owned());
        });
    assert_eq!(p.lines(|s| p.speaker(s).name.clone()), "1 Ann Roe; 2 Dora Weiss; 3 Dora Weiss");
}

#[test]
fn relative_pronouns_lead_to_their_noun() {
    check("He read a subpoena {s1 that} {c1 seeks} {t1 old receipts}.", "1 subpoena");
    check("Ann Roe started greeting happy voters {s1 who} {c1 called} {t1 the dam a lie}.", "1 unnamed happy voters");
    check("{s1 Everyone who swims here} {c1 says} {t1 the lake is clean}.", "1 unnamed Everyone");
}

#[test]
fn marks_of_links_are_no_names() {
    check(
        "WATCHED Brandt on air. {s1 Martin Brandt} {c1 said} {t1 so}. {s2 Brandt} {c2 left} {t2 it at that}.",
        "1 Martin Brandt; 2 Martin Brandt",
    );
}

#[test]
fn we_is_the_body_that_somebody_speaks_for() {
    check(
        "{t1 “{s2 We} {c2 want} {t2 rain},”} {c1 said} {s1 Mark Doe, a spokesman for the Elm River Foundation}.",
        "1 Mark Doe; 2 Elm River Foundation",
    );
    check(
        "{s1 Ida Roe, Kestrel Airways' general counsel,} {c1 said}: {t1 “{s2 We} {c2 hope} {t2 to fly}.”}",
        "1 Ida Roe; 2 Kestrel Airways",
    );
}

#[test]
fn one_title_with_an_and_in_it_is_no_pair() {
    check("{s1 Health and Human Services Secretary Ann Roe} {c1 said} {t1 so}.", "1 Ann Roe");
    check("{s1 Kestrel founder and owner Mark Doe} {c1 said} {t1 so}.", "1 Mark Doe");
    check("{s1 Ann Roe’s 2012 campaign manager, Mark Doe,} {c1 said} {t1 so}.", "1 Mark Doe");
    check("{s1 The special envoy to Iraq, Mark Doe,} {c1 said} {t1 so}.", "1 Mark Doe");
}

#[test]
fn other_words_for_somebody_just_spoken_of() {
    check("Ann Roe won in two states. {s1 The Vermont senator} {c1 called} {t1 it tremendous}.", "1 Ann Roe");
    check("Mark Doe came late. {s1 The billionaire} {c1 said} {t1 he would stay}.", "1 Mark Doe");
}

#[test]
fn people_who_open_the_sentence_are_they() {
    check(
        "{s1 The police} {c1 said} {t1 so}. Protesters are angry about what {s2 they} {c2 see} as {t2 brutality}.",
        "1 police; 2 unnamed protesters",
    );
}

#[test]
fn what_seems_so_within_words_seems_so_to_their_speaker() {
    check("{s1 Ann Roe} {c1 said} {t1 {t2 the lake} {c2 appears} {t2 to be clean}}.", "1 Ann Roe; 2 Ann Roe");
}

#[test]
fn panels_are_committees_and_leaders_are_of_a_state() {
    check("The Senate Rivers Committee met. {s1 The panel} {c1 said} {t1 so}.", "1 Senate Rivers Committee");
    check("{s1 Iranian leaders} {c1 said} {t1 so}. {s2 The GOP} {c2 said} {t2 no}.", "1 Iranian leaders; 2 Republican Party");
}

#[test]
fn statements_and_reports_are_of_whoever_makes_them() {
    check("{s1 A statement issued by the Rivers Department} {c1 said} {t1 so}.", "1 Rivers Department");
    check("{s1 Data released Friday by the Rivers Department} {c1 showed} {t1 it}.", "1 Rivers Department");
    check("{s1 A review by the Elm River Foundation} {c1 found} {t1 it clean}.", "1 Elm River Foundation");
    check("{s1 Mark Doe} {c1 welcomed} {t1 it}. {s2 The statement} {c2 called} {t2 it fair}.", "1 Mark Doe; 2 Mark Doe");
}

#[test]
fn credits_glued_to_a_name_are_no_part_of_it() {
    check("REUTERS Roe’s mother came. Ann Roe danced. {s1 Roe} {c1 said} {t1 so}.", "1 Ann Roe");
}

#[test]
fn a_surname_that_is_also_a_title_is_still_a_name() {
    check("Pat King of the harbour board stayed calm. {s1 King} {c1 said} {t1 the locks would open}.", "1 Pat King");
}

#[test]
fn words_glued_before_a_surname_that_all_know_make_no_new_person() {
    let p = dated("2014-05-06", "Protesters held Impeach Obama signs near the lake. {s1 Mr. Obama} {c1 said} {t1 so}.");
    assert_eq!(p.lines(|s| p.speaker(s).name.clone()), "1 Barack Obama");
}

#[test]
fn top_members_of_a_party_are_some_of_it() {
    check(
        "{s1 Top Democrats} {c1 said} {t1 the lake bill was dead}. {s2 Democrats} {c2 said} {t2 no}.",
        "1 unnamed top Democrats; 2 Democrats",
    );
}

#[test]
fn polls_and_reports_that_nobody_owns_are_unnamed() {
    check(
        "{s1 Recent polls} {c1 show} {t1 a close race}. {s2 Reports} {c2 said} {t2 the dam broke}.",
        "1 unnamed polls; 2 unnamed reports",
    );
}
