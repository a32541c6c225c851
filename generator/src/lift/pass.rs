//! What a lift pass is: a name, a reason and a function from document to document.

use serde_json::Value;

use super::schema::{Object, WIDENED};
use crate::{Note, NoteKind};

/// A step of lifting. Passes do not fail: they edit the document and say so in the log.
#[derive(Debug, Clone, Copy)]
pub struct Pass {
    /// The pass's name, the same as its file's, in kebab-case.
    pub id: &'static str,
    /// Why it exists, one sentence.
    pub why: &'static str,
    pub(super) run: fn(&mut Value, &mut Log<'_>),
}

impl Pass {
    /// Runs the pass, adding to `notes` what it did.
    pub fn run(&self, document: &mut Value, notes: &mut Vec<Note>) {
        (self.run)(document, &mut Log { pass: self.id, notes });
    }
}

/// The notes of one pass.
#[derive(Debug)]
pub(super) struct Log<'a> {
    pass: &'static str,
    notes: &'a mut Vec<Note>,
}

impl Log<'_> {
    /// Allows more than it did, because OpenAPI 3.0 has no words for all of it; the `widened` pass draws the consequences.
    pub(super) fn widened(&mut self, schema: &mut Object, pointer: &str, what: impl Into<String>) {
        schema.insert(WIDENED.to_owned(), Value::Bool(true));
        self.lowered(pointer, what);
    }

    /// Left out though it says something, because it is not what OpenAPI expects there; allows more than it did.
    pub(super) fn disregarded(&mut self, schema: &mut Object, pointer: &str, what: impl Into<String>) {
        schema.insert(WIDENED.to_owned(), Value::Bool(true));
        self.ignored(pointer, what);
    }

    /// Said in other words: the same values are valid as before.
    pub(super) fn lowered(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Lowered, pointer, what);
    }

    /// Derived from what the page says, because something must stand there.
    pub(super) fn inferred(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Inferred, pointer, what);
    }

    /// Left out: OpenAPI gives it no meaning there, and the same values are valid as before.
    pub(super) fn ignored(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Ignored, pointer, what);
    }

    fn note(&mut self, kind: NoteKind, pointer: &str, what: impl Into<String>) {
        self.notes.push(Note::new(kind, self.pass, pointer, what));
    }
}
