//! `requestBody` → the one body that the client sends.

use serde_json::Value;

use super::style::{explode, style};
use super::{Cx, example, text};
use crate::NoteKind;
use crate::model::{Body, Encoding, FieldStyle, Location, Ty, WireName};
use crate::pointer::join;

/// The operation's body, in the media type that says most: JSON, then forms, then text, then bytes.
pub(super) fn body(operation: &Value, at: &str, cx: &mut Cx<'_>) -> Option<Body> {
    let request = operation.get("requestBody")?;
    let at = format!("{at}/requestBody");
    let (media_type, media) = preferred(&request["content"], &format!("{at}/content"), cx)?;
    let schema = &media["schema"];
    let encoding = match Encoding::of(media_type) {
        // What is no object has no fields: the caller brings the text.
        Encoding::Form if schema["type"] == "string" => Encoding::Text,
        encoding => encoding,
    };
    let ty = match encoding {
        Encoding::Text => Ty::String,
        Encoding::Bytes => Ty::Bytes,
        Encoding::Json => cx.ty(schema, &at).map(&Ty::as_text),
        Encoding::Form | Encoding::Multipart => cx.ty(schema, &at),
    };
    let ty = match ty {
        Ty::Option(inner) => {
            let what = "the body may be `null`; the client sends a value, or no body";
            cx.note(NoteKind::Ignored, &at, what);
            *inner
        }
        other => other,
    };
    Some(Body {
        media_type: concrete(media_type).to_owned(),
        encoding,
        ty,
        part_types: match encoding {
            Encoding::Multipart => part_types(media, &join(&format!("{at}/content"), media_type), cx),
            _ => Vec::new(),
        },
        field_styles: match encoding {
            Encoding::Form => field_styles(media, &join(&format!("{at}/content"), media_type), cx),
            _ => Vec::new(),
        },
        required: request["required"] == true,
        description: text(request, "description"),
        example: example(cx.document, media).or_else(|| example(cx.document, schema)),
    })
}

/// The media types that the page gives to parts of a form. One that leaves a choice is the caller's to make.
fn part_types(media: &Value, at: &str, cx: &mut Cx<'_>) -> Vec<(WireName, String)> {
    let mut types = Vec::new();
    for (property, encoding) in media["encoding"].as_object().into_iter().flatten() {
        let at = join(&join(at, "encoding"), property);
        for (key, value) in encoding.as_object().into_iter().flatten() {
            match value.as_str() {
                Some(one) if key == "contentType" && !one.contains([',', '*']) => {
                    types.push((WireName::new(property), one.to_owned()));
                }
                _ if key == "contentType" => {
                    let what = "the media type of this part is the caller's choice, `application/octet-stream` without one";
                    cx.note(NoteKind::Ignored, join(&at, key), what);
                }
                _ => {
                    let what = format!("`{key}` of a part is not sent");
                    cx.note(NoteKind::Ignored, join(&at, key), what);
                }
            }
        }
    }
    types
}

/// The styles that the page gives to fields of a form. `form`, exploded, is the default's other name.
fn field_styles(media: &Value, at: &str, cx: &mut Cx<'_>) -> Vec<FieldStyle> {
    let mut styles = Vec::new();
    for (property, encoding) in media["encoding"].as_object().into_iter().flatten() {
        let at = join(&join(at, "encoding"), property);
        let style = style(encoding["style"].as_str(), Location::Query);
        let field = FieldStyle {
            wire: WireName::new(property),
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
                cx.note(NoteKind::Ignored, join(&at, key), what);
            }
        }
    }
    styles
}

/// The media type of `content` that the client uses; the others are noted.
pub(super) fn preferred<'a>(content: &'a Value, at: &str, cx: &mut Cx<'_>) -> Option<(&'a str, &'a Value)> {
    let content = content.as_object()?;
    let (known, unknown): (Vec<_>, Vec<_>) = content
        .iter()
        .partition(|(media_type, _)| is_media_type(media_type));
    for (other, _) in unknown {
        let what = format!("`{other}` is not a media type");
        cx.note(NoteKind::Ignored, join(at, other), what);
    }
    let chosen = spoken(known.iter().map(|(media_type, _)| media_type.as_str()))?;
    let media = content.get(chosen)?;
    for (other, _) in known.iter().filter(|(other, _)| other.as_str() != chosen) {
        let what = format!("the client speaks `{chosen}` here, not `{other}`");
        cx.note(NoteKind::Ignored, join(at, other), what);
    }
    if chosen.starts_with("text/event-stream") {
        let what = "events are not read one by one: their text comes whole, when the server has ended it";
        cx.note(NoteKind::Ignored, join(at, chosen), what);
    }
    Some((chosen, media))
}

/// Of several media types, the one that the client speaks.
pub(crate) fn spoken<'a>(media_types: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    media_types
        .into_iter()
        .min_by_key(|media_type| Encoding::of(media_type) as u8)
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
    use crate::model::ParameterStyle;
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
        let mut cx = Cx::new(&Value::Null);
        let body = body(&operation, "/o", &mut cx).unwrap();
        assert_eq!(
            body.part_types,
            [(WireName::new("cover"), "image/png".to_owned())]
        );
        let pointers: Vec<&str> = cx.notes.iter().map(|note| note.pointer.as_str()).collect();
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
        let mut cx = Cx::new(&Value::Null);
        let body = body(&operation, "/o", &mut cx).unwrap();
        let styles: Vec<_> = body
            .field_styles
            .iter()
            .map(|field| {
                (
                    field.wire.as_str(),
                    field.style,
                    field.explode,
                    field.allow_reserved,
                )
            })
            .collect();
        assert_eq!(
            styles,
            [
                ("tags", Some(ParameterStyle::DeepObject), Some(true), false),
                ("ids", None, Some(false), false),
                ("sizes", Some(ParameterStyle::PipeDelimited), Some(false), false),
                ("path", None, None, true),
            ]
        );
        let at = "/o/requestBody/content/application~1x-www-form-urlencoded/encoding/cover/contentType";
        assert_eq!(
            cx.notes.iter().map(|note| &note.pointer).collect::<Vec<_>>(),
            [at]
        );
    }

    #[test]
    fn what_has_no_fields_is_brought_as_text_and_null_is_no_body() {
        let body = |media_type: &str, schema: Value| {
            let operation = json!({"requestBody": {"content": {media_type: {"schema": schema}}}});
            let mut cx = Cx::new(&Value::Null);
            let body = body(&operation, "/o", &mut cx);
            (body.map(|body| (body.encoding, body.ty)), cx.notes.len())
        };
        let string = || json!({"type": "string"});
        assert_eq!(
            body("application/x-www-form-urlencoded", string()),
            (Some((Encoding::Text, Ty::String)), 0)
        );
        assert_eq!(
            body("application/json", json!({"type": "string", "format": "binary"})),
            (Some((Encoding::Json, Ty::String)), 0)
        );
        assert_eq!(
            body(
                "application/json",
                json!({"type": "array", "items": string(), "nullable": true})
            ),
            (Some((Encoding::Json, Ty::List(Box::new(Ty::String)))), 1)
        );
        assert_eq!(body("no media type", string()), (None, 1));
    }

    #[test]
    fn json_is_preferred_and_the_rest_noted() {
        let operation = json!({"requestBody": {"required": true, "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/vnd.acme+json; charset=utf-8": {"schema": {"$ref": "#/components/schemas/Order"}},
        }}});
        let mut cx = Cx::new(&Value::Null);
        let body = body(&operation, "/o", &mut cx).unwrap();
        assert_eq!(
            (body.media_type.as_str(), body.encoding),
            ("application/vnd.acme+json; charset=utf-8", Encoding::Json)
        );
        assert_eq!(
            (body.ty.to_string().as_str(), body.required),
            ("types::Order", true)
        );
        assert_eq!(
            cx.notes.iter().map(|n| n.pointer.as_str()).collect::<Vec<_>>(),
            ["/o/requestBody/content/text~1csv"]
        );
    }
}
