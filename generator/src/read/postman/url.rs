//! A request's URL → server, path template and parameters.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{text, words};
use crate::words;

/// A URL, taken apart.
pub(super) struct Address {
    pub(super) server: Option<String>,
    pub(super) path: String,
    pub(super) parameters: Vec<Value>,
    /// What was inferred.
    pub(super) notes: Vec<String>,
}

impl Address {
    /// Takes a URL apart; `None` when it has no path.
    pub(super) fn of(url: &Value, variables: &BTreeMap<String, String>) -> Option<Self> {
        let raw = url
            .as_str()
            .map(str::to_owned)
            .or_else(|| text(url, "raw"))
            .or_else(|| joined(url))?;
        let (target, query) = raw.split_once('?').unwrap_or((&raw, ""));
        let target = target.split('#').next().unwrap_or_default();
        let mut notes = Vec::new();
        let (authority, path) = target.split_at(end_of_authority(target));
        let server = server(authority, variables, &mut notes);
        let mut parameters = Vec::new();
        let mut template = String::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let name = segment
                .strip_prefix(':')
                .or_else(|| segment.strip_prefix("{{")?.strip_suffix("}}"))
                .filter(|name| !name.is_empty() && !name.contains(['{', '}']));
            template.push('/');
            match name {
                Some(name) => {
                    template.push_str(&format!("{{{name}}}"));
                    if !parameters
                        .iter()
                        .any(|parameter: &Value| parameter["name"] == *name)
                    {
                        parameters.push(path_parameter(name, url));
                    }
                }
                None => template.push_str(&filled(segment, variables)),
            }
        }
        if template.is_empty() {
            template.push('/');
        }
        if template.contains("{{") {
            notes.push("a variable that is only part of a path segment is read as text".to_owned());
            template = template.replace("{{", "").replace("}}", "");
        }
        parameters.extend(query_parameters(url, query));
        if parameters.iter().any(|parameter| parameter["in"] == "query") {
            notes.push(
                "a collection does not say which query parameters are required; all may be left out"
                    .to_owned(),
            );
        }
        Some(Self {
            server,
            path: template,
            parameters,
            notes,
        })
    }
}

/// Where the path begins: `https://…`, `{{scheme}}://{{host}}:{{port}}`, `{{baseUrl}}` and the like stand before it.
fn end_of_authority(target: &str) -> usize {
    let start = target
        .find("://")
        .filter(|at| !target[..*at].contains('/'))
        .map_or(0, |at| at + 3);
    target[start..].find('/').map_or(target.len(), |at| start + at)
}

/// The server that what stands before the path means.
fn server(authority: &str, variables: &BTreeMap<String, String>, notes: &mut Vec<String>) -> Option<String> {
    // A variable's value may name further ones.
    const DEEPEST: usize = 5;
    let mut server = authority.to_owned();
    for _ in 0..DEEPEST {
        server = filled(&server, variables);
    }
    let unknown = server
        .split_once("{{")
        .and_then(|(_, rest)| rest.split_once("}}"));
    if let Some((variable, _)) = unknown {
        notes.push(format!(
            "the variable {variable} stands for the server, and the collection has no value of it",
            variable = words::name(variable)
        ));
        return None;
    }
    let server = server.trim_end_matches('/');
    if server.is_empty() || server.ends_with(':') {
        return None;
    }
    if server.contains("://") {
        return Some(server.to_owned());
    }
    if authority.contains("{{") {
        notes.push("the variable of the server names no scheme; https is taken".to_owned());
    }
    Some(format!("https://{server}"))
}

/// The text of a URL that is only given in parts.
fn joined(url: &Value) -> Option<String> {
    let list = |key: &str, by: &str| match url.get(key) {
        Some(Value::Array(parts)) => {
            let parts: Option<Vec<_>> = parts.iter().map(Value::as_str).collect();
            parts.map(|parts| parts.join(by))
        }
        Some(Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    let host = list("host", ".")?;
    let protocol = text(url, "protocol")
        .map(|protocol| protocol + "://")
        .unwrap_or_default();
    Some(format!(
        "{protocol}{host}/{}",
        list("path", "/").unwrap_or_default()
    ))
}

/// A text with the collection's values for its variables.
fn filled(text: &str, variables: &BTreeMap<String, String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        match variables.get(name) {
            Some(value) => filled.push_str(value),
            None => filled.push_str(&format!("{{{{{name}}}}}")),
        }
        rest = after;
    }
    filled + rest
}

fn path_parameter(name: &str, url: &Value) -> Value {
    let described = url.get("variable").and_then(Value::as_array);
    let described = described
        .into_iter()
        .flatten()
        .find(|variable| variable["key"] == *name);
    let mut parameter = json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
    if let Some(words) = described.and_then(words) {
        parameter["description"] = words.into();
    }
    if let Some(value) = described
        .and_then(|variable| text(variable, "value"))
        .filter(|value| !value.is_empty())
    {
        parameter["example"] = value.into();
    }
    parameter
}

fn query_parameters(url: &Value, query: &str) -> Vec<Value> {
    let listed = url.get("query").and_then(Value::as_array);
    let pairs: Vec<(String, Option<String>, Option<String>)> = match listed {
        Some(list) => list
            .iter()
            .filter_map(|entry| Some((text(entry, "key")?, text(entry, "value"), words(entry))))
            .collect(),
        None => query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                (key.to_owned(), Some(value.to_owned()), None)
            })
            .collect(),
    };
    let mut known = BTreeSet::new();
    let mut parameters: Vec<Value> = Vec::new();
    for (key, value, words) in pairs {
        if key.is_empty() || !known.insert(key.clone()) {
            continue;
        }
        let mut parameter = json!({"name": key, "in": "query", "schema": {"type": "string"}});
        if let Some(words) = words {
            parameter["description"] = words.into();
        }
        if let Some(value) = value.filter(|value| !value.is_empty() && !value.contains("{{")) {
            parameter["example"] = value.into();
        }
        parameters.push(parameter);
    }
    parameters
}
