//! `enum: [{value: A, description: …}]` → `enum: [A]`: a value with its words, where only the value is on the wire.

use serde_json::{Map, Value, json};

use super::PASS;
use crate::note::{Note, NoteKind};
use crate::openapi::reference;
use crate::pointer;

/// Replaces the values that are spelled as objects by what they hold.
pub(super) fn plain_values(document: &mut Map<String, Value>, notes: &mut Vec<Note>) {
    for (key, value) in document {
        walk(value, &pointer::join("", key), notes);
    }
}

fn walk(value: &mut Value, pointer: &str, notes: &mut Vec<Note>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk(item, &pointer::join(pointer, index.to_string()), notes);
            }
        }
        Value::Object(object) => {
            if object.get("type").is_none_or(|kind| kind != "object") {
                settle(object, pointer, notes);
            }
            // What stands in a sample is data.
            for (key, value) in object {
                if !["example", "examples", "default", "const", "enum"].contains(&key.as_str())
                    || !is_sample(value)
                {
                    walk(value, &pointer::join(pointer, key), notes);
                }
            }
        }
        _ => {}
    }
}

/// Whether a value under the name of a sample is one: a property may be called so, too, and is a schema then.
fn is_sample(value: &Value) -> bool {
    let says_type = |value: &Value| value.get("type").is_some() || reference::of(value).is_some();
    !says_type(value)
}

fn settle(schema: &mut Map<String, Value>, pointer: &str, notes: &mut Vec<Note>) {
    let Some(Value::Array(values)) = schema.get("enum") else {
        return;
    };
    let plain: Option<Vec<_>> = values.iter().map(plain).collect();
    let Some(plain) = plain.filter(|values| !values.is_empty()) else {
        return;
    };
    let words: Map<String, Value> = values
        .iter()
        .filter_map(|value| {
            let words = value.get("description").filter(|words| *words != "")?;
            let value = value.get("value")?;
            let name = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some((name, words.clone()))
        })
        .collect();
    schema.insert("enum".to_owned(), Value::Array(plain));
    if !words.is_empty() {
        schema
            .entry("x-enum-descriptions")
            .or_insert_with(|| json!(words));
    }
    notes.push(Note::new(
        NoteKind::Inferred,
        PASS,
        pointer::join(pointer, "enum"),
        "the values are written as objects `{value: …}`; what is sent is the `value`",
    ));
}

/// What an object with a value and, maybe, words about it holds.
fn plain(value: &Value) -> Option<Value> {
    let object = value.as_object()?;
    let is_known = |key: &String| ["value", "name", "description"].contains(&key.as_str());
    let value = object
        .get("value")
        .filter(|value| !value.is_object() && !value.is_array())?;
    object.keys().all(is_known).then(|| value.clone())
}
