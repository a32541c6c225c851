//! The property that names a union's member: the page's discriminator, or one that is found.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::Types;
use super::looks::kinds;
use crate::model::{Field, Kind, Kinds, Presence, Scalar, Struct, Tag, Ty, TypeName, Union, WireName};

/// How deep a tag may stand.
const DEEPEST_TAG: usize = 3;

/// The page's discriminator: its values, and those that the members fix for its property. Of a value that several members list, as
/// they do where they share one `enum`, the page's mapping says whose it is; where it says so of none, the property tells nothing.
pub(super) fn declared(union: &Union, types: &Types) -> Option<Tag> {
    let discriminator = union.declared.as_ref()?;
    let path = vec![discriminator.property.clone()];
    let mut owners: IndexMap<Scalar, Vec<usize>> = IndexMap::new();
    let mut fixing: HashSet<usize> = HashSet::new();
    for (index, member) in union.members.iter().enumerate() {
        for value in fixed(&member.ty, &path, types).into_iter().flatten() {
            let owners = owners.entry(value).or_default();
            if owners.last() != Some(&index) {
                owners.push(index);
            }
            fixing.insert(index);
        }
    }
    let mut mapped: IndexMap<Scalar, usize> = IndexMap::new();
    for (word, index) in &discriminator.values {
        for value in meant(word, &union.members[*index].ty, &discriminator.property, types) {
            mapped.entry(value).or_insert(*index);
        }
    }
    let mut values: IndexMap<Scalar, usize> = IndexMap::new();
    let (mut settled, mut open) = (false, false);
    for (value, owners) in owners {
        let named = mapped.get(&value).copied();
        let named = named.filter(|index| owners.contains(index) || !fixing.contains(index));
        let index = match (owners.as_slice(), named) {
            (_, Some(named)) => named,
            ([only], None) => *only,
            (_, None) => {
                open = true;
                continue;
            }
        };
        settled |= owners.len() > 1;
        values.insert(value, index);
    }
    if open && !settled {
        return None;
    }
    for (value, index) in mapped {
        values.entry(value).or_insert(index);
    }
    let named: HashSet<usize> = values.values().copied().collect();
    let mut members = (0..union.members.len())
        .filter(|index| named.contains(index))
        .peekable();
    members.peek()?;
    let optional = members.any(|index| !requires(&union.members[index].ty, &path, types));
    Some(Tag {
        path,
        values: values.into_iter().collect(),
        default: discriminator.default,
        optional,
    })
}

/// The values that a mapping's word stands for: it is a text, also where the property is a number, or true or false.
fn meant(word: &str, ty: &Ty, property: &WireName, types: &Types) -> Vec<Scalar> {
    let fields = structs(ty, types)
        .into_iter()
        .flat_map(|structure| &structure.fields);
    let described = fields.filter(|field| field.wire == *property);
    let kinds = described
        .map(|field| kinds(field.ty.some(), types, 0))
        .reduce(Kinds::or)
        .unwrap_or(Kinds::STRING);
    let number = word.parse().ok().filter(|_| kinds.meets(Kinds::NUMBER));
    let flag = word.parse().ok().filter(|_| kinds.meets(Kinds::BOOL));
    let other: Vec<Scalar> = number
        .map(Scalar::Integer)
        .into_iter()
        .chain(flag.map(Scalar::Bool))
        .collect();
    match kinds.meets(Kinds::STRING) || other.is_empty() {
        true => std::iter::once(Scalar::Text(word.to_owned()))
            .chain(other)
            .collect(),
        false => other,
    }
}

/// A property for which each member that is an object has values of its own. One that all of them must have comes first, one
/// at the top before one within.
pub(super) fn found(union: &Union, types: &Types) -> Option<Tag> {
    let objects: Vec<(usize, &Ty)> = union
        .members
        .iter()
        .enumerate()
        .map(|(index, member)| (index, &member.ty))
        .filter(|(_, ty)| kinds(ty, types, 0).meets(Kinds::OBJECT))
        .collect();
    let (_, first) = objects.first().filter(|_| objects.len() > 1)?;
    let mut tags: Vec<Tag> = Vec::new();
    for path in paths(first, types) {
        let mut values: Vec<(Scalar, usize)> = Vec::new();
        let mut known: HashSet<Scalar> = HashSet::new();
        let own = objects.iter().all(|(index, ty)| {
            let fixed = fixed(ty, &path, types).unwrap_or_default();
            // One member may say a value twice, two may not.
            let new = !fixed.is_empty() && fixed.iter().all(|value| !known.contains(value));
            known.extend(fixed.iter().cloned());
            values.extend(fixed.into_iter().map(|value| (value, *index)));
            new
        });
        if own {
            let optional = objects.iter().any(|(_, ty)| !requires(ty, &path, types));
            tags.push(Tag {
                path,
                values,
                default: None,
                optional,
            });
        }
    }
    tags.into_iter().min_by_key(|tag| (tag.optional, tag.path.len()))
}

/// The properties of an object that may be its tag, those within objects, too.
fn paths(ty: &Ty, types: &Types) -> Vec<Vec<WireName>> {
    let mut found = Vec::new();
    let mut queue: Vec<(Vec<WireName>, &Ty)> = vec![(Vec::new(), ty)];
    while let Some((path, ty)) = queue.pop() {
        for structure in structs(ty, types) {
            for field in &structure.fields {
                let mut path = path.clone();
                path.push(field.wire.clone());
                if !values(field, types).is_empty() {
                    found.push(path);
                } else if path.len() < DEEPEST_TAG {
                    queue.push((path, field.ty.some()));
                }
            }
        }
    }
    found
}

/// The structs that a type is, a union's members too.
pub(super) fn structs<'a>(ty: &Ty, types: &'a Types) -> Vec<&'a Struct> {
    let mut found = Vec::new();
    let mut seen: HashSet<&TypeName> = HashSet::new();
    let mut queue = vec![ty.some().name()];
    while let Some(name) = queue.pop() {
        let Some((name, definition)) = name.and_then(|name| types.get_key_value(name)) else {
            continue;
        };
        if !seen.insert(name) {
            continue;
        }
        match &definition.kind {
            Kind::Struct(structure) => found.push(structure),
            Kind::Union(union) => queue.extend(union.members.iter().map(|member| member.ty.some().name())),
            Kind::Enum(_) => {}
        }
    }
    found
}

/// The values that a type fixes for the property at `path`; `None` if it leaves it open in any of its shapes.
fn fixed(ty: &Ty, path: &[WireName], types: &Types) -> Option<Vec<Scalar>> {
    let (first, rest) = path.split_first()?;
    let structs = structs(ty, types);
    let mut all = Vec::new();
    for structure in &structs {
        let field = structure.fields.iter().find(|field| field.wire == *first)?;
        match rest {
            [] => all.extend(Some(values(field, types)).filter(|values| !values.is_empty())?),
            rest => all.extend(fixed(&field.ty, rest, types)?),
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Whether each value of a type has the property at `path`.
fn requires(ty: &Ty, path: &[WireName], types: &Types) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return true;
    };
    let structs = structs(ty, types);
    !structs.is_empty()
        && structs.iter().all(|structure| {
            let mut fields = structure.fields.iter();
            let field = fields.find(|field| field.wire == *first && field.presence == Presence::Required);
            field
                .is_some_and(|field| !field.nullable && (rest.is_empty() || requires(&field.ty, rest, types)))
        })
}

/// The values that the page lists for a property.
fn values(field: &Field, types: &Types) -> Vec<Scalar> {
    match field
        .ty
        .some()
        .name()
        .and_then(|name| types.get(name))
        .map(|definition| &definition.kind)
    {
        Some(Kind::Enum(values)) => values
            .iter()
            .map(|value| Scalar::Text(value.wire.clone()))
            .collect(),
        _ => field.values.clone(),
    }
}
