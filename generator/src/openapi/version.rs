//! Versions of OpenAPI, as a document says its own.

use serde_json::Value;

/// Whether the document is in the dialect of OpenAPI 3.0, where `nullable` is a word and what stands beside a `$ref` is none.
pub(crate) fn is_3_0(document: &Value) -> bool {
    starts_with(document, "3.0")
}

/// Whether the document uses, or may use, the words of OpenAPI 3.2.
pub(crate) fn is_3_2(document: &Value) -> bool {
    starts_with(document, "3.2")
}

/// Whether the document is in a version that canonical documents are in.
pub(crate) fn is_canonical(document: &Value) -> bool {
    starts_with(document, "3.1") || is_3_2(document)
}

fn starts_with(document: &Value, minor: &str) -> bool {
    let version = document.get("openapi").and_then(Value::as_str);
    version.is_some_and(|version| version.starts_with(minor))
}
