//! The engine: a model's types → their definitions, written by progenitor. The only place that names it.
//!
//! Progenitor is given schemas made from the model, in the OpenAPI 3.0 that it takes, and no paths: what it writes for
//! operations (its URLs, headers, credentials and decoding of statuses) would have to be replaced whole. It writes the
//! definitions and decides where a `Box` stands. Names are the model's: what progenitor wrote is compared with the model,
//! and a difference is an error.

mod agreement;
mod boxes;
mod generator;
#[cfg(test)]
mod rows;
mod schemas;
#[cfg(test)]
mod tests;
mod trouble;
mod written;

use indexmap::IndexMap;

pub(crate) use written::Written;

use crate::error::{Error, Place, Result, Stage};
use crate::model::{Model, TypeName};
use crate::note::{Note, NoteKind};

/// How many types may be widened before the page is given up.
const WIDENED: usize = 8;

/// What progenitor wrote of each type, in its order.
pub(crate) type Definitions = IndexMap<TypeName, Definition>;

/// The definition of a type: of fields and variants the types, in the model's order. All else is the model's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Definition {
    /// Of a struct, whose last field is the place of properties without a name, where the model has one.
    Struct(Vec<Written>),
    /// Of a string enum.
    Enum,
    /// Of a union.
    Union(Vec<Written>),
}

/// Has progenitor write a model's types. One that it refuses or panics on becomes any value, with a note. A panic is
/// caught here; what the process' panic hook prints about it is not a library's to silence.
///
/// # Errors
///
/// Types that progenitor cannot make though single ones are widened, with the operations that use the first, and types
/// that it writes otherwise than the model has them.
pub(crate) fn run(model: &mut Model) -> Result<(Definitions, Vec<Note>)> {
    let mut notes = Vec::new();
    let mut first: Option<Error> = None;
    for _ in 0..=WIDENED {
        let problem = match generator::items(schemas::components(model)) {
            Ok(items) => return Ok((agreement::definitions(model, items)?, notes)),
            Err(problem) => problem,
        };
        let Some((name, problem)) = trouble::culprit(model) else {
            return Err(first.unwrap_or_else(|| {
                Error::new(
                    Stage::Engine,
                    Place::file("the model").pointer("/components/schemas"),
                    format!("the engine cannot make these types: {problem}"),
                    "report it",
                )
            }));
        };
        let source = model.types.get(&name).map(|definition| definition.source.clone());
        let source = source.unwrap_or_default();
        let operations = trouble::users(model, &name);
        first.get_or_insert_with(|| {
            Error::new(
                Stage::Engine,
                Place::file("the model").pointer(&source),
                format!("the engine cannot make a type of `{name}`, which {operations} needs: {problem}"),
                "simplify the schema in the overlay, and report it",
            )
        });
        let what = format!("`{name}` is any value, because the engine cannot make a type of it: {problem}");
        notes.push(Note::new(NoteKind::Lowered, "engine", source, what));
        model.widen(&name);
    }
    Err(first.expect("invariant: nothing is widened without an error"))
}
