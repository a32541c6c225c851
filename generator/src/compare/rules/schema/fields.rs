//! The fields of an object, whether its schema lists them itself or includes them by `allOf`. Clients get one struct with
//! everybody's fields in either case, so moving fields into a shared part, or out of it, changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compare::site::{Node, Site};
use crate::compare::walk::Walk;
use crate::openapi::schema::forbidden;

use super::members::{Matched, matched};

/// How many parts of one schema are looked at. A schema with more is compared part by part.
const LIMIT: usize = 64;

/// Fields by name, and which of them must be there.
#[derive(Debug, Default)]
pub(super) struct StructFields<'a> {
    pub(super) properties: BTreeMap<&'a str, Node<'a>>,
    pub(super) required: BTreeSet<&'a str>,
}

impl<'a> StructFields<'a> {
    /// The fields that a schema lists itself.
    pub(super) fn of(node: Option<&Node<'a>>) -> Self {
        let mut fields = Self::default();
        if let Some(node) = node {
            fields.add(node);
        }
        fields
    }

    fn add(&mut self, node: &Node<'a>) {
        let properties = node.key("properties").map(|properties| properties.members());
        let forbidden = forbidden(node.value);
        let properties = properties.unwrap_or_default().into_iter();
        for (name, property) in properties.filter(|(name, _)| !forbidden.contains(name)) {
            self.properties.entry(name).or_insert(property);
        }
        let required = node
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        self.required.extend(required.filter_map(Value::as_str));
    }
}

/// Whether `properties` or `required`, the member `key`, lists the same fields in other words: repeated, in another
/// order, or with entries that are no fields at all.
pub(super) fn is_respelled(member: &Site<'_>, key: &str) -> bool {
    let properties = |node: &Option<Node<'_>>| {
        let members = node.as_ref().map(Node::members).unwrap_or_default();
        let members = members
            .into_iter()
            .map(|(name, node)| (name.to_owned(), node.value.clone()));
        members.collect::<BTreeMap<_, _>>()
    };
    let required = |node: &Option<Node<'_>>| {
        let names = node.as_ref().map(Node::items).unwrap_or_default();
        let names = names
            .iter()
            .filter_map(|name| name.value.as_str().map(str::to_owned));
        names.collect::<BTreeSet<_>>()
    };
    match key {
        "properties" => properties(&member.old) == properties(&member.new),
        _ => required(&member.old) == required(&member.new),
    }
}

/// The fields on both sides of a place, and the parts that they were gathered from.
pub(super) struct Merged<'a> {
    pub(super) old: StructFields<'a>,
    pub(super) new: StructFields<'a>,
    /// Members of `allOf` whose fields are among those of the old side, by address.
    pub(super) parts: BTreeSet<usize>,
}

/// The fields of both sides with those of the `allOf` members that only one side has; members that both have are
/// compared with each other.
pub(super) fn merged<'a>(walk: &mut Walk<'a>, site: &Site<'a>) -> Merged<'a> {
    let mut merged = Merged {
        old: StructFields::of(site.old.as_ref()),
        new: StructFields::of(site.new.as_ref()),
        parts: BTreeSet::new(),
    };
    let members = site.key("allOf");
    let items = |node: &Option<Node<'a>>| node.as_ref().map(Node::items).unwrap_or_default();
    let Matched { removed, added, .. } = matched(walk, items(&members.old), items(&members.new));
    for (document, members, fields) in [
        (walk.old, removed, &mut merged.old),
        (walk.new, added, &mut merged.new),
    ] {
        for member in members {
            if let Some(parts) = parts(document, &member) {
                merged.parts.insert(member.address());
                for part in parts {
                    fields.add(&part);
                    walk.touch(&site.with(Some(part), None));
                }
            }
        }
    }
    merged
}

/// A member and what it includes in turn, references followed; `None` when there is more to it than fields.
fn parts<'a>(document: &'a Value, member: &Node<'a>) -> Option<Vec<Node<'a>>> {
    let parts = member.with_parts(document, LIMIT)?;
    parts.iter().all(has_only_fields).then_some(parts)
}

fn has_only_fields(part: &Node<'_>) -> bool {
    let is_plain = |key: &String| {
        let fields = [
            "type",
            "properties",
            "required",
            "allOf",
            "title",
            "description",
            "example",
        ];
        fields.contains(&key.as_str()) || key.starts_with("x-")
    };
    part.value.as_object().is_some_and(|object| {
        let is_object = object.get("type").is_none_or(|kind| kind == "object");
        let has_fields = object.contains_key("properties") || object.contains_key("allOf");
        is_object && has_fields && object.keys().all(is_plain)
    })
}
