//! Draft → canonical: what the page (as corrected) says, in OpenAPI 3.0.
//!
//! Every pass is faithful: it says the same in other words, or, where OpenAPI 3.0 has none, allows more than the page and never
//! less, with a note. [`LOWERING`] and [`COMPLETION`] are the stage's table of contents; the overlay comes between them, so
//! that corrections are written against OpenAPI 3.0 whatever version the page is in.

mod array_items;
mod assertions;
mod boolean_schemas;
mod check;
mod component_names;
mod components;
mod constants;
mod content_keywords;
mod defaults;
mod discriminators;
mod examples;
mod exclusive_bounds;
mod identifiers;
mod info;
mod model;
mod null_unions;
mod nullable;
mod open_properties;
mod operation_ids;
mod operations;
mod order;
mod parameters;
mod pass;
mod path_items;
mod path_parameters;
mod pointer_buffer;
mod reference_siblings;
mod references;
mod request_bodies;
mod required;
mod responses;
mod schema;
mod schema_from_example;
mod security;
mod servers;
mod stale_nullable;
mod swagger;
mod type_arrays;
mod types;
mod unknown_keywords;
mod values;
mod webhooks;
mod widened;

use serde_json::Value;

use crate::overlay::Overlay;
use crate::{Draft, Note, Result, Style};

pub use pass::Pass;

/// The version that canonical documents are in.
pub const VERSION: &str = "3.0.3";

/// From any version to OpenAPI 3.0, in this order.
pub const LOWERING: &[Pass] = &[
    swagger::PASS,
    webhooks::PASS,
    identifiers::PASS,
    references::PASS,
    components::PASS,
    component_names::PASS,
    path_items::PASS,
    boolean_schemas::PASS,
    reference_siblings::PASS,
    required::PASS,
    stale_nullable::PASS,
    types::PASS,
    open_properties::PASS,
    constants::PASS,
    type_arrays::PASS,
    array_items::PASS,
    null_unions::PASS,
    nullable::PASS,
    exclusive_bounds::PASS,
    content_keywords::PASS,
    assertions::PASS,
    discriminators::PASS,
    defaults::PASS,
    examples::PASS,
    info::PASS,
    servers::PASS,
    parameters::PASS,
    path_parameters::PASS,
    request_bodies::PASS,
    responses::PASS,
    security::PASS,
    unknown_keywords::PASS,
    values::PASS,
    widened::PASS,
];

/// What a page may leave out and a canonical document says, after the overlay.
pub const COMPLETION: &[Pass] = &[operation_ids::PASS, schema_from_example::PASS, order::PASS];

/// An OpenAPI 3.0.x document that says what the page says: written to `openapi.yaml`, read by `compare`.
#[derive(Debug, Clone)]
pub struct Canonical {
    /// The page's name, for messages.
    pub file: String,
    /// The page's style.
    pub style: Style,
    /// OpenAPI 3.0.3. Every operation has a unique `operationId`.
    pub document: Value,
    /// Notes of reading and lifting.
    pub notes: Vec<Note>,
}

impl Canonical {
    /// The document as `openapi.yaml` holds it.
    pub fn to_yaml(&self) -> String {
        serde_yaml::to_string(&self.document).expect("invariant: JSON values are YAML")
    }
}

/// Lifts a draft: lowers its version, applies the corrections, fills what must be there.
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
    } = draft;
    check::shape(&file, &document)?;
    check::containers(&file, &document)?;
    run(LOWERING, &mut document, &mut notes);
    // What the passes wrote, and what an overlay brings in, means what OpenAPI 3.0 says.
    document["openapi"] = VERSION.into();
    if let Some(overlay) = overlay {
        notes.extend(overlay.apply(&mut document)?);
        check::containers(&file, &document)?;
        // An action may bring in what a pass would have lowered; it is written against OpenAPI 3.0, so that is rare.
        run(LOWERING, &mut document, &mut notes);
    }
    run(COMPLETION, &mut document, &mut notes);
    check::lifted(&file, &mut document)?;
    Ok(Canonical {
        file,
        style,
        document,
        notes,
    })
}

fn run(passes: &[Pass], document: &mut Value, notes: &mut Vec<Note>) {
    for pass in passes {
        pass.run(document, notes);
    }
}
