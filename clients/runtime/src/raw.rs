//! A call of something that the page does not document, with the client's credentials, retries, limits and errors.

use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::call::CallOptions;
use crate::decode_error::DecodeError;
use crate::error::Error;
use crate::failure::Failure;
use crate::operation::Operation;
use crate::payload::{Decoded, Payload};
use crate::reply::Reply;
use crate::request::Request;
use crate::retry::Retry;
use crate::secret::SecretString;
use crate::session::Session;

/// A call that is put together by hand: the client's `raw(method, path)`.
///
/// Whether it may be repeated is judged by its method (RFC 9110, section 9.2.2). An error status is
/// [`Error::UndocumentedStatus`], with `code()`, `message()` and `expose_body()` as ever.
#[derive(Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct RawCall {
    request: Request,
    call: CallOptions,
    problem: Option<Failure>,
}

impl Session {
    /// Starts a call of something that the page does not document, with what `operation` says of credentials.
    pub fn raw(&self, operation: &'static Operation, method: Method, path: &str) -> RawCall {
        RawCall::new(self, operation, method, path)
    }
}

impl RawCall {
    pub(crate) fn new(session: &Session, operation: &'static Operation, method: Method, path: &str) -> Self {
        let request = session.request(operation, CallOptions::new());
        let (request, problem) = request.raw(method, path);
        Self {
            request,
            call: CallOptions::new(),
            problem,
        }
    }

    /// Adds a query parameter; several of one name are sent one after the other.
    pub fn query(mut self, name: impl AsRef<str>, value: impl ToString) -> Self {
        self.call = self.call.query(name, value);
        self
    }

    /// Adds a request header, as [`CallOptions::header`] does.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.call = self.call.header(name, value);
        self
    }

    /// Sends `key` in the header `Idempotency-Key`.
    pub fn idempotency_key(mut self, key: impl Into<SecretString>) -> Self {
        self.call = self.call.idempotency_key(key);
        self
    }

    /// Gives up after this time, all attempts together, instead of the client's `timeout`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    /// Gives up an attempt after this time, instead of the client's `attempt_timeout`.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.attempt_timeout(timeout);
        self
    }

    /// Refuses a larger body of the reply, instead of the client's `max_response_bytes`.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.call = self.call.max_response_bytes(bytes);
        self
    }

    /// Retries by this policy instead of the client's.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.call = self.call.retry(retry);
        self
    }

    /// Sends this JSON as body.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        let set = self.request.json("application/json", value);
        self.problem = self.problem.or(set.err());
        self
    }

    /// Sends these bytes as body.
    pub fn body(mut self, content_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        let set = self.request.bytes(content_type, bytes);
        self.problem = self.problem.or(set.err());
        self
    }

    /// Sends the request and returns the reply, whose body is still to be read.
    ///
    /// # Errors
    ///
    /// See [`Error`]; every status but 2xx is one.
    pub async fn send(self) -> Result<Reply<RawBody>, Error<Infallible>> {
        self.decoded(|payload| payload.bytes().map(RawBody)).await
    }

    /// [`send`](Self::send) and reads the body as JSON of this type.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and where the body is something else.
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<T, Error<Infallible>> {
        self.decoded(Payload::json).await.map(Reply::into_body)
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Reply<RawBody>, Error<Infallible>> {
        crate::blocking::wait(self.send())
    }

    /// [`send_json`](Self::send_json) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send_json`](Self::send_json).
    #[cfg(feature = "blocking")]
    pub fn send_json_blocking<T: DeserializeOwned + Send>(self) -> Result<T, Error<Infallible>> {
        crate::blocking::wait(self.send_json())
    }

    async fn decoded<T>(
        self,
        read: impl Fn(&Payload) -> Result<T, DecodeError>,
    ) -> Result<Reply<T>, Error<Infallible>> {
        if let Some(problem) = self.problem {
            return Err(problem.into());
        }
        let decode = |payload: &Payload| match payload.status().is_success() {
            true => Decoded::Success(read(payload)),
            false => Decoded::Undocumented,
        };
        let mut request = self.request.with(self.call);
        request.send(decode).await
    }
}

/// The body of a raw call's reply. `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct RawBody(Bytes);

impl RawBody {
    /// The body as it came. It may hold secrets.
    pub fn expose_bytes(&self) -> &Bytes {
        &self.0
    }

    /// The body as JSON of this type.
    ///
    /// # Errors
    ///
    /// Where it is no JSON, or of another shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        crate::payload::json(&self.0)
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawBody({} bytes)", self.0.len())
    }
}
