//! Assertions that OpenAPI 3.0 has no words for: left out, which allows more than they did.

use super::model::schemas;
use super::pass::Pass;

/// The keywords, each with what it asserts.
const KEYWORDS: &[(&str, &str)] = &[
    ("if", "a condition"),
    ("then", "a condition"),
    ("else", "a condition"),
    ("dependentRequired", "properties required by others"),
    ("dependentSchemas", "a schema required by a property"),
    ("dependencies", "properties or schemas required by others"),
    ("contains", "what an array must contain"),
    ("minContains", "how often an array must contain it"),
    ("maxContains", "how often an array may contain it"),
    ("propertyNames", "what properties may be called"),
    ("unevaluatedItems", "what items are left"),
];

pub(super) const PASS: Pass = Pass {
    id: "assertions",
    why: "conditions, dependencies and containment have no words in OpenAPI 3.0",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            for (keyword, meaning) in KEYWORDS {
                if schema.shift_remove(*keyword).is_some() {
                    log.widened(
                        schema,
                        pointer,
                        format!("`{keyword}` ({meaning}) has no words in OpenAPI 3.0 and is left out"),
                    );
                }
            }
        });
    },
};
