//! Responses: every operation has some, every one has a description.

use serde_json::{Value, json};

use crate::openapi::{ObjectKind, is_status, walk_down};
use crate::pass::Pass;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "responses",
    why: "OpenAPI requires responses in every operation and a description in every response",
    run: |document, log| {
        walk_down(document, &mut |kind, pointer, value| match (kind, value) {
            (ObjectKind::Operation, Value::Object(operation)) => {
                let some = matches!(operation.get("responses"), Some(Value::Object(responses)) if !responses.is_empty());
                if !some {
                    operation.insert("responses".to_owned(), json!({"default": {"description": ""}}));
                    log.inferred(pointer, "the operation documents no responses");
                }
            }
            (ObjectKind::Responses, Value::Object(responses)) => {
                let range = |key: &String| !is_status(key) && is_status(&key.to_ascii_uppercase());
                for key in responses
                    .keys()
                    .filter(|key| range(key))
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    let response = responses.shift_remove(&key).unwrap_or_default();
                    responses.entry(key.to_ascii_uppercase()).or_insert(response);
                    log.inferred(
                        pointer,
                        format!(
                            "the range {key} is written with a capital X",
                            key = words::name(&key)
                        ),
                    );
                }
            }
            (ObjectKind::Response, response @ Value::Null) => {
                *response = json!({"description": ""});
                log.inferred(pointer, "the response has no description; OpenAPI requires one");
            }
            (ObjectKind::Response, Value::Object(response))
                if !response.contains_key("$ref")
                    && !response.get("description").is_some_and(Value::is_string) =>
            {
                response.shift_remove("description");
                response.shift_insert(0, "description".to_owned(), json!(""));
                log.inferred(pointer, "the response has no description; OpenAPI requires one");
            }
            _ => {}
        });
    },
};
