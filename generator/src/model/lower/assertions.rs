//! Assertions that types have no counterpart for: left out, which allows more than they did. What they alone describe or ask for may be
//! there all the same:
//!
//! ```yaml
//! {properties: {kind: …}, if: …, then: {properties: {card: …}}}   # {properties: {kind: …}, anyOf: [{properties: {card: …}}, {}]}
//! ```

use serde_json::{Map, Value, json};

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::Pass;

/// The keywords, each with what it asserts.
pub(super) const KEYWORDS: &[(&str, &str)] = &[
    ("if", "a condition"),
    ("then", "a condition"),
    ("else", "a condition"),
    ("dependentRequired", "properties required by others"),
    ("dependentSchemas", "a schema required by a property"),
    ("contains", "what an array must contain"),
    ("minContains", "how often an array must contain it"),
    ("maxContains", "how often an array may contain it"),
    ("propertyNames", "what properties may be called"),
    ("unevaluatedItems", "what items are left"),
    ("$dynamicRef", "a schema that depends on where it is used"),
];

pub(super) const PASS: Pass = Pass {
    id: "assertions",
    why: "conditions, dependencies and containment have no counterpart in types",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            alternatives(schema, pointer);
            for (keyword, meaning) in KEYWORDS {
                if schema.shift_remove(*keyword).is_some() {
                    log.widened(
                        schema,
                        pointer,
                        format!("`{keyword}` ({meaning}) has no counterpart in types and is left out"),
                    );
                }
            }
        });
    },
};

/// What may be there under a condition may be there: an alternative, beside the one that asks for nothing.
fn alternatives(schema: &mut JsonObject, pointer: &str) {
    let is_part = pointer.rsplit('/').nth(1) == Some("allOf");
    if !is_part && !schema.contains_key("properties") || schema.contains_key("anyOf") {
        return;
    }
    let asked = schema.get("dependentRequired").and_then(Value::as_object);
    let asked = asked
        .into_iter()
        .flat_map(Map::values)
        .map(|names| json!({"required": names}));
    let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
    let conditions = ["then", "else"].iter().filter_map(|keyword| schema.get(*keyword));
    let described = conditions
        .chain(dependent.into_iter().flat_map(Map::values))
        .cloned();
    let knows = |member: &Value| {
        ["$ref", "properties", "required"]
            .iter()
            .any(|keyword| member.get(keyword).is_some())
    };
    let mut members: Vec<Value> = described.chain(asked).filter(knows).collect();
    if !members.is_empty() {
        members.push(json!({}));
        schema.insert("anyOf".to_owned(), members.into());
    }
}
