//! `sayso trace` end to end with the model that ships: structure and invariants, never the model's very words.

use std::io::Read;
use std::process::Stdio;

use crate::support::{Folder, PAGE, line};

fn list(count: usize) -> String {
    (0..count).map(|i| line(&format!("n{i}"))).collect()
}

#[test]
fn a_page_gives_a_ledger_for_people() {
    let folder = Folder::new();
    folder.write("page.html", PAGE);
    let run = folder.run(&["trace", "page.html"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("Bridge at Tessaly shut\nNorthgate Courier · 2031-05-06\npage.html\n"), "{}", run.stdout);
    assert!(run.stdout.contains("Northgate Courier ← "), "{}", run.stdout);
    assert!(!run.stdout.contains('\x1b'));
}

#[test]
fn text_keeps_to_its_width() {
    let folder = Folder::new();
    folder.write("page.html", PAGE);
    for width in [30, 47, 72, 100] {
        let run = folder.run(&["trace", "page.html", "--width", &width.to_string()]);
        for line in run.stdout.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
}

#[test]
fn colour_is_only_colour() {
    let folder = Folder::new();
    folder.write("page.html", PAGE);
    let plain = folder.run(&["trace", "page.html"]).stdout;
    let coloured = folder.run(&["trace", "page.html", "--color", "always"]).stdout;
    assert!(coloured.contains("\x1b[1m"));
    let mut without = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\x1b[") {
        without.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    without.push_str(rest);
    assert_eq!(without, plain);
}

#[test]
fn an_article_cannot_command_the_terminal() {
    let folder = Folder::new();
    let text =
        "The mayor \\u001b[2J said \\u009b31m that \\u202e the bridge was shut \\u0007 and that \\u001b]0;title\\u0007 nobody crossed.";
    let line =
        format!("{{\"id\": \"\\u001b[31mred\", \"title\": \"\\u001b[5mblink\\u0085\", \"outlet\": \"A\\u001bB\", \"text\": \"{text}\"}}\n");
    folder.write("list.jsonl", line);
    for format in ["text", "json", "jsonl", "html"] {
        let run = folder.run(&["trace", "list.jsonl", "--format", format]);
        let unsafe_ones = |s: &str| s.chars().filter(|c| c.is_control() && *c != '\n').count();
        assert_eq!((unsafe_ones(&run.stdout), unsafe_ones(&run.stderr)), (0, 0), "{format}");
    }
}

#[test]
fn one_bad_input_does_not_stop_the_rest() {
    let folder = Folder::new();
    folder.write("a.html", PAGE).write("b.html", " ").write("c.html", PAGE);
    let run = folder.run(&["trace", "a.html", "b.html", "nope.html", "c.html", "--format", "jsonl"]);
    assert_eq!(run.code, 1);
    let ids: Vec<&str> = run.stdout.lines().map(|l| l.split('"').nth(3).unwrap()).collect();
    assert_eq!(ids, ["a.html", "c.html"]);
    assert!(run.stderr.contains("`b.html`") && run.stderr.contains("`nope.html`"), "{}", run.stderr);
    assert!(run.stderr.ends_with("2 articles traced, 2 failed\n"), "{}", run.stderr);
}

#[test]
fn inputs_are_found_in_order() {
    let folder = Folder::new();
    for name in ["pages/b.html", "pages/a.htm", "pages/deep/c.txt", "pages/.hidden.html", "pages/d.pdf", "other/z.html", "other/list.jsonl"]
    {
        folder.write(name, if name.ends_with("jsonl") { list(2) } else { PAGE.to_owned() });
    }
    folder.write("pages/deep/c.txt", "The mayor said that the bridge was shut, and that nobody would cross it before summer.");
    let run = folder.run_with_stdin(&["trace", "other", "-", "pages", "oth*/*.html", "--format", "jsonl"], &line("piped"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("id `other/z.html` was used before"), "{}", run.stderr);
    let ids: Vec<&str> = run.stdout.lines().map(|l| l.split('"').nth(3).unwrap()).collect();
    let sep = std::path::MAIN_SEPARATOR;
    let path = |p: &str| p.replace('/', &sep.to_string());
    let expected = [
        "n0",
        "n1",
        &path("other/z.html"),
        "piped",
        &path("pages/a.htm"),
        &path("pages/b.html"),
        &path("pages/deep/c.txt"),
        &path("other/z.html"),
    ];
    assert_eq!(ids, expected);
}

#[test]
fn a_page_on_stdin() {
    let folder = Folder::new();
    let run = folder.run_with_stdin(&["trace", "-", "--format", "jsonl"], PAGE);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("{\"id\":\"-\",\"path\":\"-\","), "{}", run.stdout);
}

#[test]
fn same_bytes_same_output_on_one_thread_or_two() {
    let folder = Folder::new();
    folder.write("list.jsonl", list(12)).write("page.html", PAGE);
    for format in ["text", "json", "jsonl", "html"] {
        let run = |jobs| folder.run(&["trace", "list.jsonl", "page.html", "--format", format, "--jobs", jobs]);
        let (one, two) = (run("1"), run("2"));
        assert_eq!(one.code, 0, "{}", one.stderr);
        assert_eq!((one.stdout, one.stderr), (two.stdout, two.stderr), "{format}");
    }
}

#[test]
fn flat_keeps_outermost_attributions() {
    let folder = Folder::new();
    folder.write("page.html", PAGE);
    let run = folder.run(&["trace", "page.html", "--flat", "--format", "jsonl"]);
    assert!(run.stdout.contains("\"parent\":null") && !run.stdout.contains("\"parent\":0"), "{}", run.stdout);
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = Folder::new();
    folder.write("list.jsonl", list(400));
    let mut child =
        folder.command(&["trace", "list.jsonl", "--format", "jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    // Dropping the pipe closed it, as `head` does.
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = Folder::new();
    folder.write("page.html", PAGE).write("out/ledger.json", "before");
    let run = folder.run(&["trace", "page.html", "--format", "json", "--output", "out/ledger.json"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert!(folder.read("out/ledger.json").starts_with("{\"sayso\":"));
    assert_eq!(folder.names("out"), ["ledger.json"]);
    // A run that cannot start leaves what was there.
    let run = folder.run(&["trace", "page.html", "--register", "none.toml", "--output", "out/ledger.json"]);
    assert_eq!(run.code, 2);
    assert!(folder.read("out/ledger.json").starts_with("{\"sayso\":"));
}

#[test]
fn a_register_of_ones_own() {
    let folder = Folder::new();
    folder.write("page.html", PAGE.replace("Northgate Courier", "NC")).write(
        "mine.toml",
        "[[outlet]]\nid = \"northgate-courier\"\nname = \"Northgate Courier\"\nkind = \"private\"\naliases = [\"NC\"]\n",
    );
    let run = folder.run(&["trace", "page.html", "--register", "mine.toml", "--format", "jsonl"]);
    assert!(run.stdout.contains("\"outlet\":\"Northgate Courier\""), "{} {}", run.stdout, run.stderr);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let folder = Folder::new();
    folder.write("list.jsonl", list(20_000)).write("out/keep.txt", "");
    let mut child = folder.command(&["trace", "list.jsonl", "--format", "jsonl", "--output", "out/ledgers.jsonl"]).spawn().unwrap();
    while folder.names("out").len() == 1 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // The handler is set right after the file is made.
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(folder.names("out"), ["keep.txt"]);
}
