//! What only looks changed: the same shapes put together in another way.
//!
//! `allOf` that is merged, a union of one, unions in unions, a `oneOf` of constants and an `enum` of them: the rules see each as an
//! edit, the model reads the same of both. So the documents are compared a second time as the model puts them together, and a
//! finding about how schemas are composed is never graver on the wire than what is found there in the same operations. What is
//! found only there is a finding, too.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::kinds::SubtypesOfBoth;
use super::rules::schema::combinations::PARTS;
use super::rules::schema::free::mark_emptied;
use super::rules::schema::is_composition;
use super::{Change, Direction, OperationKey, Wire, between, moved};
use crate::model::fit::put_together;
use crate::openapi::{Node, reference, schemas};
use crate::pointer;

/// Weighs the findings between two lowered documents.
pub(super) fn weigh(
    mut changes: Vec<Change>,
    old: &Value,
    new: &Value,
    kinds: &SubtypesOfBoth,
) -> Vec<Change> {
    let about_composition = |change: &Change| {
        change.wire > Wire::Docs
            && is_composition(change.id)
            && part(change, old, new).is_none_or(|(document, part)| is_fields_only(document, part))
    };
    if !changes.iter().any(about_composition) {
        return changes;
    }
    let [before, after] = [old, new].map(|document| {
        let mut document = document.clone();
        mark_emptied(&mut document);
        flat(put_together(document))
    });
    let mut plain = between(&before, &after, kinds);
    plain.retain(|change| change.wire > Wire::Docs);
    changes = moved::fold(changes, &plain, (old, new));
    let in_plain = Gravest::of(&plain);
    for change in changes.iter_mut().filter(|change| about_composition(change)) {
        change.wire = change.wire.min(in_plain.near(change).unwrap_or(Wire::Docs));
    }
    let known = Gravest::of(&changes);
    // What no operation has, such as a server, is the same fact in both.
    let found: HashSet<&str> = changes.iter().map(|change| change.fingerprint.as_str()).collect();
    let graver = |other: &&Change| {
        known.near(other).is_none_or(|known| known < other.wire)
            && !found.contains(other.fingerprint.as_str())
    };
    let missed: Vec<Change> = plain.iter().filter(graver).cloned().collect();
    changes.extend(missed);
    changes
}

/// The gravest finding in each direction of each operation.
struct Gravest<'c>(HashMap<(&'c OperationKey, Direction), Wire>);

impl<'c> Gravest<'c> {
    fn of(changes: &'c [Change]) -> Self {
        let mut gravest = HashMap::new();
        for change in changes {
            for operation in &change.operations {
                let known = gravest
                    .entry((operation, change.direction))
                    .or_insert(change.wire);
                *known = change.wire.max(*known);
            }
        }
        Self(gravest)
    }

    /// The gravest finding about a direction of `change` in one of its operations; what has no direction is about both.
    fn near(&self, change: &Change) -> Option<Wire> {
        let all = [Direction::None, Direction::Request, Direction::Response];
        let near = all.into_iter().filter(|direction| {
            [change.direction, *direction].contains(&Direction::None) || *direction == change.direction
        });
        let near: Vec<Direction> = near.collect();
        let operations = change.operations.iter();
        operations
            .flat_map(|operation| {
                near.iter()
                    .filter_map(move |direction| self.0.get(&(operation, *direction)))
            })
            .max()
            .copied()
    }
}

/// How deep unions in unions are looked into.
const DEEPEST: usize = 8;

/// The document with the members of unions in unions as members of the outer one: the values are the same.
fn flat(mut document: Value) -> Value {
    let whole = document.clone();
    schemas(&mut document, &mut |_, schema| {
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(members)) = schema.get_mut(keyword) {
                let outer = std::mem::take(members);
                *members = outer
                    .into_iter()
                    .flat_map(|member| inner(&whole, member, keyword, DEEPEST))
                    .collect();
            }
        }
    });
    document
}

/// The members of a member that is nothing but such a union itself, else the member.
fn inner(document: &Value, member: Value, keyword: &str, depth: usize) -> Vec<Value> {
    let reference = reference::of(&member);
    let target = reference.map_or(Some(&member), |reference| pointer::resolve(document, reference));
    let is_plain =
        |key: &str| key == keyword || ["title", "description"].contains(&key) || key.starts_with("x-");
    let plain = target
        .and_then(Value::as_object)
        .filter(|target| depth > 0 && target.keys().all(|key| is_plain(key)));
    match plain
        .and_then(|target| target.get(keyword))
        .and_then(Value::as_array)
    {
        Some(members) => members
            .iter()
            .flat_map(|member| inner(document, member.clone(), keyword, depth - 1))
            .collect(),
        None => vec![member],
    }
}

/// The part of an `allOf` that a finding is about, in its document.
fn part<'d>(change: &Change, old: &'d Value, new: &'d Value) -> Option<(&'d Value, &'d Value)> {
    PARTS.iter().find(|rule| rule.id == change.id)?;
    let at = |document: &'d Value, pointer: &Option<String>| {
        Some((document, document.pointer(pointer.as_deref()?)?))
    };
    at(new, &change.new_pointer).or_else(|| at(old, &change.old_pointer))
}

/// How many parts of parts are looked at. More are a circle.
const MOST_PARTS: usize = 1_000;

/// Whether a part says which fields there are and sets no limit that would be lost when it is merged.
fn is_fields_only(document: &Value, part: &Value) -> bool {
    let harmless = [
        "allOf",
        "type",
        "properties",
        "required",
        "title",
        "description",
        "nullable",
        "example",
        "deprecated",
        "externalDocs",
    ];
    let is_harmless = |key: &String| harmless.contains(&key.as_str()) || key.starts_with("x-");
    let is_plain = |part: &Node<'_>| {
        let part = part.value.as_object();
        part.is_some_and(|part| part.keys().all(is_harmless))
    };
    let parts = Node::root(part).with_parts(document, MOST_PARTS);
    parts.is_some_and(|parts| parts.iter().all(is_plain))
}
