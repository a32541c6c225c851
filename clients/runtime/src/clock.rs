//! Waits: by tokio's clock where a runtime is there to drive it, else by a thread that sleeps.
//!
//! A call over a transport in the process needs no runtime, and its timeouts, retries and delays should not be what asks for one.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::Instant;

/// Whether tokio's clock is there.
pub(crate) fn is_tokios() -> bool {
    Handle::try_current().is_ok()
}

/// Waits, whoever drives the future.
pub(crate) async fn sleep(wait: Duration) {
    if is_tokios() {
        tokio::time::sleep(wait).await;
        return;
    }
    // What no clock can count never ends.
    let mut alarm = Instant::now().checked_add(wait).map(Alarm::at);
    poll_fn(|context| match &mut alarm {
        Some(alarm) => Pin::new(alarm).poll(context),
        None => Poll::Pending,
    })
    .await;
}

/// A point in time to wait for without a runtime. Its thread ends with it.
pub(crate) struct Alarm(Arc<Clock>);

struct Clock {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    rang: bool,
    dropped: bool,
    waker: Option<Waker>,
}

impl Alarm {
    pub(crate) fn at(at: Instant) -> Self {
        let clock = Arc::new(Clock {
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let of_thread = Arc::clone(&clock);
        let started = thread::Builder::new()
            .name("specloom-clock".to_owned())
            .spawn(move || of_thread.ring_at(at));
        if started.is_err() {
            // Better too early than never.
            clock.ring();
        }
        Self(clock)
    }
}

impl Clock {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring_at(&self, at: Instant) {
        let mut state = self.state();
        while !state.dropped {
            let left = at.saturating_duration_since(Instant::now());
            if left.is_zero() {
                drop(state);
                return self.ring();
            }
            let waited = self.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn ring(&self) {
        let mut state = self.state();
        state.rang = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for Alarm {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.state();
        if state.rang {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.0.state().dropped = true;
        self.0.changed.notify_all();
    }
}
