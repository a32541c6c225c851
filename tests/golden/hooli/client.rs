
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
static OPERATIONS: &[&str] = &["put_item", "search", "set_owner"];

/// The security schemes of the page.
static SCHEMES: &[Scheme] = &[];

/// Client of the hooli API. Cheap to clone; clones share connections.
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

    /// Store an item
    ///
    /// `PUT /vaults/{vault}/items/{item}`
    ///
    /// - `item`: Which item.
    pub fn put_item(
        &self,
        vault: impl Into<i32>,
        item: impl Into<specloom_runtime::formats::Uuid>,
    ) -> operations::PutItem {
        operations::PutItem::new(self.session.clone(), vault.into(), item.into())
    }

    /// search
    ///
    /// `POST /search`
    pub fn search(&self) -> operations::Search {
        operations::Search::new(self.session.clone())
    }

    /// setOwner
    ///
    /// `PUT /owner`
    pub fn set_owner(&self) -> operations::SetOwner {
        operations::SetOwner::new(self.session.clone())
    }
}

/// Builds a [`Client`] of the hooli API.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    session: SessionBuilder,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        Self {
            session: SessionBuilder::new(SCHEMES, Some("https://api.hooli.test"))
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

pub(super) static PUT_ITEM: Operation = Operation::new(
        "put_item",
        specloom_runtime::Method::PUT,
        "/vaults/{vault}/items/{item}",
    )
    .accept("application/json")
    .idempotent();

/// Store an item
///
/// `PUT /vaults/{vault}/items/{item}`, made by [`Client::put_item`](super::Client::put_item).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct PutItem {
    session: Session,
    call: CallOptions,
    vault: i32,
    item: specloom_runtime::formats::Uuid,
    since: Option<specloom_runtime::formats::DateTime>,
    vault_2: Option<String>,
    size: Option<u32>,
    most: Option<specloom_runtime::formats::DecimalNumber>,
    body: Option<types::builder::NewItem>,
}

impl PutItem {
    pub(super) fn new(
        session: Session,
        vault: i32,
        item: specloom_runtime::formats::Uuid,
    ) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            vault,
            item,
            since: None,
            vault_2: None,
            size: None,
            most: None,
            body: None,
        }
    }

    /// Query parameter `since`, optional.
    pub fn since<How>(
        mut self,
        since: impl IntoOption<specloom_runtime::formats::DateTime, How>,
    ) -> Self {
        self.since = since.into_option();
        self
    }

    /// Query parameter `vault`, optional.
    pub fn vault_2<How>(mut self, vault_2: impl IntoOption<String, How>) -> Self {
        self.vault_2 = vault_2.into_option();
        self
    }

    /// Query parameter `size`, optional.
    pub fn size<How>(mut self, size: impl IntoOption<u32, How>) -> Self {
        self.size = size.into_option();
        self
    }

    /// Query parameter `most`, optional.
    pub fn most<How>(
        mut self,
        most: impl IntoOption<specloom_runtime::formats::DecimalNumber, How>,
    ) -> Self {
        self.most = most.into_option();
        self
    }

    /// Property `name` of the body, required.
    pub fn name<How>(mut self, name: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().name(name));
        self
    }

    /// Property `until` of the body, required.
    pub fn until<How>(
        mut self,
        until: impl IntoOption<specloom_runtime::formats::Date, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().until(until));
        self
    }

    /// Property `price` of the body, optional.
    pub fn price<How>(
        mut self,
        price: impl IntoOption<specloom_runtime::formats::Decimal, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().price(price));
        self
    }

    /// Property `fee` of the body, optional.
    pub fn fee<How>(
        mut self,
        fee: impl IntoOption<specloom_runtime::formats::DecimalNumber, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().fee(fee));
        self
    }

    /// Sets the property `fee` to null, which is not the same as leaving it out.
    pub fn fee_null(mut self) -> Self {
        self.body = Some(self.body.unwrap_or_default().fee_null());
        self
    }

    /// Property `blob` of the body, optional.
    pub fn blob<How>(
        mut self,
        blob: impl IntoOption<specloom_runtime::formats::Base64, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().blob(blob));
        self
    }

    /// Property `count` of the body, optional.
    pub fn count<How>(mut self, count: impl IntoOption<i32, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().count(count));
        self
    }

    /// Property `lock` of the body, optional.
    pub fn lock<How>(
        mut self,
        lock: impl IntoOption<specloom_runtime::formats::DateTime, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().lock(lock));
        self
    }

    /// Sets the property `lock` to null, which is not the same as leaving it out.
    pub fn lock_null(mut self) -> Self {
        self.body = Some(self.body.unwrap_or_default().lock_null());
        self
    }

    /// Property `labels` of the body, optional.
    pub fn labels<How>(
        mut self,
        labels: impl IntoOption<Vec<specloom_runtime::formats::Uuid>, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().labels(labels));
        self
    }

    /// Property `any` of the body, optional.
    pub fn any(mut self, any: impl Into<serde_json::Value>) -> Self {
        self.body = Some(self.body.unwrap_or_default().any(any));
        self
    }

    /// Sets the property `any` to null, which is not the same as leaving it out.
    pub fn any_null(mut self) -> Self {
        self.body = Some(self.body.unwrap_or_default().any_null());
        self
    }

    /// Property `new` of the body, optional.
    pub fn new_<How>(mut self, new: impl IntoOption<bool, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().new_(new));
        self
    }

    /// Property `parts` of the body, optional.
    pub fn parts<How>(mut self, parts: impl IntoOption<Vec<types::Part>, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().parts(parts));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::NewItem>) -> Self {
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
    pub async fn send(self) -> Result<types::Item, Error<PutItemError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<types::Item>, Error<PutItemError>> {
        let mut request = self.session.request(&PUT_ITEM, self.call);
        request.parameter(Parameter::path("vault"), &self.vault)?;
        request.parameter(Parameter::path("item"), &self.item)?;
        request.parameter(Parameter::query("since"), &self.since)?;
        request.parameter(Parameter::query("vault"), &self.vault_2)?;
        request.parameter(Parameter::query("size"), &self.size)?;
        request.parameter(Parameter::query("most"), &self.most)?;
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
    pub fn send_blocking(self) -> Result<types::Item, Error<PutItemError>> {
        specloom_runtime::blocking::wait(self.send())
    }

    /// [`send_reply`](Self::send_reply) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_reply_blocking(self) -> Result<Reply<types::Item>, Error<PutItemError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<types::Item, PutItemError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.json()),
            429 => Decoded::Failure(Ok(PutItemError::TooManyRequests)),
            status if status / 100 == 2 => Decoded::Nearest(payload.json()),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static SEARCH: Operation = Operation::new(
    "search",
    specloom_runtime::Method::POST,
    "/search",
);

/// search
///
/// `POST /search`, made by [`Client::search`](super::Client::search).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct Search {
    session: Session,
    call: CallOptions,
    body: Option<types::builder::Query>,
}

impl Search {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            body: None,
        }
    }

    /// Property `text` of the body, optional.
    pub fn text<How>(mut self, text: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().text(text));
        self
    }

    /// Property `at` of the body, optional.
    pub fn at<How>(
        mut self,
        at: impl IntoOption<specloom_runtime::formats::Time, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().at(at));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::Query>) -> Self {
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
    pub async fn send(self) -> Result<(), Error<SearchError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<()>, Error<SearchError>> {
        let mut request = self.session.request(&SEARCH, self.call);
        if let Some(body) = self.body {
            let body = body.build();
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
    pub fn send_blocking(self) -> Result<(), Error<SearchError>> {
        specloom_runtime::blocking::wait(self.send())
    }

    /// [`send_reply`](Self::send_reply) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_reply_blocking(self) -> Result<Reply<()>, Error<SearchError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<(), SearchError> {
        match payload.status().as_u16() {
            204 => Decoded::Success(Ok(())),
            status if status / 100 == 2 => Decoded::Nearest(Ok(())),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static SET_OWNER: Operation = Operation::new(
        "set_owner",
        specloom_runtime::Method::PUT,
        "/owner",
    )
    .idempotent();

/// setOwner
///
/// `PUT /owner`, made by [`Client::set_owner`](super::Client::set_owner).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct SetOwner {
    session: Session,
    call: CallOptions,
    body: Option<types::builder::SetOwnerRequest>,
}

impl SetOwner {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            body: None,
        }
    }

    /// Property `owner` of the body, required.
    pub fn owner<How>(mut self, owner: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().owner(owner));
        self
    }

    /// Sets the property `owner` to null.
    pub fn owner_null(mut self) -> Self {
        self.body = Some(self.body.unwrap_or_default().owner_null());
        self
    }

    /// Property `since` of the body, required.
    pub fn since<How>(
        mut self,
        since: impl IntoOption<specloom_runtime::formats::Date, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().since(since));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::SetOwnerRequest>) -> Self {
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
    pub async fn send(self) -> Result<(), Error<SetOwnerError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<()>, Error<SetOwnerError>> {
        let mut request = self.session.request(&SET_OWNER, self.call);
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
    pub fn send_blocking(self) -> Result<(), Error<SetOwnerError>> {
        specloom_runtime::blocking::wait(self.send())
    }

    /// [`send_reply`](Self::send_reply) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_reply_blocking(self) -> Result<Reply<()>, Error<SetOwnerError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<(), SetOwnerError> {
        match payload.status().as_u16() {
            204 => Decoded::Success(Ok(())),
            status if status / 100 == 2 => Decoded::Nearest(Ok(())),
            _ => Decoded::Undocumented,
        }
    }
}
}

mod replies {
//! What the operations answer: an enum per operation, a variant per documented status.

use specloom_runtime::Reply;
use super::types;

/// The error replies that the page documents for [`Client::put_item`](super::Client::put_item), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PutItemError {
    /// 429 Too Many Requests.
    TooManyRequests,
}

impl std::fmt::Display for PutItemError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::TooManyRequests => "429 Too Many Requests",
            },
        )
    }
}

impl std::error::Error for PutItemError {}

/// The error replies that the page documents for [`Client::search`](super::Client::search): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SearchError {}

impl std::fmt::Display for SearchError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for SearchError {}

/// The error replies that the page documents for [`Client::set_owner`](super::Client::set_owner): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SetOwnerError {}

impl std::fmt::Display for SetOwnerError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for SetOwnerError {}

/// The headers that the page documents, of any reply: `None` where one is absent or not as documented. All others are in
/// `Reply::headers`.
pub trait ReplyHeaders: sealed::Sealed {
    /// The header `X-Rate-Limit-Left`, which [`put_item`](super::Client::put_item) documents.
    ///
    /// How many calls are left.
    fn x_rate_limit_left(&self) -> Option<i64>;
    /// The header `X-Rate-Limit-Reset`, which [`put_item`](super::Client::put_item) documents.
    fn x_rate_limit_reset(&self) -> Option<specloom_runtime::formats::DateTime>;
    /// The header `X-Cost`, which [`put_item`](super::Client::put_item) documents.
    fn x_cost(&self) -> Option<specloom_runtime::formats::DecimalNumber>;
    /// The header `X-Tier`, which [`put_item`](super::Client::put_item) documents.
    fn x_tier(&self) -> Option<types::PutItemHeader>;
    /// The header `X-Shelves`, which [`put_item`](super::Client::put_item) documents.
    ///
    /// Where it lies.
    fn x_shelves(&self) -> Option<Vec<i64>>;
    /// The header `X-Moved`, which [`put_item`](super::Client::put_item) documents.
    fn x_moved(&self) -> Option<Vec<specloom_runtime::formats::Date>>;
    /// The header `X-Tiers`, which [`put_item`](super::Client::put_item) documents.
    fn x_tiers(&self) -> Option<Vec<types::PutItemHeader>>;
    /// The header `Retry-After`, which [`put_item`](super::Client::put_item) documents.
    fn retry_after(&self) -> Option<i64>;
}

impl<T> ReplyHeaders for Reply<T> {
    fn x_rate_limit_left(&self) -> Option<i64> {
        self.header("x-rate-limit-left")?.trim().parse().ok()
    }

    fn x_rate_limit_reset(&self) -> Option<specloom_runtime::formats::DateTime> {
        self.header("x-rate-limit-reset")
            .map(<specloom_runtime::formats::DateTime>::from)
    }

    fn x_cost(&self) -> Option<specloom_runtime::formats::DecimalNumber> {
        self.header("x-cost").map(<specloom_runtime::formats::DecimalNumber>::from)
    }

    fn x_tier(&self) -> Option<types::PutItemHeader> {
        self.header("x-tier").map(<types::PutItemHeader>::from)
    }

    fn x_shelves(&self) -> Option<Vec<i64>> {
        self.header_list("x-shelves")?
            .into_iter()
            .map(|item| item.parse().ok())
            .collect()
    }

    fn x_moved(&self) -> Option<Vec<specloom_runtime::formats::Date>> {
        Some(
            self
                .header_list("x-moved")?
                .into_iter()
                .map(<specloom_runtime::formats::Date>::from)
                .collect(),
        )
    }

    fn x_tiers(&self) -> Option<Vec<types::PutItemHeader>> {
        Some(
            self
                .header_list("x-tiers")?
                .into_iter()
                .map(<types::PutItemHeader>::from)
                .collect(),
        )
    }

    fn retry_after(&self) -> Option<i64> {
        self.header("retry-after")?.trim().parse().ok()
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

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Item {
    pub id: specloom_runtime::formats::Uuid,
    pub created: specloom_runtime::formats::DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "specloom_runtime::whole::number"
    )]
    pub weight: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<specloom_runtime::formats::IsoDuration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<specloom_runtime::formats::DecimalNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ItemChange>,
}

impl Eq for Item {}

impl std::hash::Hash for Item {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}

impl Item {
    /// A builder of [`Item`], with nothing set.
    pub fn builder() -> builder::Item {
        Default::default()
    }
}

/// The property `change` of `Item`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ItemChange {
    /// As `specloom_runtime::formats::DecimalNumber`.
    DecimalNumber(specloom_runtime::formats::DecimalNumber),
    /// As `Vec<specloom_runtime::formats::DecimalNumber>`.
    DecimalNumberList(Vec<specloom_runtime::formats::DecimalNumber>),
    /// None of the shapes that the page lists, as it came.
    Other(serde_json::Value),
}

impl<'de> Deserialize<'de> for ItemChange {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        use specloom_runtime::union::{Shape, Union, NUMBER, LIST};
        static MEMBERS: Union = Union {
            tags: &[],
            shapes: &[
                (0, Shape::of(NUMBER).exact()),
                (1, Shape::of(LIST).items(&[Shape::of(NUMBER).exact()])),
            ],
        };
        specloom_runtime::Undecided::decide(
            deserializer,
            |value| match value.member(&MEMBERS) {
                Some(0) => value.read().map(Self::DecimalNumber),
                Some(1) => value.read().map(Self::DecimalNumberList),
                _ => value.into_json().map(Self::Other),
            },
        )
    }
}

impl From<specloom_runtime::formats::DecimalNumber> for ItemChange {
    fn from(value: specloom_runtime::formats::DecimalNumber) -> Self {
        Self::DecimalNumber(value)
    }
}

impl From<Vec<specloom_runtime::formats::DecimalNumber>> for ItemChange {
    fn from(value: Vec<specloom_runtime::formats::DecimalNumber>) -> Self {
        Self::DecimalNumberList(value)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NewItem {
    pub name: String,
    pub until: specloom_runtime::formats::Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<specloom_runtime::formats::Decimal>,
    #[serde(default, skip_serializing_if = "specloom_runtime::Nullable::is_absent")]
    pub fee: specloom_runtime::Nullable<specloom_runtime::formats::DecimalNumber>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blob: Option<specloom_runtime::formats::Base64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i32>,
    #[serde(default, skip_serializing_if = "specloom_runtime::Nullable::is_absent")]
    pub lock: specloom_runtime::Nullable<specloom_runtime::formats::DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<specloom_runtime::formats::Uuid>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "specloom_runtime::nullable::present"
    )]
    pub any: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Vec<Part>>,
}

impl Eq for NewItem {}

impl std::hash::Hash for NewItem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}

impl NewItem {
    /// A builder of [`NewItem`], with nothing set.
    pub fn builder() -> builder::NewItem {
        Default::default()
    }
}

impl NewItem {
    /// A [`NewItem`] of what it cannot do without.
    pub fn new(
        name: impl Into<String>,
        until: impl Into<specloom_runtime::formats::Date>,
    ) -> Self {
        Self {
            name: name.into(),
            until: until.into(),
            price: Default::default(),
            fee: Default::default(),
            blob: Default::default(),
            count: Default::default(),
            lock: Default::default(),
            labels: Default::default(),
            any: Default::default(),
            new: Default::default(),
            parts: Default::default(),
        }
    }

    #[must_use]
    pub fn price<How>(
        mut self,
        price: impl IntoOption<specloom_runtime::formats::Decimal, How>,
    ) -> Self {
        self.price = price.into_option();
        self
    }

    #[must_use]
    pub fn fee<How>(
        mut self,
        fee: impl IntoOption<specloom_runtime::formats::DecimalNumber, How>,
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
    pub fn blob<How>(
        mut self,
        blob: impl IntoOption<specloom_runtime::formats::Base64, How>,
    ) -> Self {
        self.blob = blob.into_option();
        self
    }

    #[must_use]
    pub fn count<How>(mut self, count: impl IntoOption<i32, How>) -> Self {
        self.count = count.into_option();
        self
    }

    #[must_use]
    pub fn lock<How>(
        mut self,
        lock: impl IntoOption<specloom_runtime::formats::DateTime, How>,
    ) -> Self {
        self.lock = specloom_runtime::Nullable::or_absent(lock.into_option());
        self
    }

    /// Sets the property `lock` to null, which is not the same as leaving it out.
    pub fn lock_null(mut self) -> Self {
        self.lock = specloom_runtime::Nullable::Null;
        self
    }

    #[must_use]
    pub fn labels<How>(
        mut self,
        labels: impl IntoOption<Vec<specloom_runtime::formats::Uuid>, How>,
    ) -> Self {
        self.labels = labels.into_option();
        self
    }

    #[must_use]
    pub fn any(mut self, any: impl Into<serde_json::Value>) -> Self {
        self.any = Some(any.into());
        self
    }

    /// Sets the property `any` to null, which is not the same as leaving it out.
    pub fn any_null(mut self) -> Self {
        self.any = Some(serde_json::Value::Null);
        self
    }

    #[must_use]
    pub fn new_<How>(mut self, new: impl IntoOption<bool, How>) -> Self {
        self.new = new.into_option();
        self
    }

    #[must_use]
    pub fn parts<How>(mut self, parts: impl IntoOption<Vec<Part>, How>) -> Self {
        self.parts = parts.into_option();
        self
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Part {
    #[serde(serialize_with = "specloom_runtime::whole::number")]
    pub weight: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<Part>>,
}

impl Eq for Part {}

impl std::hash::Hash for Part {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}

impl Part {
    /// A builder of [`Part`], with nothing set.
    pub fn builder() -> builder::Part {
        Default::default()
    }
}

impl Part {
    /// A [`Part`] of what it cannot do without.
    pub fn new(weight: impl Into<f64>) -> Self {
        Self {
            weight: weight.into(),
            parent: Default::default(),
        }
    }

    #[must_use]
    pub fn parent<How>(mut self, parent: impl IntoOption<Part, How>) -> Self {
        self.parent = parent.into_option().map(Box::new);
        self
    }
}

/// A header of a reply to `put_item`, and an item of a header of a reply to `put_item`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PutItemHeader {
    /// `free`
    Free,
    /// `paid`
    Paid,
    /// A value that the page does not list, as it came.
    Unknown(String),
}

impl PutItemHeader {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Free => "free",
            Self::Paid => "paid",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for PutItemHeader {
    fn from(value: &str) -> Self {
        match value {
            "free" => Self::Free,
            "paid" => Self::Paid,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

impl From<String> for PutItemHeader {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::fmt::Display for PutItemHeader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for PutItemHeader {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for PutItemHeader {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Query {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<specloom_runtime::formats::Time>,
}

impl Query {
    /// A builder of [`Query`], with nothing set.
    pub fn builder() -> builder::Query {
        Default::default()
    }
}

impl Query {
    /// A [`Query`] with nothing set.
    pub fn new() -> Self {
        Self {
            text: Default::default(),
            at: Default::default(),
        }
    }

    #[must_use]
    pub fn text<How>(mut self, text: impl IntoOption<String, How>) -> Self {
        self.text = text.into_option();
        self
    }

    #[must_use]
    pub fn at<How>(
        mut self,
        at: impl IntoOption<specloom_runtime::formats::Time, How>,
    ) -> Self {
        self.at = at.into_option();
        self
    }
}

/// The request body of `set_owner`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SetOwnerRequest {
    #[serde(deserialize_with = "Option::deserialize")]
    pub owner: Option<String>,
    pub since: specloom_runtime::formats::Date,
}

impl SetOwnerRequest {
    /// A builder of [`SetOwnerRequest`], with nothing set.
    pub fn builder() -> builder::SetOwnerRequest {
        Default::default()
    }
}

impl SetOwnerRequest {
    /// A [`SetOwnerRequest`] of what it cannot do without.
    pub fn new(
        owner: Option<String>,
        since: impl Into<specloom_runtime::formats::Date>,
    ) -> Self {
        Self { owner, since: since.into() }
    }
}

/// Builders of the structs, of the same names.
pub mod builder {
    use specloom_runtime::{IntoOption, MissingValue};
    /// The builder of [`Item`](super::Item).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Item {
        id: Option<specloom_runtime::formats::Uuid>,
        created: Option<specloom_runtime::formats::DateTime>,
        count: Option<i64>,
        weight: Option<f64>,
        age: Option<specloom_runtime::formats::IsoDuration>,
        total: Option<specloom_runtime::formats::DecimalNumber>,
        change: Option<super::ItemChange>,
    }

    impl Item {
        pub fn id<How>(
            mut self,
            id: impl IntoOption<specloom_runtime::formats::Uuid, How>,
        ) -> Self {
            self.id = id.into_option();
            self
        }

        pub fn created<How>(
            mut self,
            created: impl IntoOption<specloom_runtime::formats::DateTime, How>,
        ) -> Self {
            self.created = created.into_option();
            self
        }

        pub fn count<How>(mut self, count: impl IntoOption<i64, How>) -> Self {
            self.count = count.into_option();
            self
        }

        pub fn weight<How>(mut self, weight: impl IntoOption<f64, How>) -> Self {
            self.weight = weight.into_option();
            self
        }

        pub fn age<How>(
            mut self,
            age: impl IntoOption<specloom_runtime::formats::IsoDuration, How>,
        ) -> Self {
            self.age = age.into_option();
            self
        }

        pub fn total<How>(
            mut self,
            total: impl IntoOption<specloom_runtime::formats::DecimalNumber, How>,
        ) -> Self {
            self.total = total.into_option();
            self
        }

        pub fn change<How>(
            mut self,
            change: impl IntoOption<super::ItemChange, How>,
        ) -> Self {
            self.change = change.into_option();
            self
        }

        /// The finished [`Item`](super::Item).
        ///
        /// # Errors
        ///
        /// One of `id`, `created` was not set.
        pub fn build(self) -> Result<super::Item, MissingValue> {
            Ok(super::Item {
                id: self.id.ok_or(MissingValue("id"))?,
                created: self.created.ok_or(MissingValue("created"))?,
                count: self.count,
                weight: self.weight,
                age: self.age,
                total: self.total,
                change: self.change,
            })
        }
    }

    impl From<super::Item> for Item {
        fn from(value: super::Item) -> Self {
            Self {
                id: Some(value.id),
                created: Some(value.created),
                count: value.count,
                weight: value.weight,
                age: value.age,
                total: value.total,
                change: value.change,
            }
        }
    }

    /// The builder of [`NewItem`](super::NewItem).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct NewItem {
        name: Option<String>,
        until: Option<specloom_runtime::formats::Date>,
        price: Option<specloom_runtime::formats::Decimal>,
        fee: specloom_runtime::Nullable<specloom_runtime::formats::DecimalNumber>,
        blob: Option<specloom_runtime::formats::Base64>,
        count: Option<i32>,
        lock: specloom_runtime::Nullable<specloom_runtime::formats::DateTime>,
        labels: Option<Vec<specloom_runtime::formats::Uuid>>,
        any: Option<serde_json::Value>,
        new: Option<bool>,
        parts: Option<Vec<super::Part>>,
    }

    impl NewItem {
        pub fn name<How>(mut self, name: impl IntoOption<String, How>) -> Self {
            self.name = name.into_option();
            self
        }

        pub fn until<How>(
            mut self,
            until: impl IntoOption<specloom_runtime::formats::Date, How>,
        ) -> Self {
            self.until = until.into_option();
            self
        }

        pub fn price<How>(
            mut self,
            price: impl IntoOption<specloom_runtime::formats::Decimal, How>,
        ) -> Self {
            self.price = price.into_option();
            self
        }

        pub fn fee<How>(
            mut self,
            fee: impl IntoOption<specloom_runtime::formats::DecimalNumber, How>,
        ) -> Self {
            self.fee = specloom_runtime::Nullable::or_absent(fee.into_option());
            self
        }

        pub fn blob<How>(
            mut self,
            blob: impl IntoOption<specloom_runtime::formats::Base64, How>,
        ) -> Self {
            self.blob = blob.into_option();
            self
        }

        pub fn count<How>(mut self, count: impl IntoOption<i32, How>) -> Self {
            self.count = count.into_option();
            self
        }

        pub fn lock<How>(
            mut self,
            lock: impl IntoOption<specloom_runtime::formats::DateTime, How>,
        ) -> Self {
            self.lock = specloom_runtime::Nullable::or_absent(lock.into_option());
            self
        }

        pub fn labels<How>(
            mut self,
            labels: impl IntoOption<Vec<specloom_runtime::formats::Uuid>, How>,
        ) -> Self {
            self.labels = labels.into_option();
            self
        }

        pub fn any(mut self, any: impl Into<serde_json::Value>) -> Self {
            self.any = Some(any.into());
            self
        }

        pub fn new_<How>(mut self, new: impl IntoOption<bool, How>) -> Self {
            self.new = new.into_option();
            self
        }

        pub fn parts<How>(
            mut self,
            parts: impl IntoOption<Vec<super::Part>, How>,
        ) -> Self {
            self.parts = parts.into_option();
            self
        }

        /// Sets the property `fee` to null, which is not the same as leaving it out.
        pub fn fee_null(mut self) -> Self {
            self.fee = specloom_runtime::Nullable::Null;
            self
        }

        /// Sets the property `lock` to null, which is not the same as leaving it out.
        pub fn lock_null(mut self) -> Self {
            self.lock = specloom_runtime::Nullable::Null;
            self
        }

        /// Sets the property `any` to null, which is not the same as leaving it out.
        pub fn any_null(mut self) -> Self {
            self.any = Some(serde_json::Value::Null);
            self
        }

        /// The finished [`NewItem`](super::NewItem).
        ///
        /// # Errors
        ///
        /// One of `name`, `until` was not set.
        pub fn build(self) -> Result<super::NewItem, MissingValue> {
            Ok(super::NewItem {
                name: self.name.ok_or(MissingValue("name"))?,
                until: self.until.ok_or(MissingValue("until"))?,
                price: self.price,
                fee: self.fee,
                blob: self.blob,
                count: self.count,
                lock: self.lock,
                labels: self.labels,
                any: self.any,
                new: self.new,
                parts: self.parts,
            })
        }
    }

    impl From<super::NewItem> for NewItem {
        fn from(value: super::NewItem) -> Self {
            Self {
                name: Some(value.name),
                until: Some(value.until),
                price: value.price,
                fee: value.fee,
                blob: value.blob,
                count: value.count,
                lock: value.lock,
                labels: value.labels,
                any: value.any,
                new: value.new,
                parts: value.parts,
            }
        }
    }

    /// The builder of [`Part`](super::Part).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Part {
        weight: Option<f64>,
        parent: Option<super::Part>,
    }

    impl Part {
        pub fn weight<How>(mut self, weight: impl IntoOption<f64, How>) -> Self {
            self.weight = weight.into_option();
            self
        }

        pub fn parent<How>(mut self, parent: impl IntoOption<super::Part, How>) -> Self {
            self.parent = parent.into_option();
            self
        }

        /// The finished [`Part`](super::Part).
        ///
        /// # Errors
        ///
        /// `weight` was not set.
        pub fn build(self) -> Result<super::Part, MissingValue> {
            Ok(super::Part {
                weight: self.weight.ok_or(MissingValue("weight"))?,
                parent: self.parent.map(Box::new),
            })
        }
    }

    impl From<super::Part> for Part {
        fn from(value: super::Part) -> Self {
            Self {
                weight: Some(value.weight),
                parent: value.parent.map(|value| *value),
            }
        }
    }

    /// The builder of [`Query`](super::Query).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Query {
        text: Option<String>,
        at: Option<specloom_runtime::formats::Time>,
    }

    impl Query {
        pub fn text<How>(mut self, text: impl IntoOption<String, How>) -> Self {
            self.text = text.into_option();
            self
        }

        pub fn at<How>(
            mut self,
            at: impl IntoOption<specloom_runtime::formats::Time, How>,
        ) -> Self {
            self.at = at.into_option();
            self
        }

        /// The finished [`Query`](super::Query).
        pub fn build(self) -> super::Query {
            super::Query {
                text: self.text,
                at: self.at,
            }
        }
    }

    impl From<super::Query> for Query {
        fn from(value: super::Query) -> Self {
            Self {
                text: value.text,
                at: value.at,
            }
        }
    }

    /// The builder of [`SetOwnerRequest`](super::SetOwnerRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct SetOwnerRequest {
        owner: specloom_runtime::Nullable<String>,
        since: Option<specloom_runtime::formats::Date>,
    }

    impl SetOwnerRequest {
        pub fn owner<How>(mut self, owner: impl IntoOption<String, How>) -> Self {
            self.owner = specloom_runtime::Nullable::or_null(owner.into_option());
            self
        }

        pub fn since<How>(
            mut self,
            since: impl IntoOption<specloom_runtime::formats::Date, How>,
        ) -> Self {
            self.since = since.into_option();
            self
        }

        /// Sets the property `owner` to null.
        pub fn owner_null(mut self) -> Self {
            self.owner = specloom_runtime::Nullable::Null;
            self
        }

        /// The finished [`SetOwnerRequest`](super::SetOwnerRequest).
        ///
        /// # Errors
        ///
        /// One of `owner`, `since` was not set.
        pub fn build(self) -> Result<super::SetOwnerRequest, MissingValue> {
            Ok(super::SetOwnerRequest {
                owner: self.owner.given().ok_or(MissingValue("owner"))?,
                since: self.since.ok_or(MissingValue("since"))?,
            })
        }
    }

    impl From<super::SetOwnerRequest> for SetOwnerRequest {
        fn from(value: super::SetOwnerRequest) -> Self {
            Self {
                owner: specloom_runtime::Nullable::or_null(value.owner),
                since: Some(value.since),
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
