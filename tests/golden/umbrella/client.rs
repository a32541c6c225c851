// inferred: the page names no API and no version; the title is the operation's (reference at /info)
// inferred: the operation has no operationId; it is called `update_a_sample`, after its summary (operation-ids at /paths/~1api~1samples~1{id}~1/patch)
// inferred: `SampleRequest` is what requests send of `Sample` (split at /components/schemas/Sample)
// inferred: `secret_key` is taken for a secret (secrets at /components/schemas/Sample/properties/secret_key)
// inferred: `secret_key` is taken for a secret (secrets at /components/schemas/Sample/properties/secret_key)

mod client {
//! The client and its builder.

use std::time::Duration;
use specloom_runtime::{
    BuildError, Hook, HttpOptions, Method, Operation, RawCall, Retry, Scheme, Session,
    SessionBuilder, StatusCode, Transport,
};
use super::operations;

/// What the page does not document needs the credentials that its operations need, as far as there are some.
static RAW: Operation = Operation::new("raw", Method::GET, "/").security(&[&[]]);

/// The operations' names.
static OPERATIONS: &[&str] = &["update_a_sample"];

/// The security schemes of the page.
static SCHEMES: &[Scheme] = &[];

/// Client of the umbrella API. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct Client {
    session: Session,
}

impl Client {
    /// Starts to build a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Calls what the page does not document, with the client's credentials, retries, limits and errors: a method, and a path
    /// that is put behind the server's URL, percent-encoded where it has to be.
    pub fn raw(&self, method: Method, path: impl AsRef<str>) -> RawCall {
        self.session.raw(&RAW, method, path.as_ref())
    }

    /// Forgets what credentials providers have handed out, so that the next call asks them.
    pub fn invalidate_credentials(&self) {
        self.session.invalidate_credentials();
    }

    /// Update a Sample
    ///
    /// `PATCH /api/samples/{id}/`
    ///
    /// Make a PATCH request to this resource.
    ///
    /// - `id`: Which sample.
    pub fn update_a_sample(&self, id: impl Into<i64>) -> operations::UpdateASample {
        operations::UpdateASample::new(self.session.clone(), id.into())
    }
}

/// Builds a [`Client`] of the umbrella API.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    session: SessionBuilder,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        Self {
            session: SessionBuilder::new(SCHEMES, None)
                .operations(OPERATIONS)
                .user_agent(user_agent),
        }
    }
}

impl ClientBuilder {
    /// Sets the server's URL, which the page does not name: every installation has its own. Required.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.session = self.session.base_url(url);
        self
    }

    /// Gives up a connection attempt after this time; 10 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.session = self.session.connect_timeout(timeout);
        self
    }

    /// Gives up an attempt after this time, from connecting to the last byte of the reply; 30 s unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.session = self.session.attempt_timeout(timeout);
        self
    }

    /// Gives up a call after this time, all attempts and the waits between them together; 90 s unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.session = self.session.timeout(timeout);
        self
    }

    /// Retries by this policy; see [`Retry`] for the default.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.session = self.session.retry(retry);
        self
    }

    /// Refuses a reply with a larger body; 16 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.session = self.session.max_response_bytes(bytes);
        self
    }

    /// Lets so many requests of this client and its clones be under way at once, and others wait for their
    /// turn; 100 unless set.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.session = self.session.max_in_flight(requests);
        self
    }

    /// Lets so many requests of one operation, by the name of its method, be under way at once, beside `max_in_flight` for all.
    pub fn max_in_flight_of(
        mut self,
        operation: impl Into<String>,
        requests: usize,
    ) -> Self {
        self.session = self.session.max_in_flight_of(operation, requests);
        self
    }

    /// Keeps to what the server says of its limits (`RateLimit`, `X-RateLimit-Remaining`, `Retry-After`), which is on unless set:
    /// calls wait until it takes more, for at most the policy's [`max_retry_after`](Retry::max_retry_after).
    pub fn rate_limits(mut self, keep: bool) -> Self {
        self.session = self.session.rate_limits(keep);
        self
    }

    /// Asks for gzip and decodes it; off unless set.
    #[cfg(feature = "gzip")]
    pub fn gzip(mut self, accept: bool) -> Self {
        self.session = self.session.gzip(accept);
        self
    }

    /// Sets up the HTTP client: proxies, certificates, addresses, connections. It still follows no redirects and repeats
    /// nothing by itself. See [`HttpOptions`].
    pub fn http_client_with(
        mut self,
        options: impl Fn(HttpOptions) -> HttpOptions + Send + Sync + 'static,
    ) -> Self {
        self.session = self.session.http_client_with(options);
        self
    }

    /// Sends by this transport in place of the HTTP client: another one's, or a test's. See [`Transport`].
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.session = self.session.transport(transport);
        self
    }

    /// Runs before and after each attempt of each call, after the hooks that there are already. See [`Hook`].
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.session = self.session.hook(hook);
        self
    }

    /// Gives a credentials provider so long to answer, whatever the timeouts of the calls that wait for it; 30 s
    /// unless set.
    pub fn credentials_timeout(mut self, timeout: Duration) -> Self {
        self.session = self.session.credentials_timeout(timeout);
        self
    }

    /// Takes these statuses to say that provided credentials have expired, and asks their provider for others; 401
    /// unless set.
    pub fn expired_statuses(
        mut self,
        statuses: impl IntoIterator<Item = StatusCode>,
    ) -> Self {
        self.session = self.session.expired_statuses(statuses);
        self
    }

    /// Sends this `User-Agent` instead of the crate's name and version; an empty text sends none.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.session = self.session.user_agent(user_agent);
        self
    }

    /// Lets credentials travel over plain http to hosts that are not this machine. They can be read on the way.
    pub fn allow_insecure_http(mut self) -> Self {
        self.session = self.session.allow_insecure_http();
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// A missing server, an invalid URL, or credentials that would travel over plain http to another machine.
    pub fn build(self) -> Result<Client, BuildError> {
        Ok(Client {
            session: self.session.build()?,
        })
    }
}
}

pub mod operations {
//! The operations: each is made by a method of [`Client`](super::Client), filled in by its setters and sent.

use std::time::Duration;
use specloom_runtime::{
    CallOptions, Decoded, Error, IntoOption, Operation, Parameter, Payload, Reply, Retry,
    SecretString, Session,
};
use super::types;
use super::replies::*;

pub(super) static UPDATE_A_SAMPLE: Operation = Operation::new(
        "update_a_sample",
        specloom_runtime::Method::PATCH,
        "/api/samples/{id}/",
    )
    .accept("application/json");

/// Update a Sample
///
/// `PATCH /api/samples/{id}/`, made by [`Client::update_a_sample`](super::Client::update_a_sample).
///
/// Make a PATCH request to this resource.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct UpdateASample {
    session: Session,
    call: CallOptions,
    id: i64,
    body: Option<types::builder::SampleRequest>,
}

impl UpdateASample {
    pub(super) fn new(session: Session, id: i64) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            id,
            body: None,
        }
    }

    /// Property `label` of the body, required.
    ///
    /// Length: at most 255.
    pub fn label<How>(mut self, label: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().label(label));
        self
    }

    /// Property `notes` of the body, optional.
    pub fn notes<How>(mut self, notes: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().notes(notes));
        self
    }

    /// Property `secret_key` of the body, optional.
    pub fn secret_key<How>(
        mut self,
        secret_key: impl IntoOption<specloom_runtime::SecretString, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().secret_key(secret_key));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::SampleRequest>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Adds a request header to this call, in place of what would be sent under the same name. One that would
    /// replace a credential or change how the message is framed is refused when the call is sent.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.call = self.call.header(name, value);
        self
    }

    /// Sends the header `Idempotency-Key`, so that a server that honours it runs the call once however often
    /// it arrives. Where the vendor does, [`Retry::assume_idempotent`] lets the client repeat it, too.
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

    /// Adds a query parameter that the page does not describe.
    pub fn query(mut self, name: impl AsRef<str>, value: impl ToString) -> Self {
        self.call = self.call.query(name, value);
        self
    }

    /// Retries by this policy instead of the client's.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.call = self.call.retry(retry);
        self
    }

    /// Sends the request and returns the body of the reply.
    ///
    /// # Errors
    ///
    /// See [`Error`]; `Error::Api` holds what the page documents for the status.
    pub async fn send(self) -> Result<types::Sample, Error<UpdateASampleError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<types::Sample>, Error<UpdateASampleError>> {
        let mut request = self.session.request(&UPDATE_A_SAMPLE, self.call);
        request.parameter(Parameter::path("id"), &self.id)?;
        if let Some(body) = self.body {
            let body = request.built(body.build())?;
            request.json("application/json", &body)?;
        }
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<types::Sample, Error<UpdateASampleError>> {
        specloom_runtime::blocking::wait(self.send())
    }

    /// [`send_reply`](Self::send_reply) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_reply_blocking(
        self,
    ) -> Result<Reply<types::Sample>, Error<UpdateASampleError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<types::Sample, UpdateASampleError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.json()),
            404 => Decoded::Failure(Ok(UpdateASampleError::NotFound)),
            status if status / 100 == 2 => Decoded::Nearest(payload.json()),
            _ => Decoded::Undocumented,
        }
    }
}
}

mod replies {
//! What the operations answer: an enum per operation, a variant per documented status.

/// The error replies that the page documents for [`Client::update_a_sample`](super::Client::update_a_sample), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UpdateASampleError {
    /// 404 Not Found.
    ///
    /// No such sample.
    NotFound,
}

impl std::fmt::Display for UpdateASampleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::NotFound => "404 Not Found",
            },
        )
    }
}

impl std::error::Error for UpdateASampleError {}
}

#[allow(missing_docs)]
pub mod types {
//! What the operations send and receive.

use serde::{Deserialize, Serialize};
use specloom_runtime::IntoOption;

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Sample {
    /// Length: at most 255.
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<specloom_runtime::formats::DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_key: Option<specloom_runtime::SecretString>,
}

impl Sample {
    /// A builder of [`Sample`], with nothing set.
    pub fn builder() -> builder::Sample {
        Default::default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SampleRequest {
    /// Length: at most 255.
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_key: Option<specloom_runtime::SecretString>,
}

impl SampleRequest {
    /// A builder of [`SampleRequest`], with nothing set.
    pub fn builder() -> builder::SampleRequest {
        Default::default()
    }
}

impl SampleRequest {
    /// A [`SampleRequest`] of what it cannot do without.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            notes: Default::default(),
            secret_key: Default::default(),
        }
    }

    #[must_use]
    pub fn notes<How>(mut self, notes: impl IntoOption<String, How>) -> Self {
        self.notes = notes.into_option();
        self
    }

    #[must_use]
    pub fn secret_key<How>(
        mut self,
        secret_key: impl IntoOption<specloom_runtime::SecretString, How>,
    ) -> Self {
        self.secret_key = secret_key.into_option();
        self
    }
}

/// Builders of the structs, of the same names.
pub mod builder {
    use specloom_runtime::{IntoOption, MissingValue};
    /// The builder of [`Sample`](super::Sample).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Sample {
        label: Option<String>,
        created: Option<specloom_runtime::formats::DateTime>,
        notes: Option<String>,
        secret_key: Option<specloom_runtime::SecretString>,
    }

    impl Sample {
        /// Length: at most 255.
        pub fn label<How>(mut self, label: impl IntoOption<String, How>) -> Self {
            self.label = label.into_option();
            self
        }

        pub fn created<How>(
            mut self,
            created: impl IntoOption<specloom_runtime::formats::DateTime, How>,
        ) -> Self {
            self.created = created.into_option();
            self
        }

        pub fn notes<How>(mut self, notes: impl IntoOption<String, How>) -> Self {
            self.notes = notes.into_option();
            self
        }

        pub fn secret_key<How>(
            mut self,
            secret_key: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.secret_key = secret_key.into_option();
            self
        }

        /// The finished [`Sample`](super::Sample).
        ///
        /// # Errors
        ///
        /// `label` was not set.
        pub fn build(self) -> Result<super::Sample, MissingValue> {
            Ok(super::Sample {
                label: self.label.ok_or(MissingValue("label"))?,
                created: self.created,
                notes: self.notes,
                secret_key: self.secret_key,
            })
        }
    }

    impl From<super::Sample> for Sample {
        fn from(value: super::Sample) -> Self {
            Self {
                label: Some(value.label),
                created: value.created,
                notes: value.notes,
                secret_key: value.secret_key,
            }
        }
    }

    /// The builder of [`SampleRequest`](super::SampleRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct SampleRequest {
        label: Option<String>,
        notes: Option<String>,
        secret_key: Option<specloom_runtime::SecretString>,
    }

    impl SampleRequest {
        /// Length: at most 255.
        pub fn label<How>(mut self, label: impl IntoOption<String, How>) -> Self {
            self.label = label.into_option();
            self
        }

        pub fn notes<How>(mut self, notes: impl IntoOption<String, How>) -> Self {
            self.notes = notes.into_option();
            self
        }

        pub fn secret_key<How>(
            mut self,
            secret_key: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.secret_key = secret_key.into_option();
            self
        }

        /// The finished [`SampleRequest`](super::SampleRequest).
        ///
        /// # Errors
        ///
        /// `label` was not set.
        pub fn build(self) -> Result<super::SampleRequest, MissingValue> {
            Ok(super::SampleRequest {
                label: self.label.ok_or(MissingValue("label"))?,
                notes: self.notes,
                secret_key: self.secret_key,
            })
        }
    }

    impl From<super::SampleRequest> for SampleRequest {
        fn from(value: super::SampleRequest) -> Self {
            Self {
                label: Some(value.label),
                notes: value.notes,
                secret_key: value.secret_key,
            }
        }
    }
}
}

pub use client::*;
pub use replies::*;
#[doc(no_inline)]
pub use specloom_runtime::{
    AnyError, Attempt, AttemptRequest, BoxFuture, BuildError, Bytes, Credential, Credentials, CredentialsError,
    DecodeError, Error, ErrorBody, Extra, Failure, HeaderMap, HeaderName, HeaderValue, Hook, HttpOptions, IntoOption, Method,
    MissingValue, Nullable, Phase, RawBody, RawCall, Reply, ResponseBody, Retry, SecretString, StatusCode, Transport, TransportError, Upload, formats, http,
    http_body, serde, serde_json,
};
