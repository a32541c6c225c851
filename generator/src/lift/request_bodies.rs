//! Request bodies: none where HTTP gives them no meaning, and none without content.

use serde_json::{Value, json};

use super::model::{Kind, walk_down};
use super::pass::Pass;
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "request-bodies",
    why: "the body of a GET or HEAD request has no meaning, and OpenAPI 3.0 says to ignore it",
    run: |document, log| {
        walk_down(document, &mut |kind, at, value| match (kind, value) {
            (Kind::PathItem, Value::Object(item)) => {
                for method in ["get", "head", "trace"] {
                    let operation = item.get_mut(method).and_then(Value::as_object_mut);
                    if operation.is_some_and(|operation| operation.shift_remove("requestBody").is_some()) {
                        log.ignored(
                            &pointer::join(at, method),
                            format!("the body of a {method} request has no meaning"),
                        );
                    }
                }
            }
            (Kind::Operation, Value::Object(operation))
                if operation.get("requestBody").is_some_and(|body| !body.is_object()) =>
            {
                operation.shift_remove("requestBody");
                log.ignored(at, "`requestBody` is not an object");
            }
            (Kind::RequestBody, Value::Object(body))
                if !body.contains_key("$ref") && !body.get("content").is_some_and(Value::is_object) =>
            {
                body.insert("content".to_owned(), json!({}));
                log.inferred(at, "the body does not say what it contains");
            }
            _ => {}
        });
    },
};
