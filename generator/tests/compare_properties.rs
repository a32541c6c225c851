//! What holds for any two documents: equal ones have no findings, different ones have at least one, the order of keys
//! does not matter, and no input is too strange.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use specloom::compare::compare;
use specloom::pointer;

fn everything() -> Value {
    let text = include_str!("compare_everything.yaml");
    serde_yaml::from_str(text).expect("the document is YAML")
}

/// Every place of a document.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(key, value)| places(value, &pointer::join(at, key), found)),
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.for_each(|(index, value)| places(value, &pointer::join(at, index.to_string()), found));
        }
        _ => {}
    }
}

/// One random edit.
#[derive(Debug, Clone)]
enum Edit {
    Replace(Value),
    Remove,
    Insert(String, Value),
    Rename(String),
    Duplicate,
    Reverse,
    /// Puts a value from elsewhere in the document here.
    Copy(prop::sample::Index),
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3i64..30).prop_map(Value::from),
        word().prop_map(Value::from),
        Just(json!("#/components/schemas/User")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Words that mean something in some place, and some that do not.
fn word() -> impl Strategy<Value = String> {
    let words = [
        "openapi",
        "info",
        "paths",
        "components",
        "schemas",
        "parameters",
        "get",
        "post",
        "200",
        "default",
        "content",
        "application/json",
        "schema",
        "$ref",
        "type",
        "object",
        "string",
        "integer",
        "array",
        "items",
        "properties",
        "required",
        "enum",
        "oneOf",
        "allOf",
        "anyOf",
        "not",
        "discriminator",
        "mapping",
        "nullable",
        "format",
        "additionalProperties",
        "security",
        "servers",
        "url",
        "variables",
        "in",
        "query",
        "path",
        "name",
        "id",
        "responses",
        "requestBody",
        "headers",
        "operationId",
        "description",
        "deprecated",
        "readOnly",
        "writeOnly",
        "x-odd",
        "odd",
        "",
        "/users/{id}",
        "const",
        "minimum",
        "pattern",
    ];
    prop::sample::select(words.map(str::to_owned).to_vec())
}

fn any_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any_json().prop_map(Edit::Replace),
        Just(Edit::Remove),
        (word(), any_json()).prop_map(|(key, value)| Edit::Insert(key, value)),
        word().prop_map(Edit::Rename),
        Just(Edit::Duplicate),
        Just(Edit::Reverse),
        any::<prop::sample::Index>().prop_map(Edit::Copy),
    ]
}

fn apply(document: &mut Value, at: &str, edit: &Edit) {
    if let Edit::Copy(from) = edit {
        let mut all = Vec::new();
        places(document, "", &mut all);
        let value = document
            .pointer(from.get(&all[..]).as_str())
            .cloned()
            .unwrap_or_default();
        *document.pointer_mut(at).expect("a place of the document") = value;
        return;
    }
    let here = document.pointer_mut(at).expect("a place of the document");
    match (edit, here) {
        (Edit::Replace(value), here) => *here = value.clone(),
        (Edit::Insert(key, value), Value::Object(map)) => {
            map.insert(key.clone(), value.clone());
        }
        (Edit::Insert(_, value), Value::Array(items)) => items.insert(0, value.clone()),
        (Edit::Duplicate, Value::Array(items)) => items.extend(items.clone()),
        (Edit::Reverse, Value::Array(items)) => items.reverse(),
        (Edit::Remove | Edit::Rename(_), _) => {
            let Some((parent, _)) = at.rsplit_once('/') else {
                return;
            };
            let key = pointer::tokens(at).last().expect("a place below the root");
            match document.pointer_mut(parent).expect("the parent of a place") {
                Value::Object(map) => {
                    let value = map.shift_remove(&key).expect("a member");
                    if let Edit::Rename(name) = edit {
                        map.insert(name.clone(), value);
                    }
                }
                Value::Array(items) => {
                    items.remove(key.parse().expect("an index"));
                }
                _ => {}
            }
        }
        _ => {}
    }
}

fn edited(edits: &[(prop::sample::Index, Edit)]) -> Value {
    let mut document = everything();
    for (index, edit) in edits {
        let mut all = Vec::new();
        places(&document, "", &mut all);
        let at = index.get(&all).clone();
        apply(&mut document, &at, edit);
    }
    document
}

fn any_edits(most: usize) -> impl Strategy<Value = Vec<(prop::sample::Index, Edit)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any_edit()), 1..=most)
}

/// The same document with the members of all objects in another order.
fn reordered(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let entries = map
                .iter()
                .rev()
                .map(|(key, value)| (key.clone(), reordered(value)));
            Value::Object(entries.collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(reordered).collect()),
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn one_edit_is_reported(edits in any_edits(1)) {
        let (old, new) = (everything(), edited(&edits));
        prop_assert_eq!(compare(&old, &new).is_empty(), old == new);
        prop_assert_eq!(compare(&new, &old).is_empty(), old == new);
    }

    #[test]
    fn further_edits_are_reported_whatever_was_edited_before(before in any_edits(4), edits in any_edits(1)) {
        let old = edited(&before);
        let mut new = old.clone();
        for (index, edit) in &edits {
            let mut all = Vec::new();
            places(&new, "", &mut all);
            let at = index.get(&all).clone();
            apply(&mut new, &at, edit);
        }
        prop_assert_eq!(compare(&old, &new).is_empty(), old == new);
    }

    #[test]
    fn any_json_is_compared(old in any_json(), new in any_json()) {
        prop_assert_eq!(compare(&old, &new).is_empty(), old == new);
    }

    #[test]
    fn the_order_of_members_does_not_matter(edits in any_edits(3)) {
        let (old, new) = (everything(), edited(&edits));
        let straight: Vec<_> = compare(&old, &new).into_iter().map(|change| change.fingerprint).collect();
        let reversed = compare(&reordered(&old), &reordered(&new)).into_iter().map(|change| change.fingerprint);
        prop_assert_eq!(straight, reversed.collect::<Vec<_>>());
    }
}

#[test]
fn every_single_removal_is_reported() {
    let old = everything();
    let mut all = Vec::new();
    places(&old, "", &mut all);
    for at in all.iter().filter(|at| !at.is_empty()) {
        let mut new = old.clone();
        apply(&mut new, at, &Edit::Remove);
        assert!(!compare(&old, &new).is_empty(), "{at} was removed");
        assert!(!compare(&new, &old).is_empty(), "{at} was added");
    }
}
