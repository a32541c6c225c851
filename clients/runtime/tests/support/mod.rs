//! A made-up client as the generator writes them, for the tests beside it: one operation that mints a token,
//! one that lists.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    reason = "a test's support is test code, which Clippy does not see"
)]

pub(crate) mod rude;

use std::fmt;

use serde::{Deserialize, Serialize};
use specloom_runtime::{
    CallOptions, Credential, Decoded, Error, Method, Operation, Parameter, Payload, Reply, Retry, Scheme,
    SchemeKind, SecretString, Session, SessionBuilder,
};

pub(crate) const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "bearerAuth",
        kind: SchemeKind::Bearer,
        setter: "bearer_token",
    },
    Scheme {
        name: "basicAuth",
        kind: SchemeKind::Basic,
        setter: "basic_auth",
    },
    Scheme {
        name: "keyAuth",
        kind: SchemeKind::Query("api_key"),
        setter: "api_key",
    },
    Scheme {
        name: "headerAuth",
        kind: SchemeKind::Header("X-Api-Key"),
        setter: "header_key",
    },
    Scheme {
        name: "cookieAuth",
        kind: SchemeKind::Cookie("sid"),
        setter: "session_id",
    },
];

pub(crate) static MINT: Operation = Operation::new("mint_token", Method::POST, "/users/{userId}/tokens/")
    .security(&[&["bearerAuth"]])
    .accept("application/json");

pub(crate) static LIST: Operation = Operation::new("list_tokens", Method::GET, "/tokens")
    .security(&[&["bearerAuth"]])
    .accept("application/json")
    .idempotent();

#[derive(Debug, Serialize)]
pub(crate) struct NewToken {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) password: Option<SecretString>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Token {
    pub(crate) token: SecretString,
    pub(crate) expires_in: i64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Problem {
    pub(crate) message: String,
}

#[derive(Debug)]
pub(crate) enum MintError {
    Unauthorized(Problem),
    Forbidden(Problem),
    NotFound,
    BadGateway(Problem),
}

impl fmt::Display for MintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unauthorized(_) => "401 Unauthorized",
            Self::Forbidden(_) => "403 Forbidden",
            Self::NotFound => "404 Not Found",
            Self::BadGateway(_) => "502 Bad Gateway",
        })
    }
}

impl std::error::Error for MintError {}

pub(crate) fn builder(url: &str) -> SessionBuilder {
    SessionBuilder::new(SCHEMES, None)
        .base_url(url)
        .credential("bearerAuth", Credential::bearer("hush-bearer"))
        .user_agent("acme-client/1.2.3")
}

pub(crate) fn session(url: &str) -> Session {
    builder(url).build().unwrap()
}

pub(crate) fn quick() -> Retry {
    use std::time::Duration;
    Retry::default()
        .initial_delay(Duration::from_millis(1))
        .max_delay(Duration::from_millis(2))
}

pub(crate) async fn mint(
    session: &Session,
    user: &str,
    call: CallOptions,
) -> Result<Reply<Token>, Error<MintError>> {
    mint_maybe(session, Some(user), call).await
}

pub(crate) async fn mint_maybe(
    session: &Session,
    user: Option<&str>,
    call: CallOptions,
) -> Result<Reply<Token>, Error<MintError>> {
    let mut request = session.request(&MINT, call);
    let user = user.ok_or_else(|| Error::missing("user_id"))?;
    request.parameter(Parameter::path("userId"), user)?;
    request.json(
        "application/json",
        &NewToken {
            name: "ci".to_owned(),
            password: Some("hush-body".into()),
        },
    )?;
    request.send(decode).await
}

pub(crate) async fn list(session: &Session, call: CallOptions) -> Result<Reply<Token>, Error<MintError>> {
    session.request(&LIST, call).send(decode).await
}

pub(crate) fn decode(payload: &Payload) -> Decoded<Token, MintError> {
    match payload.status().as_u16() {
        200 | 201 => Decoded::Success(payload.json()),
        401 => Decoded::Failure(payload.json().map(MintError::Unauthorized)),
        403 => Decoded::Failure(payload.json().map(MintError::Forbidden)),
        404 => Decoded::Failure(Ok(MintError::NotFound)),
        502 => Decoded::Failure(payload.json().map(MintError::BadGateway)),
        _ => Decoded::Undocumented,
    }
}
