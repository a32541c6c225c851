//! Which of the documented media types the client speaks, and what a value of one is.
//!
//! A media type alone does not say it: `application/json` with `format: binary` is a file, `*/*` says nothing of the format, and
//! `application/*+json` is no type that a header could name.

use serde_json::Value;

use super::Cx;
use crate::model::fit::is_binary;
use crate::model::{Encoding, Reading, Ty};
use crate::note::NoteKind;
use crate::openapi::media_type::{essence, is_json, is_stream};
use crate::pointer::join;
use crate::words;

/// A media type of a body or reply and what the page says of its content.
#[derive(Clone, Copy)]
pub(super) struct Media<'a> {
    /// As the page spells it.
    pub(super) name: &'a str,
    /// The Media Type Object.
    pub(super) value: &'a Value,
}

/// The media types of `content` that a header can name, those first that say most: JSON, forms, text, bytes. What is no media
/// type is noted.
pub(super) fn known<'a>(content: &'a Value, at: &str, cx: &mut Cx<'_>) -> Vec<Media<'a>> {
    let mut known = Vec::new();
    for (name, value) in content.as_object().into_iter().flatten() {
        match is_media_type(name) {
            true => known.push(Media { name, value }),
            false => cx.note(
                NoteKind::Ignored,
                join(at, name),
                format!("{name} is not a media type", name = words::name(name)),
            ),
        }
    }
    known.sort_by_key(Media::rank);
    known
}

/// Of several media types, the one that the client speaks, as far as it is decided without their schemas.
pub(crate) fn spoken<'a>(media_types: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let nothing = Value::Null;
    media_types.into_iter().min_by_key(|name| {
        Media {
            name,
            value: &nothing,
        }
        .rank()
    })
}

fn by_name(name: &str) -> Encoding {
    let value = &Value::Null;
    Media { name, value }.encoding()
}

/// Whether what has this media type and no schema is bytes.
pub(crate) fn is_bytes(name: &str) -> bool {
    by_name(name) == Encoding::Bytes
}

/// Whether the fields of what has this media type are written as text.
pub(crate) fn is_form(name: &str) -> bool {
    matches!(by_name(name), Encoding::Form | Encoding::Multipart)
}

/// Whether a media type is only another notation of what the preferred one says: JSON of the same schema, or a structure's.
pub(crate) fn says_the_same(preferred: &Value, value: &Value, name: &str) -> bool {
    let media = Media { name, value };
    let is_notation = media.is_structured() || media.encoding() == Encoding::Json;
    is_notation && preferred.get("schema") == value.get("schema")
}

impl<'a> Media<'a> {
    /// The schema of the whole content.
    pub(super) fn schema(&self) -> &'a Value {
        &self.value["schema"]
    }

    pub(super) fn essence(&self) -> String {
        essence(self.name)
    }

    /// The order of preference. A patch is a way to change JSON and not the value itself.
    fn rank(&self) -> u8 {
        match (self.encoding(), self.essence().as_str()) {
            (Encoding::Json, "application/json") => 0,
            (Encoding::Json, "application/json-patch+json" | "application/merge-patch+json") => 3,
            (Encoding::Json, range) if range.contains('*') => 2,
            (Encoding::Json, _) => 1,
            (Encoding::Form, _) => 4,
            (Encoding::Multipart, _) => 5,
            (Encoding::Text, _) => 6,
            (Encoding::Bytes, _) => 7,
        }
    }

    /// How a value of it is written.
    pub(super) fn encoding(&self) -> Encoding {
        let schema = self.schema();
        let essence = self.essence();
        match essence.as_str() {
            _ if is_binary(schema) && !essence.starts_with("multipart/") => Encoding::Bytes,
            // What is no object has no fields: the caller brings the text.
            "application/x-www-form-urlencoded" if schema["type"] == "string" => Encoding::Text,
            "application/x-www-form-urlencoded" => Encoding::Form,
            _ if essence.starts_with("multipart/") => Encoding::Multipart,
            // The format is open: a string is its own text, what has a structure is JSON.
            "*/*" | "application/*" if schema["type"] == "string" => Encoding::Text,
            "*/*" | "application/*" if self.value.get("schema").is_none() => Encoding::Bytes,
            "*/*" | "application/*" => Encoding::Json,
            "application/xml" | "application/yaml" | "application/x-yaml" | "application/graphql" => {
                Encoding::Text
            }
            _ if is_stream(&essence) => Encoding::Text,
            _ if is_json(&essence) => Encoding::Json,
            _ if essence.ends_with("+xml") => Encoding::Text,
            // A stream of events is bytes until somebody reads the events.
            "text/event-stream" => Encoding::Bytes,
            _ if essence.starts_with("text/") => Encoding::Text,
            _ => Encoding::Bytes,
        }
    }

    /// How a reply of it is read, and as what type.
    pub(super) fn reading(&self, at: &str, cx: &mut Cx<'_>) -> (Reading, Ty) {
        let ranged = matches!(self.essence().as_str(), "*/*" | "application/*");
        let (reading, ty) = match self.encoding() {
            Encoding::Json => {
                let ty = cx.ty(self.schema(), at).map(&Ty::as_text);
                let open = ranged && ty == Ty::Any;
                return (if open { Reading::Open } else { Reading::Json }, ty);
            }
            Encoding::Text if ranged => return (Reading::Open, Ty::String),
            Encoding::Text | Encoding::Form if holds_secret(cx.document, self.schema()) => {
                (Reading::Text, Ty::Secret)
            }
            Encoding::Text | Encoding::Form => (Reading::Text, Ty::String),
            Encoding::Bytes | Encoding::Multipart => (Reading::Bytes, Ty::Bytes),
        };
        self.note_unused_schema(&join(&join(at, "content"), self.name), &ty, cx);
        (reading, ty)
    }

    /// Whether its schema says more than that there are bytes or a text.
    pub(super) fn is_structured(&self) -> bool {
        let schema = self.schema();
        let says_more = ["$ref", "allOf", "oneOf", "properties", "items"]
            .iter()
            .any(|key| schema.get(key).is_some());
        says_more || matches!(schema["type"].as_str(), Some("object" | "array"))
    }

    /// A schema that says more than the type does has no effect here.
    pub(super) fn note_unused_schema(&self, at: &str, ty: &Ty, cx: &mut Cx<'_>) {
        if self.essence() == "text/event-stream" {
            let what = "events are not read one by one: their text comes whole, when the server has ended it";
            cx.note(NoteKind::Ignored, at, what);
        }
        if self.is_structured() {
            let what = match ty {
                Ty::Bytes => "bytes as they come",
                _ => "text as it comes",
            };
            let what = format!(
                "the schema of {} has no effect on the client, which has {what}",
                words::name(self.name)
            );
            cx.note(NoteKind::Ignored, at, what);
        }
    }

    /// The media type for `Content-Type`: a range does not name one.
    pub(super) fn concrete(&self) -> String {
        let essence = self.essence();
        let concrete = match (essence.as_str(), self.encoding()) {
            ("*/*" | "application/*", Encoding::Text) => "text/plain; charset=utf-8",
            (range, Encoding::Json) if range.contains('*') => "application/json",
            ("text/*", _) => "text/plain",
            (range, _) if range.contains('*') => "application/octet-stream",
            _ => self.name,
        };
        concrete.to_owned()
    }
}

/// Whether a schema has a secret in it, at the top or below a component's properties.
fn holds_secret(document: &Value, schema: &Value) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    let mut queue = vec![schema];
    while let Some(schema) = queue.pop() {
        let mut names = Vec::new();
        crate::model::fit::mentions(schema, &mut names);
        for name in names {
            if name == crate::model::naming::SECRET {
                return true;
            }
            if !seen.contains(&name) {
                seen.push(name);
                queue.extend(crate::model::fit::component(document, name));
            }
        }
    }
    false
}

/// Whether a header can say it (RFC 9110, section 8.3.1).
fn is_media_type(text: &str) -> bool {
    text.contains('/') && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_media_type_and_its_schema_say_what_a_value_is() {
        let string = json!({"type": "string"});
        let object = json!({"$ref": "#/components/schemas/T"});
        let file = json!({"type": "string", "format": "binary"});
        let rows = [
            (
                "application/json",
                &object,
                Encoding::Json,
                Reading::Json,
                "application/json",
            ),
            (
                "text/json; charset=utf-8",
                &object,
                Encoding::Json,
                Reading::Json,
                "text/json; charset=utf-8",
            ),
            (
                "application/*+json",
                &object,
                Encoding::Json,
                Reading::Json,
                "application/json",
            ),
            (
                "application/json",
                &file,
                Encoding::Bytes,
                Reading::Bytes,
                "application/json",
            ),
            (
                "application/*",
                &file,
                Encoding::Bytes,
                Reading::Bytes,
                "application/octet-stream",
            ),
            (
                "*/*",
                &string,
                Encoding::Text,
                Reading::Open,
                "text/plain; charset=utf-8",
            ),
            ("*/*", &object, Encoding::Json, Reading::Json, "application/json"),
            (
                "*/*",
                &json!({}),
                Encoding::Json,
                Reading::Open,
                "application/json",
            ),
            (
                "application/x-ndjson",
                &object,
                Encoding::Text,
                Reading::Text,
                "application/x-ndjson",
            ),
            (
                "application/stream+json",
                &object,
                Encoding::Text,
                Reading::Text,
                "application/stream+json",
            ),
            ("text/*", &string, Encoding::Text, Reading::Text, "text/plain"),
            (
                "image/*",
                &file,
                Encoding::Bytes,
                Reading::Bytes,
                "application/octet-stream",
            ),
            (
                "multipart/mixed",
                &object,
                Encoding::Multipart,
                Reading::Bytes,
                "multipart/mixed",
            ),
        ];
        let document = json!({"components": {"schemas": {"T": {"type": "object", "properties": {"a": {"type": "string"}}}}}});
        for (name, schema, encoding, reading, concrete) in rows {
            let value = json!({"schema": schema});
            let media = Media { name, value: &value };
            let mut cx = Cx::new(&document);
            let read = media.reading("/r", &mut cx);
            assert_eq!(
                (media.encoding(), read.0, media.concrete().as_str()),
                (encoding, reading, concrete),
                "{name}"
            );
            let unused = schema == &object && reading != Reading::Json;
            assert_eq!(cx.notes.len(), usize::from(unused), "{name}");
        }
    }

    #[test]
    fn json_is_preferred_to_what_changes_json_and_to_forms() {
        let entry = || json!({"schema": {"type": "object"}});
        let content = json!({
            "application/json-patch+json": entry(), "text/csv": entry(), "application/x-www-form-urlencoded": entry(),
            "application/*+json": entry(), "application/vnd.acme+json": entry(), "application/json": entry(), "nothing": entry(),
        });
        let document = json!({});
        let mut cx = Cx::new(&document);
        let names: Vec<&str> = known(&content, "/c", &mut cx)
            .iter()
            .map(|media| media.name)
            .collect();
        assert_eq!(
            names,
            [
                "application/json",
                "application/vnd.acme+json",
                "application/*+json",
                "application/json-patch+json",
                "application/x-www-form-urlencoded",
                "text/csv",
            ]
        );
        assert_eq!(cx.notes.len(), 1);
    }

    #[test]
    fn text_that_holds_a_secret_is_one() {
        let document = json!({"components": {"schemas": {
            "T": {"properties": {"t": {"$ref": "#/components/schemas/SecretString"}, "self": {"$ref": "#/components/schemas/T"}}},
            "SecretString": {"type": "string"},
        }}});
        let value = json!({"schema": {"$ref": "#/components/schemas/T"}});
        let media = Media {
            name: "application/x-www-form-urlencoded",
            value: &value,
        };
        assert_eq!(
            media.reading("/r", &mut Cx::new(&document)),
            (Reading::Text, Ty::Secret)
        );
    }
}
