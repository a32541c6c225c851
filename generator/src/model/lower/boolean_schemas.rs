//! `true` → `{}`, `false` → `{not: {}}`: OpenAPI 3.0 has boolean schemas in `additionalProperties` only.

use serde_json::{Value, json};

use crate::openapi::schema::nothing;
use crate::openapi::{ObjectKind, walk_down};
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "boolean-schemas",
    why: "OpenAPI 3.0 has no boolean schemas outside additionalProperties",
    run: |document, _| {
        walk_down(document, &mut |kind, _, value| {
            if kind == ObjectKind::Schema
                && let Value::Bool(everything) = *value
            {
                *value = if everything { json!({}) } else { nothing() };
            }
        });
    },
};
