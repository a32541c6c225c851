//! `names.toml`: names of a client that are held, by the places on the wire of what they name.
//!
//! What the keys mean stands in `model/pins/place.rs`; this is the file as it is read.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, Place, Result, Stage};
use crate::source::Source;

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

/// How a kind of name looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// `CreateUser`
    Type,
    /// `create_user`
    Value,
}

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
        let pins: Self = toml::from_str(text).map_err(|error| {
            let place = error
                .span()
                .map_or_else(place, |span| place().at(line(span.start), 1));
            failed(place, error.message().to_owned())
        })?;
        for (section, look, names) in pins.sections() {
            if let Some((key, name)) = names.iter().find(|(_, name)| !look.has(name)) {
                let at = text
                    .find(key.as_str())
                    .map_or_else(place, |at| place().at(line(at), 1));
                let such = match look {
                    Look::Type => "`CreateUser`",
                    Look::Value => "`create_user`",
                };
                return Err(failed(
                    at,
                    format!("`{name}` is no name for [{section}], such as {such}"),
                ));
            }
        }
        Ok(pins)
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

    fn sections(&self) -> [(&'static str, Look, &BTreeMap<String, String>); 8] {
        [
            ("operations", Look::Type, &self.operations),
            ("methods", Look::Value, &self.methods),
            ("parameters", Look::Value, &self.parameters),
            ("types", Look::Type, &self.types),
            ("fields", Look::Value, &self.fields),
            ("variants", Look::Type, &self.variants),
            ("servers", Look::Type, &self.servers),
            ("credentials", Look::Value, &self.credentials),
        ]
    }
}

impl Look {
    fn has(self, name: &str) -> bool {
        match self {
            Self::Type => {
                name.starts_with(|c: char| c.is_ascii_uppercase())
                    && name.chars().all(|c| c.is_ascii_alphanumeric())
            }
            Self::Value => {
                name.starts_with(|c: char| c.is_ascii_lowercase())
                    && name
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            }
        }
    }
}
