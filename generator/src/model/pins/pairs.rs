//! What of one model is what of another: both are walked at once, from operation to operation of the same method and path.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::escaped::escaped;
use super::members::{self, ALIKE, likeness};
use super::place::{self, ITEM, REST, blank};
use crate::model::{Kind, Model, Operation, Ty, TypeName};

/// Two types that stand in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: TypeName,
    pub(super) new: TypeName,
    /// The shortest way to them.
    pub(super) way: String,
}

/// The operations that are in both.
pub(super) fn operations<'m>(old: &'m Model, new: &'m Model) -> Vec<(&'m Operation, &'m Operation)> {
    let key = |one: &Operation| blank(place::operation(one).trim_end_matches('/'));
    let mut then: BTreeMap<String, &Operation> = BTreeMap::new();
    for one in &old.operations {
        then.entry(key(one)).or_insert(one);
    }
    let news = new.operations.iter();
    news.filter_map(|one| Some((then.remove(&key(one))?, one)))
        .collect()
}

/// The types that stand in one place of both and are of one kind, each pair once, by the shortest way: each pair is looked
/// into once, so this ends and is linear.
pub(super) fn types(old: &Model, new: &Model) -> Vec<Pair> {
    let mut queue: VecDeque<(&Ty, &Ty, String)> = VecDeque::new();
    for (then, now) in operations(old, new) {
        let roots: BTreeMap<String, &Ty> = place::roots(then).into_iter().collect();
        for (name, ty) in place::roots(now) {
            if let Some(before) = roots.get(&name) {
                queue.push_back((before, ty, format!("{} {name}", place::operation(now))));
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    while let Some((before, after, way)) = queue.pop_front() {
        match (before.some(), after.some()) {
            (Ty::List(before), Ty::List(after)) => queue.push_back((before, after, step(&way, ITEM))),
            (Ty::Map(before), Ty::Map(after)) => queue.push_back((before, after, step(&way, REST))),
            (Ty::Named(before), Ty::Named(after)) => {
                if !seen.insert((before, after)) {
                    continue;
                }
                let (Some(then), Some(now)) = (old.types.get(before), new.types.get(after)) else {
                    continue;
                };
                match (&then.kind, &now.kind) {
                    (Kind::Struct(then), Kind::Struct(now)) => {
                        for field in &now.fields {
                            let mut fields = then.fields.iter();
                            if let Some(before) = fields.find(|before| before.wire == field.wire) {
                                let way = step(&way, &escaped(field.wire.as_str()));
                                queue.push_back((&before.ty, &field.ty, way));
                            }
                        }
                        if let (Some(before), Some(after)) = (&then.extra, &now.extra) {
                            queue.push_back((&before.ty, &after.ty, step(&way, REST)));
                        }
                    }
                    (Kind::Union(then), Kind::Union(now)) => {
                        for (a, b) in members::pairs((old, then), (new, now)) {
                            let way = step(&way, &members::step(new, now, b));
                            queue.push_back((&then.members[a].ty, &now.members[b].ty, way));
                        }
                    }
                    (Kind::Enum(_), Kind::Enum(_)) => {}
                    _ => continue,
                }
                if is_one_thing((old, before), (new, after)) {
                    pairs.push(Pair {
                        old: before.clone(),
                        new: after.clone(),
                        way,
                    });
                }
            }
            _ => {}
        }
    }
    pairs
}

pub(super) fn step(way: &str, step: &str) -> String {
    format!("{way}/{step}")
}

/// Whether two types that stand in one place are so alike that code for the one may go on with the other.
fn is_one_thing((old, before): (&Model, &TypeName), (new, after): (&Model, &TypeName)) -> bool {
    let words = |model: &Model, name: &TypeName| -> BTreeSet<String> {
        match model.types.get(name).map(|definition| &definition.kind) {
            Some(Kind::Struct(structure)) => structure
                .fields
                .iter()
                .map(|field| field.wire.to_string())
                .collect(),
            Some(Kind::Enum(values)) => values.iter().map(|value| value.wire.clone()).collect(),
            Some(Kind::Union(union)) => (0..union.members.len())
                .map(|member| members::step(model, union, member))
                .collect(),
            None => BTreeSet::new(),
        }
    };
    let (then, now) = (words(old, before), words(new, after));
    // What is only added to is the same thing, however much it is.
    (!then.is_empty() && then.is_subset(&now)) || likeness(&then, &now) >= ALIKE
}
