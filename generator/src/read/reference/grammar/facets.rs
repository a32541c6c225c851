//! FACETS: what a page says about the values of a schema beyond its type, as keywords of OpenAPI 3.0.
//!
//! ```text
//! Default Value:writeAllowed scopes …   →   "default": "write", and the text goes on as the description
//! ```

use serde_json::{Value, json};

use super::Parser;
use crate::error::Result;
use crate::note::NoteKind;
use crate::read::reference::labels::{self, Facet, FacetKind, Label};
use crate::read::reference::lines::Token;
use crate::read::reference::page::Stated;

impl Parser<'_> {
    pub(super) fn facets(&mut self, shape: &mut Stated) -> Result<()> {
        while let Some(token) = self.ahead.pop_if(|token| labels::facet(&token.text).is_some()) {
            let Some((facet, rest)) = labels::facet(&token.text) else {
                break;
            };
            let mut stated = rest.to_owned();
            if stated.is_empty() {
                let is_value = |next: &mut Token| !next.is_bullet() && Label::of(&next.text).is_none();
                stated = self
                    .ahead
                    .pop_if(is_value)
                    .map(|next| next.text)
                    .unwrap_or_default();
            }
            let (value, description) = self.facet_value(facet, shape, &stated, token.line);
            let nothing = stated.is_empty() || value.is_none();
            if nothing && self.ahead.is_empty() {
                return Err(self.cut_off(&format!("the value of `{}`", facet.keyword)));
            }
            self.push_rest(&token, description);
            if let Some(value) = value {
                shape.facets.insert(facet.keyword.to_owned(), value);
            }
        }
        Ok(())
    }

    /// A facet's value and the text that is glued to it.
    fn facet_value<'t>(
        &mut self,
        facet: &Facet,
        shape: &Stated,
        stated: &'t str,
        line: usize,
    ) -> (Option<Value>, &'t str) {
        let (stated, glued) = stated.split_at(labels::glued_facet(stated).unwrap_or(stated.len()));
        let kind = shape.kind.as_ref().map_or("string", |kind| kind.name);
        let (value, rest) = match facet.kind {
            FacetKind::Text => (Some(json!(stated.trim())), ""),
            FacetKind::Discriminator => (Some(json!({"propertyName": stated.trim()})), ""),
            FacetKind::Flag => flag_prefix(stated),
            FacetKind::Additional => match stated.strip_prefix("additionalProperties") {
                Some(rest) => (Some(json!("additionalProperties")), rest),
                None => flag_prefix(stated),
            },
            FacetKind::Number => number_prefix(stated),
            FacetKind::Value => self.value(stated, kind, line),
            FacetKind::Values => {
                let end = stated.find(']').map_or(stated.len(), |end| end + 1);
                (Some(values(&stated[..end], kind)), &stated[end..])
            }
        };
        if value.is_none() {
            let what = format!("`{}` in line {line} has no value that can be read", facet.keyword);
            self.note(NoteKind::Ignored, "/paths", what);
        }
        if glued.is_empty() {
            (value, rest)
        } else {
            (value, glued)
        }
    }

    /// A value of a type, and the text that is glued to it.
    fn value<'t>(&mut self, stated: &'t str, kind: &str, line: usize) -> (Option<Value>, &'t str) {
        match kind {
            "integer" | "number" => number_prefix(stated),
            "boolean" => flag_prefix(stated),
            "object" | "array" => (serde_json::from_str(stated).ok(), ""),
            _ => {
                let (value, rest) = stated.split_at(glued_sentence(stated).unwrap_or(stated.len()));
                if !rest.is_empty() {
                    let what =
                        format!("in line {line}, `{value}` is taken for the default, and the rest for text");
                    self.note(NoteKind::Inferred, "/paths", what);
                }
                (Some(json!(value.trim())), rest)
            }
        }
    }
}

fn flag_prefix(text: &str) -> (Option<Value>, &str) {
    let flag = |word: &str, value: bool| Some((Some(Value::Bool(value)), text.strip_prefix(word)?));
    flag("true", true)
        .or_else(|| flag("false", false))
        .unwrap_or((None, text))
}

fn number_prefix(text: &str) -> (Option<Value>, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || "+-.".contains(c)))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    match serde_json::from_str::<serde_json::Number>(number.trim_end_matches('.')) {
        Ok(number) => (Some(Value::Number(number)), rest),
        Err(_) => (None, text),
    }
}

/// Where a sentence begins that is glued to a word: `writeAllowed scopes …`.
fn glued_sentence(text: &str) -> Option<usize> {
    let (word, _) = text.split_once(' ')?;
    let letters: Vec<_> = word.char_indices().collect();
    let boundary = letters
        .windows(2)
        .find(|pair| pair[0].1.is_lowercase() && pair[1].1.is_uppercase())?;
    Some(boundary[1].0)
}

/// A list such as `[ "a", "b" ]` or `a, b`, its members of a type.
fn values(stated: &str, kind: &str) -> Value {
    if let Ok(list @ Value::Array(_)) = serde_json::from_str(stated) {
        return list;
    }
    let members = stated
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .split(',');
    let members = members
        .map(|member| member.trim().trim_matches(['"', '\'']))
        .filter(|member| !member.is_empty());
    members
        .map(|member| match kind {
            "integer" | "number" => number_prefix(member).0.unwrap_or_else(|| json!(member)),
            _ => json!(member),
        })
        .collect()
}
