//! Examples: one per schema, and for everything else either `example` or `examples`.

use serde_json::{Map, Value, json};

use super::model::{Kind, walk_up};
use super::pass::{Log, Pass};
use super::schema::Object;

pub(super) const PASS: Pass = Pass {
    id: "examples",
    why: "a schema of OpenAPI 3.0 has one example, and example and examples exclude each other",
    run: |document, log| {
        walk_up(document, &mut |kind, pointer, value| {
            let Value::Object(object) = value else { return };
            match kind {
                Kind::Schema => of_schema(object, pointer, log),
                Kind::Parameter | Kind::Header | Kind::MediaType => of_others(object, pointer, log),
                _ => {}
            }
        });
    },
};

fn of_schema(schema: &mut Object, pointer: &str, log: &mut Log<'_>) {
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
        log.ignored(
            pointer,
            format!("{left} more examples: a schema of OpenAPI 3.0 has one"),
        );
    }
}

fn of_others(object: &mut Object, pointer: &str, log: &mut Log<'_>) {
    if let Some(examples) = object.get_mut("examples") {
        if let Value::Array(values) = examples {
            let named = |(index, value)| (format!("example{}", index + 1), json!({ "value": value }));
            let named: Map<String, Value> = std::mem::take(values)
                .into_iter()
                .enumerate()
                .map(named)
                .collect();
            *examples = Value::Object(named);
            log.inferred(pointer, "a list of examples is an object of named examples");
        }
        match examples {
            Value::Object(entries) if entries.is_empty() => {
                object.shift_remove("examples");
            }
            Value::Object(entries) => {
                for (name, entry) in entries.iter_mut().filter(|(_, entry)| !is_example(entry)) {
                    *entry = json!({ "value": entry.take() });
                    log.inferred(pointer, format!("the example `{name}` is the value itself"));
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
