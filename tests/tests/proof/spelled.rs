//! How a value is spelled outside JSON, from OpenAPI's table of styles.

use serde_json::{Map, Value};

use super::same::is_same_number;

/// Beyond it not every whole number is an `f64`.
const MOST: f64 = 9_007_199_254_740_992.0;

/// Names and values of a parameter in a query, or of a form's field that has a style.
pub(crate) fn pairs(parameter: &Value, name: &str, value: &Value) -> Vec<(String, Value)> {
    let style = parameter["style"].as_str().unwrap_or("form");
    let explode = parameter["explode"].as_bool().unwrap_or(style == "form");
    let delimiter = match style {
        "pipeDelimited" => "|",
        "spaceDelimited" => " ",
        _ => ",",
    };
    match value {
        Value::Object(_) | Value::Array(_) if style == "deepObject" => {
            let mut all = Vec::new();
            deep(name.to_owned(), value, &mut all);
            all
        }
        Value::Array(items) if explode => items.iter().map(|item| (name.to_owned(), item.clone())).collect(),
        Value::Object(entries) if explode => entries
            .iter()
            .map(|(key, item)| (key.clone(), item.clone()))
            .collect(),
        // Nothing is all that it has to say.
        Value::Object(entries) if entries.is_empty() => Vec::new(),
        value => vec![(name.to_owned(), joined(value, delimiter, false))],
    }
}

/// OpenAPI says it of objects of one level; the servers that take such parameters read an index in the brackets of what nests, and
/// nothing between them as one more item.
fn deep(name: String, value: &Value, all: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(entries) => {
            for (key, item) in entries {
                deep(format!("{name}[{key}]"), item, all);
            }
        }
        Value::Array(items) => {
            let nests = items.iter().any(|item| item.is_array() || item.is_object());
            for (index, item) in items.iter().enumerate() {
                let key = if nests { index.to_string() } else { String::new() };
                deep(format!("{name}[{key}]"), item, all);
            }
        }
        item => all.push((name, item.clone())),
    }
}

/// A list or an object in one text; anything else is what it is.
pub(crate) fn joined(value: &Value, delimiter: &str, explode: bool) -> Value {
    match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(delimiter).into(),
        Value::Object(entries) => in_one(entries, if explode { "=" } else { delimiter }, delimiter).into(),
        value => value.clone(),
    }
}

fn in_one(entries: &Map<String, Value>, between: &str, delimiter: &str) -> String {
    let entries = entries
        .iter()
        .map(|(key, item)| format!("{key}{between}{}", text(item)));
    entries.collect::<Vec<_>>().join(delimiter)
}

/// A value as a text.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // Whole numbers are written without a fraction.
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() <= MOST => {
                format!("{}", float as i64)
            }
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// Whether a text says this value: to the letter, but for the spelling of a number.
pub(crate) fn says(came: &str, value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            serde_json::from_str(came).is_ok_and(|came: serde_json::Number| is_same_number(&came, number))
        }
        value => came == text(value),
    }
}

#[test]
fn a_text_says_a_value_to_the_letter() {
    use serde_json::json;
    for (came, value, expected) in [
        ("5", json!(5.0), true),
        ("5.0", json!(5), true),
        ("1.1", json!("1.10"), false),
        ("9007199254740992", json!(9_007_199_254_740_993_i64), false),
        ("true", json!(true), true),
        ("True", json!(true), false),
    ] {
        assert_eq!(says(came, &value), expected, "{came} {value}");
    }
}
