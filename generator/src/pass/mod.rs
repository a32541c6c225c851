//! What a pass over a document is: a name, a reason and a function from document to document.

mod left_out;
pub(crate) mod widening;

use serde_json::Value;

use crate::note::{Note, NoteKind};
use crate::openapi::schema::JsonObject;

pub(crate) use crate::openapi::annotations::WIDENED;
pub use left_out::LeftOut;

/// A step of lifting, of lowering or of fitting. Passes do not fail: they edit the document and say so in the log.
#[derive(Debug, Clone, Copy)]
pub struct Pass {
    /// The pass's name, the same as its file's, in kebab-case.
    pub id: &'static str,
    /// Why it exists, one sentence.
    pub why: &'static str,
    pub(crate) run: fn(&mut Value, &mut Log<'_>),
}

impl Pass {
    /// Runs the pass, adding to `notes` what it did.
    pub fn run(&self, document: &mut Value, notes: &mut Vec<Note>) {
        self.run_with(document, &[], notes);
    }

    /// As [`Self::run`], told the names of properties that hold secrets.
    pub(crate) fn run_with(&self, document: &mut Value, secrets: &[String], notes: &mut Vec<Note>) {
        self.log_to(document, secrets, notes, &mut LeftOut::default());
    }

    fn log_to(
        &self,
        document: &mut Value,
        secrets: &[String],
        notes: &mut Vec<Note>,
        left_out: &mut LeftOut,
    ) {
        let pass = self.id;
        let mut log = Log {
            pass,
            secrets,
            notes,
            left_out,
        };
        (self.run)(document, &mut log);
    }
}

/// Runs passes in their order, from a page's document on: their notes name its places.
pub(crate) fn run(passes: &[Pass], document: &mut Value, notes: &mut Vec<Note>, left_out: &mut LeftOut) {
    for pass in passes {
        pass.log_to(document, &[], notes, left_out);
    }
}

/// The notes of one pass, and what it is told beside the document.
#[derive(Debug)]
pub struct Log<'a> {
    pass: &'static str,
    /// Names of properties that hold secrets, beyond those that are recognised.
    pub(crate) secrets: &'a [String],
    notes: &'a mut Vec<Note>,
    left_out: &'a mut LeftOut,
}

impl Log<'_> {
    /// Allows more than it did, because there are no words for all of it; see [`widening`].
    pub(crate) fn widened(&mut self, schema: &mut JsonObject, pointer: &str, what: impl Into<String>) {
        schema.insert(WIDENED.to_owned(), Value::Bool(true));
        self.lowered(pointer, what);
    }

    /// Left out though it says something, because it is not what OpenAPI expects there; allows more than it did.
    pub(crate) fn disregarded(&mut self, schema: &mut JsonObject, pointer: &str, what: impl Into<String>) {
        schema.insert(WIDENED.to_owned(), Value::Bool(true));
        self.ignored(pointer, what);
    }

    /// Said in other words that the reader of notes would look for in vain.
    pub(crate) fn lowered(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Lowered, pointer, what);
    }

    /// Not what the page should say: something was taken to be meant, or left out, so that the rest holds.
    pub(crate) fn warned(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Warning, pointer, what);
    }

    /// Derived from what the page says, because something must stand there.
    pub(crate) fn inferred(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Inferred, pointer, what);
    }

    /// Left out: OpenAPI gives it no meaning there, and the same values are valid as before.
    pub(crate) fn ignored(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Ignored, pointer, what);
    }

    pub(crate) fn note(&mut self, kind: NoteKind, pointer: &str, what: impl Into<String>) {
        let pointer = self.left_out.in_page(pointer);
        self.notes.push(Note::new(kind, self.pass, pointer, what));
    }

    /// Takes down items, each by its list and its index, that the pass takes out, after the notes about them.
    pub(crate) fn left_out(&mut self, items: impl IntoIterator<Item = (String, usize)>) {
        self.left_out.add(items);
    }
}
