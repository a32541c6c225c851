//! Whatever OpenAPI does not know and does not start with `x-`, except in schemas: JSON Schema lets them say more.

use serde_json::Value;

use crate::openapi::{ObjectKind, walk_down};
use crate::pass::Pass;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "unknown-keywords",
    why: "a document with unknown keywords is not a valid OpenAPI document",
    run: |document, log| {
        walk_down(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            if kind == ObjectKind::Schema || (object.contains_key("$ref") && kind != ObjectKind::PathItem) {
                return;
            }
            object.retain(|key, _| {
                let known = key.starts_with("x-") || kind.knows(key);
                if !known {
                    log.ignored(
                        pointer,
                        format!("OpenAPI does not know {key} here", key = words::name(key)),
                    );
                }
                known
            });
        });
    },
};
