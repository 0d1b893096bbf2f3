//! A fresh folder for each test, and the program in it; what differs between machines is taken out of its words.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub struct Folder(tempfile::TempDir);

/// What a run left behind.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// An article that any tagger should find an attribution in; invented, as all of these.
pub const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>Bridge at Tessaly shut</title>\
<meta property=\"og:site_name\" content=\"Northgate Courier\"><meta property=\"article:published_time\" content=\"2031-05-06\"></head>\
<body><nav><a href=\"/\">Home</a> <a href=\"/world\">World</a></nav><article><h1>Bridge at Tessaly shut</h1>\
<p>The old bridge at Tessaly was closed to all traffic on Monday morning after a night of heavy rain in the valley.</p>\
<p>The mayor, Ilse Brandt, said on Monday that the bridge would stay shut until the engineers had looked at every pillar of it.</p>\
<p>“Nobody crosses it before I have a report on my desk,” Brandt told reporters in front of the town hall, and she asked drivers \
to use the ferry.</p>\
<p>The company that built the bridge denied that it had used the wrong kind of steel, and its spokesman said the pillars were sound.</p>\
<p>The Courier could not independently verify the claim.</p></article></body></html>";

/// The same as one line of a list.
pub fn line(id: &str) -> String {
    format!(
        "{{\"id\": \"{id}\", \"outlet\": \"Northgate Courier\", \"title\": \"Bridge shut\", \"text\": \"Bridge shut “for now” 😀\\n\\nThe mayor of \
         Tessaly said on Monday that the bridge number {id} was shut.\\n\\nThe builders denied that the steel was bad.\"}}\n"
    )
}

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Names of what is in the folder, those that begin with a dot too.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path().join(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program in this folder, without the caller's environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.current_dir(self.path()).env_clear().args(arguments).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.command(arguments).output().unwrap())
    }

    pub fn run_with_stdin(&self, arguments: &[&str], stdin: &str) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // The program may have refused already.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        Run::of(&child.wait_with_output().unwrap())
    }

    /// Runs; exit code, stdout and stderr as one text.
    pub fn told(&self, arguments: &[&str]) -> String {
        self.run(arguments).told()
    }
}

impl Run {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap_or(-1), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// Exit code, stdout and stderr as one text.
    fn told(&self) -> String {
        let mut told = format!("exit {}\n", self.code);
        for (name, words) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !words.is_empty() {
                _ = write!(told, "-- {name}\n{}", redacted(words));
            }
        }
        told
    }
}

/// The one list of what differs between machines and versions.
fn redacted(words: &str) -> String {
    words.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_sayso"))
}
