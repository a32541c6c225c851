//! `nullable` in a document of a version that has none: it still allows null, which the version does not say.

use serde_json::Value;

use super::model::schemas;
use super::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "stale-nullable",
    why: "OpenAPI 3.1 gives nullable no meaning, and a page that still says it means that null is allowed",
    run: |document, log| {
        let version = document.get("openapi").and_then(Value::as_str);
        if version.is_some_and(|version| version.starts_with("3.0")) {
            return;
        }
        schemas(document, &mut |pointer, schema| {
            let allows = match schema.get("type") {
                Some(Value::Array(names)) => names.iter().any(|name| name == "null"),
                Some(name) => name == "null",
                // Without a type, null is allowed unless another keyword forbids it, which is the `nullable` pass' to settle.
                None => true,
            };
            if schema.get("nullable") == Some(&Value::Bool(true)) && !allows {
                log.widened(schema, pointer, "`nullable` of OpenAPI 3.0 is taken at its word");
            }
        });
    },
};
