//! A client's settings, checked together when the session is built.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, StatusCode};
use tokio::sync::Semaphore;

use crate::auth::Credential;
use crate::base_url::BaseUrl;
use crate::budget::Budget;
use crate::build_error::BuildError;
use crate::credentials::Store;
use crate::env::{self, EnvVariables};
use crate::limits::Limits;
use crate::operation::{Scheme, SchemeKind};
use crate::retry::Retry;
use crate::session::{Session, Shared};

/// The settings of a session to be.
#[derive(Clone)]
#[must_use]
pub struct SessionBuilder {
    schemes: &'static [Scheme],
    base_url: Option<String>,
    /// The caller has named the server of every call.
    everywhere: bool,
    credentials: Vec<(&'static str, Credential)>,
    credentials_timeout: Duration,
    expired_statuses: Vec<StatusCode>,
    limits: Limits,
    retry: Retry,
    user_agent: Option<String>,
    http: Option<reqwest::Client>,
    gzip: bool,
    allow_insecure_http: bool,
}

impl SessionBuilder {
    /// Starts with the security schemes of the page and its server, if it lists one.
    pub fn new(schemes: &'static [Scheme], server: Option<&'static str>) -> Self {
        Self {
            schemes,
            base_url: server.map(str::to_owned),
            everywhere: false,
            credentials: Vec::new(),
            credentials_timeout: Duration::from_secs(30),
            expired_statuses: vec![StatusCode::UNAUTHORIZED],
            limits: Limits::default(),
            retry: Retry::default(),
            user_agent: None,
            http: None,
            gzip: false,
            allow_insecure_http: false,
        }
    }

    /// The server's URL; a path in it is kept in front of every operation's path. Operations that have a server of their
    /// own are called here, too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self.everywhere = true;
        self
    }

    /// One of the page's servers. Operations that have a server of their own keep it.
    pub fn server(mut self, url: &'static str) -> Self {
        self.base_url = Some(url.to_owned());
        self.everywhere = false;
        self
    }

    /// The credential of a security scheme, by the scheme's name; a later one replaces an earlier one.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.push((scheme, credential));
        self
    }

    /// How long a [`Credentials`](crate::Credentials) provider may take to answer, whatever the timeouts of the calls that wait
    /// for it. 30 s unless set.
    pub fn credentials_timeout(mut self, timeout: Duration) -> Self {
        self.credentials_timeout = timeout;
        self
    }

    /// The statuses which say that provided credentials have expired: the provider is asked for others and the request is
    /// repeated, once per call. 401 unless set; some servers say 403. A server must not have run a request that it answers so.
    pub fn expired_statuses(mut self, statuses: impl IntoIterator<Item = StatusCode>) -> Self {
        self.expired_statuses = statuses.into_iter().collect();
        self
    }

    /// Reads credentials and the server's URL from environment variables.
    ///
    /// Every credential whose variables are all set is configured. It is an error if none is and the caller has
    /// set none either, or if a credential of two variables has only one. A variable that is set to nothing
    /// counts as not set.
    pub fn from_env(self, variables: &EnvVariables) -> Result<Self, BuildError> {
        env::configure(self, variables, env::process_variable)
    }

    pub(crate) fn has_server(&self) -> bool {
        self.base_url.is_some()
    }

    pub(crate) fn has_credentials(&self) -> bool {
        !self.credentials.is_empty()
    }

    pub(crate) fn kind_of(&self, scheme: &str) -> Option<SchemeKind> {
        self.schemes
            .iter()
            .find(|known| known.name == scheme)
            .map(|known| known.kind)
    }

    /// How long connecting may take, TLS included. 10 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect = timeout;
        self
    }

    /// How long one attempt may take, from connecting to the body's end. 30 s unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt = timeout;
        self
    }

    /// How long a call may take with all its attempts and the waits between them. 90 s unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.total = timeout;
        self
    }

    /// The retry policy.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The longest body of an answer, in bytes after decompression. 16 MiB unless set.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_response_bytes = bytes;
        self
    }

    /// How many requests of this client and its clones are under way at once; others wait for their turn, in order.
    /// 100 unless set; 0 counts as 1.
    ///
    /// Each of them has a connection of its own over HTTP/1, so a crowd of calls would otherwise run out of file
    /// descriptors, and make a slow server slower. A call that waits holds no connection, its wait counts to the total
    /// timeout and to no attempt's, and the pause before a retry takes no turn.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.limits.max_in_flight = requests;
        self
    }

    /// Whether to ask for gzip and to decode it. Off unless set, whoever else in the program has the feature on;
    /// [`max_response_bytes`](Self::max_response_bytes) counts decoded bytes.
    #[cfg(feature = "gzip")]
    pub fn gzip(mut self, accept: bool) -> Self {
        self.gzip = accept;
        self
    }

    /// The HTTP client to use, for proxies and root certificates of one's own. Its connect timeout, redirect policy and
    /// compression are its own, too: give it
    /// [`redirect::Policy::none()`](reqwest::redirect::Policy::none), since an answer after a redirect is
    /// refused, and credentials may by then have gone to another server.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// The `User-Agent` header; an empty text sends none.
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Allows credentials over plain http to another machine, where anybody on the way can read them.
    pub fn allow_insecure_http(mut self) -> Self {
        self.allow_insecure_http = true;
        self
    }

    /// Checks the settings. Nothing is sent and no credentials provider is asked.
    pub fn build(self) -> Result<Session, BuildError> {
        let base = BaseUrl::parse(&self.base_url.ok_or(BuildError::MissingServer)?)
            .map_err(BuildError::InvalidServer)?;
        let credentials = Store::new(self.schemes, &self.credentials, self.credentials_timeout)?;
        let has_credentials = !self.credentials.is_empty();
        if has_credentials && !base.is_https() && !base.is_loopback() && !self.allow_insecure_http {
            return Err(BuildError::InsecureServer);
        }
        let user_agent = self
            .user_agent
            .filter(|product| !product.is_empty())
            .map(|product| HeaderValue::try_from(product).map_err(|_| BuildError::InvalidUserAgent))
            .transpose()?;
        let http_is_callers = self.http.is_some();
        let http = match self.http {
            Some(client) => client,
            None => http_client(&base, &self.limits, self.gzip)
                .build()
                .map_err(|error| BuildError::HttpClient(error.without_url()))?,
        };
        let (limits, retry, budget) = (self.limits, self.retry, Budget::new());
        let turns = Semaphore::new(limits.max_in_flight.clamp(1, Semaphore::MAX_PERMITS));
        Ok(Session(Arc::new(Shared {
            base,
            fixed: Default::default(),
            everywhere: self.everywhere,
            credentials,
            expired_statuses: self.expired_statuses,
            http,
            http_is_callers,
            gzip: self.gzip,
            limits,
            turns,
            retry,
            budget,
            user_agent,
        })))
    }
}

/// An HTTP client that is as said here whichever features of `reqwest` other crates of the program have on: those would
/// otherwise choose the TLS library and ask for compressed answers.
fn http_client(base: &BaseUrl, limits: &Limits, gzip: bool) -> reqwest::ClientBuilder {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // The policy here counts attempts; the HTTP client's own would not.
        .retry(reqwest::retry::never())
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .connect_timeout(limits.connect);
    if !gzip {
        builder = builder.no_gzip();
    }
    #[cfg(feature = "native-tls")]
    {
        builder = builder.tls_backend_native();
    }
    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    {
        builder = builder.tls_backend_rustls();
    }
    if base.is_loopback() {
        // What stays on this machine must not go out to a proxy from the environment, least of all in the
        // clear.
        builder = builder.no_proxy();
    }
    builder
}

impl fmt::Debug for SessionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An unchecked URL may hold a password.
        let server = self.base_url.as_deref().map(BaseUrl::parse);
        f.debug_struct("SessionBuilder")
            .field("server", &server)
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
