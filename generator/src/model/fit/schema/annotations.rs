//! What a schema says beside which values are valid, and how a reference keeps it.

use serde_json::{Map, Value, json};

use super::{object_mut, reference, walk_mut};

/// Keywords that say nothing about which values are valid, apart from `null`.
const ANNOTATIONS: [&str; 11] = [
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "deprecated",
    "readOnly",
    "writeOnly",
    "xml",
    "nullable",
    "default",
];

pub(in crate::model::fit) fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

/// Puts `schema` where `site` is, keeping what `site` says beside its reference: description, null, read-only.
pub(in crate::model::fit) fn replace_keeping_annotations(site: &mut Value, mut schema: Value) {
    for (key, value) in object_mut(site).iter() {
        if is_annotation(key) && key != "title" {
            object_mut(&mut schema).insert(key.clone(), value.clone());
        }
    }
    *site = schema;
}

/// Turns `site` into a reference to `name`, annotated with what `site` says beside its type.
pub(in crate::model::fit) fn refer(site: &mut Value, name: &str) {
    let kept: Map<String, Value> = object_mut(site)
        .iter()
        .filter(|(key, _)| {
            matches!(
                key.as_str(),
                "description" | "nullable" | "readOnly" | "writeOnly" | "deprecated" | "example"
            )
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    *site = annotated(name, kept);
}

/// A reference with annotations: bare where there are none.
pub(in crate::model::fit) fn annotated(name: &str, annotations: Map<String, Value>) -> Value {
    if annotations.is_empty() {
        return reference(name);
    }
    let mut schema = json!({"allOf": [reference(name)]});
    object_mut(&mut schema).extend(annotations);
    schema
}

/// Appends a sentence to a schema's description, as a paragraph of its own.
pub(in crate::model::fit) fn describe(schema: &mut Value, sentence: &str) {
    let object = object_mut(schema);
    let description = match object.get("description").and_then(Value::as_str) {
        Some(text) if text.contains(sentence) => return,
        Some(text) if !text.trim().is_empty() => format!("{}\n\n{sentence}", text.trim_end()),
        _ => sentence.to_owned(),
    };
    object.insert("description".into(), description.into());
}

/// A schema without the values that it shows, which do not make it another one.
pub(in crate::model::fit) fn without_examples(mut schema: Value) -> Value {
    walk_mut(&mut schema, "", &mut |_, schema| {
        object_mut(schema).remove("example");
    });
    schema
}
