//! A transport that answers as a test says: no port, and no runtime.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

use crate::auth::BoxFuture;
use crate::mock::played::{Answer, Played, What};
use crate::mock::valid;
use crate::transport::{ResponseBody, Transport, TransportError};

/// Answers in a row, one for each attempt whatever it asks for, and a record of what was asked. A [`mock`](crate::mock) that is in the process
/// answers by operation. Being for tests, it panics where a test is wrong.
///
/// ```
/// use specloom_runtime::{Script, Session, StatusCode};
///
/// let script = Script::new()
///     .answer(StatusCode::SERVICE_UNAVAILABLE, "").header("retry-after", "0")
///     .json(StatusCode::OK, &["t"]);
/// let session = Session::builder(&[], Some("https://api.acme.test")).transport(script.clone()).build()?;
/// // … calls …
/// assert_eq!(script.requests().len(), 0);
/// # Ok::<(), specloom_runtime::BuildError>(())
/// ```
///
/// A request beyond the last answer fails as a broken connection does, unless the last one [goes on](Self::for_ever).
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    steps: VecDeque<Played>,
    for_ever: bool,
    requests: Vec<http::Request<Bytes>>,
}

impl Script {
    /// No answers yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn step(self, what: What) -> Self {
        self.state().steps.push_back(Played::new(what));
        self
    }

    fn last(self, change: impl FnOnce(&mut Played)) -> Self {
        let mut state = self.state();
        change(
            state
                .steps
                .back_mut()
                .expect("the test gives an answer before it says more of it"),
        );
        drop(state);
        self
    }

    /// Answers with any status and body, documented or not.
    pub fn answer(self, status: StatusCode, body: impl Into<Bytes>) -> Self {
        self.step(What::Answer(Answer::new(status, body)))
    }

    /// Answers with JSON.
    pub fn json<T: Serialize + ?Sized>(self, status: StatusCode, body: &T) -> Self {
        let json = serde_json::to_vec(body).expect("the test answers with something that is JSON");
        self.answer(status, json)
            .header("content-type", "application/json")
    }

    /// Answers with the beginning of a body, and then the connection breaks.
    pub fn cut(self, status: StatusCode, beginning: impl Into<Bytes>) -> Self {
        let mut answer = Answer::new(status, beginning);
        answer.cut = true;
        self.step(What::Answer(answer))
    }

    /// Cannot be connected to: nothing is sent.
    pub fn unreachable(self) -> Self {
        self.step(What::Unreachable)
    }

    /// Takes the request, and the connection breaks before there is an answer.
    pub fn broken(self) -> Self {
        self.step(What::Broken)
    }

    /// A header of the last answer.
    pub fn header(self, name: &str, value: &str) -> Self {
        let (name, value) = valid(name, value);
        self.last(|step| match &mut step.what {
            What::Answer(answer) => {
                answer.headers.append(name, value);
            }
            What::Unreachable | What::Broken => panic!("only an answer has headers"),
        })
    }

    /// How long the last answer takes.
    pub fn delay(self, delay: Duration) -> Self {
        self.last(|step| step.delay = delay)
    }

    /// Repeats the last answer for all requests that follow.
    pub fn for_ever(self) -> Self {
        self.state().for_ever = true;
        self
    }

    /// What was asked so far, with everything that would have gone on the wire. Credentials are in it.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    /// Fails the test unless so many requests were made, and says which there were, by method and path.
    #[track_caller]
    pub fn assert_calls(&self, calls: usize) {
        let requests = self.requests();
        let made: Vec<_> = requests
            .iter()
            .map(|request| format!("{} {}", request.method(), request.uri().path()))
            .collect();
        assert!(
            requests.len() == calls,
            "{} requests were made, not {calls}: {made:?}",
            requests.len()
        );
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let mut state = self.state();
        state.requests.push(request);
        let step = match state.for_ever && state.steps.len() == 1 {
            true => state.steps.front().cloned(),
            false => state.steps.pop_front(),
        };
        drop(state);
        Box::pin(async move {
            let step = step.ok_or_else(|| TransportError::connection("the script has no further answer"))?;
            step.answer().await
        })
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Script")
            .field("answers", &state.steps.len())
            .field("requests", &state.requests.len())
            .finish()
    }
}
