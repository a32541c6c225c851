//! JSON Schema's own ways to name and find schemas: `$anchor`, `$id`, `$dynamicRef` → `$ref` with a JSON pointer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::openapi::schema::add_all_of;
use crate::openapi::{ObjectKind, read, schemas};
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "identifiers",
    why: "schemas of a canonical document are referred to by JSON pointer alone",
    run: |document, _| {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        read(document, &mut |kind, pointer, value| {
            let (ObjectKind::Schema, Value::Object(schema)) = (kind, value) else {
                return;
            };
            let text = |key: &str| schema.get(key).and_then(Value::as_str);
            for anchor in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
                names
                    .entry(format!("#{anchor}"))
                    .or_default()
                    .push(pointer.to_owned());
            }
            if let Some(id) = text("$id").filter(|id| !id.is_empty()) {
                names
                    .entry(id.trim_end_matches('#').to_owned())
                    .or_default()
                    .push(pointer.to_owned());
            }
        });
        let mut dynamic = false;
        schemas(document, &mut |_, schema| {
            if let Some(Value::String(reference)) = schema.get("$ref")
                && !reference.starts_with("#/")
                && let Some(target) = find(&names, reference)
            {
                schema.insert("$ref".to_owned(), json!(format!("#{target}")));
            }
            if let Some(Value::String(reference)) = schema.get("$dynamicRef") {
                // With one anchor of that name there is nothing dynamic about it.
                let target = match reference.strip_prefix('#').filter(|rest| rest.starts_with('/')) {
                    Some(pointer) => Some(pointer.to_owned()),
                    None => find(&names, reference),
                };
                match target {
                    Some(target) if !schema.contains_key("$ref") => {
                        schema.shift_remove("$dynamicRef");
                        schema.insert("$ref".to_owned(), json!(format!("#{target}")));
                    }
                    Some(target) => {
                        schema.shift_remove("$dynamicRef");
                        add_all_of(schema, json!({ "$ref": format!("#{target}") }));
                    }
                    None => dynamic = true,
                }
            }
        });
        if dynamic {
            // Which schema is meant depends on where the validator comes from: the names have to stay.
            return;
        }
        schemas(document, &mut |_, schema| {
            for key in ["$id", "$anchor", "$dynamicAnchor", "$vocabulary"] {
                schema.shift_remove(key);
            }
        });
    },
};

/// The pointer of the one schema that is called `reference`, which may go on from an `$id` with a pointer.
fn find(names: &BTreeMap<String, Vec<String>>, reference: &str) -> Option<String> {
    let one = |name: &str| match names.get(name)?.as_slice() {
        [pointer] => Some(pointer.clone()),
        _ => None,
    };
    one(reference.trim_end_matches('#')).or_else(|| {
        let (base, fragment) = reference.split_once("#/")?;
        Some(format!("{}/{fragment}", one(base)?))
    })
}
