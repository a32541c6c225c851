//! References: each leads to something in this document, and none in a circle unless a schema lies on it.

use serde_json::Value;

use super::error;
use crate::lift::model::{Kind, walk_down};
use crate::{Result, pointer};

/// Checks every `$ref` of the document.
pub(super) fn references(file: &str, document: &mut Value) -> Result<()> {
    let mut found = Vec::new();
    walk_down(document, &mut |kind, pointer, value| {
        if let Some(Value::String(reference)) = value.get("$ref") {
            found.push((kind, pointer.to_owned(), reference.clone()));
        }
    });
    for (kind, pointer, reference) in found {
        check(file, document, kind, &pointer, &reference)?;
    }
    Ok(())
}

fn check(file: &str, document: &Value, kind: Kind, at: &str, reference: &str) -> Result<()> {
    if !reference.starts_with('#') {
        return Err(error(
            file,
            at,
            format!("`$ref: {reference}` is in another document"),
            "bundle the documents into one, for instance with `redocly bundle`",
        ));
    }
    let mut seen = vec![reference];
    let mut reference = reference;
    loop {
        let Some(target) = pointer::resolve(document, reference) else {
            return Err(error(
                file,
                at,
                format!("`$ref: {reference}` leads nowhere"),
                "add what is missing, or remove the reference, with an overlay action",
            ));
        };
        // A reference that names another: followed, so that a circle of nothing but references is found.
        match target.get("$ref").and_then(Value::as_str) {
            Some(next) if kind != Kind::PathItem => reference = next,
            _ => return Ok(()),
        }
        if seen.contains(&reference) {
            return Err(error(
                file,
                at,
                format!("`$ref: {reference}` leads back to itself and never to anything"),
                "put what is meant in its place with an overlay action",
            ));
        }
        if !reference.starts_with('#') {
            return Ok(()); // reported where it stands
        }
        seen.push(reference);
    }
}
