//! `docs/store.md` tells of every table and column that there is, and of none that there is not; its queries run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::Connection;

use crate::sample::{store, whole};

type Tables = BTreeMap<String, BTreeSet<String>>;

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/store.md")).unwrap()
}

/// Tables with a heading and a row a column, and those that are told in a line: `` `name` (`column`, …) ``.
fn told(page: &str) -> Tables {
    let mut tables = Tables::new();
    for section in page.split("\n### `").skip(1) {
        let (name, rest) = section.split_once('`').unwrap();
        let rest = rest.split("\n#").next().unwrap();
        let columns = rest.lines().filter_map(|l| l.strip_prefix("| `")?.split_once('`')).map(|(c, _)| c.to_owned()).collect();
        tables.insert(name.to_owned(), columns);
    }
    let flat = page.replace('\n', " ");
    for (at, _) in flat.match_indices("` (`") {
        let name = flat[..at].rsplit('`').next().unwrap();
        let list = flat[at + 3..].split(')').next().unwrap();
        tables.insert(name.to_owned(), list.split(", ").map(|c| c.trim_matches('`').to_owned()).collect());
    }
    tables
}

fn there(connection: &Connection) -> Tables {
    let mut names = connection.prepare("SELECT name FROM pragma_table_list WHERE type <> 'shadow' AND schema = 'main'").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let columns = |table: &str| {
        let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
        columns.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    names.into_iter().filter(|n| !n.starts_with("sqlite_")).map(|n| (n.clone(), columns(&n))).collect()
}

#[test]
fn the_page_and_the_schema_say_the_same() {
    let (folder, store) = store();
    drop(store);
    let connection = Connection::open(folder.path().join("corpus.sayso")).unwrap();
    let (told, there) = (told(&page()), there(&connection));
    for (table, columns) in &there {
        assert_eq!(told.get(table), Some(columns), "`docs/store.md` on `{table}`");
    }
    let invented: Vec<_> = told.keys().filter(|t| !there.contains_key(*t)).collect();
    assert!(invented.is_empty(), "`docs/store.md` tells of tables that are not there: {invented:?}");
}

#[test]
fn the_queries_of_the_page_run() {
    let (folder, mut store) = store();
    let (article, ledger) = whole();
    let batch = store.begin().unwrap();
    batch.put(&article, &ledger).unwrap();
    batch.commit().unwrap();
    let connection = Connection::open(folder.path().join("corpus.sayso")).unwrap();
    let page = page();
    let mut counts = Vec::new();
    for query in page.split("```sql\n").skip(1).map(|q| q.split("```").next().unwrap()) {
        let mut statement = connection.prepare(query).unwrap_or_else(|e| panic!("{query}\n{e}"));
        let mut rows = statement.query([]).unwrap();
        let mut n = 0;
        while rows.next().unwrap().is_some() {
            n += 1;
        }
        counts.push(n);
    }
    assert_eq!(counts, [1, 1, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
    assert!(page.contains(&application.to_string()));
}
