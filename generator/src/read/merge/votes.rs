//! Several ways to say one thing → the one that most say; of those that as many say, always the same.

use std::collections::BTreeMap;

use serde_json::Value;

use super::shape::verbatim;

/// Ways to say something, each with how often it is said and who said it first.
pub(super) struct Votes<T> {
    ways: BTreeMap<Vec<u8>, (usize, T)>,
}

impl<T> Votes<T> {
    pub(super) fn new() -> Self {
        Self {
            ways: BTreeMap::new(),
        }
    }

    /// Counts a way; `said` is kept of the first who says it.
    pub(super) fn count(&mut self, way: Vec<u8>, said: impl FnOnce() -> T) {
        self.ways.entry(way).or_insert_with(|| (0, said())).0 += 1;
    }

    /// How many ways there are.
    pub(super) fn len(&self) -> usize {
        self.ways.len()
    }

    /// How often anything was said.
    pub(super) fn total(&self) -> usize {
        self.ways.values().map(|(count, _)| count).sum()
    }

    /// The most frequent way, of those the one that `rank` puts last, of those the first by its text; and how often.
    pub(super) fn into_winner<R: Ord>(self, rank: impl Fn(&T) -> R) -> Option<(usize, T)> {
        let mut best: Option<(usize, T)> = None;
        for (count, said) in self.ways.into_values() {
            let better = best
                .as_ref()
                .is_none_or(|(most, kept)| (count, rank(&said)) > (*most, rank(kept)));
            if better {
                best = Some((count, said));
            }
        }
        best
    }
}

impl<T> Votes<T> {
    /// The way that `rank` puts last, of those the most frequent.
    pub(super) fn into_fullest<R: Ord>(self, rank: impl Fn(&T) -> R) -> Option<T> {
        let mut best: Option<(R, usize, T)> = None;
        for (count, said) in self.ways.into_values() {
            let rank = rank(&said);
            if best
                .as_ref()
                .is_none_or(|(most, times, _)| (&rank, count) > (most, *times))
            {
                best = Some((rank, count, said));
            }
        }
        best.map(|(_, _, said)| said)
    }
}

impl Votes<Value> {
    /// Counts a value.
    pub(super) fn count_value(&mut self, value: &Value) {
        self.count(verbatim(value), || value.clone());
    }
}
