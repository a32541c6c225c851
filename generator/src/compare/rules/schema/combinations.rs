//! `allOf` and `not`.
//!
//! `allOf` demands everything that its members demand: one more is a stricter request and a richer answer. A single
//! member with fields only is not compared as such: see [`fields`](super::fields). A single
//! member beside annotations is how OpenAPI 3.0 puts a description beside a `$ref`; adding or removing that wrapping is
//! no change of its own.

use std::collections::BTreeSet;

use crate::compare::rule::{mirrors, rules};
use crate::compare::site::{Node, Site};
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};
use crate::compare::{Direction, Rule, rules::annotations};

use super::members::{Matched, matched};
use super::{enqueue, keyword, kind};
use crate::openapi::schema::is_limit;

rules! {
    REQUEST_ALL_OF_ADDED = Request "request-all-of-added", Breaking, Major,
        "Old clients may not fulfil what is demanded in addition.";
    REQUEST_ALL_OF_REMOVED = Request "request-all-of-removed", Compatible, Major,
        "Less is demanded; the setters of the part are removed.";
    RESPONSE_ALL_OF_ADDED = Response "response-all-of-added", Compatible, Minor,
        "Readers ignore properties that they do not know.";
    RESPONSE_ALL_OF_REMOVED = Response "response-all-of-removed", Breaking, Major,
        "Old clients may read properties that are no longer returned.";
    REQUEST_NOT_TIGHTENED = Request "request-not-tightened", Breaking, Patch,
        "Old clients may send what is excluded now; clients do not check it.";
    REQUEST_NOT_REMOVED = Request "request-not-removed", Compatible, Patch,
        "What old clients send is still accepted.";
    RESPONSE_NOT_CHANGED = Response "response-not-changed", Compatible, Patch,
        "Clients do not check what is excluded.";
    REQUEST_CONDITION_TIGHTENED = Request "request-condition-tightened", Breaking, Patch,
        "Old clients may send what does not meet it; whether one condition includes another cannot be told.";
    REQUEST_CONDITION_REMOVED = Request "request-condition-removed", Compatible, Patch,
        "What old clients send is still accepted.";
    RESPONSE_CONDITION_CHANGED = Response "response-condition-changed", Compatible, Patch,
        "Clients check no conditions.";
    COMPOSITION_CHANGED = None "composition-changed", Docs, Patch,
        "The same fields from other parts: clients have one struct with all of them.";
    REFERENCE_WRAPPED = None "reference-wrapped", Docs, Patch,
        "The same schema, with or without an `allOf` around it.";
}

mirrors! {
    ADDED = REQUEST_ALL_OF_ADDED | RESPONSE_ALL_OF_ADDED;
    REMOVED = REQUEST_ALL_OF_REMOVED | RESPONSE_ALL_OF_REMOVED;
}

/// The rules about which parts there are.
pub(in crate::compare) static PARTS: &[&Rule] = &[
    &REQUEST_ALL_OF_ADDED,
    &REQUEST_ALL_OF_REMOVED,
    &RESPONSE_ALL_OF_ADDED,
    &RESPONSE_ALL_OF_REMOVED,
];

/// The one member of an `allOf` that stands alone, but for annotations, limits and `nullable`.
fn wrapped<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let harmless = |key: &str| {
        matches!(
            key,
            "title"
                | "description"
                | "example"
                | "externalDocs"
                | "deprecated"
                | "nullable"
                | "readOnly"
                | "writeOnly"
                | "default"
                | "xml"
        ) || key.starts_with("x-")
            || is_limit(key)
    };
    let alone = node
        .members()
        .iter()
        .all(|(key, _)| *key == "allOf" || harmless(key));
    match &node.key("allOf")?.items()[..] {
        [member] if alone => Some(member.clone()),
        _ => None,
    }
}

/// Whether one side is a `$ref` or plain schema and the other the same kind of thing in an `allOf` of its own.
pub(super) fn is_wrapper(site: &Site<'_>) -> bool {
    let Some((old, new)) = site.both() else {
        return false;
    };
    wrapped(old).is_some_and(|node| node.reference().is_some())
        != wrapped(new).is_some_and(|node| node.reference().is_some())
        && (old.reference().is_some() || new.reference().is_some())
}

/// Compares a wrapped `$ref` with one that is not. `true` when that was the case.
pub(super) fn unwrap<'a>(walk: &mut Walk<'a>, task: &Task<'a>) -> bool {
    let site = &task.site;
    let Some((old, new)) = site.both() else {
        return false;
    };
    if !is_wrapper(site) {
        return false;
    }
    let inner = site.with(
        wrapped(old).or(Some(old.clone())),
        wrapped(new).or(Some(new.clone())),
    );
    let found = walk.changes.len();
    for key in site
        .keys()
        .into_iter()
        .filter(|key| !matches!(*key, "allOf" | "$ref"))
    {
        let member = site.key(key);
        if !walk.same(&member) && keyword(walk, task, &member, key) == Handled::No {
            annotations::changed(walk, &member, key);
        }
    }
    if walk.changes.len() == found {
        let message = format!("`{}` is the same in another spelling", site.location);
        walk.report(&REFERENCE_WRAPPED, site, message);
    }
    let (old, new) = (&inner.old, &inner.new);
    let reference = |node: &Option<Node<'a>>| node.as_ref().and_then(|node| node.reference());
    // Equal references may still lead to something that changed.
    if reference(old) != reference(new) || !walk.same(&inner) {
        enqueue(walk, inner, task.slot);
    }
    true
}

/// Compares `allOf`; `member` is the keyword. The fields of `parts`, members by address, have been compared, and
/// something was found there if `in_fields`.
pub(super) fn all_of<'a>(
    walk: &mut Walk<'a>,
    task: &Task<'a>,
    member: &Site<'a>,
    parts: &BTreeSet<usize>,
    in_fields: bool,
) -> Handled {
    let place = &task.site.location;
    let merged = |part: &Node<'a>| parts.contains(&part.address());
    if member
        .old
        .iter()
        .chain(&member.new)
        .any(|node| !node.value.is_array())
    {
        return Handled::No;
    }
    let items = |node: &Option<Node<'a>>| node.as_ref().map(Node::items).unwrap_or_default();
    let (found, queued) = (walk.changes.len(), walk.queue.len());
    let Matched {
        pairs,
        removed,
        added,
    } = matched(walk, items(&member.old), items(&member.new));
    for (before, after) in pairs {
        let site = member.with(Some(before), Some(after));
        if !walk.same(&site) {
            enqueue(walk, site, task.slot.part());
        }
    }
    for part in removed.into_iter().filter(|part| !merged(part)) {
        let name = kind(Some(part.value));
        let site = member.with(Some(part), None);
        let message = format!("`{place}` no longer includes {name}");
        walk.report_values(
            REMOVED.of(site.direction),
            &site,
            Some(name.into()),
            None,
            message,
        );
    }
    for part in added.into_iter().filter(|part| !merged(part)) {
        let name = kind(Some(part.value));
        let site = member.with(None, Some(part));
        let message = format!("`{place}` now includes {name}");
        walk.report_values(ADDED.of(site.direction), &site, None, Some(name.into()), message);
    }
    if !in_fields && !parts.is_empty() && walk.changes.len() == found {
        let message = format!("`{place}` has the same fields, put together in another way");
        walk.report(&COMPOSITION_CHANGED, member, message);
    }
    match in_fields || walk.changes.len() > found || walk.queue.len() > queued {
        true => Handled::Yes,
        false => Handled::No,
    }
}

/// Compares a condition, such as `if` or `dependentRequired`; `member` is the keyword.
pub(super) fn condition<'a>(walk: &mut Walk<'a>, member: &Site<'a>, key: &str) -> Handled {
    let place = &member.location;
    let (rule, verb) = match (member.direction, &member.old, &member.new) {
        (Direction::Response, ..) => (&RESPONSE_CONDITION_CHANGED, "has changed"),
        (_, _, None) => (&REQUEST_CONDITION_REMOVED, "was removed"),
        (_, None, _) => (&REQUEST_CONDITION_TIGHTENED, "was added"),
        _ => (&REQUEST_CONDITION_TIGHTENED, "has changed"),
    };
    walk.report(rule, member, format!("the condition `{key}` of `{place}` {verb}"));
    Handled::Yes
}

/// Compares `not`; `member` is the keyword.
pub(super) fn not<'a>(walk: &mut Walk<'a>, member: &Site<'a>) -> Handled {
    let place = &member.location;
    let rule = match (member.direction, &member.new) {
        (Direction::Response, _) => &RESPONSE_NOT_CHANGED,
        (_, None) => &REQUEST_NOT_REMOVED,
        _ => &REQUEST_NOT_TIGHTENED,
    };
    walk.report(rule, member, format!("what `{place}` must not be has changed"));
    Handled::Yes
}
