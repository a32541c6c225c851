//! What is said of types and properties: the page's words, and nothing where it has none.

use syn::{Attribute, parse_quote};

use crate::model::TypeDef;
use crate::words;

/// Prose of the page, if anything of it can be shown.
pub(super) fn said(text: Option<&str>) -> Option<Vec<Attribute>> {
    let lines = words::markdown(text?);
    (!lines.is_empty()).then(|| attributes(lines))
}

/// What is said of a type: its name again would be nothing.
pub(super) fn of_type(definition: &TypeDef) -> Vec<Attribute> {
    said(definition.docs.as_deref()).unwrap_or_default()
}

/// The lines of a doc comment.
pub(super) fn attributes(lines: impl IntoIterator<Item = String>) -> Vec<Attribute> {
    let line = |line: String| -> Attribute { parse_quote!(#[doc = #line]) };
    lines.into_iter().map(line).collect()
}
