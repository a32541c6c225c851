//! Binary properties are files where a form carries them, and text everywhere else.
//!
//! Before: `{properties: {photo: {type: string, format: binary}}}` in `multipart/form-data` and in JSON.
//! After: `format: binary` in what a form's parts can be (the properties of its schema, lists of them), `{type: string}`
//! where JSON holds it. A part without a type is a file, and so is one that is a file or something that is no text. Where JSON and a form with files have one schema, it is the form's, and files
//! are base64 in JSON. A part that is one file or a list of them is a list, which is the same on the wire.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Cx;
use super::open::UNDESCRIBED;
use super::schema::{
    Use, component, is_annotation, is_binary, is_true, list, mentions, object_mut, properties, roots_mut,
    sites_mut, target, walk_mut,
};
use crate::note::NoteKind;
use crate::openapi::media_type::{is_json, is_multipart, is_urlencoded};
use crate::openapi::operations_mut;
use crate::pass::Pass;
use crate::pointer::{join, tokens};
use crate::words;

pub(super) const PASS: Pass = Pass {
    id: "uploads",
    why: "bytes in a struct would be sent as a list of numbers, which no server takes for a file",
    run: |document, log| run(&mut Cx { document, log }),
};

fn run(cx: &mut Cx<'_, '_>) {
    untyped_files(cx);
    note_files_elsewhere(cx);
    let document = cx.document.clone();
    // Pointers to the schemas whose properties are parts.
    let mut forms: BTreeSet<String> = BTreeSet::new();
    sites_mut(cx.document, &mut |site| {
        if site.role == Use::Request && site.is_multipart() {
            forms.insert(site.pointer);
            let names = components(site.schema, &document);
            forms.extend(names.iter().map(|name| join("/components/schemas", name)));
        }
    });
    let mut unions = unions_of_parts(cx.document, &document);
    // What something else holds, too, is a text there.
    roots_mut(cx.document, &mut |root, schema| {
        let mut names = Vec::new();
        if !forms.contains(root) {
            mentions(schema, &mut names);
        }
        for name in names {
            unions.remove(&join("/components/schemas", name));
        }
    });
    let mut texts = Vec::new();
    roots_mut(cx.document, &mut |root, schema| {
        let mut kept: BTreeSet<String> = BTreeSet::new();
        if unions.contains(root) {
            let members = list(schema, "oneOf").len();
            kept.extend((0..members).map(|index| join(&join(root, "oneOf"), index.to_string())));
        }
        if forms.contains(root) {
            join_files(schema, &document);
            kept.insert(join(root, "additionalProperties"));
            kept.insert(join(root, "items"));
            for (name, _) in properties(schema) {
                let part = join(&join(root, "properties"), name);
                kept.insert(join(&part, "items"));
                kept.insert(part);
            }
        } else if is_content(root) {
            // A whole body or reply of bytes is a file, whatever its media type.
            kept.insert(root.to_owned());
        }
        walk_mut(schema, root, &mut |pointer, schema| {
            if is_binary(schema) && !kept.contains(pointer) {
                object_mut(schema).remove("format");
                texts.push(pointer.to_owned());
            }
        });
    });
    for pointer in texts {
        let what = "binary data is held by text here, so it is a `String`, as it comes";
        cx.note(NoteKind::Lowered, pointer, what);
    }
}

/// Pointers to the unions that parts are, where a text cannot be meant by what is a file.
fn unions_of_parts(found: &mut Value, document: &Value) -> BTreeSet<String> {
    let mut unions = BTreeSet::new();
    sites_mut(found, &mut |site| {
        if site.role != Use::Request || !site.is_multipart() {
            return;
        }
        let names = components(site.schema, document);
        let named = names.iter().filter_map(|name| component(document, name));
        let parts = named.flat_map(properties).map(|(_, part)| part);
        for part in parts.chain(site.schema.get("items")) {
            let Some(name) = target(part.get("items").unwrap_or(part)) else {
                continue;
            };
            let members = component(document, name).map_or(&[][..], |schema| list(schema, "oneOf"));
            let is_text = |member: &Value| member["type"] == "string" && !is_binary(member);
            if !members.iter().any(is_text) && !are_files(members) {
                unions.insert(join("/components/schemas", name));
            }
        }
    });
    unions
}

/// Whether a value is a file or a list of files.
fn are_files(members: &[Value]) -> bool {
    let file = |member: &Value| is_binary(member) || member.get("items").is_some_and(is_binary);
    members.iter().any(|member| member.get("items").is_some()) && members.iter().all(file)
}

/// Makes a property that is a file or a list of files a list of files: a form repeats the part for each.
fn join_files(schema: &mut Value, document: &Value) {
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (_, property) in properties.into_iter().flatten() {
        let named = target(property).and_then(|name| component(document, name));
        if !are_files(list(named.unwrap_or(property), "oneOf")) {
            continue;
        }
        let mut files = json!({"type": "array", "items": {"type": "string", "format": "binary"}});
        let sources = [named, Some(&*property)];
        for (key, value) in sources
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .flatten()
        {
            if is_annotation(key) {
                object_mut(&mut files).insert(key.clone(), value.clone());
            }
        }
        *property = files;
    }
}

/// Makes files of a form's parts of which the page says nothing, or lists of nothing: without a type a part is
/// `application/octet-stream` (OpenAPI 3.1.1, Encoding Object, table of defaults). What other media types hold as well is left alone.
fn untyped_files(cx: &mut Cx<'_, '_>) {
    let document = cx.document.clone();
    let mut elsewhere: BTreeSet<String> = BTreeSet::new();
    sites_mut(cx.document, &mut |site| {
        if site.role != Use::Request || !site.is_multipart() {
            elsewhere.extend(components(site.schema, &document));
        }
    });
    // Pointers to parts or lists of them, each with what it is called.
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    for (pointer, operation) in operations_mut(cx.document) {
        let content = operation
            .pointer("/requestBody/content")
            .and_then(Value::as_object);
        for (media_type, media) in content.into_iter().flatten() {
            if !is_multipart(media_type) {
                continue;
            }
            let schema = &media["schema"];
            let items = media["itemEncoding"]["contentType"].as_str();
            if !items.is_some_and(is_text)
                && schema["type"] == "array"
                && schema.get("items").is_some_and(is_untyped)
            {
                let tokens = [&pointer, "requestBody", "content", media_type, "schema"];
                let at = tokens
                    .into_iter()
                    .map(str::to_owned)
                    .reduce(|at, token| join(&at, token));
                parts.extend(at.map(|at| (at, "an item of the list".to_owned())));
            }
            for name in components(&media["schema"], &document) {
                let named = component(&document, &name).filter(|_| !elsewhere.contains(&name));
                let untyped = named
                    .into_iter()
                    .flat_map(properties)
                    .filter(|(property, schema)| {
                        let said = media["encoding"][property.as_str()]["contentType"].as_str();
                        let is_text = said.is_some_and(is_text);
                        let is_said = said.is_some() && is_true(schema, UNDESCRIBED);
                        !is_text
                            && (is_said || is_untyped(schema) || schema.get("items").is_some_and(is_untyped))
                    });
                parts.extend(untyped.map(|(property, _)| {
                    let schema = join("/components/schemas", &name);
                    let at = join(&join(&schema, "properties"), property);
                    (
                        at,
                        format!("the part {property}", property = words::name(property)),
                    )
                }));
            }
        }
    }
    for (at, called) in parts {
        let Some(part) = cx.document.pointer_mut(&at) else {
            continue;
        };
        let part = match part.get("items").is_some_and(is_untyped) {
            true => &mut part["items"],
            false => part,
        };
        let part = object_mut(part);
        part.insert("type".to_owned(), json!("string"));
        part.insert("format".to_owned(), json!("binary"));
        let what = format!("{called} has no type, which is a file");
        cx.note(NoteKind::Inferred, at, what);
    }
}

/// Whether a part of this media type is no file.
fn is_text(media_type: &str) -> bool {
    is_json(media_type) || media_type.starts_with("text/")
}

/// Whether the page describes a part and says nothing of its values.
pub(super) fn is_untyped(schema: &Value) -> bool {
    schema.as_object().is_some_and(|schema| {
        let says = |key: &String| !is_annotation(key) || matches!(key.as_str(), "nullable" | UNDESCRIBED);
        !schema.keys().any(says)
    })
}

/// Says of another media type that has a schema in common with a form with files what becomes of those: it holds no bytes.
fn note_files_elsewhere(cx: &mut Cx<'_, '_>) {
    let document = cx.document.clone();
    let mut found = Vec::new();
    for (pointer, operation) in operations_mut(cx.document) {
        let content = operation.pointer("/requestBody/content");
        let content = || content.and_then(Value::as_object).into_iter().flatten();
        let files = content().filter(|(media, entry)| {
            let schema = entry.get("schema");
            is_multipart(media) && schema.is_some_and(|schema| holds_files(schema, &document))
        });
        let files: BTreeSet<String> = files
            .flat_map(|(_, entry)| components(&entry["schema"], &document))
            .collect();
        for (media, entry) in content().filter(|(media, _)| is_json(media) || is_urlencoded(media)) {
            if components(&entry["schema"], &document)
                .iter()
                .any(|name| files.contains(name))
            {
                found.push(join(&join(&join(&pointer, "requestBody"), "content"), media));
            }
        }
    }
    for pointer in found {
        let what = "the files of the form are base64 text here, where there are no bytes";
        cx.note(NoteKind::Lowered, pointer, what);
    }
}

/// The components whose properties are the parts of a form: its own, or those of a union's members.
fn components(schema: &Value, document: &Value) -> Vec<String> {
    let Some(name) = target(schema) else {
        return Vec::new();
    };
    let members = component(document, name).map_or(&[][..], |schema| list(schema, "oneOf"));
    let members = members.iter().filter_map(target);
    members.chain([name]).map(str::to_owned).collect()
}

/// Whether a part of a body in parts can be a file.
pub(in crate::model) fn holds_files(schema: &Value, document: &Value) -> bool {
    let file = |schema: &Value| is_binary(schema) || schema.get("items").is_some_and(is_binary);
    let names = components(schema, document);
    let named = names.iter().filter_map(|name| component(document, name));
    named
        .flat_map(properties)
        .map(|(_, property)| property)
        .chain(
            ["additionalProperties", "items"]
                .iter()
                .filter_map(|key| schema.get(key)),
        )
        .any(file)
}

/// Whether a schema is that of a whole body or reply.
fn is_content(pointer: &str) -> bool {
    let tokens: Vec<String> = tokens(pointer).collect();
    matches!(tokens.as_slice(), [.., content, _, schema] if content == "content" && schema == "schema")
}
