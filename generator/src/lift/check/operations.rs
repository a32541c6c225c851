//! Operations: there are some, and their paths are one line each.

use serde_json::Value;

use super::error;
use crate::error::Result;
use crate::openapi::operations::operations as all;

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
    }
    Ok(())
}
