//! The operations of a document in the making.

use serde_json::{Map, Value};

use crate::openapi::METHODS;
use crate::pointer;

/// What is done with an operation: its pointer, its method, its path, itself.
type Edit<'e> = dyn FnMut(&str, &str, &str, &mut Map<String, Value>) + 'e;

/// Calls `edit` with every operation below `paths`.
pub(super) fn each(document: &mut Map<String, Value>, edit: &mut Edit<'_>) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    for (path, item) in paths {
        let Value::Object(item) = item else { continue };
        for (method, operation) in item.iter_mut() {
            if let (true, Value::Object(operation)) = (METHODS.contains(&method.as_str()), operation) {
                edit(
                    &pointer::from_tokens(["paths", path, method]),
                    method,
                    path,
                    operation,
                );
            }
        }
    }
}
