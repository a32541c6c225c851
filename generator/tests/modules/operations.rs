//! The operations: each is made by a method of [`Client`](super::Client), filled in by its setters and sent.

use std::time::Duration;
use specloom_runtime::{
    CallOptions, Decoded, Error, IntoOption, Operation, Parameter, Payload, Reply, Retry,
    SecretString, Session, Style,
};
use super::types;
use super::replies::*;

pub(super) static PLACE_ORDER: Operation = Operation::new(
        "place_order",
        specloom_runtime::Method::POST,
        "/orders/{id}/",
    )
    .security(&[&["app", "seal"], &["login"], &["sid"]])
    .accept("application/json, text/plain, application/octet-stream")
    .refusals(&[503])
    .error_fields(
        specloom_runtime::ErrorFields::new()
            .code(&["/fault/code"])
            .message(&["/fault/text"]),
    );

/// Place an order
///
/// `POST /orders/{id}/`, made by [`Client::place_order`](super::Client::place_order).
///
/// Long.
///
/// Text \<b>.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct PlaceOrder {
    session: Session,
    call: CallOptions,
    id: String,
    request_2: Option<bool>,
    tags: Option<Vec<String>>,
    filter: Option<serde_json::Map<String, serde_json::Value>>,
    raw: Option<String>,
    where_: Option<serde_json::Map<String, serde_json::Value>>,
    x_trace: Option<Vec<String>>,
    add: Option<i64>,
    body: Option<types::builder::PlaceOrderRequest>,
    xml_body: Option<String>,
}

impl PlaceOrder {
    pub(super) fn new(session: Session, id: String) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            id,
            request_2: None,
            tags: None,
            filter: None,
            raw: None,
            where_: None,
            x_trace: None,
            add: None,
            body: None,
            xml_body: None,
        }
    }

    /// Query parameter `request`, required.
    pub fn request_2<How>(mut self, request_2: impl IntoOption<bool, How>) -> Self {
        self.request_2 = request_2.into_option();
        self
    }

    /// Query parameter `tags`, optional.
    #[deprecated(note = "the vendor advises against it")]
    pub fn tags<How>(mut self, tags: impl IntoOption<Vec<String>, How>) -> Self {
        self.tags = tags.into_option();
        self
    }

    /// Query parameter `filter`, optional.
    pub fn filter<How>(
        mut self,
        filter: impl IntoOption<serde_json::Map<String, serde_json::Value>, How>,
    ) -> Self {
        self.filter = filter.into_option();
        self
    }

    /// Query parameter `raw`, optional.
    pub fn raw<How>(mut self, raw: impl IntoOption<String, How>) -> Self {
        self.raw = raw.into_option();
        self
    }

    /// Query parameter `where`, optional.
    pub fn where_<How>(
        mut self,
        where_: impl IntoOption<serde_json::Map<String, serde_json::Value>, How>,
    ) -> Self {
        self.where_ = where_.into_option();
        self
    }

    /// Request header `X-Trace`, optional.
    pub fn x_trace<How>(mut self, x_trace: impl IntoOption<Vec<String>, How>) -> Self {
        self.x_trace = x_trace.into_option();
        self
    }

    /// Cookie `add`, optional.
    #[allow(clippy::should_implement_trait, reason = "named after the page's parameter")]
    pub fn add<How>(mut self, add: impl IntoOption<i64, How>) -> Self {
        self.add = add.into_option();
        self
    }

    /// Property `kind` of the body, optional.
    ///
    /// The kind.
    pub fn kind<How>(mut self, kind: impl IntoOption<types::Kind, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().kind(kind));
        self
    }

    /// Property `id` of the body, optional.
    ///
    /// The order's own id.
    pub fn body_body_id<How>(mut self, id: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().id(id));
        self
    }

    /// Property `body_id` of the body, optional.
    ///
    /// Not the parameter.
    pub fn body_id<How>(mut self, body_id: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().body_id(body_id));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::PlaceOrderRequest>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends this as the request body, as `application/xml`, instead of what else was set.
    pub fn xml_body(mut self, body: impl Into<String>) -> Self {
        self.xml_body = Some(body.into());
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
        request.parameter(Parameter::path("id").style(Style::Label), &self.id)?;
        request
            .parameter(
                Parameter::query("request"),
                &request.required("request_2", self.request_2)?,
            )?;
        request
            .parameter(
                Parameter::query("tags").style(Style::PipeDelimited).explode(false),
                &self.tags,
            )?;
        request
            .parameter(
                Parameter::query("filter").style(Style::DeepObject),
                &self.filter,
            )?;
        request.parameter(Parameter::query("raw").allow_reserved(true), &self.raw)?;
        request.parameter(Parameter::query("where").json(), &self.where_)?;
        request.parameter(Parameter::header("X-Trace"), &self.x_trace)?;
        request.parameter(Parameter::cookie("add"), &self.add)?;
        if let Some(body) = self.xml_body {
            request.text("application/xml", body)?;
        } else {
            let body = self.body.unwrap_or_default().build();
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
            202 => Decoded::Success(payload.text().map(PlaceOrderSuccess::Accepted)),
            203 => {
                Decoded::Success(
                    payload.text().map(PlaceOrderSuccess::NonAuthoritativeInformation),
                )
            }
            204 => Decoded::Success(Ok(PlaceOrderSuccess::NoContent)),
            403 => Decoded::Failure(Ok(PlaceOrderError::Forbidden(payload.error()))),
            404 => Decoded::Failure(Ok(PlaceOrderError::NotFound)),
            status if status / 100 == 4 => {
                Decoded::Failure(Ok(PlaceOrderError::ClientError(payload.error())))
            }
            status if status / 100 == 2 && payload.is_empty() => {
                Decoded::Nearest(Ok(PlaceOrderSuccess::NoContent))
            }
            200..=201 => Decoded::Nearest(payload.json().map(PlaceOrderSuccess::Created)),
            status if status / 100 == 2 => {
                Decoded::Nearest(
                    payload.text().map(PlaceOrderSuccess::NonAuthoritativeInformation),
                )
            }
            status if status >= 400 => {
                Decoded::Failure(payload.bytes().map(PlaceOrderError::Default))
            }
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static LIST_ORDERS: Operation = Operation::new(
        "list_orders",
        specloom_runtime::Method::GET,
        "/orders",
    )
    .server("https://files.acme.test")
    .security(&[&[], &["token"]])
    .accept("application/json")
    .idempotent()
    .refusals(&[503])
    .error_fields(
        specloom_runtime::ErrorFields::new()
            .code(&["/fault/code"])
            .message(&["/fault/text"]),
    );

/// listOrders
///
/// `GET /orders`, made by [`Client::list_orders`](super::Client::list_orders).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct ListOrders {
    session: Session,
    call: CallOptions,
}

impl ListOrders {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
        }
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
    pub async fn send(self) -> Result<types::Order, Error<ListOrdersError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<types::Order>, Error<ListOrdersError>> {
        let mut request = self.session.request(&LIST_ORDERS, self.call);
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<types::Order, Error<ListOrdersError>> {
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
    ) -> Result<Reply<types::Order>, Error<ListOrdersError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<types::Order, ListOrdersError> {
        match payload.status().as_u16() {
            _ if payload.status().is_success() => Decoded::Success(payload.json()),
            status if status >= 400 => {
                Decoded::Failure(Ok(ListOrdersError::Default(payload.error())))
            }
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static RETRY: Operation = Operation::new(
        "retry",
        specloom_runtime::Method::PUT,
        "/photo",
    )
    .accept("application/json")
    .idempotent()
    .refusals(&[503])
    .error_fields(
        specloom_runtime::ErrorFields::new()
            .code(&["/fault/code"])
            .message(&["/fault/text"]),
    );

/// retry
///
/// `PUT /photo`, made by [`Client::retry`](super::Client::retry).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct Retry2 {
    session: Session,
    call: CallOptions,
    body: Option<specloom_runtime::Bytes>,
}

impl Retry2 {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            body: None,
        }
    }

    /// Sets the request body.
    pub fn body(mut self, body: impl Into<specloom_runtime::Bytes>) -> Self {
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
    pub async fn send(self) -> Result<Retry2Success, Error<Retry2Error>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<Retry2Success>, Error<Retry2Error>> {
        let mut request = self.session.request(&RETRY, self.call);
        if let Some(body) = self.body {
            request.bytes("image/png", body)?;
        }
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Retry2Success, Error<Retry2Error>> {
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
    ) -> Result<Reply<Retry2Success>, Error<Retry2Error>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<Retry2Success, Retry2Error> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.json()),
            status if status / 100 == 2 => Decoded::Nearest(payload.json()),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static SEND_FORM: Operation = Operation::new(
        "send_form",
        specloom_runtime::Method::PATCH,
        "/form",
    )
    .security(&[&["token"]])
    .refusals(&[503])
    .error_fields(
        specloom_runtime::ErrorFields::new()
            .code(&["/fault/code"])
            .message(&["/fault/text"]),
    );

/// sendForm
///
/// `PATCH /form`, made by [`Client::send_form`](super::Client::send_form).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct SendForm {
    session: Session,
    call: CallOptions,
    body: Option<serde_json::Map<String, serde_json::Value>>,
}

impl SendForm {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            body: None,
        }
    }

    /// Sets the request body.
    pub fn body(
        mut self,
        body: impl Into<serde_json::Map<String, serde_json::Value>>,
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
    pub async fn send(self) -> Result<(), Error<SendFormError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<()>, Error<SendFormError>> {
        let mut request = self.session.request(&SEND_FORM, self.call);
        let body = request.required("body", self.body)?;
        request.form("application/x-www-form-urlencoded", &body)?;
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<(), Error<SendFormError>> {
        specloom_runtime::blocking::wait(self.send())
    }

    /// [`send_reply`](Self::send_reply) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_reply_blocking(self) -> Result<Reply<()>, Error<SendFormError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<(), SendFormError> {
        match payload.status().as_u16() {
            400 => Decoded::Failure(Ok(SendFormError::BadRequest)),
            status if status / 100 == 2 => Decoded::Success(Ok(())),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static SEND_STYLED_FORM: Operation = Operation::new(
        "send_styled_form",
        specloom_runtime::Method::POST,
        "/styled",
    )
    .security(&[&["token", "app"], &["login", "app"]])
    .refusals(&[503])
    .error_fields(
        specloom_runtime::ErrorFields::new()
            .code(&["/fault/code"])
            .message(&["/fault/text"]),
    );

/// sendStyledForm
///
/// `POST /styled`, made by [`Client::send_styled_form`](super::Client::send_styled_form).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct SendStyledForm {
    session: Session,
    call: CallOptions,
    ratios: Option<Vec<f64>>,
    body: Option<serde_json::Map<String, serde_json::Value>>,
}

impl SendStyledForm {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            ratios: None,
            body: None,
        }
    }

    /// Query parameter `ratios`, optional.
    pub fn ratios<How>(mut self, ratios: impl IntoOption<Vec<f64>, How>) -> Self {
        self.ratios = ratios.into_option();
        self
    }

    /// Sets the request body.
    pub fn body(
        mut self,
        body: impl Into<serde_json::Map<String, serde_json::Value>>,
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
    pub async fn send(self) -> Result<(), Error<SendStyledFormError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<()>, Error<SendStyledFormError>> {
        let mut request = self.session.request(&SEND_STYLED_FORM, self.call);
        request
            .parameter(
                Parameter::query("ratios"),
                &specloom_runtime::whole::Written(&self.ratios),
            )?;
        let body = request.required("body", self.body)?;
        request
            .styled_form(
                "application/x-www-form-urlencoded",
                &[
                    Parameter::query("tags").style(Style::DeepObject).explode(true),
                    Parameter::query("ids").style(Style::SpaceDelimited).explode(false),
                ],
                &body,
            )?;
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<(), Error<SendStyledFormError>> {
        specloom_runtime::blocking::wait(self.send())
    }

    /// [`send_reply`](Self::send_reply) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_reply_blocking(self) -> Result<Reply<()>, Error<SendStyledFormError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<(), SendStyledFormError> {
        match payload.status().as_u16() {
            204 => Decoded::Success(Ok(())),
            status if status / 100 == 2 => Decoded::Nearest(Ok(())),
            _ => Decoded::Undocumented,
        }
    }
}
