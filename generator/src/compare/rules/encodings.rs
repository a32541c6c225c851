//! What an `encoding` makes of a form's parts → whether parts are written in another way. What restates a default says nothing
//! (OpenAPI 3.1.1, Encoding Object).

use std::collections::BTreeMap;

use serde_json::Value;

use super::styles;
use crate::compare::site::{Node, Site};
use crate::compare::walk::Walk;
use crate::model::parse::parts::part_type;
use crate::openapi::media_type::essence;

/// Whether parts that both sides have are written as before.
pub(super) fn are_alike<'a>(walk: &Walk<'a>, media: &Site<'a>, name: &str) -> bool {
    let (old, new) = (
        Parts::of(walk.old, &media.old, name),
        Parts::of(walk.new, &media.new, name),
    );
    let both = |part: &&String| old.properties.contains_key(*part) && new.properties.contains_key(*part);
    let parts = old.written.keys().chain(new.written.keys());
    parts
        .filter(both)
        .all(|part| old.written.get(part) == new.written.get(part))
}

/// The properties of a form, and of those that are not written by default how they are.
#[derive(Default)]
struct Parts<'a> {
    properties: BTreeMap<String, Node<'a>>,
    written: BTreeMap<String, Vec<String>>,
}

impl<'a> Parts<'a> {
    fn of(document: &'a Value, media: &Option<Node<'a>>, name: &str) -> Self {
        let Some(media) = media else {
            return Self::default();
        };
        let schema = media.key("schema").and_then(|schema| schema.resolved(document));
        let properties = schema.and_then(|schema| schema.key("properties"));
        let properties: BTreeMap<String, Node<'a>> = properties
            .map(|properties| properties.members())
            .unwrap_or_default()
            .into_iter()
            .map(|(name, property)| (name.to_owned(), property))
            .collect();
        let encodings = media.key("encoding").map(|all| all.members()).unwrap_or_default();
        let mut written = BTreeMap::new();
        for (part, encoding) in encodings {
            let property = properties.get(part);
            let usual = property.and_then(|property| part_type(document, property.value));
            let mut how = how(encoding.value, usual, name);
            how.extend(styled(document, property, &encoding));
            if !how.is_empty() {
                written.insert(part.to_owned(), how);
            }
        }
        Self { properties, written }
    }
}

/// How those values of a part are written that are not written as in exploded `form`.
fn styled(document: &Value, property: Option<&Node<'_>>, encoding: &Node<'_>) -> Vec<String> {
    let usual = Node::root(&Value::Null);
    let sent = styles::sent(document, property).into_iter();
    sent.map(|sent| [encoding, &usual].map(|node| styles::written("query", node, sent)))
        .filter(|[how, usual]| how != usual)
        .map(|[how, _]| how)
        .collect()
}

/// What differs from the default, but for styles.
fn how(encoding: &Value, usual: Option<&str>, name: &str) -> Vec<String> {
    let mut how = Vec::new();
    for (key, value) in encoding.as_object().into_iter().flatten() {
        let is_said = match key.as_str() {
            // See `styled`.
            "style" | "explode" | "allowReserved" => false,
            // A field of a form has no media type of its own, and text is what it is.
            "contentType" if essence(name) == "application/x-www-form-urlencoded" => {
                value.as_str().map(essence) != Some("text/plain".into())
            }
            "contentType" => value.as_str().map(essence) != usual.map(Into::into),
            "headers" => value.as_object().is_some_and(|headers| !headers.is_empty()),
            _ => !key.starts_with("x-"),
        };
        if is_said {
            how.push(format!("{key} {value}"));
        }
    }
    how.sort();
    how
}
