//! What is said of properties that moved: those with the same way from parts to parts are one finding.

use std::collections::BTreeSet;

use serde_json::json;

use crate::compare::rules::schema::combinations::COMPOSITION_CHANGED;
use crate::compare::rules::schema::properties::{PropertyStep, step};
use crate::compare::walk::fingerprint;
use crate::compare::{Change, OperationKey};

/// From which parts properties moved to which.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PartsMoved {
    from: BTreeSet<String>,
    to: BTreeSet<String>,
    /// Where it is one operation's own schema.
    operation: Option<OperationKey>,
}

impl PartsMoved {
    pub(super) fn of(ends: &[&Change]) -> Self {
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
pub(super) struct Move {
    names: BTreeSet<String>,
    /// The finding about one of them that most operations have.
    one: Option<Change>,
    old_pointer: Option<String>,
    new_pointer: Option<String>,
    operations: BTreeSet<OperationKey>,
}

impl Move {
    pub(super) fn add(&mut self, name: &str, ends: &[&Change]) {
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

    pub(super) fn finding(self, parts: PartsMoved) -> Option<Change> {
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
