//! Which types are sent, which received, and which hold a secret or a number that need not be whole.

use crate::model::{Kind, Model, Operation, Response, Ty, TypeDef, TypeName};

/// Sets what is known of types by who holds them.
pub(in crate::model) fn reach(model: &mut Model) {
    let named = |ty: &Ty| ty.leaf().name().cloned();
    let operations = model.operations.iter();
    let sent = operations
        .clone()
        .flat_map(Operation::sent)
        .filter_map(named)
        .collect();
    let received = operations
        .flat_map(Operation::received)
        .filter_map(named)
        .collect();
    for definition in model.types.values_mut() {
        (definition.sent, definition.received) = (false, false);
    }
    mark(model, sent, |definition| &mut definition.sent);
    mark(model, received, |definition| &mut definition.received);
    spread(model, |ty| *ty == Ty::Secret, |definition| &mut definition.secret);
    // Of a type of another crate nothing is known.
    let inexact = |ty: &Ty| matches!(ty, Ty::Number | Ty::Foreign(_));
    spread(model, inexact, |definition| &mut definition.inexact);
}

/// Marks types that hold such a leaf, and what holds those.
fn spread(model: &mut Model, is: impl Fn(&Ty) -> bool, flag: fn(&mut TypeDef) -> &mut bool) {
    let mut holders: std::collections::HashMap<TypeName, Vec<TypeName>> = std::collections::HashMap::new();
    let mut queue: Vec<TypeName> = Vec::new();
    for (name, definition) in &model.types {
        for ty in definition.holds() {
            match ty.leaf() {
                Ty::Named(held) => holders.entry(held.clone()).or_default().push(name.clone()),
                leaf if is(leaf) => queue.push(name.clone()),
                _ => {}
            }
        }
    }
    while let Some(name) = queue.pop() {
        let Some(definition) = model.types.get_mut(&name) else {
            continue;
        };
        if !std::mem::replace(flag(definition), true) {
            queue.extend(holders.get(&name).into_iter().flatten().cloned());
        }
    }
}

/// Marks types and what they hold.
fn mark(model: &mut Model, mut queue: Vec<TypeName>, flag: fn(&mut TypeDef) -> &mut bool) {
    while let Some(name) = queue.pop() {
        let Some(definition) = model.types.get_mut(&name) else {
            continue;
        };
        if !std::mem::replace(flag(definition), true) {
            queue.extend(definition.holds().filter_map(|ty| ty.leaf().name().cloned()));
        }
    }
}

impl Operation {
    /// The types of what it sends.
    pub fn sent(&self) -> impl Iterator<Item = &Ty> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let bodies = self
            .body
            .iter()
            .flat_map(|body| std::iter::once(body).chain(&body.others));
        parameters.chain(bodies.map(|body| &body.ty))
    }

    /// The types of what it is answered.
    pub fn received(&self) -> impl Iterator<Item = &Ty> {
        let replies = self.successes.iter().chain(&self.failures);
        replies.flat_map(Response::types)
    }

    /// The types of what it sends and is answered.
    pub fn types(&self) -> impl Iterator<Item = &Ty> {
        self.sent().chain(self.received())
    }
}

impl TypeDef {
    /// The types that it holds directly.
    pub fn holds(&self) -> impl Iterator<Item = &Ty> {
        let (fields, extra, members) = match &self.kind {
            Kind::Struct(structure) => (&structure.fields[..], structure.extra.as_ref(), &[][..]),
            Kind::Union(union) => (&[][..], None, &union.members[..]),
            Kind::Enum(_) => (&[][..], None, &[][..]),
        };
        let fields = fields.iter().map(|field| &field.ty);
        let extra = extra.into_iter().map(|extra| &extra.ty);
        fields.chain(extra).chain(members.iter().map(|member| &member.ty))
    }
}
