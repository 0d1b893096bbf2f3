//! Corrections stand beside what the machine said, hold through a new version, and wait for nobody long.

use sayso_doc::Ledger;
use sayso_link::{ClaimId, StatementId};
use sayso_store::{Correction, CorrectionFilter, CorrectionKind, Desk, Put, Reader, Store, StoreError, Withdrawal};
use tempfile::TempDir;

use crate::sample::{store, whole, whole_and};

fn filled() -> (TempDir, Store, StatementId) {
    let (folder, mut store) = store();
    let (article, ledger) = whole();
    let batch = store.begin().unwrap();
    let Put::New { version, .. } = batch.put(&article, &ledger).unwrap() else { panic!("it is new") };
    batch.commit().unwrap();
    (folder, store, StatementId { article: version.linked(), index: 1 })
}

fn correction(reader: &Reader, statement: StatementId, kind: CorrectionKind, value: &str) -> Correction {
    Correction {
        spot: reader.spot(statement).unwrap().unwrap(),
        kind,
        value: Some(value.to_owned()),
        speaker_kind: None,
        with: None,
        machine: "Mara Quist".to_owned(),
        who: "Jo".to_owned(),
        made: "2031-05-08T10:00:00Z".to_owned(),
        note: None,
    }
}

#[test]
fn a_correction_is_kept_and_taken_back() {
    let (folder, store, statement) = filled();
    let path = folder.path().join("corpus.sayso");
    let before = sayso_store::dump(&path).unwrap();
    let mut desk = Desk::open(&path).unwrap();
    let made = correction(&desk, statement, CorrectionKind::Speaker, "Harbour Office");
    assert!(!desk.is_corrected().unwrap());
    let id = desk.correct(&made).unwrap();
    let rows = store.corrections_of(made.spot.article).unwrap();
    assert_eq!((rows.len(), rows[0].id, &rows[0].correction), (1, id, &made));
    let (article, _) = whole();
    let chars: Vec<char> = article.text.as_str().chars().collect();
    let [from, to] = rows[0].chars.map(|n| n as usize);
    assert!(made.spot.words.starts_with(&chars[from..from + 5].iter().collect::<String>()) && chars[to - 1] == '😀');
    assert_eq!((store.statement_at(&made.spot).unwrap(), store.claim_of(statement).unwrap()), (Some(statement), ClaimId(statement)));
    let filter = |kind: &str| CorrectionFilter { kind: Some(kind.to_owned()), ..CorrectionFilter::default() };
    assert_eq!(store.corrections_where(&filter("speaker"), None, 9).unwrap().len(), 1);
    assert!(store.corrections_where(&filter("via"), None, 9).unwrap().is_empty());
    assert!(store.corrections_where(&filter("speaker"), Some(id), 9).unwrap().is_empty());
    assert_eq!(desk.withdraw(id, "Kim", "2031-05-09").unwrap(), Withdrawal::Done);
    assert_eq!(desk.withdraw(id, "Kim", "2031-05-09").unwrap(), Withdrawal::Already);
    assert_eq!(desk.withdraw(99, "Kim", "2031-05-09").unwrap(), Withdrawal::Missing);
    assert!(store.corrections_of(made.spot.article).unwrap().is_empty() && !store.is_corrected().unwrap());
    let all = CorrectionFilter { withdrawn: true, ..CorrectionFilter::default() };
    let row = store.corrections_where(&all, None, 9).unwrap().remove(0);
    assert_eq!(row.withdrawn, Some(("2031-05-09".to_owned(), "Kim".to_owned())));
    let mut after = sayso_store::dump(&path).unwrap();
    after.insert("corrections".to_owned(), Vec::new());
    assert_eq!(after, before, "nothing of the machine's changed");
}

#[test]
fn a_correction_holds_of_the_same_words_in_a_new_version() {
    let (folder, mut store, statement) = filled();
    let mut desk = Desk::open(&folder.path().join("corpus.sayso")).unwrap();
    let made = correction(&desk, statement, CorrectionKind::Certainty, "hedged");
    desk.correct(&made).unwrap();
    let (article, ledger) = whole_and("\n\nIt rained.");
    let batch = store.begin().unwrap();
    let Put::Updated { version, .. } = batch.put(&article, &ledger).unwrap() else { panic!("it is known") };
    batch.commit().unwrap();
    let there = StatementId { article: version.linked(), index: 1 };
    assert_eq!(store.statement_at(&made.spot).unwrap(), Some(there));
    assert!(store.claim_is_corrected(store.claim_of(there).unwrap()).is_ok());
    let gone = sayso_store::Spot { words: "nobody said so".to_owned(), ..made.spot };
    assert_eq!(store.statement_at(&gone).unwrap(), None);
}

#[test]
fn a_correction_waits_for_a_batch_and_a_batch_for_a_correction() {
    let (folder, mut store, statement) = filled();
    let path = folder.path().join("corpus.sayso");
    let made = correction(&store, statement, CorrectionKind::Certainty, "hedged");
    let batch = store.begin().unwrap();
    let waiting = {
        let (path, made) = (path.clone(), made.clone());
        std::thread::spawn(move || Desk::open(&path).unwrap().correct(&made))
    };
    std::thread::sleep(std::time::Duration::from_millis(50));
    batch.put(&crate::sample::plain("b", "It rained.", |_| ()), &Ledger::default()).unwrap();
    batch.commit().unwrap();
    waiting.join().unwrap().unwrap();
    // Made after a batch began to look and before it wrote: the batch goes through all the same.
    let batch = store.begin().unwrap();
    batch.reader().count_articles().unwrap();
    batch.put(&crate::sample::plain("c", "It snowed.", |_| ()), &Ledger::default()).unwrap();
    batch.commit().unwrap();
    assert_eq!(store.count_articles().unwrap(), 3);
}

#[test]
fn a_store_that_nobody_can_write_is_read_without_its_companions() {
    let (folder, store, _) = filled();
    drop(store);
    let path = folder.path().join("corpus.sayso");
    let shelf = tempfile::tempdir().unwrap();
    let copy = shelf.path().join("a copy?.sayso");
    std::fs::copy(&path, &copy).unwrap();
    let reader = Reader::open_unchanging(&copy).unwrap();
    assert_eq!(reader.count_articles().unwrap(), 1);
    let names: Vec<_> = std::fs::read_dir(shelf.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["a copy?.sayso"]);
    // What is not merged into the file would be missing without a word.
    std::fs::write(shelf.path().join("a copy?.sayso-wal"), "something").unwrap();
    let error = Reader::open_unchanging(&copy).err().unwrap();
    assert!(matches!(error, StoreError::Unmerged(_)) && error.hint().is_some(), "{error}");
    assert!(matches!(Desk::open(&shelf.path().join("none.sayso")), Err(StoreError::Missing(_))));
}
