//! Types that are none of JSON Schema's: `long` is an integer, `file` a binary string.

use serde_json::{Value, json};

use crate::openapi::schema::{JsonObject, place_of};
use crate::openapi::schemas;
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "types",
    why: "OpenAPI knows seven types, vendors write more",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| match schema.get_mut("type") {
            Some(Value::Array(names)) => {
                // A name of another language in a list: only what has the same meaning without a format.
                for name in names.iter_mut() {
                    if let Some((known, None)) = name.as_str().and_then(known) {
                        *name = json!(known);
                    }
                }
                // Each once (JSON Schema, validation, section 6.1.1), also where an overlay adds to what another has added.
                let mut listed = Vec::new();
                names.retain(|name| {
                    !listed.contains(name) && {
                        listed.push(name.clone());
                        true
                    }
                });
                if names.is_empty() || !names.iter().all(|name| name.as_str().is_some_and(is_type)) {
                    let written = schema.shift_remove("type").unwrap_or_default();
                    log.disregarded(
                        schema,
                        pointer,
                        format!("`type: {written}` lists what is not a type: any value is allowed"),
                    );
                }
            }
            Some(Value::String(name)) if is_type(name) => {}
            Some(_) => settle(schema, pointer, log),
            None => {}
        });
    },
};

fn is_type(name: &str) -> bool {
    matches!(
        name,
        "string" | "number" | "integer" | "boolean" | "array" | "object" | "null"
    )
}

fn settle(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let place = place_of(schema, "type");
    let written = schema.shift_remove("type").unwrap_or_default();
    match written.as_str().and_then(known) {
        Some((name, format)) => {
            schema.shift_insert(place, "type".to_owned(), json!(name));
            if let Some(format) = format.filter(|_| !schema.contains_key("format")) {
                schema.shift_insert(place + 1, "format".to_owned(), json!(format));
            }
            log.inferred(
                pointer,
                format!(
                    "`type: {written}` means {name}{}",
                    format.map(|f| format!(" ({f})")).unwrap_or_default()
                ),
            );
        }
        None => {
            log.disregarded(
                schema,
                pointer,
                format!("`type: {written}` is not a type: any value is allowed"),
            );
        }
    }
}

fn known(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" => ("string", None),
        "file" | "binary" => ("string", Some("binary")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "uuid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "integer" | "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "number" | "decimal" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "array" | "list" => ("array", None),
        "object" | "dict" | "map" => ("object", None),
        _ => return None,
    })
}
