//! A property that stands in another part of the same struct: one fact, and nothing about the API.
//!
//! The rules see a property removed here and one added there. Where the struct that has both parts has it before and after (so
//! says the comparison of the documents as they are put together), that is one finding: it moved. Where another struct gained
//! or lost it by that, this is the finding, and the other end says nothing of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Value, json};

use super::rules::schema::combinations::COMPOSITION_CHANGED;
use super::rules::schema::properties::{PropertyStep, step};
use super::rules::schema::shape;
use super::walk::fingerprint;
use super::{Change, Direction, OperationKey};
use crate::pointer;

/// Makes one finding of the properties that moved from some parts to others, and takes up what else changed about them. `plain`
/// are the findings between the documents as they are put together.
pub(super) fn fold(changes: Vec<Change>, plain: &[Change], (old, new): (&Value, &Value)) -> Vec<Change> {
    let in_plain = by_property(plain);
    let mut removed = HashSet::new();
    let mut only_in = HashMap::new();
    let mut moves: BTreeMap<Parts, Move> = BTreeMap::new();
    let mut about_moved: Vec<&Change> = Vec::new();
    for (key, numbers) in by_property(&changes) {
        let name = key.1.as_str();
        let ends: Vec<&Change> = numbers.iter().map(|number| &changes[*number]).collect();
        let seen = in_plain.get(&key).into_iter().flatten();
        let seen: Vec<&Change> = seen.map(|number| &plain[*number]).collect();
        let real: Vec<Vec<OperationKey>> = ends.iter().map(|end| really_in(end, &ends, &seen)).collect();
        let is_within = |end: &usize| real[*end].is_empty();
        // What moved to or from a part that other structs have too.
        for end in (0..ends.len()).filter(is_within) {
            for other in (0..ends.len()).filter(|other| !is_within(other)) {
                if are_ends(ends[end], ends[other]) && are_alike(ends[end], ends[other], old, new) {
                    removed.insert(numbers[end]);
                    only_in.insert(numbers[other], real[other].clone());
                }
            }
        }
        for cluster in clusters(&ends, (0..ends.len()).filter(is_within)) {
            let pairs = pairs(&cluster, &ends);
            let is_about = |change: &&Change| {
                is_about(change, name) && cluster.iter().any(|end| meet(ends[*end], change))
            };
            let about: Vec<&Change> = plain.iter().filter(is_about).collect();
            let are_alike = |(from, to): &(&Change, &Change)| are_alike(from, to, old, new);
            if !pairs.is_empty() && (!about.is_empty() || pairs.iter().all(are_alike)) {
                removed.extend(cluster.iter().map(|end| numbers[*end]));
                // What has changed about it says it all.
                if about.is_empty() {
                    let cluster: Vec<&Change> = cluster.iter().map(|end| ends[*end]).collect();
                    moves.entry(Parts::of(&cluster)).or_default().add(name, &cluster);
                }
                about_moved.extend(about);
            }
        }
    }
    let moved = moves
        .into_iter()
        .filter_map(|(parts, moved)| moved.finding(parts));
    let moved: Vec<Change> = moved.collect();
    let about_moved: Vec<Change> = about_moved.into_iter().cloned().collect();
    let mut folded: Vec<Change> = Vec::new();
    for (number, mut change) in changes
        .into_iter()
        .enumerate()
        .filter(|(number, _)| !removed.contains(number))
    {
        if let Some(operations) = only_in.remove(&number) {
            change.operations = operations;
        }
        folded.push(change);
    }
    let mut known: HashSet<String> = folded.iter().map(|change| change.fingerprint.clone()).collect();
    let fresh = about_moved.into_iter().chain(moved);
    folded.extend(fresh.filter(|change| known.insert(change.fingerprint.clone())));
    folded
}

/// The findings about properties that came or went, by direction and name.
fn by_property(changes: &[Change]) -> BTreeMap<(Direction, String), Vec<usize>> {
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
fn really_in(end: &Change, ends: &[&Change], seen: &[&Change]) -> Vec<OperationKey> {
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

fn meet(a: &Change, b: &Change) -> bool {
    a.operations
        .iter()
        .any(|operation| b.operations.binary_search(operation).is_ok())
}

/// Whether one leaves and the other comes in the same operation.
fn are_ends(a: &Change, b: &Change) -> bool {
    step(a.id) != step(b.id) && meet(a, b)
}

/// Whether what is at both ends describes the same values.
fn are_alike(a: &Change, b: &Change, old: &Value, new: &Value) -> bool {
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
fn clusters(ends: &[&Change], within: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
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
fn pairs<'c>(cluster: &[usize], ends: &[&'c Change]) -> Vec<(&'c Change, &'c Change)> {
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
fn is_about(change: &Change, name: &str) -> bool {
    let step_down = format!(".{name}");
    let mut rest = change.location.split(&step_down).skip(1);
    step(change.id).is_none() && rest.any(|rest| rest.is_empty() || rest.starts_with(['.', '[', '{']))
}

/// From which parts properties moved to which.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Parts {
    from: BTreeSet<String>,
    to: BTreeSet<String>,
    /// Where it is one operation's own schema.
    operation: Option<OperationKey>,
}

impl Parts {
    fn of(ends: &[&Change]) -> Self {
        let of = |wanted: PropertyStep| {
            let ends = ends.iter().filter(|end| step(end.id) == Some(wanted));
            let part = ends.map(|end| match end.location.rsplit_once('.') {
                Some((part, _)) => part.to_owned(),
                None => end.location.clone(),
            });
            part.collect()
        };
        let shared = ends.iter().any(|end| end.component.is_some());
        let operation = ends.iter().find_map(|end| end.operations.first());
        Self {
            from: of(PropertyStep::Removed),
            to: of(PropertyStep::Added),
            operation: operation.filter(|_| !shared).cloned(),
        }
    }
}

/// Properties that moved together.
#[derive(Default)]
struct Move {
    names: BTreeSet<String>,
    /// The finding about one of them that most operations have.
    one: Option<Change>,
    old_pointer: Option<String>,
    new_pointer: Option<String>,
    operations: BTreeSet<OperationKey>,
}

impl Move {
    fn add(&mut self, name: &str, ends: &[&Change]) {
        self.names.insert(name.to_owned());
        for end in ends {
            self.old_pointer = self.old_pointer.take().or_else(|| end.old_pointer.clone());
            self.new_pointer = self.new_pointer.take().or_else(|| end.new_pointer.clone());
            self.operations.extend(end.operations.iter().cloned());
            let most = self.one.as_ref().map_or(0, |one| one.operations.len());
            if end.operations.len() > most {
                self.one = Some((*end).clone());
            }
        }
    }

    fn finding(self, parts: Parts) -> Option<Change> {
        let quoted = |names: &BTreeSet<String>| {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            names.join(" and ")
        };
        let (names, from, to) = (quoted(&self.names), quoted(&parts.from), quoted(&parts.to));
        let what = match self.names.len() {
            1 => "the property",
            _ => "the properties",
        };
        let message = match from == to {
            true => format!(
                "{what} {names} moved to another part of `allOf` in {to}: clients have the same fields"
            ),
            false => format!("{what} {names} moved from {from} to {to}: clients have the same fields"),
        };
        let list = |names: BTreeSet<String>| Some(json!(names.into_iter().collect::<Vec<_>>().join(", ")));
        let one = self.one?;
        let mut change = Change {
            id: COMPOSITION_CHANGED.id,
            wire: COMPOSITION_CHANGED.wire,
            rust: COMPOSITION_CHANGED.rust,
            direction: COMPOSITION_CHANGED.direction,
            operations: self.operations.into_iter().collect(),
            old_pointer: self.old_pointer,
            new_pointer: self.new_pointer,
            before: list(parts.from),
            after: list(parts.to),
            message,
            ..one
        };
        change.fingerprint = fingerprint(&change, parts.operation.as_ref(), &names);
        Some(change)
    }
}
