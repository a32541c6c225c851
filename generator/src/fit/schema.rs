//! Walking schemas: where they stand in a document and what they hold.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::path_item::METHODS;
use crate::pointer::join;

/// The component that stands for the runtime's secret string.
pub(crate) const SECRET: &str = "SecretString";

/// The engine's name for the runtime's file; the fitted document says `format: binary`.
pub(crate) const UPLOAD: &str = "SpecloomUpload";

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
pub(super) fn object_mut(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().expect("invariant: made an object above")
}

/// `{$ref}` of a component.
pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("{PREFIX}{name}")})
}

/// The component that a bare `{$ref}` names.
pub(super) fn ref_name(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

/// The component that a schema names, bare or annotated: `{allOf: [{$ref}], description, nullable}`.
pub(super) fn target(schema: &Value) -> Option<&str> {
    ref_name(schema).or_else(|| match schema.get("allOf")?.as_array()?.as_slice() {
        [only] => ref_name(only),
        _ => None,
    })
}

pub(super) fn type_of(schema: &Value) -> Option<&str> {
    schema.get("type")?.as_str()
}

pub(super) fn is_true(schema: &Value, key: &str) -> bool {
    schema.get(key) == Some(&Value::Bool(true))
}

/// The members of an array keyword.
pub(super) fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The properties of a schema.
pub(super) fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// The names in `required`.
pub(super) fn required(schema: &Value) -> BTreeSet<&str> {
    list(schema, "required")
        .iter()
        .filter_map(Value::as_str)
        .collect()
}

/// A struct: an object whose properties are known.
pub(super) fn is_struct(schema: &Value) -> bool {
    schema.get("properties").is_some()
}

/// A string with known values.
pub(super) fn is_enum(schema: &Value) -> bool {
    type_of(schema) == Some("string") && schema.get("enum").is_some()
}

/// Bytes.
pub(crate) fn is_binary(schema: &Value) -> bool {
    type_of(schema) == Some("string") && schema.get("format").is_some_and(|format| format == "binary")
}

/// One of several schemas.
pub(super) fn is_union(schema: &Value) -> bool {
    schema.get("oneOf").is_some()
}

/// A schema that becomes a Rust type of its own.
pub(super) fn needs_name(schema: &Value) -> bool {
    is_struct(schema) || is_enum(schema) || is_union(schema)
}

/// Calls `visit` with each schema directly inside `schema`, and its pointer.
pub(super) fn children_mut(schema: &mut Value, pointer: &str, visit: &mut dyn FnMut(&str, &mut Value)) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    for (key, value) in object {
        let pointer = join(pointer, key);
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                for (name, property) in properties {
                    visit(&join(&pointer, name), property);
                }
            }
            ("allOf" | "oneOf" | "anyOf", Value::Array(members)) => {
                for (index, member) in members.iter_mut().enumerate() {
                    visit(&join(&pointer, index.to_string()), member);
                }
            }
            ("items" | "not", value) => visit(&pointer, value),
            ("additionalProperties", value) if value.is_object() => visit(&pointer, value),
            _ => {}
        }
    }
}

/// Calls `visit` with each schema directly inside `schema`.
pub(super) fn children<'a>(schema: &'a Value, visit: &mut dyn FnMut(&'a Value)) {
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
pub(super) fn walk_mut(schema: &mut Value, pointer: &str, visit: &mut dyn FnMut(&str, &mut Value)) {
    children_mut(schema, pointer, &mut |pointer, child| {
        walk_mut(child, pointer, visit)
    });
    visit(pointer, schema);
}

/// The names of all components that a schema mentions, itself and inside.
pub(super) fn mentions<'a>(schema: &'a Value, names: &mut Vec<&'a str>) {
    names.extend(ref_name(schema));
    children(schema, &mut |child| mentions(child, names));
}

/// How an operation uses a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Use {
    /// A parameter, by name.
    Parameter(String),
    /// A request body.
    Request,
    /// A response body, by status (`200`, `4XX`, `default`).
    Response(String),
    /// A response header.
    Header,
}

/// A schema that an operation uses.
pub(super) struct Site<'a> {
    pub(super) operation: &'a str,
    pub(super) role: Use,
    /// How many statuses of the operation in the 200s have a body.
    pub(super) successes: usize,
    pub(super) pointer: String,
    pub(super) schema: &'a mut Value,
}

/// A document's operations, with their pointers.
pub(super) fn operations_mut(document: &mut Value) -> impl Iterator<Item = (String, &mut Value)> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    paths.into_iter().flatten().flat_map(|(path, item)| {
        let pointer = join("/paths", path);
        item_operations_mut(item).map(move |(method, operation)| (join(&pointer, method), operation))
    })
}

/// A path item's operations, by method.
pub(super) fn item_operations_mut(item: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    item.as_object_mut()
        .into_iter()
        .flatten()
        .filter(|(method, operation)| METHODS.contains(&method.as_str()) && operation.is_object())
}

/// Calls `visit` with each schema that an operation uses directly, in the document's order.
pub(super) fn sites_mut(document: &mut Value, visit: &mut dyn FnMut(Site<'_>)) {
    for (pointer, operation) in operations_mut(document) {
        let id = operation
            .get("operationId")
            .and_then(Value::as_str)
            .unwrap_or("operation")
            .to_owned();
        let mut visit = |role: &Use, successes: usize, pointer: String, schema: &mut Value| {
            visit(Site {
                operation: &id,
                role: role.clone(),
                successes,
                pointer,
                schema,
            });
        };
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let name = parameter
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or("parameter")
                .to_owned();
            let pointer = join(&join(&pointer, "parameters"), index.to_string());
            holder(parameter, &pointer, &mut |pointer, schema| {
                visit(&Use::Parameter(name.clone()), 0, pointer, schema);
            });
        }
        if let Some(body) = operation.get_mut("requestBody") {
            holder(body, &join(&pointer, "requestBody"), &mut |pointer, schema| {
                visit(&Use::Request, 0, pointer, schema);
            });
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        let Some(responses) = responses else { continue };
        let successes = responses
            .iter()
            .filter(|(status, response)| status.starts_with('2') && response.get("content").is_some())
            .count();
        for (status, response) in responses {
            let pointer = join(&join(&pointer, "responses"), status);
            let headers = response.get_mut("headers").and_then(Value::as_object_mut);
            for (name, header) in headers.into_iter().flatten() {
                holder(
                    header,
                    &join(&join(&pointer, "headers"), name),
                    &mut |pointer, schema| {
                        visit(&Use::Header, 0, pointer, schema);
                    },
                );
            }
            let role = Use::Response(status.clone());
            holder(response, &pointer, &mut |pointer, schema| {
                visit(&role, successes, pointer, schema)
            });
        }
    }
}

/// The schemas of something with a `schema` or a `content`.
fn holder(value: &mut Value, pointer: &str, visit: &mut dyn FnMut(String, &mut Value)) {
    if let Some(schema) = value.get_mut("schema") {
        visit(join(pointer, "schema"), schema);
    }
    let content = value.get_mut("content").and_then(Value::as_object_mut);
    for (media, entry) in content.into_iter().flatten() {
        if let Some(schema) = entry.get_mut("schema") {
            visit(join(&join(&join(pointer, "content"), media), "schema"), schema);
        }
    }
}

/// Calls `visit` with each component and each schema that an operation uses directly.
pub(super) fn roots_mut(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    if document.pointer("/components/schemas").is_some() {
        for (name, schema) in schemas_mut(document) {
            visit(&join("/components/schemas", name), schema);
        }
    }
    sites_mut(document, &mut |site| visit(&site.pointer, site.schema));
}

/// Calls `visit` with every schema of the document, innermost first.
pub(super) fn all_mut(document: &mut Value, visit: &mut dyn FnMut(&str, &mut Value)) {
    roots_mut(document, &mut |pointer, schema| walk_mut(schema, pointer, visit));
}

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

pub(super) fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

/// Puts `schema` where `site` is, keeping what `site` says beside its reference: description, null, read-only.
pub(super) fn replace_keeping_annotations(site: &mut Value, mut schema: Value) {
    for (key, value) in object_mut(site).iter() {
        if is_annotation(key) && key != "title" {
            object_mut(&mut schema).insert(key.clone(), value.clone());
        }
    }
    *site = schema;
}

/// Turns `site` into a reference to `name`, annotated with what `site` says beside its type.
pub(super) fn refer(site: &mut Value, name: &str) {
    let kept: Map<String, Value> = object_mut(site)
        .iter()
        .filter(|(key, _)| {
            matches!(
                key.as_str(),
                "description" | "nullable" | "readOnly" | "writeOnly" | "deprecated"
            )
        })
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    *site = annotated(name, kept);
}

/// A reference with annotations: bare where there are none.
pub(super) fn annotated(name: &str, annotations: Map<String, Value>) -> Value {
    if annotations.is_empty() {
        return reference(name);
    }
    let mut schema = json!({"allOf": [reference(name)]});
    object_mut(&mut schema).extend(annotations);
    schema
}

/// Appends a sentence to a schema's description, as a paragraph of its own.
pub(super) fn describe(schema: &mut Value, sentence: &str) {
    let object = object_mut(schema);
    let description = match object.get("description").and_then(Value::as_str) {
        Some(text) if text.contains(sentence) => return,
        Some(text) if !text.trim().is_empty() => format!("{}\n\n{sentence}", text.trim_end()),
        _ => sentence.to_owned(),
    };
    object.insert("description".into(), description.into());
}
