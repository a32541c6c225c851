//! `servers` → the servers a client can be pointed at by name.

use serde_json::Value;

use super::{PASS, text};
use crate::model::naming::{Taken, variant_name};
use crate::model::{RustName, Server};
use crate::note::{Note, NoteKind};
use crate::openapi::template_names;
use crate::words;

/// The document's absolute servers. A relative one, or one with a variable that has no default, cannot be called
/// without knowing more than the page says: it is noted, and `base_url` is the way to it.
pub(super) fn servers(document: &Value, notes: &mut Vec<Note>) -> Vec<Server> {
    // Not even raw is this a name.
    let mut variants = Taken::of(["Self"]);
    let mut servers: Vec<Server> = Vec::new();
    for (index, server) in document["servers"].as_array().into_iter().flatten().enumerate() {
        let pointer = format!("/servers/{index}");
        let template = server["url"].as_str().unwrap_or_default();
        let Some(url) = substitute(template, &server["variables"]) else {
            let what = format!(
                "server {template} has a variable without a default; call it with `base_url`",
                template = words::name(template)
            );
            notes.push(Note::new(NoteKind::Ignored, PASS, pointer, what));
            continue;
        };
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            let what = format!(
                "server {template} is relative to the page; call it with `base_url`",
                template = words::name(template)
            );
            notes.push(Note::new(NoteKind::Ignored, PASS, pointer, what));
            continue;
        }
        let is_known = |known: &Server| known.url.trim_end_matches('/') == url.trim_end_matches('/');
        if servers.iter().any(is_known) {
            let what = format!("server {} is listed twice", words::name(template));
            notes.push(Note::new(NoteKind::Ignored, PASS, pointer, what));
            continue;
        }
        let choices = choices(template, &server["variables"]);
        if !choices.is_empty() {
            let what = format!(
                "server {template} is called with {choices}; call another one with `base_url`",
                template = words::name(template)
            );
            notes.push(Note::new(NoteKind::Ignored, PASS, pointer, what));
        }
        let description = text(server, "description");
        let name = description
            .as_deref()
            .map(first_words)
            .filter(|name| !name.is_empty());
        let variant = variants.unique(&variant_name(&name.unwrap_or_else(|| host(&url))));
        servers.push(Server {
            variant: RustName::new(variant),
            url,
            description,
        });
    }
    servers
}

/// The server of an operation's own (OpenAPI 3.0.3, `servers` of Operation Object, else of Path Item Object), unless it is
/// one of the document's, which the client chooses among.
pub(super) fn own_server(
    document: &Value,
    item: &Value,
    operation: &Value,
    at: &str,
    notes: &mut Vec<Note>,
) -> Option<String> {
    let servers = |owner: &Value| {
        owner["servers"]
            .as_array()
            .filter(|list| !list.is_empty())
            .cloned()
    };
    let own = servers(operation).or_else(|| servers(item))?;
    let urls = |list: &[Value]| -> Vec<String> {
        let url = |server: &Value| {
            let url = substitute(server["url"].as_str().unwrap_or_default(), &server["variables"])?;
            Some(url.trim_end_matches('/').to_owned())
        };
        list.iter().filter_map(url).collect()
    };
    let shared = urls(&servers(document).unwrap_or_default());
    let own_urls = urls(&own);
    if own_urls.iter().any(|url| shared.contains(url)) {
        return None;
    }
    let at = format!("{at}/servers");
    match own_urls.iter().find(|url| url.starts_with("https://")) {
        Some(url) => {
            let what = format!(
                "this operation is called at {url}, unless `base_url` is set",
                url = words::name(url)
            );
            notes.push(Note::new(NoteKind::Inferred, PASS, at, what));
            Some(url.clone())
        }
        None => {
            let what = "no server of this operation's own is an https URL: it is called at the client's";
            notes.push(Note::new(NoteKind::Ignored, PASS, at, what));
            None
        }
    }
}

/// The URL with each variable replaced by its default, or `None` where one has none.
fn substitute(template: &str, variables: &Value) -> Option<String> {
    let mut url = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        url.push_str(before);
        url.push_str(variables[name]["default"].as_str()?);
        rest = after;
    }
    url.push_str(rest);
    // A fragment is no part of a request.
    url.truncate(url.find('#').unwrap_or(url.len()));
    Some(url)
}

/// The defaults of variables that may have other values, with those that the page lists.
fn choices(template: &str, variables: &Value) -> String {
    let choice = |name: &str| {
        let variable = &variables[name];
        let default = variable["default"].as_str()?;
        let listed: Vec<&str> = variable["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|value| *value != default)
            .collect();
        match variable["enum"] {
            Value::Null => Some(format!("`{name}: {default}`")),
            _ if listed.is_empty() => None,
            _ => Some(format!("`{name}: {default}` and not {}", listed.join(", "))),
        }
    };
    let choices: Vec<String> = template_names(template).filter_map(choice).collect();
    choices.join(", ")
}

/// Enough of a description to name a variant by: its first line, at most six words.
fn first_words(description: &str) -> String {
    let line = description.lines().next().unwrap_or_default();
    line.split_whitespace()
        .take(6)
        .collect::<Vec<_>>()
        .join(" ")
        .replace(['.', '(', ')'], " ")
        .trim()
        .to_owned()
}

fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', ':', '?']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_variable_could_say_else_is_noted() {
        let server = |region: Value| {
            let document =
                json!({"servers": [{"url": "https://{region}.acme.test", "variables": {"region": region}}]});
            let mut notes = Vec::new();
            let url = servers(&document, &mut notes).remove(0).url;
            let notes: Vec<String> = notes.into_iter().map(|note| note.what).collect();
            (url, notes)
        };
        let called = |with: &str| {
            format!(
                "server `https://{{region}}.acme.test` is called with {with}; call another one with `base_url`"
            )
        };
        let us = "https://us.acme.test".to_owned();
        assert_eq!(
            server(json!({"default": "us", "enum": ["us", "eu", "ap"]})),
            (us.clone(), vec![called("`region: us` and not eu, ap")])
        );
        assert_eq!(
            server(json!({"default": "us"})),
            (us.clone(), vec![called("`region: us`")])
        );
        assert_eq!(server(json!({"default": "us", "enum": ["us"]})), (us, vec![]));
    }

    #[test]
    fn a_server_that_is_listed_twice_has_one_name() {
        let document = json!({"servers": [
            {"url": "https://api.acme.test/v1", "description": "Production"},
            {"url": "https://box.acme.test"},
            {"url": "https://api.acme.test/v1/", "description": "Production"},
        ]});
        let mut notes = Vec::new();
        let found = servers(&document, &mut notes);
        let variants: Vec<&str> = found.iter().map(|server| server.variant.as_str()).collect();
        assert_eq!(variants, ["Production", "BoxAcmeTest"]);
        let notes: Vec<String> = notes
            .into_iter()
            .map(|note| format!("{} {}", note.pointer, note.what))
            .collect();
        assert_eq!(
            notes,
            ["/servers/2 server `https://api.acme.test/v1/` is listed twice"]
        );
    }

    #[test]
    fn an_operation_s_own_server_is_its_own() {
        let document = json!({"servers": [{"url": "https://api.acme.test/v1/"}]});
        let own = |item: Value, operation: Value| {
            let mut notes = Vec::new();
            let url = own_server(&document, &item, &operation, "/o", &mut notes);
            (url, notes.len())
        };
        let at = |url: &str| json!({"servers": [{"url": url}]});
        let files = Some("https://files.acme.test".to_owned());
        assert_eq!(own(json!({}), json!({})), (None, 0));
        assert_eq!(own(json!({}), at("https://files.acme.test/")), (files.clone(), 1));
        assert_eq!(
            own(at("https://files.acme.test"), json!({"servers": []})),
            (files.clone(), 1)
        );
        assert_eq!(
            own(at("https://x.test"), at("https://files.acme.test")),
            (files, 1)
        );
        assert_eq!(own(at("https://api.acme.test/v1"), json!({})), (None, 0));
        assert_eq!(own(json!({}), at("/relative")), (None, 1));
        assert_eq!(own(json!({}), at("http://files.acme.test")), (None, 1));
    }

    #[test]
    fn servers_are_named_by_their_description_or_host() {
        let document = json!({"servers": [
            {"url": "https://eu.acme.test", "description": "Production server (EU)"},
            {"url": "https://{region}.acme.test/v1", "variables": {"region": {"default": "us"}}},
            {"url": "/v2"},
            {"url": "https://{tenant}.acme.test"},
            {"url": "https://own.acme.test", "description": "self"},
        ]});
        let mut notes = Vec::new();
        let servers = servers(&document, &mut notes);
        let found: Vec<_> = servers
            .iter()
            .map(|s| (s.variant.as_str(), s.url.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("ProductionServerEu", "https://eu.acme.test"),
                ("UsAcmeTest", "https://us.acme.test/v1"),
                ("Self2", "https://own.acme.test"),
            ]
        );
        assert_eq!(
            notes.iter().map(|n| n.pointer.as_str()).collect::<Vec<_>>(),
            ["/servers/1", "/servers/2", "/servers/3"]
        );
    }
}
