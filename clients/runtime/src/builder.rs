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
use crate::credentials::{Given, Store};
use crate::hook::Hook;
#[cfg(feature = "reqwest")]
use crate::http_client;
use crate::http_client::HttpOptions;
use crate::limits::Limits;
use crate::operation::{Scheme, SchemeKind};
use crate::pace::Pace;
use crate::retry::Retry;
use crate::session::{Session, Shared};
use crate::transport::Transport;
use crate::via::Via;

type HttpSetup = Arc<dyn Fn(HttpOptions) -> HttpOptions + Send + Sync>;

/// The settings of a session to be.
#[derive(Clone)]
#[must_use]
pub struct SessionBuilder {
    schemes: &'static [Scheme],
    base_url: Option<String>,
    /// The caller has named the server of every call.
    everywhere: bool,
    /// The caller has named or chosen a server.
    server_is_callers: bool,
    credentials: Vec<Given>,
    credentials_timeout: Duration,
    expired_statuses: Vec<StatusCode>,
    limits: Limits,
    retry: Retry,
    user_agent: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    #[cfg_attr(not(feature = "reqwest"), allow(dead_code))]
    http_options: Option<HttpSetup>,
    hooks: Vec<Arc<dyn Hook>>,
    operations: &'static [&'static str],
    max_in_flight_of: Vec<(String, usize)>,
    gzip: bool,
    rate_limits: bool,
    allow_insecure_http: bool,
}

impl Session {
    /// Starts building a session for an API with these security schemes and, if its page lists one, this
    /// server.
    pub fn builder(schemes: &'static [Scheme], server: Option<&'static str>) -> SessionBuilder {
        SessionBuilder::new(schemes, server)
    }
}

impl SessionBuilder {
    /// Starts with the security schemes of the page and its server, if it lists one.
    pub fn new(schemes: &'static [Scheme], server: Option<&'static str>) -> Self {
        Self {
            schemes,
            base_url: server.map(str::to_owned),
            everywhere: false,
            server_is_callers: false,
            credentials: Vec::new(),
            credentials_timeout: Duration::from_secs(30),
            expired_statuses: vec![StatusCode::UNAUTHORIZED],
            limits: Limits::default(),
            retry: Retry::default(),
            user_agent: None,
            transport: None,
            http_options: None,
            hooks: Vec::new(),
            operations: &[],
            max_in_flight_of: Vec::new(),
            gzip: false,
            rate_limits: true,
            allow_insecure_http: false,
        }
    }

    /// The server's URL; a path in it is kept in front of every operation's path. Operations that have a server of their
    /// own are called here, too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self.everywhere = true;
        self.server_is_callers = true;
        self
    }

    /// One of the page's servers. Operations that have a server of their own keep it.
    pub fn server(mut self, url: &'static str) -> Self {
        self.base_url = Some(url.to_owned());
        self.everywhere = false;
        self.server_is_callers = true;
        self
    }

    /// The credential of a security scheme, by the scheme's name; a later one replaces an earlier one.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.push(Given {
            scheme,
            credential,
            from_env: false,
        });
        self
    }

    pub(crate) fn credential_from_env(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.push(Given {
            scheme,
            credential,
            from_env: true,
        });
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

    pub(crate) fn has_server(&self) -> bool {
        self.base_url.is_some()
    }

    pub(crate) fn server_is_callers(&self) -> bool {
        self.server_is_callers
    }

    pub(crate) fn has_credential(&self, scheme: &str) -> bool {
        self.credentials.iter().any(|given| given.scheme == scheme)
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

    /// The names of the API's operations, which [`max_in_flight_of`](Self::max_in_flight_of) is held against.
    pub fn operations(mut self, names: &'static [&'static str]) -> Self {
        self.operations = names;
        self
    }

    /// How many requests of one operation, by its name in Rust, are under way at once, beside
    /// [`max_in_flight`](Self::max_in_flight) for all; 0 counts as 1.
    pub fn max_in_flight_of(mut self, operation: impl Into<String>, requests: usize) -> Self {
        self.max_in_flight_of.push((operation.into(), requests));
        self
    }

    /// Whether to keep to what the server says of its limits. On unless set.
    ///
    /// Where an answer says how many more requests the server takes and until when (`RateLimit`, `RateLimit-Remaining` with
    /// `RateLimit-Reset`, `X-RateLimit-Remaining` with `X-RateLimit-Reset`), this client and its clones send no more than that, and
    /// the others wait. After a 429, 503 or 529 with `Retry-After` all of them wait. A wait counts to the total timeout and to no
    /// attempt's; one that is longer than the policy's [`max_retry_after`](Retry::max_retry_after), or than the call has time for, is not made: the request
    /// is sent, and the server has its say.
    pub fn rate_limits(mut self, keep: bool) -> Self {
        self.rate_limits = keep;
        self
    }

    /// Whether to ask for gzip and to decode it. Off unless set, whoever else in the program has the feature on;
    /// [`max_response_bytes`](Self::max_response_bytes) counts decoded bytes.
    #[cfg(feature = "gzip")]
    pub fn gzip(mut self, accept: bool) -> Self {
        self.gzip = accept;
        self
    }

    /// Sets up the default HTTP client: proxies, certificates, addresses, connections. The runtime's own settings stay, so that
    /// it follows no redirect and repeats nothing by itself. Means nothing with a [`transport`](Self::transport).
    pub fn http_client_with(
        mut self,
        options: impl Fn(HttpOptions) -> HttpOptions + Send + Sync + 'static,
    ) -> Self {
        self.http_options = Some(Arc::new(options));
        self
    }

    /// What carries requests and answers, in place of the default HTTP client: see [`Transport`]. Timeouts and limits are kept all
    /// the same, except for the one on connecting.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What to do before and after each attempt, after the hooks that there are already: see [`Hook`].
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Arc::new(hook));
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
        let via = match self.transport {
            Some(transport) => Via::Other(transport),
            #[cfg(feature = "reqwest")]
            None => http_client::build(&base, &self.limits, self.http_options.as_deref())?,
            #[cfg(not(feature = "reqwest"))]
            None => return Err(BuildError::NoTransport),
        };
        let (limits, retry, budget) = (self.limits, self.retry, Budget::new());
        let places = |requests: usize| Semaphore::new(requests.clamp(1, Semaphore::MAX_PERMITS));
        let turns = places(limits.max_in_flight);
        let unknown = |(name, _): &&(String, usize)| !self.operations.contains(&name.as_str());
        if let Some((name, _)) = self.max_in_flight_of.iter().find(unknown) {
            return Err(BuildError::UnknownOperation(name.clone()));
        }
        let limited = self.max_in_flight_of.into_iter();
        let turns_of = limited.map(|(name, requests)| (name, places(requests))).collect();
        Ok(Session(Arc::new(Shared {
            base,
            fixed: Default::default(),
            everywhere: self.everywhere,
            credentials,
            expired_statuses: self.expired_statuses,
            via,
            hooks: self.hooks,
            gzip: self.gzip,
            limits,
            turns,
            turns_of,
            pace: self.rate_limits.then(Pace::default),
            retry,
            budget,
            user_agent,
        })))
    }
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
