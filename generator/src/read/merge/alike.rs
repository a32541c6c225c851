//! Two components → whether they are one, worded differently.

use serde_json::Value;

use crate::openapi::is_by_names;

/// Whether two components differ at most in words for people.
pub(in crate::read) fn same_but_for_prose(a: &Value, b: &Value) -> bool {
    fn same(a: &Value, b: &Value, keys_are_names: bool) -> bool {
        const PROSE: [&str; 5] = ["description", "summary", "title", "example", "examples"];
        const DATA: [&str; 3] = ["enum", "const", "default"];
        match (a, b) {
            (Value::Object(a), Value::Object(b)) => {
                let counts = |key: &str| keys_are_names || !(PROSE.contains(&key) || key.starts_with("x-"));
                a.keys()
                    .chain(b.keys())
                    .filter(|key| counts(key))
                    .all(|key| match (a.get(key), b.get(key)) {
                        (Some(a), Some(b)) if !keys_are_names && DATA.contains(&key.as_str()) => a == b,
                        (Some(a), Some(b)) => same(a, b, !keys_are_names && is_by_names(key)),
                        _ => false,
                    })
            }
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, false))
            }
            _ => a == b,
        }
    }
    same(a, b, false)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn prose_is_told_from_properties_of_its_name() {
        let schema =
            |name: &str, words: &str| json!({"properties": {name: {"description": words}}, "title": words});
        assert!(same_but_for_prose(&schema("title", "a"), &schema("title", "b")));
        assert!(!same_but_for_prose(
            &schema("title", "a"),
            &schema("description", "a")
        ));
        assert!(!same_but_for_prose(
            &json!({"default": {"title": 1}}),
            &json!({"default": {"title": 2}})
        ));
    }
}
