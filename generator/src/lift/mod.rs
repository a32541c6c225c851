//! Draft → canonical: what the page (as corrected) says, in OpenAPI 3.1.
//!
//! Every pass is exact: it says the same in the newer words, so that the same values are valid as before. Where a page says
//! what no version of OpenAPI gives a meaning, that is left out with a note. [`RAISING`] and [`COMPLETION`] are the stage's
//! table of contents; the overlay comes between them, so that corrections are written against OpenAPI 3.1 whatever version
//! the page is in.

mod check;
mod component_names;
mod components;
mod dangling_references;
mod dependencies;
mod discriminators;
mod disregarded;
mod examples;
mod exclusive_bounds;
mod formats;
mod identifiers;
mod info;
mod mappings;
mod null_schemas;
mod nullable;
mod operation_ids;
mod order;
mod parameters;
mod path_items;
mod path_parameters;
mod raw_bytes;
mod reference_siblings;
mod references;
mod request_bodies;
mod required;
mod requirements;
mod responses;
mod schema_from_example;
mod security;
mod servers;
mod single_references;
mod stray_parameters;
mod swagger;
mod tuples;
mod types;
mod unknown_keywords;
mod values;

use serde_json::Value;

use crate::error::Result;
use crate::note::Note;
use crate::openapi::{ObjectKind, read};
use crate::overlay::Overlay;
use crate::pass::{LeftOut, Pass, run};
use crate::read::{Draft, PageSet, Style};
use crate::yaml;

/// The version that canonical documents are in.
pub const VERSION: &str = "3.1.1";

/// The version of canonical documents that use words of it.
pub const VERSION_3_2: &str = "3.2.0";

/// From any version to OpenAPI 3.1, in this order.
pub const RAISING: &[Pass] = &[
    swagger::PASS,
    identifiers::PASS,
    references::PASS,
    components::PASS,
    component_names::PASS,
    path_items::PASS,
    // Before the passes over schemas: it makes schemas of what parameters say about their values.
    parameters::PASS,
    reference_siblings::PASS,
    required::PASS,
    types::PASS,
    tuples::PASS,
    dependencies::PASS,
    null_schemas::PASS,
    nullable::PASS,
    // After what takes `allOf` of one with `nullable` beside it.
    single_references::PASS,
    exclusive_bounds::PASS,
    formats::PASS,
    raw_bytes::PASS,
    discriminators::PASS,
    examples::PASS,
    info::PASS,
    servers::PASS,
    path_parameters::PASS,
    request_bodies::PASS,
    responses::PASS,
    security::PASS,
    unknown_keywords::PASS,
    values::PASS,
    disregarded::PASS,
];

/// What a page may leave out and a canonical document says, after the overlay.
/// Where the page contradicts itself, and no correction mended it, that is left out with a warning.
pub const COMPLETION: &[Pass] = &[
    dangling_references::PASS,
    requirements::PASS,
    mappings::PASS,
    stray_parameters::PASS,
    operation_ids::PASS,
    schema_from_example::PASS,
    disregarded::PASS,
    order::PASS,
];

/// An OpenAPI 3.1 document that says what the page says: written to `openapi.yaml`, read by `compare`.
#[derive(Debug, Clone)]
pub struct Canonical {
    /// The page's name, for messages.
    pub file: String,
    /// The page's style.
    pub style: Style,
    /// OpenAPI 3.1, or 3.2 where the page uses its words. Every operation has a unique `operationId`.
    pub document: Value,
    /// Notes of reading and lifting.
    pub notes: Vec<Note>,
    /// What is known of the pages beside the document.
    pub set: PageSet,
    /// What the page has in its lists and the document has not.
    pub left_out: LeftOut,
}

impl Canonical {
    /// The document as `openapi.yaml` holds it.
    pub fn to_yaml(&self) -> String {
        yaml::to_string(&self.document)
    }
}

/// Lifts a draft: raises its version, applies the corrections, fills what must be there.
///
/// # Errors
///
/// A document that cannot be understood, or an overlay action that matches nothing.
pub fn lift(draft: Draft, overlay: Option<&Overlay>) -> Result<Canonical> {
    let Draft {
        file,
        style,
        mut document,
        mut notes,
        set,
    } = draft;
    check::shape(&file, &document)?;
    check::containers(&file, &document)?;
    let mut left_out = LeftOut::default();
    raise_from(&mut document, &mut notes, &mut left_out);
    if let Some(overlay) = overlay {
        notes.extend(overlay.apply(&mut document)?);
        check::containers(&file, &document)?;
        // An action may bring in what a pass would have raised; it is written against OpenAPI 3.1, so that is rare.
        run(RAISING, &mut document, &mut notes, &mut left_out);
    }
    run(COMPLETION, &mut document, &mut notes, &mut left_out);
    check::lifted(&file, &mut document)?;
    Ok(Canonical {
        file,
        style,
        document,
        notes,
        set,
        left_out,
    })
}

/// Raises the version of a document that can be lifted. What the passes wrote, and what an overlay brings in, means what
/// OpenAPI 3.1 says.
pub(crate) fn raise(document: &mut Value, notes: &mut Vec<Note>) {
    raise_from(document, notes, &mut LeftOut::default());
}

fn raise_from(document: &mut Value, notes: &mut Vec<Note>, left_out: &mut LeftOut) {
    run(RAISING, document, notes, left_out);
    document["openapi"] = version(document).into();
}

/// The version whose words a raised document uses.
fn version(document: &Value) -> &'static str {
    let mut newer = false;
    read(document, &mut |kind, _, value| {
        let Value::Object(object) = value else { return };
        newer |= object.keys().any(|key| kind.is_of_3_2(key));
        if kind == ObjectKind::Parameter {
            let is = |key: &str, text: &str| object.get(key).is_some_and(|value| value == text);
            newer |= is("in", "querystring") || is("style", "cookie");
            newer |= object.contains_key("allowReserved") && !is("in", "query");
        }
    });
    if newer { VERSION_3_2 } else { VERSION }
}
