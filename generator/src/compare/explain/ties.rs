//! An item of the API and the findings → the finding that is closest to it: by the place in the document, by the name of a
//! property or parameter, by the operation, by the kind of thing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::compare::surface::bare;
use crate::compare::{Api, Change, ItemChange, ItemChangeKind, Rust};
use crate::pointer;

/// Findings by what they are about, so that each item is looked up and not held against every finding.
pub(super) struct FindingIndex {
    by_pointer: BTreeMap<String, Vec<usize>>,
    by_operation: BTreeMap<String, Vec<usize>>,
    /// The verdicts of the findings' rules.
    expected: Vec<Rust>,
}

/// How a finding and an item belong together, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// The finding is about what the item is made from, or about a part of it, or what it is part of: so many steps away.
    Place(usize),
    /// It is about a property of the same name in an operation that uses the item.
    Name,
    /// It is about such an operation itself.
    Operation,
    /// It is about a component that such an operation uses.
    Component,
    /// It is about the same kind of thing.
    Kind,
}

impl Tie {
    fn is_close(self) -> bool {
        matches!(self, Self::Place(_) | Self::Name)
    }
}

/// The finding that an item belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tied {
    /// Its number.
    pub(super) number: usize,
    /// It is about the item itself, and not only about an operation that uses it.
    pub(super) is_close: bool,
}

impl FindingIndex {
    pub(super) fn of(changes: &[Change]) -> Self {
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
            expected: changes.iter().map(|change| change.rust).collect(),
        }
    }

    /// The finding that explains an item best: the closest of those that can have such an effect, else the closest; of
    /// equally close ones what hurts most.
    pub(super) fn best(&self, item: &ItemChange, changes: &[Change], old: &Api, new: &Api) -> Option<Tied> {
        if let Some(name) = header(&item.item) {
            let number = self.of_header(name, changes)?;
            return Some(Tied {
                number,
                is_close: true,
            });
        }
        let ties = self.ties(bare(&item.item), changes, old, new);
        let key = |(number, tie): &(usize, Tie)| {
            let change = &changes[*number];
            let is_expected = *tie == Tie::Place(0) || self.expected[*number] != Rust::Patch;
            (
                !tie.is_close(),
                !is_expected || !can_follow(item, change),
                *tie,
                Reverse((change.wire, self.expected[*number])),
                *number,
            )
        };
        // What is about something else in the operation, and can have no such effect, explains nothing.
        let is_possible = |(number, tie): &(usize, Tie)| {
            tie.is_close()
                || *tie == Tie::Kind
                || changes[*number].old_pointer.is_some()
                || item.kind == ItemChangeKind::Added
        };
        let best = ties.into_iter().filter(is_possible).min_by_key(key);
        best.map(|(number, tie)| Tied {
            number,
            is_close: tie.is_close(),
        })
    }

    fn ties(&self, item: &str, changes: &[Change], old: &Api, new: &Api) -> Vec<(usize, Tie)> {
        let mut ties = Vec::new();
        let mut properties = Vec::new();
        for schema in [old, new].into_iter().filter_map(|api| api.schema(item)) {
            ties.extend(
                self.around(schema)
                    .map(|(number, away)| (number, Tie::Place(away))),
            );
            properties.extend(pointer::tokens(schema).last());
        }
        let parameters: Vec<&str> = [old, new]
            .into_iter()
            .filter_map(|api| api.parameter(item))
            .collect();
        let operations = [old, new].into_iter().flat_map(|api| api.operations_of(item));
        for number in operations
            .filter_map(|at| self.by_operation.get(at))
            .flatten()
            .copied()
        {
            let change = &changes[number];
            let is_of_parameter = parameters.iter().any(|parameter| {
                let rest = change.location.strip_prefix(*parameter);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            let last = change.location.rsplit('.').next();
            ties.push(match &change.component {
                _ if is_of_parameter => (number, Tie::Place(0)),
                _ if properties.iter().any(|name| last == Some(name)) => (number, Tie::Name),
                None => (number, Tie::Operation),
                Some(_) => (number, Tie::Component),
            });
        }
        let kinds = [
            ("Server", "server"),
            ("ClientBuilder", "security"),
            ("ClientBuilder::server", "server"),
        ];
        let kinds = kinds.iter().filter(|(kind, _)| {
            item.strip_prefix(kind)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        });
        let words: Vec<&str> = kinds.map(|(_, word)| *word).collect();
        let of_kind = |change: &Change| {
            words
                .iter()
                .any(|word| change.location.starts_with(word) || change.id.starts_with(word))
        };
        let numbered = changes.iter().enumerate().filter(|(_, change)| of_kind(change));
        ties.extend(numbered.map(|(number, _)| (number, Tie::Kind)));
        ties
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

    /// The findings about a schema, about what it is part of, and about its parts, each with its distance.
    fn around<'i>(&'i self, schema: &'i str) -> impl Iterator<Item = (usize, usize)> + 'i {
        let steps = |pointer: &str| pointer.matches('/').count();
        let own = steps(schema);
        let above = std::iter::successors(Some(schema), |rest| Some(rest.rsplit_once('/')?.0))
            .take_while(|shorter| !shorter.is_empty());
        let above = above.filter_map(|shorter| self.by_pointer.get_key_value(shorter));
        let prefix = format!("{schema}/");
        let below = self.by_pointer.range(prefix.clone()..);
        let below = below.take_while(move |(pointer, _)| pointer.starts_with(&prefix));
        above.chain(below).flat_map(move |(pointer, numbers)| {
            let away = steps(pointer).abs_diff(own);
            numbers.iter().map(move |number| (*number, away))
        })
    }
}

/// What only went brings nothing, and of what only came nothing goes.
fn can_follow(item: &ItemChange, change: &Change) -> bool {
    !matches!(
        (item.kind, &change.old_pointer, &change.new_pointer),
        (ItemChangeKind::Added, Some(_), None) | (ItemChangeKind::Removed, None, Some(_))
    )
}

/// The method of a reply's header that an item is; nothing for the trait that has them.
fn header(item: &str) -> Option<&str> {
    match item.strip_prefix("ReplyHeaders") {
        Some(rest) => Some(rest.trim_start_matches("::")),
        None => item.starts_with("impl ReplyHeaders ").then_some(""),
    }
}
