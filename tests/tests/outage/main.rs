//! Servers that misbehave, against every client: each failure is the stated error, in bounded time and memory, after exactly as many
//! requests as the policy says, and nothing that is printed or logged holds a secret.

mod faults;
mod limits;
mod retries;
mod storms;

use std::future::Future;
use std::time::Duration;

use specloom_runtime::{Error, Reply};
use specloom_tests::policy::{Policy, Tuned};
use specloom_tests::recording::Recording;
use specloom_tests::secrets::{self, debug_texts, error_texts};
use specloom_tests::subjects::{Options, Subject};

/// Each of these tests for each client.
macro_rules! tests {
    ($($test:ident)*) => {
        $crate::tests!(@ argyle Argyle $($test)*);
        $crate::tests!(@ awx Awx $($test)*);
        $crate::tests!(@ courier Courier $($test)*);
        $crate::tests!(@ infisical Infisical $($test)*);
        $crate::tests!(@ joyfill Joyfill $($test)*);
    };
    (@ $vendor:ident $subject:ident $($test:ident)*) => {
        mod $vendor {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    super::$test::<specloom_tests::subjects::$subject>().await;
                }
            )*
        }
    };
}
pub(crate) use tests;

/// No test waits for longer than this, whatever the server does.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of a call, in values that tests compare.
#[derive(Debug, Clone, PartialEq)]
struct Outcome {
    kind: &'static str,
    status: Option<u16>,
    attempts: u32,
    sent: bool,
    retryable: bool,
    retry_after: Option<Duration>,
}

/// Calls and looks for secrets in everything that the outcome prints.
async fn call<S: Tuned>(url: &str, policy: Policy) -> Outcome {
    outcome::<S>(S::call(&S::tuned(url, policy), Options::default())).await
}

async fn outcome<S: Subject>(
    call: impl Future<Output = Result<Reply<S::Body>, Error<S::Failure>>>,
) -> Outcome {
    let called = tokio::time::timeout(PATIENCE, call).await;
    match called.expect("the call ends by itself") {
        Ok(reply) => {
            secrets::assert_hidden(&debug_texts(&reply), &secrets::ALL);
            Outcome {
                kind: "Reply",
                status: Some(reply.status().as_u16()),
                attempts: reply.attempts(),
                sent: true,
                retryable: false,
                retry_after: None,
            }
        }
        Err(error) => {
            secrets::assert_hidden(&error_texts(&error), &secrets::ALL);
            assert_eq!(error.operation(), Some(S::OPERATION));
            Outcome {
                kind: kind(&error),
                status: error.status().map(|status| status.as_u16()),
                attempts: error.attempts(),
                sent: error.was_sent(),
                retryable: error.is_retryable(),
                retry_after: error.retry_after(),
            }
        }
    }
}

fn kind<E>(error: &Error<E>) -> &'static str {
    match error {
        Error::Api(_) => "Api",
        Error::UndocumentedStatus(_) => "UndocumentedStatus",
        Error::NotJson(_) => "NotJson",
        Error::NotText(_) => "NotText",
        Error::UnexpectedShape(_) => "UnexpectedShape",
        Error::EmptyBody(_) => "EmptyBody",
        Error::TruncatedBody(_) => "TruncatedBody",
        Error::TooLarge(_) => "TooLarge",
        Error::Timeout(_) => "Timeout",
        Error::Connect(_) => "Connect",
        Error::Transport(_) => "Transport",
        _ => "another",
    }
}

/// Looks for secrets in what was logged, and that there is a log of the client's operation at all.
fn search_log<S: Subject>(recording: &Recording) {
    let log = recording.text();
    assert!(log.contains(S::OPERATION), "nothing was recorded:\n{log}");
    secrets::assert_hidden(&log, &secrets::ALL);
}
