//! The error of every operation of every client: `Error<E>`, where `E` holds the error answers that the page
//! documents.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::failure::{Failure, Kind, Named, Phase};
use crate::missing::MissingValue;
use crate::reply::Reply;

/// Why a call did not give what its operation promises.
///
/// `E` is the operation's own error type: one variant for each error status that the vendor's page documents.
/// Neither `Debug` nor `Display`, here and in all [sources](StdError::source), shows a body, a header value,
/// a credential or a URL; `Display` says the operation, the status, and the vendor's code and id of the request where they are
/// no free text. [`Api`](Self::Api) gives access to the typed body, [`expose_body`](Self::expose_body) to the bytes of every
/// answer's body.
///
/// # Troubleshooting
///
/// *What does the vendor say?* [`code`](Self::code), [`message`](Self::message) and [`details`](Self::details), for documented
/// errors and others alike.
///
/// *Which operation, which request?* [`operation`](Self::operation) and [`request_id`](Self::request_id), the
/// id to give to the vendor's support.
///
/// *Did it happen?* [`was_sent`](Self::was_sent): if not, the server has not seen the request.
/// [`phase`](Self::phase) says how far it got.
///
/// *May I try again?* [`is_retryable`](Self::is_retryable), and [`retry_after`](Self::retry_after) for when.
/// The client has already tried [`attempts`](Self::attempts) times as its [`Retry`](crate::Retry) policy
/// allows.
///
/// | variant | what happened | what to do |
/// |---|---|---|
/// | [`Api`](Self::Api) | a documented error status | match on `reply.body()` |
/// | [`UndocumentedStatus`](Self::UndocumentedStatus) | another status, often a proxy's 502 or a redirect | look at `status()`; 3xx: the server's URL is probably not the final one |
/// | [`UndocumentedSuccess`](Self::UndocumentedSuccess) | another 2xx than the documented ones, with another body | it *happened*: do not repeat it; the vendor's page and API differ |
/// | [`NotJson`](Self::NotJson), [`NotText`](Self::NotText) | a documented status with something else in the body, such as HTML | usually a proxy or a wrong `base_url` |
/// | [`OtherMediaType`](Self::OtherMediaType) | a body of another documented media type than the call asks for; the message names both | ask for that one, where the operation has a method for it (`send_csv`), or read [`expose_body`](Self::expose_body) |
/// | [`UnexpectedShape`](Self::UnexpectedShape) | JSON, but not as documented; the message says where | the vendor's page and API differ: report it |
/// | [`EmptyBody`](Self::EmptyBody), [`TruncatedBody`](Self::TruncatedBody) | no body, or its end is missing | the operation may have run: check before repeating |
/// | [`TooLarge`](Self::TooLarge) | the body exceeds the limit | raise `max_response_bytes` |
/// | [`Redirected`](Self::Redirected) | your own transport followed a redirect | tell it not to |
/// | [`Timeout`](Self::Timeout) | connect, attempt or total timeout; the message says which | if `was_sent()`, the operation may have run |
/// | [`Connect`](Self::Connect) | name resolution, TCP or TLS failed; see `source()` | network or proxy: safe to repeat; a certificate that is not accepted, the server's or the client's: not repeated |
/// | [`Transport`](Self::Transport) | the connection broke before the reply's status | if `was_sent()`, the operation may have run; an HTTP/2 server that refused the request has not |
/// | [`MissingValue`](Self::MissingValue), [`InvalidValue`](Self::InvalidValue) | the call lacks a value or has one that cannot be sent; the message names it | fix the call |
/// | [`MissingCredentials`](Self::MissingCredentials) | the operation needs credentials the client has not; the message names the setters | configure the client |
/// | [`Credentials`](Self::Credentials) | your [`Credentials`](crate::Credentials) provider failed; see `source()` | |
#[non_exhaustive]
pub enum Error<E> {
    /// An error answer that the page documents.
    Api(Reply<E>),
    /// An answer whose status the page does not document.
    UndocumentedStatus(Failure),
    /// An answer whose status the page does not document, but a 2xx: the request succeeded, and must not be repeated for what
    /// came of it. Its body is not of the documented success; [`expose_body`](Self::expose_body) has it. So is a 204 or 205, which
    /// never has a body, where the page documents one for all of 2xx.
    UndocumentedSuccess(Failure),
    /// The body is not JSON, where JSON is documented.
    NotJson(Failure),
    /// The body is not UTF-8, where text is documented, or not compressed as it says.
    NotText(Failure),
    /// The body is of another media type that the page documents for the status: not of the one that was asked for, and not read as it.
    OtherMediaType(Failure),
    /// The body is JSON but not of the documented shape.
    UnexpectedShape(Failure),
    /// The body is empty, where a value is documented.
    EmptyBody(Failure),
    /// The body ends before its announced length, or the JSON in it before its end.
    TruncatedBody(Failure),
    /// The body is longer than the client's limit.
    TooLarge(Failure),
    /// The caller's own transport followed a redirect.
    Redirected(Failure),
    /// No complete answer in time.
    Timeout(Failure),
    /// No connection: nothing was sent.
    Connect(Failure),
    /// The connection failed after the request may have been sent, or an HTTP/2 server refused the request.
    Transport(Failure),
    /// A required value was not set. Nothing was sent.
    MissingValue(Failure),
    /// A value cannot be sent as the page says. Nothing was sent.
    InvalidValue(Failure),
    /// None of the operation's security alternatives is configured. Nothing was sent.
    MissingCredentials(Failure),
    /// The credentials provider failed. Nothing was sent.
    Credentials(Failure),
}

impl<E> Error<E> {
    /// The error of a required value that was not set.
    pub fn missing(name: &'static str) -> Self {
        MissingValue(name).into()
    }

    /// What is known beside the variant; `None` for [`Api`](Self::Api), whose [`Reply`] knows it.
    pub fn failure(&self) -> Option<&Failure> {
        self.view().err()
    }

    fn view(&self) -> Result<&Reply<E>, &Failure> {
        match self {
            Self::Api(reply) => Ok(reply),
            Self::UndocumentedStatus(failure)
            | Self::UndocumentedSuccess(failure)
            | Self::NotJson(failure)
            | Self::NotText(failure)
            | Self::OtherMediaType(failure)
            | Self::UnexpectedShape(failure)
            | Self::EmptyBody(failure)
            | Self::TruncatedBody(failure)
            | Self::TooLarge(failure)
            | Self::Redirected(failure)
            | Self::Timeout(failure)
            | Self::Connect(failure)
            | Self::Transport(failure)
            | Self::MissingValue(failure)
            | Self::InvalidValue(failure)
            | Self::MissingCredentials(failure)
            | Self::Credentials(failure) => Err(failure),
        }
    }

    fn ask<'a, T>(
        &'a self,
        reply: impl FnOnce(&'a Reply<E>) -> T,
        other: impl FnOnce(&'a Failure) -> T,
    ) -> T {
        self.view().map_or_else(other, reply)
    }

    /// The operation's name in Rust.
    pub fn operation(&self) -> Option<&'static str> {
        self.ask(|reply| Some(reply.operation()), Failure::operation)
    }

    /// How far the call got.
    pub fn phase(&self) -> Phase {
        self.ask(|_| Phase::Decoding, Failure::phase)
    }

    /// Whether any attempt may have reached the server, so that it may have run the operation.
    pub fn was_sent(&self) -> bool {
        self.ask(|_| true, Failure::was_sent)
    }

    /// Whether the same call may be made again without the risk of having its effect twice, and may then
    /// succeed.
    ///
    /// A failed connection, a failed credentials provider, an answer that says that the request was not run (425, 429, 503 or 529
    /// with `Retry-After`, and what the vendor declares): yes. A timeout, a broken connection, 408, 425, 429, 500, 502, 503, 504, 520
    /// to 524 and 529: only where the operation is idempotent, or nothing was sent. Everything else: no.
    pub fn is_retryable(&self) -> bool {
        self.ask(Reply::is_retryable, Failure::is_retryable)
    }

    /// How long to wait before the next attempt: as the server asked (`Retry-After`), counted from its answer, or until a
    /// credentials provider that failed is asked again.
    pub fn retry_after(&self) -> Option<Duration> {
        self.ask(Reply::retry_after, Failure::retry_after)
    }

    /// How many requests were made, 0 if none was.
    pub fn attempts(&self) -> u32 {
        self.ask(Reply::attempts, Failure::attempts)
    }

    /// The vendor's id of the request, from a header (`x-request-id` and the like) or a JSON error body
    /// (`reqId` and the like).
    pub fn request_id(&self) -> Option<&str> {
        self.ask(Reply::request_id, Failure::request_id)
    }

    /// The reply's status, if there was a reply.
    pub fn status(&self) -> Option<StatusCode> {
        self.ask(|reply| Some(reply.status()), Failure::status)
    }

    /// The reply's headers, if there was a reply.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.ask(|reply| Some(reply.headers()), Failure::headers)
    }

    /// The bytes of the reply's body as they came, as far as they were read; of a documented error, too. They may hold secrets:
    /// think before logging them.
    pub fn expose_body(&self) -> Option<&[u8]> {
        self.ask(Reply::expose_body, Failure::expose_body)
    }

    /// The vendor's code for the error, from the body of an error answer: where the page or the vendor's settings say it is, or
    /// under one of the usual names (`code`, `error`, RFC 9457's `type`, …).
    pub fn code(&self) -> Option<&str> {
        self.ask(Reply::code, Failure::code)
    }

    /// What the body of an error answer says to people (`message`, `error_description`, RFC 9457's `detail`, …). It is free text
    /// that may hold secrets: think before logging it.
    pub fn message(&self) -> Option<&str> {
        self.ask(Reply::message, Failure::message)
    }

    /// What else the body of an error answer says, such as the fields that are wrong (`details`, `errors`, …). It may hold
    /// secrets.
    pub fn details(&self) -> Option<&Value> {
        self.ask(Reply::details, Failure::details)
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure.kind() {
            Kind::MissingValue => Self::MissingValue(failure),
            Kind::InvalidValue => Self::InvalidValue(failure),
            Kind::MissingCredentials => Self::MissingCredentials(failure),
            Kind::Credentials | Kind::Reentrant => Self::Credentials(failure),
            Kind::Connect | Kind::Certificate => Self::Connect(failure),
            Kind::Timeout => Self::Timeout(failure),
            Kind::Transport | Kind::Refused => Self::Transport(failure),
            Kind::TooLarge => Self::TooLarge(failure),
            Kind::TruncatedBody => Self::TruncatedBody(failure),
            Kind::Redirected => Self::Redirected(failure),
            Kind::UndocumentedStatus => Self::UndocumentedStatus(failure),
            Kind::UndocumentedSuccess => Self::UndocumentedSuccess(failure),
            Kind::EmptyBody => Self::EmptyBody(failure),
            Kind::NotJson => Self::NotJson(failure),
            Kind::NotText => Self::NotText(failure),
            Kind::OtherMediaType => Self::OtherMediaType(failure),
            Kind::UnexpectedShape => Self::UnexpectedShape(failure),
        }
    }
}

impl<E> From<MissingValue> for Error<E> {
    fn from(missing: MissingValue) -> Self {
        Failure::from(missing).into()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reply = match self.view() {
            Ok(reply) => reply,
            Err(failure) => return failure.fmt(f),
        };
        write!(
            f,
            "`{}`: the server answered {}{}",
            reply.operation(),
            reply.status(),
            Named(reply.code(), reply.request_id()),
        )?;
        match reply.attempts() {
            0 | 1 => Ok(()),
            attempts => write!(f, " after {attempts} attempts"),
        }
    }
}

/// Without the typed body, which may quote what was sent: `reply.body()` has its own `Debug`.
impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.view() {
            Ok(reply) => f.debug_tuple("Api").field(&reply.without_body()).finish(),
            Err(failure) => f.debug_tuple("Error").field(failure).finish(),
        }
    }
}

impl<E: StdError + 'static> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.ask(
            |reply| Some(reply.body() as &(dyn StdError + 'static)),
            Failure::cause,
        )
    }
}
