//! Keywords that types say more widely: tuples and patterns of names. What becomes of them (what a list holds, what an object holds
//! besides) is compared as that; where it stays the same, the keyword itself is a condition that types have no counterpart for.
//! Those that constrain nothing are documentation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compare::rules::annotations;
use crate::compare::site::{Node, Site};
use crate::compare::walk::{Handled, Walk};

use super::{combinations, shape};

/// Compares such a keyword; `member` is what the document said under it, `site` the schema.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, site: &Site<'a>, member: &Site<'a>, key: &str) -> Handled {
    let said_as = match key {
        "prefixItems" => "items",
        "patternProperties" | "unevaluatedProperties" => "additionalProperties",
        _ => "format",
    };
    let types = [site.before(said_as), site.after(said_as)];
    if !matches!(key, "prefixItems" | "patternProperties") {
        if types == [None, None] {
            annotations::changed(walk, member, key);
        }
        return Handled::Yes;
    }
    let [old, new] = [&member.old, &member.new].map(|node| node.as_ref().map(schemas).unwrap_or_default());
    let stays = |name: &String| match (old.get(name), new.get(name)) {
        (Some(old), Some(new)) => shape::same(walk.old, walk.new, old.value, new.value),
        (_, new) => new.is_none(),
    };
    if old.keys().chain(new.keys()).all(stays) && old.len() == new.len() {
        // Only words about them have changed.
        return Handled::Yes;
    }
    // What else these schemas are part of is compared there.
    let are_there = types.iter().flatten().any(|types| holds_something(types));
    if members(types[0]) != members(types[1]) || (are_there && member.is_verbatim()) {
        return Handled::Yes;
    }
    let fewer = new.keys().all(stays);
    let member = match fewer {
        true => &member.with(member.old.clone(), None),
        false => member,
    };
    combinations::condition(walk, member, key);
    Handled::Yes
}

/// Schemas by name or place, up to the last place that is free.
fn schemas<'a>(node: &Node<'a>) -> BTreeMap<String, Node<'a>> {
    let named = node
        .members()
        .into_iter()
        .map(|(name, node)| (name.to_owned(), node));
    let mut places = node.items();
    while places.last().is_some_and(|place| !holds_something(place.value)) {
        places.pop();
    }
    let placed = places
        .into_iter()
        .enumerate()
        .map(|(place, node)| (place.to_string(), node));
    named.chain(placed).collect()
}

/// Whether a schema says anything.
fn holds_something(schema: &Value) -> bool {
    schema.as_object().is_some_and(|schema| !schema.is_empty())
}

/// What a list or an object holds, in no order.
fn members(held: Option<&Value>) -> BTreeSet<String> {
    let choice = held.and_then(|held| held.get("anyOf")?.as_array());
    match choice {
        Some(members) => members.iter().map(Value::to_string).collect(),
        None => held.map(Value::to_string).into_iter().collect(),
    }
}
