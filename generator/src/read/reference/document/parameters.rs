//! Parameters and headers.
//!
//! Some pages list no path parameters; those that the path names are strings then.

use serde_json::{Map, Value, json};

use super::Writer;
use crate::note::NoteKind;
use crate::openapi::template_names;
use crate::read::reference::page::Item;
use crate::words;

impl Writer<'_> {
    /// The parameters that the page lists, and those that only its path names.
    pub(super) fn parameters(&mut self) -> Vec<Value> {
        let page = self.page;
        let mut parameters = Vec::new();
        for name in template_names(&page.path).filter(|name| !name.is_empty()) {
            if !page
                .parameters
                .iter()
                .any(|(location, item)| *location == "path" && item.name == name)
            {
                self.note(
                    NoteKind::Inferred,
                    format!(
                        "the path parameter {name} is only named in the path: taken to be a string",
                        name = words::name(name)
                    ),
                );
                parameters.push(
                    json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}),
                );
            }
        }
        for (location, item) in &page.parameters {
            let mut parameter = Map::new();
            parameter.insert("name".to_owned(), item.name.as_str().into());
            parameter.insert("in".to_owned(), (*location).into());
            parameter.insert(
                "required".to_owned(),
                (*location == "path" || self.is_required(item)).into(),
            );
            parameter.extend(self.described(item));
            parameters.push(Value::Object(parameter));
        }
        parameters
    }

    /// `description`, `deprecated` and `schema` of a parameter or header.
    pub(super) fn described(&mut self, item: &Item) -> Map<String, Value> {
        let mut schema = self.item(item, &[], &mut Vec::new());
        let mut described = Map::new();
        if let Value::Object(schema) = &mut schema {
            for key in ["description", "deprecated"] {
                described.extend(schema.remove(key).map(|value| (key.to_owned(), value)));
            }
        }
        if item.shape.kind.is_none() {
            self.note(
                NoteKind::Inferred,
                format!(
                    "{} is shown without a type: taken to be a string",
                    words::name(&item.name)
                ),
            );
            schema["type"] = "string".into();
        }
        described.insert("schema".to_owned(), schema);
        described
    }
}
