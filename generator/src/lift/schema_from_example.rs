//! A response with a JSON example and no schema gets the schema that the example shows.
//!
//! ```yaml
//! {example: {id: 7, name: null}}
//! # becomes
//! {schema: {type: object, properties: {id: {type: integer}, name: {}}}, example: …}
//! ```
//!
//! Nothing is required and null is anything: one example does not show what may be missing.

use serde_json::{Map, Value, json};

use crate::openapi::media_type::is_json;
use crate::openapi::reference;
use crate::openapi::schema::{JsonObject, type_of};
use crate::openapi::{ObjectKind, walk_up};
use crate::pass::{Log, Pass};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "schema-from-example",
    why: "an example shows the shape of a response that has no schema",
    run: |document, log| {
        let examples = document
            .pointer("/components/examples")
            .cloned()
            .unwrap_or_default();
        walk_up(document, &mut |kind, pointer, value| {
            if let (ObjectKind::Response, Some(Value::Object(content))) = (kind, value.get_mut("content")) {
                let pointer = pointer::join(pointer, "content");
                for (name, media_type) in content {
                    if let Value::Object(media_type) = media_type
                        && is_json(name)
                        && media_type.get("schema").is_none_or(|schema| *schema == json!({}))
                    {
                        infer(media_type, &examples, &pointer::join(&pointer, name), log);
                    }
                }
            }
        });
    },
};

fn infer(media_type: &mut JsonObject, components: &Value, pointer: &str, log: &mut Log<'_>) {
    let values: Vec<&Value> = match (media_type.get("example"), media_type.get("examples")) {
        (Some(example), _) => vec![example],
        (None, Some(Value::Object(examples))) => examples
            .values()
            .filter_map(|example| {
                let named = reference::of(example).and_then(reference::component);
                let named = named.filter(|(section, _)| section == "examples");
                named
                    .map_or(Some(example), |(_, name)| components.get(name))?
                    .get("value")
            })
            .collect(),
        _ => return,
    };
    let mut shown = Vec::with_capacity(values.len());
    for value in values {
        match value {
            // Pages write JSON as text.
            Value::String(text) => match serde_json::from_str::<Value>(text) {
                Ok(value) => shown.push(value),
                Err(error) => log.ignored(
                    pointer,
                    format!("the example is not valid JSON ({error}), so it shows no schema"),
                ),
            },
            value => shown.push(value.clone()),
        }
    }
    let Some(schema) = schema_of_all(&shown.iter().collect::<Vec<_>>()) else {
        return;
    };
    log.inferred(
        pointer,
        "the schema is the one that the example shows; what it shows is optional",
    );
    media_type.shift_remove("schema");
    media_type.shift_insert(0, "schema".to_owned(), schema);
}

/// The schema of values that may stand in the same place; `None` when there are none.
fn schema_of_all(values: &[&Value]) -> Option<Value> {
    let nullable = values.iter().any(|value| value.is_null());
    let values: Vec<&Value> = values.iter().copied().filter(|value| !value.is_null()).collect();
    if values.is_empty() {
        return nullable.then(|| json!({}));
    }
    let mut kinds: Vec<&str> = values.iter().filter_map(|value| type_of(value)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds == ["integer", "number"] {
        kinds = vec!["number"];
    }
    let [kind] = kinds.as_slice() else {
        return Some(json!({}));
    };
    let kinds = if nullable {
        json!([kind, "null"])
    } else {
        json!(kind)
    };
    let mut schema = Map::from_iter([("type".to_owned(), kinds)]);
    match *kind {
        "object" => {
            let mut properties: Map<String, Value> = Map::new();
            for name in values
                .iter()
                .filter_map(|value| value.as_object())
                .flat_map(Map::keys)
            {
                if !properties.contains_key(name) {
                    let shown: Vec<&Value> = values.iter().filter_map(|value| value.get(name)).collect();
                    properties.insert(name.clone(), schema_of_all(&shown).unwrap_or_else(|| json!({})));
                }
            }
            if !properties.is_empty() {
                schema.insert("properties".to_owned(), Value::Object(properties));
            }
        }
        "array" => {
            let items: Vec<&Value> = values
                .iter()
                .filter_map(|value| value.as_array())
                .flatten()
                .collect();
            schema.insert(
                "items".to_owned(),
                schema_of_all(&items).unwrap_or_else(|| json!({})),
            );
        }
        _ => {}
    }
    Some(Value::Object(schema))
}
