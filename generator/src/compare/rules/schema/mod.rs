//! Schemas: what a body, parameter, header or property holds.
//!
//! Schemas are compared breadth first from a queue: a pair is looked at once per operation and direction, so cycles end
//! and a change of a shared component is one finding, called by the shortest way to it. Within a pair each keyword
//! belongs to one family; a keyword that its family has nothing to say about becomes an annotation.

use serde_json::Value;

use crate::compare::refs;
use crate::compare::rule::{mirrors, rules};
use crate::compare::site::Site;
use crate::compare::task::{Slot, Task};
use crate::compare::walk::{Handled, Walk};
use crate::model::lower::{as_said, is_condition};
use crate::openapi::schema::is_limit;

use super::annotations;

pub(in crate::compare) mod access;
mod bounds;
pub(in crate::compare) mod combinations;
pub(in crate::compare) mod defaults;
pub(in crate::compare) mod discriminators;
pub(in crate::compare) mod enums;
pub(in crate::compare) mod extras;
mod fields;
pub(in crate::compare) mod free;
pub(in crate::compare) mod limits;
mod lowered;
mod members;
pub(in crate::compare) mod names;
pub(in crate::compare) mod nullable;
pub(in crate::compare) mod properties;
pub(in crate::compare) mod shape;
pub(in crate::compare) mod subtypes;
pub(in crate::compare) mod types;
pub(in crate::compare) mod unions;

/// Whether a finding may come from nothing but the way in which a schema is put together of others.
pub(in crate::compare) fn is_composition(id: &str) -> bool {
    let families = [types::RULES, enums::RULES, nullable::RULES, properties::RULES];
    let rules = families
        .into_iter()
        .flatten()
        .chain(unions::SHAPES)
        .chain(combinations::PARTS);
    rules.into_iter().any(|rule| rule.id == id)
}

rules! {
    REQUEST_SCHEMA_ADDED = Request "request-schema-added", Breaking, Major,
        "Anything was accepted, now only some values are; the type changes.";
    REQUEST_SCHEMA_REMOVED = Request "request-schema-removed", Compatible, Major,
        "What old clients send is among what is accepted; the type changes.";
    RESPONSE_SCHEMA_ADDED = Response "response-schema-added", Compatible, Major,
        "Old clients read any value; the type changes.";
    RESPONSE_SCHEMA_REMOVED = Response "response-schema-removed", Breaking, Major,
        "Old clients cannot read every value; the type changes.";
}

mirrors! {
    ADDED = REQUEST_SCHEMA_ADDED | RESPONSE_SCHEMA_ADDED;
    REMOVED = REQUEST_SCHEMA_REMOVED | RESPONSE_SCHEMA_REMOVED;
}

/// Queues a pair of schemas; one that came or went is reported right away.
pub(in crate::compare) fn enqueue<'a>(walk: &mut Walk<'a>, site: Site<'a>, slot: Slot) -> Handled {
    let place = &site.location;
    match (&site.old, &site.new) {
        (Some(_), Some(_)) => {
            if !walk.same(&site) {
                walk.queue.push_back(Task { site, slot });
            }
        }
        (None, Some(new)) => {
            let after = Some(kind(Some(new.value)).into());
            let message = format!("`{place}` now has a schema");
            walk.report_values(ADDED.of(site.direction), &site, None, after, message);
        }
        (Some(old), None) => {
            let before = Some(kind(Some(old.value)).into());
            let message = format!("`{place}` may be anything now");
            walk.report_values(REMOVED.of(site.direction), &site, before, None, message);
        }
        (None, None) => return Handled::No,
    }
    Handled::Yes
}

/// Compares everything in the queue.
pub(in crate::compare) fn drain(walk: &mut Walk<'_>) {
    while let Some(task) = walk.queue.pop_front() {
        schema(walk, task);
    }
}

/// Compares the components that were reached.
pub(in crate::compare) fn components(walk: &mut Walk<'_>) {
    while let Some((owner, task)) = walk.owners.next() {
        walk.enter(owner);
        schema(walk, task);
        drain(walk);
    }
}

fn schema<'a>(walk: &mut Walk<'a>, task: Task<'a>) {
    walk.kept_aside = task
        .slot
        .kept_aside
        .then_some(&extras::RESPONSE_EXTRAS_KEPT_ASIDE);
    pair(walk, task);
    walk.kept_aside = None;
}

fn pair<'a>(walk: &mut Walk<'a>, task: Task<'a>) {
    if !names::is_one(&task.site) && unions::formed(walk, &task) {
        return;
    }
    let Some(task) = names::follow(walk, task) else {
        return;
    };
    let site = &task.site;
    let Some((old, new)) = site.both() else { return };
    if !walk.seen.insert((site.direction, old.address(), new.address())) {
        return;
    }
    walk.touch(site);
    subtypes::compare(walk, &task);
    let Some((old, new)) = site.objects() else {
        if !walk.same(site) {
            types::replaced(walk, site);
        }
        return;
    };
    if combinations::unwrap(walk, &task) {
        return;
    }
    let difference = match free::changed(walk, &task) {
        true => types::Difference::Freedom,
        false => types::changed(walk, &task, old, new),
    };
    let merged = fields::merged(walk, site);
    let in_fields = match difference {
        types::Difference::Kind | types::Difference::Freedom => false,
        _ => properties::compare(walk, &task, &merged.old, &merged.new),
    };
    let all_parts = !merged.parts.is_empty();
    walk.each_key(site, |walk, member, key| match (difference, key) {
        (types::Difference::Range, "type" | "format") => Handled::Yes,
        // Fields were compared above; if there is no difference between them, the spelling is all that differs.
        (types::Difference::Range | types::Difference::None, "properties" | "required")
            if !fields::is_respelled(member, key) =>
        {
            Handled::Yes
        }
        (types::Difference::None, "type") if all_parts => Handled::Yes,
        (types::Difference::None, "allOf") => {
            combinations::all_of(walk, &task, member, &merged.parts, in_fields)
        }
        // Another type has other keywords: they are one edit.
        (types::Difference::Kind, key) if !annotations_only(key) => Handled::Yes,
        (types::Difference::Freedom, key) if key != "nullable" && !annotations_only(key) => Handled::Yes,
        _ => keyword(walk, &task, member, key),
    });
}

fn annotations_only(key: &str) -> bool {
    matches!(
        key,
        "title" | "description" | "externalDocs" | "deprecated" | "readOnly" | "writeOnly"
    ) || key.starts_with("x-")
}

fn keyword<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>, key: &'a str) -> Handled {
    match key {
        "format" => types::format(walk, task, member),
        "enum" | "const" => enums::compare(walk, task, member, key),
        "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum" => {
            bounds::compare(walk, task, member, key)
        }
        key if is_limit(key) => limits::compare(walk, member, key),
        "nullable" => nullable::compare(walk, task, member),
        "default" => defaults::compare(walk, member),
        "readOnly" | "writeOnly" => access::compare(walk, task, member, key),
        "additionalProperties" => extras::compare(walk, task, member),
        "items" => enqueue(walk, member.clone().step("[]"), task.slot.element()),
        "oneOf" | "anyOf" => unions::compare(walk, task, member, key),
        "discriminator" => discriminators::compare(walk, task, member),
        "not" => combinations::not(walk, member),
        key if as_said(key).is_some() => {
            lowered::compare(walk, &task.site, member, as_said(key).unwrap_or_default())
        }
        key if is_condition(key) => combinations::condition(walk, member, key),
        "deprecated" => annotations::deprecation(walk, member),
        "title" if task.slot.variant => unions::title(walk, member),
        _ => Handled::No,
    }
}

/// What a schema describes, in a few words: `string (uuid)`, `User`, `array of User`.
pub(in crate::compare) fn kind(schema: Option<&Value>) -> String {
    let Some(Value::Object(map)) = schema else {
        return "any".to_owned();
    };
    if let Some(Value::String(reference)) = map.get("$ref") {
        return refs::name(reference);
    }
    let union = ["oneOf", "anyOf", "allOf"]
        .into_iter()
        .find(|key| map.contains_key(*key));
    match (
        map.get("type").and_then(Value::as_str),
        map.get("format").and_then(Value::as_str),
        union,
    ) {
        // One level: what the elements are made of does not name the list.
        (Some("array"), _, _) => match map
            .get("items")
            .and_then(|items| items.get("type").or(items.get("$ref")))
        {
            Some(Value::String(items)) => format!("array of {}", items.rsplit('/').next().unwrap_or(items)),
            _ => "array".to_owned(),
        },
        (Some(kind), Some(format), _) => format!("{kind} ({format})"),
        (Some(kind), None, _) => kind.to_owned(),
        (None, _, Some(union)) => union.to_owned(),
        (None, _, None) if map.contains_key("properties") => "object".to_owned(),
        _ => "any".to_owned(),
    }
}
