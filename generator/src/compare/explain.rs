//! Which finding explains which change of the public API.
//!
//! The Rust verdict of a comparison is the difference of two APIs and nothing else. A finding about the document gets the items
//! that follow from it, and the gravest of them is its verdict; items that no finding explains are findings of their own, so
//! that none is lost and a version is never too low.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::rule::rules;
use super::{Api, Change, ItemChange, ItemChangeKind, Rust, Wire};
use crate::pointer;

rules! {
    RUST_API_CHANGED = None "rust-api-changed", Docs, Major,
        "Names and types in the crate follow from the whole page; this one changed though nothing that it stands for did.";
}

/// How well a finding explains an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Both are about the same operation, and the finding is about its words.
    Words,
    /// Both are about the same operation, or the same kind of thing.
    Near,
    /// The finding is about a part of what the item stands for, or about what it is part of.
    Part,
    /// The finding is about the very schema, or a property of that name in the same operation.
    Exact,
}

/// Gives each finding the items that follow from it.
pub(super) fn explain(mut changes: Vec<Change>, old: &Api, new: &Api) -> Vec<Change> {
    for change in &mut changes {
        change.rust = Rust::Patch;
    }
    let mut unexplained: BTreeMap<String, Vec<ItemChange>> = BTreeMap::new();
    for item in new.changes_since(old) {
        let fits: Vec<Option<Fit>> = changes
            .iter()
            .map(|change| fit(change, &item, old, new))
            .collect();
        match fits.iter().flatten().max().copied() {
            None => unexplained.entry(owner(&item.item)).or_default().push(item),
            Some(best) => {
                for (change, _) in changes
                    .iter_mut()
                    .zip(&fits)
                    .filter(|(_, fit)| **fit == Some(best))
                {
                    change.rust = change.rust.max(item.rust());
                    change.items.push(item.clone());
                }
            }
        }
    }
    changes.extend(
        unexplained
            .into_iter()
            .map(|(owner, items)| finding(&owner, items)),
    );
    changes
}

/// An item without the words that say what implements what.
fn bare(item: &str) -> &str {
    item.split_once(" for ").map_or(item, |(_, owner)| owner)
}

/// The type that an item belongs to.
fn owner(item: &str) -> String {
    let segments: Vec<&str> = bare(item).split("::").collect();
    let kept = match segments.first() {
        Some(&"types") if segments.get(1) == Some(&"builder") => 3,
        Some(&("types" | "operations" | "mock")) => 2,
        _ => 1,
    };
    segments[..segments.len().min(kept)].join("::")
}

fn fit(change: &Change, item: &ItemChange, old: &Api, new: &Api) -> Option<Fit> {
    let path = bare(&item.item);
    let about = |api: &Api, pointer: &Option<String>| {
        let (schema, pointer) = (api.schema(path)?, pointer.as_deref()?);
        if schema == pointer {
            Some(Fit::Exact)
        } else if is_below(schema, pointer) || is_below(pointer, schema) {
            Some(Fit::Part)
        } else {
            None
        }
    };
    let by_schema = about(old, &change.old_pointer).max(about(new, &change.new_pointer));
    let by_operation = [old, new]
        .into_iter()
        .any(|api| api.is_used_by(path, &change.operations))
        .then(|| {
            let property = |api: &Api| {
                api.schema(path)
                    .and_then(|pointer| pointer::tokens(pointer).last())
            };
            let named = property(old)
                .or_else(|| property(new))
                .is_some_and(|name| change.location.rsplit('.').next() == Some(name.as_str()));
            match change.wire {
                _ if named => Fit::Exact,
                Wire::Docs => Fit::Words,
                Wire::Compatible | Wire::Breaking => Fit::Near,
            }
        });
    let kinds = [("Server", "server"), ("ClientBuilder", "security")];
    let of_kind = kinds.iter().any(|(kind, word)| {
        path.split("::").next() == Some(kind)
            && (change.location.starts_with(word) || change.id.starts_with(word))
    });
    by_schema.max(by_operation).max(of_kind.then_some(Fit::Near))
}

/// Whether one JSON pointer leads below another.
fn is_below(pointer: &str, above: &str) -> bool {
    !above.is_empty()
        && pointer
            .strip_prefix(above)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// The most items that a sentence names.
const NAMED: usize = 3;

fn finding(owner: &str, items: Vec<ItemChange>) -> Change {
    let rust = items.iter().map(ItemChange::rust).max().unwrap_or(Rust::Patch);
    let shown: Vec<String> = items
        .iter()
        .take(NAMED)
        .map(|change| {
            let verb = match change.kind {
                ItemChangeKind::Added => "was added",
                ItemChangeKind::Changed => "has changed",
                ItemChangeKind::Removed => "was removed",
            };
            format!("`{}` {verb}", change.item)
        })
        .collect();
    let rest = match items.len() - shown.len() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let names: Vec<&str> = items.iter().map(|change| change.item.as_str()).collect();
    let parts = [RUST_API_CHANGED.id, owner, &names.join("\n")].join("\n");
    let digest = Sha256::digest(parts.as_bytes());
    Change {
        id: RUST_API_CHANGED.id,
        wire: RUST_API_CHANGED.wire,
        rust,
        direction: RUST_API_CHANGED.direction,
        component: None,
        operations: Vec::new(),
        location: owner.to_owned(),
        old_pointer: None,
        new_pointer: None,
        before: None,
        after: Some(json!(names)),
        message: format!(
            "{}{rest}: the names of the crate follow from the page as a whole",
            shown.join(", ")
        ),
        fingerprint: digest[..8].iter().map(|byte| format!("{byte:02x}")).collect(),
        items,
    }
}
