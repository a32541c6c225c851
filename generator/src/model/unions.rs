//! How the members of each union are told apart, decided once from everything that the page says of them.
//!
//! First a tag: the declared discriminator, else a property for which each member that is an object has values of its own, at the
//! top or in an object within. What no tag names is told by its looks: kinds of JSON, required and known properties, fixed
//! values, what lists and objects hold. Where two members can look the same, a note says which is taken.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{
    Field, Kind, Kinds, Model, Object, Presence, Rest, Scalar, Shape, Struct, Tag, ToldApart, Ty, TypeDef,
    TypeName, Union, WireName,
};
use crate::{Note, NoteKind};

/// Id of this step in notes.
const PASS: &str = "unions";

/// How deep a tag may stand.
const DEEPEST_TAG: usize = 3;

/// How deep objects are described where their own properties do not tell them apart.
const DEEPEST_LOOK: usize = 3;

/// How deep where, besides, a property that they share is of two types, which differ only far within.
const DEEPEST_OF_TWO: usize = 6;

/// Most shapes that describe one union's members, those of properties included.
const MOST_SHAPES: usize = 50_000;

/// Most shapes where a deeper look would need them.
const MOST_DEEPER: usize = 10_000;

/// Most shapes that describe all unions together.
const MOST_OF_ALL: usize = 1_000_000;

/// Most members of a union within a member that are looked at one by one and not by their kinds alone.
const MOST_WITHIN: usize = 32;

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
    let tag = declared(union, types).or_else(|| found(union, types));
    let named: HashSet<usize> = match &tag {
        Some(tag) if !tag.optional => tag.values.iter().map(|(_, member)| *member).collect(),
        _ => HashSet::new(),
    };
    let members = || {
        let members = union.members.iter().enumerate();
        members.filter(|(index, _)| !named.contains(index))
    };
    let looks = |depth: usize, most: usize| -> Option<(Vec<(usize, Shape)>, usize)> {
        let mut looks = Looks {
            types,
            left: Some(most),
        };
        let mut shapes = Vec::new();
        for (index, member) in members() {
            let seen = looks.member(&member.ty, member.null_at, depth);
            shapes.extend(seen.into_iter().map(|shape| (index, shape)));
        }
        Some((shapes, most - looks.left?))
    };
    let Some((mut shapes, mut cost)) = looks(1, MOST_SHAPES.min(*left)) else {
        let plain = |ty: &Ty| match is_union(ty, types) {
            true => Kinds::ANY,
            false => kinds(ty, types, 0),
        };
        let shapes: Vec<_> = members()
            .map(|(index, member)| (index, Shape::of(plain(&member.ty))))
            .collect();
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
        let Some(deeper) = looks(depth, MOST_DEEPER.min(*left)) else {
            break;
        };
        (shapes, cost) = deeper;
    }
    *left -= cost;
    let told = ToldApart { tag, shapes };
    let open = left_open(union, &told);
    (told, open)
}

/// The page's discriminator: its values, and those that the members fix for its property. Of a value that several members list, as
/// they do where they share one `enum`, the page's mapping says whose it is; where it says so of none, the property tells nothing.
fn declared(union: &Union, types: &Types) -> Option<Tag> {
    let (property, mapping) = union.declared.as_ref()?;
    let path = vec![property.clone()];
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
    for (value, index) in mapping {
        mapped.entry(Scalar::Text(value.clone())).or_insert(*index);
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
        optional,
    })
}

/// A property for which each member that is an object has values of its own. One that all of them must have comes first, one
/// at the top before one within.
fn found(union: &Union, types: &Types) -> Option<Tag> {
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
fn structs<'a>(ty: &Ty, types: &'a Types) -> Vec<&'a Struct> {
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

/// The kinds of JSON that a type can be.
fn kinds(ty: &Ty, types: &Types, nested: usize) -> Kinds {
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
        Ty::Integer(super::Integer::I32 | super::Integer::I64) => Kinds::INTEGER,
        Ty::Integer(super::Integer::U32 | super::Integer::U64) => Kinds::UNSIGNED,
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
        let mut shape = Shape::of(match is_union(ty, types) {
            // It keeps what is none of its members.
            true => Kinds::ANY,
            false => kinds(ty, types, 0),
        });
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

/// Each two members of which one value can be either.
fn alike(shapes: &[(usize, Shape)]) -> impl Iterator<Item = (usize, usize)> {
    shapes.iter().enumerate().flat_map(|(position, (index, shape))| {
        let others = shapes[position + 1..].iter();
        others
            .filter(move |(other, second)| other != index && !differ(shape, second))
            .map(move |(other, _)| (*index, *other))
    })
}

/// Whether the types have a property in common that is of another type in each.
fn share_two_types(one: &Ty, other: &Ty, types: &Types) -> bool {
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::parse;

    /// What is decided for `Which`, and whether a note was left.
    fn told(schemas: Value) -> (ToldApart, bool) {
        let reference = json!({"$ref": "#/components/schemas/Which"});
        let document = json!({
            "paths": {"/": {"get": {"responses": {"200": {"content": {"application/json": {"schema": reference}}}}}}},
            "components": {"schemas": schemas},
        });
        let (mut model, _) = parse::parse(&document, "page.yaml").expect("it is fitted");
        let notes = tell_apart(&mut model);
        let Kind::Union(union) = &model.types[&TypeName::new("Which")].kind else {
            unreachable!("it is a union");
        };
        (union.told_apart_by.clone(), !notes.is_empty())
    }

    /// The same in short: tags, and shapes' members.
    fn decided(schemas: Value) -> (String, Vec<usize>, bool) {
        let (told, noted) = told(schemas);
        let tag = told.tag.as_ref().map_or(String::new(), |tag| {
            let path: Vec<&str> = tag.path.iter().map(WireName::as_str).collect();
            let values: Vec<String> = tag
                .values
                .iter()
                .map(|(value, index)| format!("{value:?}={index}"))
                .collect();
            let optional = if tag.optional { "?" } else { "" };
            format!("{}{optional}: {}", path.join("."), values.join(" "))
        });
        (tag, told.shapes.iter().map(|(index, _)| *index).collect(), noted)
    }

    fn named(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    fn object(required: &[&str], properties: Value) -> Value {
        json!({"type": "object", "required": required, "properties": properties})
    }

    #[test]
    fn a_tag_is_found_wherever_it_stands() {
        let flag = |value: bool| json!({"type": "boolean", "x-values": [value]});
        let number = |value: i64| json!({"type": "integer", "x-values": [value]});
        let which = json!({"oneOf": [named("A"), named("B"), {"type": "string"}]});
        let rows = [
            (
                object(&["ok"], json!({"ok": flag(true)})),
                object(&["ok"], json!({"ok": flag(false)})),
                "ok: Bool(true)=0 Bool(false)=1",
            ),
            (
                object(&[], json!({"v": number(1)})),
                object(&["v"], json!({"v": number(2)})),
                "v?: Integer(1)=0 Integer(2)=1",
            ),
        ];
        for (a, b, tag) in rows {
            let (found, shapes, _) = decided(json!({"Which": which, "A": a, "B": b}));
            assert_eq!(found, tag);
            assert_eq!(shapes, if tag.contains('?') { vec![0, 1, 2] } else { vec![2] });
        }
        let kind = |values: &[&str]| json!({"type": "string", "enum": values});
        let nested = decided(json!({
            "Which": {"oneOf": [named("A"), named("B")]},
            "A": object(&["meta"], json!({"meta": named("MetaA"), "same": named("Same")})),
            "B": object(&["meta"], json!({"meta": named("MetaB"), "same": named("Same")})),
            "MetaA": object(&["kind"], json!({"kind": named("KindA")})),
            "MetaB": object(&["kind"], json!({"kind": named("KindB")})),
            "KindA": kind(&["a", "b"]),
            "KindB": kind(&["c"]),
            "Same": kind(&["x"]),
        }));
        assert_eq!(
            nested,
            (
                r#"meta.kind: Text("a")=0 Text("b")=0 Text("c")=1"#.to_owned(),
                vec![],
                false
            )
        );
    }

    #[test]
    fn a_declared_discriminator_counts_beside_what_is_no_object() {
        let text = || json!({"t": {"type": "string"}});
        let (tag, shapes, noted) = decided(json!({
            "Which": {
                "oneOf": [named("A"), named("B"), {"type": "string"}],
                "discriminator": {"propertyName": "t", "mapping": {"a": "A", "alpha": "A", "b": "B", "lost": "C"}},
            },
            "A": object(&["t"], text()),
            "B": object(&["t"], text()),
        }));
        assert_eq!(tag, r#"t: Text("a")=0 Text("alpha")=0 Text("b")=1"#);
        assert_eq!((shapes, noted), (vec![2], false));
    }

    #[test]
    fn of_a_value_that_several_members_list_the_mapping_says_whose_it_is() {
        let schemas = |mapping: Value| {
            let mut which =
                json!({"oneOf": [named("A"), named("B")], "discriminator": {"propertyName": "t"}});
            which["discriminator"]["mapping"] = mapping;
            json!({
                "Which": which,
                "T": {"type": "string", "enum": ["a", "alpha", "b", "c"]},
                "A": object(&["t"], json!({"t": named("T"), "x": {"type": "string"}})),
                "B": object(&["t"], json!({"t": named("T"), "y": {"type": "string"}})),
            })
        };
        let (tag, shapes, _) = decided(schemas(json!({"a": "A", "alpha": "A", "b": "B", "d": "B"})));
        assert_eq!(tag, r#"t: Text("a")=0 Text("alpha")=0 Text("b")=1 Text("d")=1"#);
        assert!(shapes.is_empty());
        // Values that are nobody's: the property tells nothing, the others do.
        let (tag, shapes, _) = decided(schemas(json!({"A": "A", "B": "B"})));
        assert_eq!((tag.as_str(), shapes), ("", vec![0, 1]));
    }

    #[test]
    fn what_is_left_open_is_noted() {
        let text = || json!({"type": "string"});
        let noted = |a: Value, b: Value| {
            decided(json!({"Which": {"oneOf": [named("A"), named("B")]}, "A": a, "B": b})).2
        };
        assert!(noted(
            object(&["id"], json!({"id": text(), "a": text()})),
            object(&["id"], json!({"id": text(), "b": text()}))
        ));
        assert!(!noted(
            object(&["id"], json!({"id": text()})),
            object(&["id", "b"], json!({"id": text(), "b": text()}))
        ));
        assert!(!noted(
            object(&[], json!({"a": text()})),
            object(&[], json!({"b": text()}))
        ));
        assert!(!noted(
            object(&["id"], json!({"id": text()})),
            object(&["id"], json!({"id": {"type": "integer"}}))
        ));
        let lists = |one: Value, other: Value| {
            let list = |items| json!({"type": "array", "items": items});
            decided(json!({"Which": {"oneOf": [list(one), list(other)]}})).2
        };
        assert!(!lists(text(), json!({"type": "integer"})));
        // Null alone is something to tell by, as deep as it stands.
        let null = || json!({"x-only-null": true, "nullable": true});
        assert!(!lists(text(), null()));
        let map = |values: Value| json!({"type": "object", "additionalProperties": values});
        assert!(!lists(map(text()), map(null())));
        assert!(lists(text(), json!({"type": "string", "nullable": true})));
    }

    #[test]
    fn members_are_looked_at_deeper_where_a_property_of_both_is_of_two_types() {
        let list = |items: Value| json!({"type": "array", "items": items});
        let kind = |value: &str| json!({"type": "string", "enum": [value]});
        let said = |content: &str| object(&["content"], json!({"content": named(content)}));
        // In a union, in a list, in a union: far within one thing differs.
        let either = |name: &str| json!({"oneOf": [{"type": "string"}, list(named(name))]});
        let image = |needed: &[&str]| {
            object(
                needed,
                json!({"t": named("Image"), "url": {"type": "string"}, "detail": {"type": "string"}}),
            )
        };
        let schemas = json!({
            "Which": {"oneOf": [named("A"), named("B")]},
            "A": said("Ours"),
            "B": said("Theirs"),
            "Ours": either("Our"),
            "Theirs": either("Their"),
            "Our": {"oneOf": [named("Text"), named("Detailed")]},
            "Their": {"oneOf": [named("Text"), named("Plain")]},
            "Text": object(&["t"], json!({"t": named("Said")})),
            "Detailed": image(&["t", "url", "detail"]),
            "Plain": image(&["t", "url"]),
            "Image": kind("i"),
            "Said": kind("s"),
        });
        let text = format!("{:?}", told(schemas).0);
        assert!(text.contains("detail"), "{text}");
    }

    #[test]
    fn a_union_within_a_union_looks_like_each_of_its_members() {
        let (tag, shapes, _) = decided(json!({
            "Which": {"oneOf": [named("Inner"), {"type": "boolean"}, named("Which")]},
            "Inner": {"oneOf": [{"type": "string"}, {"type": "integer"}, named("Inner")]},
        }));
        assert_eq!((tag.as_str(), shapes), ("", vec![0, 0, 1, 2, 2, 2]));
    }
}
