//! `servers` → the servers a client can be pointed at by name.

use serde_json::Value;

use super::names::{Unique, pascal};
use super::{PASS, Server, text};
use crate::{Note, NoteKind};

/// The document's absolute servers. A relative one, or one with a variable that has no default, cannot be called
/// without knowing more than the page says: it is noted, and `base_url` is the way to it.
pub(super) fn servers(document: &Value, notes: &mut Vec<Note>) -> Vec<Server> {
    let mut variants = Unique::default();
    let mut servers = Vec::new();
    for (index, server) in document["servers"].as_array().into_iter().flatten().enumerate() {
        let pointer = format!("/servers/{index}");
        let template = server["url"].as_str().unwrap_or_default();
        let Some(url) = substitute(template, &server["variables"]) else {
            let what =
                format!("server `{template}` has a variable without a default; call it with `base_url`");
            notes.push(Note::new(NoteKind::Ignored, PASS, pointer, what));
            continue;
        };
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            let what = format!("server `{template}` is relative to the page; call it with `base_url`");
            notes.push(Note::new(NoteKind::Ignored, PASS, pointer, what));
            continue;
        }
        let description = text(server, "description");
        let name = description
            .as_deref()
            .map(first_words)
            .filter(|name| !name.is_empty());
        let variant = variants.take(pascal(&name.unwrap_or_else(|| host(&url))));
        servers.push(Server {
            variant,
            url,
            description,
        });
    }
    servers
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
    Some(url)
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
    fn servers_are_named_by_their_description_or_host() {
        let document = json!({"servers": [
            {"url": "https://eu.acme.test", "description": "Production server (EU)"},
            {"url": "https://{region}.acme.test/v1", "variables": {"region": {"default": "us"}}},
            {"url": "/v2"},
            {"url": "https://{tenant}.acme.test"},
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
            ]
        );
        assert_eq!(
            notes.iter().map(|n| n.pointer.as_str()).collect::<Vec<_>>(),
            ["/servers/2", "/servers/3"]
        );
    }
}
