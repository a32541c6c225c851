//! The id under which the vendor's support finds a request: in one of the usual headers, else in a JSON error
//! body.

use http::HeaderMap;
use serde_json::{Map, Value};

const HEADERS: [&str; 11] = [
    "x-request-id",
    "request-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-correlation-id",
    "correlation-id",
    "x-trace-id",
    "cf-ray",
    "x-vercel-id",
    "x-cloud-trace-context",
];

const PROPERTIES: [&str; 8] = [
    "reqId",
    "requestId",
    "request_id",
    "req_id",
    "correlationId",
    "correlation_id",
    "traceId",
    "trace_id",
];

/// An id longer than this is not one.
const LONGEST: usize = 256;

/// A body longer than this is not searched: error bodies are short.
const LONGEST_BODY: usize = 64 * 1024;

pub(crate) fn in_headers(headers: &HeaderMap) -> Option<&str> {
    HEADERS
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok())
        .find(|id| !id.is_empty() && id.len() <= LONGEST)
}

/// Looks at the top level and one level into `error`, where vendors put it.
pub(crate) fn in_body(body: &[u8]) -> Option<String> {
    if body.len() > LONGEST_BODY {
        return None;
    }
    let body: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let nested = body.get("error").and_then(Value::as_object);
    [Some(&body), nested].into_iter().flatten().find_map(|object| {
        PROPERTIES
            .iter()
            .filter_map(|name| object.get(*name)?.as_str())
            .find(|id| !id.is_empty() && id.len() <= LONGEST)
            .map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_in_headers_first_then_in_the_body() {
        let headers =
            |name: &'static str| HeaderMap::from_iter([(name.parse().unwrap(), "r-1".parse().unwrap())]);
        assert_eq!(in_headers(&headers("x-request-id")), Some("r-1"));
        assert_eq!(in_headers(&headers("cf-ray")), Some("r-1"));
        assert_eq!(in_headers(&headers("x-other")), None);
        assert_eq!(
            in_body(br#"{"reqId":"r-2","message":"m"}"#).as_deref(),
            Some("r-2")
        );
        assert_eq!(
            in_body(br#"{"error":{"request_id":"r-3"}}"#).as_deref(),
            Some("r-3")
        );
        for none in [&br#"{"reqId":7}"#[..], b"[]", b"<html>", b"", br#"{"reqId":""}"#] {
            assert_eq!(in_body(none), None);
        }
    }
}
