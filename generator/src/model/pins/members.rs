//! A union's members by what their values look like: their number and their type's name may change with the page.

use std::collections::BTreeSet;

use super::escaped::escaped;
use crate::model::{Kind, Model, Scalar, Ty, Union};

/// What a member's values look like.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    /// What tells it apart, as far as the page says.
    tags: BTreeSet<String>,
    /// The kind of value.
    kind: &'static str,
    /// An object's properties.
    properties: BTreeSet<String>,
}

/// The step to a member.
pub(super) fn step(model: &Model, union: &Union, member: usize) -> String {
    let look = look(model, union, member);
    let word = match (look.tags.first(), look.kind) {
        (Some(tag), _) => tag.clone(),
        (None, "object") => look.properties.into_iter().collect::<Vec<_>>().join(","),
        (None, kind) => format!(":{kind}"),
    };
    format!("|{word}")
}

/// The member that a step (without its bar) leads to: the one of that tag or kind, else the one most like it.
pub(super) fn find(model: &Model, union: &Union, step: &str) -> Option<usize> {
    let looks = (0..union.members.len()).map(|member| (member, look(model, union, member)));
    let mut looks = looks.collect::<Vec<_>>().into_iter();
    if let Some(kind) = step.strip_prefix(':') {
        return looks
            .find(|(_, look)| look.kind == kind)
            .map(|(member, _)| member);
    }
    if step.contains('=') {
        return looks
            .find(|(_, look)| look.tags.contains(step))
            .map(|(member, _)| member);
    }
    let wanted: BTreeSet<String> = step.split(',').map(str::to_owned).collect();
    looks
        .filter(|(_, look)| look.kind == "object")
        .map(|(member, look)| (likeness(&wanted, &look.properties), member))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by_key(|(likeness, member)| (*likeness, std::cmp::Reverse(*member)))
        .map(|(_, member)| member)
}

/// Which member of one union is which of another.
pub(super) fn pairs(old: (&Model, &Union), new: (&Model, &Union)) -> Vec<(usize, usize)> {
    let looks = |(model, union): (&Model, &Union)| -> Vec<Look> {
        (0..union.members.len())
            .map(|member| look(model, union, member))
            .collect()
    };
    let (old, new) = (looks(old), looks(new));
    let mut scored = Vec::new();
    for (a, one) in old.iter().enumerate() {
        for (b, other) in new.iter().enumerate() {
            let score = match (one, other) {
                _ if one.kind != other.kind => 0,
                _ if !one.tags.is_disjoint(&other.tags) => 2 * WHOLE,
                _ if one.kind == "object" => likeness(&one.properties, &other.properties),
                _ => WHOLE,
            };
            if score >= ALIKE {
                scored.push((score, a, b));
            }
        }
    }
    scored.sort_by_key(|(score, a, b)| (std::cmp::Reverse(*score), *a, *b));
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    scored.retain(|(_, a, b)| !olds.contains(a) && !news.contains(b) && olds.insert(*a) && news.insert(*b));
    scored.sort_by_key(|(_, a, _)| *a);
    scored.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// The likeness of equal sets.
pub(super) const WHOLE: usize = 100;

/// From here on, two sets are of one thing.
pub(super) const ALIKE: usize = 50;

/// How much of both sets is in both, in hundredths.
pub(super) fn likeness<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> usize {
    let all = one.union(other).count();
    match all {
        0 => WHOLE,
        all => WHOLE * one.intersection(other).count() / all,
    }
}

fn look(model: &Model, union: &Union, member: usize) -> Look {
    let tag = union.told_apart_by.tag.iter();
    let tags = tag.flat_map(|tag| {
        let path: Vec<String> = tag.path.iter().map(|name| escaped(name.as_str())).collect();
        let values = tag.values.iter().filter(move |(_, of)| *of == member);
        values.map(move |(value, _)| format!("{}={}", path.join("."), scalar(value)))
    });
    let mut properties = BTreeSet::new();
    let kind = match union.members[member].ty.some() {
        Ty::Named(name) => match model.types.get(name).map(|definition| &definition.kind) {
            Some(Kind::Struct(structure)) => {
                let fields = structure.fields.iter();
                properties.extend(fields.map(|field| escaped(field.wire.as_str())));
                "object"
            }
            Some(Kind::Enum(_)) => "enum",
            _ => "union",
        },
        Ty::List(_) => "list",
        Ty::Map(_) => "map",
        Ty::Bool => "boolean",
        Ty::Integer(_) => "integer",
        Ty::Number => "number",
        Ty::Any | Ty::Foreign(_) | Ty::Unit | Ty::Option(_) => "any",
        Ty::Format(format) if format.is_number() => "number",
        Ty::String | Ty::Format(_) | Ty::Secret | Ty::Bytes | Ty::Upload => "string",
    };
    Look {
        tags: tags.collect(),
        kind,
        properties,
    }
}

fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => escaped(text),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Bool(flag) => flag.to_string(),
    }
}
