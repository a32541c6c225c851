//! A whole answer before it is decoded, and what decoding it by its status gave.
//!
//! Generated code maps the status to a call such as [`Payload::json`]; here the bytes become a value or a
//! typed reason why not.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use crate::decode_error::DecodeError;
use crate::error::Error;
use crate::error_body::ErrorBody;
use crate::failure::{Failure, Kind};
use crate::head::{Head, HeaderNames, has_no_content};
use crate::media;
use crate::objects;
use crate::reply::{Call, Reply};

/// A reply's status, headers and undecoded body.
pub struct Payload {
    pub(crate) head: Head,
    pub(crate) call: Call,
    pub(crate) body: Bytes,
}

impl Payload {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Whether the body is empty or white space.
    pub fn is_empty(&self) -> bool {
        self.body.trim_ascii().is_empty()
    }

    /// The body as JSON of a certain shape, whatever `Content-Type` says: servers get that wrong more often
    /// than the body. A byte order mark is skipped (RFC 8259, section 8.1).
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        json(&self.body)
    }

    /// The body of a documented error status. It is read as [`json`](Self::json) reads it, and the status counts even where
    /// the body is something else.
    pub fn error<T: DeserializeOwned>(&self) -> ErrorBody<T> {
        ErrorBody::new(self.json(), self.body.clone())
    }

    /// The body of a documented error status as text; what is no UTF-8 in it is replaced.
    pub fn error_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A string whose format the page leaves open (`*/*`): a JSON string if `Content-Type` says JSON, else the text as it is.
    pub fn string(&self) -> Result<String, DecodeError> {
        match self.says_json() {
            true => self.json(),
            false => self.text(),
        }
    }

    /// A value of which the page says nothing: JSON if it is JSON, else a string of the text.
    pub fn any(&self) -> Result<serde_json::Value, DecodeError> {
        match self.json() {
            Err(_) if !self.says_json() => self.text().map(serde_json::Value::String),
            read => read,
        }
    }

    /// This reply, unless its `Content-Type` is rather one of `others`, which the page documents for the same status and which would be
    /// read as something else, than of `read`. What is neither is taken for what was asked for.
    pub fn read_as(&self, read: &[&'static str], others: &[&'static str]) -> Result<&Self, DecodeError> {
        let content_type = self.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        match content_type.and_then(|said| media::other(said, read, others)) {
            Some(other) if !self.is_empty() => Err(DecodeError {
                kind: Kind::OtherMediaType,
                detail: format!(
                    "the reply is {other}, which the page documents as well, where {} was asked for",
                    read.first().unwrap_or(&"another")
                ),
            }),
            _ => Ok(self),
        }
    }

    /// As [`error`](Self::error), unless [`read_as`](Self::read_as) finds something else.
    pub fn error_as<T: DeserializeOwned>(
        &self,
        read: &[&'static str],
        others: &[&'static str],
    ) -> ErrorBody<T> {
        let documented = self.read_as(read, others).and_then(Self::json);
        ErrorBody::new(documented, self.body.clone())
    }

    /// Whether `Content-Type` is a JSON type.
    fn says_json(&self) -> bool {
        let content_type = self.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        content_type.is_some_and(media::is_json)
    }

    /// The body as UTF-8 text; an empty body is an empty text.
    pub fn text(&self) -> Result<String, DecodeError> {
        let text = std::str::from_utf8(&self.body).map_err(|_| DecodeError::of(Kind::NotText))?;
        Ok(text.to_owned())
    }

    /// The body as it came.
    pub fn bytes(&self) -> Result<Bytes, DecodeError> {
        Ok(self.body.clone())
    }

    /// What the operation's decoder made of this answer, as the operation's result.
    pub(crate) fn finish<T, E>(self, decoded: Decoded<T, E>) -> Result<Reply<T>, Error<E>> {
        match decoded {
            Decoded::Success(Ok(body)) | Decoded::Nearest(Ok(body)) => {
                Ok(Reply::new(self.head, self.call, body))
            }
            Decoded::Failure(Ok(body)) => Err(Error::Api(
                Reply::new(self.head, self.call, body).answered(self.body),
            )),
            Decoded::Success(Err(_)) if has_no_content(self.status()) => Err(self.without_content().into()),
            Decoded::Success(Err(error)) | Decoded::Failure(Err(error)) => Err(self.fail(error).into()),
            Decoded::Nearest(Err(error)) => Err(self.succeeded(&error.to_string()).into()),
            Decoded::Undocumented if self.status().is_success() => Err(self.succeeded("").into()),
            Decoded::Undocumented => {
                let detail = if self.status().is_redirection() && self.headers().contains_key(LOCATION) {
                    "the server answered with a redirect, which is not followed"
                } else {
                    ""
                };
                Err(self
                    .fail(DecodeError {
                        kind: Kind::UndocumentedStatus,
                        detail: detail.to_owned(),
                    })
                    .into())
            }
        }
    }

    /// The request succeeded, and there is no documented value to say what came of it.
    fn succeeded(self, why: &str) -> Failure {
        let mut detail =
            "the request succeeded, but its status is not documented and the body is of no documented success"
                .to_owned();
        if !why.is_empty() {
            detail = format!("{detail} ({why})");
        }
        self.fail(DecodeError {
            kind: Kind::UndocumentedSuccess,
            detail,
        })
    }

    /// The request succeeded, and its status is one of those that a page documents a value for and that cannot bring one.
    fn without_content(self) -> Failure {
        let detail = format!(
            "the request succeeded, but {} never has a body, and a value is documented",
            self.status().as_str()
        );
        self.fail(DecodeError {
            kind: Kind::UndocumentedSuccess,
            detail,
        })
    }

    fn fail(self, error: DecodeError) -> Failure {
        Failure::new(error.kind, error.detail)
            .operation_is(self.call.operation)
            .idempotent(self.call.idempotent)
            .after(self.call.attempts, true)
            .answered(self.head, self.body)
    }
}

/// The body as JSON of a certain shape.
pub(crate) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if body.trim_ascii().is_empty() {
        return Err(DecodeError::of(Kind::EmptyBody));
    }
    objects::from_slice(body).map_err(|error| match well_formed(body) {
        Ok(()) => DecodeError::shape::<T>(&error, body),
        Err(Category::Eof) => DecodeError::of(Kind::TruncatedBody),
        Err(_) => DecodeError::of(Kind::NotJson),
    })
}

/// Without the body.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("status", &self.status())
            .field("headers", &HeaderNames(self.headers()))
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// What the status says about the body, and what came of reading it so.
#[derive(Debug)]
pub enum Decoded<T, E> {
    /// A documented success.
    Success(Result<T, DecodeError>),
    /// A documented error.
    Failure(Result<E, DecodeError>),
    /// An undocumented 2xx, read as the nearest documented success (RFC 9110, section 15: a status that is not known means what
    /// the first of its class means).
    Nearest(Result<T, DecodeError>),
    /// A status the page does not document.
    Undocumented,
}

/// Whether a body is JSON at all, whatever type it was not. Asks only for the grammar (RFC 8259): the first problem that
/// reading a type has met may be a value, such as a number too large or lists nested too deep, and the body's end may be
/// missing behind it.
fn well_formed(body: &[u8]) -> Result<(), Category> {
    let text = std::str::from_utf8(body).map_err(|_| Category::Syntax)?;
    serde_json::from_str::<IgnoredAny>(text)
        .map(|_| ())
        .map_err(|error| error.classify())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_json_is_told_from_what_is_not_whatever_was_wrong_first() {
        let deep = |open: usize, close: usize| format!("{}{}", "[".repeat(open), "]".repeat(close));
        for (body, expected) in [
            (r#"{"a": 1e999}"#.to_owned(), Ok(())),
            (r#"{"a": "\ud800"}"#.to_owned(), Ok(())),
            (deep(100_000, 100_000), Ok(())),
            (deep(100_000, 99_999), Err(Category::Eof)),
            (r#"{"token": 5, "more": "tex"#.to_owned(), Err(Category::Eof)),
            (r#"{"token": 5} {}"#.to_owned(), Err(Category::Syntax)),
            (r#"{"token": NaN}"#.to_owned(), Err(Category::Syntax)),
        ] {
            assert_eq!(
                well_formed(body.as_bytes()),
                expected,
                "{}",
                &body[..body.len().min(40)]
            );
        }
        assert_eq!(well_formed(b"{\"a\": \"\xff\"}"), Err(Category::Syntax));
    }
}
