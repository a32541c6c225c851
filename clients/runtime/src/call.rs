//! What one call may set for itself, without building another client.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::encode;
use crate::failure::{Failure, Kind};
use crate::limits::Limits;
use crate::retry::Retry;
use crate::secret::SecretString;

/// Options of one call: extra headers, timeouts, a limit on the reply, a retry policy, an idempotency key.
///
/// Extra headers replace what the client would send under the same name, save two kinds that are refused with
/// [`Error::InvalidValue`](crate::Error::InvalidValue) before anything is sent: headers that frame the
/// message (`Host`, `Content-Length`, `Transfer-Encoding`, `Connection`, `Upgrade`, `TE`, `Trailer`), and a
/// header that carries one of the client's credentials in this call.
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions(
    /// Most calls have none, and are moved about a lot before they are sent.
    Option<Box<Chosen>>,
);

#[derive(Clone, Default)]
struct Chosen {
    headers: HeaderMap,
    query: String,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    max_response_bytes: Option<usize>,
    retry: Option<Retry>,
    problem: Option<Cow<'static, str>>,
}

pub(crate) const FRAMING: [HeaderName; 7] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::TE,
    header::TRAILER,
];

impl CallOptions {
    /// No options.
    pub fn new() -> Self {
        Self::default()
    }

    /// An extra header; a later one of the same name replaces an earlier one. A name or value that HTTP does
    /// not allow is reported by `send`.
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let Ok(name) = HeaderName::from_bytes(name.as_ref().as_bytes()) else {
            return self.refuse("the name of an extra header is not a valid header name");
        };
        if FRAMING.contains(&name) {
            return self.refuse(format!(
                "the extra header `{name}` would change how the message is framed or routed: leave it to the client"
            ));
        }
        self.insert(
            name,
            value.as_ref(),
            "the value of an extra header holds a character that headers cannot carry",
        )
    }

    /// Sends `key` in the header `Idempotency-Key`, the same one with every attempt. What is retried stays
    /// the same, since not every vendor honours the key: where yours does, add
    /// `.retry(Retry::default().assume_idempotent())`.
    pub fn idempotency_key(self, key: impl Into<SecretString>) -> Self {
        let name = HeaderName::from_static("idempotency-key");
        self.insert(
            name,
            key.into().expose_secret(),
            "the idempotency key holds a character that headers cannot carry",
        )
    }

    /// A query parameter that the page does not describe, after those that it does; several of one name are sent one after the
    /// other.
    pub fn query(mut self, name: impl AsRef<str>, value: impl ToString) -> Self {
        let query = &mut self.chosen().query;
        if !query.is_empty() {
            query.push('&');
        }
        let (name, value) = (
            encode::percent(name.as_ref()),
            encode::percent(&value.to_string()),
        );
        query.push_str(&format!("{name}={value}"));
        self
    }

    /// How long this call may take with all its attempts, in place of the client's total timeout. More than the client's attempt
    /// timeout is also one attempt's, unless [`attempt_timeout`](Self::attempt_timeout) says otherwise.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.chosen().timeout = Some(timeout);
        self
    }

    /// How long one attempt of this call may take, in place of the client's attempt timeout.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.chosen().attempt_timeout = Some(timeout);
        self
    }

    /// The longest body of this call's answer, in place of the client's limit.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.chosen().max_response_bytes = Some(bytes);
        self
    }

    /// The retry policy of this call, in place of the client's.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.chosen().retry = Some(retry);
        self
    }

    fn chosen(&mut self) -> &mut Chosen {
        self.0.get_or_insert_default()
    }

    fn insert(mut self, name: HeaderName, value: &str, problem: &'static str) -> Self {
        match HeaderValue::from_bytes(value.as_bytes()) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.chosen().headers.insert(name, value);
                self
            }
            Err(_) => self.refuse(problem),
        }
    }

    fn refuse(mut self, problem: impl Into<Cow<'static, str>>) -> Self {
        self.chosen().problem.get_or_insert_with(|| problem.into());
        self
    }

    /// The retry policy, where the client's is this one.
    pub(crate) fn retry_or<'a>(&'a self, client: &'a Retry) -> &'a Retry {
        let own = self.0.as_ref().and_then(|chosen| chosen.retry.as_ref());
        own.unwrap_or(client)
    }

    /// The limits of this call, where the client's are these.
    pub(crate) fn limits(&self, client: &Limits) -> Limits {
        let Some(chosen) = &self.0 else { return *client };
        let attempt = match (chosen.attempt_timeout, chosen.timeout) {
            (Some(attempt), _) => attempt,
            (None, Some(total)) => client.attempt.max(total),
            (None, None) => client.attempt,
        };
        Limits {
            attempt,
            total: chosen.timeout.unwrap_or(client.total),
            max_response_bytes: chosen.max_response_bytes.unwrap_or(client.max_response_bytes),
            ..*client
        }
    }

    /// The extra headers and the query parameters of the call's own, encoded, or what is wrong with a header.
    pub(crate) fn take(&mut self) -> Result<(HeaderMap, String), Failure> {
        let Some(chosen) = &mut self.0 else {
            return Ok(Default::default());
        };
        match chosen.problem.take() {
            Some(problem) => Err(Failure::new(Kind::InvalidValue, problem)),
            None => Ok((
                std::mem::take(&mut chosen.headers),
                std::mem::take(&mut chosen.query),
            )),
        }
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chosen = self.0.as_deref().cloned().unwrap_or_default();
        f.debug_struct("CallOptions")
            .field("headers", &crate::head::HeaderNames(&chosen.headers))
            .field("timeout", &chosen.timeout)
            .field("attempt_timeout", &chosen.attempt_timeout)
            .field("max_response_bytes", &chosen.max_response_bytes)
            .field("retry", &chosen.retry)
            .finish_non_exhaustive()
    }
}
