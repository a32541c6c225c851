//! A span per operation and an event per retry, with OpenTelemetry's stable HTTP client attributes. Nothing
//! without the feature `tracing`.
//!
//! Templates, names, numbers and statuses only: no URL, no header, no body.

use std::time::Duration;

use http::StatusCode;

use crate::base_url::BaseUrl;
use crate::failure::Failure;
use crate::operation::Operation;
use crate::payload::Payload;

/// The span of one call.
pub(crate) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
    /// Where the call was made.
    #[cfg(feature = "tracing")]
    around: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(crate) fn start(operation: &Operation, server: &BaseUrl) -> Self {
        let span = tracing::info_span!(
            "operation",
            "otel.name" = %format_args!("{} {}", operation.method_name(), operation.path),
            "otel.kind" = "client",
            "otel.status_code" = tracing::field::Empty,
            "specloom.operation" = operation.id,
            "http.request.method" = operation.method_name(),
            "url.template" = operation.path,
            "server.address" = server.host(),
            "server.port" = server.port(),
            "http.response.status_code" = tracing::field::Empty,
            "http.request.resend_count" = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
            "specloom.turn_wait_ms" = tracing::field::Empty,
            "specloom.rate_limit_wait_ms" = tracing::field::Empty,
        );
        let around = tracing::Span::current();
        Self { span, around }
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    pub(crate) fn retry(&self, attempts: u32, wait: Duration, result: &Result<Payload, Failure>) {
        let why = match result {
            Ok(payload) => payload.status().as_str().to_owned(),
            Err(failure) => failure.error_type().to_owned(),
        };
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        tracing::warn!(
            parent: &self.span,
            { wait_ms, "error.type" = why, "http.request.resend_count" = attempts },
            "retrying"
        );
    }

    pub(crate) fn refresh(&self, status: StatusCode) {
        tracing::info!(
            parent: &self.span,
            { "http.response.status_code" = status.as_u16() },
            "asking the credentials provider again"
        );
    }

    /// For so long the call has waited for its turn, and for the server to take more requests, all attempts together.
    pub(crate) fn waited(&self, turn: Duration, limit: Duration) {
        for (name, wait) in [
            ("specloom.turn_wait_ms", turn),
            ("specloom.rate_limit_wait_ms", limit),
        ] {
            if !wait.is_zero() {
                let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
                self.span.record(name, wait_ms);
            }
        }
    }

    /// The trace's context for the server (W3C Trace Context).
    pub(crate) fn propagate(&self, headers: &mut http::HeaderMap) {
        crate::trace_context::inject(&self.span, &self.around, headers);
    }

    /// How the call ended: each attribute is recorded once.
    pub(crate) fn ended(&self, status: Option<StatusCode>, attempts: u32, failure: Option<&Failure>) {
        if let Some(status) = status {
            self.span.record("http.response.status_code", status.as_u16());
        }
        self.resends(attempts);
        let refused = status.filter(|status| status.is_client_error() || status.is_server_error());
        match (failure, refused) {
            (Some(failure), _) => self.span.record("error.type", failure.error_type()),
            (None, Some(status)) => self.span.record("error.type", status.as_str()),
            (None, None) => return,
        };
        self.span.record("otel.status_code", "ERROR");
    }

    fn resends(&self, attempts: u32) {
        if attempts > 1 {
            self.span.record("http.request.resend_count", attempts - 1);
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl Trace {
    pub(crate) fn start(_: &Operation, _: &BaseUrl) -> Self {
        Self {}
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn retry(&self, _: u32, _: Duration, _: &Result<Payload, Failure>) {}

    pub(crate) fn refresh(&self, _: StatusCode) {}

    pub(crate) fn waited(&self, _: Duration, _: Duration) {}

    pub(crate) fn propagate(&self, _: &mut http::HeaderMap) {}

    pub(crate) fn ended(&self, _: Option<StatusCode>, _: u32, _: Option<&Failure>) {}
}
