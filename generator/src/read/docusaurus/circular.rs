//! `circular(TITLE)` → a reference: a schema that holds itself becomes the component of its title.
//!
//! The schema that is meant is one around the text, or, in a discriminator's mapping (whose references are resolved,
//! too), any of that title.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::PASS;
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::read::components::{Components, key};
use crate::words;

/// Keys of what is data or words, not schemas.
const WORDS: [&str; 7] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "default",
    "enum",
];

/// Puts components and references where a document has such texts.
pub(super) fn untie(document: &mut Map<String, Value>, notes: &mut Vec<Note>) {
    let mut wanted = BTreeSet::new();
    document.values().for_each(|value| collect(value, &mut wanted));
    let mut walk = Untying {
        components: Components::new(document.get("components")),
        wanted,
        defined: BTreeSet::new(),
        notes,
    };
    for section in ["paths", "webhooks"] {
        if let Some(value) = document.get_mut(section) {
            walk.value(value);
        }
    }
    let missing: Vec<_> = walk.wanted.difference(&walk.defined).cloned().collect();
    for title in missing {
        let name = walk.components.insert("schemas", &title, json!({}));
        walk.notes.push(Note::new(
            NoteKind::Ignored,
            PASS,
            pointer::from_tokens(["components", "schemas", &name]),
            format!(
                "the schema {title} contains itself, and the page does not show it: any value is allowed",
                title = words::name(&title)
            ),
        ));
    }
    let sections = walk.components.into_sections();
    if !sections.is_empty() {
        document.insert("components".to_owned(), Value::Object(sections));
    }
}

/// The title in `circular(TITLE)`.
fn title(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix("circular(")?.strip_suffix(')')
}

/// The titles that such texts name.
fn collect(value: &Value, wanted: &mut BTreeSet<String>) {
    if let Some(title) = title(value).filter(|title| !title.is_empty()) {
        wanted.insert(title.to_owned());
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, wanted)),
        Value::Object(object) => {
            let inner = object.iter().filter(|(key, _)| !WORDS.contains(&key.as_str()));
            inner.for_each(|(_, value)| collect(value, wanted));
        }
        _ => {}
    }
}

struct Untying<'n> {
    components: Components,
    wanted: BTreeSet<String>,
    defined: BTreeSet<String>,
    notes: &'n mut Vec<Note>,
}

impl Untying<'_> {
    fn value(&mut self, value: &mut Value) {
        if let Some(title) = title(value) {
            *value = if title.is_empty() {
                self.note(
                    NoteKind::Ignored,
                    "a schema without a title contains itself, and the page does not show it: any value is allowed".to_owned(),
                );
                json!({})
            } else {
                reference(&key(title))
            };
            return;
        }
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    // A property may be called like a word: then it is a schema.
                    if !WORDS.contains(&key.as_str()) || is_schema(value) {
                        self.value(value);
                    }
                }
                self.mapping(object);
                let title = object.get("title").and_then(Value::as_str).map(str::to_owned);
                if let Some(title) = title
                    .filter(|title| self.wanted.contains(title))
                    .filter(|_| is_schema(value))
                {
                    let name = self.components.insert("schemas", &title, value.take());
                    if name != key(&title) {
                        self.note(
                            NoteKind::Inferred,
                            format!(
                                "several schemas are called {title}; references of a schema to itself are taken to mean the first",
                                title = words::name(&title)
                            ),
                        );
                    }
                    self.defined.insert(title);
                    *value = reference(&name);
                }
            }
            _ => {}
        }
    }

    /// The schemas in a discriminator's mapping become components.
    fn mapping(&mut self, object: &mut Map<String, Value>) {
        let Some(Value::Object(mapping)) = object
            .get_mut("discriminator")
            .and_then(|discriminator| discriminator.get_mut("mapping"))
        else {
            return;
        };
        for (value, target) in mapping.iter_mut().filter(|(_, target)| target.is_object()) {
            let resolved = target.take();
            let named = match resolved.get("$ref") {
                Some(reference) => reference.clone(),
                None => {
                    let title = resolved
                        .get("title")
                        .and_then(Value::as_str)
                        .unwrap_or(value)
                        .to_owned();
                    self.defined.insert(title.clone());
                    let name = self.components.insert("schemas", &title, resolved);
                    reference(&name)["$ref"].take()
                }
            };
            *target = named;
        }
    }

    fn note(&mut self, kind: NoteKind, what: String) {
        self.notes
            .push(Note::new(kind, PASS, "/components/schemas", what));
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn is_schema(value: &Value) -> bool {
    ["type", "properties", "allOf", "oneOf", "anyOf", "items", "enum"]
        .iter()
        .any(|key| value.get(key).is_some())
}
