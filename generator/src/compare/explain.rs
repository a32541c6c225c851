//! Which finding explains which change of the public API.
//!
//! The Rust verdict of a comparison is the difference of two APIs and nothing else. A finding about the document gets the items
//! that follow from it, and the gravest of them is its verdict; items that no finding explains are findings of their own, so
//! that none is lost and a version is never too low.

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::rule::rules;
use super::surface::bare;
use super::{Api, Change, ItemChange, ItemChangeKind, Rust};
use crate::pointer;

rules! {
    RUST_API_CHANGED = None "rust-api-changed", Docs, Major,
        "Names and types in the crate follow from the whole page; this one changed though nothing that it stands for did.";
}

/// Gives each item to the finding that it follows from.
pub(super) fn explain(mut changes: Vec<Change>, old: &Api, new: &Api) -> Vec<Change> {
    for change in &mut changes {
        change.rust = Rust::Patch;
    }
    let index = Index::of(&changes);
    let mut unexplained: BTreeMap<String, Vec<ItemChange>> = BTreeMap::new();
    for item in new.changes_since(old) {
        match index.best(&item.item, &changes, old, new) {
            Some(best) => {
                let change = &mut changes[best];
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

/// Findings by what they are about, so that each item is looked up and not held against every finding.
struct Index {
    by_pointer: BTreeMap<String, Vec<usize>>,
    by_operation: BTreeMap<String, Vec<usize>>,
}

impl Index {
    fn of(changes: &[Change]) -> Self {
        let (mut by_pointer, mut by_operation) = (BTreeMap::new(), BTreeMap::new());
        for (number, change) in changes.iter().enumerate() {
            for pointer in [&change.old_pointer, &change.new_pointer].into_iter().flatten() {
                let known: &mut Vec<usize> = by_pointer.entry(pointer.clone()).or_default();
                known.push(number);
            }
            for operation in &change.operations {
                let known: &mut Vec<usize> = by_operation.entry(operation.to_string()).or_default();
                known.push(number);
            }
        }
        Self {
            by_pointer,
            by_operation,
        }
    }

    /// The finding that explains an item best: one about its very schema; about a property of its name in an operation
    /// that uses it; about what its schema is part of, or a part of it; about such an operation; about the kind of thing.
    fn best(&self, item: &str, changes: &[Change], old: &Api, new: &Api) -> Option<usize> {
        if let Some(name) = header(item) {
            return self.of_header(name, changes);
        }
        let item = bare(item);
        let schemas: Vec<&str> = [old, new].iter().filter_map(|api| api.schema(item)).collect();
        let gravest = |numbers: &mut dyn Iterator<Item = usize>| {
            numbers.min_by_key(|number| (std::cmp::Reverse(changes[*number].wire), *number))
        };
        let exact = schemas
            .iter()
            .filter_map(|schema| self.by_pointer.get(*schema))
            .flatten()
            .copied();
        let operations = [old, new].into_iter().flat_map(|api| api.operations_of(item));
        let near: Vec<usize> = operations
            .filter_map(|at| self.by_operation.get(at))
            .flatten()
            .copied()
            .collect();
        let property = schemas.iter().find_map(|schema| pointer::tokens(schema).last());
        let is_named = |number: &usize| {
            property
                .as_deref()
                .is_some_and(|name| changes[*number].location.rsplit('.').next() == Some(name))
        };
        let kinds = [("Server", "server"), ("ClientBuilder", "security")];
        let of_kind = |number: &usize| {
            let change = &changes[*number];
            kinds.iter().any(|(kind, word)| {
                item.split("::").next() == Some(kind)
                    && (change.location.starts_with(word) || change.id.starts_with(word))
            })
        };
        gravest(&mut exact.into_iter())
            .or_else(|| gravest(&mut near.iter().copied().filter(is_named)))
            .or_else(|| {
                schemas
                    .iter()
                    .find_map(|schema| gravest(&mut self.around(schema)))
            })
            .or_else(|| gravest(&mut near.iter().copied()))
            .or_else(|| gravest(&mut (0..changes.len()).filter(of_kind)))
    }

    /// The finding about a header by the name of its method, or about any if the trait itself came or went.
    fn of_header(&self, name: &str, changes: &[Change]) -> Option<usize> {
        let of_headers = || {
            let numbered = changes.iter().enumerate();
            numbered.filter_map(|(number, change)| Some((number, change.location.split_once(".header.")?.1)))
        };
        let snake = |header: &str| {
            header
                .split('.')
                .next()
                .unwrap_or_default()
                .to_lowercase()
                .replace('-', "_")
        };
        let named = of_headers().find(|(_, header)| snake(header) == name);
        named.or_else(|| of_headers().next()).map(|(number, _)| number)
    }

    /// The findings about what a schema is part of, and about its parts.
    fn around<'i>(&'i self, schema: &str) -> Box<dyn Iterator<Item = usize> + 'i> {
        let mut above = Vec::new();
        let mut rest = schema;
        while let Some((shorter, _)) = rest.rsplit_once('/').filter(|(shorter, _)| !shorter.is_empty()) {
            above.extend(self.by_pointer.get(shorter).into_iter().flatten().copied());
            rest = shorter;
        }
        let prefix = format!("{schema}/");
        let below = self
            .by_pointer
            .range(prefix.clone()..)
            .take_while(move |(pointer, _)| pointer.starts_with(&prefix));
        Box::new(
            above
                .into_iter()
                .chain(below.flat_map(|(_, numbers)| numbers.iter().copied())),
        )
    }
}

/// The method of a reply's header that an item is; nothing for the trait that has them.
fn header(item: &str) -> Option<&str> {
    match item.strip_prefix("ReplyHeaders") {
        Some(rest) => Some(rest.trim_start_matches("::")),
        None => item.starts_with("impl ReplyHeaders ").then_some(""),
    }
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
