//! What stands beside a `$ref`: in OpenAPI 3.1 it counts, in 3.0 it is ignored.
//!
//! ```yaml
//! {$ref: '#/components/schemas/Name', description: Yours}
//! # becomes
//! {allOf: [{$ref: '#/components/schemas/Name'}], description: Yours}
//! ```
//!
//! A document that was written as 3.0 keeps what only annotates; its authors meant it, and it changes no meaning.

use serde_json::{Map, Value, json};

use super::model::{Kind, walk_up};
use super::pass::Pass;
use super::schema::{is_annotation, take};

pub(super) const PASS: Pass = Pass {
    id: "reference-siblings",
    why: "OpenAPI 3.0 ignores whatever stands beside a $ref",
    run: |document, log| {
        let counts = !document
            .get("openapi")
            .and_then(Value::as_str)
            .is_some_and(|version| version.starts_with("3.0"));
        walk_up(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            if !object.get("$ref").is_some_and(Value::is_string)
                || object.len() == 1
                || kind == Kind::PathItem
            {
                return;
            }
            if kind != Kind::Schema {
                let dropped = take(object, |key| key != "$ref");
                log.ignored(
                    pointer,
                    format!("{} beside a $ref has no meaning in OpenAPI 3.0", list(&dropped)),
                );
                return;
            }
            if !counts {
                let dropped = take(object, |key| {
                    key != "$ref" && key != "nullable" && !is_annotation(key)
                });
                if !dropped.is_empty() {
                    log.ignored(
                        pointer,
                        format!("{} beside a $ref has no meaning in OpenAPI 3.0", list(&dropped)),
                    );
                }
                if object.len() == 1 {
                    return;
                }
            }
            let reference = object.shift_remove("$ref").unwrap_or_default();
            let mut members = vec![json!({ "$ref": reference })];
            match object.shift_remove("allOf") {
                Some(Value::Array(others)) => members.extend(others),
                Some(_) => log.disregarded(object, pointer, "`allOf` is no list of schemas"),
                None => {}
            }
            // First, where a reader looks for what the schema is.
            object.shift_insert(0, "allOf".to_owned(), Value::Array(members));
            log.lowered(pointer, "what stands beside a $ref is said beside an allOf of it");
        });
    },
};

fn list(object: &Map<String, Value>) -> String {
    object
        .keys()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
