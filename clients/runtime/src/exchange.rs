//! The way of a prepared request over the network and back: attempts, credentials, waits, limits.
//!
//! Ends with a whole answer, whatever its status, or with the failure of the last attempt.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::io;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderValue, StatusCode};
use reqwest::{Response, Url};
use tokio::sync::SemaphorePermit;

use crate::attempt::Attempt;
use crate::auth::Ready;
use crate::base_url::BaseUrl;
use crate::credentials::Authorization;
use crate::failure::{Failure, Kind, Phase, is_retryable_answer};
use crate::head::Head;
use crate::limits::{Deadline, Limits};
use crate::payload::Payload;
use crate::reply::Call;
use crate::request::Prepared;
use crate::retry::Retry;
use crate::session::Shared;
use crate::trace::Trace;
use crate::wipe::Buffer;

/// One call on its way.
struct Exchange<'a> {
    shared: &'a Shared,
    request: &'a Prepared,
    trace: &'a Trace,
    retry: &'a Retry,
    limits: Limits,
    deadline: Deadline,
    idempotent: bool,
    attempts: u32,
    /// Whether any attempt may have reached the server.
    sent: bool,
}

pub(crate) async fn run(shared: &Shared, request: &Prepared, trace: &Trace) -> Result<Payload, Failure> {
    let retry = request.call.retry.as_ref().unwrap_or(&shared.retry);
    let limits = request.call.limits(&shared.limits);
    let exchange = Exchange {
        shared,
        request,
        trace,
        retry,
        limits,
        deadline: Deadline::after(limits.total, "total timeout"),
        idempotent: request.operation.idempotent || retry.assume_idempotent,
        attempts: 0,
        sent: false,
    };
    exchange.run().await
}

impl<'a> Exchange<'a> {
    async fn run(mut self) -> Result<Payload, Failure> {
        let mut bounds = self.retry.bounds();
        let mut refreshed = false;
        loop {
            let authorization = self.authorize().await?;
            let result = self.attempt(&authorization).await;
            if let Ok(payload) = &result {
                let expired = self.shared.expired_statuses.contains(&payload.status());
                if !expired {
                    authorization.accept();
                } else if !refreshed && authorization.forget() {
                    refreshed = true;
                    self.trace.refresh(payload.status());
                    continue;
                }
            }
            if !self.is_worth_repeating(&result) {
                return self.end(result);
            }
            let retry_after = self.ended(&result).retry_after();
            let wait = bounds
                .next()
                .and_then(|bound| self.retry.wait(bound, retry_after));
            let wait = wait.filter(|wait| self.deadline.leaves_time_after(*wait));
            match wait {
                Some(wait) if self.shared.budget.take() => {
                    self.trace.retry(self.attempts, wait, &result);
                    tokio::time::sleep(wait).await;
                }
                _ => return self.end(result),
            }
        }
    }

    fn ended<'r>(&self, result: &'r Result<Payload, Failure>) -> Attempt<'r> {
        Attempt {
            operation: self.request.operation,
            number: self.attempts,
            idempotent: self.idempotent,
            result,
        }
    }

    /// By the nature of what has happened, or by the policy's own predicates.
    fn is_worth_repeating(&self, result: &Result<Payload, Failure>) -> bool {
        let by_nature = match result {
            Ok(payload) => is_retryable_answer(&payload.head, self.request.operation, self.idempotent),
            Err(failure) => failure.is_retryable(),
        };
        self.retry.judge(by_nature, &self.ended(result))
    }

    fn end(&self, result: Result<Payload, Failure>) -> Result<Payload, Failure> {
        if let Ok(payload) = &result {
            self.trace.answered(payload.status(), self.attempts);
            if !payload.status().is_server_error() && payload.status() != StatusCode::TOO_MANY_REQUESTS {
                self.shared.budget.earn();
            }
        }
        result
    }

    async fn authorize(&self) -> Result<Authorization<'a>, Failure> {
        let shared = self.shared;
        let asked = self
            .deadline
            .limit(shared.credentials.authorize(self.request.operation))
            .await;
        asked
            .unwrap_or_else(|name| {
                Err(timed_out(
                    name,
                    "waiting for the credentials provider",
                    Phase::Authenticating,
                ))
            })
            .map_err(|failure| self.mark(failure))
    }

    /// Waits until fewer requests than `max_in_flight` are under way. Given back when dropped, by a call that is cancelled,
    /// too.
    async fn turn(&self) -> Result<Option<SemaphorePermit<'a>>, Failure> {
        let turn = self.deadline.limit(self.shared.turns.acquire()).await;
        // Nobody closes the semaphore: there is always a permit.
        turn.map(Result::ok).map_err(|name| {
            let doing = "waiting for its turn (`max_in_flight`)";
            self.mark(timed_out(name, doing, Phase::Waiting))
        })
    }

    async fn attempt(&mut self, authorization: &Authorization<'_>) -> Result<Payload, Failure> {
        let request = self
            .assemble(authorization)
            .map_err(|failure| self.mark(failure))?;
        let _turn = self.turn().await?;
        self.attempts += 1;
        let deadline = Deadline::after(self.limits.attempt, "attempt timeout").earlier(self.deadline);
        let mut response = match deadline.limit(self.shared.http.execute(request)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(self.failed(transport(error))),
            Err(name) => return Err(self.failed(timed_out(name, "waiting for the answer", Phase::Sending))),
        };
        self.sent = true;
        let head = Head::new(response.status(), std::mem::take(response.headers_mut()));
        if self.is_elsewhere(response.url()) {
            let failure = Failure::new(Kind::Redirected, "").answered(head, bytes::Bytes::new());
            return Err(self.failed(failure));
        }
        let (body, problem) = self.read(response, &deadline).await;
        let body = body.share();
        match problem {
            Some(failure) => Err(self.failed(failure.answered(head, body))),
            None => {
                let call = Call {
                    operation: self.request.operation,
                    idempotent: self.idempotent,
                    attempts: self.attempts,
                };
                Ok(Payload { head, call, body })
            }
        }
    }

    /// The body as far as it came, and what kept the rest from coming. Never holds more than `most` bytes and one
    /// chunk.
    async fn read(&self, mut response: Response, deadline: &Deadline) -> (Buffer, Option<Failure>) {
        let most = self.limits.max_response_bytes;
        let announced = response
            .content_length()
            .and_then(|length| usize::try_from(length).ok());
        if announced.is_some_and(|length| length > most) {
            return (Buffer::default(), Some(too_large(most)));
        }
        // An announcement is believed up to here: it costs the server nothing.
        let mut body = Buffer::with_capacity(announced.unwrap_or_default().min(64 * 1024));
        loop {
            match deadline.limit(response.chunk()).await {
                Ok(Ok(Some(chunk))) if chunk.len() > most - body.len() => {
                    return (body, Some(too_large(most)));
                }
                Ok(Ok(Some(chunk))) => body.extend(&chunk),
                Ok(Ok(None)) => return (body, None),
                Ok(Err(error)) if error.is_timeout() => {
                    let failure = timed_out(
                        "HTTP client's timeout",
                        "reading the answer's body",
                        Phase::Reading,
                    );
                    return (body, Some(failure.caused_by(error.without_url())));
                }
                Ok(Err(error)) => return (body, Some(broken(error.without_url(), self.shared.gzip))),
                Err(name) => {
                    return (
                        body,
                        Some(timed_out(name, "reading the answer's body", Phase::Reading)),
                    );
                }
            }
        }
    }

    /// Whether an answer came from another address than was asked, which only the caller's own HTTP client lets
    /// happen. Not told by the query, to which credentials are added.
    fn is_elsewhere(&self, answering: &Url) -> bool {
        fn address(url: &Url) -> &str {
            url.as_str().split(['?', '#']).next().unwrap_or_default()
        }
        let asked = || self.base().join(&self.request.path, "");
        self.shared.http_is_callers && address(answering) != address(&asked())
    }

    /// Where the operation is called.
    fn base(&self) -> &BaseUrl {
        self.request.base.as_ref().unwrap_or(&self.shared.base)
    }

    /// The request with this attempt's credentials.
    fn assemble(&self, authorization: &Authorization<'_>) -> Result<reqwest::Request, Failure> {
        let prepared = self.request;
        let url = match prepared.path {
            Cow::Borrowed(path) if prepared.base.is_none() && prepared.query.is_empty() => {
                self.shared.fixed_url(path)
            }
            _ => self.base().join(&prepared.path, &prepared.query),
        };
        let mut request = reqwest::Request::new(prepared.operation.method.clone(), url);
        let headers = request.headers_mut();
        // A clone would have no room for the credential and be copied again.
        headers.reserve(prepared.headers.len() + 1);
        headers.extend(
            prepared
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
        let mut cookies: Vec<&str> = prepared.cookies.iter().map(String::as_str).collect();
        for part in authorization.parts() {
            match part {
                Ready::Header(name, value) => {
                    if prepared.extra.contains(name) {
                        let detail =
                            format!("the extra header `{name}` would replace the client's credential");
                        return Err(Failure::new(Kind::InvalidValue, detail));
                    }
                    request.headers_mut().insert(name, value.clone());
                }
                Ready::Query(pair) => {
                    let url = request.url_mut();
                    let query = match url.query() {
                        Some(query) if !query.is_empty() => format!("{query}&{}", pair.as_str()),
                        _ => pair.to_string(),
                    };
                    url.set_query(Some(&query));
                }
                Ready::Cookie(pair) => cookies.push(pair),
            }
        }
        if !cookies.is_empty() {
            let mut value = HeaderValue::try_from(cookies.join("; ")).map_err(|_| {
                Failure::new(
                    Kind::InvalidValue,
                    "a cookie holds a character that headers cannot carry",
                )
            })?;
            value.set_sensitive(true);
            request.headers_mut().insert(COOKIE, value);
        }
        if let Some(value) = request.headers_mut().get_mut(AUTHORIZATION) {
            value.set_sensitive(true);
        }
        *request.body_mut() = prepared.body.clone().map(reqwest::Body::from);
        Ok(request)
    }

    /// Notes whether the attempt that failed may have reached the server.
    fn failed(&mut self, failure: Failure) -> Failure {
        self.sent |= !failure.never_left();
        self.mark(failure)
    }

    fn mark(&self, failure: Failure) -> Failure {
        failure
            .operation_is(self.request.operation)
            .idempotent(self.idempotent)
            .after(self.attempts, self.sent)
    }
}

/// The connection ended within the body, or the body is not compressed as it says, which only somebody who decompresses can
/// tell: bad chunks are invalid data, too.
fn broken(error: reqwest::Error, gzip: bool) -> Failure {
    let (mut cause, mut undecodable) = (error.source(), false);
    while let Some(inner) = cause {
        undecodable |= gzip
            && inner
                .downcast_ref::<io::Error>()
                .is_some_and(|error| error.kind() == io::ErrorKind::InvalidData);
        cause = inner.source();
    }
    let failure = if undecodable {
        Failure::new(
            Kind::NotText,
            "the answer's body is not encoded as its `Content-Encoding` says",
        )
    } else {
        Failure::new(Kind::TruncatedBody, "")
    };
    failure.caused_by(error)
}

fn too_large(most: usize) -> Failure {
    Failure::new(
        Kind::TooLarge,
        format!("the answer's body is larger than {most} bytes (`max_response_bytes`)"),
    )
}

fn timed_out(name: &str, doing: &str, phase: Phase) -> Failure {
    Failure::new(Kind::Timeout, format!("the {name} ended the call while {doing}")).phase_is(phase)
}

/// The HTTP client's own error, without the URL, which may hold a key.
fn transport(error: reqwest::Error) -> Failure {
    let error = error.without_url();
    let failure = match (error.is_connect(), error.is_timeout()) {
        (true, true) => timed_out("connect timeout", "connecting to the server", Phase::Connecting),
        (true, false) => Failure::new(Kind::Connect, ""),
        (false, true) => timed_out("HTTP client's timeout", "waiting for the answer", Phase::Sending),
        (false, false) if error.is_redirect() => Failure::new(Kind::Redirected, "").phase_is(Phase::Sending),
        (false, false) if error.is_builder() => {
            Failure::new(Kind::InvalidValue, "the request cannot be sent")
        }
        (false, false) => Failure::new(Kind::Transport, ""),
    };
    failure.caused_by(error)
}
