//! What was or could not be checked, who was asked, and which statements that is about.

use crate::passage;

fn check(source: &str, expect: &str) {
    let p = passage(source);
    let shown: Vec<String> = p
        .ledger
        .notes
        .iter()
        .map(|n| {
            let about: Vec<String> = n.about.iter().filter_map(|&s| p.number(&p.ledger.statements[s])).map(|n| n.to_string()).collect();
            format!("{}: {} [{}]", n.kind.word(), n.who.as_deref().unwrap_or("-"), about.join(" "))
        })
        .collect();
    assert_eq!(shown.join("; "), expect, "{}", p.article.text.as_str());
}

#[test]
fn what_could_not_be_verified() {
    check(
        "{t1 The bridge fell}, {c1 per} {s1 Reuters}. The Gazette has not been able to verify this report.",
        "unverified: Valley Gazette [1]",
    );
    check("{s1 Kos} {c1 said} {t1 the bridge fell}. The claim could not be independently verified.", "unverified: - [1]");
    check("{s1 Kos} {c1 said} {t1 the bridge fell}, but Reuters could not immediately confirm the report.", "unverified: Reuters [1]");
    check("{s1 Kos} {c1 said} {t1 it fell}. It was not immediately clear whether anyone was hurt.", "unverified: - [1]");
}

#[test]
fn what_was_verified() {
    check("{s1 Kos} {c1 shared} {t1 a video of it}. Reuters has verified the video.", "verified: Reuters [1]");
    check("The memo, a copy of which was obtained by the Gazette, names nobody.", "verified: Valley Gazette []");
    check("The pictures have been seen by Reuters.", "verified: Reuters []");
}

#[test]
fn who_would_not_say() {
    check(
        "{s1 Kos} {c1 said} {t1 the firm knew}. A spokesman for the firm declined to comment.",
        "comment_declined: unnamed spokesman for the firm [1]",
    );
    check("The Health Ministry refused to comment on the case.", "comment_declined: Health Ministry []");
    check("The White House had no comment.", "comment_declined: White House []");
    check("The Health Ministry said little. It also declined to comment on the dam.", "comment_declined: Health Ministry []");
    check("Mayor Ida Brandt would not say when the bridge will open.", "comment_declined: Ida Brandt []");
}

#[test]
fn who_did_not_answer() {
    check("Boeing did not immediately respond to a request for comment.", "no_response: Boeing []");
    check("Ida Brandt could not be reached for comment.", "no_response: Ida Brandt []");
    check("The mine's owner did not return calls seeking comment.", "no_response: unnamed owner for mine []");
    check("The Gazette did not hear back from Boeing.", "no_response: Boeing []");
}

#[test]
fn who_was_asked() {
    check("The Gazette has emailed the Health Ministry for comment.", "comment_sought: Health Ministry []");
    check("Reuters reached out to Boeing for comment.", "comment_sought: Boeing []");
}

#[test]
fn checks_that_were_not_possible() {
    check("{s1 Kos} {c1 said} {t1 forty were freed}. It was not possible to independently verify the figure.", "unverified: - [1]");
    check("{s1 Kos} {c1 said} {t1 forty were freed}. There was no immediate confirmation from the army.", "unverified: - [1]");
    check(
        "{t1 The dam has burst}, {c1 according to} {s1 Kos}. The Gazette was unable to confirm the account.",
        "unverified: Valley Gazette [1]",
    );
    check("{s1 Kos} {c1 posted} {t1 pictures of the dam}. They have yet to be authenticated.", "unverified: - [1]");
    check("{s1 Kos} {c1 spoke of} {t1 a second blast}. The unconfirmed report spread within minutes.", "unverified: - [1]");
    check("How many people were on the ferry could not immediately be determined.", "unverified: - []");
    check("It was unclear who had opened the gate.", "unverified: - []");
}

#[test]
fn claims_without_proof_and_open_questions() {
    check("{s1 Kos} {c1 claimed} {t1 the vote was bought}, but offered no evidence.", "unverified: Kos [1]");
    check("{s1 Kos} {c1 claimed} without providing any proof {t1 that the vote was bought}.", "unverified: - [1]");
    check("The cause of the fire was not immediately known.", "unverified: - []");
    check("It is not known how the man died.", "unverified: - []");
    check("It was unclear why the alarm had not rung.", "unverified: - []");
    check("There was no way to confirm the account.", "unverified: - []");
    check("No one answered the phone at the mine.", "no_response: - []");
    check("No one at the Health Ministry returned calls.", "no_response: Health Ministry []");
    check("The court found no evidence of fraud.", "");
    check("It is unclear when the hall will open.", "unverified: - []");
}

#[test]
fn what_an_outlet_has_seen() {
    check("The Gazette has seen a copy of the letter.", "verified: Valley Gazette []");
    check("Reuters reviewed the emails, which name no one.", "verified: Reuters []");
    check("{s1 Kos} {c1 shared} {t1 a clip of the fire}. The footage was geolocated by Reuters.", "verified: Reuters [1]");
    check("The recording, which was obtained by CNN, lasts an hour.", "verified: CNN []");
    // A paper that an outlet got is a relay where the sentence attributes to it.
    check("{t1 The gate was rusty}, {c1 according to} {s1 a memo that was obtained by CNN}.", "");
    check("A voter has seen the documents of three parties.", "verified: unnamed voter []");
}

#[test]
fn who_keeps_silent_in_other_words() {
    check("The mine has turned down several interview requests.", "comment_declined: unnamed mine []");
    check("Boeing referred questions to the Health Ministry.", "comment_declined: Boeing []");
    check("{s1 Kos} {c1 denied} {t1 it}, but would not elaborate.", "comment_declined: Kos [1]");
    check("The ministry would neither confirm nor deny the report.", "comment_declined: ministry []");
    check("Ida Brandt, who declined to be interviewed, left by a side door.", "comment_declined: Ida Brandt []");
    check("{s1 Kos} {c1 said} {t1 it was safe} and declined to say who had checked it.", "comment_declined: Kos [1]");
    check("Asked on Friday about the dam, Boeing had no comment.", "comment_declined: Boeing []");
    check("{t1 “We have no further comment,”} {s1 Brandt} {c1 said}.", "comment_declined: Brandt []");
}

#[test]
fn who_could_not_be_heard() {
    check("Calls to Boeing were not returned.", "no_response: Boeing []");
    check("An email seeking comment from Boeing went unanswered.", "no_response: Boeing []");
    check("Attempts to reach Ida Brandt were unsuccessful.", "no_response: Ida Brandt []");
    check("Neither Boeing nor the mine responded to requests for comment.", "no_response: Boeing and the mine []");
    check("The Health Ministry has yet to comment.", "no_response: Health Ministry []");
    check("Boeing was unavailable for comment.", "no_response: Boeing []");
    check("The Health Ministry failed to answer questions from reporters.", "no_response: Health Ministry []");
    check("There was no immediate response from Boeing.", "no_response: Boeing []");
    check("Reuters has contacted Boeing for comment but has not received a response.", "comment_sought: Boeing []; no_response: Boeing []");
}

#[test]
fn the_words_of_one_note_and_no_others() {
    let words = |source: &str, expect: &str| {
        let p = passage(source);
        let spans: Vec<String> = p.ledger.notes.iter().map(|n| p.words(&[n.span])).collect();
        assert_eq!(spans.join(" | "), expect, "{}", p.article.text.as_str());
    };
    words("While the letters were old, it was unclear whether the mine had read them.", "it was unclear whether the mine had read them");
    words("Kos, who declined to comment, left by a side door.", "declined to comment");
    words("The Gazette has reached out to Boeing and has not heard back.", "The Gazette has reached out to Boeing | has not heard back");
    words("The mine opened in May and did not respond to questions, but Boeing did.", "did not respond to questions");
    words("Asked for comment, Ida Brandt laughed and shook her head.", "Asked for comment");
}

#[test]
fn who_was_reached() {
    check("Reached by phone on Monday, Ida Brandt laughed.", "comment_sought: Ida Brandt []");
    check("Asked for comment, Ida Brandt laughed.", "comment_sought: Ida Brandt []");
    check("The Gazette has sought comment from Boeing.", "comment_sought: Boeing []");
}

#[test]
fn what_is_no_note() {
    check("{s1 Kos} {c1 did not respond to} {t1 the attack} for days.", "");
    check("The ambassador has not been confirmed by the Senate.", "");
    check("He declined to run again.", "");
    check("She refused to leave the hall.", "");
    check("The water in the lake is clear.", "");
    check("The book leans on an unverified dossier.", "");
    check("No agreement could be reached.", "");
    check("Rescuers could not reach the village.", "");
    check("The council does not have to answer to voters.", "");
    check("They should refuse to answer.", "");
    check("{s1 Kos} {c1 told} Reuters {t1 that staff are reaching out to new customers}.", "");
}

#[test]
fn what_was_not_told() {
    check("The owner did not offer details about the deal.", "comment_declined: unnamed owner []");
    check("Mayor Ida Brandt did not indicate whether the bridge was safe.", "unverified: Ida Brandt []");
    check("Reporters could not find any records of the sale.", "unverified: unnamed reporters []");
    check("His role in the deal remains unclear.", "unverified: - []");
    // A finding, and what a shop has on offer.
    check("Police did not find evidence that the men had met.", "");
    check("The shop did not offer bread.", "");
}

#[test]
fn answers_to_the_press_and_to_others() {
    check("Contacted on Friday, Boeing declined to comment.", "comment_declined: Boeing []");
    check("Boeing declined a request from the Gazette for an interview.", "comment_declined: Boeing []");
    check("Boeing declined for a second day to comment on the crash.", "comment_declined: Boeing []");
    check("Boeing declined to tell the Gazette how many had left.", "comment_declined: Boeing []");
    check("Nearly a third declined to say in the survey.", "");
    check("Boeing did not reach an agreement on an interview.", "");
    check("The Gazette can confirm that the mine has been sold.", "verified: Valley Gazette []");
    check("There was no immediate reaction to the plan from Boeing.", "no_response: Boeing []");
    check("No representatives of the mine responded to a request for comment.", "no_response: unnamed representatives of the mine []");
}

#[test]
fn what_was_kept_back() {
    check("Boeing has not said how many of the planes were checked.", "comment_declined: Boeing []");
    check("{s1 Ida Brandt} {c1 said} {t1 crews were sent}, though she did not say from where.", "comment_declined: Ida Brandt [1]");
    check("The police did not identify any suspects.", "unverified: police []");
    check("The Health Ministry is not releasing the names of the two nurses.", "comment_declined: Health Ministry []");
    check("The Health Ministry gave no details.", "comment_declined: Health Ministry []");
    check("The names of the divers were not immediately released.", "unverified: - []");
    check("No information about the buyer was available.", "unverified: - []");
    check("Ida Brandt sidestepped a question about the loan.", "comment_declined: Ida Brandt []");
    check("Boeing has not addressed the allegations.", "no_response: Boeing []");
    // Others' silence: the speaker's of themselves, a condition, what somebody else kept from them.
    check("{s1 Kos} {c1 said}, {t1 “I did not say when I would leave.”}", "");
    check("He will be fined unless he has named the owner.", "");
}

#[test]
fn what_nobody_can_tell() {
    check("{s1 Kos} {c1 said} {t1 the vote was rigged}. There is no evidence that it was.", "unverified: - [1]");
    check("{s1 Kos} {c1 spoke of} {t1 a second vote}, but no evidence of one has emerged.", "unverified: - [1]");
    check("No one could say what had set off the alarm.", "unverified: - []");
    check("It is impossible to know how many were aboard.", "unverified: - []");
    check("It is also unknown how the crate got aboard.", "unverified: - []");
    check("It is not clear the talks will even begin.", "unverified: - []");
    check("It was not clear on Monday exactly how the crate got aboard.", "unverified: - []");
    check("None of the three drivers has confirmed the account.", "unverified: - []");
    check("{s1 Kos} {c1 repeated} {t1 unsubstantiated allegations of theft}.", "unverified: - []");
    check("There was no word from the Health Ministry on the deaths.", "no_response: Health Ministry []");
    check("{s1 Kos} {c1 blamed} {t1 the mine} without giving details.", "unverified: - [1]");
    check("Staff may no longer use the old gate to verify badges.", "");
}

#[test]
fn silence_in_ones_own_words() {
    check("{s1 Kos} {c1 said} {t1 “we are not going to respond to that”}.", "comment_declined: Kos []");
    check("Asked about the dam on Friday, Ida Brandt declined.", "comment_declined: Ida Brandt []");
    check("Boeing did not provide comment.", "comment_declined: Boeing []");
    check("Ida Brandt did not answer the question when it was put to her.", "comment_declined: Ida Brandt []");
    check("The council offered a seat, but the networks declined.", "");
    check("{t1 “We are not talking to the press,”} {s1 Brandt} {c1 said}.", "comment_declined: Brandt []");
}

#[test]
fn refusals_by_other_verbs() {
    check("{s1 Kos} {c1 said} {t1 it fell}. The ministry declined to clarify whether it had known.", "comment_declined: ministry [1]");
    check("{s1 Kos} {c1 said} {t1 it fell}. Police declined to name the owners.", "comment_declined: Police [1]");
    check("{s1 Ida Kos} {c1 said} {t1 it fell}. She declined to be specific about the cause.", "comment_declined: Ida Kos [1]");
    // Who points to a statement has answered; who points to another has not.
    check("{s1 Kos} {c1 said} {t1 it fell}. A spokesman referred the Valley Gazette to its statement of May.", "");
    check("{s1 Kos} {c1 said} {t1 it fell}. A spokesman referred questions to the ministry.", "comment_declined: unnamed spokesman [1]");
}

#[test]
fn what_nothing_speaks_for() {
    check("{s1 Kos} {c1 said} {t1 it fell}. There is no indication that anyone was hurt.", "unverified: - [1]");
    check("It was too early to tell whether the bridge would hold.", "unverified: - []");
}
