//! The pipeline's input: texts with names, by value.

use crate::Vendor;

/// A text and the name that messages call it by. Bytes, because bad UTF-8 is an error with a place, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What messages call it, usually a path: `specs/acme/page.md`.
    pub name: String,
    /// Its contents, byte for byte.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source called `name`.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
        }
    }
}

/// Everything a client is a function of: what `specs/<vendor>/` holds.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The vendor's page (`page.md`, `.yaml` or `.json`), verbatim.
    pub page: Source,
    /// Corrections (`overlay.yaml`), an OpenAPI Overlay 1.0 document.
    pub overlay: Option<Source>,
    /// Facts that the page cannot know (`vendor.toml`).
    pub vendor: Vendor,
    /// The client's `CHANGELOG.md`, kept beside the page.
    pub changelog: Option<Source>,
}
