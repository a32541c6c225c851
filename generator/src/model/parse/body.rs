//! `requestBody` → the body that the client sends, in each media type that it can have.

use indexmap::IndexMap;
use serde_json::Value;

use super::media::{Media, known};
use super::parts::{Parts, field_styles, item_types, named_parts};
use super::{Cx, example, text};
use crate::model::fit::holds_files;
use crate::model::{Body, Encoding, Kind, Ty, TypeDef, TypeName};
use crate::note::NoteKind;
use crate::openapi::media_type::{essence, is_multipart};
use crate::pointer::join;
use crate::words;

type Types = IndexMap<TypeName, TypeDef>;

/// The call needs a body, and none can be sent.
#[derive(Debug)]
pub(super) struct Unsendable;

/// The operation's body, in the media type that says most, and in each other that the page documents.
pub(super) fn body(
    operation: &Value,
    at: &str,
    types: &Types,
    cx: &mut Cx<'_>,
) -> Result<Option<Body>, Unsendable> {
    let Some(request) = operation.get("requestBody") else {
        return Ok(None);
    };
    let at = format!("{at}/requestBody");
    let mut documented = known(&request["content"], &format!("{at}/content"), cx);
    // What holds files says more than what holds texts in their place.
    documented.sort_by_key(|media| !(is_multipart(media.name) && holds_files(media.schema(), cx.document)));
    let mut bodies: Vec<Body> = Vec::new();
    let mut refused = false;
    for media in documented {
        let body = one(media, request, &at, cx);
        if let Some(obstacle) = obstacle(&body, types) {
            let what = format!(
                "{name} is made of {obstacle}: no body can be sent in it",
                name = words::name(media.name)
            );
            cx.note(
                NoteKind::Ignored,
                join(&format!("{at}/content"), media.name),
                what,
            );
            refused = true;
            continue;
        }
        // Of a range and a type in it, the type.
        if bodies.iter().all(|before| before.media_type != body.media_type) {
            if media.name.contains('*') {
                let what = format!(
                    "{range} is a range: the body goes as `{sent}`, or as what the call's header `Content-Type` says",
                    range = words::name(media.name),
                    sent = body.media_type
                );
                cx.note(NoteKind::Inferred, body.source.clone(), what);
            }
            bodies.push(body);
        }
    }
    let mut bodies = bodies.into_iter();
    match bodies.next() {
        Some(mut body) => {
            body.others = bodies.collect();
            Ok(Some(body))
        }
        None if refused && request["required"] == true => {
            let what = "the body cannot be sent, and it is required: the operation is left out";
            cx.note(NoteKind::Ignored, at, what);
            Err(Unsendable)
        }
        None => Ok(None),
    }
}

/// Why no value of a body can be written, if that is so: what it would have to be.
fn obstacle(body: &Body, types: &Types) -> Option<&'static str> {
    match body.encoding {
        Encoding::Form | Encoding::Multipart if has_properties(&body.ty, types) => None,
        Encoding::Multipart if body.item_types.is_some() => None,
        Encoding::Multipart if essence(&body.media_type) != "multipart/form-data" => {
            Some("an object's properties or a list's items, and the schema is of neither")
        }
        Encoding::Form | Encoding::Multipart => {
            Some("an object's properties, and the schema is of something else")
        }
        Encoding::Json | Encoding::Text | Encoding::Bytes => None,
    }
}

/// Whether a value can be an object.
fn has_properties(ty: &Ty, types: &Types) -> bool {
    match ty {
        Ty::Map(_) | Ty::Any => true,
        Ty::Option(inner) => has_properties(inner, types),
        Ty::Named(name) => match types.get(name).map(|definition| &definition.kind) {
            Some(Kind::Union(union)) => union
                .members
                .iter()
                .any(|member| has_properties(&member.ty, types)),
            Some(Kind::Enum(_)) => false,
            Some(Kind::Struct(_)) | None => true,
        },
        _ => false,
    }
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
    let is_list = matches!(ty.some(), Ty::List(_)) && essence(media.name) != "multipart/form-data";
    let parts = match encoding {
        Encoding::Form => Parts {
            styles: field_styles(media.value, schema, &within, cx),
            ..Parts::default()
        },
        Encoding::Multipart if is_list => Parts {
            items: Some(item_types(media.value, schema, &within, cx)),
            ..Parts::default()
        },
        Encoding::Multipart => named_parts(media.value, schema, &within, cx),
        _ => Parts::default(),
    };
    Body {
        media_type: media.concrete(),
        encoding,
        ty: ty.some().clone(),
        nullable,
        part_types: parts.types,
        field_styles: parts.styles,
        item_types: parts.items,
        required: request["required"] == true,
        description: text(request, "description"),
        example: example(cx.document, media.value).or_else(|| example(cx.document, schema)),
        source: within,
        others: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::{ItemTypes, ParameterStyle, WireName};

    fn body(operation: &Value, at: &str, cx: &mut Cx<'_>) -> Option<Body> {
        super::body(operation, at, &Types::new(), cx).expect("it can be sent")
    }

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
    fn what_a_range_is_sent_as_is_noted() {
        let bytes = json!({"schema": {"type": "string", "format": "binary"}});
        let sent = |content: Value| {
            let mut cx = Cx::new(&Value::Null);
            let body = body(&json!({"requestBody": {"content": content}}), "/o", &mut cx).unwrap();
            (
                body.media_type,
                cx.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
            )
        };
        let (media_type, notes) = sent(json!({"image/*": bytes}));
        assert_eq!(media_type, "application/octet-stream");
        let note = "inferred: `image/*` is a range: the body goes as `application/octet-stream`, or as what the call's header `Content-Type` says";
        assert!(notes.len() == 1 && notes[0].starts_with(note), "{notes:?}");
        assert_eq!(
            sent(json!({"application/octet-stream": bytes, "image/*": bytes})).1,
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_part_has_the_pages_style() {
        let operation = json!({"requestBody": {"content": {"multipart/form-data": {
            "schema": {"type": "object", "properties": {"spread": {"type": "object"}, "list": {"type": "array"}}},
            "encoding": {
                "csv": {"style": "form", "explode": false},
                "pipes": {"style": "pipeDelimited", "explode": false},
                "deep": {"style": "deepObject", "contentType": "application/json"},
                "spread": {"style": "form"},
                "list": {"style": "form", "explode": true},
            },
        }}}});
        let mut cx = Cx::new(&Value::Null);
        let body = body(&operation, "/o", &mut cx).unwrap();
        let styles = body.field_styles.iter();
        let styles: Vec<_> = styles
            .map(|field| (field.wire.as_str(), field.style, field.explode))
            .collect();
        assert_eq!(
            styles,
            [
                ("csv", None, Some(false)),
                ("pipes", Some(ParameterStyle::PipeDelimited), Some(false)),
                ("deep", Some(ParameterStyle::DeepObject), None),
                ("spread", None, None),
            ]
        );
        assert_eq!((cx.notes.len(), body.part_types.len()), (1, 0), "{:?}", cx.notes);
    }

    #[test]
    fn of_several_media_types_of_a_text_the_first_that_can_be_written_is_sent() {
        let text = || json!({"type": "string"});
        let operation = json!({"requestBody": {"content": {"multipart/form-data": {
            "schema": {"type": "object", "properties": {
                "a": text(), "b": {"type": "object"}, "c": text(), "d": {"type": "string", "format": "binary"},
            }},
            "encoding": {
                "a": {"contentType": "text/html, application/json"},
                "b": {"contentType": "application/xml, application/json"},
                "c": {"contentType": "image/*"},
                "d": {"contentType": "text/csv, image/png"},
            },
        }}}});
        let mut cx = Cx::new(&Value::Null);
        let body = body(&operation, "/o", &mut cx).unwrap();
        let types = body.part_types.iter();
        let types: Vec<_> = types.map(|(name, said)| (name.as_str(), said.as_str())).collect();
        assert_eq!(types, [("a", "text/html"), ("b", "application/json")]);
        assert_eq!(cx.notes.len(), 4, "{:?}", cx.notes);
    }

    #[test]
    fn a_list_is_parts_where_parts_need_no_names() {
        let list = |media_type: &str, encoding: Value| {
            let mut media = json!({"schema": {"type": "array", "items": {"type": "string"}}});
            for (key, value) in encoding.as_object().unwrap() {
                media[key] = value.clone();
            }
            json!({"requestBody": {"required": true, "content": {media_type: media}}})
        };
        let encodings = json!({
            "prefixEncoding": [{"contentType": "text/html"}, {"headers": {}}, {"contentType": "text/csv"}],
            "itemEncoding": {"contentType": "text/csv"},
        });
        let mut cx = Cx::new(&Value::Null);
        let mixed = body(&list("multipart/mixed", encodings), "/o", &mut cx).unwrap();
        let types = ItemTypes {
            first: vec![Some("text/html".to_owned()), None],
            rest: Some("text/csv".to_owned()),
        };
        assert_eq!((mixed.item_types, cx.notes.len()), (Some(types), 1));
        let form = super::body(
            &list("multipart/form-data", json!({})),
            "/o",
            &Types::new(),
            &mut cx,
        );
        assert!(form.is_err());
        assert_eq!(cx.notes.len(), 3, "{:?}", cx.notes);
    }

    #[test]
    fn what_has_no_parts_is_not_sent_in_parts() {
        let sent = |required: bool, content: Value| {
            let operation = json!({"requestBody": {"required": required, "content": content}});
            let mut cx = Cx::new(&Value::Null);
            let body = super::body(&operation, "/o", &Types::new(), &mut cx);
            let sent = body.map(|body| body.map(|body| body.media_type));
            (sent.map_err(|_| ()), cx.notes.len())
        };
        let text = || json!({"schema": {"type": "string"}});
        let list = || json!({"schema": {"type": "array", "items": {"type": "string"}}});
        assert_eq!(sent(true, json!({"multipart/form-data": text()})), (Err(()), 2));
        assert_eq!(sent(false, json!({"multipart/mixed": text()})), (Ok(None), 1));
        assert_eq!(
            sent(true, json!({"application/x-www-form-urlencoded": list()})),
            (Err(()), 2)
        );
        let both = json!({"multipart/form-data": list(), "application/json": list()});
        assert_eq!(sent(true, both), (Ok(Some("application/json".to_owned())), 1));
        assert_eq!(
            sent(true, json!({"multipart/form-data": {}})),
            (Ok(Some("multipart/form-data".to_owned())), 0)
        );
    }
}
