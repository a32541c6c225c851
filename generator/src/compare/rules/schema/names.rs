//! Names of schemas. Nothing of them is on the wire, but each is a type in the crate's `types` module, so a name that
//! changes is `major` and nothing else. A component that is only another name for a plain type (a string, a list) is
//! written where it is used and has no type: its name is documentation.

use serde_json::{Value, json};

use crate::compare::owner::Owner;
use crate::compare::rule::rules;
use crate::compare::site::{Node, Site};
use crate::compare::task::{Slot, Task};
use crate::compare::walk::Walk;
use crate::compare::{refs, rules::annotations};

use super::{combinations, members, types};

rules! {
    SCHEMA_RENAMED = None "schema-renamed", Docs, Major, "The name is not on the wire; it is the name of a type.";
    TYPE_NAME_CHANGED = None "type-name-changed", Docs, Major,
        "Another component (or none) stands here: the type has another name. What it holds is compared as usual.";
    ALIAS_NAME_CHANGED = None "alias-name-changed", Docs, Patch,
        "The component names a plain type and has no type of its own.";
}

/// Whether both sides refer to a component of the same name.
pub(super) fn is_one(site: &Site<'_>) -> bool {
    let reference =
        |node: &Option<Node<'_>>| node.as_ref().and_then(|node| node.reference().map(str::to_owned));
    site.old.is_some() && reference(&site.old).is_some() && reference(&site.old) == reference(&site.new)
}

/// Follows the `$ref`s of a pair, reporting when they have other names. `None` when there is nothing left to compare here:
/// two components are compared by themselves, once for all that refer to them.
pub(super) fn follow<'a>(walk: &mut Walk<'a>, mut task: Task<'a>) -> Option<Task<'a>> {
    // A chain this long is a circle.
    for _ in 0..32 {
        let (old, new) = task.site.both()?;
        let (old_name, new_name) = (old.reference(), new.reference());
        if old_name.is_none() && new_name.is_none() {
            return Some(task);
        }
        siblings(walk, &task.site);
        if old_name.is_none() != new_name.is_none() && combinations::is_wrapper(&task.site) {
            return Some(task);
        }
        if old_name != new_name {
            renamed(walk, &task.site);
        } else if walk.same(&task.site) {
            return None;
        }
        let target = |document: &'a Value, node: &Node<'a>| match node.reference() {
            None => Some(node.clone()),
            Some(reference) => Node::named(document, reference),
        };
        let (old_target, new_target) = (target(walk.old, old), target(walk.new, new));
        if old_target.is_none() != new_target.is_none() {
            types::replaced(walk, &task.site);
        }
        let mut site = task.site.with(Some(old_target?), Some(new_target?));
        let name = new_name.or(old_name).map(refs::name).unwrap_or_default();
        site.anchor = format!("#{name}");
        walk.touch(&site);
        let slot = Slot {
            variant: false,
            ..task.slot
        };
        task = Task { site, slot };
        if old_name.is_some() && new_name.is_some() {
            task.site.location.clone_from(&name);
            walk.owners.uses(walk.owner, name, task);
            return None;
        }
    }
    None
}

/// Reports what stands beside a `$ref`, where OpenAPI 3.0 ignores it.
fn siblings<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let (Some(_), Some(_)) = (site.before("$ref"), site.after("$ref")) else {
        return;
    };
    for key in site.keys().into_iter().filter(|key| *key != "$ref") {
        let member = site.key(key);
        if !walk.same(&member) {
            annotations::changed(walk, &member, key);
        }
    }
}

/// Whether a schema has a Rust type of its own: a struct, an enum or a union.
fn is_named_type(document: &Value, node: &Node<'_>) -> bool {
    let Some(node) = node.resolved(document) else {
        return true;
    };
    let composed = ["enum", "const", "oneOf", "anyOf", "allOf"];
    let properties = node.get("properties").and_then(Value::as_object);
    composed.iter().any(|key| node.get(key).is_some()) || properties.is_some_and(|map| !map.is_empty())
}

/// The place, and whether it is only a part of what stands there.
fn called(site: &Site<'_>) -> String {
    let pointer = site
        .new
        .as_ref()
        .or(site.old.as_ref())
        .map(|node| node.pointer.as_str());
    let list = pointer.and_then(|pointer| pointer.rsplit('/').nth(1));
    let part = match list {
        Some("allOf") => "a part of ",
        Some("oneOf" | "anyOf") => "a member of ",
        _ => "",
    };
    format!("{part}`{}`", site.location)
}

fn renamed<'a>(walk: &mut Walk<'a>, site: &Site<'a>) {
    let Some((old, new)) = site.both() else { return };
    let name = |node: &Node<'a>| node.reference().map(refs::name);
    let (before, after) = (name(old), name(new));
    let is_type = is_named_type(walk.old, old) || is_named_type(walk.new, new);
    if let (Some(from), Some(to)) = (old.reference(), new.reference())
        && is_type
        && members::is_rename(walk, from, to)
    {
        let once = (SCHEMA_RENAMED.id, from.to_owned(), to.to_owned());
        if walk.renamed.insert(once) {
            let (before, after) = (Node::named(walk.old, from), Node::named(walk.new, to));
            let site = Site::new(before, after, "components.schemas");
            let owner = std::mem::replace(&mut walk.owner, Owner::Document);
            let (from, to) = (refs::name(from), refs::name(to));
            let message = format!("the schema `{from}` is now called `{to}`");
            walk.report_values(
                &SCHEMA_RENAMED,
                &site,
                Some(json!(from)),
                Some(json!(to)),
                message,
            );
            walk.owner = owner;
        }
        return;
    }
    let place = called(site);
    let message = match (&before, &after) {
        (Some(from), Some(to)) => format!("{place} is now a `{to}` instead of a `{from}`"),
        (None, Some(to)) => format!("{place} is now the component `{to}`"),
        (Some(from), None) => format!("{place} is no longer the component `{from}`"),
        (None, None) => return,
    };
    let rule = match is_type {
        true => &TYPE_NAME_CHANGED,
        false => &ALIAS_NAME_CHANGED,
    };
    walk.report_values(
        rule,
        site,
        before.map(Value::from),
        after.map(Value::from),
        message,
    );
}
