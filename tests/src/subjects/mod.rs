//! The five clients behind one trait, so that what must hold for every client is written once.

mod argyle;
mod awx;
mod courier;
mod infisical;
mod joyfill;

use std::error::Error as StdError;
use std::fmt::Debug;
use std::future::Future;
use std::time::Duration;

use serde_json::Value;
use specloom_runtime::{Error, Reply};

pub use argyle::Argyle;
pub use awx::Awx;
pub use courier::Courier;
pub use infisical::Infisical;
pub use joyfill::Joyfill;

/// What a call is given beyond its operation's values.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// An extra request header.
    pub header: Option<(String, String)>,
    /// The call's timeout.
    pub timeout: Option<Duration>,
}

impl Options {
    /// A call with one more header.
    pub fn header(name: &str, value: &str) -> Self {
        Self {
            header: Some((name.into(), value.into())),
            ..Self::default()
        }
    }
}

/// One client and its one operation, called with fixed values and sentinels for credentials.
pub trait Subject: 'static {
    /// The client's builder.
    type Builder: Debug + Clone;
    /// The client.
    type Client: Debug + Clone + Send + Sync;
    /// The documented success.
    type Body: Debug + Send;
    /// The documented failures.
    type Failure: StdError + Send + Sync + 'static;

    /// Its folder in `specs/`.
    const VENDOR: &'static str;
    /// Name of the operation in Rust.
    const OPERATION: &'static str;
    /// The request's path on the wire, below the server's URL.
    const TARGET: &'static str;
    /// The request's `Authorization`.
    const AUTHORIZATION: &'static str;
    /// The builder's methods that set credentials.
    const CREDENTIALS: &'static [&'static str];

    /// A builder with sentinels as credentials that calls `url` and never retries.
    fn builder(url: &str) -> Self::Builder {
        Self::authenticated(Self::anonymous(url))
    }
    /// The same without credentials.
    fn anonymous(url: &str) -> Self::Builder;
    /// Adds the sentinels.
    fn authenticated(builder: Self::Builder) -> Self::Builder;
    /// Builds, or gives every format of the error.
    fn build(builder: Self::Builder) -> Result<Self::Client, String>;
    /// Calls the operation.
    fn call(
        client: &Self::Client,
        options: Options,
    ) -> impl Future<Output = Result<Reply<Self::Body>, Error<Self::Failure>>> + Send;

    /// The body that [`call`](Self::call) sends.
    fn body() -> Value;
    /// One reply for every documented status, the success first, its token [`TOKEN`](crate::secrets::TOKEN) and
    /// its messages [`BODY`](crate::secrets::BODY).
    fn replies() -> Vec<(u16, Value)>;
    /// The reply's token.
    fn token(body: &Self::Body) -> &str;

    /// A client that calls `url`.
    fn client(url: &str) -> Self::Client {
        Self::build(Self::builder(url)).unwrap_or_else(|error| panic!("{error}"))
    }
    /// The documented success: status and body.
    fn success() -> (u16, Value) {
        Self::replies().swap_remove(0)
    }
}

/// The parts of [`Subject`] that are spelled alike for every client but have other types.
macro_rules! common {
    ($client:ident) => {
        type Builder = $client::ClientBuilder;
        type Client = $client::Client;

        fn anonymous(url: &str) -> Self::Builder {
            $client::Client::builder()
                .base_url(url)
                .retry($client::Retry::none())
        }

        fn build(builder: Self::Builder) -> Result<Self::Client, String> {
            builder
                .build()
                .map_err(|error| $crate::secrets::error_texts(&error))
        }
    };
}

/// Applies [`Options`] to an operation's builder and sends it.
macro_rules! send {
    ($call:expr, $options:expr) => {{
        let mut call = $call;
        if let Some((name, value)) = $options.header {
            call = call.header(name, value);
        }
        if let Some(timeout) = $options.timeout {
            call = call.timeout(timeout);
        }
        call.send_reply()
    }};
}

use {common, send};
