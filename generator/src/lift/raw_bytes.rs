//! Bytes that stand in no JSON text → one way of saying so.
//!
//! ```yaml
//! image/png: {}                                        # {schema: {type: string, contentMediaType: application/octet-stream}}
//! application/pdf: {schema: {contentMediaType: …}}     # {schema: {type: string, contentMediaType: …}}
//! multipart/form-data: {schema: {properties: {file: {contentMediaType: …}}}}   # the same
//! ```
//!
//! OpenAPI 2.0 and 3.0 call them strings; 3.1 leaves out the type, or the schema, and takes the older words as well. No value of JSON
//! is one, so the type says nothing of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::openapi::annotations::is_annotation;
use crate::openapi::media_type::{is_binary, is_multipart};
use crate::openapi::schema::{JsonObject, place_of};
use crate::openapi::{ObjectKind, read, reference, walk_down};
use crate::pass::Pass;

pub(super) const PASS: Pass = Pass {
    id: "raw-bytes",
    why: "the versions of OpenAPI say bytes outside of JSON with and without a type, or with no schema at all",
    run: |document, _| {
        let forms = forms(document);
        walk_down(document, &mut |kind, _, value| {
            if !matches!(kind, ObjectKind::RequestBody | ObjectKind::Response) {
                return;
            }
            let content = value.get_mut("content").and_then(Value::as_object_mut);
            for (media_type, media) in content.into_iter().flatten() {
                let Value::Object(media) = media else { continue };
                if is_binary(media_type) {
                    whole(media);
                } else if is_multipart(media_type) {
                    media.get_mut("schema").into_iter().for_each(parts);
                }
            }
        });
        let schemas = document.pointer_mut("/components/schemas");
        let schemas = schemas.and_then(Value::as_object_mut).into_iter().flatten();
        for (_, schema) in schemas.filter(|(name, _)| forms.contains(*name)) {
            parts(schema);
        }
    },
};

/// A body or an answer of bytes.
fn whole(media: &mut JsonObject) {
    let others = ["$ref", "itemSchema"];
    if others.iter().any(|key| media.contains_key(*key)) {
        return;
    }
    match media.get_mut("schema") {
        None => {
            let bytes = json!({"type": "string", "contentMediaType": "application/octet-stream"});
            media.shift_insert(0, "schema".to_owned(), bytes);
        }
        Some(schema) => say_type(schema),
    }
}

/// The parts of a form.
fn parts(schema: &mut Value) {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (_, part) in properties.into_iter().flatten() {
        say_type(part);
        part.get_mut("items").into_iter().for_each(say_type);
    }
}

/// Says that bytes are a string, of a schema that says only of what media type they are.
fn say_type(schema: &mut Value) {
    let Value::Object(schema) = schema else { return };
    let known = |key: &String| key == "contentMediaType" || is_annotation(key);
    let bytes = schema.get("contentMediaType").and_then(Value::as_str);
    if bytes.is_some_and(is_binary) && schema.keys().all(known) {
        let place = place_of(schema, "contentMediaType");
        schema.shift_insert(place, "type".to_owned(), json!("string"));
    }
}

/// The components that are forms with parts and nothing else.
fn forms(document: &Value) -> BTreeSet<String> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let mut as_form: BTreeMap<String, usize> = BTreeMap::new();
    let named = |value| {
        let (section, name) = reference::component(reference::of(value)?)?;
        (section == "schemas").then_some(name)
    };
    read(document, &mut |kind, _, value| match kind {
        ObjectKind::Schema => {
            if let Some(name) = named(value) {
                *uses.entry(name).or_default() += 1;
            }
        }
        ObjectKind::RequestBody | ObjectKind::Response => {
            let content = value.get("content").and_then(Value::as_object);
            let forms = content
                .into_iter()
                .flatten()
                .filter(|(media_type, _)| is_multipart(media_type));
            for name in forms.filter_map(|(_, media)| named(media.get("schema")?)) {
                *as_form.entry(name).or_default() += 1;
            }
        }
        _ => {}
    });
    let only = as_form
        .into_iter()
        .filter(|(name, count)| uses.get(name) == Some(count));
    only.map(|(name, _)| name).collect()
}
