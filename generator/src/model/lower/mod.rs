//! Canonical → the dialect that `fit` takes: OpenAPI 3.0's words for schemas, and what an operation of a client can be.
//!
//! What the words cannot say is widened, never narrowed, and noted: everything valid under the canonical document is
//! valid under the lowered one. Passes that only say the same otherwise leave no notes.

mod array_items;
mod assertions;
mod boolean_schemas;
mod bounds;
mod constants;
mod content_keywords;
mod defaults;
mod example;
mod info;
mod keywords;
mod left_out;
mod null_types;
mod null_unions;
mod open_properties;
mod operations;
mod parameters;
mod reference_siblings;
mod security_roles;
mod type_arrays;
mod webhooks;
mod widened;

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::lift::Canonical;
use crate::note::Note;
use crate::openapi::{schemas, version};
use crate::pass::Pass;

pub(super) use content_keywords::PART_TYPE;

/// From OpenAPI 3.1 to the dialect, in this order.
pub const LOWERING: &[Pass] = &[
    left_out::PASS,
    webhooks::PASS,
    operations::PASS,
    parameters::PASS,
    security_roles::PASS,
    info::PASS,
    boolean_schemas::PASS,
    reference_siblings::PASS,
    open_properties::PASS,
    constants::PASS,
    type_arrays::PASS,
    array_items::PASS,
    null_unions::PASS,
    null_types::PASS,
    bounds::PASS,
    content_keywords::PASS,
    assertions::PASS,
    defaults::PASS,
    example::PASS,
    keywords::PASS,
    widened::PASS,
];

/// The canonical document in the dialect, with the notes of lowering.
pub fn lower(canonical: &Canonical) -> Canonical {
    let mut document = canonical.document.clone();
    let notes = lower_document(&mut document);
    Canonical {
        file: canonical.file.clone(),
        style: canonical.style,
        document,
        notes,
        set: canonical.set.clone(),
        left_out: canonical.left_out.clone(),
    }
}

/// A canonical document as the model reads it, for comparing two of them. What is in the dialect already, or no document at
/// all, is left as it is.
pub fn normalise(document: &Value) -> Cow<'_, Value> {
    if !version::is_canonical(document) {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    // Bounds and conditions are compared in the page's own words, and so is what types say more widely.
    schemas(&mut document, &mut |_, schema| {
        for keyword in WIDENED {
            if let Some(value) = schema.get(keyword).cloned() {
                schema.insert(format!("{AS_SAID}{keyword}"), value);
            }
        }
    });
    lower_by(&mut document, |pass| {
        ![bounds::PASS.id, assertions::PASS.id].contains(&pass.id)
    });
    Cow::Owned(document)
}

/// Keywords that types say more widely, or not at all, and what [`normalise`] keeps them under.
const WIDENED: [&str; 5] = [
    "prefixItems",
    "patternProperties",
    "unevaluatedProperties",
    "contentMediaType",
    "contentSchema",
];
const AS_SAID: &str = "x-as-said-";

/// The keyword that [`normalise`] kept under `key`, if it is one.
pub(crate) fn as_said(key: &str) -> Option<&str> {
    key.strip_prefix(AS_SAID)
}

/// Whether a keyword is a condition that types have no counterpart for.
pub(crate) fn is_condition(keyword: &str) -> bool {
    assertions::KEYWORDS.iter().any(|(known, _)| *known == keyword)
}

/// The schema of null, in the only words that the dialect has for it.
fn null_schema() -> Value {
    json!({"enum": [null]})
}

fn lower_document(document: &mut Value) -> Vec<Note> {
    lower_by(document, |_| true)
}

fn lower_by(document: &mut Value, is_wanted: fn(&Pass) -> bool) -> Vec<Note> {
    let mut notes = Vec::new();
    for pass in LOWERING.iter().filter(|pass| is_wanted(pass)) {
        pass.run(document, &mut notes);
    }
    if let Value::Object(root) = document {
        root.insert("openapi".to_owned(), json!("3.0.3"));
    }
    notes
}
