//! Odd tags and hostile texts: no panic, no blow-up, spans on characters.

use std::time::{Duration, Instant};

use crate::{article, passage};
use sayso_doc::notation::parse;
use sayso_doc::{Attribution, Tagged, Text, Voice};
use sayso_register::Register;

/// Generous for a debug build on a busy machine; a quadratic step takes minutes.
const BOUND: Duration = Duration::from_secs(40);

#[test]
fn odd_texts_do_no_harm() {
    for source in [
        "",
        " \n\n ",
        "“”“",
        "{s1 ’} {c1 …} {t1 “}",
        "{c1 said} {t1 İstanbul’s ß ﬁ 😀}",
        "{s1 who} {c1 said} {t1 a}",
        "{s1 and} {c1 ,} {t1 .}",
        "{s1 of the} {c1 said} {t1 x}",
    ] {
        let p = passage(source);
        for s in &p.ledger.statements {
            let _ = p.words(&s.content);
        }
    }
}

#[test]
fn tags_of_another_text_and_in_captions_are_left_out() {
    let marked = parse("{s1 Kos} {c1 said} {t1 so}.").unwrap();
    let other = Text::new("quite another text with spans of its own");
    let tag = |a, b| other.span(a, b).unwrap();
    let attribution = Attribution { source: None, cue: tag(0, 5), content: vec![tag(6, 13)], chance: 0.9, kinds: None, certainties: None };
    let ledger = sayso_trace::trace(&article(&marked), &Tagged { attributions: vec![attribution], entities: vec![] }, Register::builtin());
    assert!(ledger.statements.iter().all(|s| s.voice == Voice::Own));
    assert!(passage("{caption {s1 Kos} {c1 said} {t1 so}.}").ledger.speakers.is_empty());
}

#[test]
fn the_same_tags_give_the_same_ledger() {
    let source = "{s1 Ida Brandt} {c1 said} {t1 {s2 she} {c2 hopes} {t2 so}}. {t3 “No,”} {s3 he} {c3 told} Reuters.";
    assert_eq!(passage(source).ledger, passage(source).ledger);
}

#[test]
fn a_long_text_takes_linear_time() {
    let start = Instant::now();
    // Source, cue and content of each unit by their place in it.
    let unit = "Ida Brandt said the United Harbor Council and Jo Moss of Ostrava “may go on, he said. The official did not respond. ";
    let places = [(0, 10), (11, 15), (16, 74)];
    let marked = parse(&unit.repeat(1000)).unwrap();
    let span = |i: usize, (a, b): (usize, usize)| marked.text.span(i * unit.len() + a, i * unit.len() + b).unwrap();
    let attributions = (0..1000)
        .flat_map(|i| {
            let one = |source, cue| Attribution {
                source: Some(source),
                cue,
                content: vec![span(i, places[2])],
                chance: 0.9,
                kinds: None,
                certainties: None,
            };
            [one(span(i, places[0]), span(i, places[1])), one(span(i, (20, 41)), span(i, (42, 45)))]
        })
        .collect();
    let ledger = sayso_trace::trace(&article(&marked), &Tagged { attributions, entities: vec![] }, Register::builtin());
    assert!(ledger.statements.len() >= 2000);
    for word in ["A ", "\"", "Roe, ", "Roe's ", "a\n\n", "U.S. ", "he said ", "of the ", "(AP) — "] {
        let marked = parse(&word.repeat(20_000)).unwrap();
        let half = (0..=marked.text.len() / 2).rev().find(|&b| marked.text.as_str().is_char_boundary(b)).unwrap();
        let whole = marked.text.span(0, half).unwrap();
        let cue = marked.text.span(0, 1).unwrap();
        let attribution = Attribution { source: Some(whole), cue, content: vec![whole], chance: 0.9, kinds: None, certainties: None };
        sayso_trace::trace(&article(&marked), &Tagged { attributions: vec![attribution], entities: vec![] }, Register::builtin());
        assert!(start.elapsed() < BOUND, "{word:?} {:?}", start.elapsed());
    }
}
