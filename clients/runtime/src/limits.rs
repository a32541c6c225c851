//! How long a call may take, how much of an answer it may hold in memory, and how many go out at once.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::time::Instant;

use crate::clock::{self, Alarm};

/// The client's limits; a call may bring its own timeouts and size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) max_in_flight: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            attempt: Duration::from_secs(30),
            total: Duration::from_secs(90),
            max_response_bytes: 16 * 1024 * 1024,
            max_in_flight: 100,
        }
    }
}

/// A point in time, and the name of the setting that set it; none for a duration beyond what a clock can
/// count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Option<Instant>,
    pub(crate) name: &'static str,
}

impl Deadline {
    pub(crate) fn after(start: Instant, duration: Duration, name: &'static str) -> Self {
        Self {
            at: start.checked_add(duration),
            name,
        }
    }

    pub(crate) fn is_over(&self, now: Instant) -> bool {
        self.at.is_some_and(|at| at <= now)
    }

    /// The one that comes first, and of two at once the other.
    pub(crate) fn earlier(self, other: Self) -> Self {
        match (self.at, other.at) {
            (Some(at), Some(then)) if then <= at => other,
            (None, Some(_)) => other,
            _ => self,
        }
    }

    /// Whether there is time left after a wait.
    pub(crate) fn leaves_time_after(&self, wait: Duration) -> bool {
        match (self.at, Instant::now().checked_add(wait)) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(at), Some(then)) => then < at,
        }
    }

    /// The future's output, or the setting that ended it. What is ready at once is not too late, whatever the clock says.
    pub(crate) async fn limit<F: Future>(&self, future: F) -> Result<F::Output, &'static str> {
        let Some(at) = self.at else {
            return Ok(future.await);
        };
        let (mut future, mut timer, mut alarm) = (pin!(future), pin!(None), None);
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            // Most are ready at once, and need no timer.
            if timer.is_none() && alarm.is_none() {
                match clock::is_tokios() {
                    true => timer.set(Some(tokio::time::sleep_until(at))),
                    false => alarm = Some(Alarm::at(at)),
                }
            }
            let rang = match (timer.as_mut().as_pin_mut(), &mut alarm) {
                (Some(timer), _) => timer.poll(context),
                (None, Some(alarm)) => Pin::new(alarm).poll(context),
                (None, None) => Poll::Pending,
            };
            rang.map(|()| Err(self.name))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_whose_attempt_has_as_much_time_ends_by_its_own() {
        let (start, long) = (Instant::now(), Duration::from_secs(120));
        let attempt = Deadline::after(start, long, "attempt");
        let first = |total: Duration| attempt.earlier(Deadline::after(start, total, "total")).name;
        assert_eq!(first(long), "total");
        assert_eq!(first(long - Duration::from_millis(1)), "total");
        assert_eq!(first(long + Duration::from_millis(1)), "attempt");
        assert_eq!(first(Duration::MAX), "attempt");
    }
}
