//! The operation of a page → OpenAPI 3.1.

use serde_json::{Map, Value, json};

use super::PASS;
use super::fields::{Field, described, tree, with_fields};
use super::page::{Body, PageOperation};
use super::trouble::error;
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
    let method = operation.method.to_ascii_lowercase();
    let at = pointer::from_tokens(["paths", operation.path, &method]);
    let mut parameters = Vec::new();
    for (place, fields) in &operation.parameters {
        for (field, below) in tree(fields) {
            let schema = with_fields(file, field.kind, below, 0)?;
            let mut parameter = json!({"name": field.name, "in": place, "schema": schema});
            if field.is_required || *place == "path" {
                parameter["required"] = true.into();
            }
            parameters.push(described(parameter, &field.description));
        }
    }
    let mut responses = Map::new();
    for response in &operation.responses {
        let mut said = json!({ "description": response.description });
        for (header, below) in tree(&response.headers) {
            let schema = with_fields(file, header.kind, below, 0)?;
            said["headers"][header.name] = described(json!({ "schema": schema }), &header.description);
        }
        if !response.bodies.is_empty() {
            said["content"] = content(file, &response.bodies)?;
        }
        responses.insert(response.status.to_owned(), said);
    }
    let is_success = |status: &String| status.starts_with(['1', '2', '3']) || status == "default";
    if !responses.keys().any(is_success) {
        let problem = format!(
            "`{} {}` documents no successful response",
            operation.method, operation.path
        );
        return Err(error(file, operation.line, problem));
    }
    let mut said = Map::new();
    if !operation.title.is_empty() {
        said.insert("summary".to_owned(), operation.title.into());
    }
    if !operation.description.is_empty() {
        said.insert("description".to_owned(), operation.description.clone().into());
    }
    if !operation.schemes.is_empty() {
        let alternatives = operation.schemes.iter().map(|name| json!({ *name: [] }));
        said.insert("security".to_owned(), alternatives.collect());
    }
    if !parameters.is_empty() {
        said.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if let Some(first) = operation.bodies.first() {
        let mut body = json!({ "content": content(file, &operation.bodies)? });
        if operation
            .bodies
            .iter()
            .all(|body| body.is_required || has_required(&body.fields))
        {
            body["required"] = true.into();
        }
        said.insert("requestBody".to_owned(), described(body, &first.description));
    }
    said.insert("responses".to_owned(), Value::Object(responses));
    note(operation, &at, notes);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": operation.title, "version": "unspecified"},
        "paths": {operation.path: {method.as_str(): said}},
    });
    let servers: Vec<Value> = operation.servers.iter().filter_map(|line| server(line)).collect();
    if !servers.is_empty() {
        document["servers"] = Value::Array(servers);
    }
    match document {
        Value::Object(document) => Ok(document),
        _ => Ok(Map::new()),
    }
}

fn has_required(fields: &[Field<'_>]) -> bool {
    tree(fields).iter().any(|(field, _)| field.is_required)
}

fn content(file: &str, bodies: &[Body<'_>]) -> Result<Value> {
    let mut content = Map::new();
    for body in bodies {
        let schema = with_fields(file, body.kind, &body.fields, 0)?;
        let mut said = json!({ "schema": schema });
        let mut examples = Map::new();
        for (index, (name, text)) in body.examples.iter().enumerate() {
            let value: Value = serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into());
            let is_own = !name.is_empty() && !examples.contains_key(*name);
            let name = if is_own {
                (*name).to_owned()
            } else {
                format!("example {}", index + 1)
            };
            examples.insert(name, json!({ "value": value }));
        }
        if !examples.is_empty() {
            said["examples"] = examples.into();
        }
        if content.insert(body.media.to_owned(), said).is_some() {
            let problem = format!("the media type `{}` is listed twice for one body", body.media);
            return Err(error(file, body.line, problem));
        }
    }
    Ok(Value::Object(content))
}

/// `Production: https://acme.test/v1 (words)`.
fn server(line: &str) -> Option<Value> {
    let at = line.match_indices(' ').map(|(at, _)| at + 1);
    let start = [0].into_iter().chain(at).find(|&at| {
        let word = line[at..].split(' ').next().unwrap_or_default();
        (word.contains("://") || word.starts_with('/')) && !word.ends_with(':')
    })?;
    let (url, words) = line[start..].split_once(' ').unwrap_or((&line[start..], ""));
    let name = line[..start].trim().trim_end_matches(':');
    let words = words.trim().trim_start_matches('(').trim_end_matches(')');
    let words = if words.is_empty() { name } else { words };
    let words = if words == url { "" } else { words };
    Some(described(json!({ "url": url }), words))
}

fn note(operation: &PageOperation<'_>, at: &str, notes: &mut Vec<Note>) {
    let mut note = |kind, pointer: &str, what: String| notes.push(Note::new(kind, PASS, pointer, what));
    let what = "the page names no API and no version; the title is the operation's".to_owned();
    note(NoteKind::Inferred, "/info", what);
    let bodies = operation
        .bodies
        .iter()
        .chain(operation.responses.iter().flat_map(|reply| &reply.bodies));
    let fields = bodies.flat_map(|body| &body.fields);
    let sent = operation.parameters.iter().filter(|(place, _)| *place != "path");
    let mut all = fields.chain(sent.flat_map(|(_, fields)| fields)).peekable();
    if all.peek().is_some() && !all.any(|field| field.is_required) {
        let what = "the page does not say which fields are required: none is taken to be".to_owned();
        note(NoteKind::Inferred, at, what);
    }
    if !operation.is_ended {
        let what =
            "the page ends without the line that this tool puts there; it is taken to be whole".to_owned();
        note(NoteKind::Inferred, at, what);
    }
    if operation.schemes.len() > 1 {
        let what = format!(
            "the page does not say whether {} are all needed: any one of them is taken to do",
            operation.schemes.join(", ")
        );
        note(NoteKind::Inferred, at, what);
    }
    for (line, heading) in &operation.others {
        let what = format!(
            "the section {heading} in line {line} describes neither a request nor a response",
            heading = words::name(heading)
        );
        note(NoteKind::Ignored, at, what);
    }
}
