//! What is checked around the passes: that every reference leads somewhere, and that the passes did their work.

use serde_json::Value;

use super::Fitted;
use super::schema::{
    component, is_enum, is_struct, is_union, list, ref_name, roots_mut, schemas, target, type_of,
};
use crate::pointer::{join, resolve};
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
                    Error::new(
                        Stage::Preflight,
                        Place::file(file).pointer(pointer),
                        problem,
                        remedy,
                    )
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
                format!("`{next}` refers to another document"),
                "bundle the page into one document first",
            ));
        }
        let Some(found) = resolve(document, next) else {
            return Err((
                format!("`{next}` refers to nothing"),
                "add what it refers to, or remove it in the overlay",
            ));
        };
        match found.get("$ref").and_then(Value::as_str) {
            Some(again) if seen.contains(&again) => {
                return Err((
                    format!("`{next}` refers to itself"),
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

/// Refuses what the engine would panic on or guess about: anything outside the form that `fit` promises.
pub(super) fn form(fitted: &Fitted, file: &str) -> Result<()> {
    let refuse = |pointer: &str, what: &str| {
        Err(Error::new(
            Stage::Preflight,
            Place::file(file).pointer(pointer),
            format!("no Rust type is known for this schema ({what})"),
            "simplify it in the overlay, and report it",
        ))
    };
    let held = |schema: &Value, pointer: &str| match unfit(schema, &fitted.document) {
        Some(what) => refuse(pointer, &what),
        None => Ok(()),
    };
    for (name, schema) in schemas(&fitted.document) {
        let pointer = join("/components/schemas", name);
        if name == super::SECRET {
            continue;
        }
        if is_struct(schema) {
            for (property, schema) in super::schema::properties(schema) {
                held(schema, &join(&join(&pointer, "properties"), property))?;
            }
            if let Some(extra) = schema.get("additionalProperties") {
                held(extra, &join(&pointer, "additionalProperties"))?;
            }
        } else if is_union(schema) {
            for (index, member) in list(schema, "oneOf").iter().enumerate() {
                held(member, &join(&join(&pointer, "oneOf"), index.to_string()))?;
            }
        } else if !is_enum(schema) {
            return refuse(&pointer, "neither struct, enum nor union");
        }
    }
    let mut document = fitted.document.clone();
    let mut result = Ok(());
    roots_mut(&mut document, &mut |pointer, schema| {
        if result.is_ok() && !pointer.starts_with("/components/") {
            result = held(schema, pointer);
        }
    });
    result
}

/// Why a schema is not a reference, a plain type, or a list or map of such.
fn unfit(schema: &Value, document: &Value) -> Option<String> {
    if let Some(name) = target(schema) {
        return component(document, name)
            .is_none()
            .then(|| format!("`{name}` is missing"));
    }
    if ref_name(schema).is_some() || is_struct(schema) || is_enum(schema) || is_union(schema) {
        return Some("it has no name".into());
    }
    match type_of(schema) {
        Some("array") => schema.get("items").and_then(|items| unfit(items, document)),
        Some("object") => schema
            .get("additionalProperties")
            .and_then(|values| unfit(values, document)),
        Some("string" | "integer" | "number" | "boolean") | None => None,
        Some(other) => Some(format!("type `{other}`")),
    }
}
