//! What decided each field, and the words it rests on.

use crate::passage;

/// The reasons of statement 1, or of the first in the outlet's own voice, one field a line.
fn check(source: &str, expect: &[&str]) {
    let p = passage(source);
    let own = !source.contains("{c1 ");
    let statement = p.ledger.statements.iter().find(|s| if own { s.voice == sayso_doc::Voice::Own } else { p.is_number(s, 1) });
    let statement = statement.expect("the statement");
    let lines: Vec<String> = statement
        .reasons
        .iter()
        .map(|r| {
            let words = p.words(&r.spans);
            let words = if words.is_empty() { words } else { format!(" ({words})") };
            format!("{} by {}: {}{words}", r.field.word(), r.by.word(), r.because)
        })
        .collect();
    assert_eq!(lines, expect, "{}", p.article.text.as_str());
}

#[test]
fn a_plain_statement() {
    check(
        "{s1 Ida Brandt} {c1 said} {t1 the dam was dry}.",
        &[
            "voice by model: a cue of somebody's words (said)",
            "speaker by rule: named in the source (Ida Brandt)",
            "type by rule: its words or the register say so (Ida Brandt)",
            "certainty by rule: nothing weakens it",
            "content by model: as tagged",
        ],
    );
}

#[test]
fn a_pronoun_leads_to_the_last_name() {
    check(
        "Ida Brandt left the hall. {s1 She} {c1 told} Reuters {t1 the dam may be dry}. Reuters could not verify it.",
        &[
            "voice by model: a cue of somebody's words (told)",
            "speaker by rule: a pronoun: whom it fits and who was named last (Ida Brandt … She)",
            "type by rule: its words make it likely (She)",
            "via by rule: named after the cue as the one that was told or has it (Reuters)",
            "certainty by rule: a word in the main clause weakens it (may)",
            "content by model: as tagged",
            "notes by rule: the note stands with it or right after it (Reuters could not verify it)",
        ],
    );
}

#[test]
fn a_surname_and_a_nested_statement() {
    check(
        "Ida Brandt left. {s2 The Valley Times} {c2 reported} that {t2 {s1 Brandt} {c1 denied} {t1 the theft}}.",
        &[
            "voice by model: a cue of somebody's words (denied)",
            "speaker by rule: the surname of the one who is named in full elsewhere (Ida Brandt … Brandt)",
            "type by rule: its words or the register say so (Brandt)",
            "via by rule: the statement stands within theirs (The Valley Times)",
            "certainty by rule: the cue rejects it (denied)",
            "content by model: as tagged",
            "parent by rule: its cue stands in that one's content (reported)",
        ],
    );
}

#[test]
fn contents_that_rules_made_whole() {
    let content = |source: &str| {
        let p = passage(source);
        let s = p.ledger.statements.iter().find(|s| p.is_number(s, 1)).expect("the statement");
        let r = s.reasons.iter().find(|r| r.field == sayso_doc::Field::Content).expect("a reason");
        (r.by.word(), r.because.to_string())
    };
    let check = |source: &str, because: &str| assert_eq!(content(source), ("rule", because.to_owned()), "{source}");
    check("{s1 Kos} {c1 said} {t1 the mine would pay its} old debts.", "runs on to the end of its phrase");
    check("{s1 Kos} {c1 told} {t1 Ida Brandt that the mine would pay}.", "without the hearer, “that” or another sentence's end");
    check("On Monday the vote {c1 is expected} {t1 to pass}.", "whom the cue is about belongs to it");
    check("{s1 Kos} {c1 said}: {t1 “It is old.}\n\n“It is dry.”", "goes on in sentences that have no other voice");
}

#[test]
fn own_voice() {
    check(
        "The dam broke on Monday morning. It may rain again.",
        &["voice by rule: a sentence in which no cue was found", "certainty by rule: nothing weakens it"],
    );
    check(
        "The dam may break on Monday morning.",
        &["voice by rule: a sentence in which no cue was found", "certainty by rule: a word in the main clause weakens it (may)"],
    );
}
