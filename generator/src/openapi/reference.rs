//! References: one way from a `$ref` to the pointer or the component that it names.

use serde_json::Value;

use crate::pointer;

/// The text of an object's `$ref`.
pub(crate) fn of(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

/// Every `$ref` below a value of whatever kind, also where it is only an example: for what may be told too often and must not be
/// missed.
pub(crate) fn below<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    found.extend(of(value));
    match value {
        Value::Object(object) => object.values().for_each(|value| below(value, found)),
        Value::Array(items) => items.iter().for_each(|value| below(value, found)),
        _ => {}
    }
}

/// The section and the name of the component that a reference names; `None` for whatever else it may name.
pub(crate) fn component(reference: &str) -> Option<(String, String)> {
    let pointer = pointer::fragment(reference)?;
    let mut tokens = pointer::tokens(&pointer);
    let found = (tokens.next()?, tokens.next()?, tokens.next()?, tokens.next());
    match found {
        (root, section, name, None) if root == "components" => Some((section, name)),
        _ => None,
    }
}

/// References that are followed from one place: more are a circle. [`lift`](crate::lift) has refused those.
pub(crate) const MAX_CHAIN: usize = 200;

/// What an object that may be a reference stands for: itself, or what its chain of references leads to. `None` for a
/// reference that leads nowhere.
pub(crate) fn resolved<'a>(document: &'a Value, value: &'a Value) -> Option<&'a Value> {
    let mut value = value;
    for _ in 0..MAX_CHAIN {
        match of(value) {
            Some(reference) => value = pointer::resolve(document, reference)?,
            None => return Some(value),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_reference_names_a_component_or_a_place() {
        let names = |reference| component(reference);
        let pair = |section: &str, name: &str| Some((section.to_owned(), name.to_owned()));
        assert_eq!(names("#/components/schemas/A"), pair("schemas", "A"));
        assert_eq!(names("#/components/schemas/A%20B~1C"), pair("schemas", "A B/C"));
        assert_eq!(names("#/components/schemas/A/properties/b"), None);
        assert_eq!(names("other.yaml#/components/schemas/A"), None);
    }

    #[test]
    fn a_chain_is_followed_and_a_circle_is_left() {
        let document = json!({"a": {"$ref": "#/b"}, "b": {"x": 1}, "c": {"$ref": "#/c"}});
        assert_eq!(resolved(&document, &document["a"]), Some(&json!({"x": 1})));
        assert_eq!(resolved(&document, &document["c"]), None);
        assert_eq!(resolved(&document, &json!({"$ref": "#/none"})), None);
    }
}
