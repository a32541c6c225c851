//! The body of an error answer, as documented or not.

use std::fmt;

use bytes::Bytes;

use crate::decode_error::DecodeError;

/// What came with a documented error status: the documented body, or what a proxy, an older server or a hurried one has sent
/// in its place. The status means what the page says either way.
///
/// `Debug` shows a documented body by its own `Debug`, of another only why it is none.
#[derive(Clone, PartialEq)]
pub struct ErrorBody<T> {
    documented: Result<T, DecodeError>,
    bytes: Bytes,
}

impl<T> ErrorBody<T> {
    pub(crate) fn new(documented: Result<T, DecodeError>, bytes: Bytes) -> Self {
        Self { documented, bytes }
    }

    /// The body, if it is as documented.
    pub fn get(&self) -> Option<&T> {
        self.documented.as_ref().ok()
    }

    /// The body by value, if it is as documented.
    pub fn into_documented(self) -> Option<T> {
        self.documented.ok()
    }

    /// Why the body is not as documented: names from the page and places, never values.
    pub fn problem(&self) -> Option<String> {
        self.documented.as_ref().err().map(ToString::to_string)
    }

    /// The body as any JSON, if it is JSON: what can be read of one that lacks a property. It may hold secrets.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.bytes).ok()
    }

    /// The body as it came. It may hold secrets: think before logging it.
    pub fn expose_bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl<T: fmt::Debug> fmt::Debug for ErrorBody<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.documented {
            Ok(body) => body.fmt(f),
            Err(why) => write!(f, "ErrorBody({why}, {} bytes)", self.bytes.len()),
        }
    }
}
