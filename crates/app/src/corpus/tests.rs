//! A corpus is filled, filled again, interrupted and gone on with.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use tempfile::TempDir;

use sayso_doc::Problem;

use super::*;
use crate::pipeline::Options;

fn engine() -> Engine {
    Engine::new(Options::default(), &[]).unwrap()
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus.sayso");
    (folder, path)
}

fn page(origin: &str, text: &str) -> Input {
    let source = Source { origin: origin.to_owned(), bytes: text.as_bytes().to_vec(), ..Source::default() };
    Input { read: Ok(source), through: None }
}

fn report(i: usize) -> String {
    format!(
        "Pilots of port {0} walked out on Monday, the harbour office said. “We will not sail ship {0} without rest,” said Mara Quist, the \
         pilots' speaker.\n\nThe owner of the line denied that {1} crews had been asked to work without a break.",
        i / 3,
        i / 2
    )
}

/// Invented reports of a strike: copies, broken ones, and pages that change, one into the text of another.
fn pages() -> impl Iterator<Item = Input> {
    (0..40).map(|i| match i {
        20 => page("changed.txt", &report(1000)),
        21 => page("changed.txt", &report(0)),
        22 => page("0.txt", &report(2000)),
        i if i % 7 == 6 => page(&format!("{i}.txt"), " \n"),
        i => page(&format!("{i}.txt"), &report(i)),
    })
}

fn fill(path: &Path, inputs: impl Iterator<Item = Input>, jobs: usize) -> Report {
    let mut corpus = Corpus::open(path).unwrap();
    corpus.ingest(&engine(), inputs, jobs, &AtomicBool::new(false), |_| ()).unwrap()
}

/// Every row of every table, as text; what says when and by whom aside.
fn dump(path: &Path) -> BTreeMap<String, Vec<String>> {
    sayso_store::dump(path).unwrap()
}

#[test]
fn a_corpus_is_filled_and_filled_again() {
    let (_folder, path) = folder();
    let first = fill(&path, pages(), 2);
    assert_eq!((first.new + first.known, first.failed, first.updated), (34, 4, 2));
    assert!(first.statements > first.new && first.failures.len() == 4 && !first.interrupted);
    let before = dump(&path);
    let again = fill(&path, pages(), 2);
    assert_eq!((again.new, again.known, again.failed), (0, 36, 4));
    assert_eq!(dump(&path), before);
}

#[test]
fn threads_make_no_difference() {
    let ((_one, one), (_two, two)) = (folder(), folder());
    fill(&one, pages(), 1);
    fill(&two, pages(), 3);
    assert_eq!(dump(&one), dump(&two));
}

#[test]
fn an_interrupted_run_can_be_gone_on_with() {
    let ((_one, one), (_two, two)) = (folder(), folder());
    fill(&one, pages(), 2);
    let mut corpus = Corpus::open(&two).unwrap();
    let (cancel, engine) = (AtomicBool::new(false), engine());
    let mut seen = 0;
    let report = corpus
        .ingest(&engine, pages(), 2, &cancel, |_| {
            seen += 1;
            cancel.store(seen == 11, Ordering::Relaxed);
        })
        .unwrap();
    assert!(report.interrupted && report.new > 0 && report.new < 12, "{report:?}");
    drop(corpus);
    fill(&two, pages(), 2);
    assert_eq!(dump(&one), dump(&two));
}

#[test]
fn an_update_is_told() {
    let (_folder, path) = folder();
    fill(&path, [page("a.txt", "The bridge is shut, the harbour office said.")].into_iter(), 1);
    let report = fill(&path, [page("a.txt", "The bridge is open again, the harbour office said.")].into_iter(), 1);
    assert_eq!((report.new, report.updated, report.known), (0, 1, 0));
    let corpus = Corpus::open(&path).unwrap();
    assert_eq!(corpus.reader().count_articles().unwrap(), 1);
}

#[test]
fn what_cannot_be_read_is_kept_as_a_problem_until_it_can() {
    let (_folder, path) = folder();
    let gone = Input {
        read: Err(Unread { origin: "a.txt".to_owned(), line: None, problem: Problem::new("not_found", "no such file or folder") }),
        through: Some(1.0),
    };
    let report = fill(&path, [gone].into_iter(), 1);
    assert_eq!((report.failed, report.failures.len()), (1, 1));
    let problems = || Corpus::open(&path).unwrap().reader().problems().unwrap();
    assert_eq!(problems()[0].code, "not_found");
    fill(&path, [page("a.txt", "The bridge is shut, the harbour office said.")].into_iter(), 1);
    assert!(problems().is_empty());
}
