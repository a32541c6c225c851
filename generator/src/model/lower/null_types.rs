//! The type null beside an `enum` or a composition that excludes null: whoever writes it means that null is allowed.
//!
//! ```yaml
//! {type: object, nullable: true, allOf: [{$ref: '#/…/A'}]}   # anyOf: [{type: object, allOf: [{$ref: '#/…/A'}]}, {enum: [null]}]
//! {type: string, nullable: true, enum: [a]}                  # {type: string, nullable: true, enum: [a, null]}
//! ```

use serde_json::{Value, json};

use super::null_schema;
use crate::openapi::annotations::is_annotation;
use crate::openapi::schema::{JsonObject, excludes_null, take};
use crate::openapi::schemas;
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "null-types",
    why: "a type with null beside an enum or a composition without it is meant to allow null",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            if schema.get("nullable") == Some(&Value::Bool(true)) {
                settle(schema, pointer, log);
            }
        });
    },
};

fn settle(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let composed = ["allOf", "anyOf", "oneOf", "not", "$ref"];
    if composed.iter().any(|keyword| schema.contains_key(*keyword)) {
        schema.shift_remove("nullable");
        unite_with_null(schema);
        log.widened(
            schema,
            pointer,
            "null among the types beside a composition is meant to be allowed",
        );
        return;
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
        log.widened(
            schema,
            pointer,
            "null among the types is meant to be allowed, so `enum` has to as well",
        );
    }
}

/// The schema or null; what only annotates stays where it is. `oneOf` holds for exactly one member: where a member may
/// allow null itself, it becomes `anyOf`, or null would match twice and be refused.
fn unite_with_null(schema: &mut JsonObject) {
    let mut inner = take(schema, |key| !is_annotation(key));
    for keyword in ["anyOf", "oneOf"] {
        if inner.len() == 1
            && inner.get(keyword).is_some_and(Value::is_array)
            && let Some(Value::Array(mut members)) = inner.shift_remove(keyword)
        {
            let exact = members
                .iter()
                .all(|member| *member == null_schema() || excludes_null(member));
            if !members.contains(&null_schema()) {
                members.push(null_schema());
            }
            let keyword = if exact { keyword } else { "anyOf" };
            schema.insert(keyword.to_owned(), members.into());
            return;
        }
    }
    schema.insert("anyOf".to_owned(), json!([inner, null_schema()]));
}
