//! `requestBody` → the body that the client sends, in each media type that it can have.

use serde_json::Value;

use super::media::{Media, known};
use super::style::{explode, style};
use super::{Cx, example, text};
use crate::NoteKind;
use crate::model::fit::{component, target};
use crate::model::lower::PART_TYPE;
use crate::model::{Body, Encoding, FieldStyle, Location, ParameterStyle, Ty, WireName};
use crate::openapi::media_type::is_json;
use crate::pointer::join;
use crate::words;

/// The operation's body, in the media type that says most, and in each other that the page documents.
pub(super) fn body(operation: &Value, at: &str, cx: &mut Cx<'_>) -> Option<Body> {
    let request = operation.get("requestBody")?;
    let at = format!("{at}/requestBody");
    let documented = known(&request["content"], &format!("{at}/content"), cx);
    let mut bodies: Vec<Body> = Vec::new();
    for media in documented {
        let body = one(media, request, &at, cx);
        // Of a range and a type in it, the type.
        if bodies.iter().all(|before| before.media_type != body.media_type) {
            bodies.push(body);
        }
    }
    let mut bodies = bodies.into_iter();
    let mut body = bodies.next()?;
    body.others = bodies.collect();
    Some(body)
}

fn one(media: Media<'_>, request: &Value, at: &str, cx: &mut Cx<'_>) -> Body {
    let schema = media.schema();
    let within = join(&format!("{at}/content"), media.name);
    let encoding = media.encoding();
    let ty = match encoding {
        Encoding::Text => Ty::String,
        Encoding::Bytes => Ty::Bytes,
        Encoding::Json => cx.ty(schema, at).map(&Ty::as_text),
        Encoding::Form | Encoding::Multipart => cx.ty(schema, at),
    };
    if matches!(encoding, Encoding::Text | Encoding::Bytes) {
        media.note_unused_schema(&within, &ty, cx);
    }
    let nullable = encoding == Encoding::Json && matches!(ty, Ty::Option(_));
    if matches!(ty, Ty::Option(_)) && !nullable {
        let what = "the body may be `null`, which only JSON can say; the client sends a value, or no body";
        cx.note(NoteKind::Ignored, at, what);
    }
    let parts = match encoding {
        Encoding::Multipart => part_types(media.value, schema, &within, cx),
        _ => Parts::default(),
    };
    Body {
        media_type: media.concrete(),
        encoding,
        ty: ty.some().clone(),
        nullable,
        part_types: parts.types,
        joined_parts: parts.joined,
        field_styles: match encoding {
            Encoding::Form => field_styles(media.value, &within, cx),
            _ => Vec::new(),
        },
        required: request["required"] == true,
        description: text(request, "description"),
        example: example(cx.document, media.value).or_else(|| example(cx.document, schema)),
        others: Vec::new(),
    }
}

/// What the page says of a form's parts.
#[derive(Default)]
struct Parts {
    types: Vec<(WireName, String)>,
    joined: Vec<(WireName, &'static str)>,
}

/// The media types and delimiters that the page gives to parts of a form. A media type that leaves a choice is the caller's to
/// make.
fn part_types(media: &Value, schema: &Value, at: &str, cx: &mut Cx<'_>) -> Parts {
    let mut parts = Parts::default();
    for (property, encoding) in media["encoding"].as_object().into_iter().flatten() {
        let at = join(&join(at, "encoding"), property);
        let style = style(encoding["style"].as_str(), Location::Query);
        let delimiter = match (style, explode(encoding, style)) {
            (None, Some(false)) => Some(","),
            (Some(ParameterStyle::SpaceDelimited), Some(false)) => Some(" "),
            (Some(ParameterStyle::PipeDelimited), Some(false)) => Some("|"),
            _ => None,
        };
        parts
            .joined
            .extend(delimiter.map(|delimiter| (WireName::new(property), delimiter)));
        let is_obeyed = delimiter.is_some() || style.is_none();
        for (key, value) in encoding.as_object().into_iter().flatten() {
            match value.as_str() {
                Some(one) if key == "contentType" && !one.contains([',', '*']) => {
                    if is_object(cx.document, schema, property) && !is_json(one) {
                        let what = format!(
                            "the client writes no {one}: a call that sets this part is refused",
                            one = words::name(one)
                        );
                        cx.note(NoteKind::Ignored, join(&at, key), what);
                    }
                    parts.types.push((WireName::new(property), one.to_owned()));
                }
                _ if key == "contentType" => {
                    let what = "the media type of this part is the caller's choice, `application/octet-stream` without one";
                    cx.note(NoteKind::Ignored, join(&at, key), what);
                }
                _ if matches!(key.as_str(), "style" | "explode") && is_obeyed => {}
                _ => {
                    let what = format!("{key} of a part is not sent", key = words::name(key));
                    cx.note(NoteKind::Ignored, join(&at, key), what);
                }
            }
        }
    }
    let own = target(schema).map_or(Some(schema), |name| component(cx.document, name));
    let properties = own.and_then(|own| own["properties"].as_object());
    for (property, schema) in properties.into_iter().flatten() {
        let said = schema.get(PART_TYPE).or_else(|| schema["items"].get(PART_TYPE));
        let said = said
            .and_then(Value::as_str)
            .filter(|said| !said.contains([',', '*']));
        // Of the two, the encoding's counts.
        if let Some(said) = said.filter(|_| media["encoding"][property].get("contentType").is_none()) {
            parts.types.push((WireName::new(property), said.to_owned()));
        }
    }
    parts
}

/// Whether a part holds an object, which is written as JSON.
fn is_object(document: &Value, schema: &Value, property: &str) -> bool {
    let resolve = |schema| match target(schema) {
        Some(name) => component(document, name),
        None => Some(schema),
    };
    let property = resolve(schema).and_then(|schema| schema["properties"].get(property));
    property
        .and_then(resolve)
        .is_some_and(|property| property["type"] == "object")
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
                let what = format!("{key} of a form's field is not sent", key = words::name(key));
                cx.note(NoteKind::Ignored, join(&at, key), what);
            }
        }
    }
    styles
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
    fn what_has_no_fields_is_brought_as_text_and_null_is_a_body_of_json() {
        let body = |media_type: &str, schema: Value| {
            let operation = json!({"requestBody": {"content": {media_type: {"schema": schema}}}});
            let mut cx = Cx::new(&Value::Null);
            let body = body(&operation, "/o", &mut cx);
            let found = body.map(|body| (body.encoding, body.ty, body.nullable));
            (found, cx.notes.len())
        };
        let string = || json!({"type": "string"});
        assert_eq!(
            body("application/x-www-form-urlencoded", string()),
            (Some((Encoding::Text, Ty::String, false)), 0)
        );
        assert_eq!(
            body("application/json", json!({"type": "string", "format": "binary"})),
            (Some((Encoding::Bytes, Ty::Bytes, false)), 0)
        );
        assert_eq!(
            body(
                "application/json",
                json!({"type": "array", "items": string(), "nullable": true})
            ),
            (Some((Encoding::Json, Ty::List(Box::new(Ty::String)), true)), 0)
        );
        assert_eq!(body("no media type", string()), (None, 1));
    }

    #[test]
    fn json_is_preferred_and_the_rest_can_be_chosen() {
        let operation = json!({"requestBody": {"required": true, "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/vnd.acme+json; charset=utf-8": {"schema": {"$ref": "#/components/schemas/Order"}},
            "application/*+json": {"schema": {"$ref": "#/components/schemas/Order"}},
            "application/json": {"schema": {"$ref": "#/components/schemas/Order"}},
        }}});
        let mut cx = Cx::new(&Value::Null);
        let body = body(&operation, "/o", &mut cx).unwrap();
        let bodies = std::iter::once(&body).chain(&body.others);
        assert_eq!(
            bodies
                .map(|body| (body.media_type.as_str(), body.ty.to_string()))
                .collect::<Vec<_>>(),
            [
                ("application/json", "types::Order".to_owned()),
                (
                    "application/vnd.acme+json; charset=utf-8",
                    "types::Order".to_owned()
                ),
                ("text/csv", "String".to_owned()),
            ]
        );
    }

    #[test]
    fn a_list_is_one_part_where_the_page_joins_it() {
        let operation = json!({"requestBody": {"content": {"multipart/form-data": {
            "schema": {"$ref": "#/components/schemas/Album"},
            "encoding": {
                "csv": {"style": "form", "explode": false},
                "pipes": {"style": "pipeDelimited", "explode": false},
                "deep": {"style": "deepObject"},
            },
        }}}});
        let mut cx = Cx::new(&Value::Null);
        let body = body(&operation, "/o", &mut cx).unwrap();
        assert_eq!(
            body.joined_parts,
            [(WireName::new("csv"), ","), (WireName::new("pipes"), "|")]
        );
        assert_eq!(cx.notes.len(), 1, "{:?}", cx.notes);
    }
}
