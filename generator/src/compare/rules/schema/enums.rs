//! Closed sets of values.
//!
//! Generated string enums keep values that they do not know, so in responses no value can break an old client. Each
//! value is a variant: one that goes is `major`, one that comes is `minor` because the enums are `#[non_exhaustive]`. A
//! `const`, and an enum of one value, is a value that is replaced rather than a set that changes.

use serde_json::{Value, json};

use crate::compare::rule::{mirrors, rules};
use crate::compare::site::Site;
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};

rules! {
    REQUEST_ENUM_VALUE_ADDED = Request "request-enum-value-added", Compatible, Minor,
        "Old clients send the values they know.";
    REQUEST_ENUM_VALUE_REMOVED = Request "request-enum-value-removed", Breaking, Major,
        "Old clients may send it; its variant is removed.";
    REQUEST_BECAME_ENUM = Request "request-became-enum", Breaking, Major,
        "Old clients may send any value; the type is an enum now.";
    REQUEST_BECAME_OPEN = Request "request-became-open", Compatible, Major,
        "What old clients send is still taken; the enum is removed.";
    REQUEST_CONST_CHANGED = Request "request-const-changed", Breaking, Major,
        "Old clients send the old value; its variant is removed.";
    RESPONSE_ENUM_VALUE_ADDED = Response "response-enum-value-added", Compatible, Minor,
        "Enums keep values that they do not know.";
    RESPONSE_ENUM_VALUE_REMOVED = Response "response-enum-value-removed", Compatible, Major,
        "Old clients wait in vain for it; its variant is removed.";
    RESPONSE_BECAME_ENUM = Response "response-became-enum", Compatible, Major,
        "Old clients read any value; the type is an enum now.";
    RESPONSE_BECAME_OPEN = Response "response-became-open", Compatible, Major,
        "Enums keep values that they do not know; the enum is removed.";
    RESPONSE_CONST_CHANGED = Response "response-const-changed", Compatible, Major,
        "Enums keep values that they do not know; the variant changes.";
}

mirrors! {
    ADDED = REQUEST_ENUM_VALUE_ADDED | RESPONSE_ENUM_VALUE_ADDED;
    REMOVED = REQUEST_ENUM_VALUE_REMOVED | RESPONSE_ENUM_VALUE_REMOVED;
    BECAME = REQUEST_BECAME_ENUM | RESPONSE_BECAME_ENUM;
    OPENED = REQUEST_BECAME_OPEN | RESPONSE_BECAME_OPEN;
    CONST = REQUEST_CONST_CHANGED | RESPONSE_CONST_CHANGED;
}

/// The values a schema is limited to, except `null`, which `nullable` speaks for.
fn values<'a>(keyword: Option<&'a Value>, key: &str) -> Option<Vec<&'a Value>> {
    match (keyword?, key) {
        (value, "const") => Some(vec![value]),
        (Value::Array(values), _) => Some(values.iter().filter(|value| !value.is_null()).collect()),
        _ => None,
    }
}

/// Compares `enum` or `const`; `member` is the keyword.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>, key: &str) -> Handled {
    let site = &task.site;
    let (place, direction) = (&site.location, site.direction);
    let (old, new) = (values(site.before(key), key), values(site.after(key), key));
    match (old, new) {
        (None, Some(_)) => walk.report(
            BECAME.of(direction),
            member,
            format!("`{place}` is now limited to a set of values"),
        ),
        (Some(_), None) => walk.report(
            OPENED.of(direction),
            member,
            format!("`{place}` is no longer limited to a set of values"),
        ),
        (Some(old), Some(new)) => {
            if let ([before], [after]) = (&old[..], &new[..])
                && before != after
            {
                let message = format!("`{place}` is now always {after} instead of {before}");
                walk.report(CONST.of(direction), member, message);
                return Handled::Yes;
            }
            let found = walk.changes.len();
            for value in old.iter().filter(|value| !new.contains(value)) {
                let message = format!("`{place}` can no longer be {value}");
                walk.report_values(REMOVED.of(direction), member, Some(json!(value)), None, message);
            }
            for value in new.iter().filter(|value| !old.contains(value)) {
                let message = format!("`{place}` can now also be {value}");
                walk.report_values(ADDED.of(direction), member, None, Some(json!(value)), message);
            }
            if walk.changes.len() == found {
                return Handled::No;
            }
        }
        (None, None) => return Handled::No,
    }
    Handled::Yes
}
