//! What is checked before the passes: that every reference leads somewhere.

use serde_json::Value;

use crate::openapi::reference;
use crate::pointer::{join, resolve};
use crate::words;
use crate::{Canonical, Error, Place, Result, Stage};

/// Refuses references to other documents, references to nothing, and circles of references.
pub(super) fn references(canonical: &Canonical) -> Result<()> {
    check(&canonical.document, "", &canonical.document, &canonical.file)
}

fn check(value: &Value, pointer: &str, document: &Value, file: &str) -> Result<()> {
    match value {
        Value::Object(object) => {
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                follow(reference, document).map_err(|(problem, remedy)| {
                    Error::new(Stage::Model, Place::file(file).pointer(pointer), problem, remedy)
                })?;
            }
            for (key, value) in object {
                // Examples and extensions are data.
                if !matches!(key.as_str(), "example" | "examples" | "default" | "enum")
                    && !key.starts_with("x-")
                {
                    check(value, &join(pointer, key), document, file)?;
                }
            }
            Ok(())
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| check(item, &join(pointer, index.to_string()), document, file)),
        _ => Ok(()),
    }
}

fn follow(reference: &str, document: &Value) -> std::result::Result<(), (String, &'static str)> {
    let mut next = reference;
    let mut seen = vec![reference];
    loop {
        if !next.starts_with('#') {
            return Err((
                format!("{next} refers to another document", next = words::name(next)),
                "bundle the page into one document first",
            ));
        }
        let Some(found) = resolve(document, next) else {
            return Err((
                format!("{next} refers to nothing", next = words::name(next)),
                "add what it refers to, or remove it in the overlay",
            ));
        };
        match reference::of(found) {
            Some(again) if seen.contains(&again) => {
                return Err((
                    format!("{next} refers to itself", next = words::name(next)),
                    "write out one of the references in the overlay",
                ));
            }
            Some(again) => {
                seen.push(again);
                next = again;
            }
            None => return Ok(()),
        }
    }
}
