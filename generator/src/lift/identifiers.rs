//! JSON Schema's own ways to name and find schemas: `$anchor`, `$id`, `$dynamicRef` → `$ref` with a JSON pointer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::model::{Kind, walk_down};
use super::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "identifiers",
    why: "OpenAPI 3.0 finds schemas by JSON pointer only",
    run: |document, log| {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        walk_down(document, &mut |kind, pointer, value| {
            let (Kind::Schema, Value::Object(schema)) = (kind, &*value) else {
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
        walk_down(document, &mut |kind, pointer, value| {
            let (Kind::Schema, Value::Object(schema)) = (kind, value) else {
                return;
            };
            if let Some(Value::String(reference)) = schema.get("$ref")
                && !reference.starts_with("#/")
                && let Some(target) = find(&names, reference)
            {
                log.lowered(pointer, format!("`$ref: {reference}` is said as a JSON pointer"));
                schema.insert("$ref".to_owned(), json!(format!("#{target}")));
            }
            if let Some(Value::String(reference)) = schema.shift_remove("$dynamicRef") {
                // With one anchor of that name there is nothing dynamic about it.
                let target = if reference.starts_with("#/") {
                    Some(reference[1..].to_owned())
                } else {
                    find(&names, &reference)
                };
                match target {
                    Some(target) if !schema.contains_key("$ref") => {
                        schema.insert("$ref".to_owned(), json!(format!("#{target}")));
                        log.lowered(pointer, format!("`$dynamicRef: {reference}` is said as a `$ref`"));
                    }
                    _ => {
                        log.widened(
                            schema,
                            pointer,
                            format!("`$dynamicRef: {reference}` may mean several schemas and is left out"),
                        );
                    }
                }
            }
            for key in ["$id", "$anchor", "$dynamicAnchor", "$vocabulary"] {
                if schema.shift_remove(key).is_some() {
                    log.lowered(
                        pointer,
                        format!("`{key}`: OpenAPI 3.0 finds schemas by JSON pointer only"),
                    );
                }
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
