//! Words find texts and speakers.

use sayso_doc::Ledger;

use crate::sample::{plain, store, whole};

#[test]
fn texts_are_found_by_words_and_phrases() {
    let (_folder, mut store) = store();
    let batch = store.begin().unwrap();
    batch.put(&plain("a", "The harbour minister denied the strike in Tessaly.", |_| ()), &Ledger::default()).unwrap();
    batch.put(&plain("b", "A strike of harbour pilots. The minister of Café denies all.", |_| ()), &Ledger::default()).unwrap();
    batch.commit().unwrap();
    let found = |words: &str| store.search_texts(words, 9).unwrap().into_iter().map(|h| h.name).collect::<Vec<_>>();
    assert_eq!(found("harbour strike").len(), 2);
    assert_eq!(found("\"harbour minister\""), ["a"]);
    assert_eq!(found("cafe deni*"), ["b"]);
    assert!(found("( NEAR \" OR").is_empty() && found("").is_empty() && found("submarine").is_empty());
    assert!(store.search_texts("strike", 1).unwrap()[0].around.contains(&("strike".to_owned(), true)));
}

#[test]
fn an_old_version_is_not_found() {
    let (_folder, mut store) = store();
    let address = |a: &mut sayso_doc::Article| a.url = Some("https://courier.example/bridge".to_owned());
    let batch = store.begin().unwrap();
    batch.put(&plain("a", "The bridge is shut.", address), &Ledger::default()).unwrap();
    batch.put(&plain("a", "The bridge is open.", address), &Ledger::default()).unwrap();
    batch.commit().unwrap();
    assert!(store.search_texts("shut", 9).unwrap().is_empty());
    assert_eq!(store.search_texts("open", 9).unwrap().len(), 1);
}

#[test]
fn speakers_are_found_by_any_name() {
    let (_folder, mut store) = store();
    let (article, ledger) = whole();
    let batch = store.begin().unwrap();
    batch.put(&article, &ledger).unwrap();
    batch.commit().unwrap();
    let found = store.speakers_where(Some("minister quist"), None, 9).unwrap();
    assert_eq!((found.len(), found[0].name.as_str(), found[0].statements), (1, "Mara Quist", 1));
    assert_eq!(store.speakers_where(None, None, 9).unwrap().len(), 2);
}
