//! What the values of a union's members look like, down to a depth and within a bound.

use std::collections::HashSet;

use super::Types;
use crate::model::{
    Integer, Kind, Kinds, Member, Object, Presence, Rest, Scalar, Shape, Struct, Ty, TypeName,
};

/// How deep objects are described where their own properties do not tell them apart.
pub(super) const DEEPEST_LOOK: usize = 3;

/// Most members of a union within a member that are looked at one by one and not by their kinds alone.
const MOST_WITHIN: usize = 32;

/// What each member's values look like, at this depth, and how many shapes say it; `None` if it takes more than `most`.
pub(super) fn shapes(
    members: &[(usize, &Member)],
    types: &Types,
    depth: usize,
    most: usize,
) -> Option<(Vec<(usize, Shape)>, usize)> {
    let left = Some(most);
    let mut looks = Looks { types, left };
    let mut shapes = Vec::new();
    for (index, member) in members {
        let seen = looks.member(&member.ty, member.null_at, depth);
        shapes.extend(seen.into_iter().map(|shape| (*index, shape)));
    }
    Some((shapes, most - looks.left?))
}

/// What a type's values look like by their kinds alone. A union keeps what is none of its members: it is anything.
pub(super) fn plain(ty: &Ty, types: &Types) -> Shape {
    Shape::of(match is_union(ty, types) {
        true => Kinds::ANY,
        false => kinds(ty, types, 0),
    })
}

/// Looks at types: properties within properties multiply, so there is a bound to what is seen.
struct Looks<'a> {
    types: &'a Types,
    /// How many more shapes there may be; `None` once there were too many.
    left: Option<usize>,
}

impl<'a> Looks<'a> {
    /// What a member's values look like. One that is a union itself looks like each of its own.
    fn member(&mut self, ty: &'a Ty, null_at: Option<usize>, depth: usize) -> Vec<Shape> {
        let types = self.types;
        let mut shapes = Vec::new();
        let mut seen: HashSet<&TypeName> = HashSet::new();
        let mut queue = vec![(ty, null_at)];
        while let Some((ty, null_at)) = queue.pop().filter(|_| self.left.is_some()) {
            let definition = ty.name().and_then(|name| types.get_key_value(name));
            match definition.map(|(name, definition)| (name, &definition.kind)) {
                Some((name, Kind::Union(union))) => {
                    if seen.insert(name) {
                        let members = union.members.iter().rev();
                        queue.extend(members.map(|member| (&member.ty, member.null_at)));
                    }
                }
                _ => shapes.push(self.shape(ty, null_at, depth)),
            }
        }
        shapes
    }

    /// What values of a type look like, objects described to this depth, and null alone so many lists and maps within.
    fn shape(&mut self, ty: &'a Ty, null_at: Option<usize>, depth: usize) -> Shape {
        let types = self.types;
        self.left = self.left.and_then(|left| left.checked_sub(1));
        if null_at == Some(0) {
            return Shape::of(Kinds::NULL);
        }
        let within = null_at.map(|levels| levels - 1);
        let mut shape = plain(ty, types);
        match ty.some() {
            Ty::Format(format) => shape.exact = format.is_number(),
            Ty::Named(name) => match types.get(name).map(|definition| &definition.kind) {
                Some(Kind::Struct(structure)) if depth > 0 => {
                    shape.object = Some(self.object(structure, depth - 1));
                }
                Some(Kind::Enum(values)) => {
                    shape.values = values
                        .iter()
                        .map(|value| Scalar::Text(value.wire.clone()))
                        .collect();
                    shape.only = values.len() == 1;
                    self.left = self.left.and_then(|left| left.checked_sub(values.len()));
                }
                Some(Kind::Union(_)) => shape.members = self.within_union(ty, depth),
                _ => {}
            },
            Ty::List(items) => {
                let items = self.shape(items, within, depth);
                shape.items = Some(Box::new(items)).filter(|items| **items != Shape::of(Kinds::ANY));
            }
            Ty::Map(each) if depth > 0 => {
                let each = self.shape(each, within, depth - 1);
                shape.object = Some(Object {
                    required: Vec::new(),
                    known: Vec::new(),
                    rest: match each == Shape::of(Kinds::ANY) {
                        true => Rest::Kept,
                        false => Rest::Each(Box::new(each)),
                    },
                });
            }
            _ => {}
        }
        shape
    }

    /// What the members of a union within look like: their kinds, and if it may be deeper, what is in them.
    fn within_union(&mut self, ty: &'a Ty, depth: usize) -> Vec<Shape> {
        let seen = (depth > 0).then(|| self.member(ty.some(), None, depth - 1));
        let seen = seen.filter(|members| members.len() <= MOST_WITHIN);
        let mut members = seen.unwrap_or_else(|| vec![Shape::of(kinds(ty.some(), self.types, 0))]);
        if matches!(ty, Ty::Option(_)) {
            members.push(Shape::of(Kinds::NULL));
        }
        let any = members.iter().any(|member| *member == Shape::of(Kinds::ANY));
        if any { Vec::new() } else { members }
    }

    fn object(&mut self, structure: &'a Struct, depth: usize) -> Object {
        let mut known = Vec::new();
        for field in &structure.fields {
            if self.left.is_none() {
                break;
            }
            let mut shape = self.shape(&field.ty, field.null_at, depth);
            // What need not be there is an `Option`, which takes null as well.
            if field.is_option() {
                shape.kinds = shape.kinds.or(Kinds::NULL);
                if !shape.members.is_empty() {
                    shape.members.push(Shape::of(Kinds::NULL));
                }
            }
            if shape.values.is_empty() {
                shape.values.clone_from(&field.values);
                shape.only = field.values.len() == 1;
            }
            known.push((field.wire.clone(), shape));
        }
        let rest = match (&structure.extra, structure.closed) {
            (Some(extra), _) => match self.shape(&extra.ty, None, depth) {
                each if each == Shape::of(Kinds::ANY) => Rest::Kept,
                each => Rest::Rather(Box::new(each)),
            },
            (None, true) => Rest::Closed,
            (None, false) => Rest::Lost,
        };
        let fields = structure.fields.iter();
        Object {
            required: fields
                .filter(|field| field.presence == Presence::Required)
                .map(|field| field.wire.clone())
                .collect(),
            known,
            rest,
        }
    }
}

/// The kinds of JSON that a type can be.
pub(super) fn kinds(ty: &Ty, types: &Types, nested: usize) -> Kinds {
    match ty {
        Ty::Named(name) => match types.get(name).map(|definition| &definition.kind) {
            Some(Kind::Struct(_)) => Kinds::OBJECT,
            Some(Kind::Enum(_)) => Kinds::STRING,
            Some(Kind::Union(union)) if nested < DEEPEST_LOOK => {
                let members = union
                    .members
                    .iter()
                    .map(|member| kinds(&member.ty, types, nested + 1));
                members.reduce(Kinds::or).unwrap_or(Kinds::ANY)
            }
            _ => Kinds::ANY,
        },
        Ty::Format(format) if format.is_number() => Kinds::NUMBER,
        Ty::String | Ty::Format(_) | Ty::Secret | Ty::Bytes | Ty::Upload => Kinds::STRING,
        Ty::Bool => Kinds::BOOL,
        Ty::Integer(Integer::I32 | Integer::I64) => Kinds::INTEGER,
        Ty::Integer(Integer::U32 | Integer::U64) => Kinds::UNSIGNED,
        Ty::Number => Kinds::NUMBER,
        Ty::Any | Ty::Foreign(_) => Kinds::ANY,
        Ty::Unit => Kinds::NULL,
        Ty::List(_) => Kinds::LIST,
        Ty::Map(_) => Kinds::OBJECT,
        Ty::Option(inner) => kinds(inner, types, nested).or(Kinds::NULL),
    }
}

fn is_union(ty: &Ty, types: &Types) -> bool {
    let definition = ty.name().and_then(|name| types.get(name));
    definition.is_some_and(|definition| matches!(definition.kind, Kind::Union(_)))
}
