//! `format: byte` → `contentEncoding: base64`, `format: binary` → `contentMediaType: application/octet-stream`.
//!
//! The words that OpenAPI 3.1 has for encoded and for raw bytes. Pages of any version write the older ones.

use serde_json::{Value, json};

use crate::openapi::schema::{JsonObject, put_in_place};
use crate::openapi::schemas;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "formats",
    why: "OpenAPI 3.1 says encoded and raw bytes with the content keywords of JSON Schema",
    run: |document, _| {
        schemas(document, &mut |_, schema| {
            if !may_be_text(schema) {
                return;
            }
            let (keyword, value) = match schema.get("format").and_then(Value::as_str) {
                Some("byte") => ("contentEncoding", "base64"),
                Some("binary") => ("contentMediaType", "application/octet-stream"),
                _ => return,
            };
            // What the page says in the newer words already is more than this.
            let said = ["contentEncoding", "contentMediaType"];
            if said.iter().all(|keyword| !schema.contains_key(*keyword)) {
                put_in_place(schema, "format", keyword, json!(value));
            }
        });
    },
};

fn may_be_text(schema: &JsonObject) -> bool {
    match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|name| name == "string"),
        Some(name) => name == "string",
        None => true,
    }
}
