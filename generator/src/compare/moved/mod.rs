//! A property that stands in another part of the same struct: one fact, and nothing about the API.
//!
//! The rules see a property removed here and one added there. Where the struct that has both parts has it before and after (so
//! says the comparison of the documents as they are put together), that is one finding: it moved. Where another struct gained
//! or lost it by that, this is the finding, and the other end says nothing of its own.

mod ends;
mod parts;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::{Change, OperationKey};
use ends::{are_alike, are_ends, by_property, clusters, is_about, meet, pairs, really_in};
use parts::{Move, PartsMoved};

/// Makes one finding of the properties that moved from some parts to others, and takes up what else changed about them. `plain`
/// are the findings between the documents as they are put together.
pub(super) fn fold(changes: Vec<Change>, plain: &[Change], documents: (&Value, &Value)) -> Vec<Change> {
    let in_plain = by_property(plain);
    let mut moves = Moves::new(plain, documents);
    for (key, numbers) in by_property(&changes) {
        let seen = in_plain.get(&key).into_iter().flatten();
        let seen: Vec<&Change> = seen.map(|number| &plain[*number]).collect();
        let ends: Vec<&Change> = numbers.iter().map(|number| &changes[*number]).collect();
        let real: Vec<Vec<OperationKey>> = ends.iter().map(|end| really_in(end, &ends, &seen)).collect();
        moves.of_one(&ends, &numbers, &real);
        moves.between_parts(&key.1, &ends, &numbers, &real);
    }
    moves.told(changes)
}

/// What is known of the properties that moved, by the numbers of the findings about them.
struct Moves<'c> {
    plain: &'c [Change],
    documents: (&'c Value, &'c Value),
    /// Findings that say nothing of their own.
    removed: HashSet<usize>,
    /// The operations in which the others say something.
    only_in: HashMap<usize, Vec<OperationKey>>,
    moves: BTreeMap<PartsMoved, Move>,
    /// What else has changed about what moved.
    about: Vec<&'c Change>,
}

impl<'c> Moves<'c> {
    fn new(plain: &'c [Change], documents: (&'c Value, &'c Value)) -> Self {
        Self {
            plain,
            documents,
            removed: HashSet::new(),
            only_in: HashMap::new(),
            moves: BTreeMap::new(),
            about: Vec::new(),
        }
    }

    fn are_alike(&self, from: &Change, to: &Change) -> bool {
        are_alike(from, to, self.documents.0, self.documents.1)
    }

    /// A property that moved to or from a part that other structs have, too: what these gain or lose is the finding.
    fn of_one(&mut self, ends: &[&Change], numbers: &[usize], real: &[Vec<OperationKey>]) {
        for within in (0..ends.len()).filter(|end| real[*end].is_empty()) {
            for other in (0..ends.len()).filter(|other| !real[*other].is_empty()) {
                if are_ends(ends[within], ends[other]) && self.are_alike(ends[within], ends[other]) {
                    self.removed.insert(numbers[within]);
                    self.only_in.insert(numbers[other], real[other].clone());
                }
            }
        }
    }

    /// A property that every struct has before and after.
    fn between_parts(&mut self, name: &str, ends: &[&Change], numbers: &[usize], real: &[Vec<OperationKey>]) {
        for cluster in clusters(ends, (0..ends.len()).filter(|end| real[*end].is_empty())) {
            let pairs = pairs(&cluster, ends);
            let is_met = |change: &Change| cluster.iter().any(|end| meet(ends[*end], change));
            let about = self
                .plain
                .iter()
                .filter(|change| is_about(change, name) && is_met(change));
            let about: Vec<&'c Change> = about.collect();
            let are_told = !about.is_empty() || pairs.iter().all(|(from, to)| self.are_alike(from, to));
            if pairs.is_empty() || !are_told {
                continue;
            }
            self.removed.extend(cluster.iter().map(|end| numbers[*end]));
            // What has changed about it says it all.
            if about.is_empty() {
                let cluster: Vec<&Change> = cluster.iter().map(|end| ends[*end]).collect();
                self.moves
                    .entry(PartsMoved::of(&cluster))
                    .or_default()
                    .add(name, &cluster);
            }
            self.about.extend(about);
        }
    }

    /// The findings with one for each move.
    fn told(mut self, changes: Vec<Change>) -> Vec<Change> {
        let kept = changes.into_iter().enumerate();
        let kept = kept.filter(|(number, _)| !self.removed.contains(number));
        let mut folded: Vec<Change> = Vec::new();
        for (number, mut change) in kept {
            if let Some(operations) = self.only_in.remove(&number) {
                change.operations = operations;
            }
            folded.push(change);
        }
        let mut known: HashSet<String> = folded.iter().map(|change| change.fingerprint.clone()).collect();
        let moves = self.moves.into_iter();
        let moved = moves.filter_map(|(parts, moved)| moved.finding(parts));
        let fresh = self.about.into_iter().cloned().chain(moved);
        folded.extend(fresh.filter(|change| known.insert(change.fingerprint.clone())));
        folded
    }
}
