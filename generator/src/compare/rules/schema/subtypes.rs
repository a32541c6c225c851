//! Subtypes: what a base with a discriminator stands for. Clients have a union of them and the base, whose members are told apart
//! like those of any other.

use serde_json::json;

use crate::compare::refs;
use crate::compare::rule::{mirrors, rules};
use crate::compare::site::Node;
use crate::compare::task::Task;
use crate::compare::walk::Walk;

rules! {
    REQUEST_SUBTYPE_ADDED = Request "request-subtype-added", Compatible, Minor,
        "Old clients send the subtypes that they know.";
    REQUEST_SUBTYPE_REMOVED = Request "request-subtype-removed", Breaking, Major,
        "Old clients may send it; its variant is removed.";
    RESPONSE_SUBTYPE_ADDED = Response "response-subtype-added", Compatible, Minor,
        "Old clients read a subtype that they do not know as `Other` or, where there was none, as the base.";
    RESPONSE_SUBTYPE_REMOVED = Response "response-subtype-removed", Compatible, Major,
        "Old clients wait in vain for it; its variant is removed.";
}

mirrors! {
    ADDED = REQUEST_SUBTYPE_ADDED | RESPONSE_SUBTYPE_ADDED;
    REMOVED = REQUEST_SUBTYPE_REMOVED | RESPONSE_SUBTYPE_REMOVED;
}

/// Compares the subtypes of a component, each once for all bases that it has.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, task: &Task<'a>) {
    let Some((old, new)) = task.site.both().filter(|_| !task.slot.part) else {
        return;
    };
    let (before, after) = (walk.kinds.old.of(&old.pointer), walk.kinds.new.of(&new.pointer));
    let place = &task.site.location;
    for reference in before.union(&after) {
        let name = refs::name(reference);
        let nodes = (Node::named(walk.old, reference), Node::named(walk.new, reference));
        let mut site = task.site.with(nodes.0, nodes.1);
        match (before.contains(reference), after.contains(reference)) {
            (true, true) => {
                site.location.clone_from(&name);
                site.anchor = format!("#{name}");
                if !walk.same(&site) {
                    let slot = task.slot.value(false);
                    walk.owners.uses(walk.owner, name, Task { site, slot });
                }
            }
            (true, false) => {
                walk.touch(&site);
                let site = site.with(site.old.clone(), None).step(&format!(":{name}"));
                let message = format!("`{name}` is no subtype of `{place}` any more");
                let rule = REMOVED.of(site.direction);
                walk.report_values(rule, &site, Some(json!(name)), None, message);
            }
            (false, _) => {
                walk.touch(&site);
                let site = site.with(None, site.new.clone()).step(&format!(":{name}"));
                let message = format!("`{place}` has a new subtype `{name}`");
                walk.report_values(ADDED.of(site.direction), &site, None, Some(json!(name)), message);
            }
        }
    }
}
