//! Media types: what one is without its parameters, and whether it is JSON.

/// A media type without its parameters, in small letters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// JSON of any name, with or without parameters: `application/json`, `text/json`, `application/problem+json`,
/// `application/*+json`. Not a row of JSON texts.
pub fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    (essence.ends_with("/json") || essence.ends_with("+json")) && !is_stream(&essence)
}

/// One JSON text after the other: RFC 7464, and the conventions of JSON Lines.
pub(crate) fn is_stream(essence: &str) -> bool {
    let (_, subtype) = essence.split_once('/').unwrap_or_default();
    matches!(
        subtype,
        "json-seq"
            | "ndjson"
            | "x-ndjson"
            | "jsonl"
            | "x-jsonl"
            | "jsonlines"
            | "x-jsonlines"
            | "stream+json"
            | "x-json-stream"
    ) || essence.ends_with("+json-seq")
}
