//! Every message of the program, word for word.

use expect_test::expect;

use crate::support::{Folder, PAGE, line};

#[test]
fn nothing_typed() {
    let run = Folder::new().run(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("Usage: sayso <COMMAND>"), "{}", run.stderr);
}

#[test]
fn the_version() {
    expect![[r#"
        exit 0
        -- stdout
        sayso VERSION
    "#]]
    .assert_eq(&Folder::new().told(&["--version"]));
}

#[test]
fn help() {
    expect![[r#"
        exit 0
        -- stdout
        Who said what in a news article, through whom, how firmly, and what was checked

        Usage: sayso <COMMAND>

        Commands:
          trace     Write the ledger of one or many articles
          ingest    Take articles into a store, where they are traced, kept and compared
          watch     Do the same again and again, for feeds
          claims    List claims: what several articles say, and how many independent origins stand behind it
          claim     Show one claim: origins, mentions in time, what changed on the way
          similar   Find the claim that a sentence has in mind
          problems  List the inputs of a store that failed, with their reasons
          export    Write a store's articles, statements, claims or mentions for other programs
          serve     Show a store in the browser, and answer programs over HTTP
          mcp       Answer an assistant over the Model Context Protocol, on stdin and stdout
          doctor    Say version, model, CPU features and registers, and what is missing on this machine

        Options:
          -h, --help     Print help
          -V, --version  Print version

        Examples:
          sayso trace page.html                    the ledger of a saved page
          sayso trace https://example.org/report   the same, fetched
          sayso trace pages/ --format html --output ledger.html
          sayso ingest pages/ news.warc.gz         many articles, kept and compared
          sayso claims --one-origin                what several of them have from one source
          sayso doctor                             what this program can do here

        Exit code: 0 done; 1 done, but some inputs failed or nothing was found; 2 could not run.
    "#]]
    .assert_eq(&Folder::new().told(&["--help"]));
}

#[test]
fn help_of_trace() {
    expect![[r#"
        exit 0
        -- stdout
        Write the ledger of one or many articles

        Usage: sayso trace [OPTIONS] <INPUT>...

        Arguments:
          <INPUT>...  Files, folders, 'globs*', http(s) URLs, or - for stdin: pages, texts, .jsonl lists,
                      feeds with full texts, WARC archives

        Options:
          -f, --format <FORMAT>     text for people; json, jsonl for programs; html to look at and print;
                                    brat to annotate [default: text]
          -o, --output <FILE|DIR>   Write here instead of to stdout; a folder for brat
              --flat                Keep only outermost attributions, none within another's content
              --min-confidence <P>  Leave out statements less sure than P, 0 to 1 [default: 0]
              --model <MODEL>       accurate, or fast: some fifty times cheaper, a little less right
                                    [default: accurate]
              --explain             Say for each field of a statement what decided it, rule or model, and on
                                    which words (text, json, jsonl)
              --force               Also read articles that are not in English; expect mistakes
              --max-size <SIZE>     Largest input, or line of a .jsonl [default: 20MB]
              --timeout <SECONDS>   Longest wait for a page at a URL [default: 30]
              --register <FILE>     Your own outlets and countries, as TOML; may be given more than once
          -j, --jobs <N>            Threads [default: one a CPU core]
              --width <COLUMNS>     Width of text output [default: the terminal's, else 100]
              --color <WHEN>        auto, always or never; auto obeys NO_COLOR [default: auto]
          -q, --quiet               Say nothing on stderr but errors
          -h, --help                Print help

        Examples:
          sayso trace page.html
          sayso trace news.jsonl --format jsonl --output ledgers.jsonl
          sayso trace 'pages/*.html' --format html --output ledger.html
          curl -s https://example.org/report | sayso trace -
          sayso trace pages/ --format brat --output annotated/

        A .jsonl is a list of articles, one {"id":…,"text":…} a line; its text is used unchanged.
        Only English is read unless you say --force. Messages and progress go to stderr, data to stdout.
    "#]]
    .assert_eq(&Folder::new().told(&["trace", "--help"]));
}

#[test]
fn no_input_named() {
    expect![[r#"
        exit 2
        -- stderr
        error: the following required arguments were not provided:
          <INPUT>...

        Usage: sayso trace <INPUT>...

        For more information, try '--help'.
    "#]]
    .assert_eq(&Folder::new().told(&["trace"]));
}

#[test]
fn values_that_make_no_sense() {
    let folder = Folder::new();
    expect![[r#"
        exit 2
        -- stderr
        error: invalid value 'xml' for '--format <FORMAT>'
          [possible values: text, json, jsonl, html, brat]

          tip: a similar value exists: 'html'

        For more information, try '--help'.
    "#]]
    .assert_eq(&folder.told(&["trace", "-", "--format", "xml"]));
    expect![[r#"
        exit 2
        -- stderr
        error: invalid value '0' for '--jobs <N>': want a number of threads from 1 to 1024

        For more information, try '--help'.
    "#]]
    .assert_eq(&folder.told(&["trace", "-", "--jobs", "0"]));
    expect![[r#"
        exit 2
        -- stderr
        error: invalid value '50' for '--min-confidence <P>': want a number from 0 to 1, such as 0.5

        For more information, try '--help'.
    "#]]
    .assert_eq(&folder.told(&["trace", "-", "--min-confidence", "50"]));
    expect![[r#"
        exit 2
        -- stderr
        error: invalid value '20 miles' for '--max-size <SIZE>': want a size such as 500kB, 20MB or 1GB

        For more information, try '--help'.
    "#]]
    .assert_eq(&folder.told(&["trace", "-", "--max-size", "20 miles"]));
    expect![[r#"
        exit 2
        -- stderr
        error: invalid value '9GB' for '--max-size <SIZE>': want a size from 1 byte to 3.7GB

        For more information, try '--help'.
    "#]]
    .assert_eq(&folder.told(&["trace", "-", "--max-size", "9GB"]));
    expect![[r#"
        exit 2
        -- stderr
        error: invalid value '3' for '--width <COLUMNS>': want a number of columns from 30 to 1000

        For more information, try '--help'.
    "#]]
    .assert_eq(&folder.told(&["trace", "-", "--width", "3"]));
}

#[test]
fn inputs_that_are_not_there() {
    let folder = Folder::new();
    folder.write("empty/readme.pdf", "");
    expect![[r#"
        exit 1
        -- stderr
        error: `nope.html`: no such file or folder
        hint: give a file, a folder, a 'glob*', an http(s) URL, or `-` for stdin
    "#]]
    .assert_eq(&folder.told(&["trace", "nope.html"]));
    expect![[r#"
        exit 1
        -- stderr
        error: `nope.html`: no such file or folder
        error: `neither.html`: no such file or folder
        hint: give a file, a folder, a 'glob*', an http(s) URL, or `-` for stdin
        0 articles traced, 2 failed
    "#]]
    .assert_eq(&folder.told(&["trace", "nope.html", "neither.html"]));
    expect![[r#"
        exit 1
        -- stderr
        error: `*.html`: nothing matches this pattern
        hint: `*` does not cross folders; `**/*.html` does
    "#]]
    .assert_eq(&folder.told(&["trace", "*.html"]));
    expect![[r#"
        exit 1
        -- stderr
        error: `[a`: no such file, and not a pattern: invalid range pattern
        hint: `*` stands for any name, `**` for any folders, `[ab]` for one of these letters
    "#]]
    .assert_eq(&folder.told(&["trace", "[a"]));
    expect![[r#"
        exit 1
        -- stderr
        error: `empty`: no articles in this folder
        hint: a folder is searched for pages, texts, lists, feeds and archives by their endings; name files of other kinds one by one
    "#]]
    .assert_eq(&folder.told(&["trace", "empty"]));
}

#[test]
fn inputs_without_an_article() {
    let folder = Folder::new();
    folder.write("blank.txt", " \n");
    folder.write("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    expect![[r#"
        exit 1
        -- stderr
        error: `blank.txt`: the input is empty
        hint: give an HTML page, a text or a list of articles as JSONL
    "#]]
    .assert_eq(&folder.told(&["trace", "blank.txt"]));
    expect![[r#"
        exit 1
        -- stderr
        error: `picture.html`: this is a PNG image, not an article
        hint: save the article as HTML or plain text
    "#]]
    .assert_eq(&folder.told(&["trace", "picture.html"]));
}

#[test]
fn nothing_found() {
    let folder = Folder::new();
    folder.write("list.jsonl", "{\"id\": \"a\", \"text\": \"Bread, milk, eggs.\"}\n").write("blank.jsonl", "\n\n");
    expect![[r#"
        exit 1
        -- stdout
        a
        list.jsonl

        no statements found
        -- stderr
        error: no statements found in it
        hint: sayso reads news articles in English
    "#]]
    .assert_eq(&folder.told(&["trace", "list.jsonl", "--min-confidence", "1"]));
    expect![[r#"
        exit 1
        -- stderr
        error: no articles in the input
        hint: give a page, a text, or a .jsonl with one article a line
    "#]]
    .assert_eq(&folder.told(&["trace", "blank.jsonl"]));
}

#[test]
fn an_input_that_is_too_large() {
    let folder = Folder::new();
    folder.write("page.html", PAGE).write("list.jsonl", line("a"));
    expect![[r#"
        exit 1
        -- stderr
        error: `page.html`: larger than 512B
        hint: raise the limit, for instance with `--max-size 1kB`
    "#]]
    .assert_eq(&folder.told(&["trace", "page.html", "--max-size", "0.5kB"]));
    expect![[r#"
        exit 1
        -- stderr
        error: `list.jsonl:1`: larger than 100B
        hint: raise the limit, for instance with `--max-size 200B`
    "#]]
    .assert_eq(&folder.told(&["trace", "list.jsonl", "--max-size", "100"]));
}

#[test]
fn places_that_cannot_be_written() {
    let folder = Folder::new();
    folder.write("page.html", PAGE).write("folder/x.txt", "");
    expect![[r#"
        exit 2
        -- stderr
        error: `--format brat` needs a folder
        hint: give one with `--output annotated/`
    "#]]
    .assert_eq(&folder.told(&["trace", "page.html", "--format", "brat"]));
    expect![[r#"
        exit 2
        -- stderr
        error: `--format brat` needs a folder, but this is a file: `page.html`
        hint: give a folder with `--output annotated/`
    "#]]
    .assert_eq(&folder.told(&["trace", "page.html", "--format", "brat", "--output", "page.html"]));
    expect![[r#"
        exit 2
        -- stderr
        error: `--format html` writes one file, but this is a folder: `folder`
        hint: name a file in it: `--output folder/ledger.html`
    "#]]
    .assert_eq(&folder.told(&["trace", "page.html", "--format", "html", "--output", "folder"]));
    expect![[r#"
        exit 2
        -- stderr
        error: `none/ledger.json` can't be written: no such folder
        hint: give another place with `--output`
    "#]]
    .assert_eq(&folder.told(&["trace", "page.html", "--format", "json", "--output", "none/ledger.json"]));
}

#[test]
fn registers_that_cannot_be_read() {
    let folder = Folder::new();
    folder.write("page.html", PAGE).write("mine.toml", "outlet = 3\n");
    expect![[r#"
        exit 2
        -- stderr
        error: register `none.toml` can't be read: no such file or folder
        hint: see `examples/register.toml` in the source of sayso for what such a file holds
    "#]]
    .assert_eq(&folder.told(&["trace", "page.html", "--register", "none.toml"]));
    expect![[r#"
        exit 2
        -- stderr
        error: register `mine.toml` is not valid: TOML parse error at line 1, column 10   | 1 | outlet = 3   |          ^ invalid type: integer `3`, expected a sequence 
        hint: correct the file, or run without `--register`
    "#]].assert_eq(&folder.told(&["trace", "page.html", "--register", "mine.toml"]));
}

#[test]
fn lines_of_a_list_that_are_none() {
    let folder = Folder::new();
    folder.write("list.jsonl", format!("{{\"id\": \"a\"}}\nnonsense\n{}{}", line("c"), line("c")));
    let run = folder.run(&["trace", "list.jsonl", "--format", "jsonl"]);
    assert_eq!((run.code, run.stdout.lines().count()), (1, 2));
    expect![[r#"
        warning: `list.jsonl:4`: id `c` was used before
        hint: give each article an `id` of its own
        error: `list.jsonl:1`: line 1 has no `text`
        hint: put the article's words under `text`
        error: `list.jsonl:2`: line 2 is no JSON: expected ident, column 2
        hint: each line must be one object with `id` and `text`
        2 articles traced, 2 failed
    "#]]
    .assert_eq(&run.stderr);
}

#[test]
fn many_failures_are_cut_short() {
    let folder = Folder::new();
    folder.write("list.jsonl", "nonsense\n".repeat(30));
    let run = folder.run(&["trace", "list.jsonl"]);
    expect![[r#"
        error: `list.jsonl:19`: line 19 is no JSON: expected ident, column 2
        error: `list.jsonl:20`: line 20 is no JSON: expected ident, column 2
        hint: each line must be one object with `id` and `text`
        10 more like these
        0 articles traced, 30 failed"#]]
    .assert_eq(&run.stderr.lines().skip(18).collect::<Vec<_>>().join("\n"));
    assert_eq!(run.code, 1);
}

#[test]
fn quiet_says_errors_only() {
    let folder = Folder::new();
    folder.write("list.jsonl", format!("nonsense\n{}{}", line("c"), line("c")));
    expect![[r#"
        error: `list.jsonl:1`: line 1 is no JSON: expected ident, column 2
        hint: each line must be one object with `id` and `text`
    "#]]
    .assert_eq(&folder.run(&["trace", "list.jsonl", "--quiet", "--format", "jsonl"]).stderr);
}

#[test]
fn colour_only_when_asked() {
    let folder = Folder::new();
    let run = folder.run(&["trace", "nope", "--color", "always"]);
    expect![[r#"
        ESC[1;31merror:ESC[0m `nope`: no such file or folder
        ESC[1;36mhint:ESC[0m give a file, a folder, a 'glob*', an http(s) URL, or `-` for stdin
    "#]]
    .assert_eq(&run.stderr.replace('\x1b', "ESC"));
    let run = Folder::run(&folder, &["trace", "nope"]);
    assert!(!run.stderr.contains('\x1b'));
}

#[test]
fn a_file_name_cannot_command_the_terminal() {
    let folder = Folder::new();
    let run = folder.run(&["trace", "a\x1b[2Jb"]);
    expect![[r#"
        error: `a�[2Jb`: no such file, and not a pattern: invalid range pattern
        hint: `*` stands for any name, `**` for any folders, `[ab]` for one of these letters
    "#]]
    .assert_eq(&run.stderr);
}
