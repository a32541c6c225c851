//! Discriminators: the property whose value says which variant of a union it is.
//!
//! A mapping for a variant that came or went with it is part of that edit and is not reported again.

use serde_json::{Value, json};

use crate::compare::refs;
use crate::compare::rule::{Mirror, mirrors, rules};
use crate::compare::site::{Node, Site};
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};

use super::members;
use crate::openapi::discriminator::DEFAULT;

rules! {
    REQUEST_DISCRIMINATOR_ADDED = Request "request-discriminator-added", Breaking, Major,
        "Old clients may leave out the value that is now looked at; variants are read and written by it.";
    REQUEST_DISCRIMINATOR_REMOVED = Request "request-discriminator-removed", Compatible, Major,
        "The value that old clients send is no longer looked at.";
    REQUEST_DISCRIMINATOR_PROPERTY_CHANGED = Request "request-discriminator-property-changed", Breaking, Major,
        "Old clients name the variant in a property that is not looked at.";
    REQUEST_MAPPING_ADDED = Request "request-discriminator-mapping-added", Compatible, Minor,
        "Old clients send the values they know.";
    REQUEST_MAPPING_REMOVED = Request "request-discriminator-mapping-removed", Breaking, Major,
        "Old clients may send the value.";
    REQUEST_MAPPING_CHANGED = Request "request-discriminator-mapping-changed", Breaking, Major,
        "The value that old clients send now stands for another shape.";
    RESPONSE_DISCRIMINATOR_ADDED = Response "response-discriminator-added", Compatible, Major,
        "Old clients do not look at it; variants are read by it now.";
    RESPONSE_DISCRIMINATOR_REMOVED = Response "response-discriminator-removed", Compatible, Major,
        "Old clients look at a value that may be another now, and keep what they do not know as `Other`.";
    RESPONSE_DISCRIMINATOR_PROPERTY_CHANGED = Response "response-discriminator-property-changed", Breaking, Major,
        "Old clients look at another property.";
    RESPONSE_MAPPING_ADDED = Response "response-discriminator-mapping-added", Compatible, Minor,
        "Old clients do not know what the value stands for, and keep it as `Other`.";
    RESPONSE_MAPPING_REMOVED = Response "response-discriminator-mapping-removed", Compatible, Major,
        "Old clients wait in vain for the value.";
    RESPONSE_MAPPING_CHANGED = Response "response-discriminator-mapping-changed", Breaking, Major,
        "Old clients read the value as another shape.";
}

mirrors! {
    ADDED = REQUEST_DISCRIMINATOR_ADDED | RESPONSE_DISCRIMINATOR_ADDED;
    REMOVED = REQUEST_DISCRIMINATOR_REMOVED | RESPONSE_DISCRIMINATOR_REMOVED;
    PROPERTY_CHANGED = REQUEST_DISCRIMINATOR_PROPERTY_CHANGED | RESPONSE_DISCRIMINATOR_PROPERTY_CHANGED;
    MAPPING_ADDED = REQUEST_MAPPING_ADDED | RESPONSE_MAPPING_ADDED;
    MAPPING_REMOVED = REQUEST_MAPPING_REMOVED | RESPONSE_MAPPING_REMOVED;
    MAPPING_CHANGED = REQUEST_MAPPING_CHANGED | RESPONSE_MAPPING_CHANGED;
}

/// Compares `discriminator`; `member` is the keyword.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>) -> Handled {
    let place = &task.site.location;
    let mirror: (&Mirror, _) = match (&member.old, &member.new) {
        (None, _) => (&ADDED, "is now told apart by a property"),
        (_, None) => (&REMOVED, "is no longer told apart by a property"),
        _ if member.objects().is_none() => (&PROPERTY_CHANGED, "is told apart in another way"),
        _ => {
            walk.each_key(member, |walk, keyword, key| match key {
                "propertyName" => {
                    let message = format!("`{place}` is told apart by another property");
                    walk.report(PROPERTY_CHANGED.of(keyword.direction), keyword, message);
                    Handled::Yes
                }
                "mapping" => mapping(walk, task, keyword),
                DEFAULT => default(walk, place, keyword),
                _ => Handled::No,
            });
            return Handled::Yes;
        }
    };
    walk.report(
        mirror.0.of(member.direction),
        member,
        format!("`{place}` {}", mirror.1),
    );
    Handled::Yes
}

/// What a mapping names: a reference, or the bare name of a component.
fn target(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?;
    Some(match text.starts_with('#') {
        true => text.to_owned(),
        false => format!("#/components/schemas/{text}"),
    })
}

/// Compares what values stand for that no mapping names, and those without the property.
fn default<'a>(walk: &mut Walk<'a>, place: &str, member: &Site<'a>) -> Handled {
    let values = [&member.old, &member.new].map(|node| target(node.as_ref().map(|node| node.value)));
    let (mirror, verb) = match &values {
        [Some(from), Some(to)] if from == to || members::is_rename(walk, from, to) => return Handled::No,
        [None, _] => (&MAPPING_ADDED, "have a meaning now"),
        [_, None] => (&MAPPING_REMOVED, "have no meaning any more"),
        _ => (&MAPPING_CHANGED, "mean something else now"),
    };
    let [before, after] = values.map(|name| name.map(|name| json!(refs::name(&name))));
    let message = format!("other values of the property that tells `{place}` apart {verb}");
    walk.report_values(mirror.of(member.direction), member, before, after, message);
    Handled::Yes
}

fn mapping<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>) -> Handled {
    let (found, mut covered) = (walk.changes.len(), false);
    let place = &task.site.location;
    let variants = |node: &Option<Node<'a>>| {
        let list = node
            .as_ref()
            .and_then(|node| node.key("oneOf").or_else(|| node.key("anyOf")));
        let items = list.map(|list| list.items()).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| item.reference().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let (mut old, mut new) = (variants(&task.site.old), variants(&task.site.new));
    if let Some((before, after)) = task.site.both() {
        old.extend(walk.kinds.old.of(&before.pointer));
        new.extend(walk.kinds.new.of(&after.pointer));
    }
    for key in member.keys() {
        let entry = member.key(key);
        if walk.same(&entry) {
            continue;
        }
        let values = [&entry.old, &entry.new].map(|node| target(node.as_ref().map(|node| node.value)));
        let [before, after] = &values;
        // The variant itself came, went, or was renamed, and has a finding.
        let in_only_one = |name: &Option<String>| {
            name.as_ref()
                .is_some_and(|name| old.contains(name) != new.contains(name))
        };
        covered |= match (before, after) {
            (None, after) => in_only_one(after),
            (before, None) => in_only_one(before),
            (Some(from), Some(to)) => from == to || members::is_rename(walk, from, to),
        };
        if in_only_one(before) && after.is_none() || in_only_one(after) && before.is_none() {
            continue;
        }
        if let (Some(from), Some(to)) = (before, after)
            && members::is_rename(walk, from, to)
            && old.contains(from)
        {
            continue;
        }
        // Without a mapping the value is the component's name (OpenAPI 3.1, Discriminator Object): to write that out, or
        // to leave it out again, changes nothing.
        if let (Some(name), None) | (None, Some(name)) = (before, after)
            && refs::name(name) == key
            && old.contains(name)
            && new.contains(name)
        {
            super::super::annotations::changed(walk, &entry, key);
            continue;
        }
        if before.is_some() && before == after {
            super::super::annotations::changed(walk, &entry, key);
            continue;
        }
        let (mirror, verb) = match (before, after) {
            (None, Some(_)) => (&MAPPING_ADDED, "has a meaning now"),
            (Some(_), None) => (&MAPPING_REMOVED, "has no meaning any more"),
            _ => (&MAPPING_CHANGED, "means something else now"),
        };
        let shown = values.map(|name| name.map(|name| json!(refs::name(&name))));
        let [before, after] = shown;
        let site = entry.step(&format!("={key}"));
        let message = format!("the value `{key}` that tells `{place}` apart {verb}");
        walk.report_values(mirror.of(site.direction), &site, before, after, message);
    }
    match walk.changes.len() > found || covered {
        true => Handled::Yes,
        false => Handled::No,
    }
}
