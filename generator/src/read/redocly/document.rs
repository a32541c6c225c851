//! An operation of a page → OpenAPI 3.1.

use serde_json::{Map, Value, json};

use super::PASS;
use super::fields::{self, Supposed};
use super::page::{PageOperation, SectionKind, error};
use super::security;
use crate::error::Result;
use crate::note::{Note, NoteKind};
use crate::pointer;
use crate::words;

/// Says an operation in OpenAPI.
pub(super) fn document(
    file: &str,
    operation: &PageOperation<'_>,
    notes: &mut Vec<Note>,
) -> Result<Map<String, Value>> {
    let is_webhook = !operation.path.starts_with('/');
    let section = if is_webhook { "webhooks" } else { "paths" };
    let at = pointer::from_tokens([section, operation.path, &operation.method]);
    let mut supposed = Supposed::default();
    let (mut parameters, mut content, mut responses) = (Vec::new(), Map::new(), Map::new());
    for part in &operation.sections {
        match part.kind {
            SectionKind::Parameters(place) => {
                for item in &part.items {
                    let mut schema = fields::of_item(item, &mut supposed);
                    let mut parameter = json!({"name": item.name, "in": place});
                    if item.is_required || place == "path" {
                        parameter["required"] = true.into();
                    }
                    if let Some(words) = schema
                        .as_object_mut()
                        .and_then(|schema| schema.shift_remove("description"))
                    {
                        parameter["description"] = words;
                    }
                    if item.types.contains(&"array") && schema.get("items").is_none() {
                        schema["items"] = json!({});
                        supposed.lists.push(item.name.to_owned());
                    }
                    parameter["schema"] = schema;
                    parameters.push(parameter);
                }
            }
            SectionKind::Request(media) => {
                let schema = fields::object(file, &part.items, &mut supposed)?;
                content.insert(media.to_owned(), json!({ "schema": schema }));
            }
            SectionKind::Response(status, media) => {
                if media.is_none() && !part.items.is_empty() {
                    return Err(error(
                        file,
                        part.line,
                        "fields of a response that has no media type".to_owned(),
                        "bring the description that the page is made from",
                    ));
                }
                let response = responses
                    .entry(status)
                    .or_insert_with(|| json!({"description": ""}));
                if let Some(media) = media {
                    let schema = fields::object(file, &part.items, &mut supposed)?;
                    response["content"][media] = json!({ "schema": schema });
                }
            }
        }
    }
    // Replies without content stand last: a page without a success was cut off.
    let is_success = |status: &String| status.starts_with(['1', '2', '3']) || status == "default";
    if !is_webhook && !responses.keys().any(is_success) {
        return Err(error(
            file,
            operation.line,
            format!(
                "`{} {}` documents no successful response",
                operation.method.to_uppercase(),
                operation.path
            ),
            "fetch the page again: it seems to be cut off",
        ));
    }
    let mut said = Map::new();
    let mut say = |key: &str, value: Value, is_said: bool| {
        if is_said {
            said.insert(key.to_owned(), value);
        }
    };
    say("summary", operation.title.into(), !operation.title.is_empty());
    say(
        "description",
        operation.description.clone().into(),
        !operation.description.is_empty(),
    );
    say("deprecated", true.into(), operation.is_deprecated);
    let alternatives = security::alternatives(operation.security.unwrap_or_default());
    say(
        "security",
        alternatives
            .iter()
            .map(|(_, all)| Value::Object(all.clone()))
            .collect(),
        !alternatives.is_empty(),
    );
    say(
        "parameters",
        Value::Array(parameters),
        operation
            .sections
            .iter()
            .any(|section| matches!(section.kind, SectionKind::Parameters(_)) && !section.items.is_empty()),
    );
    let has_body = !content.is_empty();
    say("requestBody", json!({ "content": content }), has_body);
    say("responses", Value::Object(responses), true);

    let mut note = |kind, pointer: &str, what: String| notes.push(Note::new(kind, PASS, pointer, what));
    note(
        NoteKind::Inferred,
        "/info",
        "the page names no API; the title is its first operation's".to_owned(),
    );
    note(
        NoteKind::Inferred,
        "/servers",
        "the page states no server".to_owned(),
    );
    note(
        NoteKind::Inferred,
        &at,
        "the page does not say whether a body is an object or a list of them; each is read as an object, and a request's as \
         one that may be left out"
            .to_owned(),
    );
    if alternatives.len() > 1 {
        let said: Vec<_> = alternatives.iter().map(|(said, _)| said.as_str()).collect();
        note(
            NoteKind::Inferred,
            &at,
            format!(
                "the page does not say whether {} are all needed: any one of them is taken to do",
                said.join(", ")
            ),
        );
    }
    for (names, what) in [
        (
            &supposed.lists,
            "the page does not say what the elements of the list are",
        ),
        (
            &supposed.dotted,
            "no field above it could hold it; the dot is read as part of its name",
        ),
        (&supposed.values, "a value that is not JSON is read as text"),
    ] {
        for name in names.iter() {
            note(
                NoteKind::Inferred,
                &at,
                format!("{name}: {what}", name = words::name(name)),
            );
        }
    }
    let Value::Object(document) = json!({
        "openapi": "3.1.0",
        "info": {"title": operation.title, "version": operation.version.unwrap_or("unspecified")},
        section: {operation.path: {operation.method.as_str(): said}},
    }) else {
        return Ok(Map::new());
    };
    Ok(document)
}
