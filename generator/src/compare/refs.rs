//! What `$ref`s say about two documents before anything is compared: which of them lead to something that changed, and
//! which components an operation reaches at all. Most of a large document does not change; this is what makes skipping
//! it safe.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use crate::openapi::reference::below;
use crate::pointer;

/// The references whose target, or anything the target refers to, is not the same in both documents. `leads_to_more`: whether a
/// reference leads to something that changed although its target does not name it.
pub(super) fn dirty<'a>(
    old: &'a Value,
    new: &'a Value,
    leads_to_more: impl Fn(&str, &HashSet<&'a str>) -> bool,
) -> HashSet<&'a str> {
    let mut all = Vec::new();
    below(old, &mut all);
    below(new, &mut all);
    let all: BTreeSet<&str> = all.into_iter().collect();

    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut dirty = HashSet::new();
    let mut work = Vec::new();
    for reference in all.iter().copied() {
        let target = pointer::resolve(old, reference);
        if target != pointer::resolve(new, reference) {
            dirty.insert(reference);
            work.push(reference);
        } else if let Some(target) = target {
            let mut inner = Vec::new();
            below(target, &mut inner);
            for used in inner {
                users.entry(used).or_default().push(reference);
            }
        }
    }
    loop {
        while let Some(reference) = work.pop() {
            for user in users.remove(reference).unwrap_or_default() {
                if dirty.insert(user) {
                    work.push(user);
                }
            }
        }
        let is_fresh = |reference: &&str| !dirty.contains(reference) && leads_to_more(reference, &dirty);
        work = all.iter().copied().filter(is_fresh).collect();
        if work.is_empty() {
            return dirty;
        }
        dirty.extend(&work);
    }
}

/// The references that `value` leads to, directly or through other references.
pub(super) fn reached<'a>(document: &'a Value, value: &'a Value) -> HashSet<&'a str> {
    let mut reached = HashSet::new();
    let mut work = Vec::new();
    below(value, &mut work);
    while let Some(reference) = work.pop() {
        if reached.insert(reference)
            && let Some(target) = pointer::resolve(document, reference)
        {
            below(target, &mut work);
        }
    }
    reached
}

/// The last token of a reference, which for a component is its name.
pub(super) fn name(reference: &str) -> String {
    let pointer = pointer::fragment(reference).unwrap_or_else(|| reference.to_owned());
    pointer::tokens(&pointer).last().unwrap_or(pointer)
}
