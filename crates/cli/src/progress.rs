//! How far a run is, on stderr, when that is a terminal and the run takes long.

use std::time::{Duration, Instant};

use crate::printer::Printer;

/// Shorter runs show nothing.
pub const QUIET_FOR: Duration = Duration::from_secs(1);

/// Between two drawings of the line.
pub const REDRAWN_EVERY: Duration = Duration::from_millis(200);

pub struct Progress {
    started: Instant,
    drawn: Option<Instant>,
    articles: usize,
    failures: usize,
}

impl Progress {
    pub fn new() -> Self {
        Self { started: Instant::now(), drawn: None, articles: 0, failures: 0 }
    }

    /// One more article or failure is done.
    pub fn step(&mut self, failed: bool, printer: &mut Printer) {
        self.articles += usize::from(!failed);
        self.failures += usize::from(failed);
        let elapsed = self.started.elapsed();
        if !printer.shows_progress() || elapsed < QUIET_FOR || self.drawn.is_some_and(|at| at.elapsed() < REDRAWN_EVERY) {
            return;
        }
        self.drawn = Some(Instant::now());
        printer.progress(&self.line(elapsed));
    }

    fn line(&self, elapsed: Duration) -> String {
        let rate = self.articles as f64 / elapsed.as_secs_f64().max(0.001);
        let failed = if self.failures > 0 { format!(", {} failed", self.failures) } else { String::new() };
        let articles = if self.articles == 1 { "1 article".to_owned() } else { format!("{} articles", self.articles) };
        format!("{articles}{failed}, {rate:.1} a second")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_was_done() {
        let progress = Progress { articles: 30, failures: 2, ..Progress::new() };
        assert_eq!(progress.line(Duration::from_secs(20)), "30 articles, 2 failed, 1.5 a second");
    }
}
