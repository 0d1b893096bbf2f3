//! The only place that prints: messages in house style on stderr, data on stdout.

use std::fmt;
use std::io::{self, Write};

use sayso_app::Failure;
use sayso_doc::Problem;

use crate::commands::Status;
use crate::safe::safe;
use crate::settings::Talk;

/// Failures shown one by one; a list of a thousand helps nobody.
const SHOWN: usize = 20;

/// A reason not to run, with what to do next.
#[derive(Debug)]
pub struct Refusal {
    message: String,
    hint: String,
}

impl Refusal {
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

pub struct Printer {
    talk: Talk,
    /// Columns of progress that stand on the line now.
    progress: usize,
}

impl Printer {
    pub fn new(talk: Talk) -> Self {
        Self { talk, progress: 0 }
    }

    /// Data on stdout; a closed pipe is fine.
    pub fn data(&mut self, text: &str) -> anyhow::Result<()> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                Err(Refusal::new(format!("stdout can't be written: {}", crate::inputs::why(&e)), "check where it leads").into())
            }
            _ => Ok(()),
        }
    }

    /// Why the program could not run.
    pub fn fatal(&mut self, error: &anyhow::Error) -> Status {
        let whole: Vec<String> = error.chain().map(ToString::to_string).collect();
        let hint = error.downcast_ref::<Refusal>().map(|r| r.hint.as_str());
        self.message("error", "31", &whole.join(": "), hint);
        Status::NotRun
    }

    /// A reason for exit code 1.
    pub fn error(&mut self, message: &str, hint: Option<&str>) {
        self.message("error", "31", message, hint);
    }

    /// Failures with their reasons; the same hint is given once.
    pub fn failures(&mut self, failures: &[Failure]) {
        self.list("error", "31", failures);
    }

    /// Remarks about inputs that were traced all the same.
    pub fn remarks(&mut self, remarks: &[Failure]) {
        if !self.talk.quiet {
            self.list("warning", "33", remarks);
        }
    }

    /// A line of talk that no program needs.
    pub fn note(&mut self, message: &str) {
        if !self.talk.quiet {
            self.say(&format!("{}\n", safe(message)));
        }
    }

    /// Whether anybody would see progress.
    pub fn shows_progress(&self) -> bool {
        self.talk.terminal && !self.talk.quiet
    }

    /// Draws `message` over the last progress line.
    pub fn progress(&mut self, message: &str) {
        let columns = message.chars().count();
        let blank = " ".repeat(self.progress.saturating_sub(columns));
        self.progress = columns;
        write_stderr(&format!("\r{}{blank}", safe(message)));
    }

    /// Takes the progress line away.
    pub fn end_progress(&mut self) {
        if self.progress > 0 {
            write_stderr(&format!("\r{}\r", " ".repeat(self.progress)));
            self.progress = 0;
        }
    }

    fn list(&mut self, word: &str, color: &str, failures: &[Failure]) {
        for (i, failure) in failures.iter().take(SHOWN).enumerate() {
            let Problem { code: _, message, hint } = &failure.problem;
            // The same hint again and again would hide the messages.
            let last = failures.get(i + 1).filter(|_| i + 1 < SHOWN).is_none_or(|next| next.problem.hint != *hint);
            self.message(word, color, &format!("`{}`: {message}", failure.place()), hint.as_deref().filter(|_| last));
        }
        if failures.len() > SHOWN {
            self.say(&format!("{} more like these\n", failures.len() - SHOWN));
        }
    }

    fn message(&mut self, word: &str, color: &str, message: &str, hint: Option<&str>) {
        let (on, off) = if self.talk.color { (format!("\x1b[1;{color}m"), "\x1b[0m") } else { (String::new(), "") };
        let mut out = format!("{on}{word}:{off} {}\n", safe(message));
        if let Some(hint) = hint {
            let on = if self.talk.color { "\x1b[1;36m" } else { "" };
            out.push_str(&format!("{on}hint:{off} {}\n", safe(hint)));
        }
        self.say(&out);
    }

    fn say(&mut self, text: &str) {
        self.end_progress();
        write_stderr(text);
    }
}

/// Nobody can be told when stderr itself is gone.
fn write_stderr(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}
