//! Where a reference leads, and what a key holds.

use std::collections::HashMap;
use std::fmt;

use serde_json::Value;

use crate::openapi::discriminator::DEFAULT;
use crate::openapi::{Child, ObjectKind};
use crate::pointer;

/// A place in a file beside the document; the document itself has no path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FilePlace {
    /// Path from the document's folder.
    pub(super) file: String,
    /// JSON pointer, or the name of an anchor, which has no `/` in front.
    pub(super) pointer: String,
}

/// The anchors of a file (JSON Schema, `$anchor`), each with the JSON pointer of the schema that it stands in.
pub(super) fn anchors(value: &Value, at: &str, found: &mut HashMap<String, String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(name)) = object.get("$anchor") {
                found.entry(name.clone()).or_insert_with(|| at.to_owned());
            }
            for (key, inner) in object {
                anchors(inner, &pointer::join(at, key), found);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                anchors(inner, &pointer::join(at, index.to_string()), found);
            }
        }
        _ => {}
    }
}

impl FilePlace {
    /// Where a `$ref` in `from` leads; `None` for the document's own references, as they are, for URLs, for absolute paths and
    /// for what is outside of the document's folder.
    pub(super) fn of(reference: &str, from: &str, own: &str) -> Option<Self> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        if from.is_empty() && path.is_empty() {
            return None;
        }
        // A colon is a scheme's or a drive's.
        if path.starts_with(['/', '\\']) || path.contains(':') || path.contains('\\') {
            return None;
        }
        let decoded = |text: &str| pointer::fragment(&format!("#{text}"));
        let pointer = decoded(fragment)?;
        let is_anchor = !pointer.is_empty() && !pointer.starts_with('/');
        let file = match path {
            // One of the same schema goes where the schema goes.
            "" if is_anchor => return None,
            "" => from.to_owned(),
            path => join(from, &decoded(path)?)?,
        };
        Some(Self {
            file: if file == own { String::new() } else { file },
            pointer,
        })
    }

    /// What a component of this place is called: after the last part of the pointer, or else after the file.
    pub(super) fn name(&self) -> String {
        let last = pointer::tokens(&self.pointer).last();
        let stem = || {
            let file = self.file.rsplit('/').next().unwrap_or_default();
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            stem.to_owned()
        };
        let word = last.unwrap_or_else(stem);
        let word: String = word
            .chars()
            .map(|c| match c {
                c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => c,
                _ => '_',
            })
            .collect();
        match word.trim_matches('_') {
            "" => "Unnamed".to_owned(),
            word => word.to_owned(),
        }
    }
}

impl fmt::Display for FilePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => f.write_str(&self.file),
            pointer => write!(f, "{}#{pointer}", self.file),
        }
    }
}

/// `path` from the folder of the file `from`; `None` when that is outside of the document's folder.
fn join(from: &str, path: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Whether a text may have a `$ref` that does not start with `#`, or a mapping to a file.
pub(super) fn refers_elsewhere(text: &str) -> bool {
    text.split("$ref").skip(1).any(|rest| {
        let rest = rest.trim_start_matches(['"', '\'', ' ', '\t', ':', '\r', '\n', '|', '>', '-']);
        !rest.starts_with('#')
    })
}

/// What stands under a key.
pub(super) enum Holds {
    /// Examples and values, in which nothing is a reference.
    Data,
    /// Where a discriminator leads.
    Mapping,
    Schema,
    /// Schemas by names.
    Schemas,
    Other,
}

/// What stands under `key` of a schema, or of another object of a document in whatever version.
pub(super) fn holds(key: &str, in_schema: bool) -> Holds {
    if key == "mapping" || key == DEFAULT {
        return Holds::Mapping;
    }
    if in_schema && let Some(child) = ObjectKind::Schema.child(key) {
        return match child {
            Child::One(ObjectKind::Schema) | Child::List(ObjectKind::Schema) | Child::SchemaOrBoolean => {
                Holds::Schema
            }
            Child::Map(ObjectKind::Schema) => Holds::Schemas,
            Child::Any | Child::Values => Holds::Data,
            _ => Holds::Other,
        };
    }
    match key {
        "example" | "enum" | "const" | "value" => Holds::Data,
        "schema" | "itemSchema" => Holds::Schema,
        "schemas" | "definitions" => Holds::Schemas,
        key if key.starts_with("x-") => Holds::Data,
        // A response by name is called `default`, and named examples are objects of the document's.
        _ => Holds::Other,
    }
}
