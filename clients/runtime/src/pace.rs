//! Keeps a client's requests within what the server says it takes (`rate_limit`), and lets it alone while it has asked for that
//! (`Retry-After`).
//!
//! A courtesy, and no guess: without such headers nothing waits.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::head::Head;
use crate::rate_limit::{self, Left};

/// Those who have waited do not all come at once: up to this much later, and no more than a tenth of the wait.
const LONGEST_JITTER: Duration = Duration::from_millis(500);
/// How long the first answer of a new window may take, until which the window's limit is all that is known of it.
const UNANSWERED: Duration = Duration::from_secs(2);

/// What is known of the server's limits.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    state: Mutex<State>,
    /// Requests that are not answered, which the server may or may not have counted.
    under_way: AtomicU64,
}

/// A request that is not answered yet; no more so once dropped.
#[derive(Debug)]
pub(crate) struct UnderWay<'a>(&'a Pace);

#[derive(Debug, Default)]
struct State {
    window: Option<Window>,
    /// The server has refused a request, and said when to come again.
    refused_until: Option<Instant>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    left: u64,
    limit: Option<u64>,
    resets: Instant,
}

impl Pace {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one request out of what is left, or says how long to wait before asking again.
    pub(crate) fn enter(&self) -> Result<UnderWay<'_>, Duration> {
        let wait = self.state().take(Instant::now());
        match wait {
            None => Ok(self.enter_regardless()),
            Some(wait) => Err(wait + (wait / 10).min(LONGEST_JITTER).mul_f64(fastrand::f64())),
        }
    }

    /// For a request that does not wait.
    pub(crate) fn enter_regardless(&self) -> UnderWay<'_> {
        self.under_way.fetch_add(1, Ordering::Relaxed);
        UnderWay(self)
    }
}

impl UnderWay<'_> {
    /// What the answer says.
    pub(crate) fn answered(&self, head: &Head) {
        let left = rate_limit::parse(&head.headers);
        let refuses = matches!(head.status.as_u16(), 429 | 503 | 529);
        let pause = head.retry_after.filter(|_| refuses);
        if left.is_some() || pause.is_some() {
            let others = self.0.under_way.load(Ordering::Relaxed).saturating_sub(1);
            self.0.state().note(left, pause, others, Instant::now());
        }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

impl State {
    fn take(&mut self, now: Instant) -> Option<Duration> {
        match self.refused_until {
            Some(until) if until > now => return Some(until - now),
            _ => self.refused_until = None,
        }
        let window = self.window.as_mut()?;
        if window.resets <= now {
            match window.limit {
                // As many as there are in a window, until an answer says more; then nothing holds anybody.
                Some(limit @ 1..) if window.left == 0 => {
                    window.left = limit - 1;
                    window.limit = None;
                    window.resets = now + UNANSWERED;
                }
                _ => self.window = None,
            }
            return None;
        }
        if window.left == 0 {
            return Some(window.resets - now);
        }
        window.left -= 1;
        None
    }

    /// `others`: requests that are under way, and may have come after this answer was written.
    fn note(&mut self, left: Option<Left>, pause: Option<Duration>, others: u64, now: Instant) {
        if let Some(until) = pause.and_then(|pause| now.checked_add(pause)) {
            self.refused_until = Some(self.refused_until.map_or(until, |known| known.max(until)));
        }
        if let Some(left) = left
            && let Some(resets) = now.checked_add(left.resets_in)
        {
            self.window = Some(Window {
                left: left.requests.saturating_sub(others),
                limit: left.limit,
                resets,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn secs(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn left(requests: u64, resets_in: u64, limit: Option<u64>) -> Option<Left> {
        Some(Left {
            requests,
            resets_in: secs(resets_in),
            limit,
        })
    }

    #[test]
    fn what_is_left_is_used_and_no_more() {
        let (mut state, now) = (State::default(), Instant::now());
        assert_eq!(state.take(now), None);
        state.note(left(3, 10, None), None, 1, now);
        assert_eq!([(); 3].map(|()| state.take(now)), [None, None, Some(secs(10))]);
        assert_eq!(state.take(now + secs(4)), Some(secs(6)));
        // Nothing is known of what follows.
        assert_eq!([(); 9].map(|()| state.take(now + secs(10))), [None; 9]);
    }

    #[test]
    fn a_new_window_has_as_many_as_its_limit() {
        let (mut state, now) = (State::default(), Instant::now());
        state.note(left(0, 10, Some(2)), None, 0, now);
        let then = now + secs(10);
        assert_eq!([(); 3].map(|()| state.take(then)), [None, None, Some(UNANSWERED)]);
        state.note(left(1, 10, Some(2)), None, 0, then);
        assert_eq!([(); 2].map(|()| state.take(then)), [None, Some(secs(10))]);
        // A limit of nothing is none.
        state.note(left(0, 1, Some(0)), None, 0, then);
        assert_eq!([(); 2].map(|()| state.take(then + secs(1))), [None, None]);
    }

    #[test]
    fn the_longest_pause_counts() {
        let (mut state, now) = (State::default(), Instant::now());
        state.note(None, Some(secs(5)), 0, now);
        state.note(left(9, 9, None), Some(secs(2)), 0, now);
        assert_eq!(state.take(now + secs(1)), Some(secs(4)));
        assert_eq!(state.take(now + secs(5)), None);
    }
}
