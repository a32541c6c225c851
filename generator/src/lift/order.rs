//! The document's version and the order of its top-level keys.

use serde_json::{Map, Value, json};

use crate::pass::Pass;

const ORDER: &[&str] = &[
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "servers",
    "security",
    "tags",
    "externalDocs",
    "paths",
    "webhooks",
    "components",
];

pub(super) const PASS: Pass = Pass {
    id: "order",
    why: "a reader finds the same thing in the same place in every canonical document",
    run: |document, _| {
        let version = super::version(document);
        let Value::Object(root) = document else { return };
        root.insert("openapi".to_owned(), json!(version));
        // The overlay may have emptied it.
        if root
            .get("components")
            .is_some_and(|components| *components == json!({}))
        {
            root.shift_remove("components");
        }
        let mut ordered: Map<String, Value> = ORDER
            .iter()
            .filter_map(|key| root.shift_remove_entry(*key))
            .collect();
        ordered.extend(std::mem::take(root));
        *root = ordered;
    },
};
