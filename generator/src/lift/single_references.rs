//! `allOf` of nothing but one reference → the reference.
//!
//! ```yaml
//! {allOf: [{$ref: '#/…/A'}], description: Ours}   # {$ref: '#/…/A', description: Ours}
//! ```
//!
//! OpenAPI 3.0 has no other words for what is said beside a reference; since 3.1 it stands there. A component keeps its `allOf`, by
//! which it is a subtype of what it extends.

use serde_json::Value;

use crate::openapi::annotations::is_annotation;
use crate::openapi::reference;
use crate::openapi::schema::{JsonObject, put_in_place};
use crate::openapi::schemas;
use crate::pass::Pass;
use crate::pointer;

pub(super) const PASS: Pass = Pass {
    id: "single-references",
    why: "OpenAPI 3.0 wraps a reference to say something beside it, 3.1 does not",
    run: |document, _| {
        schemas(document, &mut |at, schema| {
            let is_component = at.starts_with("/components/schemas/") && pointer::tokens(at).count() == 3;
            if !is_component {
                unwrap(schema);
            }
        });
    },
};

fn unwrap(schema: &mut JsonObject) {
    let Some([only]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) else {
        return;
    };
    let others = |key: &String| key != "allOf" && !is_annotation(key);
    let alone = only.as_object().is_some_and(|only| only.len() == 1);
    if !alone || schema.keys().any(others) {
        return;
    }
    let Some(target) = reference::of(only).map(str::to_owned) else {
        return;
    };
    put_in_place(schema, "allOf", "$ref", target.into());
}
