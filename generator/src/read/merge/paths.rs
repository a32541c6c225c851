//! Paths and webhooks of two documents → one document's. A path that both describe has the operations of both.

use serde_json::{Map, Value};

use super::{PASS, Part, object_at};
use crate::openapi::METHODS;
use crate::{Error, Note, NoteKind, Result, Stage, pointer};

/// Moves the paths and webhooks of a part to `document`.
///
/// # Errors
///
/// One operation described twice and differently.
pub(super) fn add_paths(
    document: &mut Map<String, Value>,
    part: &mut Part,
    notes: &mut Vec<Note>,
) -> Result<()> {
    for section in ["paths", "webhooks"] {
        let Some(Value::Object(paths)) = part.document.remove(section) else {
            continue;
        };
        let Some(into) = object_at(document, section) else {
            continue;
        };
        for (path, mut item) in paths {
            let (Some(Value::Object(existing)), Value::Object(item)) = (into.get_mut(&path), &mut item)
            else {
                into.insert(path, item);
                continue;
            };
            push_down(existing, item);
            for (key, value) in std::mem::take(item) {
                match existing.get(&key) {
                    None => {
                        existing.insert(key, value);
                    }
                    Some(same) if *same == value => {}
                    Some(_) if METHODS.contains(&key.as_str()) => {
                        return Err(Error::new(
                            Stage::Read,
                            part.place.clone(),
                            format!(
                                "`{} {path}` is described a second time, differently",
                                key.to_uppercase()
                            ),
                            "remove one of the two fences",
                        ));
                    }
                    Some(_) => notes.push(Note::new(
                        NoteKind::Ignored,
                        PASS,
                        pointer::from_tokens([section, &path, &key]),
                        "the page says it in several ways; the first is kept",
                    )),
                }
            }
        }
    }
    Ok(())
}

/// Moves what two items of one path say for all their operations to the operations, where it differs.
fn push_down(a: &mut Map<String, Value>, b: &mut Map<String, Value>) {
    for key in ["parameters", "servers"] {
        if a.get(key) == b.get(key) {
            continue;
        }
        for item in [&mut *a, &mut *b] {
            let Some(Value::Array(shared)) = item.remove(key) else {
                continue;
            };
            for operation in operations(item) {
                match operation.get_mut(key) {
                    Some(Value::Array(own)) if key == "parameters" => inherit(own, &shared),
                    Some(_) => {}
                    None => {
                        operation.insert(key.to_owned(), Value::Array(shared.clone()));
                    }
                }
            }
        }
    }
}

/// Puts a path's parameters before an operation's own, which override those of one name and location.
fn inherit(own: &mut Vec<Value>, shared: &[Value]) {
    let is_overridden = |shared: &Value| {
        own.iter()
            .any(|own| own.get("name") == shared.get("name") && own.get("in") == shared.get("in"))
    };
    let inherited: Vec<_> = shared
        .iter()
        .filter(|shared| !is_overridden(shared))
        .cloned()
        .collect();
    own.splice(0..0, inherited);
}

/// The operations of a path item.
pub(super) fn operations(
    path_item: &mut Map<String, Value>,
) -> impl Iterator<Item = &mut Map<String, Value>> {
    path_item
        .iter_mut()
        .filter(|(key, _)| METHODS.contains(&key.as_str()))
        .filter_map(|(_, operation)| operation.as_object_mut())
}
