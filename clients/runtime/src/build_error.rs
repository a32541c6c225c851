//! Why a client could not be built.

use std::error::Error as StdError;
use std::fmt;

/// Why a client could not be built. Names setters and environment variables, never values.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The page lists no server and `base_url` was not called.
    MissingServer,
    /// The server URL cannot be used; says why without quoting it.
    InvalidServer(&'static str),
    /// Credentials would go over plain http to a host that is not this machine.
    InsecureServer,
    /// A credential cannot be sent: the setter (or scheme), and why.
    InvalidCredential(&'static str, &'static str),
    /// The user agent holds a character that headers cannot carry.
    InvalidUserAgent,
    /// Environment variables that are not set.
    MissingVariables {
        /// Alternatives of names that go together.
        alternatives: Vec<Vec<&'static str>>,
        /// Those of them that are set, but to nothing.
        empty: Vec<&'static str>,
    },
    /// An environment variable that is not Unicode.
    InvalidVariable(&'static str),
    /// The HTTP client could not be set up, for instance its TLS.
    HttpClient(Box<dyn StdError + Send + Sync>),
    /// A limit for an operation that the API does not have.
    UnknownOperation(String),
    /// The server is https and no TLS is compiled in.
    NoTls,
    /// There is no default HTTP client without the feature `reqwest`, and no transport was given.
    NoTransport,
}

impl BuildError {
    pub(crate) fn credential(setter: &'static str, why: &'static str) -> Self {
        Self::InvalidCredential(setter, why)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingServer => f.write_str("no server: the API's page lists none, so call `base_url`"),
            Self::InvalidServer(why) => write!(f, "the server URL {why}"),
            Self::InsecureServer => f.write_str(
                "the server URL is plain http to another machine, where credentials could be read on the way: use https, \
                 or call `allow_insecure_http`",
            ),
            Self::InvalidCredential(setter, why) => write!(f, "the credential of `{setter}` {why}"),
            Self::InvalidUserAgent => f.write_str("the user agent holds a character that headers cannot carry"),
            Self::MissingVariables {
                alternatives,
                empty,
            } => {
                let name = |name: &&str| match empty.contains(name) {
                    true => format!("{name} (which is empty)"),
                    false => (*name).to_owned(),
                };
                let names = |names: &Vec<&str>| names.iter().map(name).collect::<Vec<_>>().join(" and ");
                let alternatives: Vec<_> = alternatives.iter().map(names).collect();
                write!(f, "environment variables are not set: {}", alternatives.join(", or "))
            }
            Self::InvalidVariable(name) => write!(f, "the environment variable {name} is not Unicode"),
            Self::HttpClient(_) => f.write_str("the HTTP client could not be set up"),
            Self::UnknownOperation(name) => write!(f, "there is no operation `{name}` to limit (`max_in_flight_of`)"),
            Self::NoTls => f.write_str(
                "the server URL is https and no TLS is compiled in: switch on the feature `rustls`, `rustls-ring` or `native-tls`, \
                 or bring a `transport`",
            ),
            Self::NoTransport => f.write_str(
                "there is nothing to send requests with: switch on the feature `reqwest`, or bring a `transport`",
            ),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::HttpClient(error) => Some(&**error),
            _ => None,
        }
    }
}
