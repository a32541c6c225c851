//! Operations: there are some, no two have one id, and their paths have the parameters that they declare.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error;
use crate::Result;
use crate::openapi::operations::{declared, operations as all};
use crate::openapi::template_names;

/// Checks the document's operations.
pub(super) fn operations(file: &str, document: &Value) -> Result<()> {
    if all(document).next().is_none() {
        return Err(error(
            file,
            "/paths",
            "the document describes no operations (webhooks are requests that the vendor sends, and none of a client's)",
            "give a document with at least one path and method",
        ));
    }
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    for operation in all(document) {
        let pointer = operation.pointer();
        if operation.path.contains(char::is_control) {
            return Err(error(
                file,
                &pointer,
                "the path holds a line break or another control character",
                "correct the path in the page, or remove it with an overlay action and write it anew",
            ));
        }
        if let Some(id) = operation.value.get("operationId").and_then(Value::as_str)
            && let Some(other) = ids.insert(id, pointer.clone())
        {
            return Err(error(
                file,
                &pointer,
                format!("the operationId `{id}` is that of {other}, too"),
                "give one of them another operationId with an overlay action",
            ));
        }
        let item = &document["paths"][operation.path];
        for owner in [item, operation.value] {
            for name in declared(document, owner, "path") {
                if !template_names(operation.path).any(|in_template| in_template == name) {
                    return Err(error(
                        file,
                        &pointer,
                        format!(
                            "the path parameter `{name}` is not in the path `{}`",
                            operation.path
                        ),
                        "correct the path or the parameter's name or place with an overlay action",
                    ));
                }
            }
        }
    }
    Ok(())
}
