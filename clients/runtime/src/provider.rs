//! The life of what a credentials provider hands out: fetched once for all who wait, kept while it is good, renewed
//! before it expires.
//!
//! A fetch belongs to no call: a caller that leaves, by its timeout or because it is dropped, leaves it running, so that a
//! slow provider serves the next one. Its result and its failure are everybody's, and after a failure the provider is let
//! alone for a while.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use futures_util::future::{FutureExt as _, Shared};
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::asking;
use crate::auth::{BoxFuture, Credentials, Ready};
use crate::failure::{Failure, Kind, SharedError};
use crate::limits::Deadline;
use crate::operation::Scheme;

/// The first pause after a failure; doubles with each one that follows.
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long before its end a credential is renewed: this part of its life, and no longer than this.
const AHEAD: f64 = 0.2;
const LONGEST_AHEAD: Duration = Duration::from_secs(300);

/// One scheme's provider and what is known of its answers.
pub(crate) struct Provider {
    /// Tells providers apart where one calls a client.
    id: u64,
    asked: Arc<dyn Credentials>,
    scheme: &'static Scheme,
    /// How long a fetch may take.
    timeout: Duration,
    state: Mutex<State>,
    /// The provider has called the client that waits for it, since it was asked last.
    reentered: AtomicBool,
}

#[derive(Default)]
struct State {
    kept: Option<Arc<Kept>>,
    fetch: Option<Arc<Fetch>>,
    failed: Option<(Refusal, Pause)>,
    /// After a credential that the server has never accepted.
    refused: Option<Pause>,
}

/// What a provider handed out.
pub(crate) struct Kept {
    pub(crate) ready: Ready,
    expires: Option<Instant>,
    /// From when on it is renewed, while it is still used.
    due: Option<Instant>,
    accepted: AtomicBool,
}

/// How long to leave a provider alone, and after how many failures in a row.
#[derive(Clone, Copy)]
struct Pause {
    until: Instant,
    failures: u32,
}

/// Why a provider gave nothing that can be sent; shared by all who asked for it.
#[derive(Clone)]
enum Refusal {
    Failed(SharedError),
    Unfit(&'static str),
    Panicked,
    TimedOut(Duration),
}

type Outcome = Result<Arc<Kept>, Refusal>;

/// The one question that is under way. Whoever waits for it moves it on, a step at a time: a caller that leaves, or is kept but looked
/// at no more, keeps nobody else waiting.
struct Fetch {
    outcome: Shared<BoxFuture<'static, Outcome>>,
    deadline: Deadline,
}

impl Provider {
    pub(crate) fn new(asked: Arc<dyn Credentials>, scheme: &'static Scheme, timeout: Duration) -> Arc<Self> {
        static IDS: AtomicU64 = AtomicU64::new(0);
        Arc::new(Self {
            id: IDS.fetch_add(1, Ordering::Relaxed),
            asked,
            scheme,
            timeout,
            state: Mutex::default(),
            reentered: AtomicBool::new(false),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The credential as of now.
    pub(crate) async fn kept(self: &Arc<Self>) -> Result<Arc<Kept>, Failure> {
        let fetch = match self.look()? {
            Look::Kept(kept) => return Ok(kept),
            Look::Wait(fetch) => fetch,
        };
        self.outcome(&fetch)
            .await
            .map_err(|why| self.failure(&why, self.pause_left()))
    }

    /// What there is, or the fetch to wait for. Does not wait, and starts a fetch where one is due.
    fn look(self: &Arc<Self>) -> Result<Look, Failure> {
        let now = Instant::now();
        let mut state = self.state();
        // Nobody has been there to end it, such as a runtime that stands still between calls.
        if state.fetch.as_ref().is_some_and(|fetch| fetch.is_over(now)) {
            state.fetch = None;
        }
        let paused = state
            .failed
            .as_ref()
            .map(|(_, pause)| pause.until.saturating_duration_since(now))
            .unwrap_or_default();
        if let Some(kept) = state.kept.clone().filter(|kept| !kept.is_expired(now)) {
            let renew = kept.is_due(now) && state.fetch.is_none() && paused.is_zero();
            if renew && !asking::is(self.id) && Handle::try_current().is_ok() {
                self.start(&mut state);
            }
            return Ok(Look::Kept(kept));
        }
        if asking::is(self.id) {
            self.reentered.store(true, Ordering::Relaxed);
            return Err(self.reentrant());
        }
        match (&state.fetch, &state.failed) {
            (Some(fetch), _) => Ok(Look::Wait(Arc::clone(fetch))),
            (None, Some((why, _))) if !paused.is_zero() => Err(self.failure(why, paused)),
            (None, _) => Ok(Look::Wait(self.start(&mut state))),
        }
    }

    fn reentrant(&self) -> Failure {
        let detail = format!(
            "the credentials provider of `{}` calls the client that waits for it",
            self.scheme.setter
        );
        Failure::new(Kind::Reentrant, detail)
    }

    fn start(self: &Arc<Self>, state: &mut State) -> Arc<Fetch> {
        self.reentered.store(false, Ordering::Relaxed);
        let (asked, scheme) = (Arc::clone(&self.asked), self.scheme);
        let question = async move { asked.credential().await };
        let question = asking::within(self.id, AssertUnwindSafe(question));
        let work = async move {
            match question.await {
                None => Err(Refusal::Panicked),
                Some(Err(error)) => Err(Refusal::Failed(error.into())),
                Some(Ok(credential)) => match Ready::new(scheme, &credential) {
                    Ok(ready) => Ok(Arc::new(Kept::new(ready, credential.expires()))),
                    Err(why) => Err(Refusal::Unfit(why)),
                },
            }
        };
        let fetch = Arc::new(Fetch {
            outcome: work.boxed().shared(),
            deadline: Deadline::after(Instant::now(), self.timeout, "credentials timeout"),
        });
        state.fetch = Some(Arc::clone(&fetch));
        // Without a runtime, those who wait move it on.
        if let Ok(runtime) = Handle::try_current() {
            let (provider, fetch): (Weak<Self>, _) = (Arc::downgrade(self), Arc::clone(&fetch));
            runtime.spawn(async move {
                let outcome = fetch.outcome().await;
                if let Some(provider) = provider.upgrade() {
                    provider.settle(&fetch, outcome);
                }
            });
        }
        fetch
    }

    async fn outcome(&self, fetch: &Arc<Fetch>) -> Outcome {
        let outcome = fetch.outcome().await;
        let outcome = outcome.unwrap_or(Err(Refusal::TimedOut(self.timeout)));
        self.settle(fetch, Some(outcome.clone()));
        outcome
    }

    /// Keeps what a fetch has brought, unless another one, or nothing, is waited for by now.
    fn settle(&self, fetch: &Arc<Fetch>, outcome: Option<Outcome>) {
        let now = Instant::now();
        let mut state = self.state();
        if !state
            .fetch
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, fetch))
        {
            return;
        }
        state.fetch = None;
        match outcome.unwrap_or(Err(Refusal::TimedOut(self.timeout))) {
            Ok(kept) => {
                state.failed = None;
                state.kept = Some(kept).filter(|kept| !kept.is_expired(now));
            }
            Err(why) => {
                let before = state.failed.as_ref().map(|(_, pause)| *pause);
                state.failed = Some((why, Pause::after(before, now)));
            }
        }
    }

    /// The server took `kept` for expired. Whether it is worth asking for another: not right after one that the server has
    /// never accepted either.
    pub(crate) fn forget(&self, kept: &Arc<Kept>) -> bool {
        let now = Instant::now();
        let mut state = self.state();
        if !state.kept.as_ref().is_some_and(|known| Arc::ptr_eq(known, kept)) {
            // Somebody has replaced it already.
            return true;
        }
        if kept.accepted.load(Ordering::Relaxed) {
            state.refused = None;
        } else {
            if state.refused.is_some_and(|pause| pause.until > now) {
                return false;
            }
            state.refused = Some(Pause::after(state.refused, now));
        }
        state.kept = None;
        true
    }

    /// Forgets everything, also how often the provider has failed.
    pub(crate) fn invalidate(&self) {
        *self.state() = State::default();
    }

    fn pause_left(&self) -> Duration {
        let until = self.state().failed.as_ref().map(|(_, pause)| pause.until);
        until.map_or(Duration::ZERO, |until| {
            until.saturating_duration_since(Instant::now())
        })
    }

    fn failure(&self, why: &Refusal, pause: Duration) -> Failure {
        let setter = self.scheme.setter;
        let failed = |what: &str| {
            let detail = format!("the credentials provider of `{setter}` {what}");
            Failure::new(Kind::Credentials, detail)
        };
        let failure = match why {
            // Whatever it has made of the error that it got: trying again changes nothing.
            Refusal::Failed(error) if self.reentered.load(Ordering::Relaxed) => {
                return self.reentrant().caused_by_shared(Arc::clone(error));
            }
            Refusal::Failed(error) => failed("failed").caused_by_shared(Arc::clone(error)),
            Refusal::Unfit(why) => Failure::new(
                Kind::Credentials,
                format!("the provided credential of `{setter}` {why}"),
            ),
            Refusal::Panicked => failed("panicked"),
            Refusal::TimedOut(after) => {
                failed(&format!("gave no answer in {after:?} (`credentials_timeout`)"))
            }
        };
        failure.worth_waiting(pause)
    }
}

enum Look {
    Kept(Arc<Kept>),
    Wait(Arc<Fetch>),
}

impl Fetch {
    /// `None` when its time is over.
    async fn outcome(&self) -> Option<Outcome> {
        self.deadline.limit(self.outcome.clone()).await.ok()
    }

    fn is_over(&self, now: Instant) -> bool {
        self.deadline.is_over(now)
    }
}

impl Kept {
    fn new(ready: Ready, expires: Option<SystemTime>) -> Self {
        let now = Instant::now();
        // By its length, so that a clock that is set while the client lives changes nothing.
        let life = expires.map(|at| at.duration_since(SystemTime::now()).unwrap_or_default());
        let expires = life.and_then(|life| now.checked_add(life));
        let due = life.and_then(|life| {
            // Clients that were started together do not all ask at once.
            let ahead = life
                .mul_f64(AHEAD)
                .min(LONGEST_AHEAD)
                .mul_f64(0.5 + fastrand::f64() / 2.0);
            now.checked_add(life.saturating_sub(ahead))
        });
        Self {
            ready,
            expires,
            due,
            accepted: AtomicBool::new(false),
        }
    }

    fn is_expired(&self, now: Instant) -> bool {
        self.expires.is_some_and(|at| at <= now)
    }

    fn is_due(&self, now: Instant) -> bool {
        self.due.is_some_and(|at| at <= now)
    }

    /// The server did not take it for expired.
    pub(crate) fn accept(&self) {
        self.accepted.store(true, Ordering::Relaxed);
    }
}

impl Pause {
    fn after(before: Option<Self>, now: Instant) -> Self {
        let failures = before.map_or(0, |pause| pause.failures).saturating_add(1);
        let doubled = SHORTEST_PAUSE.saturating_mul(1 << (failures - 1).min(16));
        let pause = doubled.min(LONGEST_PAUSE).mul_f64(0.5 + fastrand::f64() / 2.0);
        Self {
            until: now + pause,
            failures,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_are_jittered() {
        let now = Instant::now();
        let mut pause = None;
        for millis in [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000] {
            let next = Pause::after(pause, now);
            let most = Duration::from_millis(millis);
            assert!((most / 2..=most).contains(&(next.until - now)), "{millis}");
            pause = Some(next);
        }
    }
}
