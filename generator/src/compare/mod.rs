//! Canonical × canonical → changes: what a vendor's change means for callers.
//!
//! In come two OpenAPI 3.1 documents as lift writes them, out comes a list of [`Change`]s, in an order that depends on
//! nothing but the documents. The comparison is complete: every difference has at least one finding, because each
//! object is compared key by key and a key that no rule takes becomes an `annotation-changed`. It reads canonical
//! documents, not fitted ones, so nothing hides behind fitting.
//!
//! Each finding has two verdicts. [`Wire`] asks whether a client built from the old page still works against the new
//! API: what is sent may only be accepted more widely, what is read may only come more narrowly, judged for generated
//! clients, which read tolerantly. [`Rust`] asks what the change means for code that imports the generated crate.

mod advice;
mod api;
mod change;
mod explain;
mod kinds;
mod moved;
mod owner;
pub mod pages;
pub mod places;
mod refs;
pub mod render;
mod respelled;
mod rule;
mod rules;
mod site;
mod sunset;
mod surface;
mod task;
mod verdict;
mod version;
mod walk;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::Value;

pub use advice::advice;
pub use api::Api;
pub use change::{Change, OperationKey, Subject};
pub use rule::Rule;
pub use surface::{ItemChange, ItemChangeKind, Surface};
pub use verdict::{Direction, Rust, Wire};
pub use version::{Bump, next_version};

use crate::model::lower::normalise;

use kinds::SubtypesOfBoth;
use rules::{annotations, components, document, operations, servers};
use site::{Node, Site};
use walk::{Handled, Walk};

/// Compares two canonical documents.
///
/// Any JSON is accepted; what is not an OpenAPI document is compared as far as it looks like one.
pub fn compare(old: &Value, new: &Value) -> Vec<Change> {
    if old == new {
        return Vec::new();
    }
    // What the model reads is what a client of the page depends on.
    let (before, after) = (normalise(old), normalise(new));
    let kinds = SubtypesOfBoth::of(&before, &after);
    let found = between(&before, &after, &kinds);
    let mut changes = respelled::weigh(found, &before, &after, &kinds);
    sunset::say(&mut changes, &before, &after);
    for change in &mut changes {
        grounded(change, old, new);
    }
    sorted(changes)
}

/// What the model reads may stand elsewhere than in the document: pointers then lead to what it is part of, on both sides where
/// the other side is still there.
fn grounded(change: &mut Change, old: &Value, new: &Value) {
    let (before, after) = (&mut change.old_pointer, &mut change.new_pointer);
    let moved = [ground(before, old), ground(after, new)];
    let is_in = |document: &Value, pointer: &str| document.pointer(pointer).is_some();
    match (&before, &after) {
        (Some(_), None) if moved[0] => *after = before.clone().filter(|pointer| is_in(new, pointer)),
        (None, Some(_)) if moved[1] => *before = after.clone().filter(|pointer| is_in(old, pointer)),
        _ => {}
    }
}

/// Shortens a pointer to what the document has. Whether it had to be.
fn ground(pointer: &mut Option<String>, document: &Value) -> bool {
    let Some(pointer) = pointer else { return false };
    let whole = pointer.len();
    while document.pointer(pointer).is_none() {
        pointer.truncate(pointer.rfind('/').unwrap_or_default());
    }
    pointer.len() < whole
}

fn between(old: &Value, new: &Value, kinds: &SubtypesOfBoth) -> Vec<Change> {
    let mut walk = Walk::new(old, new, kinds);
    let root = Site::new(Some(Node::root(old)), Some(Node::root(new)), "document");
    if root.objects().is_none() {
        annotations::changed(&mut walk, &root, "document");
        return walk.finish();
    }
    operations::compare(&mut walk, &root.key("paths").called("paths"));
    let in_paths = !walk.changes.is_empty();
    walk.each_key(&root, |walk, member, key| {
        let site = member.clone().called(key);
        match key {
            "info" => document::info(walk, &site),
            "tags" => document::tags(walk, &site),
            "servers" => return servers::compare(walk, &site),
            // Compared above; what a renamed component changes there is reported with the component.
            "paths" if in_paths || (site.objects().is_some() && !walk.changes.is_empty()) => {}
            "security" if walk.inherited_security => {}
            "components" if !site.keys().is_empty() => components::compare(walk, &site),
            _ => return Handled::No,
        }
        Handled::Yes
    });
    walk.finish()
}

/// Compares two canonical documents and the clients made from them: what the importers' code meets is read off the clients'
/// public APIs, and the findings about the documents explain it.
pub fn compare_clients(old: (&Value, &Api), new: (&Value, &Api)) -> Vec<Change> {
    let changes = compare(old.0, new.0);
    sorted(explain::explain(changes, old.1, new.1))
}

/// What hurts most stands first; findings about one operation or component stand together, requests before responses.
fn sorted(changes: Vec<Change>) -> Vec<Change> {
    let gravity = |change: &Change| Reverse((change.wire, change.rust));
    let mut worst: BTreeMap<Subject<'_>, Reverse<(Wire, Rust)>> = BTreeMap::new();
    for change in &changes {
        let worst = worst.entry(change.subject()).or_insert_with(|| gravity(change));
        *worst = (*worst).min(gravity(change));
    }
    let key = |number: usize| {
        let change = &changes[number];
        let within = (
            gravity(change),
            change.direction,
            &change.location,
            change.id,
            &change.fingerprint,
        );
        (worst[&change.subject()], change.subject(), within)
    };
    let mut order: Vec<usize> = (0..changes.len()).collect();
    order.sort_by(|a, b| key(*a).cmp(&key(*b)));
    let mut changes: Vec<Option<Change>> = changes.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|number| changes[number].take())
        .collect()
}

/// All rules: the name of the family with its rules.
pub fn rules() -> &'static [(&'static str, &'static [&'static Rule])] {
    rules::FAMILIES
}

/// All rules, those about a vendor's pages too.
fn all_rules() -> impl Iterator<Item = &'static Rule> {
    let families = rules().iter().flat_map(|(_, rules)| rules.iter().copied());
    families.chain(pages::rules().iter().copied())
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    all_rules().find(|rule| rule.id == id)
}
