//! Who may work now: so many at once, so many waiting, and no more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub struct Turns {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// Most that may wait.
    line: usize,
}

impl Turns {
    pub fn new(at_once: usize, line: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(at_once)), waiting: AtomicUsize::new(0), line }
    }

    /// Waits for a turn, which lasts as long as the permit; `None` where the line is full.
    pub async fn take(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(permit) = Arc::clone(&self.free).try_acquire_owned() {
            return Some(permit);
        }
        let place = Place::join(&self.waiting, self.line)?;
        let permit = Arc::clone(&self.free).acquire_owned().await.ok();
        drop(place);
        permit
    }
}

/// A place in the line, given up even when the one who waits goes away.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn join(waiting: &'a AtomicUsize, line: usize) -> Option<Self> {
        let joined = waiting.fetch_update(Ordering::AcqRel, Ordering::Acquire, |n| (n < line).then_some(n + 1));
        joined.ok().map(|_| Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn the_line_is_bounded_and_those_who_leave_make_room() {
        let turns = Turns::new(1, 1);
        let first = turns.take().await.unwrap();
        // Waits, and leaves.
        assert!(tokio::time::timeout(Duration::from_millis(5), turns.take()).await.is_err());
        let (second, third) = tokio::join!(tokio::time::timeout(Duration::from_millis(5), turns.take()), turns.take());
        assert!(second.is_err() && third.is_none());
        drop(first);
        assert!(turns.take().await.is_some());
    }
}
