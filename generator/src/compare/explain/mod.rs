//! Which finding explains which change of the public API.
//!
//! The Rust verdict of a comparison is the difference of two APIs and nothing else. A finding about the document gets the items
//! that follow from it, and the gravest of them is its verdict; items that no finding explains are findings of their own, so
//! that none is lost and a version is never too low.

mod follow;
mod relatives;
mod signatures;
mod ties;
mod unexplained;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::rule::rules;
use super::{Api, Change, ItemChangeKind, Rust};
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
    let added = items.iter().filter(|item| item.kind == ItemChangeKind::Added);
    let added: BTreeSet<String> = added
        .filter_map(|item| signatures::type_name(&item.item))
        .map(str::to_owned)
        .collect();
    let mut unexplained = Vec::new();
    for (item, finding) in items.into_iter().zip(found) {
        match finding {
            Some(number) => {
                let change = &mut changes[number];
                change.rust = change.rust.max(item.rust());
                change.items.push(item);
            }
            None => unexplained.push(item),
        }
    }
    changes.extend(unexplained::findings(unexplained, &added));
    // What hurts first: of many only some are shown.
    for change in &mut changes {
        change.items.sort_by_key(|item| Reverse(item.rust()));
    }
    changes
}
