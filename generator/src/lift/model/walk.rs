//! Walks over a document by the model's table: each object with its kind and its JSON pointer.

use serde_json::{Map, Value};

use super::Child::{List, Map as MapOf, One, SchemaOrBoolean};
use super::Kind;
use crate::lift::pointer_buffer::PointerBuffer;

type Visit<'a> = dyn FnMut(Kind, &str, &mut Value) + 'a;

/// Visits every object of the document, each before those inside it. The visitor may replace the value; what it
/// leaves is what is walked.
pub(in crate::lift) fn walk_down(document: &mut Value, visit: &mut Visit<'_>) {
    down(document, Kind::Document, &mut PointerBuffer::default(), visit);
}

/// Visits every object of the document, each after those inside it.
pub(in crate::lift) fn walk_up(document: &mut Value, visit: &mut Visit<'_>) {
    up(document, Kind::Document, &mut PointerBuffer::default(), visit);
}

/// Visits every schema that is an object, innermost first.
pub(in crate::lift) fn schemas(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Map<String, Value>)) {
    walk_up(document, &mut |kind, pointer, value| {
        if kind == Kind::Schema
            && let Value::Object(schema) = value
        {
            visit(pointer, schema);
        }
    });
}

fn down(value: &mut Value, kind: Kind, pointer: &mut PointerBuffer, visit: &mut Visit<'_>) {
    visit(kind, pointer.as_str(), value);
    children(value, kind, pointer, &mut |value, kind, pointer| {
        down(value, kind, pointer, visit)
    });
}

fn up(value: &mut Value, kind: Kind, pointer: &mut PointerBuffer, visit: &mut Visit<'_>) {
    children(value, kind, pointer, &mut |value, kind, pointer| {
        up(value, kind, pointer, visit)
    });
    visit(kind, pointer.as_str(), value);
}

/// Calls `each` for every object directly inside `value`.
pub(in crate::lift) fn children(
    value: &mut Value,
    kind: Kind,
    pointer: &mut PointerBuffer,
    each: &mut dyn FnMut(&mut Value, Kind, &mut PointerBuffer),
) {
    let Value::Object(object) = value else { return };
    for (field, value) in object {
        let Some(child) = kind.child(field) else { continue };
        if !child.holds_objects() {
            continue;
        }
        pointer.within(field, |pointer| match (child, value) {
            (SchemaOrBoolean, Value::Bool(_)) => {}
            // Older drafts: a list of schemas in `items` is a tuple.
            (SchemaOrBoolean, Value::Array(items)) | (List(Kind::Schema), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    pointer.within(&index.to_string(), |pointer| each(item, Kind::Schema, pointer));
                }
            }
            (List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    pointer.within(&index.to_string(), |pointer| each(item, kind, pointer));
                }
            }
            (MapOf(kind), Value::Object(entries)) => {
                for (name, entry) in entries {
                    if kind == Kind::Schema || !name.starts_with("x-") {
                        pointer.within(name, |pointer| each(entry, kind, pointer));
                    }
                }
            }
            (SchemaOrBoolean, value) => each(value, Kind::Schema, pointer),
            (One(kind), value) => each(value, kind, pointer),
            _ => {}
        });
    }
}
