//! Keywords of a schema that say something about its values without constraining them.

use std::collections::HashSet;

use serde_json::Value;

use super::reference;
use crate::pointer;

/// Marks a schema that allows more than it did, until the consequences are drawn.
pub(crate) const WIDENED: &str = "x-specloom-widened";

/// Whether a keyword only annotates.
pub(crate) fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "title"
            | "description"
            | "default"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
            | "example"
            | "examples"
            | "externalDocs"
            | "xml"
            | "$comment"
    ) || (keyword.starts_with("x-") && keyword != WIDENED)
}

/// Whether a schema says `keyword: true` (`readOnly`, `writeOnly`) of its values: itself, by what it refers to, or by a part of its
/// `allOf`. Of what says it and what does not, one that says it is enough (JSON Schema Validation 2020-12, section 9.4).
pub(crate) fn is_one_way(document: &Value, schema: &Value, keyword: &str) -> bool {
    let mut queue = vec![schema];
    let mut followed = HashSet::new();
    while let Some(schema) = queue.pop() {
        if schema.get(keyword) == Some(&Value::Bool(true)) {
            return true;
        }
        queue.extend(
            schema
                .get("allOf")
                .and_then(Value::as_array)
                .into_iter()
                .flatten(),
        );
        let reference = reference::of(schema).filter(|reference| followed.insert(*reference));
        queue.extend(reference.and_then(|reference| pointer::resolve(document, reference)));
    }
    false
}
