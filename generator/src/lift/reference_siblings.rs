//! What stands beside a `$ref` and does not count.
//!
//! OpenAPI 3.0 ignores all of it; its authors mean what only annotates, and in OpenAPI 3.1, where siblings count, that
//! changes no meaning. Beside a reference to anything but a schema, 3.1 takes `summary` and `description`.

use serde_json::{Map, Value};

use crate::openapi::annotations::is_annotation;
use crate::openapi::schema::take;
use crate::openapi::{ObjectKind, version, walk_down};
use crate::pass::Pass;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "reference-siblings",
    why: "what stands beside a $ref counts since OpenAPI 3.1, and did not before",
    run: |document, log| {
        let ignored = version::is_3_0(document);
        walk_down(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            if !object.get("$ref").is_some_and(Value::is_string) || object.len() == 1 {
                return;
            }
            let dropped = match kind {
                ObjectKind::PathItem => return,
                ObjectKind::Schema if !ignored => return,
                ObjectKind::Schema => take(object, |key| {
                    key != "$ref" && key != "nullable" && !is_annotation(key)
                }),
                _ => take(object, |key| {
                    let kept = matches!(key, "summary" | "description") && !ignored;
                    key != "$ref" && !kept
                }),
            };
            if !dropped.is_empty() {
                log.ignored(
                    pointer,
                    format!("{} beside a $ref has no meaning", list(&dropped)),
                );
            }
        });
    },
};

fn list(object: &Map<String, Value>) -> String {
    let keys: Vec<String> = object.keys().map(|key| words::name(key)).collect();
    keys.join(", ")
}
