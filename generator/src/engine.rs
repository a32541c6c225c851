//! The engine.

use crate::{Fitted, Result};

/// Runs the engine.
pub(crate) fn run(fitted: &Fitted) -> Result<syn::File> {
    let _ = fitted;
    unimplemented!()
}
