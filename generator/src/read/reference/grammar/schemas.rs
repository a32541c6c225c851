//! SCHEMAS and SHAPE: the root schema of a message and the schemas nested in it.
//!
//! A schema that can be unfolded but shows no properties lost them when the page was saved, and is refused.

use super::{Parser, append};
use crate::error::Result;
use crate::read::reference::labels::{self, Label};
use crate::read::reference::lines::Token;
use crate::read::reference::page::{Schemas, Stated};
use crate::read::reference::types::Type;

impl Parser<'_> {
    /// The schemas of a message, after the label of the root.
    pub(super) fn schemas(&mut self, name: &str, label: &Token) -> Result<Schemas> {
        let (mut root, is_unfolded) = self.shape()?;
        let mut nested: Vec<(String, Stated)> = Vec::new();
        while let Some(token) = self.ahead.pop() {
            let Some(Label::NestedSchema(name)) = Label::of(&token.text) else {
                self.ahead.push(token);
                break;
            };
            nested.push((name.to_owned(), self.shape()?.0));
        }
        if let Some(Type {
            name: "array",
            nested: elements @ None,
            ..
        }) = &mut root.kind
        {
            // An array at the root names no schema for its elements: they are called `items`.
            *elements = nested
                .iter()
                .find(|(name, _)| name == "items")
                .map(|(name, _)| name.clone());
        }
        let is_object = root.kind.as_ref().is_none_or(|kind| kind.name == "object");
        let says_properties = !root.properties.is_empty() || root.facets.contains_key("additionalProperties");
        if is_object && is_unfolded && !says_properties {
            return Err(self.lost(label, &format!("the list of properties of `{name}`")));
        }
        Ok(Schemas {
            name: name.to_owned(),
            root,
            nested,
        })
    }

    /// SHAPE, and whether it can be unfolded, which only a schema with parts can.
    fn shape(&mut self) -> Result<(Stated, bool)> {
        let mut shape = Stated::default();
        let mut is_unfolded = false;
        while let Some(token) = self.ahead.pop() {
            match Label::of(&token.text) {
                Some(Label::ShowSource) => is_unfolded = true,
                Some(Label::Type(rest)) if shape.kind.is_none() => {
                    self.push_rest(&token, rest);
                    is_unfolded |= self.skip_show_source();
                    self.kind_and_facets(&mut shape)?;
                }
                Some(_) => {
                    self.ahead.push(token);
                    break;
                }
                None if token.is_bullet() => {
                    self.ahead.push(token);
                    shape.properties = self.items()?;
                }
                // A facet of the schema that follows its description.
                None if labels::facet(&token.text).is_some() => {
                    self.ahead.push(token);
                    self.facets(&mut shape)?;
                }
                None => append(&mut shape.description, &token.text),
            }
        }
        Ok((shape, is_unfolded))
    }

    /// Skips the button that unfolds a schema; whether there was one.
    fn skip_show_source(&mut self) -> bool {
        let mut is_shown = false;
        let is_button = |token: &mut Token| Label::of(&token.text) == Some(Label::ShowSource);
        while self.ahead.pop_if(is_button).is_some() {
            is_shown = true;
        }
        is_shown
    }
}
