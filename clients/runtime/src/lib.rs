//! What the API clients that Specloom generates share: sessions, credentials, retries, limits, errors and
//! secrets.
//!
//! An importer of a client meets these types by way of the client, which re-exports them: they are the same
//! for every vendor, so that a service which calls several has one way to configure, log, retry and test.
//!
//! - [`Error`] answers what went wrong with a call, whether it may have happened and whether to repeat it.
//!   [`AnyError`] is the same for all operations, for `?`.
//! - [`Reply`] is a decoded answer with status and headers.
//! - [`Nullable`] is a property that a request can leave out, set to null, or set to a value.
//! - [`Extra`] holds the properties of an object that its page does not name.
//! - [`SecretString`] holds credentials and tokens; [`Credential`] and [`Credentials`] bring them in.
//! - [`Retry`] and [`CallOptions`] say how persistent a call is.
//!
//! Generated code declares [`Operation`]s and [`Scheme`]s, keeps a [`Session`] in its client and puts each
//! call together in a [`Request`].
//!
//! This is what generated code does with them, and what an importer's call comes down to:
//!
//! ```no_run
//! use serde::{Deserialize, Serialize};
//! use specloom_runtime::{
//!     CallOptions, Credential, Decoded, Error, Method, MissingValue, Operation, Parameter, Scheme, SchemeKind, SecretString, Session,
//! };
//!
//! static SCHEMES: &[Scheme] = &[Scheme { name: "bearerAuth", kind: SchemeKind::Bearer, setter: "bearer_token" }];
//! static CREATE_TOKEN: Operation = Operation::new("create_token", Method::POST, "/users/{userId}/tokens")
//!     .security(&[&["bearerAuth"]])
//!     .accept("application/json");
//! # #[derive(Debug, Deserialize)] struct Problem { message: String }
//! # #[derive(Debug)] enum CreateTokenError { Forbidden(Problem), NotFound }
//! # #[derive(Serialize)] struct NewToken { name: String }
//! # #[derive(Deserialize)] struct Token { token: SecretString }
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let session = Session::builder(SCHEMES, Some("https://api.acme.test"))
//!     .credential("bearerAuth", Credential::bearer("hush"))
//!     .build()?;
//!
//! let mut request = session.request(&CREATE_TOKEN, CallOptions::new());
//! request.parameter(Parameter::path("userId"), "u/7").map_err(Error::<MissingValue>::from)?;
//! request.json("application/json", &NewToken { name: "ci".to_owned() }).map_err(Error::<MissingValue>::from)?;
//! let result = request
//!     .send(|payload| match payload.status().as_u16() {
//!         201 => Decoded::Success(payload.json::<Token>()),
//!         403 => Decoded::Failure(payload.json().map(CreateTokenError::Forbidden)),
//!         404 => Decoded::Failure(Ok(CreateTokenError::NotFound)),
//!         _ => Decoded::Undocumented,
//!     })
//!     .await;
//! match result {
//!     Ok(reply) => assert_ne!(reply.body().token.expose_secret(), ""),
//!     Err(Error::Api(reply)) => eprintln!("{}: {:?}", reply.status(), reply.body()),
//!     Err(error) if error.is_retryable() => eprintln!("later, in {:?}: {error}", error.retry_after()),
//!     Err(error) => eprintln!("{error}, request {:?}", error.request_id()),
//! }
//! # Ok(()) }
//! ```
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `reqwest` | with TLS | the default transport, an HTTP client over tokio; without it, bring a [`Transport`] |
//! | `rustls` | yes | TLS by rustls with aws-lc, certificates verified by the platform |
//! | `rustls-ring` | | the same with ring |
//! | `native-tls` | | TLS by the operating system's library; takes precedence over the others |
//! | `http2` | | HTTP/2 where the server offers it; without, HTTP/1 whatever other crates have on |
//! | `gzip` | | clients can be told to ask for gzip, and then decode it |
//! | `tower` | | a `tower::Service` as transport |
//! | `reqwest-0-13` | | everything that reqwest 0.13's builder can be told |
//! | `reqwest-middleware-0-5` | | a chain of reqwest-middleware 0.5 around the default transport |
//! | `tracing` | | a span per operation with OpenTelemetry's HTTP client attributes, an event per retry, `traceparent` for the server |
//! | `jiff`, `chrono`, `time`, `uuid`, `rust_decimal` | | what texts of a format convert into; see [`formats`] |
//! | `blocking` | | calls without an async runtime of one's own |
//! | `mock` | | for tests of code that uses a client: a mock that is a server on loopback or a transport within the process |
//!
//! # What it never does
//!
//! Follow redirects; send credentials over plain http to another machine, unless told to by name; repeat a
//! request that is not idempotent and may have run; hold more of an answer than its limit; show a body, a
//! header value, a credential or a URL in `Debug`, `Display`, a span or an event.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

mod absent;
mod any_error;
mod asking;
mod assemble;
mod attempt;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod body;
mod budget;
mod build_error;
mod builder;
mod call;
mod clock;
mod credentials;
mod decode_error;
mod digits;
mod documented;
mod encode;
mod env;
mod error;
mod error_body;
mod exchange;
mod extra;
mod failure;
pub mod formats;
mod handed;
mod hashed;
mod head;
mod hook;
#[cfg(feature = "reqwest")]
mod http_client;
#[cfg(not(feature = "reqwest"))]
#[path = "no_http_client.rs"]
mod http_client;
mod http_date;
#[cfg(feature = "reqwest")]
mod http_error;
mod integer;
mod into_option;
mod limits;
mod list;
mod media;
mod misfit;
mod missing;
#[cfg(feature = "mock")]
#[allow(clippy::panic, reason = "it is for tests")]
pub mod mock;
mod multipart;
mod named;
pub mod nullable;
mod objects;
mod operation;
mod pace;
mod parameter;
mod parts;
mod payload;
mod prepared;
mod provider;
mod rate_limit;
mod raw;
mod reply;
mod request;
mod request_id;
mod retry;
mod retry_after;
#[cfg(feature = "mock")]
#[allow(clippy::panic, reason = "it is for tests")]
mod script;
mod secret;
mod session;
mod shape;
mod sink;
mod styled_form;
mod told;
#[cfg(feature = "tower")]
mod tower;
mod trace;
#[cfg(feature = "tracing")]
mod trace_context;
mod trail;
mod transport;
mod undecided;
pub mod union;
mod upload;
mod via;
pub mod whole;
mod wipe;

pub use any_error::AnyError;
pub use attempt::Attempt;
pub use auth::{BoxFuture, Credential, Credentials, CredentialsError};
pub use build_error::BuildError;
pub use builder::SessionBuilder;
pub use call::CallOptions;
pub use decode_error::DecodeError;
pub use env::{EnvCredential, EnvVariables};
pub use error::Error;
pub use error_body::ErrorBody;
pub use extra::Extra;
pub use failure::{Failure, Phase};
pub use hashed::hash;
pub use hook::{AttemptRequest, Hook};
pub use http_client::HttpOptions;
pub use into_option::IntoOption;
pub use missing::MissingValue;
pub use multipart::Multipart;
pub use named::Named;
pub use nullable::Nullable;
pub use objects::from_value;
pub use operation::{Operation, Scheme, SchemeKind};
pub use parameter::{Parameter, Style};
pub use payload::{Decoded, Payload};
pub use raw::{RawBody, RawCall};
pub use reply::Reply;
pub use request::Request;
pub use retry::Retry;
#[cfg(feature = "mock")]
pub use script::Script;
pub use secret::SecretString;
pub use session::Session;
pub use told::ErrorFields;
#[cfg(feature = "tower")]
pub use tower::TowerTransport;
pub use transport::{ResponseBody, Transport, TransportError};
pub use undecided::Undecided;
pub use upload::Upload;

// What stands in public signatures, so that it can be named by way of a client.
pub use bytes::Bytes;
pub use http;
pub use http_body;
#[cfg(feature = "reqwest-0-13")]
pub use reqwest;
#[cfg(feature = "reqwest-middleware-0-5")]
pub use reqwest_middleware;
pub use serde;
pub use serde_json;
#[cfg(feature = "tower")]
pub use tower_service;

pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
