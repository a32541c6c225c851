//! Credentials as the caller gives them, and as they go on the wire.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use crate::encode;
use crate::operation::{Scheme, SchemeKind};
use crate::secret::SecretString;

/// A boxed future, as async trait methods return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a [`Credentials`] provider may fail with. It becomes the [`source`](StdError::source) of
/// [`Error::Credentials`](crate::Error::Credentials): do not put the secret in its text.
pub type CredentialsError = Box<dyn StdError + Send + Sync>;

/// A credential for one of the page's security schemes. `Debug` shows its kind only.
#[derive(Clone)]
pub struct Credential {
    held: Held,
    expires: Option<SystemTime>,
}

#[derive(Clone)]
enum Held {
    Basic(String, SecretString),
    Bearer(SecretString),
    ApiKey(SecretString),
    Provided(Arc<dyn Credentials>),
}

impl Credential {
    /// User name and password.
    pub fn basic(username: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::of(Held::Basic(username.into(), password.into()))
    }

    /// A bearer token.
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self::of(Held::Bearer(token.into()))
    }

    /// An API key.
    pub fn api_key(key: impl Into<SecretString>) -> Self {
        Self::of(Held::ApiKey(key.into()))
    }

    /// Whatever the provider hands out while the client lives.
    pub fn provided_by(provider: impl Credentials) -> Self {
        Self::of(Held::Provided(Arc::new(provider)))
    }

    fn of(held: Held) -> Self {
        Self { held, expires: None }
    }

    /// Until when it is good, for what a [`Credentials`] provider hands out: it is asked for another one a little before,
    /// while this one is still used. Means nothing for a credential that never changes.
    pub fn expires_at(mut self, at: SystemTime) -> Self {
        self.expires = Some(at);
        self
    }

    /// For how long it is good from now on, as token endpoints say it (`expires_in`); see [`expires_at`](Self::expires_at).
    pub fn expires_in(mut self, life: Duration) -> Self {
        // What no clock can count to does not expire.
        self.expires = SystemTime::now().checked_add(life);
        self
    }

    pub(crate) fn expires(&self) -> Option<SystemTime> {
        self.expires
    }

    pub(crate) fn provider(&self) -> Option<&Arc<dyn Credentials>> {
        match &self.held {
            Held::Provided(provider) => Some(provider),
            _ => None,
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.held {
            Held::Basic(..) => "Credential::basic([REDACTED])",
            Held::Bearer(_) => "Credential::bearer([REDACTED])",
            Held::ApiKey(_) => "Credential::api_key([REDACTED])",
            Held::Provided(_) => "Credential::provided_by(..)",
        })
    }
}

/// Hands out a credential that may change while the client lives, for instance from a vault.
///
/// The client asks when it first needs one and keeps the answer until it [expires](Credential::expires_at), until the server
/// says 401 (or another of the builder's `expired_statuses`; the client then asks once more and repeats the request, which such
/// an answer never ran), or until `invalidate_credentials` is called. A credential with an end is renewed a little before it, while
/// calls go on with the old one.
///
/// All calls share one question and its answer, also a failure. It belongs to none of them: it goes on when they give up, for at
/// most the builder's `credentials_timeout` (30 s). After a failure the provider is not asked again for a moment, which
/// grows up to half a minute; calls meanwhile fail with the same error, whose `retry_after` says when that ends. The same pause
/// comes after credentials that the server has never accepted.
///
/// A provider may call a client, also the one it serves, as long as that call needs no credential from this provider: that is an
/// error at once.
///
/// Closures that return a future are providers:
///
/// ```
/// use std::time::Duration;
/// use specloom_runtime::{Credential, CredentialsError};
///
/// async fn read_vault() -> Result<(String, u64), CredentialsError> { Ok(("token".to_owned(), 3600)) }
///
/// let credential = Credential::provided_by(|| async {
///     let (token, seconds) = read_vault().await?;
///     Ok(Credential::bearer(token).expires_in(Duration::from_secs(seconds)))
/// });
/// ```
pub trait Credentials: Send + Sync + 'static {
    /// The credential as of now: of the kind that its scheme needs, not itself provided.
    fn credential(&self) -> BoxFuture<'_, Result<Credential, CredentialsError>>;
}

impl<F, Fut> Credentials for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Credential, CredentialsError>> + Send + 'static,
{
    fn credential(&self) -> BoxFuture<'_, Result<Credential, CredentialsError>> {
        Box::pin(self())
    }
}

/// A credential as it goes into a request.
pub(crate) enum Ready {
    Header(HeaderName, HeaderValue),
    Query(Zeroizing<String>),
    Cookie(Zeroizing<String>),
}

impl Ready {
    /// The reason is a sentence that follows the setter's name.
    pub(crate) fn new(scheme: &Scheme, credential: &Credential) -> Result<Self, &'static str> {
        match (scheme.kind, &credential.held) {
            (SchemeKind::Basic, Held::Basic(username, password)) => {
                if username.contains(':') {
                    return Err("has a user name with a colon, which basic credentials cannot carry");
                }
                let password = password.expose_secret();
                if username.is_empty() && password.is_empty() {
                    return Err("is empty");
                }
                // RFC 7617, section 2: a line break that came along with a file's text would only be seen as a 401.
                if [username, password]
                    .iter()
                    .any(|text| text.chars().any(char::is_control))
                {
                    return Err("holds a control character, such as a line break");
                }
                let pair = Zeroizing::new(format!("{username}:{password}"));
                let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
                Ok(Self::Header(AUTHORIZATION, sensitive(&["Basic ", &encoded])?))
            }
            (SchemeKind::Bearer, Held::Bearer(token)) => Ok(Self::Header(
                AUTHORIZATION,
                sensitive(&["Bearer ", filled(token)?])?,
            )),
            (SchemeKind::Header(name), Held::ApiKey(key)) => {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "names an invalid header")?;
                Ok(Self::Header(name, sensitive(&[filled(key)?])?))
            }
            (SchemeKind::Query(name), Held::ApiKey(key)) => Ok(Self::Query(pair(name, filled(key)?))),
            (SchemeKind::Cookie(name), Held::ApiKey(key)) => Ok(Self::Cookie(pair(name, filled(key)?))),
            (_, Held::Provided(_)) => {
                Err("comes from a provider that handed out a provider in place of a credential")
            }
            (SchemeKind::Basic, _) => Err("is no user name with a password, as HTTP Basic takes"),
            (SchemeKind::Bearer, _) => Err("is no bearer token"),
            (SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_), _) => Err("is no API key"),
        }
    }
}

fn filled(secret: &SecretString) -> Result<&str, &'static str> {
    Some(secret.expose_secret())
        .filter(|secret| !secret.trim().is_empty())
        .ok_or("is empty")
}

fn pair(name: &str, secret: &str) -> Zeroizing<String> {
    let secret = Zeroizing::new(encode::percent(secret));
    Zeroizing::new(format!("{}={}", encode::percent(name), *secret))
}

/// A header value that is wiped with its last clone, that HTTP/2 does not index and `Debug` does not show.
fn sensitive(parts: &[&str]) -> Result<HeaderValue, &'static str> {
    let bytes = Bytes::from_owner(Zeroizing::new(parts.concat().into_bytes()));
    let mut value = HeaderValue::from_maybe_shared(bytes)
        .map_err(|_| "holds a character that headers cannot carry, such as a line break")?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(kind: SchemeKind, credential: &Credential) -> Result<(String, Vec<u8>), &'static str> {
        match Ready::new(
            &Scheme {
                name: "s",
                kind,
                setter: "s",
            },
            credential,
        )? {
            Ready::Header(name, value) => {
                assert!(value.is_sensitive());
                Ok((name.to_string(), value.as_bytes().to_vec()))
            }
            Ready::Query(pair) => Ok(("query".to_owned(), pair.as_bytes().to_vec())),
            Ready::Cookie(pair) => Ok(("cookie".to_owned(), pair.as_bytes().to_vec())),
        }
    }

    #[test]
    fn each_kind_goes_to_its_place() {
        let owned = |name: &str, value: &str| Ok((name.to_owned(), value.as_bytes().to_vec()));
        // RFC 7617, section 2 and 2.1
        let aladdin = Credential::basic("Aladdin", "open sesame");
        assert_eq!(
            header(SchemeKind::Basic, &aladdin),
            owned("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        );
        let pound = Credential::basic("test", "123£");
        assert_eq!(
            header(SchemeKind::Basic, &pound),
            owned("authorization", "Basic dGVzdDoxMjPCow==")
        );
        let key = Credential::api_key("k&1");
        assert_eq!(
            header(SchemeKind::Bearer, &Credential::bearer("t")),
            owned("authorization", "Bearer t")
        );
        assert_eq!(
            header(SchemeKind::Header("X-Api-Key"), &key),
            owned("x-api-key", "k&1")
        );
        assert_eq!(
            header(SchemeKind::Query("api key"), &key),
            owned("query", "api%20key=k%261")
        );
        assert_eq!(
            header(SchemeKind::Cookie("sid"), &key),
            owned("cookie", "sid=k%261")
        );
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        for (kind, credential, reason) in [
            (SchemeKind::Basic, Credential::basic("a:b", "p"), "colon"),
            (SchemeKind::Basic, Credential::basic("a", "p\n"), "line break"),
            (
                SchemeKind::Basic,
                Credential::basic("a\0", "p"),
                "control character",
            ),
            (SchemeKind::Basic, Credential::basic("", ""), "empty"),
            (SchemeKind::Bearer, Credential::bearer("t\n"), "line break"),
            (SchemeKind::Bearer, Credential::bearer(" "), "empty"),
            (
                SchemeKind::Header("X"),
                Credential::api_key("a\0"),
                "headers cannot carry",
            ),
            (SchemeKind::Query("q"), Credential::api_key(""), "empty"),
            (SchemeKind::Bearer, Credential::basic("a", "p"), "no bearer token"),
        ] {
            let problem = header(kind, &credential).expect_err(reason);
            assert!(problem.contains(reason), "{problem}");
        }
    }
}
