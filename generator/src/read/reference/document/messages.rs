//! The request's body and the responses.

use serde_json::{Map, Value, json};

use super::Writer;
use crate::note::NoteKind;
use crate::read::reference::page::{Message, Schemas};

impl Writer<'_> {
    /// The request's body, if the page shows its schema.
    pub(super) fn request_body(&mut self) -> Option<Value> {
        let request = &self.page.request;
        if let Some(schemas) = &request.schemas {
            let content = self.content(&request.media, request, schemas, true);
            let mut body = json!({ "content": content });
            if !request.description.is_empty() {
                body["description"] = request.description.as_str().into();
            }
            return Some(body);
        }
        None
    }

    pub(super) fn responses(&mut self) -> Value {
        let page = self.page;
        let mut responses = Map::new();
        for (status, message) in &page.responses {
            let mut response = json!({"description": message.description});
            if !message.headers.is_empty() {
                let headers = message.headers.iter().map(|item| {
                    let mut header = self.described(item);
                    if self.is_required(item) && self.is_marked {
                        header.insert("required".to_owned(), Value::Bool(true));
                    }
                    (item.name.clone(), Value::Object(header))
                });
                response["headers"] = Value::Object(headers.collect());
            }
            if let Some(schemas) = &message.schemas {
                response["content"] = self.content(&page.response_media, message, schemas, false);
            }
            responses.insert(status.clone(), response);
        }
        if responses.is_empty() {
            self.note(
                NoteKind::Inferred,
                "the page shows no response; it may have been cut off",
            );
            responses.insert("default".to_owned(), json!({"description": "Not documented"}));
        }
        Value::Object(responses)
    }

    fn content(&mut self, media: &[String], message: &Message, schemas: &Schemas, is_request: bool) -> Value {
        let schema = self.root(schemas, is_request);
        let assumed = ["application/json".to_owned()];
        let media = if media.is_empty() {
            self.note(
                NoteKind::Inferred,
                "the page lists no media type for a body: application/json is taken",
            );
            &assumed
        } else {
            media
        };
        let mut content = Map::new();
        for media in media {
            let mut media_type = json!({ "schema": schema });
            for (_, text) in message.examples.iter().filter(|(of, _)| of == media) {
                match serde_json::from_str::<Value>(text) {
                    Ok(example) => media_type["example"] = example,
                    Err(_) => self.note(
                        NoteKind::Ignored,
                        format!("an example of {media} is not valid JSON"),
                    ),
                }
            }
            content.insert(media.clone(), media_type);
        }
        Value::Object(content)
    }
}
