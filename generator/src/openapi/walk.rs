//! The one traversal: each object of a document with its kind and its JSON pointer, by the table of what holds what.

use serde_json::{Map, Value};

use super::Child::{List, Map as MapOf, One, SchemaOrBoolean};
use super::{ObjectKind, PointerBuffer};

type Visit<'a> = dyn FnMut(ObjectKind, &str, &mut Value) + 'a;

/// Visits every object of the document, each before those inside it. The visitor may replace the value; what it
/// leaves is what is walked.
pub(crate) fn walk_down(document: &mut Value, visit: &mut Visit<'_>) {
    down(
        document,
        ObjectKind::Document,
        &mut PointerBuffer::default(),
        visit,
    );
}

/// Visits every object of the document, each after those inside it.
pub(crate) fn walk_up(document: &mut Value, visit: &mut Visit<'_>) {
    up(
        document,
        ObjectKind::Document,
        &mut PointerBuffer::default(),
        visit,
    );
}

/// Visits every schema that is an object, innermost first.
pub(crate) fn schemas(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Map<String, Value>)) {
    walk_up(document, &mut |kind, pointer, value| {
        if kind == ObjectKind::Schema
            && let Value::Object(schema) = value
        {
            visit(pointer, schema);
        }
    });
}

/// Looks at every object of the document, each before those inside it.
pub(crate) fn read<'a>(document: &'a Value, visit: &mut dyn FnMut(ObjectKind, &str, &'a Value)) {
    look(
        document,
        ObjectKind::Document,
        &mut PointerBuffer::default(),
        visit,
    );
}

/// Looks at every schema of the document, each before those inside it.
pub fn each_schema<'a>(document: &'a Value, visit: &mut dyn FnMut(&str, &'a Value)) {
    read(document, &mut |kind, pointer, value| {
        if kind == ObjectKind::Schema {
            visit(pointer, value);
        }
    });
}

/// Calls `each` for every schema directly inside `schema`.
pub(crate) fn inner_schemas<'a>(schema: &'a Value, each: &mut dyn FnMut(&'a Value)) {
    held(
        schema,
        ObjectKind::Schema,
        &mut PointerBuffer::default(),
        &mut |value, kind, _| {
            if kind == ObjectKind::Schema {
                each(value);
            }
        },
    );
}

/// Calls `each` for every schema directly inside `schema`, which is at `pointer`, for writing.
pub(crate) fn inner_schemas_mut(schema: &mut Value, pointer: &str, each: &mut dyn FnMut(&str, &mut Value)) {
    held_mut(
        schema,
        ObjectKind::Schema,
        &mut PointerBuffer::at(pointer),
        &mut |value, kind, pointer| {
            if kind == ObjectKind::Schema {
                each(pointer.as_str(), value);
            }
        },
    );
}

fn look<'a>(
    value: &'a Value,
    kind: ObjectKind,
    pointer: &mut PointerBuffer,
    visit: &mut dyn FnMut(ObjectKind, &str, &'a Value),
) {
    visit(kind, pointer.as_str(), value);
    held(value, kind, pointer, &mut |value, kind, pointer| {
        look(value, kind, pointer, visit)
    });
}

fn down(value: &mut Value, kind: ObjectKind, pointer: &mut PointerBuffer, visit: &mut Visit<'_>) {
    visit(kind, pointer.as_str(), value);
    held_mut(value, kind, pointer, &mut |value, kind, pointer| {
        down(value, kind, pointer, visit)
    });
}

fn up(value: &mut Value, kind: ObjectKind, pointer: &mut PointerBuffer, visit: &mut Visit<'_>) {
    held_mut(value, kind, pointer, &mut |value, kind, pointer| {
        up(value, kind, pointer, visit)
    });
    visit(kind, pointer.as_str(), value);
}

/// One body for reading and for writing: they differ in how they borrow.
macro_rules! each_held {
    ($value:ident, $kind:ident, $pointer:ident, $each:ident, $iter:ident) => {{
        let Value::Object(object) = $value else { return };
        for (field, value) in object {
            let Some(child) = $kind.holding(field) else {
                continue;
            };
            $pointer.within(field, |pointer| match (child, value) {
                (SchemaOrBoolean, Value::Bool(_)) => {}
                // Older drafts: a list of schemas in `items` is a tuple.
                (SchemaOrBoolean, Value::Array(items)) => {
                    for (index, item) in items.$iter().enumerate() {
                        pointer.within_index(index, |pointer| $each(item, ObjectKind::Schema, pointer));
                    }
                }
                (List(kind), Value::Array(items)) => {
                    for (index, item) in items.$iter().enumerate() {
                        pointer.within_index(index, |pointer| $each(item, kind, pointer));
                    }
                }
                (MapOf(kind), Value::Object(entries)) => {
                    for (name, entry) in entries {
                        if kind == ObjectKind::Schema || !name.starts_with("x-") {
                            pointer.within(name, |pointer| $each(entry, kind, pointer));
                        }
                    }
                }
                (SchemaOrBoolean, value) => $each(value, ObjectKind::Schema, pointer),
                (One(kind), value) => $each(value, kind, pointer),
                _ => {}
            });
        }
    }};
}

/// Calls `each` for every object directly inside `value`, for writing.
pub(crate) fn held_mut(
    value: &mut Value,
    kind: ObjectKind,
    pointer: &mut PointerBuffer,
    each: &mut dyn FnMut(&mut Value, ObjectKind, &mut PointerBuffer),
) {
    each_held!(value, kind, pointer, each, iter_mut)
}

/// Calls `each` for every object directly inside `value`, for reading.
pub(crate) fn held<'a>(
    value: &'a Value,
    kind: ObjectKind,
    pointer: &mut PointerBuffer,
    each: &mut dyn FnMut(&'a Value, ObjectKind, &mut PointerBuffer),
) {
    each_held!(value, kind, pointer, each, iter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// An `example` that looks like a schema is none; a property of any name is one.
    #[test]
    fn what_holds_what_is_the_tables_to_say() {
        let mut document = json!({
            "openapi": "3.2.0",
            "paths": {"/a": {
                "query": {"responses": {"200": {"content": {"application/jsonl": {"itemSchema": {"type": "object"}}}}}},
                "additionalOperations": {"COPY": {"requestBody": {"content": {"a/b": {"schema": true}}}}},
            }},
            "components": {"schemas": {"A": {
                "properties": {"x-y": {"prefixItems": [{}, false]}},
                "example": {"properties": {"not": {}}},
            }}},
        });
        let schemas = |kind: ObjectKind, pointer: &str, found: &mut Vec<String>| {
            if kind == ObjectKind::Schema {
                found.push(pointer.to_owned());
            }
        };
        let mut read_found = Vec::new();
        read(&document, &mut |kind, pointer, _| {
            schemas(kind, pointer, &mut read_found)
        });
        assert_eq!(
            read_found,
            [
                "/paths/~1a/query/responses/200/content/application~1jsonl/itemSchema",
                "/paths/~1a/additionalOperations/COPY/requestBody/content/a~1b/schema",
                "/components/schemas/A",
                "/components/schemas/A/properties/x-y",
                "/components/schemas/A/properties/x-y/prefixItems/0",
                "/components/schemas/A/properties/x-y/prefixItems/1",
            ]
        );
        let mut written = Vec::new();
        walk_down(&mut document, &mut |kind, pointer, _| {
            schemas(kind, pointer, &mut written)
        });
        assert_eq!(written, read_found);
    }
}
