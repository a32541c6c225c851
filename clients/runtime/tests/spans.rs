//! What a trace says of a call: each attribute once, how long it waited, and the context that the server gets.
#![cfg(feature = "tracing")]
#![allow(clippy::unwrap_used, reason = "helpers of tests are test code, too")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use opentelemetry::trace::{SpanContext, TraceContextExt as _, TracerProvider as _};
use specloom_runtime::{Bytes, CallOptions, ResponseBody, Session, SessionBuilder, TransportError, http};
use support::{builder, list, mint, quick};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

/// The attributes of each call's span, with every value that was recorded.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<Attrs>>>);

type Attrs = BTreeMap<&'static str, Vec<String>>;

struct Values<'a>(&'a mut Attrs);

impl Visit for Values<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.entry(field.name()).or_default().push(format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.entry(field.name()).or_default().push(value.to_owned());
    }
}

/// Where a span's attributes are.
struct Place(usize);

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        let mut values = Attrs::new();
        attributes.record(&mut Values(&mut values));
        context
            .span(id)
            .unwrap()
            .extensions_mut()
            .insert(Place(spans.len()));
        spans.push(values);
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        let span = context.span(id).unwrap();
        let place = span.extensions().get::<Place>().unwrap().0;
        record.record(&mut Values(&mut self.0.lock().unwrap()[place]));
    }
}

impl Spans {
    /// Each attribute of each span; fails where one was recorded twice.
    fn once(&self) -> Vec<BTreeMap<&'static str, String>> {
        let one = |(name, values): (&&'static str, &Vec<String>)| {
            assert_eq!(values.len(), 1, "{name}: {values:?}");
            (*name, values[0].clone())
        };
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(|span| span.iter().map(one).collect())
            .collect()
    }
}

type Seen = Arc<Mutex<Vec<http::HeaderMap>>>;

/// A server that takes a second for each answer, gives these in a row, and keeps the headers of requests.
fn answering(answers: &'static [(u16, &'static [(&'static str, &'static str)])]) -> (SessionBuilder, Seen) {
    let seen = Seen::default();
    let requests = Arc::clone(&seen);
    let transport = move |request: http::Request<Bytes>| {
        let mut requests = requests.lock().unwrap();
        let (status, headers) = answers[requests.len().min(answers.len() - 1)];
        requests.push(request.headers().clone());
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        let body = ResponseBody::from(r#"{"token": "t", "expires_in": 1}"#);
        async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok::<_, TransportError>(answer.body(body).unwrap())
        }
    };
    let builder = builder("https://api.acme.test")
        .retry(quick())
        .transport(transport);
    (builder, seen)
}

fn about(millis: &str, seconds: u64) -> bool {
    let millis: u64 = millis.parse().unwrap();
    (seconds * 1000 - 100..seconds * 1000 + 600).contains(&millis)
}

#[tokio::test(start_paused = true)]
async fn each_attribute_is_recorded_once_and_waits_are_added_up() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(spans.clone()));
    // Three attempts, each of which waits for its turn behind the other call's, and fails in the end.
    let (builder, _) = answering(&[(503, &[("retry-after", "0")])]);
    let session = builder.max_in_flight(1).max_in_flight_of("mint_token", 1);
    let session = session.operations(&["mint_token"]).build().unwrap();
    let (first, second) = tokio::join!(
        mint(&session, "u", CallOptions::new()),
        mint(&session, "u", CallOptions::new())
    );
    assert_eq!(
        (first.unwrap_err().attempts(), second.unwrap_err().attempts()),
        (3, 3)
    );
    let recorded = spans.once();
    assert_eq!(recorded.len(), 2);
    for (span, waited) in recorded.iter().zip([2, 3]) {
        assert_eq!(span["http.response.status_code"], "503");
        assert_eq!(span["http.request.resend_count"], "2");
        assert_eq!(span["error.type"], "undocumented_status");
        assert_eq!(span["otel.status_code"], "ERROR");
        assert!(about(&span["specloom.turn_wait_ms"], waited), "{span:?}");
        assert!(!span.contains_key("specloom.rate_limit_wait_ms"));
    }
}

#[tokio::test(start_paused = true)]
async fn the_wait_for_a_rate_limit_shows_and_what_waits_for_nothing_says_so() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(spans.clone()));
    let (builder, _) = answering(&[(200, &[("ratelimit", "\"d\";r=0;t=5")]), (200, &[])]);
    let session = builder.build().unwrap();
    for _ in 0..2 {
        list(&session, CallOptions::new()).await.unwrap();
    }
    let recorded = spans.once();
    let names = [
        "specloom.turn_wait_ms",
        "specloom.rate_limit_wait_ms",
        "error.type",
        "http.request.resend_count",
    ];
    assert!(
        names.iter().all(|name| !recorded[0].contains_key(name)),
        "{recorded:?}"
    );
    assert!(
        about(&recorded[1]["specloom.rate_limit_wait_ms"], 5),
        "{recorded:?}"
    );
    assert_eq!(recorded[1]["http.response.status_code"], "200");
}

/// Calls within a span of the caller's, whose context it gives.
async fn listed_by_a_caller(session: &Session) -> SpanContext {
    let caller = tracing::info_span!("caller");
    let call = list(session, CallOptions::new());
    tracing::Instrument::instrument(call, caller.clone())
        .await
        .unwrap();
    caller.context().span().span_context().clone()
}

#[tokio::test(start_paused = true)]
async fn the_server_gets_the_context_of_the_trace() {
    let provider = opentelemetry_sdk::trace::SdkTracerProvider::builder().build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
    let (builder, seen) = answering(&[(503, &[("retry-after", "0")]), (200, &[])]);
    let session = builder.build().unwrap();
    let context = listed_by_a_caller(&session).await;
    let own = CallOptions::new().header(
        "traceparent",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    );
    list(&session, own).await.unwrap();
    let seen = seen.lock().unwrap();
    let sent: Vec<&str> = seen
        .iter()
        .map(|headers| headers["traceparent"].to_str().unwrap())
        .collect();
    let parts: Vec<&str> = sent[0].split('-').collect();
    assert_eq!(
        parts.iter().map(|part| part.len()).collect::<Vec<_>>(),
        [2, 32, 16, 2],
        "{sent:?}"
    );
    assert_eq!((parts[0], parts[3]), ("00", "01"));
    // The call's own span, within the caller's trace; the same for each attempt.
    assert_eq!(sent[0], sent[1]);
    assert_eq!(parts[1], context.trace_id().to_string());
    assert_ne!(parts[2], context.span_id().to_string());
    // What the caller has set stays.
    assert_eq!(sent[2], "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
}

/// A service that shows its own spans only is part of the trace all the same.
#[tokio::test(start_paused = true)]
async fn where_the_calls_span_is_filtered_out_the_server_gets_the_callers() {
    let provider = opentelemetry_sdk::trace::SdkTracerProvider::builder().build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    let own = tracing_subscriber::filter::filter_fn(|of| !of.target().starts_with("specloom"));
    let _guard =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(layer.with_filter(own)));
    let (builder, seen) = answering(&[(200, &[])]);
    let session = builder.build().unwrap();
    let context = listed_by_a_caller(&session).await;
    let sent = &seen.lock().unwrap()[0]["traceparent"];
    let expected = format!("00-{}-{}-01", context.trace_id(), context.span_id());
    assert_eq!(sent.to_str().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn without_a_trace_there_is_no_context() {
    let (builder, seen) = answering(&[(200, &[])]);
    list(&builder.build().unwrap(), CallOptions::new()).await.unwrap();
    assert!(!seen.lock().unwrap()[0].contains_key("traceparent"));
}
