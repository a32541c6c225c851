//! The server of a document that states none: what is left of the page's `METHOD URL` without the operation's path.

use serde_json::{Map, Value, json};

use super::PASS;
use crate::note::{Note, NoteKind};
use crate::read::markdown::Fence;
use crate::words;

/// States the server that the address above a fence tells.
pub(super) fn from_address(document: &mut Map<String, Value>, fence: &Fence<'_>, notes: &mut Vec<Note>) {
    let is_stated = |key: &str| {
        document
            .get(key)
            .is_some_and(|value| value.as_array().is_none_or(|list| !list.is_empty()))
    };
    let Some(address) = fence.address.filter(|address| address.target.contains("://")) else {
        return;
    };
    if is_stated("servers") || is_stated("host") || document.contains_key("swagger") {
        return;
    }
    let paths = document.get("paths").and_then(Value::as_object);
    let mut paths = paths.into_iter().flatten().map(|(path, _)| path);
    let line = format!("`{} {}` in line {}", address.method, address.target, address.line);
    match (paths.next(), paths.next()) {
        (Some(path), None) => match without_path(address.target, path) {
            Some(server) => {
                document.insert("servers".to_owned(), json!([{ "url": server }]));
                notes.push(Note::new(
                    NoteKind::Inferred,
                    PASS,
                    "/servers",
                    format!("the document states no server; it is taken from {line}"),
                ));
            }
            None => notes.push(Note::new(
                NoteKind::Ignored,
                PASS,
                "/servers",
                format!(
                    "{line} does not end with the document's path {path}, so no server can be told from it",
                    path = words::name(path)
                ),
            )),
        },
        _ => notes.push(Note::new(
            NoteKind::Ignored,
            PASS,
            "/servers",
            format!(
                "{line} stands above a document with none or several paths, so no server can be told from it"
            ),
        )),
    }
}

/// An address without the path at its end, segment by segment: a parameter may be spelled `{id}` or `:id`.
fn without_path<'a>(address: &'a str, path: &str) -> Option<&'a str> {
    let address = address.split(['?', '#']).next()?.trim_end_matches('/');
    let host = address.find("://")? + 3;
    let mut rest = address;
    for wanted in path
        .trim_end_matches('/')
        .split('/')
        .skip(1)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        let slash = rest.rfind('/').filter(|slash| *slash > host)?;
        let is_parameter = |segment: &str| segment.contains('{') || segment.starts_with(':');
        let segment = &rest[slash + 1..];
        if segment != wanted && !(is_parameter(segment) && is_parameter(wanted)) {
            return None;
        }
        rest = &rest[..slash];
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::without_path;

    #[test]
    fn an_address_is_server_and_path() {
        for (address, path, server) in [
            ("https://a.test/v1/w/{id}", "/w/{id}", Some("https://a.test/v1")),
            (
                "https://a.test/v1/w/:id?x={y}",
                "/w/{id}",
                Some("https://a.test/v1"),
            ),
            ("https://a.test/w/", "/w", Some("https://a.test")),
            ("https://a.test/w", "/w/", Some("https://a.test")),
            ("https://a.test", "/", Some("https://a.test")),
            ("https://{region}.a.test/w", "/w", Some("https://{region}.a.test")),
            ("https://a.test/w", "/x", None),
            ("https://a.test/w", "/a.test/w", None),
            ("https://w", "/w", None),
        ] {
            assert_eq!(without_path(address, path), server, "{address} {path}");
        }
    }
}
