//! Defaults that are no value of their own schema.

use serde_json::Value;

use crate::openapi::schema::{type_allows, type_of};
use crate::openapi::schemas;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "defaults",
    why: "a default that its own schema forbids says nothing, and validators refuse it",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            let Some(default) = schema.get("default") else {
                return;
            };
            let allowed = match (schema.get("type").and_then(Value::as_str), type_of(default)) {
                (Some(declared), Some(kind)) => type_allows(declared, kind),
                (Some(_), None) => schema.get("nullable") == Some(&Value::Bool(true)),
                (None, _) => true,
            };
            let listed = match schema.get("enum") {
                Some(Value::Array(values)) => values.contains(default),
                _ => true,
            };
            if !allowed || !listed {
                let default = schema.shift_remove("default").unwrap_or_default();
                log.ignored(
                    pointer,
                    format!("`default: {default}` is no value of its own schema"),
                );
            }
        });
    },
};
