//! Work whose panics become errors: what they say and where, instead of lines on stderr. Panics of other work are told as
//! ever.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::thread;

/// Stack of the thread that does the work, in bytes: documents may nest deeply before the reader refuses them.
const STACK: usize = 64 * 1024 * 1024;

thread_local! {
    /// Where the last panic on this thread was; `None` while panics on this thread are told as ever.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does `work` on a thread of its own.
///
/// # Errors
///
/// It panicked: what with, and where.
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(listen);
    let caught = || {
        PLACE.set(Some("an unknown place".to_owned()));
        catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            format!("{message} (at {})", PLACE.take().unwrap_or_default())
        })
    };
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK);
        match worker.spawn_scoped(scope, caught) {
            Ok(worker) => worker.join().unwrap_or_else(|_| Err("no message".to_owned())),
            Err(error) => Err(format!("no thread to be had: {error}")),
        }
    })
}

/// The one hook of a process, which leaves alone whatever is not this module's.
fn listen() {
    let others = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let ours = PLACE.with_borrow_mut(|place| {
            let ours = place.is_some();
            if let (true, Some(location)) = (ours, info.location()) {
                *place = Some(location.to_string());
            }
            ours
        });
        if !ours {
            others(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    static TOLD: AtomicUsize = AtomicUsize::new(0);

    /// The only test of this process in which something panics.
    #[test]
    fn only_the_panics_of_the_work_are_quiet() {
        panic::set_hook(Box::new(|_| {
            TOLD.fetch_add(1, Ordering::Relaxed);
        }));
        assert_eq!(run(|| 1), Ok(1));
        let line = line!() + 1;
        let error = run(|| panic!("in the {}", "work")).unwrap_err();
        assert!(error.starts_with("in the work (at "), "{error}");
        assert!(error.contains(&format!("quiet.rs:{line}:")), "{error}");
        // One that the work itself catches is no panic of the work.
        assert_eq!(run(|| catch_unwind(|| panic!("within")).is_err()), Ok(true));
        assert_eq!(TOLD.load(Ordering::Relaxed), 0);
        assert!(catch_unwind(|| panic!("elsewhere")).is_err());
        assert_eq!(TOLD.load(Ordering::Relaxed), 1);
        let _ = panic::take_hook();
    }
}
