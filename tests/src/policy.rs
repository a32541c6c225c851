//! The clients of [`Subject`] with a policy of the test's choice.

use std::time::Duration;

use specloom_runtime::Retry;

use crate::subjects::{Argyle, Awx, Courier, Infisical, Joyfill, Subject};

/// How persistent a client is.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The retry policy.
    pub retry: Retry,
    /// For one attempt.
    pub attempt_timeout: Duration,
    /// For a call.
    pub timeout: Duration,
    /// For a reply's body.
    pub max_response_bytes: usize,
    /// Whether to ask for gzip.
    pub gzip: bool,
}

impl Default for Policy {
    /// Three attempts with next to no wait between them, and time enough for a busy machine.
    fn default() -> Self {
        Self {
            retry: quick(),
            attempt_timeout: Duration::from_secs(20),
            timeout: Duration::from_secs(60),
            max_response_bytes: 1 << 20,
            gzip: false,
        }
    }
}

/// Three attempts with next to no wait between them.
pub fn quick() -> Retry {
    Retry::default()
        .initial_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(2))
}

/// A client that takes a policy.
pub trait Tuned: Subject {
    /// A client with sentinels as credentials that calls `url` by `policy`.
    fn tuned(url: &str, policy: Policy) -> Self::Client;
}

macro_rules! tuned {
    ($($subject:ident)*) => {$(
        impl Tuned for $subject {
            fn tuned(url: &str, policy: Policy) -> Self::Client {
                let builder = Self::builder(url)
                    .retry(policy.retry)
                    .attempt_timeout(policy.attempt_timeout)
                    .timeout(policy.timeout)
                    .max_response_bytes(policy.max_response_bytes)
                    .gzip(policy.gzip);
                Self::build(builder).unwrap_or_else(|error| panic!("{error}"))
            }
        }
    )*};
}

tuned! { Argyle Awx Courier Infisical Joyfill }
