//! Everything an error knows besides a documented answer: which operation, how far it got, what may be done
//! about it.
//!
//! Built up along the way by [`Failure`]'s crate-private methods; read by importers through its public ones,
//! mostly by way of [`Error`](crate::Error)'s. Text in here is either constant or made of names from the
//! page, never of values.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::head::{Head, HeaderNames};
use crate::operation::Operation;
use crate::request_id;
use crate::told::{Answered, ErrorFields, is_code, is_id};

pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;
/// A cause that several failures have.
pub(crate) type SharedError = Arc<dyn StdError + Send + Sync>;

/// How far a call got before it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Putting the request together from the caller's values. Nothing was sent.
    Building,
    /// Finding the credentials the operation needs. Nothing was sent.
    Authenticating,
    /// Waiting until fewer requests of the client are under way than it allows (`max_in_flight`). Nothing was sent.
    Waiting,
    /// Connecting to the server. Nothing was sent.
    Connecting,
    /// Sending the request or waiting for the reply's status. The server may have run the operation.
    Sending,
    /// Reading the reply's body. The server has answered.
    Reading,
    /// Making sense of the reply. The server has answered.
    Decoding,
}

/// Which variant of [`Error`](crate::Error) a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    MissingValue,
    InvalidValue,
    MissingCredentials,
    Credentials,
    Reentrant,
    Connect,
    Certificate,
    Refused,
    Timeout,
    Transport,
    TooLarge,
    TruncatedBody,
    Redirected,
    UndocumentedStatus,
    UndocumentedSuccess,
    EmptyBody,
    NotJson,
    NotText,
    OtherMediaType,
    UnexpectedShape,
}

impl Kind {
    fn phase(self) -> Phase {
        match self {
            Self::MissingValue | Self::InvalidValue => Phase::Building,
            Self::MissingCredentials | Self::Credentials | Self::Reentrant => Phase::Authenticating,
            Self::Connect | Self::Certificate | Self::Refused => Phase::Connecting,
            Self::Timeout | Self::Transport => Phase::Sending,
            Self::TooLarge | Self::TruncatedBody => Phase::Reading,
            _ => Phase::Decoding,
        }
    }

    /// For `error.type`, in which OpenTelemetry wants few different values.
    #[cfg(feature = "tracing")]
    fn name(self) -> &'static str {
        match self {
            Self::MissingValue => "missing_value",
            Self::InvalidValue => "invalid_value",
            Self::MissingCredentials => "missing_credentials",
            Self::Credentials | Self::Reentrant => "credentials",
            Self::Connect => "connect",
            Self::Certificate => "certificate",
            Self::Refused => "refused",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::TooLarge => "too_large",
            Self::TruncatedBody => "truncated_body",
            Self::Redirected => "redirected",
            Self::UndocumentedStatus => "undocumented_status",
            Self::UndocumentedSuccess => "undocumented_success",
            Self::EmptyBody => "empty_body",
            Self::NotJson => "not_json",
            Self::NotText => "not_text",
            Self::OtherMediaType => "other_media_type",
            Self::UnexpectedShape => "unexpected_shape",
        }
    }

    pub(crate) fn summary(self) -> &'static str {
        match self {
            Self::MissingValue => "a required value is missing",
            Self::InvalidValue => "a value cannot be sent",
            Self::MissingCredentials => "credentials are missing",
            Self::Credentials | Self::Reentrant => "the credentials provider failed",
            Self::Connect => "could not connect to the server",
            Self::Certificate => "the server's certificate is not trusted",
            Self::Refused => "the server did not take the request",
            Self::Timeout => "timed out",
            Self::Transport => "the connection failed",
            Self::TooLarge => "the reply's body is too large",
            Self::TruncatedBody => "the reply's body ends early",
            Self::Redirected => "the HTTP client followed a redirect",
            Self::UndocumentedStatus => "the reply's status is not documented",
            Self::UndocumentedSuccess => "the request succeeded with a status that is not documented",
            Self::EmptyBody => "the reply's body is empty, where a value is documented",
            Self::NotJson => "the reply's body is not JSON",
            Self::NotText => "the reply's body is not UTF-8 text",
            Self::OtherMediaType => "the reply is of another documented media type",
            Self::UnexpectedShape => "the reply's JSON is not as documented",
        }
    }
}

/// What is known about a call that failed. `Debug` and `Display` show neither bodies nor header values.
pub struct Failure(Box<Inner>);

struct Inner {
    kind: Kind,
    phase: Phase,
    detail: Cow<'static, str>,
    operation: Option<&'static Operation>,
    idempotent: bool,
    attempts: u32,
    sent: bool,
    head: Option<Head>,
    answered: Answered,
    request_id: Option<String>,
    source: Option<SharedError>,
    /// How long to wait before the next attempt, where it is not the server that asks for it.
    pause: Option<Duration>,
}

impl Failure {
    pub(crate) fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            phase: kind.phase(),
            detail: detail.into(),
            operation: None,
            idempotent: false,
            attempts: 0,
            sent: kind.phase() >= Phase::Sending,
            head: None,
            answered: Answered::new(Bytes::new()),
            request_id: None,
            source: None,
            pause: None,
        }))
    }

    pub(crate) fn operation_is(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self.0.idempotent |= operation.idempotent;
        self
    }

    pub(crate) fn idempotent(mut self, idempotent: bool) -> Self {
        self.0.idempotent = idempotent;
        self
    }

    /// `sent`: whether this attempt or an earlier one may have reached the server.
    pub(crate) fn after(mut self, attempts: u32, sent: bool) -> Self {
        self.0.attempts = attempts;
        self.0.sent = sent;
        self
    }

    pub(crate) fn phase_is(mut self, phase: Phase) -> Self {
        self.0.phase = phase;
        self.0.sent = phase >= Phase::Sending;
        self
    }

    pub(crate) fn answered(mut self, head: Head, body: Bytes) -> Self {
        self.0.request_id = request_id::in_headers(&head.headers)
            .map(str::to_owned)
            // What a success holds is its own; it may be short and look like an id.
            .or_else(|| (!head.status.is_success()).then(|| request_id::in_body(&body))?);
        self.0.head = Some(head);
        self.0.answered = Answered::new(body);
        self.0.sent = true;
        self
    }

    pub(crate) fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    pub(crate) fn caused_by_shared(mut self, source: SharedError) -> Self {
        self.0.source = Some(source);
        self
    }

    pub(crate) fn worth_waiting(mut self, pause: Duration) -> Self {
        self.0.pause = Some(pause).filter(|pause| !pause.is_zero());
        self
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn error_type(&self) -> &'static str {
        self.0.kind.name()
    }

    pub(crate) fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Whether the failed attempt itself cannot have reached the server, whatever happened to earlier ones.
    pub(crate) fn never_left(&self) -> bool {
        self.0.phase <= Phase::Connecting
    }

    pub(crate) fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }

    /// What is wrong, in words: names from the page, never values.
    pub fn detail(&self) -> &str {
        if self.0.detail.is_empty() {
            self.0.kind.summary()
        } else {
            &self.0.detail
        }
    }

    /// The operation's name in Rust; `None` only if the error was born before an operation was known.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// How far the call got.
    pub fn phase(&self) -> Phase {
        self.0.phase
    }

    /// How many requests were made, 0 if none was.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether any attempt may have reached the server, so that it may have run the operation.
    pub fn was_sent(&self) -> bool {
        self.0.sent
    }

    /// Whether the same call may be made again without the risk of having its effect twice, and may then
    /// succeed.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Connect | Kind::Refused | Kind::Credentials => true,
            Kind::Timeout | Kind::Transport | Kind::TruncatedBody => {
                self.0.idempotent || self.never_left() || self.answer_is(asks_for_retry)
            }
            Kind::MissingValue
            | Kind::InvalidValue
            | Kind::MissingCredentials
            | Kind::Reentrant
            | Kind::Certificate
            | Kind::Redirected => false,
            _ => self.answer_is(|head, operation| is_retryable_answer(head, operation, self.0.idempotent)),
        }
    }

    fn answer_is(&self, is: impl FnOnce(&Head, &Operation) -> bool) -> bool {
        let answer = self.0.head.as_ref().zip(self.0.operation);
        answer.is_some_and(|(head, operation)| is(head, operation))
    }

    /// How long to wait before the next attempt: as the server asked (`Retry-After`), or until a credentials provider that
    /// failed is asked again.
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.0.head {
            Some(head) => head.retry_after,
            None => self.0.pause,
        }
    }

    /// The vendor's id of the request, from a header or a JSON error body.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The reply's status, if there was a reply.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.head.as_ref().map(|head| head.status)
    }

    /// The reply's headers, if there was a reply.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.head.as_ref().map(|head| &head.headers)
    }

    /// The reply's body as far as it was read, as it came. It may hold secrets: think before logging it.
    pub fn expose_body(&self) -> Option<&[u8]> {
        self.0.head.as_ref().map(|_| &self.0.answered.body[..])
    }

    /// The vendor's code for the error, from the body of an error answer.
    pub fn code(&self) -> Option<&str> {
        self.0.answered.code(self.status()?, self.declared())
    }

    /// What the body of an error answer says to people. It may hold secrets: think before logging it.
    pub fn message(&self) -> Option<&str> {
        self.0.answered.message(self.status()?, self.declared())
    }

    /// What else the body of an error answer says, such as the fields that are wrong. It may hold secrets.
    pub fn details(&self) -> Option<&Value> {
        self.0.answered.details(self.status()?, self.declared())
    }

    fn declared(&self) -> &ErrorFields {
        const NONE: &ErrorFields = &ErrorFields::new();
        self.0.operation.map_or(NONE, |operation| &operation.error_fields)
    }
}

/// Whether an answer says that its request was not run, and invites another attempt: by a status that means so together with
/// the time to wait, or by the vendor's word. A bare 503 may be a proxy's, for a server that is at work on the request.
pub(crate) fn asks_for_retry(head: &Head, operation: &Operation) -> bool {
    let status = head.status.as_u16();
    let refuses = matches!(status, 425 | 429 | 503 | 529) && head.retry_after.is_some();
    refuses || operation.refusals.contains(&status)
}

/// For idempotent operations also the statuses that pass.
pub(crate) fn is_retryable_answer(head: &Head, operation: &Operation, idempotent: bool) -> bool {
    let passes = matches!(
        head.status.as_u16(),
        408 | 425 | 429 | 500 | 502 | 503 | 504 | 520..=524 | 529
    );
    asks_for_retry(head, operation) || idempotent && passes
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "`{operation}`: ")?;
        }
        f.write_str(self.detail())?;
        if let Some(status) = self.status() {
            write!(f, " (status {status}{})", Named(self.code(), self.request_id()))?;
        }
        if self.attempts() > 1 {
            write!(f, " after {} attempts", self.attempts())?;
        }
        Ok(())
    }
}

/// The vendor's code and id of a request, as far as they are no free text.
pub(crate) struct Named<'a>(pub(crate) Option<&'a str>, pub(crate) Option<&'a str>);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.0.filter(|code| is_code(code)) {
            write!(f, ", code `{code}`")?;
        }
        if let Some(id) = self.1.filter(|id| is_id(id)) {
            write!(f, ", request `{id}`")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Failure");
        shown
            .field("kind", &self.0.kind)
            .field("operation", &self.operation())
            .field("phase", &self.phase())
            .field("detail", &self.detail())
            .field("attempts", &self.attempts())
            .field("was_sent", &self.was_sent())
            .field("is_retryable", &self.is_retryable());
        if let Some(head) = &self.0.head {
            shown
                .field("status", &head.status)
                .field("headers", &HeaderNames(&head.headers))
                .field("body_bytes", &self.0.answered.body.len());
        }
        shown.finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_before_it_was_sent_was_not_sent() {
        let failed = |phase| Failure::new(Kind::Transport, "").phase_is(phase);
        assert!(failed(Phase::Sending).was_sent() && !failed(Phase::Sending).is_retryable());
        assert!(!failed(Phase::Building).was_sent() && failed(Phase::Building).is_retryable());
    }
}
