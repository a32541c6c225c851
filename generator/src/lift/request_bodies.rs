//! Request bodies: each is an object with content.

use serde_json::{Value, json};

use crate::openapi::{ObjectKind, walk_down};
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "request-bodies",
    why: "OpenAPI requires of a request body that it says what it contains",
    run: |document, log| {
        walk_down(document, &mut |kind, at, value| match (kind, value) {
            (ObjectKind::Operation, Value::Object(operation))
                if operation.get("requestBody").is_some_and(|body| !body.is_object()) =>
            {
                operation.shift_remove("requestBody");
                log.ignored(at, "`requestBody` is not an object");
            }
            (ObjectKind::RequestBody, Value::Object(body))
                if !body.contains_key("$ref") && !body.get("content").is_some_and(Value::is_object) =>
            {
                body.insert("content".to_owned(), json!({}));
                log.inferred(at, "the body does not say what it contains");
            }
            _ => {}
        });
    },
};
