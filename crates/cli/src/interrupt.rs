//! Ctrl-C, for commands that end what they are at before they go; pressed twice it ends them at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Set once the user has asked to end.
pub static ASKED: AtomicBool = AtomicBool::new(false);

/// As shells report a program ended by an interrupt.
pub const EXIT_CODE: i32 = 130;

/// Between two looks at whether the user wants to end.
const LOOK: Duration = Duration::from_millis(50);

/// From now on the first Ctrl-C only asks. Where no handler can be set, it ends the program as ever, which loses nothing committed.
pub fn listen() {
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(EXIT_CODE);
        }
    });
}

pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// Waits, but not beyond an interrupt.
pub fn sleep(time: Duration) {
    let until = Instant::now() + time;
    while !asked() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        std::thread::sleep(left.min(LOOK));
    }
}
