//! What the page says of a form's fields and of a body's parts (Encoding Object) → their media types and styles.

use serde_json::Value;

use super::Cx;
use super::style::{explode, style};
use crate::model::fit::{Outline, component, is_binary, outline, target};
use crate::model::lower::PART_TYPE;
use crate::model::{FieldStyle, ItemTypes, Location, WireName};
use crate::note::NoteKind;
use crate::openapi::media_type::is_json;
use crate::openapi::reference;
use crate::pointer::join;
use crate::words;

/// What the page says of a body's fields or parts.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) types: Vec<(WireName, String)>,
    pub(super) styles: Vec<FieldStyle>,
    pub(super) items: Option<ItemTypes>,
}

/// The media types and styles that the page gives to the parts of a form.
pub(super) fn named_parts(media: &Value, schema: &Value, at: &str, cx: &mut Cx<'_>) -> Parts {
    let mut parts = Parts::default();
    for (name, encoding) in media["encoding"].as_object().into_iter().flatten() {
        let at = join(&join(at, "encoding"), name);
        let of = property(cx.document, schema, name);
        let style = field_style(name, encoding, of, false, cx.document);
        // What has a style is a text (OpenAPI 3.1.1, Encoding Object).
        let has_style = style.is_some();
        parts.styles.extend(style);
        for key in encoding.as_object().into_iter().flatten().map(|(key, _)| key) {
            match key.as_str() {
                "contentType" if has_style => {
                    let what = "contentType has no effect on a part that has a style";
                    cx.note(NoteKind::Ignored, join(&at, key), what);
                }
                "contentType" => {
                    let said = said_type(encoding, of, &at, cx);
                    parts.types.extend(said.map(|said| (WireName::new(name), said)));
                }
                "allowReserved" => {
                    let what = "allowReserved has no effect on a part, in which nothing is encoded";
                    cx.note(NoteKind::Ignored, join(&at, key), what);
                }
                "style" | "explode" => {}
                _ => not_sent(key, "a part", &at, cx),
            }
        }
    }
    let properties = resolved(cx.document, schema).and_then(|schema| schema["properties"].as_object());
    for (name, of) in properties.into_iter().flatten() {
        // Of the two, the encoding's counts.
        let said = said_of(of).filter(|_| media["encoding"][name].get("contentType").is_none());
        parts.types.extend(said.map(|said| (WireName::new(name), said)));
    }
    parts
}

/// The media types that the page gives to the parts of a list.
pub(super) fn item_types(media: &Value, schema: &Value, at: &str, cx: &mut Cx<'_>) -> ItemTypes {
    let items = resolved(cx.document, schema).map_or(&Value::Null, |schema| &schema["items"]);
    let mut one = |encoding: &Value, at: &str| {
        for key in encoding.as_object().into_iter().flatten().map(|(key, _)| key) {
            if key != "contentType" {
                not_sent(key, "a part", at, cx);
            }
        }
        match encoding.get("contentType") {
            Some(_) => said_type(encoding, Some(items), at, cx),
            None => said_of(items),
        }
    };
    let listed = media["prefixEncoding"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate();
    let mut first: Vec<Option<String>> = listed
        .map(|(index, encoding)| one(encoding, &join(&join(at, "prefixEncoding"), index.to_string())))
        .collect();
    let rest = one(&media["itemEncoding"], &join(at, "itemEncoding"));
    while first.last() == Some(&rest) {
        first.pop();
    }
    ItemTypes { first, rest }
}

/// The styles that the page gives to fields of a form.
pub(super) fn field_styles(media: &Value, schema: &Value, at: &str, cx: &mut Cx<'_>) -> Vec<FieldStyle> {
    let mut styles = Vec::new();
    for (name, encoding) in media["encoding"].as_object().into_iter().flatten() {
        let at = join(&join(at, "encoding"), name);
        let of = property(cx.document, schema, name);
        let allow_reserved = encoding["allowReserved"] == true;
        styles.extend(field_style(name, encoding, of, allow_reserved, cx.document));
        for key in encoding.as_object().into_iter().flatten().map(|(key, _)| key) {
            if !matches!(key.as_str(), "style" | "explode" | "allowReserved") {
                not_sent(key, "a form's field", &at, cx);
            }
        }
    }
    styles
}

/// How a field is written, if that is not how fields are. `form`, exploded, is the default's other name, but for objects: without
/// a word they are JSON, and with it a field for each of their properties.
fn field_style(
    name: &str,
    encoding: &Value,
    of: Option<&Value>,
    allow_reserved: bool,
    document: &Value,
) -> Option<FieldStyle> {
    let style = style(encoding["style"].as_str(), Location::Query);
    let field = FieldStyle {
        wire: WireName::new(name),
        style,
        explode: explode(encoding, style),
        allow_reserved,
    };
    let is_said = encoding.get("style").is_some() || encoding.get("explode").is_some();
    let is_spread = is_said && of.is_some_and(|of| is_object(document, of));
    let is_other = field.style.is_some() || field.explode == Some(false) || field.allow_reserved;
    (is_spread || is_other).then_some(field)
}

/// The media type of a part. One of several is the caller's to choose for a file; else it is the first that can be written.
fn said_type(encoding: &Value, of: Option<&Value>, at: &str, cx: &mut Cx<'_>) -> Option<String> {
    let said = encoding["contentType"].as_str()?;
    let at = join(at, "contentType");
    let object = of.is_some_and(|of| is_object(cx.document, of));
    if !said.contains([',', '*']) {
        if object && !is_json(said) {
            let what = format!(
                "the client writes no {said}: a call that sets this part is refused",
                said = words::name(said)
            );
            cx.note(NoteKind::Ignored, at, what);
        }
        return Some(said.to_owned());
    }
    let is_file = |of: &Value| is_binary(of) || is_binary(&of["items"]);
    let of_a_text =
        |one: &&str| !one.contains('*') && (is_json(one) || (one.starts_with("text/") && !object));
    let first = said.split(',').map(str::trim).find(of_a_text);
    match first.filter(|_| !of.is_none_or(is_file)) {
        Some(first) => {
            let what = format!(
                "of the media types of this part the client sends {}",
                words::name(first)
            );
            cx.note(NoteKind::Inferred, at, what);
            Some(first.to_owned())
        }
        None => {
            let what =
                "the media type of this part is the caller's choice, `application/octet-stream` without one";
            cx.note(NoteKind::Ignored, at, what);
            None
        }
    }
}

/// What a schema of 3.1 says of the media type of its bytes.
fn said_of(schema: &Value) -> Option<String> {
    let said = schema.get(PART_TYPE).or_else(|| schema["items"].get(PART_TYPE))?;
    let said = said.as_str().filter(|said| !said.contains([',', '*']));
    said.map(str::to_owned)
}

fn not_sent(key: &str, of: &str, at: &str, cx: &mut Cx<'_>) {
    let what = format!("{key} of {of} is not sent", key = words::name(key));
    cx.note(NoteKind::Ignored, join(at, key), what);
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> Option<&'a Value> {
    match target(schema) {
        Some(name) => component(document, name),
        None => Some(schema),
    }
}

fn property<'a>(document: &'a Value, schema: &'a Value, name: &str) -> Option<&'a Value> {
    resolved(document, schema)?["properties"].get(name)
}

/// Whether a part holds an object, which is written as JSON.
fn is_object(document: &Value, schema: &Value) -> bool {
    outline(document, schema).kind.as_deref() == Some("object")
}

/// The media type in which a part is written where the page names none; of a list, each item is a part, and what is in it is JSON
/// where it is a list again. None where it depends on the value.
pub(crate) fn part_type(document: &Value, schema: &Value) -> Option<&'static str> {
    let part = outline(document, schema);
    match part.kind.as_deref() {
        Some("array") => {
            let list = reference::resolved(document, schema)?;
            let item = list.get("items").map(|items| outline(document, items))?;
            match item.kind.as_deref() {
                Some("array") => Some(JSON),
                _ => one_type(&item),
            }
        }
        _ => one_type(&part),
    }
}

/// The media type of a part that is no list.
fn one_type(part: &Outline) -> Option<&'static str> {
    match part.kind.as_deref() {
        Some("object") => Some(JSON),
        Some("string") if part.is_binary => Some(BYTES),
        Some("string" | "integer" | "number" | "boolean") => Some(TEXT),
        _ => part.is_untyped.then_some(BYTES),
    }
}

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";
const TEXT: &str = "text/plain";
