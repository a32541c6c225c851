//! Values → a schema that they are valid under, which holds none of them.

use serde_json::{Map, Value, json};

/// Names beyond so many at one place are data, and no properties.
const MOST_NAMES: usize = 40;

/// A schema of all these values.
pub(super) fn schema(values: &[&Value]) -> Value {
    let mut kinds: Vec<&str> = Vec::new();
    for value in values {
        let kind = kind(value);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.contains(&"number") {
        kinds.retain(|kind| *kind != "integer");
    }
    // Nothing is known of what is only ever null.
    if kinds.is_empty() || kinds == ["null"] {
        return json!({});
    }
    kinds.sort_by_key(|kind| *kind == "null");
    let mut schema = Map::new();
    let kinds_word = match kinds.as_slice() {
        [one] => json!(one),
        several => json!(several),
    };
    schema.insert("type".to_owned(), kinds_word);
    let items: Vec<&Value> = values
        .iter()
        .filter_map(|value| value.as_array())
        .flatten()
        .collect();
    if kinds.contains(&"array") {
        schema.insert("items".to_owned(), self::schema(&items));
    }
    let objects: Vec<&Map<String, Value>> = values.iter().filter_map(|value| value.as_object()).collect();
    let mut properties: Map<String, Value> = Map::new();
    let mut names: Vec<&String> = objects.iter().flat_map(|object| object.keys()).collect();
    names.sort();
    names.dedup();
    if names.iter().any(|name| !is_name(name)) || names.len() > MOST_NAMES {
        let all: Vec<&Value> = objects.iter().flat_map(|object| object.values()).collect();
        schema.insert("additionalProperties".to_owned(), self::schema(&all));
    } else {
        for object in &objects {
            for name in object.keys() {
                if !properties.contains_key(name) {
                    let all: Vec<&Value> = objects.iter().filter_map(|object| object.get(name)).collect();
                    properties.insert(name.clone(), self::schema(&all));
                }
            }
        }
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), Value::Object(properties));
        }
    }
    Value::Object(schema)
}

/// The `type` of a value.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        // Beyond 64 bits it is no integer that a client can hold.
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(number)
            if number
                .as_f64()
                .is_some_and(|float| float.fract() == 0.0 && float.abs() < 9e15) =>
        {
            "integer"
        }
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether a property is called as people call properties. Keys of a map may be data, and data is not shown.
pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let starts = chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || "_$@".contains(c));
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    starts
        && chars.all(|c| c.is_ascii_alphanumeric() || "_-.:$".contains(c))
        && name.len() <= 64
        && digits < 6
}

#[test]
fn a_schema_says_kinds_and_names_and_no_value() {
    let values = [
        json!({"id": 1, "tags": ["hush"], "owner": {"name": "hush"}, "by_user": {"a@b.example": 1}}),
        json!({"id": 2.5, "owner": null}),
    ];
    let values: Vec<&Value> = values.iter().collect();
    assert_eq!(
        schema(&values),
        json!({"type": "object", "properties": {
            "id": {"type": "number"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "owner": {"type": ["object", "null"], "properties": {"name": {"type": "string"}}},
            "by_user": {"type": "object", "additionalProperties": {"type": "integer"}},
        }})
    );
}
