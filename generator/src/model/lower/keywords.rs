//! Whatever the dialect does not know: words of JSON Schema that only annotate, of OpenAPI 3.1 and 3.2, and unknown ones.

use serde_json::Value;

use super::operations::is_sent_in_parts;
use crate::openapi::discriminator::DEFAULT;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::Pass;
use crate::words;

/// Words about a schema's text or its place, which say nothing about values.
const SILENT: &[&str] = &[
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$vocabulary",
    "$comment",
    "$defs",
];

/// Fields that OpenAPI 3.1 added outside schemas, but for those that have passes of their own.
const NEWER: &[(ObjectKind, &str)] = &[
    (ObjectKind::Document, "jsonSchemaDialect"),
    (ObjectKind::License, "identifier"),
];

pub(super) const PASS: Pass = Pass {
    id: "keywords",
    why: "what the client does nothing with is noted and left out",
    run: |document, log| {
        walk_down(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            if object.contains_key("$ref") && kind != ObjectKind::PathItem {
                return;
            }
            object.retain(|key, _| {
                // An operation of OpenAPI 3.2 is one like any other.
                let query =
                    kind == ObjectKind::PathItem && matches!(key.as_str(), "query" | "additionalOperations");
                let known = match kind {
                    // What the parts of a list are.
                    ObjectKind::MediaType if matches!(key.as_str(), "prefixEncoding" | "itemEncoding") => {
                        is_sent_in_parts(pointer)
                    }
                    ObjectKind::Discriminator if key == DEFAULT => true,
                    ObjectKind::Schema => {
                        key == "nullable" || (kind.knows(key) && !SILENT.contains(&key.as_str()))
                    }
                    _ => query || !(kind.is_of_3_2(key) || NEWER.contains(&(kind, key))),
                };
                if known || key.starts_with("x-") {
                    return true;
                }
                if !(kind == ObjectKind::Schema && SILENT.contains(&key.as_str())) {
                    log.ignored(
                        pointer,
                        format!("the client does nothing with {key}", key = words::name(key)),
                    );
                }
                false
            });
        });
    },
};
