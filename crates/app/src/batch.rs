//! Many items over a pool of threads: results in the order of the input, only a few items held at a time.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc;

/// Items in flight for each thread: enough that a long article at the front seldom idles the others.
const AHEAD: usize = 4;

/// Bytes of stack for each thread: parsers of nested pages recurse.
const STACK: usize = 16 << 20;

/// Maps `items` through `work` on `jobs` threads and hands the results to `sink` in the order of `items`.
///
/// `items` is drawn and `sink` called on the calling thread. At most `AHEAD * jobs` items and results exist at once, so
/// memory does not grow with the number of items. Stops early when `sink` breaks; the work in flight is then finished
/// and thrown away.
///
/// # Errors
/// When the threads cannot be started.
///
/// # Panics
/// When `work` does; wrap it in [`crate::isolate::isolate`].
pub fn ordered<T, R, B>(
    jobs: usize,
    items: impl Iterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, rayon::ThreadPoolBuildError>
where
    T: Send,
    R: Send,
{
    let jobs = jobs.max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).thread_name(|i| format!("sayso-{i}")).build()?;
    let work = &work;
    let flow = pool.in_place_scope(|scope| {
        let mut ahead: VecDeque<mpsc::Receiver<R>> = VecDeque::with_capacity(AHEAD * jobs);
        let mut finish = |result: mpsc::Receiver<R>| match result.recv() {
            Ok(result) => sink(result),
            // The sender was dropped by a panic, which the scope raises again at its end.
            Err(mpsc::RecvError) => ControlFlow::Continue(()),
        };
        for item in items {
            if ahead.len() == AHEAD * jobs
                && let Some(front) = ahead.pop_front()
            {
                finish(front)?;
            }
            let (sender, receiver) = mpsc::channel();
            ahead.push_back(receiver);
            scope.spawn(move |_| {
                // Nobody listens any more after an early stop.
                let _ = sender.send(work(item));
            });
        }
        ahead.into_iter().try_for_each(finish)
    });
    Ok(flow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_input() {
        for jobs in [1, 2, 5] {
            let mut seen = Vec::new();
            let work = |i: u64| {
                std::thread::sleep(Duration::from_micros((i * 7919) % 300));
                i
            };
            let flow = ordered(jobs, 0..200, work, |i| {
                seen.push(i);
                ControlFlow::<()>::Continue(())
            });
            assert!(flow.unwrap().is_continue());
            assert_eq!(seen, (0..200).collect::<Vec<_>>());
        }
    }

    #[test]
    fn only_a_few_items_are_held() {
        let (drawn, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..500).inspect(|_| {
            let held = drawn.fetch_add(1, Ordering::SeqCst) - done.load(Ordering::SeqCst);
            assert!(held <= AHEAD * 2 + 1, "{held} items held");
        });
        let flow = ordered(
            2,
            items,
            |i| i,
            |_| {
                done.fetch_add(1, Ordering::SeqCst);
                ControlFlow::<()>::Continue(())
            },
        );
        assert!(flow.unwrap().is_continue());
        assert_eq!(done.into_inner(), 500);
    }

    #[test]
    fn the_sink_can_stop_it() {
        let mut seen = 0;
        let flow = ordered(
            2,
            0..,
            |i: u32| i,
            |i| {
                seen += 1;
                if i == 9 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!((flow.unwrap(), seen), (ControlFlow::Break("enough"), 10));
    }
}
