//! What a document must not say: each check refuses with the place and the remedy.

mod containers;
mod operations;
mod references;
mod shape;

use serde_json::Value;

use crate::error::{Error, Place, Result, Stage};

pub(super) use containers::containers;
pub(super) use shape::shape;

/// Checks a lifted document: what the overlay could have mended has been by now.
pub(super) fn lifted(file: &str, document: &mut Value) -> Result<()> {
    references::references(file, document)?;
    operations::operations(file, document)
}

fn error(file: &str, pointer: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::new(Stage::Lift, Place::file(file).pointer(pointer), problem, remedy)
}
