//! `contentEncoding: base64` → `format: byte`, `contentMediaType: image/png` → `type: string, format: binary`.
//!
//! OpenAPI 3.1 says bytes so, without a type (3.1.1, "Migrating binary descriptions from OAS 3.0"). A media type of text (JSON, XML,
//! HTML, …) says what a string holds and makes no bytes of it. Both annotate in JSON Schema and constrain nothing, so whatever else they say is left out with a note.

use serde_json::{Value, json};

use crate::openapi::media_type::essence;
use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "content-keywords",
    why: "the model knows encoded and binary strings by their formats",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            let encoding = schema.shift_remove("contentEncoding");
            let media_type = schema.shift_remove("contentMediaType");
            let content = schema.shift_remove("contentSchema");
            let format = match (
                encoding.as_ref().and_then(Value::as_str),
                media_type.as_ref().and_then(Value::as_str),
            ) {
                (Some("base64"), _) => Some("byte"),
                (Some("base64url"), _) => Some("base64url"),
                (Some("binary"), _) => Some("binary"),
                (None, Some(media_type)) if !is_text(media_type) => Some("binary"),
                _ => None,
            };
            let format = format.filter(|format| {
                // Of other kinds of values the keywords say nothing.
                let others = *format == "binary" && !may_be_string(schema);
                !others && !schema.contains_key("format")
            });
            if let Some(format) = format {
                if format == "binary" && !STRUCTURE.iter().any(|key| schema.contains_key(*key)) {
                    schema.insert("type".to_owned(), json!("string"));
                }
                schema.insert("format".to_owned(), json!(format));
                if let Some(media_type) = media_type.filter(|said| format == "binary" && *said != BYTES) {
                    // What a part of a form is sent as.
                    schema.insert(PART_TYPE.to_owned(), media_type);
                }
            } else {
                for (keyword, value) in [("contentEncoding", encoding), ("contentMediaType", media_type)] {
                    if let Some(value) = value {
                        log.lowered(
                            pointer,
                            format!("`{keyword}: {value}` constrains nothing and is left out"),
                        );
                    }
                }
            }
            if content.is_some() {
                log.ignored(pointer, "`contentSchema` constrains nothing and is left out");
            }
        });
    },
};

/// The media type of a string's bytes, for the part of a form that holds them.
pub(in crate::model) const PART_TYPE: &str = "x-part-type";

/// What bytes are sent as where nothing is said.
const BYTES: &str = "application/octet-stream";

/// What says of which kind a value is.
const STRUCTURE: [&str; 9] = [
    "type",
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "enum",
    "const",
    "properties",
    "items",
];

fn may_be_string(schema: &JsonObject) -> bool {
    match schema.get("type") {
        Some(Value::String(name)) => name == "string",
        Some(Value::Array(names)) => names.iter().any(|name| name == "string"),
        _ => true,
    }
}

/// Whether content of a media type is text, which a string holds as it is.
fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or_default();
    let texts = [
        "json",
        "xml",
        "yaml",
        "x-yaml",
        "javascript",
        "graphql",
        "sql",
        "jwt",
        "x-www-form-urlencoded",
        "x-ndjson",
        "ndjson",
        "csv",
        "toml",
        "x-sh",
        "x-pem-file",
        "pem-certificate-chain",
    ];
    kind == "text"
        || kind.is_empty()
        || texts.contains(&subtype)
        || ["+json", "+xml", "+yaml", "+jwt"]
            .iter()
            .any(|suffix| subtype.ends_with(suffix))
}
