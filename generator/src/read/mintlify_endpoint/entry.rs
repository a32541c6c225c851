//! ENTRY, the form's spelling of a schema → JSON Schema.
//!
//! ```text
//! ENTRY := schema keywords, and
//!     type: any | file | enum<string> | enum<integer> | …          # `any`: no type; `file`: bytes
//!     properties: {NAME: {allOf: [SCHEMA]}}                        # exactly one member, below it plain JSON Schema
//!     items: {allOf: [SCHEMA]}
//!     requiredProperties: [NAME …]                                 # the schema's `required`
//!     required: BOOL                                               # of the body or parameter, not of the schema
//!     refIdentifier: '#/components/schemas/NAME'                   # where the schema was before it was expanded
//! ```
//!
//! Several entries are the members of a union at the schema's root, whose keyword is lost.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::note::NoteKind;
use crate::pointer;
use crate::read::components::Components;
use crate::words;

/// The schema of a body; `None` when the entries are no objects.
pub(super) fn body(
    entries: &[Value],
    components: &mut Components,
    mut note: impl FnMut(NoteKind, String),
) -> Option<Value> {
    let mut members = Vec::new();
    for entry in entries {
        let mut schema = entry.as_object()?.clone();
        let reference = schema.remove("refIdentifier");
        let schema = Value::Object(plain(schema, &mut note));
        members.push(match reference.as_ref().and_then(Value::as_str) {
            Some(reference) => {
                let stated = pointer::tokens(reference.trim_start_matches('#')).last();
                let stated = stated.unwrap_or_else(|| reference.to_owned());
                let name = components.insert("schemas", &stated, schema);
                if name != stated {
                    note(
                        NoteKind::Inferred,
                        format!(
                            "the schema that the page calls {stated} is the component {name}, because the name is taken or not allowed",
                            stated = words::name(&stated),
                            name = words::name(&name)
                        ),
                    );
                }
                json!({"$ref": format!("#{}", pointer::from_tokens(["components", "schemas", &name]))})
            }
            None => schema,
        });
    }
    Some(match members.len() {
        0 => json!({}),
        1 => members.swap_remove(0),
        _ => {
            note(
                NoteKind::Inferred,
                "the page does not say whether exactly one of the schemas must match (oneOf); any may match (anyOf)".to_owned(),
            );
            json!({"anyOf": members})
        }
    })
}

/// A parameter's `description`, `required`, `deprecated` and `schema`; `None` when the entries are no objects.
pub(super) fn parameter(
    entries: &[Value],
    components: &mut Components,
    mut note: impl FnMut(NoteKind, &str),
) -> Option<Map<String, Value>> {
    let is_null = |entry: &Value| entry.get("type") == Some(&Value::from("null"));
    let mut parameter = Map::new();
    let mut schemas = Vec::new();
    for entry in entries {
        let mut schema = entry.as_object()?.clone();
        for key in ["description", "required", "deprecated"] {
            if let Some(value) = schema.shift_remove(key) {
                parameter.entry(key).or_insert(value);
            }
        }
        if !is_null(entry) || entries.len() == 1 {
            schemas.push(Value::Object(schema));
        }
    }
    if schemas.len() < entries.len() {
        note(NoteKind::Inferred, "may be null, which is said by not sending it");
        parameter.insert("required".to_owned(), Value::Bool(false));
    }
    parameter.entry("required").or_insert(Value::Bool(false));
    let schema = body(&schemas, components, |kind, said| {
        note(kind, &format!("in its schema: {said}"))
    })?;
    parameter.insert("schema".to_owned(), schema);
    Some(parameter)
}

/// An entry in the words of JSON Schema.
fn plain(entry: Map<String, Value>, mut note: impl FnMut(NoteKind, String)) -> Map<String, Value> {
    let mut schema = Map::new();
    for (key, value) in entry {
        match (key.as_str(), value) {
            ("required", Value::Bool(_)) => {}
            ("requiredProperties", Value::Array(names)) if names.is_empty() => {}
            ("requiredProperties", names) => {
                schema.insert("required".to_owned(), names);
            }
            ("type", Value::String(stated)) => match type_keywords(&stated) {
                Some(keywords) => {
                    if stated == "file" {
                        note(NoteKind::Inferred, "`type: file` is read as binary".to_owned());
                    }
                    schema.extend(
                        keywords
                            .into_iter()
                            .map(|(key, value)| (key.to_owned(), value.into())),
                    );
                }
                None => {
                    schema.insert(key, Value::String(stated));
                }
            },
            ("properties", Value::Object(properties)) => {
                let properties = properties
                    .into_iter()
                    .map(|(name, schema)| (name, unwrapped(schema)));
                schema.insert(key, Value::Object(properties.collect()));
            }
            ("items", items) => {
                schema.insert(key, unwrapped(items));
            }
            (_, value) => {
                schema.insert(key, value);
            }
        }
    }
    schema
}

/// The keywords of a type that only the form has.
fn type_keywords(stated: &str) -> Option<BTreeMap<&'static str, &str>> {
    Some(match stated {
        "any" => BTreeMap::new(),
        "file" => BTreeMap::from([("type", "string"), ("format", "binary")]),
        _ => BTreeMap::from([("type", stated.strip_prefix("enum<")?.strip_suffix('>')?)]),
    })
}

/// The one member of the `allOf` that the form wraps around every schema.
fn unwrapped(schema: Value) -> Value {
    match schema {
        Value::Object(mut wrapper) if wrapper.len() == 1 => match wrapper.get_mut("allOf") {
            Some(Value::Array(members)) if members.len() == 1 => members.swap_remove(0),
            _ => Value::Object(wrapper),
        },
        other => other,
    }
}
