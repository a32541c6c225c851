//! Fitted document → [`Model`]: the last step of this stage, after which nobody reads OpenAPI.
//!
//! In: a document of few words, every body, reply and parameter schema a named component or a simple inline type. Out: the
//! client in Rust's words (names, types) and the wire's (templates, names, media types). What is no type is refused here.

mod body;
mod contents;
mod grown;
mod headers;
pub(crate) mod media;
mod operations;
mod parameters;
pub(crate) mod parts;
mod reach;
mod responses;
mod security;
mod sendable;
mod servers;
mod style;
mod types;

use serde_json::Value;

use super::{Model, Scheme};
use crate::error::{Error, Place, Result, Stage};
use crate::note::{Note, NoteKind};
use crate::pointer;

pub(super) use operations::REPLIES;
pub(super) use reach::reach;
pub(super) use types::{setter, variants};

/// The security schemes of a document that a client can fill in, with the builder methods for them.
pub(crate) fn schemes(document: &Value) -> Vec<Scheme> {
    security::schemes(document, &mut Vec::new())
}

/// Id of this step in notes.
pub(super) const PASS: &str = "parse";

/// What the parsing of one document needs at hand, and what it leaves.
struct Cx<'a> {
    document: &'a Value,
    notes: Vec<Note>,
    /// The first schema that is no type: where, and why.
    refused: Option<(String, String)>,
}

impl<'a> Cx<'a> {
    fn new(document: &'a Value) -> Self {
        Self {
            document,
            notes: Vec::new(),
            refused: None,
        }
    }

    fn note(&mut self, kind: NoteKind, pointer: impl Into<String>, what: impl Into<String>) {
        self.notes.push(Note::new(kind, PASS, pointer, what));
    }

    fn refuse(&mut self, pointer: &str, what: impl Into<String>) {
        self.refused
            .get_or_insert_with(|| (pointer.to_owned(), what.into()));
    }
}

/// Parses a fitted document.
///
/// # Errors
///
/// A schema that the passes before did not make a type.
pub(crate) fn parse(document: &Value, file: &str) -> Result<(Model, Vec<Note>)> {
    let mut cx = Cx::new(document);
    let info = |key| document.pointer(&format!("/info/{key}")).and_then(Value::as_str);
    let types = types::types(&mut cx);
    let servers = servers::servers(document, &mut cx.notes);
    let schemes = security::schemes(document, &mut cx.notes);
    let operations = operations::operations(&schemes, &types, &mut cx);
    let mut model = Model {
        title: info("title").unwrap_or("API").to_owned(),
        description: info("description").map(str::to_owned),
        servers,
        schemes,
        operations,
        types,
    };
    model.prune();
    reach(&mut model);
    grown::grow(&mut model);
    match cx.refused {
        None => Ok((model, cx.notes)),
        Some((pointer, what)) => Err(Error::new(
            Stage::Model,
            Place::file(file).pointer(pointer),
            format!("no Rust type is known for this schema ({what})"),
            "simplify it in the overlay, and report it",
        )),
    }
}

/// The text at `key`, unless it is missing or blank.
fn text(value: &Value, key: &str) -> Option<String> {
    value[key]
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// The value that the page shows for a parameter, a media type or a schema: `example`, else the first of `examples`.
fn example(document: &Value, owner: &Value) -> Option<Value> {
    let said = owner
        .get("example")
        .cloned()
        .or_else(|| match owner.get("examples")? {
            Value::Array(examples) => examples.first().cloned(),
            Value::Object(examples) => {
                let first = examples.values().next()?;
                let reference = first.get("$ref").and_then(Value::as_str);
                let first = reference.map_or(Some(first), |reference| pointer::resolve(document, reference));
                first?.get("value").cloned()
            }
            _ => None,
        });
    said.filter(|said| !said.is_null())
}
