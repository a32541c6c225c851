//! Draft → canonical: what the page (as corrected) says, in OpenAPI 3.0.

use serde_json::Value;

use crate::overlay::Overlay;
use crate::{Draft, Note, Result, Style};

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
    let _ = (draft, overlay);
    unimplemented!()
}
