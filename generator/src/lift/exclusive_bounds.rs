//! `minimum: 5, exclusiveMinimum: true` → `exclusiveMinimum: 5`, and the same for the maximum.

use serde_json::Value;

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::{Log, Pass};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "exclusive-bounds",
    why: "exclusive bounds are numbers since OpenAPI 3.1, and were booleans before",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            raise(schema, "minimum", "exclusiveMinimum", pointer, log);
            raise(schema, "maximum", "exclusiveMaximum", pointer, log);
        });
    },
};

fn raise(schema: &mut JsonObject, inclusive: &str, exclusive: &str, pointer: &str, log: &mut Log<'_>) {
    match schema.get(exclusive) {
        Some(Value::Bool(false)) => {
            schema.shift_remove(exclusive);
        }
        Some(Value::Bool(true)) => match schema.shift_remove(inclusive) {
            Some(bound) => {
                schema.insert(exclusive.to_owned(), bound);
            }
            None => {
                schema.shift_remove(exclusive);
                log.ignored(
                    pointer,
                    format!(
                        "{exclusive} has no meaning without {inclusive}",
                        exclusive = words::name(exclusive),
                        inclusive = words::name(inclusive)
                    ),
                );
            }
        },
        // A number, or what the `values` pass makes of it.
        _ => {}
    }
}
