//! Assertions that types have no counterpart for: left out, which allows more than they did.

use crate::openapi::schemas;
use crate::pass::Pass;

/// The keywords, each with what it asserts.
pub(super) const KEYWORDS: &[(&str, &str)] = &[
    ("if", "a condition"),
    ("then", "a condition"),
    ("else", "a condition"),
    ("dependentRequired", "properties required by others"),
    ("dependentSchemas", "a schema required by a property"),
    ("contains", "what an array must contain"),
    ("minContains", "how often an array must contain it"),
    ("maxContains", "how often an array may contain it"),
    ("propertyNames", "what properties may be called"),
    ("unevaluatedItems", "what items are left"),
    ("$dynamicRef", "a schema that depends on where it is used"),
];

pub(super) const PASS: Pass = Pass {
    id: "assertions",
    why: "conditions, dependencies and containment have no counterpart in types",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            for (keyword, meaning) in KEYWORDS {
                if schema.shift_remove(*keyword).is_some() {
                    log.widened(
                        schema,
                        pointer,
                        format!("`{keyword}` ({meaning}) has no counterpart in types and is left out"),
                    );
                }
            }
        });
    },
};
