//! Several documents, of one page or of a whole site → one document.
//!
//! Documentation shows an operation per page, each with a complete document of its own. In come those documents; out
//! comes the API's, which does not depend on their order:
//!
//! - components of one shape are one, however often they come (`classes`); those of one name and several shapes are named
//!   after their operation or its tag (`names`);
//! - an operation on several pages is one where they differ in words only; where they differ in more, it is held back
//!   until somebody says which page counts (`operations`, `any_of`);
//! - what documents say for all their operations (servers, security, info) is said once, and at the operations that
//!   differ (`root`).
//!
//! Every step is linear in the size of the documents: shapes are hashed, no two documents are compared.

mod alike;
mod any_of;
mod build;
mod choices;
mod classes;
mod ids;
mod names;
mod operations;
mod rename;
mod root;
mod shape;
#[cfg(test)]
mod tests;
mod versions;
mod votes;

use serde_json::{Map, Value};

pub(super) use self::alike::same_but_for_prose;
pub(crate) use self::choices::Choices;
use self::classes::Classes;
pub(super) use self::operations::{called, keys as operation_keys};
use super::set::{HeldBack, Origin, PageSet};
use crate::error::{Error, Place, Stage};
use crate::note::Note;

const PASS: &str = "merge";

/// One document, and where it comes from.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// OpenAPI, in the page's own version.
    pub(crate) document: Map<String, Value>,
    /// The page and the line in it.
    pub(crate) origin: Origin,
    /// Whether `info` is of the page's making, not the API's.
    pub(crate) info_is_inferred: bool,
    /// What reading noted.
    pub(crate) notes: Vec<Note>,
    /// Descriptions that the page shows beside this one and does not hold, as it spells their places.
    pub(crate) elsewhere: Vec<String>,
}

impl Part {
    /// The document that stands at a place of a page.
    pub(crate) fn at(document: Map<String, Value>, place: Place) -> Self {
        Self {
            document,
            origin: Origin {
                line: place.position.map_or(1, |position| position.line),
                page: place.file,
                url: None,
                title: None,
                spec: None,
            },
            info_is_inferred: false,
            notes: Vec::new(),
            elsewhere: Vec::new(),
        }
    }
}

/// Merges documents. A single one stays as it is.
pub(crate) fn merge(mut parts: Vec<Part>, choices: &Choices<'_>) -> (Map<String, Value>, Vec<Note>, PageSet) {
    let mut set = PageSet::default();
    if let [part] = parts.as_mut_slice() {
        let (document, notes) = (
            std::mem::take(&mut part.document),
            std::mem::take(&mut part.notes),
        );
        for (section, path, method) in operations::keys(&document) {
            set.add_origin(&operations::called(section, &path, method), &part.origin);
        }
        return (document, notes, set);
    }
    let mut notes = Vec::new();
    let parts = without_swagger(parts, &mut set);
    let classes = Classes::of(&parts);
    let decided = operations::decide(&parts, &classes, choices, &mut notes, &mut set);
    let names = names::name(&parts, &classes, &decided, choices, &mut notes);
    let mut document = build::build(&parts, &classes, &decided, &names, choices, &mut notes);
    ids::make_unique(&mut document, choices, &mut notes);
    for (part, part_notes) in parts.iter().enumerate() {
        for note in &part_notes.notes {
            let pointer = names.renames(part).pointer(&note.pointer);
            notes.push(Note {
                pointer,
                ..note.clone()
            });
        }
    }
    notes.sort();
    notes.dedup();
    set.names = names.given(&document);
    (document, notes, set)
}

/// Documents of Swagger 2.0 have no place among others: what they say is said elsewhere in OpenAPI 3.
fn without_swagger(parts: Vec<Part>, set: &mut PageSet) -> Vec<Part> {
    let (swagger, parts): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .partition(|part| part.document.contains_key("swagger"));
    for part in swagger {
        let error = Error::new(
            Stage::Read,
            part.origin.place(),
            "this page is Swagger 2.0, and the other pages are OpenAPI 3",
            "make a vendor of its own of it, or convert it to OpenAPI 3",
        );
        set.held.push(HeldBack::page(&part.origin.page, error));
    }
    parts
}

/// The object under a key, a new one if there is nothing; `None` when something else stands there.
fn object_at<'a>(object: &'a mut Map<String, Value>, key: &str) -> Option<&'a mut Map<String, Value>> {
    object
        .entry(key)
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
}
