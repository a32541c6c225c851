//! `contentEncoding: base64` → `format: byte`, `contentMediaType: application/octet-stream` → `format: binary`.
//!
//! Both annotate in JSON Schema and constrain nothing, so whatever else they say is left out with a note.

use serde_json::{Value, json};

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
                (Some("base64" | "base64url"), _) => Some("byte"),
                (None, Some("application/octet-stream")) => Some("binary"),
                _ => None,
            };
            if let Some(format) = format.filter(|_| !schema.contains_key("format")) {
                schema.insert("format".to_owned(), json!(format));
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
