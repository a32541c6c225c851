//! Objects of which nothing is said, and those of which something is: what was a struct may be any object, or the other way
//! round. That is one edit, whatever properties the struct has: whoever takes any object takes this one, and whoever reads any
//! reads this one.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::compare::rule::{mirrors, rules};
use crate::compare::site::Node;
use crate::compare::task::Task;
use crate::compare::walk::Walk;
use crate::openapi::schemas;

use super::{annotations_only, kind};

rules! {
    REQUEST_OBJECT_FREED = Request "request-object-freed", Compatible, Major,
        "What old clients send is an object, and any is accepted; the struct becomes a map.";
    REQUEST_OBJECT_BOUND = Request "request-object-bound", Breaking, Major,
        "Old clients may send any object, and only some are accepted; the map becomes a struct.";
    RESPONSE_OBJECT_FREED = Response "response-object-freed", Breaking, Major,
        "Old clients cannot read every object; the struct becomes a map.";
    RESPONSE_OBJECT_BOUND = Response "response-object-bound", Compatible, Major,
        "Old clients read any object; the map becomes a struct.";
}

mirrors! {
    FREED = REQUEST_OBJECT_FREED | RESPONSE_OBJECT_FREED;
    BOUND = REQUEST_OBJECT_BOUND | RESPONSE_OBJECT_BOUND;
}

/// How many shapes of a union, and parts of each, are looked at. With more, it is compared as any other schema.
const LIMIT: usize = 64;

/// Says of a schema that it lists its properties and has none, where an empty list is not kept.
const NAMES_NOTHING: &str = "x-names-nothing";

/// Marks the schemas that list their properties and have none left. That is an edit of the list, and those that were in it are
/// looked for one by one.
pub(in crate::compare) fn mark_emptied(document: &mut Value) {
    schemas(document, &mut |_, schema| {
        let properties = schema.get("properties").and_then(Value::as_object);
        if properties.is_some_and(Map::is_empty) {
            schema.insert(NAMES_NOTHING.to_owned(), true.into());
        }
    });
}

/// Whether a schema is an object of which nothing is said.
fn is_free(node: &Node<'_>) -> bool {
    let is_open = |value: &Value| match value {
        Value::Object(schema) => schema.is_empty(),
        value => *value == Value::Bool(true),
    };
    let says_nothing = |(key, value): (&String, &Value)| match key.as_str() {
        "type" => value == "object",
        "additionalProperties" => is_open(value),
        "nullable" | "example" | "examples" | "default" => true,
        NAMES_NOTHING => false,
        key => annotations_only(key),
    };
    let object = node.value.as_object();
    object.is_some_and(|object| object.contains_key("type") && object.iter().all(says_nothing))
}

/// Whether a schema holds objects and says more of them: its properties or those of its parts, or the shapes that it chooses among.
fn is_bound(document: &Value, node: &Node<'_>) -> bool {
    let (mut seen, mut open) = (HashSet::new(), vec![node.clone()]);
    while let Some(node) = open.pop() {
        let Some(node) = node.resolved(document).filter(|_| seen.len() < LIMIT) else {
            return false;
        };
        if !seen.insert(node.address()) {
            continue;
        }
        let shapes = ["oneOf", "anyOf"].map(|key| node.key(key).map(|list| list.items()).unwrap_or_default());
        let shapes = shapes.concat();
        let parts = node.with_parts(document, LIMIT).unwrap_or_default();
        let names_some = parts.iter().any(|part| part.get("properties").is_some());
        let is_object = parts
            .iter()
            .all(|part| matches!(part.text("type"), Some("object") | None));
        if !is_object || (shapes.is_empty() && !names_some) {
            return false;
        }
        open.extend(shapes);
    }
    true
}

/// Reports an object that is any now, or no longer any.
pub(super) fn changed<'a>(walk: &mut Walk<'a>, task: &Task<'a>) -> bool {
    let site = &task.site;
    // What a part does not say, another one may.
    let Some((old, new)) = site.both().filter(|_| !task.slot.part) else {
        return false;
    };
    let place = &site.location;
    let (mirror, message) = if is_free(new) && is_bound(walk.old, old) {
        (&FREED, format!("`{place}` may be any object now"))
    } else if is_free(old) && is_bound(walk.new, new) {
        (&BOUND, format!("`{place}` can no longer be any object"))
    } else {
        return false;
    };
    let [before, after] = [old, new].map(|node| Some(Value::from(kind(Some(node.value)))));
    walk.report_values(mirror.of(site.direction), site, before, after, message);
    true
}
