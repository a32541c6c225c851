//! The client and its builder.

use std::time::Duration;
use specloom_runtime::{
    BuildError, Credential, Credentials, EnvCredential, EnvVariables, Hook, HttpOptions,
    Method, Operation, RawCall, Retry, Scheme, SchemeKind, SecretString, Session,
    SessionBuilder, StatusCode, Transport,
};
use super::operations;

/// What the page does not document needs the credentials that its operations need, as far as there are some.
static RAW: Operation = Operation::new("raw", Method::GET, "/")
    .security(
        &[
            &["app", "seal"],
            &["login"],
            &["sid"],
            &["token"],
            &["token", "app"],
            &["login", "app"],
            &[],
        ],
    );

/// The operations' names.
static OPERATIONS: &[&str] = &[
    "place_order",
    "list_orders",
    "retry",
    "send_form",
    "send_styled_form",
];

/// The security schemes of the page.
static SCHEMES: &[Scheme] = &[
    Scheme {
        name: "token",
        kind: SchemeKind::Bearer,
        setter: "bearer_token",
    },
    Scheme {
        name: "login",
        kind: SchemeKind::Basic,
        setter: "basic_auth",
    },
    Scheme {
        name: "app",
        kind: SchemeKind::Header("X-App"),
        setter: "app",
    },
    Scheme {
        name: "seal",
        kind: SchemeKind::Query("seal"),
        setter: "seal",
    },
    Scheme {
        name: "sid",
        kind: SchemeKind::Cookie("SID"),
        setter: "sid",
    },
];

/// The environment variables that configure a client.
static VARIABLES: EnvVariables = EnvVariables {
    base_url: Some("ACME_URL"),
    credentials: &[
        EnvCredential {
            scheme: "token",
            variables: &["ACME_TOKEN"],
        },
        EnvCredential {
            scheme: "login",
            variables: &["ACME_USER", "ACME_PASSWORD"],
        },
    ],
};

/// Client of the Acme API. Cheap to clone; clones share connections.
#[derive(Clone, Debug)]
pub struct Client {
    session: Session,
}

impl Client {
    /// Starts to build a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Builds a client from environment variables: `ACME_URL`, `ACME_USER`, `ACME_PASSWORD`, `ACME_TOKEN`.
    ///
    /// [`ClientBuilder::from_env`] leaves room for other settings.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder().from_env()?.build()
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
    /// `POST /orders/{id}/`
    ///
    /// Long.
    ///
    /// Text \<b>.
    ///
    /// - `id`: Which.
    pub fn place_order(&self, id: impl Into<String>) -> operations::PlaceOrder {
        operations::PlaceOrder::new(self.session.clone(), id.into())
    }

    /// listOrders
    ///
    /// `GET /orders`
    #[deprecated(note = "the vendor advises against it")]
    pub fn list_orders(&self) -> operations::ListOrders {
        operations::ListOrders::new(self.session.clone())
    }

    /// retry
    ///
    /// `PUT /photo`
    pub fn retry(&self) -> operations::Retry2 {
        operations::Retry2::new(self.session.clone())
    }

    /// sendForm
    ///
    /// `PATCH /form`
    pub fn send_form(&self) -> operations::SendForm {
        operations::SendForm::new(self.session.clone())
    }

    /// sendStyledForm
    ///
    /// `POST /styled`
    pub fn send_styled_form(&self) -> operations::SendStyledForm {
        operations::SendStyledForm::new(self.session.clone())
    }
}

/// The servers that the page names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Server {
    /// `https://eu.acme.test`
    ///
    /// EU
    #[default]
    Eu,
    /// `https://us.acme.test/v1`
    UsAcmeTest,
}

impl Server {
    /// The server's URL.
    pub fn url(self) -> &'static str {
        match self {
            Self::Eu => "https://eu.acme.test",
            Self::UsAcmeTest => "https://us.acme.test/v1",
        }
    }
}

/// Builds a [`Client`] of the Acme API.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder {
    session: SessionBuilder,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        Self {
            session: SessionBuilder::new(SCHEMES, Some("https://eu.acme.test"))
                .operations(OPERATIONS)
                .user_agent(user_agent),
        }
    }
}

impl ClientBuilder {
    /// Calls this one of the page's servers; [`Server::Eu`] unless set.
    pub fn server(mut self, server: Server) -> Self {
        self.session = self.session.server(server.url());
        self
    }

    /// Calls this URL instead of one of the page's servers. A path in it is put before the operations' paths.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.session = self.session.base_url(url);
        self
    }

    /// Authenticates with a bearer token.
    ///
    /// Of the console.
    pub fn bearer_token(mut self, token: impl Into<SecretString>) -> Self {
        self.session = self.session.credential("token", Credential::bearer(token));
        self
    }

    /// As [`bearer_token`](Self::bearer_token), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn bearer_token_from(mut self, provider: impl Credentials) -> Self {
        self.session = self
            .session
            .credential("token", Credential::provided_by(provider));
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
            .credential("login", Credential::basic(username, password));
        self
    }

    /// As [`basic_auth`](Self::basic_auth), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn basic_auth_from(mut self, provider: impl Credentials) -> Self {
        self.session = self
            .session
            .credential("login", Credential::provided_by(provider));
        self
    }

    /// Authenticates with an API key in the header `X-App`.
    pub fn app(mut self, key: impl Into<SecretString>) -> Self {
        self.session = self.session.credential("app", Credential::api_key(key));
        self
    }

    /// As [`app`](Self::app), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn app_from(mut self, provider: impl Credentials) -> Self {
        self.session = self.session.credential("app", Credential::provided_by(provider));
        self
    }

    /// Authenticates with an API key in the query parameter `seal`.
    pub fn seal(mut self, key: impl Into<SecretString>) -> Self {
        self.session = self.session.credential("seal", Credential::api_key(key));
        self
    }

    /// As [`seal`](Self::seal), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn seal_from(mut self, provider: impl Credentials) -> Self {
        self.session = self
            .session
            .credential("seal", Credential::provided_by(provider));
        self
    }

    /// Authenticates with an API key in the cookie `SID`.
    pub fn sid(mut self, key: impl Into<SecretString>) -> Self {
        self.session = self.session.credential("sid", Credential::api_key(key));
        self
    }

    /// As [`sid`](Self::sid), with credentials that a provider hands out, from a vault for example.
    /// They are kept until they expire or the server answers 401, then asked for once more. See [`Credentials`].
    pub fn sid_from(mut self, provider: impl Credentials) -> Self {
        self.session = self.session.credential("sid", Credential::provided_by(provider));
        self
    }

    /// Takes credentials and server from environment variables, as far as they are set: `ACME_URL`, `ACME_USER`, `ACME_PASSWORD`, `ACME_TOKEN`.
    ///
    /// # Errors
    ///
    /// Names the variables of the credentials, unless some are set here or there, and of a server that the page does
    /// not name.
    pub fn from_env(mut self) -> Result<Self, BuildError> {
        self.session = self.session.from_env(&VARIABLES)?;
        Ok(self)
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
