//! The id under which the vendor's support finds a request: in one of the usual headers, else in a JSON error
//! body.

use std::fmt;

use http::HeaderMap;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

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

/// Looks at the top level and one level into `error`, where vendors put it. Nothing else of the body is copied: it may
/// hold a token.
pub(crate) fn in_body(body: &[u8]) -> Option<String> {
    if body.len() > LONGEST_BODY {
        return None;
    }
    let mut body = serde_json::Deserializer::from_slice(body);
    let found = Search::Object { nested: true }.deserialize(&mut body).ok()?;
    body.end().ok()?;
    found
}

/// Reads a value for its id, whatever the value is.
enum Search {
    /// The id is a property.
    Object { nested: bool },
    /// The id is the value.
    Id,
}

impl<'de> DeserializeSeed<'de> for Search {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! no_id {
    ($($method:ident: $value:ty,)*) => {
        $(
            fn $method<E>(self, _: $value) -> Result<Self::Value, E> {
                Ok(None)
            }
        )*
    };
}

impl<'de> Visitor<'de> for Search {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    no_id! {
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        let is_id = matches!(self, Self::Id) && !text.is_empty() && text.len() <= LONGEST;
        Ok(is_id.then(|| text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Self::Value, A::Error> {
        let nested = matches!(self, Self::Object { nested: true });
        let (mut best, mut inner) = (None, None);
        while let Some(name) = properties.next_key::<String>()? {
            let rank = PROPERTIES.iter().position(|known| *known == name);
            match (&self, rank) {
                (Self::Object { .. }, Some(rank)) => {
                    let id = properties.next_value_seed(Self::Id)?.map(|id| (rank, id));
                    best = [best, id].into_iter().flatten().min();
                }
                _ if nested && name == "error" => {
                    inner = properties.next_value_seed(Self::Object { nested: false })?;
                }
                _ => {
                    properties.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(best.map(|(_, id)| id).or(inner))
    }
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
        let ranked =
            br#"{"trace_id":"t","more":[{"reqId":"x"},1.5,null],"requestId":"r-4","error":{"reqId":"r-5"}}"#;
        assert_eq!(in_body(ranked).as_deref(), Some("r-4"));
        assert_eq!(
            in_body(br#"{"error":{"error":{"reqId":"x"}},"reqId":["x"],"req_id":"r-6"}"#).as_deref(),
            Some("r-6")
        );
        let deep = format!(
            r#"{{"reqId":"r-7","more":{}{}}}"#,
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        assert_eq!(in_body(deep.as_bytes()).as_deref(), Some("r-7"));
        for none in [
            &br#"{"reqId":7}"#[..],
            b"[]",
            b"<html>",
            b"",
            br#"{"reqId":""}"#,
            br#"{"reqId":"r"} x"#,
            br#""r""#,
        ] {
            assert_eq!(in_body(none), None);
        }
    }
}
