//! `patternProperties` and `unevaluatedProperties` → `additionalProperties`, as far as it can say them.
//!
//! ```yaml
//! {patternProperties: {'^x-': {type: string}}, additionalProperties: false}   # {additionalProperties: {type: string}}
//! {properties: {…}, unevaluatedProperties: false}                             # {properties: {…}, additionalProperties: false}
//! ```

use serde_json::{Value, json};

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "open-properties",
    why: "types know one kind of properties that are not listed",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            unevaluated(schema, pointer, log);
            patterns(schema, pointer, log);
        });
    },
};

fn unevaluated(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let Some(rest) = schema.shift_remove("unevaluatedProperties") else {
        return;
    };
    let evaluated_elsewhere = [
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "$ref",
        "if",
        "then",
        "else",
        "dependentSchemas",
    ]
    .iter()
    .any(|keyword| schema.contains_key(*keyword));
    if schema.contains_key("additionalProperties") {
        // It has no effect there.
    } else if evaluated_elsewhere {
        log.widened(
            schema,
            pointer,
            "`unevaluatedProperties` over a composition has no counterpart in types and is left out",
        );
    } else {
        schema.insert("additionalProperties".to_owned(), rest);
    }
}

fn patterns(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let Some(patterns) = schema.shift_remove("patternProperties") else {
        return;
    };
    log.widened(
        schema,
        pointer,
        "`patternProperties` are said as `additionalProperties`, whatever their names",
    );
    let mut allowed: Vec<Value> = match patterns {
        Value::Object(patterns) => patterns.into_iter().map(|(_, schema)| schema).collect(),
        _ => Vec::new(),
    };
    match schema.shift_remove("additionalProperties") {
        Some(Value::Bool(false)) => {}
        Some(Value::Object(rest)) => allowed.push(Value::Object(rest)),
        _ => return, // everything else is allowed anyway
    }
    allowed.dedup();
    let allowed = match allowed.len() {
        0 => Value::Bool(false),
        1 => allowed.remove(0),
        _ => json!({ "anyOf": allowed }),
    };
    schema.insert("additionalProperties".to_owned(), allowed);
}
