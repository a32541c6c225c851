//! Components of two documents → one document's. Those of one name are alike by now (see `rename`).

use serde_json::{Map, Value};

use super::{PASS, object_at};
use crate::{Note, NoteKind, pointer};

/// All components of a document, each with its section and name.
pub(super) fn components(document: &Map<String, Value>) -> impl Iterator<Item = (&str, &str, &Value)> {
    let sections = document
        .get("components")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    sections.flat_map(|(section, components)| {
        let components = components.as_object().into_iter().flatten();
        components.map(move |(name, component)| (section.as_str(), name.as_str(), component))
    })
}

pub(super) fn component_of<'a>(
    document: &'a Map<String, Value>,
    section: &str,
    name: &str,
) -> Option<&'a Value> {
    document.get("components")?.get(section)?.get(name)
}

/// Moves the components of `other` to `document`.
pub(super) fn add_components(
    document: &mut Map<String, Value>,
    other: &mut Map<String, Value>,
    notes: &mut Vec<Note>,
) {
    let Some(Value::Object(sections)) = other.remove("components") else {
        return;
    };
    let Some(into) = object_at(document, "components") else {
        return;
    };
    for (section, components) in sections {
        let Value::Object(components) = components else {
            continue;
        };
        let Some(into) = object_at(into, &section) else {
            continue;
        };
        for (name, component) in components {
            match into.get(&name) {
                None => {
                    into.insert(name, component);
                }
                Some(existing) if *existing != component => notes.push(Note::new(
                    NoteKind::Ignored,
                    PASS,
                    pointer::from_tokens(["components", &section, &name]),
                    "the page words it in several ways; the first is kept",
                )),
                Some(_) => {}
            }
        }
    }
}
