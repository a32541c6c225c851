//! The default transport: reqwest, set up so that it is as said here whichever of its features other crates of the program
//! have on. Feature `reqwest`.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::{ClientBuilder, Proxy};

use crate::base_url::BaseUrl;
use crate::build_error::BuildError;
use crate::limits::Limits;
use crate::via::Via;

#[cfg(feature = "reqwest-middleware-0-5")]
#[path = "middleware.rs"]
mod middleware;

/// What the default HTTP client may be told beyond the runtime's own settings, which stay as they are: no redirects, no
/// retries of its own, no compression that nobody asked for, the builder's connect timeout. See the builder's `http_client_with`:
///
/// ```
/// use specloom_runtime::Session;
///
/// let session = Session::builder(&[], Some("https://api.acme.test"))
///     .http_client_with(|http| http.proxy("http://proxy.acme.test:3128").pool_max_idle_per_host(4))
///     .build()?;
/// # Ok::<(), specloom_runtime::BuildError>(())
/// ```
///
/// What cannot be used is a [`BuildError`], when the client is built.
#[derive(Debug)]
#[must_use]
pub struct HttpOptions {
    builder: ClientBuilder,
    has_proxy: bool,
    problem: Option<reqwest::Error>,
    #[cfg(feature = "reqwest-middleware-0-5")]
    middleware: Option<middleware::Chain>,
}

impl HttpOptions {
    /// Sends everything through this proxy, `http://user:password@host:port`; without, the environment's `HTTPS_PROXY`,
    /// `HTTP_PROXY` and `NO_PROXY` count.
    pub fn proxy(mut self, url: &str) -> Self {
        self.has_proxy = true;
        self.with(Proxy::all(url), |builder, proxy| builder.proxy(proxy))
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(self) -> Self {
        self.map(ClientBuilder::no_proxy)
    }

    /// Trusts these certificates (PEM) as well: of a company's own authority, or a test server's.
    #[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
    pub fn root_certificates_pem(self, pem: &[u8]) -> Self {
        self.with(
            reqwest::Certificate::from_pem_bundle(pem),
            ClientBuilder::tls_certs_merge,
        )
    }

    /// Shows this certificate to the server: its chain and its private key, both PEM.
    #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
    pub fn identity_pem(self, pem: &[u8]) -> Self {
        self.with(reqwest::Identity::from_pem(pem), ClientBuilder::identity)
    }

    /// Connects to this address where the host has this name, whatever DNS says.
    pub fn resolve(self, host: &str, address: SocketAddr) -> Self {
        self.map(|builder| builder.resolve(host, address))
    }

    /// Connects from this address.
    pub fn local_address(self, address: IpAddr) -> Self {
        self.map(|builder| builder.local_address(address))
    }

    /// How long a connection that nobody uses is kept. 90 s unless set.
    pub fn pool_idle_timeout(self, timeout: Duration) -> Self {
        self.map(|builder| builder.pool_idle_timeout(timeout))
    }

    /// How many connections that nobody uses are kept per host. As many as there were, unless set.
    pub fn pool_max_idle_per_host(self, connections: usize) -> Self {
        self.map(|builder| builder.pool_max_idle_per_host(connections))
    }

    /// Asks the other side, after this time of silence, whether the connection still stands.
    pub fn tcp_keepalive(self, interval: Duration) -> Self {
        self.map(|builder| builder.tcp_keepalive(interval))
    }

    /// Everything else that reqwest 0.13 can be told; the runtime's own settings come after it. Feature `reqwest-0-13`: this
    /// method ends with that version, and is not part of what the runtime's versions promise otherwise.
    #[cfg(feature = "reqwest-0-13")]
    pub fn reqwest_0_13(self, more: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.map(more)
    }

    /// Sends through a chain of reqwest-middleware 0.5 around the client as the runtime has set it up, which follows no redirect. What a
    /// middleware repeats by itself the runtime does not count, and what it sends to another server ends the call with
    /// [`Error::Redirected`](crate::Error::Redirected). Feature `reqwest-middleware-0-5`, of which the same holds.
    ///
    /// ```
    /// use specloom_runtime::Session;
    ///
    /// let session = Session::builder(&[], Some("https://api.acme.test"))
    ///     .http_client_with(|http| {
    ///         // `.with(…)` adds middleware.
    ///         http.reqwest_middleware_0_5(|chain| chain)
    ///     })
    ///     .build()?;
    /// # Ok::<(), specloom_runtime::BuildError>(())
    /// ```
    #[cfg(feature = "reqwest-middleware-0-5")]
    pub fn reqwest_middleware_0_5(
        mut self,
        chain: impl FnOnce(reqwest_middleware::ClientBuilder) -> reqwest_middleware::ClientBuilder + 'static,
    ) -> Self {
        self.middleware = Some(middleware::Chain::new(chain));
        self
    }

    fn map(mut self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        self.builder = change(self.builder);
        self
    }

    fn with<T>(
        mut self,
        value: reqwest::Result<T>,
        change: impl FnOnce(ClientBuilder, T) -> ClientBuilder,
    ) -> Self {
        match value {
            Ok(value) => self.map(|builder| change(builder, value)),
            Err(error) => {
                self.problem.get_or_insert(error);
                self
            }
        }
    }
}

/// The HTTP client for a server.
pub(crate) fn build(
    base: &BaseUrl,
    limits: &Limits,
    options: Option<&(dyn Fn(HttpOptions) -> HttpOptions + Send + Sync)>,
) -> Result<Via, BuildError> {
    let tls = cfg!(any(
        feature = "rustls",
        feature = "rustls-ring",
        feature = "native-tls"
    ));
    if base.is_https() && !tls {
        return Err(BuildError::NoTls);
    }
    let chosen = HttpOptions {
        builder: reqwest::Client::builder(),
        has_proxy: false,
        problem: None,
        #[cfg(feature = "reqwest-middleware-0-5")]
        middleware: None,
    };
    let chosen = match options {
        Some(options) => options(chosen),
        None => chosen,
    };
    if let Some(error) = chosen.problem {
        return Err(BuildError::HttpClient(Box::new(error.without_url())));
    }
    // What stays on this machine must not go out to a proxy from the environment, least of all in the clear.
    let builder = match base.is_loopback() && !chosen.has_proxy {
        true => chosen.builder.no_proxy(),
        false => chosen.builder,
    };
    let client = settings(builder, limits)
        .build()
        .map_err(|error| BuildError::HttpClient(Box::new(error.without_url())))?;
    #[cfg(feature = "reqwest-middleware-0-5")]
    if let Some(chain) = chosen.middleware {
        return Ok(Via::Other(chain.around(client)));
    }
    Ok(Via::Http(client))
}

/// The settings that hold whatever the caller has set.
#[allow(unused_mut, reason = "some features change nothing")]
fn settings(builder: ClientBuilder, limits: &Limits) -> ClientBuilder {
    let mut builder = builder
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // The policy here counts attempts; the HTTP client's own would not.
        .retry(reqwest::retry::never())
        .no_brotli()
        .no_deflate()
        .no_zstd()
        // It reads the first member of several only.
        .no_gzip()
        .connect_timeout(limits.connect);
    #[cfg(not(feature = "http2"))]
    {
        builder = builder.http1_only();
    }
    #[cfg(feature = "native-tls")]
    {
        builder = builder.tls_backend_native();
    }
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls"), not(feature = "native-tls")))]
    {
        // reqwest asks for the process's provider. Somebody else may have chosen one already: then it is that.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
    }
    #[cfg(all(any(feature = "rustls", feature = "rustls-ring"), not(feature = "native-tls")))]
    {
        builder = builder.tls_backend_rustls();
    }
    builder
}
