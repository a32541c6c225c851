//! The page's parts → OpenAPI 3.0.
//!
//! The page documents one operation of an API that it does not name; whether its unmarked items are required depends on
//! which of the two marks it uses.

mod messages;
mod parameters;
mod prose;
mod schemas;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::hints::{self, Hint};
use super::page::{Item, ReferencePage};
use crate::error::{Error, Place, Result, Stage};
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::read::components::Components;

const PASS: &str = "reference";

/// Most schemas that one page may unfold to. Nested schemas are written where they are used, so a page whose schemas
/// use each other many times would grow without end.
const MAX_SCHEMAS: usize = 10_000;

/// The page as a document.
///
/// # Errors
///
/// Nested schemas that unfold to more than any page shows.
pub(super) fn document(file: &str, page: &ReferencePage, notes: &mut Vec<Note>) -> Result<Value> {
    let items = page.items();
    let marks: BTreeSet<bool> = items.iter().filter_map(|item| item.required).collect();
    let mut writer = Writer {
        page,
        operation: pointer::from_tokens(["paths", &page.path, &page.method]),
        // Older pages mark what is optional, newer ones what is required; some mark nothing.
        unmarked_is_required: marks.contains(&false) && !marks.contains(&true),
        is_marked: !marks.is_empty(),
        hints: hints::hints(&page.prose),
        components: Components::new(None),
        schemas: 0,
        notes,
    };
    if !items.is_empty() && !writer.is_marked {
        writer.note(
            NoteKind::Inferred,
            "the page marks nothing as required or optional: everything is taken to be optional but path parameters",
        );
    }
    writer.document(file)
}

struct Writer<'a> {
    page: &'a ReferencePage,
    /// Pointer of the operation.
    operation: String,
    unmarked_is_required: bool,
    is_marked: bool,
    hints: Vec<Hint>,
    components: Components,
    /// How many schemas were written.
    schemas: usize,
    notes: &'a mut Vec<Note>,
}

impl Writer<'_> {
    fn document(mut self, file: &str) -> Result<Value> {
        let page = self.page;
        let mut operation = Map::new();
        operation.insert("summary".to_owned(), page.title.as_str().into());
        let description = hints::markdown(&page.prose);
        if !description.is_empty() {
            operation.insert("description".to_owned(), description.into());
        }
        let parameters = self.parameters();
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if let Some(body) = self.request_body() {
            operation.insert("requestBody".to_owned(), body);
        }
        operation.insert("responses".to_owned(), self.responses());
        if self.schemas > MAX_SCHEMAS {
            return Err(Error::new(
                Stage::Read,
                Place::file(file),
                format!("its nested schemas unfold to more than {MAX_SCHEMAS}"),
                "bring the OpenAPI document itself",
            ));
        }
        self.notes.push(Note::new(
            NoteKind::Inferred,
            PASS,
            "/info",
            "the page names no API and no version; the title is the operation's",
        ));
        let mut document = json!({
            "openapi": "3.0.3",
            "info": {"title": page.title, "version": "unspecified"},
            "paths": {&page.path: {&page.method: operation}},
        });
        let components = self.components.into_sections();
        if !components.is_empty() {
            document["components"] = Value::Object(components);
        }
        Ok(document)
    }

    fn is_required(&self, item: &Item) -> bool {
        item.required.unwrap_or(self.unmarked_is_required)
    }

    fn note(&mut self, kind: NoteKind, what: impl Into<String>) {
        self.notes.push(Note::new(kind, PASS, &self.operation, what));
    }
}
