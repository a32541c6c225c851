
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
static OPERATIONS: &[&str] = &["transfer", "set_limit"];

/// The security schemes of the page.
static SCHEMES: &[Scheme] = &[];

/// Client of the stark API. Cheap to clone; clones share connections.
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

    /// transfer
    ///
    /// `POST /accounts/{account}/transfers`
    pub fn transfer(
        &self,
        account: impl Into<specloom_tests::foreign::AccountId>,
    ) -> operations::Transfer {
        operations::Transfer::new(self.session.clone(), account.into())
    }

    /// setLimit
    ///
    /// `PUT /accounts/{account}/limit`
    pub fn set_limit(
        &self,
        account: impl Into<specloom_tests::foreign::AccountId>,
    ) -> operations::SetLimit {
        operations::SetLimit::new(self.session.clone(), account.into())
    }
}

/// Builds a [`Client`] of the stark API.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    session: SessionBuilder,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        Self {
            session: SessionBuilder::new(SCHEMES, Some("https://api.stark.test"))
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

pub(super) static TRANSFER: Operation = Operation::new(
        "transfer",
        specloom_runtime::Method::POST,
        "/accounts/{account}/transfers",
    )
    .accept("application/json");

/// transfer
///
/// `POST /accounts/{account}/transfers`, made by [`Client::transfer`](super::Client::transfer).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct Transfer {
    session: Session,
    call: CallOptions,
    account: specloom_tests::foreign::AccountId,
    limit: Option<specloom_tests::foreign::AccountId>,
    owners: Option<Vec<specloom_tests::foreign::AccountId>>,
    x_owner: Option<specloom_tests::foreign::AccountId>,
    body: Option<types::builder::Transfer>,
}

impl Transfer {
    pub(super) fn new(
        session: Session,
        account: specloom_tests::foreign::AccountId,
    ) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            account,
            limit: None,
            owners: None,
            x_owner: None,
            body: None,
        }
    }

    /// Query parameter `limit`, optional.
    pub fn limit<How>(
        mut self,
        limit: impl IntoOption<specloom_tests::foreign::AccountId, How>,
    ) -> Self {
        self.limit = limit.into_option();
        self
    }

    /// Query parameter `owners`, optional.
    pub fn owners<How>(
        mut self,
        owners: impl IntoOption<Vec<specloom_tests::foreign::AccountId>, How>,
    ) -> Self {
        self.owners = owners.into_option();
        self
    }

    /// Request header `X-Owner`, optional.
    pub fn x_owner<How>(
        mut self,
        x_owner: impl IntoOption<specloom_tests::foreign::AccountId, How>,
    ) -> Self {
        self.x_owner = x_owner.into_option();
        self
    }

    /// Property `total` of the body, required.
    pub fn total<How>(
        mut self,
        total: impl IntoOption<specloom_tests::foreign::Money, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().total(total));
        self
    }

    /// Property `tip` of the body, optional.
    pub fn tip<How>(
        mut self,
        tip: impl IntoOption<specloom_tests::foreign::Money, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().tip(tip));
        self
    }

    /// Property `fee` of the body, optional.
    pub fn fee<How>(
        mut self,
        fee: impl IntoOption<specloom_tests::foreign::Money, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().fee(fee));
        self
    }

    /// Sets the property `fee` to null, which is not the same as leaving it out.
    pub fn fee_null(mut self) -> Self {
        self.body = Some(self.body.unwrap_or_default().fee_null());
        self
    }

    /// Property `parts` of the body, optional.
    pub fn parts<How>(
        mut self,
        parts: impl IntoOption<Vec<specloom_tests::foreign::Money>, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().parts(parts));
        self
    }

    /// Property `to` of the body, optional.
    pub fn to<How>(
        mut self,
        to: impl IntoOption<specloom_tests::foreign::AccountId, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().to(to));
        self
    }

    /// Property `rate` of the body, optional.
    pub fn rate<How>(mut self, rate: impl IntoOption<types::Rate, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().rate(rate));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::Transfer>) -> Self {
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
    pub async fn send(self) -> Result<types::Receipt, Error<TransferError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<types::Receipt>, Error<TransferError>> {
        let mut request = self.session.request(&TRANSFER, self.call);
        request.parameter(Parameter::path("account"), &self.account)?;
        request.parameter(Parameter::query("limit"), &self.limit)?;
        request.parameter(Parameter::query("owners"), &self.owners)?;
        request.parameter(Parameter::header("X-Owner"), &self.x_owner)?;
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
    pub fn send_blocking(self) -> Result<types::Receipt, Error<TransferError>> {
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
    ) -> Result<Reply<types::Receipt>, Error<TransferError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<types::Receipt, TransferError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.json()),
            409 => Decoded::Failure(Ok(TransferError::Conflict(payload.error()))),
            status if status / 100 == 2 => Decoded::Nearest(payload.json()),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static SET_LIMIT: Operation = Operation::new(
        "set_limit",
        specloom_runtime::Method::PUT,
        "/accounts/{account}/limit",
    )
    .accept("application/json")
    .idempotent();

/// setLimit
///
/// `PUT /accounts/{account}/limit`, made by [`Client::set_limit`](super::Client::set_limit).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct SetLimit {
    session: Session,
    call: CallOptions,
    account: specloom_tests::foreign::AccountId,
    body: Option<specloom_tests::foreign::Money>,
}

impl SetLimit {
    pub(super) fn new(
        session: Session,
        account: specloom_tests::foreign::AccountId,
    ) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            account,
            body: None,
        }
    }

    /// Sets the request body.
    pub fn body(mut self, body: impl Into<specloom_tests::foreign::Money>) -> Self {
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
    pub async fn send(
        self,
    ) -> Result<Vec<specloom_tests::foreign::Money>, Error<SetLimitError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<Vec<specloom_tests::foreign::Money>>, Error<SetLimitError>> {
        let mut request = self.session.request(&SET_LIMIT, self.call);
        request.parameter(Parameter::path("account"), &self.account)?;
        let body = request.required("body", self.body)?;
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
    ) -> Result<Vec<specloom_tests::foreign::Money>, Error<SetLimitError>> {
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
    ) -> Result<Reply<Vec<specloom_tests::foreign::Money>>, Error<SetLimitError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(
        payload: &Payload,
    ) -> Decoded<Vec<specloom_tests::foreign::Money>, SetLimitError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.json()),
            status if status / 100 == 2 => Decoded::Nearest(payload.json()),
            _ => Decoded::Undocumented,
        }
    }
}
}

mod replies {
//! What the operations answer: an enum per operation, a variant per documented status.

use specloom_runtime::{ErrorBody, Reply};

/// The error replies that the page documents for [`Client::transfer`](super::Client::transfer), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TransferError {
    /// 409 Conflict.
    ///
    /// Too much.
    Conflict(ErrorBody<specloom_tests::foreign::Money>),
}

impl std::fmt::Display for TransferError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::Conflict(_) => "409 Conflict",
            },
        )
    }
}

impl std::error::Error for TransferError {}

/// The error replies that the page documents for [`Client::set_limit`](super::Client::set_limit): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SetLimitError {}

impl std::fmt::Display for SetLimitError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for SetLimitError {}

/// The headers that the page documents, of any reply: `None` where one is absent or not as documented. All others are in
/// `Reply::headers`.
pub trait ReplyHeaders: sealed::Sealed {
    /// The header `X-Account`, which [`transfer`](super::Client::transfer) documents.
    fn x_account(&self) -> Option<specloom_tests::foreign::AccountId>;
}

impl<T> ReplyHeaders for Reply<T> {
    fn x_account(&self) -> Option<specloom_tests::foreign::AccountId> {
        {
            let text = self.header("x-account")?;
            serde_json::from_value(text.into())
                .or_else(|_| serde_json::from_str(text))
                .ok()
        }
    }
}

mod sealed {
    /// What the trait is for.
    pub trait Sealed {}
    impl<T> Sealed for specloom_runtime::Reply<T> {}
}
}

#[allow(missing_docs)]
pub mod types {
//! What the operations send and receive.

use serde::{Deserialize, Serialize};
use specloom_runtime::IntoOption;

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
#[derive(schemars::JsonSchema, PartialOrd)]
#[schemars(title = "What is charged")]
pub struct Rate {
    pub from: String,
    #[serde(rename = "per-mille", default, skip_serializing_if = "Option::is_none")]
    pub per_mille: Option<i64>,
}

impl Rate {
    /// A builder of [`Rate`], with nothing set.
    pub fn builder() -> builder::Rate {
        Default::default()
    }
}

impl Rate {
    /// A [`Rate`] of what it cannot do without.
    pub fn new(from: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            per_mille: Default::default(),
        }
    }

    #[must_use]
    pub fn per_mille<How>(mut self, per_mille: impl IntoOption<i64, How>) -> Self {
        self.per_mille = per_mille.into_option();
        self
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Receipt {
    pub total: specloom_tests::foreign::Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<specloom_tests::foreign::Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<std::collections::BTreeMap<String, specloom_tests::foreign::Money>>,
    pub way: ReceiptWay,
    /// Properties beyond the named ones, by their names on the wire.
    #[serde(flatten)]
    pub extra: specloom_runtime::Extra<specloom_tests::foreign::Money>,
}

impl<'de> Deserialize<'de> for Receipt {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "Receipt")]
        struct Named_ {
            total: specloom_tests::foreign::Money,
            #[serde(default)]
            tip: Option<specloom_tests::foreign::Money>,
            #[serde(default)]
            by: Option<
                std::collections::BTreeMap<String, specloom_tests::foreign::Money>,
            >,
            way: ReceiptWay,
            #[serde(skip)]
            extra: specloom_runtime::Extra<specloom_tests::foreign::Money>,
        }
        let (named, extra) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra, ..named })
    }
}

impl Eq for Receipt {}

impl std::hash::Hash for Receipt {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}

impl Receipt {
    /// A builder of [`Receipt`], with nothing set.
    pub fn builder() -> builder::Receipt {
        Default::default()
    }
}

/// The property `way` of `Receipt`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ReceiptWay {
    /// As `Box<specloom_tests::foreign::Money>`.
    Money(Box<specloom_tests::foreign::Money>),
    /// As `Vec<String>`.
    StringList(Vec<String>),
    /// None of the shapes that the page lists, as it came.
    Other(serde_json::Value),
}

impl Eq for ReceiptWay {}

impl std::hash::Hash for ReceiptWay {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}

impl<'de> Deserialize<'de> for ReceiptWay {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        use specloom_runtime::union::{ANY, Shape, Union, STRING, LIST};
        static MEMBERS: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(ANY)),
                (1, Shape::of(LIST).items(&[Shape::of(STRING)])),
            ],
        };
        specloom_runtime::Undecided::decide(
            deserializer,
            |value| match value.member(&MEMBERS) {
                Some(0) => value.read().map(Self::Money),
                Some(1) => value.read().map(Self::StringList),
                _ => value.into_json().map(Self::Other),
            },
        )
    }
}

impl From<specloom_tests::foreign::Money> for ReceiptWay {
    fn from(value: specloom_tests::foreign::Money) -> Self {
        Self::Money(Box::new(value))
    }
}

impl From<Vec<String>> for ReceiptWay {
    fn from(value: Vec<String>) -> Self {
        Self::StringList(value)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Transfer {
    pub total: specloom_tests::foreign::Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<specloom_tests::foreign::Money>,
    #[serde(default, skip_serializing_if = "specloom_runtime::Nullable::is_absent")]
    pub fee: specloom_runtime::Nullable<specloom_tests::foreign::Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<specloom_tests::foreign::Money>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<specloom_tests::foreign::AccountId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
}

impl Eq for Transfer {}

impl std::hash::Hash for Transfer {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}

impl Transfer {
    /// A builder of [`Transfer`], with nothing set.
    pub fn builder() -> builder::Transfer {
        Default::default()
    }
}

impl Transfer {
    /// A [`Transfer`] of what it cannot do without.
    pub fn new(total: impl Into<specloom_tests::foreign::Money>) -> Self {
        Self {
            total: total.into(),
            tip: Default::default(),
            fee: Default::default(),
            parts: Default::default(),
            to: Default::default(),
            rate: Default::default(),
        }
    }

    #[must_use]
    pub fn tip<How>(
        mut self,
        tip: impl IntoOption<specloom_tests::foreign::Money, How>,
    ) -> Self {
        self.tip = tip.into_option();
        self
    }

    #[must_use]
    pub fn fee<How>(
        mut self,
        fee: impl IntoOption<specloom_tests::foreign::Money, How>,
    ) -> Self {
        self.fee = specloom_runtime::Nullable::or_absent(fee.into_option());
        self
    }

    /// Sets the property `fee` to null, which is not the same as leaving it out.
    pub fn fee_null(mut self) -> Self {
        self.fee = specloom_runtime::Nullable::Null;
        self
    }

    #[must_use]
    pub fn parts<How>(
        mut self,
        parts: impl IntoOption<Vec<specloom_tests::foreign::Money>, How>,
    ) -> Self {
        self.parts = parts.into_option();
        self
    }

    #[must_use]
    pub fn to<How>(
        mut self,
        to: impl IntoOption<specloom_tests::foreign::AccountId, How>,
    ) -> Self {
        self.to = to.into_option();
        self
    }

    #[must_use]
    pub fn rate<How>(mut self, rate: impl IntoOption<Rate, How>) -> Self {
        self.rate = rate.into_option();
        self
    }
}

/// Builders of the structs, of the same names.
pub mod builder {
    use specloom_runtime::{IntoOption, MissingValue};
    /// The builder of [`Rate`](super::Rate).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Rate {
        from: Option<String>,
        per_mille: Option<i64>,
    }

    impl Rate {
        pub fn from<How>(mut self, from: impl IntoOption<String, How>) -> Self {
            self.from = from.into_option();
            self
        }

        pub fn per_mille<How>(mut self, per_mille: impl IntoOption<i64, How>) -> Self {
            self.per_mille = per_mille.into_option();
            self
        }

        /// The finished [`Rate`](super::Rate).
        ///
        /// # Errors
        ///
        /// `from` was not set.
        pub fn build(self) -> Result<super::Rate, MissingValue> {
            Ok(super::Rate {
                from: self.from.ok_or(MissingValue("from"))?,
                per_mille: self.per_mille,
            })
        }
    }

    impl From<super::Rate> for Rate {
        fn from(value: super::Rate) -> Self {
            Self {
                from: Some(value.from),
                per_mille: value.per_mille,
            }
        }
    }

    /// The builder of [`Receipt`](super::Receipt).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Receipt {
        total: Option<specloom_tests::foreign::Money>,
        tip: Option<specloom_tests::foreign::Money>,
        by: Option<std::collections::BTreeMap<String, specloom_tests::foreign::Money>>,
        way: Option<super::ReceiptWay>,
        extra: specloom_runtime::Extra<specloom_tests::foreign::Money>,
    }

    impl Receipt {
        pub fn total<How>(
            mut self,
            total: impl IntoOption<specloom_tests::foreign::Money, How>,
        ) -> Self {
            self.total = total.into_option();
            self
        }

        pub fn tip<How>(
            mut self,
            tip: impl IntoOption<specloom_tests::foreign::Money, How>,
        ) -> Self {
            self.tip = tip.into_option();
            self
        }

        pub fn by<How>(
            mut self,
            by: impl IntoOption<
                std::collections::BTreeMap<String, specloom_tests::foreign::Money>,
                How,
            >,
        ) -> Self {
            self.by = by.into_option();
            self
        }

        pub fn way<How>(mut self, way: impl IntoOption<super::ReceiptWay, How>) -> Self {
            self.way = way.into_option();
            self
        }

        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra(
            mut self,
            name: impl Into<String>,
            value: impl Into<specloom_tests::foreign::Money>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }

        /// The finished [`Receipt`](super::Receipt).
        ///
        /// # Errors
        ///
        /// One of `total`, `way` was not set.
        pub fn build(self) -> Result<super::Receipt, MissingValue> {
            Ok(super::Receipt {
                total: self.total.ok_or(MissingValue("total"))?,
                tip: self.tip,
                by: self.by,
                way: self.way.ok_or(MissingValue("way"))?,
                extra: self.extra,
            })
        }
    }

    impl From<super::Receipt> for Receipt {
        fn from(value: super::Receipt) -> Self {
            Self {
                total: Some(value.total),
                tip: value.tip,
                by: value.by,
                way: Some(value.way),
                extra: value.extra,
            }
        }
    }

    /// The builder of [`Transfer`](super::Transfer).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Transfer {
        total: Option<specloom_tests::foreign::Money>,
        tip: Option<specloom_tests::foreign::Money>,
        fee: specloom_runtime::Nullable<specloom_tests::foreign::Money>,
        parts: Option<Vec<specloom_tests::foreign::Money>>,
        to: Option<specloom_tests::foreign::AccountId>,
        rate: Option<super::Rate>,
    }

    impl Transfer {
        pub fn total<How>(
            mut self,
            total: impl IntoOption<specloom_tests::foreign::Money, How>,
        ) -> Self {
            self.total = total.into_option();
            self
        }

        pub fn tip<How>(
            mut self,
            tip: impl IntoOption<specloom_tests::foreign::Money, How>,
        ) -> Self {
            self.tip = tip.into_option();
            self
        }

        pub fn fee<How>(
            mut self,
            fee: impl IntoOption<specloom_tests::foreign::Money, How>,
        ) -> Self {
            self.fee = specloom_runtime::Nullable::or_absent(fee.into_option());
            self
        }

        pub fn parts<How>(
            mut self,
            parts: impl IntoOption<Vec<specloom_tests::foreign::Money>, How>,
        ) -> Self {
            self.parts = parts.into_option();
            self
        }

        pub fn to<How>(
            mut self,
            to: impl IntoOption<specloom_tests::foreign::AccountId, How>,
        ) -> Self {
            self.to = to.into_option();
            self
        }

        pub fn rate<How>(mut self, rate: impl IntoOption<super::Rate, How>) -> Self {
            self.rate = rate.into_option();
            self
        }

        /// Sets the property `fee` to null, which is not the same as leaving it out.
        pub fn fee_null(mut self) -> Self {
            self.fee = specloom_runtime::Nullable::Null;
            self
        }

        /// The finished [`Transfer`](super::Transfer).
        ///
        /// # Errors
        ///
        /// `total` was not set.
        pub fn build(self) -> Result<super::Transfer, MissingValue> {
            Ok(super::Transfer {
                total: self.total.ok_or(MissingValue("total"))?,
                tip: self.tip,
                fee: self.fee,
                parts: self.parts,
                to: self.to,
                rate: self.rate,
            })
        }
    }

    impl From<super::Transfer> for Transfer {
        fn from(value: super::Transfer) -> Self {
            Self {
                total: Some(value.total),
                tip: value.tip,
                fee: value.fee,
                parts: value.parts,
                to: value.to,
                rate: value.rate,
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
