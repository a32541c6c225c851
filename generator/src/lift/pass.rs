//! What a lift pass is: a name, a reason and a function from document to document.

use serde_json::Value;

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
    /// Said in other words, or widened where OpenAPI 3.0 has none.
    pub(super) fn lowered(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Lowered, pointer, what);
    }

    /// Derived from what the page says, because something must stand there.
    pub(super) fn inferred(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Inferred, pointer, what);
    }

    /// Left out: OpenAPI gives it no meaning there.
    pub(super) fn ignored(&mut self, pointer: &str, what: impl Into<String>) {
        self.note(NoteKind::Ignored, pointer, what);
    }

    fn note(&mut self, kind: NoteKind, pointer: &str, what: impl Into<String>) {
        self.notes.push(Note::new(kind, self.pass, pointer, what));
    }
}
