//! An ingest that is killed at some moment, and the run that goes on from there: the store of an undisturbed run.
//!
//! `eval/killed.py` does the same fifty times and with real articles.

use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use sayso_app::corpus::dump;

use crate::support::{Folder, line};

/// Stores that are filled by killed runs.
const KILLED: u32 = 5;

fn ingest(db: &str) -> [&str; 8] {
    ["ingest", "list.jsonl", "--db", db, "--jobs", "2", "--model", "fast"]
}

#[test]
fn a_killed_run_leaves_what_the_next_one_goes_on_from() {
    let folder = Folder::new();
    let mut list: String = (0..40).map(|n| line(&format!("n{n}"))).collect();
    list.push_str("{\"id\": \"no text\"}\n");
    list.push_str(&line("n3"));
    folder.write("list.jsonl", list);
    let began = Instant::now();
    let undisturbed = folder.run(&ingest("undisturbed.sayso"));
    let took = began.elapsed();
    assert_eq!(undisturbed.code, 1, "{}", undisturbed.stderr);
    let expected = dump(&folder.path().join("undisturbed.sayso")).unwrap();
    assert!(expected["articles"].len() == 40 && expected["problems"].len() == 1 && expected["statements"].len() >= 40);

    for k in 1..=KILLED {
        let db = format!("killed-{k}.sayso");
        let mut child = folder.command(&ingest(&db)).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // At moments spread over the run.
        sleep(took.mul_f64(f64::from(k) / f64::from(KILLED + 1)).max(Duration::from_millis(1)));
        child.kill().unwrap();
        child.wait().unwrap();
        let next = folder.run(&ingest(&db));
        assert_eq!(next.code, 1, "{}", next.stderr);
        let found = dump(&folder.path().join(Path::new(&db))).unwrap();
        for (table, rows) in &expected {
            assert_eq!(&found[table], rows, "killed for the {k}th time, `{table}`");
        }
    }
}
