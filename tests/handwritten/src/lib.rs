//! `POST /auth/issue-token` of Courier, called with reqwest and serde as one would write it by hand for a service: timeouts, no
//! redirects, a secret that does not print, the error status told apart. No retries, no limits, no typed errors.
//!
//! Generated clients are measured against this (`benches/call.rs`, `tests/allocations.rs`, `weight`).

use std::fmt;
use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderValue};
use reqwest::{Client, StatusCode, Url, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

/// The API and who calls it.
#[derive(Debug, Clone)]
pub struct Courier {
    http: Client,
    issue_token: Url,
    key: SecretString,
}

/// What Courier answers.
#[derive(Debug, Deserialize)]
pub struct IssuedToken {
    /// The JWT.
    pub token: SecretString,
}

/// Why there is no token.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server's URL is not one.
    Url,
    /// The request failed.
    Http(reqwest::Error),
    /// Courier did not say 200.
    Status(StatusCode),
}

#[derive(Serialize)]
struct IssueToken<'a> {
    scope: &'a str,
    expires_in: &'a str,
}

impl Courier {
    /// A client for the API at `server`.
    pub fn new(server: &str, key: SecretString) -> Result<Self, Error> {
        let server = Url::parse(server).map_err(|_| Error::Url)?;
        let http = Client::builder()
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .redirect(redirect::Policy::none())
            .build()?;
        let issue_token = server.join("/auth/issue-token").map_err(|_| Error::Url)?;
        Ok(Self {
            http,
            issue_token,
            key,
        })
    }

    /// Issues a token for `scope` that lives as long as `expires_in` says.
    pub async fn issue_token(&self, scope: &str, expires_in: &str) -> Result<IssuedToken, Error> {
        let response = self
            .http
            .post(self.issue_token.clone())
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .bearer_auth(self.key.expose_secret())
            .json(&IssueToken { scope, expires_in })
            .send()
            .await?;
        match response.status() {
            StatusCode::OK => Ok(response.json().await?),
            status => Err(Error::Status(status)),
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url => f.write_str("the server's URL is invalid"),
            Self::Http(error) => write!(f, "Courier could not be called: {error}"),
            Self::Status(status) => write!(f, "Courier answered {status}"),
        }
    }
}

impl std::error::Error for Error {}
