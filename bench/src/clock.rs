//! Seconds that this thread has spent on a processor, so that a busy neighbour does not count.

use std::time::Duration;

use cpu_time::ThreadTime;

/// Runs `work` and says how long the processor was at it.
pub fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begin = ThreadTime::now();
    let value = work();
    (value, begin.elapsed())
}
