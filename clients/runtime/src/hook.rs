//! What a caller wants to do around each attempt: add headers to it, sign it, measure it.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::attempt::Attempt;
use crate::auth::CredentialsError;
use crate::call::FRAMING;
use crate::via::Outgoing;

/// Runs before and after each attempt of each call of a client. Several run in the order in which they were given to the builder.
///
/// ```
/// use std::time::Duration;
/// use specloom_runtime::{Attempt, AttemptRequest, CredentialsError, Hook, Session};
///
/// struct Signed;
///
/// impl Hook for Signed {
///     fn before(&self, request: &mut AttemptRequest<'_>) -> Result<(), CredentialsError> {
///         // Everything that goes on the wire is there by now.
///         let signature = format!("{} {} {}", request.method(), request.url(), request.body().len());
///         request.header("x-signature", &signature)
///     }
///
///     fn after(&self, attempt: &Attempt<'_>, took: Duration) {
///         println!("{} attempt {}: {:?} in {took:?}", attempt.operation(), attempt.number(), attempt.status());
///     }
/// }
///
/// let session = Session::builder(&[], Some("https://api.acme.test")).hook(Signed).build()?;
/// # Ok::<(), specloom_runtime::BuildError>(())
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Before a request is sent. An error ends the call with [`Error::InvalidValue`](crate::Error::InvalidValue), whose `source()`
    /// it is; nothing of this attempt is sent.
    fn before(&self, request: &mut AttemptRequest<'_>) -> Result<(), CredentialsError> {
        let _nothing = request;
        Ok(())
    }

    /// After its answer has been read, or has not come: how it ended, and how long it took from being sent, without the wait for
    /// its turn.
    fn after(&self, attempt: &Attempt<'_>, took: Duration) {
        let _nothing = (attempt, took);
    }
}

/// A request as it goes on the wire, with credentials. It shows none of it in `Debug`, having none.
pub struct AttemptRequest<'a> {
    pub(crate) operation: &'static str,
    pub(crate) number: u32,
    pub(crate) outgoing: &'a mut Outgoing,
}

impl AttemptRequest<'_> {
    /// The operation's name in Rust.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Which attempt of its call it is, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.outgoing.method
    }

    /// The whole URL. It may hold a key.
    pub fn url(&self) -> &str {
        self.outgoing.url.as_str()
    }

    /// The headers, but for those that the transport adds (`Host`, `Content-Length`). They hold credentials.
    pub fn headers(&self) -> &HeaderMap {
        &self.outgoing.headers
    }

    /// The body; empty if there is none.
    pub fn body(&self) -> &[u8] {
        self.outgoing.body.as_deref().unwrap_or_default()
    }

    /// Sets a header, in place of what there was under its name. One that frames the message, such as `Content-Length`, is
    /// refused.
    pub fn header(&mut self, name: &str, value: &str) -> Result<(), CredentialsError> {
        let name = HeaderName::from_bytes(name.as_bytes())?;
        if FRAMING.contains(&name) {
            return Err(format!(
                "the header `{name}` of a hook would change how the message is framed or routed: leave it to the client"
            )
            .into());
        }
        let mut value = HeaderValue::from_str(value)
            .map_err(|_| "a hook's header holds a character that headers cannot carry")?;
        value.set_sensitive(true);
        self.outgoing.headers.insert(name, value);
        Ok(())
    }
}
