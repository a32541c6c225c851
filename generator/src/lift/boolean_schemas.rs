//! `true` → `{}`, `false` → `{not: {}}`: OpenAPI 3.0 has boolean schemas in `additionalProperties` only.

use serde_json::{Value, json};

use super::model::{Kind, walk_down};
use super::pass::Pass;
use super::schema::nothing;

pub(super) const PASS: Pass = Pass {
    id: "boolean-schemas",
    why: "OpenAPI 3.0 has no boolean schemas outside additionalProperties",
    run: |document, log| {
        walk_down(document, &mut |kind, pointer, value| {
            if kind == Kind::Schema
                && let Value::Bool(everything) = *value
            {
                *value = if everything { json!({}) } else { nothing() };
                log.lowered(pointer, format!("the schema `{everything}` is said as `{value}`"));
            }
        });
    },
};
