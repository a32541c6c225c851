//! `examples` of a schema → `example`: one is shown, the first that the schema's own limits allow.
//!
//! ```yaml
//! {type: string, maxLength: 3, examples: [abcd, abc]}   # {type: string, maxLength: 3, example: abc}
//! ```
//!
//! Whether it is a value of the type is looked at when there are types; what a type cannot say is looked at here. A pattern that is none
//! in Rust's words too (it looks behind, say) is not held against an example.

use regex::RegexBuilder;
use serde_json::Value;

use crate::openapi::schema::JsonObject;
use crate::openapi::schemas;
use crate::pass::{Log, Pass};
use crate::pointer::join;

pub(super) const PASS: Pass = Pass {
    id: "example",
    why: "the client's documentation shows one example of a property, which is to be one that a server takes",
    run: |document, log| {
        schemas(document, &mut |pointer, schema| of_schema(schema, pointer, log));
    },
};

fn of_schema(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    let single = schema.shift_remove("example");
    let listed = match schema.shift_remove("examples") {
        Some(Value::Array(values)) => values,
        None | Some(Value::Null) => Vec::new(),
        Some(value) => vec![value],
    };
    let list = join(pointer, "examples");
    let single = single.into_iter().map(|value| (join(pointer, "example"), value));
    let listed = listed.into_iter().enumerate();
    let all = single.chain(listed.map(|(index, value)| (join(&list, index.to_string()), value)));
    let mut fitting = Vec::new();
    for (at, value) in all {
        if is_within(schema, &value) {
            fitting.push(value);
        } else {
            let what =
                format!("the example `{value}` is beyond the limits of its own schema: it is not shown");
            log.ignored(&at, what);
        }
    }
    let mut fitting = fitting.into_iter();
    let Some(first) = fitting.next() else { return };
    schema.insert("example".to_owned(), first);
    match fitting.len() {
        0 => {}
        1 => log.ignored(&list, "one more example: the first is shown"),
        left => log.ignored(&list, format!("{left} more examples: the first is shown")),
    }
}

/// Largest compiled pattern, in bytes. A larger one is not held against an example, either.
const LARGEST_PATTERN: usize = 1 << 18;

fn pattern(schema: &JsonObject) -> Option<regex::Regex> {
    let pattern = schema.get("pattern")?.as_str()?;
    RegexBuilder::new(pattern)
        .size_limit(LARGEST_PATTERN)
        .build()
        .ok()
}

/// Whether the limits that the schema itself sets allow a value. Of values of other types they say nothing.
fn is_within(schema: &JsonObject, value: &Value) -> bool {
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    let excluded = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    let between = |size: f64, low: &str, high: &str| {
        limit(low).is_none_or(|low| size >= low) && limit(high).is_none_or(|high| size <= high)
    };
    match value {
        Value::Number(number) => number.as_f64().is_none_or(|number| {
            between(number, "minimum", "maximum")
                && !(excluded("exclusiveMinimum") && limit("minimum") == Some(number))
                && !(excluded("exclusiveMaximum") && limit("maximum") == Some(number))
        }),
        Value::String(text) => {
            between(text.chars().count() as f64, "minLength", "maxLength")
                && pattern(schema).is_none_or(|pattern| pattern.is_match(text))
        }
        Value::Array(items) => between(items.len() as f64, "minItems", "maxItems"),
        _ => true,
    }
}
