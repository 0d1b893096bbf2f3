//! A store of invented reports, seen as the pages and the API see it.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use tempfile::TempDir;

use super::*;
use crate::corpus::{Corpus, Input};
use crate::corrections::{CorrectionError, Desk, NewCorrection, correct, withdraw};
use crate::pipeline::{Engine, Options, Source};
use crate::wire::views::{Corrected, Moved};

/// The same news in several outlets, one from the other, and a report of something else.
fn filled() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.sayso");
    let line = |outlet: &str, day: u32, text: &str| {
        let text = text.replace('\n', "\\n");
        format!(
            "{{\"id\": \"{}\", \"outlet\": \"{outlet}\", \"date\": \"2031-05-{day:02}\", \"title\": \"News of {outlet}\", \"text\": \"{text}\"}}\n",
            outlet.to_lowercase()
        )
    };
    let strike = "Pilots of Norhaven port will not sail before the new quay is safe, said Mara Quist, the harbour minister of Norhaven, on \
        Monday evening in the town hall.\n\nThe quay has cracks in nine places, according to the harbour office.";
    let relayed = "Pilots of Norhaven port will not sail before the new quay is safe, Mara Quist told the Northgate Courier on Monday \
        evening.\n\nNobody at the shipping line answered a request for comment.";
    let other = "The apple harvest of Tessaly was the best in ten years, the growers' union said on Friday.";
    let lines = [
        line("Northgate Courier", 3, strike),
        line("Harbour Post", 4, relayed),
        line("Daily Lantern", 5, strike),
        line("Orchard Weekly", 9, other),
    ];
    let source = Source { origin: "pages.jsonl".to_owned(), bytes: lines.concat().into_bytes(), ..Source::default() };
    let pages = [Input { read: Ok(source), through: None }];
    let engine = Engine::new(Options::default(), &[]).unwrap();
    Corpus::open(&path).unwrap().ingest(&engine, pages.into_iter(), 1, &AtomicBool::new(false), |_| ()).unwrap();
    (folder, path)
}

fn register() -> &'static Register {
    Register::builtin()
}

/// The claim that most articles have.
fn first(reader: &Reader) -> i64 {
    board(reader, register(), &ClaimFilter::default(), None, 9).unwrap().claims[0].id
}

#[test]
fn lists_go_on_and_count_themselves() {
    let (_folder, path) = filled();
    let reader = Reader::open(&path).unwrap();
    let all = articles(&reader, &ArticleFilter::default(), None, 9).unwrap();
    assert_eq!((all.articles.len(), all.count.value, all.count.or_more, all.next.is_some()), (4, 4, false, false));
    assert_eq!(all.articles[0].outlet.as_deref(), Some("Orchard Weekly"));
    let (mut seen, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let page = articles(&reader, &ArticleFilter::default(), after.as_ref(), 3).unwrap();
        assert_eq!(page.count, all.count);
        seen.extend(page.articles);
        match page.next {
            Some(next) => after = Some(Cursor::parse(next.as_str()).unwrap()),
            None => break,
        }
    }
    assert_eq!(seen, all.articles);
    let wrong = board(&reader, register(), &ClaimFilter::default(), after.as_ref(), 3).unwrap_err();
    assert!(matches!(wrong, ViewError::Cursor) && wrong.is_users() && wrong.hint().is_some());
    let found = ArticleFilter { words: Some("apple".to_owned()), ..ArticleFilter::default() };
    let around = &articles(&reader, &found, None, 9).unwrap().articles[0].around;
    assert!(around.iter().any(|run| run.found && run.text == "apple"), "{around:?}");
}

#[test]
fn a_claim_shows_where_its_mentions_stand() {
    let (_folder, path) = filled();
    let reader = Reader::open(&path).unwrap();
    let board = board(&reader, register(), &ClaimFilter::default(), None, 9).unwrap();
    let card = &board.claims[0];
    assert!(card.articles >= 2 && card.outlets.contains(&"Northgate Courier".to_owned()), "{board:?}");
    let page = claim(&reader, register(), card.id).unwrap().unwrap();
    assert_eq!(page.claim.mentions.len() as u64, card.mentions);
    for (mention, place) in page.claim.mentions.iter().zip(&page.places) {
        let words: Vec<&str> = place.content.iter().map(|c| &mention.sentence[c[0]..c[1]]).collect();
        assert_eq!(words.join(" "), mention.text);
        assert!(place.moved.is_none() && place.article > 0);
        place.differences.iter().for_each(|d| assert!(mention.sentence.get(d.bytes[0]..d.bytes[1]).is_some()));
    }
    assert!(claim(&reader, register(), 4_095_999).unwrap().is_none() && claim(&reader, register(), -1).unwrap().is_none());
    // What nobody repeats is a claim as well.
    let alone =
        articles(&reader, &ArticleFilter { outlet: Some("Orchard Weekly".to_owned()), ..ArticleFilter::default() }, None, 1).unwrap();
    let page = article(&reader, register(), alone.articles[0].id, None).unwrap().unwrap();
    let only = claim(&reader, register(), page.statements[0].claim.unwrap()).unwrap().unwrap();
    assert_eq!(only.claim.mentions.len(), 1);
}

#[test]
fn an_article_has_its_ledger_and_what_the_store_knows() {
    let (_folder, path) = filled();
    let reader = Reader::open(&path).unwrap();
    let page = article(&reader, register(), 3, None).unwrap().unwrap();
    assert_eq!((page.id, page.version, page.versions.len()), (3, 1, 1));
    assert_eq!(page.ledger.statements.len(), page.statements.len());
    assert!(page.statements.iter().any(|s| s.articles >= 2 && s.claim.is_some()));
    assert_eq!(page.copies.first().map(|c| c.article.id), Some(1), "the same text stands in the Courier");
    assert!(article(&reader, register(), 99, None).unwrap().is_none() && article(&reader, register(), 3, Some(7)).unwrap().is_none());
    let all = statements(&reader, &StatementFilter { article: Some(3), ..StatementFilter::default() }, None, 99).unwrap();
    assert_eq!(all.statements.iter().map(|s| s.id).collect::<Vec<_>>(), page.statements.iter().map(|s| s.id).collect::<Vec<_>>());
    assert_eq!(statement(&reader, all.statements[0].id).unwrap().as_ref(), Some(&all.statements[0]));
    assert!(statement(&reader, -5).unwrap().is_none());
}

#[test]
fn speakers_and_outlets_are_summed_up() {
    let (_folder, path) = filled();
    let reader = Reader::open(&path).unwrap();
    let all = speakers(&reader, register(), Some("quist"), None, 9).unwrap();
    let quist = &all.speakers[0];
    let page = speaker(&reader, register(), &quist.name).unwrap().unwrap();
    assert_eq!((page.shares.statements, page.articles), (quist.statements, quist.articles));
    assert_eq!(page.months.iter().map(|m| m.shares.statements).sum::<u64>(), quist.statements);
    assert!(page.outlets.len() >= 2 && !page.network.edges.is_empty() && !page.statements.is_empty(), "{page:?}");
    assert!(speaker(&reader, register(), "Nobody").unwrap().is_none());
    let courier = outlet(&reader, register(), "Northgate Courier").unwrap().unwrap();
    assert_eq!((courier.articles, courier.months[0].month.as_deref(), courier.latest.len()), (1, Some("2031-05"), 1));
    assert!(courier.speakers.iter().any(|s| s.name == quist.name));
    let names: Vec<_> = outlets(&reader, register(), None, None, 9).unwrap().outlets.into_iter().map(|o| o.name).collect();
    assert_eq!(names, ["Daily Lantern", "Harbour Post", "Northgate Courier", "Orchard Weekly"]);
    assert_eq!(outlets(&reader, register(), Some("post"), None, 9).unwrap().count.value, 1);
    assert!(outlet(&reader, register(), "").unwrap().is_none());
    let found = search(&reader, register(), "pilots", 5).unwrap();
    assert!(!found.claims.is_empty() && found.articles.len() == 3, "{found:?}");
    assert!(search(&reader, register(), "\" ( NEAR", 5).unwrap().articles.is_empty());
}

fn new(statement: i64, field: Corrected) -> NewCorrection {
    NewCorrection { statement, field, who: " Jo\tPenrose ".to_owned(), when: "2031-06-01T10:00:00Z".to_owned(), note: None }
}

#[test]
fn a_correction_is_shown_beside_what_the_machine_said() {
    let (_folder, path) = filled();
    let mut desk = Desk::open(&path).unwrap();
    let page = claim(&desk, register(), first(&desk)).unwrap().unwrap();
    let (statement, said) = (page.places[0].statement, page.claim.mentions[0].speaker.clone().unwrap());
    let field = Corrected::Speaker { speaker: "Port\nMinistry".to_owned(), speaker_type: Some("government".to_owned()) };
    let id = correct(&mut desk, &new(statement, field)).unwrap();
    let page = claim(&desk, register(), first(&desk)).unwrap().unwrap();
    assert_eq!(page.claim.mentions[0].speaker.as_ref(), Some(&said), "the machine's word stays");
    let shown = &page.corrections[0];
    assert_eq!((shown.id, shown.machine.as_str(), shown.who.as_str(), shown.statement), (id, said.as_str(), "Jo Penrose", Some(statement)));
    assert!(matches!(&shown.field, Corrected::Speaker { speaker, .. } if speaker == "Port Ministry"));
    assert!(board(&desk, register(), &ClaimFilter::default(), None, 9).unwrap().claims[0].corrected);
    assert_eq!(article(&desk, register(), page.places[0].article, None).unwrap().unwrap().corrections.len(), 1);
    let all = |withdrawn| corrections(&desk, &CorrectionFilter { withdrawn, ..CorrectionFilter::default() }, None, 9).unwrap().corrections;
    assert_eq!((all(false).len(), all(true).len()), (1, 1));
    withdraw(&mut desk, id, "Jo", "2031-06-02").unwrap();
    assert!(matches!(withdraw(&mut desk, id, "Jo", "2031-06-02"), Err(CorrectionError::Withdrawn(_))));
    assert!(claim(&desk, register(), first(&desk)).unwrap().unwrap().corrections.is_empty());
}

#[test]
fn a_mention_is_split_off_and_claims_are_merged() {
    let (_folder, path) = filled();
    let mut desk = Desk::open(&path).unwrap();
    let id = first(&desk);
    let before = claim(&desk, register(), id).unwrap().unwrap();
    let (out, count) = (before.places.last().unwrap().statement, before.places.len());
    correct(&mut desk, &new(out, Corrected::Split)).unwrap();
    let after = claim(&desk, register(), id).unwrap().unwrap();
    assert_eq!(after.places.len(), count, "it is shown, as moved");
    let moved: Vec<_> = after.places.iter().filter(|p| p.moved == Some(Moved::Out)).map(|p| p.statement).collect();
    assert_eq!(moved, [out]);
    let alone = claim(&desk, register(), out).unwrap().unwrap();
    assert_eq!(alone.places.iter().map(|p| p.statement).collect::<Vec<_>>(), [out], "it is a claim of its own");
    // What the growers said is made part of it, and part of it again.
    let apples = statements(&desk, &StatementFilter { article: Some(4), ..StatementFilter::default() }, None, 1).unwrap().statements[0].id;
    let merge = correct(&mut desk, &new(apples, Corrected::Merge { with: before.places[0].statement })).unwrap();
    for start in [id, apples] {
        let page = claim(&desk, register(), start).unwrap().unwrap();
        assert!(page.places.iter().any(|p| p.statement == apples), "{start}");
        assert!(page.places.iter().any(|p| p.statement == before.places[0].statement), "{start}");
    }
    let page = claim(&desk, register(), id).unwrap().unwrap();
    assert_eq!(page.places.iter().find(|p| p.statement == apples).unwrap().moved, Some(Moved::In));
    withdraw(&mut desk, merge, "Jo", "2031-06-02").unwrap();
    assert!(claim(&desk, register(), id).unwrap().unwrap().places.iter().all(|p| p.statement != apples));
}

#[test]
fn a_correction_that_cannot_be_right_is_refused() {
    let (_folder, path) = filled();
    let mut desk = Desk::open(&path).unwrap();
    let page = claim(&desk, register(), first(&desk)).unwrap().unwrap();
    let (statement, mention) = (page.places[0].statement, page.claim.mentions[0].clone());
    let speaker = |name: &str, kind: Option<&str>| Corrected::Speaker { speaker: name.to_owned(), speaker_type: kind.map(str::to_owned) };
    let certainty = |word: &str| Corrected::Certainty { certainty: word.to_owned() };
    let mut said = Vec::new();
    for (statement, field) in [
        (-1, Corrected::Split),
        (4_095_999, Corrected::Split),
        (statement, speaker(mention.speaker.as_deref().unwrap(), None)),
        (statement, speaker(&"x".repeat(300), None)),
        (statement, speaker("Somebody", Some("ghost"))),
        (statement, certainty("maybe")),
        (statement, certainty(mention.certainty)),
        (statement, Corrected::Via { via: vec!["A".to_owned(); 9] }),
        (statement, Corrected::Merge { with: statement }),
        (statement, Corrected::Merge { with: 77 }),
    ] {
        let error = correct(&mut desk, &new(statement, field)).unwrap_err();
        assert!(error.is_users() && error.hint().is_some(), "{error}");
        said.push(error.to_string());
    }
    let nobody = NewCorrection { who: " \n".to_owned(), ..new(statement, certainty("denied")) };
    said.push(correct(&mut desk, &nobody).unwrap_err().to_string());
    let long = NewCorrection { note: Some("y".repeat(3000)), ..new(statement, certainty("denied")) };
    said.push(correct(&mut desk, &long).unwrap_err().to_string());
    let known = mention.speaker.unwrap_or_default();
    assert_eq!(
        said.join("\n").replace(&known, "Mara Quist"),
        "there is no statement -1\nthere is no statement 4095999\nthe ledger says so already: Mara Quist\n\
         `speaker` is too long: 300 characters, at most 200\nno such type of speaker: ghost\nno such certainty: maybe\n\
         the ledger says so already: asserted\ntoo many names in `via`: 9, at most 8\na statement can't be merged with itself\n\
         there is no statement 77\n`who` is missing\n`note` is too long: 3000 characters, at most 2000"
    );
    assert!(!desk.is_corrected().unwrap());
}
