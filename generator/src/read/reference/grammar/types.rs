//! TYPE: `string`, `integer(int64)`, `object User`; the facets and the description may be glued to it.

use super::Parser;
use crate::Result;
use crate::read::reference::labels;
use crate::read::reference::page::{Shape, Type};

/// TYPE at the start of a text, without NESTED, and what follows it.
pub(in crate::read::reference) fn type_of(text: &str) -> Option<(Type, &str)> {
    const NAMES: [&str; 7] = [
        "string", "integer", "number", "boolean", "object", "array", "file",
    ];
    let name = NAMES.into_iter().find(|name| text.starts_with(name))?;
    let rest = &text[name.len()..];
    let (format, rest) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((format, rest)) => (Some(format.trim().to_owned()), rest),
        None => (None, rest),
    };
    // A word that only begins like a type, such as `stringify`, goes on in lower case.
    let ends = rest
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || (c.is_alphabetic() && !c.is_lowercase()));
    ends.then_some((
        Type {
            name,
            format,
            nested: None,
        },
        rest.trim_start(),
    ))
}

impl Parser<'_> {
    /// TYPE and FACETS, as far as they are there. What is glued to them stays ahead.
    pub(super) fn kind_and_facets(&mut self, shape: &mut Shape) -> Result<()> {
        if let Some(token) = self.ahead.pop_if(|token| type_of(&token.text).is_some())
            && let Some((mut kind, rest)) = type_of(&token.text)
        {
            let (nested, rest) = if labels::facet(rest).is_some() {
                ("", rest)
            } else {
                rest.split_at(labels::glued_facet(rest).unwrap_or(rest.len()))
            };
            let names_schema =
                matches!(kind.name, "object" | "array") && !nested.trim().contains(char::is_whitespace);
            if names_schema && !nested.trim().is_empty() {
                kind.nested = Some(nested.trim().to_owned());
                self.push_rest(&token, rest);
            } else {
                self.push_rest(&token, &format!("{nested}{rest}"));
            }
            shape.kind = Some(kind);
        }
        self.facets(shape)
    }
}
