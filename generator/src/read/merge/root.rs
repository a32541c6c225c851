//! What documents say at their root, for all their operations: version, servers, security, tags and the rest.

use serde_json::{Map, Value, json};

use super::PASS;
use super::paths::operations;
use crate::{Note, NoteKind, pointer};

/// A page that mixes versions is read as the newest, which can say all that the others say.
pub(super) fn newer_version(
    document: &mut Map<String, Value>,
    other: &Map<String, Value>,
    notes: &mut Vec<Note>,
) {
    let is_3_1 = |document: &Map<String, Value>| {
        document
            .get("openapi")
            .and_then(Value::as_str)
            .is_some_and(|version| version.starts_with("3.1"))
    };
    if is_3_1(document) != is_3_1(other) {
        document.insert("openapi".to_owned(), "3.1.0".into());
        let what = "the page mixes OpenAPI 3.0 and 3.1, read as 3.1";
        notes.push(Note::new(NoteKind::Inferred, PASS, "/openapi", what));
    }
}

/// What `other` says at its root for all its operations, said at those operations instead, unless `document` says the
/// same. No security at the root means that none is needed; no servers mean that the page does not tell them, so that
/// those of `document` hold.
pub(super) fn push_down(document: &Map<String, Value>, other: &mut Map<String, Value>, key: &str) {
    let is_stated =
        |value: &Value| key != "servers" || value.as_array().is_none_or(|servers| !servers.is_empty());
    let said = other.remove(key).filter(is_stated);
    if said.as_ref() == document.get(key) {
        return;
    }
    let Some(said) = said.or_else(|| (key == "security").then(|| json!([]))) else {
        return;
    };
    let items = other.get_mut("paths").and_then(Value::as_object_mut);
    for path_item in items.into_iter().flat_map(Map::values_mut) {
        let Value::Object(path_item) = path_item else {
            continue;
        };
        if path_item.contains_key(key) {
            continue;
        }
        for operation in operations(path_item) {
            operation.entry(key).or_insert_with(|| said.clone());
        }
    }
}

/// Adds what is left of `other`; of what both say, the first is kept.
pub(super) fn add_rest(document: &mut Map<String, Value>, other: Map<String, Value>, notes: &mut Vec<Note>) {
    for (key, value) in other {
        match (key.as_str(), document.get_mut(&key)) {
            ("openapi", _) => {}
            ("tags", Some(Value::Array(tags))) => {
                let Value::Array(others) = value else { continue };
                for tag in others {
                    if !tags.iter().any(|known| known.get("name") == tag.get("name")) {
                        tags.push(tag);
                    }
                }
            }
            (_, None) => {
                document.insert(key, value);
            }
            (_, Some(existing)) if *existing != value => notes.push(Note::new(
                NoteKind::Ignored,
                PASS,
                pointer::join("", &key),
                "the page says it in several ways; the first is kept",
            )),
            _ => {}
        }
    }
}
