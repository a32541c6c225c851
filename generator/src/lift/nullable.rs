//! `nullable` → the type null, which OpenAPI 3.1 has instead.
//!
//! ```yaml
//! {type: string, nullable: true}                   # {type: [string, 'null']}
//! {type: string, enum: [a], nullable: true}        # {type: [string, 'null'], enum: [a, null]}
//! {$ref: '#/…/A', nullable: true}                  # {anyOf: [{$ref: '#/…/A'}, {type: 'null'}]}
//! {nullable: true}                                 # {}
//! ```
//!
//! By the letter of OpenAPI 3.0.3 it has an effect beside `type` only, and none against an `enum` or a composition beside
//! it. Whoever writes it means that null is allowed, in OpenAPI 3.1 as well, which no longer knows it.

use serde_json::{Value, json};

use crate::openapi::annotations::is_annotation;
use crate::openapi::schema::{JsonObject, excludes_null, null_type, take, type_of};
use crate::openapi::{schemas, version};
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "nullable",
    why: "OpenAPI 3.1 has the type null instead",
    run: |document, log| {
        let known = version::is_3_0(document);
        schemas(
            document,
            &mut |pointer, schema| match schema.shift_remove("nullable") {
                None | Some(Value::Bool(false)) => {}
                Some(Value::Bool(true)) => {
                    let before = schema.clone();
                    settle(schema, pointer, log);
                    if !known && *schema != before {
                        log.inferred(pointer, "`nullable` is a keyword of OpenAPI 3.0; it is taken to mean here what it means there");
                    }
                }
                Some(other) => log.ignored(pointer, format!("`nullable: {other}` is not a boolean")),
            },
        );
    },
};

fn settle(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let composed = ["allOf", "anyOf", "oneOf", "not", "$ref"];
    if composed.iter().any(|keyword| schema.contains_key(*keyword)) {
        unite_with_null(schema);
        log.inferred(pointer, "`nullable` beside a composition is meant to allow null");
        return;
    }
    if let Some(constant) = schema.get("const").filter(|value| !value.is_null()).cloned() {
        schema.shift_remove("const");
        schema.insert("enum".to_owned(), json!([constant]));
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
        log.inferred(
            pointer,
            "`nullable` is meant to allow null, so `enum` has to as well",
        );
    }
    match schema.get_mut("type") {
        Some(Value::Array(names)) => {
            if !names.iter().any(|name| name == "null") {
                names.push(json!("null"));
            }
        }
        Some(name) if name == "null" => {}
        Some(name) => *name = json!([name.take(), "null"]),
        None => {
            let kinds: Vec<_> = match schema.get("enum") {
                Some(Value::Array(values)) => values.iter().filter_map(type_of).collect(),
                _ => Vec::new(),
            };
            match kinds.as_slice() {
                [first, rest @ ..] if rest.iter().all(|kind| kind == first) => {
                    log.inferred(
                        pointer,
                        format!("`type: {first}` is taken, the type of all values of `enum`"),
                    );
                    schema.insert("type".to_owned(), json!([first, "null"]));
                }
                _ => log.ignored(
                    pointer,
                    "`nullable` without a type has no effect: null is allowed anyway",
                ),
            }
        }
    }
}

/// The schema or null; what only annotates stays where it is. `oneOf` holds for exactly one member: where a member may
/// allow null itself, it becomes `anyOf`, or null would match twice and be refused.
fn unite_with_null(schema: &mut JsonObject) {
    // Where it stood: a page that moves to the newer words keeps its order.
    let place = schema
        .keys()
        .position(|key| !is_annotation(key))
        .unwrap_or_default();
    let mut inner = take(schema, |key| !is_annotation(key));
    for keyword in ["anyOf", "oneOf"] {
        if inner.len() == 1
            && inner.get(keyword).is_some_and(Value::is_array)
            && let Some(Value::Array(mut members)) = inner.shift_remove(keyword)
        {
            let exact = members
                .iter()
                .all(|member| *member == null_type() || excludes_null(member));
            if !members.contains(&null_type()) {
                members.push(null_type());
            }
            let keyword = if exact { keyword } else { "anyOf" };
            schema.shift_insert(place, keyword.to_owned(), members.into());
            return;
        }
    }
    // An `allOf` of one is how OpenAPI 3.0 says anything beside a `$ref`.
    let only = match inner.get_mut("allOf") {
        Some(Value::Array(members)) if members.len() == 1 => members.pop(),
        _ => None,
    };
    let member = match only {
        Some(only) if inner.len() == 1 => only,
        Some(only) => {
            inner.insert("allOf".to_owned(), json!([only]));
            Value::Object(inner)
        }
        None => Value::Object(inner),
    };
    schema.shift_insert(place, "anyOf".to_owned(), json!([member, null_type()]));
}
