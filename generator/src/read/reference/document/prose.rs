//! What the prose says about the request's fields (see `hints`), put where the page's lists say nothing.

use serde_json::Value;

use super::Writer;
use crate::note::NoteKind;
use crate::pointer;
use crate::words;

impl Writer<'_> {
    /// Fills the gaps of the request's schema with what the prose says about its fields.
    pub(super) fn apply_hints(&mut self, schema: &mut Value, is_noted: bool) {
        let mut notes = Vec::new();
        for hint in &self.hints {
            let Some(Value::Object(property)) =
                schema.pointer_mut(&pointer::from_tokens(["properties", &hint.name]))
            else {
                continue;
            };
            if let (Some((kind, format)), false) = (hint.kind, property.contains_key("type")) {
                property.insert("type".to_owned(), kind.into());
                property.extend(format.map(|format| ("format".to_owned(), format.into())));
                notes.push(format!(
                    "the type of {} is only said in the prose: {kind}",
                    words::name(&hint.name)
                ));
            }
            if let (Some(default), false) = (&hint.default, property.contains_key("default")) {
                property.insert("default".to_owned(), default.clone());
                notes.push(format!(
                    "the default of {} is only said in the prose: {default}",
                    words::name(&hint.name)
                ));
            }
            if hint.required && !self.is_marked {
                let required = schema["required"].as_array().cloned().unwrap_or_default();
                schema["required"] = required.into_iter().chain([hint.name.as_str().into()]).collect();
                notes.push(format!(
                    "that {} is required is only said in the prose",
                    words::name(&hint.name)
                ));
            }
        }
        for what in notes.into_iter().filter(|_| is_noted) {
            self.note(NoteKind::Inferred, what);
        }
    }
}
