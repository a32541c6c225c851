//! Examples: a schema has a list of them, everything else has either `example` or `examples`.

use serde_json::{Map, Value, json};

use crate::openapi::schema::{JsonObject, place_of};
use crate::openapi::{ObjectKind, walk_up};
use crate::pass::{Log, Pass};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "examples",
    why: "a schema of OpenAPI 3.1 has a list of examples; elsewhere example and examples exclude each other",
    run: |document, log| {
        walk_up(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            match kind {
                ObjectKind::Schema => of_schema(object, pointer, log),
                ObjectKind::Parameter | ObjectKind::Header | ObjectKind::MediaType => {
                    of_others(object, pointer, log)
                }
                _ => {}
            }
        });
    },
};

fn of_schema(schema: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    match schema.get_mut("examples") {
        None | Some(Value::Array(_)) => {}
        Some(Value::Null) => {
            schema.shift_remove("examples");
        }
        Some(Value::Object(named)) if !named.is_empty() && named.values().all(is_named) => {
            let values = std::mem::take(named).into_iter();
            let values = values.filter_map(|(_, mut example)| example.get_mut("value").map(Value::take));
            *schema.get_mut("examples").expect("invariant: matched above") = values.collect();
            log.inferred(
                pointer,
                "named examples of a schema are written as the list of their values",
            );
        }
        Some(value) => *value = json!([value.take()]),
    }
    let place = place_of(schema, "example");
    if let Some(example) = schema.shift_remove("example") {
        match schema.get_mut("examples") {
            Some(Value::Array(values)) if values.contains(&example) => {}
            Some(Value::Array(values)) => values.insert(0, example),
            _ => {
                schema.shift_insert(place, "examples".to_owned(), json!([example]));
            }
        }
    }
}

/// An Example Object, as parameters and media types have them under a name.
fn is_named(value: &Value) -> bool {
    let known = |key: &String| matches!(key.as_str(), "value" | "summary" | "description");
    let object = value.as_object();
    object.is_some_and(|object| object.contains_key("value") && object.keys().all(known))
}

fn of_others(object: &mut JsonObject, pointer: &str, log: &mut Log<'_>) {
    if let Some(examples) = object.get_mut("examples") {
        if let Value::Array(values) = examples {
            let named = |(index, value)| (format!("example{}", index + 1), json!({ "value": value }));
            let named: Map<String, Value> = std::mem::take(values)
                .into_iter()
                .enumerate()
                .map(named)
                .collect();
            *examples = Value::Object(named);
            log.inferred(pointer, "a list of examples is written as named examples");
        }
        match examples {
            Value::Object(entries) if entries.is_empty() => {
                object.shift_remove("examples");
            }
            Value::Object(entries) => {
                for (name, entry) in entries.iter_mut().filter(|(_, entry)| !is_example(entry)) {
                    *entry = json!({ "value": entry.take() });
                    log.inferred(
                        pointer,
                        format!(
                            "the example {name} is a bare value; it is put under `value`",
                            name = words::name(name)
                        ),
                    );
                }
            }
            _ => {
                object.shift_remove("examples");
                log.ignored(pointer, "`examples` is not an object");
            }
        }
    }
    if object.contains_key("examples")
        && let Some(example) = object.shift_remove("example")
    {
        log.ignored(
            pointer,
            format!("`example: {}` beside `examples`", clip(&example)),
        );
    }
}

fn is_example(value: &Value) -> bool {
    value.as_object().is_some_and(|object| {
        ["value", "externalValue", "$ref"]
            .iter()
            .any(|key| object.contains_key(*key))
            || (!object.is_empty()
                && object
                    .keys()
                    .all(|key| matches!(key.as_str(), "summary" | "description") || key.starts_with("x-")))
    })
}

fn clip(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
