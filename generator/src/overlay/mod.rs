//! OpenAPI Overlay 1.0: reviewed corrections to a page.

use serde_json::Value;

use crate::{Result, Source};

/// A parsed overlay document.
#[derive(Debug, Clone)]
pub struct Overlay {
    /// The overlay's name, for messages.
    pub file: String,
    /// The actions, in order.
    pub actions: Vec<Action>,
}

/// One action (Overlay 1.0, section 4.4.3).
#[derive(Debug, Clone)]
pub struct Action {
    /// RFC 9535 JSONPath that selects what to change.
    pub target: String,
    /// Why.
    pub description: Option<String>,
    /// Merged into each selected object, appended to each selected array.
    pub update: Option<Value>,
    /// Whether the selected values are removed.
    pub remove: bool,
}

/// Parses an overlay.
///
/// # Errors
///
/// Text that is not YAML or JSON, not an Overlay 1.0 document, or a target that is not RFC 9535 JSONPath.
pub fn parse(source: &Source) -> Result<Overlay> {
    let _ = source;
    unimplemented!()
}
