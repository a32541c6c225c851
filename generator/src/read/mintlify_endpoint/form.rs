//! Finding one's way in the form: its parts by JSON pointer, and what is wrong with them.

use serde_json::{Map, Value};

use super::Reader;
use crate::error::{Error, Place, Result, Stage};
use crate::note::NoteKind;
use crate::words;

impl Reader<'_> {
    pub(super) fn object<'d>(&self, document: &'d Value, at: &str) -> Result<&'d Map<String, Value>> {
        document
            .pointer(at)
            .and_then(Value::as_object)
            .ok_or_else(|| self.malformed(at, "not an object"))
    }

    /// An object that may be missing: an empty one then.
    pub(super) fn optional_object<'d>(
        &self,
        document: &'d Value,
        at: &str,
    ) -> Result<&'d Map<String, Value>> {
        static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
        match document.pointer(at) {
            None | Some(Value::Null) => Ok(&EMPTY),
            Some(_) => self.object(document, at),
        }
    }

    pub(super) fn text(&self, document: &Value, at: &str) -> Result<String> {
        let text = document
            .pointer(at)
            .and_then(Value::as_str)
            .map(|text| text.trim().to_owned());
        text.ok_or_else(|| self.malformed(at, "not a text"))
    }

    /// Notes what the form does not have.
    pub(super) fn expect_keys(&mut self, object: &Map<String, Value>, known: &[&str]) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.note(
                NoteKind::Ignored,
                self.operation.clone(),
                format!("the key {key} is not known", key = words::name(key)),
            );
        }
    }

    /// What is wrong at a pointer of the form.
    pub(super) fn malformed(&self, at: &str, problem: &str) -> Error {
        Error::new(
            Stage::Read,
            Place::file(self.file).at(self.fence.line, 1).pointer(at),
            format!("the endpoint form is damaged here: {problem}"),
            "fetch the page again, or bring the OpenAPI document itself",
        )
    }
}
