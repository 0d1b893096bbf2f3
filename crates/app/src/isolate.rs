//! Runs work that might panic and hands back the panic as a message, without the default hook's talk on stderr.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static ISOLATED: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The value of `work`, or what its panic said and where.
///
/// # Errors
/// When `work` panics. Values that it changed half-way must not be used afterwards.
pub fn isolate<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    silence_isolated_panics();
    let outer = ISOLATED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    ISOLATED.set(outer);
    result.map_err(|payload| {
        let said = payload.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| payload.downcast_ref::<String>().cloned());
        let said = said.unwrap_or_else(|| "no message".to_owned());
        match PLACE.take() {
            Some(place) => format!("{said} ({place})"),
            None => said,
        }
    })
}

/// The hook is the only place that learns where a panic happened; other threads' panics go on to the hook that was there.
fn silence_isolated_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if ISOLATED.get() {
                PLACE.set(info.location().map(|l| format!("{}:{}", l.file(), l.line())));
            } else {
                before(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_message_with_its_place() {
        let told = isolate(|| panic!("index {} is gone", 3)).unwrap_err();
        assert!(told.starts_with("index 3 is gone (") && told.contains("isolate.rs:"), "{told}");
        assert_eq!(isolate(|| 5), Ok(5));
    }

    #[test]
    fn isolation_nests() {
        let told = isolate(|| {
            let inner = isolate(|| panic!("inner"));
            assert!(inner.is_err());
            panic!("outer");
        });
        assert!(told.unwrap_err().starts_with("outer ("));
    }
}
