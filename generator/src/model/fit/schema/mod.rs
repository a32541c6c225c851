//! Looking at schemas: which components a document has and what a schema is.
//!
//! `walk` visits what schemas hold, `sites` finds where operations use them, `annotations` keeps what they say to readers.

mod annotations;
mod sites;
mod walk;

pub(super) use self::annotations::{
    annotated, describe, is_annotation, refer, replace_keeping_annotations, without_examples,
};
pub(super) use self::sites::{Use, sites_mut};
pub(in crate::model) use self::walk::mentions;
pub(super) use self::walk::{all_mut, roots_mut, walk_mut};

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

const PREFIX: &str = "#/components/schemas/";

/// The components of a document, by name.
pub(crate) fn schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// A component by name.
pub(crate) fn component<'a>(document: &'a Value, name: &str) -> Option<&'a Value> {
    document.get("components")?.get("schemas")?.get(name)
}

/// The components as a map, made where there is none.
pub(super) fn schemas_mut(document: &mut Value) -> &mut Map<String, Value> {
    object_mut(member(member(document, "components"), "schemas"))
}

fn member<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    object_mut(value).entry(key).or_insert_with(|| json!({}))
}

/// The value as an object; anything else is replaced by an empty one.
pub(crate) fn object_mut(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().expect("invariant: made an object above")
}

/// `{$ref}` of a component.
pub(in crate::model) fn reference(name: &str) -> Value {
    json!({"$ref": format!("{PREFIX}{name}")})
}

/// The component that a bare `{$ref}` names.
pub(in crate::model) fn ref_name(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

/// The component that a schema names, bare or annotated: `{allOf: [{$ref}], description, nullable}`.
pub(in crate::model) fn target(schema: &Value) -> Option<&str> {
    ref_name(schema).or_else(|| match schema.get("allOf")?.as_array()?.as_slice() {
        [only] => ref_name(only),
        _ => None,
    })
}

pub(in crate::model) fn type_of(schema: &Value) -> Option<&str> {
    schema.get("type")?.as_str()
}

pub(in crate::model) fn is_true(schema: &Value, key: &str) -> bool {
    schema.get(key) == Some(&Value::Bool(true))
}

/// The members of an array keyword.
pub(in crate::model) fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The properties of a schema.
pub(in crate::model) fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// Keeps some of a schema's properties, and of what it requires. Without any, it is no struct.
pub(in crate::model::fit) fn retain_properties(schema: &mut Value, mut is_kept: impl FnMut(&Value) -> bool) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    let before = properties.len();
    properties.retain(|_, property| is_kept(property));
    let names: BTreeSet<String> = properties.keys().cloned().collect();
    if names.len() < before
        && let Some(Value::Array(required)) = schema.get_mut("required")
    {
        required.retain(|name| name.as_str().is_some_and(|name| names.contains(name)));
    }
    if names.is_empty() {
        object_mut(schema).remove("properties");
    }
}

/// The names in `required`.
pub(in crate::model) fn required(schema: &Value) -> BTreeSet<&str> {
    list(schema, "required")
        .iter()
        .filter_map(Value::as_str)
        .collect()
}

/// A struct: an object whose properties are known.
pub(in crate::model) fn is_struct(schema: &Value) -> bool {
    schema.get("properties").is_some()
}

/// A string with known values.
pub(in crate::model) fn is_enum(schema: &Value) -> bool {
    type_of(schema) == Some("string") && schema.get("enum").is_some()
}

/// Bytes.
pub(crate) fn is_binary(schema: &Value) -> bool {
    type_of(schema) == Some("string") && schema.get("format").is_some_and(|format| format == "binary")
}

/// One of several schemas.
pub(in crate::model) fn is_union(schema: &Value) -> bool {
    schema.get("oneOf").is_some()
}

/// A schema that becomes a Rust type of its own.
pub(super) fn needs_name(schema: &Value) -> bool {
    is_struct(schema) || is_enum(schema) || is_union(schema)
}
