//! Work whose panics become errors: what they say and where, instead of lines on stderr. Panics of other work are told as
//! ever.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, Once, PoisonError};

/// Stack of a thread that does the work, in bytes: documents may nest deeply before the reader refuses them.
const STACK: usize = 64 * 1024 * 1024;

/// Where a piece of work panicked.
type Place = Arc<Mutex<Option<String>>>;

thread_local! {
    /// Of the work that this thread is for; `None` where panics are told as ever.
    static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// Does `work` on threads of its own: one for each core, or one where it is done side by side with other work.
///
/// # Errors
///
/// It panicked: what with, and where.
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(listen);
    let place = Place::default();
    let threads = usize::from(rayon::current_thread_index().is_some());
    let threads = rayon::ThreadPoolBuilder::new()
        // None is as many as there are cores.
        .num_threads(threads)
        .stack_size(STACK)
        .start_handler({
            let place = Arc::clone(&place);
            move |_| PLACE.set(Some(Arc::clone(&place)))
        })
        .build()
        .map_err(|error| format!("no thread can be started: {error}"))?;
    threads.install(|| {
        catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            let place = place.lock().unwrap_or_else(PoisonError::into_inner).take();
            format!(
                "{message} (at {})",
                place.as_deref().unwrap_or("an unknown place")
            )
        })
    })
}

/// The one hook of a process, which leaves alone whatever is not this module's.
fn listen() {
    let others = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let ours = PLACE.with_borrow(|place| {
            if let (Some(place), Some(location)) = (place, info.location()) {
                let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
                *place = Some(location.to_string());
            }
            place.is_some()
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
