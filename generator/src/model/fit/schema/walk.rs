//! Walks over what schemas hold, from one schema or from all of a document.

use serde_json::Value;

use super::{ref_name, schemas_mut, sites_mut};
use crate::pointer::join;

/// Calls `visit` with each schema directly inside `schema`, and its pointer.
pub(in crate::model::fit) fn children_mut(
    schema: &mut Value,
    pointer: &str,
    visit: &mut dyn FnMut(&str, &mut Value),
) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    for (key, value) in object {
        // Most keys hold no schema, and need no pointer.
        let pointer = || join(pointer, key);
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                let pointer = pointer();
                for (name, property) in properties {
                    visit(&join(&pointer, name), property);
                }
            }
            ("allOf" | "oneOf" | "anyOf", Value::Array(members)) => {
                let pointer = pointer();
                for (index, member) in members.iter_mut().enumerate() {
                    visit(&join(&pointer, index.to_string()), member);
                }
            }
            ("items" | "not", value) => visit(&pointer(), value),
            ("additionalProperties", value) if value.is_object() => visit(&pointer(), value),
            _ => {}
        }
    }
}

/// Calls `visit` with each schema directly inside `schema`.
pub(in crate::model::fit) fn children<'a>(schema: &'a Value, visit: &mut dyn FnMut(&'a Value)) {
    for (key, value) in schema.as_object().into_iter().flatten() {
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => properties.values().for_each(&mut *visit),
            ("allOf" | "oneOf" | "anyOf", Value::Array(members)) => members.iter().for_each(&mut *visit),
            ("items" | "not", value) => visit(value),
            ("additionalProperties", value) if value.is_object() => visit(value),
            _ => {}
        }
    }
}

/// Calls `visit` with a schema and everything inside it, innermost first.
pub(in crate::model::fit) fn walk_mut(
    schema: &mut Value,
    pointer: &str,
    visit: &mut dyn FnMut(&str, &mut Value),
) {
    children_mut(schema, pointer, &mut |pointer, child| {
        walk_mut(child, pointer, visit)
    });
    visit(pointer, schema);
}

/// The names of all components that a schema mentions, itself and inside.
pub(in crate::model::fit) fn mentions<'a>(schema: &'a Value, names: &mut Vec<&'a str>) {
    names.extend(ref_name(schema));
    children(schema, &mut |child| mentions(child, names));
}

/// Calls `visit` with each component and each schema that an operation uses directly.
pub(in crate::model::fit) fn roots_mut(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    if document.pointer("/components/schemas").is_some() {
        for (name, schema) in schemas_mut(document) {
            visit(&join("/components/schemas", name), schema);
        }
    }
    sites_mut(document, &mut |site| visit(&site.pointer, site.schema));
}

/// Calls `visit` with every schema of the document, innermost first.
pub(in crate::model::fit) fn all_mut(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    roots_mut(document, &mut |pointer, schema| walk_mut(schema, pointer, visit));
}
