//! Canonical × canonical → changes: what a vendor's change means for callers.
//!
//! In come two OpenAPI 3.0 documents as lift writes them, out comes a list of [`Change`]s, in an order that depends on
//! nothing but the documents. The comparison is complete: every difference has at least one finding, because each
//! object is compared key by key and a key that no rule takes becomes an `annotation-changed`. It reads canonical
//! documents, not fitted ones, so nothing hides behind fitting.
//!
//! Each finding has two verdicts. [`Wire`] asks whether a client built from the old page still works against the new
//! API: what is sent may only be accepted more widely, what is read may only come more narrowly, judged for generated
//! clients, which read tolerantly. [`Rust`] asks what the change means for code that imports the generated crate.

mod change;
mod refs;
pub mod render;
mod rule;
mod rules;
mod site;
mod version;
mod walk;

use serde_json::Value;

pub use change::{Change, Direction, Operation, Rust, Wire};
pub use rule::Rule;
pub use version::{Bump, next_version};

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
    let mut walk = Walk::new(old, new);
    let root = Site::new(Some(Node::root(old)), Some(Node::root(new)), "document");
    if root.objects().is_none() {
        annotations::changed(&mut walk, &root, "document");
        return walk.changes;
    }
    operations::compare(&mut walk, &root.key("paths").called("paths"));
    let in_paths = !walk.changes.is_empty();
    walk.each_key(&root, |walk, member, key| {
        let site = member.clone().called(key);
        match key {
            "openapi" | "swagger" => document::version(walk, &site),
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
    let mut changes = walk.changes;
    changes.sort_by(|a, b| order(a).cmp(&order(b)));
    changes
}

/// Findings of the document first, then operation by operation, the gravest first, request before response.
fn order(change: &Change) -> impl Ord + '_ {
    (
        &change.operation,
        std::cmp::Reverse(change.wire),
        change.direction,
        &change.location,
        change.id,
        // Before the pointers: which of several ways leads to a shared schema depends on the order of members.
        &change.fingerprint,
        &change.old_pointer,
        &change.new_pointer,
    )
}

/// All rules: the name of the family with its rules.
pub fn rules() -> &'static [(&'static str, &'static [&'static Rule])] {
    rules::FAMILIES
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    let mut all = rules().iter().flat_map(|(_, rules)| rules.iter().copied());
    all.find(|rule| rule.id == id)
}
