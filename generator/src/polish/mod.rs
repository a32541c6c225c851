//! Engine's code → client's code.

use crate::{Fitted, Result};

/// The client's modules.
#[derive(Debug, Clone)]
pub struct Polished {
    /// Source files by path below `src/`.
    pub modules: Vec<(String, syn::File)>,
}

/// Polishes.
pub(crate) fn polish(file: syn::File, fitted: &Fitted) -> Result<Polished> {
    let _ = (file, fitted);
    unimplemented!()
}
