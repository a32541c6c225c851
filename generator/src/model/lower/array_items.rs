//! What an array's items are: tuples become arrays of any of their members, and `items` is always there.
//!
//! ```yaml
//! {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
//! # becomes
//! {type: array, items: {anyOf: [{type: string}, {type: integer}]}, maxItems: 2}
//! ```

use indexmap::IndexSet;
use serde_json::{Value, json};

use crate::openapi::schema::{JsonObject, is_nothing};
use crate::openapi::schemas;
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "array-items",
    why: "OpenAPI 3.0 has no tuples and wants items in every array",
    run: |document, log| schemas(document, &mut |pointer, schema| lower(schema, pointer, log)),
};

fn lower(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let prefix = schema.shift_remove("prefixItems");
    let rest = schema
        .shift_remove("items")
        .or_else(|| left_over(prefix.as_ref()?, schema));

    if let Some(Value::Array(mut members)) = prefix {
        let length = members.len();
        let most = schema.get("maxItems").and_then(Value::as_u64).unwrap_or(u64::MAX);
        // Closed by what may follow, or because nothing can.
        let closed = rest.as_ref().is_some_and(is_nothing) || most <= length as u64;
        match rest {
            _ if closed => {
                schema.insert("maxItems".to_owned(), json!(most.min(length as u64)));
            }
            Some(rest @ Value::Object(_)) => members.push(rest),
            _ => members.push(json!({})),
        }
        let distinct: IndexSet<Value> = members.into_iter().collect();
        let mut distinct: Vec<Value> = distinct.into_iter().collect();
        let any = distinct.iter().any(|member| *member == json!({}));
        let items = match distinct.len() {
            _ if any => json!({}),
            0 => json!({}),
            1 => distinct.remove(0),
            _ => json!({ "anyOf": distinct }),
        };
        schema.insert("items".to_owned(), items);
        log.widened(
            schema,
            pointer,
            format!("a tuple of {length} is an array whose items are any of the tuple's"),
        );
        return;
    }
    match rest {
        Some(Value::Bool(true)) => {
            schema.insert("items".to_owned(), json!({}));
        }
        Some(Value::Bool(false)) => {
            schema.insert("items".to_owned(), json!({}));
            schema.insert("maxItems".to_owned(), json!(0));
        }
        Some(items) => {
            schema.insert("items".to_owned(), items);
        }
        None if schema.get("type").is_some_and(|name| name == "array") => {
            schema.insert("items".to_owned(), json!({}));
            log.inferred(
                pointer,
                "the array does not say what its items are: they are anything",
            );
        }
        None => {}
    }
}

/// What `unevaluatedItems` says of the items behind a tuple: where nothing else of the schema looks at items, it is `items`.
fn left_over(prefix: &Value, schema: &mut JsonObject) -> Option<Value> {
    let alone = prefix.is_array() && !schema.keys().any(|key| OTHERS.contains(&key.as_str()));
    schema
        .contains_key("unevaluatedItems")
        .then_some(alone)?
        .then(|| schema.shift_remove("unevaluatedItems"))?
}

/// Keywords that may evaluate items, beside `prefixItems` and `items`.
const OTHERS: [&str; 8] = [
    "$ref",
    "$dynamicRef",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "contains",
];
