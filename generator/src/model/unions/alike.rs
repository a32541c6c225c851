//! Whether one value can be either of two members.

use super::Types;
use super::tags::structs;
use crate::model::{Kinds, Object, Rest, Scalar, Shape, Ty, WireName};

/// Each two members of which one value can be either.
pub(super) fn alike(shapes: &[(usize, Shape)]) -> impl Iterator<Item = (usize, usize)> {
    shapes.iter().enumerate().flat_map(|(position, (index, shape))| {
        let others = shapes[position + 1..].iter();
        others
            .filter(move |(other, second)| other != index && !differ(shape, second))
            .map(move |(other, _)| (*index, *other))
    })
}

/// Whether the types have a property in common that is of another type in each.
pub(super) fn share_two_types(one: &Ty, other: &Ty, types: &Types) -> bool {
    let (ours, theirs) = (structs(one, types), structs(other, types));
    let fields = || theirs.iter().flat_map(|structure| &structure.fields);
    let mut own = ours.iter().flat_map(|structure| &structure.fields);
    own.any(|field| fields().any(|other| field.wire == other.wire && field.ty.some() != other.ty.some()))
}

/// Whether no value is as good for the one as for the other.
fn differ<'a>(one: &'a Shape, other: &'a Shape) -> bool {
    let distinct = |values: &[Scalar], others: &[Scalar]| {
        !values.is_empty() && !others.is_empty() && values.iter().all(|value| !others.contains(value))
    };
    if !one.kinds.meets(other.kinds) || one.kinds == Kinds::INTEGER && other.kinds == Kinds::NUMBER {
        return true;
    }
    if one.kinds == Kinds::NUMBER && other.kinds == Kinds::INTEGER || distinct(&one.values, &other.values) {
        return true;
    }
    // What none of a union's members is would be kept, and is better off where it is known.
    if !one.members.is_empty() || !other.members.is_empty() {
        let known = |shape: &'a Shape| match shape.members.as_slice() {
            [] => std::slice::from_ref(shape),
            members => members,
        };
        return known(one)
            .iter()
            .all(|ours| known(other).iter().all(|theirs| differ(ours, theirs)));
    }
    if let (Some(items), Some(others)) = (&one.items, &other.items) {
        return differ(items, others);
    }
    let (Some(one), Some(other)) = (&one.object, &other.object) else {
        return false;
    };
    if let (Rest::Each(values), Rest::Each(others)) = (&one.rest, &other.rest)
        && one.known.is_empty()
        && other.known.is_empty()
    {
        return differ(values, others);
    }
    let demands = |one: &Object, other: &Object| {
        one.required.iter().any(|name| match other.knows(name) {
            None => true,
            Some(theirs) => {
                let both = other.required.contains(name);
                both && one.knows(name).is_some_and(|ours| differ(ours, theirs))
            }
        })
    };
    // A property that is of different values in both decides where it comes, and counts for neither where it does not.
    let is_apart =
        |name: &WireName, ours: &Shape| other.knows(name).is_none_or(|theirs| differ(ours, theirs));
    let share_nothing = !one.known.is_empty()
        && !other.known.is_empty()
        && one.known.iter().all(|(name, shape)| is_apart(name, shape));
    demands(one, other) || demands(other, one) || share_nothing
}
