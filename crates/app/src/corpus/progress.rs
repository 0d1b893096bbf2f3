//! How far a run is, and what came of it.

use std::time::{Duration, Instant};

use crate::summary::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Inputs are read, traced and linked.
    Reading,
    /// Claims that changed get their summaries.
    Summarizing,
}

/// How far a run is.
#[derive(Debug, Clone)]
pub struct Progress {
    pub phase: Phase,
    pub new: usize,
    pub updated: usize,
    pub known: usize,
    pub failed: usize,
    /// Statements of the new and updated ones.
    pub statements: usize,
    /// How much of the phase is done, 0 to 1, where that is known.
    pub through: Option<f64>,
    started: Instant,
}

/// What came of a run.
#[derive(Debug, Clone)]
pub struct Report {
    pub new: usize,
    pub updated: usize,
    /// In the store already.
    pub known: usize,
    pub failed: usize,
    /// Kept, with a remark.
    pub remarked: usize,
    /// Statements of the new and updated ones.
    pub statements: usize,
    /// Claims that changed.
    pub claims: u64,
    /// The first thousand; the store has all.
    pub failures: Vec<Failure>,
    /// The first thousand; the store has all.
    pub remarks: Vec<Failure>,
    /// Ended by the user before its end.
    pub interrupted: bool,
    pub(super) started: Instant,
}

impl Progress {
    pub(super) fn new(phase: Phase) -> Self {
        Self { phase, new: 0, updated: 0, known: 0, failed: 0, statements: 0, through: None, started: Instant::now() }
    }

    pub(super) fn count(&mut self, report: &Report) {
        let Report { new, updated, known, failed, statements, .. } = report;
        (self.new, self.updated, self.known, self.failed, self.statements) = (*new, *updated, *known, *failed, *statements);
    }

    pub(super) fn started(&self) -> Instant {
        self.started
    }

    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Inputs done with, well or not.
    pub fn done(&self) -> usize {
        self.new + self.updated + self.known + self.failed
    }

    /// Inputs a second.
    pub fn rate(&self) -> f64 {
        self.done() as f64 / self.elapsed().as_secs_f64().max(0.001)
    }

    /// Time left of this phase, where anything is known of it.
    pub fn left(&self) -> Option<Duration> {
        let through = self.through.filter(|t| *t > 0.001)?.min(1.0);
        Duration::try_from_secs_f64(self.elapsed().as_secs_f64() * (1.0 - through) / through).ok()
    }
}

impl Default for Report {
    fn default() -> Self {
        Self {
            new: 0,
            updated: 0,
            known: 0,
            failed: 0,
            remarked: 0,
            statements: 0,
            claims: 0,
            failures: Vec::new(),
            remarks: Vec::new(),
            interrupted: false,
            started: Instant::now(),
        }
    }
}

impl Report {
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    pub(super) fn summarizing(&self, since: Instant, total: u64, left: u64) -> Progress {
        let mut progress = Progress { started: since, ..Progress::new(Phase::Summarizing) };
        progress.count(self);
        progress.through = (total > 0).then(|| 1.0 - left as f64 / total as f64);
        progress
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_is_told_where_it_is_known() {
        let mut progress = Progress::new(Phase::Reading);
        progress.started = Instant::now() - Duration::from_secs(30);
        progress.new = 60;
        assert!((1.9..2.1).contains(&progress.rate()));
        assert_eq!(progress.left(), None);
        progress.through = Some(0.25);
        assert_eq!(progress.left().map(|l| l.as_secs()), Some(90));
    }
}
