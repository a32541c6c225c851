//! `required` is a list of names on the object, not a boolean on the property.
//!
//! ```yaml
//! {properties: {id: {type: string, required: true}}}   # {properties: {id: {type: string}}, required: [id]}
//! ```

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::{Log, Pass};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "required",
    why: "required is a list of property names",
    run: |document, log| {
        // Innermost first would already have lost the boolean when its object is visited, so objects look one level down.
        schemas(document, &mut |pointer, schema| {
            from_properties(schema, pointer, log);
            list(schema, pointer, log);
        });
        schemas(document, &mut |pointer, schema| {
            if schema
                .get("required")
                .is_some_and(|required| !required.is_array())
            {
                let value = schema.shift_remove("required").unwrap_or_default();
                log.disregarded(
                    schema,
                    pointer,
                    format!("`required: {value}` is not a list of properties"),
                );
            }
        });
    },
};

fn from_properties(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let mut names = Vec::new();
    for (name, property) in properties {
        let Value::Object(property) = property else {
            continue;
        };
        if let Some(Value::Bool(required)) = property.get("required") {
            if *required {
                names.push(json!(name));
                log.inferred(
                    pointer,
                    format!(
                        "`required: true` on the property {name} means it is required",
                        name = words::name(name)
                    ),
                );
            }
            property.shift_remove("required");
        }
    }
    if names.is_empty() {
        return;
    }
    match schema.get_mut("required") {
        Some(Value::Array(list)) => list.extend(names),
        _ => {
            schema.insert("required".to_owned(), Value::Array(names));
        }
    }
}

/// Names, each once; an empty list says nothing and is not allowed.
fn list(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let Some(Value::Array(names)) = schema.get_mut("required") else {
        return;
    };
    let before = names.len();
    let mut seen = HashSet::with_capacity(before);
    names.retain(|name| seen.insert(name.clone()));
    if names.len() < before {
        log.ignored(pointer, "`required` names a property twice");
    }
    let texts = names.iter().all(Value::is_string);
    names.retain(Value::is_string);
    if names.is_empty() {
        schema.shift_remove("required");
    }
    if !texts {
        log.disregarded(schema, pointer, "`required` lists something that is not a name");
    }
}
