// inferred: a file is not sent as application/json; application/octet-stream is taken for its media type (swagger at /paths/~1users~1export/get/responses/200)
// inferred: `type: "file"` means string (binary) (types at /paths/~1users~1{id}~1photo/put/requestBody/content/multipart~1form-data/schema/properties/file)
// inferred: `type: "file"` means string (binary) (types at /paths/~1users~1{id}~1photo/get/responses/200/content/image~1png/schema)
// inferred: `type: "file"` means string (binary) (types at /paths/~1users~1export/get/responses/200/content/application~1octet-stream/schema)
// inferred: the operation has no operationId; it is called `post_users`, after its method and path (operation-ids at /paths/~1users/post)
// inferred: `UserRequest` is what requests send of `User` (split at /components/schemas/User)

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
    .security(&[&["basic"], &["key"], &[]]);

/// The operations' names.
static OPERATIONS: &[&str] = &[
    "list_users",
    "post_users",
    "upload_photo",
    "photo",
    "export_users",
];

/// The security schemes of the page.
static SCHEMES: &[Scheme] = &[
    Scheme {
        name: "basic",
        kind: SchemeKind::Basic,
        setter: "basic_auth",
    },
    Scheme {
        name: "key",
        kind: SchemeKind::Query("key"),
        setter: "api_key",
    },
];

/// Client of the globex API. Cheap to clone; clones share connections.
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

    /// list users
    ///
    /// `GET /users`
    pub fn list_users(&self) -> operations::ListUsers {
        operations::ListUsers::new(self.session.clone())
    }

    /// post_users
    ///
    /// `POST /users`
    pub fn post_users(&self) -> operations::PostUsers {
        operations::PostUsers::new(self.session.clone())
    }

    /// uploadPhoto
    ///
    /// `PUT /users/{id}/photo`
    #[deprecated(note = "the vendor advises against it")]
    pub fn upload_photo(&self, id: impl Into<String>) -> operations::UploadPhoto {
        operations::UploadPhoto::new(self.session.clone(), id.into())
    }

    /// photo
    ///
    /// `GET /users/{id}/photo`
    pub fn photo(&self, id: impl Into<String>) -> operations::Photo {
        operations::Photo::new(self.session.clone(), id.into())
    }

    /// exportUsers
    ///
    /// `GET /users/export`
    pub fn export_users(&self) -> operations::ExportUsers {
        operations::ExportUsers::new(self.session.clone())
    }
}

/// Builds a [`Client`] of the globex API.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    session: SessionBuilder,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        Self {
            session: SessionBuilder::new(SCHEMES, Some("https://api.globex.test/v1"))
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

    /// Authenticates with a user name and a password (HTTP Basic).
    pub fn basic_auth(
        mut self,
        username: impl Into<String>,
        password: impl Into<SecretString>,
    ) -> Self {
        self.session = self
            .session
            .credential("basic", Credential::basic(username, password));
        self
    }

    /// As [`basic_auth`](Self::basic_auth), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn basic_auth_from(mut self, provider: impl Credentials) -> Self {
        self.session = self
            .session
            .credential("basic", Credential::provided_by(provider));
        self
    }

    /// Authenticates with an API key in the query parameter `key`.
    pub fn api_key(mut self, key: impl Into<SecretString>) -> Self {
        self.session = self.session.credential("key", Credential::api_key(key));
        self
    }

    /// As [`api_key`](Self::api_key), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn api_key_from(mut self, provider: impl Credentials) -> Self {
        self.session = self.session.credential("key", Credential::provided_by(provider));
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
    SecretString, Session, Style,
};
use super::types;
use super::replies::*;

pub(super) static LIST_USERS: Operation = Operation::new(
        "list_users",
        specloom_runtime::Method::GET,
        "/users",
    )
    .security(&[&["basic"], &["key"]])
    .accept("application/json")
    .idempotent();

/// list users
///
/// `GET /users`, made by [`Client::list_users`](super::Client::list_users).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct ListUsers {
    session: Session,
    call: CallOptions,
    ids: Option<Vec<i64>>,
    limit: Option<i32>,
}

impl ListUsers {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            ids: None,
            limit: None,
        }
    }

    /// Query parameter `ids`, optional.
    pub fn ids<How>(mut self, ids: impl IntoOption<Vec<i64>, How>) -> Self {
        self.ids = ids.into_option();
        self
    }

    /// Query parameter `limit`, optional.
    ///
    /// Range: at most 100.
    pub fn limit<How>(mut self, limit: impl IntoOption<i32, How>) -> Self {
        self.limit = limit.into_option();
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
    pub async fn send(self) -> Result<Vec<types::User>, Error<ListUsersError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<Vec<types::User>>, Error<ListUsersError>> {
        let mut request = self.session.request(&LIST_USERS, self.call);
        request
            .parameter(
                Parameter::query("ids").style(Style::PipeDelimited).explode(false),
                &self.ids,
            )?;
        request.parameter(Parameter::query("limit"), &self.limit)?;
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Vec<types::User>, Error<ListUsersError>> {
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
    ) -> Result<Reply<Vec<types::User>>, Error<ListUsersError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<Vec<types::User>, ListUsersError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.json()),
            status if status / 100 == 2 => Decoded::Nearest(payload.json()),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static POST_USERS: Operation = Operation::new(
        "post_users",
        specloom_runtime::Method::POST,
        "/users",
    )
    .security(&[&["basic"], &["key"]])
    .accept("application/json");

/// post_users
///
/// `POST /users`, made by [`Client::post_users`](super::Client::post_users).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct PostUsers {
    session: Session,
    call: CallOptions,
    body: Option<types::builder::UserRequest>,
}

impl PostUsers {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            body: None,
        }
    }

    /// Property `name` of the body, required.
    ///
    /// Length: at least 1.
    pub fn name<How>(mut self, name: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().name(name));
        self
    }

    /// Property `role` of the body, optional.
    ///
    /// Default: `guest`.
    pub fn role<How>(mut self, role: impl IntoOption<types::UserRole, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().role(role));
        self
    }

    /// Property `manager` of the body, optional.
    pub fn manager<How>(
        mut self,
        manager: impl IntoOption<types::UserRequest, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().manager(manager));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::UserRequest>) -> Self {
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
    pub async fn send(self) -> Result<types::User, Error<PostUsersError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<types::User>, Error<PostUsersError>> {
        let mut request = self.session.request(&POST_USERS, self.call);
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
    pub fn send_blocking(self) -> Result<types::User, Error<PostUsersError>> {
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
    ) -> Result<Reply<types::User>, Error<PostUsersError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<types::User, PostUsersError> {
        match payload.status().as_u16() {
            201 => Decoded::Success(payload.json()),
            400 => Decoded::Failure(Ok(PostUsersError::BadRequest(payload.error()))),
            status if status / 100 == 2 => Decoded::Nearest(payload.json()),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static UPLOAD_PHOTO: Operation = Operation::new(
        "upload_photo",
        specloom_runtime::Method::PUT,
        "/users/{id}/photo",
    )
    .security(&[&["basic"], &["key"]])
    .idempotent();

/// uploadPhoto
///
/// `PUT /users/{id}/photo`, made by [`Client::upload_photo`](super::Client::upload_photo).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct UploadPhoto {
    session: Session,
    call: CallOptions,
    id: String,
    body: Option<types::builder::UploadPhotoRequest>,
}

impl UploadPhoto {
    pub(super) fn new(session: Session, id: String) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            id,
            body: None,
        }
    }

    /// Property `file` of the body, required.
    pub fn file<How>(
        mut self,
        file: impl IntoOption<specloom_runtime::Upload, How>,
    ) -> Self {
        self.body = Some(self.body.unwrap_or_default().file(file));
        self
    }

    /// Property `caption` of the body, optional.
    pub fn caption<How>(mut self, caption: impl IntoOption<String, How>) -> Self {
        self.body = Some(self.body.unwrap_or_default().caption(caption));
        self
    }

    /// Sets the request body whole; setters called after this one change it.
    pub fn body(mut self, body: impl Into<types::builder::UploadPhotoRequest>) -> Self {
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
    pub async fn send(self) -> Result<(), Error<UploadPhotoError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(self) -> Result<Reply<()>, Error<UploadPhotoError>> {
        let mut request = self.session.request(&UPLOAD_PHOTO, self.call);
        request.parameter(Parameter::path("id"), &self.id)?;
        let body = request.built(self.body.unwrap_or_default().build())?;
        request.multipart(specloom_runtime::Multipart::from_object(&body))?;
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<(), Error<UploadPhotoError>> {
        specloom_runtime::blocking::wait(self.send())
    }

    /// [`send_reply`](Self::send_reply) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_reply_blocking(self) -> Result<Reply<()>, Error<UploadPhotoError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<(), UploadPhotoError> {
        match payload.status().as_u16() {
            204 => Decoded::Success(Ok(())),
            status if status / 100 == 2 => Decoded::Nearest(Ok(())),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static PHOTO: Operation = Operation::new(
        "photo",
        specloom_runtime::Method::GET,
        "/users/{id}/photo",
    )
    .accept("image/png")
    .idempotent();

/// photo
///
/// `GET /users/{id}/photo`, made by [`Client::photo`](super::Client::photo).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct Photo {
    session: Session,
    call: CallOptions,
    id: String,
}

impl Photo {
    pub(super) fn new(session: Session, id: String) -> Self {
        Self {
            session,
            call: CallOptions::default(),
            id,
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
    pub async fn send(self) -> Result<specloom_runtime::Bytes, Error<PhotoError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<specloom_runtime::Bytes>, Error<PhotoError>> {
        let mut request = self.session.request(&PHOTO, self.call);
        request.parameter(Parameter::path("id"), &self.id)?;
        request.send(Self::decode).await
    }

    /// [`send`](Self::send) for programs without an async runtime.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<specloom_runtime::Bytes, Error<PhotoError>> {
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
    ) -> Result<Reply<specloom_runtime::Bytes>, Error<PhotoError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<specloom_runtime::Bytes, PhotoError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.bytes()),
            404 => Decoded::Failure(Ok(PhotoError::NotFound)),
            status if status / 100 == 2 => Decoded::Nearest(payload.bytes()),
            _ => Decoded::Undocumented,
        }
    }
}

pub(super) static EXPORT_USERS: Operation = Operation::new(
        "export_users",
        specloom_runtime::Method::GET,
        "/users/export",
    )
    .security(&[&["basic"], &["key"]])
    .accept("application/octet-stream")
    .idempotent();

/// exportUsers
///
/// `GET /users/export`, made by [`Client::export_users`](super::Client::export_users).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct ExportUsers {
    session: Session,
    call: CallOptions,
}

impl ExportUsers {
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
    pub async fn send(self) -> Result<specloom_runtime::Bytes, Error<ExportUsersError>> {
        self.send_reply().await.map(Reply::into_body)
    }

    /// Sends the request and returns the reply with its status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_reply(
        self,
    ) -> Result<Reply<specloom_runtime::Bytes>, Error<ExportUsersError>> {
        let mut request = self.session.request(&EXPORT_USERS, self.call);
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
    ) -> Result<specloom_runtime::Bytes, Error<ExportUsersError>> {
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
    ) -> Result<Reply<specloom_runtime::Bytes>, Error<ExportUsersError>> {
        specloom_runtime::blocking::wait(self.send_reply())
    }

    fn decode(payload: &Payload) -> Decoded<specloom_runtime::Bytes, ExportUsersError> {
        match payload.status().as_u16() {
            200 => Decoded::Success(payload.bytes()),
            status if status / 100 == 2 => Decoded::Nearest(payload.bytes()),
            _ => Decoded::Undocumented,
        }
    }
}
}

mod replies {
//! What the operations answer: an enum per operation, a variant per documented status.

use specloom_runtime::ErrorBody;
use super::types;

/// The error replies that the page documents for [`Client::list_users`](super::Client::list_users): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListUsersError {}

impl std::fmt::Display for ListUsersError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for ListUsersError {}

/// The error replies that the page documents for [`Client::post_users`](super::Client::post_users), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PostUsersError {
    /// 400 Bad Request.
    BadRequest(ErrorBody<types::Error>),
}

impl std::fmt::Display for PostUsersError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::BadRequest(_) => "400 Bad Request",
            },
        )
    }
}

impl std::error::Error for PostUsersError {}

/// The error replies that the page documents for [`Client::upload_photo`](super::Client::upload_photo): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UploadPhotoError {}

impl std::fmt::Display for UploadPhotoError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for UploadPhotoError {}

/// The error replies that the page documents for [`Client::photo`](super::Client::photo), by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PhotoError {
    /// 404 Not Found.
    ///
    /// none
    NotFound,
}

impl std::fmt::Display for PhotoError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            match self {
                Self::NotFound => "404 Not Found",
            },
        )
    }
}

impl std::error::Error for PhotoError {}

/// The error replies that the page documents for [`Client::export_users`](super::Client::export_users): none.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExportUsersError {}

impl std::fmt::Display for ExportUsersError {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for ExportUsersError {}
}

#[allow(missing_docs)]
pub mod types {
//! What the operations send and receive.

use serde::{Deserialize, Serialize};
use specloom_runtime::IntoOption;

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Error {
    pub code: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Error {
    /// A builder of [`Error`], with nothing set.
    pub fn builder() -> builder::Error {
        Default::default()
    }
}

/// The request body of `upload_photo`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UploadPhotoRequest {
    pub file: specloom_runtime::Upload,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
}

impl UploadPhotoRequest {
    /// A builder of [`UploadPhotoRequest`], with nothing set.
    pub fn builder() -> builder::UploadPhotoRequest {
        Default::default()
    }
}

impl UploadPhotoRequest {
    /// A [`UploadPhotoRequest`] of what it cannot do without.
    pub fn new(file: impl Into<specloom_runtime::Upload>) -> Self {
        Self {
            file: file.into(),
            caption: Default::default(),
        }
    }

    #[must_use]
    pub fn caption<How>(mut self, caption: impl IntoOption<String, How>) -> Self {
        self.caption = caption.into_option();
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct User {
    pub id: i64,
    /// Length: at least 1.
    pub name: String,
    /// Default: `guest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<UserRole>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<Box<User>>,
}

impl User {
    /// A builder of [`User`], with nothing set.
    pub fn builder() -> builder::User {
        Default::default()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct UserRequest {
    /// Length: at least 1.
    pub name: String,
    /// Default: `guest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<UserRole>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<Box<UserRequest>>,
}

impl UserRequest {
    /// A builder of [`UserRequest`], with nothing set.
    pub fn builder() -> builder::UserRequest {
        Default::default()
    }
}

impl UserRequest {
    /// A [`UserRequest`] of what it cannot do without.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            role: Default::default(),
            manager: Default::default(),
        }
    }

    /// Default: `guest`.
    #[must_use]
    pub fn role<How>(mut self, role: impl IntoOption<UserRole, How>) -> Self {
        self.role = role.into_option();
        self
    }

    #[must_use]
    pub fn manager<How>(mut self, manager: impl IntoOption<UserRequest, How>) -> Self {
        self.manager = manager.into_option().map(Box::new);
        self
    }
}

/// Default: `guest`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UserRole {
    /// `admin`
    Admin,
    /// `guest`
    Guest,
    /// A value that the page does not list, as it came.
    Unknown(String),
}

impl UserRole {
    /// The value as it is on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Admin => "admin",
            Self::Guest => "guest",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for UserRole {
    fn from(value: &str) -> Self {
        match value {
            "admin" => Self::Admin,
            "guest" => Self::Guest,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

impl From<String> for UserRole {
    fn from(value: String) -> Self {
        Self::from(value.as_str())
    }
}

impl std::fmt::Display for UserRole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for UserRole {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for UserRole {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// Builders of the structs, of the same names.
pub mod builder {
    use specloom_runtime::{IntoOption, MissingValue};
    /// The builder of [`Error`](super::Error).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct Error {
        code: Option<i64>,
        message: Option<String>,
    }

    impl Error {
        pub fn code<How>(mut self, code: impl IntoOption<i64, How>) -> Self {
            self.code = code.into_option();
            self
        }

        pub fn message<How>(mut self, message: impl IntoOption<String, How>) -> Self {
            self.message = message.into_option();
            self
        }

        /// The finished [`Error`](super::Error).
        ///
        /// # Errors
        ///
        /// `code` was not set.
        pub fn build(self) -> Result<super::Error, MissingValue> {
            Ok(super::Error {
                code: self.code.ok_or(MissingValue("code"))?,
                message: self.message,
            })
        }
    }

    impl From<super::Error> for Error {
        fn from(value: super::Error) -> Self {
            Self {
                code: Some(value.code),
                message: value.message,
            }
        }
    }

    /// The builder of [`UploadPhotoRequest`](super::UploadPhotoRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct UploadPhotoRequest {
        file: Option<specloom_runtime::Upload>,
        caption: Option<String>,
    }

    impl UploadPhotoRequest {
        pub fn file<How>(
            mut self,
            file: impl IntoOption<specloom_runtime::Upload, How>,
        ) -> Self {
            self.file = file.into_option();
            self
        }

        pub fn caption<How>(mut self, caption: impl IntoOption<String, How>) -> Self {
            self.caption = caption.into_option();
            self
        }

        /// The finished [`UploadPhotoRequest`](super::UploadPhotoRequest).
        ///
        /// # Errors
        ///
        /// `file` was not set.
        pub fn build(self) -> Result<super::UploadPhotoRequest, MissingValue> {
            Ok(super::UploadPhotoRequest {
                file: self.file.ok_or(MissingValue("file"))?,
                caption: self.caption,
            })
        }
    }

    impl From<super::UploadPhotoRequest> for UploadPhotoRequest {
        fn from(value: super::UploadPhotoRequest) -> Self {
            Self {
                file: Some(value.file),
                caption: value.caption,
            }
        }
    }

    /// The builder of [`User`](super::User).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct User {
        id: Option<i64>,
        name: Option<String>,
        role: Option<super::UserRole>,
        manager: Option<super::User>,
    }

    impl User {
        pub fn id<How>(mut self, id: impl IntoOption<i64, How>) -> Self {
            self.id = id.into_option();
            self
        }

        /// Length: at least 1.
        pub fn name<How>(mut self, name: impl IntoOption<String, How>) -> Self {
            self.name = name.into_option();
            self
        }

        /// Default: `guest`.
        pub fn role<How>(mut self, role: impl IntoOption<super::UserRole, How>) -> Self {
            self.role = role.into_option();
            self
        }

        pub fn manager<How>(
            mut self,
            manager: impl IntoOption<super::User, How>,
        ) -> Self {
            self.manager = manager.into_option();
            self
        }

        /// The finished [`User`](super::User).
        ///
        /// # Errors
        ///
        /// One of `id`, `name` was not set.
        pub fn build(self) -> Result<super::User, MissingValue> {
            Ok(super::User {
                id: self.id.ok_or(MissingValue("id"))?,
                name: self.name.ok_or(MissingValue("name"))?,
                role: self.role,
                manager: self.manager.map(Box::new),
            })
        }
    }

    impl From<super::User> for User {
        fn from(value: super::User) -> Self {
            Self {
                id: Some(value.id),
                name: Some(value.name),
                role: value.role,
                manager: value.manager.map(|value| *value),
            }
        }
    }

    /// The builder of [`UserRequest`](super::UserRequest).
    #[derive(Clone, Debug, Default)]
    #[must_use]
    pub struct UserRequest {
        name: Option<String>,
        role: Option<super::UserRole>,
        manager: Option<super::UserRequest>,
    }

    impl UserRequest {
        /// Length: at least 1.
        pub fn name<How>(mut self, name: impl IntoOption<String, How>) -> Self {
            self.name = name.into_option();
            self
        }

        /// Default: `guest`.
        pub fn role<How>(mut self, role: impl IntoOption<super::UserRole, How>) -> Self {
            self.role = role.into_option();
            self
        }

        pub fn manager<How>(
            mut self,
            manager: impl IntoOption<super::UserRequest, How>,
        ) -> Self {
            self.manager = manager.into_option();
            self
        }

        /// The finished [`UserRequest`](super::UserRequest).
        ///
        /// # Errors
        ///
        /// `name` was not set.
        pub fn build(self) -> Result<super::UserRequest, MissingValue> {
            Ok(super::UserRequest {
                name: self.name.ok_or(MissingValue("name"))?,
                role: self.role,
                manager: self.manager.map(Box::new),
            })
        }
    }

    impl From<super::UserRequest> for UserRequest {
        fn from(value: super::UserRequest) -> Self {
            Self {
                name: Some(value.name),
                role: value.role,
                manager: value.manager.map(|value| *value),
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
