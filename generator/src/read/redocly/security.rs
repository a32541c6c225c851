//! The line of schemes → the alternatives that it says, each with the schemes that go together.

use serde_json::{Map, Value};

use crate::read::brackets::split_outside;

/// What stands between schemes that are needed together.
const TOGETHER: [&str; 3] = [" AND ", " & ", " + "];

/// The alternatives, as they are named and as requirements.
pub(super) fn alternatives(line: &str) -> Vec<(String, Map<String, Value>)> {
    let all = split_outside(line, ',', &["()"]).into_iter().map(|one| {
        let parts = TOGETHER.iter().fold(vec![one], |parts, word| {
            parts.into_iter().flat_map(|part| part.split(word)).collect()
        });
        let schemes: Map<String, Value> = parts.into_iter().filter_map(scheme).collect();
        let names: Vec<&str> = schemes.keys().map(String::as_str).collect();
        (names.join(" and "), schemes)
    });
    all.filter(|(_, schemes)| !schemes.is_empty()).collect()
}

/// `NAME (SCOPES)`.
fn scheme(text: &str) -> Option<(String, Value)> {
    let (name, scopes) = text.split_once('(').unwrap_or((text, ""));
    let scopes = scopes
        .trim()
        .trim_end_matches(')')
        .split(',')
        .map(str::trim)
        .filter(|scope| !scope.is_empty());
    let name = name.trim();
    (!name.is_empty()).then(|| (name.to_owned(), scopes.map(Value::from).collect()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    #[test]
    fn schemes_are_alternatives_or_go_together() {
        for (line, expected) in [
            ("", json!([])),
            ("a", json!([{"a": []}])),
            ("a, b AND c", json!([{"a": []}, {"b": [], "c": []}])),
            ("a (read, write), b", json!([{"a": ["read", "write"]}, {"b": []}])),
            ("a & b + c", json!([{"a": [], "b": [], "c": []}])),
            ("Brand key", json!([{"Brand key": []}])),
        ] {
            let found = super::alternatives(line).into_iter();
            let found: Value = found.map(|(_, all)| Value::Object(all)).collect();
            assert_eq!(found, expected, "{line}");
        }
    }
}
