//! `sayso export`: what each format begins with, and what goes with none.

use crate::support::{Folder, PAGE, line};

fn filled() -> Folder {
    let folder = Folder::new();
    folder.write("a.html", PAGE).write("b.jsonl", line("n1"));
    let run = folder.run(&["ingest", "a.html", "b.jsonl", "--db", "c.sayso"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    folder
}

#[test]
fn every_format_is_written() {
    let folder = filled();
    let export = |more: &[&str]| {
        let run = folder.run(&[&["export", "--db", "c.sayso"], more].concat());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{more:?}");
        run.stdout
    };
    assert!(export(&[]).starts_with("statement,claim,article,outlet,"));
    let articles = export(&["articles", "--format", "jsonl"]);
    assert_eq!(articles.lines().count(), 2);
    let first: serde_json::Value = serde_json::from_str(articles.lines().next().unwrap()).unwrap();
    assert_eq!((first["article"].as_str(), first["published"].as_str()), (Some("a.html"), Some("2031-05-06")));
    let page: serde_json::Value = serde_json::from_str(&export(&["--format", "w3c"])).unwrap();
    assert!(page["items"].as_array().is_some_and(|i| i.len() > 3));
    assert!(export(&["--format", "ftm"]).lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()));
    let run = folder.run(&["export", "articles", "--format", "parquet", "--output", "a.parquet", "--db", "c.sayso"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "2 articles in `a.parquet`\n"));
    assert!(std::fs::read(folder.path().join("a.parquet")).unwrap().starts_with(b"PAR1"));
}

#[test]
fn what_cannot_be_exported_is_refused() {
    let folder = Folder::new();
    let told = |more: &[&str]| folder.told(&[&["export"], more].concat());
    assert_eq!(
        told(&["claims", "--format", "w3c", "--db", "c.sayso"]),
        "exit 2\n-- stderr\nerror: `--format w3c` writes statements\n\
         hint: export `statements`, or use `--format csv`, `jsonl` or `parquet`\n"
    );
    assert_eq!(
        told(&["articles", "--format", "ftm", "--db", "c.sayso"]),
        "exit 2\n-- stderr\nerror: `--format ftm` writes articles, speakers, statements and claims together\nhint: leave out what to export\n"
    );
    assert_eq!(
        told(&["--db", "none.sayso"]),
        "exit 2\n-- stderr\nerror: no store at `none.sayso`\nhint: fill one with `sayso ingest SOURCE…`, or name another with `--db FILE`\n"
    );
}

#[test]
fn corrections_are_lines_of_json() {
    let folder = filled();
    let told = |more: &[&str]| folder.told(&[&["export", "corrections", "--db", "c.sayso"], more].concat());
    assert_eq!(told(&[]), "exit 1\n-- stderr\nerror: nothing to export\nhint: corrections are made on the pages of `sayso serve`\n");
    assert_eq!(
        told(&["--format", "csv"]),
        "exit 2\n-- stderr\nerror: corrections are written as JSON lines\nhint: leave out `--format`, or use `--format jsonl`\n"
    );
}
