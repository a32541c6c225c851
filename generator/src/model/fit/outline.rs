//! One schema of a lowered document → what the passes make of it, without its insides: its type, and whether null is among its values.
//! For comparing two documents, which asks for a schema here and there and not for a whole model.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::schema::{component, is_binary, is_true, is_union, target, type_of};
use super::uploads::is_untyped;
use super::{alias, all_of, any, run, shape, unions};
use crate::openapi::reference;

/// What a schema comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Its type, `union` where it is one of several, none where it may be anything.
    pub kind: Option<String>,
    /// Null is among its values.
    pub nullable: bool,
    /// It is bytes.
    pub is_binary: bool,
    /// Nothing is said of its values, which makes a part of a form a file.
    pub is_untyped: bool,
}

impl Outline {
    /// Whether a field of it reads null, and so does without a value: it is an `Option`, or any value.
    pub(crate) fn reads_null(&self) -> bool {
        self.nullable || self.kind.is_none()
    }
}

/// The components by which a schema is put together, and the schema as the one property of a component of no name.
pub(crate) fn outline(document: &Value, schema: &Value) -> Outline {
    let mut open = BTreeSet::new();
    let outer = json!({"type": "object", "properties": {"it": bare(schema, &mut open)}});
    let mut parts = Map::from_iter([(String::new(), outer)]);
    while let Some(name) = open.pop_first() {
        if let Some(part) = component(document, &name).filter(|_| !parts.contains_key(&name)) {
            let part = bare(part, &mut open);
            parts.insert(name, part);
        }
    }
    let passes = [shape::PASS, all_of::PASS, unions::PASS, any::PASS, alias::PASS];
    let made = run(json!({"components": {"schemas": parts}}), &[], &passes).document;
    let it = &made["components"]["schemas"][""]["properties"]["it"];
    let of = target(it).and_then(|name| component(&made, name)).unwrap_or(it);
    Outline {
        kind: match is_union(of) {
            true => Some("union".to_owned()),
            false => type_of(of).map(str::to_owned),
        },
        nullable: is_true(it, "nullable"),
        is_binary: is_binary(of),
        is_untyped: is_untyped(of),
    }
}

/// A schema without what its properties and items are. What it refers to is still to be added.
fn bare(schema: &Value, open: &mut BTreeSet<String>) -> Value {
    let Some(object) = schema.as_object() else {
        return schema.clone();
    };
    let referred = reference::of(schema).and_then(reference::component);
    open.extend(
        referred
            .filter(|(kind, _)| *kind == "schemas")
            .map(|(_, name)| name),
    );
    let bare = object.iter().map(|(key, value)| {
        let value = match (key.as_str(), value) {
            ("allOf" | "oneOf" | "anyOf", Value::Array(members)) => {
                members.iter().map(|member| bare(member, open)).collect()
            }
            ("properties", Value::Object(properties)) => {
                properties.keys().map(|name| (name.clone(), json!({}))).collect()
            }
            ("items" | "additionalProperties", Value::Object(_)) => json!({}),
            _ => value.clone(),
        };
        (key.clone(), value)
    });
    Value::Object(bare.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_comes_to_what_the_model_has_for_it() {
        let document = json!({"components": {"schemas": {
            "Name": {"type": "string", "nullable": true},
            "Called": {"$ref": "#/components/schemas/Name"},
            "Item": {"properties": {"id": {"type": "string"}}},
            "Maybe": {"type": "object", "nullable": true, "properties": {"id": {"type": "string"}}},
            "Round": {"allOf": [{"$ref": "#/components/schemas/Round"}, {"type": "object"}]},
        }}});
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        for (schema, kind, reads_null) in [
            (json!({}), "any", true),
            (json!({"description": "Anything"}), "any", true),
            (json!({"type": "string"}), "string", false),
            (json!({"enum": ["a", "b"]}), "string", false),
            (json!({"enum": ["a", null]}), "string", true),
            (json!({"enum": [1, 2]}), "integer", false),
            (json!({"enum": ["a", 1]}), "any", true),
            (
                json!({"additionalProperties": {"type": "string"}}),
                "object",
                false,
            ),
            (json!({"properties": {"a": {}}}), "object", false),
            (json!({"items": {}}), "array", false),
            (json!({"pattern": "a"}), "any", true),
            (to("Name"), "string", true),
            (to("Called"), "string", true),
            (json!({"allOf": [to("Called")]}), "string", true),
            (to("Item"), "object", false),
            (to("Maybe"), "object", true),
            (
                json!({"allOf": [to("Item"), {"properties": {"b": {}}}]}),
                "object",
                false,
            ),
            (
                json!({"allOf": [{"type": "string"}, {"minLength": 1}]}),
                "string",
                false,
            ),
            (json!({"oneOf": [to("Item"), {"type": "string"}]}), "union", false),
            (json!({"oneOf": [to("Item"), {"enum": [null]}]}), "object", true),
            (json!({"oneOf": [to("Name"), {"type": "integer"}]}), "union", true),
            (json!({"anyOf": [{"type": "string"}, {}]}), "any", true),
            (to("Round"), "any", true),
            (to("Nowhere"), "any", true),
            (json!(true), "any", true),
        ] {
            let outline = outline(&document, &schema);
            let said = (outline.kind.as_deref().unwrap_or("any"), outline.reads_null());
            assert_eq!(said, (kind, reads_null), "{schema}");
        }
    }
}
