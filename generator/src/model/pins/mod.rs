//! Names that importers use, held where a page alone would have them change.
//!
//! In come the model of a page and the pins that `specs/<vendor>/names.toml` has; out comes the model with those names. A pin is
//! keyed by what a thing is on the wire (an operation, the way to a type through bodies and replies, a property, a value, a URL), because that
//! stays when a page is written in another form, and what the name was taken from does not: a title, a description, the number
//! that an inline shape got, the name of a component.

mod apply;
mod derive;
mod members;
mod pairs;
mod place;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::naming::{type_name, value_name, variant_name};
use crate::{Error, Place, Result, Source, Stage};

pub(super) use apply::apply;
pub(crate) use derive::derive;

/// Names by the places on the wire of what they name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Pins {
    /// Types of operations, by `METHOD /path`.
    pub operations: BTreeMap<String, String>,
    /// Methods of the client, by `METHOD /path`.
    pub methods: BTreeMap<String, String>,
    /// Setters of an operation's parameters, by operation and where they stand: `GET /users query limit`.
    pub parameters: BTreeMap<String, String>,
    /// Types, by an operation and the way from its body, reply or parameter: `POST /users body/address`.
    pub types: BTreeMap<String, String>,
    /// Fields of structs, by the way to them.
    pub fields: BTreeMap<String, String>,
    /// Variants of enums and unions, by the way to them: `GET /pets/{id} 200/kind/=good-boy`.
    pub variants: BTreeMap<String, String>,
    /// Variants of `Server`, by URL.
    pub servers: BTreeMap<String, String>,
    /// Methods of the builder for credentials, by how these travel: `header X-Key`.
    pub credentials: BTreeMap<String, String>,
}

/// What a name must be spelt like.
type Spelling = fn(&str) -> String;

impl Pins {
    /// Reads `names.toml`.
    ///
    /// # Errors
    ///
    /// Text that is not TOML of this form, or a name that is none in Rust.
    pub fn parse(source: &Source) -> Result<Self> {
        source.without_conflict(Stage::Vendor)?;
        let failed = |place: Place, problem: String| {
            let remedy = "correct the line, or remove it: the name is then taken from the page";
            Error::new(Stage::Vendor, place, problem, remedy)
        };
        let place = || Place::file(&source.name);
        let text = std::str::from_utf8(&source.bytes)
            .map_err(|error| failed(place(), format!("not UTF-8: {error}")))?;
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let held: Self = toml::from_str(text).map_err(|error| {
            let place = error
                .span()
                .map_or_else(place, |span| place().at(line(span.start), 1));
            failed(place, error.message().to_owned())
        })?;
        for (_, spelling, names) in held.sections() {
            let mut misspelt = names.iter().filter(|(_, name)| spelling(name) != **name);
            if let Some((key, name)) = misspelt.next() {
                let at = text
                    .find(key.as_str())
                    .map_or_else(place, |at| place().at(line(at), 1));
                let problem = format!("`{name}` is no such name in Rust; `{}` would be", spelling(name));
                return Err(failed(at, problem));
            }
        }
        Ok(held)
    }

    /// Whether no name is held.
    pub fn is_empty(&self) -> bool {
        self.sections().iter().all(|(.., names)| names.is_empty())
    }

    /// All names: the section, the key, and the name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str, &str)> {
        let sections = self.sections();
        sections.into_iter().flat_map(|(section, _, names)| {
            names
                .iter()
                .map(move |(key, name)| (section, key.as_str(), name.as_str()))
        })
    }

    /// This without the names that are listed; without any where none is.
    #[must_use]
    pub fn without(&self, names: &[String]) -> Self {
        let mut rest = self.clone();
        for section in [
            &mut rest.operations,
            &mut rest.methods,
            &mut rest.parameters,
            &mut rest.types,
            &mut rest.fields,
            &mut rest.variants,
            &mut rest.servers,
            &mut rest.credentials,
        ] {
            section.retain(|_, name| !names.is_empty() && !names.contains(name));
        }
        rest
    }

    fn sections(&self) -> [(&'static str, Spelling, &BTreeMap<String, String>); 8] {
        [
            ("operations", type_name, &self.operations),
            ("methods", value_name, &self.methods),
            ("parameters", value_name, &self.parameters),
            ("types", type_name, &self.types),
            ("fields", value_name, &self.fields),
            ("variants", variant_name, &self.variants),
            ("servers", variant_name, &self.servers),
            ("credentials", value_name, &self.credentials),
        ]
    }
}

#[cfg(test)]
mod tests;
