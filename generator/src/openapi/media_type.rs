//! Media types: what one is without its parameters, and whether it is JSON.

/// A media type without its parameters, in small letters.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Parts, each with headers of its own (RFC 2046).
pub(crate) fn is_multipart(media_type: &str) -> bool {
    essence(media_type).starts_with("multipart/")
}

/// The fields of a form, written as in a URL.
pub(crate) fn is_urlencoded(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Bytes that no text holds as they are.
pub(crate) fn is_binary(media_type: &str) -> bool {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    match kind {
        "audio" | "video" | "font" | "image" => !subtype.contains('*') && !subtype.ends_with("+xml"),
        "application" => {
            let known = [
                "octet-stream",
                "pdf",
                "zip",
                "gzip",
                "x-gzip",
                "x-tar",
                "x-zip-compressed",
                "msword",
            ];
            let office = ["vnd.ms-", "vnd.openxmlformats-"];
            known.contains(&subtype)
                || (office.iter().any(|start| subtype.starts_with(start)) && !subtype.contains('+'))
        }
        _ => false,
    }
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

#[test]
fn parameters_and_the_size_of_letters_make_no_other_media_type() {
    assert!(is_json("Application/JSON; charset=utf-8") && is_json("application/problem+json"));
    assert!(
        is_multipart("Multipart/Form-Data; boundary=a") && !is_multipart("text/plain; a=multipart/mixed")
    );
    assert!(is_urlencoded("application/X-WWW-form-urlencoded;charset=utf-8"));
    assert!(is_binary("Image/PNG; q=1") && !is_binary("image/*") && !is_binary("image/svg+xml"));
    assert!(is_stream(&essence("application/JSONL")) && !is_json("application/jsonl"));
}
