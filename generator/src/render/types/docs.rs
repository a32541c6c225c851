//! What is said of types and properties: the page's words, else ours.

use syn::{Attribute, parse_quote};

use crate::model::{Kind, TypeDef};
use crate::words;

/// Prose of the page, if anything of it can be shown.
pub(super) fn said(text: Option<&str>) -> Option<Vec<Attribute>> {
    let lines = words::markdown(text?);
    (!lines.is_empty()).then(|| attributes(lines))
}

/// What is said of a type.
pub(super) fn of_type(definition: &TypeDef) -> Vec<Attribute> {
    said(definition.docs.as_deref()).unwrap_or_else(|| {
        let words = heck::ToSnakeCase::to_snake_case(definition.name.as_str()).replace('_', " ");
        let what = match definition.kind {
            Kind::Union(_) => ": one of several shapes",
            Kind::Enum(_) => ": one of several values",
            Kind::Struct(_) => "",
        };
        attributes([format!(" {}{what}.", capital(&words))])
    })
}

/// The lines of a doc comment.
pub(super) fn attributes(lines: impl IntoIterator<Item = String>) -> Vec<Attribute> {
    let line = |line: String| -> Attribute { parse_quote!(#[doc = #line]) };
    lines.into_iter().map(line).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
