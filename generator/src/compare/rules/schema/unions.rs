//! `oneOf` and `anyOf`: a choice of shapes.
//!
//! A union is an enum with a variant per shape and one more that keeps what is none of them, so neither a shape that is
//! added nor one that no longer comes does harm to an old client that reads. Variants are recognised by the component they refer to, then by being the same, then by
//! having the same shape, then by position.

use serde_json::Value;

use crate::compare::rule::{mirrors, rules};
use crate::compare::site::{Node, Site};
use crate::compare::task::Task;
use crate::compare::walk::{Handled, Walk};
use crate::compare::{Rule, refs, rules::annotations};

use super::members::{Matched, matched};
use super::{enqueue, kind, nullable, shape};
use crate::openapi::schema::is_null_schema;

rules! {
    REQUEST_VARIANT_ADDED = Request "request-variant-added", Compatible, Minor,
        "Old clients send the shapes they know.";
    REQUEST_VARIANT_REMOVED = Request "request-variant-removed", Breaking, Major,
        "Old clients may send it; its variant is removed.";
    REQUEST_BECAME_UNION = Request "request-became-union", Compatible, Major,
        "The only shape that was is one of those that are; the type is an enum now.";
    REQUEST_CEASED_UNION = Request "request-became-single", Breaking, Major,
        "Old clients may send the other shapes; the enum is removed.";
    REQUEST_UNION_ADDED = Request "request-union-added", Breaking, Major,
        "Old clients may send what fits none of the shapes.";
    REQUEST_UNION_REMOVED = Request "request-union-removed", Compatible, Major,
        "What old clients send is still accepted; the variants are removed.";
    VARIANT_RENAMED = None "variant-renamed", Docs, Major,
        "The title of a shape that is not a component names its type and its variant.";
    RESPONSE_VARIANT_ADDED = Response "response-variant-added", Compatible, Minor,
        "Old clients read a shape that they do not know as `Other`, and keep it.";
    RESPONSE_VARIANT_REMOVED = Response "response-variant-removed", Compatible, Major,
        "Old clients wait in vain for it; its variant is removed.";
    RESPONSE_BECAME_UNION = Response "response-became-union", Breaking, Major,
        "Old clients cannot read the other shapes; the type is an enum now.";
    RESPONSE_CEASED_UNION = Response "response-became-single", Compatible, Major,
        "Old clients can read the shape that is left; the enum is removed.";
    RESPONSE_UNION_ADDED = Response "response-union-added", Compatible, Major,
        "What is returned is among what old clients read; there are variants now.";
    RESPONSE_UNION_REMOVED = Response "response-union-removed", Breaking, Major,
        "Old clients cannot read what fits none of the shapes.";
    UNION_KIND_CHANGED = None "union-kind-changed", Docs, Patch,
        "`oneOf` or `anyOf`: clients write and read one of the shapes in either case.";
}

mirrors! {
    ADDED = REQUEST_VARIANT_ADDED | RESPONSE_VARIANT_ADDED;
    REMOVED = REQUEST_VARIANT_REMOVED | RESPONSE_VARIANT_REMOVED;
    BECAME = REQUEST_BECAME_UNION | RESPONSE_BECAME_UNION;
    CEASED = REQUEST_CEASED_UNION | RESPONSE_CEASED_UNION;
    UNION_ADDED = REQUEST_UNION_ADDED | RESPONSE_UNION_ADDED;
    UNION_REMOVED = REQUEST_UNION_REMOVED | RESPONSE_UNION_REMOVED;
}

/// The rules about which shapes there are; the others are about limits that a `oneOf` sets beside a type.
pub(super) static SHAPES: &[&Rule] = &[
    &REQUEST_VARIANT_ADDED,
    &REQUEST_VARIANT_REMOVED,
    &REQUEST_BECAME_UNION,
    &REQUEST_CEASED_UNION,
    &RESPONSE_VARIANT_ADDED,
    &RESPONSE_VARIANT_REMOVED,
    &RESPONSE_BECAME_UNION,
    &RESPONSE_CEASED_UNION,
];

fn variants<'a>(node: &Node<'a>) -> Option<Vec<Node<'a>>> {
    let list = node.key("oneOf").or_else(|| node.key("anyOf"))?;
    list.value.is_array().then(|| list.items())
}

/// Whether a single shape became a choice that includes it, or the other way round; then nothing else is compared.
pub(super) fn formed<'a>(walk: &mut Walk<'a>, task: &Task<'a>) -> bool {
    let site = &task.site;
    let Some((old, new)) = site.both() else {
        return false;
    };
    let (Some(old), Some(new)) = (old.resolved(walk.old), new.resolved(walk.new)) else {
        return false;
    };
    let place = &site.location;
    let same = |old: &'a Value, new: &'a Value| shape::same(walk.old, walk.new, old, new);
    match (variants(&old), variants(&new)) {
        (None, Some(variants)) if or_null(&variants, |one| same(old.value, one)) => {
            nullable::report(walk, site, task.slot, true);
        }
        (Some(variants), None) if or_null(&variants, |one| same(one, new.value)) => {
            nullable::report(walk, site, task.slot, false);
        }
        (None, Some(variants)) if variants.iter().any(|variant| same(old.value, variant.value)) => {
            let message = format!("`{place}` is now one of several shapes");
            walk.report(BECAME.of(site.direction), site, message);
        }
        (Some(variants), None) if variants.iter().any(|variant| same(variant.value, new.value)) => {
            let message = format!("`{place}` is now always of one shape");
            walk.report(CEASED.of(site.direction), site, message);
        }
        _ => return false,
    }
    walk.touch(&site.with(Some(old), Some(new)));
    true
}

/// Whether a choice is between such a shape and null.
fn or_null<'a>(variants: &[Node<'a>], is: impl Fn(&'a Value) -> bool) -> bool {
    match variants {
        [one, null] | [null, one] if null.value.as_object().is_some_and(is_null_schema) => is(one.value),
        _ => false,
    }
}

/// Compares `oneOf` or `anyOf`; `member` is the keyword `key`.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>, member: &Site<'a>, key: &str) -> Handled {
    let place = &task.site.location;
    // The same choice by the other keyword: reported once, with `oneOf`.
    let other = task.site.key(if key == "oneOf" { "anyOf" } else { "oneOf" });
    let swapped = member.both().is_none()
        && other.both().is_none()
        && member.old.is_some() == other.new.is_some()
        && member.new.is_some() == other.old.is_some();
    if swapped && key == "anyOf" {
        return Handled::Yes;
    }
    let pair = match swapped {
        true => &member.with(member.old.clone().or(other.old), member.new.clone().or(other.new)),
        false => member,
    };
    if pair
        .old
        .iter()
        .chain(&pair.new)
        .any(|node| !node.value.is_array())
    {
        return match swapped {
            true => {
                annotations::changed(walk, pair, key);
                Handled::Yes
            }
            false => Handled::No,
        };
    }
    if swapped {
        let message = format!("`{place}` is a choice by another keyword");
        walk.report(&UNION_KIND_CHANGED, pair, message);
    }
    let Some((old, new)) = pair.both() else {
        let (mirror, message) = match &member.new {
            Some(_) => (&UNION_ADDED, format!("`{place}` is now limited by `{key}`")),
            None => (
                &UNION_REMOVED,
                format!("`{place}` is no longer limited by `{key}`"),
            ),
        };
        walk.report(mirror.of(member.direction), member, message);
        return Handled::Yes;
    };
    let (found, queued) = (walk.changes.len(), walk.queue.len());
    let Matched {
        pairs,
        removed,
        added,
    } = matched(walk, old.items(), new.items());
    for (before, after) in pairs {
        let site = named(member.with(Some(before), Some(after)));
        if !walk.same(&site) {
            enqueue(walk, site, task.slot.shape());
        }
    }
    for variant in removed {
        let before = Some(kind(Some(variant.value)).into());
        let site = named(member.with(Some(variant), None));
        let message = format!("`{place}` can no longer be {}", label(&site));
        walk.report_values(REMOVED.of(member.direction), &site, before, None, message);
    }
    for variant in added {
        let after = Some(kind(Some(variant.value)).into());
        let site = named(member.with(None, Some(variant)));
        let message = format!("`{place}` can now also be {}", label(&site));
        walk.report_values(ADDED.of(member.direction), &site, None, after, message);
    }
    match swapped || walk.changes.len() > found || walk.queue.len() > queued {
        true => Handled::Yes,
        false => Handled::No,
    }
}

/// Compares the title of a variant; `member` is the keyword.
pub(super) fn title<'a>(walk: &mut Walk<'a>, member: &Site<'a>) -> Handled {
    let message = format!("the variant `{}` has another title", member.location);
    walk.report(&VARIANT_RENAMED, member, message);
    Handled::Yes
}

/// How people call a variant: by its component, its title, or its type.
fn label(site: &Site<'_>) -> String {
    let node = site.new.as_ref().or(site.old.as_ref());
    let title = node.and_then(|node| node.text("title"));
    match node.and_then(|node| node.reference()) {
        Some(reference) => refs::name(reference),
        None => title.map_or_else(|| kind(node.map(|node| node.value)), str::to_owned),
    }
}

fn named(site: Site<'_>) -> Site<'_> {
    let step = format!("({})", label(&site));
    site.step(&step)
}
