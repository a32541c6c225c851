//! Several OpenAPI documents of one page → one document.
//!
//! A page that documents several operations holds one complete document for each. Their operations come together;
//! what a document says for all its operations (servers, security) moves to its operations where it differs from the
//! first document's; components of one name and one shape are one component, and others are renamed apart.

mod alike;
mod components;
mod paths;
mod rename;
mod root;
#[cfg(test)]
mod tests;

pub(super) use self::alike::same_but_for_prose;

use serde_json::{Map, Value};

use self::components::add_components;
use self::paths::add_paths;
use self::rename::rename_apart;
use self::root::{add_rest, newer_version, push_down};
use crate::{Error, Note, Place, Result, Stage};

const PASS: &str = "merge";

/// One document and where it stands.
pub(super) struct Part {
    pub(super) document: Map<String, Value>,
    pub(super) place: Place,
}

/// Merges the documents into the first; without any, an empty one.
///
/// # Errors
///
/// One operation described twice and differently, or several documents of which one is of Swagger 2.0.
pub(super) fn merge(parts: Vec<Part>, notes: &mut Vec<Note>) -> Result<Map<String, Value>> {
    let mut parts = parts.into_iter();
    let Some(Part { mut document, .. }) = parts.next() else {
        return Ok(Map::new());
    };
    for mut part in parts {
        if [&document, &part.document]
            .iter()
            .any(|document| document.contains_key("swagger"))
        {
            return Err(Error::new(
                Stage::Read,
                part.place,
                "a second Swagger 2.0 document on one page",
                "split the page, or convert its documents to OpenAPI 3",
            ));
        }
        newer_version(&mut document, &part.document, notes);
        rename_apart(&document, &part.document, notes).apply(&mut part.document);
        push_down(&document, &mut part.document, "servers");
        push_down(&document, &mut part.document, "security");
        add_components(&mut document, &mut part.document, notes);
        add_paths(&mut document, &mut part, notes)?;
        add_rest(&mut document, part.document, notes);
    }
    Ok(document)
}

/// The object under a key, a new one if there is nothing; `None` when something else stands there.
fn object_at<'a>(object: &'a mut Map<String, Value>, key: &str) -> Option<&'a mut Map<String, Value>> {
    object
        .entry(key)
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
}
