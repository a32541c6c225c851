//! Canonical → fitted: lossy reshaping for the engine and for good Rust types.
//!
//! What comes in says what the page says; what goes out uses so few of OpenAPI's words that the engine cannot
//! stumble: every component is a struct (`type: object` with `properties`), a string enum or a union (`oneOf`), its
//! key is the name of the Rust type, and whatever it holds is a `$ref`, a plain type, or a list or map of such.

mod alias;
mod all_of;
mod any;
mod hoist;
mod nesting;
mod never;
mod open;
mod outline;
mod preflight;
mod prune;
mod rename;
mod resolve;
mod schema;
mod secrets;
mod shape;
mod split;
mod subtypes;
#[cfg(test)]
mod tests;
mod unions;
mod uploads;

use serde_json::Value;

use crate::error::Result;
use crate::lift::Canonical;
use crate::note::{Note, NoteKind};
use crate::pass::{Log, Pass};
use crate::vendor::Vendor;

pub(crate) use open::has_unsigned_values;
pub(crate) use outline::{Outline, outline};
pub(crate) use schema::{component, is_binary, schemas};
pub(super) use schema::{
    is_enum, is_struct, is_true, is_union, list, mentions, ref_name, required, target, type_of,
};
pub(super) use secrets::is_secret_name;
pub(crate) use subtypes::subtypes;
pub(super) use uploads::holds_files;

/// What the model is parsed from.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    /// OpenAPI 3.0, as the engine likes it.
    pub document: Value,
    /// What fitting changed.
    pub notes: Vec<Note>,
}

/// The passes, in order: this stage's table of contents.
pub(crate) const FITTING: &[Pass] = &[
    resolve::PASS,
    subtypes::PASS,
    rename::PASS,
    never::PASS,
    shape::PASS,
    all_of::PASS,
    unions::PASS,
    open::PASS,
    split::PASS,
    hoist::PASS,
    any::PASS,
    alias::PASS,
    nesting::PASS,
    uploads::PASS,
    secrets::PASS,
    prune::PASS,
];

/// The passes' ids and reasons, in their order.
pub(crate) fn reasons() -> Vec<(&'static str, &'static str)> {
    FITTING.iter().map(|pass| (pass.id, pass.why)).collect()
}

/// What a pass works on.
struct Cx<'a, 'l> {
    document: &'a mut Value,
    log: &'a mut Log<'l>,
}

impl Cx<'_, '_> {
    fn note(&mut self, kind: NoteKind, pointer: impl AsRef<str>, what: impl Into<String>) {
        self.log.note(kind, pointer.as_ref(), what);
    }
}

/// Fits a canonical document.
///
/// # Errors
///
/// A `$ref` that leads nowhere, and a document the passes could not bring into the engine's form.
pub(crate) fn fit(canonical: Canonical, vendor: &Vendor) -> Result<Fitted> {
    preflight::references(&canonical)?;
    Ok(run(canonical.document, &vendor.secrets, FITTING))
}

/// A lowered document with its schemas put together as the model reads them: merged `allOf`, unions without repetition or
/// nesting, one shape where there is one. For comparing two documents.
pub(crate) fn put_together(document: Value) -> Value {
    run(
        document,
        &[],
        &[never::PASS, shape::PASS, all_of::PASS, unions::PASS],
    )
    .document
}

fn run(mut document: Value, secrets: &[String], passes: &[Pass]) -> Fitted {
    let mut notes = Vec::new();
    for pass in passes {
        pass.run_with(&mut document, secrets, &mut notes);
    }
    Fitted { document, notes }
}
