// lowered: binary data is held by text here, so it is a `String`, as it comes (uploads at /paths/~1shops~1{shop_id}~1orders/post/responses/206/content/application~1json/schema/items)
// inferred: `access_token` is taken for a secret (secrets at /components/schemas/Order/properties/access_token)
// inferred: `password` is taken for a secret (secrets at /paths/~1shops~1{shop_id}~1orders/post/requestBody/content/application~1json/schema/properties/password)

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
    .security(&[&["api_key"], &[]]);

/// The operations' names.
static OPERATIONS: &[&str] = &["place_order"];

/// The security schemes of the page.
static SCHEMES: &[Scheme] = &[
    Scheme {
        name: "api_key",
        kind: SchemeKind::Header("X-Api-Key"),
        setter: "api_key",
    },
];

/// Client of the acme API. Cheap to clone; clones share connections.
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

    /// Place an order
    ///
    /// `POST /shops/{shop_id}/orders`
    ///
    /// Places an order \*/ and "returns" it, `{id}` and all.
    ///
    /// \#!\[allow(warnings)\]
    pub fn place_order(&self, shop_id: impl Into<i64>) -> operations::PlaceOrder {
        operations::PlaceOrder::new(self.session.clone(), shop_id.into())
    }
}

/// The servers that the page names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Server {
    /// `https://api.acme.test/v3`
    ///
    /// Production
    #[default]
    Production,
    /// `https://sandbox.acme.test/v3`
    ///
    /// Sandbox
    Sandbox,
}

impl Server {
    /// The server's URL.
    pub fn url(self) -> &'static str {
        match self {
            Self::Production => "https://api.acme.test/v3",
            Self::Sandbox => "https://sandbox.acme.test/v3",
        }
    }
}

/// Builds a [`Client`] of the acme API.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    session: SessionBuilder,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        Self {
            session: SessionBuilder::new(SCHEMES, Some("https://api.acme.test/v3"))
                .operations(OPERATIONS)
                .user_agent(user_agent),
        }
    }
}

impl ClientBuilder {
    /// Calls this one of the page's servers; [`Server::Production`] unless set.
    pub fn server(mut self, server: Server) -> Self {
        self.session = self.session.server(server.url());
        self
    }

    /// Calls this URL instead of one of the page's servers. A path in it is put before the operations' paths.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.session = self.session.base_url(url);
        self
    }

    /// Authenticates with an API key in the header `X-Api-Key`.
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

pub(super) static PLACE_ORDER: Operation = Operation::new(
        "place_order",
        specloom_runtime::Method::POST,
        "/shops/{shop_id}/orders",
    )
    .security(&[&["api_key"]])
    .accept("application/json, text/plain");

/// Place an order
///
/// `POST /shops/{shop_id}/orders`, made by [`Client::place_order`](super::Client::place_order).
///
/// Places an order \*/ and "returns" it, `{id}` and all.
///
/// \#!\[allow(warnings)\]
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct PlaceOrder {
    session: Session,
    call: CallOptions,
    shop_id: i64,
    tags: Option<Vec<String>>,
    type_: Option<types::PlaceOrderType>,
    x_trace: Option<String>,
    body: Option<types::builder::PlaceOrderRequest>,
}

impl PlaceOrder {
    pub(super) fn new(session: Session, shop_id: i64) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            shop_id,
            tags: None,
            type_: None,
            x_trace: None,
            body: None,
        }
    }

    /// Query parameter `tags`, optional.
    ///
    /// Any of these.
    pub fn tags<How>(mut self, tags: impl IntoOption<Vec<String>, How>) -> Self {
        self.tags = tags.into_option();
        self
    }

    /// Query parameter `type`, optional.
    pub fn type_<How>(
        mut self,
        type_: impl IntoOption<types::PlaceOrderType, How>,
    ) -> Self {
        self.type_ = type_.into_option();
        self
    }

    /// Request header `X-Trace`, optional.
    pub fn x_trace<How>(mut self, x_trace: impl IntoOption<String, How>) -> Self {
        self.x_trace = x_trace.into_option();
        self
    }

    /// Property `password` of the body, required.
    pub fn password<How>(
        mut self,
        password: impl IntoOption<specloom_runtime::SecretString, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().password(password));
        self
    }

    /// Property `note` of the body, optional.
    ///
    /// For the driver.
    pub fn note<How>(mut self, note: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().note(note));
        self
    }

    /// Sets the property `note` to null, which is not the same as leaving it out.
    pub fn note_null(mut self) -> Self {
        self.body = Some(self.body.unwrap_or_default().note_null());
        self
    }

    /// Property `lines` of the body, required.
    pub fn lines<How>(mut self, lines: impl IntoOption<Vec<types::Line>, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().lines(lines));
        self
    }

    /// Property `payment` of the body, optional.
    pub fn payment<How>(
        mut self,
        payment: impl IntoOption<types::PlaceOrderPayment, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().payment(payment));
        self
    }

    /// Sets a property beyond the named ones, by its name on the wire.
    pub fn extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<serde_json::Value>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().extra(name, value));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::PlaceOrderRequest>) -> Self {
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
    pub async fn send(self) -> Result<PlaceOrderSuccess, Error<PlaceOrderError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<PlaceOrderSuccess>, Error<PlaceOrderError>> {
        let mut request = self.session.request(&PLACE_ORDER, self.call);
        request.parameter(Parameter::path("shop_id"), &self.shop_id)?;
        request.parameter(Parameter::query("tags"), &self.tags)?;
        request.parameter(Parameter::query("type"), &self.type_)?;
        request.parameter(Parameter::header("X-Trace"), &self.x_trace)?;
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
    pub fn send_blocking(self) -> Result<PlaceOrderSuccess, Error<PlaceOrderError>> {
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
    ) -> Result<Reply<PlaceOrderSuccess>, Error<PlaceOrderError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<PlaceOrderSuccess, PlaceOrderError> {
        match payload.status().as_u16() {
            201 => Decoded::Success(payload.json().map(PlaceOrderSuccess::Created)),
            202 => Decoded::Success(Ok(PlaceOrderSuccess::Accepted)),
            206 => {
                Decoded::Success(payload.json().map(PlaceOrderSuccess::PartialContent))
            }
            409 => Decoded::Failure(Ok(PlaceOrderError::Conflict(payload.error()))),
            status if status / 100 == 4 => {
                Decoded::Failure(Ok(PlaceOrderError::ClientError(payload.error())))
            }
            status if status / 100 == 2 && payload.is_empty() => {
                Decoded::Nearest(Ok(PlaceOrderSuccess::Accepted))
            }
            200..=203 => Decoded::Nearest(payload.json().map(PlaceOrderSuccess::Created)),
            status if status / 100 == 2 => {
                Decoded::Nearest(payload.json().map(PlaceOrderSuccess::PartialContent))
            }
            status if status >= 400 => {
                Decoded::Failure(Ok(PlaceOrderError::Default(payload.error_text())))
            }
            _ => Decoded::Undocumented,
        }
    }
}
}

mod replies {
//! What the operations answer: an enum per operation, a variant per documented status.

use specloom_runtime::ErrorBody;
use super::types;

/// The error replies that the page documents for [`Client::place_order`](super::Client::place_order), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlaceOrderError {
    /// 409 Conflict.
    ///
    /// Sold out.
    Conflict(ErrorBody<types::PlaceOrderConflict>),
    /// Any 4xx status without a variant of its own.
    ///
    /// Refused.
    ClientError(ErrorBody<types::Problem>),
    /// Any status without a variant of its own.
    ///
    /// Failed.
    Default(String),
}

impl std::fmt::Display for PlaceOrderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::Conflict(_) => "409 Conflict",
                Self::ClientError(_) => "a 4xx status",
                Self::Default(_) => "a status that the page does not list",
            },
        )
    }
}

impl std::error::Error for PlaceOrderError {}

/// What [`Client::place_order`](super::Client::place_order) answers, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PlaceOrderSuccess {
    /// 201 Created.
    ///
    /// Placed.
    Created(types::Order),
    /// 202 Accepted.
    ///
    /// Queued.
    Accepted,
    /// 206 Partial Content.
    ///
    /// A part of it, as text.
    PartialContent(Vec<String>),
}
}

#[allow(missing_docs)]
pub mod types {
//! What the operations send and receive.

use serde::{Deserialize, Serialize};
use specloom_runtime::IntoOption;

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Card {
    pub kind: CardKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

impl Card {
    /// A builder of [`Card`], with nothing set.
    pub fn builder() -> builder::Card {
        Default::default()
    }
}

impl Card {
    /// A [`Card`] of what it cannot do without.
    pub fn new(kind: impl Into<CardKind>) -> Self {
        Self {
            kind: kind.into(),
            number: Default::default(),
        }
    }

    #[must_use]
    pub fn number<How>(mut self, number: impl IntoOption<String, How>) -> Self {
        self.number = number.into_option();
        self
    }
}

/// The property `kind` of `Card`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CardKind {
    /// `card`
    Card,
    /// A value that the page does not list, as it came.
    Unknown(String),
}

impl CardKind {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Card => "card",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for CardKind {
    fn from(value: &str) -> Self {
        match value {
            "card" => Self::Card,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

impl From<String> for CardKind {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::fmt::Display for CardKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CardKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CardKind {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Line {
    pub sku: String,
    /// Default: `1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<i32>,
    #[serde(rename = "self", default, skip_serializing_if = "Option::is_none")]
    pub self_: Option<bool>,
}

impl Line {
    /// A builder of [`Line`], with nothing set.
    pub fn builder() -> builder::Line {
        Default::default()
    }
}

impl Line {
    /// A [`Line`] of what it cannot do without.
    pub fn new(sku: impl Into<String>) -> Self {
        Self {
            sku: sku.into(),
            count: Default::default(),
            self_: Default::default(),
        }
    }

    /// Default: `1`.
    #[must_use]
    pub fn count<How>(mut self, count: impl IntoOption<i32, How>) -> Self {
        self.count = count.into_option();
        self
    }

    #[must_use]
    pub fn self_<How>(mut self, self_: impl IntoOption<bool, How>) -> Self {
        self.self_ = self_.into_option();
        self
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Order {
    pub id: String,
    pub status: Status,
    pub access_token: specloom_runtime::SecretString,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<Order>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "specloom_runtime::whole::number"
    )]
    pub extra: Option<std::collections::BTreeMap<String, f64>>,
    /// Properties beyond the named ones, by their names on the wire.
    #[serde(flatten)]
    pub extra_properties: specloom_runtime::Extra<i64>,
}

impl<'de> Deserialize<'de> for Order {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "Order")]
        struct Named_ {
            id: String,
            status: Status,
            access_token: specloom_runtime::SecretString,
            #[serde(default)]
            parent: Option<Box<Order>>,
            #[serde(default)]
            extra: Option<std::collections::BTreeMap<String, f64>>,
            #[serde(skip)]
            extra_properties: specloom_runtime::Extra<i64>,
        }
        let (named, extra_properties) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra_properties, ..named })
    }
}

impl Eq for Order {}

impl std::hash::Hash for Order {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        specloom_runtime::hash(self, state);
    }
}

impl Order {
    /// A builder of [`Order`], with nothing set.
    pub fn builder() -> builder::Order {
        Default::default()
    }
}

/// The body of a 409 Conflict reply to `place_order`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlaceOrderConflict {
    /// Greater than 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<i64>,
}

impl PlaceOrderConflict {
    /// A builder of [`PlaceOrderConflict`], with nothing set.
    pub fn builder() -> builder::PlaceOrderConflict {
        Default::default()
    }
}

/// The property `payment` of `PlaceOrderRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum PlaceOrderPayment {
    /// As `Card`.
    Card(Card),
    /// As `Transfer`.
    Transfer(Transfer),
    /// None of the shapes that the page lists, as it came.
    Other(serde_json::Value),
}

impl<'de> Deserialize<'de> for PlaceOrderPayment {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        use specloom_runtime::union::{Scalar, Tag, Union};
        static MEMBERS: Union = Union {
            tags: &[
                Tag {
                    path: &["kind"],
                    values: &[(Scalar::Text("card"), 0), (Scalar::Text("transfer"), 1)],
                    optional: false,
                },
            ],
            shapes: &[],
        };
        specloom_runtime::Undecided::decide(
            deserializer,
            |value| match value.member(&MEMBERS) {
                Some(0) => value.read().map(Self::Card),
                Some(1) => value.read().map(Self::Transfer),
                _ => value.into_json().map(Self::Other),
            },
        )
    }
}

impl From<Card> for PlaceOrderPayment {
    fn from(value: Card) -> Self {
        Self::Card(value)
    }
}

impl From<Transfer> for PlaceOrderPayment {
    fn from(value: Transfer) -> Self {
        Self::Transfer(value)
    }
}

/// The request body of `place_order`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct PlaceOrderRequest {
    pub password: specloom_runtime::SecretString,
    /// For the driver.
    #[serde(default, skip_serializing_if = "specloom_runtime::Nullable::is_absent")]
    pub note: specloom_runtime::Nullable<String>,
    pub lines: Vec<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PlaceOrderPayment>,
    /// Properties beyond the named ones, by their names on the wire.
    #[serde(flatten)]
    pub extra: specloom_runtime::Extra,
}

impl<'de> Deserialize<'de> for PlaceOrderRequest {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "PlaceOrderRequest")]
        struct Named_ {
            password: specloom_runtime::SecretString,
            #[serde(default)]
            note: specloom_runtime::Nullable<String>,
            lines: Vec<Line>,
            #[serde(default)]
            payment: Option<PlaceOrderPayment>,
            #[serde(skip)]
            extra: specloom_runtime::Extra,
        }
        let (named, extra) = specloom_runtime::Extra::beside(
            deserializer,
            |named| Named_::deserialize(named),
        )?;
        Ok(Self { extra, ..named })
    }
}

impl PlaceOrderRequest {
    /// A builder of [`PlaceOrderRequest`], with nothing set.
    pub fn builder() -> builder::PlaceOrderRequest {
        Default::default()
    }
}

impl PlaceOrderRequest {
    /// A [`PlaceOrderRequest`] of what it cannot do without.
    pub fn new(
        password: impl Into<specloom_runtime::SecretString>,
        lines: impl Into<Vec<Line>>,
    ) -> Self {
        Self {
            password: password.into(),
            note: Default::default(),
            lines: lines.into(),
            payment: Default::default(),
            extra: Default::default(),
        }
    }

    /// For the driver.
    #[must_use]
    pub fn note<How>(mut self, note: impl IntoOption<String, How>) -> Self {
        self.note = specloom_runtime::Nullable::or_absent(note.into_option());
        self
    }

    /// Sets the property `note` to null, which is not the same as leaving it out.
    pub fn note_null(mut self) -> Self {
        self.note = specloom_runtime::Nullable::Null;
        self
    }

    #[must_use]
    pub fn payment<How>(
        mut self,
        payment: impl IntoOption<PlaceOrderPayment, How>,
    ) -> Self {
        self.payment = payment.into_option();
        self
    }

    /// Sets a property beyond the named ones, by its name on the wire.
    #[must_use]
    pub fn extra(
        mut self,
        name: impl Into<String>,
        value: impl Into<serde_json::Value>,
    ) -> Self {
        self.extra.insert(name.into(), value.into());
        self
    }
}

/// The parameter `type` of `place_order`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PlaceOrderType {
    /// `express`
    Express,
    /// `next-day`
    NextDay,
    /// `1`
    N1,
    /// A value that the page does not list, as it came.
    Unknown(String),
}

impl PlaceOrderType {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Express => "express",
            Self::NextDay => "next-day",
            Self::N1 => "1",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for PlaceOrderType {
    fn from(value: &str) -> Self {
        match value {
            "express" => Self::Express,
            "next-day" => Self::NextDay,
            "1" => Self::N1,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

impl From<String> for PlaceOrderType {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::fmt::Display for PlaceOrderType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for PlaceOrderType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for PlaceOrderType {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Problem {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub details: serde_json::Value,
}

impl Problem {
    /// A builder of [`Problem`], with nothing set.
    pub fn builder() -> builder::Problem {
        Default::default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// `open`
    Open,
    /// `Open`
    Open2,
    /// `paid`
    Paid,
    /// A value that the page does not list, as it came.
    Unknown(String),
}

impl Status {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Open2 => "Open",
            Self::Paid => "paid",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for Status {
    fn from(value: &str) -> Self {
        match value {
            "open" => Self::Open,
            "Open" => Self::Open2,
            "paid" => Self::Paid,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

impl From<String> for Status {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Status {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Transfer {
    pub kind: TransferKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban: Option<String>,
}

impl Transfer {
    /// A builder of [`Transfer`], with nothing set.
    pub fn builder() -> builder::Transfer {
        Default::default()
    }
}

impl Transfer {
    /// A [`Transfer`] of what it cannot do without.
    pub fn new(kind: impl Into<TransferKind>) -> Self {
        Self {
            kind: kind.into(),
            iban: Default::default(),
        }
    }

    #[must_use]
    pub fn iban<How>(mut self, iban: impl IntoOption<String, How>) -> Self {
        self.iban = iban.into_option();
        self
    }
}

/// The property `kind` of `Transfer`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum TransferKind {
    /// `transfer`
    Transfer,
    /// A value that the page does not list, as it came.
    Unknown(String),
}

impl TransferKind {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Transfer => "transfer",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for TransferKind {
    fn from(value: &str) -> Self {
        match value {
            "transfer" => Self::Transfer,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

impl From<String> for TransferKind {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::fmt::Display for TransferKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for TransferKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for TransferKind {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// Builders of the structs, of the same names.
pub mod builder {
    use specloom_runtime::{IntoOption, MissingValue};
    /// The builder of [`Card`](super::Card).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Card {
        kind: Option<super::CardKind>,
        number: Option<String>,
    }

    impl Card {
        pub fn kind<How>(mut self, kind: impl IntoOption<super::CardKind, How>) -> Self {
            self.kind = kind.into_option();
            self
        }

        pub fn number<How>(mut self, number: impl IntoOption<String, How>) -> Self {
            self.number = number.into_option();
            self
        }

        /// The finished [`Card`](super::Card).
        ///
        /// # Errors
        ///
        /// `kind` was not set.
        pub fn build(self) -> Result<super::Card, MissingValue> {
            Ok(super::Card {
                kind: self.kind.ok_or(MissingValue("kind"))?,
                number: self.number,
            })
        }
    }

    impl From<super::Card> for Card {
        fn from(value: super::Card) -> Self {
            Self {
                kind: Some(value.kind),
                number: value.number,
            }
        }
    }

    /// The builder of [`Line`](super::Line).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Line {
        sku: Option<String>,
        count: Option<i32>,
        self_: Option<bool>,
    }

    impl Line {
        pub fn sku<How>(mut self, sku: impl IntoOption<String, How>) -> Self {
            self.sku = sku.into_option();
            self
        }

        /// Default: `1`.
        pub fn count<How>(mut self, count: impl IntoOption<i32, How>) -> Self {
            self.count = count.into_option();
            self
        }

        pub fn self_<How>(mut self, self_: impl IntoOption<bool, How>) -> Self {
            self.self_ = self_.into_option();
            self
        }

        /// The finished [`Line`](super::Line).
        ///
        /// # Errors
        ///
        /// `sku` was not set.
        pub fn build(self) -> Result<super::Line, MissingValue> {
            Ok(super::Line {
                sku: self.sku.ok_or(MissingValue("sku"))?,
                count: self.count,
                self_: self.self_,
            })
        }
    }

    impl From<super::Line> for Line {
        fn from(value: super::Line) -> Self {
            Self {
                sku: Some(value.sku),
                count: value.count,
                self_: value.self_,
            }
        }
    }

    /// The builder of [`Order`](super::Order).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Order {
        id: Option<String>,
        status: Option<super::Status>,
        access_token: Option<specloom_runtime::SecretString>,
        parent: Option<super::Order>,
        extra: Option<std::collections::BTreeMap<String, f64>>,
        extra_properties: specloom_runtime::Extra<i64>,
    }

    impl Order {
        pub fn id<How>(mut self, id: impl IntoOption<String, How>) -> Self {
            self.id = id.into_option();
            self
        }

        pub fn status<How>(
            mut self,
            status: impl IntoOption<super::Status, How>,
        ) -> Self {
            self.status = status.into_option();
            self
        }

        pub fn access_token<How>(
            mut self,
            access_token: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.access_token = access_token.into_option();
            self
        }

        pub fn parent<How>(
            mut self,
            parent: impl IntoOption<super::Order, How>,
        ) -> Self {
            self.parent = parent.into_option();
            self
        }

        pub fn extra<How>(
            mut self,
            extra: impl IntoOption<std::collections::BTreeMap<String, f64>, How>,
        ) -> Self {
            self.extra = extra.into_option();
            self
        }

        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra_properties(
            mut self,
            name: impl Into<String>,
            value: impl Into<i64>,
        ) -> Self {
            self.extra_properties.insert(name.into(), value.into());
            self
        }

        /// The finished [`Order`](super::Order).
        ///
        /// # Errors
        ///
        /// One of `id`, `status`, `access_token` was not set.
        pub fn build(self) -> Result<super::Order, MissingValue> {
            Ok(super::Order {
                id: self.id.ok_or(MissingValue("id"))?,
                status: self.status.ok_or(MissingValue("status"))?,
                access_token: self.access_token.ok_or(MissingValue("access_token"))?,
                parent: self.parent.map(Box::new),
                extra: self.extra,
                extra_properties: self.extra_properties,
            })
        }
    }

    impl From<super::Order> for Order {
        fn from(value: super::Order) -> Self {
            Self {
                id: Some(value.id),
                status: Some(value.status),
                access_token: Some(value.access_token),
                parent: value.parent.map(|value| *value),
                extra: value.extra,
                extra_properties: value.extra_properties,
            }
        }
    }

    /// The builder of [`PlaceOrderConflict`](super::PlaceOrderConflict).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct PlaceOrderConflict {
        line: Option<i64>,
    }

    impl PlaceOrderConflict {
        /// Greater than 0.
        pub fn line<How>(mut self, line: impl IntoOption<i64, How>) -> Self {
            self.line = line.into_option();
            self
        }

        /// The finished [`PlaceOrderConflict`](super::PlaceOrderConflict).
        pub fn build(self) -> super::PlaceOrderConflict {
            super::PlaceOrderConflict {
                line: self.line,
            }
        }
    }

    impl From<super::PlaceOrderConflict> for PlaceOrderConflict {
        fn from(value: super::PlaceOrderConflict) -> Self {
            Self { line: value.line }
        }
    }

    /// The builder of [`PlaceOrderRequest`](super::PlaceOrderRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct PlaceOrderRequest {
        password: Option<specloom_runtime::SecretString>,
        note: specloom_runtime::Nullable<String>,
        lines: Option<Vec<super::Line>>,
        payment: Option<super::PlaceOrderPayment>,
        extra: specloom_runtime::Extra,
    }

    impl PlaceOrderRequest {
        pub fn password<How>(
            mut self,
            password: impl IntoOption<specloom_runtime::SecretString, How>,
        ) -> Self {
            self.password = password.into_option();
            self
        }

        /// For the driver.
        pub fn note<How>(mut self, note: impl IntoOption<String, How>) -> Self {
            self.note = specloom_runtime::Nullable::or_absent(note.into_option());
            self
        }

        pub fn lines<How>(
            mut self,
            lines: impl IntoOption<Vec<super::Line>, How>,
        ) -> Self {
            self.lines = lines.into_option();
            self
        }

        pub fn payment<How>(
            mut self,
            payment: impl IntoOption<super::PlaceOrderPayment, How>,
        ) -> Self {
            self.payment = payment.into_option();
            self
        }

        /// Sets the property `note` to null, which is not the same as leaving it out.
        pub fn note_null(mut self) -> Self {
            self.note = specloom_runtime::Nullable::Null;
            self
        }

        /// Sets a property beyond the named ones, by its name on the wire.
        pub fn extra(
            mut self,
            name: impl Into<String>,
            value: impl Into<serde_json::Value>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }

        /// The finished [`PlaceOrderRequest`](super::PlaceOrderRequest).
        ///
        /// # Errors
        ///
        /// One of `password`, `lines` was not set.
        pub fn build(self) -> Result<super::PlaceOrderRequest, MissingValue> {
            Ok(super::PlaceOrderRequest {
                password: self.password.ok_or(MissingValue("password"))?,
                note: self.note,
                lines: self.lines.ok_or(MissingValue("lines"))?,
                payment: self.payment,
                extra: self.extra,
            })
        }
    }

    impl From<super::PlaceOrderRequest> for PlaceOrderRequest {
        fn from(value: super::PlaceOrderRequest) -> Self {
            Self {
                password: Some(value.password),
                note: value.note,
                lines: Some(value.lines),
                payment: value.payment,
                extra: value.extra,
            }
        }
    }

    /// The builder of [`Problem`](super::Problem).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Problem {
        title: Option<String>,
        details: Option<serde_json::Value>,
    }

    impl Problem {
        pub fn title<How>(mut self, title: impl IntoOption<String, How>) -> Self {
            self.title = title.into_option();
            self
        }

        pub fn details(mut self, details: impl Into<serde_json::Value>) -> Self {
            self.details = Some(details.into());
            self
        }

        /// The finished [`Problem`](super::Problem).
        pub fn build(self) -> super::Problem {
            super::Problem {
                title: self.title,
                details: self.details.unwrap_or_default(),
            }
        }
    }

    impl From<super::Problem> for Problem {
        fn from(value: super::Problem) -> Self {
            Self {
                title: value.title,
                details: Some(value.details),
            }
        }
    }

    /// The builder of [`Transfer`](super::Transfer).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Transfer {
        kind: Option<super::TransferKind>,
        iban: Option<String>,
    }

    impl Transfer {
        pub fn kind<How>(
            mut self,
            kind: impl IntoOption<super::TransferKind, How>,
        ) -> Self {
            self.kind = kind.into_option();
            self
        }

        pub fn iban<How>(mut self, iban: impl IntoOption<String, How>) -> Self {
            self.iban = iban.into_option();
            self
        }

        /// The finished [`Transfer`](super::Transfer).
        ///
        /// # Errors
        ///
        /// `kind` was not set.
        pub fn build(self) -> Result<super::Transfer, MissingValue> {
            Ok(super::Transfer {
                kind: self.kind.ok_or(MissingValue("kind"))?,
                iban: self.iban,
            })
        }
    }

    impl From<super::Transfer> for Transfer {
        fn from(value: super::Transfer) -> Self {
            Self {
                kind: Some(value.kind),
                iban: value.iban,
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
