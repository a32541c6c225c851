//! Examples of the form: those that are data, without those that were made up from the schema.
//!
//! The documentation generator fills in an example where the API description has none: `<string>` for a text, 123 for a
//! number, one certain date and one certain UUID. An example that holds such a value is not one that the API would send.

use serde_json::{Map, Value};

/// The examples that are data, and how many are not.
pub(super) fn real(examples: Option<&Value>) -> (Map<String, Value>, usize) {
    let examples = examples.and_then(Value::as_object).into_iter().flatten();
    let (made_up, real): (Vec<_>, Vec<_>) = examples.partition(|(_, example)| {
        let value = example.get("value").unwrap_or(&Value::Null);
        has_marker(value) || is_made_up(value)
    });
    (
        real.into_iter()
            .map(|(name, example)| (name.clone(), example.clone()))
            .collect(),
        made_up.len(),
    )
}

/// Whether a text such as `<string>` stands anywhere in it.
fn has_marker(value: &Value) -> bool {
    match value {
        Value::String(text) => text
            .strip_prefix('<')
            .and_then(|text| text.strip_suffix('>'))
            .is_some_and(|name| {
                !name.is_empty()
                    && name
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || "_- ".contains(c))
            }),
        Value::Array(items) => items.iter().any(has_marker),
        Value::Object(object) => object.values().any(has_marker),
        _ => false,
    }
}

/// Whether it consists of nothing but values that the generator makes up.
fn is_made_up(value: &Value) -> bool {
    const TEXTS: [&str; 5] = [
        "2023-11-07T05:31:56Z",
        "2023-12-25",
        "3c90c3cc-0d44-4b50-8888-8dd25736052a",
        "jsmith@example.com",
        "aSDinaTvuI8gbWludGxpZnk=",
    ];
    match value {
        Value::Null => true,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() == Some(123.0),
        Value::String(text) => TEXTS.contains(&text.as_str()),
        Value::Array(items) => items.iter().all(is_made_up),
        Value::Object(object) => object.values().all(is_made_up),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_data_is_kept() {
        let data = json!({"value": {"id": 7, "name": "<b>Ann</b>", "at": "2023-11-07T05:31:56Z"}});
        let (kept, left_out) = real(Some(&json!({
            "data": data,
            "marker": {"value": {"role": "admin", "users": [{"name": "<string>"}]}},
            "numbers": {"value": {"id": 123, "ok": true, "at": "2023-11-07T05:31:56Z", "none": null}},
            "any": {"value": "<any>"},
            "bytes": {},
        })));
        assert_eq!(Value::Object(kept), json!({ "data": data }));
        assert_eq!(left_out, 4);
        assert_eq!(real(None), (Map::new(), 0));
    }
}
