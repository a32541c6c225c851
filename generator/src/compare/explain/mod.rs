//! Which finding explains which change of the public API.
//!
//! The Rust verdict of a comparison is the difference of two APIs and nothing else. A finding about the document gets the items
//! that follow from it, and the gravest of them is its verdict; items that no finding explains are findings of their own, so
//! that none is lost and a version is never too low.

mod follow;
mod ties;

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::rule::rules;
use super::surface::bare;
use super::{Api, Change, ItemChange, ItemChangeKind, Rust};
use ties::{FindingIndex, Tied};

rules! {
    RUST_API_CHANGED = None "rust-api-changed", Docs, Major,
        "Names and types in the crate follow from the whole page; this one changed though nothing that it stands for did.";
}

/// Gives each item to the finding that it follows from.
pub(super) fn explain(mut changes: Vec<Change>, old: &Api, new: &Api) -> Vec<Change> {
    let items = new.changes_since(old);
    let index = FindingIndex::of(&changes);
    let ties: Vec<Option<Tied>> = items
        .iter()
        .map(|item| index.best(item, &changes, old, new))
        .collect();
    let found = follow::follow(&items, &ties, old, new);
    for change in &mut changes {
        change.rust = Rust::Patch;
    }
    let mut unexplained: BTreeMap<String, Vec<ItemChange>> = BTreeMap::new();
    for (item, finding) in items.into_iter().zip(found) {
        match finding {
            Some(number) => {
                let change = &mut changes[number];
                change.rust = change.rust.max(item.rust());
                change.items.push(item);
            }
            None => unexplained.entry(owner(&item.item)).or_default().push(item),
        }
    }
    changes.extend(
        unexplained
            .into_iter()
            .map(|(owner, items)| finding(&owner, items)),
    );
    changes
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
                ItemChangeKind::Changed => "was changed",
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
