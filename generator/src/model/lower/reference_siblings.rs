//! What stands beside a `$ref` → an `allOf` of it.
//!
//! ```yaml
//! {$ref: '#/components/schemas/Name', description: Yours}
//! # becomes
//! {allOf: [{$ref: '#/components/schemas/Name'}], description: Yours}
//! ```

use serde_json::{Map, Value, json};

use crate::openapi::schema::take;
use crate::openapi::{ObjectKind, walk_up};
use crate::pass::Pass;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "reference-siblings",
    why: "in OpenAPI 3.0 nothing counts beside a $ref",
    run: |document, log| {
        walk_up(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            if !object.get("$ref").is_some_and(Value::is_string)
                || object.len() == 1
                || kind == ObjectKind::PathItem
            {
                return;
            }
            if kind != ObjectKind::Schema {
                let dropped = take(object, |key| key != "$ref");
                log.ignored(
                    pointer,
                    format!("{} beside a $ref: what it refers to says its own", list(&dropped)),
                );
                return;
            }
            let reference = object.shift_remove("$ref").unwrap_or_default();
            let mut members = vec![json!({ "$ref": reference })];
            if let Some(Value::Array(others)) = object.shift_remove("allOf") {
                members.extend(others);
            }
            // First, where a reader looks for what the schema is.
            object.shift_insert(0, "allOf".to_owned(), Value::Array(members));
        });
    },
};

fn list(object: &Map<String, Value>) -> String {
    let keys: Vec<String> = object.keys().map(|key| words::name(key)).collect();
    keys.join(", ")
}
