//! Headers, bodies and saved replies → parameters, request bodies and responses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::access::Access;
use super::{text, words};
use crate::openapi::media_type::essence;

/// A request's header parameters, and the credential that its `Authorization` shows.
pub(super) fn headers(request: &Value) -> (Vec<Value>, Access) {
    let mut parameters: Vec<Value> = Vec::new();
    let mut access = Access::Unsaid;
    let mut known = BTreeSet::new();
    for header in request
        .get("header")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let (Some(name), value) = (text(header, "key"), text(header, "value").unwrap_or_default()) else {
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "" | "accept" | "content-type" | "user-agent" | "cookie" => {}
            "authorization" => access = Access::of_header(&value),
            _ if !known.insert(name.clone()) => {}
            _ => {
                let mut parameter = json!({"name": name, "in": "header", "schema": {"type": "string"}});
                if let Some(words) = words(header) {
                    parameter["description"] = words.into();
                }
                if !value.is_empty() && !value.contains("{{") {
                    parameter["example"] = value.into();
                }
                parameters.push(parameter);
            }
        }
    }
    (parameters, access)
}

/// A request's body, and what was inferred.
pub(super) fn body(request: &Value) -> (Option<Value>, Vec<String>) {
    let body = &request["body"];
    let content = |media: &str, content: Value| Some(json!({"content": {media: content}}));
    let fields = |key: &str| -> Value {
        let list = body.get(key).and_then(Value::as_array).into_iter().flatten();
        let properties: Map<String, Value> = list
            .filter_map(|field| Some((text(field, "key")?, form_field(field))))
            .collect();
        json!({"schema": {"type": "object", "properties": properties}})
    };
    let shown = |what: &str| vec![format!("the body's schema is what its example shows: {what}")];
    match body.get("mode").and_then(Value::as_str).unwrap_or_default() {
        "raw" => {
            let raw = text(body, "raw").unwrap_or_default();
            if raw.trim().is_empty() {
                return (None, Vec::new());
            }
            if let Some(value) = json_of(&raw) {
                let media = json!({"schema": shape(&[&value]), "example": value});
                return (
                    content("application/json", media),
                    shown("nothing is known to be required"),
                );
            }
            let says_json = body
                .pointer("/options/raw/language")
                .is_some_and(|language| language == "json");
            let media = if says_json {
                "application/json"
            } else {
                "text/plain"
            };
            let media_type = if says_json {
                json!({})
            } else {
                json!({"schema": {"type": "string"}, "example": raw})
            };
            (
                content(media, media_type),
                shown("it is not JSON, and its parts are not known"),
            )
        }
        "urlencoded" => (
            content("application/x-www-form-urlencoded", fields("urlencoded")),
            shown("all fields are texts"),
        ),
        "formdata" => (
            content("multipart/form-data", fields("formdata")),
            shown("all fields are texts or files"),
        ),
        "file" => (
            content(
                "application/octet-stream",
                json!({"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}),
            ),
            Vec::new(),
        ),
        "graphql" => (
            content(
                "application/json",
                json!({"schema": {"type": "object", "properties": {"query": {"type": "string"}, "variables": {"type": "object"}}}}),
            ),
            shown("it is a GraphQL query"),
        ),
        _ => (None, Vec::new()),
    }
}

fn form_field(field: &Value) -> Value {
    let mut schema = if field["type"] == "file" {
        json!({"type": "string", "contentMediaType": "application/octet-stream"})
    } else {
        json!({"type": "string"})
    };
    if let Some(words) = words(field) {
        schema["description"] = words.into();
    }
    schema
}

/// The saved replies by status. Those with JSON have examples and no schema: the next stage reads their shape.
pub(super) fn responses(saved: &Value) -> Map<String, Value> {
    let mut responses = Map::new();
    for reply in saved.as_array().into_iter().flatten() {
        let Some(status) = reply
            .get("code")
            .and_then(Value::as_u64)
            .filter(|code| (100..600).contains(code))
        else {
            continue;
        };
        let name = text(reply, "name").unwrap_or_default();
        let response = responses
            .entry(status.to_string())
            .or_insert_with(|| json!({ "description": name }));
        let body = text(reply, "body").unwrap_or_default();
        if body.trim().is_empty() {
            continue;
        }
        let stated = media_type(reply);
        let parsed = json_of(&body);
        let media = stated.unwrap_or_else(|| {
            if parsed.is_some() {
                "application/json"
            } else {
                "text/plain"
            }
            .to_owned()
        });
        let content = &mut response["content"][&media];
        match parsed {
            Some(value) => {
                let count = content["examples"].as_object().map_or(0, Map::len);
                content["examples"][format!("example{}", count + 1)] =
                    json!({"summary": name, "value": value});
            }
            None => content["schema"] = json!({"type": "string"}),
        }
    }
    responses
}

fn media_type(reply: &Value) -> Option<String> {
    let headers = reply.get("header").and_then(Value::as_array)?;
    let header = headers
        .iter()
        .find(|header| text(header, "key").is_some_and(|key| key.eq_ignore_ascii_case("content-type")))?;
    let media = essence(&text(header, "value")?);
    media.contains('/').then_some(media)
}

/// The JSON that a text is; a variable that stands for a value is any value.
fn json_of(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    (value.is_object() || value.is_array()).then_some(value)
}

/// The schema that values show.
fn shape(values: &[&Value]) -> Value {
    let kinds = |is: fn(&Value) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
    if kinds(Value::is_object) {
        let mut by_name: BTreeMap<&String, Vec<&Value>> = BTreeMap::new();
        let mut members: Map<String, Value> = Map::new();
        for (name, value) in values.iter().filter_map(|value| value.as_object()).flatten() {
            by_name.entry(name).or_default().push(value);
            members.insert(name.clone(), Value::Null);
        }
        for (name, list) in by_name {
            members.insert(name.clone(), shape(&list));
        }
        return json!({"type": "object", "properties": members});
    }
    if kinds(Value::is_array) {
        let items: Vec<&Value> = values
            .iter()
            .filter_map(|value| value.as_array())
            .flatten()
            .collect();
        return json!({"type": "array", "items": shape(&items)});
    }
    let kind = if kinds(Value::is_string) {
        "string"
    } else if kinds(Value::is_boolean) {
        "boolean"
    } else if kinds(|value| value.is_i64() || value.is_u64()) {
        "integer"
    } else if kinds(Value::is_number) {
        "number"
    } else {
        return json!({});
    };
    json!({ "type": kind })
}
