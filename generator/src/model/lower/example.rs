//! `examples` of a schema → `example`: one is shown.

use serde_json::Value;

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::{Log, Pass};

pub(super) const PASS: Pass = Pass {
    id: "example",
    why: "the client's documentation shows one example of a property",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| of_schema(schema, pointer, log));
    },
};

fn of_schema(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let Some(examples) = schema.shift_remove("examples") else {
        return;
    };
    let mut values = match examples {
        Value::Array(values) => values.into_iter(),
        Value::Null => return,
        value => vec![value].into_iter(),
    };
    if !schema.contains_key("example")
        && let Some(first) = values.next()
    {
        schema.insert("example".to_owned(), first);
    }
    let left = values.len();
    if left > 0 {
        log.ignored(pointer, format!("{left} more examples: the first is shown"));
    }
}
