//! The crate's features.

/// A table of them.
pub(super) fn features() -> String {
    "## Features\n\n| feature | |\n| --- | --- |\n| `rustls` (default) | TLS by rustls |\n| `native-tls` | TLS by the \
     operating system's library, also where `rustls` is on |\n| `rustls-ring` | TLS by rustls with ring |\n\
     | `reqwest` | the HTTP client, which TLS brings along; without it, `transport` is needed |\n| `http2` | HTTP/2 where the server offers it |\n\
     | `gzip` | the builder's `gzip`: ask for compressed replies |\n\
     | `jiff`, `chrono`, `time`, `uuid`, `rust_decimal` | what a `formats::DateTime` and its like convert into by `to`, and are made of |\n\
     | `blocking` | `send_blocking()` and `send_reply_blocking()` for programs without an async runtime |\n\
     | `tower` | `TowerTransport`: a `tower::Service` as transport |\n\
     | `reqwest-0-13`, `reqwest-middleware-0-5` | `http_client_with`: reqwest's own builder, and a chain of middleware around its client |\n\
     | `tracing` | a span per call with OpenTelemetry's HTTP client attributes, an event per retry, `traceparent` for the server |\n\
     | `mock` | `mock::MockServer`, for tests of code that uses the client |"
        .to_owned()
}
