//! Properties of objects: which there are, and which must be there.
//!
//! Readers are tolerant, so a new property in a response is `compatible`, and `minor` because structs are
//! `#[non_exhaustive]`. A property that may be missing is an `Option`: whenever that changes, the type does (`major`). A
//! required one that a request builder does not get fails at `send()`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::compare::Direction;
use crate::compare::rule::{Mirror, mirrors, rules};
use crate::compare::site::{Node, Site};
use crate::compare::task::Task;
use crate::compare::walk::Walk;
use crate::model::fit::outline;
use crate::openapi::annotations::is_one_way;

use super::fields::StructFields;
use super::{access, enqueue, extras, kind};

rules! {
    REQUEST_PROPERTY_ADDED_OPTIONAL = Request "request-property-added-optional", Compatible, Minor,
        "Old clients leave it out.";
    REQUEST_PROPERTY_ADDED_REQUIRED = Request "request-property-added-required", Breaking, Major,
        "Old clients leave out what is now needed; old code fails at `send()`.";
    REQUEST_PROPERTY_REMOVED = Request "request-property-removed", Breaking, Major,
        "What old clients send is ignored or refused; the setter is removed.";
    REQUEST_PROPERTY_UNNAMED = Request "request-property-unnamed", Compatible, Major,
        "What old clients send is taken as one of the further properties, whose type is compared; the setter is removed.";
    REQUEST_PROPERTY_BECAME_REQUIRED = Request "request-property-became-required", Breaking, Major,
        "Old clients may leave it out; the type is no `Option` any more.";
    REQUEST_PROPERTY_BECAME_OPTIONAL = Request "request-property-became-optional", Compatible, Major,
        "Old clients send it; the type is an `Option` now.";
    RESPONSE_PROPERTY_ADDED_OPTIONAL = Response "response-property-added-optional", Compatible, Minor,
        "Readers ignore properties that they do not know.";
    RESPONSE_PROPERTY_ADDED_REQUIRED = Response "response-property-added-required", Compatible, Minor,
        "Readers ignore properties that they do not know.";
    RESPONSE_PROPERTY_REMOVED_OPTIONAL = Response "response-property-removed-optional", Compatible, Major,
        "Old clients are ready for its absence; the field is removed.";
    RESPONSE_PROPERTY_REMOVED_REQUIRED = Response "response-property-removed-required", Breaking, Major,
        "Old clients cannot read an answer without it; the field is removed.";
    RESPONSE_PROPERTY_BECAME_REQUIRED = Response "response-property-became-required", Compatible, Major,
        "Old clients are ready for its absence; the type is no `Option` any more.";
    RESPONSE_PROPERTY_BECAME_OPTIONAL = Response "response-property-became-optional", Breaking, Major,
        "Old clients cannot read an answer without it; the type is an `Option` now.";
    RESPONSE_LENIENT_BECAME_OPTIONAL = Response "response-lenient-property-became-optional", Compatible, Patch,
        "Old clients take its absence for `null`, which they read: the field is an `Option`, or any value.";
}

mirrors! {
    BECAME_REQUIRED = REQUEST_PROPERTY_BECAME_REQUIRED | RESPONSE_PROPERTY_BECAME_REQUIRED;
    BECAME_OPTIONAL = REQUEST_PROPERTY_BECAME_OPTIONAL | RESPONSE_PROPERTY_BECAME_OPTIONAL;
    ADDED_REQUIRED = REQUEST_PROPERTY_ADDED_REQUIRED | RESPONSE_PROPERTY_ADDED_REQUIRED;
    ADDED_OPTIONAL = REQUEST_PROPERTY_ADDED_OPTIONAL | RESPONSE_PROPERTY_ADDED_OPTIONAL;
    REMOVED_REQUIRED = REQUEST_PROPERTY_REMOVED | RESPONSE_PROPERTY_REMOVED_REQUIRED;
    REMOVED_OPTIONAL = REQUEST_PROPERTY_REMOVED | RESPONSE_PROPERTY_REMOVED_OPTIONAL;
    UNNAMED_REQUIRED = REQUEST_PROPERTY_UNNAMED | RESPONSE_PROPERTY_REMOVED_REQUIRED;
    UNNAMED_OPTIONAL = REQUEST_PROPERTY_UNNAMED | RESPONSE_PROPERTY_REMOVED_OPTIONAL;
}

/// What became of a property that only one side has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::compare) enum PropertyStep {
    Added,
    Removed,
}

/// What a finding by this rule says of a property, if it says that.
pub(in crate::compare) fn step(id: &str) -> Option<PropertyStep> {
    let is = |mirrors: &[&Mirror]| {
        let mut rules = mirrors
            .iter()
            .flat_map(|mirror| [mirror.request, mirror.response]);
        rules.any(|rule| rule.id == id)
    };
    if is(&[&ADDED_REQUIRED, &ADDED_OPTIONAL]) {
        Some(PropertyStep::Added)
    } else if is(&[&REMOVED_REQUIRED, &REMOVED_OPTIONAL, &UNNAMED_REQUIRED]) {
        Some(PropertyStep::Removed)
    } else {
        None
    }
}

/// Whether a property stays out of what travels in this direction (OpenAPI 3.0.3, Schema Object: `readOnly` properties are not sent,
/// `writeOnly` ones do not come back).
fn absent(document: &Value, direction: Direction, node: &Node<'_>) -> bool {
    let keyword = match direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
        Direction::None => return false,
    };
    is_one_way(document, node.value, keyword)
}

/// Compares the fields of both sides. `true` when something was found.
pub(super) fn compare<'a>(
    walk: &mut Walk<'a>,
    task: &Task<'a>,
    old: &StructFields<'a>,
    new: &StructFields<'a>,
) -> bool {
    let site = &task.site;
    let names: BTreeSet<&str> = old
        .properties
        .keys()
        .chain(new.properties.keys())
        .copied()
        .collect();
    let (was_required, is_required) = (&old.required, &new.required);
    let mut found = false;
    for name in names {
        let sides = (
            old.properties.get(name).cloned(),
            new.properties.get(name).cloned(),
        );
        let property = site.with(sides.0, sides.1).step(&format!(".{name}"));
        if walk.same(&property) {
            continue;
        }
        // What a verbatim reference leads to is compared there, and may have been already.
        found |= !property.is_verbatim();
        let (place, direction) = (property.location.clone(), property.direction);
        match (&property.old, &property.new) {
            (Some(old), Some(new)) => {
                if absent(walk.old, direction, old) && absent(walk.new, direction, new) {
                    access::hidden(walk, &property);
                } else {
                    enqueue(walk, property, task.slot.property(was_required.contains(name)));
                }
            }
            (None, Some(new)) if absent(walk.new, direction, new) => access::hidden(walk, &property),
            (Some(old), None) if absent(walk.old, direction, old) => access::hidden(walk, &property),
            (None, Some(new)) => {
                let (mirror, word) = match is_required.contains(name) {
                    true => (&ADDED_REQUIRED, "required"),
                    false => (&ADDED_OPTIONAL, "optional"),
                };
                let after = Some(kind(Some(new.value)).into());
                let message = format!("there is a new {word} property `{place}`");
                walk.report_values(mirror.of(direction), &property, None, after, message);
                // It may have come among the properties that the object did not name. A struct sets aside what it cannot read there.
                let is_struct = !old.properties.is_empty() || site.before("allOf").is_some();
                let values = extras::values(site.old.as_ref());
                if let Some(values) = values.filter(|_| !is_struct || direction != Direction::Response) {
                    let values = property.with(Some(values), property.new.clone());
                    enqueue(walk, values, task.slot.property(true));
                }
            }
            (Some(old), None) => {
                let values = extras::values(site.new.as_ref());
                let required = was_required.contains(name);
                let mirror = match (required, &values) {
                    (true, None) => &REMOVED_REQUIRED,
                    (false, None) => &REMOVED_OPTIONAL,
                    (true, Some(_)) => &UNNAMED_REQUIRED,
                    (false, Some(_)) => &UNNAMED_OPTIONAL,
                };
                let before = Some(kind(Some(old.value)).into());
                let message = match values {
                    None => format!("the property `{place}` was removed"),
                    Some(_) => {
                        format!("the property `{place}` is no longer named, and is one of the further ones")
                    }
                };
                walk.report_values(mirror.of(direction), &property, before, None, message);
                if let Some(values) = values {
                    let values = property.with(property.old.clone(), Some(values));
                    enqueue(walk, values, task.slot.property(required));
                }
            }
            (None, None) => {}
        }
    }
    required(walk, site, old, new) || found
}

/// Compares which fields are required. One that came or went has said whether it is.
fn required<'a>(
    walk: &mut Walk<'a>,
    site: &Site<'a>,
    old: &StructFields<'a>,
    new: &StructFields<'a>,
) -> bool {
    let mut found = false;
    for name in old.required.symmetric_difference(&new.required) {
        found = true;
        let sides = (
            old.properties.get(name).cloned(),
            new.properties.get(name).cloned(),
        );
        let property = site.with(sides.0, sides.1).step(&format!(".{name}"));
        if property.old.is_some() != property.new.is_some() {
            continue;
        }
        let hidden = property.both().is_some_and(|(old, new)| {
            absent(walk.old, site.direction, old) && absent(walk.new, site.direction, new)
        });
        let (mirror, verb): (&Mirror, _) = match new.required.contains(name) {
            true => (&BECAME_REQUIRED, "is now required"),
            false => (&BECAME_OPTIONAL, "is now optional"),
        };
        let place = match property.both() {
            Some(_) => property,
            // Listed as required here, described elsewhere.
            None => site.key("required").step(&format!(".{name}")),
        };
        if hidden {
            access::hidden(walk, &place);
            continue;
        }
        let [before, after] = [old, new].map(|fields| {
            let required = fields.required.contains(name);
            Some(Value::from(if required { "required" } else { "optional" }))
        });
        let message = format!("`{}` {verb}", place.location);
        let rule = match mirror.of(site.direction) {
            rule if std::ptr::eq(rule, &RESPONSE_PROPERTY_BECAME_OPTIONAL)
                && place
                    .old
                    .as_ref()
                    .is_some_and(|old| outline(walk.old, old.value).reads_null()) =>
            {
                &RESPONSE_LENIENT_BECAME_OPTIONAL
            }
            rule => rule,
        };
        walk.report_values(rule, &place, before, after, message);
    }
    found
}
