//! The form's body and responses → `requestBody` and `responses`.

use serde_json::{Map, Value, json};

use super::{PASS, Reader, entry, examples};
use crate::error::Result;
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::read::components::Components;

/// The media type that stands for a response without a body.
const NO_BODY: &str = "_mintlify/placeholder";

impl Reader<'_> {
    pub(super) fn request_body(
        &mut self,
        document: &Value,
        components: &mut Components,
    ) -> Result<Option<Value>> {
        let base = "/paths/request/body";
        let body = self.optional_object(document, base)?;
        if body.is_empty() {
            return Ok(None);
        }
        let into = pointer::join(&self.operation, "requestBody");
        let (mut content, mut required) = (Map::new(), false);
        for (media, stated) in body {
            let mut entries = stated
                .get("schemaArray")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            required |= entries.any(|entry| entry.get("required") == Some(&Value::Bool(true)));
            let media_type = self.media_type(stated, &pointer::join(base, media), &into, components)?;
            content.insert(media.clone(), media_type);
        }
        Ok(Some(json!({"required": required, "content": content})))
    }

    pub(super) fn responses(&mut self, document: &Value, components: &mut Components) -> Result<Value> {
        let base = "/paths/response";
        let mut responses = Map::new();
        for status in self.optional_object(document, base)?.keys() {
            let here = pointer::join(base, status);
            let into = format!("{}/responses/{status}", self.operation);
            let (mut content, mut description) = (Map::new(), "");
            for (media, stated) in self.object(document, &here)? {
                if description.is_empty() {
                    description = stated
                        .get("description")
                        .and_then(Value::as_str)
                        .unwrap_or_default();
                }
                if media != NO_BODY {
                    let media_type =
                        self.media_type(stated, &pointer::join(&here, media), &into, components)?;
                    content.insert(media.clone(), media_type);
                }
            }
            let mut response = json!({"description": description});
            if !content.is_empty() {
                response["content"] = Value::Object(content);
            }
            responses.insert(status.clone(), response);
        }
        if responses.is_empty() {
            responses.insert("default".to_owned(), json!({"description": "Not documented"}));
            let into = pointer::join(&self.operation, "responses");
            self.note(NoteKind::Inferred, into, "the page documents no response");
        }
        Ok(Value::Object(responses))
    }

    fn media_type(
        &mut self,
        stated: &Value,
        here: &str,
        into: &str,
        components: &mut Components,
    ) -> Result<Value> {
        let entries = stated.get("schemaArray").and_then(Value::as_array);
        let entries = entries.ok_or_else(|| self.malformed(here, "no list `schemaArray`"))?;
        let schema = entry::body(entries, components, |kind, said| {
            self.notes.push(Note::new(kind, PASS, into, said));
        });
        let mut media_type = Map::new();
        let schema = schema.ok_or_else(|| self.malformed(here, "not a list of schemas"))?;
        media_type.insert("schema".to_owned(), schema);
        let (real, placeholders) = examples::real(stated.get("examples"));
        self.placeholders += placeholders;
        if !real.is_empty() {
            media_type.insert("examples".to_owned(), Value::Object(real));
        }
        Ok(Value::Object(media_type))
    }
}
