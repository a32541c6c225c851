//! Items that no finding explains → findings of their own, one for each type or operation that they belong to. A type of another
//! name is one finding with all that names it.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::RUST_API_CHANGED;
use super::signatures::{type_name, words};
use crate::compare::surface::bare;
use crate::compare::{Change, ItemChange, ItemChangeKind, Rust};

/// The most items that a sentence names.
const NAMED: usize = 3;

/// The findings about `unexplained`; `added` are the types that are new.
pub(super) fn findings(unexplained: Vec<ItemChange>, added: &BTreeSet<String>) -> Vec<Change> {
    let owners: BTreeSet<String> = unexplained.iter().map(|item| owner(&item.item)).collect();
    let mut by_owner: BTreeMap<String, Vec<ItemChange>> = BTreeMap::new();
    // What names a type belongs to it, and so does what that type is called now.
    let (types, others): (Vec<_>, Vec<_>) = unexplained
        .into_iter()
        .partition(|item| item.kind == ItemChangeKind::Added && type_name(&item.item).is_some());
    let mut named_by: BTreeMap<String, String> = BTreeMap::new();
    for item in others {
        let after: Vec<String> = words(item.after.as_deref()).map(str::to_owned).collect();
        let left = words(item.before.as_deref())
            .filter(|word| item.kind == ItemChangeKind::Changed && !after.iter().any(|other| other == word))
            .map(|word| format!("types::{word}"))
            .find(|name| owners.contains(name));
        let owner = left.unwrap_or_else(|| owner(&item.item));
        for word in after
            .into_iter()
            .chain(words(Some(&item.item)).map(str::to_owned))
        {
            named_by.entry(word).or_insert_with(|| owner.clone());
        }
        by_owner.entry(owner).or_default().push(item);
    }
    for item in types {
        let named = type_name(&item.item).and_then(|name| named_by.get(name));
        let owner = named.cloned().unwrap_or_else(|| owner(&item.item));
        by_owner.entry(owner).or_default().push(item);
    }
    let findings = by_owner
        .into_iter()
        .map(|(owner, items)| finding(&owner, items, added));
    findings.collect()
}

/// The type or operation that an item belongs to; a builder belongs to what it builds.
fn owner(item: &str) -> String {
    let mut segments: Vec<&str> = bare(item).split("::").collect();
    if segments.starts_with(&["types", "builder"]) {
        segments.remove(1);
    }
    let kept = match segments.first() {
        Some(&("types" | "operations" | "mock")) => 2,
        _ => 1,
    };
    segments[..segments.len().min(kept)].join("::")
}

/// What a type that is removed is called now: the new type that stands wherever it was named.
fn new_name<'i>(name: &str, items: &'i [ItemChange], added: &BTreeSet<String>) -> Option<&'i str> {
    let mut called = items.iter().filter_map(|item| {
        let is_named = words(item.before.as_deref()).any(|word| word == name);
        let mut now = words(item.after.as_deref()).filter(|word| added.contains(*word));
        now.next().filter(|_| is_named)
    });
    let first = called.next()?;
    called.all(|other| other == first).then_some(first)
}

fn finding(owner: &str, items: Vec<ItemChange>, added: &BTreeSet<String>) -> Change {
    let rust = items.iter().map(ItemChange::rust).max().unwrap_or(Rust::Patch);
    let name = owner.strip_prefix("types::");
    let message = match name.and_then(|name| Some((name, new_name(name, &items, added)?))) {
        Some((name, now)) => {
            let others = items.iter().filter(|item| type_name(&item.item) != Some(name));
            let others: Vec<String> = others.map(|item| format!("`{}`", item.item)).collect();
            format!(
                "the type `{name}` is called `{now}` now, in {}: a type is named after all places that have it",
                listed(&others)
            )
        }
        None => {
            let said: Vec<String> = items.iter().map(said).collect();
            format!(
                "{}: the names of the crate follow from the page as a whole",
                listed(&said)
            )
        }
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
        after: None,
        message,
        fingerprint: digest[..8].iter().map(|byte| format!("{byte:02x}")).collect(),
        items,
    }
}

fn said(item: &ItemChange) -> String {
    let verb = match item.kind {
        ItemChangeKind::Added => "was added",
        ItemChangeKind::Changed => "was changed",
        ItemChangeKind::Removed => "was removed",
    };
    format!("`{}` {verb}", item.item)
}

/// The first few, and how many more there are.
fn listed(all: &[String]) -> String {
    let shown = all[..all.len().min(NAMED)].join(", ");
    match all.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown}, and {more} more"),
    }
}
