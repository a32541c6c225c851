//! The two ends of a move: a finding that a property was removed and one that it was added, by what they have in common.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compare::rules::schema::properties::{PropertyStep, step};
use crate::compare::rules::schema::shape;
use crate::compare::{Change, Direction, OperationKey};
use crate::pointer;

/// The findings about properties that came or went, by direction and name.
pub(super) fn by_property(changes: &[Change]) -> BTreeMap<(Direction, String), Vec<usize>> {
    let mut all: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (number, change) in changes.iter().enumerate() {
        let pointer = change.new_pointer.as_deref().or(change.old_pointer.as_deref());
        if let (Some(_), Some(name)) = (
            step(change.id),
            pointer.and_then(|pointer| pointer::tokens(pointer).last()),
        ) {
            all.entry((change.direction, name)).or_default().push(number);
        }
    }
    all
}

/// The operations in which a struct gains or loses a property by this finding: all that the plain documents say, but for what is
/// another finding's.
pub(super) fn really_in(end: &Change, ends: &[&Change], seen: &[&Change]) -> Vec<OperationKey> {
    let is =
        |end: &Change, change: &Change| end.component == change.component && end.location == change.location;
    let same_step = seen.iter().filter(|change| step(change.id) == step(end.id));
    let own = same_step.filter(|change| {
        is(end, change)
            || !ends
                .iter()
                .any(|other| step(other.id) == step(change.id) && is(other, change))
    });
    let own: BTreeSet<&OperationKey> = own.flat_map(|change| &change.operations).collect();
    let operations = end.operations.iter().filter(|operation| own.contains(operation));
    operations.cloned().collect()
}

pub(super) fn meet(a: &Change, b: &Change) -> bool {
    a.operations
        .iter()
        .any(|operation| b.operations.binary_search(operation).is_ok())
}

/// Whether one leaves and the other comes in the same operation.
pub(super) fn are_ends(a: &Change, b: &Change) -> bool {
    step(a.id) != step(b.id) && meet(a, b)
}

/// Whether what is at both ends describes the same values.
pub(super) fn are_alike(a: &Change, b: &Change, old: &Value, new: &Value) -> bool {
    let ends = [a, b].into_iter();
    let before = ends
        .clone()
        .find_map(|end| old.pointer(end.old_pointer.as_deref()?));
    let after = ends
        .clone()
        .find_map(|end| new.pointer(end.new_pointer.as_deref()?));
    before
        .zip(after)
        .is_some_and(|(before, after)| before == after || shape::same(old, new, before, after))
}

/// Ends that share operations, by way of each other.
pub(super) fn clusters(ends: &[&Change], within: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for end in within {
        let meets = |cluster: &Vec<usize>| cluster.iter().any(|other| meet(ends[*other], ends[end]));
        let (near, mut rest): (Vec<_>, Vec<_>) = clusters.into_iter().partition(meets);
        rest.push(near.into_iter().flatten().chain([end]).collect());
        clusters = rest;
    }
    clusters
}

/// What leaves, with what comes.
pub(super) fn pairs<'c>(cluster: &[usize], ends: &[&'c Change]) -> Vec<(&'c Change, &'c Change)> {
    let of = |step_of: PropertyStep| {
        let ends = cluster.iter().map(|end| ends[*end]);
        ends.filter(move |end| step(end.id) == Some(step_of))
    };
    of(PropertyStep::Removed)
        .flat_map(|from| of(PropertyStep::Added).map(move |to| (from, to)))
        .filter(|(from, to)| meet(from, to))
        .collect()
}

/// Whether a finding is about a property of that name, or something in it, but for where it stands.
pub(super) fn is_about(change: &Change, name: &str) -> bool {
    let step_down = format!(".{name}");
    let mut rest = change.location.split(&step_down).skip(1);
    step(change.id).is_none() && rest.any(|rest| rest.is_empty() || rest.starts_with(['.', '[', '{']))
}
