// inferred: the security scheme `api key` is the component `api_key`, because the name is taken or not allowed (mintlify-endpoint at /paths/~1sessions~1{user}/post/security)
// inferred: the query parameter `mode` may be null, which is said by not sending it (mintlify-endpoint at /paths/~1sessions~1{user}/post)
// inferred: the page names no API and no version; the title is its first operation's (mintlify-endpoint at /info)
// inferred: `nullable` is a keyword of OpenAPI 3.0; it is taken to mean here what it means there (nullable at /components/schemas/User/properties/admin)
// inferred: the operation has no operationId; it is called `create_session`, after its summary (operation-ids at /paths/~1sessions~1{user}/post)
// ignored: the client does nothing with `description`: a server is called with the variable's default (left-out at /servers/0/variables/region/description)
// inferred: `refresh_token` is taken for a secret (secrets at /components/schemas/Session/properties/refresh_token)
// ignored: server `https://{region}.initech.test` is called with `region: eu`; call another one with `base_url` (parse at /servers/0)

mod client {
//! The client and its builder.

use std::time::Duration;
use specloom_runtime::{
    BuildError, Credential, Credentials, Hook, HttpOptions, Method, Operation, RawCall,
    Retry, Scheme, SchemeKind, SecretString, Session, SessionBuilder, StatusCode,
    Transport,
};
use super::operations;

/// What the page does not document needs the credentials that its operations need, as far as there are some.
static RAW: Operation = Operation::new("raw", Method::GET, "/")
    .security(&[&["api_key"], &["bearerAuth"], &[]]);

/// The operations' names.
static OPERATIONS: &[&str] = &["create_session"];

/// The security schemes of the page.
static SCHEMES: &[Scheme] = &[
    Scheme {
        name: "api_key",
        kind: SchemeKind::Header("X-Initech-Key"),
        setter: "api_key",
    },
    Scheme {
        name: "bearerAuth",
        kind: SchemeKind::Bearer,
        setter: "bearer_token",
    },
];

/// Client of the initech API. Cheap to clone; clones share connections.
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

    /// Create Session
    ///
    /// `POST /sessions/{user}`
    ///
    /// Create a session for a user
    ///
    /// - `user`: Who.
    pub fn create_session(&self, user: impl Into<String>) -> operations::CreateSession {
        operations::CreateSession::new(self.session.clone(), user.into())
    }
}

/// Builds a [`Client`] of the initech API.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    session: SessionBuilder,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        Self {
            session: SessionBuilder::new(SCHEMES, Some("https://eu.initech.test"))
                .operations(OPERATIONS)
                .user_agent(user_agent),
        }
    }
}

impl ClientBuilder {
    /// Calls this URL instead of the page's server. A path in it is put before the operations' paths.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.session = self.session.base_url(url);
        self
    }

    /// Authenticates with an API key in the header `X-Initech-Key`.
    pub fn api_key(mut self, key: impl Into<SecretString>) -> Self {
        self.session = self.session.credential("api_key", Credential::api_key(key));
        self
    }

    /// As [`api_key`](Self::api_key), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn api_key_from(mut self, provider: impl Credentials) -> Self {
        self.session = self
            .session
            .credential("api_key", Credential::provided_by(provider));
        self
    }

    /// Authenticates with a bearer token.
    pub fn bearer_token(mut self, token: impl Into<SecretString>) -> Self {
        self.session = self.session.credential("bearerAuth", Credential::bearer(token));
        self
    }

    /// As [`bearer_token`](Self::bearer_token), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn bearer_token_from(mut self, provider: impl Credentials) -> Self {
        self.session = self
            .session
            .credential("bearerAuth", Credential::provided_by(provider));
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

pub(super) static CREATE_SESSION: Operation = Operation::new(
        "create_session",
        specloom_runtime::Method::POST,
        "/sessions/{user}",
    )
    .security(&[&["api_key"], &["bearerAuth"]])
    .accept("application/json");

/// Create Session
///
/// `POST /sessions/{user}`, made by [`Client::create_session`](super::Client::create_session).
///
/// Create a session for a user
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct CreateSession {
    session: Session,
    call: CallOptions,
    user: String,
    mode: Option<types::CreateSessionMode>,
    body: Option<types::builder::CreateSessionRequest>,
}

impl CreateSession {
    pub(super) fn new(session: Session, user: String) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            user,
            mode: None,
            body: None,
        }
    }

    /// Query parameter `mode`, optional.
    pub fn mode<How>(
        mut self,
        mode: impl IntoOption<types::CreateSessionMode, How>,
    ) -> Self {
        self.mode = mode.into_option();
        self
    }

    /// Property `scopes` of the body, required.
    pub fn scopes<How>(mut self, scopes: impl IntoOption<Vec<String>, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().scopes(scopes));
        self
    }

    /// Property `ttl` of the body, optional.
    ///
    /// Range: at least 1.
    pub fn ttl<How>(mut self, ttl: impl IntoOption<i64, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().ttl(ttl));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(
        mut self,
        body: impl Into<types::builder::CreateSessionRequest>,
    ) -> Self {
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
    pub async fn send(self) -> Result<CreateSessionSuccess, Error<CreateSessionError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<CreateSessionSuccess>, Error<CreateSessionError>> {
        let mut request = self.session.request(&CREATE_SESSION, self.call);
        request.parameter(Parameter::path("user"), &self.user)?;
        request.parameter(Parameter::query("mode"), &self.mode)?;
        let body = request.built(self.body.unwrap_or_default().build())?;
        request.json("application/json", &body)?;
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(
        self,
    ) -> Result<CreateSessionSuccess, Error<CreateSessionError>> {
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
    ) -> Result<Reply<CreateSessionSuccess>, Error<CreateSessionError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<CreateSessionSuccess, CreateSessionError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.json().map(CreateSessionSuccess::Ok)),
            204 => Decoded::Success(Ok(CreateSessionSuccess::NoContent)),
            429 => Decoded::Failure(Ok(CreateSessionError::TooManyRequests)),
            status if status / 100 == 2 && payload.is_empty() => {
                Decoded::Nearest(Ok(CreateSessionSuccess::NoContent))
            }
            status if status / 100 == 2 => {
                Decoded::Nearest(payload.json().map(CreateSessionSuccess::Ok))
            }
            _ => Decoded::Undocumented,
        }
    }
}
}

mod replies {
//! What the operations answer: an enum per operation, a variant per documented status.

use super::types;

/// The error replies that the page documents for [`Client::create_session`](super::Client::create_session), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateSessionError {
    /// 429 Too Many Requests.
    ///
    /// Slow down
    TooManyRequests,
}

impl std::fmt::Display for CreateSessionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::TooManyRequests => "429 Too Many Requests",
            },
        )
    }
}

impl std::error::Error for CreateSessionError {}

/// What [`Client::create_session`](super::Client::create_session) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateSessionSuccess {
    /// 200 OK.
    ///
    /// A session
    Ok(types::Session),
    /// 204 No Content.
    NoContent,
}
}

#[allow(missing_docs)]
pub mod types {
//! What the operations send and receive.

use serde::{Deserialize, Serialize};
use specloom_runtime::IntoOption;

/// The parameter `mode` of `create_session`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CreateSessionMode {
    /// `on`
    On,
    /// `off`
    Off,
    /// A value that the page does not list, as it came.
    Unknown(String),
}

impl CreateSessionMode {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for CreateSessionMode {
    fn from(value: &str) -> Self {
        match value {
            "on" => Self::On,
            "off" => Self::Off,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

impl From<String> for CreateSessionMode {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::fmt::Display for CreateSessionMode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CreateSessionMode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CreateSessionMode {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// The request body of `create_session`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CreateSessionRequest {
    pub scopes: Vec<String>,
    /// Range: at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ttl: Option<i64>,
}

impl CreateSessionRequest {
    /// A builder of [`CreateSessionRequest`], with nothing set.
    pub fn builder() -> builder::CreateSessionRequest {
        Default::default()
    }
}

impl CreateSessionRequest {
    /// A [`CreateSessionRequest`] of what it cannot do without.
    pub fn new(scopes: impl Into<Vec<String>>) -> Self {
        Self {
            scopes: scopes.into(),
            ttl: Default::default(),
        }
    }

    /// Range: at least 1.
    #[must_use]
    pub fn ttl<How>(mut self, ttl: impl IntoOption<i64, How>) -> Self {
        self.ttl = ttl.into_option();
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Session {
    pub refresh_token: specloom_runtime::SecretString,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
}

impl Session {
    /// A builder of [`Session`], with nothing set.
    pub fn builder() -> builder::Session {
        Default::default()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct User {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin: Option<bool>,
}

impl User {
    /// A builder of [`User`], with nothing set.
    pub fn builder() -> builder::User {
        Default::default()
    }
}

/// Builders of the structs, of the same names.
pub mod builder {
    use specloom_runtime::{IntoOption, MissingValue};
    /// The builder of [`CreateSessionRequest`](super::CreateSessionRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct CreateSessionRequest {
        scopes: Option<Vec<String>>,
        ttl: Option<i64>,
    }

    impl CreateSessionRequest {
        pub fn scopes<How>(mut self, scopes: impl IntoOption<Vec<String>, How>) -> Self {
            self.scopes = scopes.into_option();
            self
        }

        /// Range: at least 1.
        pub fn ttl<How>(mut self, ttl: impl IntoOption<i64, How>) -> Self {
            self.ttl = ttl.into_option();
            self
        }

        /// The finished [`CreateSessionRequest`](super::CreateSessionRequest).
        ///
        /// # Errors
        ///
        /// `scopes` was not set.
        pub fn build(self) -> Result<super::CreateSessionRequest, MissingValue> {
            Ok(super::CreateSessionRequest {
                scopes: self.scopes.ok_or(MissingValue("scopes"))?,
                ttl: self.ttl,
            })
        }
    }

    impl From<super::CreateSessionRequest> for CreateSessionRequest {
        fn from(value: super::CreateSessionRequest) -> Self {
            Self {
                scopes: Some(value.scopes),
                ttl: value.ttl,
            }
        }
    }

    /// The builder of [`Session`](super::Session).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Session {
        refresh_token: Option<specloom_runtime::SecretString>,
        expires_at: Option<String>,
        user: Option<super::User>,
    }

    impl Session {
        pub fn refresh_token<How>(
            mut self,
            refresh_token: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.refresh_token = refresh_token.into_option();
            self
        }

        pub fn expires_at<How>(
            mut self,
            expires_at: impl IntoOption<String, How>,
        ) -> Self {
            self.expires_at = expires_at.into_option();
            self
        }

        pub fn user<How>(mut self, user: impl IntoOption<super::User, How>) -> Self {
            self.user = user.into_option();
            self
        }

        /// The finished [`Session`](super::Session).
        ///
        /// # Errors
        ///
        /// `refresh_token` was not set.
        pub fn build(self) -> Result<super::Session, MissingValue> {
            Ok(super::Session {
                refresh_token: self.refresh_token.ok_or(MissingValue("refresh_token"))?,
                expires_at: self.expires_at,
                user: self.user,
            })
        }
    }

    impl From<super::Session> for Session {
        fn from(value: super::Session) -> Self {
            Self {
                refresh_token: Some(value.refresh_token),
                expires_at: value.expires_at,
                user: value.user,
            }
        }
    }

    /// The builder of [`User`](super::User).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct User {
        id: Option<String>,
        admin: Option<bool>,
    }

    impl User {
        pub fn id<How>(mut self, id: impl IntoOption<String, How>) -> Self {
            self.id = id.into_option();
            self
        }

        pub fn admin<How>(mut self, admin: impl IntoOption<bool, How>) -> Self {
            self.admin = admin.into_option();
            self
        }

        /// The finished [`User`](super::User).
        pub fn build(self) -> super::User {
            super::User {
                id: self.id,
                admin: self.admin,
            }
        }
    }

    impl From<super::User> for User {
        fn from(value: super::User) -> Self {
            Self {
                id: value.id,
                admin: value.admin,
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
