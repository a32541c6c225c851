//! `exclusiveMinimum: 5` → `minimum: 5, exclusiveMinimum: true`, and the same for the maximum.

use serde_json::Value;

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "bounds",
    why: "exclusive bounds are booleans in OpenAPI 3.0",
    run: |document, _| {
        schemas(document, &mut |_, schema| {
            lower(schema, "minimum", "exclusiveMinimum", |exclusive, inclusive| {
                exclusive >= inclusive
            });
            lower(schema, "maximum", "exclusiveMaximum", |exclusive, inclusive| {
                exclusive <= inclusive
            });
        });
    },
};

fn lower(schema: &mut JsonObject, inclusive: &str, exclusive: &str, is_stricter: fn(f64, f64) -> bool) {
    let Some(Value::Number(bound)) = schema.get(exclusive) else {
        return;
    };
    let bound = bound.clone();
    let stricter = match schema.get(inclusive).and_then(Value::as_f64) {
        Some(other) => bound.as_f64().is_some_and(|bound| is_stricter(bound, other)),
        None => true,
    };
    if stricter {
        schema.insert(exclusive.to_owned(), Value::Bool(true));
        schema.insert(inclusive.to_owned(), Value::Number(bound));
    } else {
        schema.shift_remove(exclusive);
    }
}
