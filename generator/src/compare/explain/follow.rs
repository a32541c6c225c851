//! A type that comes or goes because a field, a setter or a reply names it → the finding of what names it.
//!
//! Nothing in a document is about such a type where its component was there before and nothing used it, or where it is
//! made of a place inside of what was added.

use std::collections::{BTreeMap, VecDeque};

use super::ties::Tied;
use crate::compare::surface::bare;
use crate::compare::{Api, ItemChange, ItemChangeKind};

/// The finding of each item: the one that it is tied to closely; for a type, that of what names it; else the one it is tied to.
pub(super) fn follow(
    items: &[ItemChange],
    ties: &[Option<Tied>],
    old: &Api,
    new: &Api,
) -> Vec<Option<usize>> {
    let close = |tie: &Option<Tied>| tie.filter(|tie| tie.is_close).map(|tie| tie.number);
    let mut found: Vec<Option<usize>> = ties.iter().map(close).collect();
    let mut waiting: BTreeMap<(ItemChangeKind, &str), Vec<usize>> = BTreeMap::new();
    for (number, item) in items
        .iter()
        .enumerate()
        .filter(|(number, _)| found[*number].is_none())
    {
        if let Some(name) = type_name(&item.item).filter(|_| item.kind != ItemChangeKind::Changed) {
            waiting.entry((item.kind, name)).or_default().push(number);
        }
    }
    let mut queue: VecDeque<usize> = (0..items.len())
        .filter(|number| found[*number].is_some())
        .collect();
    while let Some(number) = queue.pop_front() {
        let item = &items[number];
        let sides = [
            (ItemChangeKind::Removed, &item.before, old),
            (ItemChangeKind::Added, &item.after, new),
        ];
        for (kind, signature, api) in sides {
            let members = api
                .surface()
                .members(bare(&item.item))
                .filter(|_| signature.is_some());
            let texts = signature.iter().map(String::as_str).chain(members);
            let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_'));
            for word in words {
                for named in waiting.remove(&(kind, word)).unwrap_or_default() {
                    found[named] = found[number];
                    queue.push_back(named);
                }
            }
        }
    }
    let all = found.into_iter().zip(ties);
    let mut found: Vec<Option<usize>> = all
        .map(|(found, tie)| found.or(tie.map(|tie| tie.number)))
        .collect();
    name_what_is_gone(items, &mut found);
    found
}

/// What names a type that is gone, and about which nothing else is said, goes with the finding of that type.
fn name_what_is_gone(items: &[ItemChange], found: &mut [Option<usize>]) {
    let gone: BTreeMap<&str, usize> = items
        .iter()
        .zip(found.iter())
        .filter(|(item, _)| item.kind == ItemChangeKind::Removed)
        .filter_map(|(item, found)| Some((type_name(&item.item)?, (*found)?)))
        .collect();
    for (item, found) in items.iter().zip(found).filter(|(_, found)| found.is_none()) {
        if item.kind == ItemChangeKind::Changed {
            let before = item.before.as_deref().unwrap_or_default();
            let mut words = before.split(|c: char| !c.is_alphanumeric() && c != '_');
            *found = words.find_map(|word| gone.get(word).copied());
        }
    }
}

/// The name of the type that an item is, or that its builder or a trait of it is for.
fn type_name(item: &str) -> Option<&str> {
    let path = bare(item).strip_prefix("types::")?;
    let name = path.strip_prefix("builder::").unwrap_or(path);
    (!name.contains("::")).then_some(name)
}
