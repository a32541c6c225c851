//! When a failed attempt is followed by another, and after how long.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBuilder};

use crate::attempt::Attempt;

/// When an attempt that failed is followed by another.
///
/// - Whatever the operation: where the server has not run the request. The connection could not be made, an HTTP/2 server
///   refused the stream, it answered 425, 429, 503 or 529 and said when to come again (`Retry-After`), or with a status that
///   the vendor declares to mean so.
/// - For idempotent operations also: timeouts, broken connections, and the statuses 408, 425, 429, 500, 502, 503, 504, 520 to
///   524 and 529.
/// - Where [`retry_if`](Self::retry_if) says so; never where [`unless`](Self::unless) does.
///
/// A bare 503 to what is not idempotent is not repeated: it may come from a proxy whose server is at work on the request.
///
/// The wait is drawn evenly between nothing and a bound that doubles from
/// [`initial_delay`](Self::initial_delay) to [`max_delay`](Self::max_delay) (full jitter). `Retry-After` and `retry-after-ms`
/// come on top and are never cut short: a server that asks for more than
/// [`max_retry_after`](Self::max_retry_after) gets no further attempt, and the error says when. No wait goes
/// past the call's total timeout: the call then ends with the last attempt's error. All clones of a client
/// draw their retries from one budget, so that an outage is not made worse: 100 retries, of which ten
/// successful calls earn one back.
///
/// Apart from all this, a 401 makes a client with a [`Credentials`](crate::Credentials) provider ask it once
/// for a new credential and repeat the request.
///
/// ```
/// use std::time::Duration;
/// use specloom_runtime::{Retry, StatusCode};
///
/// let patient = Retry::default()
///     .max_attempts(5)
///     .max_retry_after(Duration::from_secs(120))
///     // This vendor says 409 while another request holds the lock.
///     .retry_if(|attempt| attempt.status() == Some(StatusCode::CONFLICT));
/// ```
#[derive(Clone)]
#[must_use]
pub struct Retry {
    max_attempts: u32,
    initial_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    pub(crate) assume_idempotent: bool,
    also: Option<Predicate>,
    never: Option<Predicate>,
}

type Predicate = Arc<dyn Fn(&Attempt<'_>) -> bool + Send + Sync>;

/// 3 attempts, waits of at most 200 ms and 400 ms, `Retry-After` up to 30 s.
impl Default for Retry {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            initial_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(10),
            max_retry_after: Duration::from_secs(30),
            assume_idempotent: false,
            also: None,
            never: None,
        }
    }
}

impl Retry {
    /// One attempt.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How many requests one call makes at most, the first one included; 0 counts as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The bound of the first wait, which doubles from one to the next.
    pub fn initial_delay(mut self, delay: Duration) -> Self {
        self.initial_delay = delay;
        self
    }

    /// The highest bound of a wait.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` worth waiting for, and the longest wait for a rate limit.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Treats operations as idempotent that are not so by their method: for a call with an idempotency key
    /// that the vendor honours.
    pub fn assume_idempotent(mut self) -> Self {
        self.assume_idempotent = true;
        self
    }

    /// Repeats also what the policy by itself would not, where `predicate` says so: another status, a code in the body. It is for
    /// the caller to know that this does no harm. Several predicates add up; how often and after what wait stays as it is.
    pub fn retry_if(mut self, predicate: impl Fn(&Attempt<'_>) -> bool + Send + Sync + 'static) -> Self {
        self.also = Some(either(self.also, predicate));
        self
    }

    /// Does not repeat where `predicate` says so, whatever else does. Several predicates add up.
    pub fn unless(mut self, predicate: impl Fn(&Attempt<'_>) -> bool + Send + Sync + 'static) -> Self {
        self.never = Some(either(self.never, predicate));
        self
    }

    /// Whether an attempt is worth repeating, which by its nature it is or is not.
    pub(crate) fn judge(&self, by_nature: bool, attempt: &Attempt<'_>) -> bool {
        let says =
            |predicate: &Option<Predicate>| predicate.as_ref().is_some_and(|predicate| predicate(attempt));
        (by_nature || says(&self.also)) && !says(&self.never)
    }

    /// The bounds of the waits between attempts, one fewer than attempts.
    pub(crate) fn bounds(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        ExponentialBuilder::new()
            .with_min_delay(self.initial_delay.min(self.max_delay))
            .with_max_delay(self.max_delay)
            .with_max_times(self.max_attempts.saturating_sub(1) as usize)
            .build()
    }

    /// Whether the server may ask for such a wait.
    pub(crate) fn is_worth(&self, wait: Duration) -> bool {
        wait <= self.max_retry_after
    }

    /// The wait under such a bound; `None` where the server asks for more than is worth waiting for.
    pub(crate) fn wait(&self, bound: Duration, retry_after: Option<Duration>) -> Option<Duration> {
        let jittered = bound.mul_f64(fastrand::f64());
        match retry_after {
            None => Some(jittered),
            Some(asked) if self.is_worth(asked) => Some(asked.saturating_add(jittered)),
            Some(_) => None,
        }
    }
}

fn either(
    known: Option<Predicate>,
    predicate: impl Fn(&Attempt<'_>) -> bool + Send + Sync + 'static,
) -> Predicate {
    match known {
        None => Arc::new(predicate),
        Some(known) => Arc::new(move |attempt| known(attempt) || predicate(attempt)),
    }
}

/// Predicates are shown as there or not.
impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("max_attempts", &self.max_attempts)
            .field("initial_delay", &self.initial_delay)
            .field("max_delay", &self.max_delay)
            .field("max_retry_after", &self.max_retry_after)
            .field("assume_idempotent", &self.assume_idempotent)
            .field("retry_if", &self.also.is_some())
            .field("unless", &self.never.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn bounds_double_up_to_the_highest() {
        let policy = Retry::default()
            .max_attempts(6)
            .initial_delay(ms(100))
            .max_delay(ms(500));
        let millis: Vec<_> = policy.bounds().map(|bound| bound.as_millis()).collect();
        assert_eq!(millis, [100, 200, 400, 500, 500]);
        assert_eq!(Retry::none().bounds().count(), 0);
        assert_eq!(Retry::default().max_attempts(0).bounds().count(), 0);
    }

    #[test]
    fn jitter_is_full_and_retry_after_is_never_cut_short() {
        let policy = Retry::default().max_retry_after(ms(1000));
        let waits: Vec<_> = (0..200).filter_map(|_| policy.wait(ms(100), None)).collect();
        assert!(waits.iter().all(|wait| *wait <= ms(100)));
        assert!(waits.iter().any(|wait| *wait < ms(50)) && waits.iter().any(|wait| *wait > ms(50)));
        for _ in 0..200 {
            let wait = policy.wait(ms(100), Some(ms(1000))).unwrap();
            assert!((ms(1000)..=ms(1100)).contains(&wait), "{wait:?}");
        }
        assert_eq!(policy.wait(ms(100), Some(ms(1001))), None);
        assert_eq!(
            policy.wait(Duration::ZERO, Some(Duration::ZERO)),
            Some(Duration::ZERO)
        );
    }
}
