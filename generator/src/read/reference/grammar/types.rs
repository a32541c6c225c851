//! TYPE and FACETS of a schema; they and the description may be glued to each other.

use super::Parser;
use crate::error::Result;
use crate::read::reference::labels;
use crate::read::reference::page::Stated;
use crate::read::reference::types::type_of;

impl Parser<'_> {
    /// TYPE and FACETS, as far as they are there. What is glued to them stays ahead.
    pub(super) fn kind_and_facets(&mut self, shape: &mut Stated) -> Result<()> {
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
