//! Keywords whose value is of another type than OpenAPI says: `deprecated: "true"`, `enum: x`, `properties: []`.
//!
//! What is meant is said (`title: 5` is a text, one tag is a list of one); what says nothing is left out. A constraint that is
//! left out allows more than it did, so its schema is marked for the `widened` pass.

use serde_json::{Value, json};

use crate::openapi::annotations::is_annotation;
use crate::openapi::schema::JsonObject;
use crate::openapi::{Child, ObjectKind, walk_down};
use crate::pass::{Log, Pass};
use crate::pointer;
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "values",
    why: "a keyword with a value of the wrong type is not valid OpenAPI, and nothing reads it rightly",
    run: |document, log| {
        walk_down(document, &mut |kind, at, value| {
            let Value::Object(object) = value else { return };
            match object.get("$ref") {
                None => {}
                Some(Value::String(_)) => return,
                Some(other) => {
                    log.ignored(at, format!("`$ref: {other}` refers to nothing"));
                    object.shift_remove("$ref");
                }
            }
            for key in object.keys().cloned().collect::<Vec<_>>() {
                // Which keys there may be is another pass' to say.
                if let Some(child) = kind.child(&key) {
                    settle(object, kind, &key, child, at, log);
                }
            }
        });
    },
};

fn settle(object: &mut JsonObject, kind: ObjectKind, key: &str, child: Child, at: &str, log: &mut Log<'_>) {
    let Some(value) = object.get_mut(key) else { return };
    if child.holds_objects() {
        entries(value, child, &pointer::join(at, key), log);
    }
    if fits(value, child) {
        return;
    }
    let written = shown(value);
    if let Some(meant) = meant(value, child) {
        log.inferred(
            at,
            format!(
                "{written} means {meant}",
                written = words::name(&format!("{key}: {written}")),
                meant = words::name(&meant.to_string())
            ),
        );
        *value = meant;
        return;
    }
    let what = format!("`{key}: {written}` is not what OpenAPI expects there");
    object.shift_remove(key);
    if kind == ObjectKind::Schema && !is_annotation(key) {
        log.disregarded(object, at, what);
    } else {
        log.ignored(at, what);
    }
}

fn fits(value: &Value, child: Child) -> bool {
    match child {
        Child::Any => true,
        Child::Text => value.is_string(),
        Child::TextOrTexts => value.is_string() || fits(value, Child::Texts),
        Child::Flag => value.is_boolean(),
        Child::Number => value.is_number(),
        Child::Count => value.is_u64(),
        Child::Texts => matches!(value, Value::Array(texts) if texts.iter().all(Value::is_string)),
        Child::Values => matches!(value, Value::Array(values) if !values.is_empty()),
        Child::List(ObjectKind::Schema) => matches!(value, Value::Array(members) if !members.is_empty()),
        Child::List(_) => value.is_array(),
        Child::One(ObjectKind::ExternalDocs) => value.get("url").is_some_and(Value::is_string),
        Child::One(ObjectKind::Schema) => value.is_object() || value.is_boolean(),
        Child::Entries | Child::Map(_) | Child::One(_) => value.is_object(),
        Child::SchemaOrBoolean => value.is_object() || value.is_boolean(),
    }
}

/// What a value of another type can only mean.
fn meant(value: &Value, child: Child) -> Option<Value> {
    Some(match (child, value) {
        (Child::Text, Value::Number(_) | Value::Bool(_)) => json!(value.to_string()),
        (Child::Flag, Value::String(text)) => json!(text.trim().to_ascii_lowercase().parse::<bool>().ok()?),
        (Child::Number, Value::String(text)) => Value::Number(text.trim().parse().ok()?),
        (Child::Count, Value::String(text)) => json!(text.trim().parse::<u64>().ok()?),
        // 2.0 is a whole number, and JSON Schema takes it for one.
        (Child::Count, Value::Number(number)) => {
            let whole = number.as_f64().filter(|number| number.fract() == 0.0);
            json!(format!("{}", whole?).parse::<u64>().ok()?)
        }
        (Child::Texts, Value::String(_)) => json!([value]),
        (Child::Texts, Value::Array(texts)) => texts
            .iter()
            .filter_map(|text| match text {
                Value::String(_) => Some(text.clone()),
                text => meant(text, Child::Text),
            })
            .collect(),
        _ => return None,
    })
}

/// What stands where an object has to.
fn entries(value: &mut Value, child: Child, at: &str, log: &mut Log<'_>) {
    match (child, value) {
        (Child::List(kind), Value::Array(items)) => {
            let mut index = 0;
            let mut left_out = Vec::new();
            items.retain_mut(|item| {
                let is_kept = entry(item, kind, &pointer::join(at, index.to_string()), log);
                if !is_kept {
                    left_out.push((at.to_owned(), index));
                }
                index += 1;
                is_kept
            });
            log.left_out(left_out);
        }
        (Child::Map(kind), Value::Object(items)) => items.retain(|name, item| {
            let ours = kind == ObjectKind::Schema || !name.starts_with("x-");
            !ours || entry(item, kind, &pointer::join(at, name), log)
        }),
        _ => {}
    }
}

/// Makes an object of what is none; `false` when that would say something.
fn entry(item: &mut Value, kind: ObjectKind, at: &str, log: &mut Log<'_>) -> bool {
    if kind == ObjectKind::Schema && item.is_boolean() {
        return true;
    }
    if item.is_object() && (kind != ObjectKind::Tag || item.get("name").is_some_and(Value::is_string)) {
        return true;
    }
    let written = shown(item);
    match kind {
        ObjectKind::Schema => {
            let mut anything = JsonObject::new();
            log.disregarded(
                &mut anything,
                at,
                format!(
                    "{written} is not a schema: any value is allowed",
                    written = words::name(&written)
                ),
            );
            *item = Value::Object(anything);
        }
        ObjectKind::MediaType => {
            log.ignored(
                at,
                format!(
                    "{written} says nothing about the media type",
                    written = words::name(&written)
                ),
            );
            *item = json!({});
        }
        _ => {
            log.ignored(
                at,
                format!(
                    "{written} is not what OpenAPI expects there",
                    written = words::name(&written)
                ),
            );
            return false;
        }
    }
    true
}

/// A value as a note quotes it.
fn shown(value: &Value) -> String {
    const LONGEST: usize = 60;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
