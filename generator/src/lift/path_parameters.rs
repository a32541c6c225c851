//! A path parameter for every `{name}` of a path's template.
//!
//! What the template has and nothing declares is a string; what is declared and not in the template is refused by the
//! checks.

use serde_json::{Value, json};

use crate::openapi::ObjectKind;
use crate::openapi::operations::{declared, of_item};
use crate::openapi::template_names;
use crate::pass::Pass;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "path-parameters",
    why: "OpenAPI requires a declaration of every parameter in a path's template",
    run: |document, log| {
        let Some(Value::Object(paths)) = document.get("paths") else {
            return;
        };
        let mut missing: Vec<(String, String)> = Vec::new();
        for (path, item) in paths {
            if ObjectKind::Paths.child(path).is_none() {
                continue;
            }
            let shared = declared(document, item, "path");
            for found in of_item(path, item) {
                let operation = found.value;
                let own = declared(document, operation, "path");
                for name in template_names(path) {
                    if !shared.iter().chain(&own).any(|declared| declared == name) {
                        missing.push((found.pointer(), name.to_owned()));
                    }
                }
            }
        }
        for (at, name) in missing {
            log.inferred(
                &at,
                format!(
                    "the path parameter {name}, which the page does not describe, is a string",
                    name = words::name(&name)
                ),
            );
            let Some(Value::Object(operation)) = document.pointer_mut(&at) else {
                continue;
            };
            let parameter =
                json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
            match operation.get_mut("parameters") {
                Some(Value::Array(parameters)) => parameters.push(parameter),
                _ => {
                    operation.insert("parameters".to_owned(), json!([parameter]));
                }
            }
        }
    },
};
