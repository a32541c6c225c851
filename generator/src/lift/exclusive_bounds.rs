//! `exclusiveMinimum: 5` → `minimum: 5, exclusiveMinimum: true`, and the same for the maximum.

use serde_json::Value;

use super::model::schemas;
use super::pass::{Log, Pass};
use super::schema::Object;

pub(super) const PASS: Pass = Pass {
    id: "exclusive-bounds",
    why: "exclusive bounds are booleans in OpenAPI 3.0",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| {
            lower(
                schema,
                "minimum",
                "exclusiveMinimum",
                |exclusive, inclusive| exclusive >= inclusive,
                pointer,
                log,
            );
            lower(
                schema,
                "maximum",
                "exclusiveMaximum",
                |exclusive, inclusive| exclusive <= inclusive,
                pointer,
                log,
            );
        });
    },
};

fn lower(
    schema: &mut Object,
    inclusive: &str,
    exclusive: &str,
    is_stricter: fn(f64, f64) -> bool,
    pointer: &str,
    log: &mut Log<'_>,
) {
    let Some(value) = schema.get(exclusive) else {
        return;
    };
    match value {
        Value::Bool(_) if schema.contains_key(inclusive) => {}
        Value::Number(number) => {
            let bound = number.clone();
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
            log.lowered(
                pointer,
                format!("a numeric `{exclusive}` is said as `{inclusive}` and a boolean"),
            );
        }
        Value::Bool(_) => {
            schema.shift_remove(exclusive);
            log.ignored(
                pointer,
                format!("`{exclusive}` has no meaning without `{inclusive}`"),
            );
        }
        _ => {
            schema.shift_remove(exclusive);
            log.disregarded(schema, pointer, format!("`{exclusive}` is no number"));
        }
    }
}
