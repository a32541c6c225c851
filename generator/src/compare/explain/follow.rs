//! A type that comes or goes because a field, a setter or a reply names it → the finding of what names it.
//!
//! Nothing in a document is about such a type where its component was there before and nothing used it, or where it is
//! made of a place inside of what was added.

use std::collections::{BTreeMap, VecDeque};

use super::relatives;
use super::signatures::{type_name, words};
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
            for word in texts.flat_map(|text| words(Some(text))) {
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
    relatives::explain(items, &mut found);
    found
}
