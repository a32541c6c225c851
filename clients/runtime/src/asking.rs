//! Which credentials providers are being asked right now, on this thread: a provider that calls the client it is to serve
//! would wait for itself.
//!
//! Known while the provider's future is polled, and by those that start in it. What it hands to another task is not known;
//! the fetch's timeout ends that.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

thread_local! {
    static ASKED: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// Whether the provider is being asked by whoever asks this.
pub(crate) fn is(provider: u64) -> bool {
    ASKED.with_borrow(|asked| asked.contains(&provider))
}

/// A future in which `provider` counts as asked, with all that are now. `None` if it panics.
pub(crate) fn within<F: Future>(provider: u64, future: AssertUnwindSafe<F>) -> Asking<F> {
    let mut asked = ASKED.with_borrow(Clone::clone);
    asked.push(provider);
    Asking {
        asked,
        future: Box::pin(future.0),
    }
}

/// A future in which those count as asked that are now, for another thread.
#[cfg(feature = "blocking")]
pub(crate) fn carried<F: Future>(future: F) -> impl Future<Output = F::Output> {
    let asked = ASKED.with_borrow(Clone::clone);
    let mut future = Box::pin(future);
    std::future::poll_fn(move |context| {
        let _restored = Entered::new(&asked);
        future.as_mut().poll(context)
    })
}

pub(crate) struct Asking<F> {
    asked: Vec<u64>,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Asking<F> {
    type Output = Option<F::Output>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let _restored = Entered::new(&this.asked);
        let future = this.future.as_mut();
        match catch_unwind(AssertUnwindSafe(|| future.poll(context))) {
            Ok(poll) => poll.map(Some),
            Err(_) => Poll::Ready(None),
        }
    }
}

/// Puts back on drop what was asked before.
struct Entered(Vec<u64>);

impl Entered {
    fn new(asked: &[u64]) -> Self {
        Self(ASKED.replace(asked.to_vec()))
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        ASKED.set(std::mem::take(&mut self.0));
    }
}
