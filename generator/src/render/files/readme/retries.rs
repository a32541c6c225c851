//! What a client does by itself, and where to change it.

/// Retries, timeouts, limits, and the seams for more.
pub(super) fn retries() -> String {
    "## Retries, timeouts and limits\n\nA request is repeated only where that is safe: it never reached the server, or the server \
     answered 425, 429, 503 or 529 and said when to come again; where the method is idempotent, also after a timeout, a broken connection, and \
     the statuses 408, 425, 429, 500, 502 to 504, 520 to 524 and 529. Waits are random and grow, `Retry-After` is honoured, and clones share a budget of retries, so that an outage is not made \
     worse.\n\n\
     | builder method | unless set | for one call |\n| --- | --- | --- |\n\
     | `retry` | `Retry::default()`: 3 requests at most | `retry` |\n\
     | `timeout` | 90 s, with all attempts and the waits between them | `timeout` |\n\
     | `attempt_timeout` | 30 s, from connecting to the last byte | `attempt_timeout` |\n\
     | `connect_timeout` | 10 s | |\n\
     | `max_response_bytes` | 16 MiB | `max_response_bytes` |\n\
     | `max_in_flight` | 100 requests at once; others wait | |\n\
     | `max_in_flight_of` | no limit for one operation alone | |\n\
     | `rate_limits` | what the server says it takes (`RateLimit`, `X-RateLimit-Remaining`, `Retry-After`) is kept to; others wait, for 30 s at most | |\n\
     | `credentials_timeout` | 30 s for a provider's answer | |\n\
     | `http_client_with` | no redirects; proxies from the environment, root certificates of the system | |\n\
     | `transport` | the HTTP client | |\n\
     | `hook` | none: what to do before and after each attempt | |\n\n\
     One call can also have a `header`, an `idempotency_key`, and query parameters that the page does not describe (`query`). Dropping \
     its future cancels it. `raw(method, path)` calls what the page does not document, with all of this."
        .to_owned()
}
