//! Canonical → fitted: lossy reshaping for the engine and for good Rust types.

use serde_json::Value;

use crate::{Canonical, Note, Result, Vendor};

/// What the engine is given.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// OpenAPI 3.0, as the engine likes it.
    pub document: Value,
    /// What fitting changed.
    pub notes: Vec<Note>,
}

/// Fits a canonical document.
///
/// # Errors
///
/// A document no client can be made for.
pub fn fit(canonical: &Canonical, vendor: &Vendor) -> Result<Fitted> {
    let _ = (canonical, vendor);
    unimplemented!()
}
