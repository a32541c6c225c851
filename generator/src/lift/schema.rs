//! What several schema passes need: words about types, the null member of a union, the mark of a widened schema.

use serde_json::{Map, Value, json};

/// A schema or any other object of the document.
pub(super) type Object = Map<String, Value>;

/// Marks a schema that allows more than it did, until the `widened` pass has drawn the consequences.
pub(super) const WIDENED: &str = "x-specloom-widened";

/// Keywords that say something about a schema's values without constraining them.
pub(super) fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "title"
            | "description"
            | "default"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
            | "example"
            | "examples"
            | "externalDocs"
            | "xml"
            | "$comment"
    ) || (keyword.starts_with("x-") && keyword != WIDENED)
}

/// The schema that no value is valid under.
pub(super) fn nothing() -> Value {
    json!({"not": {}})
}

/// The schema of null, in the only words OpenAPI 3.0 has for it.
pub(super) fn null_schema() -> Value {
    json!({"enum": [null]})
}

/// Whether a schema allows null and nothing else.
pub(super) fn is_null_schema(schema: &Value) -> bool {
    let Value::Object(schema) = schema else {
        return false;
    };
    let kind = schema.get("type").and_then(Value::as_str);
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let only_null = match schema.get("enum") {
        Some(values) => *values == json!([null]) && (kind.is_none_or(|kind| kind == "null") || nullable),
        None => kind == Some("null"),
    };
    only_null
        && schema
            .keys()
            .all(|key| matches!(key.as_str(), "enum" | "type" | "nullable") || is_annotation(key))
}

/// Whether a schema says by itself that null is not among its values.
pub(super) fn excludes_null(schema: &Value) -> bool {
    let kind = schema.get("type").and_then(Value::as_str);
    kind.is_some_and(|kind| kind != "null") && schema.get("nullable") != Some(&Value::Bool(true))
}

/// The `type` whose values a JSON value belongs to; `None` for null.
pub(super) fn type_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if is_integral(number) => Some("integer"),
        Value::Number(_) => Some("number"),
        Value::String(_) => Some("string"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    }
}

/// JSON Schema's integers are the numbers without a fractional part, however they are written.
fn is_integral(number: &serde_json::Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// Whether values of JSON type `value_type` are valid under `type: declared`.
pub(super) fn type_allows(declared: &str, value_type: &str) -> bool {
    declared == value_type || (declared == "number" && value_type == "integer")
}

/// Moves `keywords` of `schema` into an object of their own.
pub(super) fn take(schema: &mut Object, mut belongs: impl FnMut(&str) -> bool) -> Object {
    let keys: Vec<String> = schema.keys().filter(|key| belongs(key)).cloned().collect();
    keys.into_iter()
        .filter_map(|key| schema.shift_remove_entry(&key))
        .collect()
}

/// Adds `member` to the schemas that all have to hold.
pub(super) fn add_all_of(schema: &mut Object, member: Value) {
    match schema.get_mut("allOf") {
        Some(Value::Array(members)) => members.push(member),
        _ => {
            schema.insert("allOf".to_owned(), Value::Array(vec![member]));
        }
    }
}
