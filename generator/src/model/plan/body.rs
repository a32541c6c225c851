//! `requestBody` → the one body that the client sends.

use serde_json::Value;

use super::parameters::{explode, style};
use super::{BYTES, Body, Encoding, FILE, FieldStyle, Location, PASS, text};
use crate::model::fit::rust_type;
use crate::pointer::join;
use crate::{Note, NoteKind};

/// The operation's body, in the media type that says most: JSON, then forms, then text, then bytes.
pub(super) fn body(operation: &Value, at: &str, notes: &mut Vec<Note>) -> Option<Body> {
    let request = operation.get("requestBody")?;
    let at = format!("{at}/requestBody");
    let (media_type, media) = preferred(&request["content"], &format!("{at}/content"), notes)?;
    let schema = &media["schema"];
    let encoding = match Encoding::of(media_type) {
        // What is no object has no fields: the caller brings the text.
        Encoding::Form if schema["type"] == "string" => Encoding::Text,
        encoding => encoding,
    };
    let ty = match encoding {
        Encoding::Text => "String".to_owned(),
        Encoding::Bytes => BYTES.to_owned(),
        Encoding::Json => json_type(schema),
        Encoding::Form | Encoding::Multipart => rust_type(schema),
    };
    let ty = match ty
        .strip_prefix("Option<")
        .and_then(|inner| inner.strip_suffix('>'))
    {
        Some(inner) => {
            let what = "the body may be `null`; the client sends a value, or no body";
            notes.push(Note::new(NoteKind::Ignored, PASS, &at, what));
            inner.to_owned()
        }
        None => ty,
    };
    Some(Body {
        media_type: concrete(media_type).to_owned(),
        encoding,
        ty,
        part_types: match encoding {
            Encoding::Multipart => part_types(media, &join(&format!("{at}/content"), media_type), notes),
            _ => Vec::new(),
        },
        field_styles: match encoding {
            Encoding::Form => field_styles(media, &join(&format!("{at}/content"), media_type), notes),
            _ => Vec::new(),
        },
        required: request["required"] == true,
        description: text(request, "description"),
    })
}

/// The media types that the page gives to parts of a form. One that leaves a choice is the caller's to make.
fn part_types(media: &Value, at: &str, notes: &mut Vec<Note>) -> Vec<(String, String)> {
    let mut types = Vec::new();
    for (property, encoding) in media["encoding"].as_object().into_iter().flatten() {
        let at = join(&join(at, "encoding"), property);
        for (key, value) in encoding.as_object().into_iter().flatten() {
            match value.as_str() {
                Some(one) if key == "contentType" && !one.contains([',', '*']) => {
                    types.push((property.clone(), one.to_owned()));
                }
                _ if key == "contentType" => {
                    let what = "the media type of this part is the caller's choice, `application/octet-stream` without one";
                    notes.push(Note::new(NoteKind::Ignored, PASS, join(&at, key), what));
                }
                _ => {
                    let what = format!("`{key}` of a part is not sent");
                    notes.push(Note::new(NoteKind::Ignored, PASS, join(&at, key), what));
                }
            }
        }
    }
    types
}

/// The styles that the page gives to fields of a form. `form`, exploded, is the default's other name.
fn field_styles(media: &Value, at: &str, notes: &mut Vec<Note>) -> Vec<FieldStyle> {
    let mut styles = Vec::new();
    for (property, encoding) in media["encoding"].as_object().into_iter().flatten() {
        let at = join(&join(at, "encoding"), property);
        let style = style(encoding["style"].as_str(), Location::Query);
        let field = FieldStyle {
            name: property.clone(),
            style,
            explode: explode(encoding, style),
            allow_reserved: encoding["allowReserved"] == true,
        };
        if field.style.is_some() || field.explode == Some(false) || field.allow_reserved {
            styles.push(field);
        }
        for (key, _) in encoding.as_object().into_iter().flatten() {
            if !matches!(key.as_str(), "style" | "explode" | "allowReserved") {
                let what = format!("`{key}` of a form's field is not sent");
                notes.push(Note::new(NoteKind::Ignored, PASS, join(&at, key), what));
            }
        }
    }
    styles
}

/// The media type of `content` that the client uses; the others are noted.
pub(super) fn preferred<'a>(
    content: &'a Value,
    at: &str,
    notes: &mut Vec<Note>,
) -> Option<(&'a str, &'a Value)> {
    let content = content.as_object()?;
    let (known, unknown): (Vec<_>, Vec<_>) = content
        .iter()
        .partition(|(media_type, _)| is_media_type(media_type));
    for (other, _) in unknown {
        let what = format!("`{other}` is not a media type");
        notes.push(Note::new(NoteKind::Ignored, PASS, join(at, other), what));
    }
    let (chosen, media) = known
        .iter()
        .copied()
        .min_by_key(|(media_type, _)| Encoding::of(media_type) as u8)?;
    for (other, _) in known.iter().filter(|(other, _)| *other != chosen) {
        let what = format!("the client speaks `{chosen}` here, not `{other}`");
        notes.push(Note::new(NoteKind::Ignored, PASS, join(at, other), what));
    }
    if chosen.starts_with("text/event-stream") {
        let what = "events are not read one by one: their text comes whole, when the server has ended it";
        notes.push(Note::new(NoteKind::Ignored, PASS, join(at, chosen), what));
    }
    Some((chosen, media))
}

/// The Rust type of a JSON text, in which bytes can only be a string.
pub(super) fn json_type(schema: &Value) -> String {
    rust_type(schema).replace(FILE, "String")
}

/// Whether a header can say it (RFC 9110, section 8.3.1).
fn is_media_type(text: &str) -> bool {
    text.contains('/') && text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// A media type for `Content-Type`: a range such as `*/*` or `text/*` does not name one.
fn concrete(media_type: &str) -> &str {
    match media_type {
        "*/*" | "application/*" => "application/json",
        "text/*" => "text/plain",
        _ if media_type.contains('*') => "application/octet-stream",
        _ => media_type,
    }
}

impl Encoding {
    /// How values of a media type are written and read. The order of the variants is the order of preference.
    pub(super) fn of(media_type: &str) -> Self {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "*/*" | "application/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "multipart/form-data" => Self::Multipart,
            "application/xml" | "application/yaml" | "application/x-yaml" | "application/graphql" => {
                Self::Text
            }
            _ if essence.ends_with("+json") => Self::Json,
            _ if essence.ends_with("+xml") => Self::Text,
            // A stream of events is bytes until somebody reads the events.
            "text/event-stream" => Self::Bytes,
            _ if essence.starts_with("text/") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_forms_parts_have_the_pages_media_types() {
        let operation = json!({"requestBody": {"content": {"multipart/form-data": {
            "schema": {"$ref": "#/components/schemas/Album"},
            "encoding": {
                "cover": {"contentType": "image/png"},
                "page": {"contentType": "image/png, image/jpeg"},
                "index": {"headers": {}},
            },
        }}}});
        let mut notes = Vec::new();
        let body = body(&operation, "/o", &mut notes).unwrap();
        assert_eq!(body.part_types, [("cover".to_owned(), "image/png".to_owned())]);
        let pointers: Vec<&str> = notes.iter().map(|note| note.pointer.as_str()).collect();
        let at = "/o/requestBody/content/multipart~1form-data/encoding";
        assert_eq!(
            pointers,
            [format!("{at}/page/contentType"), format!("{at}/index/headers")]
        );
    }

    #[test]
    fn a_forms_fields_have_the_pages_styles() {
        let operation = json!({"requestBody": {"content": {"application/x-www-form-urlencoded": {
            "schema": {"$ref": "#/components/schemas/Album"},
            "encoding": {
                "tags": {"style": "deepObject", "explode": true},
                "ids": {"style": "form", "explode": false},
                "sizes": {"style": "pipeDelimited"},
                "plain": {"style": "form", "explode": true},
                "path": {"allowReserved": true},
                "cover": {"contentType": "application/json"},
            },
        }}}});
        let mut notes = Vec::new();
        let body = body(&operation, "/o", &mut notes).unwrap();
        let styles: Vec<_> = body
            .field_styles
            .iter()
            .map(|field| {
                (
                    field.name.as_str(),
                    field.style,
                    field.explode,
                    field.allow_reserved,
                )
            })
            .collect();
        assert_eq!(
            styles,
            [
                ("tags", Some("deepObject"), Some(true), false),
                ("ids", None, Some(false), false),
                ("sizes", Some("pipeDelimited"), Some(false), false),
                ("path", None, None, true),
            ]
        );
        let at = "/o/requestBody/content/application~1x-www-form-urlencoded/encoding/cover/contentType";
        assert_eq!(notes.iter().map(|note| &note.pointer).collect::<Vec<_>>(), [at]);
    }

    #[test]
    fn what_has_no_fields_is_brought_as_text_and_null_is_no_body() {
        let body = |media_type: &str, schema: Value| {
            let operation = json!({"requestBody": {"content": {media_type: {"schema": schema}}}});
            let mut notes = Vec::new();
            let body = body(&operation, "/o", &mut notes);
            (body.map(|body| (body.encoding, body.ty)), notes.len())
        };
        let string = || json!({"type": "string"});
        assert_eq!(
            body("application/x-www-form-urlencoded", string()),
            (Some((Encoding::Text, "String".into())), 0)
        );
        assert_eq!(
            body("application/json", json!({"type": "string", "format": "binary"})),
            (Some((Encoding::Json, "String".into())), 0)
        );
        assert_eq!(
            body(
                "application/json",
                json!({"type": "array", "items": string(), "nullable": true})
            ),
            (Some((Encoding::Json, "Vec<String>".into())), 1)
        );
        assert_eq!(body("no media type", string()), (None, 1));
    }

    #[test]
    fn json_is_preferred_and_the_rest_noted() {
        let operation = json!({"requestBody": {"required": true, "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/vnd.acme+json; charset=utf-8": {"schema": {"$ref": "#/components/schemas/Order"}},
        }}});
        let mut notes = Vec::new();
        let body = body(&operation, "/o", &mut notes).unwrap();
        assert_eq!(
            (body.media_type.as_str(), body.encoding),
            ("application/vnd.acme+json; charset=utf-8", Encoding::Json)
        );
        assert_eq!((body.ty.as_str(), body.required), ("types::Order", true));
        assert_eq!(
            notes.iter().map(|n| n.pointer.as_str()).collect::<Vec<_>>(),
            ["/o/requestBody/content/text~1csv"]
        );
    }
}
