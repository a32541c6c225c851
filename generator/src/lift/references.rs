//! References that are no URI references: a bare word instead of `#/components/…`.
//!
//! ```yaml
//! {$ref: Pet}                                     # {$ref: '#/components/schemas/Pet'}, when there is one
//! {$ref: /components/schemas/Pet}                  # the same: what stands before the pointer was forgotten
//! {$ref: 0b54b4bb-9d8c-4f3b-9a34-2a1d1a3c1c1f}    # {}
//! ```

use serde_json::{Value, json};

use crate::openapi::schema::JsonObject;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::{Pass, WIDENED};
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "references",
    why: "a documentation tool left its own identifiers where references should be",
    run: |document, log| {
        let schemas: Vec<String> = match document.pointer("/components/schemas") {
            Some(Value::Object(schemas)) => schemas.keys().cloned().collect(),
            _ => Vec::new(),
        };
        walk_down(document, &mut |kind, at, value| {
            let Some(reference) = value.get("$ref") else {
                return;
            };
            if kind != ObjectKind::Schema {
                return;
            }
            let word = match reference {
                Value::String(reference)
                    if pointer_alone(reference).is_some_and(|name| is_there(&schemas, name)) =>
                {
                    let target = format!("#/{}", reference.trim_start_matches(['#', '/']));
                    log.inferred(at, format!("`$ref: {reference}` means `{target}`"));
                    value["$ref"] = json!(target);
                    return;
                }
                Value::String(reference) if reference.contains(['#', '/', '.', ':']) => return,
                Value::String(word) => word.clone(),
                // Not a reference: a property of an object that is no schema, or nonsense.
                other => other.to_string(),
            };
            if schemas.contains(&word) {
                let target = pointer::from_tokens(["components", "schemas", &word]);
                log.inferred(at, format!("`$ref: {word}` means the component of that name"));
                value["$ref"] = json!(format!("#{target}"));
            } else {
                let mut anything = JsonObject::new();
                anything.insert(WIDENED.to_owned(), json!(true));
                log.warned(
                    at,
                    format!("`$ref: {word}` refers to nothing; any value is allowed"),
                );
                *value = Value::Object(anything);
            }
        });
    },
};

/// The name behind a pointer to a component that is no reference, for want of `#/` before it.
fn pointer_alone(reference: &str) -> Option<&str> {
    let alone = !reference.starts_with("#/");
    let pointer = reference.trim_start_matches(['#', '/']);
    pointer.strip_prefix("components/schemas/").filter(|_| alone)
}

fn is_there(schemas: &[String], name: &str) -> bool {
    schemas.iter().any(|schema| schema == name)
}
