//! What several passes need to know of schemas: words about types, null, and the schema that nothing is valid under.

use serde_json::{Map, Value, json};

use super::annotations::is_annotation;

/// A schema or any other object of the document.
pub(crate) type JsonObject = Map<String, Value>;

/// The keywords that limit values and decide no type.
const LIMITS: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "pattern",
];

/// Whether a keyword limits values and decides no type.
pub(crate) fn is_limit(key: &str) -> bool {
    LIMITS.contains(&key)
}

/// The schema that no value is valid under.
pub(crate) fn nothing() -> Value {
    json!({"not": {}})
}

/// Whether a schema says that no value is valid under it.
pub(crate) fn is_nothing(schema: &Value) -> bool {
    match schema {
        Value::Bool(everything) => !everything,
        // As [`nothing`] writes it.
        Value::Object(schema) if schema.len() == 1 => schema.get("not").is_some_and(|not| *not == json!({})),
        _ => false,
    }
}

/// The properties that an object of this schema cannot have: no value fits them, and they need not be there.
pub(crate) fn forbidden(schema: &Value) -> Vec<&str> {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|other| other == name));
    let properties = schema.get("properties").and_then(Value::as_object);
    properties
        .into_iter()
        .flatten()
        .filter(|(name, property)| is_nothing(property) && !is_required(name))
        .map(|(name, _)| name.as_str())
        .collect()
}

/// The schema of null.
pub(crate) fn null_type() -> Value {
    json!({"type": "null"})
}

/// Whether a schema allows null and nothing else, in the words of OpenAPI 3.0 or of 3.1.
pub(crate) fn is_null_schema(schema: &JsonObject) -> bool {
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
pub(crate) fn excludes_null(schema: &Value) -> bool {
    let excluded = match schema.get("type") {
        Some(Value::Array(names)) => !names.is_empty() && names.iter().all(|name| name != "null"),
        Some(name) => name.is_string() && name != "null",
        None => false,
    };
    excluded && schema.get("nullable") != Some(&Value::Bool(true))
}

/// The `type` whose values a JSON value belongs to; `None` for null.
pub(crate) fn type_of(value: &Value) -> Option<&'static str> {
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

/// The type of a schema: as it says, or as its other keywords imply. None where it may be anything, or does not say it by itself.
pub(crate) fn kind(schema: &JsonObject) -> Option<&str> {
    let is_object = |key: &str| schema.get(key).is_some_and(Value::is_object);
    match schema.get("type") {
        Some(said) => said.as_str(),
        None if is_object("properties") || is_object("additionalProperties") => Some("object"),
        None if schema.contains_key("items") => Some("array"),
        None => of_all(schema.get("enum")?.as_array()?),
    }
}

/// The type of all values of a list, null aside. Whole numbers beyond 64 bits are of none that holds their digits.
fn of_all(values: &[Value]) -> Option<&'static str> {
    let is_beyond = |value: &Value| type_of(value) == Some("integer") && value.is_f64();
    if values.iter().any(is_beyond) {
        return None;
    }
    let mut kinds = values.iter().filter_map(type_of);
    let first = kinds.next()?;
    kinds.try_fold(first, |kind, next| match () {
        () if type_allows(kind, next) => Some(kind),
        () if type_allows(next, kind) => Some(next),
        () => None,
    })
}

/// JSON Schema's integers are the numbers without a fractional part, however they are written.
fn is_integral(number: &serde_json::Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}

/// Whether values of JSON type `value_type` are valid under `type: declared`.
pub(crate) fn type_allows(declared: &str, value_type: &str) -> bool {
    declared == value_type || (declared == "number" && value_type == "integer")
}

/// Moves `keywords` of `schema` into an object of their own.
pub(crate) fn take(schema: &mut JsonObject, mut belongs: impl FnMut(&str) -> bool) -> JsonObject {
    let keys: Vec<String> = schema.keys().filter(|key| belongs(key)).cloned().collect();
    keys.into_iter()
        .filter_map(|key| schema.shift_remove_entry(&key))
        .collect()
}

/// Where a keyword stands: what is said in its stead belongs there, so that a page that moves to newer words keeps its order.
pub(crate) fn place_of(object: &JsonObject, keyword: &str) -> usize {
    object.keys().position(|key| key == keyword).unwrap_or_default()
}

/// Puts a keyword in the place of another.
pub(crate) fn put_in_place(object: &mut JsonObject, old: &str, new: &str, value: Value) {
    let place = place_of(object, old);
    object.shift_remove(old);
    object.shift_insert(place, new.to_owned(), value);
}

/// Adds `member` to the schemas that all have to hold.
pub(crate) fn add_all_of(schema: &mut JsonObject, member: Value) {
    match schema.get_mut("allOf") {
        Some(Value::Array(members)) => members.push(member),
        _ => {
            schema.insert("allOf".to_owned(), Value::Array(vec![member]));
        }
    }
}
