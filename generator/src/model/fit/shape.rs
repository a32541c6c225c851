//! Each schema says its one type; null is `nullable`, and keywords of other types are gone.
//!
//! Before: `{properties: {…}}`, `{enum: [a, null]}`, `{type: array}`. After: `{type: object, properties: {…}}`,
//! `{type: string, enum: [a], nullable: true}`, `{type: array, items: {}}`.

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::Cx;
use super::schema::{all_mut, list, object_mut, type_of};
use crate::openapi::schema::kind;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "shape",
    why: "the engine guesses a type where none is said, and panics on some it does not know",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    let log = &mut *cx.log;
    all_mut(cx.document, &mut |pointer, schema| {
        // What nothing is valid under is said by a type that nothing is kept of.
        if schema.get("not").is_some_and(|excluded| *excluded != json!({})) {
            log.lowered(
                pointer,
                "`not` (values that are excluded) has no counterpart in types and is left out",
            );
        }
        shape(schema);
    });
}

fn shape(schema: &mut Value) {
    let object = object_mut(schema);
    if object.contains_key("$ref") {
        object.retain(|key, _| key == "$ref");
        return;
    }
    // One value is enough to show.
    if let Some(Value::Array(examples)) = object.remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        object.entry("example").or_insert(first);
    }
    object.retain(|key, _| !matches!(key.as_str(), "xml" | "externalDocs" | "not"));
    nulls(schema);
    infer(schema);
    let kind = type_of(schema).map(str::to_owned);
    let object = object_mut(schema);
    match kind.as_deref() {
        Some("object" | "string" | "number" | "integer" | "boolean") | None => {}
        Some("array") => {
            object.entry("items").or_insert_with(|| json!({}));
        }
        Some("file") => {
            object.insert("type".into(), "string".into());
            object.insert("format".into(), "binary".into());
        }
        Some(_) => {
            object.remove("type");
        }
    }
    if let Some(kind) = kind.as_deref() {
        if kind != "object" {
            for key in ["properties", "required", "additionalProperties"] {
                object.remove(key);
            }
        }
        if kind != "array" {
            object.remove("items");
        }
    }
    match object.get_mut("properties") {
        Some(Value::Object(properties)) if !properties.is_empty() => {}
        Some(_) => {
            object.remove("properties");
        }
        None => {}
    }
    enumeration(schema);
}

/// `type: [string, 'null']`, `enum: [a, null]`, `type: 'null'`.
fn nulls(schema: &mut Value) {
    let object = object_mut(schema);
    let mut nullable = false;
    if let Some(Value::Array(types)) = object.get("type") {
        let types: Vec<Value> = types.iter().filter(|kind| *kind != "null").cloned().collect();
        nullable |= types.len() < list(schema, "type").len();
        let object = object_mut(schema);
        match types.as_slice() {
            [only] => object.insert("type".into(), only.clone()),
            _ => object.remove("type"),
        };
    }
    let object = object_mut(schema);
    if object.get("type").is_some_and(|kind| kind == "null") {
        object.remove("type");
        object.insert("enum".into(), json!([null]));
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        let before = values.len();
        values.retain(|value| !value.is_null());
        nullable |= values.len() < before;
        if values.is_empty() {
            object.remove("enum");
            // A union's members may be told apart by it.
            object.insert("x-only-null".into(), true.into());
        }
    }
    if nullable {
        object.insert("nullable".into(), true.into());
    }
}

fn infer(schema: &mut Value) {
    let object = object_mut(schema);
    if let Some(kind) = kind(object).map(str::to_owned) {
        object.insert("type".into(), kind.into());
    }
}

/// Only strings stay enumerated. A string enumeration with a number or a boolean in it lost its quotes in YAML.
fn enumeration(schema: &mut Value) {
    let string = type_of(schema) == Some("string");
    let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) else {
        return;
    };
    if string {
        let texts = values.drain(..).map(|value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        });
        let distinct: IndexSet<String> = texts.collect();
        values.extend(distinct.into_iter().map(Value::String));
    }
}
