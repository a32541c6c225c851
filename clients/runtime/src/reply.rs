//! A decoded answer: the typed body with its status and headers.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::failure::is_retryable_answer;
use crate::head::{Head, HeaderNames};
use crate::list;
use crate::operation::Operation;
use crate::request_id;
use crate::told::{Answered, ErrorFields};

/// An answer of the documented shape. `Debug` shows the status, the headers' names and the typed body, whose
/// own `Debug` redacts its secrets.
pub struct Reply<T>(Box<Inner<T>>);

/// What a reply knows of the call it ends.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) operation: &'static Operation,
    /// Whether the operation may be repeated, by its nature or by the caller's word.
    pub(crate) idempotent: bool,
    pub(crate) attempts: u32,
}

struct Inner<T> {
    head: Head,
    call: Call,
    /// Of an error: its body as it came.
    error: Option<Box<Errata>>,
    body: T,
}

impl<T> Reply<T> {
    pub(crate) fn new(head: Head, call: Call, body: T) -> Self {
        Self(Box::new(Inner {
            head,
            call,
            error: None,
            body,
        }))
    }

    /// An error, with its body as it came.
    pub(crate) fn answered(mut self, body: Bytes) -> Self {
        let request_id = match request_id::in_headers(self.headers()) {
            Some(_) => None,
            None => request_id::in_body(&body),
        };
        let answered = Answered::new(body);
        self.0.error = Some(Box::new(Errata { request_id, answered }));
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.head.status
    }

    /// The headers. Their values may be secrets (`Set-Cookie`).
    pub fn headers(&self) -> &HeaderMap {
        &self.0.head.headers
    }

    /// The first header of that name as text, if it is one.
    pub fn header(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.headers().get(name)?.as_bytes()).ok()
    }

    /// What the headers of that name list, as texts, in all lines together; `None` where there is none, or one is no text. A comma
    /// in double quotes separates nothing.
    pub fn header_list(&self, name: &str) -> Option<Vec<&str>> {
        let lines = self.headers().get_all(name).iter();
        let lines = lines.map(|line| std::str::from_utf8(line.as_bytes()).ok());
        let lines: Vec<&str> = lines.collect::<Option<_>>()?;
        let items = lines.iter().flat_map(|line| list::split(line, b','));
        (!lines.is_empty()).then(|| items.filter(|item| !item.is_empty()).collect())
    }

    /// The typed body.
    pub fn body(&self) -> &T {
        &self.0.body
    }

    /// The typed body, by value.
    pub fn into_body(self) -> T {
        self.0.body
    }

    /// Status, headers and typed body, by value.
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        let inner = *self.0;
        (inner.head.status, inner.head.headers, inner.body)
    }

    /// The operation's name in Rust.
    pub fn operation(&self) -> &'static str {
        self.0.call.operation.id
    }

    /// How many requests were made, at least 1.
    pub fn attempts(&self) -> u32 {
        self.0.call.attempts
    }

    /// The vendor's id of the request, from a header (`x-request-id` and the like) or a JSON error body.
    pub fn request_id(&self) -> Option<&str> {
        let error = self.0.error.as_deref();
        request_id::in_headers(self.headers()).or_else(|| error?.request_id.as_deref())
    }

    pub(crate) fn code(&self) -> Option<&str> {
        let (answered, declared) = self.said()?;
        answered.code(self.status(), declared)
    }

    pub(crate) fn message(&self) -> Option<&str> {
        let (answered, declared) = self.said()?;
        answered.message(self.status(), declared)
    }

    pub(crate) fn details(&self) -> Option<&Value> {
        let (answered, declared) = self.said()?;
        answered.details(self.status(), declared)
    }

    pub(crate) fn expose_body(&self) -> Option<&[u8]> {
        Some(&self.said()?.0.body)
    }

    fn said(&self) -> Option<(&Answered, &ErrorFields)> {
        let error = self.0.error.as_deref()?;
        Some((&error.answered, &self.0.call.operation.error_fields))
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.0.head.retry_after
    }

    pub(crate) fn is_retryable(&self) -> bool {
        is_retryable_answer(&self.0.head, self.0.call.operation, self.0.call.idempotent)
    }

    pub(crate) fn without_body(&self) -> impl fmt::Debug + '_ {
        Reply(Box::new(Inner {
            head: self.0.head.clone(),
            call: self.0.call.clone(),
            error: None,
            body: Hidden,
        }))
    }
}

/// What an error's reply knows besides its typed body.
struct Errata {
    /// Found in the body; the headers are asked when needed.
    request_id: Option<String>,
    answered: Answered,
}

/// Stands for a body that is not shown.
struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("headers", &HeaderNames(self.headers()))
            .field("attempts", &self.attempts())
            .field("body", self.body())
            .finish()
    }
}
