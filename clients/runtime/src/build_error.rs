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
    /// Environment variables that are not set: alternatives of names that go together.
    MissingVariables(Vec<Vec<&'static str>>),
    /// An environment variable that is not Unicode.
    InvalidVariable(&'static str),
    /// The HTTP client could not be set up, for instance its TLS.
    HttpClient(reqwest::Error),
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
            Self::MissingVariables(alternatives) => {
                let alternatives: Vec<_> = alternatives.iter().map(|names| names.join(" and ")).collect();
                write!(f, "environment variables are not set: {}", alternatives.join(", or "))
            }
            Self::InvalidVariable(name) => write!(f, "the environment variable {name} is not Unicode"),
            Self::HttpClient(_) => f.write_str("the HTTP client could not be set up"),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::HttpClient(error) => Some(error),
            _ => None,
        }
    }
}
