//! The context of a span, for the server that goes on with its trace: W3C Trace Context, by way of OpenTelemetry. Part of the
//! feature `tracing`; without a layer that exports spans there is no context, and no header.

use http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::trace::TraceContextExt as _;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const TRACESTATE: HeaderName = HeaderName::from_static("tracestate");

/// Adds `traceparent` and `tracestate`, unless the caller has. Where the call's own span is filtered out, those of the span `around` it.
pub(crate) fn inject(span: &tracing::Span, around: &tracing::Span, headers: &mut HeaderMap) {
    if headers.contains_key(TRACEPARENT) {
        return;
    }
    let mut contexts = [span, around]
        .into_iter()
        .map(|span| span.context().span().span_context().clone());
    let Some(context) = contexts.find(|context| context.is_valid()) else {
        return;
    };
    let parent = format!(
        "00-{}-{}-{:02x}",
        context.trace_id(),
        context.span_id(),
        context.trace_flags().to_u8()
    );
    if let Ok(parent) = HeaderValue::try_from(parent) {
        headers.insert(TRACEPARENT, parent);
    }
    let state = context.trace_state().header();
    if let Some(state) = HeaderValue::try_from(state)
        .ok()
        .filter(|state| !state.is_empty())
    {
        headers.insert(TRACESTATE, state);
    }
}
