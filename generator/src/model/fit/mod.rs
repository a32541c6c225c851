//! Canonical → fitted: lossy reshaping for the engine and for good Rust types.
//!
//! What comes in says what the page says; what goes out uses so few of OpenAPI's words that the engine cannot
//! stumble: every component is a struct (`type: object` with `properties`), a string enum or a union (`oneOf`), its
//! key is the name of the Rust type, and whatever it holds is a `$ref`, a plain type, or a list or map of such.

mod alias;
mod all_of;
mod any;
mod heirs;
mod hoist;
mod nesting;
mod open;
mod preflight;
mod prune;
mod rename;
mod resolve;
mod schema;
mod secrets;
mod shape;
mod split;
#[cfg(test)]
mod tests;
mod unions;
mod uploads;

use serde_json::Value;

use crate::{Canonical, Note, NoteKind, Result, Vendor};

pub(crate) use schema::{component, is_binary, schemas};
pub(super) use schema::{is_enum, is_struct, is_true, is_union, list, ref_name, required, target, type_of};

/// What the model is parsed from.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    /// OpenAPI 3.0, as the engine likes it.
    pub document: Value,
    /// What fitting changed.
    pub notes: Vec<Note>,
}

/// One reshaping of the document, in a file named by its id.
struct Pass {
    /// Kebab-case; the file's name with hyphens.
    id: &'static str,
    /// Why the engine or the caller needs it.
    why: &'static str,
    run: fn(&mut Cx<'_>),
}

/// The passes, in order: this stage's table of contents.
const PASSES: &[Pass] = &[
    resolve::PASS,
    heirs::PASS,
    rename::PASS,
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
    PASSES.iter().map(|pass| (pass.id, pass.why)).collect()
}

/// What a pass works on.
struct Cx<'a> {
    document: Value,
    /// Names of further properties that hold secrets.
    secrets: &'a [String],
    notes: Vec<Note>,
    pass: &'static str,
}

impl Cx<'_> {
    fn note(&mut self, kind: NoteKind, pointer: impl Into<String>, what: impl Into<String>) {
        self.notes.push(Note::new(kind, self.pass, pointer, what));
    }
}

/// Fits a canonical document.
///
/// # Errors
///
/// A `$ref` that leads nowhere, and a document the passes could not bring into the engine's form.
pub(crate) fn fit(canonical: &Canonical, vendor: &Vendor) -> Result<Fitted> {
    preflight::references(canonical)?;
    Ok(run(canonical.document.clone(), &vendor.secrets, PASSES))
}

/// A lowered document with its schemas put together as the model reads them: merged `allOf`, unions without repetition or
/// nesting, one shape where there is one. For comparing two documents.
pub(crate) fn put_together(document: Value) -> Value {
    run(document, &[], &[shape::PASS, all_of::PASS, unions::PASS]).document
}

fn run(document: Value, secrets: &[String], passes: &[Pass]) -> Fitted {
    let mut cx = Cx {
        document,
        secrets,
        notes: Vec::new(),
        pass: "",
    };
    for pass in passes {
        cx.pass = pass.id;
        (pass.run)(&mut cx);
    }
    Fitted {
        document: cx.document,
        notes: cx.notes,
    }
}
