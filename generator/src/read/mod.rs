//! Page → draft: a document in whatever OpenAPI version the page had.

mod value;
pub(crate) mod yaml;

use serde_json::Value;

use crate::{Note, Result, Source};

/// How a page presents its API. Recognised by content, never by vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// A bare Swagger 2.0, OpenAPI 3.0 or 3.1 document, YAML or JSON.
    OpenApi,
    /// OpenAPI documents in fences of a Markdown page.
    Mintlify,
    /// Expanded "endpoint" forms in fences of a Markdown page.
    MintlifyEndpoint,
    /// The text of a rendered reference page.
    Reference,
}

/// A page as a document, before any version is lowered or any correction applied.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The page's name, for messages.
    pub file: String,
    /// The page's style.
    pub style: Style,
    /// Swagger 2.0, OpenAPI 3.0.x or 3.1.x; `swagger` or `openapi` at its root says which.
    pub document: Value,
    /// What reading inferred or ignored.
    pub notes: Vec<Note>,
}

/// Reads a page of any style.
///
/// # Errors
///
/// A page that no style recognises, or that its style cannot read whole.
pub fn read(page: &Source) -> Result<Draft> {
    let _ = page;
    unimplemented!()
}
