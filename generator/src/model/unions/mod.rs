//! How the members of each union are told apart, decided once from everything that the page says of them.
//!
//! First a tag ([`tags`]): the declared discriminator, else a property for which each member that is an object has values of its own,
//! at the top or in an object within. What no tag names is told by its looks ([`looks`]): kinds of JSON, required and known
//! properties, fixed values, what lists and objects hold. Where two members can look the same ([`alike`]), a note says which is taken.

mod alike;
mod looks;
mod tags;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use indexmap::IndexMap;

use self::alike::{alike, share_two_types};
use self::looks::DEEPEST_LOOK;
use super::{Kind, Model, ToldApart, TypeDef, TypeName, Union};
use crate::note::{Note, NoteKind};

/// Id of this step in notes.
const PASS: &str = "unions";

/// How deep where, besides, a property that they share is of two types, which differ only far within.
const DEEPEST_OF_TWO: usize = 6;

/// Most shapes that describe one union's members, those of properties included.
const MOST_SHAPES: usize = 50_000;

/// Most shapes where a deeper look would need them.
const MOST_DEEPER: usize = 10_000;

/// Most shapes that describe all unions together.
const MOST_OF_ALL: usize = 1_000_000;

/// Most members that are compared, each with each.
const COMPARED: usize = 512;

type Types = IndexMap<TypeName, TypeDef>;

/// Decides for every union of the model, and notes where the page leaves it open.
pub(super) fn tell_apart(model: &mut Model) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut decided = Vec::new();
    let mut left = MOST_OF_ALL;
    for (name, definition) in &model.types {
        if let Kind::Union(union) = &definition.kind {
            let (told, what) = told_apart(union, &model.types, &mut left);
            if let Some(what) = what {
                notes.push(Note::new(
                    NoteKind::Inferred,
                    PASS,
                    definition.source.clone(),
                    what,
                ));
            }
            decided.push((name.clone(), told));
        }
    }
    for (name, told) in decided {
        if let Some(Kind::Union(union)) = model.types.get_mut(&name).map(|definition| &mut definition.kind) {
            union.told_apart_by = told;
        }
    }
    notes
}

/// How a union's members are told apart, and what the page leaves open. `left` is how many shapes there may be.
fn told_apart(union: &Union, types: &Types, left: &mut usize) -> (ToldApart, Option<String>) {
    let tag = tags::declared(union, types).or_else(|| tags::found(union, types));
    let named: HashSet<usize> = match &tag {
        Some(tag) if !tag.optional => {
            let members = tag.values.iter().map(|(_, member)| *member);
            members.filter(|member| tag.default != Some(*member)).collect()
        }
        _ => HashSet::new(),
    };
    let members = union.members.iter().enumerate();
    let unnamed: Vec<_> = members.filter(|(index, _)| !named.contains(index)).collect();
    let looks = |depth: usize, most: usize| looks::shapes(&unnamed, types, depth, most.min(*left));
    let Some((mut shapes, mut cost)) = looks(1, MOST_SHAPES) else {
        let plain = unnamed
            .iter()
            .map(|(index, member)| (*index, looks::plain(&member.ty, types)));
        let shapes: Vec<_> = plain.collect();
        let what = format!(
            "what its {} members look like is too much to hold: they are told apart by the kinds of JSON that they are, and of \
             equals the first is taken",
            shapes.len()
        );
        return (ToldApart { tag, shapes }, Some(what));
    };
    for depth in 2..=DEEPEST_OF_TWO {
        let ty = |index: usize| &union.members[index].ty;
        let may_tell = |(one, other)| depth <= DEEPEST_LOOK || share_two_types(ty(one), ty(other), types);
        if shapes.len() > COMPARED || !alike(&shapes).any(may_tell) {
            break;
        }
        let Some(deeper) = looks(depth, MOST_DEEPER) else {
            break;
        };
        (shapes, cost) = deeper;
    }
    *left -= cost;
    let told = ToldApart { tag, shapes };
    let open = left_open(union, &told);
    (told, open)
}

/// What the page leaves open.
fn left_open(union: &Union, told: &ToldApart) -> Option<String> {
    if told.shapes.len() > COMPARED {
        return Some(format!(
            "it has {} shapes that no tag tells apart, too many to compare each with each: where several fit, the one is taken that \
             knows most of the properties that came, of equals the first",
            told.shapes.len()
        ));
    }
    let mut alike: Vec<usize> = alike(&told.shapes)
        .flat_map(|(one, other)| [one, other])
        .collect();
    alike.sort_unstable();
    alike.dedup();
    let names: Vec<String> = alike
        .iter()
        .map(|index| format!("`{}`", union.members[*index].variant))
        .collect();
    let shown = match names.len() {
        0 => return None,
        1..=6 => names.join(", "),
        many => format!("{} and {} more", names[..6].join(", "), many - 6),
    };
    Some(format!(
        "one value can be several of {shown}: the one is taken that knows most of the properties that came, of equals the first"
    ))
}
