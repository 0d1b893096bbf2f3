//! What may be opened, by whom, and what is refused by its name.

use sayso_doc::Ledger;
use sayso_store::{Reader, SCHEMA, Store, StoreError};

use crate::sample::{plain, store};

#[test]
fn a_reader_sees_what_was_committed_while_the_writer_writes() {
    let (folder, mut store) = store();
    let reader = Reader::open(&folder.path().join("corpus.sayso")).unwrap();
    let batch = store.begin().unwrap();
    batch.put(&plain("a", "The bridge is shut.", |_| ()), &Ledger::default()).unwrap();
    assert_eq!(reader.count_articles().unwrap(), 0);
    let snapshot = reader.snapshot().unwrap();
    batch.commit().unwrap();
    assert_eq!(snapshot.count_articles().unwrap(), 0);
    drop(snapshot);
    assert_eq!(reader.count_articles().unwrap(), 1);
}

#[test]
fn there_is_one_writer() {
    let (folder, store) = store();
    let path = folder.path().join("corpus.sayso");
    let error = Store::open(&path).err().unwrap();
    assert!(matches!(error, StoreError::InUse(_)), "{error}");
    drop(store);
    Store::open(&path).unwrap();
}

#[test]
fn a_newer_store_is_refused_by_its_number() {
    let (folder, store) = store();
    drop(store);
    let path = folder.path().join("corpus.sayso");
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", SCHEMA + 4).unwrap();
    for error in [Store::open(&path).err().unwrap(), Reader::open(&path).err().unwrap()] {
        let said = error.to_string();
        let expected = format!("was written by a newer sayso: its schema is {}, this sayso knows {SCHEMA}", SCHEMA + 4);
        assert!(said.ends_with(&expected), "{said}");
        assert!(error.hint().is_some());
    }
}

#[test]
fn an_older_store_is_brought_up_to_date_by_a_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.sayso");
    drop(Store::open(&path).unwrap());
    let raw = rusqlite::Connection::open(&path).unwrap();
    // As a store was before its first step.
    let tables: Vec<(String, String)> = raw
        .prepare("SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger') OR (type = 'table' AND name NOT LIKE 'sqlite%')")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (kind, name) in tables.iter().filter(|(_, n)| !n.contains("_search_")) {
        raw.execute_batch(&format!("DROP {kind} IF EXISTS {name}")).unwrap();
    }
    raw.pragma_update(None, "user_version", 0).unwrap();
    drop(raw);
    assert!(matches!(Reader::open(&path), Err(StoreError::NotAStore(_))));
    drop(Store::open(&path).unwrap());
    assert_eq!(Reader::open(&path).unwrap().count_articles().unwrap(), 0);
    let raw = rusqlite::Connection::open(&path).unwrap();
    let steps: u32 = raw.query_row("SELECT count(*) FROM migrations WHERE what <> ''", [], |row| row.get(0)).unwrap();
    assert_eq!(steps, SCHEMA);
}

#[test]
fn other_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "not a database at all, but long enough to be taken for one. ".repeat(20)).unwrap();
    assert!(matches!(Store::open(&text), Err(StoreError::NotAStore(_))));
    assert!(matches!(Reader::open(&text), Err(StoreError::NotAStore(_))));
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Store::open(&other), Err(StoreError::NotAStore(_))));
    assert!(matches!(Reader::open(&folder.path().join("none.sayso")), Err(StoreError::Missing(_))));
    assert!(matches!(Store::open(&folder.path().join("no/such/folder.sayso")), Err(StoreError::Unopened { .. })));
}
