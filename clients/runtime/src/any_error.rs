//! One error type for the operations of all vendors, for `?` in code that calls several.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::build_error::BuildError;
use crate::error::Error;
use crate::failure::Phase;
use crate::missing::MissingValue;

/// Any operation's error, or a client's that could not be built, with the answers that do not depend on its
/// type.
///
/// `Display`, `Debug` and `source()` are those of the error it was made of, which
/// [`downcast_ref`](Self::downcast_ref) gives back.
///
/// ```
/// use specloom_runtime::{AnyError, Error, MissingValue, SessionBuilder};
///
/// fn call() -> Result<(), Error<MissingValue>> { Err(Error::missing("id")) }
/// fn service() -> Result<(), AnyError> {
///     let session = SessionBuilder::new(&[], Some("https://acme.test")).build()?;
///     Ok(call()?)
/// }
///
/// let error = service().unwrap_err();
/// assert!(!error.was_sent());
/// let typed = error.downcast_ref::<Error<MissingValue>>();
/// assert!(matches!(typed, Some(Error::MissingValue(_))));
/// ```
pub struct AnyError(Box<dyn Anonymous>);

/// What `Error<E>` can do whatever `E` is. The defaults are an error's that comes before any call.
trait Anonymous: StdError + Send + Sync + 'static {
    fn operation(&self) -> Option<&'static str> {
        None
    }
    fn phase(&self) -> Phase {
        Phase::Building
    }
    fn was_sent(&self) -> bool {
        false
    }
    fn is_retryable(&self) -> bool {
        false
    }
    fn retry_after(&self) -> Option<Duration> {
        None
    }
    fn attempts(&self) -> u32 {
        0
    }
    fn request_id(&self) -> Option<&str> {
        None
    }
    fn status(&self) -> Option<StatusCode> {
        None
    }
    fn headers(&self) -> Option<&HeaderMap> {
        None
    }
    fn expose_body(&self) -> Option<&[u8]> {
        None
    }
    fn code(&self) -> Option<&str> {
        None
    }
    fn message(&self) -> Option<&str> {
        None
    }
    fn details(&self) -> Option<&Value> {
        None
    }
    fn as_std(&self) -> &(dyn StdError + 'static);
}

macro_rules! delegate {
    ($($(#[$doc:meta])* $name:ident -> $answer:ty;)*) => {
        impl<E: StdError + Send + Sync + 'static> Anonymous for Error<E> {
            $(fn $name(&self) -> $answer { Error::$name(self) })*
            fn as_std(&self) -> &(dyn StdError + 'static) { self }
        }

        impl AnyError {
            $($(#[$doc])* pub fn $name(&self) -> $answer { self.0.$name() })*
        }
    };
}

delegate! {
    /// See [`Error::operation`].
    operation -> Option<&'static str>;
    /// See [`Error::phase`].
    phase -> Phase;
    /// See [`Error::was_sent`].
    was_sent -> bool;
    /// See [`Error::is_retryable`].
    is_retryable -> bool;
    /// See [`Error::retry_after`].
    retry_after -> Option<Duration>;
    /// See [`Error::attempts`].
    attempts -> u32;
    /// See [`Error::request_id`].
    request_id -> Option<&str>;
    /// See [`Error::status`].
    status -> Option<StatusCode>;
    /// See [`Error::headers`].
    headers -> Option<&HeaderMap>;
    /// See [`Error::expose_body`].
    expose_body -> Option<&[u8]>;
    /// See [`Error::code`].
    code -> Option<&str>;
    /// See [`Error::message`].
    message -> Option<&str>;
    /// See [`Error::details`].
    details -> Option<&Value>;
}

impl Anonymous for BuildError {
    fn as_std(&self) -> &(dyn StdError + 'static) {
        self
    }
}

impl Anonymous for MissingValue {
    fn as_std(&self) -> &(dyn StdError + 'static) {
        self
    }
}

impl AnyError {
    /// The error this was made of, if it is an `E`: an [`Error`] of some operation, a [`BuildError`] or a
    /// [`MissingValue`].
    pub fn downcast_ref<E: StdError + 'static>(&self) -> Option<&E> {
        self.0.as_std().downcast_ref()
    }
}

impl<E: StdError + Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self(Box::new(error))
    }
}

impl From<BuildError> for AnyError {
    fn from(error: BuildError) -> Self {
        Self(Box::new(error))
    }
}

impl From<MissingValue> for AnyError {
    fn from(error: MissingValue) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl StdError for AnyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}
